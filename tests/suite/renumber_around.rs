//! What stands around a record that gets another id: a round's job, a paper that went out, a text that names it, and what is to come next.

use crate::harness::{Case, Ran};
use crate::repository::{armed, belongs_to_ann, committed, git_ok, git_try, made_on_both};

const JOB: &str = "jobs/ACME/ACME-0044.yaml";

/// A brief, a job and a round of one side; each of the side `Theirs` speaks of the job.
fn made(case: &Case, side: &str) {
    let brief = case.text("briefs/ACME/ACME-B0004.yaml");
    case.write("briefs/ACME/ACME-B0044.yaml", brief.replace("proposition: ", &format!("proposition: {side}. ")));
    let job = case.text("jobs/ACME/ACME-0013.yaml").replace("ACME-B0004", "ACME-B0044");
    let note = if side == "Theirs" { "# about ACME-0044\n" } else { "" };
    case.write(JOB, format!("{note}title: {side}\n{}", job.split_once('\n').expect("lines").1));
    let round = case.text("feedback/ACME/ACME-0013-R1.yaml").replace("version: v1", &format!("version: {side}"));
    case.write("feedback/ACME/ACME-0044-R1.yaml", round);
    if side == "Theirs" {
        let other = "jobs/ACME/ACME-0013.yaml";
        case.write(other, format!("{}# see ACME-0044\n", case.text(other)));
    }
    git_ok(case.path(), &["add", "."]);
    git_ok(case.path(), &["commit", "-q", "-m", side]);
}

