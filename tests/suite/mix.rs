//! `suits mix`: what time goes into, worked out by hand against `[roles.NAME] mix`.

use crate::harness::Case;
use serde_json::Value;

/// ann, account-executive, is there to decide 10%, present 30% and execute 60%; kim's role expects nothing.
fn book() -> Case {
    let case = Case::copy("tests/books/records", "2026-11-30");
    // with the 2.5 h of execution on the 19th, ann has 10 h: 2 deciding, 1.5 presenting, 6.5 executing; and 3 h that do not say
    let ann = "entries:
  - {id: a1, date: 2026-11-19, job: ACME-0012, hours: 2.5, line: concept, work: execute}
  - {id: a2, date: 2026-11-20, job: ACME-0012, hours: 2, work: decide}
  - {id: a3, date: 2026-11-23, job: ACME-0013, hours: 1.5, work: present}
  - {id: a4, date: 2026-11-24, job: ACME-0013, hours: 4, work: execute}
  - {id: a5, date: 2026-11-24, job: ACME-0013, hours: 3}
";
    case.write("timesheets/ann/2026-11.yaml", ann);
    case.write(
        "timesheets/kim/2026-11.yaml",
        "entries:\n  - {date: 2026-11-25, job: ACME-0012, hours: 3, work: decide}\n",
    );
    case
}

fn row(row: &Value) -> String {
    let keys = ["role", "person", "hours", "without", "decide", "present", "execute", "decide_expected", "apart"];
    keys.map(|key| row[key].as_str().unwrap_or("-")).join(" ")
}

#[test]
fn shares_are_of_the_hours_that_say_what_they_went_into() {
    let case = book();
    let json = case.run("mix --from 2026-11-01 --format json").ok().json();
    let rows: Vec<String> = json["rows"].as_array().expect("rows").iter().map(row).collect();
    // 2/10, 1.5/10, 6.5/10; presenting is furthest off, 15% for 30%
    assert_eq!(
        rows,
        [
            "account-executive ann 13 3 0.2000 0.1500 0.6500 0.1000 0.1500",
            "creative-director kim 3 0 1.0000 0.0000 0.0000 - -"
        ]
    );
    assert_eq!(json["rows"][0]["expected"], "decide 10%, present 30%, execute 60%");
    // all: 5 deciding, 1.5 presenting, 6.5 executing of 13
    let all = &json["totals"][0];
    assert_eq!([&all["decide"], &all["present"], &all["execute"]], ["0.3846", "0.1154", "0.5000"]);
    let ran = case.run("mix").ok().says("from 2026-10-01 to 2026-11-30; one month alone: `--from 2026-11-01`");
    ran.says("in no share").says("`[roles.NAME] mix`");
}

#[test]
fn an_account_manager_does_a_third_of_each_unless_the_agency_says_otherwise() {
    let case = book();
    let config = case.text("suits.toml");
    assert!(!config.contains("[roles.account-manager]"));
    // one hour presenting is all of them: 100% for 33%, 67 points apart
    case.write(
        "timesheets/mai/2026-10.yaml",
        "entries:\n  - {date: 2026-10-30, job: ACME-0012, hours: 1, work: present}\n",
    );
    let told = |line: &str| {
        let json = case.run(&format!("mix --for mai {line} --format json")).ok().json();
        json["rows"].as_array().expect("rows").iter().map(row).collect::<Vec<_>>()
    };
    // October is the month before this one
    assert_eq!(told(""), ["account-manager mai 1 0 0.0000 1.0000 0.0000 0.3300 0.6700"]);
    assert_eq!(told("--from 2026-11-01"), [""; 0]);
    case.write(
        "suits.toml",
        format!("{config}\n[roles.account-manager]\nmix = {{ decide = \"40%\", present = \"60%\" }}\n"),
    );
    // its own mix replaces all of the trade's: nothing is expected of executing
    assert_eq!(told(""), ["account-manager mai 1 0 0.0000 1.0000 0.0000 0.4000 0.4000"]);
}

#[test]
fn other_groupings_and_periods() {
    let case = book();
    let rows = |line: &str| {
        let json = case.run(&format!("mix {line} --format json")).ok().json();
        json["rows"].as_array().expect("rows").iter().map(row).collect::<Vec<_>>()
    };
    // only the 23rd and after: 1.5 presenting, 4 executing of 5.5: 0.27273, 0.72727; execute 12.7 points over 60%, present 2.7 under, decide 10 under
    assert_eq!(rows("--for ann --from 2026-11-23"), ["account-executive ann 8.5 3 0.0000 0.2727 0.7273 0.1000 0.1273"]);
    assert_eq!(rows("--by role --for kim"), ["creative-director - 3 0 1.0000 0.0000 0.0000 - -"]);
    // what is expected of a role is expected of no client
    assert_eq!(rows("--by client --for ann"), ["- - 13 3 0.2000 0.1500 0.6500 - -"]);
    assert_eq!(rows("--until 2026-11-18"), [""; 0], "nor in October");
    case.run("mix --by clint").exits(2).says("did you mean `client`?");
}

#[test]
fn a_month_that_cannot_be_read_leaves_its_figures_out() {
    let case = book();
    case.write("timesheets/kim/2026-11.yaml", "entries:\n  - {date: 2026-11-25, job: ACME-0012, hours: x}\n");
    let json = case.run("mix --format json").exits(2).json();
    let rows: Vec<String> = json["rows"].as_array().expect("rows").iter().map(row).collect();
    assert_eq!(rows[1], "creative-director kim - - - - - - -");
    assert!(rows[0].starts_with("account-executive ann 13 3"), "{rows:?}");
    assert_eq!(json["totals"][0]["hours"], Value::Null);
}

#[test]
fn a_mix_of_more_than_all_of_it_is_no_mix() {
    let case = book();
    let config = case.text("suits.toml").replacen("execute = \"60%\"", "execute = \"70%\"", 1);
    case.write("suits.toml", &config);
    case.run("check").exits(1).says("110%");
    case.write("suits.toml", config.replacen("decide = \"10%\"", "decide = \"110%\"", 1));
    case.run("check").exits(1).says("expected a percentage up to 100%");
}
