//! The money of jobs and contracts: what things cost, what the client agreed to, what was spent, billed, paid, earned, and what is still open.
//! Every figure is a sum of dated parts (postings, shares), so that no two groupings of it can disagree.

pub mod ageing;
pub mod agreement;
pub mod billing;
pub mod budget;
pub mod charged;
pub mod completion;
pub mod contingency;
pub mod earnings;
pub mod exchange;
pub mod formulas;
pub mod impossible;
pub mod income;
pub mod invoice_standing;
pub mod journal;
pub mod labour;
pub mod lacking;
#[cfg(test)]
pub(crate) mod money_book;
pub mod named_lines;
pub mod offer;
pub mod ordered;
pub mod overcharge;
pub mod papers;
pub mod pipeline;
pub mod posting;
pub mod price;
pub mod retainer;
pub mod rework;
pub mod shares;
mod spend;
pub mod split;
pub mod spend_plan;
pub mod sums;
pub mod tally;
pub mod terms;
pub mod time_index;
pub mod unbilled;
pub mod unpaid;
pub mod unpriced;
pub mod wip;
