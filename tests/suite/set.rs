//! `set`: one field, one line; what is refused, and what is suggested.

use crate::harness::{Case, changed_lines};

const JOB: &str = "jobs/ACME/ACME-0012.yaml";
const BRIEF: &str = "briefs/ACME/ACME-B0004.yaml";
const ROUND: &str = "feedback/ACME/ACME-0013-R1.yaml";

fn book() -> Case {
    Case::copy("tests/books/records", "2026-12-01")
}

/// The lines of a file that a command changes.
fn changes(case: &Case, file: &str, line: &str) -> Vec<String> {
    let before = case.text(file);
    case.run(line).ok();
    changed_lines(&before, &case.text(file))
}

#[test]
fn every_kind_of_path_changes_its_own_line() {
    let case = book();
    for (file, line, expected) in [
        (JOB, "job set ACME-0012 due=2027-03-15", &["-due: 2027-03-12", "+due: 2027-03-15"][..]),
        (JOB, "job set acme-12 rush=true", &["-rush: false", "+rush: true"]),
        (JOB, "job set ACME-0012 client_po=0500", &["-client_po: \"4500012345\"", "+client_po: \"0500\""]),
        (JOB, "job set ACME-0012 deliverables.film-30.version=v2", &["-    version: null", "+    version: v2"]),
        (
            JOB,
            "job set ACME-0012 deliverables[0].status=filed",
            &[
                "-    status: open                    # open, filed, approved, released",
                "+    status: filed                   # open, filed, approved, released",
            ],
        ),
        (
            JOB,
            "job set ACME-0012 baseline_due=null",
            &[
                "-baseline_due: 2027-03-12            # as first agreed; kept when `due` moves",
                "+baseline_due: null                  # as first agreed; kept when `due` moves",
            ],
        ),
        (
            BRIEF,
            "brief set ACME-B0004 tone+=dry",
            &["-tone: [dry, warm, unheroic]", "+tone: [dry, warm, unheroic, dry]"],
        ),
        (
            BRIEF,
            "brief set ACME-B0004 tone-=warm",
            &["-tone: [dry, warm, unheroic, dry]", "+tone: [dry, unheroic, dry]"],
        ),
        (BRIEF, "brief set ACME-B0004 budget.amount=80000.50", &["-  amount: 80000.00", "+  amount: 80000.50"]),
        (
            ROUND,
            "feedback set ACME-0013-R1 'items[0].why=They are lost: \"where is it?\"'",
            &["-    why: Store managers asked what the film is for.", "+    why: 'They are lost: \"where is it?\"'"],
        ),
        (
            "clients/ACME.yaml",
            "client set acme contacts.liisa.limit=300000.00",
            &[
                "-    limit: 250000.00                # what she may approve; absent: nothing",
                "+    limit: 300000.00                # what she may approve; absent: nothing",
            ],
        ),
    ] {
        assert_eq!(changes(&case, file, line), expected, "{line}");
    }
    let lines = changes(&case, JOB, "job set ACME-0012 team.creative=kim 'campaign=Spring: 2027'");
    assert_eq!(lines.len(), 5, "{lines:?}");
    assert!(lines.contains(&"+  creative: kim".to_owned()), "{lines:?}");
}

