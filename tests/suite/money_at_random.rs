//! Whatever is done to a job's money in whatever order: what no approval covers is refused with a way out, nothing in the record contradicts
//! itself or is agreed, ordered or charged beyond what it may, and a dry run writes nothing.

use crate::differential::seed;
use crate::harness::{Case, changed_lines};
use fastrand::Rng;
use serde_json::Value;
use suits::values::Day;

const JOB: &str = "jobs/ACME/ACME-0014.yaml";
const WALKS: u64 = 4;
const STEPS: usize = 40;

/// A job with an estimate of one fee and one supplier, which the client has approved.
fn book() -> Case {
    let case = Case::copy("tests/books/records", "2026-12-01");
    case.run("job new ACME --title Posters --type print-ooh --requested-by liisa --due 2027-06-30").ok();
    case.run("job set ACME-0014 contract=aor-2025").ok();
    case.run("job estimate add ACME-0014 --id concept --kind fee --role art-director --hours 10 --contingency 10%")
        .ok();
    case.run("job estimate add ACME-0014 --id print --kind third-party --supplier 'Paino Oy' --net 3000.00").ok();
    case.run("job estimate approve ACME-0014 --for internal").ok();
    case.run("job estimate send ACME-0014").ok();
    case.run("job estimate approve ACME-0014 --for client --by liisa --method po --evidence 1").ok();
    case
}

/// One command line, as somebody in a hurry might type it: often by the wrong person, or out of place.
fn line(rng: &mut Rng, today: Day) -> String {
    let mut one = |of: &[&str]| rng.choice(of.to_vec()).expect("one").to_owned();
    let by = one(&["ann", "mai", "bo", "eve", "tom"]);
    let change = one(&["co1", "co2", "co3", "co4"]);
    let order = one(&["po-1", "po-2", "po-3"]);
    let on = one(&["concept", "print", "print", "co1-1", "co2-1"]);
    let invoice = one(&["po-1-1", "po-1-2", "po-2-1", "po-3-1"]);
    let cause = one(&["client-revision", "agency-correction", "out-of-scope"]);
    let kind = one(&[
        "--kind fee --amount 400.00",
        "--kind fee --role production --hours 7.25",
        "--kind third-party --net 333.33",
        "--kind discount --amount 150.00",
        "--kind expense --net 12.34",
        "",
    ]);
    let version = one(&["", "--version 1", "--version 2"]);
    let sum = format!("{}.{:02}", rng.u32(1..1800), rng.u32(..100));
    let day = today.plus(-rng.i64(0..3));
    let yes = "--by liisa --method email --evidence mail";
    match rng.u8(..34) {
        0..4 => format!("job change add ACME-0014 --cause {cause} --text 'Lisää' {kind} --by {by}"),
        4 => format!("job change add ACME-0014 --to {change} --kind fee --amount 90.00 --by {by}"),
        5..9 => format!("job change approve ACME-0014 {change} --for internal"),
        9..12 => format!("job change send ACME-0014 {change} --by {by}"),
        12..15 => format!("job change approve ACME-0014 {change} --for client {yes}"),
        15 => format!("job change approve ACME-0014 {change} --for client {yes} --date {day}"),
        16 => format!("job change reject ACME-0014 {change} --by liisa --reason 'Liian kallis'"),
        17 => format!("job change withdraw ACME-0014 {change} --by {by}"),
        18..21 => format!("job order add ACME-0014 --line {on} --net {sum} --supplier 'Paino Oy' --by {by}"),
        21..23 => format!("job order send ACME-0014 {order} --by {by}"),
        23 => format!("job order accept ACME-0014 {order} --by {by}"),
        24..26 => format!("job order receive ACME-0014 {order} --net {sum} --by {by}"),
        26 => format!("job order receive ACME-0014 {order} --net {sum} --final --by {by}"),
        27 => format!("job order approve ACME-0014 {invoice} --for payment"),
        28 => format!("job order cancel ACME-0014 {order} --by {by}"),
        _ => match rng.u8(..6) {
            0 => "job estimate revise ACME-0014".to_owned(),
            1 => format!("job estimate send ACME-0014 {version}"),
            2 => format!("job estimate approve ACME-0014 --for internal {version}"),
            3 | 4 => format!("job estimate approve ACME-0014 --for client {yes} {version}"),
            _ => format!("job estimate reject ACME-0014 --by liisa --reason 'Liian kallis' {version}"),
        },
    }
}

fn walk(seed: u64) -> usize {
    let mut rng = Rng::with_seed(seed);
    let (mut case, mut today, mut done, mut typed) = (book(), Day::parse("2026-12-01").expect("a day"), 0, Vec::new());
    for _ in 0..STEPS {
        today = today.plus(rng.i64(0..2));
        case.set_day(&today.to_string());
        case.set_user(rng.choice(["ann", "mai", "bo"]).expect("one"));
        let line = line(&mut rng, today);
        let before = case.text(JOB);
        let shown = case.run(&format!("{line} -n"));
        assert_eq!(case.text(JOB), before, "a dry run wrote: {line}");
        let ran = case.run(&format!("{line} --format json"));
        typed.push(format!("{today}: {line}"));
        let told = || format!("seed {seed}\n{}\n{}", typed.join("\n"), ran.all());
        assert_eq!(shown.code, ran.code, "{}", told());
        assert!(ran.code < 2, "{}", told());
        if ran.code == 1 {
            assert_eq!(case.text(JOB), before, "{}", told());
            let found = ran.json()["findings"].as_array().expect("findings").clone();
            let placed = |one: &Value| one["path"] == JOB || one["argument"].is_string();
            assert!(found.iter().all(|one| one["help"].is_string() && placed(one)), "no way out: {}", told());
            continue;
        }
        done += 1;
        let lines = changed_lines(&before, &case.text(JOB));
        let gone = lines.iter().filter(|line| line.starts_with('-')).count();
        assert!(gone <= 4, "more than a status, a day and two empty lists go: {lines:?}\n{}", told());
        let found = case.run("check --format json").json()["findings"].as_array().expect("findings").clone();
        let wrong: Vec<_> = found.iter().filter(|one| one["path"] == JOB && one["severity"] == "error").collect();
        assert!(wrong.is_empty(), "{}\n{wrong:#?}\n{}", told(), case.text(JOB));
    }
    done
}

#[test]
fn whatever_is_done_to_money_leaves_a_sound_record() {
    let first = seed() >> 1;
    let done: usize = (first..first + WALKS).map(walk).sum();
    assert!(done > 6 * usize::try_from(WALKS).expect("few"), "only {done} steps were taken from seed {first}");
}
