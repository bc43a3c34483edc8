//! Two different records that two branches made under one number, in merges that kept one of them, or mixed the two: the audit tells whose is
//! gone, and `resolve --merge` brings it back under a number of its own.

use crate::audit::{clean, commit, git, octopus, standard, swap, told};
use crate::audit_repairs::{mended, rows};
use crate::harness::Case;
use crate::repository::{git_ok, git_says, git_try, repository};

pub(crate) const NEW: &str = "jobs/ACME/ACME-0015.yaml";
pub(crate) const NEXT: &str = "jobs/ACME/ACME-0016.yaml";

pub(crate) fn job(title: &str, goal: &str) -> String {
    format!(
        "title: {title}\ntype: campaign\nstatus: requested\nrequested_by: liisa\nrequested_on: 2026-11-02\ngoal: {goal}\n"
    )
}

pub(crate) fn hours(case: &Case, who: &str, id: &str) {
    let path = format!("timesheets/{who}/2026-10.yaml");
    case.write(&path, format!("entries:\n  - id: {id}\n    date: 2026-10-20\n    job: ACME-0015\n    hours: 1\n"));
}

pub(crate) fn poster() -> String {
    job("Poster", "Seen from the tram")
}

pub(crate) fn banner() -> String {
    job("Banner", "Clicked")
}

/// Mai makes a poster on a branch, Ann a banner on `main`, both under one number and with hours on it; further work comes with each.
pub(crate) fn parted(side: impl Fn(&Case), main: impl Fn(&Case)) -> Case {
    let case = repository("tests/books/records");
    git(&case, "checkout -q -b side");
    case.write(NEW, poster());
    hours(&case, "mai", "5hzq");
    side(&case);
    commit(&case, "Mai", "Poster");
    git(&case, "checkout -q main");
    case.write(NEW, banner());
    hours(&case, "ann", "6hzq");
    main(&case);
    commit(&case, "Ann", "Banner");
    case
}

/// Merges as a host does where somebody presses a button: of what is in conflict, the whole files of one side.
pub(crate) fn pressed(case: &Case, side: &str) {
    assert_eq!(git_try(case.path(), &["merge", "side"]).0, 1);
    git_ok(case.path(), &["checkout", side, "."]);
    commit(case, "Bo", "Merge side");
}

pub(crate) fn nothing(_: &Case) {}

#[test]
fn the_record_that_was_not_kept_is_told_with_its_maker_and_comes_back_under_the_next_number() {
    let mut case = parted(nothing, nothing);
    case.set_width(400);
    pressed(&case, "--ours");
    let open = told(&case, "audit");
    assert_eq!(open, ["lost-record | ACME-0015 | - | Poster | Banner | Mai"]);
    case.run("audit").exits(1).says("suits resolve ACME-0015 --merge");
    let row = &rows(&case, "audit")[0];
    assert_eq!(row["merged_by"], "Bo");
    assert!(row["message"].as_str().is_some_and(|text| text.contains("kept `Banner` and not `Poster`")), "{row}");
    let before = git_says(case.path(), "status --porcelain");
    case.run("resolve --merge --dry-run").ok().says("ACME-0016").says("+title: Poster");
    assert_eq!(git_says(case.path(), "status --porcelain"), before);
    assert_eq!(mended(&case), 1);
    assert_eq!((case.text(NEW), case.text(NEXT)), (banner(), poster()), "the other one stays as it is");
    assert!(case.text("timesheets/mai/2026-10.yaml").contains("job: ACME-0016"));
    assert!(case.text("timesheets/ann/2026-10.yaml").contains("job: ACME-0015"));
    clean(&case);
}

