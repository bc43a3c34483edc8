//! `suits undo`: the last change goes, to the byte, and nothing that somebody did since.

use crate::harness::Case;
use crate::repository::{committed, git_in, git_says, hook};

const JOB: &str = "jobs/ACME/ACME-0012.yaml";
const BOOK: &str = "tests/books/records";

#[test]
fn the_last_change_is_taken_back_and_made_again() {
    let case = Case::copy(BOOK, "2026-12-01");
    let before = case.text(JOB);
    case.run("job set ACME-0012 title=New").ok();
    let after = case.text(JOB);
    case.run("undo --dry-run").ok().says("would: ACME-0012: taken back: title = New").says("-title: New\n");
    assert_eq!(case.text(JOB), after);
    case.run("undo").ok().says("ACME-0012: taken back: title = New").says("next: `suits undo` makes it again");
    assert_eq!(case.text(JOB), before);
    case.run("undo").ok().says("ACME-0012: made again: title = New").says("next: `suits undo` takes it back once more");
    assert_eq!(case.text(JOB), after);
    case.run("undo").ok().says("ACME-0012: taken back: title = New");
    assert_eq!(case.text(JOB), before);
}

#[test]
fn new_files_go_with_their_folders_and_deleted_ones_come_back() {
    let case = Case::copy(BOOK, "2026-12-01");
    case.run("client new BOLT --name Bolt --currency EUR").ok();
    case.run("job new BOLT --title Posters --type print-ooh --requested-by ann --due 2027-06-30").ok();
    let job = case.text("jobs/BOLT/BOLT-0001.yaml");
    case.run("undo").ok().says("BOLT-0001: taken back: job opened");
    assert!(!case.file("jobs/BOLT").exists());
    case.run("undo").ok().says("BOLT-0001: made again: job opened");
    assert_eq!(case.text("jobs/BOLT/BOLT-0001.yaml"), job);
    case.run("job drop BOLT-0001").ok();
    assert!(!case.file("jobs/BOLT/BOLT-0001.yaml").exists());
    case.run("undo").ok().says("BOLT-0001: taken back: dropped");
    assert_eq!(case.text("jobs/BOLT/BOLT-0001.yaml"), job);
}

#[cfg(unix)]
#[test]
fn permissions_come_back_too() {
    use std::os::unix::fs::PermissionsExt;
    let case = Case::copy(BOOK, "2026-12-01");
    case.run("job new ACME --title Posters --type print-ooh --requested-by ann --due 2027-06-30").ok();
    let path = case.file("jobs/ACME/ACME-0014.yaml");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).expect("set");
    case.run("job drop ACME-0014").ok();
    case.run("undo").ok();
    assert_eq!(path.metadata().expect("there").permissions().mode() & 0o777, 0o640);
}

#[test]
fn a_change_of_several_files_comes_back_whole_or_not_at_all() {
    let case = Case::copy(BOOK, "2026-12-01");
    case.write("hours.csv", "person,date,job,hours\nann,2026-11-30,ACME-0012,2\nkim,2026-11-30,ACME-0012,3\n");
    let ran = case.run("time import hours.csv").ok();
    let paths: Vec<String> = ran.stdout.lines().map(str::to_owned).collect();
    assert_eq!(paths, ["timesheets/ann/2026-11.yaml", "timesheets/kim/2026-11.yaml"]);
    let after: Vec<String> = paths.iter().map(|path| case.text(path)).collect();
    let first = &paths[0];
    case.write(first, format!("{}# by hand\n", after[0]));
    let ran = case.run("undo").exits(1).says("nothing is taken back").says(&format!("`{first}` changed since"));
    assert!(ran.stdout.contains("+# by hand"), "{}", ran.all());
    assert!(paths.iter().skip(1).zip(&after[1..]).all(|(path, text)| case.text(path) == *text));
    case.write(first, &after[0]);
    case.run("undo").ok();
    assert!(case.text(first) != after[0] && !case.file(&paths[1]).exists());
}

