//! `suits check`: what is looked for, where, how strictly, and what people let stand.

use crate::harness::Case;

const BRIEF: &str = "briefs/ACME/ACME-B0004.yaml";
const TODAY: &str = "2026-12-01";

/// The sound book, with a line of the brief put otherwise.
fn case(old: &str, new: &str) -> Case {
    let case = Case::copy("tests/books/records", TODAY);
    let text = case.text(BRIEF);
    assert!(text.contains(old), "`{old}` is in the brief");
    case.write(BRIEF, text.replacen(old, new, 1));
    case
}

const STRONG: &str = "proposition: The forest starts at your door.\n";
const WEAK: &str = "proposition: The forest starts at your door. Our boots are light.\n";

fn codes(ran: &crate::harness::Ran) -> Vec<String> {
    let findings = ran.json()["findings"].as_array().expect("findings").clone();
    findings.iter().map(|finding| finding["code"].as_str().expect("a code").to_owned()).collect()
}

#[test]
fn a_comment_with_a_reason_lets_a_finding_stand_and_is_counted() {
    let case = case(STRONG, &WEAK.replace('\n', "  # suits: ignore[BR05] the client's own line\n"));
    // what else the change of an approved text brings is another matter
    let ran = case.run("check --select BR05 --format json").ok();
    assert_eq!(codes(&ran), [""; 0]);
    assert_eq!(ran.json()["summary"]["ignored"], 1);
    case.run("check --select BR05").ok().says("1 ignored");
}

#[test]
fn above_a_block_it_holds_for_the_block_only() {
    let case = case(STRONG, &format!("# suits: ignore[many-sentence-proposition] the client's own line\n{WEAK}"));
    case.run("check --select BR05").ok().says("1 ignored");
    let text = case.text(BRIEF).replace("# suits: ignore[many-sentence-proposition] the client's own line\n", "");
    let elsewhere = text.replacen("title:", "# suits: ignore[BR05] elsewhere\ntitle:", 1);
    case.write(BRIEF, elsewhere);
    let ran = case.run("check --select BR05,unused-ignore --format json").exits(1);
    assert_eq!(codes(&ran), ["unused-ignore", "many-sentence-proposition"]);
}

#[test]
fn a_comment_that_lets_nothing_stand_is_found_unless_its_rule_did_not_run() {
    let case = case(STRONG, &STRONG.replace('\n', "  # suits: ignore[BR05] no longer\n"));
    let ran = case.run("check --format json").ok();
    assert_eq!(codes(&ran), ["unused-ignore"]);
    case.run("check --fail-on warning").exits(1).says("take the comment away");
    case.run("check --ignore BR05 --fail-on warning").ok();
}

#[test]
fn a_comment_in_a_record_that_cannot_be_read_may_still_let_something_stand() {
    let case = case(STRONG, &WEAK.replace('\n', "  # suits: ignore[BR05] the client's own line\n"));
    // it is still YAML, but no brief: no rule has seen its proposition
    case.write(BRIEF, case.text(BRIEF).replacen("size: large", "size: enormous", 1));
    let ran = case.run("check ACME-B0004 --format json").exits(1);
    assert!(!codes(&ran).contains(&"unused-ignore".to_owned()), "{:?}", codes(&ran));
    ran.says("enormous");
}

#[test]
fn a_comment_without_a_reason_or_of_an_unknown_rule_is_an_error() {
    let said = |comment: &str| case(STRONG, &STRONG.replace('\n', &format!("  # suits: {comment}\n"))).run("check");
    said("ignore[BR05]").exits(1).says("bad-ignore").says("not why");
    said("ignore[blank-secton] x").exits(1).says("did you mean `blank-section`?");
    said("noqa").exits(1).says("is not understood");
}

#[test]
fn an_ignore_does_not_open_a_gate() {
    let case = Case::copy("tests/books/records", TODAY);
    case.run("brief new ACME --like ACME-B0004 --title Another --by ann").ok();
    let path = "briefs/ACME/ACME-B0005.yaml";
    let weak = WEAK.replace('\n', "  # suits: ignore[BR05] the client's own line\n");
    case.write(path, case.text(path).replace(STRONG, &weak));
    case.run("check --select BR05 ACME-B0005").ok().says("1 ignored");
    case.run("brief submit ACME-B0005").exits(1).says("many-sentence-proposition");
}

#[test]
fn rules_are_chosen_by_name_or_number_and_a_slip_is_told() {
    let case = case(STRONG, WEAK);
    assert_eq!(codes(&case.run("check --select br05 --format json").exits(1)), ["many-sentence-proposition"]);
    assert!(!codes(&case.run("check --ignore BR05 --format json")).contains(&"many-sentence-proposition".to_owned()));
    case.run("check --select many-sentence").exits(2).says("did you mean `many-sentence-proposition`?");
}

