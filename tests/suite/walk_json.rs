//! The same walk as a script would make it: nobody to ask, every answer as JSON, on stdout where it is a yes or a refusal.

use crate::harness::Case;
use serde_json::Value;

/// The answer to a step: its envelope, wherever it belongs.
fn answer(case: &Case, line: &str, stdin: &[u8], code: u8) -> Value {
    let ran = case.pipe(&format!("{line} --format json --no-input"), stdin);
    assert_eq!(ran.code, code, "{line}: {}", ran.all());
    let json = if code == 2 { serde_json::from_str(&ran.stderr).expect("an envelope") } else { ran.json() };
    match code {
        0 => assert!(json["report"].is_string() && json["version"] == 1, "{line}: {json}"),
        1 => assert!(json["findings"].as_array().is_some_and(|found| !found.is_empty()), "{line}: {json}"),
        _ => assert!(json["error"]["code"].is_string() && ran.stdout.is_empty(), "{line}: {json}"),
    }
    json
}

#[test]
fn every_step_answers_in_json() {
    let mut case = Case::copy("tests/books/records", "2026-12-01");
    let brief = include_bytes!("walk_brief.yaml");
    let steps: &[(&str, &str, u8, &str)] = &[
        ("ann", "job new ACME --title 'Summer posters' --type print-ooh", 2, "missing-field"),
        (
            "ann",
            "job new ACME --title 'Summer posters' --type print-ooh --requested-by liisa --due 2027-05-28",
            0,
            "ACME-0014",
        ),
        ("ann", "job advance ACME-0014 --to briefing", 0, "ACME-0014"),
        ("ann", "brief new ACME --from -", 0, "ACME-B0005"),
        ("ann", "brief submit ACME-B0005", 1, "many-sentence-proposition"),
        ("ann", "brief set ACME-B0005 'proposition=Summer is one bus stop away.'", 0, "ACME-B0005"),
        ("ann", "brief submit ACME-B0005", 0, "ACME-B0005"),
        ("ann", "job set ACME-0014 brief=ACME-B0005 contract=aor-2025", 0, "ACME-0014"),
        ("ann", "job advance ACME-0014 --to brief-approved", 1, "brief-approved"),
        ("bo", "brief approve ACME-B0005 --for strategy", 0, "ACME-B0005"),
        ("kim", "brief approve ACME-B0005 --for creative", 0, "ACME-B0005"),
        (
            "ann",
            "brief approve ACME-B0005 --for client --by liisa --method email --evidence 'mail 2026-12-01'",
            0,
            "ACME-B0005",
        ),
        ("ann", "job advance ACME-0014 --to brief-approved", 0, "ACME-0014"),
        ("ann", "job advance ACME-0014 --to estimating", 1, "deliverables-listed"),
        ("ann", "job set ACME-0014 deliverables+=poster", 0, "ACME-0014"),
        ("ann", "job advance ACME-0014 --to estimating", 0, "ACME-0014"),
        ("ann", "job estimate add ACME-0014 --id concept --kind fee --role art-director --hours 20", 0, "ACME-0014"),
        ("ann", "job advance ACME-0014 --to authorised", 1, "estimate-approved"),
        ("ann", "job estimate approve ACME-0014 --for internal", 0, "ACME-0014"),
        ("ann", "job estimate send ACME-0014", 0, "ACME-0014"),
        ("ann", "job estimate approve ACME-0014 --for client --by liisa --method po --evidence 45", 0, "ACME-0014"),
        ("ann", "job advance ACME-0014 --to authorised", 0, "ACME-0014"),
        ("tom", "job advance ACME-0014 --to in-creative", 0, "ACME-0014"),
        ("kim", "job set ACME-0014 deliverables.poster.version=v1", 0, "ACME-0014"),
        ("kim", "job advance ACME-0014 --to internal-review", 0, "ACME-0014"),
        ("ann", "feedback open ACME-0014 --type internal", 0, "ACME-0014-R1"),
        ("ann", "feedback decide ACME-0014-R1 --on strategy pass", 0, "ACME-0014-R1"),
        ("ann", "feedback decide ACME-0014-R1 --on brand pass", 0, "ACME-0014-R1"),
        ("ann", "job advance ACME-0014 --to client-review", 1, "internal-verdicts"),
        ("kim", "feedback decide ACME-0014-R1 --on craft pass", 0, "ACME-0014-R1"),
        ("ann", "job advance ACME-0014 --to client-review", 0, "ACME-0014"),
        ("ann", "feedback open ACME-0014", 0, "ACME-0014-R2"),
        ("ann", "feedback add ACME-0014-R2 --id logo --text 'Too small'", 0, "ACME-0014-R2"),
        ("ann", "feedback decide ACME-0014-R2 --by liisa changes-required", 0, "ACME-0014-R2"),
        ("ann", "job advance ACME-0014 --to approved", 1, "client-round-approved"),
        ("ann", "job advance ACME-0014 --to revising", 1, "reasons-given"),
        (
            "ann",
            "feedback set ACME-0014-R2 'items.logo.why=Nobody sees it' items.logo.class=client-revision",
            0,
            "ACME-0014-R2",
        ),
        ("ann", "job advance ACME-0014 --to revising", 0, "ACME-0014"),
        ("kim", "feedback resolve ACME-0014-R2 logo --in v2", 0, "ACME-0014-R2"),
        ("kim", "job set ACME-0014 deliverables.poster.version=v2", 0, "ACME-0014"),
        ("kim", "job advance ACME-0014 --to internal-review", 0, "ACME-0014"),
    ];
    for (who, line, code, named) in steps {
        case.set_user(who);
        let json = answer(&case, line, brief, *code);
        match code {
            0 => assert_eq!(json["changed"][0]["id"], *named, "{line}"),
            1 => {
                let codes: Vec<_> =
                    json["findings"].as_array().into_iter().flatten().map(|one| one["code"].clone()).collect();
                assert!(codes.contains(&Value::from(*named)), "{line}: {codes:?}");
            }
            _ => assert_eq!(json["error"]["code"], *named, "{line}"),
        }
    }
    for line in [
        "overdue",
        "budget",
        "board",
        "today",
        "job list",
        "job show ACME-0014",
        "feedback show ACME-0014-R2",
        "search poster",
        "workflow",
        "explain burn",
    ] {
        answer(&case, line, b"", 0);
    }
    case.run("check ACME-0014 ACME-B0005 feedback/ACME").ok();
}
