//! The parts of a job, for reports that need only some: what is not named is not decoded, and stays as if it were not written.

use crate::source::Wanted;

/// What every such report needs, handoffs aside, and further sections.
macro_rules! job_and {
    ($handoffs:expr, $($more:literal),*) => {
        &[
            Wanted::all("title"),
            Wanted::all("brief"),
            Wanted::all("contract"),
            Wanted::all("type"),
            Wanted::all("status"),
            Wanted::all("requested_by"),
            Wanted::all("requested_on"),
            Wanted::all("due"),
            Wanted::all("baseline_due"),
            Wanted::all("team"),
            Wanted::all("cancelled"),
            $handoffs,
            Wanted::all("holds"),
            Wanted::all("overrides"),
            $(Wanted::all($more)),*
        ]
    };
}

/// Who had the ball, in full.
const HANDOFFS: Wanted<'static> = Wanted::all("handoffs");
/// When which stage began, and no more.
const STAGES: Wanted<'static> = Wanted::only("handoffs", &[Wanted::all("stage"), Wanted::all("date")]);

/// Whose turn it is: all that stages and dues follow from.
pub const TIME: &[Wanted<'static>] = job_and!(HANDOFFS,);
/// What was shown to the client, and who pays for it: all that rounds are counted against.
pub const SHOWN: &[Wanted<'static>] = job_and!(HANDOFFS, "deliverables", "estimates", "change_orders");
/// Who pays for it.
pub const BILLABLE: &[Wanted<'static>] = &[
    Wanted::all("title"),
    Wanted::all("type"),
    Wanted::all("status"),
    Wanted::all("requested_by"),
    Wanted::all("requested_on"),
    Wanted::all("investment"),
];
/// What it costs, and whose turn it is.
pub const MONEY: &[Wanted<'static>] =
    job_and!(HANDOFFS, "investment", "estimates", "change_orders", "orders", "supplier_invoices");
/// The same, and how far it had come by a day. All handoffs would be a third of what is kept of a book.
pub const AS_OF: &[Wanted<'static>] =
    job_and!(STAGES.latest("date"), "investment", "estimates", "change_orders", "orders", "supplier_invoices");

/// What a budget needs, handoffs aside: of what suppliers charged, the sums.
macro_rules! budget_and {
    ($handoffs:expr) => {
        &[
            Wanted::all("title"),
            Wanted::all("contract"),
            Wanted::all("type"),
            Wanted::all("status"),
            Wanted::all("requested_by"),
            Wanted::all("requested_on"),
            Wanted::all("due"),
            Wanted::all("cancelled"),
            $handoffs,
            Wanted::all("holds"),
            Wanted::all("overrides"),
            Wanted::all("investment"),
            Wanted::all("estimates"),
            Wanted::all("change_orders"),
            Wanted::all("orders"),
            Wanted::only("supplier_invoices", CHARGED),
        ]
    };
}

const CHARGED: &[Wanted<'static>] = &[
    Wanted::all("id"),
    Wanted::all("order"),
    Wanted::all("line"),
    Wanted::all("supplier"),
    Wanted::all("date"),
    Wanted::all("net"),
    Wanted::all("currency"),
    Wanted::all("fx_rate"),
];

/// What it costs, and how far it had come by a day: all that budgets follow from.
pub const BUDGET: &[Wanted<'static>] = budget_and!(STAGES.latest("date"));
/// The same, and when it began: all that the pace of a budget follows from.
pub const PACE: &[Wanted<'static>] = budget_and!(STAGES.ends("date"));
