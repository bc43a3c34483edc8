//! The traps of YAML that editors and readers fall into, each by name. What is expected is derived by hand from YAML 1.2.2.

use suits::yaml::{Document, Kind, NodeId, Tree, check_bytes, read, read_fast, read_full};

/// What both builders make of a text: kind, raw text and decoded text of every node.
fn nodes(text: &str) -> Vec<(Kind, String, String)> {
    let tree = read_full(text).unwrap_or_else(|fault| panic!("{fault:?}"));
    if let Some(fast) = read_fast(text) {
        assert_eq!(fast, tree);
    }
    let document = Document { text, tree: &tree };
    let ids = 0..NodeId::try_from(tree.nodes.len()).expect("small");
    ids.map(|id| (tree.node(id).kind, document.raw(id).to_owned(), document.scalar(id).into_owned())).collect()
}

fn last(text: &str) -> (Kind, String, String) {
    nodes(text).pop().expect("a node")
}

fn raw_of_last(text: &str) -> String {
    last(text).1
}

fn value(text: &str) -> String {
    last(text).2
}

fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect::<Vec<String>>().join("\n") + "\n"
}

fn code(text: &str) -> &'static str {
    read(text).expect_err("refused").code
}

#[test]
fn a_block_texts_span_runs_from_its_sign_to_its_last_line_of_content() {
    assert_eq!(raw_of_last("a: |  # why\n    b\n\n    c\n\n\n"), "|  # why\n    b\n\n    c");
    assert_eq!(raw_of_last("a:\n  b: >-\n    c\n\n"), ">-\n    c", "nothing of the lines behind it");
    assert_eq!(raw_of_last("a: |-\n"), "|-", "of a header alone, the header");
}

#[test]
fn an_absent_value_is_a_point_behind_its_colon_or_dash() {
    let point = |text: &str| {
        let tree = read(text).expect("reads");
        let node = *tree.nodes.last().expect("a node");
        assert_eq!((node.kind, node.start), (Kind::Absent, node.end));
        node.start
    };
    assert_eq!(point("a: 1\nkey:   # c\n"), 9);
    assert_eq!(point("-  a\n-  \n"), 6);
    assert_eq!(point("a: {b: }\n"), 6);
    assert_eq!(point("\u{feff}# empty\n"), 3);
}

#[test]
fn a_block_collection_ends_with_its_last_leaf() {
    let tree = read("a:\n  b: 1   # c\n\n# d\ne: 2\n").expect("reads");
    let inner = tree.nodes.iter().filter(|node| node.kind == Kind::BlockMap).nth(1).expect("the inner map");
    assert_eq!((inner.start, inner.end), (5, 9));
    let tree = read("a:\n- |\n  b\n\n- [c,\n   d]  \n\n\n").expect("reads");
    let list = tree.nodes.iter().find(|node| node.kind == Kind::BlockList).expect("a list");
    assert_eq!((list.start, list.end), (3, 23));
}

#[test]
fn a_list_may_stand_in_the_column_of_its_key() {
    let found = nodes("a:\n- 1\n- 2\nb: 3\n");
    assert_eq!(found[2].1, "- 1\n- 2");
    assert_eq!(found.len(), 7);
}

#[test]
fn dashes_in_a_row_are_lists_in_lists() {
    let kinds: Vec<Kind> = nodes("- - x\n  - y\n").into_iter().map(|node| node.0).collect();
    assert_eq!(kinds, [Kind::BlockList, Kind::BlockList, Kind::Plain, Kind::Plain]);
}

#[test]
fn a_question_mark_key_is_refused() {
    assert_eq!(code("? a\n: b\n"), "complex-key");
    assert_eq!(code("a:\n  ? b\n"), "complex-key");
    assert_eq!(value("a: what? no\n"), "what? no");
}

#[test]
fn a_comment_behind_a_key_does_not_hide_the_value_below() {
    assert_eq!(value("key:  # comment\n  value\n"), "value");
    assert_eq!(value("key:  # comment\n  # more\n\n  - value\n"), "value");
}

#[test]
fn a_hash_without_a_space_before_it_is_text() {
    assert_eq!(value("a: b#c\n"), "b#c");
    assert_eq!(value("a: b # c\n"), "b");
    assert_eq!(value("a: [b#c]\n"), "b#c");
    assert_eq!(code("a: #b\n"), "comment-ate-text");
}

#[test]
fn a_hashtag_in_a_text_is_not_lost_as_a_comment() {
    assert_eq!(code("a: #b\n"), "comment-ate-text");
    assert_eq!(code("mandatories:\n  - Use #ForestAtYourDoor in all posts\n"), "comment-ate-text");
    assert_eq!(code("a: ใช้ #ป่า\n"), "comment-ate-text");
    assert_eq!(code("a: [use #b,\n  c]\n"), "comment-ate-text");
    assert_eq!(value("a: \"Use #b\" # c\n"), "Use #b");
    assert_eq!(value("due: 2026-12-04 #agreed\n"), "2026-12-04", "behind a date it is a comment for certain");
}

#[test]
fn a_colon_inside_brackets_makes_a_key_only_before_a_blank() {
    assert_eq!(value("a: [b:c, 12:30]\n"), "12:30");
    assert_eq!(value("a: {b: c:d}\n"), "c:d");
    assert_eq!(code("a: [b: c]\n"), "syntax");
}

