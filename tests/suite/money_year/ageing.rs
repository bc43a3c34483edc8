//! `ageing`: what LYSVIK owes, by how late it is.

use super::sheet::{BILLS, Bill};
use super::{DAYS, amount, kronor, nearest, quotient, report, rows};
use serde_json::Value;

/// Lines and a quarter of tax on their sum.
fn amount_of(bill: &Bill) -> i64 {
    let net: i64 = bill.lines.iter().map(|line| line.3).sum();
    net + i64::try_from(nearest(i128::from(net) * 25, 100)).expect("a sum")
}

fn open_of(bill: &Bill, day: &str) -> i64 {
    amount_of(bill) - bill.paid.iter().filter(|paid| paid.0 <= day).map(|paid| paid.1).sum::<i64>()
}

/// The day of a year, for whole days between two days of 2026.
fn ordinal(day: &str) -> i64 {
    const BEFORE: [i64; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
    let part = |range: std::ops::Range<usize>| day[range].parse::<usize>().expect("a number");
    BEFORE[part(5..7) - 1] + i64::try_from(part(8..10)).expect("a day")
}

fn bucket(days: i64) -> &'static str {
    match days {
        ..=0 => "current",
        1..=30 => "1-30",
        31..=60 => "31-60",
        61..=90 => "61-90",
        _ => "90+",
    }
}

/// The invoices with a row: issued, not written off, something still open.
fn owed(day: &str) -> Vec<&'static Bill> {
    let issued = BILLS.iter().filter(|bill| bill.day <= day);
    issued.filter(|bill| bill.written_off.is_none_or(|off| day < off) && open_of(bill, day) != 0).collect()
}

fn check(basis: &str, day: &str) -> Value {
    let report = report(&format!("ageing --basis {basis}"), day);
    let (credits, due): (Vec<&Bill>, Vec<&Bill>) = owed(day).into_iter().partition(|bill| open_of(bill, day) < 0);
    let shown: Vec<&Value> = rows(&report, "rows").iter().collect();
    assert_eq!(shown.len(), due.len(), "{day}: {shown:?}");
    for bill in &due {
        let id = format!("LYSVIK-I000{}", bill.id);
        let row = shown.iter().find(|row| row["invoice"] == id.as_str()).unwrap_or_else(|| panic!("{id} on {day}"));
        let days = ordinal(day) - ordinal(if basis == "due" { bill.due } else { bill.day });
        let cells = (row["number"].as_str(), row["date"].as_str(), row["due"].as_str(), row["currency"].as_str());
        assert_eq!(cells, (Some(bill.number), Some(bill.day), Some(bill.due), Some("SEK")), "{day} {id}");
        assert_eq!(amount(row, "amount"), kronor(amount_of(bill)), "{day} {id}");
        assert_eq!(amount(row, "paid"), kronor(amount_of(bill) - open_of(bill, day)), "{day} {id}");
        assert_eq!(amount(row, "open"), kronor(open_of(bill, day)), "{day} {id}");
        assert_eq!((row["days"].as_i64(), row["bucket"].as_str()), (Some(days), Some(bucket(days))), "{day} {id}");
        assert_eq!(row["disputed"].is_string(), bill.disputed, "{day} {id}");
    }
    let given: Vec<String> = rows(&report, "credits").iter().map(|row| amount(row, "open")).collect();
    assert_eq!(given, credits.iter().map(|bill| kronor(open_of(bill, day))).collect::<Vec<_>>(), "{day}");
    report
}

#[test]
fn what_is_owed_by_days_late() {
    for day in DAYS {
        let report = check("due", day);
        check("invoice", day);
        let all = owed(day);
        let late = |bucket_of: &str| -> i64 {
            let own = all.iter().filter(|bill| 0 < open_of(bill, day));
            own.filter(|bill| bucket(ordinal(day) - ordinal(bill.due)) == bucket_of)
                .map(|bill| open_of(bill, day))
                .sum()
        };
        let sum = |wanted: &dyn Fn(&&&Bill) -> bool| -> i64 {
            all.iter().filter(wanted).map(|bill| open_of(bill, day)).sum()
        };
        let Some(total) = rows(&report, "totals").first() else {
            assert!(all.is_empty(), "{day}");
            continue;
        };
        let (open, credits) = (sum(&|bill| 0 < open_of(bill, day)), sum(&|bill| open_of(bill, day) < 0));
        for (key, own) in [
            ("current", late("current")),
            ("days_1_30", late("1-30")),
            ("days_31_60", late("31-60")),
            ("days_61_90", late("61-90")),
            ("days_over_90", late("90+")),
            ("open", open),
            ("credits", credits),
            ("net", open + credits),
            ("disputed", sum(&|bill| bill.disputed)),
        ] {
            assert_eq!(amount(total, key), kronor(own), "{day}: {key}");
        }
        // F28: the net over what was billed in the last 90 days, tax and credit notes in it, times 90
        let lately = BILLS.iter().filter(|bill| bill.day <= day && ordinal(day) - 90 < ordinal(bill.day));
        let billed: i64 = lately.map(amount_of).sum();
        assert_eq!(amount(total, "billed"), kronor(billed), "{day}");
        assert_eq!(
            total["dso"].as_str(),
            quotient((open + credits) * 90, billed, 1).as_deref(),
            "{day}: days of sales"
        );
    }
}

#[test]
fn in_the_agencys_euros() {
    // 150,000 and 65,500 at 0.0890, 5,000 of June at 0.0910, the credit of July at 0.0890
    let report = report("ageing", "2026-12-01");
    let agency = &rows(&report, "agency")[0];
    assert_eq!(amount(agency, "open"), kronor(1_335_000 + 582_950 + 45_500));
    assert_eq!(amount(agency, "credits"), kronor(-44_500));
}
