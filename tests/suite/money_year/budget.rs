//! `budget`, by every grouping, on every day.

use super::sheet::{CHARGED, Charged, HOURS, ORDERED, QUOTED, line};
use super::{DAYS, amount, kronor, quotient, report, rows};
use serde_json::Value;
use std::collections::BTreeMap;

/// What a sum belongs to, in the words of the report; the job is there for totals of open jobs.
#[derive(Clone, Debug, Default)]
pub(super) struct Part {
    pub job: u8,
    pub line: Option<&'static str>,
    pub month: String,
    pub channel: Option<&'static str>,
    pub supplier: Option<&'static str>,
    pub role: Option<&'static str>,
    pub person: Option<&'static str>,
}

impl Part {
    fn key(&self, by: &str) -> String {
        let word = |word: Option<&str>| word.unwrap_or("-").to_owned();
        match by {
            "job" => format!("LYSVIK-000{}", self.job),
            "client" => "LYSVIK".to_owned(),
            "month" => self.month.clone(),
            "channel" => word(self.channel),
            "supplier" => word(self.supplier),
            "role" => word(self.role),
            "person" => word(self.person),
            other => panic!("{other}"),
        }
    }
}

/// The figures of a row.
#[derive(Clone, Copy, Debug, Default)]
struct Figures {
    approved: i64,
    pending: i64,
    contingency: i64,
    actual: i64,
    committed: i64,
    to_come: i64,
    drawn: i64,
    investment: i64,
    fee: i64,
    covered: i64,
}

/// The month of a day.
pub(super) fn month(day: &str) -> String {
    day[..7].to_owned()
}

/// Where the line of a job puts a sum, else the day.
fn of_line(job: u8, id: Option<&'static str>, day: &str) -> Part {
    let Some(id) = id else { return Part { job, month: month(day), ..Part::default() } };
    let line = line(job, id);
    let own = line.month.map_or_else(|| month(day), str::to_owned);
    let (channel, supplier, role) = (line.channel, line.supplier, line.role);
    Part { job, line: Some(id), month: own, channel, supplier, role, person: None }
}

/// Time up to a day, at the client's prices.
pub(super) fn time(day: &str) -> Vec<(Part, i64)> {
    let entries = HOURS.iter().filter(|entry| entry.0 <= day);
    entries
        .map(|entry| {
            let mut part = of_line(entry.1, entry.4, entry.0);
            (part.role, part.person) = (Some(entry.3), Some(entry.2));
            (part, entry.5 * entry.6 * 100)
        })
        .collect()
}

/// Suppliers' invoices up to a day, at the client's prices.
pub(super) fn charged(day: &str) -> Vec<(Part, i64)> {
    let invoices = CHARGED.iter().filter(|invoice| invoice.0 <= day);
    invoices.map(|one| (of_line(one.1, Some(one.2), one.0), one.4.price(one.3))).collect()
}

/// Orders as they stand, less their suppliers' invoices.
fn ordered(day: &str) -> Vec<(Part, i64)> {
    let open = |order: &Charged| {
        let same = |one: &&Charged| one.1 == order.1 && one.2 == order.2 && one.0 <= day;
        order.3 - CHARGED.iter().filter(same).map(|one| one.3).sum::<i64>()
    };
    let orders = ORDERED.iter().filter(|order| order.0 <= day);
    orders.map(|order| (of_line(order.1, Some(order.2), order.0), order.4.price(open(order).max(0)))).collect()
}

/// LYSVIK-0001 was delivered in March; LYSVIK-0004 was called off with nothing approved.
fn is_delivered(job: u8, day: &str) -> bool {
    job == 1 && "2026-03-23" <= day
}

