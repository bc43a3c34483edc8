//! Which columns of a grid stand side by side on a page, how their sums and ratios are told there, and how wide each is. What is needed least
//! is left out first. Prints nothing.

use super::sanitize::line;
use super::{Page, bar, fit, words};
use crate::values::{Currency, Decimal};
use crate::view::{Cell, Column, Grid, Holds};
use fit::Wish;

/// Blanks between two columns.
pub(super) const GAP: usize = 2;
/// No cell is wider, on any page: what measures a table counts in 16 bits.
pub(super) const WIDEST: usize = 10_000;
/// How wide a column of prose stays at least, and in how many lines a heading stands at most: tried in this order.
const GIVING_WAY: [(usize, usize); 4] = [(24, 1), (24, 2), (24, usize::MAX), (12, usize::MAX)];
/// The column that names the currency of the sums beside it.
const CURRENCY: &str = "currency";

/// A heading and the words below it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Strip {
    pub(super) title: String,
    pub(super) holds: Holds,
    pub(super) texts: Vec<String>,
    pub(super) width: usize,
}

impl Strip {
    /// The longest word that is never broken.
    fn unbroken(&self) -> usize {
        let words = self.texts.iter().filter(|_| self.holds == Holds::Command).flat_map(|text| text.split(' '));
        words.map(fit::width).max().unwrap_or(0).min(WIDEST)
    }
}

/// Columns side by side, and those that there was no room for.
#[derive(Debug)]
pub(super) struct Abreast {
    pub(super) strips: Vec<Strip>,
    pub(super) left_out: Vec<Column>,
}

/// How sums and ratios are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    /// Bars beside percentages, and each sum with its currency.
    Drawn,
    /// Percentages alone.
    Full,
    /// Sums without their currency, which a heading or a column names once.
    Bare,
}

/// The columns that are shown, side by side; `None` where not even those that are never left out can stand so.
pub(super) fn abreast(grid: &Grid, page: &Page) -> Option<Abreast> {
    let shown: Vec<usize> = (0..grid.columns.len()).filter(|&at| grid.columns[at].shown).collect();
    let mut spare: Vec<usize> = shown.iter().copied().filter(|&at| grid.columns[at].spare > 0).collect();
    spare.sort_by_key(|&at| (grid.columns[at].spare, at));
    let mut texts = Texts { grid, of: [const { Vec::new() }; 3] };
    let money = Money::of(grid, &shown);
    loop {
        let set: Vec<usize> = shown.iter().copied().filter(|at| !is_left_out(grid, &spare, *at)).collect();
        for look in [Look::Drawn, Look::Full, Look::Bare] {
            if let Some(strips) = texts.strips(&set, look, &money, page) {
                let is_out = |at: &&usize| is_left_out(grid, &spare, **at);
                return Some(Abreast {
                    left_out: shown.iter().filter(is_out).map(|&at| grid.columns[at]).collect(),
                    strips,
                });
            }
        }
        spare.pop()?;
    }
}

/// Whether a column could be spared, and was.
fn is_left_out(grid: &Grid, still: &[usize], at: usize) -> bool {
    grid.columns[at].spare > 0 && !still.contains(&at)
}

/// Every column that is shown, as wide as it is: for cards.
pub(super) fn all(grid: &Grid, bars: bool) -> Vec<Strip> {
    let look = if bars { Look::Drawn } else { Look::Full };
    let shown = (0..grid.columns.len()).filter(|&at| grid.columns[at].shown);
    shown.map(|at| strip(grid, at, look)).collect()
}

/// The currencies of the sums that are shown.
enum Money {
    /// There are none.
    Without,
    /// One alone, which a heading can name.
    One(Currency),
    /// Several, and where the column is that names them.
    Many(Option<usize>),
}

impl Money {
    fn of(grid: &Grid, shown: &[usize]) -> Money {
        let sums = shown.iter().flat_map(|&at| grid.rows.iter().map(move |row| row.cells.get(at)));
        let mut currencies =
            sums.filter_map(|cell| if let Some(Cell::Money(sum)) = cell { Some(sum.currency) } else { None });
        let Some(first) = currencies.next() else { return Money::Without };
        if currencies.all(|other| other == first) {
            return Money::One(first);
        }
        Money::Many(grid.columns.iter().position(|column| column.key == CURRENCY))
    }
}

/// The words of columns, each worked out once for each look.
struct Texts<'g> {
    grid: &'g Grid,
    /// By look and column.
    of: [Vec<Option<Strip>>; 3],
}

