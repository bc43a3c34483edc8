//! `people reassign`: every seat, ball and promise in one change, or nothing.

use crate::harness::{Case, changed_lines};

const CLIENT: &str = "clients/ACME.yaml";
const BRIEF: &str = "briefs/ACME/ACME-B0004.yaml";
const JOB: &str = "jobs/ACME/ACME-0014.yaml";
const ROUND: &str = "feedback/ACME/ACME-0013-R2.yaml";
const REPORT: &str = "contact-reports/ACME/ACME-C0032.yaml";

/// The book of the record format on its Tuesday, with something of every kind in mai's name. Her ball was due on Friday 2026-11-27 and has
/// waited on the client since Wednesday.
fn book() -> Case {
    let case = Case::copy("tests/books/records", "2026-12-01");
    let client = case.text(CLIENT);
    let issue = "issues:\n  - id: late-file\n    date: 2026-11-26\n    severity: 1\n    text: ไฟล์มาช้า 文件晚了\n    owner: mai\n";
    case.write(CLIENT, client.replace("issues:\n", issue));
    let brief = case.text(BRIEF);
    let question = "open_questions:\n  - id: shops\n    text: Mitkä kaupat ovat mukana? Cửa hàng nào?\n    owner: mai\n    due: 2026-12-04\n";
    case.write(BRIEF, brief.replace("open_questions: []                  # id, text, owner, due\n", question));
    case.write(
        JOB,
        "title: Shelf cards\ncontract: aor-2025\ntype: print-ooh\nstatus: briefing\nrequested_by: liisa\nrequested_on: 2026-11-20\ndue: 2027-02-12\n\
         baseline_due: 2027-02-12\nteam:\n  account-executive: mai          # a small one, she does it herself\nhandoffs:\n  - id: q1w2\n    stage: briefing\n    \
         from: liisa\n    to: mai\n    date: 2026-11-23\n    due: 2026-11-27\n    accepted: 2026-11-23\n    waiting:\n      - date: 2026-11-25\n        \
         party: client\n        note: Tuotekuvat\n",
    );
    case.write(
        ROUND,
        "type: internal\ndeliverable: film-30\nversion: v1\nsent: 2026-11-30\ndue: 2026-12-02\nreviewers:\n  - by: mai\n    decision: pending\n  - by: bo\n    \
         decision: approved\n    date: 2026-11-30\n",
    );
    case.write(
        REPORT,
        "date: 2026-11-27\nmedium: call\njobs: [ACME-0012]\nclient: [liisa]\nagency: [ann]\nauthor: ann\nitems:\n  - id: dates\n    action: Send the dates\n    \
         owner: mai\n    due: 2026-12-02\n  - id: cast\n    action: Find the cast\n    owner: ann\n    due: 2026-12-02\nissued: 2026-11-27\n",
    );
    case
}

