//! The lists are sound, and an agency's words join them.

use super::*;

fn config(toml: &str) -> Config {
    let (config, findings) = Config::parse(toml, crate::source::SourceId(0));
    assert_eq!(findings, []);
    config
}

#[test]
fn every_list_reads_is_in_small_letters_and_says_nothing_twice() {
    let any: WordFile = toml::from_str(MARKS).expect("the marks read");
    for built_in in &BUILT_IN {
        let language: WordFile =
            toml::from_str(built_in.text).unwrap_or_else(|error| panic!("{}: {error}", built_in.code));
        assert!(language.sentence_ends.is_some(), "{}", built_in.code);
        for (topic, words) in &language.topics {
            for (index, word) in words.iter().enumerate() {
                let at = format!("{} {topic}: {word:?}", built_in.code);
                assert_eq!(*word, word.to_lowercase(), "{at}: compared with text in small letters");
                assert!(!word.trim().is_empty() && !words[..index].contains(word), "{at}");
                assert!(!any.topics.get(topic).is_some_and(|all| all.contains(word)), "{at} holds in all");
            }
        }
    }
}

#[test]
fn every_language_has_words_for_every_topic_but_where_it_sets_no_such() {
    for built_in in &BUILT_IN {
        let lists = Languages::default();
        let lists = lists.lists(built_in.code);
        let bare: Vec<_> = Topic::ALL.iter().filter(|topic| lists.phrases(**topic).is_empty()).collect();
        let none: &[&Topic] = if ["th", "zh"].contains(&built_in.code) { &[&Topic::Abbreviations] } else { &[] };
        assert_eq!(bare, none, "{}", built_in.code);
    }
}

#[test]
fn a_region_does_not_change_the_lists_and_an_unknown_language_has_none() {
    let languages = Languages::default();
    assert!(languages.lists("zh-Hant-TW").phrases(Topic::Blanks).is("無"));
    assert!(languages.lists("TH").phrases(Topic::Blanks).is("ไม่มี"));
    let swedish = languages.lists("sv");
    assert!(!swedish.is_known() && !swedish.sentence_ends.is_empty());
    assert!(swedish.phrases(Topic::Abbreviations).is_empty() && swedish.phrases(Topic::Placeholders).is("TBC"));
}

#[test]
fn an_agency_adds_words_to_a_language_to_all_and_to_one_without_lists() {
    let config = config(
        "[briefs]\nplaceholders = [\"ask Bo\"]\n[briefs.words.fi]\njoining = [\"ynnä\", \"!maa ja taivas\"]\n[briefs.words.sv]\njoining = [\"och\"]\n",
    );
    let languages = Languages::of(&config);
    let found =
        |code: &str, topic, text| languages.lists(code).phrases(topic).find(text).map(std::borrow::Cow::into_owned);
    for code in ["en", "fi", "sv", "de"] {
        assert_eq!(found(code, Topic::Placeholders, "Please ask Bo").as_deref(), Some("ask Bo"), "{code}");
    }
    assert_eq!(found("fi", Topic::Joining, "Nopea ynnä halpa").as_deref(), Some("ynnä"));
    assert_eq!(found("fi", Topic::Joining, "Maa ja taivas"), None);
    assert_eq!(found("sv-FI", Topic::Joining, "Snabb och billig").as_deref(), Some("och"));
    assert_eq!(found("en", Topic::Joining, "Snabb och billig"), None);
    assert!(languages.lists("sv").is_known() && !languages.lists("de").is_known());
}
