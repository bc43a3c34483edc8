//! The gates that keep wrong money out: rates of exchange nobody gave, credits of what was never charged, cost that nobody ordered, and
//! figures that a check would find the next day. What is refused leaves the book as it was, byte for byte.

use crate::harness::{Case, changed_lines};
use std::collections::BTreeMap;
use std::path::Path;
use suits::hands::{Answer, Scripted};

const FILM: &str = "jobs/ACME/ACME-0012.yaml";

/// The book of the record format at the account manager's desk, before the supplier's invoice of February.
fn book() -> Case {
    let mut case = Case::copy("tests/books/records", "2026-12-16");
    case.set_user("mai");
    let text = case.text(FILM);
    let from = text.find("supplier_invoices:\n").expect("invoices");
    let to = text.find("quality_checks:\n").expect("checks");
    case.write(FILM, format!("{}supplier_invoices: []\n{}", &text[..from], &text[to..]));
    case
}

/// Every file of the book with its bytes.
fn bytes(case: &Case) -> BTreeMap<String, Vec<u8>> {
    fn walk(folder: &Path, top: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.strip_prefix(top).expect("within").display().to_string();
            if name.starts_with(".suits") {
                continue;
            }
            if path.is_dir() {
                walk(&path, top, files);
            } else {
                files.insert(name, std::fs::read(&path).expect("a file"));
            }
        }
    }
    let mut files = BTreeMap::new();
    walk(case.path(), case.path(), &mut files);
    files
}

/// One figure of the film in `suits budget`.
fn figure(case: &Case, key: &str) -> String {
    let json = case.run("budget --where 'job = ACME-0012' --format json").ok().json();
    json["rows"][0][key]["amount"].as_str().unwrap_or("unknown").to_owned()
}

#[test]
fn a_rate_far_off_the_dated_one_is_taken_nowhere() {
    let case = book();
    // [fx] has 0.9213 since 2026-11-01: 0.82917 to 1.01343 are within a tenth of it
    let add = "job order add ACME-0012 --line film --supplier 'Reel Inc' --net 1000.00 --currency USD --fx-rate";
    for rate in ["0.8291", "1.0135", "9.213", "0.0001"] {
        let ran = case.run(&format!("{add} {rate}")).exits(1).says("far-off-exchange-rate");
        ran.says(&format!(
            "one USD would be {rate} EUR, more than a tenth off the 0.9213 that `[fx]` gives for 2026-12-16"
        ));
    }
    // 1 / 0.9213 = 1.0854: what a euro is in dollars
    case.run(&format!("{add} 1.0854")).exits(1).says("what one EUR is worth in USD").says("about 0.9213");
    case.run(&format!("{add} 0.8292 -n")).ok();
    case.run(&format!("{add} 1.0134 -n")).ok();
    let bill = "invoice new ACME --line 13=1.00 --number x --currency USD --fx-rate 5";
    case.run(bill).exits(1).says("far-off-exchange-rate").says("suits.toml");
    case.run("job order receive ACME-0012 po-118 --net 100.00 --currency USD --fx-rate 0.1")
        .exits(1)
        .says("far-off-exchange-rate");
    // where nothing is dated there is nothing to compare with
    case.run("job order add ACME-0012 --line film --supplier X --net 100 --currency JPY --fx-rate 0.5 -n").ok();
    // an order at 0.95; its invoice goes by the rate agreed, and by no other that is far off
    case.run(&format!("{add} 0.95")).ok();
    case.run("job order send ACME-0012 po-119").ok();
    let toml =
        case.text("suits.toml").replace("rate = 0.9213 }", "rate = 0.9213 }, { from = 2026-12-10, rate = 0.80 }");
    case.write("suits.toml", toml);
    case.run("job order receive ACME-0012 po-119 --net 400.00 --id reel-1").ok();
    case.run("job order receive ACME-0012 po-119 --net 400.00 --id reel-2 --fx-rate 0.93").exits(1);
    case.run("job order receive ACME-0012 po-119 --net 400.00 --id reel-2 --fx-rate 0.81").ok();
    // the order itself is of 16 December, when 0.80 was the rate: that is found, and by hand no other is written over it
    case.run("check ACME-0012").exits(1).says("0.95 EUR").says("more than a tenth off the 0.8");
    case.run("job set ACME-0012 orders.po-119.fx_rate=7").exits(1).says("far-off-exchange-rate");
    case.run("job set ACME-0012 orders.po-119.fx_rate=0.80").ok();
}

