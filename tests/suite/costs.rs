//! `costs.toml` beside `suits.toml`: what an hour of a person costs, kept out of git if wished.

use crate::harness::Case;

fn book() -> Case {
    Case::copy("tests/books/records", "2026-12-01")
}

#[test]
fn a_book_without_one_is_happy_and_one_with_good_rates_too() {
    let case = book();
    case.run("check").ok().says_not("costs");
    case.write("costs.toml", "[people.bo]\ncost = [{ from = 2026-01-01, rate = 62.00 }]\n");
    case.run("check").ok().says_not("costs");
}

#[test]
fn what_is_wrong_with_it_is_told_with_its_place_and_stops_nobody() {
    // ann has rates in suits.toml; `bow` is nobody; a comma is no decimal point
    let rates = "[people.ann]\ncost = [{ from = 2026-01-01, rate = 44 }]\n\n[people.bow]\ncost = []\n\n[people.bo]\ncost = [{ from = 2026-01-01, rate = \"62,00\" }]\n";
    let case = book();
    case.write("costs.toml", rates);
    let ran = case.run("check --format concise").exits(1);
    assert!(ran.stdout.contains("costs.toml:1:9: warning[cost-in-two-files]"), "{}", ran.all());
    assert!(ran.stdout.contains("costs.toml:4:9: warning[unknown-person]"), "{}", ran.all());
    assert!(ran.stdout.contains("costs.toml:8:37: error[bad-config-value]"), "{}", ran.all());
    case.run("check").exits(1).says("did you mean `bo`?");
    case.run("budget --by job").ok();
    case.run("job accept ACME-0012 --by kim --dry-run").says_not("costs.toml");
}

#[test]
fn one_that_is_no_toml_or_no_text_is_one_finding() {
    let case = book();
    case.write("costs.toml", "[people.ann\n");
    case.run("check").exits(1).says("`costs.toml` cannot be read");
    case.write("costs.toml", b"[people.ann]\n# \xe4iti\n");
    case.run("check").exits(1).says("costs.toml:2:3");
    case.run("budget").ok();
}

#[test]
fn what_is_found_there_is_explained() {
    let case = book();
    case.run("explain cost-in-two-files").ok().says("Those of `costs.toml` count");
}

#[test]
fn a_cost_that_does_not_read_is_said_by_the_reports_that_count_with_it() {
    let case = book();
    case.run("time log ACME-0012 2 --for bo --date 2026-11-30").ok();
    // the rate begins at column 37 of the second line; TOML that is none breaks off behind `ann` of the first
    for (costs, place, words) in [
        ("[people.bo]\ncost = [{ from = 2026-01-01, rate = \"41,50\" }]\n", (2, 37), "bo (costs.toml:2:37)"),
        ("[people.bo]\ncost = [{ from = 2026-01-01, rate = -5 }]\n", (2, 37), "bo (costs.toml:2:37)"),
        ("[people.ann\n", (1, 12), "bo (costs.toml:1:12)"),
    ] {
        case.write("costs.toml", costs);
        let ran = case.run("margin").exits(2).says("whose cost cannot be read").says(words);
        assert!(!ran.all().contains("bo (from"), "{}", ran.all());
        let json = case.run("margin --format json").exits(2).json();
        let broken = &json["unreadable"][0];
        assert_eq!(broken["path"], "costs.toml", "{json}");
        assert_eq!((broken["line"].as_u64(), broken["column"].as_u64()), (Some(place.0), Some(place.1)), "{json}");
        let exported = case.run("export hledger --cost").exits(2).says("costs.toml:");
        assert!(exported.stdout.is_empty(), "{}", exported.all());
        case.run("budget").ok();
        case.run("export hledger").says_not("costs.toml");
    }
}

#[test]
fn a_cost_of_the_settings_that_does_not_read_is_said_in_the_same_way() {
    let case = book();
    let settings = case.text("suits.toml");
    let (before, after) = settings.split_once("rate = 41.50").expect("the rate of ann");
    let line = before.lines().count();
    // behind `cost = [{ from = 2026-01-01, rate = ` of that line
    let column = before.lines().last().expect("a line").len() + "rate = ".len() + 1;
    case.write("suits.toml", format!("{before}rate = \"41,50\"{after}"));
    case.run("margin").exits(2).says(&format!("whose cost cannot be read: ann (suits.toml:{line}:{column})"));
    // rates of `costs.toml` count instead, so that nothing is unknown
    case.write("costs.toml", "[people.ann]\ncost = [{ from = 2026-01-01, rate = 41.50 }]\n");
    case.run("margin").ok().says_not("cannot be read");
}
