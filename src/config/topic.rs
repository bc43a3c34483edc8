//! What lists of words are about, and `[briefs]`: an agency's own words for them. Knows topics, not what rules make of them.

use super::table::{Item, Reading};
use crate::finding::Finding;
use crate::values::nearest;
use std::collections::BTreeMap;

crate::words! {
    /// What a list of words is about. A new list is a line here and the words in the files of the languages.
    pub enum Topic {
        /// A gap left by the writer, anywhere in a text.
        Placeholders = "placeholders",
        /// A gap, only as the whole value: these are ordinary words.
        PlaceholdersAlone = "placeholders_alone",
        /// How a text in square brackets asks to be replaced.
        Asks = "asks",
        /// Nothing, written down; only as the whole value.
        Blanks = "blanks",
        /// Months and quarters: what dates a fact besides figures.
        Dates = "dates",
        /// Words where a date belongs.
        VagueTimes = "vague_times",
        /// A full stop behind these ends no sentence; without that stop.
        Abbreviations = "abbreviations",
        /// What joins two promises.
        Joining = "joining",
        /// What takes both sides at once.
        Middle = "middle",
        /// Praise that fits anything.
        Puffery = "puffery",
        /// Words that say nothing by themselves: articles, prepositions, pronouns.
        Fillers = "fillers",
        /// Everybody, as an audience.
        Everyone = "everyone",
        /// Age, income, sex, place: words that say who people are and not what they do or feel.
        Demographics = "demographics",
        /// How a sentence about one's own product begins.
        OwnBrand = "own_brand",
        /// A second message, named as such.
        SecondMessage = "second_message",
        /// An idea of the creatives' laid down beforehand.
        Ideas = "ideas",
        /// Tones of voice that shut nothing out.
        GenericTone = "generic_tone",
        /// Words of the trade that say less than plain ones.
        Jargon = "jargon",
        /// What has to be proven before it is said.
        Claims = "claims",
        /// A price shouted.
        PriceFlash = "price_flash",
        /// A tone that a shouted price contradicts.
        Premium = "premium",
        /// Words where a number belongs.
        VagueQuantities = "vague_quantities",
        /// Words where a sum belongs.
        VagueMoney = "vague_money",
        /// What an objective is about when it is none yet: awareness, engagement, sales.
        BareAims = "bare_aims",
        /// Numbers written as words: half, twice, dozen.
        NumberWords = "number_words",
        /// What is bought with rights: actors, music, stock pictures.
        Cleared = "cleared",
        /// Where rights say that there is nothing to buy, or nothing that ends.
        NoRights = "no_rights",
        /// Where rights hold.
        Territories = "territories",
        /// How long rights hold.
        Durations = "durations",
    }
}

/// An agency's own words, by the language's code, `any` for all.
pub type OwnWords = BTreeMap<String, BTreeMap<Topic, Vec<String>>>;

/// The code of words that hold in every language.
pub const ANY: &str = "any";

/// `[briefs]`.
pub(super) fn briefs(reading: &mut Reading<'_>, item: &Item<'_, '_>) {
    let Some(mut fields) = reading.table(item) else { return };
    if let Some(words) = fields.take(reading, "placeholders") {
        let texts = reading.each(&words, Reading::text);
        add(reading, ANY, Topic::Placeholders, texts);
    }
    if let Some(languages) = fields.take(reading, "words") {
        for (code, span, item) in reading.entries(&languages) {
            let letters = (2..=3).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_lowercase());
            if letters {
                topics(reading, &code, &item);
                continue;
            }
            let message = format!("`{code}` is no language code");
            let finding = Finding::warning("unknown-config-key", reading.place(span), message);
            reading
                .findings
                .push(finding.help("write its code without a region, as in `fi` or `zh`, or `any` for all"));
        }
    }
    fields.finish(reading);
}

fn topics(reading: &mut Reading<'_>, code: &str, item: &Item<'_, '_>) {
    for (name, span, item) in reading.entries(item) {
        if let Some(topic) = Topic::parse(&name) {
            let texts = reading.each(&item, Reading::text);
            add(reading, code, topic, texts);
            continue;
        }
        let names = || Topic::ALL.iter().map(|topic| topic.as_str());
        let message = format!("no list of words is called `{name}`");
        let finding = Finding::warning("unknown-config-key", reading.place(span), message);
        reading.findings.push(match nearest(&name, names()) {
            Some(near) => finding.help(format!("did you mean `{near}`?")),
            None => finding.help(format!("the lists are {}", names().collect::<Vec<_>>().join(", "))),
        });
    }
}

fn add(reading: &mut Reading<'_>, code: &str, topic: Topic, texts: Vec<String>) {
    reading.config.words.entry(code.to_owned()).or_default().entry(topic).or_default().extend(texts);
}