#[test]
fn theirs_kept_whole_loses_ours_and_undo_takes_the_repair_back() {
    let case = parted(nothing, nothing);
    crate::repository::belongs_to_ann(case.path());
    pressed(&case, "--theirs");
    let open = told(&case, "audit");
    assert_eq!(open, ["lost-record | ACME-0015 | - | Banner | Poster | Ann"]);
    let sheet = case.text("timesheets/ann/2026-10.yaml");
    case.run("resolve --merge").ok().says("`Banner` is back as ACME-0016; 1 field that named it follows");
    assert_eq!((case.text(NEW), case.text(NEXT)), (poster(), banner()));
    // said again before it is committed it does nothing twice
    case.run("resolve --merge").ok().says("lost nothing");
    case.run("audit").exits(1).says(NEXT).says("a repair counts once it is committed");
    case.run("undo").ok();
    assert!(!case.file(NEXT).exists());
    assert_eq!(case.text("timesheets/ann/2026-10.yaml"), sheet);
    case.run("resolve --merge --commit").ok().says("committed on main");
    clean(&case);
    git(&case, "revert --no-edit HEAD");
    assert_eq!(told(&case, "audit"), open, "taken back");
    case.run("resolve --merge HEAD~2 --commit").ok();
    clean(&case);
    swap(&case, NEXT, "goal: Clicked", "goal: Clicked twice");
    commit(&case, "Ann", "Twice");
    clean(&case);
    git(&case, &format!("rm -q {NEXT}"));
    hours(&case, "ann", "6hzq");
    commit(&case, "Ann", "No banner after all");
    clean(&case);
    case.run("audit --all").ok().says("overtaken");
}

#[test]
fn rounds_come_back_with_their_job_and_those_of_the_other_stay() {
    let round = |case: &Case, number: usize, words: &str| {
        let text = format!(
            "type: internal\ndeliverable: film-30\nsent: 2026-11-12\ndue: 2026-11-16\nitems:\n  - id: ks3d\n    from: maija\n    text: {words}\n    decision: do\n"
        );
        case.write(&format!("feedback/ACME/ACME-0015-R{number}.yaml"), text);
    };
    let case = parted(
        |case| {
            round(case, 1, "Larger");
            round(case, 2, "Larger still");
        },
        |case| round(case, 1, "Brighter"),
    );
    pressed(&case, "--ours");
    // the first round is in conflict like its job, the second came along unseen
    assert_eq!(told(&case, "audit"), ["lost-record | ACME-0015 | - | Poster | Banner | Mai"]);
    assert_eq!(mended(&case), 1);
    let text = |id: &str| case.text(&format!("feedback/ACME/{id}.yaml"));
    assert!(text("ACME-0015-R1").contains("Brighter"));
    assert!(text("ACME-0016-R1").contains("text: Larger\n") && text("ACME-0016-R2").contains("Larger still"));
    assert!(!case.file("feedback/ACME/ACME-0015-R2.yaml").exists());
}

#[test]
fn a_client_who_said_yes_under_the_old_number_is_to_be_told() {
    let yes = "estimates:\n  - version: 1\n    status: approved\n    currency: EUR\n    lines: []\n    approvals:\n      - for: client\n        by: liisa\n        role: approver\n        date: 2026-11-20\n        method: po\n        evidence: \"4500012345\"\n        entered_by: ann\n        hash: h1-0000000000000000\n";
    let case = parted(|case| case.write(NEW, poster() + yes), nothing);
    pressed(&case, "--ours");
    let told = "`liisa` approved estimate 1 under the number ACME-0015 on 2026-11-20: tell the client";
    case.run("resolve --merge --dry-run").ok().says(told);
    case.run("resolve --merge").ok().says(told);
    assert_eq!(case.text(NEXT), poster() + yes);
}

#[test]
fn several_at_once_get_a_number_each() {
    let brief = "briefs/ACME/ACME-B0005.yaml";
    let case = parted(
        |case| {
            case.write(NEXT, job("Leaflet", "Read"));
            case.write(brief, "title: Spring\nrequested_on: 2026-11-02\nstatus: draft\n");
        },
        |case| {
            case.write(NEXT, job("Radio", "Heard"));
            case.write(brief, "title: Autumn\nrequested_on: 2026-11-02\nstatus: draft\n");
        },
    );
    pressed(&case, "--ours");
    assert_eq!(told(&case, "audit").len(), 3, "{:?}", told(&case, "audit"));
    case.run("resolve --merge").ok();
    let title = |path: &str| case.text(path).lines().next().unwrap_or_default().to_owned();
    assert_eq!(title("jobs/ACME/ACME-0017.yaml"), "title: Poster");
    assert_eq!(title("jobs/ACME/ACME-0018.yaml"), "title: Leaflet");
    assert_eq!(title("briefs/ACME/ACME-B0006.yaml"), "title: Spring");
    commit(&case, "Ann", "Back");
    clean(&case);
}

