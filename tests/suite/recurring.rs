//! `suits job new --like`: jobs that come round, and months of a retainer.

use crate::harness::Case;
use serde_json::Value;

fn book() -> Case {
    Case::copy("tests/books/records", "2026-12-01")
}

fn shown(case: &Case, id: &str) -> Value {
    case.run(&format!("job show {id} --format json")).ok().json()["record"].clone()
}

/// A month of a retainer: December's, asked for in November.
const TICKET: &str = "title: Retainer 2026-12
contract: aor-2025
type: retainer-ticket
status: briefing
goal: The shop keeps talking.
requested_by: liisa
requested_on: 2026-11-25
due: 2026-12-14
baseline_due: 2026-12-14
client_po: null
team:
  creative: kim
deliverables:
  - id: posts
    version: v2
    status: approved
    material_due: 2026-12-31
quality_checks:
  - id: links
    text: Every link opens
    done: 2026-11-30
    by: eve
handoffs:
  - id: a1b2
    stage: briefing
    from: liisa
    to: ann
    date: 2026-11-25
    due: 2026-12-01
";

#[test]
fn a_month_of_a_retainer_follows_the_one_before() {
    let case = book();
    case.write("jobs/ACME/ACME-0030.yaml", TICKET);
    case.run("job new --like ACME-0030 --month 2027-01").ok().says("ACME-0031: job opened").says_not("--title");
    let job = shown(&case, "ACME-0031");
    let told = ["title", "contract", "type", "goal", "requested_by", "requested_on", "due", "baseline_due", "status"];
    // the office is closed on 2026-12-24 and 25, 2027-01-01 and 06. Monday 14 December is the tenth working day of its month (1 to 4, 7 to
    // 11, 14), and of January Monday 18 (4 5 7 8, 11 to 15, 18); 31 December is the last, and Friday 29 of January
    assert_eq!(
        told.map(|key| job[key].as_str().unwrap_or("-")),
        [
            "Retainer 2027-01",
            "aor-2025",
            "retainer-ticket",
            "The shop keeps talking.",
            "liisa",
            "2026-12-01",
            "2027-01-18",
            "2027-01-18",
            "requested"
        ]
    );
    assert_eq!(job["team"]["creative"], "kim");
    let posts = &job["deliverables"][0];
    assert_eq!([&posts["id"], &posts["status"], &posts["material_due"]], ["posts", "open", "2027-01-29"]);
    assert_eq!(posts["version"], Value::Null);
    let check = &job["quality_checks"][0];
    assert_eq!(
        (&check["id"], &check["text"], &check["done"]),
        (&"links".into(), &"Every link opens".into(), &Value::Null)
    );
    assert_eq!(job["handoffs"], serde_json::json!([]));
    assert_eq!((&job["month"], &job["like"]), (&"2027-01".into(), &"ACME-0030".into()));
    // the next month follows this one
    case.run("job new --like ACME-0031 --month 2027-02").ok().says("ACME-0032");
    assert_eq!(shown(&case, "ACME-0032")["title"], "Retainer 2027-02");
    case.run("job new --like ACME-0031 --month 2027-02 --again --title 'Winter sale'").ok().says("ACME-0033");
    assert_eq!(shown(&case, "ACME-0033")["title"], "Winter sale");
    case.run("check ACME-0033").ok();
}

