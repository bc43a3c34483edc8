//! `new` for clients, briefs and jobs: flags, documents, likeness, questions on a terminal and none elsewhere.

use crate::harness::Case;
use suits::hands::{Answer, Scripted};

fn book() -> Case {
    Case::copy("tests/books/records", "2026-12-01")
}

fn types(text: &str) -> Answer {
    Answer::Type(text.to_owned())
}

/// The value of a field at the top of a record, without its comment.
fn field(text: &str, name: &str) -> String {
    let line = text.lines().find_map(|line| line.strip_prefix(&format!("{name}:"))).expect("a field");
    line.split(" #").next().unwrap_or_default().trim().to_owned()
}

#[test]
fn a_new_record_is_a_commented_template_and_sound() {
    let case = book();
    case.run("client new NEWCO --name 'New: Co' --currency EUR --language fi").ok().says("NEWCO: client opened");
    case.run("brief new NEWCO --title 'Opening' --type tv-video").ok().says("NEWCO-B0001: brief opened");
    case.run("job new NEWCO --title 'Film' --type tv-video --requested-by ann").ok().says("NEWCO-0001: job opened");
    let client = case.text("clients/NEWCO.yaml");
    assert_eq!((field(&client, "name"), field(&client, "currency")), ("\"New: Co\"".into(), "EUR".into()));
    assert!(client.starts_with("# A client:") && client.contains("#   - id: liisa"), "{client}");
    let job = case.text("jobs/NEWCO/NEWCO-0001.yaml");
    assert_eq!((field(&job, "requested_on"), field(&job, "status")), ("2026-12-01".into(), "requested".into()));
    assert_eq!(field(&case.text("briefs/NEWCO/NEWCO-B0001.yaml"), "authors"), "[ann]");
    case.run("job show NEWCO-1").ok().says("Film");
}

#[test]
fn numbers_go_on_from_the_highest_there_is() {
    let case = book();
    case.run("job new --brief ACME-B0004").ok().says("ACME-0014");
    case.run("job drop ACME-0014").ok();
    case.write("jobs/ACME/ACME-0029.yaml", case.text("jobs/ACME/ACME-0013.yaml"));
    case.run("job new --brief ACME-B0004").ok().says("ACME-0030");
}

#[test]
fn a_job_takes_over_its_brief_or_a_job_like_it() {
    let case = book();
    case.run("job new --brief acme-b4").ok();
    let job = case.text("jobs/ACME/ACME-0014.yaml");
    let found =
        ["title", "brief", "contract", "type", "requested_by", "due", "baseline_due"].map(|name| field(&job, name));
    assert_eq!(
        found,
        ["Spring launch 2027", "ACME-B0004", "aor-2025", "tv-video", "liisa", "2027-03-12", "2027-03-12"]
    );
    assert!(job.contains("  - id: film-30\n"), "{job}");
    case.run("job new --like ACME-0012 --title 'Autumn film' --due 2027-09-01").ok();
    let like = case.text("jobs/ACME/ACME-0015.yaml");
    let found = ["title", "brief", "campaign", "due", "baseline_due", "handoffs"].map(|name| field(&like, name));
    assert_eq!(found, ["Autumn film", "null", "Spring 2027", "2027-09-01", "2027-09-01", "[]"]);
}

#[test]
fn a_brief_like_another_starts_over_as_a_draft() {
    let case = book();
    case.run("brief new ACME --like ACME-B0004 --title 'Autumn launch'").ok().says("ACME-B0005");
    let brief = case.text("briefs/ACME/ACME-B0005.yaml");
    assert_eq!(
        (field(&brief, "status"), field(&brief, "approvals"), field(&brief, "title")),
        ("draft".into(), "[]".into(), "Autumn launch".into())
    );
    assert_eq!(field(&brief, "proposition"), "The forest starts at your door.");
}

#[test]
fn documents_keep_every_digit() {
    let case = book();
    let yaml = "title: Poster\ntype: print-ooh\nbudget:\n  amount: 80000.10\nkpis:\n  - id: a\n    metric: Reach\n    baseline: 1.10\n";
    case.pipe("brief new ACME --from -", yaml.as_bytes()).ok();
    let json = r#"{"title": "Poster", "type": "print-ooh", "budget": {"amount": 80000.10}, "kpis": [{"id": "a", "metric": "Reach", "baseline": "1.10"}]}"#;
    case.pipe("brief new ACME --from -", json.as_bytes()).ok();
    for file in ["briefs/ACME/ACME-B0005.yaml", "briefs/ACME/ACME-B0006.yaml"] {
        let text = case.text(file);
        assert!(text.contains("  amount: 80000.10\n") && text.contains("    baseline: 1.10\n"), "{text}");
    }
    case.write("in.yaml", "title: From a file\ntype: print-ooh\n");
    case.run("brief new ACME --from in.yaml --title 'A flag wins' --set budget.amount=5.00 --set tone+=dry").ok();
    let text = case.text("briefs/ACME/ACME-B0007.yaml");
    assert_eq!((field(&text, "title"), text.contains("\n  - dry\n")), ("A flag wins".into(), true));
    for (document, words) in [
        ("title: x\ntyep: print-ooh\n", "what was piped in:2:1: a brief has no field `typ"),
        ("title: x\ntitle: y\n", "what was piped in:2:1:"),
        ("- title\n", "a record is fields and values"),
    ] {
        let document = document.replace("tyep", "typpe");
        case.pipe("brief new ACME --from -", document.as_bytes()).exits(2).says(words);
    }
    case.pipe("brief new ACME --from -", b"title: x\ntype: tv-vidoe\n").exits(1).says("did you mean `tv-video`?");
    case.run("brief new ACME --from nothing.yaml").exits(2).says("cannot read");
    assert!(!case.file("briefs/ACME/ACME-B0008.yaml").exists());
}

