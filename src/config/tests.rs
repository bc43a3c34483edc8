//! What `suits.toml` means, and what is said of one that is wrong.

use super::*;
use crate::finding::Finding;
use crate::source::Spot;

fn parse(text: &str) -> (Config, Vec<Finding>) {
    Config::parse(text, SourceId(0))
}

/// Each finding as `code@text`, the text being what it points at.
fn complaints(text: &str) -> Vec<String> {
    let shown = |finding: &Finding| match finding.place.spot {
        Spot::Span(span) => format!("{}@{}", finding.code, span.of(text)),
        _ => finding.code.to_owned(),
    };
    parse(text).1.iter().map(shown).collect()
}

fn id(text: &str) -> PersonId {
    PersonId::parse(text).expect("an id")
}

#[test]
fn the_configuration_of_the_record_format_reads_without_a_word() {
    let (config, findings) = parse(include_str!("../../tests/books/records/suits.toml"));
    assert_eq!(findings, []);
    assert_eq!(config.agency.name, "Northlight");
    assert_eq!(config.calendar.holidays.len(), 4);
    assert_eq!(config.calendars["acme"].holidays, [Day::ymd(2026, 12, 6).expect("a day")]);
    assert_eq!(config.people.len(), 8);
    let ann = &config.people[&id("ann")];
    assert_eq!(ann.cost[0].rate.to_string(), "41.50");
    assert_eq!(ann.reports_to, Some(id("mai")));
    assert_eq!(config.fx[&Currency::parse("USD").expect("a currency")][0].rate.to_string(), "0.9213");
    assert_eq!(config.rates["standard"][0].charge["art-director"].to_string(), "110");
    assert_eq!(config.roles["account-executive"].max_accounts, Some(4));
    assert_eq!(config.roles["account-executive"].mix["present"].to_string(), "30%");
    assert_eq!(config.escalation.iter().map(|step| step.days).collect::<Vec<_>>(), [1, 3, 5]);
    assert_eq!(config.words[ANY][&Topic::Placeholders], ["to be decided by Bo"]);
    assert_eq!(config.levels["vague-deliverable"], Level::Error);
    assert!(config.workflow.is_none() && !config.random_numbers);
    assert_eq!(config.rank(&id("bo")), Some(5));
}

#[test]
fn the_template_reads_without_a_word() {
    assert_eq!(parse(include_str!("../domain/templates/suits.toml")).1, []);
}

#[test]
fn an_empty_file_is_an_agency_of_defaults() {
    let (config, findings) = parse("\u{feff}# nothing yet\n");
    assert_eq!(findings, []);
    let limit = |role: &str| (config.roles[role].estimate_limit, config.roles[role].change_limit);
    let up_to = |sum: &str| Limit::UpTo(Amount::parse(sum).expect("an amount"));
    assert_eq!(limit("account-coordinator"), (Limit::Nothing, Limit::Nothing));
    assert_eq!(limit("senior-account-executive"), (up_to("5000"), up_to("1000")));
    assert_eq!(limit("account-supervisor"), (up_to("25000"), up_to("25000")));
    assert_eq!(limit("account-director"), (up_to("250000"), up_to("250000")));
    assert_eq!(limit("group-account-director"), (Limit::Any, Limit::Any));
    assert!(config.roles["copywriter"].creative && config.roles["copywriter"].rank.is_none());
    assert_eq!(config.calendar.work_week, [true, true, true, true, true, false, false]);
}

#[test]
fn alerts_of_a_budget_ascend_or_the_usual_ones_stand() {
    assert_eq!(parse("").0.alerts, [50, 75, 90, 100]);
    assert_eq!(parse("[budget]\nalerts = [25, 50, 75, 110]\n").0.alerts, [25, 50, 75, 110]);
    assert_eq!(parse("[budget]\nalerts = []\n").0.alerts, [0; 0], "nobody is told");
    for (wrong, at) in [
        ("[50, 50]", "50"),
        ("[75, 50, 90]", "50"),
        ("[0, 50]", "0"),
        ("[50, \"75%\"]", "\"75%\""),
        ("[12.5]", "12.5"),
        ("50", "50"),
    ] {
        let text = format!("[budget]\nalerts = {wrong}\n");
        assert_eq!(complaints(&text), [format!("bad-config-value@{at}")], "{wrong}");
        assert_eq!(parse(&text).0.alerts, [50, 75, 90, 100], "{wrong}");
    }
    assert_eq!(complaints("[budget]\nalert = [50]\n"), ["unknown-config-key@alert"]);
}

