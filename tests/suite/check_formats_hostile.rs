//! Hostile text in what a check prints: whatever a record, a path or a message says, each format is read back by a reader that is not
//! ours, with as many findings as there were and every text as it was, made safe.

use crate::check_formats::sarif_faults;
use crate::formats::{day, problem};
use crate::formats_hostile::{acts, always, text};
use suits::render::sanitize::{self, line};
use suits::render::{Findings, Page, check_formats, findings};
use suits::view::{Problem, Related};
use unicode_width::UnicodeWidthChar;

/// A few findings whose every text is made of nasty pieces.
fn found(random: &mut fastrand::Rng) -> Vec<Problem> {
    let one = |random: &mut fastrand::Rng| Problem {
        path: format!("briefs/ACME/{}.yaml", text(random)),
        message: text(random),
        help: Some(text(random)),
        excerpt: Some(text(random)),
        pointer: format!("/{}", text(random)),
        related: vec![Related { path: text(random), message: text(random), ..related(&text(random)) }],
        ..problem("")
    };
    (0..random.usize(1..4)).map(|_| one(random)).collect()
}

fn related(excerpt: &str) -> Related {
    Related { excerpt: Some(excerpt.to_owned()), ..problem("").related.remove(0) }
}

fn printed(format: &str, problems: &[Problem]) -> String {
    let mut out = Vec::new();
    let found = Findings { below: "the agency, 100%/", ..Findings::new("check", day("2026-11-21"), problems) };
    let printed = findings(format, &found, &Page::default(), &mut out);
    printed.unwrap_or_else(|message| panic!("{message}")).expect("memory");
    String::from_utf8(out).expect("UTF-8")
}

#[test]
fn nothing_that_acts_is_printed_of_findings() {
    always(|random| {
        let problems = found(random);
        for format in check_formats() {
            let bare = printed(format, &problems).replace("\r\n", "\n");
            assert_eq!(bare.chars().find(|c| acts(*c)), None, "{format}: {bare}");
        }
    });
}

#[test]
fn concise_is_a_line_each_whatever_they_say() {
    always(|random| {
        let problems = found(random);
        let printed = printed("concise", &problems);
        let lines: Vec<&str> = printed.lines().collect();
        assert_eq!(lines.len(), problems.len(), "{printed}");
        for (shown, found) in lines.iter().zip(&problems) {
            let (path, message) = (line(&found.path), line(&found.message));
            assert_eq!(*shown, format!("{path}:4:10: error[vague-deliverable BR07]: {message}"));
        }
    });
}

#[test]
fn text_has_the_same_first_lines_and_no_others_like_them() {
    always(|random| {
        let problems = found(random);
        let (text, concise) = (printed("text", &problems), printed("concise", &problems));
        let heads: Vec<&str> = text.lines().filter(|line| line.contains(": error[vague-deliverable BR07]: ")).collect();
        assert_eq!(heads, concise.lines().collect::<Vec<_>>(), "{text}");
        assert!(text.lines().all(|line| heads.contains(&line) || !line.trim_start().starts_with("::error")), "{text}");
    });
}

/// Columns a text takes, character by character; a joiner takes none and is not printed.
fn columns(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

/// A line as it is to be shown: a tab is four blanks.
fn shown(text: &str) -> String {
    sanitize::text(text).replace('\t', "    ").replace('\u{200d}', "")
}

#[test]
fn the_caret_stands_under_what_is_meant_in_every_script() {
    always(|random| {
        let pieces: Vec<String> = (0..3).map(|_| text(random).replace(['\n', '\r', '\u{feff}'], "")).collect();
        let [before, meant, after] = &pieces[..] else { panic!("three") };
        let length = |text: &str| u32::try_from(text.chars().count()).expect("short");
        if columns(&shown(meant)) == 0 || columns(&shown(&pieces.concat())) > 130 {
            return;
        }
        // One letter stands before all of it, so that no cluster begins outside the line.
        let column = 2 + length(before);
        let problems = [Problem {
            line: 12,
            column,
            end_line: 12,
            end_column: column + length(meant),
            excerpt: Some(format!("x{before}{meant}{after}")),
            related: Vec::new(),
            ..problem("")
        }];
        let text = printed("text", &problems);
        let lines: Vec<&str> = text.lines().collect();
        let source = lines.iter().position(|line| line.starts_with("12 | ")).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(lines[source].trim_end(), format!("12 | x{}", shown(&pieces.concat())).trim_end(), "{text}");
        let mark = lines[source + 1].strip_prefix("   | ").unwrap_or_else(|| panic!("{text}"));
        let start = mark.len() - mark.trim_start().len();
        assert_eq!(start, 1 + columns(&shown(before)), "{text}");
        assert_eq!(mark.trim(), "^".repeat(columns(&shown(meant))), "{text}");
    });
}

#[test]
fn json_gives_every_text_of_a_finding_back() {
    always(|random| {
        let problems = found(random);
        let json: serde_json::Value = serde_json::from_str(&printed("json", &problems)).expect("json");
        let found = json["findings"].as_array().expect("a list");
        assert_eq!(found.len(), problems.len());
        for (read, found) in found.iter().zip(&problems) {
            assert_eq!(
                (&read["message"], &read["path"]),
                (&found.message.as_str().into(), &found.path.as_str().into())
            );
            assert_eq!(read["related"][0]["message"], found.related[0].message.as_str());
        }
    });
}

#[test]
fn gitlab_gives_every_finding_back_once() {
    always(|random| {
        let problems = found(random);
        let json: serde_json::Value = serde_json::from_str(&printed("gitlab", &problems)).expect("json");
        let issues = json.as_array().expect("a list");
        assert_eq!(issues.len(), problems.len());
        let mut names: Vec<&str> = issues.iter().filter_map(|issue| issue["fingerprint"].as_str()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), problems.len(), "GitLab drops a second one of a name");
        for (issue, found) in issues.iter().zip(&problems) {
            let help = found.help.as_deref().unwrap_or_default();
            assert_eq!(issue["description"], format!("{}; {}", line(&found.message), line(help)));
            assert_eq!(issue["location"]["path"], format!("the agency, 100%/{}", found.path));
        }
    });
}

