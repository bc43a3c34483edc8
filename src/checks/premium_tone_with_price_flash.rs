//! BR43, third part: a tone of luxury, and a price that must be shouted.

use super::rule::{Desk, rule};
use crate::config::Topic;
use crate::finding::Finding;
use crate::key_path;

rule! {
    /// ## What it does
    /// Looks for a tone such as `premium` beside a mandatory that asks for a price flash, a discount or a sale.
    ///
    /// Words are looked for in the brief's language.
    ///
    /// ## Why it matters
    /// Nobody can whisper and shout in one advertisement. The creatives will do one of them, and the client will miss the other.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// tone: [premium, unheroic]
    /// mandatories:
    ///   - Store locator link
    ///   - Price flash in the first 5 s    # <-- here
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// tone: [dry, warm, unheroic]
    /// mandatories:
    ///   - Store locator link
    ///   - Price flash in the first 5 s
    /// ```
    PremiumToneWithPriceFlash, "premium-tone-with-price-flash", ["BR43"], Warning, Brief
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for brief in desk.briefs() {
        let lists = desk.lists(brief);
        let shouts = lists.phrases(Topic::PriceFlash);
        let mut tones = brief.tone.iter().enumerate();
        let Some((at, tone)) = tones.find_map(|(at, tone)| Some((at, lists.phrases(Topic::Premium).find(tone)?)))
        else {
            continue;
        };
        for (index, word) in
            brief.mandatories.iter().enumerate().filter_map(|(at, text)| Some((at, shouts.find(text)?)))
        {
            let message = format!("`{word}` is mandatory, and the tone is `{tone}`");
            let finding = META.finding(brief.at(key_path!["mandatories", index]), message);
            let finding = finding.related(brief.at(key_path!["tone", at]), "the tone");
            findings.push(finding.help("ask the client which of the two gives way"));
        }
    }
}
