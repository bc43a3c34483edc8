//! The lines of an attribute file that hand records to `suits`: put in, mended, taken out; every other line stays byte for byte.
//! Texts in, texts out.

use crate::domain::layout::folder;
use crate::domain::record::Kind;

/// What stands above the lines.
const COMMENT: &str = "# Records are merged and compared by their fields: `suits setup` arms a clone.";
/// What each line gives a record.
const GIVEN: [&str; 2] = ["merge=suits", "diff=suits"];

/// The attribute file of a new book.
pub fn attributes() -> String {
    let lines: Vec<String> = Kind::ALL.iter().map(|kind| line(&pattern(b"", *kind))).collect();
    format!("{COMMENT}\n{}\n", lines.join("\n"))
}

/// Whether some line hands files to the driver: only then does a clone need it.
pub(in crate::store) fn names_driver(text: &[u8]) -> bool {
    let is_one = |line: &[u8]| !line.starts_with(b"#") && words(line).skip(1).any(|word| word == GIVEN[0].as_bytes());
    text.split(|byte| *byte == b'\n').any(is_one)
}

/// A file with every line that is needed, for a book that lies at `below` from where its patterns count.
pub(super) fn with(text: &[u8], below: &[u8]) -> Vec<u8> {
    let wanted: Vec<String> = Kind::ALL.iter().map(|kind| pattern(below, *kind)).collect();
    let mut found = vec![false; wanted.len()];
    let mut whole = Vec::with_capacity(text.len() + 512);
    for own in text.split_inclusive(|byte| *byte == b'\n') {
        let at = wanted.iter().position(|pattern| given_by(own, pattern).is_some_and(|mut given| given.any(is_given)));
        match at {
            // said twice: once will do
            Some(at) if found[at] && given_by(own, &wanted[at]).is_some_and(|mut given| given.all(is_given)) => {}
            Some(at) => {
                found[at] = true;
                whole.extend(mended(own));
            }
            None => whole.extend(own),
        }
    }
    if found.iter().all(|found| *found) {
        return whole;
    }
    let end: &[u8] = if text.windows(2).any(|pair| pair == b"\r\n") { b"\r\n" } else { b"\n" };
    if !whole.is_empty() && !whole.ends_with(b"\n") {
        whole.extend(end);
    }
    let mut lines = Vec::new();
    if !found.contains(&true) && !text.split(|byte| *byte == b'\n').any(|line| line.trim_ascii() == COMMENT.as_bytes())
    {
        lines.push(COMMENT.to_owned());
    }
    lines.extend(wanted.iter().zip(&found).filter(|(_, found)| !**found).map(|(pattern, _)| line(pattern)));
    for line in lines {
        whole.extend(line.as_bytes());
        whole.extend(end);
    }
    whole
}

/// The file without them. What a person wrote on such a line stays.
pub(super) fn without(text: &[u8], below: &[u8]) -> Vec<u8> {
    let wanted: Vec<String> = Kind::ALL.iter().map(|kind| pattern(below, *kind)).collect();
    let mut whole = Vec::with_capacity(text.len());
    for own in text.split_inclusive(|byte| *byte == b'\n') {
        if own.trim_ascii() == COMMENT.as_bytes() {
            continue;
        }
        let given = wanted.iter().find_map(|pattern| given_by(own, pattern)).map(Iterator::collect::<Vec<_>>);
        let Some(given) = given.filter(|given| given.iter().any(|word| is_given(word))) else {
            whole.extend(own);
            continue;
        };
        if given.iter().any(|word| !is_given(word)) {
            let body = own.trim_ascii_end();
            let mut kept = Vec::new();
            for piece in body.split_inclusive(u8::is_ascii_whitespace) {
                if !is_given(piece.trim_ascii()) {
                    kept.extend(piece);
                }
            }
            whole.extend(kept.trim_ascii_end());
            whole.extend(&own[body.len()..]);
        }
    }
    whole
}

/// A file that the lines are for.
pub(super) fn one(kind: Kind) -> String {
    pattern(b"", kind).replace('*', "ACME")
}

/// `jobs/*/*.yaml`, behind where the book lies.
fn pattern(below: &[u8], kind: Kind) -> String {
    let files = match kind {
        Kind::Client => format!("{}/*.yaml", folder(kind)),
        _ => format!("{}/*/*.yaml", folder(kind)),
    };
    if below.is_empty() {
        return files;
    }
    // Signs of a pattern lose their meaning behind a backslash; what a line cannot hold as it is goes into quotes, in which a backslash
    // is written twice.
    let mut escaped: Vec<u8> = vec![b'/'];
    for byte in below {
        if b"\\*?[".contains(byte) {
            escaped.push(b'\\');
        }
        escaped.push(*byte);
    }
    escaped.extend(files.as_bytes());
    let plain = |byte: &u8| byte.is_ascii_graphic() && *byte != b'"';
    match String::from_utf8(escaped) {
        Ok(text) if text.chars().all(|one| !one.is_ascii() || plain(&(one as u8))) => text,
        other => quoted(&other.map_or_else(std::string::FromUtf8Error::into_bytes, String::into_bytes)),
    }
}

