//! `job order`: nothing ordered without an approved line nor above it, sent by those who may, charged within the tolerance, paid after a yes.

use crate::harness::{Case, changed_lines};

const FILM: &str = "jobs/ACME/ACME-0012.yaml";

/// The book of the record format, before the supplier's invoice of February.
fn book() -> Case {
    let case = Case::copy("tests/books/records", "2026-12-01");
    let text = case.text(FILM);
    let from = text.find("supplier_invoices:\n").expect("invoices");
    let to = text.find("quality_checks:\n").expect("checks");
    case.write(FILM, format!("{}supplier_invoices: []\n{}", &text[..from], &text[to..]));
    case
}

#[test]
fn an_order_goes_from_draft_to_paid() {
    let mut case = book();
    // 28,500.00 of the 30,000.00 on the line are ordered: 1,500.00 are left.
    case.run("job order add ACME-0012 --line film --net 1500")
        .ok()
        .says("order `po-119` to Kuva Oy drawn up, 1,500.00 EUR")
        .says("30,000.00 EUR of the 30,000.00 EUR on `film` are ordered")
        .says("ask `eve`");
    let drawn = "  - id: po-119\n    line: film\n    supplier: Kuva Oy\n    date: 2026-12-01\n    net: 1500.00\n    status: draft\n";
    assert!(case.text(FILM).contains(drawn), "{}", case.text(FILM));
    case.set_day("2026-12-03");
    // An account executive draws orders up; production sends them.
    case.run("job order send ACME-0012 po-119")
        .exits(1)
        .says("no-authority")
        .says("`ann` may not order from suppliers");
    case.run("job order accept ACME-0012 po-119")
        .exits(1)
        .says("order-not-sent")
        .says("job order send ACME-0012 po-119");
    let before = case.text(FILM);
    case.run("job order send ACME-0012 po-119 --by eve").ok().says("sent on Thu 2026-12-03, 1,500.00 EUR");
    assert_eq!(
        changed_lines(&before, &case.text(FILM)),
        ["-    date: 2026-12-01", "+    date: 2026-12-03", "-    status: draft", "+    status: sent"]
    );
    case.run("job order accept ACME-0012 PO-119").ok().says("sent → accepted").says("po-119 --net 1500.00 --id NUMBER");
    case.run("job order accept ACME-0012 po-119").exits(1).says("already-accepted-order");
    case.run("job order receive ACME-0012 po-119 --net 900.00 --id aani-7")
        .ok()
        .says("accepted → part-invoiced")
        .says("900.00 EUR of 1,500.00 EUR is charged");
    case.run("job order receive ACME-0012 po-119 --net 600.00")
        .ok()
        .says("supplier invoice `po-119-1` of 600.00 EUR")
        .says("part-invoiced → invoiced");
    case.run("job order approve ACME-0012 aani-7 --for payment")
        .exits(1)
        .says("`ann` may not approve a supplier's invoice");
    case.run("job order approve ACME-0012 aani-7 --for payment --by mai").exits(1).says("entered it");
    case.set_user("mai");
    case.run("job order approve ACME-0012 aani-7 --for issue").exits(2).says("payment");
    case.run("job order approve ACME-0012 aani-8 --for payment").exits(1).says("did you mean `aani-7`?");
    // there is nothing else that it could be for
    case.run("job order approve ACME-0012 aani-7").ok().says("`aani-7` approved by mai (payment)");
    case.run("job order approve ACME-0012 aani-7 --for payment").exits(1).says("already-approved");
    let text = case.text(FILM);
    assert!(text.contains("      - for: payment\n        by: mai\n        role: account-manager\n        date: 2026-12-03\n        method: system\n        hash: h1-"), "{text}");
    case.run("check ACME-0012").ok();
    // 1,500.00 and 15% are 1,725.00, beside 2.5 h at 110.00: 2,000.00. Committed stay 28,500.00 and 15%: 32,775.00.
    let json = case.run("budget --where 'job = ACME-0012' --format json").ok().json();
    assert_eq!(json["rows"][0]["actual"]["amount"], "2000.00", "{json}");
    assert_eq!(json["rows"][0]["committed"]["amount"], "32775.00", "{json}");
}

