//! Who may say yes inside the agency: strategy, creative, estimates up to a limit, verdicts; and that nobody approves what they wrote.

use crate::guards::{BRIEF, FILM, NOTHING, book, says};
use crate::harness::Case;
use crate::pieces::{print_at, print_of};
use suits::domain::brief::Brief;
use suits::domain::job::Job;
use suits::values::{BriefId, JobId};

const PATH: &str = "briefs/ACME/ACME-B0004.yaml";
const JOB: &str = "jobs/ACME/ACME-0014.yaml";

/// The brief of the record format, handed in and approved by nobody, with other lines in it.
fn submitted(changes: &[(&str, &str)]) -> Case {
    let case = Case::copy("tests/books/records", "2026-12-01");
    let text = case.text(PATH);
    let head = text.split("\napprovals:").next().expect("a head").replace("status: approved", "status: submitted");
    let changed = changes.iter().fold(head, |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    });
    case.write(PATH, format!("{changed}\n"));
    case
}

/// Whether a person may approve the brief for something, as `exit code`.
fn approves(case: &Case, of: &str, who: &str) -> u8 {
    case.run(&format!("brief approve ACME-B0004 --for {of} --by {who} --method email --evidence 'mail 12:00' -n")).code
}

#[test]
fn a_strategy_is_the_account_director_s_to_approve_and_a_small_one_the_executive_s() {
    // Ranks: ann, account executive, 2; mai, account manager, 4; bo, account director, 5; the planner and the others have none.
    let large = submitted(&[]);
    let may = |case: &Case| {
        ["ann", "mai", "bo", "pia", "tom", "kim", "liisa"].map(|who| approves(case, "strategy", who) == 0)
    };
    assert_eq!(may(&large), [false, false, true, false, false, false, false]);
    let small = submitted(&[("size: large", "size: small"), ("authors: [ann]", "authors: [pia]")]);
    assert_eq!(may(&small), [true, true, true, false, false, false, false]);
    large
        .run("brief approve ACME-B0004 --for strategy --by mai --method email --evidence 'mail 12:00'")
        .exits(1)
        .says("it takes an account director or above")
        .says("ask `bo`");
}

#[test]
fn a_brief_is_accepted_for_creative_by_the_creative_director_alone() {
    let case = submitted(&[]);
    let may = ["ann", "mai", "bo", "pia", "tom", "eve", "kim"].map(|who| approves(&case, "creative", who) == 0);
    assert_eq!(may, [false, false, false, false, false, false, true]);
    // An art director is creative, and no creative director.
    let toml = case.text("suits.toml");
    case.write("suits.toml", toml.replace("roles = [\"creative-director\"]", "roles = [\"art-director\"]"));
    assert_eq!(approves(&case, "creative", "kim"), 1);
    // Nobody approves for the client but the client.
    assert_eq!(["bo", "kim", "liisa"].map(|who| approves(&case, "client", who)), [1, 1, 0]);
}

#[test]
fn nobody_approves_what_they_wrote_but_a_small_shop_may_let_it_pass() {
    let mut case = submitted(&[("authors: [ann]", "authors: [ann, bo]")]);
    case.set_user("bo");
    let approve = "brief approve ACME-B0004 --for strategy";
    case.run(approve).exits(1).says("no-authority").says("nobody approves what they wrote").says("self = \"warn\"");
    let toml = case.text("suits.toml");
    case.write("suits.toml", toml.replace("self = \"deny\"", "self = \"warn\""));
    case.run(approve).ok().says("`bo` approves what they wrote themselves");
    // The rule says so at the level that the shop chose.
    case.run("check briefs").says("warning[self-approval").says_not("error[self-approval");
    case.write("suits.toml", toml);
    case.run("check briefs").exits(1).says("error[self-approval");
}

#[test]
fn an_approval_of_one_s_own_brief_opens_no_gate_unless_the_shop_is_small() {
    let text = format!("{BRIEF}authors: [bo]\n");
    let hash = print_of::<Brief>(BriefId::parse("ACME-B0001").expect("an id"), &text);
    let yes =
        |of: &str, by: &str| format!("  - {{for: {of}, by: {by}, date: 2026-12-01, method: system, hash: {hash}}}\n");
    let approved =
        format!("{text}approvals:\n{}{}{}", yes("strategy", "bo"), yes("creative", "kim"), yes("client", "liisa"));
    let stopped = says(&book("").brief("ACME-B0001", &approved), "brief-approved");
    assert_eq!(stopped.len(), 1);
    assert!(
        stopped[0].starts_with("approvals[0]: ") && stopped[0].contains("nobody approves what they wrote"),
        "{stopped:?}"
    );
}

/// A job with an estimate of one fee, in a draft.
fn estimated(amount: &str) -> Case {
    let case = Case::copy("tests/books/records", "2026-12-01");
    case.run("job new ACME --title Posters --type print-ooh --requested-by liisa --contract aor-2025")
        .ok()
        .says("ACME-0014");
    case.run(&format!("job estimate add ACME-0014 --id idea --kind fee --text Idea --amount {amount}")).ok();
    case
}

/// Who may approve the estimate inside the agency: the executive, the manager, the director, the traffic manager, the creative director.
fn inside(case: &Case) -> [bool; 5] {
    ["ann", "mai", "bo", "tom", "kim"].map(|who| {
        let line =
            format!("job estimate approve ACME-0014 --for internal --by {who} --method email --evidence 'mail' -n");
        case.run(&line).code == 0
    })
}