#[test]
fn a_later_change_of_the_same_file_comes_first() {
    let case = Case::copy(BOOK, "2026-12-01");
    let before = case.text(JOB);
    case.run("job set ACME-0012 title=One").ok();
    case.run("job set ACME-0012 title=Two").ok();
    case.run("client set ACME payment_days=45").ok();
    let ran = case.run("undo 1").exits(1);
    ran.says("next: a later change comes first: `suits undo 2` (ACME-0012: title = Two)");
    case.run("undo 2").ok().says("ACME-0012: taken back: title = Two");
    case.run("undo 2").exits(1).says("it is taken back already; `suits undo 4` makes it again");
    case.run("undo 1").ok();
    assert_eq!(case.text(JOB), before);
}

#[test]
fn what_is_remembered_is_listed_with_what_can_be_done() {
    let case = Case::copy(BOOK, "2026-12-01");
    case.run("undo --list").ok().says("No change is remembered in this book.");
    assert!(!case.file(".suits").exists(), "a question writes nothing");
    case.run("undo").exits(2).says("no change is remembered in this book");
    case.run("job set ACME-0012 title=One").ok();
    case.run("job set ACME-0012 title=Two").ok();
    case.run("client set ACME payment_days=45").ok();
    case.run("undo").ok().says("`suits undo 2` takes back the change before it");
    let told = case.run("undo --list --format json").ok().json();
    let rows: Vec<_> = told["rows"]
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| (row["change"].clone(), row["what"].clone(), row["now"].clone()))
        .collect();
    let row = |change: u32, what: &str, now: &str| (change.into(), what.into(), now.into());
    assert_eq!(
        rows,
        [
            row(4, "ACME: taken back: payment_days = 45", "can be taken back"),
            row(3, "ACME: payment_days = 45", "taken back since"),
            row(2, "ACME-0012: title = Two", "can be taken back"),
            row(1, "ACME-0012: title = One", "changed since"),
        ]
    );
    case.run("undo 9").exits(2).says("no change 9 is remembered in this book").says("`suits undo --list`");
}

#[test]
fn only_the_last_twenty_changes_are_remembered() {
    let case = Case::copy(BOOK, "2026-12-01");
    for number in 1..=23 {
        case.run(&format!("job set ACME-0012 title=Title-{number}")).ok();
    }
    let told = case.run("undo --list --format json").ok().json();
    let numbers: Vec<u64> =
        told["rows"].as_array().expect("rows").iter().map(|row| row["change"].as_u64().expect("a number")).collect();
    assert_eq!(numbers, (4..=23).rev().collect::<Vec<_>>());
    case.run("undo 3").exits(2).says("no change 3 is remembered");
}

#[test]
fn what_was_committed_is_taken_back_by_a_commit() {
    let case = committed(BOOK);
    let folder = case.path();
    let before = case.text(JOB);
    case.write("notes.txt", "staged\n");
    git_in(folder, "add notes.txt");
    case.run("job set ACME-0012 title=New --commit").ok();
    let made = git_says(folder, "rev-parse HEAD");
    // Later commits of other files are no hindrance.
    case.write("other.txt", "1\n");
    git_in(folder, "add other.txt");
    git_in(folder, "commit -q -m Other -- other.txt");
    case.run("undo").ok().says("committed on main");
    assert_eq!(case.text(JOB), before);
    let told = format!("ACME-0012: taken back: title = New\n\nThis reverts commit {made}.");
    assert_eq!(git_says(folder, "log -1 --format=%B"), told);
    assert_eq!(git_says(folder, "show --format= --name-only HEAD"), JOB);
    assert_eq!(git_says(folder, "status --porcelain"), "A  notes.txt");
    assert_eq!(git_says(folder, &format!("diff --stat HEAD~3 HEAD -- {JOB}")), "");
    case.run("undo").ok().says("made again").says("committed on main");
    assert!(case.text(JOB).starts_with("title: New\n"));
}

#[test]
fn a_later_commit_of_the_same_file_is_shown_and_stays() {
    let case = committed(BOOK);
    case.run("job set ACME-0012 title=New --commit").ok();
    let text = case.text(JOB);
    case.write(JOB, format!("{text}# later\n"));
    git_in(case.path(), "commit -q -a -m Later");
    let ran = case.run("undo").exits(1).says("nothing is taken back").says("+# later");
    let made = git_says(case.path(), "rev-parse HEAD~1");
    assert!(ran.stderr.contains(&format!("`git revert {}`", &made[..10])), "{}", ran.all());
    assert_eq!(git_says(case.path(), "status --porcelain"), "");
}

