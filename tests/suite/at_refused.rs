//! `--at` where there is no answer: what is said, with what to type instead. Never a figure.

use crate::harness::{Case, Ran};
use crate::repository::{git_in, git_says, repository};
use std::io::Write as _;
use std::process::{Command, Stdio};

/// The code and the words of an error, and that nothing was answered.
#[track_caller]
fn told(ran: &Ran) -> (String, String) {
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{}", ran.all());
    let error: serde_json::Value =
        serde_json::from_str(&ran.stderr).unwrap_or_else(|error| panic!("{error}: {}", ran.all()));
    let text = |key: &str| error["error"][key].as_str().unwrap_or_default().to_owned();
    (text("code"), format!("{} | {}", text("message"), text("hint")))
}

#[track_caller]
fn refuses(case: &Case, line: &str, code: &str, words: &[&str]) {
    let (found, told) = told(&case.run(&format!("{line} --format json")));
    assert_eq!(found, code, "{told}");
    for word in words {
        assert!(told.contains(word), "`{word}` is not in {told}");
    }
}

#[test]
fn a_name_that_stands_for_no_commit_is_refused_with_what_to_type() {
    let case = repository("tests/books/records");
    // nothing is fetched from a server that nobody named
    refuses(&case, "overdue --at v9", "unknown-revision", &["`v9`", "`git branch --all`"]);
    refuses(&case, "overdue --at jobs/ACME", "unknown-revision", &["`git branch --all`"]);
    git_in(case.path(), "remote add origin nowhere");
    refuses(&case, "overdue --at v9", "unknown-revision", &["`v9`", "git fetch origin v9"]);
    refuses(&case, "overdue --at origin/v9", "unknown-revision", &["git fetch origin v9"]);
    refuses(&case, "overdue --at main^9", "unknown-revision", &["`main` is there", "git log --oneline main"]);
    refuses(&case, "overdue --at HEAD~5", "unknown-revision", &["git log --oneline"]);
    refuses(&case, "overdue --at :/nowhere", "unknown-revision", &["no commit's message"]);
    refuses(&case, "overdue --at ''", "unknown-revision", &["git log"]);
    refuses(&case, "overdue --at=--all", "unknown-revision", &["`--all`"]);
    refuses(&case, "overdue --at HEAD:jobs", "no-commit", &["is a folder, not a commit"]);
    refuses(&case, "overdue --at HEAD:suits.toml", "no-commit", &["is a file, not a commit"]);
    refuses(&case, "overdue --at HEAD..main", "no-commit", &["--versus"]);
    refuses(&case, "overdue --at HEAD^!", "unknown-revision", &["HEAD^!"]);
}

#[test]
fn a_day_is_no_revision_and_the_hint_says_where_it_goes() {
    let case = repository("tests/books/records");
    for day in ["yesterday", "2026-11-22", "'last friday'", "3.days.ago"] {
        let asked = format!("`main@{{{}}}`", day.trim_matches('\''));
        refuses(&case, &format!("overdue --at {day}"), "unknown-revision", &[&asked]);
    }
    git_in(case.path(), "checkout -q --detach");
    refuses(&case, "overdue --at yesterday", "unknown-revision", &["`HEAD@{yesterday}`"]);
}

#[test]
fn where_nothing_is_committed_yet_the_first_commit_comes_first() {
    let case = Case::copy("tests/books/records", "2026-12-01");
    git_in(case.path(), "init -q -b main");
    for line in ["overdue --at HEAD", "diff", "budget --versus HEAD"] {
        refuses(
            &case,
            line,
            "unknown-revision",
            &["nothing has been committed here yet", "`git add -A`, then `git commit`"],
        );
    }
}

/// So many commits on a branch of their own that the first four digits of some are those of two.
fn many(case: &Case) {
    let one =
        |at: u64| format!("commit refs/heads/many\ncommitter Ann <ann@northlight.example> {at} +0000\ndata 1\nx\n\n");
    let stream: String = (1_700_000_000..1_700_001_500).map(one).collect();
    let mut import = Command::new("git");
    import.arg("-C").arg(case.path()).args(["fast-import", "--quiet"]).stdin(Stdio::piped());
    let mut import = import.spawn().expect("git runs");
    import.stdin.take().expect("a pipe").write_all(stream.as_bytes()).expect("written");
    assert!(import.wait().expect("git ends").success());
}

#[test]
fn what_git_itself_doubts_is_not_guessed() {
    let case = repository("tests/books/records");
    git_in(case.path(), "tag v1");
    git_in(case.path(), "branch v1");
    refuses(&case, "overdue --at v1", "ambiguous-revision", &["refs/tags/v1", "refs/heads/v1"]);
    case.run("overdue --at refs/tags/v1").ok();
    // git answers with the oldest that it remembers, which is some other day's book
    refuses(
        &case,
        "overdue --at 'main@{2020-01-01}'",
        "unknown-revision",
        &["only goes back to", "nothing was committed before then: the first commit"],
    );
    refuses(&case, "overdue --at 'HEAD@{7}'", "unknown-revision", &["git reflog"]);
    many(&case);
    let names = git_says(case.path(), "rev-list many");
    let mut starts: Vec<&str> = names.lines().map(|name| &name[..4]).collect();
    starts.sort_unstable();
    let twice = starts.windows(2).find(|pair| pair[0] == pair[1]).expect("two of 1,500 names begin alike")[0];
    refuses(&case, &format!("overdue --at {twice}"), "ambiguous-revision", &["write more of it"]);
}

