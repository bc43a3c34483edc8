//! Change one amount anywhere by its least digit, and a report, a check or a refusal tells. What does not tell is named here, with its reason.

use crate::pieces::located;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use suits::checks::{self, Choice};
use suits::config::Config;
use suits::domain::agency::{Agency, Shelf};
use suits::domain::job::Job;
use suits::domain::job_money::{Estimate, EstimateStatus, Line, Order, OrderStatus};
use suits::domain::layout::{AnyId, Placement, parse_path};
use suits::domain::money::journal::{Journal, JournalAsk};
use suits::domain::record::Record;
use suits::domain::scope::Scope;
use suits::reports::{REPORTS, ReportAsk};
use suits::source::SourceId;
use suits::store::Store;
use suits::values::{Day, Decimal};

/// Every key that holds money, a share of money, a rate, or hours that become money.
const KEYS: [&str; 20] = [
    "net",
    "amount",
    "gross",
    "rate",
    "fee",
    "limit",
    "hours",
    "value",
    "markup",
    "commission",
    "media_commission",
    "tolerance",
    "contingency",
    "fx_rate",
    "tax",
    "cap",
    "probability",
    "rollover_cap_hours",
    "estimate",
    "change-order",
];

/// What may change by its least digit and be told by nobody: in which files, under which key, and why that is right.
const SILENT: [(&str, &str, &str); 8] = [
    ("clients", "limit", "what somebody may approve speaks when a sum reaches it, and no sum is so near"),
    ("suits.toml", "estimate", "the same of a role"),
    ("suits.toml", "change-order", "the same of a role"),
    ("clients", "tolerance", "it speaks when a forecast or an invoice reaches it"),
    ("clients", "markup", "it is written into each line before anybody approves it; this is for lines yet to come"),
    ("clients", "media_commission", "the same"),
    ("suits.toml", "charge", "the same of a rate: a role on no line and in no hours without one"),
    (
        "suits.toml",
        "rate",
        "an exchange rate of days on which no paper needed one, and the cost of somebody without hours",
    ),
];

fn job_of(spot: &Spot, text: &str) -> Option<Job> {
    let Placement::Record(AnyId::Job(id)) = parse_path(&spot.path) else { return None };
    Some(located::<Job>(id, text).record)
}

/// What is written in a line as this amount is.
fn is_of_line(spot: &Spot, line: &Line) -> bool {
    let amounts = [line.net, line.rate, line.hours, line.gross, line.amount].into_iter().flatten().map(|one| one.0);
    let shares = [line.markup, line.commission].into_iter().flatten().map(|share| share.ratio() * Decimal::ONE_HUNDRED);
    let was = Decimal::from_str_exact(&spot.was).expect("a number");
    amounts.chain(shares).any(|one| one == was)
}

fn is_of_order(spot: &Spot, order: &Order) -> bool {
    [Some(order.net), order.fx_rate].into_iter().flatten().any(|amount| amount.to_string() == spot.was)
}

/// In a job: an order that its supplier has charged for, whose sum is the supplier invoice's from then on, or one called off; and an
/// estimate that a newer one took the place of.
fn is_past(spot: &Spot, text: &str) -> bool {
    let Some(job) = job_of(spot, text) else { return false };
    let over = |order: &&Order| matches!(order.status, OrderStatus::Invoiced | OrderStatus::Cancelled);
    let old = job.estimates.iter().filter(|estimate| estimate.status == EstimateStatus::Superseded);
    job.orders.iter().filter(over).any(|order| is_of_order(spot, order))
        || old.flat_map(|old| &old.lines).any(|line| is_of_line(spot, line))
}

/// What no paper books: an order that binds nobody yet, a contingency that nobody agreed to, the agency's share of media that are priced
/// gross, a cap on what the agency bears itself, and the fee of a job called off until it is billed.
fn is_unbooked(spot: &Spot, text: &str) -> bool {
    let Some(job) = job_of(spot, text) else { return false };
    let draft = |order: &&Order| order.status == OrderStatus::Draft;
    let agreed = |estimate: &Estimate| estimate.status == EstimateStatus::Approved;
    let mut quoted =
        job.estimates.iter().flat_map(|one| &one.lines).chain(job.change_orders.iter().flat_map(|one| &one.lines));
    match spot.key.as_str() {
        "cap" | "fee" => true,
        "contingency" => job.estimates.iter().any(|one| one.contingency.is_some() && !agreed(one)),
        "commission" => quoted.any(|line| line.gross.is_some() && is_of_line(spot, line)),
        _ => job.orders.iter().filter(draft).any(|order| is_of_order(spot, order)) || is_past(spot, text),
    }
}

fn is_named(spot: &Spot, text: &str) -> bool {
    let here = |(files, key, _): &(&str, &str, &str)| spot.path.starts_with(files) && spot.key == *key;
    SILENT.iter().any(here) || is_past(spot, text)
}

/// One amount in a text.
#[derive(Clone, Debug)]
struct Spot {
    path: String,
    key: String,
    line: usize,
    at: usize,
    was: String,
    becomes: String,
}

