//! A client's year, reckoned twice: by the reports, and here from tables copied by hand out of `examples/northlight`'s records, in whole öre
//! and with arithmetic of its own. Nothing of the program's code is used but its command line.

mod account;
mod ageing;
mod budget;
mod margin;
mod people;
mod retainers;
mod rework;
mod sheet;
mod spend;
mod wip;

use crate::harness::Case;
use serde_json::Value;

/// The days on which every report is reckoned again: a change order waits, the spring is over, the print is on order, the example's own day.
const DAYS: [&str; 4] = ["2026-02-21", "2026-06-30", "2026-09-20", "2026-12-01"];

/// A report over LYSVIK on a day.
fn report(line: &str, day: &str) -> Value {
    Case::copy("examples/northlight", day).run(&format!("{line} --client LYSVIK --format json")).ok().json()
}

fn rows<'v>(report: &'v Value, list: &str) -> &'v [Value] {
    report[list].as_array().unwrap_or_else(|| panic!("{list} of {report}"))
}

/// Öre as a report writes them: `1234.50`.
fn kronor(ore: i64) -> String {
    let (sign, ore) = (if ore < 0 { "-" } else { "" }, ore.abs());
    format!("{sign}{}.{:02}", ore / 100, ore % 100)
}

/// A quotient to some decimals, half away from zero, as a report writes it.
fn quotient(part: i64, whole: i64, digits: u32) -> Option<String> {
    let (part, whole, scale) = (i128::from(part), i128::from(whole), 10_i128.pow(digits));
    (whole != 0).then(|| {
        let scaled = nearest(part * scale, whole);
        let (sign, scaled) = (if scaled < 0 { "-" } else { "" }, scaled.abs());
        format!("{sign}{}.{:0>width$}", scaled / scale, scaled % scale, width = digits as usize)
    })
}

/// Half away from zero.
fn nearest(part: i128, whole: i128) -> i128 {
    let (sign, part, whole) = (part.signum() * whole.signum(), part.abs(), whole.abs());
    sign * ((2 * part + whole) / (2 * whole))
}

/// The amount of a money cell.
#[track_caller]
fn amount(row: &Value, key: &str) -> String {
    let cell = &row[key];
    cell["amount"].as_str().unwrap_or_else(|| panic!("`{key}` is {cell} in {row}")).to_owned()
}

#[test]
fn the_arithmetic_of_this_test_rounds_half_away_from_zero() {
    assert_eq!((nearest(5, 10), nearest(-5, 10), nearest(4, 10)), (1, -1, 0));
    assert_eq!(quotient(2, 3, 4).as_deref(), Some("0.6667"));
    assert_eq!(quotient(-1, 3, 4).as_deref(), Some("-0.3333"));
    assert_eq!((kronor(-123_450), kronor(5)), ("-1234.50".to_owned(), "0.05".to_owned()));
}

/// A cell as one text: an amount without its currency, `-` for nothing.
fn cell(row: &Value, key: &str) -> String {
    match &row[key] {
        Value::Null => "-".to_owned(),
        Value::String(text) => text.clone(),
        Value::Object(money) => money["amount"].as_str().expect("money").to_owned(),
        other => other.to_string(),
    }
}

/// Some columns of some rows against a table: one line a row, its cells parted by blanks.
#[track_caller]
fn table(rows: &[Value], columns: &[&str], expected: &[&str]) {
    let shown: Vec<String> =
        rows.iter().map(|row| columns.iter().map(|column| cell(row, column)).collect::<Vec<_>>().join(" ")).collect();
    let expected: Vec<String> =
        expected.iter().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(shown, expected, "{columns:?}");
}
