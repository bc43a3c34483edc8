//! New words in a literal or folded block that stands already: its indicators, comment and indentation stay.
//!
//! The line breaks that a block ends in are its own, not the text's: `>` stays `>`. Folded text keeps the breaks between words that
//! stay, and is filled as wide as its longest line, or to 100 columns where it is of one line; what folding cannot hold (lines that start with a blank) makes the block a literal one.

use super::page::{Page, width};
use super::replace::column_and_step;
use super::{Cuts, Seat, put_lines};
use crate::yaml::Kind;
use crate::yaml::write::{lines_at, may_be_block, needs_indicator};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::HashSet;

const FILLED: usize = 100;
/// How wide text is filled at least, whatever its neighbours are: sentences on lines of their own are no measure.
const NARROW: usize = 60;

/// Rewrites a block's content; `None` where the text cannot stand in a block.
pub(super) fn rewrite(page: &Page<'_>, seat: &Seat, text: &str) -> Option<Cuts> {
    let content = text.trim_end_matches('\n');
    let node = page.doc.tree.node(seat.value);
    let (start, header) = (page.start(seat.value), page.header(seat.value));
    let indicators = &page.text()[start..header];
    let digit = indicators.chars().find_map(|c| c.to_digit(10)).map(|digit| digit as usize);
    let (column, _) = column_and_step(page, seat);
    let indent = match usize::from(node.indent) {
        0 => column + digit.unwrap_or(2),
        indent => indent,
    };
    let (below, end) = (page.next_line(header), page.end(seat.value));
    let own = if below <= end && node.indent > 0 { &page.text()[below..page.line_end(end)] } else { "" };
    if !may_be_block(content, own) {
        return None;
    }
    let old: Vec<&str> = own.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let widest = old.iter().map(|line| width(line)).max().filter(|_| old.len() > 1);
    let columns = widest.map_or(FILLED.saturating_sub(indent), |widest| widest.max(NARROW));
    let folded = (node.kind == Kind::Folded).then(|| fold(content, columns, &old)).flatten();
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
    if below <= end && node.indent > 0 {
        cuts.swap(below..page.line_end(end), lines.join(page.eol(start)));
    } else {
        put_lines(page, &mut cuts, below, &lines);
    }
    Some(cuts)
}

/// The lines that fold to `content`, filled to `columns`, broken where they were before; `None` where no folded block reads as it.
fn fold(content: &str, columns: usize, old: &[&str]) -> Option<Vec<String>> {
    let mut lines = Vec::new();
    let kept = kept(content, old);
    let mut word = 0;
    for (index, line) in content.split('\n').enumerate() {
        if line.starts_with(' ') {
            return None;
        }
        if index > 0 {
            lines.push(String::new());
        }
        let (mut start, mut at) = (0, 0);
        for own in line.split(' ') {
            at += own.len() + 1;
            let is_single = !own.is_empty() && line.as_bytes().get(at).is_some_and(|next| *next != b' ');
            if kept.contains(&word) && is_single {
                fill(&line[start..at - 1], columns, &mut lines);
                start = at;
            }
            word += 1;
        }
        if start < line.len() {
            fill(&line[start..], columns, &mut lines);
        }
    }
    Some(lines)
}

/// The places of the words behind which a line ended before, among those that the text still has.
fn kept(content: &str, old: &[&str]) -> HashSet<usize> {
    let words: Vec<&str> = old.iter().flat_map(|line| line.split(' ')).collect();
    let ends: HashSet<usize> = old
        .iter()
        .scan(0, |count, line| {
            *count += line.split(' ').count();
            Some(*count - 1)
        })
        .collect();
    let new: Vec<&str> = content.split([' ', '\n']).collect();
    let mut kept = HashSet::new();
    for op in capture_diff_slices(Algorithm::Myers, &words, &new) {
        if let DiffOp::Equal { old_index, new_index, len } = op {
            kept.extend((0..len).filter(|at| ends.contains(&(old_index + at))).map(|at| new_index + at));
        }
    }
    kept
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
        let lines = fold("one two three\nfour\n\nfive", 8, &[]).expect("can be folded");
        assert_eq!(lines, ["one two", "three", "", "four", "", "", "five"]);
        assert_eq!(fold("a\n b", 80, &[]), None, "a line that starts with a blank is not folded");
        assert_eq!(fold("a  b c", 2, &[]).expect("can be folded"), ["a  b", "c"], "two blanks are never a line break");
    }
    #[test]
    fn folded_text_is_broken_where_it_was_and_only_what_is_new_is_filled() {
        let old = ["Hikers of twenty.", "They borrow gear.", "They walk."];
        let told = |content: &str, columns| fold(content, columns, &old).expect("can be folded");
        let new = "Hikers of thirty. They borrow gear. They never run. They walk.";
        assert_eq!(told(new, 60), ["Hikers of thirty. They borrow gear.", "They never run. They walk."]);
        let new = "Hikers of twenty. They borrow all their gear. They walk.";
        assert_eq!(told(new, 60), ["Hikers of twenty.", "They borrow all their gear.", "They walk."]);
        assert_eq!(told(new, 17), ["Hikers of twenty.", "They borrow all", "their gear.", "They walk."]);
    }
}
