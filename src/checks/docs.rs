//! A rule's text, taken apart at its fixed headings: what, why, an example that is wrong, what to write instead.

/// The headings, in order.
const HEADINGS: [&str; 4] = ["## What it does", "## Why it matters", "## Example", "## Write instead"];

/// What marks the line of an example on which the finding is expected.
pub const MARK: &str = "# <-- here";

/// A rule's text in parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Docs {
    /// What it does.
    pub what: String,
    /// Why it matters.
    pub why: String,
    /// What it objects to.
    pub bad: Example,
    /// What it is content with.
    pub good: Example,
}

/// A piece of a record: the keys it shows stand in for those of a sound record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// Which record it is a piece of.
    pub path: String,
    /// The piece.
    pub text: String,
}

impl Docs {
    /// Takes a rule's text apart; `None` where a heading or an example is missing.
    pub fn parse(docs: &str) -> Option<Docs> {
        let lines: Vec<&str> = docs.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
        let starts: Vec<usize> =
            HEADINGS.iter().filter_map(|heading| lines.iter().position(|line| line == heading)).collect();
        let &[what, why, bad, good] = starts.as_slice() else { return None };
        (what == 0 && starts.is_sorted()).then_some(())?;
        let prose = |part: &[&str]| part.join("\n").trim().to_owned();
        Some(Docs {
            what: prose(&lines[what + 1..why]),
            why: prose(&lines[why + 1..bad]),
            bad: example(&lines[bad + 1..good], "bad")?,
            good: example(&lines[good + 1..], "good")?,
        })
    }

    /// What it does, in its first line, and as far beyond it as that sentence goes.
    pub fn summary(&self) -> String {
        let mut lines = self.what.lines().take_while(|line| !line.trim().is_empty());
        let mut summary = lines.next().unwrap_or_default().trim_end().to_owned();
        while !summary.ends_with('.')
            && let Some(line) = lines.next()
        {
            let end = line.find(". ").map_or(line.len(), |end| end + 1);
            summary = format!("{summary} {}", line[..end].trim());
        }
        summary
    }
}

fn example(lines: &[&str], name: &str) -> Option<Example> {
    let open = lines.iter().position(|line| line.starts_with("```"))?;
    let (language, rest) = lines[open].strip_prefix("```")?.split_once(' ')?;
    let path = rest.strip_prefix(name)?.strip_prefix(' ')?.to_owned();
    let length = lines[open + 1..].iter().position(|line| *line == "```")?;
    let text = lines[open + 1..open + 1 + length].iter().flat_map(|line| [line, "\n"]).collect();
    matches!(language, "yaml" | "toml").then_some(Example { path, text })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::RULES;

    #[test]
    fn every_rule_says_what_and_why_and_shows_both_ways() {
        for rule in RULES {
            let meta = rule.meta();
            let docs =
                Docs::parse(meta.docs).unwrap_or_else(|| panic!("{}: a heading or example is missing", meta.code));
            assert!(docs.summary().ends_with('.') && !docs.why.is_empty(), "{}: {}", meta.code, docs.summary());
            assert_eq!(docs.bad.text.matches(MARK).count(), 1, "{}: one marked line", meta.code);
            assert!(!docs.good.text.contains(MARK), "{}", meta.code);
        }
    }

    #[test]
    fn names_are_kebab_case_sorted_and_taken_once() {
        let codes: Vec<&str> = RULES.iter().map(|rule| rule.meta().code).collect();
        assert!(codes.is_sorted_by(|a, b| a < b), "{codes:?}");
        let kebab = |code: &str| code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        assert!(codes.iter().all(|code| kebab(code)), "{codes:?}");
    }
}
