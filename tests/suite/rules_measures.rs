//! How a brief measures itself and where it says its truths come from: weak and strong answers in every language of the lists.

use crate::rules::{changed, found, found_by, in_brief, shown};
use suits::checks::{self, Choice, Docs};
use suits::finding::Severity;
use suits::values::{BriefId, Day};

const BRIEF: &str = "briefs/ACME/ACME-B0004.yaml";

fn kpi(language: &str, lines: &[&str]) -> String {
    let mut text = format!("language: {language}\nkpis:\n");
    for (at, line) in lines.iter().enumerate() {
        text += &format!("  {} {line}\n", if at == 0 { "-" } else { " " });
    }
    text
}

/// A KPI of the communication objective, which says in its own text from where to where and by when.
fn kpi_to(language: &str, metric: &str, target: &str) -> String {
    let target = format!("target: {target}");
    kpi(
        language,
        &[metric, "objective: communication", "baseline: 1", &target, "by: 2027-06-30", "method: Brand tracker"],
    )
}

#[test]
fn a_target_is_a_number_in_any_script() {
    let (metric, weak) = ("metric: A shop for me", vec![("kpi-without-figure", 6)]);
    for (language, target, expected) in [
        ("en", "30%", vec![]),
        ("en", "as many as possible", weak.clone()),
        ("fi", "900 000 kontaktia", vec![]),
        ("fi", "selvästi enemmän kuin nyt", weak.clone()),
        ("th", "๑๘%", vec![]),
        ("th", "มากขึ้นกว่าเดิม", weak.clone()),
        ("zh", "三成", vec![]),
        ("zh", "明顯提升", weak.clone()),
        ("vi", "18 điểm", vec![]),
        ("vi", "tăng rõ rệt", weak),
        ("en", "TBC", vec![("placeholder-in-brief", 6)]),
    ] {
        assert_eq!(in_brief(&kpi_to(language, metric, target)), expected, "{language}: {target}");
    }
}

#[test]
fn a_kpi_says_from_where_how_and_by_when() {
    let whole =
        ["id: for-me", "metric: Named first", "baseline: 22%", "target: 30%", "by: 2027-06-30", "method: Tracker"];
    let without = |key: &str| {
        let kept: Vec<&str> = whole.iter().copied().filter(|line| !line.starts_with(key)).collect();
        let text = kpi("en", &kept) + "objectives:\n  - kind: business\n    text: Sell one more boot for every two.\n";
        let found = in_brief(
            &(text + "  - kind: communication\n    text: Be named first by half of the young.\n    id: first\n"),
        );
        found.into_iter().map(|(code, _)| code).filter(|code| code.starts_with("kpi-")).collect::<Vec<_>>()
    };
    assert_eq!(without("nothing"), [] as [&str; 0]);
    assert_eq!(without("baseline"), ["kpi-without-baseline"]);
    assert_eq!(without("method"), ["kpi-without-method"]);
    assert_eq!(without("by"), ["kpi-without-date"]);
    // one thing at a time: what has no target yet is not asked for its baseline and its method
    assert_eq!(without("target"), ["kpi-without-figure"]);
}

#[test]
fn a_kpi_may_lean_on_what_its_objective_says() {
    // the sound book's objective: from 22% to 30% by 2027-06-30
    let leaning = ["metric: A shop for me", "objective: communication", "target: 30%", "method: Brand tracker"];
    assert_eq!(in_brief(&kpi("en", &leaning)), []);
    let stray = ["metric: A shop for me", "baseline: 22%", "target: 30%", "by: 2027-06-30", "method: Brand tracker"];
    assert_eq!(in_brief(&kpi("en", &stray)), [("stray-kpi", 3)]);
}

