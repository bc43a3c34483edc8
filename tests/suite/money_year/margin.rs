//! `margin`: billings less what is passed on, less hours at their cost.

use super::sheet::{BILLS, HOURS};
use super::{amount, kronor, nearest, quotient, report, rows};

/// What hours cost: so many cents of a euro an hour, in kronor at the rate of the half-year (one krona is 0.0910, then 0.0890 euros), each
/// entry rounded to öre.
fn labour(job: u8, day: &str) -> (i64, i64) {
    let entries = HOURS.iter().filter(|entry| entry.1 == job && entry.0 <= day);
    entries.fold((0, 0), |(hours, cost), entry| {
        let cents = match entry.2 {
            "ann" => 4150,
            "bo" => 7400,
            _ => 4800,
        };
        let krona = if entry.0 < "2026-07-01" { 910 } else { 890 };
        let ore = nearest(i128::from(entry.5 * cents) * 10_000, krona);
        (hours + entry.5, cost + i64::try_from(ore).expect("a sum"))
    })
}

fn billed(job: u8, day: &str) -> i64 {
    let lines = BILLS.iter().filter(|bill| bill.day <= day).flat_map(|bill| bill.lines);
    lines.filter(|line| line.0 == job).map(|line| line.3).sum()
}

#[test]
fn what_is_left_of_each_job() {
    // Passed on, of what was billed or charged by then: the spring's suppliers 120,000 + 9,000 + 68,000 + 85,000; of the winter's the
    // printer's 55,750 as he charged them, and 102,000 for all bus stops, since all are billed, though half are charged.
    for (day, passed_on) in [("2026-06-30", [28_200_000, 0]), ("2026-12-01", [28_200_000, 15_775_000])] {
        let report = report("margin", day);
        for (job, pass_through) in [(1, passed_on[0]), (2, 0), (3, passed_on[1]), (4, 0), (5, 0)] {
            let (hours, cost) = labour(job, day);
            let own = billed(job, day);
            if hours == 0 && own == 0 {
                continue;
            }
            let id = format!("LYSVIK-000{job}");
            let row = rows(&report, "rows").iter().find(|row| row["job"] == id.as_str()).expect("a row");
            let agi = own - pass_through;
            assert_eq!(row["hours"].as_str(), Some(hours.to_string().as_str()), "{day} {id}");
            for (key, sum) in [("billings", own), ("pass_through", pass_through), ("agi", agi), ("labour", cost)] {
                assert_eq!(amount(row, key), kronor(sum), "{day} {id}: {key}");
            }
            assert_eq!(row["margin"].as_str(), quotient(agi - cost, agi, 4).as_deref(), "{day} {id}");
            assert_eq!(amount(row, "effective_rate"), quotient(agi, hours * 100, 2).expect("hours"), "{day} {id}");
        }
    }
}

#[test]
fn the_year_as_a_whole() {
    let report = report("margin", "2026-12-01");
    let total = &rows(&report, "totals")[0];
    let (hours, cost) = (1..=5).map(|job| labour(job, "2026-12-01")).fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
    // 402,350 + 220,400 + 9,000 and six months of the retainer; passed on 282,000 + 157,750
    let (billings, passed_on) = (75_175_000, 43_975_000);
    let agi = billings - passed_on;
    assert_eq!((0..=5).map(|job| billed(job, "2026-12-01")).sum::<i64>(), billings);
    for (key, sum) in [("billings", billings), ("pass_through", passed_on), ("agi", agi), ("labour", cost)] {
        assert_eq!(amount(total, key), kronor(sum), "{key}");
    }
    assert_eq!(total["margin"].as_str(), quotient(agi - cost, agi, 4).as_deref());
    assert_eq!(amount(total, "effective_rate"), quotient(agi, hours * 100, 2).expect("hours"));
    // what suppliers charged: 282,000 + 55,750 + 51,000
    assert_eq!(amount(total, "gross_profit"), kronor(billings - 38_875_000));
    assert_eq!(amount(total, "net_profit"), kronor(billings - 38_875_000 - cost));
    // fees billed 48,000 + 27,000 + 8,000 - 5,000, 36,000, 9,000 and 120,000, over the hours at the rate card
    let at_the_card: i64 = HOURS.iter().map(|entry| entry.5 * entry.6 * 100).sum();
    assert_eq!(amount(total, "time_value"), kronor(at_the_card));
    assert_eq!(total["recovery"].as_str(), quotient(24_300_000, at_the_card, 4).as_deref());
}