/// `%41` as `A`.
fn percent_decoded(uri: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = uri.bytes();
    while let Some(byte) = rest.next() {
        let digits: String = if byte == b'%' { rest.by_ref().take(2).map(char::from).collect() } else { String::new() };
        bytes.push(if byte == b'%' { u8::from_str_radix(&digits, 16).expect("two digits") } else { byte });
    }
    String::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn sarif_fits_the_standard_whatever_a_record_says() {
    let schema = sarif_faults();
    for seed in 0..150 {
        let problems = found(&mut fastrand::Rng::with_seed(seed));
        let log: serde_json::Value = serde_json::from_str(&printed("sarif", &problems)).expect("json");
        assert_eq!(schema(&log), None, "seed {seed}");
        let results = log["runs"][0]["results"].as_array().expect("a list");
        assert_eq!(results.len(), problems.len(), "seed {seed}");
        for (result, found) in results.iter().zip(&problems) {
            let help = found.help.as_deref().unwrap_or_default();
            assert_eq!(result["message"]["text"], format!("{}\nhelp: {}", line(&found.message), line(help)));
            let uri = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
            let back = percent_decoded(uri.as_str().expect("a text"));
            assert_eq!(back, format!("the agency, 100%/{}", found.path), "seed {seed}");
        }
    }
}

#[test]
fn junit_is_xml_whatever_a_record_says() {
    always(|random| {
        let problems = found(random);
        let xml = printed("junit", &problems);
        let document = roxmltree::Document::parse(&xml).unwrap_or_else(|error| panic!("{error}: {xml}"));
        let failures: Vec<_> = document.descendants().filter(|node| node.has_tag_name("failure")).collect();
        let concise = printed("concise", &problems);
        let told: Vec<&str> = failures.iter().flat_map(|failure| failure.text().unwrap_or_default().lines()).collect();
        for head in concise.lines() {
            let head = format!("the agency, 100%/{head}");
            assert!(told.contains(&&*head), "{head:?} is not in {xml}");
        }
        let heads = told.iter().filter(|line| !line.starts_with("  help: ")).count();
        assert_eq!(heads, problems.len(), "{xml}");
        for failure in failures {
            let case = failure.parent_element().expect("a case");
            let name = case.attribute("name").expect("a name");
            let of_case = |found: &&Problem| name == line(&format!("the agency, 100%/{}", found.path));
            let first = problems.iter().find(of_case).unwrap_or_else(|| panic!("{name:?} in {xml}"));
            let message = failure.attribute("message").expect("a message");
            assert!(message.starts_with(&*line(&first.message)), "{xml}");
        }
    });
}

/// A workflow command: its name, its properties, its message.
type Command = (String, Vec<(String, String)>, String);

/// A workflow command as GitHub's runner reads it.
fn command(line: &str) -> Option<Command> {
    let (head, message) = line.trim_start().strip_prefix("::")?.split_once("::")?;
    let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
    let data = |text: &str| text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
    let property = |text: &str| {
        let text = text.replace("%0D", "\r").replace("%0A", "\n").replace("%3A", ":").replace("%2C", ",");
        text.replace("%25", "%")
    };
    let pairs = properties.split(',').filter_map(|pair| pair.split_once('='));
    let pairs = pairs.map(|(key, value)| (key.to_owned(), property(value)));
    Some((name.to_owned(), pairs.collect(), data(message)))
}

#[test]
fn github_is_told_each_finding_and_nothing_else() {
    always(|random| {
        let problems = found(random);
        let printed = printed("github", &problems);
        let lines: Vec<&str> = printed.lines().collect();
        assert_eq!(lines.len(), problems.len() + 1, "{printed}");
        assert!(command(lines[problems.len()]).is_none(), "the last line is no command: {printed}");
        for (shown, found) in lines.iter().zip(&problems) {
            let (name, properties, message) = command(shown).unwrap_or_else(|| panic!("{shown}"));
            assert_eq!(name, "error");
            let keys: Vec<&str> = properties.iter().map(|(key, _)| key.as_str()).collect();
            assert_eq!(keys, ["file", "line", "endLine", "col", "endColumn", "title"], "{shown}");
            assert_eq!(properties[0].1, sanitize::text(&format!("the agency, 100%/{}", found.path)));
            assert_eq!(properties[5].1, "vague-deliverable BR07");
            let help = found.help.as_deref().unwrap_or_default();
            let related = &found.related[0];
            let why = format!("the agency, 100%/{}:2:1: {}", line(&related.path), line(&related.message));
            assert_eq!(message, format!("{}\n{why}\nhelp: {}", line(&found.message), line(help)), "{shown}");
        }
    });
}
