//! The book in double entry: what each account comes to is the figure of a report, or worked out here from the records by another route.

use crate::generated::book as generated;
use crate::harness::Case;
use crate::journals::{Journal, PROGRAMS, read};
use std::collections::BTreeMap;
use std::path::Path;
use suits::values::{Decimal, Money};

fn decimal(text: &str) -> Decimal {
    Decimal::from_str_exact(text).expect("a number")
}

/// The journal of each program, which must all say the same.
fn exported(case: &Case, args: &str) -> Journal {
    let texts = PROGRAMS.map(|program| case.run(&format!("export {program} {args}")).ok().stdout);
    let [one, other, last] = [0, 1, 2].map(|at| read(PROGRAMS[at], &texts[at]));
    for (journal, program) in [(&one, PROGRAMS[0]), (&other, PROGRAMS[1]), (&last, PROGRAMS[2])] {
        journal.assert_sound(program);
        assert_eq!(journal.papers, one.papers, "{program}");
        assert_eq!((&journal.accounts, &journal.currencies), (&one.accounts, &one.currencies), "{program}");
    }
    one
}

/// Books without a figure that cannot be told, each on days at its beginning, in its middle and after its end.
fn books() -> Vec<Case> {
    let mut cases = Vec::new();
    for (book, days) in [
        ("tests/books/records", ["2026-11-23", "2026-12-01", "2027-03-01"]),
        ("examples/northlight", ["2026-09-30", "2026-12-01", "2027-12-31"]),
        ("tests/books/tidy", ["2026-11-23", "2026-12-01", "2028-01-01"]),
    ] {
        cases.extend(days.map(|day| Case::copy(book, day)));
    }
    let case = Case::empty(&generated::last().to_string());
    generated::generate(60, case.path()).expect("writes");
    cases.push(case);
    cases
}

#[test]
fn every_paper_comes_to_nothing_and_every_account_of_a_job_is_its_budget() {
    let mut compared = 0;
    for case in books() {
        let journal = exported(&case, "--partial");
        let budget = case.run("budget --format json").json();
        let rows = budget["rows"].as_array().expect("rows");
        for row in rows {
            let job = row["job"].as_str().expect("a job");
            let client = row["client"].as_str().expect("a client");
            let figure = |key: &str| {
                let money = &row[key];
                money.is_object().then(|| {
                    (decimal(money["amount"].as_str().expect("an amount")), money["currency"].as_str().expect("a code"))
                })
            };
            for (key, account, side) in [
                ("approved", format!("Equity:Budget:{client}:{job}:Approved"), -Decimal::ONE),
                ("actual", format!("Equity:Budget:{client}:{job}:Actual"), Decimal::ONE),
                ("committed", format!("Equity:Budget:{client}:{job}:Committed"), Decimal::ONE),
                ("remaining", format!("Equity:Budget:{client}:{job}:Remaining"), Decimal::ONE),
                ("pending", format!("Equity:Pending:{client}:{job}"), Decimal::ONE),
                ("contingency", format!("Equity:Contingency:{client}:{job}:Kept"), Decimal::ONE),
                ("contingency_drawn", format!("Equity:Contingency:{client}:{job}:Drawn"), -Decimal::ONE),
            ] {
                if let Some((amount, currency)) = figure(key) {
                    assert_eq!(journal.total(&account, currency) * side, amount, "{key} of {job}");
                    compared += 1;
                }
            }
        }
        let jobs: Vec<&str> = rows.iter().filter_map(|row| row["job"].as_str()).collect();
        for (account, _) in journal.balances("Equity:Budget").keys() {
            let job = account.split(':').nth(3).expect("a job");
            assert!(jobs.contains(&job), "{job} has an account and no budget");
        }
    }
    assert!(compared > 700, "{compared}");
}

