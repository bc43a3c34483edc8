//! Who may do what, with the trade's usual ranks and limits.

use super::*;
use crate::domain::money::money_book::{CONFIG, day, example, job, person, terms, with_job, yes};
use crate::source::SourceId;
use crate::values::{Amount, Currency};

fn config() -> Config {
    Config::parse(CONFIG, SourceId(0)).0
}

fn euros(sum: &str) -> Money {
    Money::new(Amount::parse(sum).expect("a sum").0, Currency::EUR)
}

fn allowed(who: &str, act: Act) -> Option<String> {
    may(&config(), &person(who), act, day("2026-11-20")).ok().map(|role| role.to_string())
}

#[test]
fn limits_include_their_last_cent() {
    let role = |word: &str| Some(word.to_owned());
    assert_eq!(allowed("ann", Act::Estimate(euros("5000"))), role("account-executive"));
    assert_eq!(allowed("ann", Act::Estimate(euros("5000.01"))), None);
    assert_eq!(allowed("mai", Act::Estimate(euros("25000"))), role("account-manager"));
    assert_eq!(allowed("bo", Act::Estimate(euros("250000.01"))), None);
    assert_eq!(allowed("ann", Act::Change(euros("1000"))), role("account-executive"));
    assert_eq!(allowed("ann", Act::Change(euros("1000.01"))), None);
    assert_eq!(allowed("kim", Act::Estimate(euros("1"))), None);
}

#[test]
fn each_right_has_its_rank_or_role() {
    assert!(allowed("bo", Act::Strategy(None)).is_some() && allowed("mai", Act::Strategy(Some(Size::Large))).is_none());
    assert!(allowed("ann", Act::Strategy(Some(Size::Small))).is_some());
    assert!(allowed("kim", Act::Creative).is_some() && allowed("bo", Act::Creative).is_none());
    assert!(allowed("kim", Act::CraftVerdict).is_some() && allowed("ann", Act::CraftVerdict).is_none());
    for act in [Act::SupplierInvoice, Act::ClientInvoice, Act::Override, Act::Cancel, Act::Hold, Act::WaiveRound] {
        assert!(allowed("mai", act).is_some() && allowed("ann", act).is_none(), "{act:?}");
    }
}

#[test]
fn rights_end_with_the_last_day_and_a_no_names_who_could() {
    let config = config();
    let act = Act::Estimate(euros("30000"));
    assert!(may(&config, &person("bo"), act, day("2026-12-31")).is_ok());
    let gone = may(&config, &person("bo"), act, day("2027-01-01")).expect_err("gone");
    assert_eq!(gone.reason, "`bo` does not work here on 2027-01-01");
    let refused = may(&config, &person("ann"), act, day("2026-11-20")).expect_err("too much");
    assert_eq!(
        refused.reason,
        "`ann` may approve estimates up to 5,000.00 EUR, and this comes to 30,000.00 EUR before discounts"
    );
    assert_eq!(refused.help.as_deref(), Some("ask `bo`"));
    let nobody = may(&config, &person("ann"), act, day("2027-01-01")).expect_err("nobody is left");
    assert!(nobody.help.expect("help").starts_with("nobody"));
    assert_eq!(rank(&config, &person("bo"), day("2026-12-31")), Some(5));
    assert_eq!(rank(&config, &person("bo"), day("2027-01-01")), None);
}

#[test]
fn a_deputy_has_only_their_own_rights_and_whoever_is_away_keeps_theirs() {
    let away = "roles = [\"account-manager\"]\naway = [{ from = 2026-11-01, to = 2026-11-30, deputy = \"ann\" }]";
    let text = CONFIG.replace("roles = [\"account-manager\"]", away);
    let (config, findings) = Config::parse(&text, SourceId(0));
    assert_eq!(findings, []);
    let act = Act::Estimate(euros("6000"));
    assert!(may(&config, &person("ann"), act, day("2026-11-20")).is_err());
    assert!(may(&config, &person("mai"), act, day("2026-11-20")).is_ok());
}

