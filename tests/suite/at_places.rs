//! `--at` in every kind of repository: bare, with several work trees, inside another, cut short, of other hashes, damaged.

use crate::harness::Case;
use crate::repository::{git_in, git_says, repository};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A book with two commits, and what `job list` says of the first.
fn two_commits() -> (Case, String) {
    let case = repository("tests/books/records");
    let first = case.run("job list --format json").ok().stdout;
    let path = "jobs/ACME/ACME-0012.yaml";
    case.write(path, case.text(path).replacen("title: ", "title: Renamed ", 1));
    git_in(case.path(), "commit -q -a -m Second");
    (case, first)
}

fn clone(case: &Case, words: &str) -> (TempDir, PathBuf) {
    let scratch = tempfile::tempdir().expect("a folder");
    let folder = scratch.path().canonicalize().expect("a folder").join("clone");
    git_in(case.path(), &format!("clone -q {words} file://{} {}", case.path().display(), folder.display()));
    (scratch, folder)
}

fn text(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

#[test]
fn a_bare_clone_has_its_book_at_the_top_or_below() {
    let (case, first) = two_commits();
    let (_scratch, bare) = clone(&case, "--bare");
    assert_eq!(case.run(&format!("job list --format json -C {} --at main~1", bare.display())).ok().stdout, first);
    assert_eq!(case.run_in(text(&bare), "job list --format json --at main~1").ok().stdout, first);
    case.run_in(text(&bare), "job list").exits(2).says("there is no book");
    git_in(case.path(), "checkout -q HEAD~1");
    std::fs::create_dir_all(case.file("agency/book")).expect("a folder");
    for name in ["suits.toml", "jobs", "clients", "briefs", "feedback", "invoices", "timesheets", "contact-reports"] {
        git_in(case.path(), &format!("mv {name} agency/book/{name}"));
    }
    git_in(case.path(), "commit -q -a -m Below");
    git_in(case.path(), "branch below");
    let (_scratch, bare) = clone(&case, "--bare");
    let ask = |folder: &str| case.run(&format!("job list --format json -C {} --at below", bare.join(folder).display()));
    assert_eq!(ask("agency/book").ok().stdout, first);
    assert_eq!(ask("agency/book/jobs").ok().stdout, first);
    ask("").exits(2).says("agency/book");
    // paths of findings lead from the top of the repository, and words from the folder of the book
    let github = case.run(&format!(
        "check --due --format github --fail-on never -C {} --at below",
        bare.join("agency/book").display()
    ));
    assert!(github.stdout.is_empty() || github.stdout.contains("file=agency/book/"), "{}", github.all());
    case.run(&format!("check jobs/ACME -C {} --at below", bare.join("agency/book").display()))
        .says_not("no file, folder or record");
}

#[test]
fn another_work_tree_and_the_folder_of_git_itself_know_the_same() {
    let (case, first) = two_commits();
    let scratch = tempfile::tempdir().expect("a folder");
    let tree = scratch.path().join("tree");
    git_in(case.path(), &format!("worktree add -q --detach {}", tree.display()));
    assert_eq!(case.run_in(text(&tree), "job list --format json --at main~1").ok().stdout, first);
    assert_eq!(case.run_in(text(&tree.join("jobs/ACME")), "job list --format json --at main~1").ok().stdout, first);
    assert_eq!(case.run_in(".git", "job list --format json --at main~1").ok().stdout, first);
}

#[test]
fn a_book_may_be_in_a_submodule_and_have_one_inside() {
    let (case, first) = two_commits();
    let outer = Case::empty("2026-12-01");
    git_in(outer.path(), "init -q -b main");
    let add = format!("-c protocol.file.allow=always submodule add -q file://{} book", case.path().display());
    git_in(outer.path(), &add);
    git_in(outer.path(), "commit -q -m With");
    assert_eq!(outer.run("job list --format json -C book --at HEAD~1").ok().stdout, first);
    outer.run("job list --at HEAD").exits(2).says("at `HEAD` there was no book");
    // a repository inside the book, and not a record's folder: the book is around it
    let (brand, _) = two_commits();
    git_in(
        case.path(),
        &format!("-c protocol.file.allow=always submodule add -q file://{} evidence/brand", brand.path().display()),
    );
    std::fs::remove_file(case.file("evidence/brand/suits.toml")).expect("gone");
    git_in(&case.file("evidence/brand"), "rm -q --cached suits.toml");
    git_in(&case.file("evidence/brand"), "commit -q -m No");
    git_in(case.path(), "add -A .");
    git_in(case.path(), "commit -q -m Brand");
    assert_eq!(case.run_in("evidence/brand", "job list --format json --at main~2").ok().stdout, first);
}

#[test]
fn records_in_another_repository_are_not_taken_for_none() {
    let (case, _) = two_commits();
    let (inner, _) = two_commits();
    git_in(case.path(), "rm -q -r feedback");
    git_in(
        case.path(),
        &format!("-c protocol.file.allow=always submodule add -q file://{} feedback", inner.path().display()),
    );
    git_in(case.path(), "commit -q -m Apart");
    case.run("check --at HEAD").exits(1).says("repository of its own").says("feedback");
    case.run("rounds --at HEAD").exits(2).says("repository of its own");
    case.run("budget --at HEAD").ok();
}

#[test]
fn a_shallow_clone_says_where_its_history_is_cut() {
    let (case, _) = two_commits();
    let (_scratch, shallow) = clone(&case, "--depth 1");
    case.run_in(text(&shallow), "job list --at HEAD").ok().says("Renamed");
    let first = git_says(case.path(), "rev-parse HEAD~1");
    for name in ["HEAD~1", &first] {
        case.run_in(text(&shallow), &format!("job list --at {name}")).exits(2).says("git fetch --unshallow");
    }
}

#[test]
fn a_partial_clone_says_what_to_fetch() {
    let (case, first) = two_commits();
    git_in(case.path(), "config uploadpack.allowFilter true");
    for filter in ["blob:none", "tree:0"] {
        let (_scratch, partial) = clone(&case, &format!("--filter={filter}"));
        let lacks = case.run_in(text(&partial), "job list --at HEAD~1").exits(2);
        assert_eq!(lacks.stdout, "");
        lacks.says("this clone lacks").says("git fetch --refetch --no-filter");
        git_in(&partial, "fetch -q --refetch --no-filter");
        assert_eq!(case.run_in(text(&partial), "job list --format json --at HEAD~1").ok().stdout, first);
    }
}

#[test]
fn a_repository_of_longer_hashes_is_read_alike() {
    let case = Case::copy("tests/books/records", "2026-12-01");
    git_in(case.path(), "init -q -b main --object-format=sha256");
    git_in(case.path(), "add .");
    git_in(case.path(), "commit -q -m Start");
    for line in ["job list --format json", "check --format json", "budget --format json"] {
        let (now, then) = (case.run(line), case.run(&format!("{line} --at HEAD")));
        assert_eq!((then.code, then.stdout), (now.code, now.stdout), "{line}");
    }
}

/// The file of a loose object.
fn object(case: &Case, name: &str) -> PathBuf {
    let oid = git_says(case.path(), &format!("rev-parse {name}"));
    case.file(".git/objects").join(&oid[..2]).join(&oid[2..])
}

#[test]
fn a_damaged_repository_gives_no_figures() {
    for name in ["HEAD:jobs/ACME/ACME-0012.yaml", "HEAD:suits.toml", "HEAD:jobs", "HEAD:jobs/ACME", "HEAD^{tree}"] {
        for bytes in [None, Some(&b"not what git wrote"[..]), Some(b"")] {
            let (case, _) = two_commits();
            let object = object(&case, name);
            std::fs::remove_file(&object).expect("gone");
            if let Some(bytes) = bytes {
                std::fs::write(&object, bytes).expect("written");
            }
            for line in ["job list", "budget --format csv", "check", "job show ACME-0012"] {
                let ran = case.run(&format!("{line} --at HEAD")).exits(2);
                assert_eq!(ran.stdout, "", "{name} {bytes:?} {line}");
                ran.says("git fsck");
            }
        }
    }
}

#[test]
fn line_ends_that_a_checkout_would_change_make_no_difference() {
    let (case, _) = two_commits();
    case.write(".gitattributes", "*.yaml text eol=crlf\n");
    git_in(case.path(), "add .gitattributes");
    git_in(case.path(), "commit -q -m Ends");
    let scratch = tempfile::tempdir().expect("a folder");
    let tree = scratch.path().join("tree");
    git_in(case.path(), &format!("worktree add -q --detach {} HEAD", tree.display()));
    assert!(std::fs::read_to_string(tree.join("jobs/ACME/ACME-0012.yaml")).expect("reads").contains("\r\n"));
    for line in
        ["job list --format json", "job show ACME-0012 --format json", "budget --format json", "check --format json"]
    {
        let (there, then) = (case.run_in(text(&tree), line), case.run(&format!("{line} --at HEAD")));
        assert_eq!((then.code, then.stdout), (there.code, there.stdout), "{line}");
    }
}
