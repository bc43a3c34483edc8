//! BR23 and BR25: a budget in words, or one that names a currency and no number.

use super::rule::{Desk, rule};
use super::text;
use crate::config::Topic;
use crate::domain::brief_parts::BriefBudget;
use crate::finding::Finding;
use crate::key_path;
use crate::values::{Amount, Currency};

rule! {
    /// ## What it does
    /// Looks for a budget whose `amount` is missing or is not a number.
    ///
    /// The currency is the brief's own, else the client's, else the agency's, so that a number alone is enough.
    ///
    /// ## Why it matters
    /// Nobody can propose work for a sum they have to guess; even a rough figure beats none, and a range hides its upper end.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// budget:
    ///   amount: about 80k euros           # <-- here
    ///   includes: [fee, production, media]
    ///   tax: excluded
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// budget:
    ///   amount: 80000.00
    ///   currency: EUR
    ///   includes: [fee, production, media]
    ///   tax: excluded
    /// ```
    BudgetWithoutFigure, "budget-without-figure", ["BR23", "BR25"], Error, Brief
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for brief in desk.briefs() {
        let Some(budget) = &brief.budget else { continue };
        let lists = desk.lists(brief);
        // an empty sum is a blank section, and a gap is a placeholder: each is said once
        let said = |text: &str| text::is_blank(text, lists) || text::placeholder(text, lists, true).is_some();
        match budget.amount.as_deref() {
            Some(amount) if Amount::parse(amount).is_some() || said(amount) => {}
            Some(amount) => {
                let place = brief.at(key_path!["budget", "amount"]);
                let message = match lists.phrases(Topic::VagueMoney).find(amount) {
                    Some(vague) => format!("the budget says `{vague}`, which is no sum"),
                    None => format!("the budget `{}` is not a number", amount.trim()),
                };
                let finding = desk.about_brief(&META, brief, place, message);
                findings.push(finding.help(instead(amount, budget)));
            }
            None => {
                let message = match budget.currency {
                    Some(currency) => format!("the budget names {currency} and no sum"),
                    None => "the budget names no sum".to_owned(),
                };
                let finding = desk.about_brief(&META, brief, brief.at(key_path!["budget", "amount"]), message);
                findings.push(finding.help("write the most it may cost, as in `amount: 80000.00`"));
            }
        }
    }
}

/// What to write: the digits and the currency that the words hold, where they are plain.
fn instead(amount: &str, budget: &BriefBudget) -> String {
    let ascii = text::ascii_digits(amount).to_uppercase();
    let words = || ascii.split(|character: char| !character.is_ascii_alphabetic());
    let currency = budget.currency.or_else(|| words().find_map(Currency::parse));
    let kept = |character: &char| !(character.is_whitespace() || matches!(character, '\'' | '’' | '_'));
    let rest = words().fold(ascii.clone(), |rest, word| rest.replace(word, ""));
    let digits: String = rest.chars().filter(kept).collect();
    match (Amount::parse(&digits), currency) {
        (Some(sum), Some(currency)) => format!("write `amount: {sum}` and `currency: {currency}`"),
        (Some(sum), None) if ascii.bytes().all(|byte| !byte.is_ascii_alphabetic()) => format!("write `amount: {sum}`"),
        _ => "write the most it may cost in digits, as in `amount: 80000.00`, and `currency: EUR` beside it".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_to_write_is_read_from_what_was_written() {
        let budget = BriefBudget { amount: None, currency: None, includes: Vec::new(), tax: None };
        assert_eq!(instead("80 000 EUR", &budget), "write `amount: 80000` and `currency: EUR`");
        assert_eq!(instead("๘๐๐๐๐", &budget), "write `amount: 80000`");
        assert!(instead("about 80k euros", &budget).starts_with("write the most it may cost"));
        assert!(instead("60000-80000", &budget).starts_with("write the most it may cost"));
    }
}
