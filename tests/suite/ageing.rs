//! `ageing`: what clients owe and since when; every figure reckoned by hand.

use crate::harness::Case;
use crate::pieces::{Book, on, print_of, told};
use serde_json::json;
use suits::domain::invoice::Invoice;
use suits::domain::money::ageing::Basis;
use suits::reports::ReportAsk;
use suits::reports::narrow::Narrow;
use suits::values::{ClientId, InvoiceId};
use suits::view::{Grid, View};

const AGENCY: &str = r#"
[agency]
name = "Northlight"
currency = "EUR"
[people.mai]
name = "Mai Tran"
roles = ["account-manager"]
[fx]
USD = [{ from = 2026-01-01, rate = 0.50 }, { from = 2026-12-01, rate = 0.80 }]
"#;

fn client(currency: &str) -> String {
    format!("name: Acme Oy\nstatus: active\ncurrency: {currency}\n")
}

/// One line, no tax, and what more there is to say.
fn invoice(date: &str, due: &str, net: &str, more: &str) -> String {
    format!("number: \"1\"\ndate: {date}\ndue: {due}\nkind: progress\nlines:\n  - {{net: {net}}}\n{more}")
}

fn one_client() -> Book {
    Book::new(AGENCY).client("ACME", &client("EUR"))
}

fn grid<'v>(view: &'v View, key: &str) -> &'v Grid {
    &view.others.iter().find(|(name, ..)| *name == key).expect("the grid").2
}

const BUCKETS: [&str; 10] = [
    "client",
    "currency",
    "current",
    "days_1_30",
    "days_31_60",
    "days_61_90",
    "days_over_90",
    "open",
    "credits",
    "net",
];

#[test]
fn buckets_end_at_0_30_60_and_90_days() {
    // before 31 December: 30 Dec 1, 1 Dec 30, 30 Nov 31, 1 Nov 60, 31 Oct 61, 2 Oct 90, 1 Oct 91
    let dues = [
        "2027-01-05",
        "2026-12-31",
        "2026-12-30",
        "2026-12-01",
        "2026-11-30",
        "2026-11-01",
        "2026-10-31",
        "2026-10-02",
        "2026-10-01",
    ];
    let mut book = one_client();
    for (at, due) in dues.iter().enumerate() {
        book = book.issued_invoice(&format!("ACME-I000{at}"), &invoice("2026-09-01", due, "10.00", ""));
    }
    let view = book.ask("ageing", &on("2026-12-31"));
    assert_eq!(
        told(&view.grid, &["invoice", "days", "bucket"]),
        [
            "ACME-I0008 91 90+",
            "ACME-I0007 90 61-90",
            "ACME-I0006 61 61-90",
            "ACME-I0005 60 31-60",
            "ACME-I0004 31 31-60",
            "ACME-I0003 30 1-30",
            "ACME-I0002 1 1-30",
            "ACME-I0001 0 current",
            "ACME-I0000 -5 current",
        ]
    );
    // two invoices of 10 in each bucket but the last
    let sums = "20.00 EUR 20.00 EUR 20.00 EUR 20.00 EUR 10.00 EUR 90.00 EUR 0.00 EUR 90.00 EUR";
    assert_eq!(told(grid(&view, "totals"), &BUCKETS), [format!("ACME EUR {sums}")]);
    assert_eq!(told(grid(&view, "agency"), &BUCKETS[1..]), [format!("EUR {sums}")]);
    // by the date of the invoice all are as old: 29 days of September, 31, 30 and 31 are 121
    let by_date = book.ask("ageing", &ReportAsk { basis: Basis::Invoice, ..on("2026-12-31") });
    assert!(told(&by_date.grid, &["days", "bucket"]).iter().all(|row| row == "121 90+"));
}

