//! `[people]` and `[roles]`: who works here, and what each role may do.

use super::costs::fault;
use super::sections::{dated_rates, named};
use super::table::{Fields, Item, Reading};
use super::{Away, Limit, Person};
use crate::finding::{Finding, Severity};
use crate::source::Span;
use crate::values::{Decimal, Percent, PersonId, Word, did_you_mean};

/// `[roles.NAME]`, merged over what the program knows.
pub(super) fn roles(reading: &mut Reading<'_>, item: &Item<'_, '_>) {
    for (name, span, item) in reading.entries(item) {
        let (Some(name), Some(mut fields)) = (named(reading, &name, span), reading.table(&item)) else { continue };
        let mut role = reading.config.roles.get(&name).cloned().unwrap_or_default();
        if let Some(approves) = fields.take(reading, "approves")
            && let Some(mut limits) = reading.table(&approves)
        {
            role.estimate_limit = limits.read(reading, "estimate", limit).unwrap_or(role.estimate_limit);
            role.change_limit = limits.read(reading, "change-order", limit).unwrap_or(role.change_limit);
            limits.finish(reading);
        }
        role.max_accounts = fields.read(reading, "max_accounts", Reading::count).or(role.max_accounts);
        if let Some(mix) = fields.take(reading, "mix")
            && let Some(mut shares) = reading.table(&mix)
        {
            // an agency's own mix replaces the trade's whole: the parts of two do not add up
            role.mix.clear();
            for &part in super::roles::MIX {
                if let Some(share) = shares.read(reading, part, percent) {
                    role.mix.insert(Word::const_new(part), share);
                }
            }
            shares.finish(reading);
            let sum: Decimal = role.mix.values().map(|share| share.ratio()).sum();
            if sum > Decimal::ONE {
                let sum = (sum * Decimal::ONE_HUNDRED).normalize();
                reading.bad(&mix, &format!("shares of no more than 100%; these are {sum}%"));
            }
        }
        fields.finish(reading);
        reading.config.roles.insert(name, role);
    }
}

fn percent(reading: &mut Reading<'_>, item: &Item<'_, '_>) -> Option<Percent> {
    reading.string(item, "a percentage up to 100%, like \"30%\"", |text| {
        Percent::parse(text).filter(|share| (Decimal::ZERO..=Decimal::ONE).contains(&share.ratio()))
    })
}

/// A sum, or `"any"`.
fn limit(reading: &mut Reading<'_>, item: &Item<'_, '_>) -> Option<Limit> {
    if item.value.get_ref().as_str() == Some("any") {
        return Some(Limit::Any);
    }
    let amount = reading.amount(item)?;
    Some(if amount.0.is_zero() { Limit::Nothing } else { Limit::UpTo(amount) })
}

/// `[people.ID]`.
pub(super) fn people(reading: &mut Reading<'_>, item: &Item<'_, '_>) {
    for (id, span, item) in reading.entries(item) {
        let id = match PersonId::parse(&id) {
            Ok(id) => id,
            Err(fault) => {
                let message = format!("`{id}` is not a person's id; {fault}");
                reading.findings.push(Finding::error("bad-config-value", reading.place(span), message));
                continue;
            }
        };
        let Some(mut fields) = reading.table(&item) else { continue };
        let person = person(reading, &mut fields, span, &id);
        fields.finish(reading);
        reading.config.people.insert(id, person);
    }
}

fn person(reading: &mut Reading<'_>, fields: &mut Fields<'_, '_>, at: Span, id: &PersonId) -> Person {
    let mut person = Person {
        name: fields.need(reading, "name", at, Reading::text).unwrap_or_default(),
        reports_to: fields.read(reading, "reports_to", Reading::person),
        email: fields.read(reading, "email", Reading::text),
        weekly_hours: fields.read(reading, "weekly_hours", Reading::amount),
        calendar: fields.read(reading, "calendar", calendar),
        from: fields.read(reading, "from", Reading::day),
        to: fields.read(reading, "to", Reading::day),
        ..Person::default()
    };
    if let (Some(from), Some(to)) = (person.from, person.to)
        && to < from
        && let Some(item) = fields.take(reading, "to")
    {
        reading.bad(&item, &format!("a day that is not before `from`, {from}"));
    }
    if let Some(roles) = fields.take(reading, "roles") {
        for role in reading.list(&roles) {
            let name = role.value.get_ref().as_str().map(str::to_owned);
            match name {
                Some(name) => person.roles.extend(known_role(reading, &name, role.span())),
                None => reading.bad(&role, "a role like \"account-executive\""),
            }
        }
    }
    if let Some(authors) = fields.take(reading, "git_author") {
        person.git_author = reading.each(&authors, Reading::text);
    }
    if let Some(away) = fields.take(reading, "away") {
        person.away = reading.list(&away).iter().filter_map(|item| absence(reading, item)).collect();
    }
    if let Some(cost) = fields.take(reading, "cost") {
        let before = reading.findings.len();
        person.cost = dated_rates(reading, &cost);
        let wrong = reading.findings[before..].iter().filter(|finding| finding.severity == Severity::Error);
        let wrong: Vec<_> = wrong.map(|finding| fault(finding, reading.text, reading.file, Some(id.clone()))).collect();
        reading.config.cost_faults.extend(wrong);
    }
    person
}

fn absence(reading: &mut Reading<'_>, item: &Item<'_, '_>) -> Option<Away> {
    let mut fields = reading.table(item)?;
    let from = fields.need(reading, "from", item.span(), Reading::day);
    let to = fields.need(reading, "to", item.span(), Reading::day);
    let deputy = fields.read(reading, "deputy", Reading::person);
    fields.finish(reading);
    let (from, to) = (from?, to?);
    if to < from {
        reading.bad(item, "a `to` that is not before `from`");
        return None;
    }
    Some(Away { from, to, deputy })
}

/// A calendar that `[calendars]` names; sections are read in an order that has it ready.
fn calendar(reading: &mut Reading<'_>, item: &Item<'_, '_>) -> Option<Word> {
    let name = reading.word(item)?;
    if !reading.config.calendars.contains_key(&name) {
        let message = format!("there is no calendar `{name}`");
        let finding = Finding::error("unknown-calendar", reading.place(item.span()), message);
        let help = did_you_mean(&name, reading.config.calendars.keys().map(Word::as_str), || {
            format!("add it as `[calendars.{name}]`, or take the line out to use the office's")
        });
        reading.findings.push(finding.help(help));
    }
    Some(name)
}

/// A role of the trade, or one that `[roles]` names. An unknown one is kept, and reported.
pub(super) fn known_role(reading: &mut Reading<'_>, name: &str, span: Span) -> Option<Word> {
    let role = named(reading, name, span)?;
    if !reading.config.roles.contains_key(&role) {
        let message = format!("there is no role `{role}`");
        let finding = Finding::warning("unknown-role", reading.place(span), message);
        let help = did_you_mean(&role, reading.config.roles.keys().map(Word::as_str), || {
            format!("if it is a role of your own, add `[roles.{role}]`")
        });
        reading.findings.push(finding.help(help));
    }
    Some(role)
}
