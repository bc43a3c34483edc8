//! The auditor: reads the whole past of a book and says what went wrong in it. What merges lost, steps that no workflow allows, approvals
//! by those who could not give them, records rewritten after they were binding. Pure: the past, its texts and the rule are handed in.

mod apart;
mod auditor;
mod billed;
mod blame;
mod crossed;
mod edits;
mod frozen;
mod gone_on;
mod graph;
mod law;
mod library;
mod lines;
mod losses;
mod mend;
mod merges;
mod moves;
mod names;
mod past;
mod question;
mod regain;
mod renames;
mod repair;
mod returns;
mod rightful;
mod rights;
mod sides;
mod slip;
mod spot;
mod steps;
mod twins;
mod undone;
mod unread;

pub use auditor::{Ask, Audited, audit};
pub use blame::State;
pub use library::{Fetch, Library};
pub use moves::moved_on;
pub use past::{Blob, Commit, Past, Touch};
pub use regain::{Made, Now, Outcome, Part, Regain, regain};
pub use repair::{Here, repair};
pub use rights::{AskRule, Objection};
pub use slip::{Slip, What};
pub use spot::Spot;
pub use twins::are_two;
pub use unread::Unread;
