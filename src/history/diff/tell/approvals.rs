//! Who said yes to what: approvals that were given or taken out, in whatever record they stand.

use super::{Teller, field};
use crate::domain::approval::ApprovalFor;
use crate::history::Said;
use crate::history::diff::told::{What, day, label, text};
use crate::history::diff::{Change, Told};
use crate::source::KeyPath;

impl Teller<'_> {
    /// An approval that came or went.
    pub(super) fn approved(&self, change: &Change, keys: &[&str]) -> Option<Told> {
        if *keys.last()? != "approvals" {
            return None;
        }
        let (approval, taken_out) = match (&change.before, &change.after) {
            (None, Some(approval @ Said::Map(_))) => (approval, ""),
            (Some(approval @ Said::Map(_)), None) => (approval, " was taken out"),
            _ => return None,
        };
        let of = text(approval, "for").unwrap_or("an");
        let subject = self.subject(&change.path);
        let mut words = format!("{of} approval of {subject}");
        if let Some(by) = self.whose(approval, "by") {
            words.push_str(&format!(" by {by}"));
        }
        let date = day(approval, "date");
        if let Some(date) = date {
            words.push_str(&format!(" on {date}"));
        }
        if let Some(method) = text(approval, "method").filter(|method| *method != "system") {
            words.push_str(&format!(", by {method}"));
        }
        if let Some(evidence) = text(approval, "evidence") {
            words.push_str(&format!(" ({evidence})"));
        }
        words.push_str(taken_out);
        let what = if of == ApprovalFor::Issue.as_str() { What::Invoice } else { What::Approval };
        let told = Told::new(what, field(change), words).on(date);
        let told = told.between(change.before.as_ref(), change.after.as_ref());
        Some(if of == ApprovalFor::Client.as_str() { told.open() } else { told })
    }

    /// What an approval at a path is of: `estimate 1`, `the brief`.
    pub(super) fn subject(&self, approval: &KeyPath) -> String {
        let above = approval.parent().and_then(|list| list.parent()).unwrap_or_default();
        match label(&above) {
            name if name.is_empty() => format!("the {}", self.id.kind()),
            name => name,
        }
    }
}
