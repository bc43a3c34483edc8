//! From production to the last invoice.

use super::BY_LIISA;
use super::steps::Walk;
use sha2::{Digest as _, Sha256};

/// Made, cleared, released and delivered.
pub(super) fn delivered(walk: &mut Walk) {
    walk.day("2027-02-05");
    let production = "job advance ACME-0001 --to in-production";
    walk.refused(
        "ann",
        production,
        &[(
            "specs-complete",
            "briefs/ACME/ACME-B0001.yaml/deliverables/film-30",
            "suits brief set ACME-B0001 deliverables.film-30.spec=",
        )],
    );
    walk.obeyed("ann", "brief set ACME-B0001 'deliverables.film-30.spec=30 s, 16:9'");
    walk.by("bo", "brief approve ACME-B0001 --for strategy");
    walk.by("kim", "brief approve ACME-B0001 --for creative");
    walk.by("ann", &format!("{BY_LIISA} --evidence 'mail 2027-02-05 11:20'"));
    walk.steps("ann", production, "approved → in-production, with eve, due Fri 2027-02-12");
    walk.by("eve", "job set ACME-0001 'quality_checks+={id: legal-super, text: Legal super readable for 2 s}'");
    walk.by("eve", "job set ACME-0001 'orders+={id: po-1, line: film, supplier: Kuva Oy, date: 2027-02-05, net: 28500.00, status: sent}'");
    walk.by("eve", "job set ACME-0001 deliverables.film-30.version=v4");
    walk.day("2027-02-12");
    walk.steps(
        "eve",
        "job advance ACME-0001 --to clearance",
        "in-production → clearance, with ann, due Fri 2027-02-26",
    );
    walk.day("2027-02-24");
    let released = "job advance ACME-0001 --to released";
    walk.refused(
        "ann",
        released,
        &[
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
        "job set ACME-0001 quality_checks.legal-super.done=2027-02-24 quality_checks.legal-super.by=eve",
    );
    walk.obeyed("eve", "job set ACME-0001 deliverables.film-30.version=v3");
    walk.steps("ann", released, "clearance → released, with tom, due Thu 2027-02-25");
    walk.steps("tom", "job advance ACME-0001 --to delivered", "released → delivered, with fay, due Wed 2027-03-03");
}

/// Charged, paid for and over.
pub(super) fn closed(walk: &mut Walk) {
    walk.day("2027-03-01");
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
            ("no-open-orders", "jobs/ACME/ACME-0001.yaml/orders/po-1/status", "suits job edit ACME-0001"),
        ],
    );
    walk.edited("eve", "job edit ACME-0001", "    net: 28500.00\n    status: sent\n", ORDERED);
    walk.case.write("invoices/ACME/ACME-I0001.yaml", final_invoice());
    walk.obeyed("ann", "feedback resolve ACME-0001-R6 credits --declined");
    walk.steps("fay", closed, "delivered → closed");
}

const ORDERED: &str = "    net: 28500.00\n    status: invoiced\n";

/// The final invoice, approved by mai: there is no command for it yet. Its fingerprint is SHA-256 over the keys in order, without the
/// approvals, every value a text; worked out here from what the record says, not by the program.
fn final_invoice() -> String {
    let canonical = concat!(
        r#"{"currency":"EUR","date":"2027-03-01","due":"2027-03-31","kind":"final","#,
        r#""lines":[{"id":"all","job":"ACME-0001","line":"concept","net":"5400.00"}],"number":"2027-31","tax":"25.5%"}"#
    );
    let digest = Sha256::digest(canonical.as_bytes());
    let hash: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!(
        "number: 2027-31\ndate: 2027-03-01\ndue: 2027-03-31\nkind: final\ncurrency: EUR\ntax: 25.5%\n\
         lines:\n  - id: all\n    job: ACME-0001\n    line: concept\n    net: 5400.00\n\
         approvals:\n  - for: issue\n    by: mai\n    role: account-manager\n    date: 2027-03-01\n    method: system\n    hash: h1-{hash}\n"
    )
}