#[test]
fn each_role_approves_estimates_up_to_its_limit() {
    // Executive 5,000, manager 25,000, director 250,000, to the last cent.
    assert_eq!(inside(&estimated("5000.00")), [true, true, true, false, false]);
    assert_eq!(inside(&estimated("5000.01")), [false, true, true, false, false]);
    assert_eq!(inside(&estimated("25000.00")), [false, true, true, false, false]);
    assert_eq!(inside(&estimated("25000.01")), [false, false, true, false, false]);
    assert_eq!(inside(&estimated("250000.01")), [false; 5]);
    estimated("25000.01")
        .run("job estimate approve ACME-0014 --for internal --by mai --method email --evidence mail")
        .exits(1)
        .says("up to 25,000.00 EUR, and this comes to 25,000.01 EUR")
        .says("ask `bo`");
    // Two lines count together, and a discount makes no room.
    let two = estimated("4000.00");
    two.run("job estimate add ACME-0014 --id more --kind fee --text More --amount 1000.01").ok();
    assert_eq!(inside(&two), [false, true, true, false, false]);
    two.run("job estimate add ACME-0014 --id off --kind discount --text Friends --amount 4000.00").ok();
    assert_eq!(inside(&two), [false, true, true, false, false]);
}

#[test]
fn what_is_split_into_change_orders_counts_together() {
    // A first version of 4,000.00 and an approved change order of 900.00; a second version of 4,100.00 is tested on 5,000.00, of
    // 4,100.01 on a cent more.
    let second = |amount: &str| {
        let case = estimated("4000.00");
        let job = case.text(JOB);
        let line = job.lines().find(|line| line.starts_with("change_orders:")).expect("the line").to_owned();
        let order = "change_orders:\n  - id: co1\n    date: 2026-12-01\n    cause: client-revision\n    text: More\n    status: approved\n    currency: EUR\n    lines:\n      - id: co1-more\n        kind: fee\n        text: More\n        amount: 900.00\n";
        let text = job.replace(&format!("{line}\n"), order);
        let path = suits::key_path!["change_orders", 0];
        let hash = print_at::<Job>(JobId::parse("ACME-0014").expect("an id"), &text, &path);
        let yes = format!(
            "{order}    approvals:\n      - {{for: client, by: liisa, role: approver, date: 2026-12-01, method: po, evidence: '7', entered_by: ann, hash: {hash}}}\n"
        );
        case.write(JOB, text.replace(order, &yes));
        case.run(&format!(
            "job estimate add ACME-0014 --new-version --id idea --kind fee --text Idea --amount {amount}"
        ))
        .ok();
        case
    };
    assert_eq!(inside(&second("4100.00")), [true, true, true, false, false]);
    assert_eq!(inside(&second("4100.01")), [false, true, true, false, false]);
    second("4100.01").run("job estimate approve ACME-0014 --for internal").exits(1).says("this comes to 5,000.01 EUR");
}

#[test]
fn an_agency_may_set_its_own_limits() {
    let case = estimated("5000.01");
    let toml = case.text("suits.toml");
    case.write("suits.toml", toml.replace("estimate = 5000,", "estimate = 9000,"));
    assert!(inside(&case)[0]);
    case.write("suits.toml", toml.replace("estimate = 5000,", "estimate = 100,"));
    assert!(!inside(&case)[0]);
}

fn verdicts(strategy: &str, brand: &str, craft: &str) -> String {
    let one = |about: &str, by: &str| format!("  - {{about: {about}, by: {by}, date: 2026-12-02, verdict: pass}}\n");
    let all = [("strategy", strategy), ("brand", brand), ("craft", craft)].map(|(about, by)| one(about, by)).concat();
    format!("type: internal\ndeliverable: film\nversion: v1\nsent: 2026-12-01\nverdicts:\n{all}")
}

#[test]
fn strategy_and_brand_are_account_s_to_judge_and_craft_the_creative_director_s() {
    let case = Case::copy("tests/books/records", "2026-12-01");
    case.run("job set ACME-0012 deliverables.film-30.version=v1").ok();
    case.run("feedback open ACME-0012 --type internal").ok();
    let may = |about: &str| {
        ["ann", "mai", "bo", "pia", "tom", "eve", "fay", "kim"]
            .map(|who| case.run(&format!("feedback decide ACME-0012-R1 --on {about} pass --by {who} -n")).code == 0)
    };
    let account = [true, true, true, true, false, false, false, false];
    assert_eq!((may("strategy"), may("brand")), (account, account));
    assert_eq!(may("craft"), [false, false, false, false, false, false, false, true]);
    case.run("feedback decide ACME-0012-R1 --on brand pass --by tom")
        .exits(1)
        .says("not-theirs-to-judge")
        .says("account's and planning's");

    // Written by hand, it opens no gate, and is found.
    let guard = "internal-verdicts";
    let round = |strategy, brand, craft| book(FILM).round("ACME-0001-R1", &verdicts(strategy, brand, craft));
    assert_eq!(says(&round("ann", "pia", "kim"), guard), NOTHING);
    assert_eq!(
        says(&round("tom", "ann", "kim"), guard),
        ["verdicts[0].by: the verdict on strategy of ACME-0001-R1 is by `tom`, who is not of account"]
    );
    assert_eq!(says(&round("ann", "kim", "bo"), guard).len(), 2);
    let text = verdicts("ann", "fay", "kim")
        .replace("film\n", "film-30\n")
        .replace("2026-12-0", "2026-11-3")
        .replace("2026-11-32", "2026-11-30")
        .replace("2026-11-31", "2026-11-30");
    case.write("feedback/ACME/ACME-0012-R1.yaml", text);
    case.run("check feedback/ACME/ACME-0012-R1.yaml")
        .exits(1)
        .says("approval-without-authority")
        .says("`fay` may not judge strategy or brand");
}
