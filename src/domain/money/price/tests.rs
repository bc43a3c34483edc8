//! What a line costs, worked out by hand.

use super::*;
use crate::domain::money::money_book::{day, terms, with_job};

fn line(yaml: &str) -> Line {
    serde_yaml::from_str(yaml).expect("a line")
}

fn currency(code: &str) -> Currency {
    Currency::parse(code).expect("a currency")
}

fn price_in(yaml: &str, code: &str, base: CommissionBase) -> String {
    match line_price(&line(yaml), currency(code), base) {
        Ok(money) => money.amount.to_string(),
        Err(why) => why.to_string(),
    }
}

fn price(yaml: &str) -> String {
    price_in(yaml, "EUR", CommissionBase::Gross)
}

#[test]
fn a_fee_is_its_amount_or_its_hours_at_the_rate() {
    // 40 x 110.00
    assert_eq!(price("{kind: fee, hours: 40, rate: 110.00}"), "4400.00");
    assert_eq!(price("{kind: fee, hours: 40, rate: 110.00, amount: 5000}"), "5000.00");
    assert_eq!(
        price("{id: a, kind: fee, hours: 4, role: studio}"),
        "line `a` has no rate, and the contract's rate card has none for `studio`"
    );
    assert_eq!(price("{id: a, kind: fee}"), "line `a` has no sum: give it `amount`, or `hours` and `role`");
}

#[test]
fn third_party_cost_takes_its_markup_and_an_expense_only_its_own() {
    // 30000 x 1.15; 100 x 1.1; 100 x 1
    assert_eq!(price("{kind: third-party, net: 30000.00, markup: 15%}"), "34500.00");
    assert_eq!(price("{kind: expense, net: 100, markup: 10%}"), "110.00");
    assert_eq!(price("{kind: expense, net: 100}"), "100.00");
    assert_eq!(price("{id: x, kind: third-party, net: 1}"), "`x` has no markup, and neither has the contract");
}

#[test]
fn media_are_gross_or_their_net_with_the_commission_on_its_base() {
    // 850 / 0.85 = 1000; 850 x 1.15 = 977.50
    assert_eq!(price("{kind: media, gross: 40000.00, commission: 15%}"), "40000.00");
    assert_eq!(price("{kind: media, net: 850, commission: 15%}"), "1000.00");
    assert_eq!(price_in("{kind: media, net: 850, commission: 15%}", "EUR", CommissionBase::Net), "977.50");
    assert_eq!(price("{id: tv, kind: media, net: 1}"), "line `tv` has no commission, and neither has the contract");
    assert!(price("{kind: media, net: 1, commission: 100%}").contains("leaves the medium nothing"));
}

#[test]
fn the_contracts_own_percentage_is_used_not_the_fraction_it_stands_for() {
    // 1,000,000 x 1.1765 = 1,176,500.00; 1,000,000 / 0.85 = 1,176,470.588... (that is, 3/17 on top)
    assert_eq!(price("{kind: third-party, net: 1000000, markup: 17.65%}"), "1176500.00");
    assert_eq!(price("{kind: media, net: 1000000, commission: 15%}"), "1176470.59");
}

#[test]
fn a_discount_is_taken_off() {
    let lines = [line("{kind: fee, amount: 100}"), line("{kind: discount, amount: 0.125}")];
    // -0.125 rounds away from zero to -0.13
    assert_eq!(total(&lines, Currency::EUR, CommissionBase::Gross).map(|sum| sum.to_string()), Ok("99.87 EUR".into()));
}

#[test]
fn each_line_is_rounded_half_away_from_zero_before_the_sum() {
    // 0.5 h x 0.01 = 0.005: 0.01 each, so three lines are 0.03 although 0.015 would round to 0.02
    let half = line("{kind: fee, hours: 0.5, rate: 0.01}");
    let sum = total(&[half.clone(), half.clone(), half], Currency::EUR, CommissionBase::Gross);
    assert_eq!(sum.map(|sum| sum.amount.to_string()), Ok("0.03".into()));
    // the yen has no minor unit, the Kuwaiti dinar three digits
    assert_eq!(price_in("{kind: fee, hours: 2.5, rate: 1001}", "JPY", CommissionBase::Gross), "2503");
    assert_eq!(price_in("{kind: fee, hours: 0.5, rate: 0.001}", "KWD", CommissionBase::Gross), "0.001");
}

