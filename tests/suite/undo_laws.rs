//! Whatever was done in whatever order: taking it all back, the last first, gives every byte of the book back; and making it again gives
//! every byte of that.

use crate::differential::seed;
use crate::harness::Case;
use crate::repository::{committed, git_says};
use fastrand::Rng;
use std::collections::BTreeMap;
use std::path::Path;

const WALKS: u64 = 6;
/// So many that twenty changes hold them all, taken back too.
const STEPS: usize = 10;

/// Every file of the book with its bytes, but for scratch and git's own.
fn book(case: &Case) -> BTreeMap<String, Vec<u8>> {
    fn below(folder: &Path, name: &str, files: &mut BTreeMap<String, Vec<u8>>) {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let entry = entry.expect("an entry");
            let own = entry.file_name().into_string().expect("UTF-8");
            if own == ".suits" || own == ".git" {
                continue;
            }
            let path = if name.is_empty() { own } else { format!("{name}/{own}") };
            if entry.path().is_dir() {
                below(&entry.path(), &path, files);
            } else {
                files.insert(path, std::fs::read(entry.path()).expect("bytes"));
            }
        }
    }
    let mut files = BTreeMap::new();
    below(case.path(), "", &mut files);
    files
}

/// One command line that writes; some are refused.
fn line(rng: &mut Rng, step: usize) -> String {
    match rng.u8(..14) {
        0 => format!("job set ACME-0012 'title=Title {step} ชื่อ'"),
        1 => format!("client set ACME payment_days={}", 10 + step),
        2 => format!("client new C{step}X --name 'Client {step}' --currency EUR"),
        3 => format!("job new ACME --title 'Job {step}' --type print-ooh --requested-by ann --due 2027-06-30"),
        4 => "job drop ACME-0014".to_owned(),
        5 => format!("time log ACME-0012 {}.25 --for ann --date 2026-11-30", 1 + rng.u8(..3)),
        6 => format!("time log ACME-0013 1 --for kim --date 2026-10-{}", 10 + step),
        7 => "people reassign ann mai".to_owned(),
        8 => format!("people away kim --from 2026-12-{} --to 2026-12-{}", 10 + step, 11 + step),
        9 => "job advance ACME-0014 --to briefing".to_owned(),
        10 => "feedback open ACME-0012 --kind internal --on film-30".to_owned(),
        11 => format!("contact-report new ACME --date 2026-11-30 --subject 'Call {step}'"),
        12 => format!("job hold ACME-0013 --reason 'Pause {step}' --by mai"),
        _ => format!("brief new ACME --type print-ooh --title 'Brief {step}'"),
    }
}

fn walk(seed: u64, commits: bool) -> usize {
    let mut rng = Rng::with_seed(seed);
    let case = if commits { committed("tests/books/records") } else { Case::copy("tests/books/records", "2026-12-01") };
    let (mut states, mut typed) = (vec![book(&case)], Vec::new());
    for step in 0..STEPS {
        let commit = if commits && rng.bool() { " --commit" } else { "" };
        let line = format!("{}{commit}", line(&mut rng, step));
        let ran = case.run(&line);
        typed.push(format!("{line}: {}", ran.code));
        let now = book(&case);
        if ran.code != 0 || now == states[states.len() - 1] {
            assert!(now == states[states.len() - 1], "seed {seed}: a refusal wrote: {typed:#?}\n{}", ran.all());
            continue;
        }
        states.push(now);
    }
    let told = || format!("seed {seed}, {typed:#?}");
    let made = states.len() - 1;
    // The number of a change is how many were made before it, and one: refusals are not remembered.
    for number in (1..=made).rev() {
        case.run(&format!("undo {number}")).ok();
        assert!(book(&case) == states[number - 1], "change {number} of {}", told());
    }
    // Then each taking back is taken back, the last first: that is the order in which they were made at first.
    for (number, state) in states.iter().enumerate().skip(1) {
        let back = made + (made - number) + 1;
        case.run(&format!("undo {back}")).ok();
        assert!(book(&case) == *state, "change {number} again of {}", told());
    }
    if commits {
        assert_eq!(git_says(case.path(), "fsck --no-dangling"), "");
    }
    made
}

#[test]
fn all_that_was_done_can_be_taken_back_to_the_byte() {
    let first = seed() >> 1;
    let made: usize = (first..first + WALKS).map(|seed| walk(seed, false)).sum();
    assert!(made > 3 * usize::try_from(WALKS).expect("few"), "only {made} changes were made from seed {first}");
}

#[test]
fn commits_are_taken_back_as_files_are() {
    let first = seed() >> 1;
    let made: usize = (first..first + 2).map(|seed| walk(seed, true)).sum();
    assert!(made > 4, "only {made} changes were made from seed {first}");
}
