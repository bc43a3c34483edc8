//! `suits invoice`: written from what was agreed, issued, paid, disputed, given up; what is refused, and what a draft and an issued one allow.

use crate::harness::{Case, changed_lines};
use suits::hands::{Answer, Scripted};

const FIRST: &str = "invoices/ACME/ACME-I0118.yaml";
const NEXT: &str = "invoices/ACME/ACME-I0119.yaml";

/// The day after the invoice of the record format, at the account manager's desk.
pub(crate) fn book() -> Case {
    let mut case = Case::copy("tests/books/records", "2026-12-16");
    case.set_user("mai");
    case
}

/// Of one invoice: amount, paid, open, state.
pub(crate) fn stands(case: &Case, id: &str) -> [String; 4] {
    let json = case.run(&format!("invoice list --where 'invoice = {id}' --format json")).ok().json();
    let row = &json["rows"][0];
    let sum = |key: &str| row[key]["amount"].as_str().unwrap_or("unknown").to_owned();
    [sum("amount"), sum("paid"), sum("open"), row["state"].as_str().unwrap_or_default().to_owned()]
}

#[test]
fn what_is_left_of_a_job_is_charged_line_by_line_as_the_client_agreed() {
    let case = book();
    // concept 40 h x 110.00 is on 2026-118; left are film 30,000.00 x 1.15 = 34,500.00 and tv 40,000.00: 74,500.00, with 25.5% 93,497.50
    case.run("invoice new ACME --rest 12 --number 2026-119")
        .ok()
        .says("final invoice 2026-119 of 74,500.00 EUR, 93,497.50 EUR with tax, due Fri 2027-01-15")
        .says("tax 25.5% as on ACME-I0118")
        .says("suits invoice issue ACME-I0119");
    let text = case.text(NEXT);
    for line in ["number: \"2026-119\"", "date: 2026-12-16", "due: 2027-01-15", "kind: final", "po: \"4500012345\""] {
        assert!(text.contains(line), "{line} in\n{text}");
    }
    let lines = "  - id: a\n    job: ACME-0012\n    line: film\n    net: 34500.00\n  - id: b\n    job: ACME-0012\n    line: tv\n    month: 2027-04\n    net: 40000.00\n";
    assert!(text.contains(lines), "{text}");
    assert_eq!(stands(&case, "ACME-I0119"), ["93497.50", "0.00", "93497.50", "draft"]);
    // A draft counts as charging: nothing is left for a third.
    case.run("invoice new ACME --rest 12 --number 2026-120").exits(1).says("nothing-left-to-bill");
    case.run("invoice new ACME --line 12:film --number 2026-120").exits(1).says("ACME-I0119");
    case.run("invoice issue ACME-I0119").ok().says("93,497.50 EUR from Acme Outdoor Oy, due Fri 2027-01-15");
    assert_eq!(stands(&case, "ACME-I0119"), ["93497.50", "0.00", "93497.50", "issued"]);
    case.run("check").ok();
}

#[test]
fn a_line_is_charged_as_far_as_it_is_agreed_and_the_tolerance_goes() {
    let case = book();
    // 4,400.00 is charged; the tolerance of 10% lets 440.00 more pass, and not a cent above
    case.run("invoice new ACME --line 12:concept=440.01 --number 2026-119")
        .exits(1)
        .says("billed-above-agreed")
        .says(
            "would come to 4,840.01 EUR, and the client approved 4,400.00 EUR, 4,840.00 EUR with the contract's tolerance",
        )
        .says("charge at most 440.00")
        .says("suits job change add ACME-0012");
    case.run("invoice new ACME --line 12:concept=440 --number 2026-119").ok().says("440.00 EUR, 552.20 EUR with tax");
    // What two lines of one invoice charge for the same is added up.
    case.run("invoice drop ACME-I0119").ok();
    case.run("invoice new ACME --line 12:concept=300.00 --line 12:concept=200.00 --number 2026-119").exits(1);
    // A change order that was only sent, a line that is not there, a job of nobody.
    case.run("invoice new ACME --line 12:co1-edit=1.00 --number 2026-119")
        .exits(1)
        .says("unapproved-line-billed")
        .says("suits job change approve ACME-0012");
    case.run("invoice new ACME --line 12:consept=1.00 --number 2026-119").exits(1).says("did you mean `concept`?");
    case.run("invoice new ACME --line 99:concept=1.00 --number 2026-119").exits(2).says("ACME-99");
    case.run("invoice new ACME --line 12:film=-5 --number 2026-119").exits(1).says("a credit note");
    case.run("invoice new ACME --line 12:film=0 --number 2026-119").exits(1).says("nothing-to-charge");
    case.run("invoice new ACME --line 12:film=1.005 --number 2026-119").exits(1).says("2 digits behind the point");
    for (amount, hint) in [
        ("4.400,00", "write `4400.00`"),
        ("4400,00", "write `4400.00`"),
        ("4 400", "write `4400`"),
        ("€44", "write `44`"),
        ("1e3", "without an exponent"),
        ("NaN", "digits and one point"),
    ] {
        case.run(&format!("invoice new ACME '--line=12:film={amount}' --number 2026-119")).exits(2).says(hint);
    }
    case.run("invoice new ACME --number 2026-119").exits(1).says("nothing-to-charge");
    case.run("invoice new ACME --rest 12").exits(2).says("--number");
    case.run("invoice new ACME --rest 12 --number 2026-118").exits(1).says("duplicate-id").says("--number 2026-119");
    case.run("invoice new ACME --rest 12 --number 2026-119 --due 2026-12-15").exits(1).says("date-out-of-order");
    assert!(!case.file(NEXT).exists(), "a refusal writes nothing");
}

