//! A record as nobody would write it but somebody did: comments everywhere, CRLF, Thai, odd quoting. Commands touch their own
//! lines and nothing else.

use crate::harness::{Case, changed_lines};

const JOB: &str = "jobs/ACME/ACME-0012.yaml";
const ROUND: &str = "feedback/ACME/ACME-0012-R1.yaml";

/// The job, with `\n` for CRLF.
const ODD_JOB: &str = "# งานนี้สำคัญ — ask mai before touching
'title': \"ภาพยนตร์ออนไลน์ \\u0E2A\\u0E07\\u0E01\\u0E23\\u0E32\\u0E19\\u0E15\\u0E4C\"   # as the client says it
\"type\":   tv-video\t# not audio
# between
status:     briefing     # where it stands
requested_by:    'liisa'
requested_on:  2026-11-02
due: '2027-03-12'   # agreed by phone # twice
brief:    ACME-B0004

goal: >-   # folded
    A film people
    quote in May.

deliverables:   # one only
    -   id: film-30   # the brief's
        version:        # none yet
    # after the item
handoffs:
-   {id: 1k7q, stage: briefing, from: liisa, to: ann,
     date: 2026-11-02,
     due: 2026-11-06}   # the ball
# the end of the balls
x: {ours: 'it''s ours'}   # ไม่ต้องแก้
# ท้ายไฟล์";

const ODD_ROUND: &str = "type:   client   # ลูกค้า
'deliverable': film-30
version:    v1
sent: \"2026-11-27\"
approver:  liisa

items:   # what they said
  # first
  - text: 'ขอให้ \"ใหญ่\" ขึ้น'   # bigger
    why: |
       มองไม่เห็น
       จากรถ

    class: client-revision
    by: liisa
  # last
# end";

fn crlf(text: &str) -> String {
    text.replace('\n', "\r\n")
}

fn book() -> Case {
    let case = Case::copy("tests/books/records", "2026-12-01");
    case.write(JOB, crlf(ODD_JOB));
    case.write(ROUND, crlf(ODD_ROUND));
    case.run("job show ACME-0012").ok();
    case.run("feedback show ACME-0012-R1").ok();
    case
}

/// What a command changed in a file, which kept its line ends.
fn changes(case: &Case, file: &str, line: &str) -> Vec<String> {
    let before = case.text(file);
    case.run(line).ok();
    let after = case.text(file);
    assert_eq!(after.matches('\n').count(), after.matches("\r\n").count(), "every line still ends in CRLF: {after:?}");
    changed_lines(&before, &after)
}

#[test]
fn set_is_a_one_line_diff() {
    let case = book();
    let lines = changes(&case, JOB, "job set ACME-0012 due=2027-03-15");
    assert_eq!(
        lines,
        ["-due: '2027-03-12'   # agreed by phone # twice", "+due: 2027-03-15     # agreed by phone # twice"]
    );
    let lines = changes(&case, JOB, "job set ACME-0012 deliverables.film-30.version=v1");
    assert_eq!(lines, ["-        version:        # none yet", "+        version: v1     # none yet"]);
    let lines = changes(&case, JOB, "job set ACME-0012 'title=สงกรานต์'");
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(
        lines[1].starts_with("+'title': \"สงกรานต์\"") && lines[1].ends_with("# as the client says it"),
        "{lines:?}"
    );
    let lines = changes(&case, ROUND, "feedback set ACME-0012-R1 items[0].class=fyi");
    assert_eq!(lines, ["-    class: client-revision", "+    class: fyi"]);
}

#[test]
fn advance_changes_the_status_closes_one_handoff_and_appends_one() {
    let case = book();
    let before = case.text(JOB);
    let lines = changes(&case, JOB, "job advance ACME-0012 --to brief-approved");
    let after = case.text(JOB);
    let (gone, come): (Vec<&String>, Vec<&String>) = lines.iter().partition(|line| line.starts_with('-'));
    assert_eq!(gone.len(), 2, "{lines:?}");
    assert_eq!(gone[0], "-status:     briefing     # where it stands");
    assert_eq!(gone[1], "-     due: 2026-11-06}   # the ball");
    assert_eq!(come[0], "+status:     brief-approved     # where it stands");
    let text: String = come.iter().flat_map(|line| [*line, "\n"]).collect();
    assert!(text.contains("done: 2026-12-01") && text.contains("stage: brief-approved"), "{text}");
    for comment in
        ["# งานนี้สำคัญ", "# between", "# the ball", "# the end of the balls", "# ไม่ต้องแก้", "# ท้ายไฟล์", "# after the item"]
    {
        assert_eq!(before.matches(comment).count(), after.matches(comment).count(), "{comment}");
    }
    case.run("job show ACME-0012").ok().says("brief-approved");
}

#[test]
fn feedback_add_appends_one_item() {
    let case = book();
    let lines = changes(
        &case,
        ROUND,
        "feedback add ACME-0012-R1 --id logo --text 'โลโก้: \"เล็ก\" #ไป' --why 'see: the bus' --class client-revision",
    );
    assert_eq!(
        lines,
        [
            "+  - id: logo",
            "+    text: 'โลโก้: \"เล็ก\" #ไป'",
            "+    why: \"see: the bus\"",
            "+    class: client-revision",
            "+    by: liisa",
            "+    status: open",
        ]
    );
    let json = case.run("feedback show ACME-0012-R1 --format json").ok().json();
    assert!(json.to_string().contains("โลโก้: \\\"เล็ก\\\" #ไป"), "{json}");
}