#[test]
fn of_the_roles_an_account_manager_alone_has_a_mix_that_the_trade_names() {
    let with = |role: &Role| !role.mix.is_empty();
    let config = Config::default();
    let roles: Vec<&str> = config.roles.iter().filter(|(_, role)| with(role)).map(|(name, _)| name.as_str()).collect();
    assert_eq!(roles, ["account-manager"]);
    let mix = &config.roles["account-manager"].mix;
    assert_eq!(
        mix.iter().map(|(part, share)| format!("{part} {share}")).collect::<Vec<_>>(),
        ["decide 33%", "execute 33%", "present 33%"]
    );
}

#[test]
fn a_number_keeps_its_characters() {
    let (config, findings) = parse("[people.ann]\nname = \"Ann\"\ncost = [{ from = 2026-01-01, rate = 41.10 }]\n");
    assert_eq!(findings, []);
    assert_eq!(config.people[&id("ann")].cost[0].rate.to_string(), "41.10");
    let large = "[people.ann]\nname = \"Ann\"\nweekly_hours = 0.1000000000000000000000001\n";
    assert_eq!(
        parse(large).0.people[&id("ann")].weekly_hours.map(|hours| hours.to_string()).as_deref(),
        Some("0.1000000000000000000000001")
    );
    assert_eq!(complaints("[people.ann]\nname = \"Ann\"\nweekly_hours = 1e3\n"), ["bad-config-value@1e3"]);
    assert_eq!(complaints("[people.ann]\nname = \"Ann\"\nweekly_hours = 0x10\n"), ["bad-config-value@0x10"]);
    assert_eq!(complaints("[people.ann]\nname = \"Ann\"\nweekly_hours = -1\n"), ["bad-config-value@-1"]);
}

#[test]
fn an_unknown_key_is_pointed_at_and_the_nearest_is_named() {
    let text = "[agency]\nnmae = \"x\"\n[x]\nanything = 1\n[numberring]\nscheme = \"random\"\n";
    assert_eq!(complaints(text), ["unknown-config-key@nmae", "unknown-config-key@numberring"]);
    let helps: Vec<_> = parse(text).1.into_iter().filter_map(|finding| finding.help).collect();
    assert_eq!(helps, ["did you mean `name`?", "did you mean `numbering`?"]);
}

#[test]
fn a_bad_value_is_pointed_at_and_the_rest_is_read() {
    let text = "[agency]\ncurrency = \"EURO\"\nname = \"N\"\n[calendar]\nwork_week = [\"mon\", \"fir\"]\nholidays = [\"2026-02-30\", 2026-12-24]\n";
    assert_eq!(
        complaints(text),
        ["bad-config-value@\"EURO\"", "bad-config-value@\"fir\"", "bad-config-value@\"2026-02-30\""]
    );
    let (config, _) = parse(text);
    assert_eq!(config.agency.name, "N");
    assert_eq!(config.calendar.holidays.len(), 1);
    assert_eq!(config.calendar.work_week, [true, false, false, false, false, false, false]);
}

#[test]
fn an_empty_work_week_is_refused_and_the_usual_one_stands() {
    let (config, findings) = parse("[calendar]\nwork_week = []\n");
    assert_eq!(findings.len(), 1);
    assert!(config.calendar.work_week[0]);
}

