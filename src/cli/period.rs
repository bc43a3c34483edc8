//! What reports are asked alike: how to group, from which day, up to which, whose time. One place for the arguments and for the question they
//! make; which words a report takes behind `--by` is the report's own to say, and its help lists exactly those.

use super::report::Asking;
use crate::reports::REPORTS;
use clap::{Arg, Args};

/// Arguments of every report that groups.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct GroupArgs {
    /// How to group
    #[arg(long, value_name = "GROUPS", value_delimiter = ',')]
    by: Vec<String>,
}

impl GroupArgs {
    /// The question.
    pub(super) fn asking(&self) -> Asking<'_> {
        Asking { by: self.by.clone(), ..Asking::default() }
    }
}

/// Arguments of every report over a period.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct PeriodArgs {
    #[command(flatten)]
    group: GroupArgs,
    /// From this day on
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
    /// Up to the end of this day; otherwise today
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
}

impl PeriodArgs {
    /// The question.
    pub(super) fn asking(&self) -> Asking<'_> {
        Asking { from: self.from.as_deref(), until: self.until.as_deref(), ..self.group.asking() }
    }
}

/// Arguments of every report on people's time over a period.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct WorkedArgs {
    /// Only this person's
    #[arg(long = "for", value_name = "PERSON")]
    person: Option<String>,
    #[command(flatten)]
    period: PeriodArgs,
}

impl WorkedArgs {
    /// The question.
    pub(super) fn asking(&self) -> Asking<'_> {
        Asking { person: self.person.as_deref(), ..self.period.asking() }
    }
}

/// Says in the help of `--by` which words a report takes, and what stands in a row where none is given.
pub(super) fn ways_of(report: &str, otherwise: &str) -> impl FnOnce(Arg) -> Arg {
    let ways = REPORTS.iter().find(|one| one.name() == report).map(|one| one.ways()).unwrap_or_default();
    let words = ways.join(", ");
    move |by| by.help(format!("How to group: {words}, or several, as in `client,month`; otherwise {otherwise}"))
}

/// Says in the help of `--from` where a period begins where nobody says.
pub(super) fn begins(otherwise: &str) -> impl FnOnce(Arg) -> Arg {
    move |from| from.help(format!("From this day on; otherwise {otherwise}"))
}
