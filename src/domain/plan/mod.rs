//! Commands that change things, planned as change sets: pure, so that a dry run and a real one cannot differ.
//! A refusal is a list of findings, each with its place and what would satisfy it.

pub mod absence;
pub mod advance;
pub mod brief;
pub mod cancel;
pub mod client_issue;
pub mod contact_report;
pub mod feedback;
pub mod handoff;
pub mod hold;
pub mod job;
pub mod money;
pub mod opening;
pub mod people;
pub mod recurring;
pub mod set_aside;
pub mod time;
pub mod time_mend;
mod turn;

use super::approval::{Approval, ApprovalFor, Method};
use super::record::{Located, Record};
use crate::finding::Finding;
use crate::source::{KeyPath, Value};
use crate::values::{Day, PersonId, Word};

/// Who acts, when, and how new list items get their ids.
#[derive(Clone, Copy)]
pub struct Actor<'a> {
    /// Who types.
    pub by: &'a PersonId,
    /// The day.
    pub today: Day,
    /// Mints four base-32 characters for an item that no person names.
    pub mint: &'a dyn Fn() -> String,
}

/// The approval a person asked to record.
#[derive(Clone, Debug)]
pub struct YesAsked {
    /// Whose yes it is; absent: the one who types.
    pub by: Option<PersonId>,
    /// How it was given; absent: with this program.
    pub method: Option<Method>,
    /// The paper.
    pub evidence: Option<String>,
    /// When it was given; absent: today.
    pub date: Option<Day>,
}

/// The fields of a list item, in order, leaving out what is not there.
fn item<const N: usize>(fields: [(&str, Option<Value>); N]) -> Value {
    Value::map(fields.into_iter().filter_map(|(key, value)| Some((key, value?))))
}

/// A word like the one typed that no item of the list has: `sizes-2`.
pub fn free_id(typed: &str, taken: &[&str]) -> String {
    // an id has up to 32 characters
    let stem = typed.get(..28).unwrap_or(typed);
    let mut nth = 2;
    while taken.contains(&format!("{stem}-{nth}").as_str()) {
        nth += 1;
    }
    format!("{stem}-{nth}")
}

/// The refusal of a second yes to something that has one that holds.
fn given_already<T: Record>(
    record: &Located<T>,
    approvals: &KeyPath,
    what: &str,
    (all, yes): (&[Approval], &Approval),
    help: String,
) -> Vec<Finding> {
    let at = all.iter().position(|other| other == yes).unwrap_or_default();
    let message =
        format!("{what} was approved by `{}` on {} ({}), and has not changed since", yes.by, yes.date, yes.of);
    vec![Finding::error("already-approved", record.at(approvals.then(at)), message).help(help)]
}

/// An approval ready to write: one shape everywhere, the fingerprint left for the store to work out.
#[expect(clippy::too_many_arguments, reason = "the eight parts of an approval, named at each call")]
fn yes(
    of: ApprovalFor,
    by: &PersonId,
    role: Option<Word>,
    method: Method,
    date: Day,
    asked: &YesAsked,
    actor: Actor<'_>,
    section: KeyPath,
) -> Value {
    let entered_by = Some(actor.by).filter(|entered_by| *entered_by != by);
    item([
        ("for", Some(Value::bare(of))),
        ("by", Some(Value::text(by.as_str()))),
        ("role", role.map(|role| Value::text(role.as_str()))),
        ("date", Some(Value::bare(date))),
        ("method", Some(Value::bare(method))),
        ("evidence", asked.evidence.clone().map(Value::Text)),
        ("entered_by", entered_by.map(|person| Value::text(person.as_str()))),
        ("hash", Some(Value::Fingerprint(section))),
    ])
}
