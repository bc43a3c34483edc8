//! Credit notes: money off an invoice, by line or all of it; set off against it, or given back.

use crate::harness::Case;
use crate::invoices::{book, stands};
use crate::journals::{PROGRAMS, read};

const NOTE: &str = "invoices/ACME/ACME-I0120.yaml";

/// With 2026-119 issued: film 34,500.00 and tv 40,000.00, with 25.5% 93,497.50.
fn issued() -> Case {
    let case = book();
    case.run("invoice new ACME --rest 12 --number 2026-119").ok();
    case.run("invoice issue ACME-I0119").ok();
    case
}

#[test]
fn a_credit_note_without_a_number_is_told_the_next() {
    let case = issued();
    for line in ["invoice credit ACME-I0119 --all", "invoice credit ACME-I0119 --line film=1.00 --dry-run"] {
        // 2026-118 and 2026-119 are taken
        case.run(line).exits(2).says("a credit note needs a number").says("pass `--number 2026-120`, or another");
    }
}

#[test]
fn a_line_is_credited_in_part_then_all_that_is_left() {
    let case = issued();
    case.run("invoice credit ACME-I0119 --line film=500.00 --number c1")
        .ok()
        .says("credit note c1 of 500.00 EUR for `film` of ACME-0012 on ACME-I0119")
        .says("suits invoice issue ACME-I0120");
    let text = case.text(NOTE);
    for line in ["kind: credit", "credits: ACME-I0119", "tax: 25.5%", "currency: EUR", "due: 2026-12-16"] {
        assert!(text.contains(line), "{line} in\n{text}");
    }
    assert!(text.contains("  - id: a\n    job: ACME-0012\n    line: film\n    net: 500.00\n"), "{text}");
    case.run("invoice issue ACME-I0120 --by ann").exits(1).says("no-authority");
    // 500.00 x 1.255 = 627.50
    case.run("invoice issue ACME-I0120").ok().says("627.50 EUR back to Acme Outdoor Oy");
    // 34,500.00 - 500.00 and 40,000.00 are left
    case.run("invoice credit ACME-I0119 --line a=34000.01 --number c2")
        .exits(1)
        .says("credit-above-invoice")
        .says("34,000.01 EUR would be given back for `film` of ACME-0012, and 34,000.00 EUR of it is charged");
    case.run("invoice credit ACME-I0119 --all --number c2").ok().says("credit note c2 of 74,000.00 EUR on ACME-I0119");
    // a draft counts: nothing is left for a third
    case.run("invoice credit ACME-I0119 --all --number c3").exits(1).says("nothing-left-to-credit");
    case.run("invoice issue ACME-I0121").ok();
    case.run("check").ok();
    assert_eq!(stands(&case, "ACME-I0121"), ["-92870.00", "0.00", "-92870.00", "issued"]);
    case.run("invoice show ACME-I0119").ok().says("ACME-I0120, ACME-I0121");
    // What was given back the client is not to pay, unless it is asked for once more.
    case.run("invoice new ACME --rest 12 --number 2026-130")
        .exits(1)
        .says("nothing-left-to-bill")
        .says("34,500.00 EUR of `film`, 40,000.00 EUR of `tv` was credited and is left out")
        .says("`--again`");
    case.run("invoice new ACME --rest 12 --again --number 2026-130").ok().says("74,500.00 EUR");
}

