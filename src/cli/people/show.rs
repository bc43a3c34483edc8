//! `suits people show`: one person, with everything that is in their name.

use super::{KINDS, someone};
use crate::cli::exit::{Exit, Stop};
use crate::cli::findings::unreadable;
use crate::cli::session::Session;
use crate::config::{Config, Person};
use crate::domain::held::{Held, What, held};
use crate::domain::job::sections;
use crate::domain::scope::Scope;
use crate::domain::traffic::Traffic;
use crate::values::{Day, PersonId};
use crate::view::{Cell, Data, RecordView};
use clap::Args;

/// Show a person: seats, open handoffs with their dues, promises, absences
///
/// Examples:
///   suits people show ann
///   suits people show ann --format json
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(in crate::cli) struct PeopleShowArgs {
    /// The person, or the beginning of their id
    #[arg(value_name = "PERSON")]
    pub person: String,
}

/// Runs `suits people show`.
pub(super) fn run(args: &PeopleShowArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let store = session.open()?;
    let snapshot = store.load(&Scope::kinds(KINDS).parts(sections::TIME))?;
    let config = &snapshot.agency.config;
    let today = session.today(config)?;
    let (person, facts) = someone(session, &args.person, &snapshot)?;
    let traffic = Traffic::of(&snapshot.agency, today);
    let own: Vec<Held<'_>> = held(&traffic, None).into_iter().filter(|held| held.person == person).collect();
    let view = RecordView {
        kind: "person",
        id: person.to_string(),
        path: config.source.map_or_else(String::new, |source| snapshot.sources.file(source).path.to_string()),
        facts: today_of(person, facts, config, &own, today),
        others: Vec::new(),
        fields: fields(facts, &own),
    };
    let page = session.page();
    session.format()?.record(&view, &page, &mut session.stdout)?;
    let holes = unreadable(&snapshot);
    for hole in &holes {
        let line = format!("{}:{}:{}: {}", hole.path, hole.line, hole.column, hole.message);
        writeln!(session.world.err, "{}", crate::render::sanitize::line(&line))?;
    }
    Ok(if holes.is_empty() { Exit::Yes } else { Exit::CouldNotTell })
}

/// Where they are today, and how much there is.
fn today_of(
    person: &PersonId,
    facts: &Person,
    config: &Config,
    own: &[Held<'_>],
    today: Day,
) -> Vec<(&'static str, &'static str, Cell)> {
    let away = facts.away.iter().find(|away| away.from <= today && today <= away.to);
    let stands_in = config.people.iter().filter(|(_, other)| other.deputy(today) == Some(person));
    let stands_in: Vec<String> = stands_in.map(|(id, _)| id.to_string()).collect();
    let works_here = Cell::Flag(facts.is_active(today));
    let rank = config.rank(person).map_or(Cell::Empty, |rank| Cell::Count(i64::from(rank)));
    let mut said = vec![("works_here", "Works here", works_here), ("rank", "Rank", rank)];
    said.push(("away_until", "Away until", Cell::day(away.map(|away| away.to))));
    said.push(("deputy", "Deputy", Cell::maybe(away.and_then(|away| away.deputy.as_ref()))));
    said.push(("stands_in_for", "Stands in for", Cell::List(stands_in)));
    let count = |what: What| own.iter().filter(|held| held.what == what).count();
    said.push(("open_handoffs", "Open handoffs", Cell::count(count(What::Handoff))));
    let late = |held: &&Held<'_>| held.what == What::Handoff && held.due.is_some_and(|due| due < today);
    said.push(("past_due", "Past due", Cell::count(own.iter().filter(late).count())));
    said
}

/// What `suits.toml` says, then what is in their name, kind by kind.
fn fields(facts: &Person, own: &[Held<'_>]) -> Data {
    let text = |text: Option<String>| text.map_or(Data::Null, Data::Text);
    let texts = |texts: &[String]| Data::List(texts.iter().cloned().map(Data::Text).collect());
    let day = |day: Option<Day>| text(day.map(|day| day.to_string()));
    let roles: Vec<String> = facts.roles.iter().map(ToString::to_string).collect();
    let absence = |away: &crate::config::Away| {
        Data::Map(vec![
            ("from".to_owned(), day(Some(away.from))),
            ("to".to_owned(), day(Some(away.to))),
            ("deputy".to_owned(), text(away.deputy.as_ref().map(ToString::to_string))),
        ])
    };
    let mut fields = vec![
        ("name", Data::Text(facts.name.clone())),
        ("roles", texts(&roles)),
        ("reports_to", text(facts.reports_to.as_ref().map(ToString::to_string))),
        ("email", text(facts.email.clone())),
        ("calendar", text(facts.calendar.as_ref().map(ToString::to_string))),
        ("weekly_hours", text(facts.weekly_hours.map(|hours| hours.0.to_string()))),
        ("from", day(facts.from)),
        ("to", day(facts.to)),
        ("away", Data::List(facts.away.iter().map(absence).collect())),
    ];
    for (key, kinds) in HOLDS {
        let of_kind = own.iter().filter(|held| kinds.contains(&held.what));
        fields.push((key, Data::List(of_kind.map(one).collect())));
    }
    Data::Map(fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

/// Under which keys things in somebody's name are told.
const HOLDS: [(&str, &[What]); 8] = [
    ("seats", &[What::ClientSeat, What::JobSeat]),
    ("handoffs", &[What::Handoff]),
    ("actions", &[What::Action]),
    ("questions", &[What::Question]),
    ("reviews", &[What::Review]),
    ("renewals", &[What::Renewal]),
    ("opportunities", &[What::Opportunity]),
    ("issues", &[What::Issue]),
];

fn one(held: &Held<'_>) -> Data {
    let mut fields = vec![("record", held.record.clone())];
    match held.what {
        What::ClientSeat | What::JobSeat => fields.push(("seat", held.title.to_owned())),
        What::Handoff => {
            fields.push(("title", held.title.to_owned()));
            fields.extend(held.stage.map(|stage| ("stage", stage.to_owned())));
        }
        _ => fields.push(("title", held.title.to_owned())),
    }
    let due = held.due.map_or(Data::Null, |due| Data::Text(due.to_string()));
    let has_due = !matches!(held.what, What::ClientSeat | What::JobSeat | What::Issue);
    let mut fields: Vec<(String, Data)> =
        fields.into_iter().map(|(key, text)| (key.to_owned(), Data::Text(text))).collect();
    if has_due {
        fields.push(("due".to_owned(), due));
    }
    Data::Map(fields)
}
