//! Guards that look beyond the job: the client's request, the jobs before it, orders to suppliers, rights and the lawyers. Each lets pass and
//! stops, as a pure function and through the command line.

use crate::guards::{BRIEF, FILM, JOB, NOTHING, approved_job, book, client, found, says, says_on};
use crate::harness::Case;
use crate::pieces::Book;
use suits::finding::Severity;

/// What the guard that only warns says on 2026-11-10.
fn told(book: &Book) -> Vec<String> {
    let findings = found(book, "client-brief-reported", "2026-11-10", |_| Vec::new());
    assert!(findings.iter().all(|finding| finding.severity == Severity::Warning && finding.help.is_some()));
    findings.into_iter().map(|finding| finding.message).collect()
}

#[test]
fn a_contact_report_tells_of_the_request() {
    let report = |date: &str, jobs: &str| format!("date: {date}\nmedium: call\njobs: [{jobs}]\nauthor: ann\n");
    let with = |date: &str, jobs: &str| book("").contact_report("ACME-C0001", &report(date, jobs));
    let missing = ["no contact report tells of the client's request"];
    // The job was requested on Monday 2 November. Five working days later is Monday the 9th, five before is Monday 26 October.
    assert_eq!(told(&book("")), missing);
    assert_eq!(told(&with("2026-11-09", "")), NOTHING);
    assert_eq!(told(&with("2026-11-10", "")), missing);
    assert_eq!(told(&with("2026-10-26", "")), NOTHING);
    assert_eq!(told(&with("2026-10-23", "")), missing);
    // One that names the job may be of any day that has come.
    assert_eq!(told(&with("2026-11-10", "ACME-0001")), NOTHING);
    assert_eq!(told(&with("2026-11-11", "ACME-0001")), missing);
    // Another client's meeting is about something else.
    assert_eq!(told(&book("").contact_report("BOREAL-C0001", &report("2026-11-02", ""))), missing);
}

#[test]
fn a_job_waits_for_those_before_it() {
    let guard = "earlier-jobs-delivered";
    let before = |status: &str| {
        let done = format!("handoffs:\n  - {{stage: {status}, date: 2026-12-05}}\n");
        book("after: [ACME-0002]\n")
            .job("ACME-0002", &format!("{}{done}", JOB.replace("status: briefing", &format!("status: {status}"))))
    };
    assert_eq!(says(&book(""), guard), NOTHING);
    assert_eq!(says(&before("delivered"), guard), NOTHING);
    assert_eq!(says(&before("closed"), guard), NOTHING);
    assert_eq!(
        says(&before("released"), guard),
        ["after[0]: ACME-0002, which ACME-0001 comes after, is not delivered: it is in released"]
    );
    // Delivered on the 5th: on the 4th it had not come there yet.
    assert_eq!(says_on(&before("delivered"), guard, "2026-12-04").len(), 1);
    assert_eq!(
        says(&book("after: [ACME-0009]\n"), guard),
        ["after[0]: ACME-0009, which ACME-0001 comes after, does not exist"]
    );
    let off = book("after: [ACME-0002]\n")
        .job("ACME-0002", &format!("{JOB}cancelled: {{date: 2026-12-01, by: mai, reason: Off}}\n"));
    assert_eq!(says(&off, guard), ["after[0]: ACME-0002, which ACME-0001 comes after, is cancelled"]);
}

#[test]
fn what_was_wanted_is_done_or_declined_before_the_work_is_looked_at_again() {
    let guard = "items-resolved";
    let items = |status: &str| format!("items:\n  - {{id: end, text: Ending, status: {status}}}\n");
    let round = |kind: &str, status: &str| {
        client("2026-12-01", "changes-required", &items(status)).replace("type: client", &format!("type: {kind}"))
    };
    let with = |kind: &str, status: &str| book(FILM).round("ACME-0001-R1", &round(kind, status));
    assert_eq!(says(&with("client", "open"), guard), ["items[0]: `end` of ACME-0001-R1 is open: Ending"]);
    assert_eq!(says(&with("legal", "open"), guard).len(), 1);
    assert_eq!(says(&with("client", "done"), guard), NOTHING);
    assert_eq!(says(&with("legal", "declined"), guard), NOTHING);
    // What the agency itself wanted is asked for at the door to the client.
    assert_eq!(says(&with("internal", "open"), guard), NOTHING);
    // The latest round counts, each kind for itself.
    let again = with("client", "open").round("ACME-0001-R2", &round("client", "done"));
    assert_eq!(says(&again, guard), NOTHING);
    assert_eq!(says(&with("client", "open").round("ACME-0001-R2", &round("legal", "done")), guard).len(), 1);
}

