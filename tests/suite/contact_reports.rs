//! `contact-report`: a meeting written down, sent out, agreed by silence or objected to, and its actions done.
//!
//! Windows are counted by hand on a wall calendar: the office works Monday to Friday, and is closed on 24 and 25 December 2026 and on
//! 1 and 6 January 2027. The client works on those days, and its days are those to object in.

use crate::harness::{Case, changed_lines};
use suits::hands::{Answer, Scripted};

const OLD: &str = "contact-reports/ACME/ACME-C0031.yaml";
const NEW: &str = "contact-reports/ACME/ACME-C0032.yaml";

fn book(today: &str) -> Case {
    Case::copy("tests/books/records", today)
}

/// The row of a report as of a day.
fn row(case: &Case, report: &str, day: &str) -> serde_json::Value {
    let line = format!("contact-report list --format json --as-of {day} --where 'contact_report = {report}'");
    case.run(&line).ok().json()["rows"][0].clone()
}

#[test]
fn a_meeting_is_written_down_with_what_came_of_it() {
    let case = book("2026-12-01");
    case.run(
        "contact-report new ACME --medium call --client liisa --agency ann,bo --distribution mai --jobs acme-12 \
         --next-contact 2026-12-11 --decision 'No price in the film' --topic Film --id price \
         --action 'Send the size list' --owner ann --due 2026-12-04 --id sizes \
         --action 'Name the shops' --owner liisa --due 2026-12-07",
    )
    .ok()
    .says("ACME-C0032: contact report of Tue 2026-12-01 opened")
    .says("suits contact-report issue ACME-C0032");
    let row = row(&case, "ACME-C0032", "2026-12-01");
    for (key, value) in
        [("client", "ACME"), ("date", "2026-12-01"), ("medium", "call"), ("author", "ann"), ("state", "draft")]
    {
        assert_eq!(row[key], value, "{key}");
    }
    assert_eq!((&row["decisions"], &row["actions_open"]), (&1.into(), &2.into()));
    assert_eq!(row["jobs"], serde_json::json!(["ACME-0012"]));
    assert!(row["issued"].is_null() && row["days_late"].is_null() && row["objections_until"].is_null());
    let text = case.text(NEW);
    let item = "  - id: sizes\n    action: Send the size list\n    owner: ann\n    due: 2026-12-04\n";
    assert!(text.contains(item) && text.contains("    topic: Film\n    decision: No price in the film\n"), "{text}");
    // What waits for ann, and what everybody may find, know of it at once.
    case.run("today --for ann").ok().says("Send the size list");
    case.run("search 'size list'").ok().says("ACME-C0032");
    case.run("check").ok();
}

#[test]
fn whoever_writes_it_was_there_and_it_was_a_meeting_today_unless_said_otherwise() {
    let mut case = book("2026-12-02");
    case.set_user("mai");
    case.run("cr new ACME --client liisa").ok().says("suits contact-report add ACME-C0032");
    let text = case.text(NEW);
    for line in ["date: 2026-12-02 ", "medium: meeting ", "author: mai ", "agency: [mai] ", "issued: null "] {
        assert!(text.lines().any(|one| one.starts_with(line)), "{line} is not in {text}");
    }
    // With one item it does not matter what stands first; with several it does.
    case.run("cr add ACME-C0032 --owner ann --due 2026-12-09 --action 'Call the printer'")
        .ok()
        .says("due Wed 2026-12-09");
    case.run("cr add ACME-C0032 --owner ann --action A --action B")
        .exits(2)
        .says("comes before the decision or action");
    case.run("cr new ACME --author kim --agency kim,bo --client liisa --by ann").ok();
    assert!(case.text("contact-reports/ACME/ACME-C0033.yaml").contains("author: kim "));
}

#[test]
fn a_document_brings_all_of_it_and_items_without_an_id_get_one() {
    let case = book("2026-12-01");
    let document = "date: 2026-11-30\nmedium: video\nclient: [liisa]\nitems:\n  - decision: Two endings\n  - id: cast\n    action: Send the cast\n    owner: eve\n    due: 2026-12-03\n";
    case.pipe("contact-report new ACME --from - --decision 'No music'", document.as_bytes()).ok();
    let row = row(&case, "ACME-C0032", "2026-12-01");
    assert_eq!((&row["decisions"], &row["actions_open"], &row["medium"]), (&2.into(), &1.into(), &"video".into()));
    let text = case.text(NEW);
    assert_eq!(text.lines().filter(|line| line.starts_with("  - id: ")).count(), 3, "{text}");
    case.run("contact-report done ACME-C0032 cast").ok().says("Send the cast; 0 still open");
}

