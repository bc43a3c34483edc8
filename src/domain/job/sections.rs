//! The parts of a job, for reports that need only some: what is not named is not decoded, and stays as if it were not written.

use crate::source::Wanted;

/// What every such report needs, what it needs of handoffs, and further sections.
macro_rules! of_a_job {
    ($handoffs:expr $(, $more:expr)*) => {
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
            $($more),*
        ]
    };
}

/// The same, and what else tells of its turns.
macro_rules! of_its_way {
    ($handoffs:expr $(, $more:expr)*) => {
        of_a_job!($handoffs, Wanted::all("brief"), Wanted::all("baseline_due"), Wanted::all("team") $(, $more)*)
    };
}

/// Any of these, and what it costs: of what suppliers charged, some or all.
macro_rules! and_money {
    ($of:ident, $handoffs:expr, $charged:expr) => {
        $of!(
            $handoffs,
            Wanted::all("investment"),
            Wanted::all("estimates"),
            Wanted::all("change_orders"),
            Wanted::all("orders"),
            $charged
        )
    };
}

/// Who had the ball, in full.
const HANDOFFS: Wanted<'static> = Wanted::all("handoffs");
/// When which stage began, and no more.
const STAGES: Wanted<'static> = Wanted::only("handoffs", &[Wanted::all("stage"), Wanted::all("date")]);
/// What suppliers charged, in full.
const CHARGED: Wanted<'static> = Wanted::all("supplier_invoices");
/// Of what suppliers charged, the sums, and what they are for.
const SUMS: Wanted<'static> = Wanted::only(
    "supplier_invoices",
    &[
        Wanted::all("id"),
        Wanted::all("order"),
        Wanted::all("line"),
        Wanted::all("supplier"),
        Wanted::all("date"),
        Wanted::all("net"),
        Wanted::all("currency"),
        Wanted::all("fx_rate"),
    ],
);

/// Whose turn it is: all that stages and dues follow from.
pub const TIME: &[Wanted<'static>] = of_its_way!(HANDOFFS);
/// What was shown to the client, and who pays for it: all that rounds are counted against.
pub const SHOWN: &[Wanted<'static>] =
    of_its_way!(HANDOFFS, Wanted::all("deliverables"), Wanted::all("estimates"), Wanted::all("change_orders"));
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
pub const MONEY: &[Wanted<'static>] = and_money!(of_its_way, HANDOFFS, CHARGED);
/// The same, and how far it had come by a day. All handoffs would be a third of what is kept of a book.
pub const AS_OF: &[Wanted<'static>] = and_money!(of_its_way, STAGES.latest("date"), CHARGED);
/// What it costs, and how far it had come by a day: all that budgets follow from.
pub const BUDGET: &[Wanted<'static>] = and_money!(of_a_job, STAGES.latest("date"), SUMS);
/// The same, and when it began: all that the pace of a budget follows from.
pub const PACE: &[Wanted<'static>] = and_money!(of_a_job, STAGES.ends("date"), SUMS);
