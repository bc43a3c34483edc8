//! Lives of records in repositories whose messages, names and settings are odd: each commit stays its author's, whatever it says.

use crate::harness::Case;
use crate::repository::{belongs_to_ann, commit_edit, committed, git_in, git_ok, git_says, git_try};

const JOB: &str = "jobs/ACME/ACME-0012.yaml";

fn column(case: &Case, line: &str, name: &str) -> Vec<String> {
    let answer = case.run(&format!("{line} --format json")).ok().json();
    let rows = answer["rows"].as_array().expect("rows").clone();
    rows.iter().map(|row| row[name].as_str().unwrap_or("-").to_owned()).collect()
}

#[test]
fn marks_in_a_message_and_in_a_name_rewrite_no_life() {
    let case = committed("tests/books/records");
    let start = git_says(case.path(), "rev-parse HEAD");
    case.write(JOB, case.text(JOB).replacen("title: ", "title: New ", 1));
    let message = format!("nice\u{3}\u{2}{start}\u{1f}The Boss\u{1f}boss@x\u{1f}2020-01-01\u{1f}{start}\u{1f}Innocent");
    git_ok(case.path(), &["commit", "-q", "-a", "--author=A\u{1f}nn <ann@northlight.example>", "-m", &message]);
    let odd = git_says(case.path(), "rev-parse HEAD")[..10].to_owned();
    assert_eq!(column(&case, "log ACME-0012 --field title", "commit")[0], odd);
    assert_eq!(column(&case, "blame ACME-0012 title", "commit"), [odd]);
    case.run("log ACME-0012").ok().says_not("Boss").says_not("2020-01-01");
}

#[test]
fn a_book_in_a_folder_has_its_history_where_git_tells_paths_from_there() {
    let case = committed("tests/books/records");
    commit_edit(&case, JOB, "title: ", "title: New ");
    let plain = column(&case, "log ACME-0012", "commit");
    std::fs::create_dir(case.file("books")).expect("a folder");
    for entry in git_says(case.path(), "ls-tree --name-only HEAD").lines() {
        git_ok(case.path(), &["mv", entry, "books/"]);
    }
    git_ok(case.path(), &["commit", "-q", "-m", "Into a folder"]);
    assert!(plain.len() > 1);
    let log = "-C books log ACME-0012";
    let told = column(&case, log, "commit");
    git_in(case.path(), "config diff.relative true");
    git_in(case.path(), "config i18n.logOutputEncoding ISO-8859-1");
    assert_eq!(column(&case, log, "commit"), told);
    assert_eq!(told[told.len() - plain.len()..], plain[..]);
}

#[test]
fn a_record_that_gets_its_number_back_keeps_its_life() {
    let case = committed("tests/books/records");
    belongs_to_ann(case.path());
    let path = |id: &str| format!("jobs/ACME/ACME-{id}.yaml");
    let job = case.text(JOB);
    let rest = job.split_once('\n').expect("lines").1.to_owned();
    let commit = |message: &str| {
        git_in(case.path(), "add -A");
        git_ok(case.path(), &["commit", "-q", "-m", message]);
        git_says(case.path(), "rev-parse HEAD")[..10].to_owned()
    };
    let theirs_text = case.text("jobs/ACME/ACME-0013.yaml");
    git_in(case.path(), "checkout -q -b feature");
    case.write(&path("0044"), format!("title: Theirs\n{rest}"));
    let theirs = commit("Theirs");
    git_in(case.path(), "checkout -q main");
    case.write(&path("0044"), format!("title: Ours\n{}", theirs_text.split_once('\n').expect("lines").1));
    commit("Ours");
    assert_ne!(git_try(case.path(), &["merge", "feature"]).0, 0);
    case.run("renumber ACME-0044 ACME-0045 --from MERGE_HEAD").ok();
    let merge = commit("Merge");
    git_ok(case.path(), &["rm", "-q", &path("0044")]);
    commit("Drop");
    git_ok(case.path(), &["mv", &path("0045"), &path("0044")]);
    let back = commit("Back");
    assert_eq!(column(&case, "log ACME-0044", "commit"), [&back, &merge, &theirs].map(String::as_str));
    assert_eq!(column(&case, "blame ACME-0044 title", "commit"), [&theirs[..]]);
    commit_edit(&case, &path("0044"), "title: Theirs", "title: Still theirs");
    let edit = git_says(case.path(), "rev-parse HEAD")[..10].to_owned();
    assert_eq!(column(&case, "log ACME-0044", "commit"), [&edit, &back, &merge, &theirs].map(String::as_str));
    case.run("log ACME-0044")
        .ok()
        .says_not("and is ACME-0044 now")
        .says_not("another record was made under ACME-0044 too, and is ACME-0045");
}