#[test]
fn what_two_invoices_charge_is_counted_at_the_rate_of_each() {
    let case = book();
    // concept is 4,400.00 EUR and charged on I0118; take a fee of its own: the second ending, 12 h x 95.00 = 1,140.00 EUR
    for line in [
        "job change approve ACME-0012 co1 --for internal",
        "job change approve ACME-0012 co1 --for client --by liisa --method email --evidence 'mail 2026-12-16 9:00'",
    ] {
        case.run(line).ok();
    }
    // 600 USD at 1.00 are 600.00 EUR, so 540.00 are left: at 0.90 that is 600.00 USD, not 1,140.00 / 0.90 - 600 = 666.67
    let line = "invoice new ACME --line 12:co1-edit";
    case.run(&format!("{line}=600.00 --currency USD --fx-rate 1.00 --number u1 --tax 0%")).ok();
    case.run(&format!("{line} --currency USD --fx-rate 0.90 --number u2 --tax 0% -n")).ok().says("600.00 USD");
    // with the tolerance of 10% 1,254.00 EUR may be charged: 654.00 EUR more, 726.67 USD at 0.90
    case.run(&format!("{line}=726.68 --currency USD --fx-rate 0.90 --number u2 --tax 0%"))
        .exits(1)
        .says("billed-above-agreed");
    case.run(&format!("{line}=726.66 --currency USD --fx-rate 0.90 --number u2 --tax 0%")).ok();
    case.run("invoice issue ACME-I0119").ok();
    case.run("invoice issue ACME-I0120").ok();
    case.run("check ACME-0012 ACME-I0119 ACME-I0120").ok().says_not("billed-above-agreed");
    // and wip counts the same euros: 600.00 + 653.99 (726.66 x 0.90 = 653.994), beside the 4,400.00 of the concept
    let json = case.run("wip --where 'job = ACME-0012' --format json").ok().json();
    assert_eq!(json["rows"][0]["billed"]["amount"], "5653.99", "{json}");
}

#[test]
fn a_supplier_gives_back_no_more_than_was_charged() {
    let case = book();
    let receive = "job order receive ACME-0012 po-118";
    case.run(&format!("{receive} --net -0.01 --id k0"))
        .exits(1)
        .says("supplier-credit-above-charge")
        .says("take down first what the supplier charged");
    case.run(&format!("{receive} --net 10000.00 --id k1")).ok();
    // 28,500.00 less 10,000.00, with 15% markup: 21,275.00
    assert_eq!(figure(&case, "committed"), "21275.00");
    case.run(&format!("{receive} --net -4000.00 --id k2")).ok();
    case.run(&format!("{receive} --net -6000.01 --id k3"))
        .exits(1)
        .says("with this credit 10,000.01 EUR is given back on the order `po-118`, and 10,000.00 EUR was charged")
        .says("at most `--net -6000.00`");
    case.run(&format!("{receive} --net -6000.00 --id k3")).ok();
    // all is given back: 28,500.00 x 1.15 are bound again, and nothing is spent but 2.5 h x 110.00
    assert_eq!((figure(&case, "committed"), figure(&case, "actual")), ("32775.00".to_owned(), "275.00".to_owned()));
    case.run("check ACME-0012").ok();
    // by hand: found, and no order is ever worth more than it says
    let text = case.text(FILM).replace("net: -6000.00", "net: -16000.00");
    case.write(FILM, text);
    case.run("check ACME-0012").exits(1).says("supplier-credit-above-charge").says("20,000.00 EUR is given back");
    assert_eq!(figure(&case, "committed"), "32775.00");
    // 10,000.00 - 4,000.00 - 16,000.00 = -10,000.00 make no room on the line: 30,000.00 less the order are 1,500.00
    case.run("job order add ACME-0012 --line film --net 1500.01").exits(1).says("order-over-line");
    let text = case.text(FILM).replacen("    status: part-invoiced", "    status: invoiced", 1);
    case.write(FILM, text);
    case.run("job order add ACME-0012 --line film --net 30000.01").exits(1).says("order-over-line");
}

