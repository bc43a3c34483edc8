//! Layouts that people write, and what an edit makes of each: the new line, and every other byte.

use super::*;
use crate::key_path;
use crate::source::KeyPath;

fn away() -> Value {
    Value::map([("from", Value::bare("2026-12-21")), ("to", Value::bare("2026-12-31")), ("deputy", Value::text("mai"))])
}

const ITEM: &str = "{ from = 2026-12-21, to = 2026-12-31, deputy = \"mai\" }";

fn append(text: &str) -> String {
    edited(text, &[Edit::append(key_path!["people", "ann", "away"], away())]).expect("edits")
}

#[test]
fn an_absence_goes_below_the_key_that_usually_stands_before_it() {
    for (before, after) in [
        ("[people.ann]\nname = \"A\"\n", "[people.ann]\nname = \"A\"\naway = [@]\n"),
        (
            "[people.ann]\nname = \"A\" # Ann\nfrom = 2024-01-01   # long ago\ncost = []\n\n[people.bo]\nname = \"B\"\n",
            "[people.ann]\nname = \"A\" # Ann\nfrom = 2024-01-01   # long ago\naway = [@]\ncost = []\n\n[people.bo]\nname = \"B\"\n",
        ),
        ("[people.ann]\r\nname = \"A\"\r\n", "[people.ann]\r\nname = \"A\"\r\naway = [@]\r\n"),
        ("[people.ann]\nname = \"A\"", "[people.ann]\nname = \"A\"\naway = [@]\n"),
        ("[people.ann]\nname=\"A\"\n", "[people.ann]\nname=\"A\"\naway=[@]\n"),
        (
            "[people.ann]\nname       = \"A\"\nreports_to = \"bo\"\n",
            "[people.ann]\nname       = \"A\"\nreports_to = \"bo\"\naway       = [@]\n",
        ),
        (
            "[people]\n  ann.name = \"A\"\n  bo.name = \"B\"\n",
            "[people]\n  ann.name = \"A\"\n  ann.away = [@]\n  bo.name = \"B\"\n",
        ),
        ("people.\"ann\" . name = \"A\"\n", "people.\"ann\" . name = \"A\"\npeople.\"ann\" . away = [@]\n"),
        ("[people]\nann = { name = \"A\", cost = [] }\n", "[people]\nann = { name = \"A\", away = [@], cost = [] }\n"),
        ("people = { ann.name = \"A\" }\n", "people = { ann.name = \"A\", ann.away = [@] }\n"),
        (
            "[people.ann]\nname = \"A\"\nroles = [\n  \"traffic\", # and\n  \"finance\",\n]\n# the end\n",
            "[people.ann]\nname = \"A\"\nroles = [\n  \"traffic\", # and\n  \"finance\",\n]\naway = [@]\n# the end\n",
        ),
    ] {
        assert_eq!(append(before), after.replace('@', ITEM), "{before}");
    }
}

#[test]
fn an_absence_goes_behind_the_others_in_their_own_layout() {
    let other = "{from=2026-02-02,to=2026-02-06}";
    for (before, after) in [
        ("away = []", "away = [@]"),
        ("away = [ ]   # none", "away = [ @ ]   # none"),
        ("away = [%]", "away = [%, @]"),
        ("away = [ %, ]", "away = [ %, @, ]"),
        ("away = [\n]", "away = [\n    @,\n]"),
        ("  away = [ # none\n    # yet\n  ]", "  away = [ # none\n    # yet\n      @,\n  ]"),
        ("away = [\n  %, # skiing, as ever\n]", "away = [\n  %, # skiing, as ever\n  @,\n]"),
        ("away = [\n  % # skiing, as ever\n]", "away = [\n  %, # skiing, as ever\n  @\n]"),
        ("away = [\n  %]", "away = [\n  %,\n  @]"),
        ("away = [ %, # one\n]", "away = [ %, @, # one\n]"),
        (
            "[[people.ann.away]] # skiing\nfrom = 2026-02-02\nto = 2026-02-06 # Friday",
            "[[people.ann.away]] # skiing\nfrom = 2026-02-02\nto = 2026-02-06 # Friday\n[[people.ann.away]]\nfrom = 2026-12-21\nto = 2026-12-31\ndeputy = \"mai\"",
        ),
    ] {
        let with =
            |text: &str| format!("[people.ann]\nname = \"A\"\n{}\n", text.replace('%', other).replace('@', ITEM));
        assert_eq!(append(&with(before)), with(after), "{before}");
        // the same with the line ends of another system
        let crlf = |text: &str| with(text).replace('\n', "\r\n");
        assert_eq!(append(&crlf(before)), crlf(after), "{before}");
    }
}

