//! Three opinions on one text: the fast builder, the full builder and `serde_yaml` agree, or the fast one declines.

use crate::yaml_accidents::mutated;
use crate::yaml_grammar::document;
use fastrand::Rng;
use serde_yaml::Value;
use std::fmt::Write;
use std::path::Path;
use suits::yaml::{Document, Kind, NodeId, Tree, read, read_fast, read_full};

/// How many documents a run makes, over all kinds.
const DOCUMENTS: u64 = 300_000;

/// What came of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Fast,
    Full,
    Refused(&'static str),
}

/// Reads a text every way there is; panics where the opinions differ.
fn judge(text: &str) -> Verdict {
    let (fast, full) = (read_fast(text), read_full(text));
    if let Some(fast) = &fast {
        match &full {
            Ok(full) => assert_eq!(show(text, fast), show(text, full), "fast and full differ on {text:?}"),
            Err(fault) => panic!("only fast reads {text:?}: {fault:?}"),
        }
    }
    let tree = match full {
        Ok(tree) => tree,
        Err(fault) => {
            assert!(fault.span.start <= fault.span.end && fault.span.end as usize <= text.len(), "{text:?} {fault:?}");
            assert!(text.get(fault.span.start as usize..fault.span.end as usize).is_some(), "{text:?} {fault:?}");
            assert!(!fault.message.is_empty() && fault.help.is_some(), "{text:?} {fault:?}");
            assert_eq!(read(text).map_err(|again| again.code), Err(fault.code));
            return Verdict::Refused(fault.code);
        }
    };
    spans_are_sound(text, &tree);
    if let Ok(value) = serde_yaml::from_str::<Value>(text.trim_start_matches('\u{feff}')) {
        let document = Document { text, tree: &tree };
        assert!(
            is_read_otherwise(&document) || agrees(&document, Tree::ROOT, &value),
            "serde_yaml reads {text:?} as {value:?}\n{}",
            show(text, &tree)
        );
    }
    if fast.is_some() { Verdict::Fast } else { Verdict::Full }
}

/// A tree as one line a node, for messages and comparisons.
fn show(text: &str, tree: &Tree) -> String {
    let document = Document { text, tree };
    let ids = 0..NodeId::try_from(tree.nodes.len()).expect("small");
    ids.fold(String::new(), |mut out, id| {
        writeln!(out, "{id} {:?} {:?}", tree.node(id), document.scalar(id)).expect("writes");
        out
    })
}

/// Every node lies inside its parent, behind the node before it, and on whole characters.
fn spans_are_sound(text: &str, tree: &Tree) {
    let mut last = 0;
    for (id, node) in tree.nodes.iter().enumerate() {
        assert!(node.start <= node.end && node.end as usize <= text.len(), "{text:?}\n{}", show(text, tree));
        assert!(node.start >= last, "in order: {text:?}\n{}", show(text, tree));
        assert!(text.is_char_boundary(node.start as usize) && text.is_char_boundary(node.end as usize));
        last = node.start;
        for child in tree.children(NodeId::try_from(id).expect("small")) {
            let child = tree.node(child);
            let is_inside = child.start >= node.start && child.end <= node.end && child.next <= node.next;
            assert!(is_inside, "{text:?}\n{}", show(text, tree));
        }
    }
}

/// Whether `serde_yaml` sees the same value. It types by YAML 1.1 habits, so numbers and truth values are compared as what was written;
/// it takes no line break from a block text at the end of a file without one.
fn agrees(document: &Document<'_>, id: NodeId, value: &Value) -> bool {
    let tree = document.tree;
    let node = tree.node(id);
    match value {
        Value::Sequence(items) => {
            let ids: Vec<NodeId> = tree.children(id).collect();
            node.kind.is_list()
                && ids.len() == items.len()
                && ids.iter().zip(items).all(|(&id, item)| agrees(document, id, item))
        }
        Value::Mapping(entries) => {
            let ids: Vec<(NodeId, NodeId)> = tree.entries(id).collect();
            let pairs = ids.iter().zip(entries);
            node.kind.is_map()
                && ids.len() == entries.len()
                && pairs
                    .into_iter()
                    .all(|(&(key, id), (name, value))| agrees(document, key, name) && agrees(document, id, value))
        }
        Value::String(text) => {
            let ours = document.scalar(id);
            let at_end = matches!(node.kind, Kind::Literal | Kind::Folded) && !document.text.ends_with('\n');
            node.kind.is_scalar() && (ours == *text || (at_end && ours.trim_end() == text.trim_end()))
        }
        Value::Null => {
            node.kind == Kind::Absent
                || (node.kind == Kind::Plain && matches!(document.raw(id), "~" | "null" | "Null" | "NULL"))
        }
        Value::Bool(truth) => node.kind == Kind::Plain && document.raw(id).eq_ignore_ascii_case(&truth.to_string()),
        Value::Number(_) => {
            node.kind == Kind::Plain
                && document.raw(id).contains(|first: char| first.is_ascii_digit() || ".nN".contains(first))
        }
        Value::Tagged(_) => false,
    }
}