#[test]
fn everything_goes_in_one_change_of_few_lines() {
    let case = book();
    let files = [CLIENT, BRIEF, JOB, REPORT];
    let before = files.map(|file| case.text(file));
    // bo may review a round once: mai's line goes from the round that he is in already
    let round = case.text(ROUND);
    let ran = case.run("people reassign mai bo").ok();
    for words in [
        // seats 2, ball, action, question, review, renewal, opportunity, issue; in client, brief, job, round and report
        "mai → bo from Tue 2026-12-01: 9 things in 5 files",
        "1 seat at a client: ACME account-manager",
        "1 seat on a job: ACME-0014 account-executive",
        "1 open handoff: ACME-0014",
        "1 open action: ACME-C0032 no. 1",
        "1 open question: ACME-B0004 no. 1",
        "1 pending review: ACME-0013-R2",
        "1 undecided renewal: ACME aor-2025",
        "1 open opportunity: ACME no. 1",
        "1 client issue: ACME no. 1",
        "next: `suits today --for bo`",
    ] {
        assert!(ran.stderr.contains(words), "`{words}` is not in\n{}", ran.stderr);
    }
    let changed = |at: usize| changed_lines(&before[at], &case.text(files[at]));
    let renewal = changed(0);
    assert_eq!(renewal.len(), 8, "four lines: {renewal:?}");
    assert_eq!(renewal[..2], ["-  account-manager: mai", "+  account-manager: bo"]);
    assert_eq!(changed(1), ["-    owner: mai", "+    owner: bo"]);
    assert_eq!(changed(3), ["-    owner: mai", "+    owner: bo"]);
    let job = case.text(JOB);
    let (head, new) = job.split_at(job.rfind("  - id: ").expect("the new handoff"));
    let old = before[2].replace("account-executive: mai          #", "account-executive: bo           #");
    let done = "    accepted: 2026-11-23\n    done: 2026-12-01\n";
    assert_eq!(head, old.replace("    accepted: 2026-11-23\n", done), "the old one is done, the comment in its column");
    let (id, new) = new.split_once('\n').expect("an id");
    assert_eq!(id.len(), "  - id: ".len() + 4, "four letters and digits: {id}");
    // asked anew, of bo, with the due and the waits that were there
    assert_eq!(
        new,
        "    stage: briefing\n    from: mai\n    to: bo\n    date: 2026-12-01\n    due: 2026-11-27\n    waiting:\n      - date: 2026-11-25\n        \
         party: client\n        note: Tuotekuvat\n    note: reassigned from mai\n"
    );
    assert_eq!(changed_lines(&round, &case.text(ROUND)), ["-  - by: mai", "-    decision: pending"]);
    case.run("people reassign mai bo").ok().says("there is nothing to move").says("nothing changed");
    case.run("people list --where 'person = mai' --columns seats,handoffs --format csv").ok().says("0,0");
}

#[test]
fn a_diff_tells_of_a_ball_that_was_handed_over_and_of_no_step() {
    let case = book();
    crate::repository::git_in(case.path(), "init -q -b main");
    crate::repository::git_in(case.path(), "add .");
    crate::repository::git_in(case.path(), "commit -q -m Start");
    case.run("people reassign mai bo").ok();
    let rows = case.run("diff HEAD ACME-0014 --format json").ok().json();
    let rows: Vec<String> = rows["rows"]
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| format!("{}: {}", row["what"].as_str().expect("a word"), row["change"].as_str().expect("words")))
        .collect();
    let told = rows.iter().find(|row| row.contains("2026-12-01")).expect("a row of the day");
    assert!(told.starts_with("person: the ball of briefing was handed over from Mai Tran to Bo"), "{rows:?}");
    assert!(told.contains(" on 2026-12-01, due 2026-11-27"), "{told}");
    assert!(!rows.iter().any(|row| row.starts_with("stage")), "{rows:?}");
    let summary = case.run("diff HEAD ACME-0014 --summary --format json").ok().json();
    assert_eq!((&summary["rows"][0]["stages"], &summary["rows"][0]["people"]), (&0.into(), &2.into()), "{summary}");
    // whose the ball is within the agency is nothing for the client
    case.run("diff HEAD ACME-0014 --client ACME --for client").ok().says_not("briefing");
}

#[test]
fn whoever_takes_over_is_asked_anew_and_lateness_stays_what_it_was() {
    let case = book();
    let late = || {
        let json = case.run("overdue --as-of 2026-12-03 --format json").ok().json();
        let row = json["rows"].as_array().expect("rows").iter().find(|row| row["job"] == "ACME-0014").cloned();
        let row = row.expect("the job is overdue");
        let figures = ["days_late", "late_agency", "late_client", "effective_due"].map(|key| row[key].to_string());
        figures.join(" ")
    };
    // Friday 27 November to Thursday 3 December: Monday to Thursday, all the client's, who was waited on since the Wednesday before
    let before = late();
    assert_eq!(before, "4 0 4 \"2026-11-27\"");
    case.run("check").ok().says_not("error").says_not("warning");
    case.run("people reassign mai ann --seat account-executive").ok().says("1 seat on a job").says("1 open handoff");
    assert_eq!(late(), before);
    case.run("check").ok().says_not("error").says_not("warning");
    case.run("today --for ann").ok().says("ACME-0014");
    case.run("people show mai").ok().says("account-manager").says_not("ACME-0014");
    // the same stage is no step back and no rebrief, and the job goes on from it as before
    case.run("job show ACME-0014").ok().says("briefing");
}

