//! The store: which files it finds, what it makes of broken ones, whom it means by what is typed.

#![expect(clippy::disallowed_methods, reason = "a test writes books to spoil")]

pub(crate) use crate::scratch_book::book;
use crate::scratch_book::{put, records};
use suits::domain::approval::ApprovalFor;
use suits::domain::layout::AnyId;
use suits::domain::record::Kind;
use suits::domain::scope::Scope;
use suits::finding::Finding;
use suits::store::{Resolution, Snapshot, Store, Unusable};
use suits::values::{BriefId, ClientId, JobId, RoundId};

fn whole(store: &Store) -> Snapshot {
    store.load(&Scope::book()).expect("loads")
}

fn told(snapshot: &Snapshot, findings: &[Finding]) -> Vec<String> {
    let line = |finding: &Finding| {
        let (path, at) = snapshot.position(&finding.place);
        format!("{path}:{}:{} {}", at.line, at.column, finding.code)
    };
    findings.iter().map(line).collect()
}

fn job(id: &str) -> JobId {
    JobId::parse(id).expect("a job")
}

#[test]
fn the_book_of_the_format_loads_without_a_word() {
    let (_dir, store) = book();
    let snapshot = whole(&store);
    assert_eq!(snapshot.problems, []);
    assert_eq!(snapshot.unknown_keys, []);
    assert_eq!(snapshot.strays, []);
    let jobs: Vec<String> = snapshot.agency.jobs.iter().map(|job| job.id.to_string()).collect();
    assert_eq!(jobs, ["ACME-0012", "ACME-0013"]);
    assert!(snapshot.agency.jobs.is_complete());
}

#[test]
fn the_book_is_found_from_any_folder_in_it_and_nowhere_else() {
    let (dir, store) = book();
    let inside = Store::open(&dir.path().join("jobs/ACME")).expect("found");
    assert_eq!(inside.root(), store.root());
    let outside = tempfile::TempDir::new().expect("a folder");
    let error = Store::open(outside.path()).expect_err("no book");
    assert!(error.to_string().contains("there is no book in"), "{error}");
}

#[test]
fn one_broken_record_is_one_finding_with_its_place_and_hides_no_other() {
    let (dir, store) = book();
    let text = std::fs::read_to_string(dir.path().join("jobs/ACME/ACME-0013.yaml")).expect("reads");
    put(&dir, "jobs/ACME/ACME-0014.yaml", &text.replace("title:", "title: [open\nrest:"));
    put(&dir, "jobs/ACME/ACME-0015.yaml", &format!("tilte: Typo\n{text}"));
    let snapshot = whole(&store);
    assert_eq!(snapshot.agency.jobs.iter().len(), 3);
    assert_eq!(snapshot.unreadable().len(), 1);
    assert_eq!(snapshot.unreadable()[0].path, "jobs/ACME/ACME-0014.yaml");
    assert_eq!(told(&snapshot, &snapshot.unknown_keys), ["jobs/ACME/ACME-0015.yaml:1:1 unknown-key"]);
    assert!(snapshot.unknown_keys[0].help.as_deref().is_some_and(|help| help.contains("`title`")));
}

#[test]
fn every_field_that_does_not_fit_is_told_at_once() {
    let (dir, store) = book();
    let text =
        "title: Two faults\ntype: film\nstatus: requested\nrequested_by: liisa\nrequested_on: 2026-02-30\nrush: yes\n";
    put(&dir, "jobs/ACME/ACME-0014.yaml", text);
    let snapshot = whole(&store);
    let places: Vec<_> = snapshot.problems.iter().map(|finding| snapshot.position(&finding.place).1.line).collect();
    let mut sorted = places.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, [2, 5, 6], "{:?}", told(&snapshot, &snapshot.problems));
}

