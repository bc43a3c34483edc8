//! `suits diff`: real repositories, and sentences, days and sums worked out by hand.

use crate::harness::Case;
use crate::repository::{git_in, repository};

const JOB: &str = "jobs/ACME/ACME-0012.yaml";
const CINEMA: &str = "jobs/ACME/ACME-0013.yaml";
const BRIEF: &str = "briefs/ACME/ACME-B0004.yaml";
const ROUND: &str = "feedback/ACME/ACME-0013-R1.yaml";
const CLIENT: &str = "clients/ACME.yaml";

fn book() -> Case {
    repository("tests/books/records")
}

/// Puts one text in the place of another, which must be there.
#[track_caller]
fn replace(case: &Case, path: &str, from: &str, to: &str) {
    let text = case.text(path);
    assert!(text.contains(from), "{path} has no `{from}`");
    case.write(path, text.replacen(from, to, 1));
}

fn add(case: &Case, path: &str, more: &str) {
    case.write(path, case.text(path) + more);
}

fn commit(case: &Case) {
    git_in(case.path(), "add -A");
    git_in(case.path(), "commit -q -m Change");
}

/// What is told of one record: its `change` cells.
#[track_caller]
fn told(case: &Case, line: &str) -> Vec<String> {
    let rows = case.run(&line.replacen("diff", "diff --format json", 1)).json();
    let rows = rows["rows"].as_array().expect("rows").clone();
    rows.iter().map(|row| row["change"].as_str().expect("words").to_owned()).collect()
}

#[test]
fn nothing_changed_is_said() {
    let case = book();
    case.run("diff --exit-code").ok().says("nothing changed from HEAD to the files as they are");
}

#[test]
fn a_step_is_told_as_the_trade_tells_it() {
    let case = book();
    replace(&case, CINEMA, "status: in-creative", "status: internal-review");
    add(
        &case,
        CINEMA,
        "    done: 2026-12-04\n  - id: f6h9\n    stage: internal-review\n    from: kim\n    to: ann\n    date: 2026-12-04\n    due: 2026-12-08\n",
    );
    // one sentence for the handoff, the word, and the one before it being done
    assert_eq!(
        told(&case, "diff"),
        ["went from in-creative to internal-review on 2026-12-04, to Ann Lee, due 2026-12-08"]
    );
    let row = &case.run("diff --format json").json()["rows"][0];
    assert_eq!(row["what"], "stage");
    assert_eq!(
        row["fields"],
        serde_json::json!(["handoffs.f6h9", "status", "handoffs.e5g8.done"]),
        "every field that the sentence is about"
    );
    let case = book();
    replace(&case, CINEMA, "status: in-creative", "status: released");
    assert_eq!(told(&case, "diff"), ["status: in-creative → released"], "a word without a step is no step");
}

#[test]
fn days_are_counted_in_the_calendar_of_whoever_has_it() {
    let case = book();
    replace(&case, JOB, "due: 2027-03-12", "due: 2027-03-19");
    // Friday to Friday: five working days
    assert_eq!(told(&case, "diff"), ["due 2027-03-12 → 2027-03-19, 5 working days later"]);
    let case = book();
    // Kim works by the office's: 10, 11, 14 to 18, 21 to 23 and 28 December; the 24th and 25th are days off
    replace(&case, CINEMA, "due: 2026-12-09", "due: 2026-12-28");
    assert_eq!(told(&case, "diff"), ["handoff e5g8, due 2026-12-09 → 2026-12-28, 11 working days later"]);
    let case = book();
    // the client answers by its own, which knows no Christmas: 21 to 25, 28 and 29 December
    replace(&case, ROUND, "due: 2026-12-18", "due: 2026-12-29");
    assert_eq!(told(&case, "diff"), ["due 2026-12-18 → 2026-12-29, 7 working days later"]);
    let case = book();
    replace(&case, ROUND, "due: 2026-12-18", "due: 2026-12-17");
    assert_eq!(told(&case, "diff"), ["due 2026-12-18 → 2026-12-17, 1 working day earlier"]);
    let rows = case.run("diff --format json").json();
    assert_eq!(rows["rows"][0]["days"], -1);
}

