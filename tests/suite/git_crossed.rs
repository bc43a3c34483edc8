//! Branches that crossed, in real repositories through the driver: each merged the other, each decided for itself what was open, and they
//! are merged again. What they decided alike stands, what they decided differently is asked, and nothing else is.

use crate::audit::told;
use crate::audit_repairs::mended;
use crate::harness::Case;
use crate::repository::{armed, column, git_in, git_ok, git_try, repository, short};

const JOB: &str = "jobs/ACME/ACME-0012.yaml";

/// What one branch makes of a file; `None`: it deletes it.
type Text = Option<String>;

/// Writes a file and commits it with whatever git has merged.
fn commit(case: &Case, path: &str, text: &Text) {
    match text {
        Some(text) => {
            case.write(path, text);
            git_ok(case.path(), &["add", path]);
        }
        None => drop(git_ok(case.path(), &["rm", "-q", "-f", "--ignore-unmatch", path])),
    }
    git_ok(case.path(), &["commit", "-q", "--allow-empty", "-m", "A step"]);
}

/// Branches that crossed: `one` and `other` are what each made of a record first, `ours` and `theirs` what each has since it merged the
/// other. `main` is checked out, and `feature` has not been merged again.
fn crossed(path: &str, first: &Text, [one, other]: [&Text; 2], [ours, theirs]: [&Text; 2]) -> Case {
    let case = armed("tests/books/records");
    commit(&case, path, first);
    git_in(case.path(), "checkout -q -b feature");
    commit(&case, path, other);
    git_in(case.path(), "checkout -q main");
    commit(&case, path, one);
    git_in(case.path(), "branch main-before");
    for (into, from, text) in [("main", "feature", ours), ("feature", "main-before", theirs)] {
        git_in(case.path(), &format!("checkout -q {into}"));
        git_try(case.path(), &["merge", "--no-commit", "--no-ff", from]);
        commit(&case, path, text);
    }
    git_in(case.path(), "checkout -q main");
    let bases = git_ok(case.path(), &["merge-base", "--all", "main", "feature"]);
    assert_eq!(bases.lines().count(), 2, "they crossed");
    case
}

/// Merges the branches into one another, either way, and says what became of the record: whether git asks, and the text. No sign of what
/// was open, and no mark of git's own merge, may ever be left in it.
fn again(case: &Case, path: &str) -> [(bool, String); 2] {
    [("main", "feature"), ("feature", "main")].map(|(into, from)| {
        git_in(case.path(), &format!("checkout -q {into}"));
        let (code, said) = git_try(case.path(), &["merge", "--no-edit", from]);
        let text = if case.file(path).exists() { case.text(path) } else { String::new() };
        for sign in ["undecided", "Temporary", "line by line"] {
            assert!(!text.contains(sign) && !said.contains(sign), "{said}\n{text}");
        }
        assert_eq!(code == 1, text.contains("<<<<<<<"), "{said}\n{text}");
        git_in(case.path(), "reset -q --hard");
        if code == 0 {
            git_in(case.path(), "reset -q --hard HEAD~1");
        }
        (code == 1, text)
    })
}

/// The texts of a book's record with lines written over, each version its own.
fn versions<const N: usize>(path: &str, edits: [&[(&str, &str)]; N]) -> [Text; N] {
    let text = std::fs::read_to_string(std::path::Path::new("tests/books/records").join(path)).expect("a record");
    edits.map(|edits| {
        let edited = edits.iter().fold(text.clone(), |text, (old, new)| {
            assert!(text.contains(old), "`{old}` is in {path}");
            text.replacen(old, new, 1)
        });
        Some(edited)
    })
}

/// Both ways round, the merge is clean and holds all of it, and none of what is barred.
#[track_caller]
fn is_clean(made: &[(bool, String); 2], held: &[&str], barred: &[&str]) {
    for (asks, text) in made {
        assert!(!asks, "{text}");
        for line in held {
            assert!(text.contains(line), "`{line}` is missing\n{text}");
        }
        for line in barred {
            assert!(!text.contains(line), "`{line}` came back\n{text}");
        }
    }
}

