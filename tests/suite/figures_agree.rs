//! Reports against the records' own text and against each other, as of days within a year: what is paid, owed, worked and hoped for is added
//! up here from the YAML alone, and what two reports or the journal say of one thing is one figure.

use crate::generated::book as generated;
use crate::harness::Case;
use crate::journals::{Journal, read};
use serde_json::Value as Json;
use serde_yaml::Value as Yaml;
use std::collections::BTreeMap;
use suits::values::{Currency, Day, Decimal, Money};

/// By client and currency.
type Sums = BTreeMap<(String, String), Decimal>;

fn decimal(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap_or_else(|_| panic!("{text}"))
}

/// A number or a percentage as it is written.
fn written(value: &Yaml) -> Decimal {
    match value {
        Yaml::Number(number) => decimal(&number.to_string()),
        Yaml::String(text) => {
            let number = decimal(text.trim_end_matches('%'));
            if text.ends_with('%') { number / Decimal::ONE_HUNDRED } else { number }
        }
        other => panic!("{other:?}"),
    }
}

fn list<'y>(value: &'y Yaml, key: &str) -> &'y [Yaml] {
    value[key].as_sequence().map_or(&[], Vec::as_slice)
}

/// The records of a folder by their ids.
fn records(case: &Case, folder: &str) -> Vec<(String, Yaml)> {
    let files = walkdir::WalkDir::new(case.path().join(folder)).sort_by_file_name();
    let files = files
        .into_iter()
        .filter_map(Result::ok)
        .filter(|file| file.path().extension().is_some_and(|end| end == "yaml"));
    files
        .map(|file| {
            let text = std::fs::read_to_string(file.path()).expect("reads");
            let id = file.path().file_stem().expect("a name").to_string_lossy().into_owned();
            (id, serde_yaml::from_str(&text).expect("YAML"))
        })
        .collect()
}

fn rounded(amount: Decimal, code: &str) -> Decimal {
    Money::new(amount, Currency::parse(code).expect("a currency")).amount
}

fn cell(money: &Json) -> Decimal {
    decimal(money["amount"].as_str().unwrap_or_else(|| panic!("{money}")))
}

fn rows(case: &Case, line: &str, key: &str) -> Vec<Json> {
    case.run(&format!("{line} --format json")).json()[key].as_array().cloned().unwrap_or_default()
}

/// The currency of a client, else the agency's.
fn currencies(case: &Case) -> BTreeMap<String, String> {
    let own = |client: &Yaml| client["currency"].as_str().unwrap_or("EUR").to_owned();
    records(case, "clients").iter().map(|(id, client)| (id.clone(), own(client))).collect()
}

/// Each book with days within its years and after them.
fn books() -> Vec<(Case, Vec<&'static str>)> {
    let example = Case::copy("examples/northlight", "2027-12-31");
    let case = Case::empty(&generated::last().to_string());
    generated::generate(60, case.path()).expect("writes");
    vec![
        (example, vec!["2026-03-31", "2026-06-30", "2026-08-15", "2026-11-15", "2026-12-01"]),
        (case, vec!["2024-06-30", "2026-06-30", "2026-12-01"]),
    ]
}

/// What clients owe and what was billed to them in the last ninety days, from the invoices.
fn owed(case: &Case, day: &str) -> (Sums, Sums) {
    let currencies = currencies(case);
    let (mut owed, mut billed) = (Sums::new(), Sums::new());
    let on = Day::parse(day).expect("a day");
    for (id, invoice) in records(case, "invoices") {
        let by_then = |value: &Yaml| value["date"].as_str().is_some_and(|date| date <= day);
        let issued = list(&invoice, "approvals").iter().any(|yes| yes["for"].as_str() == Some("issue") && by_then(yes));
        if !by_then(&invoice) || !issued {
            continue;
        }
        let client = id.split('-').next().unwrap_or_default().to_owned();
        let code = invoice["currency"].as_str().unwrap_or(&currencies[&client]).to_owned();
        let sign = if invoice["kind"].as_str() == Some("credit") { -Decimal::ONE } else { Decimal::ONE };
        let net: Decimal = list(&invoice, "lines").iter().map(|line| written(&line["net"])).sum();
        let tax = if invoice["tax"].is_null() { Decimal::ZERO } else { written(&invoice["tax"]) };
        let amount = rounded(net * (Decimal::ONE + tax), &code);
        let paid: Decimal =
            list(&invoice, "payments").iter().filter(|paid| by_then(paid)).map(|paid| written(&paid["amount"])).sum();
        let key = (client, code);
        let open = if by_then(&invoice["written_off"]) { Decimal::ZERO } else { (amount - paid) * sign };
        *owed.entry(key.clone()).or_default() += open;
        let date = Day::parse(invoice["date"].as_str().expect("a day")).expect("a day");
        if on.days_since(date) < 90 {
            *billed.entry(key).or_default() += amount * sign;
        }
    }
    (owed, billed)
}

