//! `job change`: change orders raised, approved within limits that add up, sent, agreed, refused and taken back; and the contingency they draw.

use crate::harness::{Case, changed_lines};

const FILM: &str = "jobs/ACME/ACME-0012.yaml";

fn book() -> Case {
    Case::copy("tests/books/records", "2026-12-01")
}

/// A change order for 12 h of production at 95.00: 1,140.00.
const SECOND: &str =
    "job change add ACME-0012 --cause client-revision --text 'Second ending' --kind fee --role production --hours 12";

fn budget(case: &Case) -> String {
    case.run("budget --where 'job = ACME-0012' --columns approved,pending --format csv").ok().stdout
}

#[test]
fn a_change_order_goes_from_draft_to_agreed() {
    let mut case = book();
    // 10% of 4,400.00 + 34,500.00 is 3,890.00, and nothing is drawn yet.
    case.run(&format!("{SECOND} --schedule-days 3"))
        .ok()
        .says("change order `co2` (client-revision) raised with line `co2-1`")
        .says("0.00 EUR of the contingency of 3,890.00 EUR; 3,890.00 EUR is left")
        // Three working days from Friday 2027-03-12.
        .says("with it the due moves to Wed 2027-03-17")
        .says("suits job change approve ACME-0012 co2 --for internal");
    let text = case.text(FILM);
    let begins = "  - id: co2\n    date: 2026-12-01\n    cause: client-revision\n    text: Second ending\n    schedule_days: 3\n    status: draft\n    lines:\n      - id: co2-1\n        kind: fee\n        role: production\n        hours: 12\n    approvals: []\n";
    assert!(text.contains(begins), "{text}");
    case.run("job change send ACME-0012 co2")
        .exits(1)
        .says("not-approved-inside")
        .says("approve ACME-0012 co2 --for internal");
    // 1,140.00 is above an account executive's 1,000.00.
    case.run("job change approve ACME-0012 co2 --for internal")
        .exits(1)
        .says("no-authority")
        .says("up to 1,000.00 EUR, and this comes to 1,140.00 EUR")
        .says("ask `mai`");
    case.set_user("mai");
    case.run("job change approve ACME-0012 co2 --for client --by liisa --method email --evidence 'mail 9:14'")
        .exits(1)
        .says("not-approved-inside");
    case.run("job change approve ACME-0012 co2 --for internal").ok().says("`co2` approved by mai (internal)");
    let text = case.text(FILM);
    assert!(
        text.contains("        rate: 95.00\n    approvals:\n      - for: internal\n")
            || text.contains("        rate: 95\n    approvals:"),
        "what is approved is complete: {text}"
    );
    assert!(text.contains("    status: draft\n    currency: EUR\n"), "{text}");
    case.run("job change approve ACME-0012 co2 --for client --by liisa --method email --evidence 'mail 9:14'")
        .exits(1)
        .says("not-sent");
    case.run("job change send ACME-0012 co2").ok().says("draft → sent, 1,140.00 EUR");
    case.run("job change send ACME-0012 co2").exits(1).says("already-sent");
    for (line, words) in [
        ("--by liisa --method email", "evidence"),
        ("--by liisa --method verbal --evidence x", "only said"),
        ("--by bo --method po --evidence x", "bo"),
    ] {
        case.run(&format!("job change approve ACME-0012 co2 --for client {line}")).exits(1).says(words);
    }
    let before = case.text(FILM);
    // 78,900.00 + 1,140.00 = 80,040.00; of the contingency 3,890.00 - 1,140.00 = 2,750.00 are left.
    case.run("job change approve ACME-0012 co2 --for client --by liisa --method email --evidence 'mail 9:14'")
        .ok()
        .says("sent → approved")
        .says("1,140.00 EUR more, 80,040.00 EUR approved in all")
        .says("have drawn 1,140.00 EUR of the contingency of 3,890.00 EUR; 2,750.00 EUR is left")
        .says("suits job set ACME-0012 due=2027-03-17");
    let lines = changed_lines(&before, &case.text(FILM));
    assert_eq!(lines.iter().filter(|line| line.starts_with('-')).count(), 1, "only its status: {lines:?}");
    assert!(budget(&case).contains("80040.00"), "{}", budget(&case));
    case.run("check ACME-0012").ok();
}

