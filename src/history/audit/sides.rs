//! What a merge lost of a record: three-way over values. Base, one side, the other side and the recorded result; what the one side alone
//! changed must be in the result. What both changed was a conflict, and whoever resolved it chose.

use super::library::{Page, is_empty};
use super::lines::{self, hunks, meet, met};
use super::spot::Spot;
use super::twins::Twin;
use crate::domain::record::{Kind, list_key};
use crate::history::Said;
use crate::history::diff::keyed;
use crate::source::{KeyPath, Step};
use std::collections::{BTreeSet, HashMap};

/// The four versions that a merge is judged by; none where there was no file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sides<'p> {
    /// Where the two parted.
    pub(super) base: Option<&'p Page>,
    /// Whose changes are looked for.
    pub(super) side: Option<&'p Page>,
    /// The other.
    pub(super) other: Option<&'p Page>,
    /// What the merge commit recorded.
    pub(super) result: Option<&'p Page>,
}

/// Something that one side made, and the result does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Loss {
    /// Where.
    pub(super) spot: Spot,
    /// What the side made of it; none: it took it out.
    pub(super) made: Option<Said>,
    /// What should stand there, where that is not what the side alone made of it: both wrote in one text.
    pub(super) both: Option<Said>,
    /// What the result has there.
    pub(super) has: Option<Said>,
    /// Where it is one of two records under one number: what became of it. Then the values are what the two are called.
    pub(super) twin: Option<Twin>,
}

impl Loss {
    /// What should stand there.
    pub(super) fn wanted(&self) -> Option<&Said> {
        self.both.as_ref().or(self.made.as_ref())
    }
}

/// The keys of a map that go with its `status`: where both sides moved the status, they are one conflict.
const MOVED_WITH_STATUS: [&str; 8] =
    ["handoffs", "cancelled", "overrides", "approvals", "rejected", "withdrawn", "deliverables", "waived"];

/// What is lost of one side's changes; none where a version cannot be read.
pub(super) fn losses(kind: Option<Kind>, sides: Sides<'_>) -> Option<Vec<Loss>> {
    let [base, side, other, result] = [sides.base, sides.side, sides.other, sides.result].map(|page| match page {
        None => Some(None),
        Some(page) => page.said.as_ref().map(Some),
    });
    let four = Four { base: base?, side: side?, other: other?, result: result? };
    let mut judge = Judge { kind, sides, found: Vec::new() };
    judge.whole(four);
    Some(judge.found)
}

#[derive(Clone, Copy)]
struct Four<'s> {
    base: Option<&'s Said>,
    side: Option<&'s Said>,
    other: Option<&'s Said>,
    result: Option<&'s Said>,
}

impl<'s> Four<'s> {
    fn each<T>(self, of: impl Fn(Option<&'s Said>) -> T) -> [T; 4] {
        [of(self.base), of(self.side), of(self.other), of(self.result)]
    }

    fn map(self, of: impl Fn(Option<&'s Said>) -> Option<&'s Said>) -> Four<'s> {
        let [base, side, other, result] = self.each(of);
        Four { base, side, other, result }
    }

    fn all(self, is: impl Fn(&Said) -> bool) -> bool {
        self.each(|said| said.is_none_or(&is)).iter().all(|is| *is)
    }

    /// Whether the one side changed it, the other not to the same, and the result is not what the side made of it.
    fn is_open(self) -> bool {
        self.side != self.base && self.result != self.side && self.other != self.side
    }

    fn is_one_sided(self) -> bool {
        self.other == self.base
    }
}

struct Judge<'p> {
    kind: Option<Kind>,
    sides: Sides<'p>,
    found: Vec<Loss>,
}

