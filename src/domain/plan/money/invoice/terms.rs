//! The terms of an invoice: its number, its rate of exchange, its purchase order, the days to pay, its tax.

use super::write::Priced;
use crate::domain::agency::Agency;
use crate::domain::approval::Method;
use crate::domain::client::Client;
use crate::domain::invoice::{Invoice, InvoiceKind};
use crate::domain::job::Job;
use crate::domain::money::charged::Till;
use crate::domain::money::exchange;
use crate::domain::money::papers::signed;
use crate::domain::record::Located;
use crate::finding::Finding;
use crate::key_path;
use crate::source::{KeyPath, quoted};
use crate::values::{ClientId, Day, Decimal, InvoiceId, JobId, LabelFault, Percent, label};
use std::collections::{BTreeSet, HashSet};

/// The objection that a number is on another invoice.
pub(super) fn taken(
    number: &str,
    own: Option<&Located<Invoice>>,
    agency: &Agency,
    client: &Located<Client>,
    today: Day,
) -> Option<Finding> {
    let number = number.trim();
    let place = || own.map_or_else(|| client.at(KeyPath::root()), |own| own.at(key_path!["number"]));
    let found = |code, message: String| match own {
        Some(_) => Finding::error(code, place(), message),
        None => Finding::error(code, place(), message).typed("--number"),
    };
    let named = |number: &str| match own {
        Some(own) => format!("`suits invoice set {} number={number}`", own.id),
        None => format!("`--number {number}`"),
    };
    if let Err(fault) = label(number) {
        let message = match fault {
            LabelFault::Blank => "an invoice needs its number".to_owned(),
            fault => format!("`{number}` is no number of an invoice: {fault}"),
        };
        let help = match next_beside(own.map(|own| &own.id), &client.id, agency, today) {
            Some(next) => format!("the next one: {}", named(&next)),
            None => format!("the one that it has in the ledger: {}", named("2026-118")),
        };
        return Some(found(if fault.is_gap() { "no-number" } else { "bad-number" }, message).help(help));
    }
    let others = || agency.invoices.iter().filter(|other| own.is_none_or(|own| own.id != other.id));
    let other = others().find(|other| other.number.trim() == number)?;
    let taken: HashSet<&str> = others().map(|other| other.number.trim()).collect();
    let finding = found("duplicate-id", format!("the number `{number}` is on {}", other.id));
    let finding = finding.related(other.at(key_path!["number"]), "has it");
    Some(finding.help(match free_number(number, other.date.month().year, &taken) {
        Some(free) => format!("the next that is free: {}", named(&free)),
        None => format!("the one that it has in the ledger: {}", named("NUMBER")),
    }))
}

/// The refusal that a number is none, or is on another invoice.
pub fn numbered(number: &str, agency: &Agency, client: &Located<Client>, today: Day) -> Result<(), Vec<Finding>> {
    taken(number, None, agency, client, today).map_or(Ok(()), |finding| Err(vec![finding]))
}

/// The number that the client's next invoice gets, where those of its last say: counted on behind the highest of their kind. `None` where nothing
/// counts, or where a year that is over stands in them.
pub fn next_number(client: &ClientId, agency: &Agency, today: Day) -> Option<String> {
    next_beside(None, client, agency, today)
}

/// The same beside one that gets another number.
fn next_beside(but: Option<&InvoiceId>, client: &ClientId, agency: &Agency, today: Day) -> Option<String> {
    let all = || agency.invoices.iter().filter(|other| Some(&other.id) != but);
    let year = |invoice: &Located<Invoice>| invoice.date.month().year;
    let latest = |invoice: &&Located<Invoice>| {
        (invoice.date, Counted::of(&invoice.number, year(invoice)).map(|counted| counted.count()))
    };
    let own = all().filter(|invoice| invoice.id.client() == *client).max_by_key(latest);
    let last = own.or_else(|| all().max_by_key(latest))?;
    let past = year(last);
    let own = Counted::of(&last.number, past)?;
    let of_a_year = !own.tail.is_empty() || own.stem.contains(&past.to_string());
    if own.digits.is_empty() || (past < today.month().year && of_a_year) {
        return None;
    }
    let taken: HashSet<&str> = all().map(|invoice| invoice.number.trim()).collect();
    let counted = taken.iter().filter_map(|number| Counted::of(number, past));
    let same = counted.filter(|other| (other.stem, other.tail) == (own.stem, own.tail));
    let next = same.max_by_key(Counted::count)?.next_free(&taken);
    label(&next).is_ok().then_some(next)
}