#[test]
fn a_credit_note_is_set_off_against_the_invoice_or_paid_back() {
    let case = issued();
    case.run("invoice credit ACME-I0119 --line tv=1000.00 --number c1").ok();
    case.run("invoice pay ACME-I0119 --with ACME-I0120").exits(1).says("not-issued");
    case.run("invoice issue ACME-I0120").ok().says("suits invoice pay ACME-I0119 --with ACME-I0120");
    // 1,000.00 x 1.255 = 1,255.00; 93,497.50 - 1,255.00 = 92,242.50
    case.run("invoice pay ACME-I0119 1255.01 --with ACME-I0120").exits(1).says("the credit note has 1,255.00 EUR left");
    case.run("invoice pay ACME-I0119 1000.00 --with ACME-I0120")
        .ok()
        .says("1,000.00 EUR set off; 255.00 EUR left of it");
    case.run("invoice pay ACME-I0119 --with ACME-I0120").ok().says("92,242.50 EUR open");
    assert_eq!(stands(&case, "ACME-I0120"), ["-1255.00", "-1255.00", "0.00", "paid"]);
    assert_eq!(stands(&case, "ACME-I0119")[2], "92242.50");
    case.run("invoice pay ACME-I0119 --with ACME-I0120").exits(1).says("nothing is left of ACME-I0120");
    case.run("invoice pay ACME-I0120 --with ACME-I0119").exits(1).says("not-a-credit-note");
    case.run("invoice pay ACME-I0119 --with ACME-I0119").exits(2).says("is no credit note for ACME");
    // Each half names the other, under one id.
    let halves = |file: &str| {
        let invoice: serde_yaml::Value = serde_yaml::from_str(&case.text(file)).expect("YAML");
        let payments = invoice["payments"].as_sequence().cloned().unwrap_or_default();
        payments.iter().map(|one| ["id", "with"].map(|key| one[key].as_str().unwrap_or("").to_owned())).collect()
    };
    let (paid, noted): (Vec<[String; 2]>, Vec<[String; 2]>) = (halves("invoices/ACME/ACME-I0119.yaml"), halves(NOTE));
    assert_eq!(paid.len(), 2);
    for ([id, with], [other, back]) in paid.iter().zip(&noted) {
        assert_eq!((id, with.as_str(), back.as_str()), (other, "ACME-I0120", "ACME-I0119"));
    }
    case.run("check").ok();
    // Taken back, both halves go: 92,242.50 + 255.00 are open again, and 255.00 of the note.
    let undo = format!("invoice pay ACME-I0119 --undo {}", paid[1][0]);
    case.run(&undo).ok().says("ACME-I0120: so is the other half of it");
    assert_eq!(
        (&stands(&case, "ACME-I0119")[2], &stands(&case, "ACME-I0120")[2]),
        (&"92497.50".into(), &"-255.00".into())
    );
    case.run("check").ok();
    case.run("invoice pay ACME-I0120 --with ACME-I0119").exits(1).says("not-a-credit-note");
    case.run("invoice pay ACME-I0119 --with ACME-I0120").ok().says("92,242.50 EUR open");
    // Another one goes back in money.
    case.run("invoice credit ACME-I0119 --line film=100.00 --number c2").ok();
    case.run("invoice issue ACME-I0121").ok();
    case.run("invoice pay ACME-I0121").ok().says("125.50 EUR paid back");
    case.run("invoice write-off ACME-I0121 --reason Bankrupt").exits(1).says("not-an-invoice");
    case.run("check").ok();
}

#[test]
fn a_set_off_moves_no_money_in_the_books() {
    let case = issued();
    for line in [
        "invoice credit ACME-I0119 --line tv=1000.00 --number c1",
        "invoice issue ACME-I0120",
        "invoice pay ACME-I0119 --with ACME-I0120",
        "invoice pay ACME-I0119 1000.00",
        "invoice credit ACME-I0119 --line film=100.00 --number c2",
        "invoice issue ACME-I0121",
        "invoice pay ACME-I0121",
    ] {
        case.run(line).ok();
    }
    // 1,000.00 came in and 100.00 x 1.255 = 125.50 went back; the note of 1,000.00 x 1.255 = 1,255.00 paid for the invoice and
    // moved nothing: 93,497.50 - 1,255.00 - 1,000.00 = 91,242.50 are open, and of 2026-118 4,400.00 x 1.255 = 5,522.00
    let expected = [
        "Assets:Bank 874.50",
        "Assets:Receivable:ACME:ACME-I0118 5522.00",
        "Assets:Receivable:ACME:ACME-I0119 91242.50",
    ];
    for program in PROGRAMS {
        let journal = read(program, &case.run(&format!("export {program}")).ok().stdout);
        journal.assert_sound(program);
        let told: Vec<String> =
            journal.balances("Assets").iter().map(|((account, _), sum)| format!("{account} {sum}")).collect();
        assert_eq!(told, expected, "{program}");
        assert!(journal.accounts.contains("Assets:SetOff:ACME"), "{program}");
        let open = case.run("ageing --format json").json()["totals"][0]["open"]["amount"].clone();
        // 91,242.50 + 5,522.00
        assert_eq!(open, "96764.50");
    }
    // Half of it taken out by hand: the clearing account and the check say so, and no money has moved all the same.
    let text = case.text(NOTE);
    let at = text.find("payments:").expect("payments");
    case.write(NOTE, format!("{}payments: []\n", &text[..at]));
    case.run("check").exits(1).says("set-off-on-one-side").says("ACME-I0120 does not say so");
    let journal = read("hledger", &case.run("export hledger").ok().stdout);
    // the 125.50 paid back are on another note
    let (bank, left) = (journal.total("Assets:Bank", "EUR"), journal.total("Assets:SetOff", "EUR"));
    assert_eq!((bank.to_string(), left.to_string()), ("874.50".to_owned(), "1255.00".to_owned()));
}

