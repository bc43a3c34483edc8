//! From production to the last invoice.

use super::BY_LIISA;
use super::steps::Walk;

const JOB: &str = "jobs/ACME/ACME-0001.yaml";

/// Made: specified, ordered, sent back once, and taken by a deputy.
pub(super) fn produced(walk: &mut Walk) {
    walk.day("2027-02-12");
    let production = "job advance ACME-0001 --to in-production";
    walk.by("eve", "job order add ACME-0001 --line film --supplier 'Kuva Oy' --net 28500.00");
    walk.by("eve", "job order send ACME-0001 po-1");
    // Somebody books it on a line that is not there, past the program: it would not have that.
    let job = walk.case.text(JOB);
    walk.case.write(JOB, job.replacen("    line: film\n", "    line: shoot\n", 1));
    // The singer withdraws: what was agreed with her goes out of the brief.
    walk.by("ann", "brief set ACME-B0001 rights.talent=null rights.music=null");
    walk.refused(
        "ann",
        production,
        &[
            (
                "specs-complete",
                "briefs/ACME/ACME-B0001.yaml/deliverables/film-30",
                "suits brief set ACME-B0001 deliverables.film-30.spec=",
            ),
            ("rights-noted", "briefs/ACME/ACME-B0001.yaml/rights", "suits brief set ACME-B0001 rights.talent="),
            (
                "orders-covered",
                "jobs/ACME/ACME-0001.yaml/orders/po-1/line",
                "suits job set ACME-0001 orders.po-1.line=",
            ),
        ],
    );
    walk.obeyed("ann", "brief set ACME-B0001 'deliverables.film-30.spec=30 s, 16:9'");
    walk.obeyed("ann", "brief set ACME-B0001 'rights.talent=FI, 12 months' 'rights.music=library, FI, 12 months'");
    walk.obeyed("eve", "job set ACME-0001 orders.po-1.line=film");
    walk.by("bo", "brief approve ACME-B0001 --for strategy");
    walk.by("kim", "brief approve ACME-B0001 --for creative");
    walk.by("ann", &format!("{BY_LIISA} --evidence 'mail 2027-02-12 11:20'"));
    walk.steps("ann", production, "approved → in-production, with eve, due Fri 2027-02-19");
    walk.day("2027-02-15");
    let back = "in-production sent back → approved, with ann, due Tue 2027-02-16";
    walk.steps("eve", "job reject ACME-0001 --reason 'The mix is not signed off'", back);
    walk.day("2027-02-16");
    walk.steps("ann", production, "approved → in-production, with eve, due Tue 2027-02-23");
    walk.by("eve", "job accept ACME-0001");
    walk.by("eve", "job set ACME-0001 'quality_checks+={id: legal-super, text: Legal super readable for 2 s}'");
    walk.by("eve", "job set ACME-0001 deliverables.film-30.version=v4");
    walk.by("ann", "people away ann --from 2027-02-22 --to 2027-02-26 --deputy mai");
    walk.day("2027-02-23");
    // 24, 25, 26 February, 1 to 5, 8 and 9 March.
    let clearance = "in-production → clearance, with ann, due Tue 2027-03-09";
    walk.steps("eve", "job advance ACME-0001 --to clearance", clearance);
    walk.day("2027-02-24");
    walk.by("mai", "job accept ACME-0001");
    walk.by("mai", "job wait ACME-0001 --on supplier --note 'Clearance of the film'");
    let call = "contact-report new ACME --medium call --jobs ACME-0001 --client liisa --agency mai --decision";
    walk.by("mai", &format!("{call} 'The film runs from 1 April'"));
    walk.by("mai", "contact-report issue ACME-C0002");
}

/// Released as the client and the lawyers approved it.
pub(super) fn delivered(walk: &mut Walk) {
    walk.day("2027-03-04");
    walk.by("ann", "feedback open ACME-0001 --type legal --version v3 --approver liisa").says("ACME-0001-R7");
    let released = "job advance ACME-0001 --to released";
    walk.refused(
        "ann",
        released,
        &[
            (
                "legal-approved",
                "feedback/ACME/ACME-0001-R7.yaml/reviewers/0/decision",
                "suits feedback decide ACME-0001-R7 --by liisa approved",
            ),
            (
                "released-version-approved",
                "jobs/ACME/ACME-0001.yaml/deliverables/film-30/version",
                "suits job set ACME-0001 deliverables.film-30.version=v3",
            ),
            (
                "quality-checks-done",
                "jobs/ACME/ACME-0001.yaml/quality_checks/legal-super/done",
                "suits job set ACME-0001 quality_checks.legal-super.done=",
            ),
        ],
    );
    walk.obeyed(
        "eve",
        "job set ACME-0001 quality_checks.legal-super.done=2027-03-04 quality_checks.legal-super.by=eve",
    );
    walk.obeyed("eve", "job set ACME-0001 deliverables.film-30.version=v3");
    walk.obeyed("ann", "feedback decide ACME-0001-R7 --by liisa approved");
    walk.steps("ann", released, "clearance → released, with tom, due Fri 2027-03-05");
    walk.day("2027-03-05");
    walk.steps("tom", "job advance ACME-0001 --to delivered", "released → delivered, with fay, due Fri 2027-03-12");
}

