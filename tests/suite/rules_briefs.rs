//! The rules on a brief's frame: money, dates, channels, approvers, and the work that goes on from it. The sound book with one text changed.

use crate::rules::{changed_in, found, found_by, shown};
use std::path::Path;
use suits::checks::{self, Choice};
use suits::domain::agency::Shelf;
use suits::finding::Severity;
use suits::store::Snapshot;
use suits::values::{BriefId, Day};

const BRIEF: &str = "briefs/ACME/ACME-B0004.yaml";
const JOB: &str = "jobs/ACME/ACME-0013.yaml";
const FILM: &str = "jobs/ACME/ACME-0012.yaml";
const CLIENT: &str = "clients/ACME.yaml";

fn replace(file: &str, text: &str, pairs: &[(&str, &str)]) -> String {
    pairs.iter().fold(text.to_owned(), |text, (old, new)| {
        assert!(text.contains(old), "{file} has no {old}");
        text.replacen(old, new, 1)
    })
}

fn replaced(file: &str, pairs: &[(&str, &str)]) -> Snapshot {
    changed_in(&[], file, |text| replace(file, text, pairs))
}

/// The text of a file of the sound book with some texts replaced.
fn text(file: &str, pairs: &[(&str, &str)]) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/books/records").join(file);
    replace(file, &std::fs::read_to_string(path).expect("reads"), pairs)
}

/// `code: message` of all that is found after some texts of a file were replaced.
fn after(file: &str, pairs: &[(&str, &str)]) -> Vec<String> {
    let snapshot = replaced(file, pairs);
    let said = |line: String| {
        let mut parts = line.splitn(3, ' ');
        let (code, _, message) = (parts.next(), parts.next(), parts.next());
        format!("{}: {}", code.expect("a code"), message.expect("a message"))
    };
    shown(&snapshot, &found(&snapshot)).into_iter().map(said).collect()
}

/// The findings of one rule with their severities.
fn of_rule(snapshot: &Snapshot, code: &str) -> Vec<(Severity, String)> {
    let select = vec![code.to_owned()];
    let findings = found_by(snapshot, &Choice { select, ..Choice::default() });
    findings.into_iter().map(|finding| (finding.severity, finding.message)).collect()
}

const NOTHING: [String; 0] = [];

#[test]
fn a_budget_says_what_is_in_it_unless_there_is_none() {
    let found = |new: &str| after(BRIEF, &[("  includes: [fee, production, media]\n  tax: excluded\n", new)]);
    let neither = "bare-budget: the budget says neither what it includes nor whether tax is in it";
    assert_eq!(found(""), [neither]);
    assert_eq!(found("  includes: [fee]\n"), ["bare-budget: the budget does not say whether tax is in it"]);
    assert_eq!(
        found("  includes: [\"\"]\n  tax: excluded\n"),
        ["bare-budget: the budget does not say what it includes"]
    );
    // a retainer's ticket costs nothing, so nothing is in it
    let free = [
        ("type: tv-video", "type: retainer-ticket"),
        ("  amount: 80000.00\n  includes: [fee, production, media]\n  tax: excluded\n", "  amount: 0\n"),
    ];
    assert_eq!(after(BRIEF, &free), NOTHING);
    // a sum in words is one fault, not two
    let vague = [("  amount: 80000.00\n  includes: [fee, production, media]\n", "  amount: flexible\n")];
    let all = after(BRIEF, &vague);
    assert!(all.len() == 1 && all[0].starts_with("budget-without-figure"), "{all:?}");
}