fn figures(day: &str) -> Vec<(Part, Figures)> {
    let mut all: Vec<(Part, Figures)> = Vec::new();
    let (time, charged, ordered) = (time(day), charged(day), ordered(day));
    // hours on no line are taken off the fees of their job, in their order
    let mut loose: BTreeMap<u8, i64> = BTreeMap::new();
    for (part, sum) in time.iter().filter(|(part, _)| part.line.is_none()) {
        *loose.entry(part.job).or_default() += sum;
    }
    for quoted in QUOTED.iter().filter(|quoted| quoted.raised <= day) {
        let agreed = quoted.agreed.filter(|agreed| *agreed <= day);
        let part = of_line(quoted.job, Some(quoted.line), agreed.unwrap_or(quoted.raised));
        let mut own = Figures::default();
        if agreed.is_some() {
            own.approved = quoted.price;
            let on = |(other, _): &&(Part, i64)| other.job == quoted.job && other.line == Some(quoted.line);
            let used: i64 = time.iter().chain(&charged).chain(&ordered).filter(on).map(|(_, sum)| sum).sum();
            own.to_come = match quoted.price {
                _ if is_delivered(quoted.job, day) => 0,
                price if price <= 0 => price,
                price => {
                    let left = (price - used).max(0);
                    let pool = loose.entry(quoted.job).or_default();
                    let taken = if quoted.role.is_some() { left.min(*pool) } else { 0 };
                    *pool -= taken;
                    left - taken
                }
            };
            if quoted.kept {
                // a tenth, of whole kronor: nothing to round
                let kept = Figures { contingency: quoted.price / 10, ..Figures::default() };
                let nowhere = Part { channel: None, supplier: None, role: None, line: None, ..part.clone() };
                all.push((nowhere, kept));
            }
        } else {
            own.pending = quoted.price;
        }
        all.push((part, own));
    }
    // both change orders of the spring draw on its contingency, which is more than the two
    let changes = [("2026-02-23", 800_000), ("2026-02-27", 1_035_000)];
    let drawn: i64 = changes.iter().filter(|change| change.0 <= day).map(|change| change.1).sum();
    all.push((of_line(1, None, "2026-01-29"), Figures { drawn, ..Figures::default() }));
    if "2026-05-11" <= day {
        // our own money: at most 30,000 from the day it was begun; called off on 22 June against 9,000
        all.push((of_line(4, None, "2026-05-11"), Figures { investment: 3_000_000, ..Figures::default() }));
    }
    if "2026-06-22" <= day {
        all.push((of_line(4, None, "2026-06-22"), Figures { fee: 900_000, ..Figures::default() }));
    }
    // the tickets are the retainer's, LYSVIK-0004 our own money; no order is on any of them
    let covered = |part: &Part, sum: i64| if matches!(part.job, 2 | 4 | 5) { sum } else { 0 };
    all.extend(time.into_iter().chain(charged).map(|(part, actual)| {
        let covered = covered(&part, actual);
        (part, Figures { actual, covered, ..Figures::default() })
    }));
    all.extend(ordered.into_iter().map(|(part, committed)| (part, Figures { committed, ..Figures::default() })));
    all
}

fn summed(day: &str, by: &dyn Fn(&Part) -> String) -> BTreeMap<String, Figures> {
    let mut sums: BTreeMap<String, Figures> = BTreeMap::new();
    for (part, one) in figures(day) {
        let sum = sums.entry(by(&part)).or_default();
        sum.approved += one.approved;
        sum.pending += one.pending;
        sum.contingency += one.contingency;
        sum.actual += one.actual;
        sum.committed += one.committed;
        sum.to_come += one.to_come;
        sum.drawn += one.drawn;
        sum.investment += one.investment;
        sum.fee += one.fee;
        sum.covered += one.covered;
    }
    sums
}

/// One row against the table; where approved and spent do not go to the same rows, nothing is compared.
fn same(row: &Value, own: Figures, compares: bool, what: &str) {
    let Figures { approved, pending, contingency, actual, committed, to_come, drawn, investment, fee, covered } = own;
    for (key, sum) in [
        ("approved", approved),
        ("pending", pending),
        ("contingency", contingency),
        ("actual", actual),
        ("committed", committed),
        ("covered", covered),
        ("covered_committed", 0),
        ("to_come", to_come),
        ("contingency_drawn", drawn),
        ("investment", investment),
        ("cancellation_fee", fee),
    ] {
        assert_eq!(amount(row, key), kronor(sum), "{what}: {key}");
    }
    if !compares {
        for key in ["remaining", "variance", "variance_share", "forecast", "burn", "alert", "pace", "pace_signal"] {
            assert!(row[key].is_null(), "{what}: {key}");
        }
        return;
    }
    for (key, sum) in [
        ("remaining", approved - actual - committed),
        ("variance", approved - actual),
        ("forecast", actual + committed + to_come),
    ] {
        assert_eq!(amount(row, key), kronor(sum), "{what}: {key}");
    }
    assert_eq!(row["burn"].as_str(), quotient(actual - covered, approved, 4).as_deref(), "{what}: burn");
    assert_eq!(row["variance_share"].as_str(), quotient(approved - actual, approved, 4).as_deref(), "{what}");
    let alert = [100, 90, 75, 50].into_iter().find(|part| 0 < approved && approved * part <= (actual - covered) * 100);
    assert_eq!(row["alert"].as_i64(), alert, "{what}: alert");
}

#[test]
fn the_budget_by_everything_on_every_day() {
    for day in DAYS {
        for by in ["job", "client", "month", "channel", "supplier", "role", "person"] {
            let report = report(&format!("budget --by {by}"), day);
            let own = summed(day, &|part| part.key(by));
            let rows = rows(&report, "rows");
            let keys: Vec<String> = rows.iter().map(|row| row[by].as_str().unwrap_or("-").to_owned()).collect();
            let mut sorted = keys.clone();
            sorted.sort();
            assert_eq!(sorted, own.keys().cloned().collect::<Vec<_>>(), "{day} by {by}");
            for (key, row) in keys.iter().zip(rows) {
                let compares = matches!(by, "job" | "client" | "channel" | "supplier");
                same(row, own[key], compares, &format!("{day}, {by} {key}"));
            }
        }
    }
}