#[test]
fn what_nobody_ordered_names_who_charges_and_what_pays() {
    let case = book();
    let before = case.text(FILM);
    let receive = "job order receive ACME-0012 --no-order --id taxi-17";
    for (rest, words) in [
        ("--net 84.50", "no line is named that pays for the invoice"),
        ("--net 84.50 --supplier Taksi", "name an approved one: `--line film` or `--line tv`"),
        ("--net 84.50 --line film", "say who charges with `--supplier \"Kuva Oy\"`"),
        ("--net 84.50 --line flim --supplier Taksi", "did you mean `film`?"),
        ("--net 84.50 --line concept --supplier Taksi", "`concept` is a fee"),
        ("--net 84.50 --line co1-edit --supplier Taksi", "the client has not approved"),
        // 28,500.00 of 30,000.00 are ordered
        (
            "--net 1500.01 --line film --supplier Taksi",
            "with the supplier invoice `taxi-17` 30,000.01 EUR is ordered or charged on the line `film`, which has 30,000.00 EUR",
        ),
        ("--net -1.00 --line film --supplier Taksi", "is given back without an order by Taksi on the line `film`"),
    ] {
        case.run(&format!("{receive} {rest}")).exits(1).says(words);
    }
    case.run(&format!("{receive} --net 84.50 --line film --supplier TBC")).exits(2).says("`TBC`");
    case.run("job order receive ACME-0012 po-118 --line film --net 1.00").exits(2);
    assert_eq!(case.text(FILM), before);
    case.run(&format!("{receive} --net 1000.00 --line film --supplier 'Helsingin Taksi'"))
        .ok()
        .says("of 1,000.00 EUR by Helsingin Taksi without an order")
        .says("29,500.00 EUR of the 30,000.00 EUR on `film` are ordered or charged");
    assert_eq!(
        changed_lines(&before, &case.text(FILM)),
        [
            "-supplier_invoices: []",
            "+supplier_invoices:",
            "+  - id: taxi-17",
            "+    line: film",
            "+    supplier: Helsingin Taksi",
            "+    date: 2026-12-16",
            "+    net: 1000.00",
            "+    approvals: []"
        ]
    );
    case.run("check ACME-0012").ok();
    // it uses the line up like an order, for orders too
    case.run("job order add ACME-0012 --line film --net 500.01").exits(1).says("order-over-line");
    case.run("job order add ACME-0012 --line film --net 500.00").ok();
    // 1,000.00 at the line's 15% are 1,150.00 by this supplier, on this line
    let json = case.run("budget --by supplier --where 'supplier ~ \"Taksi\"' --format json").ok().json();
    assert_eq!(json["rows"][0]["actual"]["amount"], "1150.00", "{json}");
    let json = case.run("job order list --where 'job = ACME-0012' --format json").ok().json();
    let charged = &json["supplier_invoices"][0];
    assert_eq!((&charged["supplier"], &charged["line"]), (&"Helsingin Taksi".into(), &"film".into()), "{json}");
    // a hand made it more: the rule finds it, and nobody pays it
    let text = case.text(FILM).replace("net: 1000.00", "net: 1500.01");
    case.write(FILM, text);
    case.run("check ACME-0012").exits(1).says("order-over-line").says("`taxi-17`");
    case.run("job order approve ACME-0012 taxi-17 --for payment").exits(1).says("order-over-line");
    // a line that nobody approved, and one that is not there
    let with = |before: &str, line: &str| {
        let of = |line: &str| format!("    line: {line}\n    supplier: Helsingin");
        case.write(FILM, case.text(FILM).replace(&of(before), &of(line)));
    };
    with("film", "co1-edit");
    case.run("check ACME-0012").exits(1).says("order-without-approved-line").says("`taxi-17` answers no order");
    with("co1-edit", "flim");
    case.run("check ACME-0012").exits(1).says("dangling-reference").says("flim");
    // one that names nothing at all
    let text =
        case.text(FILM).replace("    line: flim\n    supplier: Helsingin Taksi\n", "").replace("1500.01", "84.50");
    case.write(FILM, text);
    case.run("check ACME-0012")
        .exits(1)
        .says("the supplier invoice `taxi-17` names neither an order nor a line that pays for it")
        .says("suits job set ACME-0012 supplier_invoices.taxi-17.line=LINE");
    case.run("job set ACME-0012 supplier_invoices.taxi-17.line=film").ok();
    case.run("check ACME-0012").ok();
}

