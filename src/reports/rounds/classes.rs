//! What was asked for in the rounds shown, by class of change: who changed their mind, who got it wrong.

use super::lines::Line;
use crate::domain::job_money::Cause;
use crate::domain::round::{FeedbackItem, FeedbackStatus, RoundType};
use crate::view::{Cell, Column, Grid, Row};

const COLUMNS: [Column; 7] = [
    Column::word("class", "Class"),
    Column::figure("items", "Remarks"),
    Column::figure("from_client", "Client's"),
    Column::figure("from_agency", "Agency's"),
    Column::figure("from_legal", "Lawyers'"),
    Column::figure("open_items", "Open"),
    Column::figure("declined", "Declined"),
];

/// Remarks by class, those without one last; `told` says whether the figures are whole.
pub(super) fn grid(lines: &[Line<'_>], told: bool) -> Grid {
    let items: Vec<(RoundType, &FeedbackItem)> = lines
        .iter()
        .flat_map(|line| &line.rounds)
        .flat_map(|round| round.record.items.iter().map(|item| (round.kind, item)))
        .collect();
    let classes = Cause::ALL.iter().copied().map(Some).chain([None]);
    let rows = classes.filter_map(|class| {
        let of: Vec<_> = items.iter().filter(|(_, item)| item.class == class).collect();
        let count = |wanted: &dyn Fn(&(RoundType, &FeedbackItem)) -> bool| {
            if told { Cell::count(of.iter().filter(|one| wanted(one)).count()) } else { Cell::Empty }
        };
        let from = |kind: RoundType| count(&|(of, _)| *of == kind);
        (!of.is_empty()).then(|| {
            Row::new(vec![
                Cell::maybe(class),
                count(&|_| true),
                from(RoundType::Client),
                from(RoundType::Internal),
                from(RoundType::Legal),
                count(&|(_, item)| item.is_open()),
                count(&|(_, item)| item.status == Some(FeedbackStatus::Declined)),
            ])
        })
    });
    Grid { columns: COLUMNS.to_vec(), rows: rows.collect() }
}
