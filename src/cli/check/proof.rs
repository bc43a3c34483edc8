//! The proof: what was found, with its places, less what people let stand.

use crate::checks::{self, Choice, Cost, Ignore};
use crate::cli::findings::problems;
use crate::finding::Finding;
use crate::render::LetStand;
use crate::source::SourceId;
use crate::store::Snapshot;
use crate::values::Day;
use crate::view::Problem;
use std::collections::{HashMap, HashSet};

/// What was found in a book.
pub(super) struct Proof {
    /// Each finding with its place worked out; by path, line and column.
    pub found: Vec<(Finding, Problem)>,
    /// What was found and let stand.
    pub let_stand: LetStand,
    /// What each rule cost, in microseconds.
    pub costs: Vec<Cost>,
}

impl Proof {
    /// Looks a book over; only what lies `within` the paths asked for is told.
    pub(super) fn of(
        snapshot: &Snapshot,
        today: Day,
        choice: &Choice,
        within: &dyn Fn(&str) -> bool,
        ticks: &(dyn Fn() -> u64 + Sync),
    ) -> Proof {
        let config = &snapshot.agency.config;
        let path_of = |source: SourceId| snapshot.sources.file(source).path.to_string();
        let (ruled, costs) = checks::timed(&snapshot.agency, today, choice, &path_of, ticks);
        let (mut ignores, misread) = ignores(snapshot);
        let read = snapshot.unknown_keys.iter().chain(&snapshot.strays).cloned().chain(misread).collect();
        let mut findings = checks::settle(read, config, choice, &path_of);
        findings.extend(ruled);
        findings.retain(|finding| within(&snapshot.sources.file(finding.place.source).path));
        let mut found = paired(snapshot, findings);
        let before = found.len();
        found.retain(|(finding, problem)| {
            let here = ignores.get_mut(&finding.place.source);
            !here.is_some_and(|here| here.iter_mut().any(|ignore| ignore.takes(finding.code, problem.line)))
        });
        let let_stand = LetStand { ignored: before - found.len(), ..LetStand::default() };
        let has_run = |code: &str| checks::find(code).is_none_or(|rule| choice.takes(rule.meta()));
        // no rule has run on a record that cannot be read: nobody knows what it would have found there
        let broken: HashSet<SourceId> = snapshot.problems.iter().map(|problem| problem.place.source).collect();
        let looked_at = ignores.iter().filter(|(source, _)| !broken.contains(source)).flat_map(|(_, here)| here);
        let unused = looked_at.filter_map(|ignore| ignore.unused(&has_run)).collect();
        let mut unused = checks::settle(unused, config, choice, &path_of);
        // a record that cannot be read is told whatever was asked for: nothing can be said of it
        unused.extend(snapshot.problems.iter().cloned());
        unused.retain(|finding| within(&snapshot.sources.file(finding.place.source).path));
        found.extend(paired(snapshot, unused));
        let key = |problem: &Problem| {
            (problem.path.clone(), problem.line, problem.column, problem.code.clone(), problem.message.clone())
        };
        found.sort_by_cached_key(|(_, problem)| key(problem));
        found.dedup_by(|(_, later), (_, first)| later == first);
        Proof { found, let_stand, costs }
    }

    /// What is to be told.
    pub(super) fn problems(&self) -> impl Iterator<Item = &Problem> {
        self.found.iter().map(|(_, problem)| problem)
    }
}

fn paired(snapshot: &Snapshot, findings: Vec<Finding>) -> Vec<(Finding, Problem)> {
    let placed = problems(snapshot, &findings);
    findings.into_iter().zip(placed).collect()
}

/// The comments that let something stand, by file, and what is wrong with some.
fn ignores(snapshot: &Snapshot) -> (HashMap<SourceId, Vec<Ignore>>, Vec<Finding>) {
    let (mut ignores, mut misread) = (HashMap::<_, Vec<_>>::new(), Vec::new());
    for note in snapshot.notes() {
        let source = note.place.source;
        match Ignore::read(&note.text, note.place, note.first, note.last) {
            Ok(ignore) => ignores.entry(source).or_default().push(ignore),
            Err(finding) => misread.push(*finding),
        }
    }
    (ignores, misread)
}
