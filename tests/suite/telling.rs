//! `check`, `explain`, `workflow`, `search`, `completions` and `init`: what they tell, and how they end.

use crate::harness::Case;
use serde_json::json;

fn book() -> Case {
    Case::copy("tests/books/records", "2026-12-01")
}

#[test]
fn check_narrows_to_files_folders_and_records() {
    let case = book();
    case.write("jobs/ACME/ACME-0013.yaml", case.text("jobs/ACME/ACME-0013.yaml").replace("to: kim", "to: kimm"));
    let ran = case.run("check").exits(1).says("dangling-reference").says("did you mean `kim`?").says("1 error");
    assert!(ran.stdout.starts_with("jobs/ACME/ACME-0013.yaml:"), "{}", ran.all());
    for (paths, code) in [
        ("jobs", 1),
        ("jobs/ACME", 1),
        ("jobs/ACME/ACME-0013.yaml", 1),
        ("acme-13", 1),
        ("ACME-0012", 0),
        ("briefs clients", 0),
        ("ACME-0012 ACME-0013", 1),
        (".", 1),
    ] {
        case.run(&format!("check {paths}")).exits(code);
    }
    // a client's code is the client, wherever it is typed
    case.run_in("jobs", "check ACME/").exits(1);
    case.run_in("jobs", "check ./ACME").exits(1);
    case.run_in("jobs", "check ACME").ok();
    case.run("check ACME-0099").exits(2).says("there is no file, folder or record `ACME-0099`");
    case.run("check ../elsewhere").exits(2);
    let json = case.run("check --format json").exits(1).json();
    assert_eq!((&json["report"], &json["summary"]["errors"]), (&json!("check"), &json!(1)));
    assert_eq!(case.run("check --format jsonl").exits(1).stdout.lines().count(), 1);
}

#[test]
fn what_is_no_record_is_said() {
    let case = book();
    case.write("jobs/ACME/notes.txt", "x");
    case.write("jobs/ACME/acme-0012.yaml", case.text("jobs/ACME/ACME-0012.yaml"));
    case.write("briefs/ACME/ACME-0055.yaml", case.text("jobs/ACME/ACME-0013.yaml"));
    std::fs::create_dir_all(case.file("jobs/ACME/ACME-0066.yaml")).expect("a folder");
    let found = case.run("check --format csv");
    for (code, path) in [
        ("not-a-record", "jobs/ACME/notes.txt"),
        ("misplaced-record", "briefs/ACME/ACME-0055.yaml"),
        ("not-a-file", "jobs/ACME/ACME-0066.yaml"),
    ] {
        assert!(
            found.stdout.lines().any(|line| line.contains(code) && line.contains(path)),
            "{code} {path} is not in {}",
            found.stdout
        );
    }
    assert!(found.stdout.contains("acme-0012.yaml"), "two files that differ only in case: {}", found.stdout);
}

#[test]
fn explain_tells_rules_stages_guards_and_words() {
    let case = book();
    for word in ["many-sentence-proposition", "BR05", "client-review", "version-filed", "burn", "suits"] {
        case.run(&format!("explain {word}")).ok();
        let json = case.run(&format!("explain {word} --format json")).ok().json();
        assert_eq!((&json["report"], &json["as_of"]), (&json!("explain"), &json!("2026-12-01")), "{word}");
    }
    case.run("explain brun").exits(2).says("did you mean `burn`?");
    case.run("explain").ok().says("client-review");
    // A word needs no book.
    Case::empty("2026-12-01").run("explain burn").ok().says("approved");
}

