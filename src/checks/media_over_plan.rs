//! I17: media in approved estimates that come to more than the brief plans for their channel.

use super::rule::{Desk, rule};
use crate::domain::handoff::State;
use crate::domain::job::Job;
use crate::domain::job_money::LineKind;
use crate::domain::money::exchange;
use crate::domain::money::papers::Papers;
use crate::domain::money::price::line_price;
use crate::domain::record::Located;
use crate::finding::Finding;
use crate::source::KeyPath;
use crate::values::{BriefId, Currency, Day, Decimal, Money, Word};
use std::collections::{BTreeMap, HashMap};

rule! {
    /// ## What it does
    /// Looks for media that the client approved in estimates and change orders above what the brief's `spend_plan` gives their channel.
    ///
    /// All jobs of a brief count together, but for those called off. Months are not compared: media move, the sum stays. A line
    /// without a channel, and a brief without a plan by channel, are not looked at.
    ///
    /// ## Why it matters
    /// The plan is what results are held against. Media bought beside it make every comparison of spending and result wrong.
    ///
    /// ## Example
    /// ```yaml bad jobs/ACME/ACME-0012.yaml
    /// estimates:
    ///   - version: 1
    ///     status: approved
    ///     lines:
    ///       - id: concept
    ///         kind: fee
    ///         amount: 4400.00
    ///       - id: film
    ///         kind: third-party
    ///         net: 30000.00
    ///         markup: 15%
    ///       - id: tv                      # <-- here
    ///         kind: media
    ///         channel: tv
    ///         month: 2027-04
    ///         gross: 41000.00
    ///         commission: 15%
    ///     approvals:
    ///       - for: client
    ///         by: liisa
    ///         date: 2026-11-23
    ///         method: system
    ///         hash: h1-0000000000000000
    /// change_orders: []
    /// supplier_invoices: []
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good jobs/ACME/ACME-0012.yaml
    /// estimates:
    ///   - version: 1
    ///     status: approved
    ///     lines:
    ///       - id: concept
    ///         kind: fee
    ///         amount: 4400.00
    ///       - id: film
    ///         kind: third-party
    ///         net: 30000.00
    ///         markup: 15%
    ///       - id: tv
    ///         kind: media
    ///         channel: tv
    ///         month: 2027-04
    ///         gross: 40000.00
    ///         commission: 15%
    ///     approvals:
    ///       - for: client
    ///         by: liisa
    ///         date: 2026-11-23
    ///         method: system
    ///         hash: h1-0000000000000000
    /// change_orders: []
    /// supplier_invoices: []
    /// ```
    MediaOverPlan, "media-over-plan", ["I17"], Warning, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let agency = desk.agency;
    let mut jobs: HashMap<&BriefId, Vec<&Located<Job>>> = HashMap::new();
    for job in agency.jobs.iter().filter(|job| job.state(desk.workflow, Day::LAST) != State::Cancelled) {
        let media = |kinds: &[crate::domain::job_money::Line]| kinds.iter().any(|line| line.kind == LineKind::Media);
        let buys = job.estimates.iter().any(|estimate| media(&estimate.lines))
            || job.change_orders.iter().any(|change| media(&change.lines));
        if let Some(brief) = job.record.brief.as_ref().filter(|_| buys) {
            jobs.entry(brief).or_default().push(job);
        }
    }
    for brief in desk.briefs() {
        let Some(jobs) = jobs.get(&brief.id) else { continue };
        let mut plan: BTreeMap<&Word, Decimal> = BTreeMap::new();
        for line in &brief.record.spend_plan {
            let Some(channel) = &line.channel else { continue };
            let sum = plan.entry(channel).or_default();
            *sum = sum.saturating_add(line.amount.0);
        }
        if plan.is_empty() {
            continue;
        }
        let client = agency.clients.get(&brief.id.client()).found().and_then(|client| client.currency);
        let own = brief.budget.as_ref().and_then(|budget| budget.currency);
        let currency = own.or(client).unwrap_or(agency.config.agency.currency);
        let mut spent: BTreeMap<&Word, (Decimal, bool)> = BTreeMap::new();
        for bought in jobs.iter().flat_map(|job| bought(desk, job, currency)) {
            let (sum, said) = spent.entry(bought.channel).or_default();
            *sum = sum.saturating_add(bought.amount);
            let planned = plan.get(bought.channel).copied();
            if *said || *sum <= planned.unwrap_or_default() {
                continue;
            }
            *said = true;
            let (sum, channel) = (Money::new(*sum, currency), bought.channel);
            let message = match planned {
                Some(planned) => {
                    let planned = Money::new(planned, currency);
                    format!(
                        "with this line media on `{channel}` come to {sum}, and the brief {} plans {planned}",
                        brief.id
                    )
                }
                None => format!("{sum} of media on `{channel}`, for which the brief {} plans nothing", brief.id),
            };
            let finding = META.finding(bought.job.at(bought.path), message);
            let finding = finding.related(brief.at(crate::key_path!["spend_plan"]), "the plan");
            findings.push(finding.help("bring the plan up to what the client approved, or the media down to the plan"));
        }
    }
}

/// A media line that the client approved.
struct Bought<'a> {
    job: &'a Located<Job>,
    path: KeyPath,
    channel: &'a Word,
    amount: Decimal,
}

/// What can be priced in the plan's currency; the rest is found elsewhere.
fn bought<'a>(desk: &Desk<'a>, job: &'a Located<Job>, currency: Currency) -> Vec<Bought<'a>> {
    let Some(papers) = Papers::of(desk.agency, job) else { return Vec::new() };
    let mut all = Vec::new();
    for paper in papers.agreed() {
        let Some(signed) = paper.signed else { continue };
        for (index, line) in paper.lines.iter().enumerate().filter(|(_, line)| line.kind == LineKind::Media) {
            let Some(channel) = &line.channel else { continue };
            let price = line_price(line, paper.currency, papers.terms.commission_base());
            let here = price.and_then(|price| exchange::convert(papers.terms.config, price, currency, signed.date));
            if let Ok(money) = here {
                all.push(Bought { job, path: paper.path.then("lines").then(index), channel, amount: money.amount });
            }
        }
    }
    all
}
