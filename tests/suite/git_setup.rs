//! `suits setup` in real clones: what it writes, that it keeps what others wrote, that it says by a trial whether it works; and the
//! finding of `suits check` for a clone in which nobody has said it.

#![expect(clippy::disallowed_methods, reason = "a test lays out clones")]

use crate::harness::{Case, copy_all};
use crate::repository::{armed, git_in, git_ok, git_try, repository};
use std::path::Path;

const PROGRAM: &str = env!("CARGO_BIN_EXE_suits");
const TRIED: &str =
    "tried out in a scratch repository: two branches changed fields of one record side by side, and the merge has both";

fn book() -> Case {
    repository("tests/books/records")
}

fn config(case: &Case, key: &str) -> String {
    git_try(case.path(), &["config", "--get", key]).1.trim_end().to_owned()
}

#[test]
fn a_clone_is_armed_once_and_a_second_time_changes_nothing() {
    let case = book();
    case.run("setup --dry-run").ok().says("would: setting `merge.suits.driver`").says(TRIED).says("+jobs/*/*.yaml");
    assert_eq!(git_try(case.path(), &["config", "--get-regexp", "suits"]).0, 1, "a dry run sets nothing");
    assert!(!case.file(".gitattributes").exists() && !case.file(".git/info/attributes").exists());
    let ran = case.run("setup").ok().says(TRIED).says("`.gitattributes`: 8 lines more").says("commit `.gitattributes`");
    assert!(ran.stdout.contains(".gitattributes"), "{}", ran.stdout);
    assert!(config(&case, "merge.suits.driver").starts_with(&format!("{PROGRAM} merge-driver %O %A %B %P ")));
    assert!(config(&case, "diff.suits.command").contains("diff-driver"));
    let all = || [".gitattributes", ".git/info/attributes", ".git/config"].map(|path| case.text(path));
    let before = all();
    case.run("setup").ok().says("this clone was armed already").says(TRIED);
    assert_eq!(all(), before);
    let json = case.run("setup --format json").ok().json();
    assert_eq!(json["changed"].as_array().map(Vec::len), Some(0));
    assert_eq!(json["dry_run"], false);
}

#[test]
fn what_others_wrote_stays_and_is_left_when_all_is_taken_out_again() {
    let case = book();
    let tracked = "# ours\r\n*.psd binary\r\n*.yaml text\r\n";
    case.write(".gitattributes", tracked);
    case.write(".git/info/attributes", "*.ai binary");
    git_in(case.path(), "config merge.suits.recursive text");
    case.run("setup").ok();
    assert!(case.text(".gitattributes").starts_with(tracked));
    assert!(case.text(".git/info/attributes").starts_with("*.ai binary\n"));
    case.run("setup --remove --dry-run")
        .ok()
        .says("taken out")
        .says("next: commit `.gitattributes`")
        .says_not("tried out");
    case.run("setup --remove").ok().says("`.gitattributes`: 8 lines less");
    assert_eq!(case.text(".gitattributes"), tracked);
    assert_eq!(case.text(".git/info/attributes"), "*.ai binary\n");
    assert_eq!(config(&case, "merge.suits.driver"), "");
    assert_eq!(config(&case, "merge.suits.recursive"), "text");
    case.run("setup --remove").ok().says("nothing of it is here");
}

#[test]
fn a_stale_line_is_mended_in_its_place() {
    let case = book();
    case.run("setup").ok();
    let whole = case.text(".gitattributes");
    case.write(
        ".gitattributes",
        whole.replace("jobs/*/*.yaml              merge=suits diff=suits", "jobs/*/*.yaml merge=suits"),
    );
    git_in(case.path(), "config merge.suits.driver gone");
    case.run("check").says("not-armed").says("something else than `suits`");
    case.run("setup").ok().says("in place of `gone`").says("`.gitattributes`: 1 line in place of 1 line").says(TRIED);
    assert!(case.text(".gitattributes").contains("\njobs/*/*.yaml merge=suits diff=suits\n"));
    assert!(config(&case, "merge.suits.driver").starts_with(PROGRAM));
}

#[test]
fn a_clone_that_is_not_armed_is_told_of_once_and_one_that_needs_nothing_is_not() {
    let case = book();
    case.run("check").ok().says_not("not-armed");
    case.run("setup").ok();
    case.run("check").ok().says_not("not-armed");
    git_in(case.path(), "config --remove-section merge.suits");
    let json = case.run("check --format json").ok().json();
    let found: Vec<_> = json["findings"].as_array().expect("findings").iter().collect();
    assert_eq!(found.len(), 1, "{json}");
    assert_eq!(
        (&found[0]["code"], &found[0]["path"], &found[0]["line"]),
        (&"not-armed".into(), &".gitattributes".into(), &2.into())
    );
    assert_eq!(found[0]["severity"], "warning");
    case.run("explain not-armed").ok().says("suits setup");
    // A host runs no drivers, and nobody merges in the past.
    let mut suits = std::process::Command::new(PROGRAM);
    let ran = suits
        .current_dir(case.path())
        .args(["check", "--as-of", "2026-12-01"])
        .env("CI", "true")
        .output()
        .expect("runs");
    assert!(!String::from_utf8_lossy(&ran.stdout).contains("not-armed"));
    let case = Case::copy("tests/books/records", "2026-12-01");
    case.write(".gitattributes", "jobs/*/*.yaml merge=suits\n");
    case.run("check").ok().says_not("not-armed");
}