#[test]
fn a_retainer_is_charged_once_for_each_month_that_its_contract_runs() {
    let case = book();
    let line = "invoice new ACME --retainer aor-2025";
    // The client pays nothing without an order, and a contract has none (I28).
    case.run(&format!("{line} --month 2026-11 --number 2026-119"))
        .exits(1)
        .says("invoice-without-po")
        .says("--po NUMBER");
    case.run(&format!("{line} --month 2026-11 --number 2026-119 --po 4500012346"))
        .ok()
        .says("retainer invoice 2026-119 of 12,000.00 EUR, 15,060.00 EUR with tax, due Fri 2027-01-15");
    assert!(case.text(NEXT).contains("  - id: a\n    contract: aor-2025\n    month: 2026-11\n    net: 12000.00\n"));
    let again = case.run(&format!("{line} --month 2026-11 --number 2026-120 --po 1")).exits(1);
    again.says("billed-above-agreed").says("2026-11 would come to 24,000.00 EUR, with ACME-I0119");
    case.run(&format!("{line} --month 2026-12 --number 2026-120 --po 1")).ok();
    case.run(&format!("{line} --month 2027-01 --number 2026-121 --po 1")).exits(1).says("contract-not-in-force");
    case.run("invoice new ACME --retainer aor-2026 --month 2026-11 --number 9")
        .exits(1)
        .says("did you mean `aor-2025`?");
    case.run("invoice new ACME --retainer aor-2025 --month 11/2026 --number 9").exits(2).says("2026-11");
}

#[test]
fn an_invoice_names_an_order_where_its_client_wants_one() {
    let case = book();
    let job = case.text("jobs/ACME/ACME-0012.yaml");
    case.write("jobs/ACME/ACME-0012.yaml", job.replace("client_po: \"4500012345\"", "client_po: null"));
    case.run("invoice new ACME --rest 12 --number 2026-119")
        .exits(1)
        .says("jobs/ACME/ACME-0012.yaml")
        .says("suits job set ACME-0012 client_po=4500012345");
    case.run("invoice new ACME --rest 12 --number 2026-119 --po 77").ok();
    case.run("invoice set ACME-I0119 po=null").ok();
    case.run("invoice issue ACME-I0119").exits(1).says("invoice-without-po");
    case.run("client set ACME po_required=false").ok();
    case.run("invoice issue ACME-I0119").ok();
}

#[test]
fn the_days_to_pay_are_the_contracts_else_the_clients_else_asked_for() {
    let case = book();
    let client = case.text("clients/ACME.yaml");
    case.write("clients/ACME.yaml", client.replace("    payment_days: 30\n", "    payment_days: 14\n"));
    case.run("invoice new ACME --line 12:film=1.00 --number a1 -n").ok().says("due Wed 2026-12-30");
    case.write("clients/ACME.yaml", client.replace("    payment_days: 30\n", ""));
    case.run("invoice new ACME --line 12:film=1.00 --number a1 -n").ok().says("due Fri 2027-01-15");
    case.write("clients/ACME.yaml", client.replace("    payment_days: 30\n", "").replace("payment_days: 30\n", ""));
    case.run("invoice new ACME --line 12:film=1.00 --number a1").exits(1).says("no-payment-days").says("--due DATE");
    case.run("invoice new ACME --line 12:film=1.00 --number a1 --due 2027-01-31").ok().says("due Sun 2027-01-31");
}