#[test]
fn texts_of_every_script_come_through_unharmed() {
    let case = book("2026-12-01");
    let texts = [
        "Päätös: hinta ei näy – \"ei #koskaan\"",
        "ไม่แสดงราคาในภาพยนตร์",
        "影片中不出现价格：第二版",
        "Không hiện giá trong phim, và gửi lại bản dựng",
    ];
    for text in texts {
        case.run(&format!("contact-report new ACME --client liisa --decision '{text}'")).ok();
    }
    for (at, text) in texts.iter().enumerate() {
        let json = case.run(&format!("contact-report show ACME-C{:04} --format json", 32 + at)).ok().json();
        assert_eq!(json["record"]["items"][0]["decision"].as_str(), Some(*text), "{json}");
    }
    case.run("contact-report issue ACME-C0033").ok();
    case.run(&format!("contact-report object ACME-C0033 --by liisa --text '{}'", texts[1])).ok();
    assert!(case.text("contact-reports/ACME/ACME-C0033.yaml").contains(&format!("    text: {}\n", texts[1])));
}

#[test]
fn what_cannot_be_a_report_is_refused_and_nothing_is_written() {
    let case = book("2026-12-01");
    for (line, code, words) in [
        ("contact-report new", 2, "<CLIENT>"),
        ("contact-report new ACNE --client liisa", 2, "did you mean `ACME`?"),
        ("contact-report new ACME --client lisa", 2, "did you mean `liisa`?"),
        ("contact-report new ACME --client ann", 2, "our people go under `--agency`"),
        ("contact-report new ACME --agency liisa", 2, "a contact of ACME goes under `--client`"),
        ("contact-report new ACME --author liisa", 2, "is nobody of the agency"),
        ("contact-report new ACME --medium metting", 2, "did you mean `meeting`?"),
        ("contact-report new ACME --jobs ACME-0099", 2, "there is no job"),
        ("contact-report new ACME --date 2026-12-02", 2, "still to come"),
        ("contact-report new ACME --date tomorrow", 2, "scripts write dates as 2026-12-04"),
        ("contact-report new ACME --next-contact 2026-11-30", 2, "before the meeting of 2026-12-01"),
        ("contact-report new ACME --action Send --due 2026-11-30", 2, "before the meeting of 2026-12-01"),
        ("contact-report new ACME --action Send --owner anne", 2, "did you mean `ann`?"),
        ("contact-report new ACME --decision Go --owner ann", 2, "is an `--action`"),
        ("contact-report new ACME --action Send --owner ann --owner bo", 2, "given twice"),
        ("contact-report new ACME --owner ann", 2, "comes before the decision or action"),
        ("contact-report new ACME --decision ' '", 2, "says nothing"),
        ("contact-report new ACME --decision A --id go --decision B --id go", 2, "two items are called `go`"),
        ("contact-report new ACME --decision A --id 'Not A Word'", 2, "a short word such as `sizes`"),
        ("contact-report new ACME --issued 2026-12-01", 2, "--issued"),
        ("contact-report new ACME --set issued=2026-12-01", 2, "`suits contact-report issue` sends it out"),
        ("contact-report add ACME-C0031", 2, "pass `--decision"),
        ("contact-report add ACME-C0031 --decision More", 1, "was sent out on 2026-11-19"),
        ("contact-report done ACME-C0031 sizes", 1, "was done on 2026-11-19"),
        ("contact-report done ACME-C0031 size", 1, "did you mean `sizes`?"),
        ("contact-report done ACME-C0031 go", 1, "is a decision: there is nothing to do"),
        ("contact-report done ACME-C0031 [9]", 1, "has no item `[9]`"),
        ("contact-report issue ACME-C0031", 1, "ACME-C0031 was sent out on 2026-11-19"),
        ("contact-report issue ACME-C0099", 2, "there is no contact-report `ACME-C0099`"),
        ("contact-report set ACME-C0031 issued=null", 2, "`suits contact-report issue` sends it out"),
        (
            "contact-report set ACME-C0031 'objections+={date: 2026-11-20, by: liisa, text: No}'",
            2,
            "is not set by hand",
        ),
        ("contact-report object ACME-C0031 --by liisa", 2, "--text"),
        ("contact-report object ACME-C0031 --by liisa --text ' '", 2, "says what is wrong"),
        ("contact-report object ACME-C0031 --by lisa --text No", 2, "did you mean `liisa`?"),
        (
            "contact-report object ACME-C0031 --by liisa --text No --date 2026-11-18",
            1,
            "to a report sent out on 2026-11-19",
        ),
        ("contact-report object ACME-C0031 --by kim --text No", 1, "distribution+=kim"),
    ] {
        let ran = case.run(line).exits(code).says(words);
        assert_eq!(ran.stdout, "", "{line}");
    }
    assert!(!case.file(NEW).exists());
    assert_eq!(case.text(OLD), book("2026-12-01").text(OLD));
}

