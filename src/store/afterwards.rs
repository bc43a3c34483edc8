//! The records that a change would leave behind, beside those that it would change: what a rule needs to tell which of its findings are new.
//! Only records that hold money or time are taken in, and of the rest of the book only what these are judged by. Knows no rules.

use super::draft::{Draft, Drafted};
use super::kinds::{Filed, by_kind};
use super::reading::{Ask, Desk, Outcome};
use super::snapshot::Snapshot;
use crate::domain::agency::{Agency, Shelf};
use crate::domain::layout::AnyId;
use crate::domain::record::{Kind, Located};
use crate::source::Sources;
use crate::values::{ClientId, InvoiceId};
use std::collections::BTreeSet;
use std::mem;

/// The kinds that hold money or time.
const HOLD_FIGURES: [Kind; 4] = [Kind::Client, Kind::Job, Kind::Invoice, Kind::Timesheet];

/// Some records before and after a change.
#[derive(Debug, Default)]
pub struct Afterwards {
    /// As they are.
    pub before: Agency,
    /// As they would be.
    pub after: Agency,
    /// The texts that both point into.
    pub texts: Sources,
}

impl Drafted {
    /// The records with figures that would change; `None` where there are none. One that cannot be read as it is, is left out: it is being
    /// mended.
    pub fn afterwards(&self, snapshot: &Snapshot) -> Option<Afterwards> {
        let holds = |draft: &&Draft| {
            let kind = draft.id.as_ref().map(AnyId::kind);
            draft.preview.after.is_some() && kind.is_some_and(|kind| HOLD_FIGURES.contains(&kind))
        };
        let mut drafts = self.drafts.iter().filter(holds).peekable();
        drafts.peek()?;
        let config = || Agency { config: snapshot.agency.config.clone(), ..Agency::default() };
        let mut book = Afterwards { before: config(), after: config(), texts: Sources::default() };
        if let Some(source) = snapshot.agency.config.source {
            // the first in every snapshot, so that what points at it still does
            let file = snapshot.sources.file(source);
            book.texts.add(&*file.path, &*file.text);
        }
        let mut desk = Desk::default();
        let mut clients = BTreeSet::new();
        for draft in drafts {
            let Some(id) = &draft.id else { continue };
            clients.extend(id.client());
            by_kind!(id.kind(), T => book.take_in::<T>(draft, &mut desk));
        }
        book.around(&clients, snapshot);
        Some(book)
    }
}

impl Afterwards {
    fn take_in<T: Filed>(&mut self, draft: &Draft, desk: &mut Desk) {
        let path = &draft.preview.path;
        let Some((above, name)) = path.rsplit_once('/') else { return };
        let parent = above.split_once('/').map_or("", |(_, parent)| parent);
        let Some(id) = name.strip_suffix(".yaml").and_then(|stem| T::id(parent, stem)) else { return };
        let texts = &mut self.texts;
        let mut read = |text: &str| -> Option<Located<T>> {
            let source = texts.add(path.as_str(), text);
            let ask = Ask { keep: None, fingerprints: &[] };
            match desk.interpret::<T>(text.into(), &id, source, ask).outcome {
                Outcome::Record(record, _) => Some(record),
                Outcome::Broken(_) | Outcome::Gone => None,
            }
        };
        let before = draft.preview.before.as_deref().map(&mut read);
        let after = draft.preview.after.as_deref().and_then(read);
        let (Some(after), false) = (after, matches!(before, Some(None))) else { return };
        put::<T>(&mut self.after, after);
        if let Some(before) = before.flatten() {
            put::<T>(&mut self.before, before);
        }
    }

    /// The clients of the records, and the invoices that credit notes among them take money off.
    fn around(&mut self, clients: &BTreeSet<ClientId>, snapshot: &Snapshot) {
        let notes = self.after.invoices.iter();
        let credited: BTreeSet<InvoiceId> = notes.filter_map(|invoice| invoice.record.credits.clone()).collect();
        for client in clients.iter().filter_map(|id| snapshot.agency.clients.get(id).found()) {
            self.stand_by(client, snapshot);
        }
        for invoice in credited.iter().filter_map(|id| snapshot.agency.invoices.get(id).found()) {
            self.stand_by(invoice, snapshot);
        }
    }

    /// A record that does not change.
    fn stand_by<T: Filed + Clone>(&mut self, record: &Located<T>, snapshot: &Snapshot) {
        let file = snapshot.sources.file(record.source);
        let mut source = None;
        for agency in [&mut self.before, &mut self.after] {
            if T::shelf(agency).get(&record.id).found().is_none() {
                let source = *source.get_or_insert_with(|| self.texts.add(&*file.path, &*file.text));
                put(agency, Located { source, ..record.clone() });
            }
        }
    }
}

fn put<T: Filed>(agency: &mut Agency, record: Located<T>) {
    let shelf: &mut Shelf<T> = T::shelf(agency);
    let (id, source) = (record.id.clone(), record.source);
    *shelf = mem::take(shelf).with(&id, source, Some(record));
}
