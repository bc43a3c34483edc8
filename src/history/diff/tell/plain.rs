//! A field that means nothing special: its name, what stood there, what stands there; a day by how far it moved, a person by name, prose
//! word by word.

use super::{Teller, field};
use crate::domain::calendar::Calendar;
use crate::domain::record::Kind;
use crate::history::Said;
use crate::history::diff::told::{What, at, keys, label, plainly, text};
use crate::history::diff::{Change, Told, is_prose, marked, only_composed_otherwise, words};
use crate::source::{KeyPath, Step};
use crate::values::{Amount, Day, PersonId};

/// Keys under which a person stands.
const PEOPLE: &[&str] = &[
    "by",
    "to",
    "from",
    "owner",
    "author",
    "authors",
    "approver",
    "presented_by",
    "requested_by",
    "client_contributors",
    "renewal_owner",
    "escalated_to",
    "entered_by",
    "signed_by",
    "distribution",
    "agency",
    "client",
];

/// Keys under which money stands.
const SUMS: &[&str] = &["amount", "net", "gross", "rate", "fee", "cap", "value", "limit"];

/// So many letters of what did not change are shown beside what did.
const AROUND: usize = 48;

impl Teller<'_> {
    /// One field, told plainly.
    pub(super) fn plain(&self, change: &Change) -> Told {
        let name = label(&change.path);
        let is_item = !matches!(change.path.last(), Some(Step::Key(_)) | None);
        let keys = keys(&change.path);
        let last = keys.last().copied().unwrap_or_default();
        let told = |what, words: String| {
            Told::new(what, field(change), words).between(change.before.as_ref(), change.after.as_ref())
        };
        match (&change.before, &change.after) {
            (Some(Said::Text(before)), Some(Said::Text(after))) => {
                if let (Some(from), Some(to)) = (Day::parse(before), Day::parse(after)) {
                    return self.moved(change, &keys, &name, from, to);
                }
                if self.is_person(&keys, before) && self.is_person(&keys, after) {
                    return told(What::Person, format!("{name}: {} → {}", self.who(before), self.who(after)));
                }
                if only_composed_otherwise(before, after) {
                    return told(What::Text, format!("{name}: the same letters, composed otherwise"));
                }
                if is_prose(before) || is_prose(after) {
                    let pieces = words(before, after);
                    return told(What::Text, format!("{name}: {}", marked(&pieces, Some(AROUND))));
                }
                let what = match last {
                    "status" | "stage" | "decision" => What::Status,
                    _ if SUMS.contains(&last) => What::Money,
                    _ => What::Field,
                };
                let mut words = format!("{name}: {before} → {after}");
                if let Some(by) = difference(before, after).filter(|_| SUMS.contains(&last)) {
                    words.push_str(&by);
                }
                if self.around.renamed.get(before) == Some(after) {
                    words.push_str(" (renumbered)");
                }
                told(what, words)
            }
            (None, Some(after)) => {
                let value = self.value(&keys, after);
                let words = match is_item {
                    true => format!("{} added: {value}", added(&change.path, after)),
                    false => format!("{name} set to {value}"),
                };
                told(self.sort(&keys, after), words).on(after.text().and_then(Day::parse))
            }
            (Some(before), None) => {
                let value = self.value(&keys, before);
                let words = match is_item {
                    true => format!("{} taken out: {value}", added(&change.path, before)),
                    false => format!("{name} taken away (was {value})"),
                };
                told(self.sort(&keys, before), words)
            }
            (before, after) => {
                let value = |said: &Option<Said>| said.as_ref().map_or_else(|| "nothing".to_owned(), plainly);
                told(What::Field, format!("{name}: {} → {}", value(before), value(after)))
            }
        }
    }

    /// What sort of change it is that a value came or went.
    fn sort(&self, keys: &[&str], value: &Said) -> What {
        let last = keys.last().copied().unwrap_or_default();
        match value {
            Said::Text(text) if Day::parse(text).is_some() => What::Date,
            Said::Text(text) if self.is_person(keys, text) => What::Person,
            Said::Text(text) if is_prose(text) => What::Text,
            Said::Text(_) if SUMS.contains(&last) => What::Money,
            Said::Text(_) if last == "status" => What::Status,
            _ => What::Field,
        }
    }

    fn value(&self, keys: &[&str], said: &Said) -> String {
        match said {
            Said::Text(text) if self.is_person(keys, text) => self.who(text),
            Said::Map(_) if keys.last().is_some_and(|last| *last == "contacts") => plainly(said),
            _ => plainly(said),
        }
    }

    fn is_person(&self, keys: &[&str], value: &str) -> bool {
        let last = keys.last().copied().unwrap_or_default();
        let in_seat = keys.len() == 2 && keys[0] == "team";
        (in_seat || PEOPLE.contains(&last)) && PersonId::parse(value).is_ok()
    }

    /// A day that moved, in working days of the calendar that counts for it.
    fn moved(&self, change: &Change, keys: &[&str], name: &str, from: Day, to: Day) -> Told {
        let days = self.calendar(change, keys).days_to(from, to);
        let many = days.unsigned_abs();
        let plural = if many == 1 { "" } else { "s" };
        let where_to = if to < from { "earlier" } else { "later" };
        let words = format!("{name} {from} → {to}, {many} working day{plural} {where_to}");
        let told = Told::new(What::Date, field(change), words);
        Told { days: Some(days), ..told.between(change.before.as_ref(), change.after.as_ref()) }
    }

    /// Whose working days count: those of whoever has it to do, else the office's.
    fn calendar(&self, change: &Change, keys: &[&str]) -> &Calendar {
        let calendars = &self.around.calendars;
        let Some(client) = &self.client else { return calendars.office() };
        let parent = change.path.parent().unwrap_or_default();
        let around = at(self.after, &parent);
        let doer = |key| around.and_then(|said| PersonId::parse(text(said, key)?).ok());
        let doer = match (self.id.kind(), keys) {
            (Kind::Job, ["handoffs", ..]) => doer("to"),
            (Kind::Round, ["due" | "sent"]) if text(self.after, "type") != Some("internal") => {
                return calendars.client(self.around.after, client);
            }
            (Kind::ContactReport | Kind::Brief | Kind::Client, [_, "due" | "done"]) => doer("owner"),
            _ => None,
        };
        calendars.receiver(self.around.after, client, doer.as_ref())
    }
}

/// A text that was rewritten, with all of what did not change; `None` for what is no prose.
pub fn in_full(change: &Change) -> Option<String> {
    let (Said::Text(before), Said::Text(after)) = (change.before.as_ref()?, change.after.as_ref()?) else {
        return None;
    };
    let is_rewritten = (is_prose(before) || is_prose(after)) && !only_composed_otherwise(before, after);
    is_rewritten.then(|| format!("{}: {}", label(&change.path), marked(&words(before, after), None)))
}

/// What an item that came or went is called: by its id where it has one, else by its list.
fn added(path: &KeyPath, value: &Said) -> String {
    match (path.last(), value) {
        (Some(Step::Index(_)), Said::Text(_)) => path.parent().map(|list| label(&list)).unwrap_or_default(),
        _ => label(path),
    }
}

/// `, up 1500.00`.
fn difference(before: &str, after: &str) -> Option<String> {
    let (before, after) = (Amount::parse(before)?.0, Amount::parse(after)?.0);
    let by = after.checked_sub(before)?;
    Some(match by {
        by if by.is_zero() => return None,
        by if by.is_sign_negative() => format!(", down {}", by.abs()),
        by => format!(", up {by}"),
    })
}