#[test]
fn settings_of_all_clones_of_a_person_count() {
    let case = book();
    case.run("setup").ok();
    let mine = case.text(".git/config");
    let (rest, suits) = mine.split_once("[merge \"suits\"]").expect("a section");
    case.write(".git/mine", format!("[merge \"suits\"]{suits}"));
    case.write(".git/config", format!("{rest}[include]\n\tpath = mine\n"));
    case.run("check").ok().says_not("not-armed");
    case.run("setup").ok().says("this clone was armed already");
    // What somebody includes later beats what the clone says itself.
    case.write(".git/config", format!("{rest}[include]\n\tpath = mine\n").replace("mine", "other"));
    case.write(".git/other", "[merge \"suits\"]\n\tdriver = other %A\n");
    let text = case.text(".git/config");
    let own = "[merge \"suits\"]\n\tname = x\n";
    case.write(".git/config", format!("{own}{text}"));
    case.run("setup").exits(2).says("not").says("merge.suits.driver");
}

#[test]
fn a_line_that_beats_ours_is_told_of() {
    let case = book();
    case.run("setup").ok();
    let own = case.text(".git/info/attributes");
    case.write(".git/info/attributes", format!("{own}*.yaml merge=union\n"));
    let all = ["clients", "briefs", "jobs", "feedback", "contact-reports", "invoices", "timesheets"];
    let all = all.map(|folder| format!("`{folder}/`")).join(", ");
    case.run("setup").exits(2).says(&format!("makes `merge` of {all} `union`: take it out"));
    // what beats ours after all is told of by a check, too
    let ran = case.run("check").ok().says("not-armed");
    ran.says("does not merge every record by its fields").says(&format!("makes `merge` of {all} `union`"));
    case.write(".git/info/attributes", format!("{own}jobs/*/*.yaml binary\n"));
    case.run("check").ok().says("makes `merge` of `jobs/` `unset`").says_not("`diff`");
    case.write(".git/info/attributes", &own);
    case.run("check").ok().says_not("not-armed");
    let tracked = case.text(".gitattributes");
    std::fs::remove_file(case.file(".git/info/attributes")).expect("removed");
    case.write(
        ".gitattributes",
        tracked.split_inclusive('\n').filter(|line| !line.starts_with("jobs/")).collect::<String>(),
    );
    case.run("check").ok().says("no line of attributes says what `merge` of `jobs/` is");
    case.run("setup").ok();
    case.run("check").ok().says_not("not-armed");
    // a line that an older `suits` wrote
    let line = config(&case, "merge.suits.driver").replace(" %S %X %Y;", ";");
    git_ok(case.path(), &["config", "merge.suits.driver", &line]);
    case.run("check").ok().says("not-armed").says("`merge.suits.driver` is not what `suits setup` writes");
    case.run("setup").ok();
    case.run("check").ok().says_not("not-armed");
}

#[test]
fn of_two_books_in_one_clone_one_is_disarmed_alone() {
    let case = Case::empty("2026-12-01");
    for book in ["one", "two"] {
        case.run(&format!("init {book}")).ok();
    }
    git_in(case.path(), "init -q -b main");
    git_in(case.path(), "add .");
    git_in(case.path(), "commit -q -m Start");
    case.run("-C one setup").ok();
    // the second one needs no more than its own tracked lines
    let driver = config(&case, "merge.suits.driver");
    case.run("-C one setup --remove").ok().says("the settings stay: `../two/.gitattributes`");
    assert_eq!(config(&case, "merge.suits.driver"), driver);
    case.run("-C two check").says_not("not-armed");
    case.run("-C two setup").ok();
    case.run("-C one setup").ok();
    case.run("-C one setup --remove").ok().says("`info/attributes`");
    assert_eq!(config(&case, "merge.suits.driver"), driver);
    let own = case.text(".git/info/attributes");
    assert!(own.contains("/two/jobs/") && !own.contains("/one/jobs/"), "{own}");
    case.run("-C two setup --remove").ok().says("setting `merge.suits.driver`: taken out").says_not("stay");
    assert_eq!(config(&case, "merge.suits.driver"), "");
}

