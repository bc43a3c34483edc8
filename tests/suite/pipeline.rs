//! `pipeline`: what may come, what it is worth, and what became of it; every figure reckoned by hand.

use crate::harness::Case;
use crate::pieces::{Book, on, told};
use serde_json::json;
use suits::reports::ReportAsk;
use suits::reports::narrow::Narrow;
use suits::values::{Amount, Day};
use suits::view::{Grid, View};

const AGENCY: &str = r#"
[agency]
name = "Northlight"
currency = "EUR"
[people.ann]
name = "Ann Lee"
roles = ["account-executive"]
[people.mai]
name = "Mai Tran"
roles = ["account-manager"]
[fx]
JPY = [{ from = 2026-01-01, rate = 0.006 }]
"#;

const ACME: &str = "
name: Acme Oy
status: active
currency: EUR
opportunities:
  - {id: kids, title: Kids' range, kind: organic, stage: proposal, value: 60000, probability: 50%, owner: mai, next_step: Send scope, due: 2026-12-04}
  - {id: shop, title: ร้านค้า 商店 myymälä, kind: organic, stage: prospect, value: 1000.01, probability: 12.5%, owner: ann, due: 2026-11-27}
  - {id: vague, title: Something, kind: organic, stage: prospect, probability: 10%}
  - {id: won1, title: Film, kind: organic, stage: won, value: 7000, decided: 2026-03-01}
  - {id: won2, title: Radio, kind: renewal, stage: won, value: 1000, decided: 2025-12-02}
  - {id: lost1, title: Print, kind: organic, stage: lost, value: 2000, decided: 2026-11-30, lost_reason: Price}
  - {id: old, title: Long ago, kind: organic, stage: lost, value: 500, decided: 2025-12-01}
  - {id: no, title: Tobacco, kind: new, stage: declined, value: 90000, decided: 2026-05-05}
  - {id: bare, title: No day, kind: new, stage: lost, value: 90000}
  - {id: late, title: Decided later, kind: organic, stage: won, value: 400, probability: 100%, decided: 2026-12-02}
";

const YUN: &str = "
name: Yun
status: prospect
currency: JPY
opportunities:
  - {id: site, title: Site, kind: new, stage: pitch, value: 1000000, probability: 33.33335%, owner: mai}
  - {id: gone, title: App, kind: new, stage: lost, value: 500000, decided: 2026-10-10}
";

fn book() -> Book {
    Book::new(AGENCY).client("ACME", ACME).client("YUNLING", YUN)
}

fn grid<'v>(view: &'v View, key: &str) -> &'v Grid {
    &view.others.iter().find(|(name, ..)| *name == key).expect("the grid").2
}

#[test]
fn opportunities_come_in_the_order_of_the_funnel_with_their_weight() {
    let view = book().ask("pipeline", &on("2026-12-01"));
    // 1,000.01 x 0.125 = 125.00125; 1,000,000 yen x 0.3333335 = 333,333.5; the one won on 2 December was open on the 1st.
    // due on Friday 27 November: Monday and Tuesday, 2 working days
    assert_eq!(
        told(&view.grid, &["client", "opportunity", "stage", "value", "probability", "weighted", "days_late", "why"]),
        [
            "ACME late - 400.00 EUR 1.0000 400.00 EUR - -",
            "ACME shop prospect 1000.01 EUR 0.1250 125.00 EUR 2 -",
            "ACME vague prospect - 0.1000 - - it has no value",
            "ACME kids proposal 60000.00 EUR 0.5000 30000.00 EUR - -",
            "YUNLING site pitch 1000000 JPY 0.3333 333334 JPY - -",
        ]
    );
    // known: 400 + 1,000.01 + 60,000; weighed: 400 + 125 + 30,000
    assert_eq!(
        told(
            grid(&view, "totals"),
            &["opportunities", "overdue", "value", "weighted", "without", "value_known", "weighted_known"]
        ),
        ["4 1 - - 1 61400.01 EUR 30525.00 EUR", "1 0 1000000 JPY 333334 JPY 0 1000000 JPY 333334 JPY",]
    );
    assert_eq!(
        told(grid(&view, "funnel"), &["stage", "opportunities", "weighted", "weighted_known"]),
        [
            "- 1 400.00 EUR 400.00 EUR",
            "prospect 2 - 125.00 EUR",
            "proposal 1 30000.00 EUR 30000.00 EUR",
            "pitch 1 333334 JPY 333334 JPY",
        ]
    );
    assert_eq!(told(grid(&view, "kinds"), &["kind", "opportunities", "value"]), ["new 1 1000000 JPY", "organic 4 -"]);
    let notes = view.notes.join("\n");
    assert!(notes.contains("not weighed: ACME vague: it has no value"), "{notes}");
    assert!(notes.contains("in no win rate: ACME bare is lost and has no `decided` day"), "{notes}");
}

#[test]
fn the_win_rate_is_of_what_was_decided_in_twelve_months_or_the_period() {
    let view = book().ask("pipeline", &on("2026-12-01"));
    // from 2 December 2025: won1 and won2; lost1 and gone; the one of 1 December 2025 is too old, that of 2 December 2026 to come
    assert_eq!(
        told(grid(&view, "decided"), &["kind", "won", "lost", "declined", "win_rate"]),
        ["all 2 2 1 0.5000", "new 0 1 1 0.0000", "organic 1 1 0 0.5000", "renewal 1 0 0 1.0000"]
    );
    // 8,000 of 10,000 euros; nothing of 500,000 yen
    assert_eq!(
        told(grid(&view, "decided_value"), &["won", "lost", "declined", "win_rate"]),
        ["8000.00 EUR 2000.00 EUR 90000.00 EUR 0.8000", "0 JPY 500000 JPY 0 JPY 0.0000"]
    );
    let year = ReportAsk { from: Day::parse("2026-01-01"), until: Day::parse("2026-06-30"), ..on("2026-12-01") };
    let view = book().ask("pipeline", &year);
    assert_eq!(told(grid(&view, "decided"), &["won", "lost", "declined"])[0], "1 0 1");
    let next = book().ask("pipeline", &on("2026-12-02"));
    assert_eq!(told(grid(&next, "decided"), &["kind", "won", "lost", "win_rate"])[0], "all 2 2 0.5000");
    assert!(next.grid.rows.len() == 4, "what is won is not open any more");
}

