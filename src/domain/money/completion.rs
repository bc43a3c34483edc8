//! What of a budget is still to come (the estimate to complete of F08), line by line, as postings beside those of the budget. Judges nothing.

use super::budget::JobBudget;
use super::formulas;
use super::posting::{Origin, Posting};
use super::sums::{Figure, Sums};
use super::unpriced::Unpriced;
use crate::domain::job_money::{Line, LineKind};
use crate::domain::workflow::Workflow;
use crate::values::{Day, Decimal, Money};

/// Whether nothing more is to come on a job by a day: it is delivered, closed or called off.
pub fn is_done(budget: &JobBudget<'_>, workflow: &Workflow, day: Day) -> bool {
    let job = &budget.job.record;
    job.is_cancelled(day) || workflow.is_delivered(job.stage(day))
}

/// The figures of a job with what is still to come among them; `None` where not even their currency can be told.
pub fn sums(budget: &JobBudget<'_>, workflow: &Workflow, day: Day) -> Option<Sums> {
    let mut sums = budget.sums()?;
    for posting in to_come(budget, is_done(budget, workflow, day)) {
        match posting.amount {
            Ok(money) => sums.add(posting.figure, money),
            Err(why) => sums.refuse(posting.figure, why.to_string()),
        }
    }
    Some(sums)
}

/// What each approved line is still expected to take: all of it that is neither spent nor ordered, until the job is done. What names no line
/// is taken off the lines it can only be for, in their order: time off the fees, suppliers off the rest; what is spent on a line that waits for a
/// yes comes on top. A discount comes off what is to come, and no further: what is spent stays spent.
pub fn to_come<'a>(budget: &JobBudget<'a>, done: bool) -> Vec<Posting<'a>> {
    let lines = of(budget, Figure::Approved).filter(|posting| posting.line.is_some());
    if done && lines.clone().all(|posting| posting.amount.is_ok()) {
        return Vec::new();
    }
    let lines: Vec<&Posting<'a>> = lines.collect();
    let fees = lines.iter().map(|posting| posting.line.is_some_and(|line| line.kind == LineKind::Fee));
    let fees: Vec<bool> = fees.collect();
    match left(budget, &lines, &fees) {
        Ok(left) => {
            let kept = lines.iter().zip(left).filter(|(_, left)| !left.amount.is_zero());
            kept.map(|(line, left)| posting(line, Ok(left))).collect()
        }
        // which line an unknown sum would have used up is not known either
        Err(why) => lines.iter().map(|line| posting(line, Err(why.clone()))).collect(),
    }
}

fn of<'s, 'a>(budget: &'s JobBudget<'a>, figure: Figure) -> impl Iterator<Item = &'s Posting<'a>> + Clone {
    budget.postings.iter().filter(move |posting| posting.figure == figure)
}

fn posting<'a>(line: &Posting<'a>, amount: Result<Money, Unpriced>) -> Posting<'a> {
    Posting { figure: Figure::ToCome, amount, ..line.clone() }
}

fn left(budget: &JobBudget<'_>, lines: &[&Posting<'_>], fees: &[bool]) -> Result<Vec<Money>, Unpriced> {
    let approved: Vec<Money> = lines.iter().map(|posting| posting.amount.clone()).collect::<Result<_, _>>()?;
    let places = lines.iter().enumerate().filter_map(|(at, posting)| Some((std::ptr::from_ref(posting.line?), at)));
    let mut places: Vec<(*const Line, usize)> = places.collect();
    places.sort_unstable();
    let place = |line: &Line| {
        let at = places.binary_search_by_key(&std::ptr::from_ref(line), |(line, _)| *line).ok()?;
        Some(places[at].1)
    };
    let mut used = vec![Decimal::ZERO; lines.len()];
    // what names no line: of time, of suppliers
    let (mut time, mut suppliers) = (Decimal::ZERO, Decimal::ZERO);
    for spent in of(budget, Figure::Actual).chain(of(budget, Figure::Committed)) {
        let amount = spent.amount.clone()?.amount;
        let sum = match (spent.line, spent.origin) {
            (Some(line), _) => match place(line) {
                Some(at) => &mut used[at],
                // on a line that waits for a yes: it comes on top of what was approved
                None => continue,
            },
            (None, Origin::Time(_)) => &mut time,
            (None, _) => &mut suppliers,
        };
        *sum = sum.checked_add(amount).ok_or(Unpriced::TooLarge)?;
    }
    let (mut left, mut open) = (Vec::with_capacity(lines.len()), Decimal::ZERO);
    for ((sum, used), &fee) in approved.iter().zip(used).zip(fees) {
        let own = formulas::to_come(sum.amount, used).ok_or(Unpriced::TooLarge)?;
        let pool = if fee { &mut time } else { &mut suppliers };
        let taken = own.min(*pool).max(Decimal::ZERO);
        *pool -= taken;
        open = open.checked_add(own - taken).ok_or(Unpriced::TooLarge)?;
        left.push(Money { amount: own - taken, ..*sum });
    }
    for (sum, left) in approved.iter().zip(&mut left).filter(|(sum, _)| sum.amount < Decimal::ZERO) {
        let off = open.min(-sum.amount);
        open -= off;
        left.amount = -off;
    }
    Ok(left)
}
