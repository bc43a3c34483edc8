//! Change one amount anywhere by its least digit, and a report, a check or a refusal tells. What does not tell is named here, with its reason.

mod excuses;
mod spots;

use crate::pieces::located;
use excuses::{Excuse, excused, silent, unbooked};
use spots::{Spot, bumped, fields, spots};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use suits::checks::{self, Choice};
use suits::config::Config;
use suits::domain::agency::{Agency, Shelf};
use suits::domain::layout::{AnyId, Placement, parse_path};
use suits::domain::money::journal::{Journal, JournalAsk};
use suits::domain::record::Record;
use suits::domain::scope::Scope;
use suits::reports::{REPORTS, ReportAsk};
use suits::source::SourceId;
use suits::store::Store;
use suits::values::Day;

/// A book in memory, with its texts.
struct Book {
    agency: Agency,
    texts: BTreeMap<String, String>,
    days: Vec<Day>,
}

impl Book {
    fn open(folder: &str, days: &[&str]) -> Book {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(folder);
        let snapshot = Store::open(&root).expect("a book").load(&Scope::book()).expect("loads");
        assert_eq!(snapshot.problems, [], "{folder}");
        let texts = snapshot.sources.iter().map(|(_, file)| (file.path.to_string(), file.text.to_string())).collect();
        let mut agency = snapshot.agency;
        // calendars from files are read by the store alone: taken from it whenever the settings are read anew
        agency.config.source = Some(SourceId(0));
        Book { agency, texts, days: days.iter().map(|day| Day::parse(day).expect("a day")).collect() }
    }

    /// The same book with another text of one file; `None` where that is refused.
    fn with(&self, path: &str, text: &str) -> Option<Agency> {
        let mut agency = self.agency.clone();
        if path == "suits.toml" {
            let (mut config, findings) = Config::parse(text, SourceId(0));
            config.calendar.clone_from(&agency.config.calendar);
            config.calendars.clone_from(&agency.config.calendars);
            agency.config = config;
            return findings.is_empty().then_some(agency);
        }
        let Placement::Record(id) = parse_path(path) else { panic!("{path} is no record") };
        match &id {
            AnyId::Client(id) => put(&mut agency.clients, id, text),
            AnyId::Brief(id) => put(&mut agency.briefs, id, text),
            AnyId::Job(id) => put(&mut agency.jobs, id, text),
            AnyId::Round(id) => put(&mut agency.rounds, id, text),
            AnyId::ContactReport(id) => put(&mut agency.contact_reports, id, text),
            AnyId::Invoice(id) => put(&mut agency.invoices, id, text),
            AnyId::Timesheet(id) => put(&mut agency.timesheets, id, text),
        }
        Some(agency)
    }

    /// Each of some questions on each day.
    fn on_each_day<'q>(&self, names: impl IntoIterator<Item = &'q str>) -> Vec<(&'q str, Day)> {
        names.into_iter().flat_map(|name| self.days.iter().map(move |day| (name, *day))).collect()
    }
}

/// Puts a record with another text in the place of what it was.
fn put<T: Record + Clone>(shelf: &mut Shelf<T>, id: &T::Id, text: &str) {
    let source = shelf.get(id).found().expect("the record").source;
    let mut record = located::<T>(id.clone(), text);
    record.source = source;
    *shelf = shelf.clone().with(id, source, Some(record));
}

/// Each report, the findings of every rule, or the journal for accountants.
fn answer(agency: &Agency, (name, day): (&str, Day)) -> String {
    let ask = JournalAsk { day, client: None, cost: true };
    match REPORTS.iter().find(|report| report.name() == name) {
        Some(report) => format!("{:?}", report.view(agency, &ReportAsk::on(day))),
        None if name == "export" => format!("{:?}", Journal::of(agency, &ask)),
        None => {
            let found = checks::run(agency, day, &Choice::all(), &|source| source.0.to_string());
            let told = found.iter().map(|finding| (finding.code, &finding.message, &finding.place.source));
            format!("{:?}", told.collect::<Vec<_>>())
        }
    }
}

/// Changes one amount after another, and returns how many, with those that no question told of.
fn untold(book: &Book, names: &[&str], takes: impl Fn(&Spot) -> bool) -> (Vec<Spot>, Vec<Spot>) {
    let fields = fields();
    let mut groups: BTreeMap<String, Vec<Spot>> = BTreeMap::new();
    for (path, text) in &book.texts {
        for spot in spots(path, text, &fields).into_iter().filter(&takes) {
            groups.entry(spot.field.clone()).or_default().push(spot);
        }
    }
    let questions = book.on_each_day(names.iter().copied());
    let mut before: BTreeMap<usize, String> = BTreeMap::new();
    let (mut tried, mut silent) = (Vec::new(), Vec::new());
    for spots in groups.into_values() {
        let mut order: Vec<usize> = (0..questions.len()).collect();
        for spot in spots {
            tried.push(spot.clone());
            let mut text = book.texts[&spot.path].clone();
            text.replace_range(spot.at..spot.at + spot.was.len(), &spot.becomes);
            let Some(agency) = book.with(&spot.path, &text) else { continue };
            let tells = |&(_, question): &(usize, usize)| {
                let old = before.entry(question).or_insert_with(|| answer(&book.agency, questions[question]));
                answer(&agency, questions[question]) != *old
            };
            match order.iter().copied().enumerate().collect::<Vec<_>>().into_iter().find(tells) {
                // what told of one amount is likely to tell of the next of its kind
                Some((at, question)) => {
                    order.remove(at);
                    order.insert(0, question);
                }
                None => silent.push(spot),
            }
        }
    }
    (tried, silent)
}

