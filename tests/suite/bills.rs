//! What the verbs of bills say next: numbers that are free, halves that go together, commands that lead on, and the argument that is wrong.

use crate::harness::Case;
use crate::invoices::{book, stands};

const FIRST: &str = "invoices/ACME/ACME-I0118.yaml";
const NEXT: &str = "invoices/ACME/ACME-I0119.yaml";
const NOTE: &str = "invoices/ACME/ACME-I0120.yaml";

/// With 2026-119 issued, film 34,500.00 and tv 40,000.00, with 25.5% 93,497.50; and a note of 1,000.00 on it, with tax 1,255.00, set off.
fn set_off() -> Case {
    let case = book();
    case.run("invoice new ACME --rest 12 --number 2026-119").ok();
    case.run("invoice issue ACME-I0119").ok();
    case.run("invoice credit ACME-I0119 --line tv=1000.00 --number c1").ok();
    case.run("invoice issue ACME-I0120").ok();
    case.run("invoice pay ACME-I0119 --with ACME-I0120").ok();
    case
}

/// The id of the one payment of an invoice.
fn payment(case: &Case, file: &str) -> String {
    let invoice: serde_yaml::Value = serde_yaml::from_str(&case.text(file)).expect("YAML");
    invoice["payments"][0]["id"].as_str().expect("an id").to_owned()
}

#[test]
fn a_number_with_its_year_at_the_end_is_counted_on_before_the_year() {
    let case = book();
    case.write(FIRST, case.text(FIRST).replace("number: \"2026-118\"", "number: 116/2026"));
    case.run("invoice new ACME --line 12:film --number 117/2026").ok();
    case.run("invoice new ACME --line 12:tv --number 117/2026").exits(1).says("`--number 118/2026`");
    case.run("invoice new ACME --line 12:tv").exits(2).says("`--number 118/2026`");
}

#[test]
fn halves_that_do_not_name_each_other_go_together_too() {
    let case = set_off();
    for (file, other) in [(NEXT, "ACME-I0120"), (NOTE, "ACME-I0119")] {
        let text = case.text(file);
        let without = text.replace(&format!("    with: {other}\n"), "");
        assert!(without.len() < text.len(), "{text}");
        case.write(file, without);
    }
    let undo = format!("invoice pay ACME-I0120 --undo {}", payment(&case, NOTE));
    case.run(&undo).ok().says("ACME-I0119: so is the other half of it");
    assert_eq!(
        [&stands(&case, "ACME-I0119")[2], &stands(&case, "ACME-I0120")[2]],
        [&"93497.50".to_owned(), &"-1255.00".to_owned()]
    );
}

#[test]
fn a_half_that_was_changed_by_hand_stays_and_is_named() {
    let case = set_off();
    let id = payment(&case, NOTE);
    case.write(NOTE, case.text(NOTE).replace("amount: 1255.00", "amount: 1254.00"));
    case.run(&format!("invoice pay ACME-I0119 --undo {id}"))
        .ok()
        .says("ACME-I0120: 1,254.00 EUR on 2026-12-16 stays")
        .says(&format!("`suits invoice pay ACME-I0120 --undo {id}`"));
    case.run(&format!("invoice pay ACME-I0120 --undo {id}")).ok();
}

#[test]
fn what_is_settled_and_paid_is_not_asked_for_again() {
    let case = set_off();
    case.run("invoice dispute ACME-I0119 --reason 'The second ending was never approved'").ok();
    case.run("invoice dispute ACME-I0119 --settled -n").ok().says("suits invoice pay ACME-I0119");
    case.run("invoice pay ACME-I0119").ok();
    case.run("invoice dispute ACME-I0119 --settled")
        .ok()
        .says("settled; nothing is open of it")
        .says_not("suits invoice pay")
        .says_not("suits invoice write-off");
}