#[test]
fn two_groupings_at_once() {
    let report = report("budget --by job,month", "2026-12-01");
    let own = summed("2026-12-01", &|part| format!("{} {}", part.key("job"), part.key("month")));
    let rows = rows(&report, "rows");
    assert_eq!(rows.len(), own.len());
    for row in rows {
        let key = format!("{} {}", row["job"].as_str().expect("a job"), row["month"].as_str().expect("a month"));
        same(row, own[&key], false, &key);
    }
}

#[test]
fn the_totals_are_of_all_jobs_and_of_open_ones() {
    for day in DAYS {
        let report = report("budget", day);
        let all = summed(day, &|_| String::new());
        same(&rows(&report, "totals")[0], all[""], true, day);
        // open: LYSVIK-0001 until it closed on 15 June, LYSVIK-0002 until the 17th, LYSVIK-0004 until it was called off on the 22nd
        let over = |job| matches!((job, day), (1 | 2 | 4, "2026-06-30" | "2026-09-20" | "2026-12-01"));
        let open = summed(day, &|part| if over(part.job) { "over" } else { "open" }.to_owned());
        let total = rows(&report, "totals_open").first();
        match open.get("open") {
            Some(open) => same(total.expect("a total"), *open, true, &format!("{day}, open")),
            None => assert!(total.is_none(), "{day}: {total:?}"),
        }
    }
}

#[test]
fn the_winter_campaign_burns_slower_than_its_days() {
    // 359,400 approved, 191,262.50 spent. Working days in Helsinki after 10 August: to 1 December 15 + 22 + 22 + 21 + 1 = 81, to the
    // due day, 23 December, 97 (6 December is a Sunday). 191,262.50 x 97 / (359,400 x 81) = 0.6373: no signal.
    let report = report("budget --by job", "2026-12-01");
    let row = rows(&report, "rows").iter().find(|row| row["job"] == "LYSVIK-0003").expect("a row").clone();
    assert_eq!(row["pace"].as_str(), quotient(19_126_250 * 97, 35_940_000 * 81, 4).as_deref());
    assert_eq!(row["pace"], "0.6373");
    assert!(row["pace_signal"].is_null(), "{row}");
    // The change orders of the spring came to 8,000 + 10,350, of a contingency of 21,300; 0.9776 = 406,350 / 415,650
    let spring = rows(&report, "rows").iter().find(|row| row["job"] == "LYSVIK-0001").expect("a row").clone();
    assert_eq!((amount(&spring, "contingency_drawn").as_str(), spring["cpi"].as_str()), ("18350.00", Some("0.9776")));
}

#[test]
fn what_the_retainer_and_our_own_money_pay_for_burns_no_budget() {
    // 60,900 + 85,800 of the tickets and 23,200 of the idea we paid for ourselves; (776,812.50 - 169,900) / 765,750 = 0.79257
    let report = report("budget", "2026-12-01");
    let total = &rows(&report, "totals")[0];
    assert_eq!(amount(total, "covered"), "169900.00");
    assert_eq!((total["burn"].as_str(), total["alert"].as_i64()), (Some("0.7926"), Some(75)));
    // 765,750 - 606,912.50 - 120,000 is left of what was approved: only the spring is exceeded
    let over = self::report("budget --over", "2026-12-01");
    for list in ["rows", "totals"] {
        let own: Vec<String> = rows(&over, list).iter().map(|row| amount(row, "remaining")).collect();
        assert_eq!(own, ["-9300.00"], "{list}");
    }
    assert!(rows(&over, "totals_open").is_empty() && rows(&over, "annual").is_empty(), "{over}");
    assert!(rows(&self::report("budget --over --by client", "2026-12-01"), "rows").is_empty());
    // in euros at the rate of the day, 0.089: 765,750 x 0.089 = 68,151.75; 776,812.50 x 0.089 = 69,136.3125; 169,900 x 0.089 = 15,121.10;
    // (69,136.31 - 15,121.10) / 68,151.75 = 0.79257
    let home = &rows(&report, "agency")[0];
    let told = ["approved", "actual", "covered"].map(|key| amount(home, key));
    assert_eq!(told, ["68151.75", "69136.31", "15121.10"]);
    assert_eq!(home["burn"], "0.7926");
}

#[test]
fn the_year_stands_beside_the_jobs() {
    let report = report("budget", "2026-12-01");
    let annual = &rows(&report, "annual")[0];
    assert_eq!((amount(annual, "amount").as_str(), annual["agreed"].as_str()), ("1000000.00", Some("2026-01-15")));
}