#[test]
fn money_goes_up_and_down_by_the_domains_own_sums() {
    let case = book();
    replace(&case, JOB, "hours: 12\n", "hours: 20\n");
    // the change order waits: 12 h x 95.00 = 1,140.00 become 20 h x 95.00 = 1,900.00
    assert_eq!(
        told(&case, "diff"),
        ["change order co1, line co1-edit, hours: 12 → 20", "pending 1,140.00 → 1,900.00 EUR, up 760.00"]
    );
    let money = &case.run("diff --format json").json()["money"];
    assert_eq!(
        *money,
        serde_json::json!([{
            "client": "ACME", "figure": "pending",
            "before": {"amount": "1140.00", "currency": "EUR"},
            "after": {"amount": "1900.00", "currency": "EUR"},
            "change": {"amount": "760.00", "currency": "EUR"}
        }])
    );
}

#[test]
fn what_was_approved_and_changed_is_stale_and_waits() {
    let case = book();
    replace(&case, JOB, "        hours: 40\n", "        hours: 48\n");
    // 48 h x 110.00 + 34,500.00 + 40,000.00 = 79,780.00 wait beside the 1,140.00 of the change order; nothing is approved
    assert_eq!(
        told(&case, "diff"),
        [
            "estimate 1, line concept, hours: 40 → 48",
            "internal approval of estimate 1 by Bo Berg on 2026-11-20 went stale: the text has changed since",
            "client approval of estimate 1 by Liisa Virtanen on 2026-11-23 went stale: the text has changed since",
            "approved 78,900.00 → 0.00 EUR, down 78,900.00",
            "pending 1,140.00 → 80,920.00 EUR, up 79,780.00",
        ]
    );
    commit(&case);
    replace(&case, JOB, "        hours: 48\n", "        hours: 40\n");
    case.run("diff").ok().says("holds again: the text is as it was approved").says("up 78,900.00");
}

#[test]
fn people_texts_hours_and_payments_are_told() {
    let case = book();
    replace(&case, CLIENT, "account-executive: ann", "account-executive: mai");
    replace(&case, CLIENT, "amount: 240000.00", "amount: 260000.00");
    replace(&case, BRIEF, "The forest starts at your door.", "The forest begins at your own door.");
    add(
        &case,
        "timesheets/ann/2026-11.yaml",
        "  - id: 9zzz\n    date: 2026-11-20\n    job: ACME-0012\n    hours: 3\n    note: Casting\n",
    );
    replace(&case, ROUND, "status: open ", "status: done ");
    replace(&case, ROUND, "done_in: null", "done_in: v2");
    replace(&case, "suits.toml", "art-director = 110", "art-director = 115");
    let all = told(&case, "diff");
    for words in [
        "team.account-executive: Ann Lee → Mai Tran",
        "budget b2026, amount: 240000.00 → 260000.00, up 20000.00",
        "annual budget 240,000.00 → 260,000.00 EUR, up 20,000.00",
        "proposition: The forest [-starts-]{+begins+} at your {+own +}door.",
        "Ann Lee logged 3 h on ACME-0012 on 2026-11-20: Casting",
        "item ending is done in v2: The last shot should show the shop.",
        "rates.standard.2026-01-01.charge.art-director: 110 → 115",
        "client approval of budget b2026 by Liisa Virtanen on 2026-01-10 went stale: the text has changed since",
    ] {
        assert!(all.iter().any(|told| told == words), "`{words}` is not in {all:#?}");
    }
    let table = case.run("diff").ok();
    let whole = table.stdout;
    let at = |words: &str| whole.find(words).unwrap_or_else(|| panic!("`{words}` is not in\n{whole}"));
    assert!(
        at("Acme Outdoor Oy (ACME)") < at("  ACME-B0004 Spring launch 2027") && at("  ann/2026-11") < at("The agency")
    );
    let summary = case.run("diff --summary --format json").json();
    assert_eq!(summary["report"], "diff-summary");
    assert_eq!(summary["rows"][0]["hours"], "3");
    assert_eq!(summary["rows"][0]["people"], 1);
}

#[test]
fn records_come_go_and_are_renamed() {
    let case = book();
    git_in(case.path(), "mv contact-reports/ACME/ACME-C0031.yaml contact-reports/ACME/ACME-C0040.yaml");
    let invoice = "invoices/ACME/ACME-I0119.yaml";
    case.write(
        invoice,
        "number: \"2026-119\"\ndate: 2026-12-16\ndue: 2027-01-15\nkind: progress\ntax: 25.5%\nlines:\n  - id: a\n    job: ACME-0012\n    line: film\n    net: 1000.00\n",
    );
    std::fs::remove_file(case.file(ROUND)).expect("removed");
    // 1,000.00 and 25.5% of it; a draft bills nothing, so no figure moves
    assert_eq!(
        told(&case, "diff"),
        [
            "feedback taken out: client round on film-30 v1",
            "ACME-C0031 is ACME-C0040 now",
            "new invoice 2026-119 (progress), 1,255.00 EUR with tax, due 2027-01-15",
        ]
    );
    commit(&case);
    assert_eq!(told(&case, "diff HEAD~1..HEAD").len(), 3, "the same between two commits");
    assert_eq!(
        told(&case, "diff HEAD..HEAD~1")[0],
        "round opened: client round on film-30 v1, sent 2026-12-11, answers due 2026-12-18, Liisa Virtanen decides, 1 item"
    );
}