#[test]
fn part_payments_count_from_their_day_on_and_tax_is_rounded_once() {
    // 100.10 + 200.15 = 300.25; 25.5% of it are 76.56375; together 376.81
    let paid = "payments: [{date: 2026-11-30, amount: 100.00}, {date: 2026-12-01, amount: 76.81}, {date: 2027-01-31, amount: 200.00}]\n";
    let text = format!(
        "number: \"1\"\ndate: 2026-11-01\ndue: 2026-12-01\nkind: final\ntax: 25.5%\nlines: [{{net: 100.10}}, {{net: 200.15}}]\n{paid}"
    );
    let book = one_client().issued_invoice("ACME-I0001", &text);
    let row = |day: &str| told(&book.ask("ageing", &on(day)).grid, &["amount", "paid", "open", "days", "bucket"]);
    assert_eq!(row("2026-11-29"), ["376.81 EUR 0.00 EUR 376.81 EUR -2 current"]);
    assert_eq!(row("2026-11-30"), ["376.81 EUR 100.00 EUR 276.81 EUR -1 current"]);
    assert_eq!(row("2026-12-02"), ["376.81 EUR 176.81 EUR 200.00 EUR 1 1-30"]);
    assert_eq!(row("2027-01-30"), ["376.81 EUR 176.81 EUR 200.00 EUR 60 31-60"]);
    assert_eq!(row("2027-01-31"), [""; 0]);
}

#[test]
fn credits_and_overpayments_are_apart_and_in_no_bucket() {
    let credit = "number: \"3\"\ndate: 2026-11-10\ndue: 2026-11-10\nkind: credit\ntax: 10%\nlines: [{net: 100.00}]\npayments: [{date: 2026-12-05, amount: 10.00}]\n";
    let book = one_client()
        .issued_invoice("ACME-I0001", &invoice("2026-11-01", "2026-12-01", "500.00", ""))
        .issued_invoice(
            "ACME-I0002",
            &invoice("2026-11-01", "2026-12-01", "80.00", "payments: [{date: 2026-12-02, amount: 85.00}]\n"),
        )
        .issued_invoice("ACME-I0003", credit);
    // the credit note is 110 with tax, of which 10 were paid back; 85 paid on 80 are 5 too many
    let view = book.ask("ageing", &on("2026-12-11"));
    assert_eq!(told(&view.grid, &["invoice", "open", "bucket"]), ["ACME-I0001 500.00 EUR 1-30"]);
    assert_eq!(
        told(grid(&view, "credits"), &["invoice", "kind", "amount", "paid", "open", "days", "bucket"]),
        [
            "ACME-I0003 credit -110.00 EUR -10.00 EUR -100.00 EUR - -",
            "ACME-I0002 overpaid 80.00 EUR 85.00 EUR -5.00 EUR - -",
        ]
    );
    let zero = "0.00 EUR";
    assert_eq!(
        told(grid(&view, "totals"), &BUCKETS),
        [format!("ACME EUR {zero} 500.00 EUR {zero} {zero} {zero} 500.00 EUR -105.00 EUR 395.00 EUR")]
    );
    // before the overpayment came in, and before any credit was paid back
    let before = book.ask("ageing", &on("2026-12-01"));
    assert_eq!(told(&before.grid, &["invoice", "open"]), ["ACME-I0001 500.00 EUR", "ACME-I0002 80.00 EUR"]);
    assert_eq!(told(grid(&before, "credits"), &["open"]), ["-110.00 EUR"]);
}

#[test]
fn drafts_stale_invoices_and_those_written_off_are_not_aged() {
    let off = "written_off: {date: 2026-12-10, by: mai, reason: Bankrupt}\n";
    let stale = invoice(
        "2026-11-01",
        "2026-11-15",
        "70.00",
        "approvals: [{for: issue, by: mai, date: 2026-11-01, method: system, hash: h1-0000000000000000}]\n",
    );
    let book = one_client()
        .invoice("ACME-I0001", &invoice("2026-11-01", "2026-11-15", "50.00", ""))
        .invoice("ACME-I0002", &stale)
        .issued_invoice("ACME-I0003", &invoice("2026-11-01", "2026-11-15", "60.00", off));
    let open = |day: &str| told(&book.ask("ageing", &on(day)).grid, &["invoice", "open"]);
    assert_eq!(open("2026-12-09"), ["ACME-I0003 60.00 EUR"]);
    assert_eq!(open("2026-12-10"), [""; 0]);
    let notes = book.ask("ageing", &on("2026-12-10")).notes;
    let said = "not sent out, so not aged: ACME-I0001 (not approved yet); ACME-I0002 (changed since `mai` approved it on 2026-11-01)";
    assert!(notes.iter().any(|note| note == said), "{notes:?}");
}