#[test]
fn nothing_is_ordered_that_nobody_agreed_to_pay_for() {
    let mut case = book();
    let before = case.text(FILM);
    for (line, code, words) in [
        ("--net 100.00", 1, "name an approved one: `--line film` or `--line tv`"),
        ("--line flim --net 100.00", 1, "did you mean `film`?"),
        ("--line co1-edit --net 100.00 --supplier X", 1, "which the client has not approved"),
        (
            "--line film --net 1500.01",
            1,
            "with the order `po-119` 30,000.01 EUR is ordered on the line `film`, which has 30,000.00 EUR",
        ),
        // 40,000.00 less 15% leave 34,000.00 to the medium.
        ("--line tv --net 34000.01 --supplier MTV", 1, "which has 34,000.00 EUR"),
        ("--line tv --net 100.00", 1, "supplier-missing"),
        ("--line concept --net 100.00 --supplier X", 1, "`concept` is a fee: the agency's own work"),
        ("--line film --net 100.00 --date 2026-11-20", 1, "the client approved the line `film` on 2026-11-23"),
        ("--line film --net 100.00 --id po-118", 1, "already has an order `po-118`"),
        ("--line film --net 100.00 --supplier TBC", 2, "`TBC` stands where an answer should"),
        ("--line film --net 100,00", 2, "a number like 28500.00"),
        ("--line film --net -5", 2, "an order is for something"),
        ("--line film --net 100.005", 1, "EUR has 2 decimals"),
        ("--line film --net 100.00 --fx-rate 0.9", 1, "the job's own currency"),
        ("--line film --net 100.00 --currency THB", 1, "there is no rate for THB on 2026-12-01"),
        ("--line film --net 100.00 --currency THB --fx-rate 0", 1, "turns THB into nothing"),
        ("--line film --net 100.00 --id 'PO 119'", 2, "a short word such as `po-119`"),
    ] {
        let ran = case.run(&format!("job order add ACME-0012 {line}")).exits(code).says(words);
        assert_eq!(ran.stdout, "", "{line}");
    }
    assert_eq!(case.text(FILM), before);
    // Two drafts within the line each, and together above it.
    case.run("job order add ACME-0012 --line film --net 1000.00 --supplier 'Ääni Oy'").ok();
    case.run("job order add ACME-0012 --line film --net 500.01").exits(1).says("order-over-line");
    case.run("job order add ACME-0012 --line film --net 500.00 --supplier 声音公司 -n")
        .ok()
        .says("+    supplier: 声音公司");
    // What is called off leaves its room to others.
    case.run("job order cancel ACME-0012 po-118 --by mai --reason 'Another director'")
        .ok()
        .says("sent → cancelled")
        .says("tell Kuva Oy");
    assert!(case.text(FILM).contains(
        "    cancelled:\n      date: 2026-12-01\n      by: mai\n      reason: Another director\n      was: sent\n"
    ));
    case.run("job order add ACME-0012 --line film --net 29000.00").ok();
    case.set_user("eve");
    case.run("job order send ACME-0012 po-120").ok();
    case.run("job order cancel ACME-0012 po-120 --by ann").exits(1).says("no-authority");
    case.run("check ACME-0012").ok();
    // 28,500.00 with 15% markup were bound until the day before: 32,775.00; from then on 29,000.00 x 1.15 = 33,350.00.
    let committed = |day: &str| {
        let asked = format!("budget --where 'job = ACME-0012' --columns committed --format csv --as-of {day}");
        case.run(&asked).ok().stdout
    };
    assert!(committed("2026-11-30").contains("32775.00"), "{}", committed("2026-11-30"));
    assert!(committed("2026-12-01").contains("33350.00"), "{}", committed("2026-12-01"));
}

#[test]
fn what_needs_no_line_is_sent_by_a_director() {
    // A ticket under the retainer.
    let case = book();
    case.run("job order add ACME-0013 --net 400.00 --supplier 'Leike Oy'").ok().says("po-1").says("ask `bo`");
    case.run("job order send ACME-0013 po-1 --by mai").exits(1).says("what no approved line pays for");
    case.run("job order send ACME-0013 po-1 --by bo").ok();
    case.run("check ACME-0013").ok();
}

