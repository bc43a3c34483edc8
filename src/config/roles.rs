//! What the program knows of the trade's roles before an agency says more: ranks, limits, who is creative.

use super::{EscalationStep, Limit, Role};
use crate::values::{Amount, Decimal, Word};
use std::collections::BTreeMap;

/// Account people, by rank.
const RANKED: [(&str, u8); 9] = [
    ("account-coordinator", 1),
    ("account-executive", 2),
    ("senior-account-executive", 3),
    ("account-supervisor", 4),
    ("account-manager", 4),
    ("account-director", 5),
    ("group-account-director", 6),
    ("client-service-director", 7),
    ("managing-director", 8),
];

/// Those who make the work and may judge its craft.
const CREATIVE: [&str; 5] = ["creative-director", "art-director", "copywriter", "designer", "studio"];

/// Everybody else.
const OTHER: [&str; 9] = [
    "account-planner",
    "traffic",
    "project-manager",
    "production",
    "proofreader",
    "media-planner",
    "media-buyer",
    "finance",
    "legal",
];

/// The roles of the trade with their ranks and default limits, in agency currency.
pub(super) fn defaults() -> BTreeMap<Word, Role> {
    let ranked = RANKED.iter().map(|&(name, rank)| {
        let (estimate_limit, change_limit) = limits(rank);
        (Word::const_new(name), Role { rank: Some(rank), estimate_limit, change_limit, ..Role::default() })
    });
    let creative = CREATIVE.iter().map(|&name| (Word::const_new(name), Role { creative: true, ..Role::default() }));
    let other = OTHER.iter().map(|&name| (Word::const_new(name), Role::default()));
    ranked.chain(creative).chain(other).collect()
}

/// What a rank approves of estimates and of change orders.
fn limits(rank: u8) -> (Limit, Limit) {
    let up_to = |sum: i64| Limit::UpTo(Amount(Decimal::from(sum)));
    match rank {
        0 | 1 => (Limit::Nothing, Limit::Nothing),
        2 | 3 => (up_to(5_000), up_to(1_000)),
        4 => (up_to(25_000), up_to(25_000)),
        5 => (up_to(250_000), up_to(250_000)),
        _ => (Limit::Any, Limit::Any),
    }
}

/// Who is told when: after a day the account executive, after three the account manager, after five the account director.
pub(super) fn escalation() -> Vec<EscalationStep> {
    let step = |(days, seat)| EscalationStep { days, seat: Word::const_new(seat) };
    [(1, "account-executive"), (3, "account-manager"), (5, "account-director")].map(step).into()
}
