//! Figures that nobody can mean: sums below nothing, sums without end, shares that are part of no whole. For the rules that find them and for the
//! sums that must not hold them, so that the two cannot disagree. Hours booked are `booking`'s. Knows no place and no report.

use super::unpriced::Unpriced;
use crate::domain::contract::Retainer;
use crate::domain::job_money::{Line, LineKind};
use crate::values::{Amount, Decimal, Percent};

/// A sum of sixteen figures.
const ENDLESS: Decimal = Decimal::from_parts(0xA4C6_8000, 0x0003_8D7E, 0, false, 0);

/// What is wrong with a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Below nothing, where nothing is the least.
    Below(Decimal),
    /// More than anybody is ever charged: a key that stuck.
    Endless(Decimal),
    /// A share beyond what a share can be.
    Beyond(Percent, &'static str),
    /// A commission that leaves the medium nothing.
    Whole(Percent),
}

impl Fault {
    /// ``"`net` is -40, which is below nothing"``.
    pub fn message(self, key: &str) -> String {
        match self {
            Fault::Below(sum) => format!("`{key}` is {sum}, which is below nothing"),
            Fault::Endless(sum) => format!("`{key}` is {sum}, which is more than anybody is ever charged"),
            Fault::Beyond(share, limit) => format!("`{key}` is {share}, and a percentage is {limit}"),
            Fault::Whole(share) => format!("`{key}` is {share}, which leaves the medium nothing"),
        }
    }

    /// What to write.
    pub fn help(self) -> String {
        match self {
            Fault::Below(sum) => format!("write it without the minus: {}", -sum),
            Fault::Endless(_) => "write the sum that is meant, like 30000.00".to_owned(),
            Fault::Beyond(..) | Fault::Whole(_) => {
                "write the figure of the contract as it stands there, like 15%".to_owned()
            }
        }
    }

    /// Why a figure of something cannot be told.
    pub fn of(self, what: impl Into<String>, key: &str) -> Unpriced {
        Unpriced::Impossible { what: what.into(), why: self.message(key) }
    }
}

/// A sum, a rate or hours that may not be below nothing.
pub fn below(sum: Amount) -> Option<Fault> {
    (sum.0.is_sign_negative() && !sum.0.is_zero()).then_some(Fault::Below(sum.0))
}

/// A sum, a rate or hours that anybody can be charged.
pub fn endless(sum: Amount) -> Option<Fault> {
    // most are far below it, and seen to be without a comparison of decimals
    let may_be = ENDLESS.mantissa() <= sum.0.mantissa().abs();
    (may_be && ENDLESS <= sum.0.abs()).then_some(Fault::Endless(sum.0))
}

/// Either.
pub fn of_sum(sum: Amount) -> Option<Fault> {
    below(sum).or_else(|| endless(sum))
}

/// A share of something. `whole_is_too_much`: a commission.
pub fn of_share(share: Percent, whole_is_too_much: bool) -> Option<Fault> {
    match share.beyond() {
        Some(limit) => Some(Fault::Beyond(share, limit)),
        None => (whole_is_too_much && share.is_whole()).then_some(Fault::Whole(share)),
    }
}

/// Whether all figures of a line are seen at once to be such as somebody can mean: nearly all are. What is not may be so all the same.
pub fn is_plain(line: &Line) -> bool {
    let sums = [&line.rate, &line.hours, &line.amount, &line.net, &line.gross];
    let is_small = |sum: &Amount| !sum.0.is_sign_negative() && sum.0.mantissa() < ENDLESS.mantissa();
    let is_part = |share: &Percent| share.beyond().is_none() && !share.is_whole();
    sums.into_iter().flatten().all(is_small) && [&line.markup, &line.commission].into_iter().flatten().all(is_part)
}

