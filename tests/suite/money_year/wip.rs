//! `wip`: what was done and is not billed, line by line.

use super::budget::{charged, time};
use super::sheet::{BILLS, QUOTED};
use super::{amount, kronor, report, rows};
use serde_json::Value;
use std::collections::BTreeMap;

/// Value and billed of each line of a job; what names no line under `None`.
fn lines(job: u8, day: &str) -> BTreeMap<Option<&'static str>, (i64, i64)> {
    let mut lines: BTreeMap<Option<&'static str>, (i64, i64)> = BTreeMap::new();
    for (part, sum) in time(day).into_iter().chain(charged(day)).filter(|(part, _)| part.job == job) {
        lines.entry(part.line).or_default().0 += sum;
    }
    for bill in BILLS.iter().filter(|bill| bill.day <= day) {
        for line in bill.lines.iter().filter(|line| line.0 == job) {
            lines.entry(line.1).or_default().1 += line.3;
        }
    }
    lines
}

fn row(report: &Value, job: Option<u8>) -> Value {
    let id = job.map(|job| format!("LYSVIK-000{job}"));
    rows(report, "rows").iter().find(|row| row["job"].as_str() == id.as_deref()).expect("a row").clone()
}

fn check(row: &Value, own: [(&str, i64); 5], what: &str) {
    for (key, sum) in own {
        assert_eq!(amount(row, key), kronor(sum), "{what}: {key}");
    }
}

#[test]
fn work_that_is_not_billed_yet() {
    for day in ["2026-06-30", "2026-12-01"] {
        let report = report("wip", day);
        for job in [1, 3].into_iter().filter(|job| *job == 1 || day == "2026-12-01") {
            let lines = lines(job, day);
            let (value, billed) = lines.values().fold((0, 0), |sum, line| (sum.0 + line.0, sum.1 + line.1));
            let over =
                |part: &dyn Fn(i64, i64) -> i64| lines.values().map(|line| part(line.0, line.1).max(0)).sum::<i64>();
            let (wip, deferred) = (over(&|value, billed| value - billed), over(&|value, billed| billed - value));
            // the identity of the report's own note
            assert_eq!(value + deferred, billed + wip);
            let price: i64 = QUOTED
                .iter()
                .filter(|quoted| quoted.job == job && quoted.agreed.is_some_and(|agreed| agreed <= day))
                .map(|quoted| quoted.price)
                .sum();
            let earned = value.min(price);
            let own = [("value", value), ("billed", billed), ("wip", wip), ("deferred", deferred), ("price", price)];
            check(&row(&report, Some(job)), own, &format!("{day}, {job}"));
            assert_eq!(amount(&row(&report, Some(job)), "chargeable"), kronor(earned - billed), "{day}, {job}");
        }
        // called off: 4 x 1600 + 14 x 1200 of work, 9,000 of it billed as a fee, written off and billed all the same
        let own = [("value", 2_320_000), ("billed", 900_000), ("wip", 1_420_000), ("deferred", 0), ("price", 900_000)];
        check(&row(&report, Some(4)), own, day);
    }
    // the retainer: April to November earned 8 x 20,000, and April to September are billed
    let report = report("wip", "2026-12-01");
    let own =
        [("value", 16_000_000), ("billed", 12_000_000), ("wip", 4_000_000), ("deferred", 0), ("price", 16_000_000)];
    check(&row(&report, None), own, "the retainer");
    // 40,000 + 21,100 + 34,750 + 14,200, and of it on closed and cancelled jobs 35,300
    let total = &rows(&report, "totals")[0];
    assert_eq!((amount(total, "wip"), amount(total, "deferred")), (kronor(11_005_000), kronor(7_168_750)));
    assert_eq!(amount(&rows(&report, "totals_open")[0], "wip"), kronor(11_005_000 - 3_530_000));
}