#[test]
fn a_report_goes_out_when_somebody_owns_every_action_and_is_agreed_by_silence() {
    // Met on Tuesday 22 December: due Wednesday 23. Sent that day: the office is closed 24 and 25, but the client is not, so those are the
    // two days to object. On Saturday 26 nobody had objected.
    let case = book("2026-12-23");
    case.run("contact-report new ACME --date 2026-12-22 --client liisa --distribution mai").ok();
    case.run("contact-report issue ACME-C0032").exits(1).says("nothing-to-issue").says("contact-report add ACME-C0032");
    case.run("contact-report add ACME-C0032 --action 'Book the studio' --id studio")
        .ok()
        .says("items.studio.owner=PERSON items.studio.due=DATE");
    case.run("contact-report issue ACME-C0032").exits(1).says("unowned-action").says("items.studio.owner=PERSON");
    case.run("contact-report set ACME-C0032 items.studio.owner=eve items.studio.due=2026-12-30").ok();
    case.run("contact-report issue ACME-C0032 --date 2026-12-21").exits(1).says("before the meeting of 2026-12-22");
    case.run("contact-report issue ACME-C0032 --date 2026-12-24").exits(2).says("still to come");
    let before = case.text(NEW);
    case.run("contact-report issue ACME-C0032")
        .ok()
        .says("issued on Wed 2026-12-23 to liisa, mai")
        .says("by Fri 2026-12-25")
        .says_not("late");
    let lines = changed_lines(&before, &case.text(NEW));
    assert_eq!(lines.len(), 2, "one line: {lines:?}");
    assert!(lines[0].starts_with("-issued: null ") && lines[1].starts_with("+issued: 2026-12-23 "), "{lines:?}");
    for (day, state) in
        [("2026-12-22", "draft"), ("2026-12-23", "issued"), ("2026-12-25", "issued"), ("2026-12-26", "accepted")]
    {
        assert_eq!(row(&case, "ACME-C0032", day)["state"], state, "{day}");
    }
    assert_eq!(row(&case, "ACME-C0032", "2026-12-30")["objections_until"], "2026-12-25");
    case.run("check contact-reports").ok();
}

#[test]
fn a_client_that_works_from_sunday_to_thursday_objects_on_its_own_days() {
    // Met on Tuesday 8 December and sent on Wednesday 9: the client's two days are Thursday 10 and Sunday 13. The office's would be
    // Thursday and Friday 11.
    let case = book("2026-12-18");
    let toml = case.text("suits.toml");
    let acme = toml.find("[calendars.acme]").expect("the client's calendar");
    let (before, theirs) = toml.split_at(acme);
    let theirs = theirs.replacen(
        "[\"mon\", \"tue\", \"wed\", \"thu\", \"fri\"]",
        "[\"sun\", \"mon\", \"tue\", \"wed\", \"thu\"]",
        1,
    );
    case.write("suits.toml", format!("{before}{theirs}"));
    case.run("contact-report new ACME --date 2026-12-08 --client liisa --decision Go").ok();
    case.run("contact-report issue ACME-C0032 --date 2026-12-09").ok().says("objects by Sun 2026-12-13");
    for (day, state) in [("2026-12-12", "issued"), ("2026-12-13", "issued"), ("2026-12-14", "accepted")] {
        assert_eq!(row(&case, "ACME-C0032", day)["state"], state, "{day}");
    }
    assert_eq!(row(&case, "ACME-C0032", "2026-12-14")["objections_until"], "2026-12-13");
    let shown = case.run("contact-report show ACME-C0032 --format json --as-of 2026-12-12").ok().json();
    assert_eq!(
        (&shown["facts"]["state"], &shown["facts"]["objections_until"]),
        (&"issued".into(), &"2026-12-13".into())
    );
    // On Friday 18 it is late by Monday to Thursday of theirs: Friday is none of their days.
    let object = "contact-report object ACME-C0032 --by liisa --text 'Not yet'";
    case.run(&format!("{object} -n")).ok().says("late by 4 working days").says("by Sun 2026-12-13");
    case.run(&format!("{object} --date 2026-12-13")).ok().says("liisa objects");
    assert_eq!(row(&case, "ACME-C0032", "2026-12-18")["state"], "objected");
}