/// The same for a command that is to run as it is printed; a word for it where a person must look it up.
pub fn number_or_word(client: &ClientId, agency: &Agency, today: Day) -> String {
    // any client's invoice may have a number: it is not told by some of them
    let next = agency.invoices.is_complete().then(|| next_number(client, agency, today)).flatten();
    next.map_or_else(|| "NUMBER".to_owned(), |number| quoted(&number))
}

/// The client's purchase order of a job, for a command that takes down their yes by it; a word for it where nobody wrote it down, or it was a
/// yes to another estimate.
pub fn po_or_word(job: &Job) -> String {
    let approvals = || job.estimates.iter().flat_map(|estimate| &estimate.approvals);
    let is_used = |po: &str| approvals().any(|yes| yes.evidence.as_deref().map(str::trim) == Some(po));
    let known = job.client_po.as_deref().map(str::trim).filter(|po| label(po).is_ok() && !is_used(po));
    known.map_or_else(|| "NUMBER".to_owned(), quoted)
}

/// A number by the part that is counted on: the last digits, `118` of `2026-118`; where the year stands last, those before it, `118` of
/// `118/2026` and of `118/2025-26`.
#[derive(Clone, Copy)]
struct Counted<'a> {
    stem: &'a str,
    digits: &'a str,
    tail: &'a str,
}

