//! Whatever is done to a job in whatever order: at most one handoff is open, nothing in the record contradicts itself, and every refusal
//! says what to do instead.

use crate::differential::seed;
use crate::harness::Case;
use fastrand::Rng;
use serde_json::Value;
use suits::domain::workflow::Workflow;
use suits::values::Day;

const JOB: &str = "jobs/ACME/ACME-0014.yaml";
const WALKS: u64 = 8;
const STEPS: usize = 24;

/// What no verb may leave behind.
const CONTRADICTIONS: [&str; 11] = [
    "approval-without-authority",
    "dangling-reference",
    "date-out-of-order",
    "dependency-cycle",
    "duplicate-id",
    "inactive-person",
    "several-open-handoffs",
    "status-out-of-step",
    "step-outside-workflow",
    "unexplained-rejection",
    "unknown-word",
];

/// The book of the record format whose stages ask for nothing, with a job just opened.
fn book() -> Case {
    let case = Case::copy("tests/books/records", "2026-12-01");
    let words =
        |words: &[suits::values::Word]| words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", ");
    let mut stages = String::new();
    for stage in Workflow::usual().stages() {
        let seat = stage.seat.as_ref().map_or_else(String::new, |seat| format!("seat = \"{seat}\", "));
        let days = stage.lead_days.map_or_else(String::new, |days| format!("lead_days = {days}, "));
        stages +=
            &format!("  {{ stage = \"{}\", {seat}{days}next = [{}], needs = [] }},\n", stage.name, words(&stage.next));
    }
    let toml = case.text("suits.toml");
    case.write("suits.toml", format!("{toml}\n[workflow]\nstages = [\n{stages}]\n"));
    case.run("job new ACME --title Posters --type print-ooh --requested-by liisa --due 2027-06-30").ok();
    case
}

fn handoffs(case: &Case) -> Value {
    case.run("job show ACME-0014 --format json").ok().json()["record"]["handoffs"].clone()
}

/// One command line, as somebody in a hurry might type it: often by the wrong person, or out of place.
fn line(rng: &mut Rng, case: &Case, today: Day) -> String {
    const PEOPLE: [&str; 7] = ["ann", "mai", "bo", "tom", "kim", "eve", "fay"];
    let handoffs = handoffs(case);
    let last = handoffs.as_array().and_then(|all| all.last()).cloned().unwrap_or_default();
    let stage = last["stage"].as_str().unwrap_or("requested");
    let to = last["to"].as_str().filter(|to| PEOPLE.contains(to)).unwrap_or("ann");
    let somebody = |rng: &mut Rng| *rng.choice(&PEOPLE).expect("one");
    // three times out of four whoever has the ball speaks for it
    let by = if rng.u8(..4) == 0 { somebody(rng) } else { to };
    let usual = Workflow::usual();
    let next: Vec<&str> =
        usual.get(stage).map_or_else(Vec::new, |stage| stage.next.iter().map(|next| &**next).collect());
    let onward = rng.choice(next).unwrap_or("briefing").to_owned();
    match rng.u8(..20) {
        0..7 => format!("job advance ACME-0014 --to {onward} --by {by}"),
        7..9 => format!("job accept ACME-0014 --by {by}"),
        9..12 => format!("job reject ACME-0014 --reason 'Not like this' --by {by}"),
        12..14 => {
            let party = rng.choice(["agency", "client", "supplier"]).expect("one");
            format!("job wait ACME-0014 --on {party} --date {} --by {by}", today.plus(-rng.i64(0..2)))
        }
        14 => format!("job hold ACME-0014 --reason Pause --by {}", rng.choice(["mai", "bo", "ann"]).expect("one")),
        15 => format!("job hold ACME-0014 --reason Pause --to {} --by mai", today.plus(rng.i64(-1..5))),
        16..18 => "job resume ACME-0014 --by mai".to_owned(),
        18 if rng.u8(..3) == 0 => "job cancel ACME-0014 --reason Off --by bo".to_owned(),
        18 => format!("job advance ACME-0014 --to {} --by mai", rng.choice(usual.stages()).expect("one").name),
        _ => format!("people reassign {} {}", somebody(rng), somebody(rng)),
    }
}

fn walk(seed: u64) -> usize {
    let mut rng = Rng::with_seed(seed);
    let (mut case, mut today, mut done, mut typed) = (book(), Day::parse("2026-12-01").expect("a day"), 0, Vec::new());
    for _ in 0..STEPS {
        today = today.plus(rng.i64(0..4));
        case.set_day(&today.to_string());
        let line = line(&mut rng, &case, today);
        let before = case.text(JOB);
        let ran = case.run(&format!("{line} --format json"));
        typed.push(format!("{today}: {line}"));
        let told = || format!("seed {seed}\n{}\n{}", typed.join("\n"), ran.all());
        if line.starts_with("people") && ran.code == 2 {
            continue;
        }
        assert!(ran.code < 2, "{}", told());
        if ran.code == 1 {
            assert_eq!(case.text(JOB), before, "{}", told());
            let found = ran.json()["findings"].as_array().expect("findings").clone();
            assert!(found.iter().all(|one| one["help"].is_string()), "a refusal without a way out: {}", told());
            continue;
        }
        done += 1;
        let handoffs = handoffs(&case);
        let open = |one: &&Value| one["done"].is_null() && one["rejected"].is_null();
        let open = handoffs.as_array().map_or(0, |all| all.iter().filter(open).count());
        assert!(open <= 1, "{}\n{}", told(), case.text(JOB));
        // with `--due` every rule is run, those that do not look at the day too
        let found = case.run("check --due --format json").json()["findings"].as_array().expect("findings").clone();
        let wrong =
            |one: &&Value| one["path"] == JOB && CONTRADICTIONS.contains(&one["code"].as_str().unwrap_or_default());
        let wrong: Vec<&Value> = found.iter().filter(wrong).collect();
        assert!(wrong.is_empty(), "{}\n{wrong:#?}\n{}", told(), case.text(JOB));
    }
    done
}

#[test]
fn whatever_is_done_in_whatever_order_leaves_a_sound_record() {
    let first = seed() >> 1;
    let done: usize = (first..first + WALKS).map(walk).sum();
    // A walk that is refused at every step would prove nothing.
    assert!(done > 3 * usize::try_from(WALKS).expect("few"), "only {done} steps were taken from seed {first}");
}