/// `co1` approved by both, which is 1,140.00.
fn agreed() -> Case {
    let case = book();
    case.run("job change approve ACME-0012 co1 --for internal --by mai --method email --evidence 'mail 8:00'").ok();
    case.run("job change approve ACME-0012 co1 --for client --by liisa --method email --evidence 'mail 9:14'").ok();
    case
}

#[test]
fn what_the_client_approved_is_never_touched_again() {
    let case = agreed();
    let before = case.text(FILM);
    for line in [
        "job change add ACME-0012 --to co1 --kind fee --amount 100.00",
        "job change send ACME-0012 co1",
        "job change approve ACME-0012 co1 --for internal",
        "job change approve ACME-0012 co1 --for client --by liisa --method po --evidence 1",
        "job change reject ACME-0012 co1 --by liisa --reason 'Too dear'",
        "job change withdraw ACME-0012 co1",
    ] {
        case.run(line)
            .exits(1)
            .says("change-approved")
            .says("`co1` was approved by `liisa` on 2026-12-01 and stays as it is")
            .says("suits job change add ACME-0012 --cause");
    }
    assert_eq!(case.text(FILM), before);
}

#[test]
fn limits_are_tested_on_all_that_was_agreed_since_the_estimate() {
    let case = agreed();
    // 1,140.00 agreed and 10 h x 85.00 = 850.00 are 1,990.00: more than an account executive may split into parts.
    case.run("job change add ACME-0012 --cause fyi --text Small --kind fee --role account-executive --hours 10").ok();
    case.run("job change approve ACME-0012 co2 --for internal").exits(1).says("this comes to 1,990.00 EUR");
    // Liisa's 250,000.00 against 78,900.00 + 1,140.00 + 170,000.00 = 250,040.00.
    case.run("job change add ACME-0012 --cause out-of-scope --text Large --kind fee --amount 170000.00").ok();
    case.run("job change approve ACME-0012 co3 --for internal --by bo --method email --evidence x").ok();
    case.run("job change send ACME-0012 co3").ok();
    case.run("job change approve ACME-0012 co3 --for client --by liisa --method po --evidence 1")
        .exits(1)
        .says("no-authority")
        .says("up to 250,000.00 EUR, and this comes to 250,040.00 EUR");
}

#[test]
fn lines_go_to_a_draft_alone() {
    let case = book();
    case.run("job change add ACME-0012 --cause out-of-scope --text 'Rain cover' --id rain").ok().says("--to rain");
    case.run("job change approve ACME-0012 rain --for internal").exits(1).says("no-lines");
    case.run("job change add ACME-0012 --to rain --kind third-party --text Tent --net 600.00 --line tent")
        .ok()
        .says("line `tent` added");
    case.run("job change add ACME-0012 --to rain --kind fee --amount 100.00").ok().says("line `rain-1` added");
    case.run("job change add ACME-0012 --to rain --kind fee --amount 1.00 --line film")
        .exits(1)
        .says("already has a line `film`")
        .says("--line film-2");
    // 600.00 x 1.15 + 100.00 = 790.00, within an account executive's 1,000.00.
    case.run("job change approve ACME-0012 rain --for internal").ok();
    let text = case.text(FILM);
    assert!(text.contains("        net: 600.00\n        markup: 15%\n"), "{text}");
    case.run("job change add ACME-0012 --to rain --kind fee --amount 1.00")
        .exits(1)
        .says("was approved by `ann` on 2026-12-01")
        .says("job change withdraw ACME-0012 rain");
    case.run("job change add ACME-0012 --to co1 --kind fee --amount 1.00").exits(1).says("is with the client");
    case.run("job change add ACME-0012 --to co9 --kind fee --amount 1.00").exits(1).says("did you mean");
    case.run("job estimate revise ACME-0012").ok();
    case.run("job estimate add ACME-0012 --id tent --kind fee --amount 1.00")
        .exits(1)
        .says("already has a line `tent`");
}