#[test]
fn days_on_hold_are_kept_when_the_ball_changes_hands() {
    let case = book();
    // Thursday and Friday were on hold: from Friday the due moves by those two working days to Tuesday 2026-12-01
    case.write(
        JOB,
        case.text(JOB)
            + "holds:\n  - id: h1\n    from: 2026-11-26\n    to: 2026-11-27\n    reason: Budget\n    by: mai\n",
    );
    let due = |day: &str| {
        case.run(&format!("job list --as-of {day} --where 'job = ACME-0014' --columns ball_due --format csv"))
            .ok()
            .stdout
    };
    assert_eq!(due("2026-12-01"), "ball_due\r\n2026-12-01\r\n");
    case.run("people reassign mai bo").ok();
    assert_eq!(due("2026-12-01"), "ball_due\r\n2026-12-01\r\n");
    assert_eq!(due("2026-12-03"), "ball_due\r\n2026-12-01\r\n");
    case.run("check").ok().says_not("error");
}

#[test]
fn an_earlier_day_will_do_where_nothing_later_is_said() {
    let case = book();
    case.run("people reassign mai bo --from 2026-11-24").exits(1).says("dated-later").says("`--from 2026-11-25`");
    case.run("people reassign mai bo --from 2026-11-25").ok();
    assert!(case.text(JOB).contains("    done: 2026-11-25\n"), "{}", case.text(JOB));
    case.run("check").ok().says_not("error");
}

#[test]
fn one_client_or_one_seat_can_be_moved_alone() {
    let case = book();
    case.write(
        "clients/BOLT.yaml",
        "name: Bolt Oy\nstatus: active\nteam:\n  account-executive: ann\n  account-manager: mai\n",
    );
    let acme = case.text(CLIENT);
    case.run("people reassign mai bo --client BOLT").ok().says("1 thing in 1 file").says("BOLT account-manager");
    assert_eq!(case.text(CLIENT), acme);
    case.run("people reassign mai bo --client ACME --seat account-manager").ok().says("1 thing in 1 file");
    case.run("people show mai").ok().says("ACME-0014").says("aor-2025");
    case.run("people reassign mai bo --seat account-director").ok().says("nothing to move");
    // a lost client has no seats to fill
    case.write("clients/BOLT.yaml", "name: Bolt Oy\nstatus: lost\nteam:\n  account-manager: mai\n");
    case.run("people reassign mai bo --client BOLT").ok().says("nothing to move");
}

#[test]
fn whoever_takes_over_may_be_away_and_that_is_said() {
    let case = book();
    case.run("people away bo --to 2026-12-04").ok();
    case.run("people reassign mai bo -n").ok().says("bo is away until 2026-12-04, and nobody stands in");
}

#[test]
fn whoever_left_hands_over_all_the_same() {
    let case = book();
    case.run("people leave mai --on 2026-11-27").ok();
    case.run("check --due").says("work-of-departed-person");
    case.run("people reassign mai bo").ok();
    case.run("check --due").says_not("work-of-departed-person");
}

#[test]
fn what_cannot_be_is_refused_as_a_whole() {
    let case = book();
    case.run("people leave fay --on 2026-11-27").ok();
    let files = [CLIENT, BRIEF, JOB, ROUND, REPORT];
    let before = files.map(|file| case.text(file));
    for (line, code, words) in [
        ("people reassign mai", 2, "<TO_PERSON>"),
        ("people reassign mia bo", 2, "did you mean `mai`?"),
        ("people reassign mai b", 2, "nobody at the agency is called `b`"),
        ("people reassign mai bo --client ACNE", 2, "did you mean `ACME`?"),
        ("people reassign mai bo --seat account-manger", 2, "did you mean `account-manager`?"),
        ("people reassign mai bo --from later", 2, "is not a date"),
        ("people reassign mai mai", 1, "same-person"),
        ("people reassign mai bo --from 2026-12-02", 1, "suits people away mai --from 2026-12-02"),
        ("people reassign mai fay", 1, "fay left on 2026-11-27"),
        // ann is an account executive, below the manager's seat; pia has no rank
        (
            "people reassign mai ann",
            1,
            "the seat `account-manager` of ACME takes an account-manager or above, and ann is account-executive",
        ),
        ("people reassign mai pia", 1, "give it to `bo`"),
        ("people reassign kim tom", 1, "the seat `creative` of ACME takes somebody with a creative role"),
    ] {
        case.run(line).exits(code).says(words);
        assert_eq!(files.map(|file| case.text(file)), before, "{line}");
    }
    let json = case.run("people reassign mai ann --format json").exits(1).json();
    let found = &json["findings"][0];
    assert_eq!((&found["code"], &found["path"]), (&"unfit-for-seat".into(), &CLIENT.into()));
    let dry = case.run("people reassign mai bo --dry-run --format json").ok().json();
    assert_eq!(dry["changed"].as_array().map(Vec::len), Some(5), "{dry}");
    assert_eq!(files.map(|file| case.text(file)), before);
    case.write("jobs/ACME/ACME-0098.yaml", "title: [");
    case.run("people reassign mai bo").exits(2).says("ACME-0098.yaml");
    assert_eq!(files.map(|file| case.text(file)), before);
}

