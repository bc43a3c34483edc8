//! What is printed to be typed about a history works as it is printed: from a folder of the book and from beside it, in a clone of one
//! branch, in a bare one, in the middle of something else, and where objects are missing.

use crate::audit::{JOB, campaign, commit, git, merged, swap};
use crate::audit_repairs::types_in;
use crate::harness::{Case, copy_all};
use crate::repository::{committed, git_in, git_says, git_try, repository};

const CLIENT: &str = "clients/ACME.yaml";
const OTHER: &str = "jobs/ACME/ACME-0013.yaml";

/// A merge that lost an edit of the client, and one of a job of theirs.
fn lost_of_client_and_job() -> Case {
    let side = |case: &Case| {
        swap(case, CLIENT, "  creative: kim\n", "  creative: pia\n");
        swap(case, OTHER, "cinema cut\n", "cinema cut, long\n");
    };
    merged(campaign, side, "-s ours side")
}

/// Which of the client and the job has its edit back.
fn back(case: &Case) -> (bool, bool) {
    (case.text(CLIENT).contains("creative: pia"), case.text(OTHER).contains("cut, long"))
}

/// What git is told between backticks.
fn commands_of_git(said: &str) -> Vec<&str> {
    said.split('`').skip(1).step_by(2).filter_map(|typed| typed.strip_prefix("git ")).collect()
}

#[test]
fn the_repair_of_a_client_is_of_the_client_in_every_folder() {
    for folder in [".", "jobs", "briefs", "clients", "jobs/ACME"] {
        let case = lost_of_client_and_job();
        let merge = git_says(case.path(), "rev-parse HEAD")[..10].to_owned();
        let repair = format!("suits resolve ACME --merge {merge}");
        case.run_in(folder, "audit --format json").exits(1).says(&repair);
        types_in(&case, folder, &repair);
        assert_eq!(back(&case), (true, false), "from {folder}");
    }
    // a folder of that name is said with a stroke
    for typed in ["ACME/", "./ACME"] {
        let case = lost_of_client_and_job();
        case.run_in("jobs", &format!("resolve {typed} --merge")).ok();
        assert_eq!(back(&case), (false, true), "{typed}");
    }
    // of a client that is gone, the folder of its jobs is none either
    let case = lost_of_client_and_job();
    let merge = git_says(case.path(), "rev-parse HEAD");
    git(&case, "rm -q clients/ACME.yaml");
    commit(&case, "Ann", "Gone");
    case.run_in("jobs", &format!("resolve ACME --merge {merge}")).ok().says("the merge lost nothing");
    assert!(!case.text(OTHER).contains("cut, long"));
}

#[test]
fn a_check_of_a_client_is_of_the_client_in_every_folder() {
    let case = Case::copy("tests/books/records", "2026-12-01");
    swap(&case, CLIENT, "tier: key ", "tier: golden ");
    case.run_in("jobs", "check ACME").exits(1).says("clients/ACME.yaml:3");
    case.run_in("jobs", "check ACME/").says_not("clients/ACME.yaml:3");
    case.run("check jobs").says_not("clients/ACME.yaml:3");
}

#[test]
fn a_clone_of_one_branch_is_told_a_fetch_that_brings_the_other() {
    let case = repository("tests/books/records");
    git(&case, "tag v1");
    campaign(&case);
    commit(&case, "Ann", "Second");
    for branch in ["feature", "feature/film"] {
        git(&case, &format!("checkout -q -b {branch} main"));
        for words in ["--single-branch -b main", "--depth 1 -b main"] {
            let clone = Case::empty("2026-12-01");
            git_in(clone.path(), &format!("clone -q {words} file://{} .", case.path().display()));
            let first = clone.run(&format!("overdue --at {branch}")).exits(2).says(&format!("say `origin/{branch}`"));
            let then = clone.run(&format!("overdue --at origin/{branch}")).exits(2);
            let fetch = commands_of_git(&then.stderr)[0];
            assert!(commands_of_git(&first.stderr).contains(&fetch), "{}", first.all());
            git_in(clone.path(), fetch);
            clone.run(&format!("overdue --at origin/{branch}")).ok();
        }
        git(&case, "checkout -q main");
        git(&case, &format!("branch -q -D {branch}"));
    }
    let clone = Case::empty("2026-12-01");
    git_in(clone.path(), &format!("clone -q --depth 1 file://{} .", case.path().display()));
    let ran = clone.run("overdue --at v1").exits(2).says("`git fetch origin tag v1`");
    assert!(commands_of_git(&ran.stderr).contains(&"fetch origin tag v1"));
    git_in(clone.path(), "fetch -q origin tag v1");
    clone.run("overdue --at v1").ok();
}

