//! `brief check`: a brief section by section, its completeness and strength worked out by hand, and what the exit code says.

use crate::harness::{Case, Ran};
use serde_json::Value;

const BRIEF: &str = "briefs/ACME/ACME-B0005.yaml";

/// A book with one more brief.
fn with(brief: &str) -> Case {
    let case = Case::copy("tests/books/records", "2026-12-01");
    case.write(BRIEF, brief);
    case
}

/// A small adaptation: asked for project, mandatories, deliverables, timing and approvers (2 each) and for its budget (1).
const SMALL: &str = "\
title: Banner sizes
type: adaptation
status: draft
size: small
authors: [ann]
requested_on: 2026-11-30
mandatories:
  - Store locator link
deliverables:
  - id: banner-wide
    kind: banner
    channel: web
    spec: 970 x 250 px
    quantity: 1
    due: 2026-12-18
timing:
  live: 2026-12-21
approvers:
  - by: liisa
    scope: final
";

fn totals(ran: &Ran) -> Value {
    ran.json()["totals"][0].clone()
}

/// The rows of a section: its need, its state and the rules.
fn section(json: &Value, name: &str) -> Vec<[String; 3]> {
    let word = |row: &Value, key: &str| row[key].as_str().unwrap_or("-").to_owned();
    let rows = json["rows"].as_array().expect("rows").iter().filter(|row| row["section"] == name);
    rows.map(|row| [word(row, "need"), word(row, "state"), word(row, "rule")]).collect()
}

#[test]
fn a_sound_brief_is_walked_through_and_taken() {
    let case = Case::copy("tests/books/records", "2026-12-01");
    let ran = case.run("brief check acme-b4").ok();
    ran.says("✓ proposition              filled").says("· marketing-objective      empty (recommended)").says("next: ");
    let json = case.run("brief check ACME-B0004 --format json").ok().json();
    // A large tv-video is asked for 18 required sections and 6 recommended; only the marketing objective is missing, and the
    // competitors of the client stand for references.
    assert_eq!(json["totals"][0]["asked"], 18 * 2 + 6);
    assert_eq!(json["totals"][0]["answered"], 18 * 2 + 5);
    assert_eq!((&json["totals"][0]["completeness"], &json["totals"][0]["strength"]), (&"0.9762".into(), &100.into()));
    assert_eq!((&json["report"], json["rows"].as_array().map(Vec::len)), (&"brief-check".into(), Some(23)));
    assert_eq!(section(&json, "references"), [["recommended", "filled", "-"]]);
}

#[test]
fn what_a_type_does_not_ask_for_costs_nothing_and_is_shown_only_when_written() {
    let ran = with(SMALL).run("brief check ACME-B0005 --format json").ok();
    // five required of five, and no budget: 10 of 11
    let of = totals(&ran);
    assert_eq!((&of["answered"], &of["asked"], &of["completeness"]), (&10.into(), &11.into(), &"0.9091".into()));
    assert_eq!((&of["strength"], &of["ready"]), (&100.into(), &true.into()));
    let json = ran.json();
    assert_eq!(json["rows"].as_array().map(Vec::len), Some(6), "{json}");
    assert_eq!(section(&json, "budget"), [["recommended", "empty", "-"]]);
    let case = with(&format!("{SMALL}proposition: Every size at once.\n"));
    let json = case.run("brief check ACME-B0005 --format json").ok().json();
    assert_eq!(section(&json, "proposition"), [["not-asked", "filled", "-"]]);
    assert_eq!(json["totals"][0]["asked"], 11);
    case.run("brief check ACME-B0005")
        .ok()
        .says("✓ proposition   filled (not asked)")
        .says("suits brief submit ACME-B0005");
}