#[test]
fn who_never_fitted_a_seat_may_give_it_to_anybody() {
    let case = book();
    case.write(CLIENT, case.text(CLIENT).replace("account-executive: ann", "account-executive: pia"));
    case.run("people reassign pia tom --seat account-executive").ok().says("1 seat at a client");
}

/// What `people show` has of somebody, and what `today` lists of the same kind, by record.
fn in_hand(case: &Case, day: &str) -> [String; 2] {
    let json = case.run(&format!("people show mai --format json --as-of {day}")).ok().json();
    let kinds = ["actions", "questions", "reviews", "renewals", "opportunities", "issues"];
    let rows = |kind: &&str| json["record"][*kind].as_array().expect("rows").clone();
    let mut shown: Vec<String> = kinds.iter().flat_map(rows).map(|row| row["record"].to_string()).collect();
    let json = case.run(&format!("today --for mai --format json --as-of {day}")).ok().json();
    let kinds = ["action", "question", "answer", "renewal", "opportunity", "issue"];
    let rows =
        json["rows"].as_array().expect("rows").iter().filter(|row| kinds.iter().any(|kind| row["kind"] == *kind));
    let mut today: Vec<String> = rows.map(|row| row["record"].to_string()).collect();
    shown.sort();
    today.sort();
    [shown.join(" "), today.join(" ")]
}

#[test]
fn what_is_in_hand_is_what_today_lists() {
    let case = book();
    // B0004's question, mai's action and review, the renewal since September, the opportunity, the issue
    let all = "\"ACME\" \"ACME\" \"ACME\" \"ACME-0013-R2\" \"ACME-B0004\" \"ACME-C0032\"";
    assert_eq!(in_hand(&case, "2026-12-01"), [all, all]);
    // won only on the 10th; a contract that begins next year asks for no decision yet; an internal round that waits for verdicts waits for
    // no answer of its approver, nor does one that somebody else has to answer
    let client = case.text(CLIENT).replacen("stage: proposal ", "stage: won ", 1).replacen(
        "decided: null",
        "decided: 2026-12-10",
        1,
    );
    let next = "contracts:\n  - id: aor-2027\n    type: aor\n    start: 2027-01-01\n    end: 2027-12-31\n    renewal_owner: mai\n";
    case.write(CLIENT, client.replacen("contracts:\n", next, 1));
    let round = "type: internal\ndeliverable: film-30\nversion: v2\nsent: 2026-12-01\ndue: 2026-12-02\napprover: mai\n";
    case.write("feedback/ACME/ACME-0013-R3.yaml", round);
    let by_bo = round.replace("v2", "v3") + "reviewers:\n  - by: bo\n    decision: pending\n";
    case.write("feedback/ACME/ACME-0013-R4.yaml", by_bo);
    assert_eq!(in_hand(&case, "2026-12-01"), [all, all]);
    // with its jobs over the brief asks nobody, nor does the round; the opportunity is decided, the contract of this year still is not
    case.run("job cancel ACME-0012 --reason Off --by mai").ok();
    case.run("job cancel ACME-0013 --reason Off --by mai").ok();
    let left = "\"ACME\" \"ACME\" \"ACME-C0032\"";
    assert_eq!(in_hand(&case, "2026-12-10"), [left, left]);
}
