//! The book of the whole walk: made by `init` and the commands of a client, and its people written into `suits.toml`.

use crate::harness::Case;

const AGENCY: &str = r#"
[agency]
name = "Northlight"
currency = "EUR"
language = "en"
timezone = "Europe/Helsinki"

[calendar]
work_week = ["mon", "tue", "wed", "thu", "fri"]
holidays = ["2026-12-24", "2026-12-25", "2027-01-01", "2027-01-06", "2027-03-26", "2027-03-29"]

[calendars.acme]                    # its shops count their stock on 4 January
work_week = ["mon", "tue", "wed", "thu", "fri"]
holidays = ["2026-12-24", "2026-12-25", "2027-01-01", "2027-01-04", "2027-01-06", "2027-03-26", "2027-03-29"]

[people]
ann = { name = "Ann Lee", roles = ["account-executive"], reports_to = "mai", from = 2024-03-01 }
mai = { name = "Mai Tran", roles = ["account-manager"], reports_to = "bo", from = 2024-01-01 }
bo = { name = "Bo Berg", roles = ["account-director"], from = 2024-01-01 }
tom = { name = "Tom Reid", roles = ["traffic"], reports_to = "bo", from = 2024-01-01 }
kim = { name = "Kim Park", roles = ["creative-director"], from = 2024-01-01 }
eve = { name = "Eve Lind", roles = ["production"], reports_to = "bo", from = 2024-01-01 }
fay = { name = "Fay Wong", roles = ["finance"], reports_to = "bo", from = 2024-01-01 }

[[rates.standard]]
from = 2026-01-01
currency = "EUR"
charge = { account-executive = 85, creative-director = 150, production = 95 }

[checks]
vague-deliverable = "off"           # here production settles lengths and sizes; a guard asks for them then
"#;

/// A client on the Friday before its first job.
pub(super) fn book() -> Case {
    let mut case = Case::empty("2026-11-20");
    case.run("init").ok();
    case.write("suits.toml", AGENCY);
    case.set_user("mai");
    for line in [
        "client new ACME --name 'Acme Outdoor Oy' --status prospect --currency EUR --language fi --calendar acme",
        "client set ACME team.account-executive=ann team.account-manager=mai team.account-director=bo team.traffic=tom",
        "client set ACME team.creative=kim team.production=eve team.finance=fay",
        "client set ACME 'contacts+={id: liisa, name: Liisa Virtanen, role: approver, limit: 250000.00, from: 2024-12-01}'",
        "client set ACME 'contracts+={id: aor-2026, type: aor, start: 2026-11-02, end: 2028-10-31, rounds_included: 1}'",
        "client set ACME contracts.aor-2026.notice_days=90 contracts.aor-2026.feedback_days=5",
        "client set ACME contracts.aor-2026.markup=15% contracts.aor-2026.media_commission=15%",
        "client set ACME contracts.aor-2026.commission_base=gross contracts.aor-2026.rates=standard",
        "client set ACME contracts.aor-2026.signed_by=liisa contracts.aor-2026.signed_date=2026-10-28",
        "client set ACME status=active",
    ] {
        case.run(line).ok();
    }
    case.run("check --due --fail-on warning").ok();
    case
}
