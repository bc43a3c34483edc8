//! `budget`: where the money is. Approved, pending, actual, committed and what remains, by job, client, month or channel, as of a day.

mod annual;
mod notes;
mod rows;
mod sum;
mod totals;

use super::grouping::{grouping, words};
use super::ledger::{By, Key, Ledger, Shown, Whose, merge, with_job};
use super::{Report, ReportAsk, left_out};
use crate::domain::agency::Agency;
use crate::domain::approval::ApprovalFor;
use crate::domain::handoff::State;
use crate::domain::job::{Job, sections};
use crate::domain::money::billing::currency_of_client;
use crate::domain::money::budget;
use crate::domain::money::earnings::Span;
use crate::domain::money::posting::Hours;
use crate::domain::money::sums::Sums;
use crate::domain::money::time_index::TimeIndex;
use crate::domain::record::{Kind, Located};
use crate::domain::scope::Scope;
use crate::domain::workflow::Workflow;
use crate::values::JobId;
use crate::view::{Grid, View};
use annual::Annual;
use sum::Reckoned;
use totals::{Below, Running, Totals};

/// The report.
#[derive(Debug)]
pub struct Budget;

impl Report for Budget {
    fn name(&self) -> &'static str {
        "budget"
    }

    fn ways(&self) -> Vec<&'static str> {
        words(By::BUDGET, By::as_str)
    }

    fn scope(&self, ask: &ReportAsk) -> Scope {
        const KINDS: &[Kind] = &[Kind::Client, Kind::Job, Kind::Timesheet];
        let parts = match ways_asked(ask) {
            Ok(by) if !rows::are_of_single_jobs(&by) => sections::BUDGET,
            _ => sections::PACE,
        };
        ask.narrowed(Scope::kinds(KINDS).parts_as_of(parts, ask.today).approvals(&[ApprovalFor::Client]))
    }

    fn totals_follow_rows(&self) -> bool {
        true
    }

    fn keys(&self, _ask: &ReportAsk) -> &'static [&'static str] {
        super::MONEY_KEYS
    }

    fn view(&self, agency: &Agency, ask: &ReportAsk) -> Result<View, String> {
        let by = ways_asked(ask)?;
        if ask.over && !rows::compares(&by) {
            return Err(format!("`--over` cannot be told by {}: {}", ways(&by), notes::APART));
        }
        let time = TimeIndex::new(agency, ask.today);
        let workflow = Workflow::of(&agency.config);
        let open = |job: &Located<Job>| matches!(job.record.state(&workflow, ask.today), State::Open | State::OnHold);
        let one = ask.only.one_job().filter(|_| by == [By::Job, By::Line]);
        let (mut ledger, mut running) = (Ledger::new(&by), Running::new(&by));
        let mut whole_job = one.is_some().then(|| Ledger::new(&[By::Job]));
        let (mut courses, mut annual) = (rows::Courses::of(agency, &by), Annual::of(agency, ask));
        let mut unpriced: Vec<(&JobId, Hours<'_>)> = Vec::new();
        let mut changed: Vec<(&JobId, String)> = Vec::new();
        // a job is forgotten before the next: the postings of a whole book would take more memory than the book
        for job in agency.jobs.iter().filter(|job| ask.asks_job(&job.id)) {
            let Some(budget) = budget::of_job(agency, job, &time, ask.today) else { continue };
            let reckoned = Reckoned::of(agency, budget, &workflow, ask.today);
            sum::enter(&mut ledger, &reckoned);
            running.enter(&reckoned, open(job));
            if let Some(ledger) = &mut whole_job {
                sum::enter(ledger, &reckoned);
            }
            courses.enter(&reckoned, ask.today);
            annual.enter(&reckoned);
            changed.extend(reckoned.budget.stale.iter().map(|why| (&job.id, why.clone())));
            unpriced.extend(reckoned.budget.unpriced.iter().map(|hours| (&job.id, *hours)));
        }
        let broken: Vec<&JobId> =
            agency.jobs.unreadable().iter().map(|(id, _)| id).filter(|id| ask.asks_job(id)).collect();
        for id in &broken {
            annual.refuse(id);
        }
        let to_date = Span { from: None, until: ask.today };
        let mut missing = time.of_missing_jobs(agency, to_date, |client| ask.asks_client(client));
        missing.retain(|(id, _)| ask.person.is_none() && ask.asks_job(id));
        for (id, why) in &missing {
            let currency = Some(currency_of_client(agency, &id.client()));
            ledger.refuse(Whose::Job(id), currency, budget::OF_TIME, why);
            running.refuse(id, currency, why);
            annual.refuse_time(id, why);
        }
        ledger.refuse_unread(broken.iter().copied());
        let groups = ledger.close();
        let alerts = rows::Alerts(&agency.config.alerts);
        let wanted: Vec<(&Key, &Sums)> = rows::wanted(&groups, ask.over).collect();
        let covered = rows::has_covered(&groups);
        let mut grid = Grid {
            columns: rows::columns(&by, covered),
            rows: rows::rows(wanted.iter().copied(), &courses, alerts, &by),
        };
        for column in grid.columns.iter_mut().filter(|column| one.is_some() && column.key == "job") {
            *column = column.hidden();
        }

        let kept = Shown::of(&ask.narrow, &grid, wanted.iter().map(|(key, _)| *key));
        let kept = kept.or_else(|| ask.over.then(|| Shown::these(wanted.iter().map(|(key, _)| *key))));
        let shown = kept.as_ref().map(|kept| kept.only(&groups));
        let totals = match &shown {
            Some(shown) => Totals::of_rows(shown, |id| agency.jobs.get(id).found().is_some_and(open)),
            None => running.close(&broken, &groups),
        };
        let home = merge::at_home(&totals.currencies, agency, ask.today);

        let mut notes = notes::notes(&by, alerts, covered);
        notes.extend(home.rates.clone());
        let reasons = shown.as_ref().map_or_else(|| groups.reasons().collect(), merge::reasons);
        notes.extend(reasons.into_iter().map(|why| format!("cannot be told: {why}")));
        let told = |(job, _): &&(&JobId, Hours<'_>)| kept.as_ref().is_none_or(|kept| kept.may_hold(job));
        notes.extend(rows::unpriced(unpriced.iter().filter(told)));
        let changed = changed.iter().filter(|(job, _)| kept.as_ref().is_none_or(|kept| kept.may_hold(job)));
        notes.extend(left_out::changed(changed.map(|(job, why)| (*job, why.as_str()))));
        if ask.over {
            notes.extend(notes::left_out(&groups));
        }
        let whole_job = whole_job.filter(|_| kept.is_none()).map(|mut ledger| {
            ledger.refuse_unread(broken.iter().copied());
            let columns = rows::columns(&[By::Job], covered);
            Grid { columns, rows: rows::rows(ledger.close().iter(), &courses, alerts, &[By::Job]) }
        });
        let of = match (&whole_job, ask.over, kept.is_some()) {
            (Some(_), ..) => "The whole job".to_owned(),
            (_, true, _) => "what is exceeded".to_owned(),
            (_, _, true) => "the rows shown".to_owned(),
            _ if ask.only.is_everything() => "all jobs".to_owned(),
            _ => "what was asked about".to_owned(),
        };
        let mut others = totals.grids(Below { by: &by, of, whole_job, alerts }, &home);
        for mut annual in annual.grids() {
            // a client's budget for the year is of all of its jobs
            annual.2.rows.retain(|_| kept.is_none());
            others.push(annual);
        }
        Ok(View {
            name: "budget",
            version: 1,
            title: one.map_or_else(|| title(&by, ask.over), |job| format!("Budget of {job} by line")),
            as_of: ask.today,
            grid,
            others,
            notes,
            when_empty: match (ask.over, &one) {
                (true, _) => "no budget is exceeded".to_owned(),
                (_, Some(job)) => format!("{job} has no estimate, time or orders yet"),
                _ => "no job has an estimate, time or orders yet".to_owned(),
            },
            unreadable: Vec::new(),
        })
    }
}

/// The ways in which its rows are grouped.
fn ways_asked(ask: &ReportAsk) -> Result<Vec<By>, String> {
    let otherwise = if ask.only.one_job().is_some() { By::Line } else { By::Job };
    Ok(with_job(grouping("budgets", By::BUDGET, By::as_str, &ask.by, otherwise)?))
}

fn title(by: &[By], over: bool) -> String {
    format!("{} by {}", if over { "Exceeded budgets" } else { "Budgets" }, ways(by))
}

fn ways(by: &[By]) -> String {
    by.iter().map(|way| way.as_str()).collect::<Vec<_>>().join(" and ")
}

#[cfg(test)]
mod tests;
