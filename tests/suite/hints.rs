//! What is refused says what to type: every command in a message is one of this program's, and where it is printed whole it runs in that book
//! and gives another answer than the one that it is to get past.

use crate::harness::{Case, Ran, split};
use clap::error::ErrorKind;

/// What only a person can say; such a word may stand in a command that is printed.
const WORDS: [&str; 26] = [
    "AMOUNT",
    "BRIEF",
    "EVIDENCE",
    "CHANNEL",
    "CLIENT",
    "CONTACT",
    "CREDIT-NOTE",
    "DATE",
    "DISCOUNT",
    "HOURS",
    "INVOICE",
    "JOB",
    "LINE",
    "MONTH",
    "NAME",
    "NET",
    "NUMBER",
    "ORDER",
    "PERSON",
    "RATE",
    "ROLE",
    "SEAT",
    "STAGE",
    "TEXT",
    "WHO",
    "BUDGET",
];

/// Commands that answer with a table.
const TABLES: [&str; 12] = [
    "ageing",
    "brief check",
    "budget",
    "explain",
    "invoice list",
    "margin",
    "overdue",
    "renewals",
    "retainers",
    "risk",
    "today",
    "wip",
];

/// A book in which lines are typed, one after the other.
struct Desk {
    case: Case,
    faults: Vec<String>,
    tried: usize,
}

impl Desk {
    fn of(book: &str, today: &str, user: &str) -> Desk {
        let mut case = Case::copy(book, today);
        case.set_user(user);
        Desk { case, faults: Vec::new(), tried: 0 }
    }

    /// Types lines, and tries every command that the answers print.
    fn types(&mut self, lines: &[&str]) {
        for line in lines {
            let table = TABLES.iter().any(|table| line.starts_with(table));
            // a table cuts its cells where a window ends
            let ran = if table { self.case.run(&format!("{line} --format json")) } else { self.case.run(line) };
            // what was not written is not there to go on with
            let is_written = ran.code != 0 || !line.ends_with(" -n");
            for command in commands(&ran) {
                self.tried += 1;
                if let Err(fault) = self.tries(&command, &ran, is_written) {
                    self.faults.push(format!("suits {line}\n  says `suits {command}`: {fault}"));
                }
            }
        }
    }

    fn tries(&self, command: &str, said: &Ran, is_written: bool) -> Result<(), String> {
        let open = command.trim_end().ends_with('…') && !command.contains("=…");
        let command = &command.trim_end_matches('…').trim().replace("-AMOUNT", "-1.00");
        let words: Vec<String> = std::iter::once("suits".to_owned()).chain(split(command)).collect();
        match suits::cli::command().try_get_matches_from(&words) {
            Ok(_) => {}
            // what is left to a person's own words may be more than one argument
            Err(error) if open && error.kind() == ErrorKind::MissingRequiredArgument => return Ok(()),
            Err(error) => return Err(error.to_string()),
        }
        let blanks: Vec<String> = words[1..].iter().flat_map(|word| placeholders(word)).collect();
        if let Some(unknown) = blanks.iter().find(|word| !WORDS.contains(&word.as_str())) {
            return Err(format!("`{unknown}` is no word for what a person must say"));
        }
        // an editor is a person's
        let edits = words.get(2).is_some_and(|verb| verb == "edit");
        if open || edits || !is_written || !blanks.is_empty() || command.contains('…') {
            return Ok(());
        }
        let dry = words.iter().cloned().chain(["--dry-run".to_owned()]);
        let dry = suits::cli::command().try_get_matches_from(dry).is_ok();
        let ran = self.case.run(&if dry { format!("{command} --dry-run") } else { command.to_owned() });
        let first = |ran: &Ran| ran.stderr.lines().next().unwrap_or_default().to_owned();
        match ran.code {
            0 => Ok(()),
            // what only looks may well find something
            1 if !dry || first(&ran) != first(said) => Ok(()),
            1 => Err("which is refused for the same reason".to_owned()),
            code => Err(format!("which exits with {code}: {}", ran.stderr)),
        }
    }

    #[track_caller]
    fn ends_well(self, least: usize) {
        assert!(self.faults.is_empty(), "{}", self.faults.join("\n"));
        assert!(least <= self.tried, "only {} commands were printed", self.tried);
    }
}