#[test]
fn numbers_that_move_on_in_one_commit_take_their_lives_along() {
    let path = |id: &str| format!("jobs/ACME/ACME-{id}.yaml");
    let moves: [&[(&str, &str)]; 2] = [&[("0012", "0013"), ("0013", "0914")], &[("0012", "0013"), ("0013", "0012")]];
    for moves in moves {
        let case = committed("tests/books/records");
        let start = git_says(case.path(), "rev-parse HEAD")[..10].to_owned();
        let mut lives = Vec::new();
        for (old, new) in moves {
            commit_edit(&case, &path(old), "due: 2027-03-12", &format!("due: 2027-04-{}", &old[2..]));
            lives.push((old, new, git_says(case.path(), "rev-parse HEAD")[..10].to_owned()));
        }
        let texts: Vec<String> = moves.iter().map(|(old, _)| case.text(&path(old))).collect();
        moves.iter().for_each(|(old, _)| std::fs::remove_file(case.file(&path(old))).expect("gone"));
        moves.iter().zip(texts).for_each(|((_, new), text)| case.write(&path(new), text));
        git_in(case.path(), "add -A");
        git_ok(case.path(), &["commit", "-q", "-m", "Other numbers"]);
        let moved = git_says(case.path(), "rev-parse HEAD")[..10].to_owned();
        for (old, new, edit) in &lives {
            let line = format!("log ACME-{new}");
            assert_eq!(column(&case, &line, "commit"), [&moved, edit, &start].map(String::as_str), "{old} to {new}");
            let ids = [new, old, old].map(|id| format!("ACME-{id}"));
            assert_eq!(column(&case, &format!("{line} --columns id"), "id"), ids);
            assert_eq!(column(&case, &format!("blame ACME-{new} due"), "commit"), [&edit[..]]);
        }
        if moves[1].1 == "0914" {
            case.run("log ACME-0012").ok().says("`suits log ACME-0013` goes on from there");
        }
        crate::audit::clean(&case);
    }
}

#[cfg(unix)]
#[test]
fn signatures_that_git_shows_with_each_commit_do_not_hide_which_is_the_last() {
    let case = committed("tests/books/records");
    let script = "case \"$*\" in *--verify*) echo '[GNUPG:] GOODSIG 0 Ann'; echo 'gpg: Good signature' >&2; exit 0;; esac\n\
        cat >/dev/null; echo '[GNUPG:] SIG_CREATED ' >&2\n\
        printf -- '-----BEGIN PGP SIGNATURE-----\\n\\nx\\n-----END PGP SIGNATURE-----\\n'";
    crate::repository::hook(case.path(), "signs", script);
    let signs = case.file(".git/hooks/signs").display().to_string();
    git_ok(case.path(), &["config", "gpg.program", &signs]);
    git_in(case.path(), "config commit.gpgSign true");
    git_in(case.path(), "config log.showSignature true");
    case.run("job set ACME-0012 title=New --commit").ok();
    assert!(git_ok(case.path(), &["log", "-1"]).contains("Good signature"), "git shows it");
    case.run("undo").ok().says("ACME-0012: taken back: title = New");
}