/// That all are told but those excused; returns which excuses were needed.
fn assert_all_told(book: &Book, (tried, silent): (&[Spot], &[Spot]), excuses: &[Excuse]) -> BTreeSet<usize> {
    let mut needed = BTreeSet::new();
    let mut unnamed = Vec::new();
    for spot in silent {
        match excused(excuses, spot, &book.texts[&spot.path]) {
            Some(excuse) => {
                needed.insert(excuse);
            }
            None => {
                unnamed.push(format!("{}:{} {} {} -> {}", spot.path, spot.line, spot.field, spot.was, spot.becomes));
            }
        }
    }
    assert!(unnamed.is_empty(), "nobody tells of {} of {}\n{}", unnamed.len(), tried.len(), unnamed.join("\n"));
    needed
}

/// That no excuse outlives its need, and that each has a reason.
fn assert_all_needed(excuses: &[Excuse], needed: &BTreeSet<usize>) {
    for (at, excuse) in excuses.iter().enumerate() {
        assert!(!excuse.why.is_empty() && needed.contains(&at), "{} {:?} excuses nothing", excuse.field, excuse.when);
    }
}

fn reports() -> Vec<&'static str> {
    REPORTS.iter().map(|report| report.name()).chain(["check"]).collect()
}

#[test]
fn a_cent_more_anywhere_is_told_by_a_report_or_a_check() {
    let records = Book::open("tests/books/records", &["2026-12-01", "2027-01-05", "2027-04-01"]);
    let example = Book::open("examples/northlight", &["2027-12-31", "2026-12-01"]);
    let (excuses, mut needed, mut seen) = (silent(), BTreeSet::new(), BTreeSet::new());
    for (book, least) in [(&example, 500), (&records, 20)] {
        let (tried, untold) = untold(book, &reports(), |_| true);
        assert!(tried.len() >= least, "{}", tried.len());
        needed.extend(assert_all_told(book, (&tried, &untold), &excuses));
        seen.extend(tried.into_iter().map(|spot| spot.field));
    }
    assert_all_needed(&excuses, &needed);
    // whatever holds an amount stands in one of the two books, and is tried
    let unseen: Vec<String> = fields().into_iter().filter(|field| !seen.contains(field)).collect();
    assert_eq!(unseen, [""; 0]);
    let settings: Vec<&str> = seen.iter().filter_map(|field| field.strip_prefix("suits.toml: ")).collect();
    for (begins, ends) in [
        ("people.", ".cost.0.rate"),
        ("people.", ".weekly_hours"),
        ("fx.", ".rate"),
        ("rates.", ".charge.production"),
        ("roles.", ".approves.estimate"),
    ] {
        assert!(settings.iter().any(|key| key.starts_with(begins) && key.ends_with(ends)), "{begins} {ends}");
    }
}

#[test]
fn a_cent_more_on_any_paper_is_a_cent_more_in_the_books() {
    let book = Book::open("examples/northlight", &["2027-12-31", "2026-12-01"]);
    let on_paper = |spot: &Spot| ["jobs/", "invoices/", "timesheets/"].iter().any(|kind| spot.path.starts_with(kind));
    let (tried, silent) = untold(&book, &["export"], on_paper);
    assert!(tried.len() >= 400, "{}", tried.len());
    let excuses = unbooked();
    assert_all_needed(&excuses, &assert_all_told(&book, (&tried, &silent), &excuses));
}

#[test]
fn a_cent_is_a_cent() {
    assert_eq!(bumped("30000.00"), "30000.01");
    assert_eq!(bumped("9.99"), "10.00");
    assert_eq!(bumped("15"), "15.01");
    assert_eq!(bumped("0.9213"), "0.9214");
    assert_eq!(bumped("0.00"), "0.01");
    let told = |path: &str, text: &str| -> Vec<String> {
        let spots = spots(path, text, &fields()).into_iter();
        spots.map(|spot| format!("{} {:?} {} line {}", spot.field, spot.items, spot.was, spot.line)).collect()
    };
    let text = "estimates:\n  - lines:\n      - {net: -5.00, markup: 10%}   # net: 3\n      - hours: \"2.5\"\norders:\n  - net: 7\n    x: {net: 8}\n";
    assert_eq!(
        told("jobs/ACME/x.yaml", text),
        [
            "jobs: estimates.*.lines.*.net [0, 0] 5.00 line 3",
            "jobs: estimates.*.lines.*.markup [0, 0] 10 line 3",
            "jobs: estimates.*.lines.*.hours [0, 1] 2.5 line 4",
            "jobs: orders.*.net [0] 7 line 6"
        ]
    );
    let text = "[people.ann]\nweekly_hours = 37.5\ncost = [{ from = 2026-01-01, rate = 41.50 }]\n[[rates.standard]]\ncharge = { production = 95 } # 3\n";
    assert_eq!(
        told("suits.toml", text),
        [
            "suits.toml: people.ann.weekly_hours [] 37.5 line 2",
            "suits.toml: people.ann.cost.0.rate [] 41.50 line 3",
            "suits.toml: rates.standard.0.charge.production [] 95 line 5"
        ]
    );
}

#[test]
fn an_excuse_is_for_a_field_and_not_for_a_sum() {
    let text = "orders:\n  - {net: 5.00, status: invoiced}\n  - {net: 5.00, status: sent}\nsupplier_invoices:\n  - {net: 5.00}\n";
    let excuses = [excuses::when("jobs: orders.*.net", "orders.*.status", &["invoiced"], "a test")];
    let spots = spots("jobs/ACME/x.yaml", text, &fields());
    let told: Vec<bool> = spots.iter().map(|spot| excused(&excuses, spot, text).is_some()).collect();
    assert_eq!(told, [true, false, false]);
}