#[test]
fn what_cannot_be_credited_is_refused() {
    let case = issued();
    case.run("invoice credit ACME-I0119 --number c1").exits(2).says("--line");
    case.run("invoice credit ACME-I0119 --all --number 2026-119").exits(1).says("duplicate-id").says("2026-120");
    case.run("invoice credit ACME-I0119 --line musik=1.00 --number c1").exits(1).says("its lines: a, b");
    case.run("invoice credit ACME-I0119 --line film=-1.00 --number c1").exits(1).says("credit-above-invoice");
    case.run("invoice credit ACME-I0119 --line film=1,00 --number c1").exits(2).says("write `1.00`");
    case.run("invoice credit ACME-I0119 --line film=0.001 --number c1").exits(1).says("bad-value");
    case.run("invoice credit ACME-I0119 --all --date 2026-12-15 --number c1").exits(1).says("date-out-of-order");
    case.run("invoice credit ACME-I0119 --all --number c1").ok();
    case.run("invoice credit ACME-I0120 --all --number c2").exits(1).says("a credit note itself");
    case.run("invoice drop ACME-I0119").exits(1).says("its number stays in the book");
    case.run("invoice drop ACME-I0120").ok();
    case.run("invoice new ACME --line 12:concept=1.00 --number d1").ok();
    case.run("invoice credit ACME-I0120 --all --number c1").exits(1).says("not-issued").says("suits invoice drop");
    // By `new` too: of a line that is charged, with or without the invoice.
    case.run("invoice new ACME --kind credit --line 12:concept=4400.01 --number c1")
        .exits(1)
        .says("credit-above-invoice");
    case.run("invoice new ACME --kind credit --line 12:concept=4400.00 --number c1").ok();
    case.run("invoice new ACME --credits ACME-I0118 --line 12:film=1.00 --number c2")
        .exits(1)
        .says("0.00 EUR of it is charged");
    case.run("invoice new ACME --credits ACME-I0120 --line 12:film=1.00 --number c2")
        .exits(1)
        .says("cannot-be-credited");
    case.run("invoice new ACME --credits ACME-I0118 --kind final --line 12:film=1.00 --number c2")
        .exits(1)
        .says("takes no money off");
    case.run("invoice new ACME --credits ACME-I0999 --line 12:film=1.00 --number c2").exits(2).says("ACME-I0999");
}

#[test]
fn two_notes_that_give_back_the_same_are_found_in_the_book() {
    let case = issued();
    case.run("invoice credit ACME-I0119 --line film --number c1").ok();
    case.run("invoice issue ACME-I0120").ok();
    let text = case.text(NOTE).replace("number: c1", "number: c2");
    case.write("invoices/ACME/ACME-I0121.yaml", &text);
    case.run("check").exits(1).says("credit-above-invoice").says("invoices/ACME/ACME-I0121.yaml");
    case.write("invoices/ACME/ACME-I0121.yaml", text.replace("credits: ACME-I0119", "credits: ACME-I0199"));
    case.run("check").exits(1).says("there is no invoice `ACME-I0199`");
}

#[test]
fn a_discount_that_was_agreed_lowers_what_a_job_may_be_billed_in_all() {
    let mut case = book();
    case.run("job change add ACME-0012 --cause fyi --text Less --kind discount --amount 20000.00 --date 2026-12-01")
        .ok();
    case.set_user("bo");
    case.run("job change approve ACME-0012 co2 --for internal").ok();
    case.run("job change send ACME-0012 co2").ok();
    case.run("job change approve ACME-0012 co2 --for client --by liisa --method po --evidence 1").ok();
    // 78,900.00 less 20,000.00 are 58,900.00, with 10% 64,790.00; 4,400.00 are on 2026-118, and 34,500.00 and 40,000.00 would be beside them.
    case.run("invoice new ACME --line 12:film --line 12:tv --number 2026-119")
        .exits(1)
        .says("billed-above-agreed")
        .says("ACME-0012 would come to 78,900.00 EUR on invoices, and the client approved 58,900.00 EUR in all, 64,790.00 EUR with")
        .says("charge at most 60390.00");
    // With the discount on it: 54,500.00.
    case.run("invoice new ACME --rest 12 --number 2026-119").ok().says("54,500.00 EUR");
    case.run("invoice issue ACME-I0119").ok();
    case.run("check").ok();
    // What is struck out of an issued invoice by hand is found.
    let text = case.text("invoices/ACME/ACME-I0119.yaml").replace("net: -20000.00", "net: -1.00");
    case.write("invoices/ACME/ACME-I0119.yaml", text);
    case.run("check")
        .says("billed-above-agreed")
        .says("ACME-0012 comes to 78,899.00 EUR on invoices, and 58,900.00 EUR is agreed, 64,790.00 EUR with");
}