/// Both ways round, the merge asks, so many times, and each of these stands between marks.
#[track_caller]
fn is_asked(made: &[(bool, String); 2], questions: usize, between: &[&str]) {
    for (asks, text) in made {
        assert!(asks, "{text}");
        assert_eq!(text.matches("<<<<<<<").count(), questions, "{text}");
        let inside: String =
            text.split("<<<<<<<").skip(1).map(|part| part.split(">>>>>>>").next().unwrap_or_default()).collect();
        for line in between {
            assert!(inside.contains(line), "`{line}` is not asked\n{text}");
        }
    }
}

const TITLE: &str = "title: Spring launch film";
const GOAL: &str = "goal: A film people quote in May.";
const DUE: &str = "material_due: 2027-03-10";

#[test]
fn a_field_that_was_open_is_asked_only_where_it_was_decided_differently() {
    // First A, then B and C on the two branches. What main and feature made of it, and what must come of that: every pair of decisions,
    // for going back to A, for either of the two, and for something new.
    let decisions = ["Spring launch film", "Birch", "Cedar", "Douglas fir"];
    for ours in decisions {
        for theirs in decisions {
            let title = |title: &str| format!("title: {title}");
            let neighbours = ["brief: ACME-B0004 # ours", "context: New."];
            let [first, one, other, o, t] = versions(
                JOB,
                [
                    &[],
                    &[(TITLE, &title("Birch"))],
                    &[(TITLE, &title("Cedar"))],
                    &[(TITLE, &title(ours)), ("brief: ACME-B0004", neighbours[0])],
                    &[
                        (TITLE, &title(theirs)),
                        ("context: New marketing director needs a win this spring.", neighbours[1]),
                    ],
                ],
            );
            let case = crossed(JOB, &first, [&one, &other], [&o, &t]);
            let made = again(&case, JOB);
            match ours == theirs {
                true => is_clean(&made, &[&title(ours), neighbours[0], neighbours[1]], &[]),
                false => is_asked(&made, 1, &[&title(ours), &title(theirs)]),
            }
        }
    }
}

#[test]
fn what_only_one_branch_changed_before_they_crossed_is_no_question() {
    // the title was open, the goal was not: whoever changes it later, or puts it back, is heard
    let (new, put_back) = ("goal: A film people quote in June.", GOAL);
    let [first, one, other, o, t] = versions(
        JOB,
        [
            &[],
            &[(TITLE, "title: Birch")],
            &[(TITLE, "title: Cedar"), (GOAL, new)],
            &[(TITLE, "title: Birch"), (GOAL, new)],
            &[(TITLE, "title: Birch"), (GOAL, put_back)],
        ],
    );
    let case = crossed(JOB, &first, [&one, &other], [&o, &t]);
    is_clean(&again(&case, JOB), &["title: Birch", put_back], &[new]);
}

#[test]
fn a_field_of_an_item_that_was_open_is_asked_at_the_field() {
    let due = |day: &str| format!("material_due: 2027-03-{day}");
    let released = ("status: open                    # open, filed", "status: filed                   # open, filed");
    let [first, one, other, same, later, unlike] = versions(
        JOB,
        [
            &[],
            &[(DUE, &due("11"))],
            &[(DUE, &due("12"))],
            &[(DUE, &due("11"))],
            &[(DUE, &due("11")), released],
            &[(DUE, &due("10")), released],
        ],
    );
    let case = crossed(JOB, &first, [&one, &other], [&same, &later]);
    is_clean(&again(&case, JOB), &[&due("11"), released.1], &[]);
    // back where both began is a decision too
    let case = crossed(JOB, &first, [&one, &other], [&same, &unlike]);
    let made = again(&case, JOB);
    is_asked(&made, 1, &[&due("11"), &due("10")]);
    assert!(made.iter().all(|(_, text)| text.contains(released.1)), "what is no question is merged");
}