/// The commands between backticks.
fn commands(ran: &Ran) -> Vec<String> {
    let typed = |line: &'_ str| -> Vec<String> {
        line.split('`').skip(1).step_by(2).filter_map(|typed| Some(typed.strip_prefix("suits ")?.to_owned())).collect()
    };
    // the lines of a record that are shown with a place are the record's own words
    let own = |line: &&str| !line.trim_start_matches(|one: char| one.is_ascii_digit() || one == ' ').starts_with('|');
    let said = ran.stdout.replace("\\\"", "\"");
    let mut found: Vec<String> = said.lines().chain(ran.stderr.lines()).filter(own).flat_map(typed).collect();
    found.sort();
    found.dedup();
    found
}

/// The words in capitals that stand for something: no id, no client, no currency.
fn placeholders(word: &str) -> Vec<String> {
    const GIVEN: [&str; 8] = ["ACME", "BAITOEY", "LYSVIK", "MERROW", "YUNLING", "EUR", "THB", "USD"];
    let parts = word.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-');
    let capitals =
        |part: &&str| 2 < part.len() && part.chars().all(|letter| letter.is_ascii_uppercase() || letter == '-');
    parts.filter(capitals).filter(|part| !GIVEN.contains(part)).map(str::to_owned).collect()
}

#[test]
fn the_papers_of_a_job_say_what_runs() {
    let mut desk = Desk::of("tests/books/records", "2026-12-16", "mai");
    desk.types(&[
        "job estimate add ACME-0012 --kind fee --text More --amount 100",
        "job estimate approve ACME-0012 --for internal",
        "job estimate approve ACME-0012 --for client --by liisa --method po --evidence 4500012345",
        "job estimate approve ACME-0012 --for client --by liisa --method po --evidence 1 --date 2026-11-01",
        "job estimate approve ACME-0012 --for client --by liisa --method verbal --evidence x",
        "job estimate approve ACME-0012 --for client --by liisa",
        "job estimate send ACME-0012",
        "job estimate reject ACME-0012 --by liisa --reason 'Too dear'",
        "job estimate reject ACME-0012 --reason 'Too dear'",
        "job estimate approve ACME-0012 --version 4 --for internal",
        "job estimate revise ACME-0012",
        "job estimate revise ACME-0012",
        "job estimate send ACME-0012",
        "job estimate approve ACME-0012 --for client --by liisa --method po --evidence 1 --version 2",
        "job estimate approve ACME-0012 --for internal",
        "job estimate approve ACME-0012 --for internal --by bo --method email --evidence 'mail 16 December 9:00'",
        "job estimate approve ACME-0012 --for internal --by bo --method email --evidence 'mail 16 December 9:00'",
        "job estimate send ACME-0012",
        "job estimate send ACME-0012",
        "job estimate reject ACME-0012 --by liisa --reason 'Too dear'",
        "job estimate approve ACME-0012 --for internal --version 2",
        "job change add ACME-0012 --cause client-revision --text 'Third ending'",
        "job change send ACME-0012 co2",
        "job change approve ACME-0012 co2 --for internal",
        "job change add ACME-0012 --to co2 --kind fee --role production --hours 2",
        "job change send ACME-0012 co2",
        "job change approve ACME-0012 co2 --for client --by liisa --method email --evidence 'mail 2026-12-16 10:00'",
        "job change approve ACME-0012 co2 --for internal",
        "job change approve ACME-0012 co2 --for internal",
        "job change reject ACME-0012 co2 --by liisa --reason 'Too late'",
        "job change send ACME-0012 co2",
        "job change send ACME-0012 co2",
        "job change approve ACME-0012 co2 --for client --by liisa --method email --evidence 'mail 2026-12-16 10:00' --date 2026-11-20",
        "job change approve ACME-0012 co2 --for client --by liisa --method email --evidence 'mail 2026-12-16 10:00'",
        "job change approve ACME-0012 co2 --for client --by liisa --method email --evidence 'mail 2026-12-16 10:00'",
        "job change withdraw ACME-0012 co2",
        "job change withdraw ACME-0012 co1",
        "job change withdraw ACME-0012 co1",
        "job change reject ACME-0012 co1 --by liisa --reason No",
        "job change send ACME-0012 co1",
        "job change add ACME-0012 --to co1 --kind fee --role production --hours 2",
        "job change withdraw ACME-0012 co9",
        "job change send ACME-0013 co1",
        "job set ACME-0012 estimates.1.contingency=12%",
        "job set ACME-0012 change_orders.co2.text=More",
        "job set ACME-0012 orders.po-118.net=1.00",
        "job set ACME-0012 supplier_invoices.kuva-991.net=1.00",
        "client budget add ACME --id b2026 --from 2026-01-01 --to 2026-12-31 --amount 5.00",
        "client budget add ACME --id b2027 --from 2027-01-01 --to 2026-12-31 --amount 5.00",
        "client budget add ACME --id b2027 --from 2027-01-01 --to 2027-12-31 --amount 250000.00",
        "client approve ACME --budget b2026 --by liisa --method email --evidence 'mail 9:00'",
        "client approve ACME --budget b2027 --by liisa",
        "client approve ACME --budget b2028 --by liisa --method email --evidence 'mail 9:00'",
        "client approve ACME --budget b2027 --by bo --method email --evidence 'mail 9:00'",
        "today",
        "check --due",
    ]);
    desk.ends_well(40);
}

