//! What the program knows of the trade's roles before an agency says more: ranks, limits, who is creative.

use super::{EscalationStep, Limit, Role};
use crate::values::{Amount, Decimal, Percent, Word};
use std::collections::BTreeMap;

/// What time goes into, in the words of `[roles.NAME] mix`.
pub(super) const MIX: &[&str] = &["decide", "present", "execute"];

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
        let mix = mix(name);
        (Word::const_new(name), Role { rank: Some(rank), estimate_limit, change_limit, mix, ..Role::default() })
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

/// What the time of a role goes into, where the trade gives figures: an account manager decides, presents and executes a third each. Of an
/// account executive it says only that she executes most, of a director that it is the other way about.
fn mix(role: &str) -> BTreeMap<Word, Percent> {
    let parts = if role == "account-manager" { MIX } else { &[] };
    let third = |part: &&'static str| Some((Word::const_new(part), Percent::parse("33%")?));
    parts.iter().filter_map(third).collect()
}

/// Who is told when: after a day the account executive, after three the account manager, after five the account director.
pub(super) fn escalation() -> Vec<EscalationStep> {
    let step = |(days, seat)| EscalationStep { days, seat: Word::const_new(seat) };
    [(1, "account-executive"), (3, "account-manager"), (5, "account-director")].map(step).into()
}
