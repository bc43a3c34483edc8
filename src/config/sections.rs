//! `suits.toml` from text to values, section by section. People and roles are in `people`, stages in `workflow`.

use super::table::{Fields, Item, Reading, word};
use super::{AgencyFacts, CalendarFacts, Config, DatedRate, EscalationStep, Level, PathLevels, RateCard, SelfApproval};
use crate::finding::{Finding, Severity};
use crate::source::{Place, SourceId, Span};
use crate::values::{Currency, Word, nearest};
use std::collections::BTreeMap;
use toml::Spanned;
use toml::de::DeTable;

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

impl Config {
    /// Reads `suits.toml`. What is wrong with it is said with its place, and left at its default; text that is no TOML is one finding,
    /// `config-syntax`, and nothing but defaults.
    pub fn parse(text: &str, source: SourceId) -> (Config, Vec<Finding>) {
        let config = Config { source: Some(source), ..Config::default() };
        let table = match table(text, source, "suits.toml") {
            Ok(table) => table,
            Err(finding) => return (config, vec![*finding]),
        };
        let mut reading = Reading { text, source, file: "suits.toml", config, findings: Vec::new() };
        top(&mut reading, Fields::top(table.get_ref()));
        let Reading { config, mut findings, .. } = reading;
        findings.sort_by_key(start);
        (config, findings)
    }
}

/// The tables of a file, or why it is no TOML: the parser's words, as one sentence in small letters.
pub(super) fn table<'t>(text: &'t str, source: SourceId, file: &str) -> Result<Spanned<DeTable<'t>>, Box<Finding>> {
    DeTable::parse(text).map_err(|error| {
        let span = error.span().map_or(Span::at(text.len()), |span| Span::new(span.start, span.end));
        let message = error.message().trim().trim_end_matches('.').replace('\n', "; ");
        let message = format!("`{file}` cannot be read: {message}");
        let finding = Finding::error("config-syntax", Place::span(source, span), message);
        Box::new(finding.help("see https://toml.io for how TOML is written"))
    })
}

/// Where in its file a finding points.
pub(super) fn start(finding: &Finding) -> u32 {
    match finding.place.spot {
        crate::source::Spot::Span(span) => span.start,
        _ => 0,
    }
}

/// A section and what reads it.
type Section<'t> = (&'static str, fn(&mut Reading<'t>, &Item<'_, '_>));

fn top<'t>(reading: &mut Reading<'t>, mut fields: Fields<'_, '_>) {
    let sections: [Section<'t>; 15] = [
        ("agency", agency),
        ("numbering", numbering),
        ("calendar", |reading, item| {
            if let Some(facts) = calendar(reading, item) {
                reading.config.calendar = facts;
            }
        }),
        ("calendars", calendars),
        ("roles", super::people::roles),
        ("people", super::people::people),
        ("approvals", approvals),
        ("rates", rates),
        ("fx", fx),
        ("escalation", escalation),
        ("budget", budget),
        ("git", git),
        ("workflow", super::workflow::workflow),
        ("briefs", super::topic::briefs),
        ("checks", checks),
    ];
    for (name, read) in sections {
        if let Some(item) = fields.take(reading, name) {
            read(reading, &item);
        }
    }
    fields.finish(reading);
}

fn agency(reading: &mut Reading<'_>, item: &Item<'_, '_>) {
    let Some(mut fields) = reading.table(item) else { return };
    let defaults = AgencyFacts::default();
    let language = |reading: &mut Reading<'_>, item: &Item<'_, '_>| {
        reading.string(item, "a language code like \"en\" or \"zh-Hant\"", |text| {
            let code =
                |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
            text.split('-').all(code).then(|| Word::new(text))
        })
    };
    reading.config.agency = AgencyFacts {
        name: fields.read(reading, "name", Reading::text).unwrap_or(defaults.name),
        currency: fields.read(reading, "currency", Reading::currency).unwrap_or(defaults.currency),
        language: fields.read(reading, "language", language).unwrap_or(defaults.language),
        timezone: fields.read(reading, "timezone", Reading::text).unwrap_or(defaults.timezone),
    };
    fields.finish(reading);
}

fn numbering(reading: &mut Reading<'_>, item: &Item<'_, '_>) {
    let Some(mut fields) = reading.table(item) else { return };
    if let Some(random) = choice(reading, &mut fields, "scheme", &[("sequential", false), ("random", true)]) {
        reading.config.random_numbers = random;
    }
    fields.finish(reading);
}

fn approvals(reading: &mut Reading<'_>, item: &Item<'_, '_>) {
    let Some(mut fields) = reading.table(item) else { return };
    let words = [("deny", SelfApproval::Deny), ("warn", SelfApproval::Warn)];
    if let Some(choice) = choice(reading, &mut fields, "self", &words) {
        reading.config.self_approval = choice;
    }
    fields.finish(reading);
}

