//! I33, third part: somebody away with nobody to stand in, while work falls due.

use super::rule::{Desk, rule};
use crate::domain::held::{What, held};
use crate::domain::traffic::Traffic;
use crate::finding::Finding;
use crate::source::Place;

rule! {
    /// ## What it does
    /// Looks for days away without a `deputy` in which an open handoff of that person falls due.
    ///
    /// Absences that are over are not looked at. It looks at the day, so it runs only with `--due`.
    ///
    /// ## Why it matters
    /// The ball is nobody's for as long as the holiday lasts, and is late before anybody notices.
    ///
    /// ## Example
    /// ```toml bad suits.toml
    /// [people.kim]
    /// name = "Kim Park"
    /// roles = ["creative-director"]
    /// from = 2024-01-01
    /// away = [{ from = 2026-12-07, to = 2026-12-11 }] # <-- here
    /// ```
    ///
    /// ## Write instead
    /// ```toml good suits.toml
    /// [people.kim]
    /// name = "Kim Park"
    /// roles = ["creative-director"]
    /// from = 2024-01-01
    /// away = [{ from = 2026-12-07, to = 2026-12-11, deputy = "bo" }]
    /// ```
    AwayWithoutDeputy, "away-without-deputy", ["I33"], Warning, Book, due
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let (config, today) = (&desk.agency.config, desk.today);
    let absences =
        config.people.iter().flat_map(|(id, facts)| facts.away.iter().enumerate().map(move |away| (id, away)));
    let mut alone = absences.filter(|(_, (_, away))| away.deputy.is_none() && today <= away.to).peekable();
    if alone.peek().is_none() {
        return;
    }
    let traffic = Traffic::of(desk.agency, today);
    let mut balls = held(&traffic, None);
    balls.retain(|held| held.what == What::Handoff);
    for (id, (index, away)) in alone {
        // one that is late already waits all the same
        let from = if away.from <= today { None } else { Some(away.from) };
        let own = balls.iter().filter(|held| held.person == id);
        let due: Vec<_> = own.filter(|held| held.due.is_some_and(|due| due <= away.to && Some(due) >= from)).collect();
        let (Some(first), Some(place)) = (due.first(), config.place(&format!("people.{id}.away[{index}]"))) else {
            continue;
        };
        let day = first.due.map_or_else(String::new, |due| format!(", due {due}"));
        let more = if due.len() > 1 { format!(" and {} more", due.len() - 1) } else { String::new() };
        let message =
            format!("`{id}` is away with nobody to stand in, and has the ball of {}{day}{more}", first.record);
        let finding = META.finding(place, message);
        let finding = finding.related(Place::value(first.source, first.path.clone()), "the ball");
        findings.push(
            finding.help(format!("`suits people away {id} --from {} --to {} --deputy PERSON`", away.from, away.to)),
        );
    }
}