#[test]
fn a_commit_that_was_taken_out_of_the_history_leaves_the_files_to_be_taken_back() {
    let case = committed(BOOK);
    let before = case.text(JOB);
    case.run("job set ACME-0012 title=New --commit").ok();
    git_in(case.path(), "reset -q --soft HEAD~1");
    git_in(case.path(), "reset -q");
    case.run("undo").ok().says_not("committed").says("in the files alone");
    assert_eq!(case.text(JOB), before);
    assert_eq!(git_says(case.path(), "status --porcelain"), "");
}

#[test]
fn taking_back_in_the_files_only_is_asked_for() {
    let case = committed(BOOK);
    let before = case.text(JOB);
    case.run("job set ACME-0012 title=New --commit").ok();
    case.run("undo --no-commit").ok().says_not("committed");
    assert_eq!(case.text(JOB), before);
    assert_eq!(git_says(case.path(), "status --porcelain"), format!(" M {JOB}"));
}

#[test]
fn a_merge_that_is_not_finished_keeps_a_commit_from_being_taken_back() {
    let case = committed(BOOK);
    case.run("job set ACME-0012 title=New --commit").ok();
    let head = git_says(case.path(), "rev-parse HEAD");
    case.write(".git/MERGE_HEAD", format!("{head}\n"));
    case.run("undo").exits(2).says("a merge is not finished").says("`suits undo --no-commit`");
    assert!(case.text(JOB).starts_with("title: New\n"));
}

#[test]
fn a_record_that_others_refer_to_by_now_stays() {
    let case = Case::copy(BOOK, "2026-12-01");
    case.run("client new BOLT --name Bolt --currency EUR").ok();
    case.run("job new BOLT --title Posters --type print-ooh --requested-by ann --due 2027-06-30").ok();
    case.run("undo 1").exits(2).says("BOLT would go, and BOLT-0001 refers to it");
    assert!(case.file("clients/BOLT.yaml").exists());
    case.run("undo").ok();
    case.run("undo 1").ok();
    assert!(!case.file("clients/BOLT.yaml").exists());
}

#[test]
fn what_a_check_mended_comes_back_broken() {
    let case = Case::copy(BOOK, "2026-12-01");
    let text = case.text(JOB);
    case.write("jobs/ACME/acme-0012.yml", &text);
    std::fs::remove_file(case.file(JOB)).expect("there");
    let ran = case.run("check --fix");
    assert!(case.file(JOB).exists() && !case.file("jobs/ACME/acme-0012.yml").exists(), "{}", ran.all());
    case.run("undo").ok().says("fixed: taken back: 1 in 1 record");
    assert_eq!(case.text("jobs/ACME/acme-0012.yml"), text);
    assert!(!case.file(JOB).exists());
}

#[test]
fn nobody_else_is_written_to_through_what_is_remembered() {
    let case = Case::copy(BOOK, "2026-12-01");
    case.run("job set ACME-0012 title=New").ok();
    let kept = case.text(".suits/kept/000001.json");
    for path in ["../outside.yaml", "/etc/outside.yaml", ".git/config", ""] {
        case.write(".suits/kept/000001.json", kept.replace(JOB, path));
        case.run("undo").exits(2).says("is damaged").says("`rm '");
    }
    case.write(".suits/kept/000001.json", &kept[..kept.len() / 2]);
    case.run("undo").exits(2).says("is damaged");
    assert!(case.text(JOB).starts_with("title: New\n"));
}

#[test]
fn a_change_too_large_to_be_remembered_is_not_mistaken_for_another() {
    let case = Case::copy(BOOK, "2026-12-01");
    case.run("client set ACME payment_days=45").ok();
    // A record may have 16 MiB; before and after together have more than is kept.
    let text = case.text(JOB);
    let comment = format!("# {}\n", "x".repeat(1 << 20)).repeat(9);
    case.write(JOB, format!("{text}{comment}"));
    case.run("job set ACME-0012 title=New").ok();
    case.run("undo").exits(2).says("change 2 was too large to be remembered in full: ACME-0012: title = New");
    case.run("undo 1").ok().says("ACME: taken back: payment_days = 45");
}

