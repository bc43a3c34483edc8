//! What is ordered from suppliers, as rows: on which line, how far it has come, what is charged on it and what is still to be; and beside it what
//! suppliers charged, with what may be paid. Before markup: it is the agency's own page, and no client's.

use super::{Asked, Totals, whose};
use crate::domain::approvals::Standing;
use crate::domain::job::Job;
use crate::domain::job_money::{Order, OrderStatus, SupplierInvoice};
use crate::domain::money::overcharge;
use crate::domain::money::papers::Papers;
use crate::domain::money::terms::Terms;
use crate::domain::record::Located;
use crate::domain::yeses;
use crate::values::{Day, Decimal, ItemId, Money};
use crate::view::{Cell, Column, Grid, Row, Tone, View};
use std::collections::HashMap;

/// The orders of some jobs by a day, and the supplier invoices.
pub fn orders(asked: &Asked<'_>, day: Day) -> View {
    let own = [
        Column::word("order", "Order"),
        Column::prose("supplier", "Supplier"),
        Column::word("line", "Line"),
        Column::date("date", "Date").spare(1),
        Column::money("net", "Net"),
        Column::word("status", "Status"),
        Column::money("charged", "Charged"),
        Column::money("open", "Open"),
        Column::date("called_off", "Called off").hidden(),
        Column::prose("why", "Unknown because").hidden(),
    ];
    let columns = asked.columns(own.to_vec());
    let (mut rows, mut charges) = (Vec::new(), Vec::new());
    let mut totals = Totals::<3>::default();
    for job in &asked.jobs {
        let terms = Terms::of(asked.agency, job);
        let papers = terms.as_ref().ok().map(|terms| Papers::in_force(job, *terms, day));
        let why = terms.as_ref().err().map(ToString::to_string);
        let mut on_orders = overcharge::by_order(&job.record);
        for own in on_orders.values_mut() {
            own.retain(|(_, invoice)| invoice.date <= day);
        }
        let by_id: HashMap<&ItemId, &Order> = job.record.orders.iter().rev().map(|order| (&order.id, order)).collect();
        for order in job.record.orders.iter().filter(|order| order.date <= day) {
            let invoices = on_orders.get(&order.id).map_or(&[][..], Vec::as_slice);
            let sums = papers.as_ref().map(|papers| Sums::of(papers, order, invoices, day));
            if let Some(sums) = sums.as_ref().filter(|sums| sums.binds) {
                let currency = sums.net.currency;
                let all = [Some(sums.net), sums.charged, sums.open];
                all.into_iter().enumerate().for_each(|(kind, sum)| totals.add(kind, currency, sum));
            }
            rows.push(row(job, order, sums.as_ref(), why.as_ref(), day));
        }
        for (index, invoice) in job.record.supplier_invoices.iter().enumerate().filter(|(_, one)| one.date <= day) {
            let order = invoice.order.as_ref().and_then(|id| by_id.get(id).copied());
            charges.push(charge(job, (index, invoice), order, papers.as_ref(), day));
        }
    }
    let sums = [Column::money("net", "Net"), Column::money("charged", "Charged"), Column::money("open", "Open")];
    let invoices = Grid { columns: asked.columns(charge_columns().to_vec()), rows: charges };
    View {
        name: "orders",
        version: 1,
        title: "Orders".to_owned(),
        as_of: day,
        grid: Grid { columns, rows },
        others: vec![
            ("totals", "Totals".to_owned(), totals.grid(sums)),
            ("supplier_invoices", "What suppliers charged".to_owned(), invoices),
        ],
        notes: vec![
            "before markup and without tax; totals leave out drafts and what was called off".to_owned(),
            "open: what is ordered and not charged yet".to_owned(),
        ],
        when_empty: "there are no orders".to_owned(),
        unreadable: Vec::new(),
    }
}

/// The sums of one order, in its currency.
struct Sums {
    net: Money,
    charged: Option<Money>,
    /// What is still to be charged; `None` for a draft, which binds nobody.
    open: Option<Money>,
    /// Whether it binds anybody, or did until it was charged.
    binds: bool,
}

impl Sums {
    fn of(papers: &Papers<'_>, order: &Order, invoices: &[(usize, &SupplierInvoice)], day: Day) -> Sums {
        let currency = order.currency.unwrap_or(papers.currency);
        let net = Money::new(order.net.0, currency);
        let charged = overcharge::charged(papers, order, invoices);
        let status = order.status_on(day);
        let open = match status {
            OrderStatus::Draft => None,
            OrderStatus::Sent | OrderStatus::Accepted | OrderStatus::PartInvoiced => charged
                .and_then(|charged| net.minus(charged))
                .map(|open| Money::new(open.amount.min(net.amount).max(Decimal::ZERO), currency)),
            OrderStatus::Invoiced | OrderStatus::Cancelled => Some(Money::zero(currency)),
        };
        Sums { net, charged, open, binds: !matches!(status, OrderStatus::Draft | OrderStatus::Cancelled) }
    }
}

fn row(job: &Located<Job>, order: &Order, sums: Option<&Sums>, why: Option<&String>, day: Day) -> Row {
    let mut cells = whose(job).to_vec();
    let status = order.status_on(day);
    cells.extend([
        Cell::text(&order.id),
        Cell::maybe(order.supplier.as_ref()),
        Cell::maybe(order.line.as_ref()),
        Cell::Day(order.date),
        Cell::money(sums.map(|sums| sums.net)),
        Cell::text(status),
        Cell::money(sums.and_then(|sums| sums.charged)),
        Cell::money(sums.and_then(|sums| sums.open)),
        Cell::day(order.cancelled.as_ref().map(|off| off.date).filter(|off| *off <= day)),
        Cell::maybe(why),
    ]);
    let is_over = matches!(status, OrderStatus::Invoiced | OrderStatus::Cancelled);
    Row { cells, tone: if is_over { Tone::Quiet } else { Tone::Plain } }
}

fn charge_columns() -> [Column; 8] {
    [
        Column::word("invoice", "Invoice"),
        Column::word("order", "Order"),
        Column::prose("supplier", "Supplier").spare(2),
        Column::word("line", "Line").spare(1),
        Column::date("date", "Date"),
        Column::money("net", "Net"),
        Column::date("to_be_paid", "May be paid since"),
        Column::prose("lacks", "Not to be paid because"),
    ]
}

fn charge(
    job: &Located<Job>,
    (index, invoice): (usize, &SupplierInvoice),
    order: Option<&Order>,
    papers: Option<&Papers<'_>>,
    day: Day,
) -> Row {
    let yes = papers.map(|papers| yeses::payment(job, index, papers.terms.config, day));
    let mut cells = whose(job).to_vec();
    cells.extend([
        Cell::text(&invoice.id),
        Cell::maybe(invoice.order.as_ref()),
        Cell::maybe(invoice.supplier_with(order)),
        Cell::maybe(invoice.line_with(order)),
        Cell::Day(invoice.date),
        Cell::money(papers.map(|papers| Money::new(invoice.net.0, invoice.currency.unwrap_or(papers.currency)))),
        Cell::day(yes.as_ref().and_then(Standing::valid).map(|approval| approval.date)),
        Cell::maybe(yes.as_ref().and_then(Standing::objection)),
    ]);
    Row::new(cells)
}
