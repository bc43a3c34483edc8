//! `suits check --statistics`: how often each rule found something; what it cost is told on stderr, because no two runs cost the same.

use crate::checks::{self, Cost};
use crate::cli::args::RowArgs;
use crate::cli::exit::Stop;
use crate::cli::session::Session;
use crate::finding::Severity;
use crate::render::Findings;
use crate::view::{Cell, Column, Grid, Row, View};
use std::collections::BTreeMap;

const COLUMNS: [Column; 5] = [
    Column::word("rule", "Rule"),
    Column::word("covers", "Covers"),
    Column::figure("errors", "Errors"),
    Column::figure("warnings", "Warnings"),
    Column::figure("fixable", "Fixable"),
];

/// Prints the counts and says the costs.
pub(super) fn show(told: &Findings<'_>, mut costs: Vec<Cost>, session: &mut Session<'_, '_>) -> Result<(), Stop> {
    let mut counts: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for problem in told.problems {
        let count = counts.entry(&problem.code).or_default();
        count[usize::from(problem.severity == Severity::Warning)] += 1;
        count[2] += usize::from(problem.fixable);
    }
    let row = |(code, [errors, warnings, fixable]): (&str, [usize; 3])| {
        let covers = checks::find(code).map(|rule| rule.meta().aliases.join(", "));
        Row::new(vec![
            Cell::text(code),
            Cell::maybe(covers),
            Cell::count(errors),
            Cell::count(warnings),
            Cell::count(fixable),
        ])
    };
    let rows = counts.into_iter().map(row).collect();
    let view = View {
        name: "check-statistics",
        version: 1,
        title: "What the rules found".to_owned(),
        as_of: told.as_of,
        grid: Grid { columns: COLUMNS.to_vec(), rows },
        others: Vec::new(),
        notes: told.let_stand.words().into_iter().collect(),
        when_empty: "nothing was found".to_owned(),
        unreadable: Vec::new(),
    };
    session.show(view, &RowArgs::default())?;
    costs.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let total: u64 = costs.iter().map(|(_, cost)| cost).sum();
    session.say(format!("{} rules took {}", costs.len(), milliseconds(total)))?;
    for (code, cost) in costs {
        session.say(format!("{:>10}  {code}", milliseconds(cost)))?;
    }
    Ok(())
}

fn milliseconds(micros: u64) -> String {
    format!("{}.{:03} ms", micros / 1000, micros % 1000)
}