#[test]
fn an_approved_estimate_is_weighed_against_what_the_budget_is_for() {
    // 4,400.00 of fees, 34,500.00 of production and 40,000.00 of media are approved: 78,900.00
    let code = "estimate-over-budget";
    let all = |pairs: &[(&str, &str)]| of_rule(&replaced(BRIEF, pairs), code);
    let sum = |sum: &'static str| ("amount: 80000.00", sum);
    assert_eq!(all(&[sum("amount: 78900.00")]), []);
    let over = "the client approved 78,900.00 EUR, and the budget of the brief ACME-B0004 is 78,899.99 EUR".to_owned();
    assert_eq!(all(&[sum("amount: 78899.99")]), [(Severity::Warning, over)]);
    // without media in the budget, 38,900.00 count; without production too, 4,400.00
    let includes = |words: &'static str| ("includes: [fee, production, media]", words);
    assert_eq!(all(&[sum("amount: 38900.00"), includes("includes: [fee, production]")]), []);
    assert_eq!(all(&[sum("amount: 38899.00"), includes("includes: [fee, production]")]).len(), 1);
    assert_eq!(all(&[sum("amount: 4400.00"), includes("includes: [fee]")]), []);
    assert_eq!(all(&[sum("amount: 4399.00"), includes("includes: [fees]")]).len(), 1);
    // what is not said is read as without media
    assert_eq!(all(&[sum("amount: 38900.00"), includes("includes: []")]), []);
    // dollars are not compared with euros, nor is a sum in words
    assert_eq!(all(&[sum("amount: 100.00\n  currency: USD")]), []);
    assert_eq!(all(&[sum("amount: about 100")]), []);
}

#[test]
fn a_live_date_leaves_the_days_that_the_work_takes() {
    // From Mon 2026-11-02, 1 + 4 + 1 + 3 + 2 + 10 + 2 + 5 + 1 + 1 = 30 working days end on Mon 2026-12-14; half of them, 15, on Mon 2026-11-23.
    let code = "too-little-time";
    let dates = |live: &str| format!("  presentation: 2026-11-20\n  live: {live}\n");
    let live = |live: &str, more: &[(&str, &str)]| {
        let dates = dates(live);
        let mut pairs = vec![("  presentation: 2027-01-13\n  live: 2027-04-01\n", dates.as_str())];
        pairs.extend(more);
        of_rule(&replaced(BRIEF, &pairs), code).into_iter().map(|(severity, _)| severity).collect::<Vec<_>>()
    };
    assert_eq!(live("2026-12-14", &[]), []);
    assert_eq!(live("2026-12-11", &[]), [Severity::Warning]);
    assert_eq!(live("2026-11-23", &[]), [Severity::Warning]);
    assert_eq!(live("2026-11-20", &[]), [Severity::Error]);
    // a small job and a ticket are given half, and are never stopped
    assert_eq!(live("2026-11-23", &[("size: large", "size: small")]), []);
    assert_eq!(live("2026-11-20", &[("type: tv-video", "type: adaptation")]), [Severity::Warning]);
    // what cannot be counted is not counted
    assert_eq!(live("2026-11-20", &[("requested_on: 2026-11-02", "requested_on: null")]), []);
    assert_eq!(live("soon", &[]), []);
    assert_eq!(live("2026-10-30", &[]), []);
    let snapshot = replaced(
        BRIEF,
        &[("  live: 2027-04-01\n", "  live: 2027-01-14\n"), ("requested_on: 2026-11-02", "requested_on: 2027-01-07")],
    );
    let expected =
        "live on 2027-01-14 is 5 working days after the request, and the quickest way through the workflow takes 30";
    assert_eq!(of_rule(&snapshot, code), [(Severity::Error, expected.to_owned())]);
}

#[test]
fn a_rush_job_is_given_no_days() {
    let dates =
        ("  presentation: 2027-01-13\n  live: 2027-04-01\n", "  presentation: 2026-11-20\n  live: 2026-11-20\n");
    assert_eq!(of_rule(&replaced(BRIEF, &[dates]), "BR28").len(), 1);
    let rushed = text(JOB, &[("type: retainer-ticket", "rush: true\ntype: retainer-ticket")]);
    assert_eq!(of_rule(&changed_in(&[(JOB, &rushed)], BRIEF, |text| replace(BRIEF, text, &[dates])), "BR28"), []);
}