#[test]
fn git_is_told_where_the_book_is_by_whoever_stands_elsewhere() {
    let case = committed("tests/books/records");
    case.run_in("jobs", "overdue --at HEAD~20").exits(2).says("`git -C .. log --oneline`");
    case.run_in("jobs/ACME", "resolve --merge").exits(2).says("`git -C ../.. log --merges --oneline`");
    case.run_in("jobs", "undo").exits(2).says("`git -C .. revert`").says("`git -C .. restore`");
    case.run("overdue --at HEAD~20").exits(2).says("`git log --oneline`");
    let out = case.path().parent().expect("a folder").to_owned();
    let name = case.path().file_name().expect("a name").to_string_lossy().into_owned();
    let out = out.to_str().expect("UTF-8");
    case.run_in(out, &format!("-C {name} overdue --at HEAD~20"))
        .exits(2)
        .says(&format!("`git -C {name} log --oneline`"));
    case.write("notes.txt", "x");
    case.run_in("jobs", "diff").ok().says("`git -C .. diff` shows them");
}

#[test]
fn a_repository_is_made_of_the_book_and_of_nothing_that_is_none() {
    let case = Case::copy("tests/books/records", "2026-12-01");
    for line in ["diff", "overdue --at main"] {
        case.run_in("jobs", line).exits(2).says("`git -C .. init`");
        case.run(line).exits(2).says("`git init`");
    }
    let none = Case::empty("2026-12-01");
    none.run("overdue --at main").exits(2).says("there is no book").says("`suits init`").says_not("git init");
}

#[test]
fn a_bare_clone_says_at_which_revision_its_book_is() {
    let case = merged(campaign, |case| swap(case, JOB, "due: 2027-03-12\n", "due: 2027-03-15\n"), "-s ours side");
    git(&case, "tag v1 HEAD~1");
    let bare = Case::empty("2026-12-01");
    git_in(bare.path(), &format!("clone -q --bare file://{} .", case.path().display()));
    for line in ["overdue", "check", "diff", "diff HEAD~1"] {
        bare.run(line).exits(2).says("there is no book").says("`--at HEAD`").says_not("suits init");
    }
    bare.run("overdue --at HEAD").ok();
    bare.run("diff HEAD~1 --at HEAD").ok();
    for line in ["audit", "audit HEAD", "audit v1..", "audit ACME-0012"] {
        bare.run(line).exits(1).says("2027-03-15");
    }
    bare.run("audit ACME").ok();
    let none = Case::empty("2026-12-01");
    git(&none, "init -q --bare .");
    none.run("overdue").exits(2).says("`suits init`");
}

#[test]
fn the_audit_takes_a_client_by_its_id() {
    let case = lost_of_client_and_job();
    case.run("audit ACME").exits(1).says("team.creative").says_not("ACME-0013");
    case.run("audit HEAD~1.. ACME").exits(1).says("team.creative").says_not("ACME-0013");
    case.run("audit NOPE").exits(2).says("git knows no revision `NOPE`");
    let merge = git_says(case.path(), "rev-parse HEAD");
    case.run(&format!("resolve ACME --merge {merge}")).ok();
    commit(&case, "Ann", "Back");
    case.run("audit ACME").ok();
    git(&case, "rm -q clients/ACME.yaml");
    commit(&case, "Ann", "Gone");
    case.run("audit ACME --all").says("team.creative").says_not("ACME-0013");
    git(&case, "checkout -q HEAD~1");
    git(&case, "branch ACME");
    case.run("audit ACME").exits(2).says("is a revision, and the client ACME").says("`--client ACME`");
    case.run("audit refs/heads/ACME").exits(1).says("ACME-0013");
}

