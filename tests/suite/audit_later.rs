//! What came after a merge that lost something: records that somebody typed anew, branches that went on, merges that were taken back and made
//! again. A row stays open as long as something is lost, and no longer.

use crate::audit::{clean, commit, due, git, merged, swap, told};
use crate::audit_twins::{NEW, NEXT, banner, job, nothing, parted, poster, pressed};
use crate::harness::Case;
use crate::repository::{git_ok, git_try};

const CLIENT: &str = "clients/ACME.yaml";
const LOST: &str = "lost-record | ACME-0015 | - | Poster | Banner | Mai";

/// Bo's merge kept the banner and not the poster.
fn dropped() -> Case {
    let case = parted(nothing, nothing);
    pressed(&case, "--ours");
    assert_eq!(told(&case, "audit"), [LOST]);
    case
}

#[test]
fn a_lost_record_that_somebody_typed_anew_under_another_title_is_back() {
    let case = dropped();
    case.write(NEXT, poster().replace("title: Poster", "title: Tram poster"));
    commit(&case, "Mai", "The poster again");
    clean(&case);
    case.run("audit --all").ok().says("repaired");
    // and it is lost again where that is taken back
    git(&case, "revert --no-edit HEAD");
    assert_eq!(told(&case, "audit"), [LOST]);
}

#[test]
fn a_record_of_which_others_hold_the_same_words_is_not_the_lost_one() {
    let words = "Seen from the tram";
    // such a job was there before; or two are made after it
    for (before, after) in [(vec!["0020"], vec!["0016"]), (vec![], vec!["0016", "0017"])] {
        let case = parted(
            |case| {
                for number in &before {
                    case.write(&format!("jobs/ACME/ACME-{number}.yaml"), job("Leaflet", words));
                }
            },
            nothing,
        );
        pressed(&case, "--ours");
        for number in after {
            case.write(&format!("jobs/ACME/ACME-{number}.yaml"), job(&format!("Flyer {number}"), words));
        }
        commit(&case, "Ann", "Flyers");
        assert_eq!(told(&case, "audit"), [LOST]);
    }
}

#[test]
fn a_record_that_came_from_a_branch_of_its_own_is_not_the_lost_one() {
    let case = parted(nothing, nothing);
    git(&case, "branch other");
    pressed(&case, "--ours");
    git(&case, "checkout -q other");
    case.write(NEXT, poster().replace("title: Poster", "title: Tram poster"));
    commit(&case, "Bo", "A poster");
    git(&case, "checkout -q main");
    git(&case, "merge -q --no-ff other -m Other");
    assert_eq!(told(&case, "audit"), [LOST]);
}

#[test]
fn a_merge_that_was_taken_back_has_lost_nothing_and_has_again_once_that_is_taken_back() {
    for message in [None, Some("Revert \"Merge side\"")] {
        let case = dropped();
        let take_back = || match message {
            None => git(&case, "revert --no-edit -m 1 HEAD"),
            Some(words) => {
                git(&case, "revert --no-commit -m 1 HEAD");
                git_ok(case.path(), &["commit", "-q", "-m", words]);
            }
        };
        take_back();
        clean(&case);
        case.run("audit --all").ok().says("overtaken");
        case.run("resolve --merge HEAD~1").ok().says("lost nothing");
        git(&case, "revert --no-edit HEAD");
        assert_eq!(told(&case, "audit"), [LOST], "{message:?}");
        git(&case, "revert --no-edit HEAD");
        clean(&case);
    }
}

#[test]
fn of_a_merge_that_was_taken_back_the_side_that_stays_may_still_miss_something() {
    // theirs was kept: taking the merge back brings ours back
    let case = parted(nothing, nothing);
    pressed(&case, "--theirs");
    let open = ["lost-record | ACME-0015 | - | Banner | Poster | Ann"];
    assert_eq!(told(&case, "audit"), open);
    git(&case, "revert --no-edit -m 1 HEAD");
    clean(&case);
    case.run("audit --all").ok().says("repaired");
    git(&case, "revert --no-edit HEAD");
    assert_eq!(told(&case, "audit"), open);
    // against the other side: that one stays, and ours is gone with its loss
    let case = dropped();
    git_try(case.path(), &["revert", "--no-edit", "-m", "2", "HEAD"]);
    assert_eq!(case.text(NEW), poster());
    clean(&case);
}

const LOST_DATE: &str = "lost-edit | ACME-0012 | due | 2027-03-15 | 2027-03-12 | Mai";

/// Mai moved a date and made the client a standard one, Ann moved another date; Bo's merge dropped Mai's date. `between` comes between Mai's two.
fn half_dropped(between: impl Fn(&Case)) -> Case {
    let case = merged(
        |case| swap(case, "jobs/ACME/ACME-0013.yaml", "due: 2027-03-12", "due: 2027-03-22"),
        |case| {
            due(case);
            between(case);
            swap(case, CLIENT, "tier: key", "tier: standard");
        },
        "--no-commit side",
    );
    git(&case, "checkout main -- jobs/ACME/ACME-0012.yaml");
    commit(&case, "Bo", "Merge side");
    assert_eq!(told(&case, "audit"), [LOST_DATE]);
    case
}

