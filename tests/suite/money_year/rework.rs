//! `rework`: what was done again, and why.

use super::{report, rows, table};

#[test]
fn done_again_by_job_and_by_cause() {
    let report = report("rework", "2026-12-01");
    // LYSVIK-0001: 5 h x 1000 on the client's second ending; 2 h x 1200 while it was being revised, for three remarks, a third each:
    // the client's, ours, new facts. All its time is 36 x 1200 + 31 x 900 + 7 x 1600 + 5 x 1000 = 87,300; 7,400 / 87,300, ours 800 / 87,300.
    // Change orders charged 8,000 + 10,350, and 9,000 x 1.15 of it a supplier's.
    // LYSVIK-0003: 4 h x 1200 of ours, of 27 x 1200 + 19 x 950 + 7 x 1700 + 4 x 1200 = 67,150.
    table(
        rows(&report, "rows"),
        &[
            "job",
            "hours",
            "value",
            "invested",
            "suppliers",
            "charged",
            "time_value",
            "share",
            "corrections",
            "rework_cost",
        ],
        &[
            "LYSVIK-0001 7 7400.00 0.00 10350.00 18350.00 87300.00 0.0848 800.00 0.0092",
            "LYSVIK-0003 4 4800.00 0.00 0.00 0.00 67150.00 0.0715 4800.00 0.0715",
        ],
    );
    // 5,000 + 800, 800 + 4,800, 800
    table(
        rows(&report, "causes"),
        &["cause", "value", "suppliers", "charged"],
        &[
            "client-revision 5800.00 0.00 8000.00",
            "agency-correction 5600.00 0.00 0.00",
            "additional-info 800.00 10350.00 10350.00",
        ],
    );
    // of all time: 87,300 + 60,900 + 67,150 + 23,200 + 85,800 = 324,350
    table(
        rows(&report, "totals"),
        &["hours", "value", "charged", "time_value", "share", "corrections", "rework_cost"],
        &["11 12200.00 18350.00 324350.00 0.0376 5600.00 0.0173"],
    );
}

#[test]
fn presented_again_and_right_at_once() {
    let report = report("rework", "2026-12-01");
    table(
        rows(&report, "presentations"),
        &["job", "deliverable", "client_rounds", "presented_again", "approved"],
        &["LYSVIK-0001 film-20 2 1 2026-03-03", "LYSVIK-0001 posters 2 1 2026-03-03"],
    );
    // film and posters the second time; spring kit, bus stops and clips at once; the autumn kit is still out: 3 of 5
    table(
        rows(&report, "first_time_right"),
        &["presented", "presented_again", "approved", "at_once", "first_time_right"],
        &["6 2 5 3 0.6000"],
    );
}
