//! Records say anything; a journal still holds the same papers with the same sums, and not a line more. Texts are made of what the languages of
//! journals mean something by, from a seed that a failure names.

use crate::export_papers::text;
use crate::formats_hostile::{always, text as nasty};
use crate::journals::{PROGRAMS, read};
use crate::pieces::{Book, print_at};
use suits::domain::job::Job;
use suits::key_path;
use suits::render::sanitize;
use suits::values::JobId;

const PIECES: &[&str] = &[
    ";",
    "  ; date: 2020-01-01",
    ", date:2020-01-01",
    "[2020-01-01]",
    "[=2020-01-01]",
    "|",
    "\n    Assets:Bank  1.00 EUR",
    "\n2026-01-01 open Assets:Evil",
    "\n2026-01-01 * \"x\"",
    "\n\nend comment\n",
    "(code) ",
    "* ",
    "! ",
    "= 2020-01-01",
    "=2020-01-01 ",
    "\"",
    "\" \"",
    "\" #tag ^link",
    "\\",
    "\\\"",
    "{1.00 EUR}",
    "@ 2 EUR",
    ":a:b:",
    "key:: 1",
    "key: value",
    "\t",
    "  ",
    "\r\n",
    "include /etc/passwd",
    "!include x",
    "€1,000.00",
    "Kuva Oy",
    "ร้านกาแฟ",
    "广告",
];

fn hostile(random: &mut fastrand::Rng) -> String {
    if random.bool() {
        return nasty(random);
    }
    (0..random.usize(1..6)).map(|_| PIECES[random.usize(0..PIECES.len())]).collect()
}

/// A text in YAML, every letter of it as an escape where it is not plain. There is no way to write a null.
fn yaml(text: &str) -> String {
    let escape = |c: char| if c.is_ascii_alphanumeric() { c.to_string() } else { format!("\\U{:08x}", c as u32) };
    format!("\"x{}\"", text.replace('\0', "").chars().map(escape).collect::<String>())
}

/// A book whose every free word is one of some texts.
fn book(texts: &[String; 9]) -> Book {
    let [agency, client, title, supplier, line, note, number, reason, channel] =
        texts.each_ref().map(|text| yaml(text));
    let settings = format!(
        "[agency]\nname = {agency}\ncurrency = \"EUR\"\n[people.ann]\nname = \"Ann\"\nroles = [\"account-executive\"]\nfrom = 2024-01-01\n\
         [people.mai]\nname = \"Mai\"\nroles = [\"account-manager\"]\nfrom = 2024-01-01\n[[rates.standard]]\nfrom = 2026-01-01\n\
         charge = {{ account-executive = 80 }}\n"
    );
    let client = format!(
        "name: {client}\nstatus: active\ncontacts: [{{id: liisa, name: Liisa, limit: 900000, from: 2024-01-01}}]\n\
         contracts: [{{id: aor, type: aor, start: 2025-01-01, rates: standard, markup: 10%}}]\n"
    );
    let job = |hash: &str| {
        format!(
            "title: {title}\ntype: tv-video\nstatus: requested\ncontract: aor\nrequested_by: liisa\nrequested_on: 2026-10-01\n\
             estimates:\n  - version: 1\n    status: approved\n    currency: EUR\n    contingency: 10%\n    lines:\n\
             \x20     - {{id: film, kind: third-party, text: {line}, supplier: {supplier}, channel: {channel}, role: {channel}, net: 1000.00, markup: 10%}}\n\
             \x20   approvals: [{{for: client, by: liisa, date: 2026-10-02, method: email, evidence: mail, entered_by: ann, hash: {hash}}}]\n\
             orders: [{{id: po-1, line: film, supplier: {supplier}, date: 2026-10-05, net: 900.00, status: sent}}]\n\
             supplier_invoices: [{{id: si-1, order: po-1, date: 2026-10-20, net: 300.00}}]\n"
        )
    };
    let id = JobId::parse("ACME-0001").expect("an id");
    let hash = print_at::<Job>(id, &job("h1-0"), &key_path!["estimates", 0]);
    let invoice = format!(
        "number: {number}\ndate: 2026-10-30\ndue: 2026-11-30\nkind: final\npo: {note}\ntax: 24%\nlines: [{{job: ACME-0001, line: film, net: 500.00}}]\n\
         written_off: {{date: 2026-12-01, by: mai, reason: {reason}}}\n"
    );
    let sheet = format!("entries: [{{id: a, date: 2026-10-10, job: ACME-0001, hours: 2, note: {note}}}]\n");
    Book::new(&settings)
        .client("ACME", &client)
        .job("ACME-0001", &job(&hash))
        .timesheet("ann/2026-10", &sheet)
        .issued_invoice("ACME-I0001", &invoice)
}

#[test]
fn no_text_of_a_record_becomes_a_posting_a_date_or_a_directive() {
    let plain = book(&[const { String::new() }; 9]);
    let expected = PROGRAMS.map(|program| read(program, &text(&plain, program, "2026-12-31")));
    // 1,100 approved; 2 h x 80 and 300 x 1.1 used; (900 - 300) x 1.1 promised; 110 kept for surprises
    let figure = |account: &str| expected[0].total(account, "EUR").to_string();
    assert_eq!(figure("Equity:Budget:ACME:ACME-0001:Approved"), "-1100.00");
    assert_eq!(figure("Equity:Budget:ACME:ACME-0001:Actual"), "490.00");
    assert_eq!(figure("Equity:Budget:ACME:ACME-0001:Committed"), "660.00");
    assert_eq!(figure("Equity:Contingency:ACME:ACME-0001:Kept"), "110.00");
    assert_eq!(figure("Expenses:WrittenOff:ACME"), "620.00");
    always(|random| {
        let texts: [String; 9] = std::array::from_fn(|_| hostile(random));
        let book = book(&texts);
        for (program, expected) in PROGRAMS.iter().zip(&expected) {
            let journal = read(program, &text(&book, program, "2026-12-31"));
            journal.assert_sound(program);
            assert_eq!(journal.papers, expected.papers, "{program} of {texts:?}");
            assert_eq!(journal.said.len(), expected.said.len(), "{program} of {texts:?}");
            if *program == "beancount" {
                // in quotes nothing is lost but blanks at the ends and what acts on a screen
                let name = format!("x{}", texts[1].replace('\0', ""));
                let name = sanitize::line(&name).trim().to_owned();
                assert!(journal.said.contains(&name), "{name:?} of {:?}", journal.said);
            }
        }
    });
}