#[test]
fn lateness_is_counted_in_working_days_of_whoever_wrote_it() {
    // Met on Tuesday 22 December, due on Wednesday 23: sent on Tuesday 29 it is late by Monday 28 and Tuesday 29.
    let case = book("2026-12-29");
    case.run("contact-report new ACME --date 2026-12-22 --client liisa --decision Go").ok();
    assert_eq!(row(&case, "ACME-C0032", "2026-12-23")["days_late"], serde_json::Value::Null);
    assert_eq!(row(&case, "ACME-C0032", "2026-12-28")["days_late"], 1);
    case.run("contact-report issue ACME-C0032").ok().says("2 working days late").says("due Wed 2026-12-23");
    assert_eq!(row(&case, "ACME-C0032", "2027-03-01")["days_late"], 2);
    // Met on Friday 18: due on Monday 21, and sent on that Monday it is not late; on Tuesday it is, by one day.
    case.run("contact-report new ACME --date 2026-12-18 --client liisa --decision Go").ok();
    case.run("contact-report issue ACME-C0033 --date 2026-12-21 -n").ok().says_not("late");
    case.run("contact-report issue ACME-C0033 --date 2026-12-22").ok().says("1 working day late");
}

#[test]
fn an_objection_in_time_undoes_the_agreement_and_a_late_one_is_kept() {
    // Sent on Thursday 19 November: Friday 20 and Monday 23 are the days to object.
    let case = book("2026-12-01");
    let before = case.text(OLD);
    case.run(
        "contact-report object ACME-C0031 --by liisa --text 'I approved the brief, not the budget' --date 2026-11-23",
    )
    .ok()
    .says("liisa objects");
    let lines = changed_lines(&before, &case.text(OLD));
    assert_eq!(lines.iter().filter(|line| line.starts_with('-')).count(), 1, "only the empty list goes: {lines:?}");
    assert!(lines.contains(&"+    text: I approved the brief, not the budget".to_owned()), "{lines:?}");
    for (day, state) in [("2026-11-20", "issued"), ("2026-11-23", "objected"), ("2026-12-01", "objected")] {
        assert_eq!(row(&case, "ACME-C0031", day)["state"], state, "{day}");
    }
    // Tuesday 24 is a day too late, Saturday 28 four working days; whoever got it may object, and the agreement stands.
    let case = book("2026-12-01");
    case.run("contact-report object ACME-C0031 --by mai --text No --date 2026-11-24")
        .ok()
        .says("late by 1 working day");
    case.run("contact-report object ACME-C0031 --by liisa --text No --date 2026-11-28")
        .ok()
        .says("late by 4 working days");
    assert_eq!(row(&case, "ACME-C0031", "2026-12-01")["state"], "accepted");
    assert_eq!(row(&case, "ACME-C0031", "2026-12-01")["objections"], 2);
    case.run("check contact-reports").ok();
}

#[test]
fn what_is_said_of_a_further_objection_is_what_the_list_says() {
    // The last day to object is Monday 23 November; Wednesday 25 is two working days late.
    let case = book("2026-12-01");
    let object = |by: &str, day: &str| {
        case.run(&format!("contact-report object ACME-C0031 --by {by} --text No --date {day}")).ok()
    };
    object("liisa", "2026-11-20").says("liisa objects; the report does not count as agreed");
    object("liisa", "2026-11-23").says("liisa objects again; the report does not count as agreed since 2026-11-20");
    object("mai", "2026-11-23").says("mai objects too; since liisa objected on 2026-11-20");
    for by in ["liisa", "mai"] {
        object(by, "2026-11-25")
            .says("late by 2 working days: liisa had objected in time, on Fri 2026-11-20")
            .says("does not count as agreed anyway");
    }
    assert_eq!(row(&case, "ACME-C0031", "2026-12-01")["state"], "objected");
}

#[test]
fn an_id_that_is_taken_is_refused_with_one_that_is_free() {
    let case = book("2026-12-01");
    case.run("contact-report new ACME --client liisa --decision Go --id film").ok();
    let again = "contact-report add ACME-C0032 --decision Stay";
    case.run(&format!("{again} --id film")).exits(1).says("duplicate-id").says("`--id film-2`");
    case.run(&format!("{again} --id film-2")).ok();
    case.run(&format!("{again} --id film")).exits(1).says("`--id film-3`");
}

