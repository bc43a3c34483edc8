//! The life of a record where it is hard to tell: versions that cannot be read or are lost, repositories without a work tree, names that
//! changed a moment ago. Nothing may be told that did not happen.

use crate::harness::Case;
use crate::repository::{column, commit_edit, committed, git_in, git_says};

const JOB: &str = "jobs/ACME/ACME-0013.yaml";
const NEW: &str = "jobs/ACME/ACME-0040.yaml";

/// The due date of the job, which moved twice.
fn moved() -> Case {
    let case = committed("tests/books/records");
    let due = case.text(JOB).lines().find(|line| line.starts_with("due:")).expect("a due").to_owned();
    commit_edit(&case, JOB, &due, "due: 2027-02-01");
    commit_edit(&case, JOB, "due: 2027-02-01", "due: 2027-02-08");
    case
}

fn keep(case: &Case, message: &str) {
    git_in(case.path(), "add -A");
    git_in(case.path(), &format!("commit -q -m {message}"));
}

#[cfg(unix)]
#[test]
fn a_lost_version_is_no_job_taken_out_and_no_new_job() {
    let case = moved();
    let oid = git_says(case.path(), &format!("rev-parse HEAD~1:{JOB}"));
    let (two, rest) = oid.split_at(2);
    let object = case.file(&format!(".git/objects/{two}/{rest}"));
    for is_gone in [false, true] {
        std::fs::remove_file(&object).expect("removed");
        if !is_gone {
            std::fs::write(&object, "no object").expect("written");
        }
        for line in ["log ACME-0013", "log ACME-0013 --field due", "blame ACME-0013 due"] {
            let ran = case.run(line).exits(2);
            let ran = ran.says(&format!("this clone lacks `{JOB}` as it was at")).says("git fsck");
            assert_eq!(ran.stdout, "", "{line}");
        }
        for range in ["HEAD~1..HEAD", "HEAD~2..HEAD~1", "HEAD~1"] {
            let ran = case.run(&format!("diff {range}")).exits(2).says("version cannot be read: git does not have");
            ran.says_not("new job").says_not("taken out");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_link_or_a_file_that_is_no_text_is_told_as_what_it_is() {
    let case = moved();
    let good = case.text(JOB);
    std::fs::remove_file(case.file(JOB)).expect("removed");
    std::os::unix::fs::symlink("ACME-0012.yaml", case.file(JOB)).expect("linked");
    let now = column(&case, "log ACME-0013", "what");
    assert_eq!(now[0], "this version cannot be read: it is a link, and links are not followed");
    case.run("blame ACME-0013").exits(2).says("it is a link").says("`suits log ACME-0013`");
    keep(&case, "Link");
    std::fs::remove_file(case.file(JOB)).expect("removed");
    case.write(JOB, "title: a\0b\n");
    case.run("diff").exits(2).says("the newer version cannot be read: there is a NUL").says_not("taken out");
    keep(&case, "Nul");
    case.write(JOB, good.replace("due: 2027-02-08", "due: 2027-02-15"));
    keep(&case, "Back");
    let what = column(&case, "log ACME-0013", "what");
    // Monday the 8th to Monday the 15th of February 2027: five working days, told against the last version that reads
    assert!(
        what[0].contains("2027-02-08") && what[0].contains("2027-02-15") && what[0].contains("5 working"),
        "{what:?}"
    );
    assert!(what[1].contains("NUL character") && what[2].contains("it is a link"), "{what:?}");
    assert_eq!(what.len(), 6);
    case.run("log ACME-0013").ok().says("what came with it is told of the next one that can");
    assert_eq!(column(&case, "log ACME-0013 --field due", "before")[0], "2027-02-08");
    assert_eq!(column(&case, "blame ACME-0013 due", "commit")[0], git_says(case.path(), "rev-parse HEAD")[..10]);
    let title = git_says(case.path(), &format!("log --format=%H --diff-filter=A -- {JOB}"));
    assert_eq!(column(&case, "blame ACME-0013 title", "commit")[0], title[..10], "the title is as it was all along");
    case.run("diff HEAD~3..HEAD~2")
        .exits(2)
        .says("the newer version cannot be read: it is a link")
        .says_not("taken out");
}

#[test]
fn what_began_unreadable_gives_its_values_to_the_first_version_that_reads() {
    let case = committed("tests/books/records");
    let good = case.text(JOB);
    case.write(NEW, "<<<<<<< ours\ntitle: x\n");
    keep(&case, "Broken");
    case.write(NEW, &good);
    keep(&case, "Mended");
    let what = column(&case, "log ACME-0040", "what");
    assert_eq!(what[0], "what changed cannot be told: no version before this one can be read");
    assert!(what[1].starts_with("this version cannot be read: ") && what[1].ends_with("(line 1)"), "{what:?}");
    assert_eq!(column(&case, "blame ACME-0040 due", "commit")[0], git_says(case.path(), "rev-parse HEAD")[..10]);
}

#[test]
fn a_bare_clone_tells_lives_as_they_are_at_its_head() {
    let case = moved();
    let bare = Case::empty("2026-12-01");
    git_in(bare.path(), &format!("clone -q --bare {} .", case.path().display()));
    for line in ["log ACME-0013", "blame ACME-0013 due", "brief log ACME-B0004"] {
        assert_eq!(bare.run(line).ok().stdout, case.run(line).ok().stdout, "{line}");
    }
    let elsewhere = Case::empty("2026-12-01");
    git_in(elsewhere.path(), "init -q");
    elsewhere.run("log ACME-0013").exits(2).says("there is no book");
}

#[test]
fn a_record_that_was_renamed_a_moment_ago_is_no_new_one() {
    let case = moved();
    git_in(case.path(), &format!("mv {JOB} jobs/ACME/ACME-0913.yaml"));
    let renamed = case.run("diff ACME-0913").ok();
    renamed.says("ACME-0013").says_not("new job");
    let what = column(&case, "log ACME-0913", "what");
    assert_eq!(what.len(), 4, "{what:?}");
    assert!(what[0].contains("ACME-0013") && !what[0].contains("new job"), "{what:?}");
    case.run("log ACME-0013").ok().says("ACME-0013 is ACME-0913 now: `suits log ACME-0913` goes on from there");
    git_in(case.path(), "reset -q --hard");
    case.run("renumber ACME-0013 ACME-0913").ok();
    let text = case.text("jobs/ACME/ACME-0913.yaml");
    case.write("jobs/ACME/ACME-0913.yaml", text.replace("due: 2027-02-08", "due: 2027-02-15"));
    // renumbered, and its due date moved: neither git nor the same text pairs the two any more
    for _ in 0..2 {
        let what = column(&case, "log ACME-0913", "what");
        assert!(what[0].contains("ACME-0013") && what[0].contains("2027-02-15"), "{what:?}");
        case.run("diff ACME-0913").ok().says("2027-02-15").says_not("new job");
        case.run("diff ACME-0013").ok().says_not("taken out");
        keep(&case, "Renumbered");
        git_in(case.path(), "reset -q --soft HEAD~1");
    }
    keep(&case, "Renumbered");
    case.run("renumber ACME-0913 ACME-0013").ok();
    keep(&case, "Back");
    let ids = column(&case, "log ACME-0013 --columns id", "id");
    assert_eq!(ids, ["ACME-0013", "ACME-0913", "ACME-0013", "ACME-0013", "ACME-0013"], "there and back");
}

#[test]
fn a_record_that_is_gone_has_a_life_and_nobody_to_blame() {
    let case = moved();
    git_in(case.path(), &format!("rm -q {JOB}"));
    keep(&case, "Gone");
    let ran = case.run("blame ACME-0013").exits(2);
    ran.says("ACME-0013 is not there any more").says("`suits log ACME-0013` tells what became of it");
    case.run("blame ACME-9913").exits(2).says("there is no");
    case.run("log acme-13").ok().says("taken out");
}

#[test]
fn the_path_that_a_command_prints_names_its_record() {
    let case = moved();
    let brief = "briefs/ACME/ACME-B0004.yaml";
    for (by_path, by_id) in [
        (format!("log {JOB}"), "log ACME-0013"),
        (format!("blame {JOB} due"), "blame ACME-0013 due"),
        (format!("job show {JOB}"), "job show ACME-0013"),
        (format!("brief log {brief}"), "brief log ACME-B0004"),
        (format!("diff HEAD~1 {JOB}"), "diff HEAD~1 ACME-0013"),
        (format!("diff {JOB}"), "diff ACME-0013"),
        (format!("diff HEAD~1 -- {}", case.file(JOB).display()), "diff HEAD~1 -- ACME-0013"),
    ] {
        assert_eq!(case.run(&by_path).ok().stdout, case.run(by_id).ok().stdout, "{by_path}");
    }
    case.run("job show /elsewhere/jobs/ACME/ACME-0013.yaml").exits(2).says("there is no job");
    git_in(case.path(), &format!("rm -q {JOB}"));
    case.run(&format!("log {JOB}")).ok().says("taken out");
    case.run(&format!("diff {JOB}")).ok().says("taken out");
    case.run("diff HEAD~2 HEAD~1").exits(2).says("`suits diff HEAD~2..HEAD~1`");
    case.run("diff HEAD~2 nowhere").exits(2).says("there is no").says("`nowhere`");
}
