//! Who leads which active clients, against the limit of their role: the count that the rule `too-many-accounts` makes.

use super::people::People;
use crate::domain::accounts::{EXECUTIVE, Lead, leads};
use crate::domain::agency::Agency;
use crate::view::{Cell, Column, Grid, Row, Tone};

const COLUMNS: [Column; 6] = [
    Column::word("person", "Person"),
    Column::word("seat", "Seat"),
    Column::figure("accounts", "Accounts"),
    Column::figure("most", "At most"),
    Column::figure("room", "Room"),
    Column::prose("clients", "Clients"),
];

/// Counts the accounts of everybody.
pub(super) fn count<'a>(agency: &'a Agency, people: &mut People<'a>) -> Vec<Lead<'a>> {
    let leads = leads(agency);
    for lead in &leads {
        let Some(load) = people.loads.get_mut(lead.person) else { continue };
        *if lead.seat == EXECUTIVE { &mut load.executive } else { &mut load.manager } += lead.clients.len();
        load.has_too_many |= lead.too_many().is_some();
    }
    leads
}

/// One row for each person and seat; none where they cannot all be told.
pub(super) fn grid(leads: &[Lead<'_>], told: bool) -> Grid {
    let rows = leads.iter().filter(|_| told).map(|lead| {
        let count = i64::try_from(lead.clients.len()).unwrap_or(i64::MAX);
        let most = lead.most.map(i64::from);
        let tone = match most {
            Some(most) if most < count => Tone::Red,
            Some(most) if most == count => Tone::Amber,
            _ => Tone::Plain,
        };
        let number = |number: Option<i64>| number.map_or(Cell::Empty, Cell::Count);
        let clients = lead.clients.iter().map(|client| client.id.to_string()).collect();
        let cells = vec![
            Cell::text(lead.person),
            Cell::text(lead.seat),
            Cell::Count(count),
            number(most),
            number(most.map(|most| most - count)),
            Cell::List(clients),
        ];
        Row { cells, tone }
    });
    Grid { columns: COLUMNS.to_vec(), rows: rows.collect() }
}
