//! Money written as people write it: every amount that cannot be read, and every one that cannot be meant, is found where it stands and said
//! how to write; and no report makes a number of what it could not read.

use crate::harness::Case;
use serde_json::Value;

const JOB: &str = "jobs/ACME/ACME-0012.yaml";
const CLIENT: &str = "clients/ACME.yaml";
const INVOICE: &str = "invoices/ACME/ACME-I0118.yaml";
const SHEET: &str = "timesheets/ann/2026-11.yaml";

/// The book of the records' own text, with one thing in it put otherwise.
#[track_caller]
fn with(path: &str, from: &str, to: &str) -> Case {
    let case = Case::copy("tests/books/records", "2026-12-01");
    let text = case.text(path);
    assert!(text.contains(from), "{path} has no `{from}`");
    case.write(path, text.replacen(from, to, 1));
    case
}

/// What `check` finds, without what follows from any change at all: a stale approval, and the book's own missed notice.
fn findings(case: &Case) -> Vec<Value> {
    let json = case.run("check --due --format json").json();
    let known = ["stale-approval", "missed-notice"];
    let all = json["findings"].as_array().expect("findings").iter();
    all.filter(|finding| !known.contains(&finding["code"].as_str().unwrap_or_default())).cloned().collect()
}

/// The one finding: its name, its line as written, what it says and what it helps with.
#[track_caller]
fn only(case: &Case, path: &str, code: &str) -> (String, String) {
    let found = findings(case);
    let [one] = found.as_slice() else { panic!("{code}: {found:#?}") };
    assert_eq!((one["code"].as_str(), one["path"].as_str()), (Some(code), Some(path)), "{one}");
    let line = usize::try_from(one["line"].as_u64().expect("a line")).expect("a line");
    let text = case.text(path).lines().nth(line - 1).expect("the line").trim().to_owned();
    let words = |key: &str| one[key].as_str().unwrap_or_default().to_owned();
    (text, format!("{} {}", words("message"), words("help")))
}

#[test]
fn an_amount_is_said_how_to_write() {
    for (typed, hint) in [
        ("30 000,00 €", "write `30000.00`"),
        ("30,000.00", "write `30000.00`"),
        ("30.000,00", "write `30000.00`"),
        ("30'000.00", "write `30000.00`"),
        ("30000,00", "write `30000.00`"),
        ("€30000", "write `30000`"),
        ("30000 EUR", "write `30000`"),
        ("๓๐๐๐๐.๐๐ ฿", "write `30000.00`"),
        ("30,000", "write `30000` or `30.000`, whichever is meant"),
        ("3e4", "write it out, without an exponent"),
        ("1234567890123456789012345678901234567890", "no sum has more than 28 digits"),
        ("NaN", "should be a number like 2.5 or 30000.00, not `NaN`"),
        (".inf", "should be a number like 2.5 or 30000.00, not `.inf`"),
        ("30k", "should be a number like 2.5 or 30000.00, not `30k`"),
    ] {
        let case = with(JOB, "net: 30000.00", &format!("net: {typed}"));
        let (line, words) = only(&case, JOB, "bad-value");
        assert_eq!(line, format!("net: {typed}"));
        assert!(words.contains(hint), "{typed}: {words}");
    }
}

#[test]
fn a_percentage_is_said_how_to_write() {
    for (typed, hint) in [
        ("15", "write `15%`"),
        ("15,5%", "write `15.5%`"),
        ("0.15", "write `15%` or `0.15%`, whichever is meant"),
        ("1e1%", "should be a percentage like 15%"),
    ] {
        let case = with(JOB, "markup: 15%", &format!("markup: {typed}"));
        let (line, words) = only(&case, JOB, "bad-value");
        assert_eq!(line, format!("markup: {typed}"));
        assert!(words.contains(hint), "{typed}: {words}");
    }
}

#[test]
fn a_percentage_above_the_whole_is_found_wherever_it_stands() {
    for (path, from, to) in [
        (JOB, "markup: 15%", "markup: 150%"),
        (JOB, "commission: 15%", "commission: 115%"),
        (JOB, "contingency: 10%", "contingency: 130%"),
        (CLIENT, "markup: 15%", "markup: -5%"),
        (CLIENT, "media_commission: 15%", "media_commission: 100%"),
        (CLIENT, "tolerance: 10%", "tolerance: 1000%"),
        (CLIENT, "probability: 50%", "probability: 500%"),
        (INVOICE, "tax: 25.5%", "tax: 255%"),
    ] {
        let case = with(path, from, to);
        let (line, words) = only(&case, path, "impossible-percentage");
        assert!(line.starts_with(to), "{line}");
        assert!(words.contains("like 15%"), "{words}");
    }
    let case = with("suits.toml", "decide = \"10%\"", "decide = \"110%\"");
    assert!(only(&case, "suits.toml", "bad-config-value").1.contains("a percentage up to 100%"));
    // the whole is not above it
    assert!(findings(&with(CLIENT, "probability: 50%", "probability: 100%")).is_empty());
}