#[test]
fn a_merge_that_mixed_the_two_is_told_and_the_two_are_written_apart() {
    let mixed = job("Banner", "Seen from the tram");
    let case = parted(nothing, nothing);
    assert_eq!(git_try(case.path(), &["merge", "side"]).0, 1);
    case.write(NEW, &mixed);
    commit(&case, "Bo", "Merge side");
    assert_eq!(told(&case, "audit"), ["mixed-records | ACME-0015 | - | Poster | Banner | Mai"]);
    // where somebody has worked on the mixture nobody else can say whose the words are
    case.write(NEW, mixed.replace("tram", "bus"));
    case.run("resolve --merge").exits(1).says("somebody has worked on it since").says("git show");
    case.write(NEW, &mixed);
    assert_eq!(mended(&case), 1);
    assert_eq!((case.text(NEW), case.text(NEXT)), (banner(), poster()));
    clean(&case);
}

#[test]
fn two_that_were_committed_with_the_marks_of_git_between_them_are_written_apart() {
    let case = parted(nothing, nothing);
    assert_eq!(git_try(case.path(), &["merge", "side"]).0, 1);
    assert!(case.text(NEW).contains("<<<<<<< "));
    commit(&case, "Bo", "Merge side");
    assert_eq!(told(&case, "audit"), ["broken-by-merge | ACME-0015 | - | - | - | Bo"]);
    assert_eq!(mended(&case), 1);
    assert_eq!((case.text(NEW), case.text(NEXT)), (banner(), poster()));
    assert!(case.text("timesheets/mai/2026-10.yaml").contains("job: ACME-0016"));
    // somebody settles the marks for one of them
    let case = parted(nothing, nothing);
    assert_eq!(git_try(case.path(), &["merge", "side"]).0, 1);
    commit(&case, "Bo", "Merge side");
    case.write(NEW, banner());
    commit(&case, "Ann", "Without the marks");
    assert_eq!(told(&case, "audit"), ["lost-record | ACME-0015 | - | Poster | Banner | Mai"]);
    assert_eq!(mended(&case), 1);
    assert_eq!((case.text(NEW), case.text(NEXT)), (banner(), poster()));
}

#[test]
fn a_paper_that_went_out_keeps_its_number_and_the_other_gets_the_new_one() {
    let path = "contact-reports/ACME/ACME-C0032.yaml";
    let report = |medium: &str, issued: &str| {
        format!(
            "date: 2026-11-20\nmedium: {medium}\njobs: [ACME-0012]\nclient: [liisa]\nagency: [ann]\nauthor: ann\nissued: {issued}\n"
        )
    };
    let mut case = parted(
        |case| case.write(path, report("call", "2026-11-21")),
        |case| case.write(path, report("meeting", "null")),
    );
    case.set_width(400);
    pressed(&case, "--ours");
    let ran = case.run("resolve ACME-C0032 --merge").exits(1);
    let typed = ran.all().split('`').find(|word| word.starts_with("suits renumber")).expect("a command").to_owned();
    case.run(typed.strip_prefix("suits ").expect("ours")).ok();
    assert!(
        case.text(path).contains("medium: call")
            && case.text("contact-reports/ACME/ACME-C0033.yaml").contains("medium: meeting")
    );
    commit(&case, "Ann", "Apart");
    assert_eq!(told(&case, "audit ACME-C0032"), Vec::<String>::new());
}

#[test]
fn what_a_person_tells_apart_later_is_repaired_whichever_got_the_new_number() {
    for (from, at_first, then) in [("HEAD^2", banner(), poster()), ("HEAD^1", poster(), banner())] {
        let case = parted(nothing, nothing);
        pressed(&case, "--ours");
        case.run(&format!("renumber ACME-0015 ACME-0016 --from {from}")).ok();
        commit(&case, "Ann", "Apart");
        assert_eq!((case.text(NEW), case.text(NEXT)), (at_first, then), "{from}");
        clean(&case);
        case.run("audit --all").ok().says("repaired");
    }
    // the one that was kept has got another number: the old one is free for the other
    let case = parted(nothing, nothing);
    pressed(&case, "--ours");
    case.run("renumber ACME-0015 ACME-0020").ok();
    commit(&case, "Ann", "Another number");
    assert_eq!(told(&case, "audit").len(), 1);
    assert_eq!(mended(&case), 1);
    assert_eq!((case.text(NEW), case.text("jobs/ACME/ACME-0020.yaml")), (poster(), banner()));
}

fn begun(id: &str) -> String {
    format!("handoffs:\n  - id: {id}\n    stage: requested\n    from: liisa\n    to: ann\n    date: 2026-11-02\n")
}

