//! The contingency of an estimate against what change orders have drawn of it (F14). It is outside the budget, and only an approved change order
//! brings money into the budget: neither a line of the estimate nor an order to a supplier can.

use super::agreement::Agreement;
use super::price;
use super::terms::Terms;
use super::unpriced::Unpriced;
use crate::domain::job::Job;
use crate::domain::record::Located;
use crate::values::{Day, Decimal, Money};

/// The contingency beside an approved estimate, in the estimate's currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contingency {
    /// What was set aside.
    pub whole: Money,
    /// What the change orders approved since come to; not below nothing.
    pub drawn: Money,
}

impl Contingency {
    /// The contingency of a job as agreed by a day; `None` where no approved estimate has one.
    pub fn of(
        job: &Located<Job>,
        agreement: &Agreement<'_>,
        terms: &Terms<'_>,
        day: Day,
    ) -> Option<Result<Contingency, Unpriced>> {
        let agreed = agreement.estimate?;
        let share = job.record.estimates.get(agreed.index)?.contingency?;
        let currency = agreed.total.currency;
        let whole = price::contingency(agreed.lines, Some(share), currency, terms.commission_base());
        let drawn = agreement.changes_since_estimate(terms, currency, day);
        let drawn = drawn.map(|sum| Money::new(sum.amount.max(Decimal::ZERO), currency));
        Some(whole.and_then(|whole| Ok(Contingency { whole, drawn: drawn? })))
    }

    /// `1140.00 EUR of the contingency of 3890.00 EUR are drawn, 2750.00 EUR are left`.
    pub fn told(&self) -> String {
        let Contingency { whole, drawn } = self;
        match whole.minus(*drawn) {
            Some(left) if left.amount < Decimal::ZERO => {
                let over = Money::new(-left.amount, left.currency);
                format!("change orders have drawn the contingency of {whole}, and {over} more")
            }
            Some(left) => format!("change orders have drawn {drawn} of the contingency of {whole}; {left} is left"),
            None => format!("change orders have drawn {drawn} of the contingency of {whole}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::money_book::{day, job, terms, with_job, yes};

    /// 1,000 fee and 2,000 x 1.15 third-party are 3,300; 10% of it is 330. Media are not counted.
    const LINES: &str =
        "[{kind: fee, amount: 1000}, {kind: third-party, net: 2000, markup: 15%}, {kind: media, gross: 500}]";

    fn told(change: &str) -> Option<String> {
        let rest = format!(
            "estimates:\n  - {{version: 1, status: approved, contingency: 10%, lines: {LINES}, approvals: [{}]}}\nchange_orders:\n{change}",
            yes("2026-11-20")
        );
        let agency = with_job(&rest, "[]");
        let (job, terms) = (job(&agency, "ACME-0001"), terms(&agency, "ACME-0001"));
        let agreement = Agreement::of(job, &terms, day("2026-11-30"));
        Some(Contingency::of(job, &agreement, &terms, day("2026-11-30"))?.expect("sums").told())
    }

    fn change(sum: &str, approvals: &str) -> String {
        format!(
            "  - {{id: co1, date: 2026-11-21, cause: fyi, status: sent, lines: [{{kind: fee, amount: {sum}}}], approvals: [{approvals}]}}\n"
        )
    }

    #[test]
    fn only_what_the_client_approved_draws_on_it() {
        let none = "change orders have drawn 0.00 EUR of the contingency of 330.00 EUR; 330.00 EUR is left";
        assert_eq!(told(&change("100", "")).as_deref(), Some(none));
        let some = "change orders have drawn 100.00 EUR of the contingency of 330.00 EUR; 230.00 EUR is left";
        assert_eq!(told(&change("100", &yes("2026-11-22"))).as_deref(), Some(some));
        let over = "change orders have drawn the contingency of 330.00 EUR, and 70.00 EUR more";
        assert_eq!(told(&change("400", &yes("2026-11-22"))).as_deref(), Some(over));
    }
}
