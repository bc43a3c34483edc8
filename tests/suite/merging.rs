//! Two changes of one record put together: the nastiest cases by name, each result worked out by hand.

mod layout;

use suits::domain::record::Kind;
use suits::domain::workflow::Workflow;
use suits::history::merge::{Labels, Merged, Rules, Sides, Unmergeable, merge};

/// What two changes come to; `base` empty means that both added the record.
pub(super) fn merged(kind: Kind, base: &str, ours: &str, theirs: &str) -> Merged {
    let workflow = Workflow::usual();
    let sides = Sides { base: (!base.is_empty()).then_some(base), ours, theirs };
    let labels = Labels { ours: "HEAD".to_owned(), theirs: "feature".to_owned(), ..Labels::default() };
    merge(Some(kind), &sides, &labels, &Rules { workflow: Some(&|| Some(&workflow)) }).expect("all versions read")
}

/// The text of a merge without conflicts.
pub(super) fn clean(base: &str, ours: &str, theirs: &str) -> String {
    let merged = merged(Kind::Brief, base, ours, theirs);
    assert_eq!(merged.conflicts, [], "{}", merged.text);
    merged.text
}

/// The text of a merge with conflicts, and what is said of them.
pub(super) fn clashing(base: &str, ours: &str, theirs: &str) -> (String, Vec<String>) {
    let merged = merged(Kind::Brief, base, ours, theirs);
    let told = merged.conflicts.iter().map(|conflict| format!("{}: {}", conflict.path, conflict.message));
    (merged.text, told.collect())
}

const FILM: &str =
    "title: Spring film   # firm\ndue: 2026-12-04\nlines:\n  - id: a\n    net: 1\n  - id: b\n    net: 2\n";

#[test]
fn neighbouring_fields_do_not_clash() {
    let ours = FILM.replace("Spring film", "Kevään filmi");
    let theirs = FILM.replace("2026-12-04", "2026-12-11");
    // git takes two changed lines next to each other for one change
    assert_eq!(clean(FILM, &ours, &theirs), ours.replace("2026-12-04", "2026-12-11"));
}

#[test]
fn one_field_changed_twice_is_one_small_conflict() {
    let ours = FILM.replace("net: 2", "net: 3 # two days");
    let theirs = FILM.replace("net: 2", "net: 2.0");
    let (text, told) = clashing(FILM, &ours, &theirs);
    let marked = "    net: 1\n  - id: b\n<<<<<<< HEAD\n    net: 3\n=======\n    net: 2.0\n>>>>>>> feature\n";
    // the comment that only ours added stands with its version
    let with = marked.replace("net: 3\n", "net: 3 # two days\n");
    assert!(text.ends_with(&with), "{text}");
    assert_eq!(told, ["lines.b.net: `3` in HEAD, `2.0` in feature"]);
}

#[test]
fn the_labels_and_the_width_of_marks_are_gits() {
    let labels = Labels { ours: "HEAD".into(), base: Some("1a2b".into()), theirs: "x".into(), size: 9 };
    let sides = Sides { base: Some("due: 1\n"), ours: "due: 2\n", theirs: "due: 3\n" };
    let merged = merge(Some(Kind::Job), &sides, &labels, &Rules::default()).expect("reads");
    let text = "<<<<<<<<< HEAD\ndue: 2\n||||||||| 1a2b\ndue: 1\n=========\ndue: 3\n>>>>>>>>> x\n";
    assert_eq!(merged.text, text);
}

#[test]
fn both_appending_keeps_both_ours_first() {
    let ours = format!("{FILM}  - id: c\n    text: |\n      ยี่ห้อ\n        ลึก\n");
    // theirs writes its lists flush, and reordered its fields: only theirs changed that
    let theirs = "due: 2026-12-04\ntitle: Spring film   # firm\nlines:\n- id: a\n  net: 1\n- id: b\n  net: 2\n- id: d\n  text: >-\n    京都\n    大阪\n";
    let own = "- id: c\n  text: |\n    ยี่ห้อ\n      ลึก\n";
    assert_eq!(clean(FILM, &ours, theirs), theirs.replace("- id: d", &format!("{own}- id: d")));
}

