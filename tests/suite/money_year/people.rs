//! `utilisation` and `mix`: where the hours of the year went.

use super::sheet::HOURS;
use super::{cell, quotient, report, rows, table};

/// Working days in Helsinki from 1 January to 1 December 2026: weekdays less the holidays that fall on one (1 and 6 January, 3 and 6 April,
/// 1 and 14 May, 19 June): 20 + 20 + 22 + 20 + 19 + 21 + 23 + 21 + 22 + 22 + 21 + 1.
const DAYS: i64 = 232;

fn hours(who: &str, what: &dyn Fn(u8, &str) -> bool) -> i64 {
    HOURS.iter().filter(|entry| entry.2 == who && what(entry.1, entry.7)).map(|entry| entry.5).sum()
}

#[test]
fn hours_for_the_client_of_the_hours_there_are() {
    let report = report("utilisation --from 2026-01-01", "2026-12-01");
    for (who, billable) in [("ann", 85), ("bo", 17), ("leo", 163)] {
        let row = rows(&report, "rows").iter().find(|row| row["person"] == who).expect("a row");
        // 7.5 hours a day; LYSVIK-0004 was our own money
        let booked = hours(who, &|_, _| true);
        assert_eq!(hours(who, &|job, _| job != 4), billable, "{who}");
        let told = ["available", "booked", "billable"].map(|key| cell(row, key));
        assert_eq!(told, [DAYS * 15 / 2, booked, billable].map(|hours| hours.to_string()), "{who}");
        assert_eq!(row["utilisation"].as_str(), quotient(billable * 10, DAYS * 75, 4).as_deref(), "{who}");
    }
}

#[test]
fn what_the_hours_went_into() {
    let report = report("mix --from 2026-01-01", "2026-12-01");
    for (who, row) in ["bo", "ann", "leo"].iter().zip(rows(&report, "rows")) {
        let all = hours(who, &|_, _| true);
        for kind in ["decide", "present", "execute"] {
            let part = hours(who, &|_, work| work == kind);
            assert_eq!(row[kind].as_str(), quotient(part, all, 4).as_deref(), "{who}: {kind}");
        }
    }
    // 15 + 6 of 21 hours; 11 + 8 + 66 of 85; all 177. Against 60/40/0 and 10/30/60 that is 11.43 and 20.59 points apart.
    table(
        rows(&report, "rows"),
        &["role", "hours", "decide", "present", "execute", "apart"],
        &[
            "account-director 21 0.7143 0.2857 0.0000 0.1143",
            "account-executive 85 0.1294 0.0941 0.7765 0.2059",
            "art-director 177 0.0000 0.0000 1.0000 -",
        ],
    );
}