#[test]
fn more_than_was_ordered_is_not_taken_down_by_the_way_nor_paid() {
    let mut case = book();
    // 28,500.00 and a tolerance of 10% are 31,350.00.
    let over = "job order receive ACME-0012 po-118 --net 31350.01 --id kuva-1 --date 2026-11-30";
    case.run(over).exits(1).says("supplier-overcharge").says("with the tolerance 31,350.00 EUR").says("--over");
    case.run(&format!("{over} --over")).exits(1).says("no-authority");
    case.set_user("mai");
    case.run(&format!("{over} --over")).ok().says("sent → invoiced").says("not paid before a credit is in");
    case.run("job order approve ACME-0012 kuva-1 --for payment")
        .exits(1)
        .says("supplier-overcharge")
        .says("--net -AMOUNT");
    case.run("check ACME-0012").exits(1).says("supplier-overcharge");
    case.run("job order receive ACME-0012 po-118 --net -0.01 --id kuva-2").ok().says_not("→");
    case.run("job order approve ACME-0012 kuva-1 --for payment --date 2026-11-29").exits(1).says("is of 2026-11-30");
    case.run("job order approve ACME-0012 kuva-1 --for payment").ok();
    case.run("check ACME-0012").ok();
    case.run("job order receive ACME-0012 po-118 --net 0").exits(2).says("nothing is charged");
    case.run("job order receive ACME-0012 po-118 --net 1.00 --id KUVA/3").exits(2).says("such as `kuva-3`");
    case.run("job order receive ACME-0012 po-118 --net 1.00 --id kuva-1")
        .exits(1)
        .says("already has a supplier invoice");
    case.run("job order receive ACME-0012 --net 1.00").exits(2);
    // Nobody ordered the taxi; 31,350.00 are more than the 30,000.00 on the line already, and the medium has 34,000.00.
    let taxi = "job order receive ACME-0012 --no-order --supplier 'Helsingin Taksi' --net 84.50 --id taksi-17";
    case.run(&format!("{taxi} --line film")).exits(1).says("31,434.50 EUR is ordered or charged on the line `film`");
    case.run(&format!("{taxi} --line tv"))
        .ok()
        .says("by Helsingin Taksi without an order")
        .says("84.50 EUR of the 34,000.00 EUR on `tv` are ordered or charged");
    case.run("job order approve ACME-0012 taksi-17 --for payment").ok();
    case.run("check ACME-0012").ok();
}

#[test]
fn an_order_that_is_charged_in_part_is_called_off_for_its_rest() {
    let mut case = book();
    case.set_user("mai");
    case.run("job order receive ACME-0012 po-118 --net 12000.00 --id kuva-1").ok();
    case.run("job order cancel ACME-0012 po-118")
        .exits(1)
        .says("charged-in-part")
        .says("12,000.00 EUR is charged")
        .says("--rest");
    case.run("job order cancel ACME-0012 po-118 --rest --reason Short").ok().says("part-invoiced → invoiced");
    case.run("job order cancel ACME-0012 po-118 --rest").exits(1).says("order-closed");
    // 30,000.00 - 12,000.00 may be ordered anew.
    case.run("job order add ACME-0012 --line film --net 18000.01").exits(1).says("order-over-line");
    case.run("job order add ACME-0012 --line film --net 18000.00").ok();
    case.run("job order receive ACME-0012 po-119 --net 1.00").exits(1).says("order-not-sent");
    case.run("job order send ACME-0012 po-119").ok();
    case.run("job order receive ACME-0012 po-119 --net 17000.00 --final").ok().says("sent → invoiced");
    case.run("check ACME-0012").ok();
}