#[test]
fn an_absence_goes_with_the_comment_on_its_line_only() {
    let remove = |text: &str, at: usize| {
        let path = key_path!["people", "ann", "away", at];
        edited(text, &[Edit::remove(path)]).expect("edits")
    };
    let (a, b) = ("{ from = 2026-02-02, to = 2026-02-06 }", "{ from = 2026-03-02, to = 2026-03-06 }");
    for (at, before, after) in [
        (0, "away = [1]", "away = []"),
        (0, "away = [ 1, ]", "away = [ ]"),
        (0, "away = [1, 2]", "away = [2]"),
        (1, "away = [1, 2]", "away = [1]"),
        (1, "away = [ 1, 2, ]", "away = [ 1, ]"),
        (0, "away = [\n  1, # skiing\n  # spring\n  2, # sun\n]", "away = [\n  # spring\n  2, # sun\n]"),
        (1, "away = [\n  1, # skiing\n  2 # sun\n]", "away = [\n  1, # skiing\n]"),
        (1, "away = [ 1, # skiing\n  2 ]", "away = [ 1, # skiing\n   ]"),
    ] {
        let with = |text: &str| {
            let text = text.replace('1', "\u{1}").replace('2', "\u{2}");
            format!("[people.ann]\nname = \"A\"\n{}\n", text.replace('\u{1}', a).replace('\u{2}', b))
        };
        assert_eq!(remove(&with(before), at), with(after), "{before}");
    }
    let blocks = "[people.ann]\nname = \"A\"\n[[people.ann.away]] # skiing\nfrom = 2026-02-02\nto = 2026-02-06\n\n[people.bo]\nname = \"B\"\n";
    assert_eq!(remove(blocks, 0), "[people.ann]\nname = \"A\"\n\n[people.bo]\nname = \"B\"\n");
}

#[test]
fn a_day_is_written_as_the_one_it_replaces() {
    let text = "[people.ann]\nname = \"A\"\naway = [{ from = 2026-12-21, to = '2026-12-31' }] # winter\nto = 2027-01-31 # moves\n";
    let edits = [
        Edit::set(key_path!["people", "ann", "away", 0, "to"], Value::bare("2026-12-22")),
        Edit::set(key_path!["people", "ann", "to"], Value::bare("2027-02-28")),
    ];
    let wanted = "[people.ann]\nname = \"A\"\naway = [{ from = 2026-12-21, to = '2026-12-22' }] # winter\nto = 2027-02-28 # moves\n";
    assert_eq!(edited(text, &edits).as_deref(), Ok(wanted));
}

#[test]
fn what_would_not_be_sound_is_not_written() {
    let text = "[people.ann]\nname = \"A\"\nfrom = 2026-03-01\n";
    let set = |path: KeyPath, value: Value| edited(text, &[Edit::set(path, value)]);
    // a last day before the first, a role that is no list, a person who is not there, a table in place of nothing
    assert!(set(key_path!["people", "ann", "to"], Value::bare("2026-02-01")).is_err());
    assert!(set(key_path!["people", "ann", "roles"], Value::text("traffic")).is_err());
    assert!(set(key_path!["people", "bo", "to"], Value::bare("2026-02-01")).is_err());
    assert!(set(key_path!["people", "ann"], Value::text("gone")).is_err());
    // characters that mean something are written so that they do not
    let name = "Ann \"\\ \u{202e}แอน\n";
    let named = set(key_path!["people", "ann", "name"], Value::text(name)).expect("edits");
    let (config, findings) = Config::parse(&named, SourceId(0));
    assert_eq!((findings.len(), config.people.values().next().map(|ann| ann.name.as_str())), (0, Some(name)));
    // what is wrong elsewhere already stands in nobody's way
    let spoilt = "[agency]\ncurrency = 5\n[people.ann]\nname = \"A\"\n";
    assert!(append(spoilt).contains("currency = 5\n"));
}