#[test]
fn a_ticket_under_a_retainer_names_who_charges() {
    let case = book();
    let receive = "job order receive ACME-0013 --no-order --net 12.00 --id taxi-1";
    case.run(receive).exits(1).says("supplier-missing");
    case.run(&format!("{receive} --supplier Taksi")).ok().says("by Taksi without an order");
    case.run("check ACME-0013").ok();
}

#[test]
fn what_is_charged_above_an_order_and_tolerated_is_said() {
    let case = book();
    case.run("job order receive ACME-0012 po-118 --net 28500.00 --id k1 -n").ok().says_not("more than");
    // 28,500.00 and 10% are 31,350.00
    case.run("job order receive ACME-0012 po-118 --net 29000.00 --id k1").ok().says(
        "29,000.00 EUR is charged on `po-118`, 500.00 EUR more than the 28,500.00 EUR ordered; the contract tolerates 10%, up to 31,350.00 EUR",
    );
}

#[test]
fn no_verb_writes_a_figure_that_a_check_would_find() {
    let case = book();
    case.write(
        "clients/KOI.yaml",
        "name: Koi 株式会社\nstatus: active\ncurrency: JPY\npayment_days: 30\nteam:\n  account-executive: ann\n  account-manager: mai\n  account-director: bo\ncontracts:\n  - id: r1\n    type: retainer\n    start: 2026-01-01\n    end: 2027-12-31\n    retainer:\n      fee: 100005\n      period: month\n",
    );
    case.run("job new KOI --title Poster --type print-ooh --requested-by ann --due 2027-03-01").ok();
    let before = bytes(&case);
    let found = case.run("check --format json").json();
    let digits = "12345678901234567890123456";
    for (line, words) in [
        (
            "job estimate add KOI-0001 --kind third-party --net 100.00 --supplier X --markup 150% --id a",
            "`markup` is 150%",
        ),
        (
            "job estimate add KOI-0001 --kind media --channel tv --gross 100 --commission 100% --id a",
            "leaves the medium nothing",
        ),
        (
            "job estimate add KOI-0001 --kind fee --amount 100.5 --id a",
            "`amount` is 100.5, and JPY has none behind the point",
        ),
        ("job estimate add KOI-0001 --kind fee --amount 100.000 --id a", "write 100000 or 100"),
        ("job estimate add KOI-0001 --kind fee --amount 100 --contingency 110% --id a", "`contingency` is 110%"),
        ("job estimate add KOI-0001 --kind fee --amount 100 --contingency -10% --id a", "never below 0%"),
        ("job estimate revise ACME-0012 --contingency 250%", "`contingency` is 250%"),
        (
            "job change add ACME-0012 --cause out-of-scope --text More --kind fee --amount 100 --currency THB",
            "there is no rate for it",
        ),
        (
            "job change add ACME-0012 --cause out-of-scope --text More --kind fee --amount 100.5 --currency JPY",
            "behind the point",
        ),
        (
            "job change add ACME-0012 --to co1 --kind third-party --net 100 --supplier X --markup 101%",
            "with the client",
        ),
        ("invoice new ACME --line 12:film=100.00 --number a --tax 250%", "`tax` is 250%"),
        ("invoice new ACME --line 12:film=100.00 --number a --tax -25%", "never below 0%"),
        ("invoice set ACME-I0118 tax=250%", "was issued"),
        ("client set ACME contracts.aor-2025.markup=150%", "`markup` is 150%"),
        ("client set ACME contracts.aor-2025.tolerance=-1%", "never below 0%"),
        ("client set ACME contracts.aor-2025.retainer.fee=-12000.00", "below nothing"),
        ("client set ACME opportunities.kids-range.value=60.000", "three figures behind the point"),
        ("client set ACME opportunities.kids-range.probability=500%", "at most 100%"),
        (
            "client budget add ACME --id b2027 --from 2027-01-01 --to 2027-12-31 --amount 100.005",
            "with the digits of EUR",
        ),
        ("job set ACME-0012 estimates+={version: 2, status: draft, lines: [{id: a, kind: fee, amount: -5}]}", ""),
        ("job cancel KOI-0001 --reason 'The launch is off' --fee 100.50", "`fee` is 100.50, and JPY has none"),
        (
            "job order add ACME-0012 --line film --supplier X --net 100.5 --currency JPY --fx-rate 0.006",
            "JPY has 0 decimals",
        ),
        ("job order receive ACME-0012 po-118 --net 0.001 --id a", "EUR has 2 decimals"),
        ("invoice pay ACME-I0118 0.001", ""),
        ("invoice credit ACME-I0118 --line a=0.001 --number a", "bad-value"),
        ("time log ACME-0012 25", ""),
    ] {
        let ran = case.run(line);
        assert!(ran.code == 1 || ran.code == 2, "{line}\n{}", ran.all());
        let ran = ran.says(words);
        assert_eq!(ran.stdout, "", "{line}");
        assert!(bytes(&case) == before, "{line} wrote something");
        let dry = case.run(&format!("{line} -n"));
        assert_eq!(dry.code, ran.code, "{line} -n\n{}", dry.all());
    }
    for line in [
        "job estimate add ACME-0012 --new-version --kind fee --id a --amount",
        "job estimate add ACME-0012 --new-version --kind third-party --id a --supplier X --net",
        "job estimate add ACME-0012 --new-version --kind media --id a --channel tv --gross",
        "job estimate add ACME-0012 --new-version --kind fee --id a --hours 1 --rate",
        "job estimate add ACME-0012 --new-version --kind fee --id a --role art-director --hours",
        "job change add ACME-0012 --cause out-of-scope --text More --kind discount --amount",
        "job order add ACME-0012 --line film --net",
        "job order receive ACME-0012 po-118 --id a --net",
        "job order receive ACME-0012 po-118 --over --id a --net",
        "job cancel ACME-0012 --reason 'The launch is off' --fee",
        "client budget add ACME --id b2027 --from 2027-01-01 --to 2027-12-31 --amount",
        "invoice new ACME --number a --retainer aor-2025 --month 2026-12 --fx-rate",
        "invoice pay ACME-I0118",
        "invoice pay ACME-I0118 --over",
        "time log ACME-0012",
    ] {
        let ran = case.run(&format!("{line} {digits}"));
        assert!(ran.code == 1 || ran.code == 2, "{line}\n{}", ran.all());
        assert!(bytes(&case) == before, "{line} wrote something");
    }
    assert_eq!(case.run("check --format json").json(), found);
}

