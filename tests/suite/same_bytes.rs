//! The same book on the same day gives the same bytes, wherever the command is typed; commands that change things too.

use crate::harness::Case;
use std::path::Path;
use suits::render::LEDGERS;
use suits::reports::REPORTS;

const READS: [&str; 16] = [
    "overdue",
    "budget",
    "budget --by client,month",
    "board",
    "rounds --all",
    "workload",
    "today",
    "job list",
    "brief list",
    "brief check ACME-B0004",
    "briefs --by client,author",
    "client list",
    "feedback list",
    "check",
    "search film",
    "job show ACME-0012",
];

/// Every one of those, every report there is, and every export.
fn reads() -> Vec<String> {
    let mut lines: Vec<String> = READS.iter().map(ToString::to_string).collect();
    let known = |lines: &[String], name: &str| lines.iter().any(|line| line == name);
    for name in REPORTS.iter().map(|report| report.name()) {
        if !known(&lines, name) {
            lines.push(name.to_owned());
        }
    }
    lines.extend(LEDGERS.iter().map(|language| format!("export {} --cost --partial", language.name)));
    lines
}

fn book() -> Case {
    Case::copy("examples/northlight", "2026-12-01")
}

#[test]
fn reading_twice_gives_the_same_bytes() {
    let (case, other) = (book(), book());
    for line in reads() {
        for format in ["table", "json", "jsonl", "yaml", "csv", "tsv", "md"] {
            let line = format!("{line} --format {format}");
            let (first, again, elsewhere) = (case.run(&line), case.run(&line), other.run(&line));
            assert_eq!(
                (first.code, &first.stdout, &first.stderr),
                (again.code, &again.stdout, &again.stderr),
                "{line}"
            );
            assert_eq!((first.code, &first.stdout), (elsewhere.code, &elsewhere.stdout), "{line}");
            let below = case.run_in("jobs/ACME", &line);
            assert_eq!((first.code, &first.stdout), (below.code, &below.stdout), "{line} in a folder of the book");
            let outside = case.run_in("..", &format!("-C {} {line}", case.path().display()));
            assert_eq!((first.code, &first.stdout), (outside.code, &outside.stdout), "{line} from outside");
        }
    }
}

#[test]
fn the_order_of_files_on_disk_does_not_matter() {
    let case = book();
    let copy = Case::empty("2026-12-01");
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/northlight");
    let files = walkdir::WalkDir::new(&from).into_iter().map(|entry| entry.expect("lists").into_path());
    let mut files: Vec<_> = files.filter(|path| path.is_file()).collect();
    fastrand::Rng::with_seed(20_261_201).shuffle(&mut files);
    for file in files {
        let path = file.strip_prefix(&from).expect("inside").to_str().expect("UTF-8");
        copy.write(path, std::fs::read(&file).expect("reads"));
    }
    for line in reads() {
        let (laid, shuffled) = (case.run(&line), copy.run(&line));
        assert_eq!((laid.code, laid.stdout), (shuffled.code, shuffled.stdout), "{line}");
    }
}

#[test]
fn the_same_steps_make_the_same_files() {
    let steps = [
        "job new --brief ACME-B0004",
        "job set ACME-0015 due=2027-05-28",
        "job advance ACME-0015 --to briefing",
        "brief new ACME --title x --type audio",
        "client new NEWCO --name x",
        "job estimate add ACME-0015 --kind fee --role art-director --hours 2",
    ];
    let (one, other) = (book(), book());
    for step in steps {
        let (a, b) = (one.run(step).ok(), other.run(step).ok());
        assert_eq!((a.stdout, a.stderr), (b.stdout, b.stderr), "{step}");
    }
    for file in ["jobs/ACME/ACME-0015.yaml", "briefs/ACME/ACME-B0005.yaml", "clients/NEWCO.yaml"] {
        assert_eq!(one.text(file), other.text(file), "{file}");
    }
}
