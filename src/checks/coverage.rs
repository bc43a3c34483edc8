//! The numbers of the rubric against the rules: which rule answers which, and why one is answered by none.

use super::RULES;

/// How many numbers the rubric of briefs has (BR01 to BR44), and the list of what must hold in a book (I01 to I40).
const NUMBERS: [(&str, usize); 2] = [("BR", 44), ("I", 40)];

/// Numbers that no rule answers, and why.
const UNANSWERED: [(&str, &str); 1] = [(
    "I16",
    "records hold no totals, so none can differ from its lines; a key `total` that somebody writes is found as `unknown-key`",
)];

/// One row a number, in Markdown.
pub fn coverage() -> String {
    let mut text = "| number | rules |\n|---|---|\n".to_owned();
    for (prefix, count) in NUMBERS {
        for number in 1..=count {
            let number = format!("{prefix}{number:02}");
            text += &format!("| {number} | {} |\n", answer(&number).unwrap_or_default());
        }
    }
    text
}

/// The rules of a number, else why there is none.
fn answer(number: &str) -> Option<String> {
    let rules = RULES.iter().map(|rule| rule.meta()).filter(|meta| meta.aliases.contains(&number));
    let named = rules.map(|meta| format!("`{}`{}", meta.code, if meta.due { " (with `--due`)" } else { "" }));
    let named: Vec<String> = named.collect();
    let why = || UNANSWERED.iter().find(|(unanswered, _)| *unanswered == number).map(|(_, why)| format!("none: {why}"));
    if named.is_empty() { why() } else { Some(named.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_number_is_left_out_silently() {
        for (prefix, count) in NUMBERS {
            let numbers = (1..=count).map(|number| format!("{prefix}{number:02}"));
            let silent: Vec<String> = numbers.filter(|number| answer(number).is_none()).collect();
            assert_eq!(silent, [""; 0], "a rule that names each, or a reason");
        }
    }

    #[test]
    fn no_rule_names_a_number_that_does_not_exist() {
        let is_number = |alias: &str| {
            NUMBERS.iter().any(|(prefix, count)| (1..=*count).any(|number| format!("{prefix}{number:02}") == alias))
        };
        for rule in RULES {
            let meta = rule.meta();
            assert!(meta.aliases.iter().all(|alias| is_number(alias)), "{}: {:?}", meta.code, meta.aliases);
            let answered = |(number, _): &(&str, &str)| meta.aliases.contains(number);
            assert!(!UNANSWERED.iter().any(answered), "{}: its number is said to be unanswered", meta.code);
        }
    }
}
