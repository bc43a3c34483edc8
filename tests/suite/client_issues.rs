//! `client issue`: what goes wrong between client and agency, who deals with it, who was told, how it ended.

use crate::harness::{Case, changed_lines};

const ACME: &str = "clients/ACME.yaml";

fn book() -> Case {
    Case::copy("tests/books/records", "2026-12-01")
}

fn rows(case: &Case, line: &str) -> Vec<(String, i64, String)> {
    let json = case.run(&format!("client issue list --format json {line}")).ok().json();
    let row = |row: &serde_json::Value| {
        let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
        (text("issue"), row["severity"].as_i64().unwrap_or_default(), text("escalated_to"))
    };
    json["rows"].as_array().expect("rows").iter().map(row).collect()
}

#[test]
fn what_is_serious_is_told_to_the_account_director_at_once() {
    let case = book();
    let before = case.text(ACME);
    case.run("client issue open ACME --severity 4 --text 'The film ran with the old price' --id old-price")
        .ok()
        .says("severity 4 (critical), with mai; bo is to be told at once")
        .says("suits client issue resolve ACME old-price");
    let added: Vec<_> = changed_lines(&before, &case.text(ACME));
    assert_eq!(
        added,
        [
            "+  - id: old-price",
            "+    date: 2026-12-01",
            "+    severity: 4",
            "+    text: The film ran with the old price",
            "+    owner: mai",
            "+    escalated_to: bo",
        ]
    );
    // Routine trouble is the account manager's, and of nobody else's concern.
    case.run("client issue open ACME --severity 2 --text 'Late invoice' --id late --owner ann").ok().says_not("told");
    case.run("client issue open ACME --severity 3 --text 'Wrong logo' --id logo --date 2026-11-27").ok().says("bo is");
    assert_eq!(
        rows(&case, ""),
        [("old-price".into(), 4, "bo".into()), ("logo".into(), 3, "bo".into()), ("late".into(), 2, String::new())]
    );
    // The one of October is resolved: behind the open ones.
    assert_eq!(
        rows(&case, "--all --client ACME").last().map(|row| row.0.clone()),
        Some("wrong-cost-centre".to_owned())
    );
    // Friday 27 November to Tuesday 1 December: Monday and Tuesday.
    case.run("client issue list --where 'issue = logo' --columns days_open --format csv").ok().says("\n2");
    // A critical one is due the same day; an urgent one of Friday on Monday 30 November.
    let due = case.run("client issue list --columns due --where 'severity > 2' --format csv").ok().stdout;
    assert_eq!(due.lines().collect::<Vec<_>>(), ["due", "2026-12-01", "2026-11-30"]);
    case.run("today --for bo").ok().says("The film ran with the old price");
    case.run("check clients").ok();
}

#[test]
fn whoever_stands_in_for_the_director_is_told() {
    let case = book();
    let toml = case.text("suits.toml");
    let away = "[people.bo]\naway = [{ from = 2026-11-30, to = 2026-12-04, deputy = \"mai\" }]\n";
    case.write("suits.toml", toml.replace("[people.bo]\n", away));
    case.run("client issue open ACME --severity 3 --text 'Wrong logo' --id logo").ok().says("mai is to be told");
    case.run("client issue escalate ACME logo").exits(1).says("already-escalated").says("--to PERSON");
    case.run("client issue escalate ACME logo --as-of 2026-12-07").ok().says("escalated to bo, after mai");
}

#[test]
fn an_empty_seat_is_filled_or_somebody_is_named() {
    let case = book();
    case.run("client set ACME team.account-director=null").ok();
    let before = case.text(ACME);
    case.run("client issue open ACME --severity 3 --text 'Wrong logo'")
        .exits(1)
        .says("empty-seat")
        .says("suits client set ACME team.account-director=PERSON");
    assert_eq!(case.text(ACME), before);
    case.run("client issue open ACME --severity 3 --text 'Wrong logo' --to mai --id logo")
        .ok()
        .says("mai is to be told");
    case.run("client issue open ACME --severity 1 --text 'Typo'").ok();
    case.run("client issue escalate ACME wrong-cost-centre").exits(1).says("--to PERSON");
    case.run("client issue escalate ACME wrong-cost-centre --to bo").ok().says("escalated to bo");
}

