//! Lives of records in repositories whose messages, names and settings are odd: each commit stays its author's, whatever it says.

use crate::harness::Case;
use crate::repository::{belongs_to_ann, column, commit_edit, committed, git_in, git_ok, git_says, git_try, short};

const JOB: &str = "jobs/ACME/ACME-0012.yaml";

#[test]
fn marks_in_a_message_and_in_a_name_rewrite_no_life() {
    let case = committed("tests/books/records");
    let start = git_says(case.path(), "rev-parse HEAD");
    case.write(JOB, case.text(JOB).replacen("title: ", "title: New ", 1));
    let message = format!("nice\u{3}\u{2}{start}\u{1f}The Boss\u{1f}boss@x\u{1f}2020-01-01\u{1f}{start}\u{1f}Innocent");
    git_ok(case.path(), &["commit", "-q", "-a", "--author=A\u{1f}nn <ann@northlight.example>", "-m", &message]);
    let odd = short(&case);
    assert_eq!(column(&case, "log ACME-0012 --field title", "commit")[0], odd);
    assert_eq!(column(&case, "blame ACME-0012 title", "commit"), [odd]);
    case.run("log ACME-0012").ok().says_not("Boss").says_not("2020-01-01");
}

#[test]
fn a_repository_in_the_place_of_a_record_is_told_as_that() {
    let case = committed("tests/books/records");
    let other = committed("tests/books/records");
    let url = format!("file://{}", other.path().display());
    let path = "jobs/ACME/ACME-0040.yaml";
    git_in(case.path(), &format!("-c protocol.file.allow=always submodule --quiet add {url} {path}"));
    git_in(case.path(), "commit -q -m Odd");
    let told = |line: &str| {
        case.run(line)
            .ok()
            .says("this version cannot be read: it is a repository of its own")
            .says_not("not committed");
        assert_eq!(column(&case, line, "commit"), [short(&case)], "{line}");
    };
    told("log ACME-0040");
    told("log ACME-0040 --at HEAD");
    // not fetched it is an empty folder, as in every clone
    git_in(case.path(), &format!("submodule --quiet deinit -f {path}"));
    told("log ACME-0040");
    // a folder that is none is still to be committed
    git_in(case.path(), &format!("rm -q -r --cached {path}"));
    case.run("log ACME-0040").ok().says("not committed");
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

/// A commit of all that was changed, by somebody whose name and words are bytes of another encoding, as git is told.
#[cfg(unix)]
fn commit_in(case: &Case, encoding: &str, who: &[u8], says: &[u8]) -> String {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let mut git = std::process::Command::new("git");
    git.arg("-C").arg(case.path()).args(["-c", &format!("i18n.commitEncoding={encoding}")]);
    git.args(["commit", "-q", "-a", "-m"]).arg(OsStr::from_bytes(says));
    git.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
    for role in ["AUTHOR", "COMMITTER"] {
        git.env(format!("GIT_{role}_NAME"), OsStr::from_bytes(who))
            .env(format!("GIT_{role}_EMAIL"), "who@elsewhere.example");
    }
    assert!(git.status().expect("git runs").success());
    short(case)
}

#[cfg(unix)]
#[test]
fn names_words_and_folders_of_any_script_are_told_as_they_were_written() {
    let case = committed("tests/books/records");
    std::fs::create_dir_all(case.file("ตลาด/預算 työt")).expect("folders");
    for entry in git_says(case.path(), "ls-tree --name-only HEAD").lines() {
        git_ok(case.path(), &["mv", entry, "ตลาด/預算 työt/"]);
    }
    git_ok(case.path(), &["commit", "-q", "-m", "Into folders"]);
    let job = format!("ตลาด/預算 työt/{JOB}");
    let latin =
        |text: &str| text.chars().map(|letter| u8::try_from(u32::from(letter)).expect("Latin-1")).collect::<Vec<u8>>();
    let commits = [
        ("UTF-8", "สมชาย ใจดี".as_bytes().to_vec(), "เลื่อนวันส่ง".as_bytes().to_vec()),
        ("ISO-8859-1", latin("Päivi Mäkinen"), latin("Työ siirtyi yöhön")),
        ("UTF-8", "王小明".as_bytes().to_vec(), "改名".as_bytes().to_vec()),
    ]
    .map(|(encoding, who, says)| {
        case.write(&job, case.text(&job).replacen("title: ", "title: New ", 1));
        commit_in(&case, encoding, &who, &says)
    });
    for output in ["UTF-8", "ISO-8859-1"] {
        git_in(case.path(), &format!("config i18n.logOutputEncoding {output}"));
        for quotes in ["true", "false"] {
            git_in(case.path(), &format!("config core.quotePath {quotes}"));
            let of = |name: &str| column(&case, "-C 'ตลาด/預算 työt' log ACME-0012", name)[..3].to_vec();
            assert_eq!(of("who"), ["王小明", "Päivi Mäkinen", "สมชาย ใจดี"]);
            assert_eq!(of("subject"), ["改名", "Työ siirtyi yöhön", "เลื่อนวันส่ง"]);
            assert_eq!(of("commit"), [&commits[2], &commits[1], &commits[0]].map(String::as_str));
            assert_eq!(column(&case, "-C 'ตลาด/預算 työt' blame ACME-0012 title", "who"), ["王小明"]);
        }
    }
}

#[test]
fn a_record_told_apart_below_a_folder_is_found_where_git_tells_paths_from_there() {
    let case = committed("tests/books/records");
    let path = |id: &str| format!("books/jobs/ACME/ACME-{id}.yaml");
    std::fs::create_dir(case.file("books")).expect("a folder");
    for entry in git_says(case.path(), "ls-tree --name-only HEAD").lines() {
        git_ok(case.path(), &["mv", entry, "books/"]);
    }
    git_ok(case.path(), &["commit", "-q", "-m", "Into a folder"]);
    let makes = |like: &str, title: &str| {
        let job = case.text(&path(like));
        case.write(&path("0044"), format!("title: {title}\n{}", job.split_once('\n').expect("lines").1));
        git_in(case.path(), "add -A");
        git_ok(case.path(), &["commit", "-q", "-m", title]);
        short(&case)
    };
    git_in(case.path(), "checkout -q -b feature");
    let theirs = makes("0012", "Theirs");
    git_in(case.path(), "checkout -q main");
    let ours = makes("0013", "Ours");
    assert_ne!(git_try(case.path(), &["merge", "feature"]).0, 0);
    case.run("-C books renumber ACME-0044 ACME-0045 --from MERGE_HEAD").ok();
    git_in(case.path(), "add -A");
    git_ok(case.path(), &["commit", "-q", "-m", "Merge"]);
    let merge = short(&case);
    for relative in ["false", "true"] {
        git_in(case.path(), &format!("config diff.relative {relative}"));
        assert_eq!(column(&case, "-C books log ACME-0045", "commit"), [&merge, &theirs].map(String::as_str));
        assert_eq!(column(&case, "-C books blame ACME-0045 title", "commit"), [&theirs[..]]);
        assert_eq!(column(&case, "-C books log ACME-0044", "commit"), [&ours[..]]);
    }
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
        short(&case)
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
    let edit = short(&case);
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
        for (old, _) in moves {
            std::fs::remove_file(case.file(&path(old))).expect("gone");
        }
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
