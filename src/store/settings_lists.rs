//! Items of a list of `suits.toml`, added and taken away in the list's own layout: on one line, one a line, or a block with a header each.

use super::settings::{Node, Splice, end, ending, line_after, written};
use crate::source::Value;
use std::ops::Range;
use toml::de::DeValue;

/// Whether a list is written as blocks, each under a `[[header]]`.
pub(super) fn is_of_tables(list: &Node<'_>) -> bool {
    let items = list.get_ref().as_array();
    let first = items.and_then(|items| items.iter().next());
    // a list in brackets begins before its first item does
    first.is_some_and(|first| matches!(first.get_ref(), DeValue::Table(_)) && first.span().start == list.span().start)
}

/// One more item at the end.
pub(super) fn appended(text: &str, list: &Node<'_>, value: &Value) -> Option<Splice> {
    let items = list.get_ref().as_array()?;
    let piece = written(value)?;
    let Some(last) = items.iter().last() else { return Some(begun(text, list.span(), &piece)) };
    if is_of_tables(list) {
        return block(text, last, value);
    }
    let (close, end) = (list.span().end - 1, last.span().end);
    let line_start = text[..last.span().start].rfind('\n').map_or(0, |at| at + 1);
    let lead = &text[line_start..last.span().start];
    let comma = comma(text, end..close);
    let one_a_line = lead.bytes().all(|byte| matches!(byte, b' ' | b'\t'));
    let from = comma.map_or(end, |comma| comma + 1);
    Some(match (one_a_line, comma, text[from..close].find('\n')) {
        (true, Some(_), Some(at)) => {
            let next = from + at + 1;
            (next..next, format!("{lead}{piece},{}", ending(text)))
        }
        // the line of the last item needs a comma too
        (true, None, Some(at)) => {
            let next = from + at + 1;
            (end..next, format!(",{}{lead}{piece}{}", &text[end..next], ending(text)))
        }
        (true, Some(_), None) => (from..from, format!("{}{lead}{piece},", ending(text))),
        (true, None, None) => (end..end, format!(",{}{lead}{piece}", ending(text))),
        (false, Some(_), _) => (from..from, format!(" {piece},")),
        (false, None, _) => (end..end, format!(", {piece}")),
    })
}

/// The first item of a list that has none.
fn begun(text: &str, list: Range<usize>, piece: &str) -> Splice {
    let close = list.end - 1;
    match text[list.clone()].rfind('\n') {
        // what is between the last line break and the bracket can only be blank
        Some(at) => {
            let line = list.start + at + 1;
            let lead = &text[line..close];
            (line..line, format!("{lead}    {piece},{}", ending(text)))
        }
        None if close > list.start + 1 => (close..close, format!("{piece} ")),
        None => (close..close, piece.to_owned()),
    }
}

/// One more block below the last, under the same header.
fn block(text: &str, last: &Node<'_>, value: &Value) -> Option<Splice> {
    let Value::Map(entries) = value else { return None };
    let header = last.span();
    let line_start = text[..header.start].rfind('\n').map_or(0, |at| at + 1);
    let lead = &text[line_start..header.start];
    let apart = if text[..line_start].trim_end_matches([' ', '\t', '\r']).ends_with("\n\n")
        || text[..line_start].ends_with("\r\n\r\n")
    {
        "\n"
    } else {
        ""
    };
    let mut lines = format!("{apart}{lead}{}", &text[header.clone()]);
    for (key, value) in entries {
        lines.push_str(&format!("\n{lead}{key} = {}", written(value)?));
    }
    Some(line_after(text, block_end(text, last), &lines))
}

/// Where the last line of a block ends.
fn block_end(text: &str, block: &Node<'_>) -> usize {
    fn deep(text: &str, node: &Node<'_>) -> usize {
        match node.get_ref() {
            DeValue::Table(table) if !text[node.span()].starts_with('{') => {
                table.iter().map(|(_, value)| deep(text, value)).fold(node.span().end, usize::max)
            }
            DeValue::Array(items) if is_of_tables(node) => {
                items.iter().map(|item| deep(text, item)).fold(node.span().end, usize::max)
            }
            _ => end(text, node).unwrap_or(node.span().end),
        }
    }
    deep(text, block)
}

/// The list without an item, and without the comment on the item's own line.
pub(super) fn removed(text: &str, list: &Node<'_>, index: usize) -> Option<Splice> {
    let items = list.get_ref().as_array()?;
    let item = items.get(index)?.span();
    let line_start = text[..item.start].rfind('\n').map_or(0, |at| at + 1);
    if is_of_tables(list) {
        let last = block_end(text, &items[index]);
        let end = text[last..].find('\n').map_or(text.len(), |at| last + at + 1);
        return Some((line_start..end, String::new()));
    }
    let close = list.span().end - 1;
    let comma = comma(text, item.end..items.get(index + 1).map_or(close, |next| next.span().start));
    let after = comma.map_or(item.end, |comma| comma + 1);
    let alone = list.span().start < line_start && text[line_start..item.start].trim().is_empty();
    let rest = &text[after..close];
    let line_end = rest.find('\n').filter(|at| {
        let tail = rest[..*at].trim();
        tail.is_empty() || tail.starts_with('#')
    });
    if let (true, Some(at)) = (alone, line_end) {
        return Some((line_start..after + at + 1, String::new()));
    }
    let blanks = |from: usize| text[from..close].bytes().take_while(|byte| *byte == b' ').count();
    let plain = |gap: &str| !gap.contains(['#', '\n']);
    Some(match (comma, index.checked_sub(1).map(|before| items[before].span().end)) {
        (Some(_), _) => (item.start..after + blanks(after), String::new()),
        (None, Some(before)) if plain(&text[before..item.start]) => (before..item.end, String::new()),
        (None, None) if plain(&text[list.span()]) => (list.span().start + 1..close, String::new()),
        (None, _) => (item.start..item.end, String::new()),
    })
}

/// The comma in a stretch between items, comments left out.
fn comma(text: &str, stretch: Range<usize>) -> Option<usize> {
    let mut comment = false;
    for (at, byte) in text[stretch.clone()].bytes().enumerate() {
        match byte {
            b'\n' => comment = false,
            b'#' => comment = true,
            b',' if !comment => return Some(stretch.start + at),
            _ => {}
        }
    }
    None
}
