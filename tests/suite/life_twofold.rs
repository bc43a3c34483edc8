//! The lives of two records that two branches made under one number: whichever moved, however it was told apart, each is told its own life
//! from where it was made, and each value goes to who wrote it.

use crate::harness::Case;
use crate::repository::{belongs_to_ann, column, commit_edit, committed, git_in, git_ok, git_try, short};

const JOB: &str = "jobs/ACME/ACME-0044.yaml";
const MOVED: &str = "jobs/ACME/ACME-0045.yaml";

/// What one side made under the number both took: the commit that made the job, and the one that moved its due date; the last first.
struct Side {
    title: &'static str,
    due: &'static str,
    commits: [String; 2],
}

/// A job like another, with a title of its own; then its due date moves.
fn makes(case: &Case, like: &str, title: &'static str, due: &'static str) -> Side {
    let job = case.text(&format!("jobs/ACME/{like}.yaml"));
    let rest = job.split_once('\n').expect("lines").1;
    case.write(JOB, format!("title: {title}\n{rest}"));
    git_ok(case.path(), &["add", "."]);
    git_ok(case.path(), &["commit", "-q", "-m", title]);
    let made = short(case);
    commit_edit(case, JOB, "due: 2027-03-12", &format!("due: {due}"));
    Side { title, due, commits: [short(case), made] }
}

/// Two branches that made a job each under one number: theirs on `feature`, ours on `main`, where we are.
fn twice(theirs_like: &str) -> (Case, Side, Side) {
    let case = committed("tests/books/records");
    belongs_to_ann(case.path());
    git_in(case.path(), "checkout -q -b feature");
    let theirs = makes(&case, theirs_like, "Theirs", "2027-04-05");
    git_in(case.path(), "checkout -q main");
    let ours = makes(&case, "ACME-0013", "Ours", "2027-05-03");
    (case, ours, theirs)
}

fn keep(case: &Case, message: &str) -> String {
    git_in(case.path(), "add -A");
    git_in(case.path(), &format!("commit -q --allow-empty -m {message}"));
    short(case)
}

/// One of the two keeps its number and the other has one of its own: each has its life, and nothing of the other's. `at`: the commit that
/// told them apart.
fn each_has_its_own(case: &Case, at: &str, [stays, moves]: [&Side; 2]) {
    for (id, path, side, other) in [("ACME-0044", JOB, stays, moves), ("ACME-0045", MOVED, moves, stays)] {
        assert!(case.text(path).starts_with(&format!("title: {}\n", side.title)), "{}", case.text(path));
        let told = column(case, &format!("log {id}"), "commit");
        let moved = if id == "ACME-0045" { vec![at.to_owned()] } else { Vec::new() };
        assert_eq!(told, [moved, side.commits.to_vec()].concat(), "the life of {id}, {}'s", side.title);
        case.run(&format!("log {id}")).ok().says_not(other.title).says_not(other.due);
        assert_eq!(column(case, &format!("log {id} --field due"), "after"), [side.due, "2027-03-12"], "{id}");
        assert_eq!(column(case, &format!("blame {id} due"), "commit"), [&side.commits[0][..]], "{id}");
        assert_eq!(column(case, &format!("blame {id} title"), "commit"), [&side.commits[1][..]], "{id}");
    }
    assert_eq!(column(case, "log ACME-0045 --columns id", "id"), ["ACME-0045", "ACME-0044", "ACME-0044"]);
    case.run("log ACME-0044")
        .ok()
        .says("another record was made under ACME-0044 too, and is ACME-0045 now: `suits log ACME-0045` tells of it");
    case.run("log ACME-0045").ok().says_not("another record");
}

#[test]
fn told_apart_in_the_merge_on_either_side_each_has_its_own_life() {
    for (from, is_ours_moved) in [("MERGE_HEAD", false), ("HEAD", true)] {
        let (case, ours, theirs) = twice("ACME-0013");
        assert_ne!(git_try(case.path(), &["merge", "feature"]).0, 0);
        case.run(&format!("renumber ACME-0044 ACME-0045 --from {from}")).ok();
        let merge = keep(&case, "Merge");
        let sides = if is_ours_moved { [&theirs, &ours] } else { [&ours, &theirs] };
        each_has_its_own(&case, &merge, sides);
    }
}

#[test]
fn told_apart_after_a_hosts_merge_whichever_it_took_each_has_its_own_life() {
    for strategy in ["ours", "theirs"] {
        for (from, is_ours_moved) in [("HEAD^2", false), ("HEAD^1", true)] {
            let (case, ours, theirs) = twice("ACME-0013");
            git_ok(case.path(), &["merge", "-q", "-X", strategy, "-m", "Merge", "feature"]);
            if strategy == "ours" {
                git_in(case.path(), "checkout -q HEAD^1 -- jobs/ACME/ACME-0044.yaml");
            } else {
                git_in(case.path(), "checkout -q HEAD^2 -- jobs/ACME/ACME-0044.yaml");
            }
            git_in(case.path(), "commit -q --amend --no-edit");
            case.run(&format!("renumber ACME-0044 ACME-0045 --from {from} --commit")).ok();
            let told = short(&case);
            let sides = if is_ours_moved { [&theirs, &ours] } else { [&ours, &theirs] };
            each_has_its_own(&case, &told, sides);
        }
    }
}

#[test]
fn told_apart_in_a_rebase_each_has_its_own_life() {
    for (from, is_main_moved) in [("REBASE_HEAD", false), ("HEAD", true)] {
        let (case, ours, _) = twice("ACME-0012");
        git_in(case.path(), "checkout -q feature");
        git_in(case.path(), "reset -q --hard HEAD~1");
        assert_ne!(git_try(case.path(), &["rebase", "main"]).0, 0);
        case.run(&format!("renumber ACME-0044 ACME-0045 --from {from}")).ok();
        git_ok(case.path(), &["rebase", "--continue"]);
        let picked = short(&case);
        let (ours_id, theirs_id) = if is_main_moved { ("ACME-0045", "ACME-0044") } else { ("ACME-0044", "ACME-0045") };
        let moved = if is_main_moved { vec![picked.clone()] } else { Vec::new() };
        let life = column(&case, &format!("log {ours_id}"), "commit");
        assert_eq!(life, [moved, ours.commits.to_vec()].concat(), "{from}");
        assert_eq!(column(&case, &format!("log {theirs_id}"), "commit"), [&picked[..]], "{from}");
        assert_eq!(column(&case, &format!("blame {ours_id} due"), "commit"), [&ours.commits[0][..]], "{from}");
        assert_eq!(column(&case, &format!("blame {theirs_id} due"), "commit"), [picked], "{from}");
    }
}