#[test]
fn what_clients_owe_is_what_their_invoices_come_to_less_what_they_paid() {
    let mut compared = 0;
    for (case, days) in books() {
        for day in days {
            let (mut owed, billed) = owed(&case, day);
            for total in rows(&case, &format!("ageing --as-of {day}"), "totals") {
                let key = (
                    total["client"].as_str().expect("one").to_owned(),
                    total["currency"].as_str().expect("one").to_owned(),
                );
                let open = owed.remove(&key).unwrap_or_default();
                let billed = billed.get(&key).copied().unwrap_or_default();
                assert_eq!((cell(&total["net"]), cell(&total["billed"])), (open, billed), "{day} {key:?}");
                // F28: open / billed in 90 days x 90, to one decimal
                let dso = (billed > Decimal::ZERO).then(|| {
                    let days = open * Decimal::from(90) / billed;
                    days.round_dp_with_strategy(1, rust_decimal::RoundingStrategy::MidpointAwayFromZero)
                });
                assert_eq!(total["dso"].as_str().map(decimal), dso, "{day} {key:?}");
                compared += 1;
            }
            owed.retain(|_, open| !open.is_zero());
            assert_eq!(owed, Sums::new(), "owed and in no total, {day}");
        }
    }
    assert!(compared > 15, "{compared}");
}

#[test]
fn hours_are_those_of_the_timesheets_in_every_report() {
    for (case, days) in books() {
        let sheets: Vec<(String, Yaml)> = walkdir::WalkDir::new(case.path().join("timesheets"))
            .into_iter()
            .filter_map(Result::ok)
            .filter(|file| file.path().extension().is_some_and(|end| end == "yaml"))
            .map(|file| {
                let person = file.path().parent().and_then(|folder| folder.file_name()).expect("a person");
                let text = std::fs::read_to_string(file.path()).expect("reads");
                (person.to_string_lossy().into_owned(), serde_yaml::from_str(&text).expect("YAML"))
            })
            .collect();
        for day in days {
            let (mut by_person, mut by_client) = (BTreeMap::new(), BTreeMap::new());
            for (person, sheet) in &sheets {
                for entry in
                    list(sheet, "entries").iter().filter(|entry| entry["date"].as_str().is_some_and(|on| on <= day))
                {
                    let client = entry["job"].as_str().and_then(|job| job.split('-').next()).expect("a job");
                    *by_person.entry(person.clone()).or_insert(Decimal::ZERO) += written(&entry["hours"]);
                    *by_client.entry(client.to_owned()).or_insert(Decimal::ZERO) += written(&entry["hours"]);
                }
            }
            let told = |line: &str, list: &str, key: &str, hours: &str| -> BTreeMap<String, Decimal> {
                let rows = rows(&case, &format!("{line} --as-of {day}"), list);
                let told = rows.iter().map(|row| {
                    (row[key].as_str().unwrap_or_default().to_owned(), decimal(row[hours].as_str().expect("hours")))
                });
                told.filter(|(_, hours)| !hours.is_zero()).collect()
            };
            assert_eq!(
                told("utilisation --by person --from 2015-01-01", "rows", "person", "booked"),
                by_person,
                "{day}"
            );
            assert_eq!(told("margin", "totals", "client", "hours"), by_client, "{day}");
        }
    }
}

