//! What is typed is named where it is wrong: a day with the reason that is true of it, an argument instead of a line of a file that is right.

use crate::harness::Case;
use crate::invoices::book;

/// One case: the line, its exit code, what it says; and that no line of a file is blamed.
fn refused(case: &Case, line: &str, code: u8, words: &[&str]) {
    let ran = case.run(line).exits(code);
    let first = ran.stderr.lines().next().unwrap_or_default().to_owned();
    assert!(first.starts_with("error"), "{line}: {first}");
    words.iter().fold(ran, |ran, words| ran.says(words));
}

#[test]
fn an_invoice_does_not_go_out_before_its_own_day() {
    let mut case = book();
    // 16 December and the contract's 30 days: due 15 January; dated on the 20th, due on the 19th
    case.run("invoice new ACME --rest 12 --number 2026-119 --date 2026-12-20").ok().says("due Tue 2027-01-19");
    case.run("invoice issue ACME-I0119")
        .exits(1)
        .says("date-out-of-order")
        .says("ACME-I0119 is of 2026-12-20, which is still to come")
        .says("`suits invoice set ACME-I0119 date=2026-12-16 due=2027-01-15`");
    case.set_day("2026-12-21");
    refused(
        &case,
        "invoice issue ACME-I0119 --date 2026-12-19",
        1,
        &["`--date`", "before its own day", "name 2026-12-20"],
    );
    case.run("invoice issue ACME-I0119").ok();
    case.run("check").ok();
    let text = case.text("invoices/ACME/ACME-I0119.yaml");
    case.write("invoices/ACME/ACME-I0119.yaml", text.replace("    date: 2026-12-21", "    date: 2026-12-19"));
    case.run("check").exits(1).says("date-out-of-order").says("`date` is 2026-12-19, before `date` on 2026-12-20");
}

#[test]
fn a_day_that_is_none_says_why() {
    let case = book();
    let line = "invoice pay ACME-I0118 1.00 --date";
    for (typed, why) in [
        ("2027-13-01", "there is no month 13"),
        ("2026-00-10", "there is no month 00"),
        ("2027-02-29", "2027-02 has 28 days"),
        ("2028-02-30", "2028-02 has 29 days"),
        ("2026-04-31", "2026-04 has 30 days"),
        ("2026-12-00", "2026-12 has 31 days"),
    ] {
        refused(&case, &format!("{line} {typed}"), 2, &[&format!("`--date`: `{typed}` is not a date: {why}")]);
    }
    for line in [
        "job estimate approve ACME-0012 --for client --by liisa --method po --evidence 1 --date 2027-13-01",
        "job order send ACME-0012 po-118 --date 2027-13-01",
        "job accept ACME-0013 --date 2027-13-01",
        "brief approve ACME-B0004 --for strategy --date 2027-13-01",
        "contact-report issue ACME-C0031 --date 2027-13-01",
    ] {
        refused(&case, line, 2, &["`--date`: `2027-13-01`", "there is no month 13"]);
    }
    refused(&case, "job set ACME-0012 due=2027-13-01", 2, &["`due`: `2027-13-01`", "there is no month 13"]);
}