#[test]
fn what_came_since_is_committed_before_git_takes_the_change_back() {
    let case = committed("tests/books/records");
    case.run("job set ACME-0012 title=New --commit").ok();
    let text = case.text(JOB);
    case.write(JOB, format!("{text}# later\n"));
    let ran = case.run_in("jobs", "undo").exits(1).says("commit what came since");
    let typed = ran.stderr.split('`').find(|typed| typed.contains(" add -- ")).expect("a command").to_owned();
    types_in(&case, "jobs", &typed);
    let made = git_says(case.path(), "rev-parse HEAD~1");
    let revert = format!("git -C .. revert {}", &made[..10]);
    assert!(ran.stderr.contains(&format!("`{revert}`")), "{}", ran.all());
    types_in(&case, "jobs", &format!("{revert} --no-edit"));
    assert!(case.text(JOB).ends_with("# later\n") && !case.text(JOB).contains("title: New"));
}

#[test]
fn in_the_middle_of_a_rebase_that_comes_first() {
    let case = committed("tests/books/records");
    // nothing that went out keeps the film's number
    git(&case, "rm -q invoices/ACME/ACME-I0118.yaml");
    swap(&case, "contact-reports/ACME/ACME-C0031.yaml", "issued: 2026-11-19\n", "");
    commit(&case, "Ann", "Nothing went out");
    case.run("job set ACME-0013 title=New --commit").ok();
    git(&case, "checkout -q -b side HEAD~1");
    swap(&case, OTHER, "title: ", "title: Other ");
    commit(&case, "Mai", "Other");
    let (code, said) = git_try(case.path(), &["rebase", "main"]);
    assert_ne!(code, 0, "{said}");
    let ran = case.run_in("jobs", "undo").exits(1).says("a rebase is not finished").says("`git -C .. rebase --abort`");
    assert!(!ran.stderr.contains("revert"), "{}", ran.all());
    // what is refused says nothing of what would have been
    let refused = case.run("renumber ACME-0012 ACME-0112 --commit").exits(2).says("a rebase is not finished");
    refused.says_not("tell the client");
    case.run("renumber ACME-0012 ACME-0112").ok().says("tell the client");
}

/// Takes an object away that is kept alone.
fn lose(case: &Case, name: &str) {
    let oid = git_says(case.path(), &format!("rev-parse {name}"));
    let object = case.file(".git/objects").join(&oid[..2]).join(&oid[2..]);
    std::fs::remove_file(object).expect("removed");
}

#[test]
fn a_tree_or_text_that_is_missing_is_fetched_again_as_it_is_said() {
    let server = repository("tests/books/records");
    git(&server, "tag v1");
    campaign(&server);
    commit(&server, "Ann", "Second");
    let source = format!("remote add origin file://{}", server.path().display());
    for name in ["v1:jobs", "v1:jobs/ACME/ACME-0012.yaml"] {
        let case = Case::empty("2026-12-01");
        copy_all(server.path(), case.path());
        git(&case, &source);
        lose(&case, name);
        for line in ["diff v1..HEAD", "audit"] {
            case.run_in("jobs", line).exits(2).says("git -C .. fetch --refetch");
        }
        git(&case, "fetch -q --refetch origin");
        case.run("diff v1..HEAD").ok();
        case.run("audit").ok();
    }
}

#[test]
fn a_record_that_is_no_table_is_compared_by_the_command_that_is_printed() {
    let case = repository("tests/books/records");
    git(&case, "tag v1");
    campaign(&case);
    case.run("job show ACME-0012 --versus v1").exits(2).says("`suits diff v1 ACME-0012`");
    case.run("diff v1 ACME-0012").ok().says("Summer 2027");
    case.run("client show ACME --versus 'main@{2026-12-01}'").exits(2).says("`suits diff 'main@{2026-12-01}' ACME`");
    case.run("people show ann --versus v1").exits(2).says("`suits diff v1` tells");
}