#[test]
fn what_is_no_record_is_said_and_what_lies_wrong_is_told_where_it_belongs() {
    let (dir, store) = book();
    for path in ["jobs/ACME/notes.txt", "jobs/ACME/.DS_Store", "evidence/ACME-0099.yaml", "briefs/ACME/draft.yaml"] {
        put(&dir, path, "x\n");
    }
    for path in ["jobs/ACME-0021.yaml", "jobs/BOLT/ACME-0022.yaml", "ACME-0023.yaml", "Invoices/ACME/ACME-I0001.yaml"] {
        put(&dir, path, "x\n");
    }
    let snapshot = whole(&store);
    let mut strays = told(&snapshot, &snapshot.strays);
    strays.sort();
    assert_eq!(
        strays,
        [
            "ACME-0023.yaml:1:1 misplaced-record",
            "Invoices:1:1 misplaced-record",
            "briefs/ACME/draft.yaml:1:1 not-a-record",
            "jobs/ACME-0021.yaml:1:1 misplaced-record",
            "jobs/ACME/notes.txt:1:1 not-a-record",
            "jobs/BOLT/ACME-0022.yaml:1:1 misplaced-record",
        ]
    );
    assert_eq!(snapshot.problems, []);
}

#[test]
fn names_that_differ_only_in_capitals_are_found() {
    let (dir, store) = book();
    put(&dir, "jobs/ACME/acme-0012.yaml", "x\n");
    let snapshot = whole(&store);
    let mut strays = told(&snapshot, &snapshot.strays);
    strays.sort();
    assert_eq!(strays, ["jobs/ACME/acme-0012.yaml:1:1 case-twins", "jobs/ACME/acme-0012.yaml:1:1 misplaced-record"]);
}

#[test]
fn bytes_that_are_no_text_are_told_with_their_place() {
    let (dir, store) = book();
    let at = |name: &str| dir.path().join("jobs/ACME").join(name);
    std::fs::write(at("ACME-0031.yaml"), b"\xff\xfet\0i\0").expect("writes");
    std::fs::write(at("ACME-0032.yaml"), b"title: ok\ngoal: \xff\n").expect("writes");
    std::fs::write(at("ACME-0033.yaml"), b"title: a\0b\n").expect("writes");
    std::fs::write(at("ACME-0034.yaml"), vec![b'#'; (16 << 20) + 1]).expect("writes");
    let snapshot = whole(&store);
    let problems = told(&snapshot, &snapshot.problems);
    assert_eq!(
        problems,
        [
            "jobs/ACME/ACME-0031.yaml:1:1 not-utf-8",
            "jobs/ACME/ACME-0032.yaml:2:7 not-utf-8",
            "jobs/ACME/ACME-0033.yaml:1:9 nul-character",
            "jobs/ACME/ACME-0034.yaml:1:1 too-large",
        ]
    );
}

#[cfg(unix)]
#[test]
fn pipes_folders_and_links_named_like_records_are_told_and_never_opened() {
    let (dir, store) = book();
    let jobs = dir.path().join("jobs/ACME");
    let made = std::process::Command::new("mkfifo").arg(jobs.join("ACME-0041.yaml")).status().expect("mkfifo runs");
    assert!(made.success());
    std::fs::create_dir(jobs.join("ACME-0042.yaml")).expect("a folder");
    std::os::unix::fs::symlink("/etc/passwd", jobs.join("ACME-0043.yaml")).expect("a link");
    std::os::unix::fs::symlink("ACME-0012.yaml", jobs.join("ACME-0044.yaml")).expect("a link");
    std::os::unix::fs::symlink("/etc", dir.path().join("jobs/BOLT")).expect("a link");
    let snapshot = whole(&store);
    let mut problems = told(&snapshot, &snapshot.problems);
    problems.sort();
    assert_eq!(
        problems,
        [
            "jobs/ACME/ACME-0041.yaml:1:1 not-a-file",
            "jobs/ACME/ACME-0042.yaml:1:1 not-a-file",
            "jobs/ACME/ACME-0043.yaml:1:1 symlink",
            "jobs/ACME/ACME-0044.yaml:1:1 symlink",
            "jobs/BOLT:1:1 symlink",
        ]
    );
    let out = snapshot.problems.iter().filter(|finding| finding.message.contains("out of the book")).count();
    assert_eq!(out, 2);
    assert_eq!(snapshot.agency.jobs.iter().len(), 2);
    // The same by its id: nothing hangs, nothing is followed.
    for id in ["ACME-0041", "ACME-0042", "ACME-0043"] {
        let one = store.load(&Scope::job(job(id))).expect("loads");
        assert_eq!((one.agency.jobs.iter().len(), one.problems.len()), (0, 1), "{id}");
    }
}