#[test]
fn work_is_shown_and_handed_over_on_working_days_and_runs_on_any() {
    // Wed 2027-01-06 is a holiday of the office; 2027-03-13 a Saturday; 2027-04-04 a Sunday
    assert_eq!(after(BRIEF, &[("live: 2027-04-01", "live: 2027-04-04")]), NOTHING);
    let shown = "date-on-day-off: the presentation is on Wed 2027-01-06, when the office does not work";
    assert_eq!(after(BRIEF, &[("presentation: 2027-01-13", "presentation: 2027-01-06")]), [shown]);
    let due = "date-on-day-off: `film-30` is on Sat 2027-03-13, when the office does not work";
    assert_eq!(after(BRIEF, &[("    due: 2027-03-12", "    due: 2027-03-13")]), [due]);
    // an event is on the day it is on; what is handed over before it is not
    let saturday = |live: &str| {
        let pairs = [
            ("type: tv-video", "type: event-pr"),
            ("    due: 2027-03-12", "    due: 2027-03-13"),
            ("live: 2027-04-01", live),
        ];
        of_rule(&replaced(BRIEF, &pairs), "date-on-day-off").len()
    };
    assert_eq!([saturday("live: 2027-03-13"), saturday("live: 2027-03-12"), saturday("live: 2027-04-01")], [0, 0, 1]);
    let snapshot = replaced(BRIEF, &[("    due: 2027-03-12", "    due: 2027-03-13")]);
    let help = found(&snapshot)[0].help.clone();
    assert_eq!(help.as_deref(), Some("move it to 2027-03-12 or 2027-03-15"));
    // a holiday of the client's alone
    let client =
        replaced("suits.toml", &[("holidays = [\"2026-12-06\"]", "holidays = [\"2026-12-06\", \"2027-01-13\"]")]);
    let theirs = of_rule(&client, "date-on-day-off");
    assert_eq!(
        theirs.iter().map(|(_, message)| message.as_str()).collect::<Vec<_>>(),
        ["the presentation is on Wed 2027-01-13, when the client does not work"]
    );
}

#[test]
fn channels_and_deliverables_answer_each_other() {
    let channels = |new: &'static str| ("channels: [tv]", new);
    let without = |channel: &str| format!("unmatched-channel: nothing is to be made for the channel `{channel}`");
    assert_eq!(after(BRIEF, &[channels("channels: [tv, radio]")]), [without("radio")]);
    assert_eq!(after(BRIEF, &[channels("channels: [TV]")]), NOTHING);
    assert_eq!(
        after(BRIEF, &[channels("channels: [radio]")]),
        [
            without("radio"),
            "unmatched-channel: `film-30` is for `tv`, which is not among the channels".to_owned(),
            "plan-for-unlisted-channel: the plan spends on `tv`, which the brief does not list".to_owned(),
        ]
    );
    // a deliverable that names no channel may be for any
    assert_eq!(after(BRIEF, &[channels("channels: [tv, radio]"), ("    channel: tv\n    spec", "    spec")]), NOTHING);
    // a media plan is one deliverable for all channels
    let plan = replaced(BRIEF, &[channels("channels: [tv, radio]"), ("type: tv-video", "type: media")]);
    assert_eq!(of_rule(&plan, "unmatched-channel"), []);
}

