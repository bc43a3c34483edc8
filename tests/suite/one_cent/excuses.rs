//! What may change by its least digit and be told by nobody: which field, when, and why that is right. By key path, never by value: an amount
//! that happens to be the same is not excused.

use super::spots::Spot;

/// A field that nobody need tell of.
pub(super) struct Excuse {
    /// The kind of file and the key path, as a [`Spot`] has it.
    pub field: String,
    /// Only where another field of the same record, of the same items, holds one of some words; with no words, where it is not there.
    pub when: Option<(&'static str, &'static [&'static str])>,
    /// Why.
    pub why: &'static str,
}

fn always(field: impl Into<String>, why: &'static str) -> Excuse {
    Excuse { field: field.into(), when: None, why }
}

pub(super) fn when(field: &str, other: &'static str, is: &'static [&'static str], why: &'static str) -> Excuse {
    Excuse { field: field.to_owned(), when: Some((other, is)), why }
}

const OVER: &[&str] = &["invoiced", "cancelled"];
const NOT_AGREED: &[&str] = &["draft", "internal-review", "sent", "superseded", "rejected", "expired"];
const OLD: &[&str] = &["superseded"];
const NONE: &[&str] = &[];

/// Prices of hours that nobody worked, and of no line, by the card: one by one, so that a role somebody begins to work in is looked at.
const IDLE_ROLES: &[(&str, &[&str])] = &[
    // over before the first hours and the first estimate
    (
        "standard.0",
        &[
            "account-director",
            "account-executive",
            "account-manager",
            "account-planner",
            "art-director",
            "copywriter",
            "creative-director",
            "designer",
            "production",
            "traffic",
        ],
    ),
    ("standard.1", &["creative-director", "designer", "senior-account-executive", "traffic"]),
    (
        "bangkok.0",
        &[
            "account-director",
            "account-manager",
            "account-planner",
            "copywriter",
            "creative-director",
            "designer",
            "traffic",
        ],
    ),
    (
        "hongkong.0",
        &["account-director", "art-director", "copywriter", "creative-director", "designer", "production", "traffic"],
    ),
    (
        "stockholm.0",
        &["account-manager", "account-planner", "copywriter", "creative-director", "designer", "production", "traffic"],
    ),
    (
        "stockholm.1",
        &["account-manager", "account-planner", "copywriter", "creative-director", "designer", "production", "traffic"],
    ),
];

/// What no report and no check tells.
pub(super) fn silent() -> Vec<Excuse> {
    let mut all = older_papers();
    all.extend([
        always(
            "clients: contacts.*.limit",
            "what somebody may approve speaks when a sum reaches it, and no sum is so near",
        ),
        always("suits.toml: roles.account-executive.approves.estimate", "the same of a role"),
        always("suits.toml: roles.account-executive.approves.change-order", "the same of a role"),
        always(
            "clients: contracts.*.tolerance",
            "it speaks when a forecast or an invoice reaches it, and none is so near",
        ),
        always(
            "clients: contracts.*.markup",
            "written into each line before anybody approves it; this is for lines yet to come",
        ),
        always("clients: contracts.*.media_commission", "the same"),
        when(
            "clients: opportunities.*.probability",
            "opportunities.*.stage",
            &["won", "lost", "declined"],
            "it was decided, and is in no forecast",
        ),
        always("suits.toml: fx.USD.0.rate", "nothing is in dollars"),
        always("suits.toml: fx.HKD.0.rate", "over before the first paper in it"),
        always("suits.toml: fx.THB.0.rate", "the same"),
        always("suits.toml: people.tom.cost.0.rate", "he takes down no hours"),
        always("suits.toml: people.una.cost.0.rate", "she takes down no hours"),
    ]);
    let roles = IDLE_ROLES.iter().flat_map(|(card, roles)| roles.iter().map(move |role| (card, role)));
    all.extend(roles.map(|(card, role)| {
        always(format!("suits.toml: rates.{card}.charge.{role}"), "a role on no line and in no hours by that card")
    }));
    all
}

/// What no journal tells: it books papers.
pub(super) fn unbooked() -> Vec<Excuse> {
    let mut all = older_papers();
    all.extend([
        always("jobs: cancelled.fee", "what the client pays for calling a job off is booked when it is billed"),
        when("jobs: orders.*.fx_rate", "orders.*.status", OVER, "its supplier has charged, at the rate of that day"),
        always("jobs: investment.cap", "what the agency bears itself is no paper"),
        when(
            "jobs: change_orders.*.lines.*.commission",
            "change_orders.*.lines.*.net",
            NONE,
            "of media that are priced gross it is the agency's own share",
        ),
    ]);
    all
}

/// Papers that newer ones took the place of, and those that bind nobody.
fn older_papers() -> Vec<Excuse> {
    vec![
        when(
            "jobs: orders.*.net",
            "orders.*.status",
            OVER,
            "its supplier has charged, and that sum counts; or it was called off",
        ),
        when("jobs: orders.*.net", "orders.*.status", &["draft"], "it binds nobody yet"),
        when("jobs: estimates.*.contingency", "estimates.*.status", NOT_AGREED, "kept once the client agrees"),
        when("jobs: estimates.*.lines.*.net", "estimates.*.status", OLD, "a newer estimate took its place"),
        when("jobs: estimates.*.lines.*.gross", "estimates.*.status", OLD, "the same"),
        when("jobs: estimates.*.lines.*.hours", "estimates.*.status", OLD, "the same"),
        when("jobs: estimates.*.lines.*.rate", "estimates.*.status", OLD, "the same"),
        when("jobs: estimates.*.lines.*.markup", "estimates.*.status", OLD, "the same"),
        when("jobs: estimates.*.lines.*.commission", "estimates.*.status", OLD, "the same"),
    ]
}

/// The first excuse that holds for an amount of a record.
pub(super) fn excused(excuses: &[Excuse], spot: &Spot, text: &str) -> Option<usize> {
    let holds = |excuse: &Excuse| {
        spot.field == excuse.field
            && excuse.when.is_none_or(|(other, is)| {
                let there = word(text, other, &spot.items);
                if is.is_empty() { there.is_none() } else { there.is_some_and(|there| is.contains(&there.as_str())) }
            })
    };
    excuses.iter().position(holds)
}

/// What a record says under a key path, its stars standing for these items.
fn word(text: &str, path: &str, items: &[usize]) -> Option<String> {
    let mut at: serde_yaml::Value = serde_yaml::from_str(text).expect("YAML");
    let mut items = items.iter();
    for step in path.split('.') {
        at = match step {
            "*" => at.get(*items.next()?)?.clone(),
            key => at.get(key)?.clone(),
        };
    }
    at.as_str().map(ToOwned::to_owned)
}