#[test]
fn who_lets_an_invoice_go_out_is_an_account_manager_or_above() {
    let mut case = book();
    case.run("invoice new ACME --line 12:film=1000.00 --number 2026-119").ok();
    for person in ["ann", "fay", "kim"] {
        case.set_user(person);
        case.run("invoice issue ACME-I0119").exits(1).says("no-authority").says("`mai` or `bo`");
    }
    // Finance enters what the account manager said in a mail, with the mail.
    case.set_user("fay");
    case.run("invoice issue ACME-I0119 --by mai").exits(1).says("--evidence");
    case.run("invoice issue ACME-I0119 --by mai --method email --evidence 'mail 2026-12-16 08:50'").ok();
    case.run("invoice issue ACME-I0119 --by mai").exits(1).says("already-issued");
    assert!(case.text(NEXT).contains("    entered_by: fay\n"));
    case.run("check").ok();
}

#[test]
fn what_went_out_is_not_changed_any_more_but_for_what_becomes_of_it() {
    let case = book();
    let before = case.text(FIRST);
    for change in ["number=2026-200", "due=2027-02-14", "lines.a.net=1.00", "tax=null", "po=1", "lines-=a"] {
        case.run(&format!("invoice set ACME-I0118 {change}"))
            .exits(1)
            .says("invoice-is-issued")
            .says("suits invoice credit ACME-I0118 --all");
    }
    case.run("invoice set ACME-I0118 'approvals=[]'").exits(2).says("suits invoice issue");
    case.run("invoice set ACME-I0118 'payments+={id: x, date: 2026-12-16, amount: 1.00}'")
        .exits(2)
        .says("suits invoice pay");
    case.run("invoice drop ACME-I0118")
        .exits(1)
        .says("invoice-is-issued")
        .says("suits invoice credit ACME-I0118 --all")
        .says_not("invoice-is-paid");
    assert_eq!(case.text(FIRST), before);
    for change in ["payments.m4k1.amount=1.00", "payments-=m4k1", "payments=[]"] {
        case.run(&format!("invoice set ACME-I0118 {change}")).exits(2).says("suits invoice pay --undo");
    }
    for change in ["written_off=null", "written_off.by=mai"] {
        case.run(&format!("invoice set ACME-I0118 {change}")).exits(2).says("suits invoice write-off --undo");
    }
    assert_eq!(case.text(FIRST), before);
    case.run("invoice set ACME-I0118 x.booked=yes").ok();
    // A payment taken down by mistake is taken out again.
    case.run("invoice pay ACME-I0118 --undo m4k2").exits(1).says("did you mean `m4k1`?");
    case.run("invoice pay ACME-I0118 --undo m4k1").ok().says("of 5,522.00 EUR on 2027-01-10 is taken out again");
    assert_eq!(stands(&case, "ACME-I0118")[1..3], ["0.00", "5522.00"]);
    // A draft is.
    case.run("invoice new ACME --line 12:film=1000.00 --number 2026-119").ok();
    case.run("invoice set ACME-I0119 lines.a.net=2000.00 due=2027-01-20").ok();
    assert_eq!(stands(&case, "ACME-I0119")[0], "2510.00");
    // What was set by hand is judged when it is to go out.
    case.run("invoice set ACME-I0119 lines.a.net=38000.00").ok();
    case.run("invoice issue ACME-I0119").exits(1).says("billed-above-agreed").says(NEXT);
    case.run("invoice drop ACME-I0119").ok().says("dropped, with its number 2026-119");
    assert!(!case.file(NEXT).exists());
}

#[test]
fn an_editor_changes_no_more_than_set_does() {
    let editor = |from: &'static str, to: &'static str| {
        Scripted::new([Answer::Type("n".to_owned()), Answer::Type("n".to_owned())]).editing(move |path| {
            let text = std::fs::read_to_string(path)?;
            std::fs::write(path, text.replace(from, to))?;
            Ok(true)
        })
    };
    let case = book();
    let before = case.text(FIRST);
    case.ask("invoice edit ACME-I0118", &mut editor("net: 4400.00", "net: 4500.00")).exits(1).says("was issued");
    case.ask("invoice edit ACME-I0118", &mut editor("  - for: issue\n", "  - for: strategy\n")).exits(1);
    assert_eq!(case.text(FIRST), before);
    case.ask("invoice edit ACME-I0118", &mut editor("disputed: null", "disputed: Wrong cost centre")).ok();
    assert!(case.text(FIRST).contains("disputed: Wrong cost centre"));
}

