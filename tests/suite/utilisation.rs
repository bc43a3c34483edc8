//! `suits utilisation`: F23, worked out by hand.

use crate::harness::Case;
use serde_json::Value;

/// November 2026 has 21 weekdays: it begins on a Sunday, so five Mondays and four of each other.
/// ann: 37.5 h a week over five days, 7.5 a day. kim: 30 h over Monday to Thursday, 7.5 a day, away on Monday 23 and Tuesday 24.
/// eve: 20 h over five days, 4 a day, here until Friday 13. mai: no hours a week.
fn book() -> Case {
    let case = Case::copy("tests/books/records", "2026-11-30");
    let config = case.text("suits.toml");
    let config = config
        .replacen(
            "[people.mai]\n",
            "[calendars.four]\nwork_week = [\"mon\", \"tue\", \"wed\", \"thu\"]\n\n[people.mai]\n",
            1,
        )
        .replacen(
            "[people.kim]\n",
            "[people.kim]\nweekly_hours = 30\ncalendar = \"four\"\naway = [{ from = 2026-11-21, to = 2026-11-24 }]\n",
            1,
        )
        .replacen("[people.eve]\n", "[people.eve]\nweekly_hours = 20\nto = 2026-11-13\n", 1);
    case.write("suits.toml", config);
    case.write("timesheets/kim/2026-11.yaml", "entries:\n  - {date: 2026-11-25, job: ACME-0012, hours: 7.5}\n  - {date: 2026-11-26, job: ACME-0013, hours: 3}\n");
    case.write("timesheets/eve/2026-11.yaml", "entries:\n  - {date: 2026-11-12, job: ACME-0012, hours: 9}\n");
    case
}

fn told(json: &Value, group: &str, keys: [&str; 4]) -> Vec<String> {
    let rows = json[group].as_array().expect("rows");
    rows.iter().map(|row| keys.map(|key| row[key].as_str().unwrap_or("-")).join(" ")).collect()
}

fn people(case: &Case, line: &str) -> Vec<String> {
    let json = case.run(&format!("utilisation {line} --format json")).ok().json();
    told(&json, "rows", ["person", "available", "billable", "utilisation"])
}

#[test]
fn hours_for_clients_over_hours_there_are() {
    let case = book();
    // ann 21 x 7.5 = 157.5, 2.5 booked: 0.01587; kim Monday to Thursday 5 + 4 + 4 + 4 = 17 days, 2 of them away, 15 x 7.5 = 112.5,
    // 10.5 booked: 0.09333; eve 10 weekdays to the 13th x 4 = 40, 9 booked: 0.225
    let rows = people(&case, "--from 2026-11-01");
    assert!(rows.contains(&"ann 157.5 2.5 0.0159".to_owned()), "{rows:?}");
    assert!(rows.contains(&"kim 112.5 10.5 0.0933".to_owned()), "{rows:?}");
    assert!(rows.contains(&"eve 40 9 0.2250".to_owned()), "{rows:?}");
    assert!(rows.contains(&"mai - 0 -".to_owned()), "{rows:?}");
    let ran = case.run("utilisation").ok();
    ran.says("from 2026-10-01 to 2026-11-30; one month alone: `--from 2026-11-01`")
        .says("F23 utilisation: billable hours by available hours")
        .says("no `weekly_hours` of bo, fay, mai, pia, tom");
}

#[test]
fn the_first_days_of_a_month_show_the_month_before() {
    let case = book();
    // November's 21 weekdays and Tuesday 1 December, 7.5 h each: 165; 2.5 / 165 = 0.01515
    assert_eq!(people(&case, "--for ann --as-of 2026-12-01"), ["ann 165 2.5 0.0152"]);
    assert_eq!(people(&case, "--for ann --as-of 2026-12-01 --from 2026-12-01"), ["ann 7.5 0 0.0000"]);
    // October's 22 and November's 21: 322.5, as in both months below
    assert_eq!(people(&case, "--for ann"), ["ann 322.5 2.5 0.0078"]);
}