#[test]
fn an_estimate_comes_along_as_a_draft_that_nobody_approved() {
    let mut case = book();
    let ran = case.run("job new --like ACME-0012").ok().says("its estimate is a draft, from version 1 of ACME-0012");
    assert!(ran.stderr.contains("suits job advance ACME-0014"), "{}", ran.all());
    let ran = ran.says("the client's purchase order of ACME-0012").says("`suits job set ACME-0014 client_po=NUMBER`");
    assert!(!ran.all().contains("4500012345"), "{}", ran.all());
    let job = shown(&case, "ACME-0014");
    assert_eq!(job["client_po"], Value::Null, "an order is a yes to one spending");
    let estimate = &job["estimates"][0];
    assert_eq!((estimate["version"].as_i64(), estimate["status"].as_str()), (Some(1), Some("draft")));
    assert_eq!(estimate["contingency"], "10%");
    assert_eq!(estimate["approvals"], serde_json::json!([]));
    assert_eq!(estimate["valid_until"], Value::Null);
    let lines = estimate["lines"].as_array().expect("lines");
    let ids: Vec<&str> = lines.iter().map(|line| line["id"].as_str().expect("an id")).collect();
    assert_eq!(ids, ["concept", "film", "tv"]);
    // the card has an art-director, so the rate is looked up anew; the month moves on from November to December as the request does
    assert_eq!(lines[0]["rate"], Value::Null);
    assert_eq!(
        (&lines[0]["hours"], &lines[1]["net"], &lines[1]["markup"]),
        (&40.into(), &"30000.00".into(), &"15%".into())
    );
    assert_eq!(lines[2]["month"], "2027-05");
    for key in ["handoffs", "change_orders", "orders", "supplier_invoices", "holds", "overrides"] {
        assert_eq!(job[key], serde_json::json!([]), "{key}");
    }
    // due 2027-03-12 was 90 working days after 2026-11-02: 18 weeks and 4 days are 94 weekdays, less four days off;
    // from 2026-12-01 as many weekdays and the same days off end 94 weekdays later, on 2027-04-12
    assert_eq!((&job["due"], &job["baseline_due"]), (&"2027-04-12".into(), &"2027-04-12".into()));
    // priced as before: 40 h at 110.00, 34,500.00 and 40,000.00, all of it pending
    let budget = case.run("budget --by job --format json").ok().json();
    let row = budget["rows"].as_array().expect("rows").iter().find(|row| row["job"] == "ACME-0014").expect("a row");
    assert_eq!((&row["approved"]["amount"], &row["pending"]["amount"]), (&"0.00".into(), &"78900.00".into()));
    case.set_user("bo");
    case.run("job estimate approve ACME-0014 --for internal").ok();
}

#[test]
fn what_cannot_be_is_said() {
    let case = book();
    case.run("job new --like ACME-0012 --month 2027-13").exits(2).says("write it like 2027-01");
    case.run("job new ACME --month 2027-01").exits(2).says("--like");
    case.run("job new --like ACME-0012 --month 2027-05 -n").ok().says("the title stays `Spring launch film`");
    case.run("job new --like ACME-0012 --month 2027-05 --due 2027-06-01").ok();
    assert_eq!(shown(&case, "ACME-0014")["due"], "2027-06-01");
}

/// The December ticket under another title, due in December.
fn titled(case: &Case, id: &str, title: &str) {
    case.write(&format!("jobs/ACME/{id}.yaml"), TICKET.replace("Retainer 2026-12", title));
}

#[test]
fn a_title_names_the_new_month_in_the_clients_language() {
    let case = book();
    let language = |code: &str| {
        case.run(&format!("client set ACME language={code}")).ok();
    };
    let months = [
        ("fi", "Joulukuun uutiskirje", "Tammikuun uutiskirje"),
        ("en", "December newsletter", "January newsletter"),
        ("sv", "Nyhetsbrev december 2026", "Nyhetsbrev januari 2027"),
        ("de", "Dezemberausgabe", "Januarausgabe"),
        ("vi", "Bản tin tháng 12 năm 2026", "Bản tin tháng 1 năm 2027"),
        ("th", "จดหมายข่าวเดือนธันวาคม 2569", "จดหมายข่าวเดือนมกราคม 2570"),
        ("zh", "2026年12月電郵", "2027年1月電郵"),
        ("fi", "December newsletter", "January newsletter"),
    ];
    for (at, (code, old, new)) in months.iter().enumerate() {
        let id = format!("ACME-{:04}", 30 + 10 * at);
        titled(&case, &id, old);
        language(code);
        case.run(&format!("job new --like {id} --month 2027-01 --again")).ok().says_not("--title");
        assert_eq!(shown(&case, &format!("ACME-{:04}", 31 + 10 * at))["title"], *new, "{old}");
    }
}

#[test]
fn a_title_that_does_not_hold_the_month_stays_and_is_told() {
    let case = book();
    titled(&case, "ACME-0030", "November look back");
    case.run("job new --like ACME-0030 --month 2027-01")
        .ok()
        .says("the title stays `November look back`: another with `--title`");
    assert_eq!(shown(&case, "ACME-0031")["title"], "November look back");
    titled(&case, "ACME-0040", "December newsletter 2026");
    case.run("job new --like ACME-0040 --month 2027-01")
        .ok()
        .says("the title still says 2026: `January newsletter 2026`: another with `--title`");
    // what is named is not argued with
    case.run("job new --like ACME-0040 --month 2027-02 --title 'February letter'").ok().says_not("the title");
}

