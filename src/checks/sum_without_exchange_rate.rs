//! I15: money that is added to money of another currency, with no rate to do it by.

use super::rule::{Desk, rule};
use crate::domain::client::Client;
use crate::domain::invoice::Invoice;
use crate::domain::money::exchange;
use crate::domain::money::papers::{Papers, signed};
use crate::domain::record::{Located, Record};
use crate::finding::Finding;
use crate::key_path;
use crate::source::KeyPath;
use crate::values::{Amount, Currency, Day, Decimal};

rule! {
    /// ## What it does
    /// Looks for estimates, change orders, orders and invoices in a currency that nothing turns into the one they are added up in.
    ///
    /// An estimate and an invoice to the client are added up in the client's currency, what belongs to a job in the job's. The document's own
    /// `fx_rate` counts first, then `[fx]` of `suits.toml` on the document's day. An `fx_rate` on a document that names no `currency` is found
    /// too: whatever the sum is in, it is taken for the job's. So is a contract's rate card in such a currency.
    ///
    /// ## Why it matters
    /// A thousand yen added to a thousand euro is a number, and a wrong one. So every figure of the job is withheld until there is a rate.
    ///
    /// ## Example
    /// ```yaml bad jobs/ACME/ACME-0012.yaml
    /// orders:
    ///   - id: po-118
    ///     line: film
    ///     supplier: Kuva Oy
    ///     date: 2026-11-25
    ///     net: 285000.00
    ///     currency: SEK                   # <-- here
    ///     status: sent
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good jobs/ACME/ACME-0012.yaml
    /// orders:
    ///   - id: po-118
    ///     line: film
    ///     supplier: Kuva Oy
    ///     date: 2026-11-25
    ///     net: 285000.00
    ///     currency: SEK
    ///     fx_rate: 0.0912
    ///     status: sent
    /// ```
    SumWithoutExchangeRate, "sum-without-exchange-rate", ["I15"], Error, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let agency = desk.agency;
    for client in &agency.clients {
        cards(desk, client, findings);
    }
    for job in &agency.jobs {
        let Some(client) = agency.client_of(&job.id).found() else { continue };
        let home = client.currency.unwrap_or(agency.config.agency.currency);
        // nearly every job knows one currency: that is told without looking further
        let foreign = |own: Option<Currency>| own.is_some_and(|own| own != home);
        let stranger = job.estimates.iter().any(|paper| foreign(paper.currency))
            || job.change_orders.iter().any(|paper| foreign(paper.currency))
            || job.orders.iter().any(|order| foreign(order.currency) || order.fx_rate.is_some())
            || job.supplier_invoices.iter().any(|invoice| foreign(invoice.currency) || invoice.fx_rate.is_some());
        let Some(papers) = stranger.then(|| Papers::of(agency, job)).flatten() else { continue };
        let mut desk = Till { desk, record: job, findings };
        for (index, estimate) in job.estimates.iter().enumerate() {
            // a draft has no day: any rate will do until it is signed
            let day = signed(&estimate.approvals).map_or(Day::LAST, |approval| approval.date);
            desk.paper(&|| key_path!["estimates", index], (estimate.currency, None), papers.terms.currency, day);
        }
        for (index, change) in job.change_orders.iter().enumerate() {
            let day = signed(&change.approvals).map_or(change.date, |approval| approval.date);
            desk.paper(&|| key_path!["change_orders", index], (change.currency, None), papers.currency, day);
        }
        for (index, order) in job.orders.iter().enumerate() {
            desk.paper(&|| key_path!["orders", index], (order.currency, order.fx_rate), papers.currency, order.date);
        }
        for (index, invoice) in job.supplier_invoices.iter().enumerate() {
            let own = (invoice.currency, invoice.fx_rate);
            desk.paper(&|| key_path!["supplier_invoices", index], own, papers.currency, invoice.date);
        }
    }
    for invoice in &agency.invoices {
        let client = agency.clients.get(&invoice.id.client()).found();
        let Some(client) = client.filter(|_| invoice.currency.is_some() || invoice.fx_rate.is_some()) else { continue };
        let home = client.currency.unwrap_or(agency.config.agency.currency);
        // without a currency it is in the client's, which the rate may well be of
        let own = invoice.currency.or(client.currency.filter(|own| *own != agency.config.agency.currency));
        let mut desk = Till::<Invoice> { desk, record: invoice, findings };
        desk.paper(&KeyPath::root, (own, invoice.fx_rate), home, invoice.date);
    }
}

/// The rate cards of a client's contracts: hours at a card in another currency are added up in the client's.
fn cards(desk: &Desk<'_>, client: &Located<Client>, findings: &mut Vec<Finding>) {
    let config = &desk.agency.config;
    let home = client.currency.unwrap_or(config.agency.currency);
    for (index, contract) in client.contracts.iter().enumerate() {
        let cards = contract.rates.as_ref().and_then(|name| Some((name, config.rates.get(name)?)));
        let Some((name, cards)) = cards else { continue };
        let own = cards.iter().map(|card| card.currency.unwrap_or(config.agency.currency));
        // a card has no day of its own here: any rate will do
        let Some(own) = own.into_iter().find(|own| exchange::factor(config, *own, home, Day::LAST).is_err()) else {
            continue;
        };
        let message =
            format!("the rate card `{name}` is in {own}, which is added up in {home}, and there is no rate for it");
        let finding = META.finding(client.at(key_path!["contracts", index, "rates"]), message);
        findings.push(finding.help("add a rate to `[fx]` in `suits.toml`, or name a card in the client's currency"));
    }
}

/// Where the documents of one record are counted.
struct Till<'t, 'd, T: Record> {
    desk: &'t Desk<'d>,
    record: &'t Located<T>,
    findings: &'t mut Vec<Finding>,
}

impl<T: Record> Till<'_, '_, T> {
    fn paper(&mut self, path: &dyn Fn() -> KeyPath, own: (Option<Currency>, Option<Amount>), home: Currency, day: Day) {
        let (message, key, help) = match own {
            (None, Some(rate)) if rate.0 != Decimal::ONE => (
                format!("`fx_rate` is {}, but no `currency` says of what", rate.0),
                "fx_rate",
                format!("add the document's `currency`, or take the rate out if the sum is in {home}"),
            ),
            (Some(currency), Some(rate)) if rate.0 <= Decimal::ZERO => (
                format!(
                    "`fx_rate` is {}, which turns {currency} into {}nothing",
                    rate.0,
                    if rate.0.is_zero() { "" } else { "less than " }
                ),
                "fx_rate",
                format!("write what one {currency} was worth on {}", written(day)),
            ),
            (Some(currency), None) if exchange::factor(&self.desk.agency.config, currency, home, day).is_err() => (
                format!("{currency} is added up in {home}, and there is no rate for it{}", on(day)),
                "currency",
                format!(
                    "add a rate to `[fx]` in `suits.toml`, or the document's own `fx_rate` where it has that field: `{currency} = [{{ from = {}, rate = … }}]`",
                    written(day)
                ),
            ),
            _ => return,
        };
        let finding = META.finding(self.record.at(path().then(key)), message);
        self.findings.push(finding.help(help));
    }
}

fn on(day: Day) -> String {
    if day == Day::LAST { String::new() } else { format!(" on {day}") }
}

fn written(day: Day) -> String {
    if day == Day::LAST { "YYYY-MM-DD".to_owned() } else { day.to_string() }
}