#[test]
fn yen_have_no_minor_unit_and_currencies_never_mix() {
    // 10% of 12,345 yen are 1,234.5: with it 13,579.5, rounded once 13,580
    let yen = "number: \"1\"\ndate: 2026-11-01\ndue: 2026-12-01\nkind: final\ntax: 10%\nlines: [{net: 12345}]\n";
    let book = Book::new(AGENCY)
        .client("ACME", &client("JPY"))
        .client("BOLT", &client("USD"))
        .issued_invoice("ACME-I0001", yen)
        .issued_invoice("BOLT-I0001", &invoice("2026-11-01", "2026-12-01", "100.00", ""))
        .issued_invoice("BOLT-I0002", &invoice("2026-12-02", "2026-12-20", "100.00", ""))
        .issued_invoice("BOLT-I0003", &invoice("2026-12-02", "2026-12-20", "100.00", "fx_rate: 0.90\n"))
        .issued_invoice("BOLT-I0004", &invoice("2026-12-02", "2026-12-20", "7.00", "currency: EUR\n"));
    let view = book.ask("ageing", &on("2026-12-10"));
    assert_eq!(
        told(grid(&view, "totals"), &["client", "open"]),
        ["ACME 13580 JPY", "BOLT 7.00 EUR", "BOLT 300.00 USD"]
    );
    assert_eq!(told(grid(&view, "currencies"), &["open"]), ["7.00 EUR", "13580 JPY", "300.00 USD"]);
    // there is no rate for the yen, so there is no sum of all
    assert_eq!(told(grid(&view, "agency"), &["currency", "open", "net", "dso"]), ["EUR - - -"]);
    let why = "cannot be told: ACME-I0001: there is no exchange rate for JPY on 2026-11-01: add one to `[fx]` in `suits.toml`";
    assert!(view.notes.iter().any(|note| note == why), "{:?}", view.notes);
    // without it: 100 x 0.5 (November) + 100 x 0.8 (December) + 100 x 0.9 (its own) + 7 = 227
    let bolt = ReportAsk { client: ClientId::parse("BOLT").ok(), ..on("2026-12-10") };
    assert_eq!(told(grid(&book.ask("ageing", &bolt), "agency"), &["open"]), ["227.00 EUR"]);
}

#[test]
fn what_an_invoice_leaves_open_is_shared_among_its_jobs_to_the_cent() {
    let lines = "number: \"1\"\ndate: 2026-11-01\ndue: 2026-12-01\nkind: final\nlines: [{job: ACME-0001, net: 1.00}, {job: ACME-0002, net: 1.00}, {contract: aor, net: 1.00}]\npayments: [{date: 2026-11-20, amount: 2.00}]\n";
    let next = invoice("2026-12-02", "2027-01-02", "5.00", "").replace("{net", "{job: ACME-0001, net");
    let book = one_client().issued_invoice("ACME-I0001", lines).issued_invoice("ACME-I0002", &next);
    let by = |ways: &[&str], keys: &[&str]| {
        let by = ways.iter().map(ToString::to_string).collect();
        told(&book.ask("ageing", &ReportAsk { by, ..on("2026-12-11") }).grid, keys)
    };
    // 1.00 open of 3.00: 0.33; then 0.67 - 0.33; then 1.00 - 0.67
    assert_eq!(
        by(&["job"], &["job", "invoices", "open"]),
        ["- 1 0.33 EUR", "ACME-0001 2 5.33 EUR", "ACME-0002 1 0.34 EUR"]
    );
    assert_eq!(by(&["month"], &["month", "open"]), ["2026-12 1.00 EUR", "2027-01 5.00 EUR"]);
    assert_eq!(
        by(&["client", "month"], &["client", "month", "days_1_30", "current"]),
        ["ACME 2026-12 1.00 EUR 0.00 EUR", "ACME 2027-01 0.00 EUR 5.00 EUR"]
    );
}

