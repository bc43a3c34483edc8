//! Shares in the ledger: the accounts of jobs and clients, summed in any grouping. Knows no figure of its own.

use super::{By, Groups, Ledger, Whose};
use crate::domain::money::shares::{Account, Belongs};
use crate::domain::money::tally::{Figures, Tally};
use crate::domain::money::unpriced::Unpriced;
use crate::values::{Decimal, JobId, Money};

/// How the figures of a report are to be entered.
#[derive(Clone, Copy, Debug)]
pub struct Entering<F> {
    /// Whether a figure is no money: hours.
    pub is_plain: fn(F) -> bool,
    /// Whether a figure can be told in the grouping: what is of a whole job has no part in a month.
    pub is_told: fn(F) -> bool,
}

/// Sums accounts in a grouping. `broken` are jobs whose files cannot be read.
pub fn summed<'j, 'a: 'j, F: Figures>(
    by: &[By],
    accounts: impl IntoIterator<Item = &'j Account<'a, F>>,
    broken: &[&JobId],
    how: Entering<F>,
) -> Groups<Tally<F>> {
    let mut ledger = Ledger::new(by);
    for account in accounts {
        enter(&mut ledger, account, how);
    }
    ledger.refuse_unread(broken.iter().copied());
    ledger.close()
}

fn enter<F: Figures>(ledger: &mut Ledger<'_, Tally<F>>, account: &Account<'_, F>, how: Entering<F>) {
    let whose = match (account.job, account.contract) {
        (Some(job), _) => Whose::Job(job),
        (None, Some(contract)) => Whose::Contract(&account.client, contract),
        (None, None) => Whose::Client(&account.client),
    };
    let whole = ledger.is_by_job_or_client_alone();
    if whole {
        // an account whose every part is nothing has a row all the same
        ledger.at(whose, account.currency, &Belongs::default());
    }
    for share in &account.shares {
        let is_nothing = share.amount.as_ref().is_ok_and(Decimal::is_zero);
        if is_nothing || !(how.is_told)(share.figure) {
            continue;
        }
        let facets = share.belongs;
        match (&share.amount, account.currency) {
            (Ok(number), currency) if (how.is_plain)(share.figure) => {
                ledger.at(whose, currency, &facets).add_number(share.figure, *number);
            }
            (Ok(amount), Some(currency)) => {
                let money: Result<Money, Unpriced> = Ok(Money::new(*amount, currency));
                ledger.add(whose, Some(currency), &facets, share.figure, &money);
            }
            (Err(why), currency) => ledger.add(whose, currency, &facets, share.figure, &Err(why.clone())),
            (Ok(_), None) => {}
        }
    }
    for gap in &account.gaps {
        if gap.whole_book {
            ledger.refuse_all(gap.figures, &gap.why);
        } else {
            ledger.refuse(whose, account.currency, gap.figures, &gap.why);
        }
    }
}