impl Judge<'_> {
    fn whole(&mut self, four: Four<'_>) {
        if !four.is_open() {
            return;
        }
        let root = KeyPath::root();
        match (four.base, four.side, four.other, four.result) {
            // the record itself is gone from the result: one loss, however much it held
            (None, Some(_), None, None) | (Some(_), Some(_), Some(_), None) => self.lose(&root, four),
            (Some(_), None, Some(_), Some(_)) if four.is_one_sided() => self.lose(&root, four),
            // made on both sides: where it is one record, whoever merged chose; two halves of one month of time are one record
            (None, Some(side), Some(other), Some(_)) if self.kind != Some(Kind::Timesheet) && differ(side, other) => {}
            (_, Some(_), _, Some(_)) => self.value(&root, four),
            _ => {}
        }
    }

    fn lose(&mut self, path: &KeyPath, four: Four<'_>) {
        let spot = Spot { path: path.clone(), item: None };
        self.found.push(Loss { spot, made: four.side.cloned(), both: None, has: four.result.cloned(), twin: None });
    }

    fn value(&mut self, path: &KeyPath, four: Four<'_>) {
        let four = four.map(|said| said.filter(|said| !is_empty(said)));
        if !four.is_open() {
            return;
        }
        if four.side.is_none() || four.other.is_none() && four.base.is_some() {
            // taken out by one, left alone by the other; what the other changed is a conflict
            if four.is_one_sided() {
                self.lose(path, four);
            }
        } else if four.result.is_none() && four.is_one_sided() {
            self.lose(path, four);
        } else if four.all(|said| matches!(said, Said::Map(_))) {
            self.map(path, four);
        } else if four.all(|said| matches!(said, Said::List(_))) {
            self.list(path, four);
        } else if four.is_one_sided() {
            self.lose(path, four);
        } else if let [Some(base), Some(side), Some(other), Some(result)] = four.each(|said| said.and_then(Said::text))
            && result == other
            && lines::are_apart([base, side, other], path, self.sides)
            && let Some(both) = lines::together(self.kind, path, self.sides)
            && ![four.side, four.other].contains(&Some(&both))
        {
            // where nobody can say what both come to, or only the one text by itself, it was a conflict
            self.lose(path, four);
            if let Some(loss) = self.found.last_mut() {
                loss.both = Some(both);
            }
        }
    }

    fn map(&mut self, path: &KeyPath, four: Four<'_>) {
        let contested = {
            let status = four.map(|said| said?.get("status"));
            status.side != status.base && status.other != status.base && status.side != status.other
        };
        let keys: BTreeSet<&str> = [four.base, four.side].into_iter().flatten().flat_map(keys).collect();
        for key in keys {
            let below = four.map(|said| said?.get(key));
            let moved = MOVED_WITH_STATUS.contains(&key) && (contested || is_two_turns(key, below));
            if !moved {
                self.value(&path.then(key.to_owned()), below);
            }
        }
    }

    fn list(&mut self, path: &KeyPath, four: Four<'_>) {
        let key = list_key(path);
        let items = four.each(|said| said.map_or(&[][..], items));
        let [Some(base), Some(side), Some(other), Some(result)] = items.map(|items| keyed(items, key)) else {
            return self.items(path, items);
        };
        let mut ids: Vec<&str> = base.iter().map(|(id, _)| *id).collect();
        let [base, side_by_id, other, result] =
            [&base, &side, &other, &result].map(|list| list.iter().copied().collect::<HashMap<&str, &Said>>());
        ids.extend(side.iter().map(|(id, _)| *id).filter(|id| !base.contains_key(id)));
        for id in ids {
            let step = Step::Item(key, id.to_owned());
            let [base, side, other, result] = [&base, &side_by_id, &other, &result].map(|list| list.get(id).copied());
            self.value(&path.then(step), Four { base, side, other, result });
        }
    }

    /// Items that nothing tells apart: what is new must be there as often as the side has it, what is gone no oftener.
    fn items(&mut self, path: &KeyPath, [base, side, other, result]: [&[Said]; 4]) {
        let counts = [base, side, other, result].map(counts);
        let [in_base, in_side, in_other, in_result] =
            counts.each_ref().map(|counts| |item: &Said| counts.get(item).copied().unwrap_or_default());
        let (ours, theirs) = (hunks(base, side), hunks(base, other));
        let met = met(&ours, &theirs, |own, other| meet(own, other) && !(own.is_empty() && other.is_empty()));
        for ((old, new), is_met) in ours.into_iter().zip(met) {
            if is_met {
                continue;
            }
            let one_sided = |item: &&Said| in_other(item) == in_base(item);
            let new = side[new].iter().filter(one_sided);
            let lost: Vec<&Said> =
                new.filter(|item| in_side(item) > in_base(item) && in_result(item) < in_side(item)).collect();
            let gone = base[old].iter().filter(one_sided);
            let back: Vec<&Said> =
                gone.filter(|item| in_side(item) < in_base(item) && in_result(item) > in_side(item)).collect();
            let spot = |item: &Said| Spot { path: path.clone(), item: Some(item.clone()) };
            if lost.is_empty() {
                let back = back.iter();
                self.found.extend(back.map(|item| Loss {
                    spot: spot(item),
                    made: None,
                    both: None,
                    has: Some((*item).clone()),
                    twin: None,
                }));
            }
            for (at, item) in lost.iter().enumerate() {
                let has = back.get(at).map(|item| (*item).clone());
                self.found.push(Loss { spot: spot(item), made: Some((*item).clone()), both: None, has, twin: None });
            }
        }
    }
}

