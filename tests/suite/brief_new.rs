//! `brief new` by type and size: the sections that are asked for and no other, and questions that hold nobody up.

use crate::harness::Case;
use suits::hands::{Answer, Scripted};

const BRIEF: &str = "briefs/ACME/ACME-B0005.yaml";

fn book() -> Case {
    Case::copy("tests/books/records", "2026-12-01")
}

fn types(text: &str) -> Answer {
    Answer::Type(text.to_owned())
}

const TYPES: [&str; 12] = [
    "campaign",
    "tv-video",
    "audio",
    "print-ooh",
    "digital-social",
    "web-email",
    "media",
    "research",
    "event-pr",
    "identity",
    "adaptation",
    "retainer-ticket",
];

#[test]
fn a_brief_of_every_type_and_size_reads_and_has_what_its_check_asks_for() {
    for kind in TYPES {
        for size in ["small", "large"] {
            let case = book();
            case.run(&format!("brief new ACME --title Work --type {kind} --size {size}")).ok();
            let text = case.text(BRIEF);
            let has = |key: &str| text.lines().any(|line| line.starts_with(&format!("{key}:")));
            let json = case.run("brief check ACME-B0005 --format json").exits(1).json();
            for row in json["rows"].as_array().expect("rows") {
                let section = row["section"].as_str().expect("a name");
                let key = match section {
                    "project" => "title".to_owned(),
                    name if name.ends_with("-objective") => "objectives".to_owned(),
                    name => name.replace('-', "_"),
                };
                assert!(has(&key) && row["need"] != "not-asked", "{kind} {size}: {section} in\n{text}");
            }
            // D1: a small job is asked for nine sections at most, and an adaptation for nothing about the market.
            assert_eq!(
                has("insight"),
                size == "large" && !matches!(kind, "research" | "adaptation" | "retainer-ticket")
            );
            assert_eq!(has("proposition"), !matches!(kind, "media" | "research" | "adaptation" | "retainer-ticket"));
            assert_eq!(has("rights"), size == "large" && !matches!(kind, "media" | "research" | "identity"));
            case.run("check briefs").ok();
        }
    }
}

#[test]
fn what_is_given_for_a_section_that_is_not_asked_for_is_kept_in_its_place() {
    let case = book();
    case.run("brief new ACME --title Sizes --type adaptation --size small --proposition 'Every size.'").ok();
    case.run("brief set ACME-B0005 insight.text=Walks 'objectives+={kind: business, text: Sell 400 by 2027-02-01.}'")
        .ok();
    let text = case.text(BRIEF);
    let at = |key: &str| text.lines().position(|line| line.starts_with(key)).expect("a key");
    let order = ["requested_on:", "objectives:", "insight:", "proposition:", "mandatories:", "deliverables:"].map(at);
    assert!(order.is_sorted(), "{text}");
    let json = case.run("brief check ACME-B0005 --format json").exits(1).json();
    let rows = json["rows"].as_array().expect("rows");
    let unasked: Vec<_> =
        rows.iter().filter(|row| row["need"] == "not-asked").map(|row| row["section"].clone()).collect();
    assert_eq!(unasked, ["business-objective", "insight", "proposition"]);
    // The words of the template are nobody's, whatever the type.
    for words in ["or a waiver for it", "required: what must be there"] {
        assert!(text.contains(words), "{text}");
        case.run(&format!("search '{words}'")).ok().says("nothing says");
    }
}

#[test]
fn a_person_is_asked_what_a_line_can_answer_and_may_pass_everything_over() {
    let case = book();
    let mut hands = Scripted::new([
        types("Summer launch"),
        types("campaign"),
        types("Sales fell 8% in 2025."),
        Answer::Skip,
        types("From 4M to 5M EUR, \"all in\", by 2027-06-30."),
        types(""),
        types("  "),
        Answer::Skip,
        types("The forest is free."),
        types("80000.00"),
        types("soon"),
        types("2027-04-01"),
    ]);
    let ran = case.ask("brief new ACME -v", &mut hands).ok();
    assert_eq!(
        hands.asked[..10],
        [
            "What is the brief about?",
            "What kind of work is it?",
            "Where is the client now?",
            "What is the one problem to solve?",
            "What should it do for the client's money?",
            "What should it do in the market?",
            "What should people think, feel or do?",
            "Who do we talk to?",
            "What is the one thing we say?",
            "How much money is there?",
        ]
    );
    assert!(hands.asked[11].starts_with("When does it go live? ("), "{:?}", hands.asked);
    let text = case.text(BRIEF);
    for line in [
        "background: Sales fell 8% in 2025.",
        "problem: null ",
        "    text: From 4M to 5M EUR, \"all in\", by 2027-06-30.",
        "proposition: The forest is free.",
        "  amount: 80000.00",
        "  live: 2027-04-01",
    ] {
        assert!(text.lines().any(|found| found.starts_with(line)), "{line} in\n{text}");
    }
    // What `-v` says does the same without questions.
    let flags =
        ran.stderr.lines().find_map(|line| line.strip_prefix("the same without questions: add ")).expect("flags");
    case.run(&format!("brief new ACME {flags}")).ok();
    assert_eq!(case.text("briefs/ACME/ACME-B0006.yaml"), text);
}

#[test]
fn nobody_is_asked_what_was_given_or_where_nobody_can_be_asked() {
    let case = book();
    // A small adaptation requires a single thing that one line answers, and it is given.
    let mut hands = Scripted::default();
    let line = "brief new ACME --title Sizes --type adaptation --size small --set timing.live=2027-04-01";
    case.ask(line, &mut hands).ok();
    case.ask("brief new ACME --title Work --type campaign --no-input", &mut hands).ok();
    case.ask("brief new ACME --like ACME-B0004 --title Again", &mut hands).ok();
    assert_eq!(hands.asked, [""; 0]);
    case.run("brief new ACME --title Work --type campaign").ok();
    // Ctrl-C at any question writes nothing.
    let mut hands = Scripted::new([types("Sales fell."), Answer::Interrupt]);
    case.ask("brief new ACME --title Work --type campaign", &mut hands).exits(130).says("nothing was written");
    assert!(!case.file("briefs/ACME/ACME-B0009.yaml").exists());
}