#[test]
fn a_warning_fails_only_where_that_was_asked_for() {
    let case = case("title: Spring", "tittle: x\ntitle: Spring");
    case.run("check --select unknown-key").ok().says("warning");
    case.run("check --select unknown-key --fail-on warning").exits(1);
    case.run("check --select unknown-key --fail-on never").exits(2);
}

#[test]
fn levels_of_suits_toml_hold_for_what_the_reader_finds_too() {
    let case = case("title: Spring", "tittle: x\ntitle: Spring");
    let toml = case.text("suits.toml");
    assert!(toml.contains("[checks]"));
    case.write("suits.toml", toml.replacen("[checks]", "[checks]\nunknown-key = \"error\"", 1));
    case.run("check --select unknown-key").exits(1);
    case.write("suits.toml", toml.replacen("[checks]", "[checks]\nunknown-key = \"off\"", 1));
    assert_eq!(case.run("check --select unknown-key").ok().stdout, "");
}

#[test]
fn statistics_count_by_rule_and_tell_what_each_cost() {
    let case = case(STRONG, WEAK);
    let ran = case.run("check --select BR05,BR02 --statistics --format json").exits(1);
    let rows = ran.json()["rows"].clone();
    assert_eq!(rows[0]["rule"], "many-sentence-proposition");
    assert_eq!((&rows[0]["errors"], &rows[0]["warnings"]), (&1.into(), &0.into()));
    assert!(rows.as_array().is_some_and(|rows| rows.len() == 1));
    assert!(ran.stderr.contains("2 rules took") && ran.stderr.contains("placeholder-in-brief"), "{}", ran.stderr);
}

#[test]
fn a_record_that_cannot_be_read_is_told_whatever_was_asked_for() {
    let case = case("title: Spring", "title: [Spring");
    case.run("check --select BR05").exits(1).says(BRIEF);
}

#[test]
fn a_book_with_a_past_is_told_only_what_is_new() {
    let case = case(STRONG, WEAK);
    case.run("check --select BR05,unknown-key --write-baseline past.txt").ok().says("1 finding is let stand");
    let file = case.text("past.txt");
    assert!(file.contains("many-sentence-proposition\tbriefs/ACME/ACME-B0004.yaml\t/proposition\t1\n"), "{file}");
    case.run("check --select BR05,unknown-key --baseline past.txt").ok().says("1 in the baseline");
    // lines move, words change: it is the same place
    let text = case.text(BRIEF).replace("Our boots are light.", "Our boots are warm.");
    case.write(BRIEF, format!("# a line more\ntittle: x\n{text}"));
    let ran = case.run("check --select BR05,unknown-key --baseline past.txt --fail-on warning --format json").exits(1);
    assert_eq!(codes(&ran), ["unknown-key"]);
    assert_eq!(ran.json()["summary"]["in_baseline"], 1);
}

#[test]
fn what_was_mended_is_told_so_that_the_baseline_can_shrink() {
    let case = case(STRONG, WEAK);
    case.run("check --select BR05 --write-baseline past.txt").ok();
    case.write(BRIEF, case.text(BRIEF).replace(WEAK, STRONG));
    case.run("check --select BR05 --baseline past.txt").ok().says("1 entry of the baseline is found no more");
    case.run("check --select BR02 --baseline past.txt").ok().says_not("found no more");
    case.run("check jobs --select BR05 --baseline past.txt").ok().says_not("found no more");
}

#[test]
fn what_cannot_be_asked_together_is_refused() {
    let case = case(STRONG, WEAK);
    for flags in ["--fix --diff --baseline p", "--fix --diff --write-baseline p", "--statistics --write-baseline p"] {
        case.run(&format!("check {flags}")).exits(2).says("cannot be used with");
    }
    assert!(!case.file("p").exists());
}

#[test]
fn a_record_that_cannot_be_read_is_in_no_baseline() {
    let case = case("title: Spring", "title: [Spring");
    case.run("check --select BR05 --write-baseline past.txt").ok().says("0 findings are").says("mend that first");
    case.run("check --select BR05 --baseline past.txt").exits(1).says(BRIEF);
}

#[test]
fn a_baseline_that_is_none_is_refused_with_its_line() {
    let case = Case::copy("tests/books/records", TODAY);
    case.run("check --baseline nowhere.txt").exits(2).says("--write-baseline nowhere.txt");
    case.write("past.txt", "# x\nblank-section everywhere\n");
    case.run("check --baseline past.txt").exits(2).says("past.txt:2:1");
}