#[test]
fn payments_are_taken_down_one_line_each_until_nothing_is_open() {
    let case = book();
    case.run("invoice new ACME --line 12:film=1000.00 --number 2026-119").ok();
    case.run("invoice pay ACME-I0119 10.00").exits(1).says("not-issued").says("suits invoice issue ACME-I0119");
    case.run("invoice issue ACME-I0119").ok();
    // 1,000.00 x 1.255 = 1,255.00
    let before = case.text(NEXT);
    case.run("invoice pay ACME-I0119 500.00 --as-of 2027-01-18 --date 2027-01-15").ok().says("755.00 EUR open");
    let added = changed_lines(&before, &case.text(NEXT));
    assert_eq!(added[0], "-payments: []                      # with tax, as the bank shows them", "{added:?}");
    assert_eq!(added[3..], ["+    date: 2027-01-15", "+    amount: 500.00"], "{added:?}");
    assert_eq!(stands(&case, "ACME-I0119"), ["1255.00", "0.00", "1255.00", "issued"], "as of 2026-12-16");
    let later = |line: &str| case.run(&format!("{line} --as-of 2027-01-18"));
    later("invoice list --where 'invoice = ACME-I0119' --columns paid,open,days,state --format csv")
        .ok()
        .says("500.00,EUR,755.00,EUR,3,overdue");
    let refused = later("invoice pay ACME-I0119 755.01").exits(1);
    refused.says("payment-above-invoice").says("755.01 EUR is more than the 755.00 EUR").says("--over");
    later("invoice pay ACME-I0119 10.00 --date 2026-12-15").exits(1).says("date-out-of-order");
    later("invoice pay ACME-I0119 10.00 --date 2027-01-19").exits(2).says("is still to come");
    later("invoice pay ACME-I0119 10.00 --currency USD").exits(1).says("other-currency");
    later("invoice pay ACME-I0119 10.00 --currency EUR -n").ok();
    for amount in ["0", "-10.00", "0.001"] {
        later(&format!("invoice pay ACME-I0119 {amount}")).exits(1).says("bad-value");
    }
    later("invoice pay ACME-I0119 10,00").exits(2).says("write `10.00`");
    // Without an amount it is all that is open.
    later("invoice pay ACME-I0119").ok().says("755.00 EUR paid on Mon 2027-01-18; paid in full");
    later("invoice pay ACME-I0119 1.00").exits(1).says("nothing-open");
    case.run("check").ok();
    // One cent too much, and it is so: found, and gone when it went back.
    later("invoice pay ACME-I0119 0.01 --over").ok().says("0.01 EUR more than was asked").says("--back");
    case.run("check").ok().says("payment-above-invoice").says("1,255.01 EUR is paid on ACME-I0119");
    later("invoice pay ACME-I0119 0.02 --back").exits(1).says("0.01 EUR was paid too much");
    later("invoice pay ACME-I0119 --back").ok().says("0.01 EUR went back");
    case.run("check").ok().says_not("payment-above-invoice");
    later("invoice pay ACME-I0119 --back").exits(1).says("nothing was paid too much");
}

#[test]
fn a_dispute_is_taken_down_and_settled() {
    let case = book();
    case.run("invoice dispute ACME-I0118").exits(2);
    case.run("invoice dispute ACME-I0118 --reason ' '").exits(2).says("--reason");
    case.run("invoice dispute ACME-I0118 --reason TBC").exits(2).says("stands where an answer should");
    case.run("invoice dispute ACME-I0118 --settled").exits(1).says("not-disputed");
    case.run("invoice dispute ACME-I0118 --reason 'Väärä kustannuspaikka: 請求先'").ok();
    case.run("invoice dispute ACME-I0118 --reason Again").exits(1).says("already-disputed");
    case.run("invoice list --columns invoice,disputed --format csv")
        .ok()
        .says("ACME-I0118,Väärä kustannuspaikka: 請求先");
    case.run("check").ok();
    case.run("invoice dispute ACME-I0118 --settled").ok();
    assert!(case.text(FIRST).contains("disputed: null"));
    case.run("check").ok();
}