#[test]
fn nobody_approves_what_they_wrote_except_in_a_small_shop() {
    let (ann, bo) = (person("ann"), person("bo"));
    let mut config = config();
    assert_eq!(apart(&config, &bo, std::slice::from_ref(&ann)), Ok(None));
    assert!(apart(&config, &ann, std::slice::from_ref(&ann)).is_err());
    config.self_approval = SelfApproval::Warn;
    assert!(apart(&config, &ann, std::slice::from_ref(&ann)).is_ok_and(|warning| warning.is_some()));
}

#[test]
fn acting_for_someone_needs_a_paper_and_is_never_system() {
    let (ann, liisa) = (person("ann"), person("liisa"));
    assert!(may_enter(&ann, &ann, Method::System, None).is_ok());
    assert!(may_enter(&ann, &liisa, Method::Email, Some("mail 9:12")).is_ok());
    assert!(may_enter(&ann, &liisa, Method::Email, Some(" ")).is_err());
    assert!(may_enter(&ann, &liisa, Method::System, Some("mail 9:12")).is_err());
}

#[test]
fn an_internal_approval_is_tested_on_the_estimate_and_all_approved_changes() {
    let change = |id: &str, sum: u32, approvals: &str| {
        format!(
            "  - {{id: {id}, date: 2026-11-21, cause: fyi, status: sent, lines: [{{kind: fee, amount: {sum}}}], approvals: [{approvals}]}}\n"
        )
    };
    let rest = format!(
        "estimates:\n  - {{version: 1, status: approved, lines: [{{kind: fee, amount: 4000}}], approvals: [{}]}}\n  \
         - {{version: 2, status: draft, currency: USD, lines: [{{kind: fee, role: art-director, hours: 10}}]}}\nchange_orders:\n{}{}",
        yes("2026-11-20"),
        change("one", 700, &yes("2026-11-22")),
        change("two", 400, "")
    );
    let agency = with_job(&rest, "[]");
    let (job, terms) = (job(&agency, "ACME-0001"), terms(&agency, "ACME-0001"));
    // 10 h x 110 EUR = 220 USD an hour = 2,200 USD = 1,100 EUR, and 700 approved
    assert_eq!(estimate_sum(job, 1, &terms, day("2026-11-25")).map(|sum| sum.to_string()), Ok("1,800.00 EUR".into()));
    // before the first dollar rate
    assert!(estimate_sum(job, 1, &terms, day("2026-10-31")).is_err());
    // 700 approved since the estimate, and this one's 400: more than an account executive may split into parts
    let two = change_sum(job, 1, &terms, day("2026-11-25")).expect("a sum");
    assert_eq!(two, euros("1100"));
    assert!(may(&agency.config, &person("ann"), Act::Change(two), day("2026-11-25")).is_err());
    assert_eq!(change_sum(job, 1, &terms, day("2026-11-21")), Ok(euros("400")));
}

#[test]
fn a_discount_lowers_no_sum_that_is_tested() {
    let rest = "estimates:\n  - {version: 1, status: draft, lines: [{kind: fee, amount: 300000}, {kind: discount, amount: 296000}]}\n";
    let agency = with_job(rest, "[]");
    let (job, terms) = (job(&agency, "ACME-0001"), terms(&agency, "ACME-0001"));
    // the client pays 4,000, and the agency works for 300,000
    assert_eq!(estimate_sum(job, 0, &terms, day("2026-11-25")), Ok(euros("300000")));
    let by = |who: &str| client_may_approve_estimate(job, 0, &terms, &person(who), Method::Email, day("2026-11-25"));
    assert!(by("liisa").is_ok() && by("pete").is_err(), "the client's limit is for what the client pays");
}

#[test]
fn the_people_of_the_record_format_approve_its_estimate() {
    let agency = example();
    let (job, terms) = (job(&agency, "ACME-0012"), terms(&agency, "ACME-0012"));
    let sum = estimate_sum(job, 0, &terms, day("2026-11-20")).expect("a sum");
    assert_eq!(sum, euros("78900"));
    assert!(may(&agency.config, &person("bo"), Act::Estimate(sum), day("2026-11-20")).is_ok());
    assert!(may(&agency.config, &person("mai"), Act::Estimate(sum), day("2026-11-20")).is_err());
    let po = |by: &str| client_may_approve_estimate(job, 0, &terms, &person(by), Method::Po, day("2026-11-23"));
    assert!(po("liisa").is_ok() && po("ann").is_err());
}