#[test]
fn a_block_text_at_the_end_of_a_file_needs_no_newline() {
    for text in ["a: |\n  b", "a: |\n  b\n", "a: >\n  b", "a: >\n  b\n\n"] {
        assert_eq!(value(text), "b\n", "{text:?}");
    }
    assert_eq!(value("a: |-\n  b"), "b");
}

#[test]
fn words_and_numbers_of_old_yaml_are_texts() {
    for word in ["12:30", "no", "0o14", ".5", "1_000", "yes", "on", "0x1f", "1.10", "007", "=", "2026-12-04"] {
        assert_eq!(value(&format!("a: {word}\n")), word);
    }
    assert_eq!(last("a: ~\n"), (Kind::Plain, "~".into(), "~".into()));
}

#[test]
fn chomping_keeps_takes_or_clips_the_last_breaks() {
    assert_eq!(value("a: |\n  b\n\n\n"), "b\n");
    assert_eq!(value("a: |-\n  b\n\n\n"), "b");
    assert_eq!(value("a: |+\n  b\n\n\n"), "b\n\n\n");
    assert_eq!(value("a: |+\n  b\n   \n"), "b\n \n", "a line deeper than the text is text");
}

#[test]
fn folding_keeps_the_breaks_beside_deeper_lines() {
    assert_eq!(value("a: >\n  b\n  c\n\n  d\n"), "b c\nd\n");
    assert_eq!(value("a: >\n  b\n    c\n  d\n"), "b\n  c\nd\n");
    assert_eq!(value("a: >\n  b\n\n    c\n"), "b\n\n  c\n");
    assert_eq!(value("a: >2\n    b\n  c\n"), "  b\nc\n");
}

#[test]
fn quoted_and_plain_lines_fold_into_one() {
    assert_eq!(value("a: b\n  c\n\n\n  d\n"), "b c\n\nd");
    assert_eq!(value("a: 'b  \n   c'\n"), "b c");
    assert_eq!(value("a: \"b \\\n   c\\td\"\n"), "b c\td");
}

#[test]
fn carriage_returns_belong_to_line_breaks_and_never_to_texts() {
    assert_eq!(value("a: b\r\n"), "b");
    assert_eq!(value("a: |\r\n  b\r\n\r\n  c\r\n"), "b\n\nc\n");
    assert_eq!(value("a: \"b\r\n  c\"\r\n"), "b c");
    assert_eq!(raw_of_last("a: |\r\n  b\r\n\r\n"), "|\r\n  b");
}

#[test]
fn bytes_that_are_no_text_are_refused_with_their_place() {
    let fault = check_bytes(b"a: 1\nb: \xc3\xa4\xff\n").expect_err("refused");
    assert_eq!((fault.code, fault.position.line, fault.position.column), ("not-utf-8", 2, 5));
    assert_eq!(check_bytes(b"a: \0").expect_err("refused").code, "nul-character");
    assert_eq!(check_bytes(b"\xff\xfea\0").expect_err("refused").message, "this file is saved as UTF-16");
    assert_eq!(check_bytes("a: ä".as_bytes()), Ok("a: ä"));
}

#[test]
fn a_hundred_levels_of_nesting_are_too_many_and_sixty_four_are_not() {
    let lists = |depth: usize| format!("{}x\n", "- ".repeat(depth));
    assert_eq!(read(&lists(64)).expect("reads").nodes.len(), 65);
    assert_eq!(read_fast(&lists(64)), read_full(&lists(64)).ok());
    assert_eq!(code(&lists(65)), "too-deep");
    let brackets = |depth: usize| format!("a: {}{}\n", "[".repeat(depth), "]".repeat(depth));
    assert_eq!(read(&brackets(63)).expect("reads").nodes.len(), 65);
    assert_eq!(read_fast(&brackets(63)), read_full(&brackets(63)).ok());
    assert_eq!(code(&brackets(64)), "too-deep");
}

#[test]
fn hostile_texts_are_refused_or_read_in_a_moment() {
    assert_eq!(code(&"[".repeat(200_000)), "too-deep");
    assert_eq!(code(&"- ".repeat(100_000)), "too-deep");
    assert_eq!(code(&"{a: ".repeat(100_000)), "too-deep");
    assert_eq!(code(&lines(3_000, |deep| format!("{}a:", " ".repeat(deep)))), "too-deep");
    assert_eq!(code("a: &a [x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\n"), "alias");
    let keys = lines(300_000, |key| format!("key{key}: {key}"));
    assert_eq!(read(&keys).expect("reads").nodes.len(), 600_001);
    assert_eq!(code(&format!("{keys}key7: x\n")), "duplicate-key");
    let long = format!("a: \"{}\"\n", "x".repeat((16 << 20) - 7));
    assert_eq!(read(&long).expect("reads").nodes.len(), 3);
    assert_eq!(code(&format!("{long}  ")), "too-large");
    let items = lines(300_000, |item| format!("- {item}"));
    assert_eq!(read_fast(&items).map(|tree: Tree| tree.nodes.len()), Some(300_001));
    let quotes = format!("a: '{}\n", "''".repeat(100_000));
    assert_eq!(code(&quotes), "syntax");
}