#[test]
fn a_day_too_early_or_too_late_says_which_other_it_must_follow() {
    let mut case = book();
    let yes = "job estimate approve ACME-0012 --for client --by liisa --method po --evidence 1";
    refused(
        &case,
        &format!("{yes} --date 2027-01-04"),
        2,
        &["`--date`: 2027-01-04 is still to come: today is 2026-12-16"],
    );
    refused(&case, &format!("{yes} --date 2026-11-01"), 1, &["was only requested on 2026-11-02", "name 2026-11-02"]);
    case.run("job estimate revise ACME-0012").ok();
    case.set_user("bo");
    case.run("job estimate approve ACME-0012 --for internal").ok();
    case.run("job estimate send ACME-0012").ok();
    let second = format!("{yes} --version 2");
    refused(
        &case,
        &format!("{second} --date 2026-12-01"),
        1,
        &["version 2 was approved inside the agency on 2026-12-16", "name 2026-12-16"],
    );
    case.run("job change approve ACME-0012 co1 --for internal").ok();
    let change = "job change approve ACME-0012 co1 --for client --by liisa --method email --evidence 'mail 9:00'";
    refused(
        &case,
        &format!("{change} --date 2026-11-29"),
        1,
        &["`--date`: `co1` was raised on 2026-11-30", "name 2026-11-30"],
    );
    refused(&case, &format!("{change} --date 2026-12-01"), 1, &["`co1` was approved inside the agency on 2026-12-16"]);
    case.set_user("mai");
    refused(
        &case,
        "invoice new ACME --rest 12 --number 2026-119 --date 2026-11-10",
        1,
        &["`--date`", "the first yes is of 2026-11-23"],
    );
    refused(
        &case,
        "invoice new ACME --line 12:film=1.00 --number 2026-119 --date 2026-11-10",
        1,
        &["the client approved it on 2026-11-23"],
    );
    refused(
        &case,
        "invoice new ACME --rest 12 --number 2026-119 --due 2026-12-01",
        1,
        &["`--due`", "name 2026-12-16 or a later day"],
    );
    refused(
        &case,
        "invoice pay ACME-I0118 1.00 --date 2026-12-14",
        1,
        &["`--date`", "before its own day, 2026-12-15", "name 2026-12-15"],
    );
    refused(
        &case,
        "invoice credit ACME-I0118 --all --number 2026-119 --date 2026-12-14",
        1,
        &["`--date`", "name 2026-12-15"],
    );
    refused(
        &case,
        "invoice write-off ACME-I0118 --reason 'Bankrupt since May' --date 2026-12-14",
        1,
        &["`--date`", "before its own day"],
    );
    // an invoice of the 16th that went out on the 18th
    case.run("invoice new ACME --rest 12 --number 2026-119").ok();
    case.set_day("2026-12-18");
    case.run("invoice issue ACME-I0119").ok();
    refused(
        &case,
        "invoice pay ACME-I0119 1.00 --date 2026-12-17",
        1,
        &["and it went out on 2026-12-18", "name 2026-12-18"],
    );
    case.run("invoice pay ACME-I0119 1.00 --date 2026-12-18").ok();
}

#[test]
fn what_is_wrong_with_an_argument_names_the_argument() {
    let case = book();
    // the first invoice is paid: another one of the tv alone, 40,000.00
    case.run("invoice new ACME --line 12:tv --number 2026-117").ok();
    case.run("invoice issue ACME-I0119").ok();
    refused(
        &case,
        "invoice new ACME --rest 12 --number 2026-118",
        1,
        &["`--number`: the number `2026-118` is on ACME-I0118"],
    );
    refused(
        &case,
        "invoice new ACME --line 12:concept=441.00 --number 2026-119",
        1,
        &["`--line`: `concept` of ACME-0012 would come to"],
    );
    refused(
        &case,
        "invoice new ACME --line 12:consept=1.00 --number 2026-119",
        1,
        &["`--line`", "did you mean `concept`?"],
    );
    refused(
        &case,
        "invoice new ACME --line 12:film=1.005 --number 2026-119",
        1,
        &["`--line`", "2 digits behind the point"],
    );
    refused(&case, "invoice new ACME --retainer aor-2026 --month 2026-11 --number 9", 1, &["`--retainer`"]);
    refused(
        &case,
        "invoice new ACME --rest 12 --number 9 --fx-rate 2",
        1,
        &["`--fx-rate`: EUR is the agency's currency"],
    );
    refused(&case, "invoice pay ACME-I0119 99999.00", 1, &["`AMOUNT`: 99,999.00 EUR is more than"]);
    refused(&case, "invoice pay ACME-I0119 1.005", 1, &["`AMOUNT`: a payment is an amount above nothing"]);
    refused(&case, "invoice pay ACME-I0119 1.00 --currency USD", 1, &["`--currency`: ACME-I0119 is in EUR"]);
    refused(&case, "invoice pay ACME-I0119 --undo zzzz", 1, &["`--undo`: ACME-I0119 has no payment `zzzz`"]);
    refused(&case, "invoice credit ACME-I0118 --line nope --number 9", 1, &["`--line`: ACME-I0118 has no line `nope`"]);
    // for scripts the argument stands in the place of a path, and no place is given
    let ran = case.run("invoice pay ACME-I0119 99999.00 --format json").exits(1);
    let found = &ran.json()["findings"][0];
    assert_eq!((found["argument"].as_str(), found["code"].as_str()), (Some("AMOUNT"), Some("payment-above-invoice")));
    for key in ["path", "line", "column", "end_line", "end_column", "pointer"] {
        assert!(found[key].is_null(), "{key} in {found}");
    }
    let ran = case.run("invoice pay ACME-I0119 99999.00 --format csv").exits(1);
    assert!(ran.stdout.contains("error,payment-above-invoice,,,,,"), "{}", ran.stdout);
    // what is wrong in a file still has its place
    let json = case.run("job change send ACME-0012 co1 --format json").exits(1).json();
    assert!(json["findings"][0]["argument"].is_null() && json["findings"][0]["line"].is_u64(), "{json}");
}
