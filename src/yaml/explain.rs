//! What the library parser complains about, in a coordinator's words: the usual mistake on the line, else the plain error.

use super::Fault;
use super::full::DEPTH;
use crate::source::Span;
use granit_parser::{ErrorKind, ScanError};

/// Turns a syntax error into a fault that says what to type.
pub(super) fn explain(text: &str, error: &ScanError) -> Fault {
    let at = error.marker().byte_offset().unwrap_or(text.len()).min(text.len());
    let at = text.floor_char_boundary(at);
    let line = Line::around(text, at);
    if let Some(fault) = tab(&line, error.kind()) {
        return fault;
    }
    if matches!(error.kind(), ErrorKind::RecursionLimitExceeded) {
        return Fault::new(
            "too-deep",
            format!("more than {DEPTH} lists and maps lie inside each other here"),
            Span::at(at),
        )
        .help("no record is that deep; look for stray `[`, `{` or `-`");
    }
    if let Some(fault) = unclosed(text, &line, error.kind()) {
        return fault;
    }
    if let Some(fault) = unquoted(&line) {
        return fault;
    }
    let span = Span::new(at, line.end().max(at));
    plain(error, span)
}

/// One line and where it starts.
struct Line<'t> {
    text: &'t str,
    start: usize,
}

impl<'t> Line<'t> {
    fn around(text: &'t str, at: usize) -> Line<'t> {
        let start = text[..at].rfind('\n').map_or(0, |line| line + 1);
        let length = text[start..].find(['\n', '\r']).unwrap_or(text.len() - start);
        Line { text: &text[start..start + length], start }
    }

    fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

fn tab(line: &Line<'_>, kind: &ErrorKind) -> Option<Fault> {
    let leading = line.text.len() - line.text.trim_start().len();
    let found = line.text[..leading].find('\t');
    let complains = matches!(
        kind,
        ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
            | ErrorKind::TabNotAllowed
            | ErrorKind::TabInPlainScalar
            | ErrorKind::TabAtBlockScalarStart
    );
    let at = match found {
        Some(at) => line.start + at,
        None if complains => line.start,
        None => return None,
    };
    Some(
        Fault::new(
            "tab-indentation",
            "this line is indented with a tab",
            Span::new(at, at + usize::from(found.is_some())),
        )
        .help("indent with spaces, two a level"),
    )
}

/// The bracket that a value begins with and nothing closes, in the nearest line above that has one: the parser reads on behind it, and
/// complains of whatever cannot stand in brackets.
fn unclosed(text: &str, line: &Line<'_>, kind: &ErrorKind) -> Option<Fault> {
    // a quote that is open hides the brackets behind it
    if matches!(kind, ErrorKind::UnclosedQuotedScalar | ErrorKind::InvalidQuotedScalarIndent) {
        return None;
    }
    let mut start = line.start;
    loop {
        let above = Line::around(text, start);
        let (value, at) = value_of(&above);
        let open = value.chars().next().filter(|first| "[{".contains(*first));
        if let Some(open) = open.filter(|_| !is_closed(&text[at..])) {
            let message = format!("the `{open}` that this text begins with is never closed");
            let help = "put the whole text in quotes, or close the bracket where the list ends";
            return Some(Fault::new("syntax", message, Span::new(at, at + 1)).help(help));
        }
        start = above.start.checked_sub(1)?;
    }
}

/// What a line has behind its key or dash, and where; nothing where it has neither.
fn value_of<'t>(line: &Line<'t>) -> (&'t str, usize) {
    let text = line.text.trim_end();
    let mut value = text.trim_start();
    while let Some(item) = value.strip_prefix("- ") {
        value = item.trim_start();
    }
    if !value.starts_with(['[', '{', '#', '"', '\'']) {
        value = value.find(": ").map_or("", |colon| value[colon + 2..].trim_start());
    }
    (value, line.start + text.len() - value.len())
}

/// Whether the bracket that a text begins with is closed in it; brackets in quotes and in comments are none.
fn is_closed(text: &str) -> bool {
    let (mut depth, mut quote, mut before) = (0_usize, None, ' ');
    let mut is_comment = false;
    for one in text.chars() {
        match (quote, one) {
            _ if is_comment => is_comment = one != '\n',
            (Some(open), _) => quote = quote.filter(|_| one != open),
            (None, '#') if before.is_whitespace() => is_comment = true,
            (None, '"' | '\'') if before.is_whitespace() || "[{,:".contains(before) => quote = Some(one),
            (None, '[' | '{') => depth += 1,
            (None, ']' | '}') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return true;
                }
            }
            (None, _) => {}
        }
        before = one;
    }
    false
}