/// One of a few words.
fn choice<T: Copy>(
    reading: &mut Reading<'_>,
    fields: &mut Fields<'_, '_>,
    key: &'static str,
    words: &[(&'static str, T)],
) -> Option<T> {
    let item = fields.take(reading, key)?;
    one_of(reading, &item, words)
}

fn one_of<T: Copy>(reading: &mut Reading<'_>, item: &Item<'_, '_>, words: &[(&'static str, T)]) -> Option<T> {
    let typed = item.value.get_ref().as_str();
    let found = words.iter().find(|(word, _)| Some(*word) == typed).map(|&(_, value)| value);
    if found.is_none() {
        let quoted: Vec<String> = words.iter().map(|(word, _)| format!("\"{word}\"")).collect();
        let near = typed.and_then(|typed| nearest(typed, words.iter().map(|&(word, _)| word)));
        reading.bad(item, &quoted.join(" or "));
        if let (Some(near), Some(finding)) = (near, reading.findings.last_mut()) {
            finding.help = Some(format!("did you mean `{near}`?"));
        }
    }
    found
}

fn calendar(reading: &mut Reading<'_>, item: &Item<'_, '_>) -> Option<CalendarFacts> {
    let mut fields = reading.table(item)?;
    let mut facts = CalendarFacts::default();
    if let Some(week) = fields.take(reading, "work_week") {
        facts.work_week = work_week(reading, &week).unwrap_or(facts.work_week);
    }
    if let Some(days) = fields.take(reading, "holidays") {
        facts.holidays = reading.each(&days, Reading::day);
        facts.holidays.sort_unstable();
    }
    if let Some(files) = fields.take(reading, "holiday_files") {
        facts.holiday_files = reading.each(&files, Reading::text);
    }
    fields.finish(reading);
    Some(facts)
}

fn work_week(reading: &mut Reading<'_>, item: &Item<'_, '_>) -> Option<[bool; 7]> {
    let mut week = [false; 7];
    let days = reading.list(item);
    for day in &days {
        match day.value.get_ref().as_str().and_then(|name| DAYS.iter().position(|day| *day == name)) {
            Some(at) => week[at] = true,
            None => reading.bad(day, &format!("a day of the week: {}", DAYS.join(", "))),
        }
    }
    if days.is_empty() && item.value.get_ref().is_array() {
        let message = format!("`{}` is empty, so no day would ever be due", item.path);
        let finding = Finding::error("bad-config-value", reading.place(item.span()), message);
        reading.findings.push(finding.help("name the days on which the office works: [\"mon\", \"tue\"]"));
    }
    week.contains(&true).then_some(week)
}

fn calendars(reading: &mut Reading<'_>, item: &Item<'_, '_>) {
    for (name, span, item) in reading.entries(item) {
        let Some(name) = named(reading, &name, span) else { continue };
        if let Some(facts) = calendar(reading, &item) {
            reading.config.calendars.insert(name, facts);
        }
    }
}

/// A key that is a name: of a calendar, a role, a rate card.
pub(super) fn named(reading: &mut Reading<'_>, name: &str, span: Span) -> Option<Word> {
    let read = word(name);
    if read.is_none() {
        let message = format!("`{name}` is not a name; expected small letters, digits and hyphens");
        reading.findings.push(Finding::error("bad-config-value", reading.place(span), message));
    }
    read
}

fn rates(reading: &mut Reading<'_>, item: &Item<'_, '_>) {
    for (name, span, item) in reading.entries(item) {
        let Some(name) = named(reading, &name, span) else { continue };
        let mut cards: Vec<RateCard> = reading.list(&item).iter().filter_map(|card| rate_card(reading, card)).collect();
        cards.sort_by_key(|card| card.from);
        reading.config.rates.insert(name, cards);
    }
}

fn rate_card(reading: &mut Reading<'_>, item: &Item<'_, '_>) -> Option<RateCard> {
    let mut fields = reading.table(item)?;
    let from = fields.need(reading, "from", item.span(), Reading::day);
    let currency = fields.read(reading, "currency", Reading::currency);
    let mut charge = BTreeMap::new();
    if let Some(rates) = fields.take(reading, "charge") {
        for (role, span, rate) in reading.entries(&rates) {
            let role = super::people::known_role(reading, &role, span);
            if let (Some(role), Some(rate)) = (role, reading.amount(&rate)) {
                charge.insert(role, rate);
            }
        }
    }
    fields.finish(reading);
    Some(RateCard { from: from?, currency, charge })
}