#[test]
fn work_in_progress_and_what_is_owed_are_those_of_the_reports() {
    let (mut works, mut owed) = (0, 0);
    for case in books() {
        let journal = exported(&case, "--partial");
        let money = |value: &serde_json::Value| {
            let amount = value["amount"].as_str().map(decimal);
            amount.map(|amount| (amount, value["currency"].as_str().expect("a code").to_owned()))
        };
        for row in case.run("wip --format json").json()["rows"].as_array().expect("rows") {
            let client = row["client"].as_str().expect("a client");
            let whose = row["job"].as_str().unwrap_or("Retainers");
            let figures = ["value", "deferred", "billed", "wip"].map(|key| money(&row[key]));
            if figures.iter().any(Option::is_none) {
                continue;
            }
            for (figure, name) in figures.into_iter().flatten().zip(["Value", "Deferred", "Billed", "Unbilled"]) {
                let ((amount, currency), credit) = (figure, matches!(name, "Value" | "Deferred"));
                let total = journal.total(&format!("Equity:Work:{client}:{whose}:{name}"), &currency);
                assert_eq!(if credit { -total } else { total }, amount, "{name} of {client} {whose}");
                works += 1;
            }
        }
        let mut receivable = journal.balances("Assets:Receivable");
        let ageing = case.run("ageing --format json").json();
        let lists = ["rows", "credits"].map(|list| ageing[list].as_array().cloned().unwrap_or_default());
        for row in lists.iter().flatten() {
            let (client, id) =
                (row["client"].as_str().expect("a client"), row["invoice"].as_str().expect("an invoice"));
            let (open, currency) = money(&row["open"]).expect("a sum");
            let there = receivable.remove(&(format!("Assets:Receivable:{client}:{id}"), currency));
            assert_eq!(there, Some(open), "{id}");
            owed += 1;
        }
        assert_eq!(receivable, BTreeMap::new(), "owed, and in no ageing");
    }
    assert!(works > 200 && owed > 20, "{works} {owed}");
}

/// By invoice: how much, in which currency.
type Open = BTreeMap<String, (Decimal, String)>;
/// By job or contract and currency: how much.
type Billed = BTreeMap<(String, String), Decimal>;

/// What the invoices of a book come to on a day, from their text alone: by invoice what is open, by client and job what is billed.
fn by_hand(folder: &Path, day: &str) -> (Open, Billed) {
    let (mut open, mut billed) = (BTreeMap::new(), BTreeMap::new());
    for entry in walkdir::WalkDir::new(folder.join("invoices")).into_iter().filter_map(Result::ok) {
        if entry.path().extension().is_none_or(|end| end != "yaml") {
            continue;
        }
        let id = entry.path().file_stem().expect("a name").to_string_lossy().into_owned();
        let text = std::fs::read_to_string(entry.path()).expect("reads");
        let invoice: serde_yaml::Value = serde_yaml::from_str(&text).expect("YAML");
        let written = |value: &serde_yaml::Value| match value {
            serde_yaml::Value::Number(number) => decimal(&number.to_string()),
            value => decimal(value.as_str().expect("a number").trim_end_matches('%')),
        };
        let list = |key: &str| invoice[key].as_sequence().cloned().unwrap_or_default();
        let by_then = |value: &serde_yaml::Value| value["date"].as_str().is_some_and(|date| date <= day);
        if !by_then(&invoice) || !list("approvals").iter().any(by_then) {
            continue;
        }
        let code = invoice["currency"].as_str().unwrap_or("EUR").to_owned();
        let currency = suits::values::Currency::parse(&code).expect("a currency");
        let sign = if invoice["kind"].as_str() == Some("credit") { -Decimal::ONE } else { Decimal::ONE };
        let mut net = Decimal::ZERO;
        for line in list("lines") {
            let of = line["job"].as_str().or(line["contract"].as_str()).expect("a job").to_owned();
            *billed.entry((of, code.clone())).or_default() += written(&line["net"]) * sign;
            net += written(&line["net"]);
        }
        let tax = if invoice["tax"].is_null() { Decimal::ZERO } else { written(&invoice["tax"]) };
        let total = Money::new(net * (Decimal::ONE + tax / Decimal::ONE_HUNDRED), currency).amount;
        let paid: Decimal =
            list("payments").iter().filter(|paid| by_then(paid)).map(|paid| written(&paid["amount"])).sum();
        let off = by_then(&invoice["written_off"]);
        open.insert(id, (if off { Decimal::ZERO } else { (total - paid) * sign }, code));
    }
    (open, billed)
}

