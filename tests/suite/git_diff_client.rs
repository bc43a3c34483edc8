//! `suits diff --format md --client`: fit to be mailed; and what a client must never read.

use crate::harness::Case;
use crate::repository::{git_in, repository};

#[track_caller]
fn replace(case: &Case, path: &str, from: &str, to: &str) {
    let text = case.text(path);
    assert!(text.contains(from), "{path} has no `{from}`");
    case.write(path, text.replacen(from, to, 1));
}

/// A book in which what a client may know and what it may not changed side by side.
fn changed() -> Case {
    let case = repository("tests/books/records");
    let (job, brief) = ("jobs/ACME/ACME-0012.yaml", "briefs/ACME/ACME-B0004.yaml");
    replace(&case, job, "due: 2027-03-12", "due: 2027-03-19");
    replace(&case, job, "note: Kick-off held; samples to follow.", "note: SECRET the client is slow.");
    replace(&case, job, "net: 28500.00\n    status: sent", "net: 27000.00\n    status: sent");
    replace(&case, job, "investment: null", "investment: {cap: 777.00, reason: SECRET}");
    replace(&case, brief, "The forest starts at your door.", "The <b>forest</b> begins at [your](http://x) door.");
    replace(&case, brief, "open_questions: []", "open_questions:\n  - id: q\n    text: SECRET who pays");
    replace(&case, "clients/ACME.yaml", "goals: Needs early wins; new in the post.", "goals: SECRET fears her boss.");
    replace(&case, "clients/ACME.yaml", "amount: 240000.00", "amount: 260000.00");
    replace(&case, "suits.toml", "rate = 41.50", "rate = 99.99");
    case.write(
        "feedback/ACME/ACME-0013-R2.yaml",
        "type: internal\ndeliverable: film-30\nversion: v2\nsent: 2026-12-12\nitems:\n  - id: s\n    text: SECRET it is dull\n",
    );
    case.write(
        "jobs/ACME/ACME-0031.yaml",
        "title: Summer film\ntype: tv-video\nstatus: requested\ncontext: SECRET\nrequested_by: liisa\nrequested_on: 2026-12-01\ndue: 2027-05-31\n",
    );
    case.write("clients/BOLT.yaml", "name: SECRET Bolt Oy\nstatus: prospect\n");
    git_in(case.path(), "add -A");
    git_in(case.path(), "commit -q -m Change");
    case
}

#[test]
fn a_mail_tells_what_is_the_clients_and_nothing_else() {
    let case = changed();
    let mail = case.run("diff HEAD~1..HEAD --client ACME --format md").ok();
    for words in [
        "## What changed for Acme Outdoor Oy ",
        "- due 2027-03-12 → 2027-03-19, 5 working days later",
        "- new job: Summer film, due 2027-05-31",
        "The <ins>&lt;b></ins>forest",
        "annual budget 240,000.00 → 260,000.00 EUR, up 20,000.00",
        "client approval of the brief by Liisa Virtanen on 2026-11-18 is for an earlier text: it has changed since",
    ] {
        assert!(mail.stdout.contains(words), "`{words}` is not in\n{}", mail.stdout);
    }
    for secret in [
        "SECRET",
        "28500",
        "27000",
        "777",
        "99.99",
        "41.50",
        "goals",
        "note",
        "Bolt",
        "ACME-0013-R2",
        "HEAD",
        "strategy approval",
        "committed",
        "<b>",
        "](http:",
    ] {
        assert!(!mail.stdout.contains(secret), "`{secret}` is in\n{}", mail.stdout);
    }
}

#[test]
fn the_same_holds_in_every_format_and_the_agency_may_have_it_all() {
    let case = changed();
    for format in ["table", "json", "jsonl", "yaml", "csv", "tsv"] {
        let ran = case.run(&format!("diff HEAD~1..HEAD --client ACME --for client --format {format}")).ok();
        for secret in ["SECRET", "28500", "27000", "777", "99.99", "goals", "note", "HEAD"] {
            // `notes` is a key of the envelope
            let text = ran.stdout.replace("\"notes\"", "").replace("notes:", "");
            assert!(!text.contains(secret), "{format}: `{secret}` is in\n{}", ran.stdout);
        }
    }
    let all = case.run("diff HEAD~1..HEAD --client ACME --format md --for agency").ok();
    all.says("SECRET the client is slow").says("HEAD\\~1");
    case.run("diff HEAD~1..HEAD --format md").ok().says("41.50 → 99.99");
}

