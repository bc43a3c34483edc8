//! `spend`: channel by month, what each part of the plan was to bring, and what it brought.

use super::{report, rows, table};

#[test]
fn the_plan_and_what_came_of_it() {
    let report = report("spend", "2026-12-01");
    // cost per result: 100,000 / 1,400,000; (60,000 + 60,000) / 1,200,000; 80,000 / 352,000; 60,000 / 320,000
    let media: Vec<_> = rows(&report, "rows").iter().filter(|row| !row["channel"].is_null()).cloned().collect();
    table(
        &media,
        &[
            "channel",
            "month",
            "planned",
            "approved",
            "committed",
            "actual",
            "expected_number",
            "result_number",
            "cost_per_result",
        ],
        &[
            "ooh 2026-05 100000.00 100000.00 0.00 100000.00 1250000 1400000 0.0714",
            "ooh 2026-10 120000.00 120000.00 60000.00 60000.00 1500000 1200000 0.1000",
            "social 2026-04 80000.00 80000.00 0.00 80000.00 400000 352000 0.2273",
            "social 2026-11 60000.00 60000.00 60000.00 0.00 300000 320000 0.1875",
            "social 2026-12 60000.00 60000.00 0.00 0.00 300000 - -",
        ],
    );
    // 765,750 approved and 776,812.50 spent in all; on channels 100,000 + 60,000 + 80,000 of 420,000 planned for them
    table(
        rows(&report, "totals"),
        &["planned", "approved", "committed", "actual", "spent"],
        &["420000.00 765750.00 120000.00 776812.50 0.5714"],
    );
}

#[test]
fn every_kpi_beside_its_target() {
    let report = report("spend", "2026-12-01");
    table(
        rows(&report, "kpis"),
        &["brief", "kpi", "target", "result", "reached"],
        &[
            "LYSVIK-B0001 lamps-sold 3,400 3,250 false",
            "LYSVIK-B0001 shops 60 64 true",
            "LYSVIK-B0001 for-reading 40% 41% true",
            "LYSVIK-B0003 lamps-sold 16,000 - -",
            "LYSVIK-B0003 pairs 15% - -",
            "LYSVIK-B0003 own-light 20% - -",
        ],
    );
}