#[test]
fn contingency_counts_fee_and_third_party_only() {
    let lines = [
        line("{kind: fee, amount: 4400}"),
        line("{kind: third-party, net: 30000, markup: 15%}"),
        line("{kind: media, gross: 40000}"),
        line("{kind: expense, net: 999}"),
    ];
    // 10% of 4400 + 34500
    let kept = contingency(&lines, Percent::parse("10%"), Currency::EUR, CommissionBase::Gross);
    assert_eq!(kept.map(|money| money.to_string()), Ok("3,890.00 EUR".into()));
}

#[test]
fn a_sum_too_large_is_refused_not_wrapped() {
    // fifteen figures each may be meant; 10^15 x 10^15 is 10^30, and 7.9 x 10^28 is the most that can be held
    let huge = "{kind: fee, hours: 999999999999999, rate: 999999999999999}";
    assert!(price(huge).contains("too large"));
    let most = "79228162514264337593543950335";
    for figures in [format!("hours: {most}, rate: 10"), format!("amount: {most}"), format!("hours: 1, rate: -{most}")] {
        let said = price(&format!("{{id: film, kind: fee, {figures}}}"));
        assert!(said.starts_with("line `film`: `"), "{said}");
        let whole = [line(&format!("{{kind: fee, {figures}}}")), line("{kind: fee, amount: 9}")];
        assert!(total(&whole, Currency::EUR, CommissionBase::Gross).is_err_and(|why| why.is_impossible()), "{figures}");
    }
}

#[test]
fn what_lines_lack_comes_from_the_contract_and_its_card_of_the_day() {
    let agency = with_job("", "[]");
    let terms = terms(&agency, "ACME-0001");
    let lines = [
        line("{kind: fee, role: art-director, hours: 40}"),
        line("{kind: third-party, net: 100}"),
        line("{kind: media, gross: 100}"),
        line("{kind: fee, role: art-director, hours: 1, rate: 7}"),
        line("{kind: fee, amount: 5}"),
    ];
    let written = |on: &str| -> Vec<(usize, &str, String)> {
        let (_, missing) = complete(&lines, &terms, Currency::EUR, day(on)).expect("complete");
        missing.into_iter().map(|missing| (missing.line, missing.key, missing.value)).collect()
    };
    let of = |rate: &str| {
        vec![(0, "rate", rate.to_owned()), (1, "markup", "15%".to_owned()), (2, "commission", "15%".to_owned())]
    };
    assert_eq!(written("2026-11-30"), of("110.00"));
    assert_eq!(written("2026-12-01"), of("120.00"));
    // 110 EUR are 220 USD at 0.5
    let (whole, _) = complete(&lines[..1], &terms, currency("USD"), day("2026-11-30")).expect("complete");
    assert_eq!(whole[0].rate.map(|rate| rate.to_string()).as_deref(), Some("220.00"));
}

#[test]
fn a_line_that_cannot_be_completed_says_why_and_so_does_every_other() {
    let agency = with_job("", "[]");
    let terms = terms(&agency, "ACME-0001");
    let lines = [line("{id: a, kind: fee, role: studio, hours: 4}"), line("{id: b, kind: expense}")];
    let refused = complete(&lines, &terms, Currency::EUR, day("2026-11-30")).expect_err("refused");
    assert_eq!(refused.len(), 2);
    // before the first card there is no rate
    let early =
        complete(&[line("{kind: fee, role: art-director, hours: 1}")], &terms, Currency::EUR, day("2025-12-31"));
    assert_eq!(early.expect_err("refused").len(), 1);
}

#[test]
fn a_card_that_the_contract_names_and_nobody_wrote_is_what_a_line_lacks() {
    let mut agency = with_job("", "[]");
    let lines = [line("{id: a, kind: fee, role: art-director, hours: 4}")];
    let why = |agency: &crate::domain::agency::Agency, on: &str| {
        let refused = complete(&lines, &terms(agency, "ACME-0001"), Currency::EUR, day(on)).expect_err("refused");
        refused.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    // the first of the card's days is 2026-01-01
    let later = why(&agency, "2025-12-31");
    assert_eq!(later.len(), 1);
    assert!(later[0].starts_with("line `a` has no rate, and the rate card `standard` of the contract `"), "{later:?}");
    assert!(later[0].ends_with("` begins after 2025-12-31"), "{later:?}");
    agency.config.rates.clear();
    let missing = why(&agency, "2026-11-30");
    assert_eq!(missing.len(), 1);
    assert!(missing[0].ends_with("` is not in `suits.toml`"), "{missing:?}");
}