#[test]
fn an_order_is_on_an_approved_line_and_within_it() {
    let guard = "orders-covered";
    let text = include_str!("../books/records/jobs/ACME/ACME-0012.yaml");
    let job = |text: &str| Book::records().job("ACME-0001", text);
    let ordered = |lines: &str| text.replace("supplier_invoices:", &format!("{lines}supplier_invoices:"));
    let order = |line: &str, net: &str, status: &str| {
        format!("  - id: po-119\n    line: {line}\n    date: 2026-11-26\n    net: {net}\n    status: {status}\n")
    };
    assert_eq!(says(&approved_job(), guard), NOTHING);
    // The film has 30,000.00 net: 28,500.00 and 1,500.00 are just that.
    assert_eq!(says(&job(&ordered(&order("film", "1500.00", "sent"))), guard), NOTHING);
    assert_eq!(
        says(&job(&ordered(&order("film", "1500.01", "accepted"))), guard),
        ["orders[1].net: with the order `po-119` 30,000.01 EUR is ordered on the line `film`, which has 30,000.00 EUR"]
    );
    // The second ending is the agency's own work; an order that is a draft, or off, binds nobody.
    assert_eq!(
        says(&job(&ordered(&order("co1-edit", "900.00", "sent"))), guard),
        [
            "orders[1].line: the order `po-119` is on the line `co1-edit`, a fee: the agency's own work, from which no supplier is paid"
        ]
    );
    assert_eq!(says(&job(&ordered(&order("co1-edit", "900.00", "draft"))), guard), NOTHING);
    assert_eq!(says(&job(&ordered(&order("co1-edit", "900.00", "cancelled"))), guard), NOTHING);
    let nowhere = ordered(&order("film", "1.00", "sent").replace("    line: film\n", ""));
    assert_eq!(says(&job(&nowhere), guard), ["orders[1]: the order `po-119` names no line that pays for it"]);
    // What a supplier charged without an order is asked for its line too: on none, on one not approved, on a fee.
    let charged = |line: &str| {
        text.replace(
            "supplier_invoices:\n",
            &format!("supplier_invoices:\n  - {{id: taxi-1, {line}supplier: Taksi, date: 2026-11-26, net: 10.00}}\n"),
        )
    };
    assert_eq!(says(&job(&charged("line: film, ")), guard), NOTHING);
    assert_eq!(
        says(&job(&charged("")), guard),
        ["supplier_invoices[0]: the supplier invoice `taxi-1` names no line that pays for it"]
    );
    assert_eq!(
        says(&job(&charged("line: co1-edit, ")), guard),
        [
            "supplier_invoices[0].line: the supplier invoice `taxi-1` is on the line `co1-edit`, a fee: the agency's own work, from which no supplier is paid"
        ]
    );
    // Once the estimate is another than the client approved, nothing is covered any more.
    let stale = text.replace("hours: 40", "hours: 41");
    assert_eq!(
        says(&job(&stale), guard),
        ["orders[0].line: the order `po-118` is on the line `film` of estimate 1, which the client has not approved"]
    );
    // Nor before the client had approved it, on the 23rd; an investment with a cap asks for no line.
    assert_eq!(says_on(&approved_job(), guard, "2026-11-22").len(), 1);
    let given = stale.replace("investment: null", "investment: {cap: 500.00, reason: New business, by: mai}");
    assert_eq!(says(&job(&given), guard), NOTHING);
}

#[test]
fn rights_are_noted_where_the_work_needs_them() {
    let guard = "rights-noted";
    let with = |brief: &str| book("").brief("ACME-B0001", brief);
    assert_eq!(
        says(&with(BRIEF), guard),
        ["rights: the brief ACME-B0001 says nothing of rights, and tv-video work needs them"]
    );
    assert_eq!(says(&with(&format!("{BRIEF}rights: {{music: \" \"}}\n")), guard).len(), 1);
    assert_eq!(says(&with(&format!("{BRIEF}rights: {{music: 'library, FI, 12 months'}}\n")), guard), NOTHING);
    // A campaign may do without, a small job is not asked, and an account manager may waive them; an account executive may not.
    assert_eq!(says(&with(&BRIEF.replace("tv-video", "campaign")), guard), NOTHING);
    assert_eq!(says(&with(&BRIEF.replace("size: large", "size: small")), guard), NOTHING);
    let waived = |by: &str| format!("{BRIEF}waived:\n  - {{section: rights, by: {by}, reason: Type only}}\n");
    assert_eq!(says(&with(&waived("mai")), guard), NOTHING);
    assert_eq!(says(&with(&waived("ann")), guard).len(), 1);
    assert_eq!(
        says(&Book::records().job("ACME-0001", &JOB.replace("brief: ACME-B0001\n", "")), guard),
        ["brief: ACME-0001 has no brief"]
    );
}