#[test]
fn a_sum_below_nothing_or_parted_by_a_point_is_found() {
    for (path, from, to) in [
        (JOB, "hours: 40", "hours: -40"),
        (JOB, "rate: 110.00", "rate: -110.00"),
        (CLIENT, "fee: 12000.00", "fee: -12000.00"),
        (CLIENT, "value: 60000.00", "value: 60.000"),
    ] {
        let case = with(path, from, to);
        let (line, words) = only(&case, path, "impossible-sum");
        assert!(line.starts_with(to), "{line}");
        assert!(words.contains("write"), "{words}");
    }
    let case = with(CLIENT, "value: 60000.00", "value: 60.000");
    assert!(only(&case, CLIENT, "impossible-sum").1.contains("write 60000 or 60.00, whichever is meant"));
    // a change order may take work away again
    assert!(findings(&with(JOB, "hours: 12", "hours: -12")).is_empty());
}

#[test]
fn hours_that_no_day_has() {
    let found = [
        ("-2.5", "nobody works less than nothing"),
        ("0", "nothing was worked"),
        ("0.00", "nothing was worked"),
        ("25", "`ann` has 25 hours on 2026-11-19"),
    ];
    for (hours, words) in found {
        let case = with(SHEET, "hours: 2.5", &format!("hours: {hours}"));
        let (line, said) = only(&case, SHEET, "impossible-hours");
        assert_eq!(line, format!("hours: {hours}"));
        assert!(said.contains(words), "{said}");
    }
}

#[test]
fn hours_of_a_clock_or_with_a_comma_are_said_how_to_write() {
    // half an hour is 30 / 60
    for (typed, hint) in [
        ("1:30", "write hours as a decimal number: `1.5`"),
        ("2,5", "write `2.5`"),
        ("1h30", "write hours as a decimal number: `1.5`"),
        ("90 min", "write hours as a decimal number: `1.5`"),
    ] {
        let case = with(SHEET, "hours: 2.5", &format!("hours: {typed}"));
        let (line, words) = only(&case, SHEET, "bad-value");
        assert_eq!(line, format!("hours: {typed}"));
        assert!(words.contains(hint), "{typed}: {words}");
    }
}

#[test]
fn a_rate_nobody_knows() {
    // co1 waits for the client's yes: its role is one of the agency's, and not on the card
    let case = with(JOB, "role: production\n        hours: 12\n        rate: 95.00", "role: legal\n        hours: 12");
    let (line, words) = only(&case, JOB, "line-without-price");
    assert_eq!(line, "- id: co1-edit");
    assert!(words.contains("rate card has none for `legal`"), "{words}");
    only(&with(CLIENT, "rates: standard", "rates: standrd"), CLIENT, "dangling-reference");
    let (_, words) = only(&with("suits.toml", "rate = 0.9213", "rate = 0"), "suits.toml", "bad-config-value");
    assert!(words.contains("turns every sum into nothing"), "{words}");
}

#[test]
fn currencies_do_not_mix_without_a_rate() {
    // an estimate has one currency: a line has none of its own
    let (line, words) =
        only(&with(JOB, "        hours: 40", "        hours: 40\n        currency: USD"), JOB, "unknown-key");
    assert_eq!(line, "currency: USD");
    assert!(words.contains("currency"), "{words}");
    let case =
        with(JOB, "    net: 28500.00\n    status: sent", "    net: 28500.00\n    currency: SEK\n    status: sent");
    only(&case, JOB, "sum-without-exchange-rate");
    let case = with("suits.toml", "from = 2026-01-01\ncurrency = \"EUR\"", "from = 2026-01-01\ncurrency = \"JPY\"");
    let (line, words) = only(&case, CLIENT, "sum-without-exchange-rate");
    assert!(line.starts_with("rates: standard") && words.contains("is in JPY"), "{line}: {words}");
}