#[test]
fn days_to_be_paid_compare_what_is_open_with_what_was_billed() {
    let book = one_client()
        .issued_invoice("ACME-I0001", &invoice("2026-09-01", "2026-10-01", "900.00", ""))
        .issued_invoice(
            "ACME-I0002",
            &invoice("2026-11-01", "2026-12-01", "600.00", "payments: [{date: 2026-12-01, amount: 300.00}]\n"),
        )
        .issued_invoice("ACME-I0003", &invoice("2026-12-01", "2026-12-31", "500.00", "").replace("progress", "credit"));
    let dso = |day: &str, days: Option<u32>| {
        told(grid(&book.ask("ageing", &ReportAsk { days, ..on(day) }), "totals"), &["net", "billed", "dso"])
    };
    // net 900 + 300 - 500 = 700. In the 90 days to 31 December, from 3 October on: 600 - 500 = 100 billed; 700 / 100 x 90 = 630
    assert_eq!(dso("2026-12-31", None), ["700.00 EUR 100.00 EUR 630.0"]);
    // 365 days: 1,000 billed; 700 / 1,000 x 365 = 255.5
    assert_eq!(dso("2026-12-31", Some(365)), ["700.00 EUR 1000.00 EUR 255.5"]);
    // 30 days to 31 December begin on 2 December: nothing was billed in them
    assert_eq!(dso("2026-12-31", Some(30)), ["700.00 EUR 0.00 EUR -"]);
    // before the payment and the credit 1,500 were open; 90 days to 30 November begin on 2 September, the day after the first invoice:
    // 1,500 / 600 x 90 = 225; a day earlier it is among them, and all that was billed is open
    assert_eq!(dso("2026-11-30", None), ["1500.00 EUR 600.00 EUR 225.0"]);
    assert_eq!(dso("2026-11-29", None), ["1500.00 EUR 1500.00 EUR 90.0"]);
}

#[test]
fn credits_are_set_off_against_all_that_a_client_owes_and_not_against_some_of_it() {
    let book = one_client()
        .client("BOLT", &client("EUR"))
        .issued_invoice("ACME-I0001", &invoice("2026-09-01", "2026-10-01", "900.00", ""))
        .issued_invoice("ACME-I0002", &invoice("2026-11-01", "2026-12-01", "600.00", ""))
        .issued_invoice("ACME-I0003", &invoice("2026-12-01", "2026-12-31", "500.00", "").replace("progress", "credit"))
        .issued_invoice("BOLT-I0001", &invoice("2026-12-01", "2026-12-15", "70.00", ""));
    let some = |rows: &'static [usize]| {
        let view = book.ask("ageing", &ReportAsk { narrow: Narrow::to(|_| rows.to_vec()), ..on("2026-12-31") });
        let said = view.notes.iter().any(|note| note.starts_with("credits, net and days to pay are of all"));
        let totals = told(grid(&view, "totals"), &["client", "open", "credits", "net", "billed", "dso"]);
        (totals, told(grid(&view, "credits"), &["invoice"]), said)
    };
    // the oldest first: 91, 30 and 16 days late; 900 + 600 - 500 = 1,000; billed since 3 October 600 - 500 = 100: 1,000 / 100 x 90
    let acme = "ACME 1500.00 EUR -500.00 EUR 1000.00 EUR 100.00 EUR 900.0".to_owned();
    assert_eq!(some(&[0, 1]), (vec![acme], vec!["ACME-I0003".to_owned()], false));
    // one of two, and with all of another client
    assert_eq!(some(&[0]), (vec!["ACME 900.00 EUR - - - -".to_owned()], Vec::new(), true));
    let both = ["ACME 600.00 EUR - - - -", "BOLT 70.00 EUR - - - -"].map(ToOwned::to_owned);
    assert_eq!(some(&[1, 2]), (both.to_vec(), Vec::new(), true));
}