/// The texts people forget to quote: they start with a sign of YAML's, go on behind a quote or bracket, or hold `: `.
fn unquoted(line: &Line<'_>) -> Option<Fault> {
    let mut value = line.text.trim_start();
    while let Some(item) = value.strip_prefix("- ") {
        value = item.trim_start();
    }
    let first = value.chars().next()?;
    if !"\"'[{@`%*&!|>".contains(first) {
        let colon = value.find(": ")?;
        value = value[colon + 2..].trim_start();
    }
    let start = line.end() - value.len();
    let span = Span::new(start, line.end());
    let first = value.chars().next()?;
    match first {
        '@' | '`' | '%' | '*' | '&' | '!' | '|' | '>' => Some(
            Fault::new("needs-quotes", format!("a text cannot start with `{first}` unquoted"), span)
                .help("put the whole text in quotes"),
        ),
        '"' | '\'' | '[' | '{' => {
            let close = match first {
                '[' => ']',
                '{' => '}',
                quote => quote,
            };
            let behind = value[1..].find(close)? + 2;
            let rest = value[behind..].trim_start();
            let goes_on = rest.starts_with(|next: char| next.is_alphanumeric() || "\"'([{-–—.;!?".contains(next));
            goes_on.then(|| {
                let quote = if first == '"' { "single quotes: `'…'`" } else { "double quotes: `\"…\"`" };
                Fault::new("needs-quotes", format!("the text goes on behind its closing `{close}`"), span)
                    .help(format!("put the whole text in {quote}"))
            })
        }
        _ => {
            let colon = value.find(": ")?;
            Some(
                Fault::new(
                    "needs-quotes",
                    "a text that holds `: ` needs quotes",
                    Span::new(start + colon, start + colon + 1),
                )
                .help("put the whole text in quotes"),
            )
        }
    }
}

fn plain(error: &ScanError, span: Span) -> Fault {
    let (message, help) = match error.kind() {
        ErrorKind::UnclosedQuotedScalar => ("the quote that opens here is never closed", "close it, or take it away"),
        ErrorKind::UnclosedFlowCollection { .. }
        | ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping => {
            ("the bracket that opens here is never closed", "close it, or put the text in quotes")
        }
        ErrorKind::MisplacedFlowCollectionEnd | ErrorKind::MismatchedFlowCollectionEnd { .. } => {
            ("this bracket does not close anything that is open", "take it away, or put the text in quotes")
        }
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => (
            "this line has no `: ` behind a key",
            "write `key: value`, or indent the line if it goes on from the one above",
        ),
        ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::InvalidIndentation
        | ErrorKind::BlockSequenceEntryNotAllowed => {
            ("this line does not line up with the ones above it", "start it in the same column as its neighbours")
        }
        ErrorKind::MappingValueNotAllowed => (
            "there is a `: ` where a text goes on from the line above",
            "start the line in the same column as the other fields, or put the whole text in quotes",
        ),
        ErrorKind::InvalidColonPlacement => {
            ("a bracket opened above is still open here", "close it, or put the text that starts with it in quotes")
        }
        ErrorKind::CommentInterceptedScalar => {
            ("a comment stands in the middle of this text", "put the text in quotes, or use `>` and indent it below")
        }
        ErrorKind::UnknownQuotedScalarEscape | ErrorKind::InvalidQuotedScalarHexEscape => {
            ("there is a `\\` in this text that means nothing", "write `\\\\`, or use single quotes")
        }
        ErrorKind::InvalidBlockScalarIndent => {
            ("a line of this text is indented less than its first one", "start all its lines in the same column")
        }
        ErrorKind::InvalidQuotedScalarIndent => {
            ("the quoted text goes on at the left margin", "indent it, or close the quote")
        }
        ErrorKind::ExpectedFlowMappingSeparator | ErrorKind::ExpectedFlowSequenceSeparator => {
            ("there is no comma or closing bracket here", "close the bracket, or put the text in quotes")
        }
        _ => {
            return Fault::new("syntax", format!("this is not YAML: {}", error.info()), span)
                .help("write one `key: value` a line, and put unusual texts in quotes");
        }
    };
    Fault::new("syntax", message, span).help(help)
}
