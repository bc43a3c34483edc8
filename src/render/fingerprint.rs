//! A name for each finding that outlives an edit elsewhere: made of the rule, the record and the keys, never of a line or the words.
//! What is found twice at one place is told apart by its order.

use crate::domain::layout::{Placement, parse_path};
use crate::view::Problem;
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// The fingerprint of each finding, in their order: 16 hexadecimal digits, no two alike.
pub fn fingerprints(problems: &[Problem]) -> Vec<String> {
    let mut seen: HashMap<(&str, String, &str), usize> = HashMap::new();
    let one = |problem| {
        let record = record(problem);
        let ordinal = seen.entry((&problem.code, record.clone(), &problem.pointer)).or_default();
        // The fifth part is for rules that will want to tell apart what one place holds.
        let parts = ["v1", &problem.code, &record, &problem.pointer, "", &ordinal.to_string()];
        *ordinal += 1;
        let digest = Sha256::digest(parts.join("\0").as_bytes());
        let start = digest.iter().take(8).fold(0_u64, |start, byte| start << 8 | u64::from(*byte));
        format!("{start:016x}")
    };
    problems.iter().map(one).collect()
}

/// The id of the record that a finding is in; of another file its path.
pub(super) fn record(problem: &Problem) -> String {
    match parse_path(&problem.path) {
        Placement::Record(id) => id.to_string(),
        _ => problem.path.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Severity;

    fn problem(pointer: &str, line: u32, message: &str) -> Problem {
        Problem {
            code: "vague-deliverable".into(),
            alias: None,
            severity: Severity::Error,
            message: message.into(),
            argument: None,
            path: "briefs/ACME/ACME-B0004.yaml".into(),
            line,
            column: 1,
            end_line: line,
            end_column: 2,
            excerpt: None,
            pointer: pointer.into(),
            help: None,
            related: Vec::new(),
            fixable: false,
        }
    }

    #[test]
    fn a_finding_keeps_its_name_when_lines_and_words_change() {
        // printf 'v1\0vague-deliverable\0ACME-B0004\0/deliverables/film-30\0\0000' | sha256sum
        let [name] = &fingerprints(&[problem("/deliverables/film-30", 9, "too vague")])[..] else { panic!("one") };
        assert_eq!(name, "3640519c07cac4f6");
        let later = fingerprints(&[problem("/deliverables/film-30", 12, "zu vage")]);
        assert_eq!(later.first(), Some(name));
    }

    #[test]
    fn no_two_are_alike() {
        let found = fingerprints(&[problem("/a", 1, "x"), problem("/a", 1, "y"), problem("/b", 1, "x")]);
        assert!(found[0] != found[1] && found[1] != found[2] && found[0] != found[2], "{found:?}");
    }
}