#[test]
fn a_target_needs_so_much_in_the_pipeline() {
    let target = Some(Amount::parse("35000").expect("an amount"));
    let needed = |book: &Book| {
        let view = book.ask("pipeline", &ReportAsk { target, ..on("2026-12-01") });
        (
            told(grid(&view, "required"), &["basis", "win_rate", "required", "pipeline", "missing"]),
            view.notes.join("\n"),
        )
    };
    // by number a half: 70,000; by value of euros 8,000 of 10,000: 43,750. What is there cannot be told: one has no value
    let (rows, notes) = needed(&book());
    assert_eq!(rows, ["number 0.5000 70000.00 EUR - -", "value 0.8000 43750.00 EUR - -"]);
    assert!(notes.contains("cannot be told, what is in the pipeline: ACME vague has no value"), "{notes}");
    // without it: 400 + 1,000.01 + 60,000 + 1,000,000 x 0.006 = 67,400.01; of 70,000 are missing 2,599.99, of 43,750 nothing
    let whole = Book::new(AGENCY)
        .client("ACME", &ACME.replace("title: Something,", "title: Something, value: 0,"))
        .client("YUNLING", YUN);
    let (rows, _) = needed(&whole);
    assert_eq!(
        rows,
        ["number 0.5000 70000.00 EUR 67400.01 EUR 2599.99 EUR", "value 0.8000 43750.00 EUR 67400.01 EUR 0.00 EUR"]
    );
}

#[test]
fn some_rows_lead_to_no_target() {
    let target = Some(Amount::parse("35000").expect("an amount"));
    let view = book().ask("pipeline", &ReportAsk { target, narrow: Narrow::to(|_| vec![0]), ..on("2026-12-01") });
    assert!(view.others.iter().all(|(name, ..)| *name != "required"));
    for of_all in ["decided", "decided_value"] {
        assert_eq!(grid(&view, of_all).rows.len(), 0, "{of_all}");
    }
    assert!(view.notes.iter().any(|note| note.contains("ask for it without `--where`")), "{:?}", view.notes);
    assert_eq!(told(grid(&view, "totals"), &["opportunities"]), ["1"]);
}

#[test]
fn it_groups_by_any_way_to_the_same_totals() {
    let by = |ways: &[&str], keys: &[&str]| {
        let by = ways.iter().map(ToString::to_string).collect();
        told(&book().ask("pipeline", &ReportAsk { by, ..on("2026-12-01") }).grid, keys)
    };
    assert_eq!(
        by(&["owner"], &["owner", "currency", "opportunities", "weighted_known"]),
        ["- EUR 2 400.00 EUR", "ann EUR 1 125.00 EUR", "mai EUR 1 30000.00 EUR", "mai JPY 1 333334 JPY"]
    );
    assert_eq!(by(&["client", "kind"], &["client", "kind", "opportunities"]), ["ACME organic 4", "YUNLING new 1"]);
    let late = book().ask("pipeline", &ReportAsk { over: true, ..on("2026-12-01") });
    assert_eq!(told(&late.grid, &["opportunity"]), ["shop"]);
}

#[test]
fn on_the_command_line() {
    // the record format has one: 60,000 at a half
    let case = Case::copy("tests/books/records", "2026-12-01");
    let json = case.run("pipeline --format json").ok().json();
    assert_eq!(
        (&json["rows"][0]["opportunity"], &json["rows"][0]["weighted"]["amount"], &json["rows"][0]["probability"]),
        (&json!("kids-range"), &json!("30000.00"), &json!("0.5000"))
    );
    assert_eq!(json["decided"], json!([]));
    // nothing was decided, so no rate leads from the target to anything
    let json = case.run("pipeline --target 1000 --format json").ok().json();
    assert_eq!((&json["required"][0]["win_rate"], &json["required"][0]["required"]), (&json!(null), &json!(null)));
    for wrong in ["pipeline --target 1,000", "pipeline --target 0", "pipeline --target=-5", "pipeline --by stages"] {
        assert_eq!(case.run(wrong).code, 2, "{wrong}");
    }
    // due on Friday 4 December, seen on Monday
    assert_eq!(case.run("pipeline --late --exit-code --as-of 2026-12-04").code, 0);
    assert_eq!(case.run("pipeline --late --exit-code --as-of 2026-12-07").code, 1);
    case.write("clients/YUNLING.yaml", YUN);
    case.write(
        "clients/ACME.yaml",
        case.text("clients/ACME.yaml").replace("Kids' range launch", "ร้านค้า 商店 lanseeraus"),
    );
    let table = case.run("pipeline").ok().stdout;
    assert!(table.contains("ร้านค้า 商店 lanseeraus") && table.contains("By stage"), "{table}");
    case.write("clients/BOLT.yaml", "name: [\n");
    let ran = case.run("pipeline --format json");
    assert_eq!(ran.code, 2);
    let json = ran.json();
    assert_eq!(
        (&json["totals"][0]["weighted"], &json["totals"][0]["weighted_known"]["amount"]),
        (&json!(null), &json!("30000.00"))
    );
    assert_eq!(json["decided"][0]["win_rate"], json!(null));
}
