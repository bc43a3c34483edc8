//! The papers of a job, to look at: estimates and change orders line by line, and what is ordered from suppliers.

use crate::harness::Case;
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

const FILM: &str = "jobs/ACME/ACME-0012.yaml";

fn book() -> Case {
    Case::copy("tests/books/records", "2026-12-01")
}

fn json(case: &Case, line: &str) -> Value {
    case.run(&format!("{line} --format json")).ok().json()
}

/// One key of each row of a list, sums by their amount.
fn told(json: &Value, list: &str, key: &str) -> Vec<String> {
    let rows = json[list].as_array().unwrap_or_else(|| panic!("no `{list}` in {json}"));
    let value = |row: &Value| match &row[key] {
        Value::Object(sum) => sum["amount"].as_str().unwrap_or_default().to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    rows.iter().map(value).collect()
}

#[test]
fn an_estimate_is_shown_with_its_prices_sums_and_approvals() {
    let case = book();
    let shown = json(&case, "job estimate show ACME-0012");
    assert_eq!(told(&shown, "rows", "line"), ["concept", "film", "tv"]);
    // 40 h x 110.00; 30,000.00 and 15%; the gross of the media
    assert_eq!(told(&shown, "rows", "price"), ["4400.00", "34500.00", "40000.00"]);
    assert_eq!(told(&shown, "rows", "net"), ["null", "30000.00", "null"]);
    // 10% of 4,400.00 + 34,500.00 are set aside
    let total = &shown["totals"][0];
    assert_eq!((&total["total"]["amount"], &total["contingency"]["amount"]), (&"78900.00".into(), &"3890.00".into()));
    assert_eq!((&total["discounts"]["amount"], &total["tax"]), (&"0.00".into(), &"none".into()));
    assert_eq!(told(&shown, "approvals", "for"), ["internal", "client"]);
    assert_eq!(told(&shown, "approvals", "counts"), ["true", "true"]);
    assert_eq!(shown["lacking"], serde_json::json!([]));
    assert_eq!((&shown["paper"][0]["estimate"], &shown["paper"][0]["status"]), (&1.into(), &"approved".into()));
    // before the client's yes of 23 November it is still lacking
    let before = json(&case, "job estimate show ACME-0012 --as-of 2026-11-22");
    assert_eq!(
        (told(&before, "approvals", "for"), told(&before, "lacking", "what")),
        (vec!["internal".into()], vec!["the client's yes".into()])
    );
    case.run("job estimate show ACME-0012 --version 2").exits(2).says("no version 2").says("its versions: 1");
    case.run("job estimate show ACME-0013").exits(2).says("has no estimate").says("suits job estimate add ACME-0013");
    case.run("job estimate show ACME-0099").exits(2);
}

#[test]
fn discounts_stand_apart_from_the_lines_that_they_reduce() {
    let case = book();
    case.run("job estimate add ACME-0012 --id again --kind fee --text Again --amount 5000.00 --new-version").ok();
    case.run("job estimate add ACME-0012 --id thanks --kind discount --text 'Old friends' --amount 500.00").ok();
    let total = json(&case, "job estimate show ACME-0012")["totals"][0].clone();
    // 5,000.00 and 500.00 off
    let sums = ["lines", "discounts", "total"].map(|key| total[key]["amount"].clone());
    assert_eq!(sums, ["5000.00", "-500.00", "4500.00"]);
    assert_eq!(total["contingency"], Value::Null, "the new version sets nothing aside");
    case.run("job estimate show ACME-0012").ok().says("Discounts").says("-500.00 EUR");
    // both versions are rows; the older one is still what is agreed
    let list = json(&case, "job estimate list ACME-0012");
    assert_eq!(
        (told(&list, "rows", "version"), told(&list, "rows", "total")),
        (vec!["1".into(), "2".into()], vec!["78900.00".into(), "4500.00".into()])
    );
    assert_eq!(
        (told(&list, "totals", "agreed"), told(&list, "totals", "pending")),
        (vec!["78900.00".into()], vec!["4500.00".into()])
    );
}

#[test]
fn what_is_lacking_comes_by_the_commands_that_are_named() {
    let mut case = book();
    case.set_user("bo");
    let draft = "job estimate add ACME-0013 --id film --kind fee --text Film --role art-director --hours 10";
    case.run(draft).ok();
    let lacking = |case: &Case, line: &str| {
        let shown = json(case, line);
        (told(&shown, "lacking", "what"), told(&shown, "lacking", "command"))
    };
    let run = |case: &Case, command: &str| {
        let typed = command.strip_prefix("suits ").expect("a command of ours").replace('…', "mail 2026-12-01");
        case.run(&typed).ok();
    };
    let show = "job estimate show ACME-0013";
    let (what, commands) = lacking(&case, show);
    assert_eq!(what, ["the agency's yes", "its way to the client", "the client's yes"]);
    case.run(&format!("{show} --format md")).ok().says("a draft, and no offer yet");
    // the draft is priced by the card as it would be approved: 10 h x 110.00
    assert_eq!(json(&case, show)["totals"][0]["total"]["amount"], "1100.00");
    for (at, command) in commands.iter().enumerate() {
        run(&case, command);
        assert_eq!(lacking(&case, show).0, what[at + 1..], "after `{command}`");
    }
    // a change order goes the same way
    case.run("job change add ACME-0013 --cause out-of-scope --text Rain --kind fee --amount 300.00").ok();
    let show = "job change show ACME-0013 co1";
    let (what, commands) = lacking(&case, show);
    assert_eq!(what, ["the agency's yes", "its way to the client", "the client's yes"]);
    for (at, command) in commands.iter().enumerate() {
        run(&case, command);
        assert_eq!(lacking(&case, show).0, what[at + 1..], "after `{command}`");
    }
    let agreed = json(&case, "job change list ACME-0013");
    assert_eq!(
        (told(&agreed, "rows", "agreed"), told(&agreed, "totals", "agreed")),
        (vec!["2026-12-01".into()], vec!["300.00".into()])
    );
    case.run("check ACME-0013").ok();
}

#[test]
fn the_page_for_the_client_has_no_costs_of_the_agency() {
    let case = book();
    let page = case.run("job estimate show ACME-0012 --format md").ok().stdout;
    for told in ["Spring launch film", "34,500.00 EUR", "78,900.00 EUR", "Offered until", "| client | liisa |"] {
        assert!(page.contains(told), "{told} is missing:\n{page}");
    }
    // the supplier's net, the markup and the commission, the agency's own approval, where it has got to
    for secret in ["30,000", "30000", "15%", "Kuva", "internal", "| bo |", "lacking", "approved"] {
        assert!(!page.contains(secret), "{secret} is told:\n{page}");
    }
    let page = case.run("job change show ACME-0012 co1 --format md").ok().stdout;
    assert!(page.contains("Second ending") && page.contains("1,140.00 EUR"), "{page}");
    assert!(
        page.contains("due 3 working days later") && !page.contains("drawn") && !page.contains("client-revision"),
        "{page}"
    );
    // for scripts all of it is there
    let csv = case.run("job estimate show ACME-0012 --format csv").ok().stdout;
    assert!(csv.starts_with("line,text,kind,") && csv.contains(",30000.00,15%,"), "{csv}");
}

#[test]
fn change_orders_are_listed_and_shown() {
    let mut case = book();
    let list = json(&case, "job change list ACME-0012");
    assert_eq!(
        (told(&list, "rows", "change"), told(&list, "rows", "total")),
        (vec!["co1".into()], vec!["1140.00".into()])
    );
    // raised on 30 November
    assert_eq!(json(&case, "job change list ACME-0012 --as-of 2026-11-29")["rows"], serde_json::json!([]));
    let shown = json(&case, "job change show ACME-0012 CO1");
    assert_eq!(told(&shown, "rows", "price"), ["1140.00"]);
    assert_eq!(
        (&shown["paper"][0]["cause"], &shown["paper"][0]["schedule_days"]),
        (&"client-revision".into(), &3.into())
    );
    case.run("job change show ACME-0012 co2").exits(2).says("did you mean `co1`?");
    case.run("job change show ACME-0013 co1").exits(2).says("suits job change add ACME-0013");
    case.set_user("ann");
    case.run("job change reject ACME-0012 co1 --by liisa --reason 'One ending is enough'").ok();
    case.run("job change show ACME-0012 co1")
        .ok()
        .says("the client said no by liisa on 2026-12-01: One ending is enough");
    let list = json(&case, "job change list ACME-0012");
    assert_eq!(
        (told(&list, "rows", "lacks"), told(&list, "totals", "pending")),
        (vec!["[]".into()], Vec::<String>::new())
    );
}

#[test]
fn orders_are_listed_with_what_is_charged_and_open() {
    let mut case = book();
    case.set_user("eve");
    case.run("job order add ACME-0012 --line film --net 1500.00").ok();
    let add = "job order add ACME-0012 --line tv --supplier MTV --id po-tv --net";
    case.run(&format!("{add} 1000.00 --currency USD --fx-rate 0.9")).ok();
    case.run("job order send ACME-0012 po-tv").ok();
    case.run("job order receive ACME-0012 po-tv --id mtv-1 --net 400.00 --currency USD --fx-rate 0.9").ok();
    let list = json(&case, "job order list ACME-0012");
    let columns = ["order", "supplier", "line", "net", "status", "charged", "open"].map(|key| told(&list, "rows", key));
    let row = |at: usize| columns.each_ref().map(|column| column[at].as_str());
    assert_eq!(row(0), ["po-118", "Kuva Oy", "film", "28500.00", "sent", "0.00", "28500.00"]);
    // a draft binds nobody: nothing of it is open, and no total has it
    assert_eq!(row(1), ["po-119", "Kuva Oy", "film", "1500.00", "draft", "0.00", "null"]);
    assert_eq!(row(2), ["po-tv", "MTV", "tv", "1000.00", "part-invoiced", "400.00", "600.00"]);
    assert_eq!(told(&list, "totals", "currency"), ["EUR", "USD"]);
    assert_eq!(told(&list, "totals", "net"), ["28500.00", "1000.00"]);
    assert_eq!(told(&list, "totals", "open"), ["28500.00", "600.00"]);
    assert_eq!(told(&list, "supplier_invoices", "lacks"), ["not approved yet"]);
    // the supplier's own invoice of February is paid for from the 22nd on
    let later = json(&case, "job order list ACME-0012 --as-of 2027-02-22");
    assert_eq!(
        (told(&later, "rows", "open")[0].as_str(), told(&later, "supplier_invoices", "to_be_paid")[0].as_str()),
        ("0.00", "2027-02-22")
    );
    case.run("job order cancel ACME-0012 po-119 --reason 'Not needed'").ok();
    let list = json(&case, "job order list ACME-0012 --where 'status = cancelled'");
    assert_eq!(
        (told(&list, "rows", "order"), told(&list, "rows", "open")),
        (vec!["po-119".into()], vec!["0.00".into()])
    );
}

#[test]
fn without_a_job_the_lists_are_of_all_jobs() {
    let case = Case::copy("examples/northlight", "2026-12-01");
    for verb in ["estimate", "change", "order"] {
        let all = json(&case, &format!("job {verb} list"));
        let jobs = told(&all, "rows", "job");
        assert!(jobs.iter().any(|job| job != &jobs[0]), "several jobs: {jobs:?}");
        let acme = told(&json(&case, &format!("job {verb} list --client ACME")), "rows", "job");
        assert!(!acme.is_empty() && acme.iter().all(|job| job.starts_with("ACME-")), "{acme:?}");
        case.run(&format!("job {verb} list ACME-0012 --client ACME")).exits(2).says("--client");
        case.run(&format!("job {verb} list --where 'nothing = 1'")).exits(2);
        // what is agreed by the lists is what `budget` has as approved
        case.run(&format!("job {verb} list --format md")).ok().says("| ---: |");
    }
    let sums = |line: &str, list: &str, key: &str| told(&json(&case, line), list, key);
    let agreed = [
        sums("job estimate list ACME-0012", "totals", "agreed"),
        sums("job change list ACME-0012", "totals", "agreed"),
    ];
    let approved = sums("budget --where 'job = ACME-0012'", "rows", "approved");
    let cents = |sum: &String| sum.replace('.', "").parse::<i64>().expect("cents");
    assert_eq!(agreed.iter().flatten().map(cents).sum::<i64>(), cents(&approved[0]));
}

#[test]
fn figures_line_up_behind_titles_of_every_script() {
    let case = book();
    let texts = ["ภาพยนตร์สงกรานต์", "春季电影脚本", "Kịch bản phim mùa xuân", "Kevätelokuvan käsikirjoitus", "📽 film"];
    for (at, text) in texts.iter().enumerate() {
        let version = if at == 0 { " --new-version" } else { "" };
        let amount = ["7.00", "123456.00", "50.00", "1000.00", "9999.99"][at];
        case.run(&format!(
            "job estimate add ACME-0012 --id l{at} --kind fee --text '{text}' --amount {amount}{version}"
        ))
        .ok();
    }
    case.run("job set ACME-0012 'title=ภาพยนตร์เปิดตัวฤดูใบไม้ผลิ 春季'").ok();
    for line in ["job estimate show ACME-0012", "job show ACME-0012", "job estimate list"] {
        let printed = case.run(line).ok().stdout;
        let mut ends: Vec<usize> = Vec::new();
        for text in
            printed.lines().filter(|line| texts.iter().any(|text| line.contains(text)) && line.ends_with(" EUR"))
        {
            ends.push(text.width());
        }
        assert!(line == "job estimate list" || ends.len() == 5, "{printed}");
        assert!(ends.iter().all(|end| *end == ends[0]), "{ends:?}:\n{printed}");
    }
    let md = case.run("job estimate show ACME-0012 --format md").ok().stdout;
    for text in texts {
        assert!(md.contains(text), "{text} in\n{md}");
    }
    assert!(md.contains("ภาพยนตร์เปิดตัวฤดูใบไม้ผลิ 春季"));
    assert_eq!(told(&json(&case, "job estimate show ACME-0012"), "rows", "text"), texts);
}

#[test]
fn what_cannot_be_told_is_null_and_says_why() {
    let case = book();
    // no card has a fee for a florist, and nobody said a rate
    let text = case.text(FILM).replace("role: production", "role: florist").replace("        rate: 95.00\n", "");
    case.write(FILM, text);
    let shown = json(&case, "job change show ACME-0012 co1");
    assert_eq!((&shown["rows"][0]["price"], &shown["totals"][0]["total"]), (&Value::Null, &Value::Null));
    assert_eq!(told(&shown, "lacking", "what")[0], "a price");
    assert!(told(&shown, "rows", "why")[0].contains("rate"), "{shown}");
    assert_eq!(json(&case, "job change list ACME-0012")["totals"][0]["pending"], Value::Null);
    // a client that cannot be read prices nothing
    case.write("clients/ACME.yaml", "name: [");
    case.run("job estimate show ACME-0012").exits(2).says("clients/ACME.yaml");
    let ran = case.run("job estimate list ACME-0012 --format json").exits(2);
    let list: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!((&list["rows"][0]["total"], list["unreadable"].as_array().map(Vec::len)), (&Value::Null, Some(1)));
    case.run("job order list ACME-0012").exits(2);
    case.run("job change list ACME-0012").exits(2);
}

#[test]
fn a_job_and_an_invoice_show_what_their_lines_come_to() {
    let case = book();
    let job = json(&case, "job show ACME-0012");
    assert_eq!(told(&job, "papers", "paper"), ["estimate 1", "change order co1"]);
    assert_eq!(
        (told(&job, "papers", "total"), told(&job, "papers", "contingency")[0].as_str()),
        (vec!["78900.00".into(), "1140.00".into()], "3890.00")
    );
    assert_eq!(told(&job, "lines", "price"), ["4400.00", "34500.00", "40000.00", "1140.00"]);
    case.run("job show ACME-0012").ok().says("Lines that count or wait").says("34,500.00 EUR");
    // 4,400.00 and 25.5%
    let invoice = json(&case, "invoice show ACME-I0118");
    assert_eq!(
        (told(&invoice, "lines", "net"), told(&invoice, "lines", "text")),
        (vec!["4400.00".into()], vec!["Concept and script".into()])
    );
    let total = &invoice["totals"][0];
    let sums = ["net", "tax", "amount"].map(|key| total[key]["amount"].clone());
    assert_eq!((sums, &total["tax_rate"]), (["4400.00", "1122.00", "5522.00"].map(Value::from), &"25.5%".into()));
    case.run("invoice show ACME-I0118").ok().says("Tax rate").says("1,122.00 EUR");
    assert_eq!(json(&case, "job show ACME-0013").get("papers"), None, "a job without papers has none");
}