#[test]
fn a_book_below_the_top_with_blanks_and_quotes_in_its_path_is_armed_and_merges() {
    let case = Case::empty("2026-12-01");
    let below = "our \"books\"/fi [1] it's";
    copy_all(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/books/records"), &case.file(below));
    git_in(case.path(), "init -q -b main");
    git_in(case.path(), "add .");
    git_in(case.path(), "commit -q -m Start");
    case.run_in(below, "setup").ok().says(TRIED);
    let own = case.text(".git/info/attributes");
    assert!(own.contains("\"/our \\\"books\\\"/fi \\\\[1] it's/jobs/*/*.yaml\" merge=suits diff=suits"), "{own}");
    std::fs::remove_file(case.file(&format!("{below}/.gitattributes"))).expect("gone");
    let job = format!("{below}/jobs/ACME/ACME-0012.yaml");
    let edit = |old: &str, new: &str| {
        case.write(&job, case.text(&job).replacen(old, new, 1));
        git_ok(case.path(), &["commit", "-q", "-a", "-m", "Edit"]);
    };
    git_in(case.path(), "checkout -q -b feature");
    edit("title: Spring launch film", "title: Launch film");
    git_in(case.path(), "checkout -q main");
    edit("brief: ACME-B0004", "brief: ACME-B0004 # May");
    git_ok(case.path(), &["merge", "--no-edit", "feature"]);
    assert!(case.text(&job).starts_with("title: Launch film\nbrief: ACME-B0004 # May\n"), "{}", case.text(&job));
    case.run_in(below, "setup --remove").ok();
    assert!(!case.file(".git/info/attributes").exists(), "nothing is left of it");
}

#[test]
fn a_second_work_tree_and_a_submodule_are_armed_where_git_looks() {
    let case = armed("tests/books/records");
    git_ok(case.path(), &["worktree", "add", "-q", "second"]);
    case.run_in("second", "setup").ok().says("this clone was armed already");
    case.run_in("second", "setup --remove").ok();
    assert!(!case.file(".git/info/attributes").exists(), "it lies with the clone, not with the work tree");
    case.run_in("second", "setup").ok();
    assert!(case.text(".git/info/attributes").contains("jobs/*/*.yaml"));

    let outer = Case::empty("2026-12-01");
    git_in(outer.path(), "init -q -b main");
    let url = case.path().display().to_string();
    git_ok(outer.path(), &["submodule", "--quiet", "add", &url, "book"]);
    outer.run_in("book", "check").says("not-armed");
    outer.run_in("book", "setup").ok().says(TRIED);
    outer.run_in("book", "check").says_not("not-armed");
    assert!(outer.file(".git/modules/book/info/attributes").exists());
    assert_eq!(git_try(outer.path(), &["config", "--get", "merge.suits.driver"]).0, 1, "the outer one is as it was");
}

#[test]
fn where_there_is_nothing_to_arm_or_git_lets_nobody_write_it_is_said_and_nothing_is_half_done() {
    let case = Case::copy("tests/books/records", "2026-12-01");
    case.run("setup").exits(2).says("not in a git repository").says("git init");
    git_in(case.path(), "init -q -b main");
    case.write(".git/config.lock", "");
    let json = case.run("setup --format json").exits(2);
    assert!(json.stderr.contains("\"git-failed\"") && json.stderr.contains("config"), "{}", json.stderr);
    assert!(!case.file(".gitattributes").exists() && !case.file(".git/info/attributes").exists());
    std::fs::remove_file(case.file(".git/config.lock")).expect("gone");
    std::fs::create_dir(case.file(".gitattributes")).expect("a folder");
    case.run("setup").exits(2).says("cannot read `.gitattributes`");
    let bare = Case::empty("2026-12-01");
    git_in(bare.path(), "init -q --bare");
    bare.run("setup").exits(2).says("there is no book");
    case.run("setup --at HEAD").exits(2);
}

#[test]
fn a_new_book_hands_its_records_to_the_driver_and_says_so_where_the_file_is_taken() {
    let case = Case::empty("2026-12-01");
    case.run("init book").ok();
    assert!(case.text("book/.gitattributes").contains("timesheets/*/*.yaml        merge=suits diff=suits\n"));
    git_in(case.path(), "init -q -b main book");
    case.run_in("book", "check").says("not-armed");
    case.run_in("book", "setup").ok().says_not("`.gitattributes`:");
    case.run_in("book", "check").says_not("not-armed");
    let case = Case::empty("2026-12-01");
    case.write("book/.gitattributes", "*.psd binary\n");
    case.run("init book").ok().says("`suits setup` puts into `.gitattributes`");
    assert_eq!(case.text("book/.gitattributes"), "*.psd binary\n");
}

#[cfg(unix)]
#[test]
fn a_program_that_is_found_by_its_name_is_called_by_it() {
    let case = book();
    let tools = Case::empty("2026-12-01");
    std::os::unix::fs::symlink(PROGRAM, tools.file("suits")).expect("linked");
    let path = format!("{}:{}", tools.path().display(), std::env::var("PATH").expect("a path"));
    let mut suits = std::process::Command::new(tools.file("suits"));
    let ran = suits.current_dir(case.path()).arg("setup").env("PATH", path).output().expect("runs");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    assert!(config(&case, "merge.suits.driver").starts_with("suits merge-driver "));
}