#[test]
fn what_was_wrong_before_stops_no_other_verb() {
    let case = book();
    let text = case.text(FILM).replace("markup: 15%", "markup: 150%");
    case.write(FILM, text);
    case.run("check ACME-0012").exits(1).says("`markup` is 150%");
    case.run("job set ACME-0012 goal='A film people hum in May.'").ok();
    case.run("job set ACME-0012 change_orders.co1.text=Another").exits(1).says("settled");
    // the same wrong figure once more is new
    let copy = "job estimate revise ACME-0012";
    case.run(copy).exits(1).says("`markup` is 150%");
    // an agency that only warns of it is not stopped by it
    let toml = case.text("suits.toml").replace("[checks] ", "[checks]\nimpossible-percentage = \"warning\"\n# ");
    case.write("suits.toml", toml);
    case.run(copy).ok();
}

#[test]
fn an_editor_opens_again_with_the_figure_that_cannot_be() {
    let case = book();
    let before = case.text(FILM);
    let mut hands = Scripted::new([Answer::Type("n".to_owned())]).editing(|path: &Path| {
        let text = std::fs::read_to_string(path)?;
        std::fs::write(path, text.replace("markup: 15%", "markup: 150%")).map(|()| true)
    });
    case.ask("job edit ACME-0012", &mut hands).exits(1).says("`markup` is 150%").says("what you typed is kept");
    assert_eq!(case.text(FILM), before);
}