#[test]
fn an_item_taken_out_stays_out_unless_the_other_side_changed_it() {
    let ours = FILM.replace("  - id: b\n    net: 2\n", "");
    let theirs = FILM.replace("net: 1", "net: 7");
    assert_eq!(clean(FILM, &ours, &theirs), ours.replace("net: 1", "net: 7"));
    let theirs = FILM.replace("net: 2", "net: 7");
    let (text, told) = clashing(FILM, &ours, &theirs);
    assert!(text.ends_with("    net: 1\n<<<<<<< HEAD\n=======\n  - id: b\n    net: 7\n>>>>>>> feature\n"), "{text}");
    assert_eq!(told, ["lines.b: taken out in HEAD, changed in feature"]);
}

#[test]
fn an_item_like_its_neighbour_does_not_draw_the_other_sides_change_to_itself() {
    // as lines, theirs' `rate: 95` could land in the item that ours put before it
    let base = "lines:\n  - id: b\n    hours: 8\n    rate: 110\n";
    let ours = "lines:\n  - id: a\n    hours: 8\n    rate: 110\n  - id: b\n    hours: 8\n    rate: 110\n";
    let theirs = base.replace("110", "95");
    let both = "lines:\n  - id: a\n    hours: 8\n    rate: 110\n  - id: b\n    hours: 8\n    rate: 95\n";
    assert_eq!(clean(base, ours, &theirs), both);
    assert_eq!(clean(base, &theirs, ours), both);
}

#[test]
fn items_without_an_id_are_laid_side_by_side_and_equal_ones_are_both_kept() {
    let base = "needs:\n  - Nuoria ostajia\n  - ร้านค้า\n";
    let ours = format!("{base}  - Mật khẩu\n");
    let theirs = base.replace("ร้านค้า", "ร้านค้าใหม่");
    assert_eq!(clean(base, &ours, &theirs), "needs:\n  - Nuoria ostajia\n  - ร้านค้าใหม่\n  - Mật khẩu\n");
    let item = "  - who: Mật khẩu\n";
    let both = merged(Kind::Client, base, &format!("{base}{item}"), &format!("{base}{item}x: 1\n"));
    assert_eq!(both.text, format!("{base}{item}{item}x: 1\n"));
    assert_eq!(both.notes, ["`needs` has two equal items, one of each side: both are kept"]);
    let (_, told) = clashing(base, &base.replace("ร้านค้า", "ตลาด"), &theirs);
    assert_eq!(told, ["needs: the same items were changed in HEAD and in feature"]);
}

#[test]
fn a_word_that_both_add_is_there_once_wherever_each_put_it() {
    let list = |words: &[&str]| {
        format!("tone:\n{}end: 1\n", words.iter().flat_map(|word| ["  - ", &**word, "\n"]).collect::<String>())
    };
    let brackets = |words: &[&str]| format!("tone: [{}]\nend: 1\n", words.join(", "));
    let case = |base: &[&str], ours: &[&str], theirs: &[&str], merged: [&[&str]; 2]| {
        for (one, other, merged) in [(ours, theirs, merged[0]), (theirs, ours, merged[1])] {
            assert_eq!(clean(&list(base), &list(one), &list(other)), list(merged));
            assert_eq!(clean(&brackets(base), &brackets(one), &brackets(other)), brackets(merged));
        }
    };
    let once: &[&str] = &["dry", "warm"];
    case(&["dry"], once, once, [once; 2]);
    // with more of one side, and with more of each
    case(&["dry"], once, &["dry", "calm", "warm"], [&["dry", "warm", "calm"], &["dry", "calm", "warm"]]);
    let (cool, calm) = (&["dry", "cool", "warm"], &["dry", "calm", "warm"]);
    case(&["dry"], cool, calm, [&["dry", "cool", "warm", "calm"], &["dry", "calm", "warm", "cool"]]);
    // one side means it twice
    let twice: &[&str] = &["dry", "warm", "warm"];
    case(&["dry"], once, twice, [twice; 2]);
    // at two places: at the first of them
    case(&["dry"], &["warm", "dry"], once, [&["warm", "dry"]; 2]);
    case(&["dry", "calm"], &["calm", "warm"], &["warm", "dry", "calm"], [&["warm", "calm"]; 2]);
    // one side also takes the neighbour out
    case(&["dry", "calm"], &["dry", "warm"], &["dry", "calm", "warm"], [once; 2]);
    case(&["dry", "calm"], &["warm"], &["dry", "calm", "warm"], [&["warm"]; 2]);
    // it was there once, and both mean it twice
    case(&["warm"], &["warm", "warm"], &["warm", "dry", "warm"], [&["warm", "warm", "dry"], &["warm", "dry", "warm"]]);
}