#[test]
fn an_objective_with_its_own_figures_needs_no_kpi() {
    for (language, text, expected) in [
        ("fi", "Nosta alle 35-vuotiaiden liikevaihto 4,1:stä 4,8 miljoonaan", vec![]),
        ("th", "ยอดขายเพิ่มจาก ๑๒% เป็น ๑๘%", vec![]),
        ("zh", "回頭客由一成八升至三成", vec![]),
        ("vi", "Đưa doanh thu nhóm dưới 35 tuổi từ 4,1 lên 4,8 triệu", vec![]),
        ("en", "Make the shop the first place people think of in 2027", vec![("unmeasured-objective", 4)]),
        ("th", "ให้คนนึกถึงเราก่อนใคร", vec![("unmeasured-objective", 4)]),
    ] {
        let first = format!("language: {language}\nobjectives:\n  - kind: business\n    text: {text}\n");
        let second = "  - id: communication\n    kind: communication\n    text: From 22% to 30% by 2027-06-30.\n";
        assert_eq!(in_brief(&(first + second)), expected, "{text}");
    }
}

#[test]
fn an_insight_says_where_it_was_found_and_when() {
    let insight = |language: &str, text: &str, source: &str| {
        in_brief(&format!("language: {language}\ninsight:\n  text: {text}\n  source: {source}\n"))
    };
    let (none, vague, old) = ("insight-without-source", "vague-source", "stale-insight");
    for (language, text, source, expected) in [
        ("en", "They call it going for a walk, never hiking.", "\"-\"", vec![(none, 4)]),
        ("en", "They call it going for a walk, never hiking.", "online research", vec![(vague, 4)]),
        ("en", "They call it going for a walk, never hiking.", "Shop interviews, May 2026", vec![]),
        ("en", "They call it going for a walk, never hiking.", "Kantar brand tracker 2023", vec![(old, 4)]),
        ("fi", "Kukaan ei muista lomalta latuja.", "ei ole", vec![(none, 4)]),
        ("fi", "Kukaan ei muista lomalta latuja.", "Asiakaspalaute", vec![(vague, 4)]),
        ("fi", "Kukaan ei muista lomalta latuja.", "Perhehaastattelut, Tampere ja Jyväskylä", vec![]),
        ("th", "คนไกลบ้านจำบ้านได้จากกลิ่น", "ความเห็นลูกค้า", vec![(vague, 4)]),
        ("th", "คนไกลบ้านจำบ้านได้จากกลิ่น", "สัมภาษณ์คนทำงาน ๑๒ คน พ.ศ. ๒๕๖๙", vec![]),
        ("th", "คนไกลบ้านจำบ้านได้จากกลิ่น", "รายงานตลาด พ.ศ. ๒๕๖๔", vec![(old, 4)]),
        ("zh", "沒有人會把拆開的茶轉送出去。", "客戶意見", vec![(vague, 4)]),
        ("zh", "沒有人會把拆開的茶轉送出去。", "《香港送禮調查》", vec![]),
        ("vi", "Người xa nhà nhớ mùi trước khi nhớ hình.", "Ý kiến khách hàng", vec![(vague, 4)]),
        ("vi", "Người xa nhà nhớ mùi trước khi nhớ hình.", "Phỏng vấn 12 người ở Đà Nẵng", vec![]),
    ] {
        assert_eq!(insight(language, text, source), expected, "{language}: {source}");
    }
}

#[test]
fn where_an_insight_is_not_asked_for_its_source_only_warns() {
    let severities = |kind: &str| {
        let snapshot = changed(BRIEF, |text| {
            let text = text.replacen("type: tv-video", &format!("type: {kind}"), 1);
            text.replacen("  source: Focus groups, Oulu and Tampere\n  date: 2026-09-18\n", "", 1)
        });
        let found = found(&snapshot);
        let ours = found.iter().filter(|finding| finding.code == "insight-without-source");
        ours.map(|finding| finding.severity).collect::<Vec<_>>()
    };
    assert_eq!(severities("tv-video"), [Severity::Error]);
    assert_eq!(severities("audio"), [Severity::Warning]);
}

#[test]
fn a_planner_may_let_an_insight_stand_without_its_source() {
    let waived = |by: &str| {
        format!(
            "insight:\n  text: They call it going for a walk.\nwaived:\n  - section: insight\n    by: {by}\n    reason: Heard in every shop; there is no time to ask.\n"
        )
    };
    assert_eq!(in_brief(&waived("pia")), []);
    assert_eq!(in_brief(&waived("ann")), [("insight-without-source", 1)]);
}