#[test]
fn a_draft_that_was_paid_or_credited_says_what_to_type_before_it_is_dropped() {
    let case = set_off();
    // its yes is taken out by hand: it was paid by a set-off, and a note that went out takes money off it
    let text = case.text(NEXT);
    let (from, to) = (text.find("approvals:").expect("approvals"), text.find("payments:").expect("payments"));
    case.write(NEXT, format!("{}approvals: []\n{}", &text[..from], &text[to..]));
    let undo = format!("`suits invoice pay ACME-I0119 --undo {}`", payment(&case, NEXT));
    case.run("check").exits(1).says(&undo);
    case.run("invoice drop ACME-I0119")
        .exits(1)
        .says(&undo)
        .says("`suits invoice issue ACME-I0119`")
        .says_not("suits invoice drop ACME-I0120");
    // of one that went out, that is all there is to say
    case.write(NEXT, text);
    case.run("invoice drop ACME-I0119").exits(1).says("its number stays in the book").says_not("takes money off it");
}

#[test]
fn time_of_another_is_taken_back_from_the_other() {
    let case = Case::copy("tests/books/records", "2026-12-01");
    case.run("time log ACME-0013 2 --for kim").ok();
    let text = case.text("timesheets/kim/2026-12.yaml");
    let id = text.lines().find_map(|line| line.trim().strip_prefix("- id: ")).expect("an entry").to_owned();
    case.run(&format!("time set {id} date=2026-11-30 --for kim"))
        .exits(2)
        .says(&format!("`suits time drop {id} --for kim`"))
        .says("`suits time log … --for kim --date 2026-11-30`");
    case.run(&format!("time drop {id} --for kim -n")).ok();
}

#[test]
fn hours_of_too_many_digits_are_refused_by_the_verb_and_found_by_the_rule() {
    let case = Case::copy("tests/books/records", "2026-12-01");
    case.run(&format!("time log ACME-0012 {}", "1234567890".repeat(4)))
        .exits(2)
        .says("a day has 24 hours")
        .says_not("as a decimal number");
    case.run("time log ACME-0012 2.5000000001").exits(2).says("round it: `2.50`");
    let sheet = "timesheets/ann/2026-11.yaml";
    case.write(sheet, case.text(sheet).replacen("hours: 2.5", "hours: 2.5000000001", 1));
    case.run("check").exits(1).says("impossible-hours").says("round it: `2.50`");
}

#[test]
fn what_is_wrong_is_marked_where_it_was_typed() {
    let case = book();
    case.run("invoice new ACME --rest 12 --number 2026-119 --tax 125%")
        .exits(1)
        .says("--tax")
        .says("a percentage is at most 100%")
        .says("`--tax null` for none")
        .says_not("ACME-I0119.yaml");
    case.run("job new ACME --title Posters --type print-ooh --requested-by liisa").ok();
    let add = "job estimate add ACME-0014 --kind fee --text More --amount 100";
    case.run(&format!("{add} --id concept")).ok();
    case.run(&format!("{add} --id edit")).ok();
    let text = case.text("jobs/ACME/ACME-0014.yaml");
    let line = 1 + text.lines().position(|line| line.trim() == "- id: edit").expect("the line");
    case.run(&format!("{add} --id edit")).exits(1).says("--id").says(&format!("ACME-0014.yaml:{line}:"));
}

#[test]
fn what_is_to_be_credited_on_a_draft_is_not_called_credited() {
    let case = book();
    // of 4,400.00 for the concept 400.00 are to be given back; film 34,500.00 and tv 40,000.00 were never charged: 74,500.00
    case.run("invoice credit ACME-I0118 --line concept=400.00 --number c1").ok();
    let said = "`concept`: 400.00 EUR is to be credited on ACME-I0119, which has not gone out, and is left out";
    let rest = "invoice new ACME --rest 12 --number 2026-120 -n";
    case.run(rest).ok().says("of 74,500.00 EUR").says(said).says_not("was credited");
    // nothing can be charged once more before it went back
    case.run(&format!("{rest} --again")).ok().says("of 74,500.00 EUR").says(said);
    case.run("invoice issue ACME-I0119").ok();
    case.run(rest).ok().says("of 74,500.00 EUR").says("400.00 EUR of `concept` was credited and is left out");
    case.run(&format!("{rest} --again")).ok().says("of 74,900.00 EUR").says_not("left out");
}