#[test]
fn the_lines_of_a_text_that_were_open_are_asked_and_the_others_are_not() {
    let text = |lines: [&str; 5]| format!("title: Film\ncontext: |\n  {}\nrush: false\n", lines.join("\n  "));
    let versions = |middle: &str, last: &str| Some(text(["One.", "Two.", middle, "Four.", last]));
    let first = versions("Three.", "Five.");
    let (one, other) = (versions("Birch.", "Five."), versions("Cedar.", "Five."));
    let (ours, theirs) = (versions("Birch and cedar.", "Five."), versions("Birch and cedar.", "Six."));
    let case = crossed(JOB, &first, [&one, &other], [&ours, &theirs]);
    is_clean(&again(&case, JOB), &["  Birch and cedar.\n  Four.\n  Six.\n"], &["Five."]);
    for theirs in ["Three.", "Birch.", "Elm."] {
        let case = crossed(JOB, &first, [&one, &other], [&ours, &versions(theirs, "Six.")]);
        let made = again(&case, JOB);
        is_asked(&made, 1, &["Birch and cedar.", theirs]);
        assert!(
            made.iter()
                .all(|(_, text)| text.contains(">>>>>>> ") && text.contains("  Six.\n") && !text.contains("Five."))
        );
    }
}

/// A job with one deliverable, or without.
fn with_film(film: &str) -> String {
    format!("title: Film\nstatus: requested\ndeliverables:\n  - id: poster\n    status: open\n{film}rush: false\n")
}

#[test]
fn an_item_that_one_took_out_and_the_other_worked_on_stays_out_or_in_where_both_say_so() {
    let film =
        |version: &str, due: &str| Some(with_film(&format!("  - id: film\n    version: {version}\n    due: {due}\n")));
    let (before, out) = (film("v1", "2027-03-10"), Some(with_film("")));
    let worked_on = film("v2", "2027-03-10");
    let cases: [(Text, Text, Option<&str>); 6] = [
        (out.clone(), out.clone(), Some("")),
        (worked_on.clone(), film("v2", "2027-03-12"), Some("    version: v2\n    due: 2027-03-12\n")),
        (out.clone(), worked_on.clone(), None),
        // kept as it was before it was worked on: a decision as good as the others
        (out.clone(), before.clone(), None),
        (worked_on.clone(), before.clone(), None),
        // kept, and what was worked on taken out of it
        (out.clone(), Some(with_film("  - id: film\n    due: 2027-03-10\n")), None),
    ];
    for (ours, theirs, clean) in cases {
        let case = crossed(JOB, &before, [&out, &worked_on], [&ours, &theirs]);
        let made = again(&case, JOB);
        match clean {
            Some("") => is_clean(&made, &["- id: poster"], &["- id: film"]),
            Some(film) => is_clean(&made, &[film], &[]),
            None => is_asked(&made, 1, &["    "]),
        }
    }
}

#[test]
fn a_record_that_one_deleted_and_the_other_worked_on_is_what_both_say() {
    // Git runs no driver where a side has no file, neither for its base nor for the merge: it takes the text before both.
    let film = |due: &str| Some(with_film(&format!("  - id: film\n    due: {due}\n")));
    let (before, worked_on) = (film("2027-03-10"), film("2027-03-12"));
    let case = crossed(JOB, &before, [&None, &worked_on], [&None, &None]);
    is_clean(&again(&case, JOB), &[], &["film"]);
    let case = crossed(JOB, &before, [&None, &worked_on], [&worked_on, &worked_on]);
    is_clean(&again(&case, JOB), &["2027-03-12"], &[]);
    // one side gone, the other not as it was: git asks, and leaves the text that there is
    let case = crossed(JOB, &before, [&None, &worked_on], [&None, &worked_on]);
    git_in(case.path(), "checkout -q main");
    let (code, said) = git_try(case.path(), &["merge", "--no-edit", "feature"]);
    assert!(code == 1 && said.contains("CONFLICT (modify/delete)"), "{said}");
    assert_eq!(Some(case.text(JOB)), worked_on);
}