#[test]
fn without_a_terminal_the_flag_is_named() {
    let case = book();
    for (line, flag) in [
        ("client new NEWCO", "--name"),
        ("brief new ACME", "--title"),
        ("brief new ACME --title x", "--type"),
        ("job new ACME --title x --type audio", "--requested-by"),
        ("job new", "--brief"),
    ] {
        case.run(line).exits(2).says(flag);
    }
    for line in ["brief new ACME --no-input", "job new ACME --no-input"] {
        case.ask(line, &mut Scripted::default()).exits(2).says("pass `--title …`");
    }
}

#[test]
fn names_are_looked_up_before_anything_is_written() {
    let case = book();
    for (line, hint) in [
        ("job new ACME --title x --type audio --requested-by lisa", "did you mean `liisa`?"),
        ("job new ACME --title x --type audio --requested-by liisa --contract aor-202", "did you mean `aor-2025`?"),
        ("job new ACME --title x --type audi --requested-by liisa", "did you mean `audio`?"),
        ("job new ACEM --title x --type audio --requested-by liisa", "did you mean `ACME`?"),
        ("job new --brief ACME-B0040", "did you mean `ACME-B0004`?"),
        ("brief new ACME --title x --type audio --authors annn", "did you mean `ann`?"),
        ("client new NEWCO --name x --set team.account-executive=anne", "did you mean `ann`?"),
        ("client new acme2 --name x", "`ACME2`"),
        ("client new ../x --name x", "two to eight capitals"),
        ("client new ACME --name x", "there is a client ACME already"),
        ("brief new ACME --titel x", "--title"),
    ] {
        case.run(line).exits(2).says(hint);
    }
    assert!(!case.file("jobs/ACME/ACME-0014.yaml").exists() && !case.file("clients/NEWCO.yaml").exists());
}

#[test]
fn a_person_is_asked_for_what_is_missing_with_what_is_likely() {
    let case = book();
    let mut hands = Scripted::new([types("Summer film"), types("audio"), types("")]);
    let ran = case.ask("job new ACME -v", &mut hands).ok();
    assert_eq!(hands.asked, ["What is the job called?", "What kind of work is it?", "Who at the client asked?"]);
    ran.says("--title 'Summer film' --type audio --requested-by liisa");
    let job = case.text("jobs/ACME/ACME-0014.yaml");
    // The client's last job was asked for by liisa.
    assert_eq!((field(&job, "type"), field(&job, "requested_by")), ("audio".into(), "liisa".into()));

    let mut hands = Scripted::new([types("Summer launch"), types("adaptation"), Answer::Skip]);
    case.ask("brief new ACME", &mut hands).ok().says("ACME-B0005");
    assert_eq!(hands.asked, ["What is the brief about?", "What kind of work is it?", "When does it go live?"]);
    let mut hands = Scripted::new([types(""), types("New Co")]);
    case.ask("client new NEWCO", &mut hands).ok();
    assert_eq!(hands.asked, ["What is the client called?", "What is the client called? (it needs one)"]);
}

#[test]
fn control_c_writes_nothing() {
    let case = book();
    for line in ["job new ACME", "brief new ACME", "client new NEWCO"] {
        case.ask(line, &mut Scripted::new([Answer::Interrupt])).exits(130).says("nothing was written");
    }
    let mut hands = Scripted::new([types("Film"), Answer::Interrupt]);
    case.ask("job new ACME", &mut hands).exits(130);
    case.run("job list --format json --columns job").ok();
    assert!(!case.file("jobs/ACME/ACME-0014.yaml").exists() && !case.file("clients/NEWCO.yaml").exists());
}

#[test]
fn a_dry_run_of_new_shows_the_file() {
    let case = book();
    let ran = case.run("job new --brief ACME-B0004 -n").ok().says("would: ACME-0014: job opened");
    assert!(ran.stdout.starts_with("--- /dev/null\n+++ b/jobs/ACME/ACME-0014.yaml\n"), "{}", ran.all());
    assert!(!case.file("jobs/ACME/ACME-0014.yaml").exists());
    let json = case.run("job new --brief ACME-B0004 --format json").ok().json();
    assert_eq!(json["changed"], serde_json::json!([{"id": "ACME-0014", "path": "jobs/ACME/ACME-0014.yaml"}]));
}
