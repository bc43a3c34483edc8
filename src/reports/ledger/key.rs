//! What a group of money is of, and the columns and cells that name it. The keys of the columns are the JSON contract.

use crate::domain::job_money::{Cause, Line};
use crate::values::{ClientId, Currency, ItemId, JobId, Month, PersonId, Word};
use crate::view::{Cell, Column};

crate::words! {
    /// A way to group money.
    pub enum By {
        /// Each job.
        Job = "job",
        /// Each client.
        Client = "client",
        /// Each channel.
        Channel = "channel",
        /// Each month.
        Month = "month",
        /// Each supplier.
        Supplier = "supplier",
        /// Each role.
        Role = "role",
        /// Each person.
        Person = "person",
        /// Each line of estimates and change orders, with its job.
        Line = "line",
        /// Each cause of doing work again.
        Cause = "cause",
    }
}

impl By {
    /// The ways in which all money can be grouped: what was done again alone has a cause.
    pub const MONEY: &[By] = &[By::Job, By::Client, By::Channel, By::Month, By::Supplier, By::Role, By::Person];
    /// The same, and by line: for what is approved and spent line by line.
    pub const BUDGET: &[By] =
        &[By::Line, By::Job, By::Client, By::Channel, By::Month, By::Supplier, By::Role, By::Person];
    /// And by cause: for what was done again.
    pub const REWORK: &[By] =
        &[By::Job, By::Client, By::Channel, By::Month, By::Supplier, By::Role, By::Person, By::Cause];

    /// The column that names what is grouped by it.
    pub fn column(self) -> Column {
        match self {
            By::Job => Column::word("job", "Job"),
            By::Line => Column::word("line", "Line"),
            By::Client => Column::word("client", "Client"),
            By::Channel => Column::word("channel", "Channel"),
            By::Month => Column::date("month", "Month"),
            By::Supplier => Column::prose("supplier", "Supplier"),
            By::Role => Column::word("role", "Role"),
            By::Person => Column::word("person", "Person"),
            By::Cause => Column::word("cause", "Cause"),
        }
    }
}

/// One part of a key. What a posting does not say is `None`, and stands first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A job of a client, or a contract; neither for what is the client's alone.
    Job(ClientId, Option<JobId>, Option<ItemId>),
    /// A client.
    Client(ClientId),
    /// Everybody, where no client is told.
    Everybody,
    /// A channel.
    Channel(Option<Word>),
    /// A month.
    Month(Option<Month>),
    /// A supplier, as written.
    Supplier(Option<String>),
    /// A role.
    Role(Option<Word>),
    /// A person.
    Person(Option<PersonId>),
    /// A line of a job, or what names none.
    Line(Quote),
    /// A cause.
    Cause(Option<Cause>),
}

/// A line of a job's estimates and change orders, and its place among them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quote {
    /// In the order in which they are told: approved ones first, and what is on no line last.
    pub at: usize,
    /// Its id.
    pub id: Option<ItemId>,
    /// What it charges for.
    pub kind: Option<&'static str>,
    /// What it is, in words.
    pub text: String,
}

impl Quote {
    /// A line, in the words written for it, else in those of who does it or where it runs.
    pub fn of(line: &Line, at: usize) -> Quote {
        let hours = line.hours.map(|hours| format!("{} h", hours.0.normalize()));
        let role = line.role.as_ref().map(|role| role.as_str().replace('-', " "));
        let [supplier, channel] = [&line.supplier, &line.channel].map(|word| word.as_ref().map(ToString::to_string));
        let facts: Vec<String> =
            [supplier, role, hours, channel, line.month.map(|month| month.to_string())].into_iter().flatten().collect();
        let text = line.text.as_ref().map_or_else(|| facts.join(", "), |text| text.trim().to_owned());
        Quote { at, id: line.id.clone(), kind: Some(line.kind.as_str()), text }
    }

    /// What is on no line.
    pub fn none() -> Quote {
        Quote { at: usize::MAX, id: None, kind: None, text: "on no line".to_owned() }
    }
}

/// What a group is of: its parts, in the order asked for, and its currency; `None` where that cannot be told.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// One for each way to group.
    pub parts: Vec<Part>,
    /// Of all its sums.
    pub currency: Option<Currency>,
}

impl Key {
    /// The job, where the group is of one.
    pub fn job(&self) -> Option<&JobId> {
        self.parts.iter().find_map(|part| if let Part::Job(_, job, _) = part { job.as_ref() } else { None })
    }

    /// The contract, where the group is of one.
    pub fn contract(&self) -> Option<&ItemId> {
        self.parts.iter().find_map(|part| if let Part::Job(.., contract) = part { contract.as_ref() } else { None })
    }

    /// The client, where the group is of one.
    pub fn client(&self) -> Option<&ClientId> {
        self.parts.iter().find_map(|part| match part {
            Part::Job(client, ..) | Part::Client(client) => Some(client),
            _ => None,
        })
    }
}

/// The ways, with the job before its lines: two jobs may each have a `concept`.
pub fn with_job(mut by: Vec<By>) -> Vec<By> {
    if let Some(at) = by.iter().position(|way| *way == By::Line).filter(|_| !by.contains(&By::Job)) {
        by.insert(at, By::Job);
    }
    by
}

/// The ways, with the client beside the job: what is of a client and of none of its jobs has a row of its own then.
pub fn with_client(mut by: Vec<By>) -> Vec<By> {
    if let Some(at) = by.iter().position(|way| *way == By::Job).filter(|_| !by.contains(&By::Client)) {
        by.insert(at + 1, By::Client);
    }
    by
}

/// The columns that name a group, its currency last (hidden: each sum names it). A job is always shown with its client.
pub fn key_columns(by: &[By]) -> Vec<Column> {
    let mut columns = Vec::new();
    for way in by {
        columns.push(way.column());
        if *way == By::Line {
            columns.extend([Column::word("kind", "Kind").spare(9), Column::prose("text", "What it is").spare(2)]);
        }
        if *way == By::Job && !by.contains(&By::Client) {
            // the job's number begins with it
            columns.push(Column::word("client", "Client").hidden());
        }
    }
    columns.push(Column::word("currency", "Currency").hidden());
    columns
}

/// The cells under [`key_columns`].
pub fn key_cells(key: &Key) -> Vec<Cell> {
    let with_client = key.parts.iter().any(|part| matches!(part, Part::Client(_)));
    let mut cells = Vec::new();
    for part in &key.parts {
        match part {
            Part::Job(client, id, _) => {
                cells.push(Cell::maybe(id.as_ref()));
                if !with_client {
                    cells.push(Cell::text(client));
                }
            }
            Part::Client(id) => cells.push(Cell::text(id)),
            Part::Everybody => cells.push(Cell::Empty),
            Part::Line(line) => {
                cells.extend([Cell::maybe(line.id.as_ref()), Cell::maybe(line.kind), Cell::text(&line.text)]);
            }
            Part::Channel(word) | Part::Role(word) => cells.push(Cell::maybe(word.as_ref())),
            Part::Month(month) => cells.push(month.map_or(Cell::Empty, Cell::Month)),
            Part::Supplier(name) => cells.push(Cell::maybe(name.as_ref())),
            Part::Person(id) => cells.push(Cell::maybe(id.as_ref())),
            Part::Cause(cause) => cells.push(Cell::maybe(*cause)),
        }
    }
    cells.push(Cell::maybe(key.currency));
    cells
}
