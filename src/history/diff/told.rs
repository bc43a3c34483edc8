//! One thing that changed, told: in words, and for scripts. Knows how a change is told, not what it means to a kind of record.

use crate::domain::money::sums::Figure;
use crate::history::Said;
use crate::source::{KeyPath, Step};
use crate::values::{Day, Decimal, JobId, Money};

crate::words! {
    /// What sort of change it is.
    pub enum What {
        /// A record that was not there.
        Added = "added",
        /// A record that is not there any more.
        Gone = "gone",
        /// A record under another id.
        Renamed = "renamed",
        /// A version that cannot be read.
        Unreadable = "unreadable",
        /// A job took a step.
        Stage = "stage",
        /// The word for how far something has come.
        Status = "status",
        /// A day was set, moved or taken away.
        Date = "date",
        /// A figure of a budget, or an amount.
        Money = "money",
        /// Somebody else, in a seat or with the ball.
        Person = "person",
        /// Somebody said yes.
        Approval = "approval",
        /// What somebody said yes to has changed since.
        Stale = "stale",
        /// A feedback round, or something to change.
        Feedback = "feedback",
        /// An invoice went out, was disputed or given up.
        Invoice = "invoice",
        /// A payment.
        Payment = "payment",
        /// Time.
        Hours = "hours",
        /// A text was rewritten.
        Text = "text",
        /// Any other field.
        Field = "field",
        /// Comments alone.
        Comment = "comment",
        /// Layout alone: quotes, order, blank lines.
        Layout = "layout",
        /// A key of the settings.
        Setting = "setting",
        /// A file that is no record.
        File = "file",
    }
}

crate::words! {
    /// A figure that is told of records that changed.
    pub enum Sum {
        /// F01: what the client agreed to: approved estimates and change orders.
        Approved = "approved",
        /// What waits for a yes.
        Pending = "pending",
        /// F03: orders not yet invoiced, at the client's prices.
        Committed = "committed",
        /// The net of issued invoices, less credit notes.
        Billed = "billed",
        /// Payments on issued invoices, with tax.
        Paid = "paid",
        /// The client's annual budgets in force on the day.
        Budget = "budget",
    }
}

impl Sum {
    /// The figures of a job.
    pub(super) const OF_JOB: [(Sum, Figure); 3] =
        [(Sum::Approved, Figure::Approved), (Sum::Pending, Figure::Pending), (Sum::Committed, Figure::Committed)];

    /// Whether the client knows the figure anyway.
    pub fn is_the_clients(self) -> bool {
        !matches!(self, Sum::Pending | Sum::Committed)
    }
}

/// A figure on both sides; `Err` says why it cannot be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Which.
    pub sum: Sum,
    /// As it was.
    pub before: Result<Money, String>,
    /// As it is.
    pub after: Result<Money, String>,
}

/// One thing that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What sort of thing.
    pub what: What,
    /// The fields it tells of.
    pub fields: Vec<KeyPath>,
    /// In words.
    pub words: String,
    /// In words that the client may read; `None` for what is the agency's own business.
    pub outward: Option<String>,
    /// What stood there, where it is one value.
    pub before: Option<String>,
    /// What stands there.
    pub after: Option<String>,
    /// By how many working days a date moved; below 0 for earlier.
    pub days: Option<i64>,
    /// The day on which it happened, where it says one.
    pub date: Option<Day>,
    /// By how much hours went up or down.
    pub hours: Option<Decimal>,
    /// The job that it is about, where that is not the record itself.
    pub job: Option<JobId>,
    /// The figure that moved.
    pub moved: Option<Moved>,
}

impl Told {
    /// Something told of some fields.
    pub(super) fn new(what: What, fields: Vec<KeyPath>, words: impl Into<String>) -> Told {
        Told {
            what,
            fields,
            words: words.into(),
            outward: None,
            before: None,
            after: None,
            days: None,
            date: None,
            hours: None,
            job: None,
            moved: None,
        }
    }

    /// Something told in words alone.
    pub fn plain(what: What, words: impl Into<String>) -> Told {
        Told::new(what, Vec::new(), words)
    }

    /// The same, with what stood there and what stands there.
    #[must_use]
    pub(super) fn between(self, before: Option<&Said>, after: Option<&Said>) -> Told {
        Told { before: before.map(plainly), after: after.map(plainly), ..self }
    }

    /// The same, on a day.
    #[must_use]
    pub(super) fn on(self, date: Option<Day>) -> Told {
        Told { date, ..self }
    }