#[test]
fn an_invoice_is_given_up_by_somebody_who_may_and_with_a_reason() {
    let mut case = book();
    case.run("invoice write-off ACME-I0118 --reason ' '").exits(2);
    case.run("invoice write-off ACME-I0118 --reason '???'").exits(2).says("stands where an answer should");
    case.run("invoice write-off ACME-I0118 --reason Bankrupt --by ann").exits(1).says("may not give an invoice up");
    // Of the 5,522.00 all is paid on 2027-01-10 as the book stands: nothing is open.
    case.run("invoice write-off ACME-I0118 --reason Bankrupt").exits(1).says("nothing-open");
    case.run("invoice new ACME --line 12:film=1000.00 --number 2026-119").ok();
    case.run("invoice write-off ACME-I0119 --reason Bankrupt").exits(1).says("not-issued");
    case.run("invoice issue ACME-I0119").ok();
    case.run("invoice pay ACME-I0119 255.00").ok();
    case.run("invoice write-off ACME-I0119 --reason Bankrupt --date 2026-12-15").exits(1).says("date-out-of-order");
    case.set_day("2027-03-01");
    // 1,255.00 less 255.00
    case.run("invoice write-off ACME-I0119 --reason 'Bankrupt; letter of the court'")
        .ok()
        .says("1,000.00 EUR given up by mai");
    assert!(
        case.text(NEXT).contains(
            "written_off:                      # given up: date, by, reason\n  date: 2027-03-01\n  by: mai\n"
        )
    );
    assert_eq!(stands(&case, "ACME-I0119")[3], "written-off");
    case.run("invoice pay ACME-I0119 5.00").exits(1).says("already-written-off").says("write-off ACME-I0119 --undo");
    // Asked for after all, by somebody who may, and given up again.
    let given_up = case.text(NEXT);
    case.run("invoice write-off ACME-I0119 --undo --by ann").exits(1).says("no-authority");
    case.run("invoice write-off ACME-I0119 --undo --reason x").exits(2);
    case.run("invoice write-off ACME-I0119 --undo").ok().says("it was given up by mai on 2027-03-01");
    assert_eq!(stands(&case, "ACME-I0119")[2..], ["1000.00", "overdue"]);
    case.run("invoice write-off ACME-I0119 --undo").exits(1).says("not-written-off");
    case.write(NEXT, given_up);
    // The client is the rule's: whoever may not give it up is found.
    case.run("check").ok();
    let text = case.text(NEXT).replace("\n  by: mai\n", "\n  by: ann\n");
    case.write(NEXT, text);
    case.run("check").exits(1).says("approval-without-authority").says("may not give an invoice up");
}

#[test]
fn a_job_that_is_over_is_charged_no_more_and_one_called_off_only_its_fee() {
    let case = book();
    case.run("job cancel ACME-0012 --reason 'The launch is off' --by bo").ok();
    case.run("invoice new ACME --line 12:film=100.00 --number 2026-119").exits(1).says("job-is-cancelled").says("fee");
    let job = case.text("jobs/ACME/ACME-0012.yaml");
    case.write(
        "jobs/ACME/ACME-0012.yaml",
        job.replace("\n  reason: The launch is off", "\n  reason: The launch is off\n  fee: 2000.00"),
    );
    case.run("invoice new ACME --line 12=2000.01 --number 2026-119").exits(1).says("a fee of 2,000.00 EUR");
    case.run("invoice new ACME --line 12=1500.00 --number 2026-119").ok();
    case.run("invoice new ACME --line 12=500.01 --number 2026-120").exits(1).says("2,000.01 EUR");
    case.run("invoice new ACME --line 12=500.00 --number 2026-120").ok();
    case.run("invoice issue ACME-I0119").ok();
    case.run("invoice new ACME --line 13=1.00 --number 2026-121").exits(1).says("charge-for-nothing");
}