#[test]
fn what_cannot_be_read_is_said_without_its_text() {
    let case = changed();
    replace(&case, "jobs/ACME/ACME-0012.yaml", "title: Spring launch film", "title: {SECRET");
    let mail = case.run("diff --client ACME --format md").exits(2);
    assert!(
        !mail.stdout.contains("SECRET") && mail.stdout.contains("1 record could not be read, and is not told of here"),
        "{}",
        mail.stdout
    );
}

#[test]
fn a_draft_is_never_mailed_not_even_as_what_a_text_was_before() {
    const BRIEF: &str = "briefs/ACME/ACME-B0041.yaml";
    const REPORT: &str = "contact-reports/ACME/ACME-C0041.yaml";
    let case = repository("tests/books/records");
    let brief = |status: &str, words: &str| {
        case.write(BRIEF, format!("title: Summer\ntype: campaign\nstatus: {status}\nproposition: {words}\n"));
    };
    let report = |issued: &str, topic: &str| {
        let head = "date: 2026-11-20\nmedium: call\nauthor: ann\n";
        case.write(REPORT, format!("{head}issued: {issued}\nitems:\n  - id: a1\n    topic: {topic}\n"));
    };
    let keep = |message: &str| {
        git_in(case.path(), "add -A");
        git_in(case.path(), &format!("commit -q -m {message}"));
    };
    brief("draft", "One SECRETONE promise");
    report("null", "The SECRETFOUR of it");
    keep("first");
    brief("draft", "One SECRETTWO promise");
    keep("second");
    brief("submitted", "One open promise");
    report("2026-11-21", "The open side of it");
    keep("third");
    brief("submitted", "One openly sharper promise");
    keep("fourth");
    for range in ["HEAD~4..HEAD~3", "HEAD~3..HEAD~2", "HEAD~2..HEAD~1", "HEAD~3..HEAD"] {
        for format in ["md", "json", "csv", "table"] {
            let ran = case.run(&format!("diff {range} --client ACME --for client --format {format}")).ok();
            assert!(!ran.all().contains("SECRET"), "{range} {format}: {}", ran.all());
        }
    }
    case.run("diff HEAD~1..HEAD --client ACME --format md").ok().says("sharper");
    case.run("diff HEAD~2..HEAD~1 --client ACME --format md").ok().says("ACME-C0041").says("sent out");
}

#[test]
fn no_page_of_the_agency_goes_into_a_file_that_is_named_for_a_client() {
    let case = changed();
    for format in ["", "--format csv", "--format json", "--format md"] {
        let name = format!("mail{}", format.len());
        case.run(&format!("diff HEAD~1..HEAD --client ACME -o {name} {format}")).ok();
        let (mail, told) =
            (case.text(&name), case.run(&format!("diff HEAD~1..HEAD --client ACME --for client {format}")));
        assert_eq!(mail, told.ok().stdout, "{format}");
        assert!(!mail.contains("SECRET"), "{mail}");
    }
    case.run("diff HEAD~1..HEAD --client ACME -o mail").ok().says("told as the client may read it; `--for agency`");
    case.run("diff HEAD~1..HEAD --client ACME -o all --for agency").ok();
    assert!(case.text("all").contains("SECRET the client is slow"));
    case.run("diff HEAD~1..HEAD --client ACME").ok().says("SECRET the client is slow");
    case.run("diff HEAD~1..HEAD --client ACME --format md --for agency").ok().says(", for the agency alone");
}

const JOB: &str = "jobs/ACME/ACME-0012.yaml";

#[test]
fn a_client_reads_no_path_no_fault_no_day_of_a_commit_and_no_jargon() {
    let case = changed();
    // the estimate was approved on 2026-11-20; its text changes
    let job = case.text(JOB);
    let hours = job.lines().find(|line| line.trim_start().starts_with("hours: 40")).expect("hours").to_owned();
    replace(&case, JOB, &hours, &hours.replace("40", "48"));
    let mail = case.run("diff --client ACME --format md").ok().stdout;
    assert!(mail.contains("is for an earlier text: it has changed since") && !mail.contains("stale"), "{mail}");
    assert!(!mail.contains("&gt;") && !mail.contains("->"), "{mail}");
    case.write("jobs/ACME/ACME-0013.yaml", "title: {SECRET\n");
    for format in ["md", "json", "csv", "jsonl"] {
        let ran = case.run(&format!("diff --client ACME --for client --format {format}")).exits(2);
        assert!(!ran.stdout.contains("yaml") && !ran.stdout.contains("line 1"), "{format}: {}", ran.stdout);
        assert!(ran.stderr.contains("jobs/ACME/ACME-0013.yaml:"), "{format}: {}", ran.stderr);
    }
}
