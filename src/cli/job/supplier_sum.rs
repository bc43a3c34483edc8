//! What a supplier is to charge, or charges, as it is typed: a sum, its currency and rate, and the day of the paper. Whether it may be that much
//! is for the plans to say.

use super::turn::Turn;
use crate::cli::exit::Stop;
use crate::cli::figures;
use crate::cli::session::Session;
use crate::values::{Amount, Currency, Day};
use clap::Args;

/// A supplier's sum on the command line.
#[derive(Debug, Args)]
pub(in crate::cli) struct SupplierSum {
    /// What the supplier charges, before markup
    #[arg(long, value_name = "AMOUNT", allow_hyphen_values = true)]
    pub net: String,
    /// Its currency; else that of its order, else the job's
    #[arg(long, value_name = "CURRENCY")]
    pub currency: Option<String>,
    /// One unit of that currency in the job's; else that of its order, else as `[fx]` says
    #[arg(long, value_name = "RATE", allow_hyphen_values = true)]
    pub fx_rate: Option<String>,
    /// The day of the paper, if not today
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
}

/// The figures of it.
pub(super) struct Figures {
    pub(super) net: Amount,
    pub(super) currency: Option<Currency>,
    pub(super) fx_rate: Option<Amount>,
}

impl SupplierSum {
    /// The figures as typed.
    pub(super) fn figures(&self) -> Result<Figures, Stop> {
        Ok(Figures {
            net: figures::amount("--net", &self.net, "28500.00")?,
            currency: self.currency.as_deref().map(figures::currency).transpose()?,
            fx_rate: self.fx_rate.as_deref().map(|typed| figures::amount("--fx-rate", typed, "0.9213")).transpose()?,
        })
    }

    /// The day as typed, not after today.
    pub(super) fn day(&self, turn: &Turn<'_, '_>, session: &Session<'_, '_>) -> Result<Option<Day>, Stop> {
        turn.past_day(self.date.as_deref(), session)
    }
}