#[test]
fn a_word_is_in_a_list_as_often_as_the_sides_left_it() {
    let list = |words: &str| format!("tone:\n  - {}\nend: 1\n", words.replace(' ', "\n  - "));
    let brackets = |words: &str| format!("tone: [{}]\nend: 1\n", words.replace(' ', ", "));
    for (base, ours, theirs, merged) in [
        // each took out another one of two
        ("tv web tv", "web tv", "tv web", "tv web"),
        // one moved what the other took out
        ("tv web print", "web print tv", "web print", "web print"),
        // both moved one, each elsewhere
        ("tv web print radio film", "web print tv radio film", "web print radio film tv", "web print tv radio film"),
        // one has it twice on purpose, and the other took nothing of it out
        ("tv print", "tv tv print", "tv print web", "tv tv print web"),
    ] {
        for (one, other) in [(ours, theirs), (theirs, ours)] {
            assert_eq!(clean(&list(base), &list(one), &list(other)), list(merged));
            assert_eq!(clean(&brackets(base), &brackets(one), &brackets(other)), brackets(merged));
        }
    }
}

#[test]
fn what_one_moved_and_the_other_rewrote_is_asked_at_both_places() {
    let base = "tone:\n  - dry\n  - calm\n  - warm\n";
    let (ours, theirs) = ("tone:\n  - calm\n  - warm\n  - dry\n", base.replace("dry", "very dry"));
    let (text, told) = clashing(base, ours, &theirs);
    let marked = "tone:\n<<<<<<< HEAD\n=======\n  - very dry\n>>>>>>> feature\n  - calm\n  - warm\n<<<<<<< HEAD\n  - dry\n=======\n>>>>>>> feature\n";
    assert_eq!(text, marked);
    assert_eq!(told, ["tone: the same items were changed in HEAD and in feature"; 2]);
}

#[test]
fn an_entry_that_both_moved_is_there_once() {
    let item = |hours: u32| format!("  - hours: {hours}\n    note: layout\n");
    let list = |hours: &[u32]| format!("entries:\n{}", hours.iter().map(|hours| item(*hours)).collect::<String>());
    let base = list(&[1, 2, 3, 4, 5]);
    let (near, far) = (&[2, 3, 1, 4, 5], &[2, 3, 4, 5, 1]);
    for (ours, theirs) in [(near, far), (far, near)] {
        let merged = merged(Kind::Client, &base, &list(ours), &list(theirs));
        assert_eq!((merged.text, merged.notes.len()), (list(near), 0));
    }
}

#[test]
fn of_two_ways_to_write_one_word_the_shorter_stands_whichever_side_it_is_of() {
    for (one, other, stands) in [("\"a\"", "'a'", "\"a\""), ("'a'", "a", "a"), ("\"a\"", "a", "a")] {
        for (base, text) in [
            ("tone: [b]\n", (|word| format!("tone: [b, {word}]\n")) as fn(&str) -> String),
            ("tone:\n  - b\n", |word| format!("tone:\n  - b\n  - {word}\n")),
            ("tone: b\n", |word| format!("tone: b\nrush: {word}\n")),
            (
                "tone: a\n",
                |word| if word == "a" { "tone: a  # x\n".to_owned() } else { format!("tone: {word}  # x\n") },
            ),
        ] {
            let (one, other) = (text(one), text(other));
            let both = [clean(base, &one, &other), clean(base, &other, &one)];
            assert_eq!(both[0], both[1], "{base}");
            if base != "tone: a\n" {
                assert_eq!(both[0], text(stands));
            }
        }
    }
}

#[test]
fn a_word_that_both_add_keeps_what_each_side_remarks_on_it() {
    let base = "tone:\n  - dry\nend: 1\n";
    let ours = "tone:\n  - dry\n  # as in May\n  - 'warm'\nend: 1\n";
    let theirs = "tone:\n  - dry\n  - warm # of Liisa\nend: 1\n";
    let both = "tone:\n  - dry\n  # as in May\n  - warm # of Liisa\nend: 1\n";
    assert_eq!([clean(base, ours, theirs), clean(base, theirs, ours)], [both, both]);
}

#[test]
fn words_in_brackets_are_items_too() {
    let text = |words: &str| format!("tone: [{words}] # how it sounds\ntitle: x\n");
    let ours = text("dry, warm, 幽默");
    assert_eq!(clean(&text("dry, warm"), &ours, &text("dry")), text("dry, 幽默"));
    // brackets on one side, lines on the other
    let lines = "tone: # how it sounds\n  - dry\n  - warm\n  - unheroic\ntitle: x\n";
    let both = "tone: # how it sounds\n  - dry\n  - warm\n  - 幽默\n  - unheroic\ntitle: x\n";
    assert_eq!(clean(&text("dry, warm"), &ours, lines), both);
}