#[test]
fn a_draft_is_put_right_and_not_objected_to() {
    let case = book("2026-12-01");
    case.run("contact-report new ACME --client liisa --decision Go").ok();
    case.run("contact-report object ACME-C0032 --by liisa --text No")
        .exits(1)
        .says("not-issued")
        .says("contact-report issue");
    // A contact who had left by then does not object; one who is in the post may, though she was not there.
    case.run("contact-report issue ACME-C0032").ok();
    case.run("client set ACME 'contacts+={id: ossi, name: Ossi Laine, to: 2026-11-30}'").ok();
    case.run("contact-report object ACME-C0032 --by ossi --text No").exits(1).says("is in no post at the client");
    case.run("client set ACME contacts.ossi.to=null").ok();
    case.run("contact-report object ACME-C0032 --by ossi --text No").ok().says("ossi objects");
}

#[test]
fn a_dry_run_shows_it_and_writes_nothing_and_scripts_get_the_path() {
    let case = book("2026-12-01");
    case.run("contact-report new ACME --client liisa --decision Go -n").ok().says("+    decision: Go");
    assert!(!case.file(NEW).exists());
    let json = case.run("contact-report new ACME --client liisa --decision Go --format json").ok().json();
    assert_eq!((&json["changed"][0]["id"], &json["changed"][0]["path"]), (&"ACME-C0032".into(), &NEW.into()));
    let json = case.run("contact-report issue ACME-C0031 --format json").exits(1).json();
    assert_eq!(json["findings"][0]["code"].as_str(), Some("already-issued"), "{json}");
    let before = case.text(NEW);
    case.run("contact-report issue ACME-C0032 --dry-run").ok().says("+issued: 2026-12-01");
    assert_eq!(case.text(NEW), before);
}

#[test]
fn an_action_done_is_one_line_more() {
    let case = book("2026-12-01");
    case.write(OLD, case.text(OLD).replace("    done: 2026-11-19\n", ""));
    let before = case.text(OLD);
    case.run("contact-report done acme-c31 sizes --date 2026-11-17").exits(1).says("before the meeting of 2026-11-18");
    case.run("contact-report done acme-c31 sizes --date 2026-11-23").ok().says("due 2026-11-20").says("0 still open");
    assert_eq!(changed_lines(&before, &case.text(OLD)), ["+    done: 2026-11-23"]);
    // By its place, where nobody named it.
    case.write(OLD, before.replace("  - id: sizes\n    topic: Social\n", "  - topic: Social\n"));
    let before = case.text(OLD);
    case.run("contact-report done ACME-C0031 [1]").ok();
    assert_eq!(changed_lines(&before, &case.text(OLD)), ["+    done: 2026-12-01"]);
}

#[test]
fn one_broken_report_is_in_nobodys_way() {
    let case = book("2026-12-01");
    case.write("contact-reports/ACME/ACME-C0030.yaml", "date: [\n");
    case.write("jobs/ACME/ACME-0013.yaml", "title: [\n");
    case.run("contact-report new ACME --client liisa --decision Go").ok();
    case.run("contact-report issue ACME-C0032").ok();
    case.run("contact-report issue ACME-C0030").exits(2).says("ACME-C0030.yaml:");
    case.run("contact-report list").exits(2).says("ACME-C0032").says("ACME-C0030.yaml:");
}

#[test]
fn at_a_terminal_days_have_names_and_only_how_they_met_is_asked() {
    // 1 December 2026 is a Tuesday.
    let case = book("2026-12-01");
    let mut someone = Scripted::new([Answer::Type("video".to_owned())]);
    case.ask("cr new ACME --client liisa --action 'Send the cast' --owner eve --due fri --id cast", &mut someone)
        .ok()
        .says("`fri` is Fri 2026-12-04");
    let text = case.text(NEW);
    assert!(text.contains("medium: video ") && text.contains("    due: 2026-12-04\n"), "{text}");
    // Broken off, nothing is written.
    case.ask("cr new ACME --client liisa --decision Go", &mut Scripted::new([Answer::Interrupt])).exits(130);
    assert!(!case.file("contact-reports/ACME/ACME-C0033.yaml").exists());
    // Said with the flag, nobody is asked.
    case.ask("cr new ACME --medium call --decision Go", &mut Scripted::default()).ok();
}