#[test]
fn a_renumbered_record_is_one_though_git_sees_two() {
    let case = book();
    // so little text, and its own id in it: git takes it for another file
    let sheet = |id: &str| {
        format!("title: {id}\ntype: research\nstatus: requested\nrequested_by: liisa\nrequested_on: 2026-11-30\n")
    };
    case.write(
        "jobs/ACME/ACME-0020.yaml",
        "title: x\ntype: research\nstatus: requested\nrequested_by: liisa\nrequested_on: 2026-11-30\nafter: []\n",
    );
    case.write("jobs/ACME/ACME-0021.yaml", sheet("ACME-0021"));
    commit(&case);
    git_in(case.path(), "mv jobs/ACME/ACME-0021.yaml jobs/ACME/ACME-0022.yaml");
    case.write("jobs/ACME/ACME-0022.yaml", sheet("ACME-0022"));
    replace(&case, "jobs/ACME/ACME-0020.yaml", "after: []", "after: [ACME-0022]");
    let all = told(&case, "diff");
    assert!(all.contains(&"ACME-0021 is ACME-0022 now".to_owned()), "{all:#?}");
}

#[test]
fn comments_and_layout_take_a_line_each() {
    let case = book();
    replace(&case, JOB, "title: Spring launch film\n", "title: 'Spring launch film'\n");
    replace(&case, CINEMA, "title: Spring", "# mind the sound\ntitle: Spring");
    assert_eq!(
        told(&case, "diff"),
        ["only layout changed: quotes, order or blank lines", "only comments changed: new `# mind the sound`"]
    );
}

#[test]
fn a_version_that_cannot_be_read_is_told_and_never_hidden() {
    let case = book();
    replace(&case, JOB, "title: Spring launch film", "title: {Spring");
    replace(&case, CINEMA, "due: 2027-03-12", "due: soon");
    let ran = case.run("diff").exits(2).says("the newer version cannot be read (line").says(JOB);
    assert!(ran.stdout.contains("due: 2027-03-12 → soon"), "what can be compared is: {}", ran.stdout);
    commit(&case);
    let ran = case.run("diff HEAD~1..HEAD --format json").exits(2);
    assert_eq!(ran.json()["unreadable"].as_array().map(Vec::len), Some(2));
    case.run("diff HEAD..HEAD~1").exits(2).says("the older version cannot be read");
}

#[test]
fn only_what_is_asked_for_is_told() {
    let case = book();
    replace(&case, JOB, "due: 2027-03-12", "due: 2027-03-19");
    replace(&case, CINEMA, "due: 2027-03-12", "due: 2027-03-26");
    replace(&case, "suits.toml", "art-director = 110", "art-director = 115");
    assert_eq!(told(&case, "diff acme-13"), ["due 2027-03-12 → 2027-03-26, 10 working days later"]);
    assert_eq!(told(&case, "diff HEAD acme-13").len(), 1);
    assert_eq!(told(&case, "diff -- ACME-0012 ACME-0013").len(), 2);
    assert_eq!(told(&case, "diff --client acme").len(), 2, "the settings are no client's");
    assert_eq!(told(&case, "diff --where 'days > 5'").len(), 1);
    assert_eq!(told(&case, "diff --sort -days --limit 1"), ["due 2027-03-12 → 2027-03-26, 10 working days later"]);
    case.run("diff --exit-code").exits(1);
    case.run("diff ACME-0012 --columns record,days --format csv").ok().says("record,days\r\nACME-0012,5\r\n");
    case.run("diff ACME-0099").exits(2).says("ACME-0099");
    case.run("diff --client NOPE").exits(2).says("there is no client `NOPE`");
}