/// The book of the record format, a week after its invoice was paid in part.
#[test]
fn on_the_command_line() {
    let case = Case::copy("tests/books/records", "2027-01-20");
    case.write(
        "invoices/ACME/ACME-I0118.yaml",
        case.text("invoices/ACME/ACME-I0118.yaml")
            .replace("amount: 5522.00", "amount: 5000.00")
            .replace("disputed: null", "disputed: ลูกค้าไม่เห็นด้วย 客户有异议 ääkköset"),
    );
    // 4,400 + 25.5% = 5,522; due on 14 January
    let json = case.run("ageing --format json").ok().json();
    assert_eq!(
        json["rows"][0],
        json!({
            "invoice": "ACME-I0118", "number": "2026-118", "client": "ACME", "currency": "EUR",
            "date": "2026-12-15", "due": "2027-01-14",
            "amount": {"amount": "5522.00", "currency": "EUR"}, "paid": {"amount": "5000.00", "currency": "EUR"},
            "open": {"amount": "522.00", "currency": "EUR"}, "days": 6, "bucket": "1-30", "kind": "progress",
            "disputed": "ลูกค้าไม่เห็นด้วย 客户有异议 ääkköset", "why": null,
        })
    );
    let table = case.run("ageing").ok().stdout;
    assert!(table.contains("客户有异议") && table.contains("a disputed invoice stays in its bucket"), "{table}");
    assert_eq!(case.run("ageing --where 'days > 6' --exit-code").code, 0);
    assert_eq!(case.run("ageing --where 'days = 6' --exit-code").code, 1);
    assert_eq!(case.run("ageing --as-of 2026-12-14 --format json").ok().json()["rows"], json!([]));
    let wrong = case.run("ageing --basis duo");
    assert_eq!(wrong.code, 2);
    assert!(wrong.stderr.contains("did you mean `due`?"), "{}", wrong.stderr);
    assert!(
        case.run("ageing --by bucket")
            .stderr
            .contains("choose from job, client, channel, month, supplier, role, person")
    );
    assert_eq!(case.run("ageing --days 0").code, 2);
    assert!(case.run("ageing --by job --format csv").ok().stdout.starts_with("job,client,currency,contract,invoices,"));
}

#[test]
fn what_cannot_be_read_makes_the_sums_of_its_client_unknown() {
    let case = Case::copy("tests/books/records", "2027-01-20");
    case.write("invoices/ACME/ACME-I0119.yaml", "number: [\n");
    let paid = case.text("invoices/ACME/ACME-I0118.yaml").replace("5522.00", "5000.00");
    case.write("invoices/ACME/ACME-I0118.yaml", paid);
    let ran = case.run("ageing --format json");
    assert_eq!(ran.code, 2);
    let json = ran.json();
    assert_eq!(json["rows"][0]["open"]["amount"], "522.00");
    for key in ["totals", "currencies", "agency"] {
        assert_eq!((&json[key][0]["open"], &json[key][0]["dso"]), (&json!(null), &json!(null)), "{key}");
    }
    assert_eq!(json["totals"][0]["why"], json!(["invoice `ACME-I0119` cannot be read"]));
    assert_eq!(json["unreadable"][0]["path"], "invoices/ACME/ACME-I0119.yaml");
    // a client that cannot be read hides the currency of an invoice that names none
    let bare = case.text("invoices/ACME/ACME-I0118.yaml").replace("currency: EUR", "");
    let id = InvoiceId::parse("ACME-I0119").expect("an id");
    let bare = bare.replace("h1-05ff382920782198", &print_of::<Invoice>(id, &bare));
    case.write("invoices/ACME/ACME-I0119.yaml", bare);
    case.write("clients/ACME.yaml", "name: [\n");
    let json = case.run("ageing --format json").json();
    let rows = json["rows"].as_array().expect("rows");
    assert_eq!(rows.len(), 2, "{json}");
    assert_eq!((&rows[0]["open"]["amount"], &rows[1]["open"]), (&json!("522.00"), &json!(null)));
    let why = "ACME-I0119: client `ACME` cannot be read, so its currency is not known";
    assert_eq!(rows[1]["why"], why);
    assert_eq!((&json["totals"][0]["net"], &json["totals"][0]["why"]), (&json!(null), &json!([why])));
}