/// Where `serde_yaml` reads YAML 1.1: U+0085, U+2028 and U+2029 break lines; inside brackets `?` always begins a key;
/// a byte-order mark on a later line is a letter.
/// A block text that is the whole document may stand at the left margin; it takes its lines for comments.
fn is_read_otherwise(document: &Document<'_>) -> bool {
    let mut nodes = document.tree.nodes.iter();
    document.text.contains(['\u{85}', '\u{2028}', '\u{2029}'])
        || document.text.rfind('\u{feff}').is_some_and(|at| at > 0)
        || document.tree.node(Tree::ROOT).kind.is_scalar()
        || nodes.any(|node| node.kind == Kind::Plain && node.span().of(document.text).starts_with('?'))
}

/// The seed of a run: new every time, printed, and fixed by `SUITS_SEED`.
#[expect(clippy::print_stdout, clippy::disallowed_methods, reason = "a failure is repeated from its seed")]
pub(crate) fn seed() -> u64 {
    let seed = std::env::var("SUITS_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or_else(|| fastrand::u64(..));
    println!("SUITS_SEED={seed}");
    seed
}

#[test]
fn generated_documents_are_read_alike() {
    let mut rng = Rng::with_seed(seed());
    let mut taken = 0;
    for _ in 0..DOCUMENTS * 2 / 5 {
        let text = document(&mut rng);
        match judge(&text) {
            Verdict::Fast => taken += 1,
            Verdict::Full => {}
            Verdict::Refused(code) => panic!("{code}: {text}"),
        }
    }
    assert!(taken * 100 >= DOCUMENTS * 2 / 5 * 95, "fast took {taken}");
}

#[test]
fn mutated_documents_are_read_alike_or_refused() {
    let mut rng = Rng::with_seed(seed());
    for _ in 0..DOCUMENTS * 3 / 5 {
        let text = document(&mut rng);
        judge(&mutated(&mut rng, &text));
    }
}

/// The cases by hand: verdict, what each stresses, the document.
fn cases() -> Vec<(&'static str, &'static str, String)> {
    let lines = include_str!("yaml_cases.txt").lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let mut parts = line.splitn(3, '|');
            let mut part = || parts.next().expect("three parts");
            let (verdict, name, text) = (part().trim(), part().trim(), part());
            (verdict, name, unescaped(text.strip_prefix(' ').unwrap_or(text)))
        })
        .collect()
}

fn unescaped(line: &str) -> String {
    let (mut out, mut rest) = (String::new(), line);
    while let Some((before, after)) = rest.split_once('\\') {
        out += before;
        let sign = after.chars().next().expect("an escape");
        rest = &after[1..];
        match sign {
            'n' => out.push('\n'),
            'r' => out.push('\r'),
            't' => out.push('\t'),
            '0' => out.push('\0'),
            'e' => out.push('\u{feff}'),
            'u' => {
                let (digits, behind) = rest[1..].split_once('}').expect("closed");
                out.extend(u32::from_str_radix(digits, 16).ok().and_then(char::from_u32));
                rest = behind;
            }
            other => out.push(other),
        }
    }
    out + rest
}

#[test]
fn every_case_by_hand_is_read_as_it_says() {
    let cases = cases();
    assert!(cases.len() >= 300, "{}", cases.len());
    let mut wrong = String::new();
    for (expected, name, text) in &cases {
        let found = match judge(text) {
            Verdict::Fast => "fast",
            Verdict::Full => "full",
            Verdict::Refused(code) => code,
        };
        if found != *expected {
            writeln!(wrong, "{name}: {found}, not {expected}: {text:?} {:?}", read_full(text).err()).expect("writes");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn cases_by_hand_survive_accidents() {
    let mut rng = Rng::with_seed(seed());
    let cases = cases();
    for _ in 0..DOCUMENTS / 5 {
        let (.., text) = &cases[rng.usize(0..cases.len())];
        judge(&mutated(&mut rng, text));
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the files are read as they lie there")]
fn what_people_write_is_read_fast() {
    let roots = ["tests/books", "examples", "src/domain/templates"]
        .map(|root| Path::new(env!("CARGO_MANIFEST_DIR")).join(root));
    let files = roots.iter().flat_map(walkdir::WalkDir::new).filter_map(Result::ok);
    let records = files.filter(|file| file.path().extension().is_some_and(|extension| extension == "yaml"));
    let (mut all, mut declined) = (0, Vec::new());
    for file in records {
        let Ok(text) = std::fs::read_to_string(file.path()) else { continue };
        match judge(&text) {
            Verdict::Fast => {}
            Verdict::Full => declined.push(file.path().display().to_string()),
            Verdict::Refused(_) => continue, // broken on purpose, for other tests
        }
        all += 1;
    }
    assert!(all > 0 && declined.len() * 100 <= all * 2, "of {all}, declined: {declined:?}");
}