#[test]
fn explain_says_what_a_job_still_lacks() {
    let case = book();
    let ran = case.run("explain internal-review ACME-0012").exits(1).says("version-filed");
    assert!(ran.stdout.starts_with("internal-review\n"), "{}", ran.all());
    let json = case.run("explain internal-review ACME-0012 --format json").exits(1).json();
    assert_eq!(json["findings"][0]["code"], "version-filed");
    // A checklist: what does not hold, where, and what to type; and what does. Two working days from Tuesday are Thursday.
    let states: Vec<_> =
        json["rows"].as_array().expect("rows").iter().map(|row| (&row["guard"], &row["state"])).collect();
    assert_eq!(states, [(&json!("version-filed"), &json!("no")), (&json!("items-resolved"), &json!("yes"))]);
    assert_eq!(json["rows"][0]["help"], "`suits job set ACME-0012 deliverables.film-30.version=v1`");
    let entering = &json["entering"][0];
    assert_eq!((&entering["with"], &entering["due"]), (&json!("ann"), &json!("2026-12-03")));
    assert_eq!((&entering["next"], &entering["back"]), (&json!(["client-review", "revising"]), &json!(["briefing"])));
    case.run("job set ACME-0012 deliverables.film-30.version=v1").ok();
    case.run("explain internal-review ACME-0012").ok().says("ACME-0012 has all that internal-review needs");
    let json = case.run("explain internal-review ACME-0012 --format json").ok().json();
    assert_eq!(json["findings"], json!([]));
    case.run("explain burn ACME-0012").exits(2).says("is not a stage");
    let ran = case.run("explain internal-review ACME-0099").exits(2).says("there is no job");
    assert_eq!(ran.stdout, "");
}

/// The film job of the book, with a version of the film on file: nothing stands between it and the internal review, with ann.
fn ready() -> Case {
    let case = book();
    case.run("job set ACME-0012 deliverables.film-30.version=v1").ok();
    case.run("explain internal-review ACME-0012").ok().says("has all that internal-review needs");
    case
}

#[test]
fn explain_says_no_wherever_advance_does() {
    let replaced = |path: &str, old: &str, new: &str| {
        let case = ready();
        let text = case.text(path);
        assert!(text.contains(old), "{old} is not in {path}");
        case.write(path, text.replacen(old, new, 1));
        case
    };
    let after = |line: &str| {
        let case = ready();
        case.run(line).ok();
        case
    };
    let (film, client, hold) =
        ("jobs/ACME/ACME-0012.yaml", "clients/ACME.yaml", "job hold ACME-0012 --by mai --reason Snow");
    let ann = "[people.ann]\n";
    for (case, stage, code, help) in [
        (after(hold), "internal-review", "job-on-hold", "suits job resume ACME-0012"),
        (after(hold), "client-review", "no-such-step", "it can go to `internal-review`"),
        (after("job cancel ACME-0012 --by mai --reason Off"), "internal-review", "job-cancelled", "suits job new"),
        (ready(), "client-review", "no-such-step", "it can go to `internal-review`"),
        (
            replaced("suits.toml", ann, &format!("{ann}to = 2026-11-30\n")),
            "internal-review",
            "person-gone",
            "suits job set ACME-0012 team.account-executive=PERSON",
        ),
        (
            replaced(client, "  account-executive: ann\n", ""),
            "internal-review",
            "seat-empty",
            "suits job set ACME-0012 team.account-executive=PERSON",
        ),
        // the request dated after the handoffs that it led to
        (replaced(film, "requested_on: 2026-", "requested_on: 2027-"), "internal-review", "date-out-of-order", ""),
    ] {
        let json = case.run(&format!("explain {stage} ACME-0012 --format json")).exits(1).json();
        let rows = json["rows"].as_array().expect("rows");
        let row = rows.iter().find(|row| row["guard"] == code).unwrap_or_else(|| panic!("no {code} in {rows:?}"));
        assert_eq!((&row["state"], &row["need"]), (&json!("no"), &json!("required")), "{code}");
        assert!(row["help"].as_str().is_some_and(|text| text.contains(help)), "{row}");
        let ran = case.run(&format!("explain {stage} ACME-0012")).exits(1).says(&format!("✗ {code}"));
        assert!(!ran.all().contains("job override"), "nobody goes over what is no guard: {}", ran.all());
        // whatever the step is refused for is on the list
        let refused = case.run(&format!("job advance ACME-0012 --to {stage} --format json")).exits(1).json();
        for finding in refused["findings"].as_array().expect("findings") {
            assert!(rows.iter().any(|row| row["guard"] == finding["code"]), "{finding} is not in {rows:?}");
        }
    }
    // what cannot be read answers no question
    let case = replaced("briefs/ACME/ACME-B0004.yaml", "title:", "title: [");
    case.run("explain internal-review ACME-0012").exits(2).says("ACME-B0004.yaml");
}