#[test]
fn a_no_is_kept_with_who_said_it_and_why() {
    let case = book();
    case.run("job change reject ACME-0012 co1 --reason 'One ending is enough'").exits(2).says("--by liisa");
    case.run("job change reject ACME-0012 co1 --by lisa --reason 'One ending is enough'")
        .exits(2)
        .says("did you mean `liisa`?");
    case.run("job change reject ACME-0012 co1 --by liisa --reason '…'").exits(2).says("says nothing");
    case.run("job change reject ACME-0012 co1 --by liisa --reason 'Yksi loppu riittää: ei kahta'")
        .ok()
        .says("sent → rejected, by liisa on Tue 2026-12-01");
    let text = case.text(FILM);
    let kept = "    rejected:\n      date: 2026-12-01\n      by: liisa\n      reason: \"Yksi loppu riittää: ei kahta\"\n      entered_by: ann\n";
    assert!(text.contains(kept), "{text}");
    assert!(!budget(&case).contains("1140.00"));
    case.run("check ACME-0012").ok();
    case.run("job change send ACME-0012 co1").exits(1).says("change-closed").says("`co1` is rejected");
    case.run("job change add ACME-0012 --cause fyi --text 取消 --kind fee --amount 5.00").ok().says("co2");
    case.run("job change reject ACME-0012 co2 --by liisa --reason 太贵")
        .exits(1)
        .says("not-sent")
        .says("job change withdraw");
    case.run("job change withdraw ACME-0012 co2 --reason ซ้ำ").ok().says("draft → withdrawn");
    assert!(case.text(FILM).contains("    withdrawn:\n      date: 2026-12-01\n      by: ann\n      reason: ซ้ำ\n"));
    case.run("check ACME-0012").ok();
}

#[test]
fn an_agencys_own_notes_stay_beside_the_no() {
    let case = book();
    let text = case.text(FILM).replace("    schedule_days: 3\n", "    schedule_days: 3\n    x:\n      ticket: 77\n");
    case.write(FILM, text);
    case.run("job change reject ACME-0012 co1 --by liisa --reason Dear").ok();
    let text = case.text(FILM);
    assert!(
        text.contains("    x:\n      ticket: 77\n") && text.contains("    rejected:\n      date: 2026-12-01\n"),
        "{text}"
    );
}

#[test]
fn until_the_day_of_the_no_a_change_order_is_pending() {
    // co1 is 12 h x 95.00 and was raised on 2026-11-30; the no is of 2026-12-01, the withdrawal of co2 of 2026-12-03.
    let mut case = book();
    let pending = |case: &Case, day: &str| {
        let asked = format!("budget --where 'job = ACME-0012' --columns pending --format csv --as-of {day}");
        case.run(&asked).ok().stdout
    };
    case.run("job change reject ACME-0012 co1 --by liisa --reason Dear").ok();
    assert!(pending(&case, "2026-11-30").contains("1140.00"), "{}", pending(&case, "2026-11-30"));
    assert!(!pending(&case, "2026-12-01").contains("1140.00"));
    case.set_day("2026-12-02");
    case.run("job change add ACME-0012 --cause fyi --text More --kind fee --amount 5.00").ok();
    case.set_day("2026-12-03");
    case.run("job change withdraw ACME-0012 co2").ok();
    assert!(case.text(FILM).contains("    withdrawn:\n      date: 2026-12-03\n      by: ann\n"), "{}", case.text(FILM));
    assert!(pending(&case, "2026-12-02").contains(",5.00") || pending(&case, "2026-12-02").contains("\n5.00"));
    assert!(!pending(&case, "2026-12-03").contains("5.00"));
}