#[test]
fn a_period_may_be_part_of_a_month_or_more_than_one() {
    let case = book();
    // Mon 9 to Fri 13: ann 5 x 7.5; kim 4 x 7.5; eve 5 x 4
    let week = people(&case, "--from 2026-11-09 --until 2026-11-15");
    assert!(week.contains(&"ann 37.5 0 0.0000".to_owned()), "{week:?}");
    assert!(week.contains(&"kim 30 0 0.0000".to_owned()), "{week:?}");
    assert!(week.contains(&"eve 20 9 0.4500".to_owned()), "{week:?}");
    // after the 13th eve is not here
    assert!(!people(&case, "--from 2026-11-16").iter().any(|row| row.starts_with("eve")));
    // October 2026 has 22 weekdays, from Thursday 1 to Friday 30: 165 h; both months 322.5
    let json = case.run("utilisation --for ann --by month --from 2026-10-01 --format json").ok().json();
    assert_eq!(
        told(&json, "rows", ["month", "available", "booked", "utilisation"]),
        ["2026-10 165 0 0.0000", "2026-11 157.5 2.5 0.0159"]
    );
    // 2.5 / 322.5 = 0.00775
    assert_eq!(told(&json, "totals", ["available", "booked", "billable", "utilisation"]), ["322.5 2.5 2.5 0.0078"]);
    // of a day that is still to come nothing is available yet
    let early = people(&case, "--as-of 2026-11-13 --from 2026-11-01 --until 2026-12-31 --for ann");
    assert_eq!(early, ["ann 75 0 0.0000"], "Mon 2 to Fri 13 are ten days");
}

#[test]
fn investments_prospects_and_the_agencys_own_jobs_are_not_billable() {
    let case = book();
    let film = case.text("jobs/ACME/ACME-0012.yaml");
    let rest = film.replacen("investment: null", "investment:\n  cap: 5000.00\n  reason: The renewal\n  by: mai\n#", 1);
    assert_ne!(film, rest);
    case.write("jobs/ACME/ACME-0012.yaml", &rest);
    assert_eq!(people(&case, "--for kim --from 2026-11-01"), ["kim 112.5 3 0.0267"], "3 / 112.5");
    let json = case.run("utilisation --for kim --from 2026-11-01 --format json").ok().json();
    assert_eq!(told(&json, "rows", ["booked", "billable", "not_billable", "booked_share"]), ["10.5 3 7.5 0.0933"]);
    case.write("jobs/ACME/ACME-0012.yaml", film);
    let client = case.text("clients/ACME.yaml");
    case.write("clients/ACME.yaml", client.replacen("status: active", "status: prospect", 1));
    assert_eq!(people(&case, "--for kim --from 2026-11-01"), ["kim 112.5 0 0.0000"]);
    case.write("clients/ACME.yaml", client.replacen("name: Acme Outdoor Oy", "name: northlight", 1));
    assert_eq!(people(&case, "--for kim --from 2026-11-01"), ["kim 112.5 0 0.0000"]);
    case.write("clients/ACME.yaml", client);
    assert_eq!(people(&case, "--for kim --from 2026-11-01"), ["kim 112.5 10.5 0.0933"]);
}

#[test]
fn roles_sum_their_people_and_nothing_is_told_of_half_a_book() {
    let case = book();
    let json = case.run("utilisation --by role --from 2026-11-01 --format json").ok().json();
    let rows = told(&json, "rows", ["role", "available", "billable", "utilisation"]);
    assert!(rows.contains(&"creative-director 112.5 10.5 0.0933".to_owned()), "{rows:?}");
    // somebody's week is not known, so nobody knows what all of them have
    assert_eq!(told(&json, "totals", ["available", "booked", "billable", "utilisation"]), ["- 22 22 -"]);
    case.write("timesheets/kim/2026-11.yaml", "entries:\n  - {date: 2026-11-25, job: ACME-0012, hours: x}\n");
    let json = case.run("utilisation --for kim --from 2026-11-01 --format json").exits(2).json();
    assert_eq!(told(&json, "rows", ["person", "available", "billable", "utilisation"]), ["kim 112.5 - -"]);
    case.write("timesheets/kim/2026-11.yaml", "entries:\n  - {date: 2026-11-25, job: ACME-0099, hours: 2}\n");
    let json = case.run("utilisation --for kim --from 2026-11-01 --format json").ok().json();
    assert_eq!(told(&json, "rows", ["person", "booked", "billable", "utilisation"]), ["kim 2 - -"]);
    case.run("utilisation --for kim").ok().says("who pays for ACME-0099");
    case.run("utilisation --by rol").exits(2).says("did you mean `role`?");
}

#[test]
fn a_month_does_not_read_the_years_before_it() {
    let case = book();
    // a month of other years that cannot be read is nobody's trouble
    case.write("timesheets/ann/2019-05.yaml", "entries: {{{\n");
    case.write("jobs/ACME/ACME-0003.yaml", "title: {{{\n");
    case.run("utilisation").ok();
    case.run("mix").ok();
    case.run("time list").ok();
    case.run("utilisation --from 2019-05-01 --for ann").exits(2).says("timesheets/ann/2019-05.yaml");
}