#[test]
fn the_lawyers_say_yes_and_claims_are_proven() {
    let guard = "legal-approved";
    let legal = |decision: &str| client("2026-12-01", decision, "").replace("type: client", "type: legal");
    let shown = |decision: &str| book(FILM).round("ACME-0001-R1", &legal(decision));
    assert_eq!(says(&book(FILM), guard), NOTHING);
    assert_eq!(says(&shown("approved"), guard), NOTHING);
    assert_eq!(
        says(&shown("changes-required"), guard),
        ["reviewers[0].decision: the lawyers have not approved `film`: ACME-0001-R1 is `changes-required`"]
    );
    assert_eq!(says_on(&shown("approved"), guard, "2026-12-04").len(), 1);
    assert_eq!(says(&shown("changes-required").round("ACME-0001-R2", &legal("approved")), guard), NOTHING);
    let claims =
        |proof: &str| book(FILM).brief("ACME-B0001", &format!("{BRIEF}legal:\n  - claim: 70% of Finns\n{proof}"));
    assert_eq!(
        says(&claims(""), guard),
        ["legal[0]: the brief ACME-B0001 claims `70% of Finns`, and nothing shows it"]
    );
    assert_eq!(says(&claims("    substantiation: LUKE 2024\n"), guard), NOTHING);
}

/// A job of the record format's book that has come to a stage.
fn at(stage: &str, more: &str) -> Case {
    let case = Case::copy("tests/books/records", "2026-12-01");
    let job = format!(
        "title: Posters\nbrief: ACME-B0004\ncontract: aor-2025\ntype: tv-video\nstatus: {stage}\nrequested_by: liisa\nrequested_on: 2026-11-02\ndue: 2027-03-12\nbaseline_due: 2027-03-12\nhandoffs:\n  - stage: {stage}\n    from: ann\n    to: tom\n    date: 2026-11-30\n    due: 2026-12-02\n{more}"
    );
    case.write("jobs/ACME/ACME-0014.yaml", job);
    case
}