#[test]
fn an_unreadable_configuration_stops_everything_and_says_where() {
    let (dir, store) = book();
    put(&dir, "suits.toml", "[agency]\nname = \n");
    let error = store.load(&Scope::book()).expect_err("stops");
    let unusable = error.downcast_ref::<Unusable>().expect("with a place");
    assert_eq!((unusable.path.as_str(), unusable.position.line), ("suits.toml", 2));
}

#[test]
fn days_off_come_from_calendar_files_in_the_book_and_from_nowhere_else() {
    let (dir, store) = book();
    let toml = std::fs::read_to_string(dir.path().join("suits.toml")).expect("reads");
    let ics = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20270624\nDTEND;VALUE=DATE:20270626\nEND:VEVENT\nEND:VCALENDAR\n";
    put(&dir, "summer.ics", ics);
    let with = |files: &str| put(&dir, "suits.toml", &toml.replacen("holiday_files = []", files, 1));
    with("holiday_files = [\"summer.ics\"]");
    let days: Vec<String> = whole(&store).agency.config.calendar.holidays.iter().map(ToString::to_string).collect();
    // The end of an event is not covered: the 24th and the 25th.
    assert!(days.ends_with(&["2027-06-24".to_owned(), "2027-06-25".to_owned()]), "{days:?}");
    for away in ["../summer.ics", "/etc/passwd", "none.ics"] {
        with(&format!("holiday_files = [\"{away}\"]"));
        let snapshot = whole(&store);
        assert_eq!(snapshot.problems.len(), 1, "{away}");
        assert_eq!(snapshot.problems[0].code, "holiday-file");
    }
}

#[test]
fn one_job_is_loaded_with_what_belongs_to_it_and_no_more() {
    let (_dir, store) = book();
    let snapshot = store.load(&Scope::job(job("ACME-0013"))).expect("loads");
    let read: Vec<&str> = snapshot.sources.iter().map(|(_, file)| &*file.path).collect();
    assert_eq!(
        read,
        [
            "suits.toml",
            "clients/ACME.yaml",
            "jobs/ACME/ACME-0013.yaml",
            "briefs/ACME/ACME-B0004.yaml",
            "feedback/ACME/ACME-0013-R1.yaml"
        ]
    );
    let money = store.load(&Scope::job_money(job("ACME-0012"))).expect("loads");
    let read: Vec<&str> = money.sources.iter().map(|(_, file)| &*file.path).collect();
    assert!(
        read.contains(&"timesheets/ann/2026-11.yaml") && read.contains(&"invoices/ACME/ACME-I0118.yaml"),
        "{read:?}"
    );
    let missing = store.load(&Scope::job(job("ACME-0099"))).expect("loads");
    assert!(matches!(missing.agency.jobs.get(&job("ACME-0099")), suits::domain::agency::Lookup::Missing));
    assert!(matches!(missing.agency.jobs.get(&job("ACME-0012")), suits::domain::agency::Lookup::NotLoaded));
}

#[test]
fn fingerprints_are_those_in_the_record() {
    let (_dir, store) = book();
    let snapshot = whole(&store);
    let brief = snapshot.agency.briefs.get(&BriefId::parse("ACME-B0004").expect("an id")).found().expect("there");
    let hash = brief.approvals[0].hash.as_ref().expect("a hash").to_string();
    assert_eq!(brief.fingerprints, [(suits::domain::record::Part::Whole, hash.into())]);
}

#[test]
fn only_the_sections_that_hold_an_approval_asked_for_are_fingerprinted() {
    let (_dir, store) = book();
    let found = |of: &'static [ApprovalFor]| {
        let snapshot = store.load(&Scope::kinds(&[Kind::Job]).approvals(of)).expect("loads");
        let job = snapshot.agency.jobs.get(&job("ACME-0012")).found().expect("there");
        job.fingerprints.iter().map(|(part, _)| part.path().to_string()).collect::<Vec<_>>()
    };
    // the client agreed to the estimate; the change order is sent, and the film is charged with a manager's yes
    assert_eq!(found(&[ApprovalFor::Client]), ["estimates[0]"]);
    assert_eq!(found(&[ApprovalFor::Payment]), ["supplier_invoices[0]"]);
    assert_eq!(found(ApprovalFor::ALL), ["estimates[0]", "supplier_invoices[0]"]);
    assert!(found(&[]).is_empty());
}