#[test]
fn a_figure_that_begins_with_a_minus_is_answered_in_words() {
    let case = book();
    for (line, words) in [
        ("job estimate add ACME-0012 --kind third-party --net 5 --markup -50%", "`--markup -50%` is below nothing"),
        ("job estimate add ACME-0012 --kind media --gross 5 --commission -5%", "`--commission -5%` is below nothing"),
        (
            "job estimate add ACME-0012 --kind fee --amount -5,00",
            "`--amount` should be a number like 30000.00, not `-5,00`",
        ),
        ("job estimate add ACME-0012 --kind fee --amount -€5", "`--amount` should be a number"),
        ("job estimate add ACME-0012 --kind fee --hours -2h --role production", "`--hours` should be a number"),
        ("job estimate add ACME-0012 --kind fee --amount 5 --contingency -x", "`--contingency` should be a percentage"),
        ("job estimate revise ACME-0012 --contingency -ten", "`--contingency` should be a percentage"),
        ("job change add ACME-0012 --cause fyi --text T --kind third-party --net 5 --markup -5%", "below nothing"),
        ("job order add ACME-0012 --line film --net -5,00", "`--net` should be a number"),
        ("job order add ACME-0012 --line film --net 5 --currency USD --fx-rate -0,9", "`--fx-rate` should be a number"),
        ("job order receive ACME-0012 po-118 --net -5,00", "write `-5.00`"),
        ("job cancel ACME-0012 --reason Off --fee -50%", "`--fee` should be a number"),
        ("client budget add ACME --id b --from 2027-01-01 --to 2027-12-31 --amount -5,0", "should be"),
        ("invoice new ACME --line 12:film --number a --tax -x%", "`tax` should be a percentage"),
        ("invoice new ACME --line 12:film --number a --currency USD --fx-rate -0,9", "`fx_rate` should be a number"),
        ("invoice pay ACME-I0118 -5,00", "should be a number"),
        ("time log ACME-0012 -2h", "are no hours of a day"),
        ("pipeline --target -5,00", "should be a number"),
        ("job estimate add ACME-0012 --kind third-party --net --markup 5%", "a value is required for '--net <AMOUNT>'"),
        ("job order add ACME-0012 --net --line film", "a value is required for '--net <AMOUNT>'"),
        (
            "job order add ACME-0012 --line film --net --dry-run",
            "`--net` has no figure: `--dry-run` stands where it should be",
        ),
    ] {
        let ran = case.run(line).exits(2).says(words);
        assert!(!ran.stderr.contains("unexpected argument"), "{line}\n{}", ran.all());
    }
    case.run("time log ACME-0012 2 --line concept --date 2026-12-15 --for ann -n").ok();
}

#[test]
fn what_goes_out_before_the_work_is_authorised_is_said_and_not_stopped() {
    let case = book();
    // the film is at work: nothing is said
    case.run("job order add ACME-0012 --line film --net 100.00").ok();
    case.run("job order send ACME-0012 po-119").ok().says_not("still at");
    // the same job with no step taken
    let text = case.text(FILM);
    let (from, to) = (text.find("handoffs:").expect("handoffs"), text.find("holds:").expect("holds"));
    let text =
        format!("{}handoffs: []\n{}", &text[..from], &text[to..]).replace("status: in-creative", "status: requested");
    case.write(FILM, text);
    case.run("job order add ACME-0012 --line film --net 200.00").ok();
    case.run("job order send ACME-0012 po-120")
        .ok()
        .says("the order `po-120` goes out, and the job is still at `requested`: work is authorised at `authorised`")
        .says("suits job advance ACME-0012");
    case.run("invoice new ACME --line 12:tv=100.00 --number a").ok();
    case.run("invoice issue ACME-I0119").ok().says_not("still at");
    case.run("invoice new ACME --rest 12 --number b").ok();
    case.run("invoice issue ACME-I0120").ok().says("its final invoice goes out, and the job is still at `requested`");
    // tickets under a retainer are never authorised in so many words
    case.run("job order add ACME-0013 --net 400.00 --supplier 'Leike Oy'").ok();
    case.run("job order send ACME-0013 po-1 --by bo").ok().says_not("still at");
}

#[test]
fn who_may_approve_what_they_raised_is_explained() {
    let case = book();
    for word in ["separation-of-duties", "'four eyes'"] {
        case.run(&format!("explain {word}")).ok().says("not in the record").says("self = \"warn\"");
    }
    case.run("explain self-approval").ok().says("those they raised themselves");
    // as it is: Mai raises and issues
    case.run("invoice new ACME --line 12:tv=100.00 --number a").ok();
    case.run("invoice issue ACME-I0119").ok();
}
