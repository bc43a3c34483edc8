//! The grammar of a `--where`: comparisons joined by `or`, `and` (which binds tighter) and `not`, with brackets.

use super::compare::{Key, Literal, holds};
use super::lex::{Op, Token, tokens};
use super::{QueryError, key};
use crate::values::Day;
use crate::view::{Cell, Grid, Holds, Row};

/// Which rows to keep.
#[derive(Clone, Debug)]
pub(super) enum Condition {
    Compare(Key, Op, Literal),
    Not(Box<Condition>),
    And(Vec<Condition>),
    Or(Vec<Condition>),
}

impl Condition {
    /// Whether a row is kept.
    pub(super) fn holds(&self, row: &Row) -> bool {
        match self {
            Condition::Compare(key, op, literal) => holds(&key.of(row), *op, literal),
            Condition::Not(inner) => !inner.holds(row),
            Condition::And(all) => all.iter().all(|each| each.holds(row)),
            Condition::Or(any) => any.iter().any(|each| each.holds(row)),
        }
    }
}

/// Reads a whole condition against the columns of a grid.
pub(super) fn condition(text: &str, grid: &Grid, today: Day) -> Result<Condition, QueryError> {
    let end = text.chars().count() + 1;
    let mut parser = Parser { tokens: tokens(text)?, at: 0, end, depth: 0, grid, today };
    let condition = parser.any()?;
    if let Some((column, token)) = parser.tokens.get(parser.at) {
        let help = "join comparisons with `and` or `or`, and put texts of several words in quotes";
        return Err(error(*column, format!("did not expect {} here", shown(token)), help));
    }
    Ok(condition)
}

/// Nobody nests deeper by hand, and a stack is finite.
const DEEPEST: usize = 64;

struct Parser<'a> {
    tokens: Vec<(usize, Token)>,
    at: usize,
    end: usize,
    depth: usize,
    grid: &'a Grid,
    today: Day,
}

impl Parser<'_> {
    fn any(&mut self) -> Result<Condition, QueryError> {
        let first = self.all()?;
        let mut alternatives = vec![first];
        while self.takes("or") {
            alternatives.push(self.all()?);
        }
        Ok(one_or(alternatives, Condition::Or))
    }

    fn all(&mut self) -> Result<Condition, QueryError> {
        let first = self.single()?;
        let mut parts = vec![first];
        while self.takes("and") {
            parts.push(self.single()?);
        }
        Ok(one_or(parts, Condition::And))
    }

    fn single(&mut self) -> Result<Condition, QueryError> {
        self.depth += 1;
        let column = self.column();
        if self.depth > DEEPEST {
            return Err(error(column, "this is nested too deep".to_owned(), "say it with fewer brackets"));
        }
        let condition = if self.takes("not") {
            Condition::Not(Box::new(self.single()?))
        } else if self.tokens.get(self.at).is_some_and(|(_, token)| *token == Token::Open) {
            self.at += 1;
            let inner = self.any()?;
            match self.tokens.get(self.at) {
                Some((_, Token::Close)) => self.at += 1,
                _ => return Err(error(column, "this bracket is never closed".to_owned(), "put a `)` after it")),
            }
            inner
        } else {
            self.comparison()?
        };
        self.depth -= 1;
        Ok(condition)
    }

    fn comparison(&mut self) -> Result<Condition, QueryError> {
        let (column, token) = self.next("a key")?;
        let Token::Word(name) = token else {
            return Err(error(column, format!("expected a key, found {}", shown(&token)), EXAMPLE));
        };
        let key = key(&name, self.grid, "--where", column)?;
        let (column, token) = self.next(&format!("an operator after `{name}`"))?;
        let Token::Op(op) = token else {
            let message = format!("expected an operator after `{name}`, found {}", shown(&token));
            return Err(error(column, message, "the operators are = != < <= > >= ~"));
        };
        let (column, token) = self.next("a value")?;
        let literal = match token {
            Token::Word(text) => Literal::read(&self.with_percent(text), false, self.today),
            Token::Quoted(text) => Literal::read(&text, true, self.today),
            other => return Err(error(column, format!("expected a value, found {}", shown(&other)), EXAMPLE)),
        };
        fits(key, op, &literal, self.grid).map_err(|(message, help)| error(column, message, help))?;
        Ok(Condition::Compare(key, op, literal))
    }

    fn next(&mut self, expected: &str) -> Result<(usize, Token), QueryError> {
        let token = self.tokens.get(self.at).cloned();
        self.at += 1;
        token.ok_or_else(|| error(self.end, format!("expected {expected}, found the end"), EXAMPLE))
    }

    /// A number with the percent sign that stands apart from it.
    fn with_percent(&mut self, number: String) -> String {
        if crate::values::Amount::parse(&number).is_some() && self.takes("%") { number + "%" } else { number }
    }

    fn takes(&mut self, word: &str) -> bool {
        let found = matches!(self.tokens.get(self.at), Some((_, Token::Word(next))) if next.eq_ignore_ascii_case(word));
        self.at += usize::from(found);
        found
    }

    fn column(&self) -> usize {
        self.tokens.get(self.at).map_or(self.end, |(column, _)| *column)
    }
}

const EXAMPLE: &str = "for example: --where 'status = client-review and due < today'";

/// Whether the column can be compared so at all: a slip should be told, not answered with no rows.
fn fits(key: Key, op: Op, literal: &Literal, grid: &Grid) -> Result<(), (String, &'static str)> {
    let typed = &literal.text;
    if literal.null {
        let equality = matches!(op, Op::Equal | Op::Unequal);
        let wrong = || ("`null` is neither less nor more than anything".to_owned(), "write `= null` or `!= null`");
        return if equality { Ok(()) } else { Err(wrong()) };
    }
    match key.holds {
        _ if op == Op::Contains || key.currency => Ok(()),
        Holds::Date if literal.days.is_none() => {
            Err((format!("`{typed}` is not a date"), "write it like 2026-12-04 or 2026-12, or `today`"))
        }
        Holds::Figure | Holds::Money if literal.share.is_some() => {
            let other =
                grid.rows.iter().map(|row| key.of(row)).any(|cell| !matches!(cell, Cell::Ratio(_) | Cell::Empty));
            let wrong =
                || (format!("`{typed}` is a share, and this column holds none"), "write the number without `%`");
            if other { Err(wrong()) } else { Ok(()) }
        }
        Holds::Figure | Holds::Money if literal.number.is_none() => Err((
            format!("`{typed}` is not a number"),
            "write it like 30000.00, without a currency, or 20% for a share",
        )),
        _ => Ok(()),
    }
}

fn one_or(mut parts: Vec<Condition>, join: fn(Vec<Condition>) -> Condition) -> Condition {
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        Some(last) => {
            parts.push(last);
            join(parts)
        }
        None => join(parts),
    }
}

fn shown(token: &Token) -> String {
    match token {
        Token::Word(text) | Token::Quoted(text) => format!("`{text}`"),
        Token::Op(_) => "an operator".to_owned(),
        Token::Open => "`(`".to_owned(),
        Token::Close => "`)`".to_owned(),
    }
}

fn error(column: usize, message: String, help: &str) -> QueryError {
    QueryError { flag: "--where", column, message, help: Some(help.to_owned()) }
}