/// The poster is back under the next number, and Mai goes on with it on her branch, under the number that it had.
fn gone_on() -> Case {
    let case =
        parted(|case| case.write(NEW, poster() + &begun("pp11")), |case| case.write(NEW, banner() + &begun("bb22")));
    pressed(&case, "--ours");
    assert_eq!(mended(&case), 1);
    git(&case, "checkout -q side");
    swap(&case, NEW, "goal: Seen from the tram", "goal: Seen from the tram and the bus");
    commit(&case, "Mai", "The bus too");
    git(&case, "checkout -q main");
    case
}

#[test]
fn what_a_branch_still_writes_into_the_lost_one_is_not_asked_of_the_one_that_was_kept() {
    let case = gone_on();
    git(&case, "merge -q -s ours side -m Again");
    let bus = "Seen from the tram and the bus";
    assert_eq!(told(&case, "audit"), [format!("lost-edit | ACME-0016 | goal | {bus} | Seen from the tram | Mai")]);
    assert_eq!(mended(&case), 1);
    assert_eq!((case.text(NEW), case.text(NEXT).contains(bus)), (banner() + &begun("bb22"), true));
    clean(&case);
    // the one that had the number all along is lost by the second merge
    let case = gone_on();
    git(&case, "merge -q --no-commit -s ours side");
    git(&case, "checkout side -- jobs/ACME/ACME-0015.yaml");
    commit(&case, "Bo", "Merge side again");
    assert_eq!(told(&case, "audit"), ["lost-record | ACME-0015 | - | Banner | Poster | Ann"]);
    assert_eq!(mended(&case), 1);
    assert!(case.text("jobs/ACME/ACME-0017.yaml").starts_with("title: Banner"));
}

#[test]
fn one_record_that_came_to_both_branches_is_nobodys_loss() {
    let case = repository("tests/books/records");
    case.write(NEW, poster());
    commit(&case, "Mai", "Poster");
    git(&case, "branch side HEAD~1");
    git(&case, "checkout -q side");
    git(&case, "cherry-pick main");
    swap(&case, NEW, "title: Poster", "title: Poster at the station");
    commit(&case, "Mai", "Which poster");
    git(&case, "checkout -q main");
    swap(&case, NEW, "title: Poster", "title: Poster in the tram");
    commit(&case, "Ann", "Which poster");
    pressed(&case, "--ours");
    clean(&case);
}

#[test]
fn a_record_that_is_kept_is_not_touched_though_it_was_worked_on_since() {
    let case = parted(nothing, nothing);
    pressed(&case, "--ours");
    swap(&case, NEW, "goal: Clicked", "goal: Clicked by many");
    let text = case.text(NEW);
    commit(&case, "Ann", "Many");
    assert_eq!(mended(&case), 1);
    assert_eq!((case.text(NEW), case.text(NEXT)), (text, poster()));
}

#[test]
fn two_clients_under_one_code_are_told_and_left_to_a_person() {
    let client = |name: &str| format!("name: {name}\nstatus: active\n");
    let path = "clients/NOVA.yaml";
    let mut case = parted(|case| case.write(path, client("Nova Oy")), |case| case.write(path, client("Novator Oy")));
    pressed(&case, "--ours");
    let found = told(&case, "audit");
    assert_eq!(found[0], "lost-record | NOVA | - | Nova Oy | Novator Oy | Mai");
    case.set_width(400);
    case.run("resolve NOVA --merge").exits(1).says("make the lost one anew under another code");
    let repair = rows(&case, "audit")[0]["repair"].as_str().expect("one").to_owned();
    let shown = git_says(case.path(), repair.strip_prefix("git ").expect("of git"));
    assert!(shown.contains("Nova Oy"), "{repair}");
    case.write("clients/NOVO.yaml", client("Nova Oy"));
    commit(&case, "Ann", "Under another code");
    assert_eq!(told(&case, "audit --client NOVA"), Vec::<String>::new());
}

#[test]
fn an_octopus_that_kept_one_of_two_is_told() {
    let makes = |text: String| move |case: &Case| case.write(NEW, &text);
    let case = octopus(makes(banner()), makes(poster()), standard, "-s ours");
    let found = told(&case, "audit");
    assert_eq!(
        found,
        ["lost-edit | ACME | tier | standard | key | Bo", "lost-record | ACME-0015 | - | Poster | Banner | Mai"]
    );
    assert_eq!(mended(&case), 2);
    assert_eq!((case.text(NEW), case.text(NEXT)), (banner(), poster()));
}