#[test]
fn a_question_is_overdue_the_day_after_and_at_the_gate_only_until_the_work_is_over() {
    let asked = "open_questions:\n  - text: May we use the actors again?\n    owner: ann\n    due: ";
    let on = |due: &str| changed(BRIEF, |text| text.replacen("open_questions: []", &format!("{asked}{due}"), 1));
    let due = Choice { select: vec!["overdue-question".to_owned()], ..Choice::default() };
    // seen on 2026-12-01
    assert_eq!(shown(&on("2026-11-30"), &found_by(&on("2026-11-30"), &due)).len(), 1);
    assert_eq!(found_by(&on("2026-12-01"), &due), []);
    assert_eq!(found(&on("2026-11-30")), []);
    let snapshot = on("2026-11-30");
    let id = BriefId::parse("ACME-B0004").expect("an id");
    let brief = snapshot.agency.briefs.get(&id).found().expect("the brief");
    let today = Day::ymd(2026, 12, 1).expect("a day");
    let errors = checks::brief_errors(brief, &snapshot.agency, today, &|_| String::new());
    assert_eq!(errors.iter().map(|error| error.code).collect::<Vec<_>>(), ["overdue-question"]);
}

#[test]
fn a_kpi_outlives_a_contract_only_when_the_contract_is_to_end() {
    // ACME-0012 is under aor-2025, to 2026-12-31; the KPI is read on 2027-06-30
    let decided = |decision: &str| {
        let new = format!("renewal_decision: {decision}");
        let snapshot = changed("clients/ACME.yaml", |text| text.replacen("renewal_decision: null", &new, 1));
        shown(&snapshot, &found(&snapshot)).into_iter().filter(|line| line.starts_with("untimely-kpi")).count()
    };
    assert_eq!(decided("end"), 1);
    assert_eq!(decided("renew"), 0);
    assert_eq!(decided("renegotiate"), 0);
}

#[test]
fn a_reason_that_the_legal_claims_prove_needs_no_evidence_of_its_own() {
    let reason = |text: &str| in_brief(&format!("reasons_to_believe:\n  - text: {text}\n"));
    // the sound book substantiates the claim `70% of Finns`
    assert_eq!(reason("70% of Finns live within 1 km of a forest."), []);
    assert_eq!(reason("Every shop lies on a marked path."), [("unproven-reason", 2)]);
}

#[test]
fn words_that_recur_for_a_reason_are_no_copies() {
    let brief = |text: &str| in_brief(text).into_iter().filter(|(code, _)| *code == "same-text-twice").count();
    let twice = "problem: The forest starts at your door.\nproposition: The forest starts at your door.\n";
    assert_eq!(brief(twice), 1);
    // a title may well be the promise, and a claim is what a reason says
    assert_eq!(
        brief("title: The forest starts at your door.\nlegal:\n  - claim: The forest starts at your door.\n"),
        0
    );
    assert_eq!(brief("language: zh\nproblem: 沒有人記得我們的茶。\naudience: 沒有人記得我們的茶。\n"), 1);
    assert_eq!(brief("language: th\nproblem: รอ\naudience: รอ\n"), 0);
}

#[test]
fn a_brief_is_a_copy_only_of_another_task() {
    let rule = checks::find("text-of-another-brief").expect("the rule");
    let copy = Docs::parse(rule.meta().docs).expect("its text").bad;
    let copies = |old: &str, new: &str| {
        assert!(copy.text.contains(old), "{old}");
        let snapshot = changed(&copy.path, |_| copy.text.replacen(old, new, 1));
        found(&snapshot).iter().filter(|finding| finding.code == "text-of-another-brief").count()
    };
    assert_eq!(copies("Shop windows, autumn 2027", "Shop windows, fall 2027"), 1);
    // one text may recur, and parts of one campaign may share them all
    assert_eq!(copies("The forest starts at your door.", "Nobody comes back dry."), 0);
    assert_eq!(copies("Shop windows, autumn 2027", "Spring launch 2027"), 0);
    assert_eq!(copies("requested_on: 2027-03-08", "requested_on: 2027-02-02"), 0);
    assert_eq!(copies("requested_on: 2027-03-08", "requested_on: 2027-02-03"), 1);
    assert_eq!(copies("type: print-ooh", "type: adaptation"), 0);
    assert_eq!(copies("status: draft", "status: superseded"), 0);
}