fn quoted(bytes: &[u8]) -> String {
    let mut text = String::from("\"");
    for byte in bytes {
        match byte {
            b'"' | b'\\' => {
                text.push('\\');
                text.push(char::from(*byte));
            }
            b' ' => text.push(' '),
            byte if byte.is_ascii_graphic() => text.push(char::from(*byte)),
            byte => text.push_str(&format!("\\{byte:03o}")),
        }
    }
    text.push('"');
    text
}

fn line(pattern: &str) -> String {
    format!("{pattern:<26} {}", GIVEN.join(" "))
}

fn words(line: &[u8]) -> impl Iterator<Item = &[u8]> {
    line.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty())
}

/// The attributes that a line gives what a pattern names; `None` of a line of another pattern.
fn given_by<'l>(line: &'l [u8], pattern: &str) -> Option<impl Iterator<Item = &'l [u8]> + use<'l>> {
    let rest = line.trim_ascii_start().strip_prefix(pattern.as_bytes())?;
    rest.first().is_none_or(u8::is_ascii_whitespace).then(|| words(rest))
}

fn is_given(word: &[u8]) -> bool {
    GIVEN.iter().any(|given| given.as_bytes() == word)
}

/// A line of ours that lacks one of the two gets it.
fn mended(own: &[u8]) -> Vec<u8> {
    let body = own.trim_ascii_end();
    let mut line = body.to_vec();
    for given in GIVEN {
        if !words(body).any(|word| word == given.as_bytes()) {
            line.push(b' ');
            line.extend(given.as_bytes());
        }
    }
    line.extend(&own[body.len()..]);
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> String {
        String::from_utf8_lossy(bytes).into_owned()
    }

    #[test]
    fn what_others_wrote_stays_and_a_second_time_changes_nothing() {
        let others = "# ours\n*.psd binary\n\n*.yaml text eol=lf";
        let once = with(others.as_bytes(), b"");
        assert!(text(&once).starts_with(&format!("{others}\n{COMMENT}\nclients/*.yaml ")), "{}", text(&once));
        assert_eq!(text(&with(&once, b"")), text(&once));
        assert_eq!(text(&without(&once, b"")), format!("{others}\n"));
        assert_eq!(text(&with(b"", b"")), attributes());
        assert_eq!(without(attributes().as_bytes(), b""), b"");
    }

    #[test]
    fn half_a_line_is_made_whole_in_its_place_and_what_a_person_added_to_it_stays() {
        let old = attributes()
            .replace("jobs/*/*.yaml              merge=suits diff=suits", "jobs/*/*.yaml merge=suits -text");
        let mended = text(&with(old.as_bytes(), b""));
        assert_eq!(mended, old.replace("merge=suits -text", "merge=suits -text diff=suits"));
        assert_eq!(text(&without(mended.as_bytes(), b"")), "jobs/*/*.yaml -text\n");
    }

    #[test]
    fn a_line_of_the_same_pattern_for_something_else_is_not_touched() {
        let others = "jobs/*/*.yaml text\r\n";
        let whole = text(&with(others.as_bytes(), b""));
        assert!(whole.starts_with(others), "{whole}");
        assert!(whole.contains("\r\njobs/*/*.yaml              merge=suits diff=suits\r\n"), "{whole}");
        assert_eq!(text(&without(whole.as_bytes(), b"")), others);
    }

    #[test]
    fn a_folder_with_signs_of_patterns_blanks_and_quotes_is_named_as_it_is() {
        assert_eq!(pattern(b"agency/", Kind::Job), "/agency/jobs/*/*.yaml");
        assert_eq!(pattern(b"a[1]/", Kind::Client), "/a\\[1]/clients/*.yaml");
        assert_eq!(pattern(b"my \"b\"/", Kind::Client), "\"/my \\\"b\\\"/clients/*.yaml\"");
        assert_eq!(pattern(b"x *y/", Kind::Client), "\"/x \\\\*y/clients/*.yaml\"");
        assert_eq!(pattern("toimisto-ä/".as_bytes(), Kind::Client), "/toimisto-ä/clients/*.yaml");
        assert_eq!(pattern(b"\xff/", Kind::Client), "\"/\\377/clients/*.yaml\"");
    }

    #[test]
    fn lines_in_quotes_are_put_in_and_taken_out_like_others() {
        let whole = with(b"*.psd binary\n", b"my book/");
        assert!(text(&whole).contains("\"/my book/jobs/*/*.yaml\"   merge=suits diff=suits\n"), "{}", text(&whole));
        assert_eq!(with(&whole, b"my book/"), whole);
        assert_eq!(text(&without(&whole, b"my book/")), "*.psd binary\n");
    }

    #[test]
    fn only_a_line_for_the_driver_asks_for_it() {
        assert!(names_driver(attributes().as_bytes()));
        assert!(!names_driver(b"# merge=suits is not here yet\n*.yaml merge=union diff=suits\nmerge=suits\n"));
    }
}