#[test]
fn an_edit_that_a_merge_lost_is_nobodys_loss_once_the_merge_is_taken_back() {
    let case = half_dropped(nothing);
    git(&case, "revert --no-edit -m 1 HEAD");
    clean(&case);
    git(&case, "revert --no-edit HEAD");
    assert_eq!(told(&case, "audit"), [LOST_DATE]);
}

#[test]
fn a_merge_that_came_in_by_another_goes_with_it() {
    let case = parted(nothing, nothing);
    git(&case, "checkout -q -b release HEAD~1");
    git(&case, "checkout -q main");
    pressed(&case, "--ours");
    git(&case, "checkout -q release");
    git(&case, "merge -q --no-ff main -m Release");
    assert_eq!(told(&case, "audit"), [LOST]);
    git(&case, "revert --no-edit -m 1 HEAD");
    clean(&case);
}

#[test]
fn taking_back_one_commit_of_a_side_takes_no_merge_back() {
    // the side's other edit is lost: against its first parent the merge brought what one commit of the side did, and no more
    let case = half_dropped(|case| commit(case, "Mai", "Later"));
    git(&case, "revert --no-edit side");
    assert!(case.text(CLIENT).contains("tier: key"));
    assert_eq!(told(&case, "audit"), [LOST_DATE]);
}

#[test]
fn what_stands_again_is_not_taken_back_whatever_was_said() {
    for again in ["checkout HEAD~1 -- .", "revert --no-commit HEAD"] {
        let case = half_dropped(nothing);
        git(&case, "revert --no-edit -m 1 HEAD");
        clean(&case);
        git(&case, again);
        commit(&case, "Bo", "We want it after all");
        assert!(case.text(CLIENT).contains("tier: standard"));
        assert_eq!(told(&case, "audit"), [LOST_DATE], "{again}");
    }
}

#[test]
fn another_job_with_the_same_goal_is_not_the_lost_one() {
    let case = dropped();
    let other =
        job("Spring poster", "Seen from the tram").replace("requested_on: 2026-11-02", "requested_on: 2026-11-20");
    case.write(NEXT, other);
    commit(&case, "Mai", "Spring");
    assert_eq!(told(&case, "audit"), [LOST]);
}

#[test]
fn another_job_of_the_same_title_is_not_the_lost_one_and_the_lost_one_typed_anew_is() {
    let case = dropped();
    let other =
        poster().replace("Seen from the tram", "Hung in forty shop windows").replace("2026-11-02", "2026-11-20");
    case.write(NEXT, other);
    commit(&case, "Mai", "Another poster");
    assert_eq!(told(&case, "audit"), [LOST]);
    let anew =
        poster().replace("Seen from the tram", "Seen from the tram and the bus").replace("2026-11-02", "2026-11-20");
    case.write("jobs/ACME/ACME-0017.yaml", anew);
    commit(&case, "Mai", "The poster again");
    clean(&case);
}

#[test]
fn words_about_taking_back_take_nothing_back() {
    let case = dropped();
    let merge = crate::repository::git_says(case.path(), "rev-parse HEAD");
    swap(&case, CLIENT, "tier: key", "tier: standard");
    let message = format!("Revert \"Merge side\"\n\nThis reverts commit {merge}.");
    git_ok(case.path(), &["commit", "-q", "-a", "-m", &message]);
    assert_eq!(told(&case, "audit"), [LOST]);
}

#[test]
fn a_message_that_quotes_how_something_was_taken_back_and_put_back_takes_nothing_back() {
    let revert = |case: &Case, name: &str| {
        let side = crate::repository::git_says(case.path(), "rev-parse HEAD~1^1");
        format!("This reverts commit {name}, reversing\nchanges made to {side}.")
    };
    // as hosts quote what they squash, the first first; and as git does, the last first and each with its name
    let (one, two) = ("a".repeat(40), "b".repeat(40));
    let taken = |case: &Case, merge: &str| format!("Client\n\n{}", revert(case, merge));
    let by_host = |case: &Case, merge: &str| {
        format!(
            "Client\n\n* Revert \"Merge side\"\n\n{}\n\n* Reapply\n\nThis reverts commit {one}.",
            revert(case, merge)
        )
    };
    let by_git = |case: &Case, merge: &str| {
        let first = revert(case, merge).replace('\n', "\n    ");
        format!("Client\n\ncommit {two}\n\n    This reverts commit {one}.\n\ncommit {one}\n\n    {first}")
    };
    let after = |message: &dyn Fn(&Case, &str) -> String| {
        let case = half_dropped(nothing);
        let merge = crate::repository::git_says(case.path(), "rev-parse HEAD");
        swap(&case, CLIENT, "payment_days: ", "payment_days: 1");
        commit(&case, "Ann", "Later");
        swap(&case, CLIENT, "tier: standard", "tier: key");
        git_ok(case.path(), &["commit", "-q", "-a", "-m", &message(&case, &merge)]);
        told(&case, "audit")
    };
    assert!(after(&taken).is_empty(), "what the merge brought is gone, and the message says so");
    assert_eq!(after(&by_host), [LOST_DATE]);
    assert_eq!(after(&by_git), [LOST_DATE]);
}