#[test]
fn text_blocks_merge_by_lines() {
    let base = "background: >\n  Hiihto väheni.\n  Myynti laski.\n  Sää oli huono.\nend: 1\n";
    let ours = base.replace("Hiihto väheni.", "Hiihto väheni 8 %.");
    let theirs = base.replace("Sää oli huono.", "Sää oli huono.\n  Lumi suli.");
    assert_eq!(clean(base, &ours, &theirs), ours.replace("huono.", "huono.\n  Lumi suli."));
    let (text, told) = clashing(base, &ours, &base.replace("Hiihto väheni.", "Hiihto loppui."));
    let marked = "background: >\n<<<<<<< HEAD\n  Hiihto väheni 8 %.\n=======\n  Hiihto loppui.\n>>>>>>> feature\n  Myynti laski.\n";
    assert!(text.starts_with(marked), "{text}");
    assert_eq!(told, ["background: the same lines of this text were changed in HEAD and in feature"]);
}

#[test]
fn a_plain_text_over_several_lines_is_one_value() {
    let base = "problem: one\n  two\n  three\nend: 1\n";
    let (text, _) = clashing(base, &base.replace("one", "ONE"), &base.replace("three", "THREE"));
    assert_eq!(
        text,
        "<<<<<<< HEAD\nproblem: ONE\n  two\n  three\n=======\nproblem: one\n  two\n  THREE\n>>>>>>> feature\nend: 1\n"
    );
}

#[test]
fn quoting_layout_and_order_are_no_changes() {
    let ours =
        "lines:\n  - {id: b, net: 2}\n  - {id: a, net: '1'}\n\"title\": \"Spring film\"   # firm\ndue: 2026-12-04\n";
    let theirs = FILM.replace("net: 1", "net: 8");
    // what only theirs changed stands as theirs wrote it
    assert_eq!(clean(FILM, ours, &theirs), ours.replace("{id: a, net: '1'}", "id: a\n    net: 8"));
}

#[test]
fn null_and_absent_mean_the_same() {
    let base = "title: x\ndue: null\n";
    assert_eq!(clean(base, "title: x\ndue: 2026-12-04\n", "title: x\n"), "title: x\ndue: 2026-12-04\n");
    assert_eq!(clean(base, "title: x\n", "title: x\ndue: 2026-12-04\n"), "title: x\ndue: 2026-12-04\n");
}

#[test]
fn the_same_key_added_twice_is_clean_with_one_value_and_a_conflict_with_two() {
    let base = "title: x\n";
    assert_eq!(clean(base, "title: x\nrush: true\n", "title: x\nrush: \"true\"\n"), "title: x\nrush: true\n");
    let (text, told) = clashing(base, "title: x\nrush: true\n", "title: x\nrush: false\n");
    assert_eq!(text, "title: x\n<<<<<<< HEAD\nrush: true\n=======\nrush: false\n>>>>>>> feature\n");
    assert_eq!(told, ["rush: `true` in HEAD, `false` in feature"]);
}

#[test]
fn a_list_that_both_begin_is_joined_like_one_that_was_empty() {
    let lists = |items: &[&str]| {
        let brackets = |item: &&str| item.strip_prefix("id: ").map_or((*item).to_owned(), |id| format!("{{id: {id}}}"));
        let lines = items.iter().flat_map(|item| ["\n  - ", item]).collect::<String>();
        let flush = lines.replace("\n  ", "\n");
        [lines, flush, format!(" [{}]", items.iter().map(brackets).collect::<Vec<_>>().join(", "))]
    };
    for (one, other, joined) in [
        (&["dry", "warm"], &["warm", "calm"], &["dry", "warm", "calm"] as &[&str]),
        (&["dry", "dry"], &["calm", "dry"], &["dry", "dry", "calm"]),
        (&["id: a", "id: b"], &["id: c", "id: d"], &["id: a", "id: b", "id: c", "id: d"]),
    ] {
        for before in ["", "tone:\n", "tone: null\n", "tone: []\n", "tone: # how it sounds\n"] {
            let base = format!("title: x\n{before}end: 1\n");
            for ((one, other), joined) in lists(one).iter().zip(lists(other)).zip(lists(joined)) {
                let text = |list: &str| format!("title: x\ntone:{list}\nend: 1\n");
                assert_eq!(clean(&base, &text(one), &text(&other)), text(&joined), "{before}");
            }
        }
    }
    // brackets on one side, lines with comments on the other
    let (ours, theirs) = ("tone: [dry]\n", "tone: # of Bo\n  # as in May\n  - warm # of Liisa\n");
    assert_eq!(
        clean("a: 1\n", &format!("a: 1\n{ours}"), &format!("a: 1\n{theirs}")),
        "a: 1\ntone: # of Bo\n  - dry\n  # as in May\n  - warm # of Liisa\n"
    );
    // a list in a map in brackets
    let terms = |inside: &str| format!("terms: {{months: 12{inside}}}\n");
    assert_eq!(clean(&terms(""), &terms(", of: [tv]"), &terms(", of: [web]")), terms(", of: [tv, web]"));
    assert_eq!(clean(&terms(", of: null"), &terms(", of: [tv]"), &terms(", of: [web]")), terms(", of: [tv, web]"));
}

