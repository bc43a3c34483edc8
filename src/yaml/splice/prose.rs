//! New words in a literal or folded block that stands already: its indicators, comment and indentation stay.
//!
//! The line breaks that a block ends in are its own, not the text's: `>` stays `>`. Folded text is filled to 100 columns;
//! what folding cannot hold (lines that start with a blank) makes the block a literal one.

use super::page::{Page, width};
use super::replace::column_and_step;
use super::{Cuts, Seat, put_lines};
use crate::yaml::Kind;
use crate::yaml::write::{lines_at, may_be_block, needs_indicator};

const FILLED: usize = 100;

/// Rewrites a block's content; `None` where the text cannot stand in a block.
pub(super) fn rewrite(page: &Page<'_>, seat: &Seat, text: &str) -> Option<Cuts> {
    let content = text.trim_end_matches('\n');
    if !may_be_block(content) {
        return None;
    }
    let node = page.doc.tree.node(seat.value);
    let (start, header) = (page.start(seat.value), page.header(seat.value));
    let indicators = &page.text()[start..header];
    let digit = indicators.chars().find_map(|c| c.to_digit(10)).map(|digit| digit as usize);
    let (column, _) = column_and_step(page, seat);
    let indent = match usize::from(node.indent) {
        0 => column + digit.unwrap_or(2),
        indent => indent,
    };
    let folded = (node.kind == Kind::Folded).then(|| fold(content, FILLED.saturating_sub(indent))).flatten();
    let mut new_indicators = indicators.to_owned();
    if folded.is_none() {
        new_indicators = new_indicators.replace('>', "|");
    }
    if digit.is_none() && needs_indicator(content) {
        let step = indent.checked_sub(column).filter(|step| (1..=9).contains(step))?;
        new_indicators.insert_str(1, &step.to_string());
    }
    let lines = match folded {
        Some(lines) => lines_at(&lines.join("\n"), indent),
        None => lines_at(content, indent),
    };
    let mut cuts = Cuts::default();
    if new_indicators != indicators {
        cuts.swap(start..header, new_indicators);
    }
    let below = page.next_line(header);
    let end = page.end(seat.value);
    if below <= end && node.indent > 0 {
        cuts.swap(below..page.line_end(end), lines.join(page.eol(start)));
    } else {
        put_lines(page, &mut cuts, below, &lines);
    }
    Some(cuts)
}

/// The lines that fold to `content`, filled to `columns`; `None` where no folded block reads as it.
fn fold(content: &str, columns: usize) -> Option<Vec<String>> {
    let mut lines = Vec::new();
    for (index, line) in content.split('\n').enumerate() {
        if line.starts_with(' ') {
            return None;
        }
        if index > 0 {
            lines.push(String::new());
        }
        if !line.is_empty() {
            fill(line, columns, &mut lines);
        }
    }
    Some(lines)
}

/// Breaks one line at single blanks between words.
fn fill(line: &str, columns: usize, lines: &mut Vec<String>) {
    let mut rest = line;
    while width(rest) > columns {
        let mut best = None;
        for (at, _) in rest.match_indices(' ') {
            let is_single =
                at > 0 && !rest[..at].ends_with(' ') && !rest[at + 1..].starts_with([' ', '\n']) && at + 1 < rest.len();
            if is_single {
                if best.is_some() && width(&rest[..at]) > columns {
                    break;
                }
                best = Some(at);
            }
        }
        let Some(at) = best else { break };
        lines.push(rest[..at].to_owned());
        rest = &rest[at + 1..];
    }
    lines.push(rest.to_owned());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_turns_each_line_break_of_the_text_into_a_blank_line() {
        let lines = fold("one two three\nfour\n\nfive", 8).expect("can be folded");
        assert_eq!(lines, ["one two", "three", "", "four", "", "", "five"]);
        assert_eq!(fold("a\n b", 80), None, "a line that starts with a blank is not folded");
        assert_eq!(fold("a  b c", 2).expect("can be folded"), ["a  b", "c"], "two blanks are never a line break");
    }
}