/// Both handed the ball on: to whom it went was one question, whatever stage they named.
fn is_two_turns(key: &str, handoffs: Four<'_>) -> bool {
    let added = |said: Option<&Said>| {
        let count = |said: Option<&Said>| said.map_or(0, |said| items(said).len());
        count(said) > count(handoffs.base)
    };
    key == "handoffs" && added(handoffs.side) && added(handoffs.other)
}

/// Whether two new records are two things under one number, not one thing twice.
fn differ(one: &Said, other: &Said) -> bool {
    keys(one).any(|key| matches!((one.get(key), other.get(key)), (Some(Said::Text(one)), Some(Said::Text(other))) if one != other))
}

fn keys(said: &Said) -> impl Iterator<Item = &str> {
    let entries = if let Said::Map(entries) = said { &entries[..] } else { &[] };
    entries.iter().map(|(key, _)| key.as_str())
}

fn items(said: &Said) -> &[Said] {
    if let Said::List(items) = said { items } else { &[] }
}

/// How often each item is in a list.
fn counts(list: &[Said]) -> HashMap<&Said, usize> {
    let mut counts = HashMap::with_capacity(list.len());
    for item in list {
        *counts.entry(item).or_default() += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::audit::library::Library;

    /// What is lost, a line each: where, what the side made of it, what the result has.
    fn lost(base: &str, side: &str, other: &str, result: &str) -> Vec<String> {
        let texts = [base, side, other, result];
        let mut fetch =
            |wanted: &[u32]| wanted.iter().map(|at| Some(texts[*at as usize].as_bytes().to_vec())).collect();
        let mut library = Library::new(&mut fetch);
        let [base, side, other, result] = [0, 1, 2, 3].map(|at| library.page(at));
        let sides = Sides { base: Some(&base), side: Some(&side), other: Some(&other), result: Some(&result) };
        let word = |said: &Option<Said>| match said {
            None => "-".to_owned(),
            Some(said) => said.text().map_or_else(|| "…".to_owned(), str::to_owned),
        };
        let line = |loss: &Loss| format!("{} {} {}", loss.spot.path, word(&loss.made), word(&loss.has));
        losses(Some(Kind::Job), sides).expect("all read").iter().map(line).collect()
    }

    #[test]
    fn only_what_one_side_alone_changed_can_be_lost() {
        assert_eq!(lost("a: 1\nb: 1\n", "a: 2\nb: 2\n", "a: 1\nb: 3\n", "a: 1\nb: 3\n"), ["a 2 1"]);
        assert_eq!(lost("a: 1\n", "a: 2\n", "a: 1\n", "a: 2\n"), Vec::<String>::new());
        assert_eq!(lost("a: 1\n", "a: 2\n", "a: 2\n", "a: 1\n"), Vec::<String>::new(), "both changed it");
    }

    #[test]
    fn layout_order_and_empty_values_are_no_edits() {
        assert_eq!(
            lost("a: 1\nb: 2\n", "b: '2'\na: 1 # now\nc: null\nd: []\n", "a: 1\nb: 2\n", "a: 1\nb: 2\n"),
            Vec::<String>::new()
        );
    }

    #[test]
    fn an_item_taken_out_and_brought_back_is_told_and_one_that_was_edited_meanwhile_is_a_conflict() {
        let base = "lines:\n  - {id: a, net: 1}\n  - {id: b, net: 2}\n";
        let side = "lines:\n  - {id: a, net: 1}\n";
        assert_eq!(lost(base, side, base, base), ["lines.b - …"]);
        let edited = "lines:\n  - {id: a, net: 1}\n  - {id: b, net: 3}\n";
        assert_eq!(lost(base, side, edited, edited), Vec::<String>::new());
    }

    #[test]
    fn items_without_ids_are_counted_and_those_that_both_changed_are_a_conflict() {
        let base = "tone: [dry, warm]\n";
        assert_eq!(
            lost(base, "tone: [dry, warm, odd]\n", "tone: [dry, warm, new]\n", "tone: [dry, warm, new]\n"),
            ["tone odd -"]
        );
        assert_eq!(lost(base, "tone: [dry, cool]\n", base, base), ["tone cool warm"]);
        assert_eq!(
            lost(base, "tone: [dry, cool]\n", "tone: [dry, cold]\n", "tone: [dry, cold]\n"),
            Vec::<String>::new()
        );
        assert_eq!(lost(base, "tone: [warm, dry]\n", base, base), Vec::<String>::new(), "order is no edit");
    }

    #[test]
    fn two_advances_of_one_job_are_one_conflict() {
        let job = |status: &str, id: &str| {
            format!(
                "status: {status}\nhandoffs:\n  - {{id: a, stage: briefing, done: 2026-11-20}}\n  - {{id: {id}, stage: {status}}}\n"
            )
        };
        let base = "status: briefing\nhandoffs:\n  - {id: a, stage: briefing}\n";
        let (one, other) = (job("brief-approved", "b"), job("estimating", "c"));
        assert_eq!(lost(base, &one, &other, &other), Vec::<String>::new());
        // to one stage, by two handoffs
        let twin = job("brief-approved", "c");
        assert_eq!(lost(base, &one, &twin, &twin), Vec::<String>::new());
        // but what only one of them did is not part of it
        let held = format!("{one}holds:\n  - {{id: h, from: 2026-11-20}}\n");
        assert_eq!(lost(base, &held, &other, &other), ["holds … -"]);
    }

    #[test]
    fn a_text_is_merged_by_its_lines() {
        let base = "note: |\n  one\n  two\n  three\n";
        let (side, other) = ("note: |\n  ONE\n  two\n  three\n", "note: |\n  one\n  two\n  THREE\n");
        assert_eq!(lost(base, side, other, other), ["note ONE\ntwo\nthree one\ntwo\nTHREE"]);
        assert_eq!(lost(base, side, other, "note: |\n  ONE\n  two\n  THREE\n"), Vec::<String>::new());
        let beside = "note: |\n  one\n  TWO\n  three\n";
        assert_eq!(lost(base, side, beside, beside), Vec::<String>::new(), "lines that touch are a conflict");
    }

    #[test]
    fn a_text_of_which_nobody_knows_what_both_come_to_was_a_conflict() {
        let [plain, quoted, block] =
            [("note: ", ""), ("note: \"", "\""), ("note: >\n  ", "\n")].map(|(open, close)| {
                ["one\n  two\n  three", "ONE\n  two\n  three", "one\n  two\n  THREE"]
                    .map(|text| format!("{open}{text}{close}\n"))
            });
        for [base, side, other] in [&plain, &quoted] {
            assert_eq!(lost(base, side, other, other), Vec::<String>::new(), "{base}");
            assert_eq!(lost(base, other, side, side), Vec::<String>::new(), "{base}");
        }
        let [base, side, other] = &block;
        assert_eq!(lost(base, side, other, other).len(), 1, "folded lines are merged one by one");
        // a record in braces is a conflict as a whole
        let [base, side, other] = quoted.map(|text| format!("{{{}}}\n", text.trim_end()));
        assert_eq!(lost(&base, &side, &other, &other), Vec::<String>::new());
    }
}
