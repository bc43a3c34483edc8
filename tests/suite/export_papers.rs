//! Papers of every kind in double entry, each worked out by hand: currencies with none and with three digits, cents that are rounded away,
//! credit notes, overpayments, write-offs, retainers, drafts.

use crate::journals::{Journal, PROGRAMS, read};
use crate::pieces::Book;
use suits::domain::money::journal::{self, JournalAsk};
use suits::render;
use suits::values::Day;

/// What a program is given of a book as of a day.
pub(crate) fn text(book: &Book, program: &str, day: &str) -> String {
    let ask = JournalAsk { day: Day::parse(day).expect("a day"), client: None, cost: false };
    let journal = journal::Journal::of(book.agency(), &ask);
    let mut bytes = Vec::new();
    (render::ledger(program).expect("a program").write)(&journal, &mut bytes).expect("memory");
    String::from_utf8(bytes).expect("UTF-8")
}

fn journal(book: &Book, day: &str) -> Journal {
    let journals = PROGRAMS.map(|program| read(program, &text(book, program, day)));
    for journal in &journals {
        journal.assert_sound("by hand");
        assert_eq!(journal.papers, journals[0].papers);
    }
    let [journal, ..] = journals;
    journal
}

/// One invoice that was issued on 1 November, with the rest of its text.
fn invoice(rest: &str) -> Book {
    let text = format!("number: \"7\"\ndate: 2026-11-01\ndue: 2026-12-01\n{rest}");
    Book::records().issued_invoice("ACME-I0007", &text)
}

/// Every account that holds something at the end of the year, but for the client's annual budget.
fn told(book: &Book) -> Vec<String> {
    let journal = journal(book, "2026-12-31");
    let roots = ["Assets", "Expenses", "Income", "Liabilities"];
    let balances = roots.iter().flat_map(|root| journal.balances(root));
    balances.map(|((account, currency), sum)| format!("{account} {sum} {currency}")).collect()
}

const RECEIVABLE: &str = "Assets:Receivable:ACME:ACME-I0007";

#[test]
fn yen_have_no_digits_and_dinars_three() {
    // 1,005 + 10% = 1,105.5, and the tax alone 100.5: both half away from zero
    let yen = invoice("kind: final\ncurrency: JPY\ntax: 10%\nlines: [{job: ACME-0012, net: 1005}]\n");
    let income = "Income:ACME:ACME-0012";
    assert_eq!(
        told(&yen),
        [format!("{RECEIVABLE} 1106 JPY"), format!("{income} -1005 JPY"), "Liabilities:Tax -101 JPY".into()]
    );
    assert!(text(&yen, "hledger", "2026-12-31").contains("commodity JPY\n    format 1000. JPY\n"));
    // 10.005 + 0.333 = 10.338; 5% is 0.5169; together 10.8549
    let dinars = invoice(
        "kind: final\ncurrency: KWD\ntax: 5%\nlines: [{job: ACME-0012, net: 10.005}, {job: ACME-0012, net: 0.333}]\n",
    );
    assert_eq!(
        told(&dinars),
        [format!("{RECEIVABLE} 10.855 KWD"), format!("{income} -10.338 KWD"), "Liabilities:Tax -0.517 KWD".into()]
    );
    assert!(text(&dinars, "hledger", "2026-12-31").contains("commodity KWD\n    format 1000.000 KWD\n"));
}

#[test]
fn what_rounding_takes_has_an_account() {
    // two lines of half a cent are a cent each on their own, and a cent together
    let book = invoice("kind: final\nlines: [{job: ACME-0012, net: 0.005}, {job: ACME-0012, net: 0.005}]\n");
    assert_eq!(
        told(&book),
        [
            format!("{RECEIVABLE} 0.01 EUR"),
            "Expenses:Rounding 0.01 EUR".into(),
            "Income:ACME:ACME-0012 -0.02 EUR".into(),
        ]
    );
}

#[test]
fn a_credit_note_is_the_other_way_round_and_so_is_what_is_paid_back() {
    let book = invoice(
        "kind: credit\ntax: 25.5%\nlines: [{job: ACME-0012, net: 100.00}]\npayments: [{date: 2026-11-20, amount: 25.50}]\n",
    );
    // -125.50, of which 25.50 are paid back
    assert_eq!(
        told(&book),
        [
            "Assets:Bank -25.50 EUR".to_owned(),
            format!("{RECEIVABLE} -100.00 EUR"),
            "Income:ACME:ACME-0012 100.00 EUR".into(),
            "Liabilities:Tax 25.50 EUR".into(),
        ]
    );
}

#[test]
fn what_is_given_up_is_lost_and_what_comes_in_later_is_found_again() {
    let book = invoice(
        "kind: final\ntax: 0%\nlines: [{job: ACME-0012, net: 1000.00}]\nwritten_off: {date: 2026-11-20, by: bo, reason: gone}\n\
         payments: [{date: 2026-11-10, amount: 400.00}, {date: 2026-11-25, amount: 50.00}]\n",
    );
    // lost 1,000 - 400, and 50 found again
    assert_eq!(
        told(&book),
        ["Assets:Bank 450.00 EUR", "Expenses:WrittenOff:ACME 550.00 EUR", "Income:ACME:ACME-0012 -1000.00 EUR"]
    );
    assert_eq!(journal(&book, "2026-11-19").total(RECEIVABLE, "EUR").to_string(), "600.00");
    assert_eq!(journal(&book, "2026-11-20").total("Expenses:WrittenOff", "EUR").to_string(), "600.00");
}

#[test]
fn too_much_paid_is_owed_back_and_a_retainer_is_earned_under_its_contract() {
    let book = invoice(
        "kind: retainer\nlines: [{contract: aor-2025, month: 2026-11, net: 12000.00}]\npayments: [{date: 2026-12-01, amount: 12002.00}]\n",
    );
    assert_eq!(
        told(&book),
        [
            "Assets:Bank 12002.00 EUR".to_owned(),
            format!("{RECEIVABLE} -2.00 EUR"),
            "Income:ACME:Aor-2025 -12000.00 EUR".into(),
        ]
    );
}

#[test]
fn a_draft_and_what_is_dated_later_are_in_no_journal() {
    let draft = "number: \"7\"\ndate: 2026-11-01\ndue: 2026-12-01\nkind: final\nlines: [{job: ACME-0012, net: 5.00}]\n";
    assert_eq!(told(&Book::records().invoice("ACME-I0007", draft)), [""; 0]);
    let book =
        invoice("kind: final\nlines: [{job: ACME-0012, net: 5.00}]\npayments: [{date: 2027-01-01, amount: 5.00}]\n");
    assert_eq!(told(&book), [format!("{RECEIVABLE} 5.00 EUR"), "Income:ACME:ACME-0012 -5.00 EUR".into()]);
    assert!(journal(&book, "2026-10-31").balances("Assets").is_empty());
}
