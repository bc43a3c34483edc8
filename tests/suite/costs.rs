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