#[test]
fn a_client_sees_its_own_hours_of_a_timesheet() {
    let case = book();
    case.write("clients/BOLT.yaml", case.text(CLIENT).replace("name: Acme Outdoor Oy", "name: Bolt Oy"));
    case.write("jobs/BOLT/BOLT-0001.yaml", case.text(CINEMA));
    commit(&case);
    let entry = |id: &str, job: &str| format!("  - id: {id}\n    date: 2026-11-20\n    job: {job}\n    hours: 3\n");
    add(&case, "timesheets/ann/2026-11.yaml", &(entry("9zzy", "ACME-0012") + &entry("9zzz", "BOLT-0001")));
    assert_eq!(told(&case, "diff --client ACME"), ["Ann Lee logged 3 h on ACME-0012 on 2026-11-20"]);
    assert_eq!(told(&case, "diff --client BOLT"), ["Ann Lee logged 3 h on BOLT-0001 on 2026-11-20"]);
    assert_eq!(told(&case, "diff ann/2026-11").len(), 2);
}

#[test]
fn a_range_means_what_it_means_to_git() {
    let case = book();
    git_in(case.path(), "checkout -q -b side");
    replace(&case, JOB, "due: 2027-03-12", "due: 2027-03-19");
    commit(&case);
    git_in(case.path(), "checkout -q main");
    replace(&case, CINEMA, "due: 2027-03-12", "due: 2027-03-26");
    commit(&case);
    assert_eq!(told(&case, "diff main..side").len(), 2);
    assert_eq!(told(&case, "diff main...side"), ["due 2027-03-12 → 2027-03-19, 5 working days later"]);
    assert_eq!(told(&case, "diff HEAD~1"), ["due 2027-03-12 → 2027-03-26, 10 working days later"]);
    assert_eq!(told(&case, "diff HEAD~1.. "), told(&case, "diff HEAD~1..HEAD"));
    git_in(case.path(), "branch ACME-0012");
    case.run("diff ACME-0012").exits(2).says("is a revision, and the record ACME-0012").says("suits diff -- ACME-0012");
    assert_eq!(told(&case, "diff HEAD~1 --at HEAD"), ["due 2027-03-12 → 2027-03-26, 10 working days later"]);
}

#[test]
fn what_git_cannot_say_is_refused_with_the_next_step() {
    let case = book();
    case.run("diff v9").exits(2).says("git knows no revision `v9` here").says("`git branch --all`");
    case.run("diff HEAD..nope").exits(2).says("`nope`");
    case.run("diff --for client").exits(2).says("--client ACME");
    let bare = Case::copy("tests/books/records", "2026-12-01");
    bare.run("diff").exits(2).says("not in a git repository").says("git init");
    git_in(bare.path(), "init -q -b main");
    bare.run("diff").exits(2).says("nothing has been committed here yet");
    let orphan = book();
    git_in(orphan.path(), "checkout -q --orphan other");
    git_in(orphan.path(), "commit -q -m Other");
    orphan.run("diff main...other").exits(2).says("git finds no commit at which these two revisions parted");
}

#[test]
fn a_book_below_the_top_in_a_worktree_and_in_a_bare_clone() {
    let case = Case::empty("2026-12-01");
    crate::harness::copy_all(
        &std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/books/records"),
        &case.file("agency/book"),
    );
    case.write("notes.txt", "x\n");
    git_in(case.path(), "init -q -b main");
    commit(&case);
    replace(&case, "agency/book/jobs/ACME/ACME-0012.yaml", "due: 2027-03-12", "due: 2027-03-19");
    case.write("notes.txt", "y\n");
    let words = "due 2027-03-12 → 2027-03-19, 5 working days later";
    case.run_in("agency/book", "diff").ok().says(words).says_not("notes.txt");
    commit(&case);
    case.run_in("agency/book/jobs", "diff HEAD~1..").ok().says(words);
    git_in(case.path(), "worktree add -q tree HEAD~1");
    case.run_in("tree/agency/book", "diff HEAD..main").ok().says(words);
    let top = case.path().to_str().expect("UTF-8").to_owned();
    git_in(case.path(), &format!("clone -q --bare {top} {top}/bare.git"));
    let bare = Case::empty("2026-12-01");
    git_in(bare.path(), &format!("clone -q --bare {top} clone.git"));
    // a bare clone has its book at the top only if the repository has
    let flat = book();
    replace(&flat, JOB, "due: 2027-03-12", "due: 2027-03-19");
    commit(&flat);
    git_in(flat.path(), &format!("clone -q --bare {} {}/flat.git", flat.path().display(), bare.path().display()));
    bare.run_in("flat.git", "diff HEAD~1..HEAD").ok().says(words);
    bare.run_in("flat.git", "diff HEAD~1").exits(2);
}