#[test]
fn ids_are_understood_as_people_type_them() {
    let (_dir, store) = book();
    let exact = |typed: &str, kinds: &[Kind]| store.resolve(typed, kinds).expect("looks");
    let found = |kind, text| Resolution::Exact(AnyId::parse(kind, text).expect("an id"));
    for typed in ["ACME-0012", "acme-12", " Acme-012 ", "ACME-000012"] {
        assert_eq!(exact(typed, &[Kind::Job]), found(Kind::Job, "ACME-0012"), "{typed}");
    }
    assert_eq!(exact("acme", Kind::ALL), found(Kind::Client, "ACME"));
    assert_eq!(exact("acme-b4", Kind::ALL), found(Kind::Brief, "ACME-B0004"));
    assert_eq!(exact("acme-13-r1", Kind::ALL), found(Kind::Round, "ACME-0013-R1"));
    assert_eq!(exact("Ann/2026-11", Kind::ALL), found(Kind::Timesheet, "ann/2026-11"));
    let both = ["ACME-0012", "ACME-0013"].map(|id| AnyId::Job(job(id))).to_vec();
    assert_eq!(exact("acme-1", &[Kind::Job]), Resolution::Prefix(both));
    let Resolution::Unknown { suggestions } = exact("ACME-0021", &[Kind::Job]) else { panic!("there is none") };
    assert!(suggestions.contains(&AnyId::Job(job("ACME-0012"))), "{suggestions:?}");
    for typed in ["../../etc/passwd", "", "acme-0012/../ACME-0013", "con-1"] {
        assert!(!matches!(exact(typed, Kind::ALL), Resolution::Exact(_)), "{typed}");
    }
}

#[test]
fn the_next_number_is_one_more_than_the_highest() {
    let (dir, store) = book();
    let acme = ClientId::parse("ACME").expect("a client");
    let next = |kind| store.next_number(kind, &acme, None).expect("a number").to_string();
    assert_eq!(
        [Kind::Job, Kind::Brief, Kind::ContactReport, Kind::Invoice].map(next),
        ["ACME-0014", "ACME-B0005", "ACME-C0032", "ACME-I0119"]
    );
    assert_eq!(store.next_round(&job("ACME-0013")).expect("a round"), RoundId::of(&job("ACME-0013"), 2));
    put(&dir, "jobs/ACME/acme-0100.yml", "taken, in a way\n");
    assert_eq!(next(Kind::Job), "ACME-0101");
    let mut dice = 7_u32;
    let mut throw = || {
        dice += 1;
        dice
    };
    let random = store.next_number(Kind::Job, &acme, Some(&mut throw)).expect("a number");
    // 8 % 10 = 8, then 9, 10, 11, 12 of Crockford's digits.
    assert_eq!(random.to_string(), "ACME-89ABC");
}

#[test]
fn a_book_is_made_once() {
    let dir = tempfile::TempDir::new().expect("a folder");
    let files =
        [("suits.toml".to_owned(), b"[agency]\nname = \"A\"\n".to_vec()), ("jobs/.gitkeep".to_owned(), Vec::new())];
    let store = Store::create(&dir.path().join("new"), &files).expect("made");
    assert!(store.load(&Scope::book()).expect("loads").agency.jobs.is_complete());
    let again = Store::create(&dir.path().join("new"), &files).expect_err("there is one");
    assert!(again.to_string().contains("already"), "{again}");
    assert!(Store::create(&dir.path().join("new/inside"), &files).is_err());
    put(&dir, "other/jobs/.gitkeep", "mine");
    assert!(Store::create(&dir.path().join("other"), &files).is_err());
    assert_eq!(std::fs::read_to_string(dir.path().join("other/jobs/.gitkeep")).expect("reads"), "mine");
    assert!(!dir.path().join("other/suits.toml").exists());
    assert!(records().join("suits.toml").exists());
}
