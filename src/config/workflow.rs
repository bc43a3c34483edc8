//! `[workflow]`: an agency's own stages, as written. Whether they fit together is `domain::workflow`'s to say.

use super::StageFacts;
use super::table::{Item, Reading};
use crate::values::Word;

/// `[workflow] stages`, replacing the default whole.
pub(super) fn workflow(reading: &mut Reading<'_>, item: &Item<'_, '_>) {
    let Some(mut fields) = reading.table(item) else { return };
    if let Some(stages) = fields.take(reading, "stages") {
        let stages = reading.list(&stages);
        // A stage that is no table, or has no name, keeps its number, so that the places of the others hold.
        let facts = stages.iter().map(|item| stage(reading, item).unwrap_or_default());
        reading.config.workflow = Some(facts.collect());
    }
    fields.finish(reading);
}

fn stage(reading: &mut Reading<'_>, item: &Item<'_, '_>) -> Option<StageFacts> {
    let mut fields = reading.table(item)?;
    let stage = fields.need(reading, "stage", item.span(), Reading::word);
    let seat = fields.read(reading, "seat", Reading::word);
    let lead_days = fields.read(reading, "lead_days", Reading::count);
    let next = fields.take(reading, "next").map(|item| words(reading, &item)).unwrap_or_default();
    let needs = fields.take(reading, "needs").map(|item| words(reading, &item)).unwrap_or_default();
    fields.finish(reading);
    Some(StageFacts { stage: stage.unwrap_or_default(), seat, lead_days, next, needs })
}

/// A list of words. One that is no word keeps its place as an empty one, so that the places of the others hold.
fn words(reading: &mut Reading<'_>, item: &Item<'_, '_>) -> Vec<Word> {
    let items = reading.list(item);
    items.iter().map(|item| reading.word(item).unwrap_or_default()).collect()
}
