//! What is bought on a line: what was charged above an order takes room from what is bought after it, and each invoice is judged where it stands.

use crate::harness::Case;

const FILM: &str = "jobs/ACME/ACME-0012.yaml";

/// The book of the record format without supplier invoices: 28,500.00 of the 30,000.00 on `film` are ordered, and 10% above an order tolerated.
fn book() -> Case {
    let mut case = Case::copy("tests/books/records", "2026-12-01");
    let text = case.text(FILM);
    let from = text.find("supplier_invoices:\n").expect("invoices");
    let to = text.find("quality_checks:\n").expect("checks");
    case.write(FILM, format!("{}supplier_invoices: []\n{}", &text[..from], &text[to..]));
    case.set_user("mai");
    case
}

#[test]
fn what_is_charged_above_an_order_leaves_less_to_order() {
    let mut case = book();
    case.run("job order add ACME-0012 --line film --net 1500.00").ok().says("are ordered\n");
    case.run("job order receive ACME-0012 po-118 --net 29000.00 --id kuva-1").ok();
    // 29,000.00 is within 28,500.00 and 10%, and alone no more than the line has
    case.run("check ACME-0012").ok();
    case.set_day("2026-12-03");
    // 29,000.00 + 1,500.00
    case.run("job order send ACME-0012 po-119").exits(1).says(
        "with the order `po-119` 30,500.00 EUR is ordered or charged on the line `film`, which has 30,000.00 EUR",
    );
    case.run("job order cancel ACME-0012 po-119").ok();
    let add = "job order add ACME-0012 --line film --id po-120";
    case.run(&format!("{add} --net 1000.01")).exits(1).says("30,000.01 EUR is ordered or charged");
    let taxi = "job order receive ACME-0012 --no-order --line film --supplier Taksi --id taksi-1";
    case.run(&format!("{taxi} --net 1000.01")).exits(1).says("30,000.01 EUR is ordered or charged");
    case.run(&format!("{add} --net 1000.00"))
        .ok()
        .says("30,000.00 EUR of the 30,000.00 EUR on `film` are ordered or charged");
    case.run("job order send ACME-0012 po-120").ok();
    case.run("check ACME-0012").ok();
    // a hand makes it more: ordered two days after the charge was known
    case.write(FILM, case.text(FILM).replace("net: 1000.00", "net: 1000.01"));
    case.run("check ACME-0012").exits(1).says("order-over-line").says("with the order `po-120` 30,000.01 EUR");
    // a credit on the order makes room: 28,999.99 + 1,000.01
    case.run("job order receive ACME-0012 po-118 --net -0.01 --id kuva-2").ok();
    case.run("check ACME-0012").ok();
}

#[test]
fn what_the_contract_tolerates_is_no_finding_on_the_line() {
    let mut case = book();
    case.run("job order add ACME-0012 --line film --net 1500.00").ok();
    case.run("job order send ACME-0012 po-119").ok();
    case.set_day("2026-12-10");
    // all 30,000.00 are ordered before the supplier charges 2,850.00 more, all that is tolerated
    case.run("job order receive ACME-0012 po-118 --net 31350.00 --id kuva-1").ok();
    case.run("check ACME-0012").ok();
    case.run("job order add ACME-0012 --line film --net 0.01").exits(1).says("32,850.01 EUR is ordered or charged");
}

#[test]
fn a_yes_by_mouth_pays_nobody_and_no_list_says_so() {
    let case = book();
    case.run("job order receive ACME-0012 po-118 --net 28500.00 --id kuva-1 --by ann").ok();
    case.run("job order approve ACME-0012 kuva-1 --for payment").ok();
    let listed = || {
        let json = case.run("job order list --where 'job = ACME-0012' --format json").ok().json();
        let charge = &json["supplier_invoices"][0];
        (charge["to_be_paid"].clone(), charge["lacks"].as_str().unwrap_or_default().to_owned())
    };
    assert_eq!(listed(), ("2026-12-01".into(), String::new()));
    let text = case.text(FILM);
    let at = text.find("for: payment").expect("the yes");
    case.write(FILM, format!("{}{}", &text[..at], text[at..].replacen("method: system", "method: verbal", 1)));
    let (paid, lacks) = listed();
    assert!(paid.is_null() && lacks.contains("it was only said"), "{paid} {lacks}");
    let asked = case.run("today --for mai --format json").ok().stdout;
    assert!(asked.contains("job order approve ACME-0012 kuva-1 --for payment"), "{asked}");
    case.run("job order approve ACME-0012 kuva-1 --for payment").ok();
}

#[test]
fn a_credit_is_taken_down_where_too_much_was_charged() {
    let case = book();
    let taxi = "job order receive ACME-0012 --no-order --line film --supplier Taksi";
    case.run(&format!("{taxi} --net 1500.00 --id taksi-1")).ok();
    // by hand: 28,500.00 + 2,500.00 of 30,000.00
    case.write(FILM, case.text(FILM).replace("net: 1500.00", "net: 2500.00"));
    case.run("check ACME-0012").exits(1).says("order-over-line");
    // half of the way, then the rest
    case.run(&format!("{taxi} --net -500.00 --id taksi-2")).ok();
    case.run("job order approve ACME-0012 taksi-1 --for payment").exits(1).says("order-over-line");
    case.run(&format!("{taxi} --net -500.00 --id taksi-3")).ok();
    case.run("check ACME-0012").ok();
}

#[test]
fn the_invoice_that_fitted_is_paid_beside_the_one_of_the_same_day_that_did_not() {
    let case = book();
    let taxi = "job order receive ACME-0012 --no-order --line film --supplier Taksi";
    case.run(&format!("{taxi} --net 1000.00 --id taksi-1 --by ann")).ok();
    case.run(&format!("{taxi} --net 499.00 --id taksi-2 --by ann")).ok();
    // by hand: 28,500.00 + 1,000.00 fit, with 500.01 more they do not
    case.write(FILM, case.text(FILM).replace("net: 499.00", "net: 500.01"));
    case.run("job order approve ACME-0012 taksi-2 --for payment").exits(1).says("order-over-line");
    case.run("job order approve ACME-0012 taksi-1 --for payment").ok();
}

#[test]
fn a_supplier_without_an_order_is_named_as_on_a_paper() {
    let case = book();
    let taxi = "job order receive ACME-0012 --no-order --line film --supplier Taksi --net 10.00 --id taksi-1";
    case.run(taxi).ok();
    let text = case.text(FILM);
    for (name, code) in [("TBC", "placeholder-in-gate-field"), (r#""Taksi\tOy""#, "unprintable-label")] {
        case.write(FILM, text.replace("supplier: Taksi", &format!("supplier: {name}")));
        case.run("check ACME-0012").exits(1).says(code);
    }
}
