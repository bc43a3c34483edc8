//! The words of a `--where`: names, operators, brackets and quoted texts, each with the character it starts at.

use super::QueryError;

/// One word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A name, a number, a date, `and`.
    Word(String),
    /// Words in quotes, which are never anything but text.
    Quoted(String),
    /// `=`, `!=`, `<`, `<=`, `>`, `>=`, `~`.
    Op(Op),
    /// `(`
    Open,
    /// `)`
    Close,
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Op {
    Equal,
    Unequal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Contains,
}

/// Splits a condition; every token with its character, from 1.
pub(super) fn tokens(text: &str) -> Result<Vec<(usize, Token)>, QueryError> {
    let chars: Vec<char> = text.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        let start = at;
        let pair = chars.get(at + 1) == Some(&'=');
        let (token, length) = match c {
            _ if c.is_whitespace() => {
                at += 1;
                continue;
            }
            '(' => (Token::Open, 1),
            ')' => (Token::Close, 1),
            '!' if pair => (Token::Op(Op::Unequal), 2),
            '<' if pair => (Token::Op(Op::LessOrEqual), 2),
            '>' if pair => (Token::Op(Op::GreaterOrEqual), 2),
            '=' if pair => (Token::Op(Op::Equal), 2),
            '=' => (Token::Op(Op::Equal), 1),
            '<' => (Token::Op(Op::Less), 1),
            '>' => (Token::Op(Op::Greater), 1),
            '~' => (Token::Op(Op::Contains), 1),
            '!' => return Err(error(start, "`!` alone means nothing here", "write `!=` or `not`")),
            '"' | '\'' => quoted(&chars, at)?,
            _ => {
                let word: String = chars[at..].iter().take_while(|c| in_word(**c)).collect();
                let length = word.chars().count();
                (Token::Word(word), length)
            }
        };
        tokens.push((start + 1, token));
        at += length;
    }
    Ok(tokens)
}

fn in_word(c: char) -> bool {
    !c.is_whitespace() && !matches!(c, '(' | ')' | '=' | '!' | '<' | '>' | '~' | '"' | '\'')
}

/// A text up to the same quote; `\` takes the next character as it is.
fn quoted(chars: &[char], start: usize) -> Result<(Token, usize), QueryError> {
    let mut text = String::new();
    let mut at = start + 1;
    while let Some(&c) = chars.get(at) {
        match c {
            '\\' if at + 1 < chars.len() => {
                text.push(chars[at + 1]);
                at += 2;
            }
            _ if c == chars[start] => return Ok((Token::Quoted(text), at + 1 - start)),
            _ => {
                text.push(c);
                at += 1;
            }
        }
    }
    Err(error(start, "this quote is never closed", "put the same quote after the text"))
}

fn error(at: usize, message: &str, help: &str) -> QueryError {
    QueryError { flag: "--where", column: at + 1, message: message.to_owned(), help: Some(help.to_owned()) }
}