#[test]
fn without_a_repository_or_a_book_then_it_says_so() {
    let bare = Case::copy("tests/books/records", "2026-12-01");
    refuses(&bare, "overdue --at HEAD", "no-repository", &["git init"]);
    let case = Case::empty("2026-12-01");
    git_in(case.path(), "init -q -b main");
    case.write("notes.txt", "x");
    git_in(case.path(), "add .");
    git_in(case.path(), "commit -q -m Notes");
    crate::harness::copy_all(
        &std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/books/records"),
        &case.file("book"),
    );
    git_in(case.path(), "add .");
    git_in(case.path(), "commit -q -m Book");
    git_in(case.path(), "mv book agency");
    git_in(case.path(), "commit -q -m Moved");
    refuses(
        &case,
        "overdue -C agency --at HEAD~2",
        "no-book",
        &["`HEAD~2`", "git -C agency log --oneline -- ':/*suits.toml'"],
    );
    refuses(&case, "overdue -C agency --at HEAD~1", "no-book", &["elsewhere then", "book`"]);
    refuses(&case, "overdue -C nowhere --at HEAD", "no-folder", &["nowhere"]);
    let now = case.run("overdue -C agency --format json").ok();
    // the folder that is gone by now, and a folder in it
    assert_eq!(case.run("overdue -C book --at HEAD~1 --format json").ok().stdout, now.stdout);
    assert_eq!(case.run("overdue -C book/jobs/ACME --at HEAD~1 --format json").ok().stdout, now.stdout);
}

#[test]
fn what_writes_is_refused_and_what_looks_at_no_book() {
    let case = repository("tests/books/records");
    for line in [
        "job set ACME-0012 title=x",
        "job advance ACME-0012 --to client-review --dry-run",
        "init x",
        "time log ACME-0012 2h",
    ] {
        refuses(&case, &format!("{line} --at HEAD"), "no-past", &["leave `--at` out"]);
    }
    refuses(&case, "check --fix --at HEAD", "read-only-revision", &["`HEAD`", "can be read, not written"]);
    refuses(&case, "fmt --at HEAD", "no-past", &["leave `--at` out"]);
    refuses(&case, "schema job --at HEAD", "no-past", &["looks at no book"]);
    refuses(&case, "explain burn --at v9", "unknown-revision", &["`v9`"]);
}

/// The program in an environment of its own.
fn program(case: &Case, path: &str, line: &[&str]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_suits"));
    command.args(line).current_dir(case.path()).env_clear().env("PATH", path).env("SUITS_TODAY", "2026-12-01");
    let output = command.stdin(Stdio::null()).output().expect("it runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    let code = output.status.code().and_then(|code| u8::try_from(code).ok()).expect("a code");
    Ran { code, stdout: text(output.stdout), stderr: text(output.stderr) }
}

#[cfg(unix)]
#[test]
fn without_git_or_with_an_old_one_it_says_so() {
    use std::os::unix::fs::PermissionsExt;
    let case = repository("tests/books/records");
    let tools = tempfile::tempdir().expect("a folder");
    let path = tools.path().to_str().expect("UTF-8");
    let line = ["overdue", "--at", "HEAD", "--format", "json"];
    let (code, words) = told(&program(&case, path, &line));
    assert!(code == "no-git" && words.contains("install git"), "{code} {words}");
    let git = tools.path().join("git");
    let old = "#!/bin/sh\nfor word; do [ \"$word\" = version ] && echo 'git version 1.8.3.1' && exit 0; done\necho usage >&2\nexit 129\n";
    std::fs::write(&git, old).expect("written");
    std::fs::set_permissions(&git, std::fs::Permissions::from_mode(0o755)).expect("runs");
    let (code, words) = told(&program(&case, path, &line));
    assert!(code == "old-git" && words.contains("1.8.3.1") && words.contains("2.31"), "{code} {words}");
}

#[test]
fn a_hook_names_the_repository_from_where_it_runs() {
    let case = repository("tests/books/records");
    let whole = case.run("overdue --at HEAD --format json").ok();
    let mut command = Command::new(env!("CARGO_BIN_EXE_suits"));
    command.args(["overdue", "-C", "jobs/ACME", "--at", "HEAD", "--format", "json"]).current_dir(case.path());
    command.env("GIT_DIR", ".git").env("GIT_INDEX_FILE", ".git/index").env("SUITS_TODAY", "2026-12-01");
    let output = command.stdin(Stdio::null()).output().expect("it runs");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(String::from_utf8_lossy(&output.stdout), whole.stdout);
}
