//! BR04: a brief of more than two pages.

use super::length::{Length, length, length_at_most, words_at_most};
use super::prose;
use super::rule::{Desk, rule};
use crate::finding::Finding;
use crate::key_path;

rule! {
    /// ## What it does
    /// Looks for briefs of more than 800 words, all sections taken together.
    ///
    /// Words are counted where a language sets them apart. 800 of them are as long as 1,600 Chinese characters, 4,000 Thai letters or
    /// 1,200 Vietnamese syllables.
    ///
    /// ## Why it matters
    /// One page is read by everybody in the room, two by most. What lies behind that is read by nobody, and quoted later.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// title: Spring launch 2027           # <-- here
    /// problem: |
    ///   Under-35s think of Acme as their parents' shop. Pairs of boots sold to them in each week of 2025, by shop:
    ///   Espoo 41 38 44 40 39 45 51 48 62 70 81 77 79 84 90 88 93 91 86 80 74 71 66 60 58 55 41 38 44 40 39 45 51 48 62 70 81 77 79 84 90 88 93 91 86 80 74 71 66 60 58 55
    ///   Vantaa 31 28 34 30 29 35 41 38 52 60 71 67 69 74 80 78 83 81 76 70 64 61 56 50 48 45 31 28 34 30 29 35 41 38 52 60 71 67 69 74 80 78 83 81 76 70 64 61 56 50 48 45
    ///   Oulu 21 18 24 20 19 25 31 28 42 50 61 57 59 64 70 68 73 71 66 60 54 51 46 40 38 35 21 18 24 20 19 25 31 28 42 50 61 57 59 64 70 68 73 71 66 60 54 51 46 40 38 35
    ///   Turku 22 19 25 21 20 26 32 29 43 51 62 58 60 65 71 69 74 72 67 61 55 52 47 41 39 36 22 19 25 21 20 26 32 29 43 51 62 58 60 65 71 69 74 72 67 61 55 52 47 41 39 36
    ///   Tampere 51 48 54 50 49 55 61 58 72 80 91 87 89 94 99 98 99 97 96 90 84 81 76 70 68 65 51 48 54 50 49 55 61 58 72 80 91 87 89 94 99 98 99 97 96 90 84 81 76 70 68 65
    ///   Kuopio 11 18 14 10 19 15 11 18 12 10 11 17 19 14 10 18 13 11 16 10 14 11 16 10 18 15 11 18 14 10 19 15 11 18 12 10 11 17 19 14 10 18 13 11 16 10 14 11 16 10 18 15
    ///   Lahti 12 19 15 11 20 16 12 19 13 11 12 18 20 15 11 19 14 12 17 11 15 12 17 11 19 16 12 19 15 11 20 16 12 19 13 11 12 18 20 15 11 19 14 12 17 11 15 12 17 11 19 16
    ///   Pori 13 20 16 12 21 17 13 20 14 12 13 19 21 16 12 20 15 13 18 12 16 13 18 12 20 17 13 20 16 12 21 17 13 20 14 12 13 19 21 16 12 20 15 13 18 12 16 13 18 12 20 17
    ///   Vaasa 14 21 17 13 22 18 14 21 15 13 14 20 22 17 13 21 16 14 19 13 17 14 19 13 21 18 14 21 17 13 22 18 14 21 15 13 14 20 22 17 13 21 16 14 19 13 17 14 19 13 21 18
    ///   Joensuu 15 22 18 14 23 19 15 22 16 14 15 21 23 18 14 22 17 15 20 14 18 15 20 14 22 19 15 22 18 14 23 19 15 22 16 14 15 21 23 18 14 22 17 15 20 14 18 15 20 14 22 19
    ///   Rovaniemi 16 23 19 15 24 20 16 23 17 15 16 22 24 19 15 23 18 16 21 15 19 16 21 15 23 20 16 23 19 15 24 20 16 23 17 15 16 22 24 19 15 23 18 16 21 15 19 16 21 15 23 20
    ///   Kotka 17 24 20 16 25 21 17 24 18 16 17 23 25 20 16 24 19 17 22 16 20 17 22 16 24 21 17 24 20 16 25 21 17 24 18 16 17 23 25 20 16 24 19 17 22 16 20 17 22 16 24 21
    ///   Salo 18 25 21 17 26 22 18 25 19 17 18 24 26 21 17 25 20 18 23 17 21 18 23 17 25 22 18 25 21 17 26 22 18 25 19 17 18 24 26 21 17 25 20 18 23 17 21 18 23 17 25 22
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// title: Spring launch 2027
    /// problem: Under-35s think of Acme as their parents' shop.
    /// references:
    ///   - text: https://example.com/acme/boots-by-week-2025.xlsx
    ///     why: Boots sold to under-35s in each week, by shop.
    /// ```
    OverlongBrief, "overlong-brief", ["BR04"], Warning, Brief
}

/// Two pages.
const LIMIT: usize = 800;

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for brief in desk.briefs() {
        let lists = desk.lists(brief);
        let sum = |count: fn(&str) -> Length| {
            prose::everything(brief).fold(Length::default(), |sum, text| sum.and(count(text)))
        };
        let roughly: usize = prose::everything(brief).map(words_at_most).sum();
        if roughly <= LIMIT || sum(length_at_most).in_words(lists) <= LIMIT {
            continue;
        }
        let length = sum(length);
        if length.in_words(lists) > LIMIT {
            let message = format!("the brief is {} long", length.told());
            let finding = desk.about_brief(&META, brief, brief.at(key_path!["title"]), message);
            findings.push(finding.help(format!(
                "keep to {}, two pages, and link what else there is under `references`",
                length.limit(LIMIT, lists)
            )));
        }
    }
}