#[test]
fn a_record_that_both_made_before_they_crossed_is_asked_where_they_decided_differently() {
    let new = "jobs/ACME/ACME-0040.yaml";
    let job = |title: &str, goal: &str, due: &str| Some(format!("title: {title}\n{goal}due: {due}\nrush: false\n"));
    let (poster, banner) = (job("Poster", "goal: Be seen.\n", "2027-03-10"), job("Banner", "", "2027-03-11"));
    let case = crossed(new, &None, [&poster, &banner], [&poster, &poster]);
    is_clean(&again(&case, new), &["title: Poster\ngoal: Be seen.\ndue: 2027-03-10\n"], &["Banner"]);
    // one goes on with what both kept, in a field that the two had alike
    let later = poster.clone().map(|text| text.replace("rush: false", "rush: true"));
    let case = crossed(new, &None, [&poster, &banner], [&poster, &later]);
    is_clean(&again(&case, new), &["title: Poster\n", "rush: true"], &["Banner"]);
    // each kept its own: two records under one id, and never one made of both
    let case = crossed(new, &None, [&poster, &banner], [&poster, &banner]);
    is_asked(&again(&case, new), 1, &["title: Poster\ngoal: Be seen.\n", "title: Banner\ndue: 2027-03-11\n"]);
}

#[test]
fn files_whose_lines_end_as_in_windows_cross_the_same_way() {
    let crlf = |text: Text| text.map(|text| text.replace('\n', "\r\n"));
    let film = |due: &str, rush: &str| {
        crlf(Some(with_film(&format!("  - id: film\n    due: {due}\n"))).map(|text| text.replace("rush: false", rush)))
    };
    let versions = ["2027-03-10", "2027-03-11", "2027-03-12"].map(|due| film(due, "rush: false"));
    let [before, one, other] = &versions;
    let later = film("2027-03-11", "rush: true");
    let case = crossed(JOB, before, [one, other], [one, &later]);
    let made = again(&case, JOB);
    is_clean(&made, &["due: 2027-03-11\r\nrush: true\r\n"], &[]);
    let case = crossed(JOB, before, [one, other], [other, &later]);
    let made = again(&case, JOB);
    is_asked(&made, 1, &["    due: 2027-03-12\r\n", "    due: 2027-03-11\r\n"]);
    assert!(made.iter().all(|(_, text)| text.matches('\n').count() == text.matches("\r\n").count()));
}

#[test]
fn branches_that_crossed_twice_are_asked_no_more() {
    let film = |due: &str| Some(with_film(&format!("  - id: film\n    due: {due}\n")));
    let [before, one, other] = &["2027-03-10", "2027-03-11", "2027-03-12"].map(film);
    let case = crossed(JOB, before, [one, other], [one, other]);
    // they cross once more, and each keeps its own again
    git_in(case.path(), "branch main-then main");
    for (into, from, text) in [("main", "feature", one), ("feature", "main-then", other)] {
        git_in(case.path(), &format!("checkout -q {into}"));
        git_try(case.path(), &["merge", "--no-commit", "--no-ff", from]);
        commit(&case, JOB, text);
    }
    is_asked(&again(&case, JOB), 1, &["due: 2027-03-11", "due: 2027-03-12"]);
    git_in(case.path(), "checkout -q feature");
    commit(&case, JOB, one);
    is_clean(&again(&case, JOB), &["due: 2027-03-11"], &[]);
}

