//! What of the records a verb of its own writes: a field by hand would say that somebody did what nobody did. One table, a row for each path;
//! a record of a new kind, or a list that a verb writes, gets its row here.

use super::record::Kind;

/// How a field is touched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Touch {
    /// Written over.
    Set,
    /// Something added to a list.
    Add,
    /// Something taken from a list.
    Take,
}

/// One row: a path of a kind of record, and the verb that writes it.
#[derive(Clone, Copy, Debug)]
pub struct Owned {
    /// Of which records; `None`: of all.
    pub kind: Option<Kind>,
    /// The keys from the top without items of lists; `**` stands for any number of them.
    pub path: &'static str,
    /// Which ways of touching it are meant.
    pub touches: &'static [Touch],
    /// The verb, in a sentence.
    pub verb: &'static str,
}

const ANY: &[Touch] = &[Touch::Set, Touch::Add, Touch::Take];
const ADD: &[Touch] = &[Touch::Add];
const KEPT: &[Touch] = &[Touch::Set, Touch::Take];
const HELD: &str = "it holds what people approved; `suits … edit` where it must be put right";

const fn row(kind: Kind, path: &'static str, touches: &'static [Touch], verb: &'static str) -> Owned {
    Owned { kind: Some(kind), path, touches, verb }
}

/// The rows; of those that fit a path the first counts.
pub const OWNED: &[Owned] = &[
    row(Kind::Job, "handoffs.**.accepted", ANY, "`suits job accept` says that the ball was taken"),
    row(Kind::Job, "handoffs.rejected.**", ANY, "`suits job reject` sends the ball back"),
    row(Kind::Job, "handoffs.waiting.**", ANY, "`suits job wait` says whom the work waits on"),
    row(
        Kind::Job,
        "handoffs.**",
        ANY,
        "`suits job advance` moves the ball, `suits job accept` takes it, `suits job reject` sends it back; `suits job edit` where it must be put right",
    ),
    row(Kind::Job, "status", ANY, "`suits job advance` moves the job, `suits job cancel` calls it off"),
    row(
        Kind::Job,
        "holds.**",
        ANY,
        "`suits job hold` stops the clock and `suits job resume` starts it; `suits job edit` where it must be put right",
    ),
    row(
        Kind::Job,
        "cancelled.**",
        ANY,
        "`suits job cancel` calls a job off; `suits job edit` where it must be put right",
    ),
    row(
        Kind::Job,
        "overrides.**",
        ANY,
        "`suits job override` takes a step against a guard; `suits job edit` where it must be put right",
    ),
    row(Kind::Job, "estimates.approvals.**", ANY, "`suits job estimate approve` records an approval"),
    row(
        Kind::Job,
        "estimates.status",
        ANY,
        "`suits job estimate send`, `suits job estimate approve` and `suits job estimate reject` move it",
    ),
    row(
        Kind::Job,
        "estimates",
        ANY,
        "`suits job estimate add` adds to it; a version is never taken away, the next takes its place",
    ),
    row(Kind::Job, "change_orders.approvals.**", ANY, "`suits job change approve` records an approval"),
    row(
        Kind::Job,
        "change_orders.status",
        ANY,
        "`suits job change send`, `suits job change approve`, `suits job change reject` and `suits job change withdraw` move it",
    ),
    row(Kind::Job, "change_orders", ADD, "`suits job change add` raises one"),
    row(Kind::Job, "change_orders", KEPT, HELD),
    row(
        Kind::Job,
        "orders.status",
        ANY,
        "`suits job order send`, `suits job order accept`, `suits job order receive` and `suits job order cancel` move it",
    ),
    row(Kind::Job, "orders", ADD, "`suits job order add` draws one up"),
    row(Kind::Job, "orders", KEPT, HELD),
    row(Kind::Job, "supplier_invoices.approvals.**", ANY, "`suits job order approve` records an approval"),
    row(Kind::Job, "supplier_invoices", ADD, "`suits job order receive` takes one down"),
    row(Kind::Job, "supplier_invoices", KEPT, HELD),
    row(Kind::Brief, "status", ANY, "`suits brief submit` and `suits brief approve` move it"),
    row(Kind::Brief, "approvals.**", ANY, "`suits brief approve` records an approval"),
    row(
        Kind::ContactReport,
        "issued",
        ANY,
        "`suits contact-report issue` sends it out; `suits contact-report edit` where it must be put right",
    ),
    row(
        Kind::ContactReport,
        "objections.**",
        ANY,
        "`suits contact-report object` takes one down; `suits contact-report edit` where it must be put right",
    ),
    row(
        Kind::Round,
        "waiver.**",
        ANY,
        "`suits feedback waive` lets a round pass uncharged; `suits feedback edit` where it must be put right",
    ),
    row(Kind::Client, "budgets.approvals.**", ANY, "`suits client approve` records the client's yes to a budget"),
    row(Kind::Client, "budgets", KEPT, HELD),
    row(Kind::Invoice, "approvals.**", ANY, "`suits invoice issue` says that it may go out"),
    row(
        Kind::Invoice,
        "payments.**",
        ANY,
        "`suits invoice pay` takes a payment down, and `suits invoice pay --undo ID` takes it out again",
    ),
    row(
        Kind::Invoice,
        "written_off.**",
        ANY,
        "`suits invoice write-off` gives an invoice up, and `suits invoice write-off --undo` asks for it after all",
    ),
    Owned {
        kind: None,
        path: "**.approvals",
        touches: ANY,
        verb: "an approval is a person's word and is not set; `suits … edit` where it must be put right",
    },
];

/// The verb that writes what is at some keys of a record, if one does.
pub fn verb(kind: Kind, keys: &[&str], touch: Touch) -> Option<&'static str> {
    let fits = |row: &&Owned| {
        let pattern: Vec<&str> = row.path.split('.').collect();
        row.kind.is_none_or(|own| own == kind) && row.touches.contains(&touch) && matches(&pattern, keys)
    };
    OWNED.iter().find(fits).map(|row| row.verb)
}

fn matches(pattern: &[&str], keys: &[&str]) -> bool {
    match (pattern, keys) {
        ([], []) => true,
        (["**", rest @ ..], _) => (0..=keys.len()).any(|from| matches(rest, &keys[from..])),
        ([one, pattern @ ..], [key, keys @ ..]) => one == key && matches(pattern, keys),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_stand_for_any_number_of_keys() {
        let of = |keys: &[&str], touch| verb(Kind::Job, keys, touch).is_some();
        assert!(of(&["handoffs"], Touch::Add) && of(&["handoffs", "due"], Touch::Set));
        assert!(of(&["overrides", "guards"], Touch::Take) && !of(&["due"], Touch::Set));
        assert!(of(&["orders"], Touch::Add) && !of(&["orders", "net"], Touch::Set));
        assert_eq!(verb(Kind::Client, &["budgets"], Touch::Add), None);
        assert!(verb(Kind::Job, &["handoffs", "accepted"], Touch::Set).is_some_and(|verb| verb.contains("job accept")));
    }
}