#[test]
fn the_pipeline_is_value_by_probability() {
    let case = Case::copy("examples/northlight", "2026-12-01");
    let currencies = currencies(&case);
    for day in ["2026-06-30", "2026-09-30", "2026-12-01"] {
        let mut weighted: BTreeMap<String, Decimal> = BTreeMap::new();
        for (id, client) in records(&case, "clients") {
            for one in list(&client, "opportunities") {
                let decided = one["decided"].as_str();
                let is_over = matches!(one["stage"].as_str(), Some("won" | "lost" | "declined"));
                if decided.map_or(is_over, |on| on <= day) || one["value"].is_null() || one["probability"].is_null() {
                    continue;
                }
                let worth = written(&one["value"]) * written(&one["probability"]);
                *weighted.entry(currencies[&id].clone()).or_default() += rounded(worth, &currencies[&id]);
            }
        }
        let mut told: BTreeMap<String, Decimal> = BTreeMap::new();
        for row in rows(&case, &format!("pipeline --as-of {day}"), "rows") {
            if row["weighted"].is_object() {
                *told.entry(row["currency"].as_str().expect("one").to_owned()).or_default() += cell(&row["weighted"]);
            }
        }
        weighted.retain(|_, sum| !sum.is_zero());
        told.retain(|_, sum| !sum.is_zero());
        assert_eq!(told, weighted, "{day}");
        assert!(weighted.len() > 2, "{weighted:?}");
    }
}

/// What an account comes to, where all on it is in one currency: a report turns other papers into the job's currency, a journal does not.
fn balance(journal: &Journal, account: &str, code: &str) -> Option<Decimal> {
    let alike = journal.balances(account).keys().all(|(_, other)| other == code);
    alike.then(|| journal.total(account, code))
}

#[test]
fn what_was_earned_and_spent_is_in_the_journal() {
    let (mut compared, mut left_out) = (0, 0);
    for (case, days) in books() {
        for day in days {
            let has_costs = case.run(&format!("export hledger --cost --as-of {day}")).code == 0;
            let cost = if has_costs { "--cost" } else { "" };
            let journal = read("hledger", &case.run(&format!("export hledger {cost} --partial --as-of {day}")).stdout);
            let mut same = |account: &str, money: &Json, side: Decimal| {
                let Some(code) = money["currency"].as_str() else { return };
                match balance(&journal, account, code) {
                    Some(there) => assert_eq!(there * side, cell(money), "{day} {account}"),
                    None => left_out += 1,
                }
                compared += 1;
            };
            for row in rows(&case, &format!("margin --as-of {day}"), "rows") {
                let client = row["client"].as_str().expect("a client");
                let contract = row["contract"].as_str().map(|id| id[..1].to_uppercase() + &id[1..]);
                let Some(leaf) = row["job"].as_str().map(ToOwned::to_owned).or(contract) else { continue };
                same(&format!("Income:{client}:{leaf}"), &row["billings"], -Decimal::ONE);
                same(&format!("Expenses:Suppliers:{client}:{leaf}"), &row["purchases"], Decimal::ONE);
                if has_costs {
                    same(&format!("Expenses:Time:{client}:{leaf}"), &row["labour"], Decimal::ONE);
                }
                // AGI is what is left of the billings
                if let (Some(_), Some(_)) = (row["agi"].as_object(), row["pass_through"].as_object()) {
                    assert_eq!(cell(&row["agi"]), cell(&row["billings"]) - cell(&row["pass_through"]), "{row}");
                }
            }
            for row in rows(&case, &format!("spend --by job --as-of {day}"), "rows") {
                let Some(job) = row["job"].as_str() else { continue };
                let account = format!("Equity:Budget:{}:{job}", row["client"].as_str().expect("a client"));
                same(&format!("{account}:Approved"), &row["approved"], -Decimal::ONE);
                same(&format!("{account}:Actual"), &row["actual"], Decimal::ONE);
                same(&format!("{account}:Committed"), &row["committed"], Decimal::ONE);
            }
        }
    }
    assert!(compared > 700 && left_out * 10 < compared, "{left_out} of {compared}");
}
