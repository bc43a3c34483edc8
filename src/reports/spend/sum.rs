//! Spending in the ledger: plans and the postings of jobs, summed in any grouping, with what the parts of a plan were to bring and brought.

use crate::domain::brief_parts::SpendLine;
use crate::domain::money::budget::{JobBudget, Unknown};
use crate::domain::money::shares::Belongs;
use crate::domain::money::spend_plan::{Plan, Worked};
use crate::domain::money::sums::Figure;
use crate::domain::money::tally::{Figures, Reasons, Tally, ratio};
use crate::domain::quantity::{Quantity, quantity};
use crate::reports::ledger::{By, Groups, Ledger, Summed, Whose};
use crate::values::{BriefId, Currency, Decimal, JobId, Money};

/// One figure of spending.
#[derive(Clone, Copy, Debug)]
pub(super) enum Spending {
    /// What the plans of briefs give it.
    Planned,
    /// What the client agreed to.
    Approved,
    /// What is ordered and not charged yet.
    Committed,
    /// What is charged and worked.
    Actual,
    /// Of what is agreed, ordered and charged, that with a channel: a plan of channels is measured by nothing else.
    ApprovedOnChannels,
    CommittedOnChannels,
    ActualOnChannels,
}

impl Figures for Spending {
    const ALL: &'static [Spending] = &[
        Spending::Planned,
        Spending::Approved,
        Spending::Committed,
        Spending::Actual,
        Spending::ApprovedOnChannels,
        Spending::CommittedOnChannels,
        Spending::ActualOnChannels,
    ];

    fn at(self) -> usize {
        self as usize
    }
}

/// One group of spending.
#[derive(Debug)]
pub(super) struct Spent {
    tally: Tally<Spending>,
    expects: Vec<String>,
    results: Vec<String>,
    /// What the parts of the plan were to bring, and brought, as far as all of them say it in one unit.
    pub(super) expected: Brought,
    pub(super) brought: Brought,
}

/// A sum of quantities.
#[derive(Clone, Debug, Default)]
pub(super) enum Brought {
    /// Of no part yet.
    #[default]
    Nothing,
    /// Of all parts so far.
    All(Quantity),
    /// A part says nothing, or none that can be added.
    Unknown,
}

impl Brought {
    fn add(&mut self, text: Option<&String>) {
        let next = text.and_then(|text| quantity(text));
        *self = match (std::mem::take(self), next) {
            (Brought::Nothing, Some(next)) => Brought::All(next),
            (Brought::All(sum), Some(next)) if sum.unit == next.unit && !sum.is_share() => sum
                .number
                .checked_add(next.number)
                .map_or(Brought::Unknown, |number| Brought::All(Quantity { number, ..sum })),
            _ => Brought::Unknown,
        };
    }

    fn include(&mut self, other: &Brought) {
        *self = match (std::mem::take(self), other) {
            (Brought::Nothing, other) => other.clone(),
            (sum, Brought::Nothing) => sum,
            (Brought::All(sum), Brought::All(next)) if sum.unit == next.unit && !sum.is_share() => sum
                .number
                .checked_add(next.number)
                .map_or(Brought::Unknown, |number| Brought::All(Quantity { number, ..sum })),
            _ => Brought::Unknown,
        };
    }

    /// The sum, of what can be counted.
    pub(super) fn quantity(&self) -> Option<&Quantity> {
        if let Brought::All(sum) = self { Some(sum) } else { None }
    }
}

impl Summed for Spent {
    type Figure = Spending;

    fn new(currency: Currency) -> Spent {
        Spent {
            tally: Tally::new(currency),
            expects: Vec::new(),
            results: Vec::new(),
            expected: Brought::Nothing,
            brought: Brought::Nothing,
        }
    }

    fn add(&mut self, figure: Spending, money: Money) {
        self.tally.add(figure, money);
    }

    fn refuse(&mut self, figure: Spending, why: String) {
        self.tally.refuse(figure, why);
    }

    fn figure(&self, figure: Spending) -> Option<Money> {
        self.tally.figure(figure)
    }

    fn why(&self) -> &Reasons {
        &self.tally.why
    }

    fn include_rest(&mut self, one: &Self, _named: &dyn Fn(String) -> String) {
        self.expects.extend(one.expects.iter().cloned());
        self.results.extend(one.results.iter().cloned());
        self.expected.include(&one.expected);
        self.brought.include(&one.brought);
    }
}

impl Spent {
    /// What the parts of the plan are expected to bring, as written.
    pub(super) fn expects(&self) -> Vec<String> {
        self.expects.clone()
    }

    /// What they brought, as written.
    pub(super) fn results(&self) -> Vec<String> {
        self.results.clone()
    }

    /// What is left of the plan: planned less what is charged and ordered on channels.
    pub(super) fn left(&self) -> Option<Money> {
        self.figure(Spending::Planned)?.minus(self.cost()?)
    }

    /// What is charged on channels, of the plan.
    pub(super) fn spent(&self) -> Option<Decimal> {
        ratio(self.figure(Spending::ActualOnChannels)?.amount, self.figure(Spending::Planned)?.amount)
    }