#[test]
fn what_a_branch_goes_on_to_write_into_a_lost_record_is_lost_with_it() {
    let start = |case: &Case, id: &str, text: String| {
        case.write(
            NEW,
            text + &format!(
                "handoffs:\n  - id: {id}\n    stage: requested\n    from: liisa\n    to: ann\n    date: 2026-11-02\n"
            ),
        );
    };
    let gone_on = || {
        let case = parted(|case| start(case, "pp11", poster()), |case| start(case, "bb22", banner()));
        pressed(&case, "--ours");
        git(&case, "checkout -q side");
        swap(&case, NEW, "goal: Seen from the tram", "goal: Seen from the tram and the bus");
        commit(&case, "Mai", "The bus too");
        git(&case, "checkout -q main");
        git(&case, "merge -q -s ours side -m Again");
        case
    };
    // the last merge has all of it: with that the first one is put right too
    let case = gone_on();
    assert_eq!(told(&case, "audit"), [LOST, LOST]);
    case.run("resolve --merge").ok();
    commit(&case, "Ann", "Back");
    assert!(case.text(NEXT).contains("Seen from the tram and the bus"));
    clean(&case);
    // somebody puts the first one right first: what was written since is missing in it
    let case = gone_on();
    case.run("resolve --merge HEAD~1").ok();
    commit(&case, "Ann", "Back");
    let bus = "lost-edit | ACME-0016 | goal | Seen from the tram and the bus | Seen from the tram | Mai";
    assert_eq!(told(&case, "audit"), [bus]);
    case.run("resolve --merge HEAD~1").ok().says("goal");
    commit(&case, "Ann", "The bus too");
    assert!(case.text(NEXT).contains("Seen from the tram and the bus"));
    clean(&case);
}

/// A report of a meeting of one day, in which something was decided.
fn report(decision: &str) -> String {
    format!(
        "date: 2026-11-20\nmedium: meeting\njobs: [ACME-0012]\nclient: [liisa]\nagency: [ann]\nauthor: ann\nitems:\n  - id: go\n    topic: Film\n    decision: {decision}\n"
    )
}

const REPORT: &str = "contact-reports/ACME/ACME-C0032.yaml";

#[test]
fn two_reports_of_one_day_and_medium_are_told_apart_by_what_was_written_in_them() {
    let (film, site) = ("The film is shot in May", "The site goes live in June");
    let case = parted(|case| case.write(REPORT, report(film)), |case| case.write(REPORT, report(site)));
    pressed(&case, "--ours");
    let lost = format!("lost-record | ACME-C0032 | - | {film} | {site} | Mai");
    assert_eq!(told(&case, "audit ACME-C0032"), [lost]);
    case.run("resolve --merge").ok();
    let next = "contact-reports/ACME/ACME-C0033.yaml";
    assert_eq!((case.text(REPORT), case.text(next)), (report(site), report(film)));
    commit(&case, "Ann", "Apart");
    clean(&case);
}

#[test]
fn one_meeting_that_two_people_wrote_up_is_one_report() {
    let (one, other) = (report("The film is shot in May"), report("The film is shot in May"));
    let other = other + "  - id: sound\n    topic: Sound\n    action: Book the studio at Line 3\n";
    let one = one + "  - id: light\n    topic: Light\n    action: Rent two more lamps\n";
    let case = parted(|case| case.write(REPORT, one.as_str()), |case| case.write(REPORT, other.as_str()));
    pressed(&case, "--ours");
    let light = "items.light | {action: Rent two more lamps, id: light, topic: Light}";
    assert_eq!(told(&case, "audit ACME-C0032"), [format!("lost-edit | ACME-C0032 | {light} | - | Mai")]);
}

#[test]
fn a_record_that_one_side_deleted_and_the_other_gave_another_number_was_a_conflict() {
    let case = crate::repository::repository("tests/books/records");
    git(&case, "checkout -q -b side");
    case.run("renumber ACME-0013 ACME-0100").ok();
    commit(&case, "Mai", "Another number");
    git(&case, "checkout -q main");
    git(&case, "rm -q jobs/ACME/ACME-0013.yaml feedback/ACME/ACME-0013-R1.yaml");
    git(&case, "commit -q -m Gone");
    let (code, said) = git_try(case.path(), &["merge", "side"]);
    assert!(code == 1 && said.contains("CONFLICT (rename/delete)"), "{said}");
    commit(&case, "Bo", "Merge side, and keep it");
    clean(&case);
}
