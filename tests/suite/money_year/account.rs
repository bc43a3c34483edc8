//! `pipeline` and `renewals`: what may come of the account, and until when to decide.

use super::{report, rows, table};

#[test]
fn what_may_come_and_what_came() {
    let report = report("pipeline", "2026-12-01");
    // 240,000 x 25% and 800,000 x 70%
    table(
        rows(&report, "rows"),
        &["opportunity", "kind", "stage", "value", "probability", "weighted"],
        &[
            "norway organic proposal 240000.00 0.2500 60000.00",
            "aor-2027 renewal negotiation 800000.00 0.7000 560000.00",
        ],
    );
    table(rows(&report, "totals"), &["opportunities", "value", "weighted"], &["2 1040000.00 620000.00"]);
    // in the year to 1 December: the account (15 December 2025) and the winter won, the lamp library lost
    table(
        rows(&report, "decided"),
        &["kind", "won", "lost", "declined", "win_rate"],
        &["all 2 1 0 0.6667", "new 1 0 0 1.0000", "organic 1 1 0 0.5000"],
    );
    // 900,000 + 350,000 of 1,430,000
    table(
        rows(&report, "decided_value"),
        &["won", "lost", "declined", "win_rate"],
        &["1250000.00 180000.00 0.00 0.8741"],
    );
}

#[test]
fn until_when_to_decide() {
    let report = report("renewals", "2026-12-01");
    // 45 days before 31 January, 90 before 31 March. Twenty working days before 17 December: twelve in December, eight in November, the
    // 19th; before 31 December, without Christmas Eve and Christmas Day: the 1st
    table(
        rows(&report, "rows"),
        &["contract", "end", "notice", "days_left", "decide_by", "standing", "decision", "value_a_year"],
        &[
            "aor-2026 2027-01-31 2026-12-17 16 2026-11-19 late - -",
            "care-2026 2027-03-31 2026-12-31 30 2026-12-01 decided renew 240000.00",
        ],
    );
}