#[test]
fn orders_in_other_currencies_count_by_their_own_rate() {
    let mut case = book();
    case.set_user("mai");
    // 1,500.00 EUR are left: at 0.92 EUR a dollar 1,630.43 USD are 1,500.00 EUR (1,499.9956), and 1,630.44 are 1,500.00 (1,500.0048); 1,631 are 1,500.52.
    let add = "job order add ACME-0012 --line film --currency USD --fx-rate 0.92 --supplier 'Reel Inc'";
    case.run(&format!("{add} --net 1631.00")).exits(1).says("30,000.52 EUR is ordered");
    case.run(&format!("{add} --net 1630.00")).ok().says("1,630.00 USD");
    case.run("job order send ACME-0012 po-119").ok();
    // The invoice is in dollars too, at the rate that was agreed: 1,793.00 is the tolerance of 10%.
    case.run("job order receive ACME-0012 po-119 --net 1793.01").exits(1).says("with the tolerance 1,793.00 USD");
    case.run("job order receive ACME-0012 po-119 --net 1793.00 --id reel-1").ok().says("sent → invoiced");
    assert!(
        case.text(FILM).contains("    net: 1793.00\n    currency: USD\n    fx_rate: 0.92\n"),
        "{}",
        case.text(FILM)
    );
    case.run("check ACME-0012").ok();
    // Yen have no coins.
    case.run("job order receive ACME-0012 --no-order --line tv --supplier 日本放送 --net 100.5 --currency JPY --fx-rate 0.006 --id tokyo-1")
        .exits(1)
        .says("JPY has 0 decimals");
    case.run("job order receive ACME-0012 --no-order --line tv --supplier 日本放送 --net 100 --currency JPY --fx-rate 0.006 --id tokyo-1")
        .ok()
        .says("100 JPY");
    case.run("check ACME-0012").ok();
}

