//! The agency and its clients: people named after their seats, clients after their numbers.

use super::Book;
use super::paper::{Node, UNSEALED, bare, prose, words};
use super::words::{LANGUAGES, Words};
use std::fmt::Write;
use suits::domain::client::Client as Record;

/// One client of the agency.
pub(crate) struct Client {
    pub(crate) code: String,
    pub(crate) words: &'static Words,
    pub(crate) executive: String,
    pub(crate) manager: String,
    pub(crate) creative: String,
}

/// Who works here, and for whom.
pub(crate) struct Agency {
    pub(crate) clients: Vec<Client>,
    /// Everybody, with the role.
    pub(crate) people: Vec<(String, &'static str)>,
}

const SHARED: [(&str, &str); 7] = [
    ("director", "account-director"),
    ("planner", "account-planner"),
    ("traffic", "traffic"),
    ("chief", "creative-director"),
    ("producer", "production"),
    ("books", "finance"),
    ("proofs", "proofreader"),
];

impl Agency {
    /// The agency that has so many jobs.
    pub(crate) fn of(jobs: usize) -> Agency {
        let count = (jobs / 250).max(4);
        let mut people: Vec<(String, &str)> = SHARED.iter().map(|&(id, role)| (id.to_owned(), role)).collect();
        let mut staff = |seat: &str, role: &'static str, clients: usize| {
            let ids: Vec<String> = (1..=count.div_ceil(clients)).map(|number| format!("{seat}-{number}")).collect();
            people.extend(ids.iter().map(|id| (id.clone(), role)));
            ids
        };
        let executives = staff("executive", "account-executive", 4);
        let managers = staff("manager", "account-manager", 2);
        let creatives = staff("art", "art-director", 10);
        let clients = (0..count).map(|index| Client {
            code: format!("C{:03}", index + 1),
            words: &LANGUAGES[index % LANGUAGES.len()],
            executive: executives[index / 4].clone(),
            manager: managers[index / 2].clone(),
            creative: creatives[index / 10].clone(),
        });
        Agency { clients: clients.collect(), people }
    }

    /// `suits.toml`.
    pub(crate) fn toml(&self) -> String {
        let mut out = String::from(
            "# A generated agency, for benches and trials.\n\n[agency]\nname = \"Generated\"\ncurrency = \"EUR\"\nlanguage = \"en\"\ntimezone = \"Europe/Helsinki\"\n\n\
             [calendar]\nwork_week = [\"mon\", \"tue\", \"wed\", \"thu\", \"fri\"]\nholidays = [\"2025-12-24\", \"2025-12-25\", \"2026-12-24\", \"2026-12-25\", \"2027-12-24\"]\n\n\
             [[rates.standard]]\nfrom = 2016-01-01\ncurrency = \"EUR\"\n\
             charge = { account-executive = 85, account-manager = 105, art-director = 110, creative-director = 140, production = 95 }\n",
        );
        for (id, role) in &self.people {
            let _ = write!(
                out,
                "\n[people.{id}]\nname = \"The {}\"\nroles = [\"{role}\"]\nfrom = 2016-01-01\n",
                id.replace('-', " ")
            );
        }
        out
    }
}

/// One client's record.
pub(crate) fn client(book: &mut Book, client: &Client) -> std::io::Result<()> {
    let (words_of, rng) = (client.words, &mut book.rng);
    let fields = Node::Map(vec![
        ("name", prose(format!("{} {}", words_of.brand, client.code))),
        ("status", bare("active")),
        ("tier", bare(if rng.bool() { "key" } else { "standard" })),
        ("currency", bare("EUR")),
        ("language", bare(words_of.code)),
        ("payment_days", bare(30)),
        ("po_required", bare(false)),
        ("business", prose(words_of.facts(rng, 2))),
        ("needs", Node::List(vec![prose(words_of.pick(rng, words_of.notes))])),
        ("account_plan", prose(words_of.facts(rng, 1))),
        ("team", Node::Map(team(client))),
        (
            "contacts",
            Node::List(vec![
                contact("approver", "approver", "Marketing director", true),
                contact("desk", "contact", "Brand desk", false),
            ]),
        ),
        ("contracts", Node::List(vec![contract()])),
        ("budgets", Node::List((2017..=2026).map(budget).collect())),
        ("opportunities", Node::List(Vec::new())),
    ]);
    book.put::<Record>(&format!("clients/{}.yaml", client.code), &fields)
}

fn team(client: &Client) -> Vec<(&'static str, Node)> {
    vec![
        ("account-executive", bare(&client.executive)),
        ("account-manager", bare(&client.manager)),
        ("account-director", bare("director")),
        ("account-planner", bare("planner")),
        ("traffic", bare("traffic")),
        ("creative", bare(&client.creative)),
        ("production", bare("producer")),
        ("finance", bare("books")),
    ]
}

fn contact(id: &str, role: &str, title: &str, approves: bool) -> Node {
    let mut fields = vec![
        ("id", bare(id)),
        ("name", prose(format!("The {id}"))),
        ("title", prose(title)),
        ("role", bare(role)),
        ("from", bare("2016-01-01")),
    ];
    if approves {
        fields.insert(4, ("limit", bare("500000.00")));
    }
    Node::Map(fields)
}

fn contract() -> Node {
    Node::Map(vec![
        ("id", bare("aor")),
        ("type", bare("aor")),
        ("start", bare("2016-01-01")),
        ("end", bare("2027-12-31")),
        ("notice_days", bare(90)),
        ("rounds_included", bare(3)),
        ("feedback_days", bare(5)),
        ("markup", bare("15%")),
        ("media_commission", bare("15%")),
        ("tolerance", bare("10%")),
        ("rates", bare("standard")),
        (
            "retainer",
            Node::Map(vec![
                ("fee", bare("12000.00")),
                ("hours", bare(90)),
                ("period", bare("month")),
                ("rollover", bare("none")),
            ]),
        ),
        ("signed_by", bare("approver")),
        ("signed_date", bare("2016-01-01")),
        ("evidence", prose("evidence/aor.pdf")),
    ])
}

fn budget(year: i32) -> Node {
    Node::Map(vec![
        ("id", bare(format_args!("b{year}"))),
        ("from", bare(format_args!("{year}-01-01"))),
        ("to", bare(format_args!("{year}-12-31"))),
        ("amount", bare("240000.00")),
        ("approvals", Node::List(vec![approval("client", "approver", "approver", &format!("{year}-01-08"))])),
    ])
}

/// An approval of a section whose fingerprint is put in when the record is whole.
pub(crate) fn approval(of: &str, by: &str, role: &str, date: &str) -> Node {
    let mut fields = vec![("for", bare(of)), ("by", bare(by)), ("role", bare(role)), ("date", bare(date))];
    if of == "client" {
        fields.push(("method", bare("email")));
        fields.push(("evidence", prose(format!("mail of {date}"))));
        fields.push(("entered_by", bare("director")));
    } else {
        fields.push(("method", bare("system")));
    }
    fields.push(("hash", bare(UNSEALED)));
    Node::Map(fields)
}

/// A short list of ids.
pub(crate) fn ids(list: &[&str]) -> Node {
    words(list.iter().copied())
}