    /// What is charged and ordered on channels: what a result costs in the end.
    pub(super) fn cost(&self) -> Option<Money> {
        self.figure(Spending::ActualOnChannels)?.plus(self.figure(Spending::CommittedOnChannels)?)
    }

    fn plan(&mut self, line: &SpendLine) {
        self.expects.extend(line.expects.clone());
        self.results.extend(line.result.clone());
        self.expected.add(line.expects.as_ref());
        self.brought.add(line.result.as_ref());
    }
}

/// A sum of money over a count of things, to four decimals; `None` over shares, over nothing, and of nothing.
pub(super) fn cost_of_each(cost: Option<Money>, of: &Brought) -> Option<Decimal> {
    let count = of.quantity().filter(|quantity| !quantity.is_share() && !quantity.number.is_zero())?;
    let cost = cost.filter(|cost| !cost.amount.is_zero())?;
    ratio(cost.amount, count.number)
}

/// What cannot be read of what was asked about.
pub(super) struct Unread<'a> {
    pub(super) jobs: Vec<&'a JobId>,
    pub(super) briefs: Vec<&'a BriefId>,
    /// Jobs that are not there, and have time.
    pub(super) missing: Vec<(&'a JobId, Currency, &'a str)>,
}

/// Whether what has no channel has its months apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fold {
    /// Each month by itself.
    No,
    /// All months together: a plan of channels by month is looked at, and the rest is beside it.
    OffChannels,
}

impl Fold {
    fn of(self, facets: Belongs<'_>) -> Belongs<'_> {
        let folds = self == Fold::OffChannels && facets.channel.is_none();
        Belongs { month: facets.month.filter(|_| !folds), ..facets }
    }
}

/// Sums plans and jobs under keys.
pub(super) fn summed(
    by: &[By],
    fold: Fold,
    jobs: &[JobBudget<'_>],
    plans: &[Plan<'_>],
    worked: &Worked<'_>,
    unread: &Unread<'_>,
) -> Groups<Spent> {
    let mut ledger = Ledger::new(by);
    for plan in plans {
        enter_plan(&mut ledger, fold, plan);
    }
    for job in jobs {
        enter_job(&mut ledger, fold, job);
    }
    for id in &unread.briefs {
        let why = format!("brief `{id}` cannot be read");
        let client = id.client();
        let jobs = worked.from(id);
        for job in jobs {
            ledger.refuse(Whose::Job(&job.id), None, &[Spending::Planned], &why);
        }
        if jobs.is_empty() {
            ledger.refuse(Whose::Client(&client), None, &[Spending::Planned], &why);
        }
    }
    for (job, currency, why) in &unread.missing {
        ledger.refuse(Whose::Job(job), Some(*currency), OF_TIME, why);
    }
    ledger.refuse_unread(unread.jobs.iter().copied());
    ledger.close()
}

fn enter_plan(ledger: &mut Ledger<'_, Spent>, fold: Fold, plan: &Plan<'_>) {
    let client = plan.brief.id.client();
    let whose = plan.job.map_or(Whose::Client(&client), Whose::Job);
    let Some(currency) = plan.currency else {
        let why = format!("the record of the client `{client}` cannot be read");
        return ledger.refuse(whose, None, &[Spending::Planned], &why);
    };
    for line in plan.lines() {
        let facets = fold.of(Belongs { month: line.month, channel: line.channel.as_ref(), ..Belongs::default() });
        let spent = ledger.at(whose, Some(currency), &facets);
        spent.plan(line);
        spent.add(Spending::Planned, Money::new(line.amount.0, currency));
    }
}

fn enter_job(ledger: &mut Ledger<'_, Spent>, fold: Fold, job: &JobBudget<'_>) {
    let whose = Whose::Job(&job.job.id);
    for posting in &job.postings {
        let Some((figure, on_channels)) = spending(posting.figure) else { continue };
        let facets = fold.of(Belongs::of(posting));
        ledger.add(whose, job.currency, &facets, figure, &posting.amount);
        if facets.channel.is_some() {
            ledger.add(whose, job.currency, &facets, on_channels, &posting.amount);
        }
    }
    for Unknown { figures, why, whole_book } in &job.unknown {
        // time that cannot be read leaves only what was spent unknown
        let figures = if figures.contains(&Figure::Approved) { OF_JOBS } else { OF_TIME };
        if *whole_book {
            ledger.refuse_all(figures, why);
        } else {
            ledger.refuse(whose, job.currency, figures, why);
        }
    }
}

const OF_JOBS: &[Spending] = &[
    Spending::Approved,
    Spending::Committed,
    Spending::Actual,
    Spending::ApprovedOnChannels,
    Spending::CommittedOnChannels,
    Spending::ActualOnChannels,
];
const OF_TIME: &[Spending] = &[Spending::Actual, Spending::ActualOnChannels];

fn spending(figure: Figure) -> Option<(Spending, Spending)> {
    match figure {
        Figure::Approved => Some((Spending::Approved, Spending::ApprovedOnChannels)),
        Figure::Committed => Some((Spending::Committed, Spending::CommittedOnChannels)),
        Figure::Actual => Some((Spending::Actual, Spending::ActualOnChannels)),
        _ => None,
    }
}
