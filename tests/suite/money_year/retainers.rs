//! `retainers`: twenty hours a month for 20,000, of which up to eight roll over.

use super::sheet::HOURS;
use super::{cell, quotient, report, rows, table};

const MONTHS: [&str; 9] =
    ["2026-04", "2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10", "2026-11", "2026-12"];

#[test]
fn every_month_with_what_rolled_into_it() {
    let report = report("retainers --all-periods", "2026-12-01");
    let periods = rows(&report, "rows");
    assert_eq!(periods.len(), MONTHS.len());
    let mut rolled = 0;
    for (month, row) in MONTHS.iter().zip(periods) {
        let entries = || HOURS.iter().filter(|entry| matches!(entry.1, 2 | 5) && entry.0.starts_with(month));
        let used: i64 = entries().map(|entry| entry.5).sum();
        let value: i64 = entries().map(|entry| entry.5 * entry.6 * 100).sum();
        let left = 20 + rolled - used;
        // an hour of the fee is 1,000: what rolled in is paid for already
        let paid = (20 + rolled) * 100_000;
        let told = ["rolled_in", "used", "remaining"].map(|key| cell(row, key));
        assert_eq!(told, [rolled, used, left].map(|hours| hours.to_string()), "{month}");
        assert_eq!(row["burn"].as_str(), quotient(used, 20 + rolled, 4).as_deref(), "{month}");
        assert_eq!(row["over_servicing"].as_str(), quotient(value - paid, paid, 4).as_deref(), "{month}");
        rolled = left.clamp(0, 8);
    }
    // by hand: April leaves 5; May is 3 over; June leaves 8; July and August 28 each, of which 8 go on; September is 2 over, October 6;
    // November leaves 2
    table(
        periods,
        &["rolled_in", "used", "remaining"],
        &["0 15 5", "5 28 -3", "0 12 8", "8 0 28", "8 0 28", "8 30 -2", "0 26 -6", "0 18 2", "2 0 22"],
    );
}

#[test]
fn the_contract_to_date() {
    let report = report("retainers", "2026-12-01");
    // nine periods of 20,000, six billed; 129 hours worth 16,800 + 31,500 + 12,600 + 36,000 + 29,700 + 20,100 = 146,700;
    // over in May, September and October: 3 + 2 + 6; (146,700 - 180,000) / 180,000, (129 - 180) / 180; lapsed 20 in July, 20 in August
    table(
        rows(&report, "contracts"),
        &[
            "periods",
            "contracted",
            "used",
            "over_hours",
            "fee",
            "value",
            "over_servicing",
            "over_servicing_hours",
            "lapsed",
            "billed",
            "pending",
        ],
        &["9 180 129 11 180000.00 146700.00 -0.1850 -0.2833 40 120000.00 60000.00"],
    );
}
