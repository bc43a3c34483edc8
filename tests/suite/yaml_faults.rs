//! What a coordinator reads when a file cannot be read: the code, the words, the place, and what to type instead.

use suits::source::Position;
use suits::yaml::read;

/// `line:column code: message (help) «text pointed at»`.
fn refusal(text: &str) -> String {
    let fault = read(text).expect_err("refused");
    let Position { line, column } = Position::of(text, fault.span.start as usize);
    let help = fault.help.unwrap_or_default();
    format!("{line}:{column} {}: {} ({help}) «{}»", fault.code, fault.message, fault.span.of(text))
}

#[test]
fn a_text_that_needs_quotes_says_so() {
    assert_eq!(
        refusal("title: x\nproposition: #ForestAtYourDoor\n"),
        "2:14 comment-ate-text: a text that starts with `#` is read as a comment (put the whole text in quotes; a comment has a space behind its `#`) «#ForestAtYourDoor»"
    );
    assert_eq!(
        refusal("to: @kim\n"),
        "1:5 needs-quotes: a text cannot start with `@` unquoted (put the whole text in quotes) «@kim»"
    );
    assert_eq!(
        refusal("items:\n  - id: a\n    text: Store: the locator\n"),
        "3:16 needs-quotes: a text that holds `: ` needs quotes (put the whole text in quotes) «:»"
    );
    assert_eq!(
        refusal("text: \"A shop for me\" is what they say\n"),
        "1:7 needs-quotes: the text goes on behind its closing `\"` (put the whole text in single quotes: `'…'`) «\"A shop for me\" is what they say»"
    );
    assert_eq!(
        refusal("text: [draft] Spring\n"),
        "1:7 needs-quotes: the text goes on behind its closing `]` (put the whole text in double quotes: `\"…\"`) «[draft] Spring»"
    );
    assert_eq!(
        refusal("text: *important* news\n"),
        "1:7 alias: a text that starts with `*` needs quotes; anchors and aliases are not used in records (put the whole text in quotes, or write the value out where it is used) «*important*»"
    );
    assert_eq!(
        refusal("items: [{text: they say walk, never \"hike\"}]\n"),
        "1:31 comma-in-unquoted-text: the comma before this ends the text: inside `{}` it starts another key (put the whole text in quotes, or write one field a line) «never \"hike\"»"
    );
}

#[test]
fn a_slip_of_layout_says_where_to_put_the_line() {
    assert_eq!(
        refusal("a:\n\tb: 1\n"),
        "2:1 tab-indentation: this line is indented with a tab (indent with spaces, two a level) «\t»"
    );
    assert_eq!(
        refusal("a:\n  b: 1\n c: 2\n"),
        "3:2 syntax: this line does not line up with the ones above it (start it in the same column as its neighbours) «c: 2»"
    );
    assert_eq!(
        refusal("title: x\n  due: 2026-12-04\n"),
        "2:6 syntax: there is a `: ` where a text goes on from the line above (start the line in the same column as the other fields, or put the whole text in quotes) «: 2026-12-04»"
    );
    assert_eq!(
        refusal("title: x\nA line of prose\ndue: 2026-12-04\n"),
        "2:1 syntax: this line has no `: ` behind a key (write `key: value`, or indent the line if it goes on from the one above) «A line of prose»"
    );
    assert_eq!(
        refusal("title: 'x\ndue: 2026-12-04\n"),
        "2:1 syntax: the quoted text goes on at the left margin (indent it, or close the quote) «due: 2026-12-04»"
    );
    assert_eq!(
        refusal("tone: [dry, warm\ndue: 2026-12-04\n"),
        "1:7 syntax: the `[` that this text begins with is never closed (put the whole text in quotes, or close the bracket where the list ends) «[»"
    );
}

#[test]
fn a_bracket_that_nothing_closes_is_marked_where_it_opens() {
    let said = |open: char| {
        format!(
            "syntax: the `{open}` that this text begins with is never closed (put the whole text in quotes, or close the bracket where the list \
             ends) «{open}»"
        )
    };
    for rest in [
        "",
        "\n",
        "\ndue: 2026-12-04\n",
        "\n# asked by phone\ndue: 2026-12-04\n",
        "  # asked by phone\ndue: 2026-12-04\n",
        "\ndue: 2026-12-04  # a Friday\ntone: [dry, warm]\n",
        "\ncampaign: null\nnote: she said \"it [sic] is ours\"\n",
        "\nhandoffs:\n  - id: 1k7q\n    stage: briefing   # the first\n",
        "\ntext: >\n  Some words, and more.\n",
        "\r\ndue: 2026-12-04\r\n",
    ] {
        assert_eq!(refusal(&format!("status: open\ntitle: [broken{rest}")), format!("2:8 {}", said('[')), "{rest:?}");
        // in braces, a key that has no value may be met first
        let braces = refusal(&format!("# a job\ntitle: {{broken{rest}"));
        assert!(braces == format!("2:8 {}", said('{')) || braces.contains("«broken»"), "{rest:?}: {braces}");
    }
    let item = "items:\n  - text: fine\n  - text: [draft of it\n    why: no idea  # ask\n  - {id: a, text: b}\n";
    assert_eq!(refusal(item), format!("3:11 {}", said('[')));
    let list = "handoffs:\n  - {id: a, stage: briefing\n  - {id: b, stage: closed}\n";
    assert_eq!(refusal(list), format!("2:5 {}", said('{')));
    // what goes wrong behind a list that is closed has its own cause
    assert_eq!(
        refusal("tone: [dry, warm]\na:\n  b: 1\n c: 2\n"),
        "4:2 syntax: this line does not line up with the ones above it (start it in the same column as its neighbours) «c: 2»"
    );
    assert!(refusal("tone: [\"dry [\", warm]\ntext: Store: the locator\n").starts_with("2:12 needs-quotes"));
    // and so has what goes wrong inside one that is closed further down
    assert!(refusal("tone: [\n  dry,\n  @kim,\n]\n").starts_with("3:3 needs-quotes"));
}

#[test]
fn what_records_do_not_use_is_refused_with_a_way_out() {
    assert_eq!(
        refusal("due: 1\ntitle: x\ndue: 2\n"),
        "3:1 duplicate-key: `due` is written twice here; the first is on line 1 (keep one of the two) «due»"
    );
    assert_eq!(
        refusal("a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> other\n"),
        "2:1 conflict-markers: two versions of this file were merged and not yet sorted out (`suits resolve` merges it by its fields; or keep the right lines, delete the marker lines, then run `git add` on the file) «<<<<<<<»"
    );
    assert_eq!(
        refusal("a: 1\n---\nb: 2\n"),
        "2:1 several-documents: a second document starts here (keep one record in a file, and take the line `---` away) «---»"
    );
    assert_eq!(
        refusal("a: &x 1\nb: *x\n"),
        "1:4 alias: a text that starts with `&` needs quotes; anchors and aliases are not used in records (put the whole text in quotes, or write the value out where it is used) «&x»"
    );
    assert_eq!(
        refusal("a: b\0\n"),
        "1:5 nul-character: there is a NUL character here (open the file in a text editor and save it as UTF-8) «\0»"
    );
}
