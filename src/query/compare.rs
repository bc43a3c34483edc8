//! How cells compare with what was typed, and with each other. Dates as dates, figures as decimals, sums by their amount,
//! texts by their characters once case is folded.

use super::lex::Op;
use crate::values::{Amount, Day, Decimal, Month, folded};
use crate::view::{Cell, Holds, Row};
use std::cmp::Ordering;

/// What a percent sign means.
const HUNDREDTH: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

/// Where a value stands in a row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Key {
    /// The column.
    pub(super) at: usize,
    /// What the column holds.
    pub(super) holds: Holds,
    /// The currency of a sum, not its amount.
    pub(super) currency: bool,
}

impl Key {
    /// The value in a row.
    pub(super) fn of(self, row: &Row) -> Cell {
        match row.cells.get(self.at) {
            Some(Cell::Money(money)) if self.currency => Cell::text(money.currency),
            Some(_) if self.currency => Cell::Empty,
            Some(cell) => cell.clone(),
            None => Cell::Empty,
        }
    }
}

/// What was typed on the right of an operator, read in every way it can be.
#[derive(Clone, Debug)]
pub(super) struct Literal {
    /// Its characters.
    pub(super) text: String,
    /// `null`, unquoted.
    pub(super) null: bool,
    /// The first and the last day it means: a day, or a month.
    pub(super) days: Option<(Day, Day)>,
    /// The number it is.
    pub(super) number: Option<Decimal>,
    /// The share of one that a percentage is: 0.2 for `20%`.
    pub(super) share: Option<Decimal>,
}

impl Literal {
    /// What a word or a quoted text means.
    pub(super) fn read(text: &str, quoted: bool, today: Day) -> Literal {
        let day = if text == "today" && !quoted { Some(today) } else { Day::parse(text) };
        let month = || Month::parse(text).map(|month| (month.first(), month.last()));
        Literal {
            text: text.to_owned(),
            null: text == "null" && !quoted,
            days: day.map(|day| (day, day)).or_else(month),
            number: Amount::parse(text).map(|amount| amount.0),
            share: text.strip_suffix('%').and_then(|text| Amount::parse(text)?.0.checked_mul(HUNDREDTH)),
        }
    }
}

/// Whether the cell stands in this relation to the literal. Nothing equals only `null`, and is less or greater than nothing.
pub(super) fn holds(cell: &Cell, op: Op, literal: &Literal) -> bool {
    if literal.null {
        return (*cell == Cell::Empty) == (op == Op::Equal);
    }
    match (cell, op) {
        (_, Op::Unequal) => !holds(cell, Op::Equal, literal),
        (Cell::Empty, _) => false,
        (Cell::List(items), _) => items.iter().any(|item| text_holds(item, op, literal)),
        (_, Op::Contains) => text_holds(&plain(cell), op, literal),
        (Cell::Text(text), _) => text_holds(text, op, literal),
        (Cell::Flag(flag), _) => {
            let words = if *flag { ["true", "yes"] } else { ["false", "no"] };
            op == Op::Equal && words.contains(&literal.text.as_str())
        }
        (Cell::Day(day), _) => days_order((*day, *day), literal).is_some_and(|order| meets(order, op)),
        (Cell::Month(month), _) => {
            days_order((month.first(), month.last()), literal).is_some_and(|order| meets(order, op))
        }
        (Cell::Ratio(ratio), _) if literal.share.is_some() => {
            literal.share.is_some_and(|share| meets(ratio.cmp(&share), op))
        }
        (Cell::Count(_) | Cell::Number(_) | Cell::Ratio(_) | Cell::Each(..) | Cell::Money(_), _) => {
            let order = number(cell).zip(literal.number).map(|(cell, literal)| cell.cmp(&literal));
            order.is_some_and(|order| meets(order, op))
        }
    }
}

/// The order of two cells of one column.
pub(super) fn sorted(one: &Cell, other: &Cell) -> Ordering {
    if let (Some(first), Some(second)) = (number(one), number(other)) {
        return first.cmp(&second).then_with(|| currency(one).cmp(&currency(other)));
    }
    match (one, other) {
        (Cell::Day(one), Cell::Day(other)) => one.cmp(other),
        (Cell::Month(one), Cell::Month(other)) => one.cmp(other),
        _ => {
            let (one, other) = (plain(one), plain(other));
            folded(&one).cmp(&folded(&other)).then_with(|| one.cmp(&other))
        }
    }
}

fn text_holds(text: &str, op: Op, literal: &Literal) -> bool {
    match op {
        Op::Equal => text == literal.text,
        Op::Contains => folded(text).contains(&folded(&literal.text)),
        _ => meets(folded(text).cmp(&folded(&literal.text)), op),
    }
}

/// A stretch of days is before another when it ends before that starts; where they touch, they are equal.
fn days_order(cell: (Day, Day), literal: &Literal) -> Option<Ordering> {
    let (first, last) = literal.days?;
    Some(if cell.1 < first {
        Ordering::Less
    } else if cell.0 > last {
        Ordering::Greater
    } else {
        Ordering::Equal
    })
}

fn meets(order: Ordering, op: Op) -> bool {
    match op {
        Op::Equal => order.is_eq(),
        Op::Unequal => order.is_ne(),
        Op::Less => order.is_lt(),
        Op::LessOrEqual => order.is_le(),
        Op::Greater => order.is_gt(),
        Op::GreaterOrEqual => order.is_ge(),
        Op::Contains => false,
    }
}

fn number(cell: &Cell) -> Option<Decimal> {
    match cell {
        Cell::Count(count) => Some(Decimal::from(*count)),
        Cell::Number(number) | Cell::Ratio(number) | Cell::Each(number, _) => Some(*number),
        Cell::Money(money) => Some(money.amount),
        _ => None,
    }
}

fn currency(cell: &Cell) -> Option<&'static str> {
    if let Cell::Money(money) = cell { Some(money.currency.code()) } else { None }
}

fn plain(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Day(day) => day.to_string(),
        Cell::Month(month) => month.to_string(),
        Cell::Count(count) => count.to_string(),
        Cell::Number(number) | Cell::Ratio(number) | Cell::Each(number, _) => number.to_string(),
        Cell::Money(money) => format!("{} {}", money.amount, money.currency),
        Cell::Flag(flag) => flag.to_string(),
        Cell::List(items) => items.join(" "),
    }
}
