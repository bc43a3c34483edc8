//! Two changes of one record put together, one of which only sets something out anew: as that side set it, whichever side is ours.

use super::clean;

/// What one side set out anew and the other changed comes to this, both ways round.
#[track_caller]
fn stands(base: &str, laid: &str, changed: &str, both: &str) {
    let [base, laid, changed, both] = [base, laid, changed, both].map(|text| format!("title: x\n{text}end: 1\n"));
    assert_eq!(clean(&base, &changed, &laid), both);
    assert_eq!(clean(&base, &laid, &changed), both);
}

const DEEP: &str = "lines:\n  - id: a\n    net: 1\n  - id: b\n    net: 2\n";
const FLUSH: &str = "lines:\n- id: a\n  net: 1\n- id: b\n  net: 2\n";

#[test]
fn a_list_set_deeper_or_flush_by_one_side_stays_so_where_the_other_changes_what_is_in_it() {
    let more = "  - id: c\n    text: |\n      ยี่ห้อ\n        ลึก\n";
    for (base, laid) in [(DEEP, FLUSH), (FLUSH, DEEP)] {
        stands(base, laid, &base.replace("net: 2", "net: 3"), &laid.replace("net: 2", "net: 3"));
    }
    let flush = format!("{FLUSH}- id: c\n  text: |\n    ยี่ห้อ\n      ลึก\n");
    stands(DEEP, FLUSH, &format!("{DEEP}{more}"), &flush);
    // who sets it out anew may change something in it too
    let (laid, both) =
        (FLUSH.replace("net: 1", "net: 9"), FLUSH.replace("net: 1", "net: 9").replace("net: 2", "net: 3"));
    stands(DEEP, &laid, &DEEP.replace("net: 2", "net: 3"), &both);
}

#[test]
fn each_map_and_list_of_a_record_is_as_deep_as_the_side_has_it_that_changed_its_depth() {
    let team = "team:\n  creative: kim\n  traffic: tom\n";
    let (base, laid) = (format!("{DEEP}{team}"), format!("{DEEP}{}", team.replace("  ", "    ")));
    let changed = format!("{FLUSH}{team}").replace("tom", "bo").replace("net: 2", "net: 3");
    let both = format!("{}{}", FLUSH.replace("net: 2", "net: 3"), team.replace("  ", "    ").replace("tom", "bo"));
    stands(&base, &laid, &changed, &both);
    // wide dashes
    let wide = "lines:\n  -   id: a\n      net: 1\n  -   id: b\n      net: 2\n";
    stands(DEEP, wide, &DEEP.replace("net: 2", "net: 3"), &wide.replace("net: 2", "net: 3"));
    // where both set it out anew, the shallower way
    let deeper = "lines:\n    - id: a\n      net: 1\n    - id: b\n      net: 3\n";
    stands(DEEP, deeper, FLUSH, &FLUSH.replace("net: 2", "net: 3"));
}

#[test]
fn comments_blank_lines_and_a_quoted_key_stay_as_the_side_set_them_that_changed_that() {
    let base = "lines:   # net\n  # first\n  - id: a # x\n    net: 1\n  - id: b\n    net: 2\n  # last\n";
    let laid = "lines: # net\n# first\n- id: a   # x\n  net: 1\n\n- id: b\n  net: 2\n# last\n";
    stands(base, laid, &base.replace("net: 1", "net: 3"), &laid.replace("net: 1", "net: 3"));
    stands(base, laid, &base.replace("net: 2", "net: 3"), &laid.replace("net: 2", "net: 3"));
    let quoted = DEEP.replace("lines", "\"lines\"");
    stands(DEEP, &quoted, &DEEP.replace("net: 2", "net: 3"), &quoted.replace("net: 2", "net: 3"));
    // both put blank lines there: as few as the one has
    let (one, two) = (DEEP.replace("  - id: b", "\n  - id: b"), DEEP.replace("  - id: b", "\n\n  - id: b"));
    stands(
        DEEP,
        &one.replace("net: 2", "net: 3"),
        &two.replace("net: 1", "net: 4"),
        &one.replace("net: 2", "net: 3").replace("net: 1", "net: 4"),
    );
}

#[test]
fn a_text_block_is_as_deep_as_the_side_has_it_that_changed_its_depth() {
    let base = "text: |\n  one\n  two\n  three\n";
    let laid = base.replace("  ", "     ").replace("three", "drei");
    stands(base, &laid, &base.replace("one", "eins"), &laid.replace("one", "eins"));
}

#[test]
fn what_one_side_brings_from_brackets_to_lines_or_back_comes_out_one_way_whichever_side_is_ours() {
    let brackets = "tone: [dry, warm]\nlines:\n  - {id: a, net: 1}\n  - {id: b, net: 2}\n";
    let lines = "tone:\n- dry\n- warm\nlines:\n  - id: a\n    net: 1\n  - id: b\n    net: 2\n";
    // what the other side changed whole is as that side wrote it; the rest is as it was set out anew
    let changed = brackets.replace("warm", "calm").replace("net: 2", "net: 3");
    stands(brackets, lines, &changed, "tone: [dry, calm]\nlines:\n  - id: a\n    net: 1\n  - {id: b, net: 3}\n");
    let changed = lines.replace("warm", "calm").replace("net: 2", "net: 3");
    stands(lines, brackets, &changed, "tone:\n- dry\n- calm\nlines:\n  - {id: a, net: 1}\n  - id: b\n    net: 3\n");
    // where both changed it, in lines
    let both = "tone:\n- dry\n- warm\n- calm\n- cool\nlines:\n  - id: a\n    net: 4\n  - id: b\n    net: 3\n";
    let laid = lines.replace("- warm\n", "- warm\n- calm\n").replace("net: 1", "net: 4");
    let changed = brackets.replace("warm", "warm, cool").replace("net: 2", "net: 3");
    let [base, laid, changed, both] = [brackets, &laid, &changed, both].map(|text| format!("title: x\n{text}end: 1\n"));
    assert_eq!(clean(&base, &laid, &changed), both.replace("  - id: b\n    net: 3", "  - {id: b, net: 3}"));
    let other =
        both.replace("- calm\n- cool\n", "- cool\n- calm\n").replace("  - id: b\n    net: 3", "  - {id: b, net: 3}");
    assert_eq!(clean(&base, &changed, &laid), other);
}