#[test]
fn a_no_makes_no_approval_stale_and_names_people_who_exist() {
    let case = book();
    case.run("job change approve ACME-0012 co1 --for internal --by bo --method email --evidence mail").ok();
    let text = case.text(FILM);
    let found = |no: &str| {
        case.write(FILM, text.replacen("    schedule_days: 3\n", &format!("    schedule_days: 3\n{no}"), 1));
        let found = case.run("check ACME-0012 --format json").json();
        let found = found["findings"].as_array().expect("findings");
        found.iter().map(|one| one["code"].as_str().expect("a code").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(found(""), [""; 0]);
    // The word says that it is with the client, the key that it is not: one of the two is wrong, and the agency's yes stays fresh.
    assert_eq!(found("    rejected: {date: 2026-12-01, by: liisa, reason: Dear}\n"), ["status-out-of-step"]);
    assert_eq!(found("    rejected: {date: 2026-12-01, by: lisa}\n"), ["dangling-reference", "status-out-of-step"]);
    assert_eq!(found("    withdrawn: {date: 2026-11-01, by: ann}\n"), ["date-out-of-order", "status-out-of-step"]);
}

#[test]
fn what_cannot_be_a_change_order_is_refused() {
    let case = book();
    let before = case.text(FILM);
    for (line, code, words) in [
        ("add ACME-0012 --cause clint-revision --text x", 2, "did you mean `client-revision`?"),
        ("add ACME-0012 --text x", 2, "--cause"),
        ("add ACME-0012 --cause fyi", 2, "--text"),
        ("add ACME-0012 --cause fyi --text x --hours 3", 2, "--kind"),
        ("add ACME-0012 --cause fyi --text TBC", 2, "`TBC` stands where an answer should"),
        ("add ACME-0012 --cause fyi --text x --kind fee --hours=-3 --rate 1.00", 2, "below nothing"),
        ("add ACME-0012 --cause fyi --text x --kind fee --amount 1.00 --currency euro", 2, "write it like EUR"),
        ("add ACME-0012 --cause fyi --text x --id co1", 1, "already has a change order `co1`"),
        ("add ACME-0012 --cause fyi --text x --id 'Two words'", 2, "a short word"),
        ("add ACME-0012 --cause fyi --text x --date 2026-12-02", 2, "still to come"),
        ("add ACME-0012 --cause fyi --text x --date 2026-10-01", 1, "was only requested on 2026-11-02"),
        ("approve ACME-0012 co1 --for internal --date 2026-11-29", 1, "was raised on 2026-11-30"),
        ("approve ACME-0012 co1 --for strategy", 2, "internal"),
        ("send ACME-0012 co7", 1, "has no change order `co7`"),
        ("send ACME-0099 co1", 2, "there is no job"),
    ] {
        let ran = case.run(&format!("job change {line}")).exits(code).says(words);
        assert_eq!(ran.stdout, "", "{line}");
    }
    // Shown, not written.
    case.run(&format!("{SECOND} -n")).ok().says("+  - id: co2");
    assert_eq!(case.text(FILM), before);
    let found = case.run("job change send ACME-0012 co1 --format json").exits(1).json();
    assert_eq!(found["findings"][0]["path"], FILM);
    let json = case.run(&format!("{SECOND} --format json")).ok().json();
    assert_eq!(json["changed"][0]["id"], "ACME-0012");
}

#[test]
fn a_change_order_in_yen_counts_whole_yen() {
    let mut case = book();
    let toml = case.text("suits.toml");
    case.write("suits.toml", toml.replace("[fx] ", "[fx]\nJPY = [{ from = 2026-11-01, rate = 0.006 }]\n#"));
    case.set_user("mai");
    case.run("job change add ACME-0012 --cause out-of-scope --text 東京 --kind third-party --net 100001 --markup 15% --currency JPY").ok();
    case.run("job change approve ACME-0012 co2 --for internal").ok();
    // 100,001 x 1.15 = 115,001.15: 115,001 yen.
    case.run("job change send ACME-0012 co2").ok().says("115,001 JPY");
    case.run("job change approve ACME-0012 co2 --for client --by liisa --method po --evidence 77")
        .ok()
        .says("115,001 JPY more");
    case.run("check ACME-0012").ok();
}

#[test]
fn a_change_to_an_estimate_in_yen_is_in_yen_and_keeps_its_rate() {
    let mut case = book();
    let toml = case.text("suits.toml");
    case.write("suits.toml", toml.replace("[fx] ", "[fx]\nJPY = [{ from = 2026-11-01, rate = 0.006 }]\n#"));
    case.set_user("mai");
    case.run("job new ACME --title Tokyo --type print-ooh --requested-by liisa").ok();
    case.run("job estimate add ACME-0014 --id a --kind fee --amount 100000").ok();
    case.run("job set ACME-0014 estimates.1.currency=JPY").ok();
    let line = "--kind fee --role art-director --hours 2.5 --rate 1000.50";
    case.run(&format!("job change add ACME-0014 --cause fyi --text 東京 {line}")).ok();
    let text = case.text("jobs/ACME/ACME-0014.yaml");
    assert!(text.contains("    currency: JPY\n    lines:\n      - id: co1-1\n"), "{text}");
    assert!(text.contains("        rate: 1000.50\n"), "{text}");
    case.run("job change approve ACME-0014 co1 --for internal").ok();
    // 2.5 h x 1,000.50 = 2,501.25: 2,501 yen.
    case.run("job change send ACME-0014 co1").ok().says("2,501 JPY");
}

#[test]
fn one_yes_never_takes_another_away() {
    let mut case = book();
    // Ann approves 900.00 on the 2nd; Mai's yes of the 3rd to 600.00 must not be dated before it: 1,500.00 are above Ann's 1,000.00.
    case.run("job change add ACME-0012 --cause fyi --text One --kind fee --amount 600.00").ok();
    case.set_day("2026-12-02");
    case.run("job change add ACME-0012 --cause fyi --text Two --kind fee --amount 900.00").ok();
    case.run("job change approve ACME-0012 co3 --for internal").ok();
    case.set_day("2026-12-03");
    case.set_user("mai");
    let yes = "job change approve ACME-0012 co2 --for internal";
    case.run(&format!("{yes} --date 2026-12-01"))
        .exits(1)
        .says("upsets-approval")
        .says("the approval of `co3` by `ann` on 2026-12-02 (internal)");
    case.run(yes).ok();
    case.run("check ACME-0012").ok();
    // 600.00 beside it now: too much for Ann, whose word of yesterday still stands.
    case.run("job change send ACME-0012 co3").ok();
}

#[test]
fn nothing_is_gained_by_cutting_a_change_into_several() {
    let mut case = book();
    for _ in 0..3 {
        case.run("job change add ACME-0012 --cause fyi --text Part --kind fee --amount 999.00").ok();
    }
    case.run("job change approve ACME-0012 co2 --for internal").ok();
    // 999.00 that the agency has approved, and 999.00: the client has seen neither.
    case.run("job change approve ACME-0012 co3 --for internal").exits(1).says("this comes to 1,998.00 EUR");
    // What she writes by hand counts no more: the two of one day are taken in the order of the change orders.
    case.set_user("mai");
    case.run("job change approve ACME-0012 co3 --for internal").ok();
    case.run("check ACME-0012").ok();
    let text = case.text(FILM);
    let (before, after) = text.split_once("  - id: co3\n").expect("the change order");
    let after = after.replacen("by: mai\n        role: account-manager", "by: ann\n        role: account-executive", 1);
    case.write(FILM, format!("{before}  - id: co3\n{after}"));
    case.run("check ACME-0012").exits(1).says("approval-without-authority").says("this comes to 1,998.00 EUR");
    case.run("job change send ACME-0012 co3").exits(1);
    // One taken back frees what it took.
    let open = "    text: Part\n    status: draft\n";
    assert_eq!(case.text(FILM).matches(open).count(), 3);
    case.write(FILM, case.text(FILM).replacen(open, &open.replace("draft", "withdrawn"), 1));
    let ran = case.run("check ACME-0012");
    assert!(!ran.all().contains("approval-without-authority"), "{}", ran.all());
}

#[test]
fn a_reduction_is_tested_on_its_size_and_frees_no_limit() {
    let mut case = book();
    case.run("job change add ACME-0012 --cause fyi --text Less --kind discount --amount 999999.00").ok();
    case.run("job change approve ACME-0012 co2 --for internal")
        .exits(1)
        .says("up to 1,000.00 EUR, and this comes to 999,999.00 EUR")
        .says("change-below-nothing")
        .says("the client has approved 78,900.00 EUR, and `co2` takes off 999,999.00 EUR");
    case.run("job change withdraw ACME-0012 co2").ok();
    // 800.00 off, and 900.00 more: each within 1,000.00, and neither makes room for the other.
    case.run("job change add ACME-0012 --cause fyi --text Less --kind discount --amount 800.00").ok();
    case.run("job change approve ACME-0012 co3 --for internal").ok();
    case.run("job change add ACME-0012 --cause fyi --text More --kind fee --amount 900.00").ok();
    case.run("job change approve ACME-0012 co4 --for internal").ok();
    case.run("job change add ACME-0012 --cause fyi --text Again --kind fee --amount 100.01").ok();
    case.run("job change approve ACME-0012 co5 --for internal").exits(1).says("this comes to 1,000.01 EUR");
    // A fee with a discount of its own is tested on the fee.
    case.run("job change add ACME-0012 --cause fyi --text Both --kind fee --amount 5000.00").ok();
    case.run("job change add ACME-0012 --to co6 --kind discount --amount 4900.00").ok();
    case.set_user("mai");
    case.run("job change approve ACME-0012 co6 --for internal").ok();
    case.run("check ACME-0012").ok();
}