#[test]
fn tax_is_reckoned_once_on_the_sum_in_the_digits_of_the_currency() {
    let case = book();
    // 0.10 + 0.10 = 0.20; 25.5% of it is 0.051: 0.251, rounded once 0.25 (each line by itself would have been 0.13 + 0.13)
    case.run("invoice new ACME --line 12:film=0.10 --line 12:tv=0.10 --number a").ok().says("0.25 EUR with tax");
    let koi = |currency: &str, fee: &str| {
        case.write(
            "clients/KOI.yaml",
            format!(
                "name: Koi 株式会社\nstatus: active\ncurrency: {currency}\npayment_days: 30\nteam:\n  account-executive: ann\n  account-manager: mai\n  account-director: bo\ncontracts:\n  - id: r1\n    type: retainer\n    start: 2026-01-01\n    end: 2027-12-31\n    retainer:\n      fee: {fee}\n      period: month\n"
            ),
        );
    };
    koi("JPY", "100005");
    let line = "invoice new KOI --retainer r1 --month 2026-11 --tax";
    case.run(&format!("{line} 10% --number k1")).exits(1).says("sum-without-exchange-rate").says("--fx-rate");
    case.run(&format!("{line} 10% --number k1 --fx-rate 0")).exits(1).says("turns JPY into nothing");
    // 10% of 100,005 is 10,000.5: 110,005.5 yen, half away from zero 110,006
    case.run(&format!("{line} 10% --number k1 --fx-rate 0.0061")).ok().says("100,005 JPY, 110,006 JPY with tax");
    case.run("invoice issue KOI-I0001").ok();
    case.run("invoice pay KOI-I0001 1000.5").exits(1).says("bad-value");
    case.run("invoice pay KOI-I0001 1000").ok().says("109,006 JPY open");
    koi("KWD", "1000.010");
    // 5% of 1,000.010 is 50.0005: 1,050.0105, half away from zero to three digits 1,050.011
    let line = "invoice new KOI --retainer r1 --month 2026-12 --tax 5% --currency KWD --fx-rate 3.01 --number k2";
    case.run(line).ok().says("1,000.010 KWD, 1,050.011 KWD with tax");
    // A quarter's retainer is charged once in it.
    koi("EUR", "3000.00");
    let text = case.text("clients/KOI.yaml").replace("period: month", "period: quarter");
    case.write("clients/KOI.yaml", text);
    case.run("invoice new KOI --retainer r1 --month 2027-01 --number k3 --currency EUR").ok();
    case.run("invoice new KOI --retainer r1 --month 2027-03 --number k4").exits(1).says("billed-above-agreed");
    case.run("invoice new KOI --retainer r1 --month 2027-04 --number k4").ok();
    case.run("invoice new KOI --retainer r1 --month 2027-07 --number k5 --currency USD -n").ok().says("USD");
}

#[test]
fn a_quarter_or_a_year_is_charged_once_wherever_it_begins() {
    let case = book();
    let contract = |id: &str, from: &str, period: &str| {
        format!(
            "  - id: {id}\n    type: retainer\n    start: {from}\n    end: 2028-03-31\n    retainer:\n      fee: 12000.00\n      period: {period}\n"
        )
    };
    let team = "team:\n  account-executive: ann\n  account-manager: mai\n  account-director: bo\n";
    let contracts = [contract("qt", "2026-02-01", "quarter"), contract("yr", "2026-04-01", "year")].concat();
    case.write(
        "clients/KOI.yaml",
        format!("name: Koi\nstatus: active\npayment_days: 30\n{team}contracts:\n{contracts}"),
    );
    let charge = |contract: &str, month: &str, number: &str| {
        case.run(&format!("invoice new KOI --retainer {contract} --month {month} --number {number}"))
    };
    // from February the quarters are February to April, May to July
    charge("qt", "2026-02", "k1").ok();
    charge("qt", "2026-04", "k2")
        .exits(1)
        .says("billed-above-agreed")
        .says("2026-04 would come to 24,000.00 EUR, with KOI-I0001");
    charge("qt", "2026-05", "k2").ok();
    // from April the year goes over New Year
    charge("yr", "2026-04", "k3").ok();
    charge("yr", "2027-01", "k4").exits(1).says("with KOI-I0003");
    charge("yr", "2027-04", "k4").ok();
    for id in ["KOI-I0001", "KOI-I0002", "KOI-I0003", "KOI-I0004"] {
        case.run(&format!("invoice issue {id}")).ok();
    }
    let found = |case: &Case| case.run("check --due").stdout.matches("billed-above-agreed").count();
    assert_eq!(found(&case), 0);
    // written by hand for a month of the quarter that is charged
    let second = case.text("invoices/KOI/KOI-I0002.yaml");
    case.write("invoices/KOI/KOI-I0002.yaml", second.replace("month: 2026-05", "month: 2026-04"));
    assert_eq!(found(&case), 1);
    case.run("check --due").says("the quarter of `qt` that begins in 2026-02 comes to 24,000.00 EUR");
}

