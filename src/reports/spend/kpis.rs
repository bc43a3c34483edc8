//! KPIs beside what they came to.

use crate::domain::brief::Brief;
use crate::domain::brief_parts::Kpi;
use crate::domain::quantity::quantity;
use crate::domain::record::Located;
use crate::view::{Cell, Column, Grid, Row, Tone};

/// The KPIs of some briefs, in their order.
pub(super) fn grid(briefs: &[&Located<Brief>]) -> Grid {
    let rows = briefs.iter().flat_map(|brief| brief.kpis.iter().map(|kpi| row(brief, kpi)));
    Grid {
        columns: vec![
            Column::word("brief", "Brief"),
            Column::word("client", "Client").hidden(),
            Column::word("kpi", "KPI").hidden(),
            Column::prose("metric", "Metric"),
            Column::word("objective", "Objective").hidden(),
            Column::word("baseline", "Baseline").spare(3),
            Column::word("target", "Target"),
            Column::date("by", "By").spare(2),
            Column::word("result", "Result"),
            Column::word("reached", "Reached").spare(1),
            Column::prose("method", "Method").hidden(),
        ],
        rows: rows.collect(),
    }
}

fn row(brief: &Located<Brief>, kpi: &Kpi) -> Row {
    let reached = reached(kpi);
    Row {
        cells: vec![
            Cell::text(&brief.id),
            Cell::text(brief.id.client()),
            Cell::maybe(kpi.id.as_ref()),
            Cell::text(&kpi.metric),
            Cell::maybe(kpi.objective.as_ref()),
            Cell::maybe(kpi.baseline.as_ref()),
            Cell::maybe(kpi.target.as_ref()),
            Cell::day(kpi.by),
            Cell::maybe(kpi.result.as_ref()),
            reached.map_or(Cell::Empty, Cell::Flag),
            Cell::maybe(kpi.method.as_ref()),
        ],
        tone: if reached == Some(false) { Tone::Red } else { Tone::Plain },
    }
}

/// Whether a result came as far as its target, going the way from baseline to target: down, where the target is below. `None` where one of the
/// three is no quantity, or they are not of the same thing.
fn reached(kpi: &Kpi) -> Option<bool> {
    let read = |written: &Option<crate::values::Written>| quantity(&written.as_ref()?.to_string());
    let (baseline, target, result) = (read(&kpi.baseline)?, read(&kpi.target)?, read(&kpi.result)?);
    if baseline.unit != target.unit || target.unit != result.unit || baseline.number == target.number {
        return None;
    }
    Some(if baseline.number < target.number { target.number <= result.number } else { result.number <= target.number })
}