#[test]
fn a_list_and_another_thing_in_place_of_nothing_are_a_conflict() {
    for before in ["", "tone:\n", "tone: null\n"] {
        for other in ["dry", "{dry: 1}", "|\n  dry"] {
            for list in [" [dry]", "\n  - dry"] {
                let (one, other) = (format!("a: 1\ntone:{list}\n"), format!("a: 1\ntone: {other}\n"));
                let base = format!("a: 1\n{before}");
                assert_eq!(clashing(&base, &one, &other).1.len(), 1, "{one}{other}");
                assert_eq!(clashing(&base, &other, &one).1.len(), 1, "{other}{one}");
            }
        }
    }
}

#[test]
fn an_empty_list_and_no_list_mean_the_same() {
    for (base, one, other, both) in [
        // one fills what the other tidied away, or put there empty
        ("tone: []\n", "tone: [dry]\n", "", "tone: [dry]\n"),
        ("tone: []\n", "tone: [dry]\n", "tone:\n", "tone: [dry]\n"),
        ("tone: []\n", "tone:\n  - dry\n", "tone:\n", "tone:\n  - dry\n"),
        ("tone:\n", "tone: [dry]\n", "tone: []\n", "tone: [dry]\n"),
        ("", "tone: [dry]\n", "tone: []\n", "tone: [dry]\n"),
        ("", "tone: [dry]\n", "tone:\n", "tone: [dry]\n"),
        // no item is left, and the other side adds one
        ("tone: [dry]\n", "tone:\n", "tone: [dry, calm]\n", "tone: [calm]\n"),
        ("tone:\n  - dry\n", "tone:\n", "tone:\n  - dry\n  - calm\n", "tone:\n  - calm\n"),
        ("tone: [dry]\n", "tone:\n", "tone: []\n", "tone: []\n"),
    ] {
        let [base, one, other, both] = [base, one, other, both].map(|tone| format!("a: 1\n{tone}b: 2\n"));
        assert_eq!(
            [clean(&base, &one, &other), clean(&base, &other, &one)],
            [both.clone(), both],
            "{base}{one}{other}"
        );
    }
}

#[test]
fn the_last_item_and_the_last_field_leave_brackets() {
    let base = "title: x\nlines:\n  - id: a\n  - id: b\nteam:\n  creative: kim\n  traffic: tom\n";
    let ours = "title: x\nlines:\n  - id: b\nteam:\n  creative: kim\n";
    let theirs = "title: x\nlines:\n  - id: a\nteam:\n  traffic: tom\n";
    assert_eq!(clean(base, ours, theirs), "title: x\nlines: []\nteam: {}\n");
}

#[test]
fn line_ends_a_byte_order_mark_and_a_missing_last_break_are_merged_too() {
    let theirs = FILM.replace("net: 2", "net: 5").replace('\n', "\r\n");
    let ours = FILM.replace("net: 1", "net: 4");
    let both = FILM.replace("net: 1", "net: 4").replace("net: 2", "net: 5").replace('\n', "\r\n");
    assert_eq!(clean(FILM, &ours, &theirs), both, "only theirs changed the line ends");
    assert_eq!(clean(FILM, &theirs, &ours), both);
    let marked = format!("\u{feff}{}", ours.trim_end());
    let other = FILM.replace("due: 2026-12-04", "due: 2026-12-05");
    assert_eq!(clean(FILM, &marked, &other), marked.replace("12-04", "12-05"));
}