#[test]
fn each_is_asked_for_what_waits_for_them() {
    let mut case = book();
    let list = |case: &Case, person: &str| {
        let json = case.run(&format!("today --for {person} --format json")).ok().json();
        let rows = json["rows"].as_array().expect("rows").clone();
        let money = ["change-order", "order", "supplier-invoice"];
        let of_money = rows.iter().filter(|row| money.contains(&row["kind"].as_str().unwrap_or_default()));
        of_money.map(|row| row["note"].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    // 1,140.00 is above Ann's 1,000.00; Liisa is asked once the agency has approved.
    let inside = "change order `co1`, with the client: `suits job change approve ACME-0012 co1 --for internal`";
    assert_eq!((list(&case, "ann"), list(&case, "mai")), (Vec::new(), vec![inside.to_owned()]));
    assert!(list(&case, "liisa").is_empty());
    case.run("job order add ACME-0012 --line film --net 1500.00").ok();
    case.run("job order receive ACME-0012 po-118 --net 28500.00 --id kuva-991").ok();
    let (order, invoice) = (
        "order `po-119` to Kuva Oy: `suits job order send ACME-0012 po-119`".to_owned(),
        "supplier invoice `kuva-991`: `suits job order approve ACME-0012 kuva-991 --for payment`".to_owned(),
    );
    assert_eq!(list(&case, "eve"), std::slice::from_ref(&order));
    let mai = list(&case, "mai");
    assert!(mai.contains(&order) && mai.contains(&invoice) && mai.len() == 3, "{mai:?}");
    case.set_user("mai");
    case.run("job change approve ACME-0012 co1 --for internal").ok();
    case.run("job order send ACME-0012 po-119").ok();
    case.run("job order approve ACME-0012 kuva-991 --for payment").ok();
    assert!(list(&case, "mai").is_empty() && list(&case, "eve").is_empty());
    assert_eq!(
        list(&case, "liisa"),
        [
            "change order `co1`: a yes in writing, kept with `suits job change approve ACME-0012 co1 --for client --by liisa --method email --evidence \"…\"`"
        ]
    );
}

#[test]
fn a_version_is_revised_refused_and_runs_out() {
    let mut case = Case::copy("tests/books/records", "2026-12-01");
    case.run("job estimate revise ACME-0012 --contingency 5%")
        .ok()
        .says("estimate version 2 begun with the 3 lines of version 1");
    let text = case.text(FILM);
    let copy = "  - version: 2\n    status: draft\n    currency: EUR\n    valid_until: 2027-01-31\n    contingency: 5%\n    lines:\n      - id: concept\n        kind: fee\n        text: Concept and script\n        role: art-director\n        hours: 40\n        rate: 110.00\n";
    assert!(text.contains(copy), "{text}");
    case.run("job estimate revise ACME-0012").exits(1).says("still-a-draft");
    case.run("job estimate reject ACME-0012 --by liisa --reason Dear").exits(1).says("not-sent");
    case.run("job set ACME-0012 estimates.2.lines.concept.hours=50").ok();
    case.run("job estimate approve ACME-0012 --for internal --by bo --method email --evidence x").ok();
    case.run("job estimate send ACME-0012").ok();
    case.set_day("2027-02-01");
    case.run("job estimate approve ACME-0012 --for client --by liisa --method po --evidence 1")
        .exits(1)
        .says("offer-expired")
        .says("was on offer until 2027-01-31")
        .says("suits job estimate revise ACME-0012 --valid-until DATE");
    // Until the new one is approved the old one is the budget: 78,900.00.
    case.run("budget --where 'job = ACME-0012' --columns approved --format csv").ok().says("78900.00");
    case.run("job estimate reject ACME-0012 --by liisa --reason 'Yli kevään budjetin'")
        .ok()
        .says("sent → rejected")
        .says("estimate revise");
    assert!(
        case.text(FILM)
            .contains("    rejected:\n      date: 2027-02-01\n      by: liisa\n      reason: Yli kevään budjetin\n")
    );
    case.run("job estimate revise ACME-0012").ok().says("this one says no day");
    case.run("job estimate approve ACME-0012 --for internal --by bo --method email --evidence x").ok();
    case.run("job estimate send ACME-0012").ok();
    // 50 h x 110.00 instead of 40 h: 1,100.00 more.
    case.run("job estimate approve ACME-0012 --for client --by liisa --method po --evidence 2").ok();
    case.run("budget --where 'job = ACME-0012' --columns approved --format csv").ok().says("80000.00");
    let text = case.text(FILM);
    assert!(text.contains("  - version: 1\n    status: superseded"), "{text}");
    case.run("job estimate reject ACME-0012 --by liisa --reason Dear").exits(1).says("estimate-closed");
    let found = case.run("check ACME-0012 --format json").json();
    assert_eq!(found["findings"].as_array().map(Vec::len), Some(0), "{found}");
}

#[test]
fn an_order_on_a_fee_is_found_where_it_stands() {
    let case = book();
    let text = case.text(FILM).replace(
        "    line: film\n    supplier: Kuva Oy\n    date",
        "    line: concept\n    supplier: Kuva Oy\n    date",
    );
    case.write(FILM, text);
    case.run("check ACME-0012").exits(1).says("order-without-approved-line").says("`concept` is a fee");
}

#[test]
fn what_the_client_or_a_supplier_has_is_not_set_by_hand() {
    let case = Case::copy("tests/books/records", "2026-12-01");
    let before = case.text(FILM);
    for (change, verb) in [
        ("estimates.1.lines.concept.rate=1.00", "suits job estimate revise ACME-0012"),
        ("estimates.1.lines-=tv", "suits job estimate revise ACME-0012"),
        ("estimates[0].contingency=20%", "suits job estimate revise ACME-0012"),
        ("change_orders.co1.lines.co1-edit.hours=120", "suits job change withdraw ACME-0012 co1"),
        ("orders.po-118.net=1.00", "suits job order cancel ACME-0012 po-118"),
        ("orders.po-118.line=tv", "suits job order cancel ACME-0012 po-118"),
        ("orders.po-118.supplier=X", "suits job order cancel ACME-0012 po-118"),
        ("supplier_invoices.kuva-991.net=1.00", "suits job order receive ACME-0012 po-118"),
    ] {
        case.run(&format!("job set ACME-0012 {change}")).exits(1).says("settled").says(verb);
    }
    assert_eq!(case.text(FILM), before);

    // The day it went out may be put right.
    case.run("job set ACME-0012 orders.po-118.date=2026-11-26").ok();
}

#[test]
fn a_suppliers_sum_is_typed_alike_in_every_verb() {
    let case = book();
    let verbs = ["job order add ACME-0012 --line film", "job order receive ACME-0012 po-118"];
    for (typed, words) in [
        ("--net 1.500,00", "`--net` should be a number like 28500.00, not `1.500,00`"),
        ("--net 1 --currency euro", "`--currency` should be a currency code, not `euro`"),
        ("--net 1 --currency USD --fx-rate 0,92", "`--fx-rate` should be a number like 0.9213, not `0,92`"),
        ("--net 1 --date 2026-12-02", "is still to come"),
        ("--net 0", "`--net 0`"),
    ] {
        for verb in verbs {
            case.run(&format!("{verb} {typed}")).exits(2).says(words);
        }
    }
    let raise = "job change add ACME-0012 --cause fyi --text Note --currency euro";
    case.run(raise).exits(2).says("`--currency` should be a currency code, not `euro`");
}