#[test]
fn each_is_refused_with_its_place_and_then_satisfied() {
    // The job before is still in creative; once it is delivered, the next may begin.
    let case = at("authorised", "after: [ACME-0013]\n");
    let ran = case
        .run("job advance ACME-0014 --to in-creative")
        .exits(1)
        .says("earlier-jobs-delivered")
        .says("it is in in-creative");
    ran.says("jobs/ACME/ACME-0014.yaml:16:").says("suits job show ACME-0013");
    case.run("explain in-creative ACME-0014").exits(1).says("earlier-jobs-delivered");
    let cinema = case.text("jobs/ACME/ACME-0013.yaml");
    case.write("jobs/ACME/ACME-0013.yaml", cinema.replace("in-creative", "delivered"));
    case.run("explain in-creative ACME-0014").ok();
    case.run("job advance ACME-0014 --to in-creative").ok();
    // A job before it that cannot be read leaves the question open; a step that does not ask for it goes on.
    let case = at("authorised", "after: [ACME-0013]\n");
    case.write("jobs/ACME/ACME-0013.yaml", "title: [\n");
    case.run("job advance ACME-0014 --to in-creative").exits(2).says("ACME-0013.yaml:");
    case.run("job advance ACME-0014 --to estimating --dry-run").exits(1).says("deliverables-listed");

    // An item of the client's round is open; declined, it stops nobody.
    let case = at("revising", "deliverables:\n  - id: film-30\n    version: v2\n");
    let round = "type: client\ndeliverable: film-30\nversion: v1\nsent: 2026-11-26\nreviewers:\n  - {by: liisa, decision: changes-required, date: 2026-11-27}\nitems:\n  - id: shop\n    text: Show the shop\n    status: open\n";
    case.write("feedback/ACME/ACME-0014-R1.yaml", round);
    case.run("job advance ACME-0014 --to internal-review")
        .exits(1)
        .says("items-resolved")
        .says("suits feedback resolve ACME-0014-R1 shop");
    case.run("feedback resolve ACME-0014-R1 shop --declined").ok();
    case.run("job advance ACME-0014 --to internal-review").ok();

    // Production: the brief's rights, and an order on a line that nobody approved.
    let case = at(
        "approved",
        "deliverables:\n  - id: film-30\n    version: v1\norders:\n  - {id: po-7, line: film, date: 2026-11-30, net: 10.00, status: sent}\n",
    );
    let brief = case.text("briefs/ACME/ACME-B0004.yaml");
    case.write(
        "briefs/ACME/ACME-B0004.yaml",
        brief.replace("rights:\n  talent: FI, 12 months\n  music: library, FI, 12 months\n", ""),
    );
    case.run("job advance ACME-0014 --to in-production")
        .exits(1)
        .says("rights-noted")
        .says("orders-covered")
        .says("which no estimate");
    case.run("brief set ACME-B0004 'rights.talent=FI, 12 months'").ok();
    case.run("job set ACME-0014 orders.po-7.line=print").ok();
    let job = case.text("jobs/ACME/ACME-0014.yaml");
    case.write("jobs/ACME/ACME-0014.yaml", job.replace("status: sent", "status: cancelled"));
    case.run("job advance ACME-0014 --to in-production").ok();

    // Release: the lawyers, and a claim without proof.
    let case = at("in-production", "deliverables:\n  - id: film-30\n    version: v1\n");
    let shown = |kind: &str, decision: &str| {
        format!(
            "type: {kind}\ndeliverable: film-30\nversion: v1\nsent: 2026-11-26\nreviewers:\n  - {{by: liisa, decision: {decision}, date: 2026-11-27}}\n"
        )
    };
    case.write("feedback/ACME/ACME-0014-R1.yaml", shown("client", "approved"));
    case.write("feedback/ACME/ACME-0014-R2.yaml", shown("legal", "pending"));
    case.write("briefs/ACME/ACME-B0004.yaml", brief.replace("    substantiation: LUKE 2024\n", ""));
    case.run("job advance ACME-0014 --to released")
        .exits(1)
        .says("have not approved `film-30`")
        .says("nothing shows it");
    case.run("feedback decide ACME-0014-R2 --by liisa approved").ok();
    case.run("brief set ACME-B0004 'legal[0].substantiation=LUKE 2024'").ok();
    case.run("job advance ACME-0014 --to released").ok();
}

#[test]
fn a_request_that_nobody_wrote_down_is_said_and_stops_nobody() {
    // The record format's report is of 18 November: sixteen days after this request, and about another job.
    let case = at("requested", "");
    let ran =
        case.run("job advance ACME-0014 --to briefing").ok().says("no contact report tells of the client's request");
    ran.says("`suits contact-report new ACME`");
    let case = at("requested", "");
    let report = case.text("contact-reports/ACME/ACME-C0031.yaml");
    case.write("contact-reports/ACME/ACME-C0031.yaml", report.replace("[ACME-0012]", "[ACME-0012, ACME-0014]"));
    case.run("job advance ACME-0014 --to briefing").ok().says_not("no contact report");
    // A report that cannot be read leaves it open, and stops nobody either.
    let case = at("requested", "");
    case.write("contact-reports/ACME/ACME-C0031.yaml", "date: [\n");
    case.run("job advance ACME-0014 --to briefing").ok().says("cannot be told").says("requested → briefing");
    // Where the stage does not ask, none is read: then a broken one is not even heard of.
    case.run("job advance ACME-0014 --to brief-approved").exits(0);
}

#[test]
fn a_round_that_nothing_covers_says_what_would_cover_it() {
    let help = |waiver: &str| {
        let book = book(FILM)
            .round("ACME-0001-R1", &client("2026-12-01", "changes-required", ""))
            .round("ACME-0001-R2", &client("2026-12-02", "changes-required", ""))
            .round("ACME-0001-R3", &client("2026-12-03", "changes-required", waiver));
        found(&book, "within-rounds", "2026-12-10", |_| Vec::new())[0].help.clone().expect("a help")
    };
    let plain = help("");
    assert!(plain.contains("`suits feedback waive ACME-0001-R3"), "{plain}");
    assert!(
        plain.contains("dated after 2026-12-02: `suits job change add ACME-0001 --cause client-revision"),
        "{plain}"
    );
    // It has been waived already, by somebody who may not, so waiving it is not what is left to do.
    let refused = help("waiver: {by: ann, reason: Our fault}\n");
    assert!(refused.contains("its waiver does not count: `ann`"), "{refused}");
    assert!(refused.contains("`suits feedback edit ACME-0001-R3`"), "{refused}");
}