/// The command between backticks that begins so.
fn hinted(ran: &Ran, start: &str) -> String {
    let all = ran.all();
    let at = all.find(&format!("`suits {start}")).unwrap_or_else(|| panic!("no `suits {start}` in {all}"));
    let command = all[at + "`suits ".len()..].split('`').next().expect("its end");
    command.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_round_waits_for_its_job_and_goes_with_it() {
    let case = made_on_both(armed("tests/books/records"), made);
    let (code, said) = git_try(case.path(), &["merge", "feature"]);
    assert_ne!(code, 0, "{said}");
    let pointing = "it is a round on ACME-0044, which both made: if they are two, `suits renumber ACME-0044 ACME-0045";
    assert!(said.contains(pointing) && !said.contains("renumber ACME-0044-R1"), "{said}");
    let listed = case.run("resolve --format json").exits(1).json().to_string();
    assert!(listed.contains(pointing) && !listed.contains("renumber ACME-0044-R1"), "{listed}");
    let round = "feedback/ACME/ACME-0044-R2.yaml";
    let refused = case.run("renumber ACME-0044-R1 ACME-0044-R2 --from MERGE_HEAD").exits(2);
    assert!(!case.file(round).exists());
    case.run(&hinted(&refused, "renumber ACME-0044 ")).ok();
    assert!(case.text("feedback/ACME/ACME-0045-R1.yaml").contains("version: Theirs"));
    assert!(case.text("feedback/ACME/ACME-0044-R1.yaml").contains("version: Ours") && !case.file(round).exists());
    // the round is there under its job's new number, and can only move within that job
    let refused = case.run("renumber ACME-0044-R1 ACME-0044-R2 --from MERGE_HEAD").exits(2);
    case.run(&hinted(&refused, "renumber ACME-0045-R1 ACME-0045-R2")).ok();
}

#[test]
fn a_paper_that_went_out_keeps_its_own_number() {
    let case = Case::copy("tests/books/records", "2026-12-01");
    let refused = case.run("renumber ACME-I0118 ACME-I0199").exits(1);
    let refused = refused.says("ACME-I0118 was issued by `mai` on 2026-12-15").says("what went out keeps its number");
    refused.says("`suits invoice credit ACME-I0118 --all`");
    let refused = case.run("renumber ACME-C0031 ACME-C0099").exits(1).says("was sent out on 2026-11-19");
    refused.says("`suits contact-report new ACME`");
    assert!(!case.file("invoices/ACME/ACME-I0199.yaml").exists());
    // a draft may
    let invoice = "invoices/ACME/ACME-I0118.yaml";
    let text = case.text(invoice);
    let (head, rest) = text.split_once("approvals:").expect("approvals");
    let tail = rest.split_once("disputed:").expect("disputed").1;
    case.write(invoice, format!("{head}approvals: []\ndisputed:{tail}"));
    case.run("renumber ACME-I0118 ACME-I0199").ok();
}

#[test]
fn of_two_papers_the_one_that_did_not_go_out_moves() {
    let case = committed("tests/books/records");
    belongs_to_ann(case.path());
    let report = case.text("contact-reports/ACME/ACME-C0031.yaml");
    let commit = |text: &str| {
        case.write("contact-reports/ACME/ACME-C0044.yaml", text);
        git_ok(case.path(), &["add", "."]);
        git_ok(case.path(), &["commit", "-q", "-m", "A report"]);
    };
    git_ok(case.path(), &["checkout", "-q", "-b", "feature"]);
    commit(&report);
    git_ok(case.path(), &["checkout", "-q", "main"]);
    commit(&report.replace("issued: 2026-11-19\n", ""));
    git_ok(case.path(), &["merge", "-q", "-X", "theirs", "-m", "Merge", "feature"]);
    let refused = case.run("renumber ACME-C0044 ACME-C0045 --from HEAD^2").exits(1).says("was sent out on 2026-11-19");
    case.run(&hinted(&refused, "renumber ACME-C0044 ").replace('\'', "")).ok();
    assert!(case.text("contact-reports/ACME/ACME-C0044.yaml").contains("issued: 2026-11-19"));
    assert!(!case.text("contact-reports/ACME/ACME-C0045.yaml").contains("issued: 2026"));
}

#[test]
fn after_a_commit_the_side_is_named_by_the_merge_and_what_is_left_is_told() {
    let case = made_on_both(committed("tests/books/records"), made);
    git_ok(case.path(), &["merge", "-q", "-X", "theirs", "-m", "Merge", "feature"]);
    let merge = git_ok(case.path(), &["rev-parse", "HEAD"]);
    let first = case.run("renumber ACME-B0044 ACME-B0045 --from HEAD^2 --commit").ok();
    let next = hinted(&first, "renumber ACME-0044 ACME-0045 --from '");
    let side = next.split('\'').nth(1).expect("the side").to_owned();
    assert!(merge.starts_with(side.trim_end_matches("^2")) && side.ends_with("^2"), "{side}");
    let gone = case.run("renumber ACME-0044 ACME-0045 --from HEAD^2").exits(2);
    gone.says("git knows no revision `HEAD^2` here").says(&format!("`--from '{side}'`"));
    case.run(&next).ok().says_not("next:");
    assert!(case.text("jobs/ACME/ACME-0045.yaml").contains("title: Theirs\nbrief: ACME-B0045\n"));
}

#[test]
fn a_text_of_the_side_that_moves_which_says_the_old_id_is_told() {
    let case = made_on_both(committed("tests/books/records"), made);
    git_ok(case.path(), &["merge", "-q", "-X", "theirs", "-m", "Merge", "feature"]);
    let done = case.run("renumber ACME-0044 ACME-0045 --from HEAD^2").ok();
    let rest = "the text still says ACME-0044, where that of its side is ACME-0045 now";
    // `# about ` is eight letters, `# see ` six
    let done = done.says(&format!("jobs/ACME/ACME-0045.yaml:1:9: {rest}"));
    let lines = case.text("jobs/ACME/ACME-0013.yaml").lines().count();
    done.says(&format!("jobs/ACME/ACME-0013.yaml:{lines}:7: {rest}"));
}

#[test]
fn hours_on_a_number_that_is_gone_are_not_pointed_to_its_neighbour() {
    let case = Case::copy("tests/books/records", "2026-12-01");
    let sheet = "timesheets/ann/2026-11.yaml";
    let entry = "  - id: 9z9z\n    date: 2026-11-23\n    job: ACME-0014\n    hours: 1\n    work: execute\n";
    case.write(sheet, format!("{}{entry}", case.text(sheet)));
    case.run("check").exits(1).says("there is no job `ACME-0014`").says_not("did you mean");
}