#[test]
fn whoever_sees_the_base_sees_that_nobody_decided_it() {
    let film = |due: &str| Some(with_film(&format!("  - id: film\n    due: {due}\n")));
    let [before, one, other] = &["2027-03-10", "2027-03-11", "2027-03-12"].map(film);
    let case = crossed(JOB, before, [one, other], [one, other]);
    git_in(case.path(), "config merge.conflictStyle diff3");
    git_in(case.path(), "checkout -q main");
    assert_eq!(git_try(case.path(), &["merge", "--no-edit", "feature"]).0, 1);
    let text = case.text(JOB);
    let (_, base) = text.split_once("\n||||||| ").expect("the base is shown");
    let (_, base) = base.split_once('\n').expect("a line");
    assert!(base.starts_with("    due: ‹undecided "), "{text}");
}

#[test]
fn without_the_driver_git_marks_its_base_and_resolve_asks_only_what_is_open() {
    let film = |due: &str, rush: &str| {
        Some(with_film(&format!("  - id: film\n    due: {due}\n"))).map(|text| text.replace("rush: false", rush))
    };
    let [before, one, other] = &["2027-03-10", "2027-03-11", "2027-03-12"].map(|due| film(due, "rush: false"));
    let (ours, theirs) = (film("2027-03-11", "rush: false # ours"), film("2027-03-11", "rush: true"));
    let case = crossed(JOB, before, [one, other], [&ours, &theirs]);
    git_in(case.path(), "config --remove-section merge.suits");
    git_in(case.path(), "checkout -q main");
    assert_eq!(git_try(case.path(), &["merge", "--no-edit", "feature"]).0, 1);
    let base = git_ok(case.path(), &["show", &format!(":1:{JOB}")]);
    assert!(base.contains("<<<<<<<<< Temporary merge branch 1"), "{base}");
    case.run("resolve").ok();
    let text = case.text(JOB);
    assert!(text.contains("due: 2027-03-11\nrush: true # ours\n") && !text.contains("<<<<<<<"), "{text}");
}

#[test]
fn a_record_that_one_branch_put_back_just_as_it_was_and_git_dropped_unasked_is_found_and_comes_back() {
    let path = "jobs/ACME/ACME-0040.yaml";
    let job = |goal: &str| {
        Some(format!(
            "title: Poster\ntype: campaign\nstatus: requested\nrequested_by: liisa\nrequested_on: 2026-11-02\ngoal: {goal}\n"
        ))
    };
    let (first, edited) = (job("Seen"), job("Seen by many"));
    for (into, from) in [("main", "feature"), ("feature", "main")] {
        let case = crossed(path, &first, [&edited, &None], [&None, &first]);
        git_in(case.path(), &format!("checkout -q {into}"));
        let (code, said) = git_try(case.path(), &["merge", "--no-edit", from]);
        assert_eq!((code, case.file(path).exists()), (0, false), "git asks nobody: {said}");
        assert_eq!(told(&case, "audit"), ["lost-edit | ACME-0040 | - | the record | - | Ann"]);
        assert_eq!(mended(&case), 1);
        assert_eq!(Some(case.text(path)), first);
    }
    // what both branches decided to delete is nobody's loss, nor what git asks about
    let case = crossed(path, &first, [&edited, &None], [&None, &None]);
    git_ok(case.path(), &["merge", "--no-edit", "feature"]);
    assert_eq!(told(&case, "audit"), Vec::<String>::new());
    let case = crossed(path, &first, [&edited, &None], [&None, &edited]);
    assert_ne!(git_try(case.path(), &["merge", "--no-edit", "feature"]).0, 0);
    git_ok(case.path(), &["rm", "-q", "-f", path]);
    git_ok(case.path(), &["commit", "-q", "--no-edit"]);
    assert_eq!(told(&case, "audit"), Vec::<String>::new());
}

/// Work on a book.
type Work<'w> = &'w dyn Fn(&Case);