    /// The same, for the client's eyes too.
    #[must_use]
    pub(super) fn open(self) -> Told {
        Told { outward: Some(self.words.clone()), ..self }
    }

    /// The same, told to the client in other words.
    #[must_use]
    pub(super) fn outward(self, words: impl Into<String>) -> Told {
        Told { outward: Some(words.into()), ..self }
    }
}

/// A value in one line: `film-30 (kind film, quantity 1)` for what is nested.
pub fn plainly(said: &Said) -> String {
    match said {
        Said::Nothing => String::new(),
        Said::Text(text) => text.clone(),
        Said::List(items) => items.iter().map(nested).collect::<Vec<_>>().join(", "),
        Said::Map(entries) => {
            let entries = entries.iter().filter(|(_, value)| !says_nothing(value));
            entries.map(|(key, value)| format!("{key} {}", nested(value))).collect::<Vec<_>>().join(", ")
        }
    }
}

fn nested(said: &Said) -> String {
    match said {
        Said::Map(_) => format!("({})", plainly(said)),
        _ => plainly(said),
    }
}

fn says_nothing(said: &Said) -> bool {
    match said {
        Said::Nothing => true,
        Said::List(items) => items.is_empty(),
        Said::Text(_) | Said::Map(_) => false,
    }
}

/// A map without some of its keys.
pub(super) fn without(said: &Said, keys: &[&str]) -> Said {
    match said {
        Said::Map(entries) => {
            Said::Map(entries.iter().filter(|(key, _)| !keys.contains(&key.as_str())).cloned().collect())
        }
        other => other.clone(),
    }
}

/// The keys of a path, items left out: what a path is about.
pub(super) fn keys(path: &KeyPath) -> Vec<&str> {
    let mut keys = Vec::with_capacity(path.0.len());
    for step in &path.0 {
        if let Step::Key(key) = step {
            keys.push(key.as_ref());
        }
    }
    keys
}

/// What the items of a list are called.
fn noun(list: &str) -> &str {
    match list {
        "handoffs" => "handoff",
        "waiting" => "wait",
        "holds" => "hold",
        "overrides" => "override",
        "estimates" => "estimate",
        "lines" => "line",
        "approvals" => "approval",
        "change_orders" => "change order",
        "orders" => "order",
        "supplier_invoices" => "supplier invoice",
        "quality_checks" => "quality check",
        "deliverables" => "deliverable",
        "contacts" => "contact",
        "contracts" => "contract",
        "budgets" => "budget",
        "opportunities" => "opportunity",
        "issues" => "issue",
        "recommendations" => "recommendation",
        "objectives" => "objective",
        "reasons_to_believe" => "reason to believe",
        "spend_plan" => "spend plan line",
        "kpis" => "KPI",
        "approvers" => "approver",
        "open_questions" => "open question",
        "references" => "reference",
        "legal" => "claim",
        "waived" => "waived section",
        "reviewers" => "reviewer",
        "verdicts" => "verdict",
        "items" => "item",
        "entries" => "entry",
        "payments" => "payment",
        "objections" => "objection",
        other => other,
    }
}

/// What a field is called in a sentence: `estimate 1, line concept, hours`; `insight.text`.
pub(super) fn label(path: &KeyPath) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut open: Option<String> = None;
    for step in &path.0 {
        match step {
            Step::Key(key) => {
                open = Some(match open {
                    Some(before) => format!("{before}.{key}"),
                    None => key.to_string(),
                });
            }
            Step::Item(_, id) => {
                let list = open.take().unwrap_or_default();
                parts.push(format!("{} {id}", noun(&list)));
            }
            Step::Index(at) => {
                let list = open.take().unwrap_or_default();
                parts.push(format!("{} {}", noun(&list), at + 1));
            }
        }
    }
    parts.extend(open);
    parts.join(", ")
}

/// What stands at a path.
pub(super) fn at<'s>(said: &'s Said, path: &KeyPath) -> Option<&'s Said> {
    path.0.iter().try_fold(said, |said, step| match (step, said) {
        (Step::Key(key), said) => said.get(key),
        (Step::Index(at), Said::List(items)) => items.get(*at),
        (Step::Item(key, id), Said::List(items)) => {
            items.iter().find(|item| item.get(key).and_then(Said::text) == Some(id.as_str()))
        }
        _ => None,
    })
}

/// The text under a key of a map.
pub(super) fn text<'s>(said: &'s Said, key: &str) -> Option<&'s str> {
    said.get(key)?.text()
}

/// The day under a key of a map.
pub(super) fn day(said: &Said, key: &str) -> Option<Day> {
    Day::parse(text(said, key)?)
}