/// What nobody can mean in a line, each with its key. `takes` for one of a change order, which may take work away again; a discount is written as
/// what it takes off in either.
pub fn of_line(line: &Line, takes: bool) -> impl Iterator<Item = (&'static str, Fault)> {
    let takes_sums = takes && line.kind != LineKind::Discount;
    let sums = [
        ("rate", line.rate, false),
        ("hours", line.hours, takes),
        ("amount", line.amount, takes_sums),
        ("net", line.net, takes_sums),
        ("gross", line.gross, takes_sums),
    ];
    let shares = [("markup", line.markup, false), ("commission", line.commission, true)];
    let sum = |(key, sum, takes): (&'static str, Option<Amount>, bool)| {
        let sum = sum?;
        let fault = if takes { endless(sum) } else { of_sum(sum) };
        fault.map(|fault| (key, fault))
    };
    let share = |(key, share, all): (&'static str, Option<Percent>, bool)| Some((key, of_share(share?, all)?));
    sums.into_iter().filter_map(sum).chain(shares.into_iter().filter_map(share))
}

/// The same of a retainer.
pub fn of_retainer(retainer: &Retainer) -> impl Iterator<Item = (&'static str, Fault)> {
    let fee = of_sum(retainer.fee).map(|fault| ("fee", fault));
    let hours = [("hours", retainer.hours), ("rollover_cap_hours", retainer.rollover_cap_hours)];
    fee.into_iter().chain(hours.into_iter().filter_map(|(key, hours)| Some((key, of_sum(hours?)?))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(text: &str) -> Amount {
        Amount::parse(text).expect("a number")
    }

    #[test]
    fn a_plain_line_holds_nothing_that_nobody_can_mean() {
        let line =
            |figures: &str| -> Line { serde_yaml::from_str(&format!("{{kind: media, {figures}}}")).expect("a line") };
        for plain in
            ["rate: 110.00, hours: 8", "net: 9000, markup: 15%", "gross: 999999999999999, commission: 99.9%", ""]
        {
            let line = line(plain);
            assert!(is_plain(&line), "{plain}");
            assert!([true, false].into_iter().all(|takes| of_line(&line, takes).next().is_none()), "{plain}");
        }
        for other in [
            "rate: -1",
            "hours: -8",
            "amount: 1000000000000000",
            "net: -0.01",
            "gross: -1",
            "markup: 101%",
            "commission: 100%",
        ] {
            assert!(!is_plain(&line(other)), "{other}");
            assert!(of_line(&line(other), false).next().is_some(), "{other}");
        }
    }

    #[test]
    fn sixteen_figures_before_the_point_are_never_charged() {
        // fifteen are, however many stand behind the point
        for fine in ["999999999999999.99", "1.00000000000000000000", "-999999999999999.9999", "0"] {
            assert_eq!(endless(amount(fine)), None, "{fine}");
        }
        for wrong in ["1000000000000000", "-1000000000000000.00", "79228162514264337593543950335"] {
            assert_eq!(endless(amount(wrong)), Some(Fault::Endless(amount(wrong).0)), "{wrong}");
        }
    }

    #[test]
    fn nothing_is_not_below_itself() {
        assert_eq!([below(amount("0")), below(amount("-0.00")), below(amount("0.01"))], [None; 3]);
        let said = below(amount("-40")).map(|fault| (fault.message("hours"), fault.help()));
        let words = ("`hours` is -40, which is below nothing", "write it without the minus: 40");
        assert_eq!(said, Some((words.0.to_owned(), words.1.to_owned())));
    }

    #[test]
    fn a_change_order_may_take_work_away_and_a_discount_is_written_above_nothing() {
        let keys = |text: &str, takes: bool| -> Vec<&str> {
            let line: Line = serde_yaml::from_str(text).expect("a line");
            of_line(&line, takes).map(|(key, _)| key).collect()
        };
        let work = "{kind: fee, hours: -12, rate: 95}";
        assert_eq!((keys(work, true), keys(work, false)), (vec![], vec!["hours"]));
        assert_eq!(keys("{kind: fee, hours: 12, rate: -95}", true), ["rate"]);
        assert_eq!(keys("{kind: discount, amount: -100}", true), ["amount"]);
        assert_eq!(keys("{kind: third-party, net: -100, markup: 150%}", false), ["net", "markup"]);
        assert_eq!(keys("{kind: media, net: 100, commission: 100%}", true), ["commission"]);
        assert_eq!(keys("{kind: third-party, net: 100, markup: 100%}", false), [""; 0]);
    }
}