/// A branch for each of some works on a book; then two that took all of them in, in either order, each with what it decided.
fn met(works: &[(&str, Work<'_>)], decided: [Work<'_>; 2]) -> Case {
    let case = repository("tests/books/records");
    let job =
        "title: Poster\ntype: campaign\nstatus: requested\nrequested_by: liisa\nrequested_on: 2026-11-02\ngoal: Seen\n";
    case.write(POSTER, job);
    crate::audit::commit(&case, "Ann", "Poster");
    for (name, work) in works {
        git_ok(case.path(), &["checkout", "-q", "-b", name, "main"]);
        work(&case);
        crate::audit::commit(&case, "Ann", name);
    }
    let names: Vec<&str> = works.iter().map(|(name, _)| *name).collect();
    let backwards: Vec<&str> = names.iter().rev().copied().collect();
    for ((branch, order), decide) in [("ours", &names), ("theirs", &backwards)].into_iter().zip(decided) {
        git_ok(case.path(), &["checkout", "-q", "-b", branch, order[0]]);
        for name in &order[1..] {
            if git_try(case.path(), &["merge", "--no-edit", name]).0 != 0 {
                decide(&case);
                crate::audit::commit(&case, "Ann", name);
            }
        }
    }
    git_ok(case.path(), &["checkout", "-q", "ours"]);
    git_ok(case.path(), &["merge", "--no-edit", "theirs"]);
    case
}

const POSTER: &str = "jobs/ACME/ACME-0040.yaml";

#[test]
fn of_branches_that_parted_at_three_commits_every_two_are_looked_at() {
    let swap = crate::audit::swap;
    let edit = |case: &Case| swap(case, POSTER, "goal: Seen", "goal: Seen by many");
    let other = |case: &Case| swap(case, "clients/ACME.yaml", "tier: key", "tier: standard");
    let delete = |case: &Case| drop(git_ok(case.path(), &["rm", "-q", "-f", POSTER]));
    let put_back = |case: &Case| drop(git_ok(case.path(), &["checkout", "main", "--", POSTER]));
    let case = met(&[("x", &edit), ("y", &other), ("z", &delete)], [&put_back, &delete]);
    assert_eq!(git_ok(case.path(), &["merge-base", "--all", "HEAD^1", "HEAD^2"]).lines().count(), 3);
    assert!(!case.file(POSTER).exists());
    assert_eq!(told(&case, "audit"), ["lost-edit | ACME-0040 | - | the record | - | Ann"]);
    // the merge took it out, and no commit of the other side that this one had not had
    assert_eq!(column(&case, "log ACME-0040", "what")[0], "job taken out: Poster (requested)");
    assert_eq!(column(&case, "log ACME-0040", "commit")[0], short(&case));
    assert_eq!(mended(&case), 1);
    assert!(case.text(POSTER).contains("goal: Seen\n"));
}

#[test]
fn a_record_that_one_branch_renumbered_and_git_dropped_unasked_is_found() {
    let new = "jobs/ACME/ACME-0041.yaml";
    let renumber = |case: &Case| drop(git_ok(case.path(), &["mv", POSTER, new]));
    let delete = |case: &Case| drop(git_ok(case.path(), &["rm", "-q", "-f", POSTER]));
    let keep = |case: &Case| drop(git_ok(case.path(), &["add", new]));
    let let_go = |case: &Case| drop(git_ok(case.path(), &["rm", "-q", "-f", new]));
    let case = met(&[("x", &renumber), ("z", &delete)], [&keep, &let_go]);
    assert!(!case.file(new).exists());
    assert_eq!(told(&case, "audit"), ["lost-edit | ACME-0041 | - | the record | - | Ann"]);
    // what both decided to delete is nobody's loss
    let case = met(&[("x", &renumber), ("z", &delete)], [&let_go, &let_go]);
    assert_eq!(told(&case, "audit"), Vec::<String>::new());
}