#[test]
fn quotes_around_a_value_are_those_of_a_record_and_quotes_within_it_are_its_own() {
    let case = book();
    for (file, line, expected) in [
        (JOB, r#"job set ACME-0012 'client_po="45"'"#, r#"+client_po: "45""#),
        (JOB, r#"job set ACME-0012 "client_po='46'""#, r#"+client_po: "46""#),
        (JOB, r#"job set ACME-0012 'campaign="null"'"#, r#"+campaign: "null""#),
        (JOB, r#"job set ACME-0012 'goal="A film"'"#, "+goal: A film"),
        // two quoted words are a text that holds quotes, and so is what only begins with one
        (JOB, r#"job set ACME-0012 'goal="Spring" or "May"'"#, r#"+goal: '"Spring" or "May"'"#),
        (JOB, r#"job set ACME-0012 'goal="Spring", they said'"#, r#"+goal: '"Spring", they said'"#),
        // who wants the quotes too says so as a record does
        (JOB, r#"job set ACME-0012 'goal="\"Spring\""'"#, r#"+goal: '"Spring"'"#),
        (JOB, r#"job set ACME-0012 'due="2027-03-15"'"#, "+due: 2027-03-15"),
        (BRIEF, r#"brief set ACME-B0004 'tone=["dry", "warm, not soft"]'"#, r#"+tone: [dry, "warm, not soft"]"#),
        (BRIEF, r#"brief set ACME-B0004 'tone+="plain"'"#, r#"+tone: [dry, "warm, not soft", plain]"#),
        (BRIEF, r#"brief set ACME-B0004 'tone-="plain"'"#, r#"+tone: [dry, "warm, not soft"]"#),
    ] {
        let lines = changes(&case, file, line);
        assert!(lines.last().is_some_and(|last| last.starts_with(expected)), "{line}: {lines:?}");
    }
    let made = r#"job new --brief ACME-B0004 --title X --due 2027-03-12 --set 'client_po="45"' --dry-run"#;
    case.run(made).ok().says("client_po: \"45\"");
}

#[test]
fn what_stays_the_same_is_not_written() {
    let case = book();
    let ran = case.run("job set ACME-0012 due=2027-03-12").ok().says("nothing changed");
    assert_eq!(ran.stdout, "");
    let json = case.run("job set ACME-0012 due=2027-03-12 --format json").ok().json();
    assert_eq!(json["changed"], serde_json::json!([]));
}

#[test]
fn a_dry_run_shows_the_diff_and_writes_nothing() {
    let case = book();
    let before = case.text(JOB);
    for line in [
        "job set ACME-0012 due=2027-03-15 -n",
        "job set -n ACME-0012 due=2027-03-15",
        "job set ACME-0012 --dry-run due=2027-03-15",
    ] {
        let ran = case.run(line).ok().says("would: ACME-0012: due = Mon 2027-03-15");
        assert!(ran.stdout.contains("-due: 2027-03-12\n+due: 2027-03-15\n"), "{}", ran.all());
    }
    let json = case.run("job set ACME-0012 due=2027-03-15 -n --format json").ok().json();
    assert_eq!((&json["dry_run"], &json["changed"][0]["id"]), (&true.into(), &"ACME-0012".into()));
    assert_eq!(case.text(JOB), before);
}

#[test]
fn what_has_a_verb_is_refused_with_the_verb() {
    let case = book();
    let before = case.text(JOB);
    for (line, verb) in [
        ("job set ACME-0012 status=closed", "suits job advance"),
        ("job set ACME-0012 status=cancelled", "suits job cancel"),
        ("job set ACME-0012 handoffs.w6hh.due=2026-12-24", "suits job advance"),
        ("job set ACME-0012 handoffs.w6hh.accepted=2026-12-01", "suits job accept"),
        ("job set ACME-0012 handoffs.w6hh.rejected.reason=No", "suits job reject"),
        ("job set ACME-0012 handoffs.w6hh.waiting[0].party=agency", "suits job wait"),
        ("job set ACME-0012 holds=[]", "suits job resume"),
        ("job set ACME-0012 'holds+={id: h1, from: 2026-12-01}'", "suits job hold"),
        ("job set ACME-0012 cancelled.date=2026-12-01", "suits job cancel"),
        ("job set ACME-0012 'overrides-=o1'", "suits job override"),
        ("job set ACME-0012 handoffs[0].done=null", "suits job advance"),
        ("job set ACME-0012 estimates.1.status=draft", "suits job estimate send"),
        ("job set ACME-0012 estimates.1.approvals[0].by=bo", "suits job estimate approve"),
        ("job set ACME-0012 orders.po-118.status=invoiced", "suits job order receive"),
        ("job set ACME-0012 change_orders.co1.status=approved", "suits job change approve"),
        ("job set ACME-0012 'change_orders+={id: co2, date: 2026-12-01}'", "suits job change add"),
        ("job set ACME-0012 'orders+={id: po-1, date: 2026-12-01}'", "suits job order add"),
        ("job set ACME-0012 'supplier_invoices+={id: a}'", "suits job order receive"),
        ("job set ACME-0012 supplier_invoices.kuva-991.approvals[0].by=bo", "suits job order approve"),
        ("brief set ACME-B0004 status=draft", "suits brief submit"),
        ("brief set ACME-B0004 approvals[0].date=2026-11-01", "suits brief approve"),
    ] {
        case.run(line).exits(2).says("is not set by hand").says(verb);
    }
    assert_eq!(case.text(JOB), before);
    // A client's and a deliverable's status may be set.
    case.run("client set ACME status=dormant").ok();
    case.run("job set ACME-0012 deliverables.film-30.status=filed").ok();
}

#[test]
fn what_is_unknown_suggests_the_nearest() {
    let case = book();
    for (line, words, hint) in [
        ("job set ACME-0012 duee=2027-03-15", "a job has no field `duee`", "did you mean `due`?"),
        ("job set ACME-0012 deliverables.film-30.versoin=v2", "has no field `versoin`", "did you mean `version`?"),
        (
            "job set ACME-0012 deliverables.film-3.version=v2",
            "there is no `deliverables.film-3`",
            "did you mean `film-30`?",
        ),
        ("job set ACME-0012 deliverables[4].version=v2", "there is no", "its items: film-30"),
        ("job set ACME-0012 type=tv-vidoe", "`type` cannot be `tv-vidoe`", "did you mean `tv-video`?"),
        ("job set ACME-0012 team.creative=kimm", "has a `kimm`", "did you mean `kim`?"),
        ("job set ACME-0012 team.creativ=kim", "there is no seat `creativ`", "did you mean `creative`?"),
        ("job set ACME-0012 requested_by=lisa", "has a `lisa`", "did you mean `liisa`?"),
        ("job set ACME-0012 brief=ACME-B0005", "there is no brief", "`ACME-B0004`"),
        ("job set ACME-0012 contract=aor-2026", "ACME has no contract `aor-2026`", "did you mean `aor-2025`?"),
        ("job set ACME-0012 after=ACME-0099", "there is no job `ACME-0099`", "did you mean"),
        ("brief set ACME-B0004 tone-=drry", "there is no `tone.drry`", "did you mean `dry`?"),
        ("brief set ACME-B0004 proposition+=More", "is not a list", "set it"),
        ("job set ACME-0021 due=2027-03-15", "there is no job `ACME-0021`", "did you mean `ACME-0012`"),
    ] {
        case.run(line).exits(2).says(words).says(hint);
    }
}

#[test]
fn values_are_checked_by_type() {
    let case = book();
    for (line, words) in [
        ("job set ACME-0012 due=soon", "`soon` is not a date"),
        ("job set ACME-0012 due=2027-02-29", "`2027-02-29` is not a date"),
        ("job set ACME-0012 rush=yes", "should be `true` or `false`"),
        ("brief set ACME-B0004 spend_plan.tv-april.amount=40,000", "should be a number like 30000.00"),
        ("brief set ACME-B0004 spend_plan.tv-april.month=April", "should be a month like 2026-12"),
        ("client set ACME contracts.aor-2025.markup=15", "write `15%`"),
        ("job set ACME-0012 due=30.11.2026", "write `2026-11-30`"),
        ("job set ACME-0012 due=3/2/2026", "write `2026-02-03` or `2026-03-02`, whichever is meant"),
        ("client set ACME contracts.aor-2025.markup=15", "should be a percentage like 15%"),
        ("client set ACME currency=euro", "should be a currency code like EUR"),
        ("client set ACME payment_days=soon", "should be a whole number"),
        ("client set ACME brand=Acme", "has fields of its own"),
        ("client set ACME contacts=liisa", "is a list of items with fields"),
        ("job set ACME-0012 due", "does not say what to set"),
        ("job set ACME-0012 =2027-03-15", "does not say what to set"),
        ("job set ACME-0012 'deliverables[x].version=v1'", "is not a path"),
    ] {
        case.run(line).exits(2).says(words);
    }
    case.run("job set ACME-0012 title=null").exits(1).says("`title` has no value");
    case.run("job set ACME-0012").exits(2).says("<FIELD=VALUE>");
}

#[test]
fn ids_in_values_are_written_as_files_are_called() {
    let case = book();
    case.run("job set ACME-0012 brief=null").ok();
    case.run("job set ACME-0012 brief=acme-b4 after=acme-13").ok();
    let text = case.text(JOB);
    assert!(text.contains("\nbrief: ACME-B0004\n") && text.contains("\nafter: [ACME-0013]"), "{text}");
}

#[test]
fn a_wrong_value_is_mended_by_setting_it() {
    let case = book();
    let text = case.text(JOB);
    case.write(JOB, text.replace("due: 2027-03-12\n", "due: 2027-02-30\n"));
    case.run("job show ACME-0012").exits(2).says("ACME-0012.yaml:11:6");
    case.run("job set ACME-0012 due=2027-03-12").ok();
    assert_eq!(case.text(JOB), text);
}

#[test]
fn errors_are_envelopes_for_scripts() {
    let case = book();
    let ran = case.run("job set ACME-0012 duee=x --format json").exits(2);
    assert_eq!(ran.stdout, "");
    let error: serde_json::Value = serde_json::from_str(&ran.stderr).expect("json");
    assert_eq!(error["error"]["code"], "unknown-field");
    assert_eq!(error["error"]["hint"], "did you mean `due`?");
    let refused = case.run("job set ACME-0012 title=null --format json").exits(1).json();
    assert_eq!((&refused["report"], &refused["findings"][0]["code"]), (&"refused".into(), &"missing-field".into()));
}

#[test]
fn quotes_let_in_neither_control_characters_nor_emptiness() {
    let case = book();
    let before = case.text(JOB);
    case.run(r#"job set ACME-0012 'title="\0"'"#).exits(2).says("control character U+0000");
    case.run(r#"job set ACME-0012 'title="\e[31m"'"#).exits(2).says("control character U+001B");
    case.run(r#"job set ACME-0012 'title=" "'"#).exits(1).says("`title` has no value");
    case.run(r#"job set ACME-0012 'due=""'"#).exits(2).says("`due=` or `due=null` takes the field out");
    assert_eq!(case.text(JOB), before);
}

#[test]
fn no_way_of_typing_a_text_lets_in_a_control_character() {
    let case = book();
    let files = [JOB, BRIEF, ROUND, "clients/ACME.yaml", "timesheets/ann/2026-11.yaml"];
    let before = files.map(|file| case.text(file));
    for (line, says) in [
        ("job set ACME-0012 'title=a\u{1b}[31mb'", "`title` cannot hold the control character U+001B"),
        (r#"brief set ACME-B0004 'tone=["dry", "wa\x07rm"]'"#, "`tone` cannot hold the control character U+0007"),
        (r#"brief set ACME-B0004 'tone+="wa\brm"'"#, "`tone` cannot hold the control character U+0008"),
        (
            r#"brief set ACME-B0004 'deliverables+={id: tv, kind: film, quantity: 1, spec: "30\0s"}'"#,
            "`deliverables.spec` cannot hold the control character U+0000",
        ),
        ("job new ACME --brief ACME-B0004 --type tv-video --title 'a\u{9b}b'", "control character U+009B"),
    ] {
        case.run(line).exits(2).says(says).says("leave it out");
    }
    let document = b"title: \"a\\x7fb\"\ntype: tv-video\n";
    case.pipe("job new ACME --brief ACME-B0004 --from -", document).exits(2).says("control character U+007F");
    assert_eq!(files.map(|file| case.text(file)), before);
}

#[test]
fn a_time_corrected_holds_no_control_character_and_no_blank_note() {
    let case = book();
    let booked = case.run("time log ACME-0012 1 --by ann --note Lines").ok();
    let file = "timesheets/ann/2026-12.yaml";
    let before = case.text(file);
    let id = before.lines().find_map(|line| line.strip_prefix("  - id: "));
    let id = id.unwrap_or_else(|| panic!("{before}{}", booked.all()));
    case.run(&format!(r#"time set {id} 'note="a\eb"'"#)).exits(2).says("control character U+001B");
    assert_eq!(case.text(file), before);
    case.run(&format!(r#"time set {id} 'note="  "'"#)).ok();
    assert!(!case.text(file).contains("Lines") && !case.text(file).contains("\"  \""), "{}", case.text(file));
}

#[test]
fn what_a_record_holds_already_may_be_written_again() {
    let case = book();
    let text = case.text(JOB).replacen("title: ", "campaign: \"soft\\vbreak\"\ntitle: ", 1);
    let text = text.lines().filter(|line| !line.starts_with("campaign: ") || line.contains("soft"));
    case.write(JOB, text.flat_map(|line| [line, "\n"]).collect::<String>());
    case.run(r#"job set ACME-0012 'campaign="soft\vbreak, and more"'"#).ok();
    assert!(case.text(JOB).contains(r#"campaign: "soft\x0bbreak, and more""#), "{}", case.text(JOB));
}

#[test]
fn blanks_are_no_value() {
    let case = book();
    let before = (case.text(JOB), case.text(BRIEF));
    case.run("job set ACME-0012 'title= '").exits(1).says("`title` has no value");
    case.run("job set ACME-0012 'due= '").exits(2).says("`due=` or `due=null` takes the field out");
    assert_eq!((case.text(JOB), case.text(BRIEF)), before);
    case.run("brief set ACME-B0004 'deliverables.film-30.kind=  '").ok().says("kind unset");
    case.run(r#"brief set ACME-B0004 'deliverables+={id: tv, kind: " ", quantity: 1}'"#).ok();
    assert!(case.text(BRIEF).contains("id: tv") && !case.text(BRIEF).contains("\" \""), "{}", case.text(BRIEF));
    assert_eq!(
        changes(&case, BRIEF, r#"brief set ACME-B0004 'tone=["dry", "  ", "warm"]'"#).last().map(String::as_str),
        Some("+tone: [dry, warm]")
    );
}

#[test]
fn marks_that_turn_the_writing_are_seen_in_the_file_and_joiners_stay() {
    let case = book();
    case.run("job set ACME-0012 'title=Film \u{202e}gpj.exe' 'campaign=می\u{200c}خواهم'").ok();
    let text = case.text(JOB);
    assert!(text.contains(r#"title: "Film \u202egpj.exe""#), "{text}");
    assert!(text.contains("campaign: می\u{200c}خواهم"), "{text}");
    assert_eq!(case.run("job show ACME-0012 --format json").ok().json()["record"]["title"], "Film \u{202e}gpj.exe");
    // in a block that somebody wrote with such a mark, the mark stays what it is
    let context = |words: &str| format!("context: |\n  שלום\u{200f}!\n  {words}\n");
    let rest: String =
        text.lines().filter(|line| !line.starts_with("context:")).flat_map(|line| [line, "\n"]).collect();
    case.write(JOB, format!("{}{rest}", context("And more.")));
    case.run("job set ACME-0012 'context=שלום\u{200f}!\nAnd less.\n'").ok();
    assert!(case.text(JOB).contains(&context("And less.")), "{}", case.text(JOB));
}

#[test]
fn the_example_of_a_number_is_one_of_its_field() {
    let case = book();
    case.run("client set ACME contracts.aor-2025.retainer.hours=lots").exits(2).says("a number like 2.5, not `lots`");
    case.write("clients/ACME.yaml", case.text("clients/ACME.yaml").replacen("hours: 90", "hours: lots", 1));
    case.run("check").says("should be a number like 2.5 or 30000.00");
}

#[test]
fn a_command_that_could_not_tell_leaves_the_file_of_its_output_as_it_is() {
    let case = book();
    case.write("p.md", "precious\n");
    case.run("job list --where 'nope = 1' -o p.md").exits(2);
    assert_eq!(case.text("p.md"), "precious\n");
}