#[test]
fn what_is_weak_or_missing_is_refused_at_its_place_even_in_a_draft() {
    let weak =
        SMALL.replace("live: 2026-12-21", "live: ASAP").replace("approvers:\n  - by: liisa\n    scope: final\n", "");
    let case = with(&weak.replace("- Store locator link", "- TBC"));
    let ran = case.run("brief check ACME-B0005 --format json").exits(1);
    let json = ran.json();
    assert_eq!(section(&json, "timing"), [["required", "weak", "timing-without-date"]]);
    assert_eq!(section(&json, "mandatories"), [["required", "weak", "placeholder-in-brief"]]);
    assert_eq!(section(&json, "approvers"), [["required", "empty", "blank-section"]]);
    let timing = json["rows"].as_array().expect("rows").iter().find(|row| row["section"] == "timing").expect("timing");
    let line = weak.lines().position(|line| line.contains("ASAP")).expect("a line") + 1;
    assert_eq!(timing["place"], format!("{BRIEF}:{line}"));
    // Three errors: 100 - 3 x 12. A weak section is there, a missing one is not: 8 of 11.
    let of = totals(&ran);
    assert_eq!((&of["strength"], &of["errors"], &of["warnings"]), (&64.into(), &3.into(), &0.into()));
    assert_eq!((&of["completeness"], &of["ready"]), (&"0.7273".into(), &false.into()));
    let ran = case.run("brief check ACME-B0005").exits(1);
    ran.says("! timing        weak")
        .says(&format!("line {line}: `live` says `ASAP`"))
        .says("→ write the day as")
        .says("next: `suits brief edit ACME-B0005`");
    // What refuses here is what refuses there.
    case.run("brief submit ACME-B0005").exits(1).says("3 errors");
    // The score is not the gate: eight warnings and no error are taken.
    case.write(
        "suits.toml",
        case.text("suits.toml")
            .replace("[checks]", "[checks]\nBR01 = \"warning\"\nBR02 = \"warning\"\nBR27 = \"warning\""),
    );
    let ran = case.run("brief check ACME-B0005 --format json").ok();
    // 100 - 3 x 4
    assert_eq!(totals(&ran)["strength"], 88);
}

#[test]
fn nothing_goes_below_nothing() {
    let case = with("title: Film\ntype: campaign\nstatus: draft\nauthors: [ann]\n");
    let ran = case.run("brief check ACME-B0005 --format json").exits(1);
    // A large campaign requires 19 sections and recommends 4; there are the title with its author, and the client's competitors
    // for references. 18 errors would cost 216.
    let of = totals(&ran);
    assert_eq!((&of["errors"], &of["strength"]), (&18.into(), &0.into()));
    assert_eq!((&of["answered"], &of["asked"]), (&3.into(), &(19 * 2 + 4).into()));
}

#[test]
fn each_objective_is_a_section_of_its_own() {
    let brief =
        "title: Film\ntype: campaign\nstatus: draft\nauthors: [ann]\nobjectives:\n  - kind: business\n    text: TBC\n";
    let json = with(brief).run("brief check ACME-B0005 --format json").exits(1).json();
    assert_eq!(section(&json, "business-objective"), [["required", "weak", "placeholder-in-brief"]]);
    assert_eq!(section(&json, "marketing-objective"), [["required", "empty", "blank-section"]]);
    assert_eq!(section(&json, "communication-objective"), [["required", "empty", "blank-section"]]);
}

#[test]
fn a_budget_without_a_sum_and_a_title_without_an_author_are_not_there_yet() {
    let brief = SMALL.replace("authors: [ann]\n", "budget:\n  currency: EUR\n");
    let ran = with(&brief).run("brief check ACME-B0005 --format json").exits(1);
    let json = ran.json();
    assert_eq!(section(&json, "project"), [["required", "empty", "blank-section"]]);
    assert_eq!(section(&json, "budget"), [["recommended", "empty", "budget-without-figure"]]);
    // mandatories, deliverables, timing, approvers: 8 of 11
    assert_eq!(totals(&ran)["answered"], 8);
}

