//! What a client may read of what changed: what is named here, and nothing else. The agency's own rounds, drafts, notes, costs, people's
//! goals and settings are never told.

use super::Teller;
use crate::domain::record::Kind;
use crate::history::Said;
use crate::history::diff::told::{keys, text};
use crate::history::diff::{Change, Told};

impl Teller<'_> {
    /// The same, with what the client may read of it.
    pub(super) fn for_the_client(&self, change: &Change, told: Told) -> Told {
        if !self.is_shown() || (self.was_draft() && !GOING_OUT.contains(&change.path.first_key().unwrap_or_default())) {
            return Told { outward: None, ..told };
        }
        if told.outward.is_some() {
            return told;
        }
        if self.may_be_read(change) { told.open() } else { told }
    }

    /// Whether the record is one that the client has seen at all.
    pub(super) fn is_shown(&self) -> bool {
        if self.id.kind() == Kind::Round {
            return [self.before, self.after].into_iter().filter(|said| is_there(said)).all(|said| self.is_out(said));
        }
        self.is_out(if is_there(self.after) { self.after } else { self.before })
    }

    /// Whether the client had not seen the record before: what was written in it then is nobody else's.
    fn was_draft(&self) -> bool {
        is_there(self.before) && !self.is_out(self.before)
    }

    /// Whether a version of the record is one for the client's eyes.
    fn is_out(&self, said: &Said) -> bool {
        match self.id.kind() {
            Kind::Round => text(said, "type").is_some_and(|word| word != "internal"),
            Kind::ContactReport => text(said, "issued").is_some(),
            Kind::Invoice => matches!(said.get("approvals"), Some(Said::List(list)) if !list.is_empty()),
            Kind::Brief => text(said, "status").is_some_and(|word| word != "draft"),
            Kind::Timesheet => false,
            Kind::Client | Kind::Job => true,
        }
    }

    fn may_be_read(&self, change: &Change) -> bool {
        let keys = keys(&change.path);
        let is_whole = change.path.last_key().is_none();
        match (self.id.kind(), keys.as_slice()) {
            (Kind::Job, ["deliverables"]) => is_whole,
            (Kind::Job, ["estimates" | "change_orders", "status"]) => self.went_out(change),
            (Kind::Brief, [section, ..]) => SECTIONS.contains(section),
            (kind, keys) => OPEN.iter().any(|(of, above, fields)| match keys.split_last() {
                Some((field, rest)) => *of == kind && rest == *above && fields.contains(field),
                None => false,
            }),
        }
    }

    /// Whether a paper is with the client, or came back from there.
    fn went_out(&self, change: &Change) -> bool {
        let status = change.after.as_ref().and_then(Said::text).unwrap_or_default();
        ["sent", "approved", "rejected", "expired"].contains(&status)
            && change.path.parent().is_some_and(|paper| {
                crate::history::diff::told::at(self.after, &paper).is_some_and(|paper| text(paper, "status").is_some())
            })
    }
}

/// What says of a draft that it went out.
const GOING_OUT: &[&str] = &["status", "issued", "approvals"];

fn is_there(said: &Said) -> bool {
    !matches!(said, Said::Map(entries) if entries.is_empty())
}

/// Fields of records that the client may read: of which kind, below which keys, and which.
const OPEN: &[(Kind, &[&str], &[&str])] = &[
    (Kind::Client, &["budgets"], &["amount", "from", "to"]),
    (Kind::Job, &[], &["title", "due", "client_po"]),
    (Kind::Job, &["deliverables"], &["status", "version", "material_due"]),
    (Kind::ContactReport, &[], &["date", "medium", "next_contact", "items", "objections", "issued"]),
    (Kind::ContactReport, &["items"], &["topic", "decision", "action", "owner", "due", "done"]),
    (Kind::Invoice, &[], &["number", "date", "due", "kind", "currency", "po", "tax", "payments", "credits"]),
    (Kind::Invoice, &["lines"], &["net", "month"]),
    (Kind::Round, &[], &["deliverable", "version", "sent", "due", "approver", "presented_by", "reviewers"]),
    (Kind::Round, &["reviewers"], &["decision", "date"]),
    (Kind::Round, &["items"], &["text", "why", "status", "done_in", "by"]),
];

/// What of a brief the client signs.
const SECTIONS: &[&str] = &[
    "title",
    "brand",
    "background",
    "problem",
    "objectives",
    "audience",
    "insight",
    "proposition",
    "reasons_to_believe",
    "tone",
    "mandatories",
    "deliverables",
    "channels",
    "budget",
    "timing",
    "kpis",
    "out_of_scope",
    "legal",
    "rights",
    "languages",
    "data_privacy",
];