#[test]
fn one_person_at_the_client_has_the_last_word() {
    let approvers = |new: &'static str| [("  - by: liisa\n    scope: final\n", new)];
    assert_eq!(after(BRIEF, &approvers("  - by: liisa\n")), NOTHING);
    assert_eq!(after(BRIEF, &approvers("  - by: liisa\n    scope: sign-off\n")), NOTHING);
    assert_eq!(after(BRIEF, &approvers("  - by: liisa\n    scope: Final\n")), NOTHING);
    assert_eq!(after(BRIEF, &approvers("  - by: liisa\n    scope: final\n  - by: bo\n    scope: strategy\n")), NOTHING);
    assert_eq!(
        after(BRIEF, &approvers("  - by: liisa\n    scope: brand\n")),
        ["unclear-final-approver: `liisa` approves the brand only, and nobody has the last word"]
    );
    assert_eq!(
        after(BRIEF, &approvers("  - by: liisa\n    scope: final\n  - by: liisa\n    scope: final\n")),
        [
            "duplicate-id: the id `liisa` is taken by an item above",
            "unclear-final-approver: `liisa` has the last word, and `liisa` too"
        ]
    );
    // a department is nobody: said as a name that leads nowhere, and as that alone
    let all = after(BRIEF, &approvers("  - by: marketing-team\n    scope: final\n"));
    assert_eq!(all, ["dangling-reference: neither the agency nor the client has a `marketing-team`"]);
    assert_eq!(
        after(BRIEF, &approvers("  - by: ann\n    scope: final\n")),
        ["approver-without-authority: `ann` is no contact of the client"]
    );
}

#[test]
fn an_approver_is_in_the_post_on_the_day_of_the_clients_yes() {
    let to = |day: &str| {
        let left = format!("    to: {day}");
        of_rule(&replaced(CLIENT, &[("    to: null", &left)]), "BR35")
    };
    assert_eq!(to("2026-11-18"), []);
    assert_eq!(to("2026-11-17"), [(Severity::Error, "`liisa` was not in the post on 2026-11-18".to_owned())]);
    // at the gate it is today that counts, but only for a brief that is not approved yet
    let gate = |status: &str| {
        let left = text(CLIENT, &[("    to: null", "    to: 2026-11-25")]);
        let snapshot =
            changed_in(&[(CLIENT, &left)], BRIEF, |text| replace(BRIEF, text, &[("status: approved", status)]));
        let id = BriefId::parse("ACME-B0004").expect("an id");
        let brief = snapshot.agency.briefs.get(&id).found().expect("the brief");
        let today = Day::ymd(2026, 12, 1).expect("a day");
        let errors = checks::brief_errors(brief, &snapshot.agency, today, &|_| String::new());
        errors.into_iter().map(|error| error.message).collect::<Vec<_>>()
    };
    assert_eq!(gate("status: submitted"), ["`liisa` was not in the post on 2026-12-01"]);
    assert_eq!(gate("status: approved "), NOTHING);
    // neither the role nor a limit
    let limit = "    limit: 250000.00                # what she may approve; absent: nothing\n";
    let role = replaced(CLIENT, &[("    role: approver", "    role: contact"), (limit, "")]);
    assert_eq!(of_rule(&role, "BR35").len(), 1);
}

#[test]
fn a_budget_of_nothing_buys_no_media() {
    let code = "media-without-money";
    let all = |pairs: &[(&str, &str)]| of_rule(&replaced(BRIEF, pairs), code);
    let nothing = ("  amount: 80000.00", "  amount: 0.00");
    assert_eq!(all(&[nothing])[0].1, "the budget is nothing, and the spend plan spends 40,000.00");
    let unplanned = ("    amount: 40000.00\n    expects", "    amount: 0\n    expects");
    assert_eq!(all(&[nothing, unplanned])[0].1, "the budget is nothing, and it is said to include media");
    let fee = ("includes: [fee, production, media]", "includes: [fee]");
    assert_eq!(all(&[nothing, unplanned, fee])[0].1, "the budget is nothing, and `tv` is among the channels");
    assert_eq!(all(&[nothing, unplanned, fee, ("channels: [tv]", "channels: [packaging]")]), []);
    assert_eq!(all(&[nothing, ("type: tv-video", "type: retainer-ticket")]), []);
}