#[test]
fn a_waiver_counts_when_its_giver_may_give_it_and_says_why_when_not() {
    let without = SMALL.replace("mandatories:\n  - Store locator link\n", "");
    let waived = |by: &str, reason: &str| {
        with(&format!("{without}waived:\n  - section: mandatories\n    by: {by}\n    reason: {reason}\n"))
    };
    let case = waived("mai", "Nothing new on them.");
    let ran = case.run("brief check ACME-B0005 --format json").ok();
    let json = ran.json();
    assert_eq!(section(&json, "mandatories"), [["required", "waived", "-"]]);
    assert_eq!(totals(&ran)["answered"], 10);
    let held = serde_json::json!([{"section": "mandatories", "by": "mai", "reason": "Nothing new on them.", "holds": true, "why": null}]);
    assert_eq!(json["waived"], held);
    case.run("brief check ACME-B0005").ok().says("waived by mai: Nothing new on them.").says_not("Why not");
    for (by, reason, why) in [("ann", "Nothing new on them.", "ann"), ("mai", "\"\"", "it gives no reason")] {
        let case = waived(by, reason);
        let json = case.run("brief check ACME-B0005 --format json").exits(1).json();
        assert_eq!(section(&json, "mandatories"), [["required", "empty", "blank-section"]]);
        assert_eq!(json["waived"][0]["holds"], false);
        assert!(json["waived"][0]["why"].as_str().is_some_and(|said| said.contains(why)), "{json}");
        case.run("brief check ACME-B0005").exits(1).says("the waiver does not hold").says("Why not");
    }
    let case = with(&format!("{SMALL}waived:\n  - section: budgte\n    by: mai\n    reason: None yet.\n"));
    case.run("brief check ACME-B0005").ok().says("there is no section `budgte`");
}

#[test]
fn every_brief_can_be_looked_at_whatever_its_status() {
    let case = with(SMALL);
    case.run("brief submit ACME-B0005").ok();
    case.run("brief check ACME-B0005").ok().says("still to approve: strategy, creative, client");
    case.write(BRIEF, SMALL.replace("status: draft", "status: superseded").replace("live: 2026-12-21", "live: ASAP"));
    case.run("brief check ACME-B0005").exits(1).says("another brief has taken its place").says("Strength      88");
}

#[test]
fn every_format_tells_the_rows() {
    let case = with(&SMALL.replace("live: 2026-12-21", "live: ASAP"));
    for format in ["json", "jsonl", "yaml", "csv", "tsv", "md"] {
        case.run(&format!("brief check ACME-B0005 --format {format}"))
            .exits(1)
            .says("timing-without-date")
            .says("ASAP");
    }
    // People see the same on a narrow page, cut nowhere.
    let mut case = case;
    case.set_width(40);
    let ran = case.run("brief check ACME-B0005").exits(1);
    assert!(ran.stdout.lines().all(|line| line.chars().count() <= 40), "{}", ran.all());
}

#[test]
fn texts_of_any_script_are_read_and_shown() {
    let brief = SMALL
        .replace("Banner sizes", "น้ำใบเตยโซดา")
        .replace("Store locator link", "รอยืนยัน")
        .replace("status: draft", "status: draft\nlanguage: th");
    case_says(&brief, "`รอยืนยัน` stands where an answer should");
    let brief = SMALL
        .replace("Banner sizes", "新年禮盒")
        .replace("Store locator link", "待定")
        .replace("status: draft", "status: draft\nlanguage: zh");
    case_says(&brief, "`待定` stands where an answer should");
}

fn case_says(brief: &str, words: &str) {
    let title = brief.lines().next().and_then(|line| line.strip_prefix("title: ")).expect("a title");
    with(brief).run("brief check ACME-B0005").exits(1).says(words).says(title);
}

#[test]
fn what_cannot_be_read_is_not_judged() {
    let case = with("title: Film\ntype: [campaign\n");
    case.run("brief check ACME-B0005").exits(2).says(BRIEF);
    case.run("brief check ACME-B0099").exits(2).says("there is no brief");
    case.run("brief check").exits(2).says("<ID>");
    // The client's record is needed only for what it stands for: the rest is shown.
    let case = with(SMALL);
    case.write("clients/ACME.yaml", "name: [\n");
    let ran = case.run("brief check ACME-B0005 --format json").exits(2).says("clients/ACME.yaml");
    assert_eq!(section(&ran.json(), "timing"), [["required", "filled", "-"]]);
}
