//! Whatever is charged, paid, credited and given up in whatever order: the book stays sound, nothing is charged twice, nothing open is below
//! nothing, and no other byte of a file is touched. Payments taken down at the same time are all kept.

use crate::differential::seed;
use crate::harness::Case;
use crate::invoices::book;
use fastrand::Rng;
use std::collections::BTreeMap;
use std::process::{Command, Stdio};
use suits::values::Day;

const WALKS: u32 = 4;
const STEPS: usize = 30;

fn texts(case: &Case) -> BTreeMap<String, String> {
    let folder = case.file("invoices/ACME");
    let files = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").file_name());
    files
        .map(|name| name.into_string().expect("UTF-8"))
        .map(|name| (name.clone(), case.text(&format!("invoices/ACME/{name}"))))
        .collect()
}

/// Cents behind the point: every sum of these walks is in euro.
fn cents(sum: &serde_json::Value) -> i64 {
    sum["amount"].as_str().expect("a sum").replace('.', "").parse().expect("digits")
}

fn line(rng: &mut Rng, ids: &[String], number: usize) -> String {
    let id = rng.choice(ids).expect("one");
    let amount = format!("{}.{:02}", rng.u32(1..20_000), rng.u32(..100));
    let part = rng.choice(["concept", "film", "tv"]).expect("one");
    match rng.u8(..16) {
        0..2 => format!("invoice new ACME --line 12:{part}={amount} --number n{number}"),
        2 => format!("invoice new ACME --rest 12 --number n{number}"),
        3 => {
            format!("invoice new ACME --retainer aor-2025 --month 2026-{:02} --po 1 --number n{number}", rng.u8(1..13))
        }
        4..7 => format!("invoice issue {id}"),
        7..11 => format!("invoice pay {id} {amount}"),
        11 => format!("invoice pay {id}"),
        12 => format!("invoice credit {id} --line a={amount} --number n{number}"),
        13 => format!("invoice pay {id} --with {}", rng.choice(ids).expect("one")),
        14 => format!("invoice drop {id}"),
        _ if rng.u8(..4) == 0 => format!("invoice write-off {id} --reason 'Too small to sue for'"),
        _ => format!("invoice dispute {id} --reason 'Not as ordered'"),
    }
}

/// How many steps were taken.
fn walk(seed: u64) -> u32 {
    let mut rng = Rng::with_seed(seed);
    let (mut case, mut today, mut done, mut typed) = (book(), Day::parse("2027-01-10").expect("a day"), 0, Vec::new());
    for step in 0..STEPS {
        today = today.plus(rng.i64(0..3));
        case.set_day(&today.to_string());
        let before = texts(&case);
        let ids: Vec<String> = before.keys().map(|name| name.trim_end_matches(".yaml").to_owned()).collect();
        let line = line(&mut rng, &ids, step);
        let ran = case.run(&format!("{line} --format json"));
        typed.push(format!("{today}: {line}"));
        let told = || format!("seed {seed}\n{}\n{}", typed.join("\n"), ran.all());
        let after = texts(&case);
        if ran.code != 0 {
            assert_eq!(after, before, "{}", told());
            if ran.code == 1 {
                let found = ran.json()["findings"].as_array().expect("findings").clone();
                assert!(found.iter().all(|one| one["help"].is_string()), "a refusal without a way out: {}", told());
            }
            continue;
        }
        done += 1;
        for (name, old) in &before {
            let Some(new) = after.get(name) else { continue };
            // what is added stands between what was there; a word that was `[]` or `null` makes room for it
            let gone: Vec<String> =
                crate::harness::changed_lines(old, new).into_iter().filter(|line| line.starts_with('-')).collect();
            let opened = |line: &String| line.contains("[]") || line.contains("null");
            assert!(gone.len() <= 1 && gone.iter().all(opened), "{name}: {gone:?}\n{}", told());
        }
        let found = case.run("check --format json").json()["findings"].as_array().expect("findings").clone();
        let wrong: Vec<_> =
            found.iter().filter(|one| one["path"].as_str().is_some_and(|path| path.starts_with("invoices/"))).collect();
        assert!(wrong.is_empty(), "{}\n{wrong:#?}", told());
        let rows = case.run("invoice list --format json").ok().json();
        for row in rows["rows"].as_array().expect("rows") {
            let (amount, paid, open) = (cents(&row["amount"]), cents(&row["paid"]), cents(&row["open"]));
            assert_eq!(amount - paid, open, "{}", told());
            let sign = if row["kind"] == "credit" { -1 } else { 1 };
            assert!(0 <= open * sign, "{row}\n{}", told());
        }
    }
    done
}

#[test]
fn whatever_is_done_to_invoices_leaves_a_sound_book() {
    let first = seed();
    let taken: u32 = (0..WALKS).map(|walk_number| walk(first.wrapping_add(u64::from(walk_number)))).sum();
    assert!(WALKS * 4 < taken, "only {taken} steps were taken");
}

#[test]
fn payments_taken_down_at_the_same_time_are_all_kept() {
    const PAYERS: usize = 4;
    const EACH: usize = 5;
    let case = book();
    case.run("invoice new ACME --line 12:film=1000.00 --number 2026-119").ok();
    case.run("invoice issue ACME-I0119").ok();
    let start = |payer: usize, nth: usize| {
        // 1.00 to 1.19: told apart by their cents
        let amount = format!("1.{:02}", payer * EACH + nth);
        let mut command = Command::new(env!("CARGO_BIN_EXE_suits"));
        command.args(["invoice", "pay", "ACME-I0119", &amount]).current_dir(case.path());
        command.env_clear().env("SUITS_TODAY", "2026-12-16").env("SUITS_USER", "mai").stdout(Stdio::null());
        command.stderr(Stdio::piped()).spawn().expect("starts")
    };
    for nth in 0..EACH {
        let running: Vec<_> = (0..PAYERS).map(|payer| start(payer, nth)).collect();
        for one in running {
            let ended = one.wait_with_output().expect("ends");
            assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
        }
    }
    let text = case.text("invoices/ACME/ACME-I0119.yaml");
    for cent in 0..PAYERS * EACH {
        assert_eq!(text.matches(&format!("    amount: 1.{cent:02}\n")).count(), 1, "{cent}\n{text}");
    }
    // 20 x 1.00 + (0 + 1 + … + 19) cents = 20.00 + 1.90
    assert_eq!(crate::invoices::stands(&case, "ACME-I0119")[1], "21.90");
    case.run("check").ok();
}