#[test]
fn what_is_ordered_says_what_runs() {
    let mut desk = Desk::of("tests/books/records", "2026-12-16", "mai");
    desk.types(&[
        "job order add ACME-0012 --net 100.00 --supplier 'Ääni Oy'",
        "job order add ACME-0012 --line film --net 30000.00",
        "job order add ACME-0012 --line film --net 100.00 --id po-118",
        "job order add ACME-0012 --line film --net 100.00 --date 2026-11-20",
        "job order add ACME-0012 --line co1-edit --net 100.00",
        "job order add ACME-0012 --line film --net 100.00 --currency THB",
        "job order add ACME-0012 --line tv --net 100.00",
        "job order add ACME-0013 --line film --net 100.00 --supplier 'Kuva Oy'",
        "job order add ACME-0012 --line film --net 100.00",
        "job order accept ACME-0012 po-119",
        "job order receive ACME-0012 po-119 --net 100.00 --id a-1",
        "job order send ACME-0012 po-119 --by ann",
        "job order send ACME-0012 po-119",
        "job order send ACME-0012 po-119",
        "job order accept ACME-0012 po-119",
        "job order accept ACME-0012 po-119",
        "job order receive ACME-0012 po-119 --net 400.00 --id a-1",
        "job order receive ACME-0012 po-119 --net 60.00 --id a-1",
        "job order receive ACME-0012 po-119 --net 10.00 --id a-1",
        "job order cancel ACME-0012 po-119",
        "job order approve ACME-0012 a-1 --for payment --by ann --method email --evidence 'mail 9:00'",
        "job order approve ACME-0012 a-1 --for payment --date 2026-12-01",
        "job order approve ACME-0012 a-1 --for payment",
        "job order approve ACME-0012 a-1 --for payment",
        "job order approve ACME-0012 a-7 --for payment",
        "job order cancel ACME-0012 po-119 --rest",
        "job order cancel ACME-0012 po-119 --rest",
        "job order send ACME-0012 po-77",
        "job order cancel ACME-0012 po-118",
    ]);
    desk.ends_well(15);
}

#[test]
fn a_hint_names_who_may_say_yes_and_the_number_where_the_book_knows_them() {
    let mut case = Case::copy("tests/books/records", "2026-12-16");
    let job = "jobs/ACME/ACME-0012.yaml";
    // liisa is the contact who may approve; the change order was sent to her
    case.run("invoice new ACME --line 12:co1-edit --number 2026-119").exits(1).says("--for client --by liisa");
    let text = case.text(job);
    case.write(
        job,
        text.replace(
            "    status: sent                    # draft, sent, approved, rejected",
            "    status: approved # draft",
        ),
    );
    case.run("check").says("suits job change approve ACME-0012 co1 --for internal`, then `--for client --by liisa");
    // without the client's yes, of 2026-11-23, the purchase order of the job is nobody's evidence yet
    let yes = text.find("      - for: client\n        by: liisa").expect("the client's yes");
    let end = yes + text[yes..].find("change_orders:").expect("what follows");
    case.write(job, [&text[..yes], &text[end..]].concat());
    case.run("check")
        .says("`suits job estimate approve ACME-0012 --for client --by liisa --method po --evidence 4500012345`");
    let brief = "briefs/ACME/ACME-B0004.yaml";
    let text_of_brief = case.text(brief);
    let yes = text_of_brief.find("  - for: client").expect("the client's yes");
    case.write(brief, &text_of_brief[..yes]);
    case.run("check").says("`suits brief approve ACME-B0004 --for client --by liisa --method email --evidence \"…\"`");
    case.write(brief, &text_of_brief);
    // with it, the number was a yes to that version, and to no other
    case.write(job, &text);
    case.run("job estimate revise ACME-0012").ok();
    case.set_user("bo");
    case.run("job estimate approve ACME-0012 --for internal").ok();
    case.run("job estimate send ACME-0012").ok().says("--by liisa --method po --evidence NUMBER");
}