#[test]
fn a_shallow_clone_says_where_its_history_is_cut() {
    let case = book();
    replace(&case, JOB, "due: 2027-03-12", "due: 2027-03-19");
    commit(&case);
    let clone = Case::empty("2026-12-01");
    git_in(clone.path(), &format!("clone -q --depth 1 file://{} .", case.path().display()));
    clone.run("diff HEAD~1").exits(2).says("git fetch --unshallow");
}

#[test]
fn an_object_that_git_has_lost_is_told() {
    let case = book();
    let oid = std::process::Command::new("git")
        .arg("-C")
        .arg(case.path())
        .args(["rev-parse", &format!("HEAD:{JOB}")])
        .output();
    let oid = String::from_utf8(oid.expect("git runs").stdout).expect("digits");
    replace(&case, JOB, "due: 2027-03-12", "due: 2027-03-19");
    let (two, rest) = oid.trim().split_at(2);
    std::fs::remove_file(case.file(&format!(".git/objects/{two}/{rest}"))).expect("removed");
    case.run("diff").exits(2).says("the older version cannot be read").says("git does not have this version");
}

#[cfg(unix)]
#[test]
fn names_that_are_no_text_links_and_papers_are_told_as_files() {
    use std::os::unix::ffi::OsStrExt as _;
    let case = book();
    let odd = case.path().join("jobs/ACME").join(std::ffi::OsStr::from_bytes(b"ACME-00\xff.yaml"));
    std::fs::write(odd, "title: x\n").expect("written");
    std::os::unix::fs::symlink("ACME-0012.yaml", case.file("jobs/ACME/ACME-0033.yaml")).expect("linked");
    case.write("evidence/po.pdf", [0xff, 0xfe, 0]);
    case.write("README.md", "x\n");
    let ran = case.run("diff").exits(2);
    ran.says("its name is not UTF-8").says("evidence/po.pdf").says("it is a link").says("1 other file changed");
}

#[test]
fn record_text_never_acts_on_the_terminal() {
    let case = book();
    replace(&case, JOB, "goal: A film people quote in May.", "goal: \"A film \\e[31m people \\u202E quote\"");
    for format in ["table", "md", "csv", "json", "jsonl", "yaml"] {
        let ran = case.run(&format!("diff --format {format}")).ok();
        assert!(!ran.stdout.contains(['\u{1b}', '\u{202e}']), "{format}: {}", ran.stdout);
    }
}

#[test]
fn every_script_goes_through() {
    let case = book();
    replace(&case, JOB, "goal: A film people quote in May.", "goal: ภาพยนตร์ที่ผู้คนพูดถึงในเดือนพฤษภาคม");
    replace(&case, JOB, "campaign: Spring 2027", "campaign: 春季 2027");
    commit(&case);
    replace(&case, JOB, "ในเดือนพฤษภาคม", "ในเดือนมิถุนายน");
    replace(&case, JOB, "campaign: 春季 2027", "campaign: 夏季 2027");
    let all = told(&case, "diff");
    assert!(all.contains(&"campaign: 春季 2027 → 夏季 2027".to_owned()), "{all:#?}");
    // what stayed and what changed are each put together from whole clusters
    let thai = all.iter().find(|words| words.starts_with("goal: ")).expect("told");
    let shown: String = thai
        .replace("{+", "\u{0}")
        .split('\u{0}')
        .map(|part| part.split_once("+}").map_or(part, |(_, rest)| rest))
        .collect();
    assert!(thai.contains("[-") && thai.contains("{+") && shown.contains("ภาพยนตร์"), "{thai}");
}

#[test]
fn what_an_unreadable_job_comes_to_is_not_told_and_not_nothing() {
    let case = repository("tests/books/records");
    let text = case.text("jobs/ACME/ACME-0012.yaml");
    let due = text.lines().find(|line| line.starts_with("due: ")).expect("a due");
    case.write("jobs/ACME/ACME-0012.yaml", text.replacen(due, "due: 15.3.2027", 1));
    for format in ["table", "json", "md"] {
        let ran = case.run(&format!("diff --for agency --client ACME --format {format}")).exits(2);
        assert!(!ran.all().contains("-> 0.00") && !ran.all().contains("-78,900.00"), "{}", ran.all());
    }
    case.run("diff").exits(2).says("approved was 78,900.00 EUR and cannot be told now: the record cannot be read");
    case.run("diff --client ACME --format md").exits(2).says_not("approved");
}