#[test]
fn what_a_name_points_at_must_be_there() {
    let text = "[calendars.acme]\n[people.ann]\nname = \"Ann\"\ncalendar = \"acmee\"\nroles = [\"acount-manager\", \"dog-walker\"]\n";
    assert_eq!(
        complaints(text),
        ["unknown-calendar@\"acmee\"", "unknown-role@\"acount-manager\"", "unknown-role@\"dog-walker\""]
    );
    let own = "[roles.dog-walker]\nmax_accounts = 1\n[people.ann]\nname = \"Ann\"\nroles = [\"dog-walker\"]\n";
    assert_eq!(complaints(own), Vec::<String>::new());
}

#[test]
fn text_that_is_no_toml_is_one_finding_and_defaults() {
    let (config, findings) = parse("[agency]\nname = Northlight\n[people.ann]\nname = \"Ann\"\n");
    assert_eq!(findings.iter().map(|finding| finding.code).collect::<Vec<_>>(), ["config-syntax"]);
    assert!(config.people.is_empty());
    assert_eq!(complaints("[agency]\n[agency]\n").len(), 1);
}

#[test]
fn a_part_of_the_book_has_levels_of_its_own() {
    let text = "[checks]\nno-kpi = \"off\"\n[[checks.paths]]\npaths = [\"briefs/OLD/**\"]\nno-kpi = \"warning\"\nvague = \"of\"\n";
    let (config, findings) = parse(text);
    assert_eq!(config.levels["no-kpi"], Level::Off);
    assert_eq!(config.path_levels[0].paths, ["briefs/OLD/**"]);
    assert_eq!(config.path_levels[0].levels["no-kpi"], Level::Warning);
    assert_eq!(findings[0].help.as_deref(), Some("did you mean `off`?"));
}

#[test]
fn a_workflow_of_ones_own_is_read_as_written() {
    let text = "[workflow]\nstages = [{ stage = \"requested\", seat = \"account-executive\", lead_days = 1, next = [\"done\"], needs = [] }, { stage = \"done\" }]\n";
    let (config, findings) = parse(text);
    assert_eq!(findings, []);
    let stages = config.workflow.as_ref().expect("stages");
    assert_eq!((stages[0].lead_days, stages[0].next[0].as_str(), stages[1].seat.as_deref()), (Some(1), "done", None));
    let place = config.place("workflow.stages[0].next[0]").expect("a place");
    assert!(matches!(place.spot, Spot::Span(span) if span.of(text) == "\"done\""));
}

#[test]
fn each_value_has_its_place_and_what_is_not_written_has_its_tables() {
    let text = "[people.ann]\nname = \"Ann\"\nreports_to = \"mai\"\n";
    let (config, _) = parse(text);
    let shown = |path: &str| match config.place(path).expect("a place").spot {
        Spot::Span(span) => span.of(text).to_owned(),
        other => format!("{other:?}"),
    };
    assert_eq!(shown("people.ann.reports_to"), "\"mai\"");
    assert_eq!(shown("people.ann.email"), "ann");
    assert_eq!(shown("fx.USD"), "At(Position { line: 1, column: 1 })");
}

#[test]
fn nobody_leaves_before_they_came() {
    let text = "[people.ann]\nname = \"Ann\"\nfrom = 2026-03-01\nto = 2026-02-01\naway = [{ from = 2026-03-09, to = 2026-03-01 }]\n";
    assert_eq!(
        complaints(text),
        ["bad-config-value@2026-02-01", "bad-config-value@{ from = 2026-03-09, to = 2026-03-01 }"]
    );
}

#[test]
fn words_of_ones_own_are_kept_by_language_and_a_list_that_does_not_exist_is_pointed_at() {
    let text = "[briefs]\nplaceholders = [\"later on\"]\n[briefs.words.fi]\njoining = [\"ynnä\"]\njoning = [\"ja\"]\n[briefs.words.finnish]\njoining = []\n";
    let (config, findings) = parse(text);
    assert_eq!(config.words[ANY][&Topic::Placeholders], ["later on"]);
    assert_eq!(config.words["fi"][&Topic::Joining], ["ynnä"]);
    assert_eq!(complaints(text), ["unknown-config-key@joning", "unknown-config-key@finnish"]);
    assert_eq!(findings[0].help.as_deref(), Some("did you mean `joining`?"));
}
