//! Records that came, went, or go by another id.

use super::{Teller, count, field, title};
use crate::domain::layout::AnyId;
use crate::domain::record::Kind;
use crate::history::Said;
use crate::history::diff::told::{Told, What, day, text};
use crate::source::KeyPath;
use crate::values::InvoiceId;

impl Teller<'_> {
    /// A record under another id.
    pub(super) fn renamed(&mut self, was: &AnyId) {
        let words = format!("{was} is {} now", self.id);
        let told = Told::new(What::Renamed, Vec::new(), words);
        let told = Told { before: Some(was.to_string()), after: Some(self.id.to_string()), ..told };
        let is_shown = self.is_shown() && matches!(self.id.kind(), Kind::Job | Kind::Brief | Kind::Invoice);
        self.told.push(if is_shown { told.open() } else { told });
    }

    /// A record that was not there: what it is, and what it brought.
    pub(super) fn added(&mut self) {
        let (kind, after) = (self.id.kind(), self.after);
        let whole = self.take(|_| true);
        let fields: Vec<KeyPath> = whole.iter().map(|change| change.path.clone()).collect();
        let (words, outward) = self.arrival();
        let mut told = Told::new(What::Added, fields, words);
        if let Some(outward) = outward.filter(|_| self.is_shown()) {
            told = told.outward(outward);
        }
        let date = match kind {
            Kind::Job | Kind::Brief => "requested_on",
            Kind::Round => "sent",
            _ => "date",
        };
        self.told.push(told.on(day(after, date)));
        // what came with it happened too: hours, things to change, a yes
        let parts = whole.into_iter().filter(|change| Self::is_item(&change.path));
        let wanted = |list: Option<&str>| match kind {
            Kind::Timesheet => list == Some("entries"),
            Kind::Round | Kind::ContactReport => list == Some("items"),
            Kind::Invoice => matches!(list, Some("approvals" | "payments")),
            _ => list == Some("approvals"),
        };
        self.left = parts.filter(|change| wanted(change.path.first_key())).collect();
        if kind == Kind::Timesheet {
            self.time();
        }
        for change in std::mem::take(&mut self.left) {
            let told = self.happened(&change).unwrap_or_else(|| self.plain(&change));
            let told = self.for_the_client(&change, told);
            self.told.push(told);
        }
    }

    /// What a record is that was not there; and what of that the client may read.
    fn arrival(&self) -> (String, Option<String>) {
        let after = self.after;
        let own = |key: &str| text(after, key);
        let due = own("due").map(|due| format!(", due {due}")).unwrap_or_default();
        let name = title(self.id, after);
        match self.id.kind() {
            Kind::Job => {
                let by = self.whose(after, "requested_by").map(|by| format!(", asked for by {by}")).unwrap_or_default();
                let on = own("requested_on").map(|on| format!(" on {on}")).unwrap_or_default();
                let status = own("status").map(|status| format!(", {status}")).unwrap_or_default();
                (format!("new job: {name}{due}{by}{on}{status}"), Some(format!("new job: {name}{due}")))
            }
            Kind::Brief => {
                let status = own("status").map(|status| format!(" ({status})")).unwrap_or_default();
                (format!("new brief: {name}{status}"), Some(format!("new brief: {name}")))
            }
            Kind::Client => (format!("new client: {name}"), None),
            Kind::Round => {
                let to = self.whose(after, "approver").map(|to| format!(", {to} decides")).unwrap_or_default();
                let sent = own("sent").map(|sent| format!(", sent {sent}")).unwrap_or_default();
                let answers = own("due").map(|due| format!(", answers due {due}")).unwrap_or_default();
                let items = match after.get("items") {
                    Some(Said::List(items)) if !items.is_empty() => format!(", {}", count(items.len(), "item")),
                    _ => String::new(),
                };
                let words = format!("round opened: {name}{sent}{answers}{to}{items}");
                (words.clone(), Some(words))
            }
            Kind::ContactReport => {
                let words = format!("new contact report: {name}");
                let issued = own("issued").map(|issued| format!(", sent out on {issued}"));
                (format!("{words}{}", issued.clone().unwrap_or_default()), issued.map(|_| words))
            }
            Kind::Invoice => {
                let kind = own("kind").unwrap_or_default();
                let sum = self.amount().map(|sum| format!(", {sum} with tax")).unwrap_or_default();
                let words = format!("new {name} ({kind}){sum}{due}");
                (words.clone(), Some(words))
            }
            Kind::Timesheet => ("new timesheet".to_owned(), None),
        }
    }

    /// What an invoice comes to, with tax.
    fn amount(&self) -> Option<crate::values::Money> {
        let agency = self.around.after;
        let invoice = agency.invoices.get(&InvoiceId::parse(&self.id.to_string()).ok()?).found()?;
        invoice.amount(crate::domain::money::billing::currency_of(agency, invoice)?)
    }

    /// A record that is not there any more: what it was.
    pub(super) fn gone(&mut self) {
        let whole = self.take(|_| true);
        let fields: Vec<KeyPath> = whole.iter().flat_map(field).collect();
        let status = text(self.before, "status").map(|status| format!(" ({status})")).unwrap_or_default();
        let name = title(self.id, self.before);
        self.told.push(Told::new(What::Gone, fields, format!("{} taken out: {name}{status}", self.id.kind())));
        if self.id.kind() == Kind::Timesheet {
            self.left = whole;
            self.time();
            self.left.clear();
        }
    }
}