#[test]
fn a_brief_approved_once_in_time_may_be_approved_again_later() {
    let live = ("  presentation: 2027-01-13\n  live: 2027-04-01", "  presentation: 2026-11-16\n  live: 2026-11-17");
    let late = "live on 2026-11-17, before `liisa` approved the brief for `client` on 2026-11-18".to_owned();
    assert_eq!(of_rule(&replaced(BRIEF, &[live]), "approved-after-live"), [(Severity::Warning, late)]);
    let before = "approvals:\n  - for: client\n    by: liisa\n    date: 2026-11-17\n    method: email\n    evidence: mail\n    entered_by: ann\n  - for: strategy";
    let again = replaced(BRIEF, &[live, ("approvals:\n  - for: strategy", before)]);
    assert_eq!(of_rule(&again, "approved-after-live"), []);
}

#[test]
fn a_change_of_the_brief_is_said_once_while_the_work_goes_on() {
    let change = [("proposition: The forest starts at your door.", "proposition: The forest starts at the tram stop.")];
    let found = |scene: &[(&str, &str)]| {
        let mut snapshot = changed_in(scene, BRIEF, |text| replace(BRIEF, text, &change));
        // the book is laid out with the fingerprints that were approved; here the text is another
        let changed = |mut brief: suits::domain::record::Located<suits::domain::brief::Brief>| {
            brief.fingerprints.iter_mut().for_each(|(_, fingerprint)| *fingerprint = "h1-00000000000000ff".into());
            brief
        };
        let briefs = snapshot.agency.briefs.iter().cloned().map(changed).collect();
        snapshot.agency.briefs = Shelf::new(briefs, Vec::new(), true);
        shown(&snapshot, &found(&snapshot))
    };
    let all = found(&[]);
    assert_eq!(all.len(), 1, "{all:#?}");
    let said = "the brief changed after it was approved for `strategy`, `creative`, `client`, and ACME-0012 is at `in-creative`";
    assert!(all[0].starts_with("brief-changed-after-start") && all[0].ends_with(said), "{all:?}");
    // once nobody works from it any more, each approval is only stale
    let off = ("status: in-creative", "cancelled:\n  date: 2026-11-30\n  by: mai\nstatus: cancelled");
    let not_off = ("cancelled: null                     # date, by, reason, fee\n", "");
    let all = found(&[(FILM, &text(FILM, &[not_off, off])), (JOB, &text(JOB, &[off]))]);
    assert_eq!(all.len(), 3, "{all:#?}");
    assert!(all.iter().all(|line| line.starts_with("stale-approval")), "{all:#?}");
}

#[test]
fn work_waits_for_the_three_approvals_of_its_brief() {
    let code = "work-on-unapproved-brief";
    let pending = [("status: approved", "status: submitted"), ("  - for: client\n", "  - for: creative\n")];
    let said = "ACME-0012 is at `in-creative`, and nobody approved its brief for `client`".to_owned();
    assert_eq!(of_rule(&replaced(BRIEF, &pending), code), [(Severity::Error, said)]);
    // the word alone is behind, or the brief itself says it
    assert_eq!(of_rule(&replaced(BRIEF, &[("status: approved", "status: submitted")]), code), []);
    let called = replaced(BRIEF, &[("  - for: client\n", "  - for: creative\n")]);
    assert_eq!((of_rule(&called, code), of_rule(&called, "status-out-of-step").len()), (vec![], 1));
    // an override on purpose lets both jobs through
    let lets = "overrides:\n  - date: 2026-11-19\n    stage: brief-approved\n    guards: [brief-approved]\n    by: mai\n    reason: The client is away and said yes by phone.\n";
    let film = [("overrides: []                       # id, date, stage, guards, by, role, reason\n", lets)];
    let job = format!("{lets}type: retainer-ticket");
    let scene = [(FILM, text(FILM, &film)), (JOB, text(JOB, &[("type: retainer-ticket", &job)]))];
    let scene = [(scene[0].0, scene[0].1.as_str()), (scene[1].0, scene[1].1.as_str())];
    assert_eq!(of_rule(&changed_in(&scene, BRIEF, |text| replace(BRIEF, text, &pending)), code), []);
}