#[test]
fn it_ends_with_a_word_on_how() {
    let case = book();
    case.run("client issue open ACME --severity 3 --text 'Wrong logo' --id logo --date 2026-11-27").ok();
    let before = case.text(ACME);
    case.run("client issue resolve ACME logo --resolution 'Reprinted: 200 pcs' --date 2026-11-30")
        .ok()
        .says("Mon 2026-11-30");
    assert_eq!(
        changed_lines(&before, &case.text(ACME)),
        ["+    resolved: 2026-11-30", "+    resolution: \"Reprinted: 200 pcs\""]
    );
    assert_eq!(rows(&case, ""), []);
    assert_eq!(rows(&case, "--as-of 2026-11-29"), [("logo".into(), 3, "bo".into())]);
    case.run("client issue resolve ACME logo --resolution Again").exits(1).says("was resolved on 2026-11-30");
    case.run("client issue list --exit-code").exits(0).says("nothing is open");
}

#[test]
fn what_makes_no_sense_is_refused() {
    let case = book();
    for (line, code, words) in [
        ("client issue open ACME --text x", 2, "--severity"),
        ("client issue open ACME --severity 5 --text x", 2, "5"),
        ("client issue open ACME --severity 0 --text x", 2, "0"),
        ("client issue open ACME --severity 2", 2, "--text"),
        ("client issue open ACME --severity 2 --text ' '", 2, "says nothing"),
        ("client issue open ACNE --severity 2 --text x", 2, "did you mean `ACME`?"),
        ("client issue open ACME --severity 2 --text x --owner liisa", 2, "nobody at the agency is called `liisa`"),
        ("client issue open ACME --severity 2 --text x --id wrong-cost-centre", 1, "`--id wrong-cost-centre-2`"),
        ("client issue open ACME --severity 2 --text x --id 'A B'", 2, "a short word"),
        ("client issue open ACME --severity 2 --text x --date 2026-12-02", 2, "still to come"),
        ("client issue open ACME --severity 2 --text x --owner ann --date 2024-02-01", 1, "do not work at the agency"),
        ("client issue resolve ACME wrong-cost-centre --resolution x", 1, "was resolved on 2026-10-05"),
        ("client issue resolve ACME wrong-cost --resolution x", 1, "did you mean `wrong-cost-centre`?"),
        ("client issue resolve ACME wrong-cost-centre", 2, "--resolution"),
        ("client issue escalate ACME nothing", 1, "its issues: wrong-cost-centre"),
        ("client issue list --client NOPE", 2, "there is no client"),
    ] {
        let ran = case.run(line).exits(code).says(words);
        assert_eq!(ran.stdout, "", "{line}");
    }
    assert_eq!(case.text(ACME), book().text(ACME));
}

#[test]
fn a_day_that_cannot_be_is_refused_for_the_end_too() {
    let case = book();
    case.run("client issue open ACME --severity 1 --text Typo --id typo --date 2026-11-30").ok();
    case.run("client issue resolve ACME typo --resolution x --date 2026-11-29").exits(1).says("before it came up");
    case.run("client issue resolve ACME typo --resolution x --date 2026-12-02").exits(2).says("still to come");
}

#[test]
fn texts_of_every_script_come_through_and_a_dry_run_writes_nothing() {
    let case = book();
    let before = case.text(ACME);
    case.run("client issue open ACME --severity 1 --text 'ป้ายผิดร้าน' -n").ok().says("+    text: ป้ายผิดร้าน");
    assert_eq!(case.text(ACME), before);
    let texts = ["Väärä hinta: 9,90 €", "ป้ายผิดร้าน", "价格错误：旧海报", "Sai giá trên áp phích"];
    for (at, text) in texts.iter().enumerate() {
        let line = format!("client issue open ACME --severity 1 --text '{text}' --id t{at} --format json");
        assert_eq!(case.run(&line).ok().json()["changed"][0]["path"], ACME);
    }
    let json = case.run("client issue list --format json").ok().json();
    let found: Vec<&str> =
        json["rows"].as_array().expect("rows").iter().filter_map(|row| row["text"].as_str()).collect();
    assert_eq!(found, texts);
}

#[test]
fn an_urgent_one_written_by_hand_without_anybody_told_is_found() {
    let case = book();
    let issue = "  - id: old-price\n    date: 2026-11-27\n    severity: 3\n    text: Old price\n    owner: mai\n";
    case.write(ACME, case.text(ACME).replace("issues:\n", &format!("issues:\n{issue}")));
    case.run("check clients").exits(1).says("unescalated-issue").says("suits client issue escalate ACME old-price");
    case.run("client issue escalate ACME old-price").ok().says("escalated to bo");
    case.run("check clients").ok();
}
