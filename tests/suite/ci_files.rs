//! The files that a book copies for its CI: every command line of `suits` in them is run by a shell, with the real program, in a real
//! repository: green over the tidy book, red over the messy one.

use crate::harness::Case;
use serde_json::Value;
use std::path::Path;
use std::process::Command;

fn yaml(path: &str) -> Value {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect(path);
    serde_yaml::from_str(&text).expect(path)
}

/// The lines of scripts that check, wherever in a file they are.
fn command_lines(file: &Value, found: &mut Vec<String>) {
    match file {
        Value::String(text) => {
            found.extend(text.lines().filter(|line| line.starts_with("suits check --")).map(str::to_owned));
        }
        Value::Array(items) => items.iter().for_each(|item| command_lines(item, found)),
        Value::Object(fields) => fields.values().for_each(|value| command_lines(value, found)),
        _ => {}
    }
}

fn lines_of(path: &str) -> Vec<String> {
    let mut found = Vec::new();
    command_lines(&yaml(path), &mut found);
    found
}

/// A book in a repository of its own: first only its configuration, as `origin/main`, then all of it.
fn repository(book: &str) -> Case {
    let case = Case::empty("2026-12-01");
    let copy = Case::copy(book, "2026-12-01");
    case.write("suits.toml", copy.text("suits.toml"));
    shell(&case, "git init -q && git add . && git commit -q -m First && git update-ref refs/remotes/origin/main HEAD")
        .0
        .expect("git");
    crate::harness::copy_all(copy.path(), case.path());
    shell(&case, "git add . && git commit -q --allow-empty -m Second").0.expect("git");
    case
}

/// What a shell makes of a line: its exit code where it is the program's, and what was printed.
fn shell(case: &Case, line: &str) -> (Result<(), i32>, String) {
    let program = Path::new(env!("CARGO_BIN_EXE_suits")).parent().expect("a folder");
    let path = format!("{}:{}", program.display(), std::env::var("PATH").expect("a path"));
    let ran = Command::new("sh")
        .args(["-c", line])
        .current_dir(case.path())
        .env("PATH", path)
        .env("BASE", "main")
        .env("SUITS_TODAY", "2026-12-01")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_AUTHOR_NAME", "Ann Lee")
        .env("GIT_AUTHOR_EMAIL", "ann@northlight.example")
        .env("GIT_COMMITTER_NAME", "Ann Lee")
        .env("GIT_COMMITTER_EMAIL", "ann@northlight.example")
        .output()
        .expect("a shell");
    let said = String::from_utf8_lossy(&ran.stdout).into_owned() + &String::from_utf8_lossy(&ran.stderr);
    let code = ran.status.code().expect("an exit code");
    (if code == 0 { Ok(()) } else { Err(code) }, said)
}

#[test]
fn the_files_are_green_on_the_tidy_book_and_red_on_the_messy_one() {
    let (tidy, messy) = (repository("tests/books/tidy"), repository("tests/books/messy"));
    let files = ["examples/ci/github.yml", "examples/ci/gitlab-ci.yml", ".pre-commit-hooks.yaml"];
    let lines: Vec<String> = files.iter().flat_map(|file| lines_of(file)).collect();
    assert_eq!(lines.len(), 5, "{lines:?}");
    for line in lines {
        let (green, said) = shell(&tidy, &line);
        assert_eq!(green, Ok(()), "{line}\n{said}");
        let (red, said) = shell(&messy, &line);
        assert_eq!(red, Err(1), "{line}\n{said}");
        for file in line.split("--output ").skip(1).filter_map(|rest| rest.split_once('=')?.1.split(' ').next()) {
            let written = messy.text(file);
            assert!(written.contains("briefs/") || written.contains("jobs/"), "{file} of {line} names no record");
        }
    }
}

#[test]
fn a_deletion_is_seen_by_the_hook() {
    let case = repository("tests/books/tidy");
    let [line, _] = &lines_of(".pre-commit-hooks.yaml")[..] else { panic!("two hooks") };
    let brief =
        std::fs::read_dir(case.file("briefs")).expect("briefs").next().expect("a client").expect("an entry").path();
    std::fs::remove_dir_all(brief).expect("removed");
    let (red, said) = shell(&case, line);
    assert_eq!(red, Err(1), "{said}");
    assert!(said.contains("dangling-reference"), "{said}");
}

#[test]
fn a_book_asks_for_a_hook_that_is_there_and_runs_whatever_a_commit_touches() {
    let hooks = yaml(".pre-commit-hooks.yaml");
    let hooks = hooks.as_array().expect("a list");
    for hook in hooks {
        assert_eq!((&hook["pass_filenames"], &hook["always_run"]), (&Value::from(false), &Value::from(true)), "{hook}");
    }
    let asked = yaml("examples/ci/pre-commit-config.yaml");
    for hook in asked["repos"][0]["hooks"].as_array().expect("a list") {
        assert!(hooks.iter().any(|there| there["id"] == hook["id"]), "{hook}");
    }
}
