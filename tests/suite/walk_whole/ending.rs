//! From production to the last invoice.

use super::BY_LIISA;
use super::steps::Walk;
use sha2::{Digest as _, Sha256};

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
            ("billed", "jobs/ACME/ACME-0001.yaml/status", ""),
            ("no-open-orders", "jobs/ACME/ACME-0001.yaml/orders/po-1/status", "suits job order receive ACME-0001 po-1"),
        ],
    );
    walk.obeyed("eve", "job order receive ACME-0001 po-1 --net 28500.00 --id kuva-12 --date 2027-03-08");
    walk.by("mai", "job order approve ACME-0001 kuva-12 --for payment");
    walk.case.write("invoices/ACME/ACME-I0001.yaml", final_invoice());
    walk.obeyed("ann", "feedback resolve ACME-0001-R6 credits --declined");
    walk.steps("fay", closed, "delivered → closed");
}

/// The final invoice, approved by mai: there is no command for it yet. Its fingerprint is SHA-256 over the keys in order, without the
/// approvals, every value a text; worked out here from what the record says, not by the program.
fn final_invoice() -> String {
    let canonical = concat!(
        r#"{"currency":"EUR","date":"2027-03-10","due":"2027-04-09","kind":"final","#,
        r#""lines":[{"id":"all","job":"ACME-0001","line":"concept","net":"5400.00"}],"number":"2027-31","tax":"25.5%"}"#
    );
    let digest = Sha256::digest(canonical.as_bytes());
    let first: [u8; 8] = digest[..8].try_into().expect("eight bytes");
    let hash = format!("{:016x}", u64::from_be_bytes(first));
    format!(
        "number: 2027-31\ndate: 2027-03-10\ndue: 2027-04-09\nkind: final\ncurrency: EUR\ntax: 25.5%\n\
         lines:\n  - id: all\n    job: ACME-0001\n    line: concept\n    net: 5400.00\n\
         approvals:\n  - for: issue\n    by: mai\n    role: account-manager\n    date: 2027-03-10\n    method: system\n    hash: h1-{hash}\n"
    )
}