#[test]
fn drafts_wait_for_whoever_may_let_them_go_out() {
    let mut case = book();
    case.run("invoice new ACME --line 12:film=1000.00 --number 2026-119").ok();
    let asked = |case: &Case, who: &str| {
        let json = case.run(&format!("today --for {who} --format json --where 'kind = invoice'")).ok().json();
        json["rows"]
            .as_array()
            .expect("rows")
            .iter()
            .map(|row| row["record"].as_str().unwrap_or_default().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(asked(&case, "mai"), ["ACME-I0119"]);
    assert_eq!(asked(&case, "bo"), ["ACME-I0119"]);
    assert!(asked(&case, "ann").is_empty() && asked(&case, "fay").is_empty());
    case.run("today --for mai").ok().says("1,255.00 EUR");
    case.run("today --for mai --format csv").ok().says("progress invoice: `suits invoice issue ACME-I0119`");
    case.run("invoice issue ACME-I0119").ok();
    assert!(asked(&case, "mai").is_empty());
    // Edited behind the program's back, it is a draft again, and says so.
    let text = case.text(NEXT).replace("net: 1000.00", "net: 1100.00");
    case.write(NEXT, text);
    case.set_day("2026-12-17");
    assert_eq!(asked(&case, "mai"), ["ACME-I0119"]);
    case.run("today --for mai --format csv").ok().says("changed since 2026-12-16");
    case.run("check").exits(1).says("stale-approval").says("suits invoice issue ACME-I0119");
    assert_eq!(stands(&case, "ACME-I0119")[3], "draft");
    case.run("invoice issue ACME-I0119").ok();
    case.run("check").ok();
}

#[test]
fn a_job_not_billed_says_which_verb_comes_next() {
    let case = book();
    let toml = case.text("suits.toml");
    case.write("suits.toml", format!("{toml}\n[workflow]\nstages = [\n  {{ stage = \"in-creative\", seat = \"creative\", lead_days = 1, next = [\"closed\"], needs = [] }},\n  {{ stage = \"closed\", next = [], needs = [\"billed\"] }},\n]\n"));
    let close = || case.run("job advance ACME-0012 --to closed --by bo");
    close().exits(1).says("suits invoice new ACME --rest ACME-0012 --number 2026-119`");
    case.run("invoice new ACME --rest 12 --number 2026-119 --kind progress").ok();
    close().exits(1).says("suits invoice issue ACME-I0119");
    case.run("invoice issue ACME-I0119").ok();
    // Nobody called it final, but all that was agreed is charged.
    close().ok();
    case.run("invoice new ACME --line 12:film=1.00 --number 2026-120").exits(1).says("job-is-closed");
}

#[test]
fn a_document_says_what_flags_do() {
    let case = book();
    let text = "number: '2026-119'\nkind: media\nlines:\n  - {job: ACME-0012, line: tv, net: 20000.00}\n  - {id: m, job: ACME-0012, line: tv, month: 2027-05, net: 5000.00}\n";
    case.pipe("invoice new ACME --from -", text.as_bytes()).ok().says("media invoice 2026-119 of 25,000.00 EUR");
    let written = case.text(NEXT);
    assert!(
        written.contains(
            "  - id: a\n    job: ACME-0012\n    line: tv\n    month: 2027-04\n    net: 20000.00\n  - id: m\n"
        ),
        "{written}"
    );
    let paid = "number: x\nlines: []\npayments: [{date: 2026-12-16, amount: 1.00}]\n";
    case.pipe("invoice new ACME --from -", paid.as_bytes()).exits(2).says("suits invoice pay");
    case.run("invoice new ACME --number x --set 'lines+={job: ACME-0012, line: film, net: 10.00}'")
        .ok()
        .says("10.00 EUR");
    case.run("invoice new ACME --number y --set 'lines+={net: 10.00}'").exits(2).says("job or the contract");
    let shown = case.run("invoice show ACME-I0119 --format json").ok().json();
    assert_eq!(shown["facts"]["state"].as_str().or(shown["state"].as_str()), Some("draft"), "{shown:#}");
    case.run("invoice new ACME --number z --line 12:film=5.00 --dry-run --format json").ok();
    assert!(!case.file("invoices/ACME/ACME-I0121.yaml").exists());
}