#[test]
fn what_names_a_line_that_is_not_there_or_itself() {
    for (path, from, to) in [
        (SHEET, "line: concept", "line: concpt"),
        (JOB, "line: film", "line: flim"),
        (JOB, "order: po-118", "order: po-119"),
        (INVOICE, "line: concept", "line: concpt"),
    ] {
        let (line, _) = only(&with(path, from, to), path, "dangling-reference");
        assert!(line.starts_with(to), "{line}");
    }
    let (_, words) = only(&with(JOB, "after: []", "after: [ACME-0012]"), JOB, "dependency-cycle");
    assert!(words.contains("ACME-0012 → ACME-0012"), "{words}");
}

#[test]
fn time_on_a_job_that_is_over() {
    let case = Case::copy("examples/northlight", "2026-12-01");
    let sheet = "timesheets/leo/2026-06.yaml";
    // LYSVIK-0002 was closed on 17 June
    case.write(sheet, format!("{}  - date: 2026-06-18\n    job: LYSVIK-0002\n    hours: 2\n", case.text(sheet)));
    let found = findings(&case);
    let one = found.iter().find(|finding| finding["code"] == "time-outside-job").expect("a finding");
    assert_eq!(one["path"], sheet);
    assert!(one["message"].as_str().expect("words").contains("was closed on 2026-06-17"), "{one}");
}

/// A file, what is broken in it, and the columns of each report whose totals would have held that.
type Broken = (&'static str, &'static str, &'static str, &'static [(&'static str, &'static str)]);

const BROKEN: [Broken; 4] = [
    (
        "invoices/LYSVIK/LYSVIK-I0003.yaml",
        "net: 27000.00",
        "net: 27 000,00",
        &[
            ("ageing", "open current days_over_90 credits net billed dso"),
            ("wip", "billed wip deferred chargeable"),
            ("margin", "billings agi margin effective_rate gross_profit net_profit recovery"),
            ("retainers", "billed pending"),
        ],
    ),
    (
        "timesheets/leo/2026-11.yaml",
        "hours: 6\n",
        "hours: six\n",
        &[
            ("budget", "actual remaining variance burn forecast"),
            ("spend", "actual left spent"),
            ("wip", "value wip deferred chargeable"),
            ("margin", "hours labour margin net_profit time_value recovery"),
            ("retainers", "used over_hours value over_servicing"),
            ("rework", "hours value time_value share corrections rework_cost"),
            ("utilisation --from 2026-11-01", "booked billable not_billable utilisation"),
            ("mix --from 2026-11-01", "hours decide present execute"),
        ],
    ),
    (
        "jobs/LYSVIK/LYSVIK-0003.yaml",
        "gross: 120000.00",
        "gross: 120,000.00",
        &[
            ("budget", "approved pending contingency actual committed remaining variance burn forecast"),
            ("spend", "approved committed actual left spent"),
            ("wip", "value billed wip deferred price chargeable"),
            ("margin", "billings agi labour margin"),
            ("rework", "hours value charged time_value share"),
        ],
    ),
    ("briefs/LYSVIK/LYSVIK-B0003.yaml", "amount: 120000.00", "amount: 120,000.00", &[("spend", "planned left spent")]),
];

#[test]
fn a_total_over_what_cannot_be_read_is_null_and_says_why() {
    for (path, from, to, reports) in BROKEN {
        let case = Case::copy("examples/northlight", "2026-12-01");
        let text = case.text(path);
        assert!(text.contains(from), "{path} has no `{from}`");
        case.write(path, text.replacen(from, to, 1));
        for (line, columns) in reports {
            let ran = case.run(&format!("{line} --client LYSVIK --format json")).exits(2);
            let json = ran.json();
            let unreadable: Vec<_> = json["unreadable"].as_array().expect("a list").iter().collect();
            let [one] = unreadable.as_slice() else { panic!("{line}: {unreadable:?}") };
            assert_eq!(one["path"], path, "{line}");
            assert!(one["line"].as_u64().is_some_and(|line| 0 < line), "{line}: {one}");
            let total = &json["totals"][0];
            for column in columns.split(' ') {
                assert!(
                    total[column].is_null() && total.get(column).is_some(),
                    "{path}, {line}: `{column}` in {total}"
                );
            }
            let silent = total["why"].as_array().is_some_and(Vec::is_empty);
            assert!(!silent, "{path}, {line}: no reason in {total}");
            // in a table the same is said beside the rows
            case.run(&format!("{line} --client LYSVIK")).exits(2).says(path);
        }
    }
}
