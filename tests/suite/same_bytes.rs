//! The same book on the same day gives the same bytes, wherever the command is typed; commands that change things too.

use crate::harness::{Case, copy_all};
use std::path::Path;

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

fn book() -> Case {
    Case::copy("examples/northlight", "2026-12-01")
}

#[test]
fn reading_twice_gives_the_same_bytes() {
    let (case, other) = (book(), book());
    for line in READS {
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
    // Laid out backwards: the last client first.
    for folder in ["timesheets", "jobs", "feedback", "invoices", "contact-reports", "clients", "briefs", "evidence"] {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/northlight").join(folder);
        if from.is_dir() {
            copy_all(&from, &copy.file(folder));
        }
    }
    copy.write("suits.toml", case.text("suits.toml"));
    for line in READS {
        assert_eq!(case.run(line).stdout, copy.run(line).stdout, "{line}");
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