#[test]
fn git_never_sees_what_is_remembered() {
    let case = committed(BOOK);
    case.run("job set ACME-0012 title=New").ok();
    git_in(case.path(), "add --all");
    assert_eq!(git_says(case.path(), "status --porcelain"), format!("M  {JOB}"));
}

#[cfg(unix)]
#[test]
fn what_a_hook_made_of_a_commit_is_taken_back_with_it() {
    // a hook that puts a line into every job, in the file and in the commit, or in the commit alone
    let both = format!("echo '# hooked' >> {JOB} && git add {JOB}");
    let alone = format!(
        "blob=$( (git show :{JOB}; echo '# hooked') | git hash-object -w --stdin) && git update-index --cacheinfo 100644,$blob,{JOB}"
    );
    for script in [both, alone] {
        let case = committed(BOOK);
        let before = case.text(JOB);
        hook(case.path(), "pre-commit", &script);
        case.run("job set ACME-0012 title=New --commit").ok();
        assert!(git_says(case.path(), &format!("show HEAD:{JOB}")).ends_with("# hooked"));
        let made = git_says(case.path(), "rev-parse HEAD");
        std::fs::remove_file(case.file(".git/hooks/pre-commit")).expect("removed");
        case.run("undo --list").ok().says("can be taken back").says_not("changed since");
        case.run("undo").ok().says("committed on main");
        assert_eq!(case.text(JOB), before, "{script}");
        assert_eq!(git_says(case.path(), "status --porcelain"), "");
        assert!(git_says(case.path(), "log -1 --format=%B").ends_with(&format!("This reverts commit {made}.")));
        assert_eq!(git_says(case.path(), "diff --stat HEAD~2 HEAD"), "");
        case.run("undo").ok().says("made again");
        assert!(case.text(JOB).starts_with("title: New\n"));
        // somebody's own change of the file stays
        case.write(JOB, format!("{}# later\n", case.text(JOB)));
        case.run("undo").exits(1).says("nothing is taken back").says("+# later");
    }
}

#[test]
fn what_can_be_typed_next_is_only_what_would_work() {
    let case = Case::copy(BOOK, "2026-12-01");
    case.run("job set ACME-0013 title=One").ok();
    case.run("job set ACME-0012 title=Two").ok();
    case.run("job set ACME-0012 title=Three").ok();
    case.run("undo -n").ok().says("`suits undo 3` does it").says_not("makes it again");
    // the change before it of the same file, which stands as that one left it once this one is gone
    case.run("undo").ok().says("`suits undo 2` takes back the change before it");
    case.run("undo").ok().says("made again");
    case.write(JOB, format!("{}# by hand\n", case.text(JOB)));
    let other = case.text("jobs/ACME/ACME-0013.yaml");
    case.write("jobs/ACME/ACME-0013.yaml", format!("{other}# by hand\n"));
    case.run("brief set ACME-B0004 title=Four").ok();
    case.run("undo").ok().says("`suits undo` makes it again").says_not("takes back the change before it");
    case.run("undo ACME-0013").exits(2).says("named by its number").says("`suits undo 1`").says("title = One");
    case.run("undo acme-13").exits(2).says("`suits undo 1`");
    case.run("undo soon").exits(2).says("`suits undo --list` shows the numbers");
    case.run("redo").exits(2).says("`suits undo` after `suits undo` makes the change again");
}

#[test]
fn a_change_of_many_files_is_not_listed_as_one_of_one() {
    let case = Case::copy(BOOK, "2026-12-01");
    for path in [JOB, "jobs/ACME/ACME-0013.yaml", "briefs/ACME/ACME-B0004.yaml"] {
        case.write(path, case.text(path).replacen("title: ", "title:   ", 1));
    }
    case.run("fmt ACME-0012 ACME-0013 ACME-B0004").ok();
    case.run("undo --list").ok().says("(and 2 more files)");
}
