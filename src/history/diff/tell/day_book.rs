//! What happened in rounds, contact reports, invoices and timesheets.

use super::{Teller, field};
use crate::domain::record::Kind;
use crate::history::Said;
use crate::history::diff::told::{What, at, day, keys, label, plainly, text, without};
use crate::history::diff::{Change, Told};
use crate::source::{KeyPath, Step};
use crate::values::{Amount, Decimal, InvoiceId, JobId};

impl Teller<'_> {
    /// What one change means to a feedback round.
    pub(super) fn of_round(&self, change: &Change, keys: &[&str]) -> Option<Told> {
        let (after, is_new) = (change.after.as_ref(), change.before.is_none());
        let told = |words: String| {
            Told::new(What::Feedback, field(change), words).between(change.before.as_ref(), change.after.as_ref())
        };
        match keys {
            ["items"] if is_new => {
                let item = after?;
                let by = self.whose(item, "by").map(|by| format!(" by {by}")).unwrap_or_default();
                let words = format!("to change{by}: {}", text(item, "text")?);
                let outward = match text(item, "why") {
                    Some(why) => format!("{words} (why: {why})"),
                    None => words,
                };
                let more = plainly(&without(item, &["id", "text", "why", "by"]));
                Some(told(format!("{outward} [{}: {more}]", label(&change.path))).outward(outward))
            }
            ["items", "status"] => {
                let item = at(self.after, &change.path.parent()?)?;
                let about = text(item, "text").unwrap_or_default();
                let verb = match after?.text()? {
                    "done" => text(item, "done_in").map_or("done".to_owned(), |version| format!("done in {version}")),
                    "declined" => "declined".to_owned(),
                    "open" => "open again".to_owned(),
                    other => other.to_owned(),
                };
                Some(told(format!("{} is {verb}: {about}", label(&change.path.parent()?))))
            }
            ["reviewers", "decision"] => {
                let reviewer = at(self.after, &change.path.parent()?)?;
                let who = self.whose(reviewer, "by")?;
                let on = text(reviewer, "date").map(|date| format!(" on {date}")).unwrap_or_default();
                let decided = text(reviewer, "decision")?;
                let before = change.before.as_ref().and_then(Said::text).unwrap_or("pending");
                let words = format!("{who} decided {decided}{on} (was {before})");
                Some(told(words).on(day(reviewer, "date")))
            }
            ["verdicts"] if is_new => {
                let verdict = after?;
                let (about, word) = (text(verdict, "about")?, text(verdict, "verdict")?);
                let words = format!("{about}: {word}{}", self.circumstances(verdict));
                Some(told(words).on(day(verdict, "date")))
            }
            ["waiver"] if is_new => {
                let words = format!("the round is not charged{}", self.circumstances(after?));
                Some(told(words).on(day(after?, "date")))
            }
            _ => None,
        }
    }

    /// What one change means to an invoice.
    pub(super) fn of_invoice(&self, change: &Change, keys: &[&str]) -> Option<Told> {
        let (after, is_new) = (change.after.as_ref(), change.before.is_none());
        let told = |what, words: String| {
            Told::new(what, field(change), words).between(change.before.as_ref(), change.after.as_ref())
        };
        match keys {
            ["payments"] => {
                let payment = after.or(change.before.as_ref())?;
                let on = text(payment, "date").map(|date| format!(" on {date}")).unwrap_or_default();
                let with = text(payment, "with").map(|with| format!(", set off with {with}")).unwrap_or_default();
                let amount = text(payment, "amount")?;
                let currency = self.currency();
                let words = match is_new {
                    true => format!("paid {amount}{currency}{on}{with}"),
                    false if after.is_none() => format!("payment of {amount}{currency}{on}{with} was taken out"),
                    false => return None,
                };
                Some(told(What::Payment, words).on(day(payment, "date")))
            }
            ["written_off"] if is_new => {
                let words = format!("given up{}", self.circumstances(after?));
                Some(told(What::Invoice, words).on(day(after?, "date")))
            }
            ["disputed"] if is_new => Some(told(What::Invoice, format!("disputed by the client: {}", plainly(after?)))),
            _ => None,
        }
    }

    fn currency(&self) -> String {
        let own = text(self.after, "currency").or_else(|| text(self.before, "currency")).map(str::to_owned);
        let agency = self.around.after;
        let invoice = || InvoiceId::parse(&self.id.to_string()).ok();
        let found = || crate::domain::money::billing::currency_of(agency, agency.invoices.get(&invoice()?).found()?);
        own.or_else(|| found().map(|currency| currency.to_string())).map(|code| format!(" {code}")).unwrap_or_default()
    }

    /// What one change means to a contact report.
    pub(super) fn of_report(&self, change: &Change, keys: &[&str]) -> Option<Told> {
        let (after, is_new) = (change.after.as_ref()?, change.before.is_none());
        let told = |words: String| Told::new(What::Field, field(change), words).between(None, Some(after));
        match keys {
            ["issued"] if is_new => Some(told(format!("sent out on {}", after.text()?)).on(day(self.after, "issued"))),
            ["items"] if is_new => {
                let topic = text(after, "topic").map(|topic| format!("{topic}: ")).unwrap_or_default();
                let owner = self.whose(after, "owner").map(|owner| format!(", {owner}")).unwrap_or_default();
                let due = text(after, "due").map(|due| format!(", due {due}")).unwrap_or_default();
                let said = match (text(after, "decision"), text(after, "action")) {
                    (Some(decision), Some(action)) => format!("decided: {decision}; to do: {action}"),
                    (Some(decision), None) => format!("decided: {decision}"),
                    (None, Some(action)) => format!("to do: {action}"),
                    (None, None) => return None,
                };
                let more = plainly(&without(after, &["id", "topic", "owner", "due", "decision", "action"]));
                let more = if more.is_empty() { more } else { format!(" ({more})") };
                Some(told(format!("{topic}{said}{owner}{due}{more}")))
            }
            ["items", "done"] if is_new => {
                let item = at(self.after, &change.path.parent()?)?;
                let action = text(item, "action").or_else(|| text(item, "topic")).unwrap_or_default();
                Some(told(format!("done on {}: {action}", after.text()?)).on(day(item, "done")))
            }
            ["objections"] if is_new => {
                let by = self.whose(after, "by").unwrap_or_default();
                let on = text(after, "date").map(|date| format!(" on {date}")).unwrap_or_default();
                let words = format!("{by} objected{on}: {}", text(after, "text").unwrap_or_default());
                Some(told(words).on(day(after, "date")))
            }
            _ => None,
        }
    }

    /// Time: entries that came or went, and those that were changed, each under its job.
    pub(super) fn time(&mut self) {
        debug_assert_eq!(self.id.kind(), Kind::Timesheet);
        for change in self.take(|change| change.path.first_key() == Some("entries")) {
            let told = match (&change.before, &change.after) {
                (None, Some(entry @ Said::Map(_))) => self.entry(&change, entry, "logged", Decimal::ONE),
                (Some(entry @ Said::Map(_)), None) => self.entry(&change, entry, "taken out again:", -Decimal::ONE),
                _ => self.corrected(&change),
            };
            self.told.push(told);
        }
    }

    fn entry(&self, change: &Change, entry: &Said, verb: &str, sign: Decimal) -> Told {
        let (hours, job) = (text(entry, "hours").unwrap_or("no"), text(entry, "job").unwrap_or("no job"));
        let on = text(entry, "date").map(|date| format!(" on {date}")).unwrap_or_default();
        let more = plainly(&without(entry, &["id", "date", "job", "hours", "note"]));
        let more = if more.is_empty() { more } else { format!(" ({more})") };
        let note = text(entry, "note").map(|note| format!(": {note}")).unwrap_or_default();
        let words = format!("{} {verb} {hours} h on {job}{on}{more}{note}", self.person());
        let told = Told::new(What::Hours, field(change), words).on(day(entry, "date"));
        Told {
            hours: Amount::parse(hours).and_then(|hours| hours.0.checked_mul(sign)),
            job: JobId::parse(job).ok(),
            ..told.between(change.before.as_ref(), change.after.as_ref())
        }
    }

    /// A field of an entry that was changed.
    fn corrected(&self, change: &Change) -> Told {
        let path = KeyPath(change.path.0.iter().take(2).cloned().collect());
        let entry = at(self.after, &path).or_else(|| at(self.before, &path));
        let job = entry.and_then(|entry| text(entry, "job"));
        let date = entry.and_then(|entry| day(entry, "date"));
        let hours = || {
            let number = |said: &Option<Said>| Some(Amount::parse(said.as_ref()?.text()?)?.0);
            number(&change.after)?.checked_sub(number(&change.before)?)
        };
        let told = self.plain(change);
        let context = match (job, date) {
            (Some(job), Some(date)) => format!("{} on {job} on {date}, ", self.person()),
            _ => String::new(),
        };
        let field = keys(&change.path).last().copied().unwrap_or_default().to_owned();
        let words = told.words.strip_prefix(&label(&change.path)).map(|rest| format!("{context}{field}{rest}"));
        Told {
            what: What::Hours,
            words: words.unwrap_or_else(|| told.words.clone()),
            hours: if field == "hours" { hours() } else { None },
            job: job.and_then(|job| JobId::parse(job).ok()),
            ..told
        }
    }

    /// Whose timesheet it is.
    fn person(&self) -> String {
        let id = self.id.to_string();
        self.who(id.split('/').next().unwrap_or_default())
    }

    /// Whether a path is an item of a list.
    pub(super) fn is_item(path: &KeyPath) -> bool {
        matches!(path.last(), Some(Step::Item(..) | Step::Index(_)))
    }
}