#[test]
fn a_document_start_and_files_of_comments_only_are_no_trouble() {
    let base = "---\na: 1\nb: 2\n";
    assert_eq!(clean(base, "---\na: 3\nb: 2\n", "# head\n---\na: 1\nb: 4\n...\n"), "# head\n---\na: 3\nb: 4\n...\n");
    assert_eq!(clean("# mine\n", "# mine\na: 1\n", "# mine\n\n# more\n"), "# mine\na: 1\n\n# more\n");
    assert_eq!(clean("- a\n- b\n", "- a\n- b\n- c\n", "- x\n- b\n"), "- x\n- b\n- c\n");
    assert_eq!(clean("{a: 1, b: 2}\n", "{a: 3, b: 2}\n", "a: 1\nb: 2\n# c\nd: 4\n"), "a: 3\nb: 2\n# c\nd: 4\n");
}

#[test]
fn a_version_that_does_not_read_is_named_with_its_fault() {
    let rules = Rules::default();
    let sides = |theirs| Sides { base: Some("a: 1\n"), ours: "a: 2\n", theirs };
    let fault = |theirs| merge(Some(Kind::Job), &sides(theirs), &Labels::default(), &rules).expect_err("a fault");
    for (text, code) in [
        ("a: 1\na: 2\n", "duplicate-key"),
        ("a:\n\t- b\n", "tab-indentation"),
        ("a: &x 1\nb: *x\n", "alias"),
        ("a: 1\rb: 2\n", "carriage-return"),
        ("<<<<<<< HEAD\na: 1\n", "conflict-markers"),
    ] {
        let Unmergeable::Theirs(found) = fault(text) else { panic!("{text:?} is theirs") };
        assert_eq!(found.code, code, "{text:?}");
    }
}

#[test]
fn what_is_no_record_is_merged_as_text() {
    let sides =
        Sides { base: Some("a = 1\nb = 2\nc = 3\n"), ours: "a = 2\nb = 2\nc = 3\n", theirs: "a = 1\nb = 2\nc = 4\n" };
    let merged = merge(None, &sides, &Labels::default(), &Rules::default()).expect("no record is read");
    assert_eq!((merged.text.as_str(), merged.conflicts.len()), ("a = 2\nb = 2\nc = 4\n", 0));
}

#[test]
fn another_order_of_a_list_on_one_side_stays_where_the_other_edits_its_items() {
    let (a, b, c) = ("  - id: a\n    net: 1\n", "  - id: b\n    net: 2\n", "  - id: c\n    net: 3\n");
    let list = |items: [&str; 3]| format!("title: x\nlines:\n{}end: 1\n", items.concat());
    let (base, moved) = (list([a, b, c]), list([c, a, b]));
    let edited = base.replace("net: 2", "net: 20").replace("net: 3", "net: 30");
    let both = list(["  - id: c\n    net: 30\n", a, "  - id: b\n    net: 20\n"]);
    assert_eq!([clean(&base, &moved, &edited), clean(&base, &edited, &moved)], [both.clone(), both]);
}

#[test]
fn quotes_that_one_side_put_stay_where_the_other_edits_beside_them() {
    let base = "title: x\nlines:\n  - id: a\n    text: warm\n    net: 1\n  - id: b\n    net: 2\n";
    let (quoted, edited) = (base.replace("warm", "\"warm\""), base.replace("net: 1", "net: 3"));
    let both = quoted.replace("net: 1", "net: 3");
    assert_eq!([clean(base, &quoted, &edited), clean(base, &edited, &quoted)], [both.clone(), both]);
}

#[test]
fn brackets_that_both_brought_to_lines_are_no_conflict_where_one_adds_to_them() {
    let (base, lines) = ("tone: [dry, warm]\nend: 1\n", "tone:\n  - dry\n  - warm\nend: 1\n");
    let more = lines.replace("warm\n", "warm\n  - calm\n");
    assert_eq!([clean(base, lines, &more), clean(base, &more, lines)], [more.clone(), more]);
}

#[test]
fn a_text_that_both_broke_into_lines_anew_reads_one_way_whichever_side_is_ours() {
    let text = |lines: &str| format!("context: >\n{lines}end: 1\n");
    let base = text("  The client sells skis in the north and wants\n  to sell in the south.\n");
    let one = text("  The client sells skis in the north and\n  wants to sell in the south.\n");
    let other = text("  The client sells skis in the north\n  and wants to sell in the south.\n");
    assert_eq!(clean(&base, &one, &other), clean(&base, &other, &one));
}