/// Charged, paid for and over.
pub(super) fn closed(walk: &mut Walk) {
    walk.day("2027-03-10");
    let closed = "job advance ACME-0001 --to closed";
    walk.refused(
        "fay",
        closed,
        &[
            (
                "no-open-rounds",
                "feedback/ACME/ACME-0001-R6.yaml/items/credits",
                "suits feedback resolve ACME-0001-R6 credits",
            ),
            ("billed", "jobs/ACME/ACME-0001.yaml/status", "suits invoice new ACME --rest ACME-0001"),
            ("no-open-orders", "jobs/ACME/ACME-0001.yaml/orders/po-1/status", "suits job order receive ACME-0001 po-1"),
        ],
    );
    walk.obeyed("eve", "job order receive ACME-0001 po-1 --net 28500.00 --id kuva-12 --date 2027-03-08");
    walk.by("mai", "job order approve ACME-0001 kuva-12 --for payment");
    last_invoice(walk);
    walk.obeyed("ann", "feedback resolve ACME-0001-R6 credits --declined");
    walk.steps("fay", closed, "delivered → closed");
}

/// The rest of the job on one invoice, written by ann and issued by mai, who may.
fn last_invoice(walk: &mut Walk) {
    // 36 h x 150.00 = 5,400.00, 30,000.00 x 1.15 = 34,500.00, 40,000.00: the 79,900.00 that liisa agreed to
    let rest = "invoice new ACME --rest ACME-0001 --kind final --number 2027-31";
    walk.obeyed("ann", &format!("{rest} --tax 25.5%")).says("79,900.00 EUR").says("suits invoice issue ACME-I0001");
    let draft = walk.case.text("invoices/ACME/ACME-I0001.yaml");
    for written in ["kind: final", "date: 2027-03-10", "due: 2027-04-09", "tax: 25.5%", "approvals: []"] {
        assert!(draft.contains(written), "{written} in\n{draft}");
    }
    let invoice: serde_yaml::Value = serde_yaml::from_str(&draft).expect("YAML");
    let word = |value: &serde_yaml::Value| match value {
        serde_yaml::Value::Number(number) => number.to_string(),
        value => value.as_str().unwrap_or_default().to_owned(),
    };
    let lines = invoice["lines"].as_sequence().expect("lines");
    let lines: Vec<String> =
        lines.iter().map(|line| ["job", "line", "net"].map(|key| word(&line[key])).join(" ")).collect();
    assert_eq!(lines, ["ACME-0001 concept 5400.0", "ACME-0001 film 34500.0", "ACME-0001 tv 40000.0"]);
    // a draft bills nothing
    walk.refused(
        "fay",
        "job advance ACME-0001 --to closed",
        &[
            ("no-open-rounds", "feedback/ACME/ACME-0001-R6.yaml/items/credits", ""),
            ("billed", "jobs/ACME/ACME-0001.yaml/status", "suits invoice issue ACME-I0001"),
        ],
    );
    walk.stopped("ann", "invoice issue ACME-I0001", "no-authority");
    // 79,900.00 x 1.255 = 100,274.50
    walk.obeyed("mai", "invoice issue ACME-I0001").says("100,274.50 EUR");
    walk.stopped("ann", &format!("{rest}b"), "nothing");
    let owed = walk.row("ageing --client ACME", &["amount", "open", "due"]).expect("a row");
    assert_eq!(
        (&owed[0]["amount"], &owed[1]["amount"], &owed[2]),
        (&"100274.50".into(), &"100274.50".into(), &"2027-04-09".into())
    );
    let work = walk.row("wip --client ACME", &["billed", "price"]).expect("a row");
    assert_eq!((&work[0]["amount"], &work[1]["amount"]), (&"79900.00".into(), &"79900.00".into()));
}