#[test]
fn a_credit_note_that_a_check_asks_for_has_its_number() {
    let case = Case::copy("tests/books/records", "2026-12-16");
    let invoice = "invoices/ACME/ACME-I0118.yaml";
    case.write(invoice, case.text(invoice).replace("net: 4400.00", "net: 9000.00"));
    // 2026-118 is the only number in the book
    case.run("check").says("`suits invoice credit ACME-I0118 --line a=AMOUNT --number 2026-119`");
}

#[test]
fn an_invoice_says_what_runs_all_its_way() {
    let mut desk = Desk::of("tests/books/records", "2026-12-16", "mai");
    desk.types(&[
        "invoice new ACME --rest 12",
        "invoice new ACME --rest 12 --number NUMBER",
        "invoice new ACME --rest 12 --number 2026-118",
        "invoice new ACME --rest 12 --number 2026-119 --date 2026-11-10",
        "invoice new ACME --rest 13 --number 2026-119",
        "invoice new ACME --line 12:co1-edit=1.00 --number 2026-119",
        "invoice new ACME --line 12:concept=441.00 --number 2026-119",
        "invoice new ACME --line 12 --number 2026-119",
        "invoice new ACME --retainer aor-2025 --month 2026-11 --number 2026-119",
        "invoice new ACME --rest 12 --number 2026-119 --due 2026-12-01",
        "invoice new ACME --rest 12 --number 2026-119 --date 2026-12-20",
        "invoice issue ACME-I0119",
        "invoice set ACME-I0119 date=2026-12-16",
        "invoice pay ACME-I0119",
        "invoice credit ACME-I0119 --all --number 2026-120",
        "invoice dispute ACME-I0119 --reason 'Never approved'",
        "invoice write-off ACME-I0119 --reason 'Bankrupt since Monday'",
        "invoice issue ACME-I0119 --by ann --method email --evidence 'mail 9:00'",
        "invoice issue ACME-I0119 --date 2026-12-01",
        "invoice issue ACME-I0119",
        "invoice issue ACME-I0119",
        "invoice set ACME-I0119 po=1",
        "invoice drop ACME-I0119",
        "invoice pay ACME-I0119 100.00 --date 2026-12-15",
        "invoice pay ACME-I0119 100000.00",
        "invoice pay ACME-I0119 100.00 --back",
        "invoice dispute ACME-I0119 --settled",
        "invoice dispute ACME-I0119 --reason 'The second ending was never approved'",
        "invoice dispute ACME-I0119 --reason 'Again'",
        "invoice credit ACME-I0119 --line a=1.00 --number 2026-120",
        "invoice issue ACME-I0120",
        "invoice dispute ACME-I0119 --settled",
        "invoice pay ACME-I0119 --with ACME-I0118",
        "invoice pay ACME-I0119 --with ACME-I0120",
        "invoice pay ACME-I0119 --with ACME-I0120",
        "invoice pay ACME-I0119 100.00",
        "invoice write-off ACME-I0119 --reason 'Bankrupt since Monday' --by ann",
        "invoice write-off ACME-I0119 --reason 'Bankrupt since Monday'",
        "invoice write-off ACME-I0119 --reason 'Bankrupt since Monday'",
        "invoice pay ACME-I0119 100.00",
        "invoice write-off ACME-I0119 --undo",
        "invoice write-off ACME-I0119 --undo",
        "invoice pay ACME-I0119",
        "invoice pay ACME-I0119",
        "invoice pay ACME-I0119 10.00 --over",
        "invoice pay ACME-I0119 --back",
        "invoice new ACME --rest 12 --number 2026-121",
        "today",
        "ageing",
        "wip",
        "invoice list",
    ]);
    desk.ends_well(30);
}

#[test]
fn a_job_on_its_way_says_what_runs() {
    let mut desk = Desk::of("tests/books/records", "2026-12-16", "mai");
    desk.types(&[
        "job new ACME --title Posters --type print-ooh --requested-by liisa --due 2027-06-30",
        "job advance ACME-0014 --to authorised",
        "job advance ACME-0014 --to requested",
        "job accept ACME-0014",
        "job reject ACME-0014 --reason 'Nothing in it'",
        "job wait ACME-0014 --on client",
        "job advance ACME-0014 --by tom",
        "job advance ACME-0014",
        "job advance ACME-0014",
        "job estimate approve ACME-0014 --for internal",
        "job estimate send ACME-0014",
        "job change add ACME-0014 --cause client-revision --text 'Third ending'",
        "job advance ACME-0014 --to closed",
        "job override ACME-0014 --to brief-approved --reason 'The client waits'",
        "job hold ACME-0014 --reason 'The client is away'",
        "job hold ACME-0014 --reason 'The client is away'",
        "job advance ACME-0014",
        "job resume ACME-0014",
        "job resume ACME-0014",
        "job advance ACME-0012 --to closed",
        "job advance ACME-0012 --to internal-review",
        "job advance ACME-0013 --to authorised",
        "job accept ACME-0013",
        "job accept ACME-0013 --by kim",
        "job reject ACME-0013 --reason 'Nothing in it' --by kim",
        "job cancel ACME-0014 --reason 'Budget is gone' --by ann",
        "job cancel ACME-0014 --reason 'Budget is gone'",
        "job cancel ACME-0014 --reason 'Budget is gone'",
        "job change add ACME-0014 --cause client-revision --text 'Third ending'",
        "job estimate revise ACME-0014",
        "job advance ACME-0014",
        "job drop ACME-0012",
        "explain closed ACME-0012",
        "explain authorised ACME-0014",
        "explain brief-approved ACME-0013",
        "today",
        "overdue --all",
        "risk",
    ]);
    desk.ends_well(30);
}