#[test]
fn receivables_and_income_are_what_the_invoices_say() {
    let mut invoices = 0;
    for case in books() {
        let journal = exported(&case, "--partial");
        let day = case.run("budget --format json").json()["as_of"].as_str().expect("a day").to_owned();
        let (open, billed) = by_hand(case.path(), &day);
        for (id, (amount, currency)) in &open {
            let client = id.split('-').next().expect("a client");
            let account = format!("Assets:Receivable:{client}:{id}");
            assert_eq!(journal.total(&account, currency), *amount, "{id}");
        }
        for ((of, currency), net) in &billed {
            let leaf = of[..1].to_ascii_uppercase() + &of[1..];
            let here = |account: &str| account.rsplit(':').next() == Some(leaf.as_str());
            let income = journal.balances("Income");
            let income = income.iter().filter(|((account, code), _)| here(account) && code == currency);
            assert_eq!(-income.map(|(_, sum)| *sum).sum::<Decimal>(), *net, "{of}");
        }
        invoices += open.len();
    }
    assert!(invoices > 40, "{invoices}");
}

#[test]
fn the_film_of_the_record_format_stands_as_it_is_printed_there() {
    // records.md: approved 78,900.00, contingency 3,890.00, pending 1,140.00, actual 275.00, committed 32,775.00, remaining 45,850.00
    let case = Case::copy("tests/books/records", "2026-12-01");
    let journal = exported(&case, "");
    let told: Vec<String> =
        journal.balances("Equity").iter().map(|((account, _), sum)| format!("{account} {sum}")).collect();
    let film = "ACME:ACME-0012";
    let mut expected = vec![
        "Equity:Annual:ACME:B2026 240000.00".to_owned(),
        format!("Equity:Budget:{film}:Actual 275.00"),
        format!("Equity:Budget:{film}:Approved -78900.00"),
        format!("Equity:Budget:{film}:Committed 32775.00"),
        format!("Equity:Budget:{film}:Remaining 45850.00"),
        format!("Equity:Contingency:{film}:Kept 3890.00"),
        // 240,000 + 3,890 + 1,140
        "Equity:Contra -245030.00".to_owned(),
        format!("Equity:Pending:{film} 1140.00"),
        // nothing is billed yet
        format!("Equity:Work:{film}:Unbilled 275.00"),
        format!("Equity:Work:{film}:Value -275.00"),
        // the first hours under the contract are of 19 November, a month that is over: its fee is earned
        "Equity:Work:ACME:Retainers:Unbilled 12000.00".to_owned(),
        "Equity:Work:ACME:Retainers:Value -12000.00".to_owned(),
    ];
    expected.sort();
    assert_eq!(told, expected);
    assert_eq!(journal.balances("Assets"), BTreeMap::new(), "the invoice is of 15 December");
}

#[test]
fn an_invoice_its_tax_and_its_payment_meet_and_hours_cost_what_is_asked_for() {
    // 4,400.00 and 25.5% tax, 1,122.00: 5,522.00, paid on 10 January. The supplier's 28,500.00 are of 20 February.
    let case = Case::copy("tests/books/records", "2027-01-09");
    let eur = |journal: &Journal, account: &str| journal.total(account, "EUR").to_string();
    let journal = exported(&case, "");
    assert_eq!(eur(&journal, "Assets:Receivable:ACME:ACME-I0118"), "5522.00");
    assert_eq!(
        (eur(&journal, "Income:ACME:ACME-0012"), eur(&journal, "Liabilities:Tax")),
        ("-4400.00".into(), "-1122.00".into())
    );
    let journal = exported(&case, "--as-of 2027-02-20");
    assert_eq!((eur(&journal, "Assets:Receivable"), eur(&journal, "Assets:Bank")), ("0".into(), "5522.00".into()));
    assert_eq!(eur(&journal, "Expenses:Suppliers:ACME:ACME-0012"), "28500.00");
    assert_eq!(eur(&journal, "Liabilities:Payable:ACME:ACME-0012"), "-28500.00");
    // 275.00 of time and 28,500.00 x 1.15 of the supplier; the order is used up
    assert_eq!(eur(&journal, "Equity:Budget:ACME:ACME-0012:Actual"), "33050.00");
    assert_eq!(eur(&journal, "Equity:Budget:ACME:ACME-0012:Committed"), "0");
    assert_eq!(eur(&journal, "Expenses:Time"), "0");
    // 2.5 hours at 41.50
    let journal = exported(&case, "--cost");
    assert_eq!(eur(&journal, "Expenses:Time:ACME:ACME-0012"), "103.75");
    assert_eq!(eur(&journal, "Expenses:Time:Absorbed"), "-103.75");
}

