//! An invoice's way: written, issued, paid; or credited, disputed, given up. Once it is issued it is not changed any more.

mod bill;
mod charge;
mod credit;
mod issue;
mod left;
mod paying;
mod terms;
mod told;
mod unpaying;
mod write;

pub use credit::{CreditAsked, credit};
pub use issue::{drop, issue, settled};
pub use paying::{PayAsked, dispute, pay, settle, take_up, write_off};
pub use terms::{next_number, number_or_word, numbered, po_or_word};
pub use unpaying::unpay;
pub use write::{InvoiceAsked, LineAsked, Written, write};

use crate::domain::agency::Agency;
use crate::domain::client::Client;
use crate::domain::invoice::Invoice;
use crate::domain::record::Located;
use crate::finding::Finding;
use crate::source::KeyPath;

/// The client of an invoice, or the objection that there is none.
fn client_of<'a>(agency: &'a Agency, invoice: &Located<Invoice>) -> Result<&'a Located<Client>, Vec<Finding>> {
    let id = invoice.id.client();
    agency.clients.get(&id).found().ok_or_else(|| {
        let message = format!("there is no client `{id}`");
        vec![
            Finding::error("dangling-reference", invoice.at(KeyPath::root()), message)
                .help(format!("`suits client new {id}`")),
        ]
    })
}