#[test]
fn a_brief_and_a_round_say_what_runs() {
    let mut desk = Desk::of("tests/books/records", "2026-12-16", "bo");
    desk.types(&[
        "brief approve ACME-B0004 --for strategy",
        "brief approve ACME-B0004 --for client --by liisa --method email --evidence 'mail 9:00'",
        "brief set ACME-B0004 proposition='The forest begins at your door.'",
        "brief approve ACME-B0004 --for creative",
        "brief approve ACME-B0004 --for strategy",
        "brief submit ACME-B0004",
        "brief new ACME --title Posters --type print-ooh",
        "brief approve ACME-B0005 --for strategy",
        "brief submit ACME-B0005",
        "brief check ACME-B0005",
        "feedback open ACME-0013 --type client --deliverable film-30 --version v1",
        "feedback open ACME-0013 --type internal --deliverable film-30 --version v1",
        "feedback decide ACME-0013-R1 approved",
        "feedback decide ACME-0013-R1 --by liisa approved",
        "feedback decide ACME-0013-R1 --on craft pass",
        "feedback waive ACME-0013-R1 --reason 'Our own fault'",
        "contact-report issue ACME-C0031",
        "contact-report object ACME-C0031 --by liisa --text 'That was not said'",
        "today",
    ]);
    desk.ends_well(15);
}

#[test]
fn the_example_agency_says_what_runs() {
    let mut desk = Desk::of("examples/northlight", "2026-12-16", "mai");
    let jobs = desk.case.run("job list --format json").ok().json();
    let jobs: Vec<String> = jobs["rows"]
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| row["job"].as_str().expect("an id").to_owned())
        .collect();
    let invoices = desk.case.run("invoice list --format json").ok().json();
    let invoices: Vec<String> = invoices["rows"]
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| row["invoice"].as_str().expect("an id").to_owned())
        .collect();
    let mut lines = Vec::new();
    for job in &jobs {
        for verb in [
            "advance JOB -n",
            "advance JOB --to closed -n",
            "advance JOB --to authorised -n",
            "accept JOB -n",
            "estimate send JOB -n",
            "estimate approve JOB --for internal -n",
            "estimate approve JOB --for client --by mai -n",
            "estimate revise JOB -n",
            "order add JOB --net 1.00 --supplier 'Kuva Oy' -n",
            "change add JOB --cause fyi --text 'Third ending' -n",
            "resume JOB -n",
            "drop JOB -n",
        ] {
            lines.push(format!("job {}", verb.replace("JOB", job)));
        }
        lines.push(format!("invoice new {} --rest {job} -n", job.split('-').next().unwrap_or_default()));
        lines.push(format!("invoice new {} --rest {job} --number 9 -n", job.split('-').next().unwrap_or_default()));
    }
    for invoice in &invoices {
        for verb in [
            "issue",
            "pay",
            "credit --all --number 1",
            "dispute --reason 'Never ordered'",
            "dispute --settled",
            "write-off --reason 'Bankrupt since May'",
            "write-off --undo",
            "drop",
            "set po=1",
        ] {
            let (verb, more) = verb.split_once(' ').unwrap_or((verb, ""));
            lines.push(format!("invoice {verb} {invoice} {more} -n"));
        }
    }
    for report in [
        "today",
        "today --for bo",
        "overdue --all",
        "budget",
        "wip",
        "ageing",
        "retainers",
        "margin",
        "risk",
        "renewals",
        "check --due",
    ] {
        lines.push(report.to_owned());
    }
    desk.types(&lines.iter().map(String::as_str).collect::<Vec<_>>());
    desk.ends_well(100);
}
