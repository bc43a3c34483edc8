//! The papers that money is agreed, ordered, billed and paid with: what each may say, who may sign it, when it is settled.

pub mod agreeing;
pub mod annual;
pub mod change;
pub mod estimate;
mod groundwork;
pub mod invoice;
pub mod order;
pub mod payer;
pub mod raising;
pub mod revision;
pub mod settled;
pub mod supplier_invoice;
pub mod version;