#[test]
fn a_month_is_made_once_in_a_chain() {
    let case = book();
    titled(&case, "ACME-0030", "December newsletter");
    case.run("job new --like ACME-0030 --month 2027-01").ok().says("ACME-0031");
    let before = case.text("jobs/ACME/ACME-0031.yaml");
    // from the first, from itself, from what followed it: January is made
    case.run("job new --like ACME-0031 --month 2027-02").ok().says("ACME-0032");
    for like in ["ACME-0030", "ACME-0031", "ACME-0032"] {
        case.run(&format!("job new --like {like} --month 2027-01"))
            .exits(1)
            .says("jobs/ACME/ACME-0031.yaml:")
            .says("error[month-taken]: ACME-0031 `January newsletter` is for 2027-01 already")
            .says("suits job show ACME-0031")
            .says(&format!("suits job new --like {like} --month 2027-01 --again"));
        // and December is the first itself
        case.run(&format!("job new --like {like} --month 2026-12")).exits(1).says("ACME-0030 `December newsletter`");
    }
    assert_eq!(case.text("jobs/ACME/ACME-0031.yaml"), before);
    case.run("job new --like ACME-0030 --month 2027-01 --again --title 'January extra'").ok().says("ACME-0033");
    // one called off leaves its month free
    case.run("job cancel ACME-0032 --reason 'no letter in winter' --by bo").ok();
    case.run("job new --like ACME-0030 --month 2027-02").ok().says("ACME-0034");
    // one made by hand under the same title counts as well; one of another kind of work does not
    let hand = "job new ACME --type retainer-ticket --requested-by liisa --due 2027-03-15";
    case.run(&format!("{hand} --title 'March newsletter'")).ok().says("ACME-0035");
    case.run("job new --like ACME-0030 --month 2027-03").exits(1).says("ACME-0035 `March newsletter`");
    let other = hand.replace("retainer-ticket", "adaptation").replace("03-15", "04-15");
    case.run(&format!("{other} --title 'April newsletter'")).ok();
    case.run("job new --like ACME-0030 --month 2027-04").ok();
    // the chain holds: a job that another follows is not dropped
    case.run("job drop ACME-0030").exits(1).says("ACME-0031 was made like ACME-0030").says("like=null");
    case.run("check").ok();
}

#[test]
fn a_month_that_is_over_is_asked_about() {
    let mut case = book();
    titled(&case, "ACME-0030", "December newsletter");
    // on 14 December's place in November: Friday 13, the tenth working day after Monday 2
    case.run("job new --like ACME-0030 --month 2026-11")
        .exits(1)
        .says("error[month-gone-by]: for 2026-11 it would be due on 2026-11-13, which has gone by")
        .says("suits job new --like ACME-0030 --month 2026-11 --due DATE");
    let late = case.run("job new --like ACME-0030 --month 2026-11 --due 2026-12-07").ok();
    late.says("the material day of `posts` has gone by and is left out");
    let job = shown(&case, "ACME-0031");
    assert_eq!((&job["title"], &job["due"]), (&"November newsletter".into(), &"2026-12-07".into()));
    assert_eq!(job["deliverables"][0]["material_due"], Value::Null);
    case.run("check ACME-0031").ok();
    // in the month itself, once the day is past: January's place is Monday 18
    case.set_day("2027-01-19");
    case.run("job new --like ACME-0030 --month 2027-01").exits(1).says("due on 2027-01-18, which has gone by");
    case.set_day("2027-01-18");
    case.run("job new --like ACME-0030 --month 2027-01").ok();
}

#[test]
fn the_month_of_a_job_is_what_it_says() {
    let case = book();
    // made in December for January, and so written
    case.write(
        "jobs/ACME/ACME-0030.yaml",
        TICKET.replace("Retainer 2026-12", "January letter").replace("client_po", "month: 2027-01\nclient_po"),
    );
    // February's is due a month after 14 December, the tenth working day: in January Monday 18
    case.run("job new --like ACME-0030 --month 2027-02").ok().says_not("--title");
    let job = shown(&case, "ACME-0031");
    assert_eq!((&job["title"], &job["due"]), (&"February letter".into(), &"2027-01-18".into()));
    case.run("job set ACME-0031 month=2027-13").exits(2);
    case.run("job set ACME-0031 like=ACME-0999").exits(2).says("ACME-0999");
}
