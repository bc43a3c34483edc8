//! The program itself: what only a real process shows. Everything else runs in this one.

use crate::harness::Case;
use std::io::{BufRead, BufReader};
use std::process::{Command, Output, Stdio};

fn suits(case: &Case, line: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_suits"));
    command.args(line).current_dir(case.path()).env_clear().env("SUITS_TODAY", "2026-12-01").stdin(Stdio::null());
    command
}

fn ran(command: &mut Command) -> (Option<i32>, String, String) {
    let Output { status, stdout, stderr } = command.output().expect("it runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (status.code(), text(stdout), text(stderr))
}

#[test]
fn exit_codes_and_streams_are_the_process_own() {
    let case = Case::copy("examples/northlight", "2026-12-01");
    let (code, out, err) = ran(&mut suits(&case, &["overdue", "--format", "json"]));
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert_eq!(serde_json::from_str::<serde_json::Value>(&out).expect("JSON")["as_of"], "2026-12-01");
    assert_eq!(ran(&mut suits(&case, &["overdue", "--exit-code"])).0, Some(1));
    assert_eq!(ran(&mut suits(&case, &["overdu"])).0, Some(2));
    let (code, out, err) = ran(&mut suits(&case, &["today"]));
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert!(err.contains("SUITS_USER"), "{err}");
    assert_eq!(ran(suits(&case, &["today"]).env("SUITS_USER", "ann")).0, Some(0));
    assert_eq!(ran(suits(&case, &["overdue"]).env("SUITS_TODAY", "soon")).0, Some(2));
    let (_, out, _) =
        ran(suits(&case, &["overdue", "--as-of", "2026-11-01", "--format", "json"]).env("SUITS_TODAY", "2026-12-01"));
    assert!(out.contains("\"as_of\": \"2026-11-01\""), "{out}");
}

#[test]
fn a_pipe_has_any_width_unless_somebody_says_how_many_columns() {
    let case = Case::copy("examples/northlight", "2026-12-01");
    let widest = |out: &str| out.lines().map(|line| line.chars().count()).max();
    let (_, whole, _) = ran(&mut suits(&case, &["budget"]));
    assert!(widest(&whole) > Some(140) && !whole.contains("no room for"), "{whole}");
    let (_, narrow, _) = ran(suits(&case, &["budget"]).env("COLUMNS", "80"));
    assert!(widest(&narrow) <= Some(80) && narrow.contains("no room for: pending"), "{narrow}");
    for nonsense in ["", "0", "wide"] {
        assert_eq!(ran(suits(&case, &["budget"]).env("COLUMNS", nonsense)).1, whole);
    }
}

#[test]
fn a_reader_who_leaves_changes_nothing_about_the_answer() {
    let case = Case::copy("examples/northlight", "2026-12-01");
    for (line, code) in [
        (&["search", "a"][..], 0),
        (&["check"], 1),
        (&["check", "--format", "github"], 1),
        (&["job", "list", "--exit-code"], 1),
    ] {
        let mut child = suits(&case, line).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
        let mut first = String::new();
        BufReader::new(child.stdout.take().expect("stdout")).read_line(&mut first).expect("a line");
        let ended = child.wait_with_output().expect("it ends");
        assert_eq!((ended.status.code(), ended.stderr.as_slice()), (Some(code), &b""[..]), "{line:?}");
        assert!(!first.is_empty());
    }
    // A reader who was never there.
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let ended = suits(&case, &["check"]).stdout(writer).output().expect("it ends");
    assert_eq!((ended.status.code(), ended.stderr.as_slice()), (Some(1), &b""[..]));
}

#[test]
fn without_a_terminal_nothing_is_asked() {
    let case = Case::copy("tests/books/records", "2026-12-01");
    for line in [
        &["job", "new", "ACME"][..],
        &["brief", "new", "ACME"],
        &["client", "new", "NEWCO"],
        &["job", "edit", "ACME-0012"],
    ] {
        let (code, out, err) = ran(suits(&case, line).env("SUITS_USER", "ann").env("EDITOR", "false"));
        assert_eq!((code, out.as_str()), (Some(2), ""), "{line:?}: {err}");
    }
    let (code, out, _) = ran(suits(&case, &["job", "set", "ACME-0012", "due=2027-03-15"]).env("SUITS_USER", "ann"));
    assert_eq!((code, out.as_str()), (Some(0), "jobs/ACME/ACME-0012.yaml\n"));
}