#[test]
fn workflow_lists_the_stages_in_order() {
    let json = book().run("workflow --format json").ok().json();
    let rows = json["rows"].as_array().expect("rows");
    assert_eq!((rows.len(), &rows[0]["stage"], &rows[14]["stage"]), (15, &json!("requested"), &json!("closed")));
    assert_eq!(rows[5]["needs"], json!(["due-agreed", "earlier-jobs-delivered"]));
    let own = book();
    own.write("suits.toml", own.text("suits.toml") + "\n[workflow]\nstages = [{ stage = \"requested\", seat = \"account-executive\", lead_days = 1, next = [\"closed\"], needs = [] }, { stage = \"closed\" }]\n");
    assert_eq!(own.run("workflow --format json").ok().json()["rows"].as_array().map(Vec::len), Some(2));
    own.run("explain in-creative").exits(2);
}

#[test]
fn search_finds_words_with_their_place() {
    let case = book();
    let json = case.run("search 'THE FOREST' --format json").ok().json();
    let row = &json["rows"][0];
    assert_eq!((&row["id"], &row["path"]), (&json!("ACME-B0004"), &json!("briefs/ACME/ACME-B0004.yaml")));
    let line = usize::try_from(row["line"].as_u64().expect("a line")).expect("a line");
    assert!(case.text("briefs/ACME/ACME-B0004.yaml").lines().nth(line - 1).expect("the line").contains("The forest"));
    case.run("search nothing-says-this").ok().says("nothing says `nothing-says-this`");
    case.run("search ''").exits(2).says("type a word");
    case.run("search").exits(2);
    case.run("search film --exit-code").exits(1);
}

#[test]
fn completions_are_for_a_shell() {
    let case = Case::empty("2026-12-01");
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(case.run(&format!("completions {shell}")).ok().stdout.contains("suits"), "{shell}");
    }
    case.run("completions fsh").exits(2).says("fish");
}

#[test]
fn init_makes_a_book_where_there_is_none() {
    let case = Case::empty("2026-12-01");
    case.run("init fresh -n").ok().says("would:");
    assert!(!case.file("fresh").exists());
    let json = case.run("init fresh --format json").ok().json();
    let made: Vec<&str> =
        json["changed"].as_array().expect("files").iter().map(|file| file["path"].as_str().expect("a path")).collect();
    assert_eq!(made[..2], ["suits.toml", "schemas/client.schema.json"]);
    assert!(made[2..].iter().all(|path| path.starts_with("schemas/") || path.starts_with('.')), "{made:?}");
    for line in ["overdue", "job list", "client list", "budget", "board", "check", "workflow"] {
        case.run(&format!("-C fresh {line}")).ok();
    }
    case.run("-C fresh client new ACME --name Acme").ok();
    case.run("init fresh").exits(2).says("there is a book");
    case.run("init fresh/below").exits(2).says("there is a book");
    case.run("-C fresh init ../beside").ok();
    assert!(case.file("beside/suits.toml").exists());
    case.run("init play --example").ok().says("suits overdue");
    case.run("-C play overdue").ok().says("ACME-0009");
    case.run("init --exampel").exits(2).says("--example");
}

#[test]
fn outside_a_book_the_way_in_is_told() {
    let case = Case::empty("2026-12-01");
    case.run("overdue").exits(2).says("there is no book in").says("suits init");
    let ran = case.run("overdue --format json").exits(2);
    assert!(ran.stdout.is_empty() && ran.stderr.contains("\"code\": \"no-book\""), "{}", ran.all());
    case.run("-C nowhere overdue").exits(2).says("there is no folder");
    case.run("init a-book").ok();
    case.run("-C a-book/.. overdue").exits(2).says("there is no book in");
}
