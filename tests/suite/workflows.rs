//! The workflow as a picture, and a workflow of an agency's own: walked from the request to its end, and told where it does not hold
//! together.

use crate::harness::Case;
use serde_json::json;
use suits::config::{Config, StageFacts};
use suits::domain::workflow::Workflow;
use suits::render::DIAGRAMS;
use suits::values::Word;

/// A stage: its name, seat, next stages and needs.
type Row<'a> = (&'a str, Option<&'a str>, &'a [&'a str], &'a [&'a str]);

fn drawn(format: &str, stages: &[Row<'_>]) -> String {
    let words = |words: &[&str]| words.iter().map(|&word| Word::from(word)).collect();
    let facts = |&(stage, seat, next, needs): &Row<'_>| StageFacts {
        stage: Word::from(stage),
        seat: seat.map(Word::from),
        lead_days: seat.map(|_| 2),
        next: words(next),
        needs: words(needs),
    };
    let config = Config { workflow: Some(stages.iter().map(facts).collect()), ..Config::default() };
    let diagram = DIAGRAMS.iter().find(|diagram| diagram.name == format).expect("a language");
    let mut out = Vec::new();
    (diagram.draw)(&Workflow::of(&config), &mut out).expect("drawn");
    String::from_utf8(out).expect("UTF-8")
}

/// Names that would end a box, begin a tag, a comment, an escape or a statement, hide, or move the cursor.
const HOSTILE: [&str; 12] = [
    "a\"]; s0 --> s9[\"b",
    "a\"]; digraph x { \"",
    "<script>alert(1)</script>",
    "a\nb;\nend",
    "a|b{c}(d)[e]",
    "%% a -- b",
    "`# a`",
    "back\\slash\\",
    "&quot;&#34;#quot;",
    "\u{202e}gpj.exe",
    "\u{1b}[31mred",
    "ร่างแรก tarkistus – 審査",
];

/// Reads DOT as this program writes it: node and edge statements of bare names, with quoted labels. The numbers of nodes and edges.
fn read_dot(text: &str) -> (usize, usize) {
    let body = text.strip_prefix("digraph workflow {\n").and_then(|rest| rest.strip_suffix("}\n")).expect("one graph");
    let (mut nodes, mut edges) = (0, 0);
    for line in body.lines() {
        let statement = line.strip_prefix("    ").and_then(|line| line.strip_suffix(';')).expect(line);
        if statement == "node [shape=box, style=rounded]" {
            continue;
        }
        let (head, attributes) = statement.split_once(" [").map_or((statement, ""), |(head, rest)| (head, rest));
        let is_name = |name: &str| name.strip_prefix('s').is_some_and(|number| number.parse::<usize>().is_ok());
        if let Some((from, to)) = head.split_once(" -> ") {
            assert!(is_name(from) && is_name(to), "{line}");
            assert!(["", "style=dashed, constraint=false]"].contains(&attributes), "{line}");
            edges += 1;
        } else {
            assert!(is_name(head), "{line}");
            let quoted = attributes.strip_prefix("label=\"").expect(line);
            let end = closing_quote(quoted).expect(line);
            assert!(["]", ", peripheries=2]"].contains(&&quoted[end + 1..]), "{line}");
            nodes += 1;
        }
    }
    (nodes, edges)
}

/// Where a quoted text ends: at the first quote that no backslash escapes.
fn closing_quote(text: &str) -> Option<usize> {
    let mut escaped = false;
    text.char_indices()
        .find(|(_, c)| {
            let ends = *c == '"' && !escaped;
            escaped = *c == '\\' && !escaped;
            ends
        })
        .map(|(at, _)| at)
}

/// Reads Mermaid as this program writes it. Inside quotes there is nothing but letters, digits, a few marks, `#NN;` and `<br/>`.
fn read_mermaid(text: &str) -> (usize, usize) {
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("flowchart TD"));
    let (mut nodes, mut edges) = (0, 0);
    for line in lines {
        let statement = line.strip_prefix("    s").expect(line);
        let digits = statement.bytes().take_while(u8::is_ascii_digit).count();
        assert!(digits > 0, "{line}");
        let rest = &statement[digits..];
        if let Some(to) = rest.strip_prefix(" --> s").or_else(|| rest.strip_prefix(" -.-> s")) {
            assert!(to.parse::<usize>().is_ok(), "{line}");
            edges += 1;
            continue;
        }
        let boxed = [("[\"", "\"]"), ("([\"", "\"])")];
        let label = boxed.iter().find_map(|(open, close)| rest.strip_prefix(open)?.strip_suffix(close)).expect(line);
        for (at, part) in label.replace("<br/>", "\n").split('#').enumerate() {
            let text = if at == 0 {
                part
            } else {
                let (number, text) = part.split_once(';').expect(line);
                assert!(number.parse::<u32>().is_ok_and(|number| number < 128), "{line}");
                text
            };
            let is_plain = |c: char| !c.is_ascii() || c.is_ascii_alphanumeric() || " -,.\n".contains(c);
            assert!(text.chars().all(is_plain), "{line}");
        }
        nodes += 1;
    }
    (nodes, edges)
}

#[test]
fn the_usual_workflow_is_drawn_whole() {
    // Fifteen stages and thirty-one steps.
    let case = Case::copy("tests/books/records", "2026-12-01");
    let mermaid = case.run("workflow --format mermaid").ok().stdout;
    assert_eq!(read_mermaid(&mermaid), (15, 31));
    assert!(mermaid.contains("    s0[\"requested<br/>account-executive, 1 working day\"]\n"), "{mermaid}");
    assert!(mermaid.contains("    s7[\"client-review<br/>the client, 5 working days<br/>needs internal-verdicts<br/>needs no-open-internal-items\"]\n"), "{mermaid}");
    assert!(
        mermaid.contains("    s14([\"closed<br/>needs billed<br/>needs no-open-orders<br/>needs no-open-rounds\"])\n"),
        "{mermaid}"
    );
    // From internal review on to the client, and back to briefing.
    assert!(mermaid.contains("    s6 --> s7\n") && mermaid.contains("    s6 -.-> s1\n"), "{mermaid}");
    let dot = case.run("workflow --format dot").ok().stdout;
    assert_eq!(read_dot(&dot), (15, 31));
    assert!(dot.contains("    s0 [label=\"requested\\naccount-executive, 1 working day\"];\n"), "{dot}");
    assert!(dot.contains("    s6 -> s7;\n    s6 -> s8;\n    s6 -> s1 [style=dashed, constraint=false];\n"), "{dot}");
    case.run("workflow --format dot -o flow.dot").ok();
    assert_eq!(case.text("flow.dot"), dot);
    // Back steps are a column of the rows.
    let rows = case.run("workflow --format json").ok().json()["rows"].clone();
    assert_eq!(rows[6]["back"], json!(["briefing"]));
    assert_eq!(rows[8]["back"], json!(["internal-review", "briefing"]));
}

#[test]
fn a_name_of_any_letters_stays_inside_its_box() {
    for name in HOSTILE {
        let stages: [Row<'_>; 3] = [
            ("requested", Some(name), &[name], &[name]),
            (name, Some("traffic"), &["done", "requested"], &[]),
            ("done", None, &[], &[name]),
        ];
        let (mermaid, dot) = (drawn("mermaid", &stages), drawn("dot", &stages));
        assert_eq!((read_mermaid(&mermaid), read_dot(&dot)), ((3, 3), (3, 3)), "{name}");
        for text in [mermaid, dot] {
            assert!(!text.contains(['\u{202e}', '\u{1b}']) && !text.contains("&quot;"), "{text}");
            assert_eq!(text.contains("ร่างแรก tarkistus – 審査"), name.starts_with('ร'), "{text}");
        }
    }
}

#[test]
fn only_the_workflow_is_drawn_and_only_whole() {
    let case = Case::copy("tests/books/records", "2026-12-01");
    for line in [
        "board --format mermaid",
        "job list --format dot",
        "job advance ACME-0012 --format dot",
        "check --format mermaid",
    ] {
        case.run(line).exits(2).says("only `suits workflow` draws in `").says("formats of this command: ");
    }
    case.run("workflow --format sarif").exits(2).says("only `suits check`");
    case.run("workflow --format mermaid --where 'seat = traffic'").exits(2).says("leave out `--where`");
    case.run("workflow --format dot --limit 2").exits(2).says("leave out `--limit`");
    case.run("workflow --client ACME").exits(2).says("nothing here is of one client or another");
    case.run("workflow --format dot --exit-code").exits(1).says("digraph");
    case.run("workflow --format mermiad").exits(2);
}

/// A studio's own stages, seats and times: three stages in Finnish words, and a loop back.
const OWN: &str = r#"
[workflow]
stages = [
  { stage = "requested", seat = "tuottaja", lead_days = 1, next = ["luonnos"], needs = [] },
  { stage = "luonnos", seat = "suunnittelija", lead_days = 3, next = ["tarkistus", "requested"], needs = ["deliverables-listed"] },
  { stage = "tarkistus", seat = "client", lead_days = 2, next = ["valmis", "luonnos"], needs = ["version-filed", "due-agreed"] },
  { stage = "valmis", needs = ["no-open-orders"] },
]
"#;

fn own(stages: &str) -> Case {
    let case = Case::copy("tests/books/records", "2026-12-01");
    case.write("suits.toml", format!("{}\n{stages}", case.text("suits.toml")));
    for record in [
        "jobs/ACME/ACME-0012.yaml",
        "jobs/ACME/ACME-0013.yaml",
        "feedback/ACME/ACME-0013-R1.yaml",
        "invoices/ACME/ACME-I0118.yaml",
    ] {
        std::fs::remove_file(case.file(record)).expect("removed");
    }
    std::fs::remove_file(case.file("timesheets/ann/2026-11.yaml")).expect("removed");
    let report = case.text("contact-reports/ACME/ACME-C0031.yaml");
    case.write("contact-reports/ACME/ACME-C0031.yaml", report.replace("jobs: [ACME-0012]", "jobs: []"));
    let seats = if stages.contains("tuottaja") { "  tuottaja: tom\n  suunnittelija: kim\n" } else { "" };
    let client = case.text("clients/ACME.yaml");
    case.write("clients/ACME.yaml", client.replace("  finance: fay\n", &format!("  finance: fay\n{seats}")));
    case
}

#[test]
fn an_agency_s_own_workflow_is_walked_from_the_request_to_its_end() {
    let mut case = own(OWN);
    case.run("check").ok();
    case.run("workflow").ok().says("tarkistus").says_not("internal-review").says_not("fault");
    assert_eq!(read_mermaid(&case.run("workflow --format mermaid").ok().stdout), (4, 5));

    case.run("job new ACME --title 'โปสเตอร์ฤดูร้อน – Kesäjuliste' --type print-ooh --requested-by liisa")
        .ok()
        .says("ACME-0001");
    // The producer has it, one working day from Tuesday the 1st.
    let json = case.run("today --for tom --format json").ok().json();
    assert_eq!((&json["rows"][0]["record"], &json["rows"][0]["due"]), (&json!("ACME-0001"), &json!("2026-12-02")));
    case.run("job advance ACME-0001 --to briefing").exits(1).says("there is no stage `briefing`").says("`luonnos`");
    case.run("job advance ACME-0001").exits(1).says("deliverables-listed");
    case.run("explain luonnos ACME-0001")
        .exits(1)
        .says("✗ deliverables-listed")
        .says("suunnittelija")
        .says("2026-12-04");
    case.run("job set ACME-0001 deliverables+=juliste").ok();
    // Three working days from the 1st are Friday the 4th.
    case.run("job advance ACME-0001").ok().says("requested → luonnos, with kim, due Fri 2026-12-04");
    case.run("job advance ACME-0001 --to tarkistus").exits(1).says("version-filed").says("due-agreed");
    case.run("job set ACME-0001 deliverables.juliste.version=v1 due=2026-12-18 baseline_due=2026-12-18").ok();
    case.set_day("2026-12-04");
    // The stage gives the client two days, the contract five: from Friday the 4th they are the Friday after.
    case.run("job advance ACME-0001 --to tarkistus").ok().says("luonnos → tarkistus, with liisa, due Fri 2026-12-11");
    case.run("job advance ACME-0001 --to luonnos").ok().says("tarkistus → luonnos, with kim");
    case.run("job advance ACME-0001 --to tarkistus").ok();
    case.run("board").ok().says("tarkistus (1)");
    // Bo goes over a guard of the agency's own choosing.
    let job = case.text("jobs/ACME/ACME-0001.yaml");
    let order = "orders:\n  - {id: po-1, line: paino, date: 2026-12-04, net: 10.00, status: draft}\n";
    let line = job.lines().find(|line| line.starts_with("orders:")).expect("the line").to_owned();
    case.write("jobs/ACME/ACME-0001.yaml", job.replace(&format!("{line}\n"), order));
    case.run("job advance ACME-0001 --to valmis").exits(1).says("no-open-orders");
    case.set_user("bo");
    case.run("job override ACME-0001 --to valmis --reason 'Tilaus perutaan'").ok().says("tarkistus → valmis");
    case.run("job advance ACME-0001").exits(1).says("job-over");
    case.run("job list --format json").ok().says("valmis");
    case.run("overdue --all --as-of 2027-02-01").ok().says_not("ACME-0001");
}

#[test]
fn stages_are_named_in_small_latin_letters_and_others_are_refused_at_their_place() {
    for name in ["ร่าง", "tarkistuserä", "Draft", "first draft", "a\\\"b"] {
        let stages = format!(
            "[workflow]\nstages = [\n  {{ stage = \"{name}\", seat = \"traffic\", lead_days = 1, next = [] }},\n]\n"
        );
        own(&stages).run("check").exits(1).says("suits.toml:").says("small letters, digits and hyphens");
    }
}

/// A workflow with four faults: a stage nobody reaches, two that never end, and a step to nowhere.
const FAULTY: &str = r#"
[workflow]
stages = [
  { stage = "requested", seat = "traffic", lead_days = 1, next = ["making"], needs = ["moon-phase"] },
  { stage = "making", seat = "creative", next = ["makeing"] },
  { stage = "over", seat = "traffic", lead_days = 1, next = [] },
]
"#;

#[test]
fn a_workflow_that_does_not_hold_together_is_told_and_stops_only_the_step_that_cannot_be() {
    let case = own(FAULTY);
    let found = case.run("check --format json").exits(1).json()["findings"].clone();
    let line = |needle: &str| {
        let at = case.text("suits.toml").lines().position(|line| line.contains(needle)).expect("a line");
        json!(at + 1)
    };
    let told: Vec<(String, bool)> = found
        .as_array()
        .expect("findings")
        .iter()
        .map(|one| {
            let code = one["code"].as_str().expect("a name").to_owned();
            let expected = match code.as_str() {
                "unreachable-stage" => line("stage = \"over\""),
                "stage-without-lead-days" | "unknown-stage" => line("makeing"),
                "endless-stage" if one["message"].as_str().is_some_and(|message| message.contains("making")) => {
                    line("makeing")
                }
                _ => line("moon-phase"),
            };
            (code, one["path"] == "suits.toml" && one["line"] == expected)
        })
        .collect();
    let mut names: Vec<&str> = told.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "endless-stage",
            "endless-stage",
            "stage-without-lead-days",
            "unknown-guard",
            "unknown-stage",
            "unreachable-stage"
        ]
    );
    assert!(told.iter().all(|(_, is_there)| *is_there), "{found:#}");
    case.run("workflow").ok().says("this workflow has 6 faults: `suits check suits.toml` shows where");

    // Work goes on as far as it can: what is not named is no step, and what has no lead days is due on no day.
    case.run("job new ACME --title Posters --type print-ooh --requested-by liisa").ok();
    case.run("job set ACME-0001 goal=More").ok();
    let ran = case.run("job advance ACME-0001").ok().says("requested → making, with kim");
    assert!(!ran.stderr.contains("due"), "{}", ran.all());
    case.run("job advance ACME-0001").exits(1).says("there is no stage `makeing`").says("did you mean `making`?");
    case.run("job override ACME-0001 --to over --by bo --reason Hurry").exits(1).says("no-such-step");
}