/// Every amount behind one of the keys, wherever it stands on a line; what stands in a comment is none.
fn spots(path: &str, text: &str) -> Vec<Spot> {
    let (mut spots, mut start) = (Vec::new(), 0);
    let toml = Path::new(path).extension().is_some_and(|end| end == "toml");
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let end = line.find(" #").unwrap_or(line.len());
        let sign = if toml { '=' } else { ':' };
        for (at, _) in line[..end].match_indices(sign) {
            let key = line[..at]
                .trim_end()
                .rsplit(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-'))
                .next()
                .unwrap_or("");
            let card = toml && line.starts_with("charge");
            if !(KEYS.contains(&key) || card) || line.starts_with('#') {
                continue;
            }
            let rest = &line[at + 1..end];
            let lead = rest.len() - rest.trim_start_matches([' ', '"']).len();
            let digits: String = rest[lead..].chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
            if digits.is_empty() || !digits.starts_with(|c: char| c.is_ascii_digit()) {
                continue;
            }
            let becomes = bumped(&digits);
            spots.push(Spot {
                path: path.to_owned(),
                key: if card { "charge".to_owned() } else { key.to_owned() },
                line: number + 1,
                at: start + at + 1 + lead,
                was: digits,
                becomes,
            });
        }
        start += line.len();
    }
    spots
}

/// One more in the second digit behind the point, or in the last where there are more: a cent, a hundredth of a percent or of an hour.
fn bumped(digits: &str) -> String {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let fraction = format!("{fraction:0<2}");
    let all: u128 = format!("{whole}{fraction}").parse().expect("digits");
    let next = format!("{:0>width$}", all + 1, width = fraction.len() + 1);
    let (whole, fraction) = next.split_at(next.len() - fraction.len());
    format!("{whole}.{fraction}")
}

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

/// Changes one amount after another, at most so many of each key in each kind of file, and returns those that no question told of.
fn untold(book: &Book, most: usize, names: &[&str], takes: impl Fn(&Spot) -> bool) -> (usize, Vec<Spot>) {
    let mut groups: BTreeMap<(String, String), Vec<Spot>> = BTreeMap::new();
    for (path, text) in &book.texts {
        let kind = path.split('/').next().unwrap_or_default().to_owned();
        for spot in spots(path, text).into_iter().filter(&takes) {
            groups.entry((kind.clone(), spot.key.clone())).or_default().push(spot);
        }
    }
    let questions = book.on_each_day(names.iter().copied());
    let mut before: BTreeMap<usize, String> = BTreeMap::new();
    let (mut tried, mut silent) = (0, Vec::new());
    for spots in groups.into_values() {
        // evenly over the group, whatever its size
        let step = spots.len().div_ceil(most);
        let mut order: Vec<usize> = (0..questions.len()).collect();
        for spot in spots.into_iter().step_by(step) {
            tried += 1;
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

fn assert_all_told(
    book: &Book,
    (tried, silent): (usize, Vec<Spot>),
    least: usize,
    named: impl Fn(&Spot, &str) -> bool,
) {
    let unnamed: Vec<String> = silent
        .iter()
        .filter(|spot| !named(spot, &book.texts[&spot.path]))
        .map(|spot| format!("{}:{} {} {} -> {}", spot.path, spot.line, spot.key, spot.was, spot.becomes))
        .collect();
    assert!(unnamed.is_empty(), "nobody tells of {} of {tried}\n{}", unnamed.len(), unnamed.join("\n"));
    assert!(tried >= least, "{tried}");
}

fn reports() -> Vec<&'static str> {
    REPORTS.iter().map(|report| report.name()).chain(["check"]).collect()
}

#[test]
fn a_cent_more_in_the_book_of_the_format_is_told() {
    let book = Book::open("tests/books/records", &["2026-12-01", "2027-01-05", "2027-04-01"]);
    assert_all_told(&book, untold(&book, usize::MAX, &reports(), |_| true), 20, is_named);
}

#[test]
fn a_cent_more_in_the_example_agency_is_told() {
    let book = Book::open("examples/northlight", &["2027-12-31", "2026-12-01"]);
    assert_all_told(&book, untold(&book, 8, &reports(), |_| true), 100, is_named);
}

#[test]
fn a_cent_more_on_any_paper_is_a_cent_more_in_the_books() {
    let book = Book::open("examples/northlight", &["2027-12-31", "2026-12-01"]);
    let on_paper = |spot: &Spot| ["jobs/", "invoices/", "timesheets/"].iter().any(|kind| spot.path.starts_with(kind));
    assert_all_told(&book, untold(&book, 16, &["export"], on_paper), 100, is_unbooked);
}

#[test]
fn a_cent_is_a_cent() {
    assert_eq!(bumped("30000.00"), "30000.01");
    assert_eq!(bumped("9.99"), "10.00");
    assert_eq!(bumped("15"), "15.01");
    assert_eq!(bumped("0.9213"), "0.9214");
    assert_eq!(bumped("0.00"), "0.01");
    let text = "lines:\n  - {net: 5.00, markup: 10%}   # net: 3\n    hours: \"2.5\"\n";
    let found: Vec<_> = spots("jobs/x.yaml", text).into_iter().map(|spot| (spot.key, spot.was, spot.line)).collect();
    let expected = [("net", "5.00", 2), ("markup", "10", 2), ("hours", "2.5", 3)];
    assert_eq!(found, expected.map(|(key, was, line)| (key.to_owned(), was.to_owned(), line)));
}