fn fx(reading: &mut Reading<'_>, item: &Item<'_, '_>) {
    for (code, span, item) in reading.entries(item) {
        let Some(currency) = Currency::parse(&code) else {
            let message = format!("`{code}` is not a currency; expected a code like USD");
            reading.findings.push(Finding::error("bad-config-value", reading.place(span), message));
            continue;
        };
        let mut rates = dated_rates(reading, &item);
        if rates.iter().any(|rate| rate.rate.0.is_zero()) {
            let message = format!("a rate of {code} is 0, which turns every sum into nothing");
            reading.findings.push(Finding::error("bad-config-value", reading.place(span), message));
            rates.clear();
        }
        reading.config.fx.insert(currency, rates);
    }
}

/// Rates with the day each is in force from, in that order. None at all where one does not read: the one before it would stand in its
/// place, and every figure from that day on would be wrong.
pub(super) fn dated_rates(reading: &mut Reading<'_>, item: &Item<'_, '_>) -> Vec<DatedRate> {
    let (mut rates, before) = (Vec::new(), reading.findings.len());
    for item in reading.list(item) {
        let Some(mut fields) = reading.table(&item) else { continue };
        let from = fields.need(reading, "from", item.span(), Reading::day);
        let rate = fields.need(reading, "rate", item.span(), Reading::amount);
        fields.finish(reading);
        if let (Some(from), Some(rate)) = (from, rate) {
            rates.push(DatedRate { from, rate });
        }
    }
    if reading.findings[before..].iter().any(|finding| finding.severity == Severity::Error) {
        return Vec::new();
    }
    rates.sort_by_key(|rate| rate.from);
    rates
}

fn escalation(reading: &mut Reading<'_>, item: &Item<'_, '_>) {
    let Some(mut fields) = reading.table(item) else { return };
    if let Some(steps) = fields.take(reading, "steps") {
        let mut read = Vec::new();
        for item in reading.list(&steps) {
            let Some(mut fields) = reading.table(&item) else { continue };
            let days = fields.need(reading, "days", item.span(), Reading::count);
            let seat = fields.need(reading, "seat", item.span(), Reading::word);
            fields.finish(reading);
            if let (Some(days), Some(seat)) = (days, seat) {
                read.push(EscalationStep { days, seat });
            }
        }
        read.sort_by_key(|step| step.days);
        reading.config.escalation = read;
    }
    fields.finish(reading);
}

fn budget(reading: &mut Reading<'_>, item: &Item<'_, '_>) {
    let Some(mut fields) = reading.table(item) else { return };
    if let Some(alerts) = fields.take(reading, "alerts") {
        let before = reading.findings.len();
        let mut read: Vec<u32> = Vec::new();
        for item in reading.list(&alerts) {
            let Some(alert) = reading.count(&item) else { continue };
            match read.last() {
                _ if alert == 0 => reading.bad(&item, "a percentage above 0, like 50"),
                Some(last) if alert <= *last => {
                    reading.bad(&item, &format!("a percentage above {last}: alerts ascend"));
                }
                _ => read.push(alert),
            }
        }
        if reading.findings.len() == before {
            reading.config.alerts = read;
        }
    }
    fields.finish(reading);
}

fn git(reading: &mut Reading<'_>, item: &Item<'_, '_>) {
    let Some(mut fields) = reading.table(item) else { return };
    if let Some(commit) = fields.take(reading, "commit") {
        match commit.value.get_ref().as_bool() {
            Some(commits) => reading.config.commits = commits,
            None => reading.bad(&commit, "true or false"),
        }
    }
    fields.finish(reading);
}

const LEVELS: [(&str, Level); 3] = [("error", Level::Error), ("warning", Level::Warning), ("off", Level::Off)];

fn checks(reading: &mut Reading<'_>, item: &Item<'_, '_>) {
    for (rule, _, item) in reading.entries(item) {
        if rule == "paths" && item.value.get_ref().is_array() {
            let parts = reading.list(&item);
            reading.config.path_levels = parts.iter().filter_map(|part| path_levels(reading, part)).collect();
        } else if let Some(level) = one_of(reading, &item, &LEVELS) {
            reading.config.levels.insert(rule, level);
        }
    }
}

fn path_levels(reading: &mut Reading<'_>, item: &Item<'_, '_>) -> Option<PathLevels> {
    reading.table(item)?;
    let mut part = PathLevels { paths: Vec::new(), levels: BTreeMap::new() };
    for (rule, _, item) in reading.entries(item) {
        if rule == "paths" {
            part.paths = reading.each(&item, Reading::text);
        } else if let Some(level) = one_of(reading, &item, &LEVELS) {
            part.levels.insert(rule, level);
        }
    }
    if part.paths.is_empty() {
        let finding =
            Finding::error("bad-config-value", reading.place(item.span()), format!("`{}` names no `paths`", item.path));
        reading.findings.push(finding.help("say which part of the book is meant: `paths = [\"briefs/ACME/**\"]`"));
    }
    Some(part)
}