impl<'a> Counted<'a> {
    /// `None` where nobody can tell which part is counted on: `3/118/2026`, or `118/26`, which may be the 26th of a series as well.
    fn of(number: &'a str, year: i32) -> Option<Counted<'a>> {
        let number = number.trim();
        let parts: Vec<&str> =
            number.split(|one: char| !one.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
        let is_near = |part: &str, of: i64| part.parse().is_ok_and(|read: i64| (of - 1..=of + 1).contains(&read));
        let in_full = |part: &str| part.len() == 4 && is_near(part, i64::from(year));
        let in_short = |part: &str| part.len() == 2 && is_near(part, i64::from(year) % 100);
        let at_end = Counted {
            tail: "",
            ..Counted::around(number, number.trim_end_matches(|one: char| one.is_ascii_digit()).len(), number.len())
        };
        let (Some(last), Some(first)) = (parts.last(), parts.first()) else { return Some(at_end) };
        if at_end.digits.is_empty() {
            return None;
        }
        let is_year = in_full(last) || (in_short(last) && !in_full(first));
        let rest: Vec<&str> = parts.iter().copied().filter(|part| !in_full(part) && !in_short(part)).collect();
        match rest.as_slice() {
            _ if parts.len() == 1 || !is_year => Some(at_end),
            [] => Some(at_end),
            [one] if parts.iter().any(|part| in_full(part)) => {
                let start = number.find(one)?;
                Some(Counted::around(number, start, start + one.len()))
            }
            _ => None,
        }
    }

    fn around(number: &'a str, start: usize, end: usize) -> Counted<'a> {
        Counted { stem: &number[..start], digits: &number[start..end], tail: &number[end..] }
    }

    fn count(&self) -> u64 {
        self.digits.parse().unwrap_or_default()
    }

    /// The number behind it that no invoice has.
    fn next_free(&self, taken: &HashSet<&str>) -> String {
        let mut next = self.count();
        loop {
            next = next.saturating_add(1);
            let free = format!("{}{next:0width$}{}", self.stem, self.tail, width = self.digits.len());
            if next == u64::MAX || !taken.contains(free.as_str()) {
                return free;
            }
        }
    }
}

/// The number behind one of a year, that no invoice has; `None` where nobody can tell how it is counted on.
fn free_number(number: &str, year: i32, taken: &HashSet<&str>) -> Option<String> {
    Some(Counted::of(number, year)?.next_free(taken))
}

/// The objection that nothing turns the invoice's currency into the agency's, or that its own rate is far off the dated one. A credit note
/// goes by the rate of the invoice that it takes money off.
pub(super) fn no_rate(
    till: &Till,
    invoice: Option<&Located<Invoice>>,
    client: &Located<Client>,
    agency: &Agency,
    credits: Option<&InvoiceId>,
) -> Option<Finding> {
    let (home, own) = (agency.config.agency.currency, till.currency);
    let place = invoice.map_or_else(|| client.at(key_path!["currency"]), |own| own.at(key_path!["fx_rate"]));
    if let Some(rate) = till.rate {
        let message = match () {
            () if own == home && rate != Decimal::ONE => format!("{own} is the agency's currency, and needs no rate"),
            () if rate <= Decimal::ZERO => format!("a rate of {rate} turns {own} into nothing"),
            () => {
                let original = credits.and_then(|id| agency.invoices.get(id).found());
                let is_agreed = original.and_then(|original| original.fx_rate).is_some_and(|other| other.0 == rate);
                let far = exchange::far_off(&agency.config, own, rate, home, till.date).filter(|_| !is_agreed)?;
                let finding = Finding::error("far-off-exchange-rate", place, far.message()).help(far.help());
                return Some(if invoice.is_none() { finding.typed("--fx-rate") } else { finding });
            }
        };
        let finding = Finding::error("bad-value", place, message);
        return Some(match invoice {
            Some(invoice) => {
                let set = format!("`suits invoice set {} fx_rate=RATE`", invoice.id);
                finding.help(format!("what one {own} is worth in {home}: {set}; or `fx_rate=null`"))
            }
            None => finding.typed("--fx-rate").help(format!("what one {own} is worth in {home}, or no `--fx-rate`")),
        });
    }
    exchange::factor(&agency.config, own, home, till.date).err()?;
    let message =
        format!("there is no rate for {own} on {}, so nobody can say what the invoice is worth in {home}", till.date);
    let finding = Finding::error("sum-without-exchange-rate", place, message);
    Some(finding.help(format!(
        "`--fx-rate RATE`, what one {own} is worth in {home}; or a dated rate in `[fx]` of `suits.toml`"
    )))
}

/// The purchase order of the jobs, where they all have the same.
pub(super) fn one_po(jobs: &[Option<&JobId>], agency: &Agency) -> Option<String> {
    let po = |job: Option<&JobId>| {
        agency.jobs.get(job?).found()?.record.client_po.clone().filter(|po| !po.trim().is_empty())
    };
    let mut all = jobs.iter().copied().map(po);
    let first = all.next()??;
    all.all(|other| other.as_ref() == Some(&first)).then_some(first)
}

/// The objection that the client pays nothing without a purchase order, and there is none.
pub(super) fn no_po(
    po: Option<&str>,
    kind: InvoiceKind,
    jobs: &[Option<&JobId>],
    client: &Located<Client>,
    agency: &Agency,
) -> Option<Finding> {
    let blank = |po: Option<&str>| po.is_none_or(|po| po.trim().is_empty());
    if !blank(po) || kind == InvoiceKind::Credit || !client.record.po_required {
        return None;
    }
    let lacking = jobs.iter().find_map(|job| match job {
        None => Some(None),
        Some(id) => {
            let job = agency.jobs.get(id).found()?;
            blank(job.client_po.as_deref()).then_some(Some(job))
        }
    })?;
    let asked = "`--po NUMBER`, the client's";
    let (place, whose, help) = match lacking {
        None => (client.at(key_path!["po_required"]), String::new(), asked.to_owned()),
        Some(job) => {
            let estimates = job.record.estimates.iter().filter_map(|estimate| signed(&estimate.approvals));
            let by_po = estimates.filter(|approval| approval.method == Method::Po);
            let known = by_po.filter_map(|approval| approval.evidence.as_deref()).next_back();
            let set =
                |number: &str| format!("{asked}; or for the whole job: `suits job set {} client_po={number}`", job.id);
            let help = match known {
                Some(number) => format!("the estimate was approved with `{number}`: {}", set(number)),
                None => set("NUMBER"),
            };
            (job.at(key_path!["client_po"]), format!(", nor does {} have one", job.id), help)
        }
    };
    let message = format!("{} pays nothing without a purchase order: the invoice has none{whose}", client.id);
    Some(Finding::error("invoice-without-po", place, message).help(help))
}

/// The days to pay that the contracts of what is charged give, else the client's.
pub(super) fn payment_days(lines: &[Priced], client: &Located<Client>, agency: &Agency) -> Result<u32, Box<Finding>> {
    let place = || client.at(key_path!["payment_days"]);
    let of = |line: &Priced| {
        let job = line.of.job.as_ref().and_then(|job| agency.jobs.get(job).found());
        let named = line.of.contract.as_ref().or_else(|| job?.record.contract.as_ref())?;
        client.record.contracts.iter().find(|contract| contract.id == *named)?.payment_days
    };
    let days: BTreeSet<Option<u32>> = lines.iter().map(|line| of(line).or(client.record.payment_days)).collect();
    let known: Vec<u32> = days.into_iter().flatten().collect();
    match known.as_slice() {
        [days] => Ok(*days),
        [] => {
            let message =
                format!("how many days {} has to pay is said neither by a contract nor by its record", client.id);
            let finding = Finding::error("no-payment-days", place(), message);
            Err(Box::new(finding.help(format!("`--due DATE`, or `suits client set {} payment_days=30`", client.id))))
        }
        some => {
            let all = some.iter().map(ToString::to_string).collect::<Vec<_>>().join(" and ");
            let message = format!("the contracts of what is charged give {all} days to pay");
            let finding = Finding::error("no-payment-days", place(), message);
            Err(Box::new(finding.help("say which with `--due DATE`, or write an invoice for each contract")))
        }
    }
}

/// The objection that no money can be taken off the invoice that is named.
pub(super) fn cannot_credit(
    id: &InvoiceId,
    kind: InvoiceKind,
    client: &Located<Client>,
    agency: &Agency,
) -> Option<Finding> {
    let shows = format!("`suits invoice list --client {}` shows its invoices", client.id);
    let Some(original) = agency.invoices.get(id).found().filter(|original| original.id.client() == client.id) else {
        let message = format!("there is no invoice {id} to {}", client.id);
        let finding = Finding::error("dangling-reference", client.at(KeyPath::root()), message);
        return Some(finding.typed("--credits").help(shows));
    };
    let (message, help) = match () {
        () if kind != InvoiceKind::Credit => {
            (format!("a {kind} invoice takes no money off {id}"), "`--kind credit`, or no `--credits`".to_owned())
        }
        () if original.kind == InvoiceKind::Credit => (format!("{id} is a credit note itself"), shows),
        () if !original.was_issued() => {
            (format!("{id} has not gone out"), format!("set it right while it is a draft: `suits invoice edit {id}`"))
        }
        () => return None,
    };
    Some(Finding::error("cannot-be-credited", original.at(key_path!["kind"]), message).help(help))
}

/// The objection that no tax is so high or so low.
pub(super) fn no_tax(tax: Percent, client: &Located<Client>) -> Option<Finding> {
    let message = format!("`tax` is {tax}, and a percentage is {}", tax.beyond()?);
    let finding = Finding::error("impossible-percentage", client.at(KeyPath::root()), message).typed("--tax");
    Some(finding.help("the tax on the sum of the lines, like 25.5%; `--tax null` for none"))
}

/// The tax of the client's last invoice, and which that was.
pub(super) fn last_tax(client: &Located<Client>, agency: &Agency) -> Option<(InvoiceId, Percent)> {
    let own = agency.invoices.iter().filter(|invoice| invoice.id.client() == client.id);
    let last = own.max_by_key(|invoice| (invoice.date, invoice.id.clone()))?;
    Some((last.id.clone(), last.tax?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(number: &str, taken: &[&str]) -> Option<String> {
        free_number(number, 2026, &taken.iter().copied().collect())
    }

    #[test]
    fn the_next_number_keeps_its_digits_and_skips_those_taken() {
        assert_eq!(next("2026-118", &["2026-118", "2026-119"]).as_deref(), Some("2026-120"));
        assert_eq!(next("2026-009", &[]).as_deref(), Some("2026-010"));
        assert_eq!(next("INV", &[]).as_deref(), Some("INV1"));
        assert_eq!(next("2026", &[]).as_deref(), Some("2027"));
    }

    #[test]
    fn the_year_is_not_counted_on_wherever_it_stands() {
        assert_eq!(next("116/2026", &["116/2026", "117/2026"]).as_deref(), Some("118/2026"));
        assert_eq!(next("INV-099-2026", &[]).as_deref(), Some("INV-100-2026"));
        assert_eq!(next("118/2025-26", &[]).as_deref(), Some("119/2025-26"));
        // the year stands first: what is behind it is the count, whatever it looks like
        assert_eq!(next("2026-26", &[]).as_deref(), Some("2026-27"));
        assert_eq!(next("2026-2026", &[]).as_deref(), Some("2026-2027"));
        assert_eq!(next("3-2026-118", &[]).as_deref(), Some("3-2026-119"));
    }

    #[test]
    fn where_two_parts_may_be_the_count_none_is_given() {
        assert_eq!(next("3/118/2026", &[]), None);
        assert_eq!(next("118/26", &[]), None);
        assert_eq!(next("118/2026/FI", &[]), None);
    }
}
