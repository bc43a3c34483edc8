//! What `brief new` asks at a terminal beyond title and type: a question for each required section that one line can answer.
//! Every one may be passed over, so that nobody is held up; nobody else is asked.

use super::dates::Dates;
use super::exit::Stop;
use super::session::Session;
use super::value::value;
use crate::domain::brief::{JobType, Size};
use crate::domain::brief_sections::{Need, Section};
use crate::domain::record::Kind;
use crate::hands::Question;
use crate::key_path;
use crate::source::{Edit, KeyPath, Op, Value, quoted};
use crate::yaml::as_typed;

/// A section, and the question that one line answers.
const QUESTIONS: [(&str, &str); 10] = [
    ("background", "Where is the client now?"),
    ("problem", "What is the one problem to solve?"),
    ("business-objective", "What should it do for the client's money?"),
    ("marketing-objective", "What should it do in the market?"),
    ("communication-objective", "What should people think, feel or do?"),
    ("audience", "Who do we talk to?"),
    ("proposition", "What is the one thing we say?"),
    ("budget", "How much money is there?"),
    ("timing", "When does it go live?"),
    ("data-privacy", "Whose data is touched, and on what ground?"),
];

/// What an edit sets a field at the top to, in words.
pub(super) fn said<'e>(edits: &'e [Edit], field: &'static str) -> Option<&'e str> {
    let edit = edits.iter().rfind(|edit| edit.path == key_path![field])?;
    match &edit.op {
        Op::Set(Value::Bare(text) | Value::Text(text)) => Some(text),
        Op::Set(_) | Op::Append(_) | Op::Remove | Op::Rename(_) => None,
    }
}

/// The type and size of the brief that is being made, where they are words that a brief knows.
pub(super) fn asked_for(edits: &[Edit]) -> Option<(JobType, Option<Size>)> {
    Some((JobType::parse(said(edits, "type")?)?, said(edits, "size").and_then(Size::parse)))
}

/// Asks for what is required and was not given.
pub(super) fn ask(given: &mut Vec<Edit>, dates: &Dates<'_>, session: &mut Session<'_, '_>) -> Result<(), Stop> {
    let Some((kind, size)) = asked_for(given) else { return Ok(()) };
    if session.globals.no_input {
        return Ok(());
    }
    let required = |name: &str| Section::named(name).filter(|section| section.need(kind, size) == Need::Required);
    let mut answers = Vec::new();
    for (section, prompt) in QUESTIONS.into_iter().filter_map(|(name, prompt)| Some((required(name)?, prompt))) {
        let key = section.path();
        if given.iter().any(|edit| edit.path.first_key() == key.first_key()) {
            continue;
        }
        let path = wanted(section);
        let check = |typed: &str| match value(Kind::Brief, &path, typed.trim(), dates) {
            Err(Stop::Usage { message, .. }) => Err(message),
            _ => Ok(()),
        };
        let help = format!("{}; Enter passes it over", section.about);
        let question = Question { help: Some(&help), check: &check, ..Question::new(prompt) };
        let typed = session.world.hands.ask(&question).map_err(|_| Stop::Interrupted)?;
        let Some(typed) = typed.map(|typed| typed.trim().to_owned()).filter(|typed| !typed.is_empty()) else {
            continue;
        };
        let value = value(Kind::Brief, &path, &typed, dates)?;
        let (edit, flag) = match section.name.strip_suffix("-objective") {
            Some(kind) => {
                let fields = [("id", Value::bare(kind)), ("kind", Value::bare(kind)), ("text", value)];
                let text = serde_json::Value::from(typed.as_str());
                let item = format!("objectives+={{id: {kind}, kind: {kind}, text: {text}}}");
                (Edit::append(key, Value::map(fields)), format!("--set {}", quoted(&item)))
            }
            None if path.0.len() > 1 => {
                (Edit::set(path.clone(), value), format!("--set {}", quoted(&format!("{path}={}", as_typed(&typed)))))
            }
            None => (Edit::set(path, value), format!("--{} {}", section.name, quoted(&typed))),
        };
        answers.push(edit);
        session.answered.push(flag);
    }
    given.extend(answers);
    Ok(())
}

/// Where the line that answers a section goes.
fn wanted(section: &Section) -> KeyPath {
    match section.name {
        "budget" => key_path!["budget", "amount"],
        "timing" => key_path!["timing", "live"],
        name if name.ends_with("-objective") => key_path!["objectives", 0, "text"],
        _ => section.path(),
    }
}
