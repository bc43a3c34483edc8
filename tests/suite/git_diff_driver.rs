//! `suits diff-driver`, called by git itself: words first, then the lines; and never a reason for git to stop.

use crate::harness::Case;
use crate::repository::{git_in, repository};
use std::process::Command;

const JOB: &str = "jobs/ACME/ACME-0012.yaml";

/// A book whose records git shows with the driver.
fn armed() -> Case {
    let case = repository("tests/books/records");
    case.write(".git/info/attributes", "*.yaml diff=suits\n");
    let program = env!("CARGO_BIN_EXE_suits");
    let config = Command::new("git")
        .arg("-C")
        .arg(case.path())
        .args(["config", "diff.suits.command", &format!("'{program}' diff-driver")])
        .status();
    assert!(config.expect("git runs").success());
    case
}

/// What git prints.
#[track_caller]
fn shown(case: &Case, line: &str) -> String {
    let mut git = Command::new("git");
    git.arg("-C").arg(case.path()).args(line.split(' ')).env("SUITS_TODAY", "2026-12-01");
    git.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
    let output = git.output().expect("git runs");
    assert!(output.status.success(), "git {line}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn change(case: &Case, from: &str, to: &str) {
    let text = case.text(JOB);
    assert!(text.contains(from), "no `{from}`");
    case.write(JOB, text.replacen(from, to, 1));
}

#[test]
fn git_diff_tells_the_words_and_then_the_lines() {
    let case = armed();
    change(&case, "due: 2027-03-12", "due: 2027-03-19");
    let diff = shown(&case, "diff");
    let head = format!(
        "diff --git a/{JOB} b/{JOB}\nACME-0012 Spring launch film\n  due 2027-03-12 → 2027-03-19, 5 working days later\n--- a/{JOB}\n+++ b/{JOB}\n"
    );
    assert!(diff.starts_with(&head), "{diff}");
    assert!(diff.contains("-due: 2027-03-12\n+due: 2027-03-19\n"), "{diff}");
    git_in(case.path(), "commit -qam Later");
    for line in ["log -p -1 --ext-diff", "show --ext-diff"] {
        assert!(shown(&case, line).contains("  due 2027-03-12 → 2027-03-19, 5 working days later\n"), "{line}");
    }
}

#[test]
fn words_alone_where_they_are_asked_for() {
    let case = armed();
    let program = env!("CARGO_BIN_EXE_suits");
    let set = Command::new("git")
        .arg("-C")
        .arg(case.path())
        .args(["config", "diff.suits.command", &format!("'{program}' diff-driver --words")])
        .status();
    assert!(set.expect("git runs").success());
    change(&case, "due: 2027-03-12", "due: 2027-03-19");
    let diff = shown(&case, "diff");
    assert!(diff.ends_with("  due 2027-03-12 → 2027-03-19, 5 working days later\n"), "{diff}");
}

#[test]
fn what_comes_goes_is_renamed_or_does_not_read_stops_nobody() {
    let case = armed();
    case.write(
        "jobs/ACME/ACME-0040.yaml",
        "title: New\ntype: research\nstatus: requested\nrequested_by: liisa\nrequested_on: 2026-12-01\n",
    );
    case.write("docker-compose.yaml", "services: {}\n");
    git_in(case.path(), "mv contact-reports/ACME/ACME-C0031.yaml contact-reports/ACME/ACME-C0050.yaml");
    git_in(case.path(), "rm -q feedback/ACME/ACME-0013-R1.yaml");
    change(&case, "title: Spring launch film", "title: {Spring \u{1b}[31m");
    git_in(case.path(), "add -A");
    let diff = shown(&case, "diff --cached -M");
    for words in [
        "new file mode 100644\nACME-0040 New\n  new job: New",
        "deleted file mode 100644\nACME-0013-R1 client round on film-30 v1\n  feedback taken out",
        "the newer version cannot be read (line",
        "diff --git a/docker-compose.yaml b/docker-compose.yaml\nnew file mode 100644\n--- /dev/null\n+++ b/docker-compose.yaml\n",
    ] {
        assert!(diff.contains(words), "`{words}` is not in\n{diff}");
    }
    assert!(!diff.contains('\u{1b}'), "{diff}");
    case.write(JOB, [0xff, 0xfe, b'x']);
    assert!(shown(&case, "diff").contains("Binary files"));
}

#[test]
fn a_rename_with_a_change_is_one_record() {
    let case = armed();
    git_in(case.path(), "mv jobs/ACME/ACME-0013.yaml jobs/ACME/ACME-0014.yaml");
    let text = case.text("jobs/ACME/ACME-0014.yaml").replacen("due: 2027-03-12", "due: 2027-03-15", 1);
    case.write("jobs/ACME/ACME-0014.yaml", text);
    git_in(case.path(), "add -A");
    let diff = shown(&case, "diff --cached -M");
    for words in [
        "rename from jobs/ACME/ACME-0013.yaml\nrename to jobs/ACME/ACME-0014.yaml\n",
        "  ACME-0013 is ACME-0014 now\n",
        "  due 2027-03-12 → 2027-03-15, 1 working day later\n",
    ] {
        assert!(diff.contains(words), "`{words}` is not in\n{diff}");
    }
}

#[test]
fn odd_arguments_end_well() {
    let case = Case::empty("2026-12-01");
    for line in [
        "diff-driver",
        "diff-driver only.yaml",
        "diff-driver a b",
        "diff-driver --words",
        "diff-driver a /no/such x 100644 /no/such y 100644",
        "diff-driver --odd -x --format json",
    ] {
        case.run(line).ok();
    }
}

#[test]
fn colours_and_lines_around_are_those_that_git_would_show() {
    let case = armed();
    change(&case, "due: 2027-03-12", "due: 2027-03-19");
    assert!(!shown(&case, "diff").contains('\u{1b}'), "into a pipe without colours");
    // red is 31, green 32, cyan 36, bold 1: git's own for what is gone, what is new, where it is, and the names
    let colored = shown(&case, "-c color.ui=always diff");
    for line in [
        format!("\u{1b}[1mdiff --git a/{JOB} b/{JOB}\u{1b}[m\n"),
        format!("\u{1b}[1m--- a/{JOB}\u{1b}[m\n"),
        "\u{1b}[31m-due: 2027-03-12\u{1b}[m\n".to_owned(),
        "\u{1b}[32m+due: 2027-03-19\u{1b}[m\n".to_owned(),
        "\u{1b}[36m@@ -".to_owned(),
        "\n  due 2027-03-12 → 2027-03-19, 5 working days later\n".to_owned(),
    ] {
        assert!(colored.contains(&line), "{line:?} in {colored:?}");
    }
    let own = shown(&case, "-c color.diff=always -c color.diff.old=magenta diff");
    assert!(own.contains("\u{1b}[35m-due: 2027-03-12"), "{own:?}");
    assert!(!shown(&case, "-c color.ui=always -c color.diff=never diff").contains('\u{1b}'));
    let lines = |line: &str| shown(&case, line).lines().filter(|line| line.starts_with(' ')).count();
    // a line of words, and as many lines of the record before and behind the change
    assert_eq!((lines("diff"), lines("-c diff.context=1 diff")), (1 + 2 * 3, 1 + 2));
    let mut git = Command::new("git");
    git.arg("-C").arg(case.path()).args(["diff"]).env("GIT_DIFF_OPTS", "-u0").env("SUITS_TODAY", "2026-12-01");
    let output = git.output().expect("git runs").stdout;
    assert_eq!(String::from_utf8_lossy(&output).lines().filter(|line| line.starts_with(' ')).count(), 1);
}