impl Texts<'_> {
    /// Some columns in a look; `None` where they cannot stand side by side in it, or look no other way than before.
    fn strips(&mut self, set: &[usize], look: Look, money: &Money, page: &Page) -> Option<Vec<Strip>> {
        let mut set = set.to_vec();
        let has_bars = set.iter().any(|&at| self.grid.columns[at].bar);
        match (look, money) {
            (Look::Drawn, _) if !has_bars => return None,
            (Look::Bare, Money::Without | Money::Many(None)) => return None,
            (Look::Bare, Money::Many(Some(named))) if !set.contains(named) => {
                set.push(*named);
                set.sort_unstable();
            }
            _ => {}
        }
        let columns: Vec<Column> = set.iter().map(|&at| self.grid.columns[at]).collect();
        let titles: Vec<String> = columns
            .iter()
            .map(|column| match (look, money, column.holds) {
                (Look::Bare, Money::One(currency), Holds::Money) => format!("{} {currency}", column.title),
                _ => column.title.to_owned(),
            })
            .collect();
        let content: Vec<usize> = set.iter().map(|&at| self.strip(at, look).width).collect();
        let words: Vec<usize> = set.iter().map(|&at| self.strip(at, look).unbroken()).collect();
        let wished: Vec<(usize, usize)> = content.iter().copied().zip(words).collect();
        let widths = widths(&columns, &titles, &wished, page.room())?;
        // Bars are the first to go where anything would be cut for them.
        if look == Look::Drawn && content.iter().zip(&widths).any(|(content, width)| width < content) {
            return None;
        }
        let strips = set.iter().zip(titles).zip(widths);
        Some(strips.map(|((&at, title), width)| Strip { title, width, ..self.strip(at, look).clone() }).collect())
    }

    fn strip(&mut self, at: usize, look: Look) -> &Strip {
        let grid = self.grid;
        let known = &mut self.of[look as usize];
        known.resize(grid.columns.len(), None);
        known[at].get_or_insert_with(|| strip(grid, at, look))
    }
}

/// A column in a look, as wide as its widest words.
fn strip(grid: &Grid, at: usize, look: Look) -> Strip {
    let column = &grid.columns[at];
    let cell = |row: usize| grid.rows[row].cells.get(at).unwrap_or(&Cell::Empty);
    let ratios =
        || (0..grid.rows.len()).map(|row| if let Cell::Ratio(ratio) = cell(row) { Some(*ratio) } else { None });
    let bars: Vec<Option<String>> = if column.bar && look == Look::Drawn {
        bar::bars(&ratios().collect::<Vec<Option<Decimal>>>())
    } else {
        Vec::new()
    };
    let text = |row: usize| match (bars.get(row).cloned().flatten(), cell(row)) {
        (Some(drawn), _) => drawn,
        (None, Cell::Ratio(ratio)) if column.bar => bar::percent(*ratio),
        (None, Cell::Money(sum)) if look == Look::Bare => words::sum(*sum),
        (None, Cell::Money(sum)) => sum.to_string(),
        (None, other) => line(&words::human(other)).into_owned(),
    };
    let texts: Vec<String> = (0..grid.rows.len()).map(text).collect();
    let width = texts.iter().map(|text| fit::width(text)).max().unwrap_or(0).min(WIDEST);
    Strip { title: column.title.to_owned(), holds: column.holds, texts, width }
}

/// How wide each column is, from how wide it would be and its longest word that is never broken; `None` where they cannot stand side by side.
fn widths(columns: &[Column], titles: &[String], content: &[(usize, usize)], room: usize) -> Option<Vec<usize>> {
    let room = room.checked_sub(GAP * columns.len().saturating_sub(1))?;
    GIVING_WAY.iter().find_map(|&(prose, lines)| {
        let wishes = columns.iter().zip(titles).zip(content).map(|((column, title), &(content, word))| {
            let natural = content.max(heading(title, lines));
            let least = match column.holds {
                Holds::Prose | Holds::Command => prose.max(word).max(heading(title, usize::MAX)).min(natural),
                _ => natural,
            };
            Wish { natural, least }
        });
        fit::share(&wishes.collect::<Vec<_>>(), room)
    })
}

/// The width that a heading needs to stand in so many lines; no word of it is broken.
fn heading(title: &str, lines: usize) -> usize {
    let word = title.split(' ').map(fit::width).max().unwrap_or(0);
    (word..fit::width(title)).find(|&width| fit::wrap(title, width).len() <= lines).unwrap_or_else(|| fit::width(title))
}