#[test]
fn only_one_client_is_exported_where_one_is_named() {
    let case = Case::copy("examples/northlight", "2026-12-01");
    let (all, one) = (exported(&case, ""), exported(&case, "--client MERROW"));
    let of = |journal: &Journal, client: &str| {
        let mut balances = journal.balances("Equity:Budget");
        balances.retain(|(account, _), _| account.split(':').nth(2) == Some(client));
        balances
    };
    assert_eq!(of(&all, "MERROW"), of(&one, "MERROW"));
    assert!(!of(&one, "MERROW").is_empty() && of(&one, "ACME").is_empty());
    assert!(!one.accounts.iter().any(|account| account.contains("ACME")));
}

#[test]
fn what_cannot_be_told_is_refused_with_its_place_or_left_out_and_said() {
    let case = Case::copy("tests/books/records", "2026-12-01");
    let film = case.text("jobs/ACME/ACME-0012.yaml");
    // a supplier's order in kronor, and no rate
    case.write(
        "jobs/ACME/ACME-0012.yaml",
        film.replace("    net: 28500.00\n    status: sent", "    net: 28500.00\n    currency: SEK\n    status: sent"),
    );
    let refused = case.run("export hledger").exits(1);
    assert_eq!(refused.stdout, "");
    let line = case
        .text("jobs/ACME/ACME-0012.yaml")
        .lines()
        .position(|line| line.contains("- id: po-118"))
        .expect("the order")
        + 1;
    refused
        .says(&format!("jobs/ACME/ACME-0012.yaml:{line}"))
        .says("no exchange rate for SEK on 2026-11-25")
        .says("--partial");
    let json = case.run("export hledger --client ACME --partial").ok();
    assert!(
        json.stdout
            .contains("What is not in it:\n;   not in the journal: ACME-0012: there is no exchange rate for SEK"),
        "{}",
        json.stdout
    );
    let journal = read("hledger", &json.stdout);
    journal.assert_sound("partial");
    assert_eq!(journal.total("Equity:Budget:ACME:ACME-0012:Approved", "EUR"), decimal("-78900.00"));
    assert_eq!(journal.total("Equity:Budget:ACME:ACME-0012:Committed", "EUR"), Decimal::ZERO);
}

#[test]
fn a_cost_nobody_knows_is_refused_only_where_costs_are_asked_for() {
    let case = Case::copy("tests/books/records", "2026-12-01");
    let settings = case.text("suits.toml");
    let without = settings.lines().filter(|line| !line.starts_with("cost =")).collect::<Vec<_>>().join("\n");
    assert_ne!(without, settings);
    case.write("suits.toml", without);
    case.run("export beancount").ok();
    case.run("export beancount --cost").exits(1).says("timesheets/ann/2026-11.yaml:2").says("no cost rate of ann");
}

#[test]
fn a_record_that_cannot_be_read_is_could_not_tell_and_partly_written_where_asked() {
    let case = Case::copy("tests/books/records", "2027-01-15");
    case.write("invoices/ACME/ACME-I0118.yaml", "number: [\n");
    let refused = case.run("export hledger").exits(2).says("invoices/ACME/ACME-I0118.yaml");
    assert_eq!(refused.stdout, "");
    let partial = case.run("export hledger --partial").exits(2);
    assert!(partial.stdout.contains(";   invoices/ACME/ACME-I0118.yaml:"), "{}", partial.stdout);
    let journal = read("hledger", &partial.stdout);
    assert_eq!(journal.total("Equity:Budget:ACME:ACME-0012:Approved", "EUR"), decimal("-78900.00"));
    assert!(!journal.accounts.iter().any(|account| account.starts_with("Income")));
}

#[test]
fn a_journal_goes_to_a_file_and_is_no_table() {
    let case = Case::copy("tests/books/records", "2026-12-01");
    let shown = case.run("export hledger").ok().stdout;
    assert_eq!(case.run("export hledger -o acme.journal").ok().stdout, "");
    assert_eq!(case.text("acme.journal"), shown);
    case.run("export hledger --format json").exits(2).says("a ledger cannot be printed as json");
    case.run("export quickbooks").exits(2);
    let empty = Case::copy("tests/books/empty", "2026-12-01");
    exported(&empty, "");
}
