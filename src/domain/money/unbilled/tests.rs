//! Work in progress worked out by hand.

use super::*;
use crate::values::{Amount, Currency};

fn decimal(text: &str) -> Decimal {
    Amount::parse(text).expect("a number").0
}

fn eur(text: &str) -> Money {
    Money::new(decimal(text), Currency::EUR)
}

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

#[test]
fn a_line_is_unbilled_or_over_billed_and_never_both() {
    let of = |value: &str, billed: &str| {
        let Unbilled { wip, deferred } = unbilled(decimal(value), decimal(billed)).expect("sums");
        (wip.to_string(), deferred.to_string())
    };
    // 2,750 - 1,000 = 1,750; 4,400 - 2,750 = 1,650
    assert_eq!(of("2750", "1000"), ("1750".to_owned(), "0".to_owned()));
    assert_eq!(of("2750", "4400"), ("0".to_owned(), "1650".to_owned()));
    assert_eq!(of("0.01", "0.01"), ("0.00".to_owned(), "0.00".to_owned()));
    // a credit note and nothing billed: 100 - (-50)
    assert_eq!(of("100", "-50"), ("150".to_owned(), "0".to_owned()));
}

#[test]
fn half_of_the_cost_earns_half_of_the_price() {
    // 500 / 1,000 of 2,000 = 1,000; 1,200 of 1,000 is all of it
    assert_eq!(complete(decimal("500"), decimal("1000")), Some(decimal("0.5000")));
    assert_eq!(earned(decimal("500"), decimal("1000"), eur("2000")), Some(eur("1000")));
    assert_eq!(complete(decimal("1200"), decimal("1000")), Some(decimal("1.0000")));
    assert_eq!(earned(decimal("1200"), decimal("1000"), eur("2000")), Some(eur("2000")));
    assert_eq!(complete(decimal("500"), decimal("0")), None);
    assert_eq!(earned(decimal("500"), decimal("0"), eur("2000")), None);
    assert_eq!(
        earned(decimal("-5"), decimal("1000"), eur("2000")),
        Some(eur("0")),
        "a supplier's credit earns nothing"
    );
    // 1 of 3 on 100 = 33.333..., rounded once
    assert_eq!(earned(decimal("1"), decimal("3"), eur("100")), Some(eur("33.33")));
}

fn item(date: &str, value: &str) -> Item<()> {
    Item { date: day(date), value: decimal(value), open: decimal(value), of: () }
}

fn bill(date: &str, amount: &str) -> Bill<()> {
    Bill { date: day(date), amount: decimal(amount), beyond: Decimal::ZERO, of: () }
}

/// What stays open of each item, what is beyond in each bill, and what is in neither.
fn settled(items: &mut [Item<()>], bills: &mut [Bill<()>]) -> (Vec<String>, Vec<String>, String) {
    let mut some: Vec<_> = items.iter_mut().collect();
    let left = settle(&mut some, &mut bills.iter_mut().collect::<Vec<_>>()).expect("sums");
    let open = items.iter().map(|item| item.open.normalize().to_string()).collect();
    let beyond = bills.iter().map(|bill| bill.beyond.normalize().to_string()).collect();
    (open, beyond, left.normalize().to_string())
}

#[test]
fn the_oldest_work_is_billed_first() {
    // 300 of work, 150 billed: all of October's 100, 50 of November's 80; 30 of November and all of December stay open
    let mut items = [item("2026-12-01", "120"), item("2026-10-01", "100"), item("2026-11-01", "80")];
    let whole = settled(&mut items, &mut [bill("2026-12-31", "150")]);
    assert_eq!(whole, (vec!["120".into(), "0".into(), "30".into()], vec!["0".into()], "0".into()));
}

#[test]
fn what_is_billed_beyond_is_of_the_newest_bill() {
    // 100 of work; 90 and then 60 billed: 50 too much, all of it in the second
    let mut items = [item("2026-10-01", "100")];
    let whole = settled(&mut items, &mut [bill("2026-11-30", "60"), bill("2026-10-31", "90")]);
    assert_eq!(whole, (vec!["0".into()], vec!["50".into(), "0".into()], "0".into()));
}

#[test]
fn a_credit_note_opens_the_newest_work_again_and_more_than_all_is_left_over() {
    // 100 of work, 100 billed, 40 given back: 40 open. Given back 30 and never billed: 100 open, 30 in no work
    let mut items = [item("2026-10-01", "100")];
    let (open, beyond, left) = settled(&mut items, &mut [bill("2026-10-31", "100"), bill("2026-11-05", "-40")]);
    assert_eq!((open, beyond, left), (vec!["40".into()], vec!["0".into(), "0".into()], "0".into()));
    let mut items = [item("2026-10-01", "100")];
    let (open, _, left) = settled(&mut items, &mut [bill("2026-11-05", "-30")]);
    assert_eq!((open, left), (vec!["100".into()], "30".into()));
}
