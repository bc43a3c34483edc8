//! Budgets in the ledger: the postings of jobs, summed in any grouping.

use crate::domain::budget::JobBudget;
use crate::domain::sums::Sums;
use crate::reports::ledger::{By, Facets, Groups, Ledger, Whose};
use crate::values::JobId;

/// Sums jobs under keys. `broken` are jobs whose files cannot be read.
pub(super) fn summed<'j, 'a: 'j>(
    by: &[By],
    jobs: impl IntoIterator<Item = &'j JobBudget<'a>>,
    broken: &[&JobId],
) -> Groups<Sums> {
    let mut ledger = Ledger::new(by);
    for job in jobs {
        enter(&mut ledger, job);
    }
    ledger.refuse_unread(broken.iter().copied());
    ledger.close()
}

fn enter(ledger: &mut Ledger<'_, Sums>, job: &JobBudget<'_>) {
    let whose = Whose::Job(&job.job.id);
    if ledger.is_by_job_or_client_alone() {
        // a job without a single amount has a row all the same
        ledger.at(whose, job.currency, &Facets::default());
        for why in &job.pending {
            let why = ledger.named(whose, why);
            ledger.at(whose, job.currency, &Facets::default()).pending_why.add(why);
        }
    }
    for posting in &job.postings {
        ledger.add(whose, job.currency, &Facets::of(posting), posting.figure, &posting.amount);
    }
    for hours in &job.unpriced {
        let facets = Facets {
            month: Some(hours.entry.date.month()),
            role: hours.role,
            person: Some(hours.person),
            ..Facets::default()
        };
        ledger.at(whose, job.currency, &facets).add_unpriced(hours.entry.hours.0);
    }
    for unknown in &job.unknown {
        if unknown.whole_book {
            ledger.refuse_all(unknown.figures, &unknown.why);
        } else {
            ledger.refuse(whose, job.currency, unknown.figures, &unknown.why);
        }
    }
}
