//! What waits for a person: the ball is with her, an approval is hers to give, a due is near or past, somebody must be told. For people of
//! the agency, and for contacts of its clients.

mod account;
mod approve;
mod bought;
mod clients_yes;
mod money;
mod owed;
mod rows;
mod turn;

use super::{Report, ReportAsk};
use crate::domain::agency::Agency;
use crate::domain::job::{Job, sections};
use crate::domain::parties::standing_in;
use crate::domain::record::{Kind, Located};
use crate::domain::scope::Scope;
use crate::domain::traffic::Traffic;
use crate::values::{ClientId, Day, Money, PersonId};
use crate::view::View;
use std::borrow::Cow;
use std::fmt::Display;

/// `suits today`.
pub struct Today;

/// So many working days ahead is soon.
const SOON: i64 = 3;

crate::words! {
    /// Why something is on the list; in the order of the list.
    pub enum What {
        /// Past its due.
        Overdue = "overdue",
        /// Due today.
        DueToday = "due-today",
        /// Due within three working days.
        DueSoon = "due-soon",
        /// Yours to approve.
        Approve = "approve",
        /// Late with someone else, and you are told.
        Escalated = "escalated",
        /// The ball is with you.
        Ball = "ball",
    }
}

/// One thing that waits.
pub(super) struct Waits<'a> {
    pub(super) what: What,
    /// What it is: `handoff`, `request`, `brief`, `estimate`, `change-order`, `order`, `supplier-invoice`, `verdict`, `answer`, `action`,
    /// `question`, `contact-report`, `opportunity`, `renewal`, `issue`, `invoice`, `annual-budget`.
    pub(super) kind: &'static str,
    pub(super) record: String,
    pub(super) title: Cow<'a, str>,
    pub(super) client: String,
    pub(super) stage: Option<&'a str>,
    /// Since when, where the records tell.
    pub(super) since: Option<Day>,
    pub(super) amount: Option<Money>,
    /// Until the end of this day, as written.
    pub(super) due: Option<Day>,
    /// The same with days on hold left out: what `days` count to.
    pub(super) effective_due: Option<Day>,
    pub(super) days: Option<i64>,
    /// Whose it is, where that is somebody else who is away.
    pub(super) instead_of: Option<&'a PersonId>,
    pub(super) note: String,
    pub(super) quiet: bool,
}

impl<'a> Waits<'a> {
    fn new(what: What, kind: &'static str, record: impl Display, client: &ClientId, title: &'a str) -> Waits<'a> {
        Waits {
            what,
            kind,
            record: record.to_string(),
            title: Cow::Borrowed(title),
            client: client.to_string(),
            stage: None,
            since: None,
            amount: None,
            due: None,
            effective_due: None,
            days: None,
            instead_of: None,
            note: String::new(),
            quiet: false,
        }
    }
}

/// Whose list, as of which day.
pub(super) struct Desk<'a, 't> {
    pub(super) traffic: &'t Traffic<'a>,
    pub(super) person: &'t PersonId,
    pub(super) ask: &'t ReportAsk,
}

impl<'a> Desk<'a, '_> {
    /// Whether a client's things are asked about.
    pub(super) fn wants(&self, client: &ClientId) -> bool {
        self.ask.client.as_ref().is_none_or(|only| only == client)
    }

    /// Whether the list is a contact's, not one of the agency's.
    pub(super) fn is_contact(&self) -> bool {
        self.traffic.agency.config.person(self.person).is_none()
    }

    /// Whether it is this person's to do, or of someone she stands in for.
    pub(super) fn is_mine(&self, to: Option<&PersonId>) -> bool {
        to.is_some_and(|to| {
            to == self.person || standing_in(&self.traffic.agency.config, to, self.traffic.today) == self.person
        })
    }

    /// Whether this person is asked for something that several may do: those of a team first, or whoever stands in for them; where nobody
    /// of the team may, everybody who may.
    pub(super) fn is_asked<'p>(
        &self,
        team: impl Iterator<Item = &'p PersonId>,
        able: impl Fn(&PersonId) -> bool,
    ) -> bool {
        if !able(self.person) {
            return false;
        }
        let mut others = false;
        for seated in team {
            let there = standing_in(&self.traffic.agency.config, seated, self.traffic.today);
            if seated == self.person || there == self.person {
                return true;
            }
            others |= able(there);
        }
        !others
    }

    /// What a due makes of something: working days left, below 0 for late.
    pub(super) fn near(&self, due: Option<Day>, days: Option<i64>) -> What {
        match (due, days) {
            (Some(due), _) if due < self.traffic.today => What::Overdue,
            (Some(due), _) if due == self.traffic.today => What::DueToday,
            (Some(_), Some(days)) if days <= SOON => What::DueSoon,
            _ => What::Ball,
        }
    }

    /// Something that somebody owes, by a day.
    pub(super) fn owes(
        &self,
        kind: &'static str,
        record: impl Display,
        client: &ClientId,
        title: &'a str,
        to: Option<&'a PersonId>,
        due: Option<Day>,
    ) -> Waits<'a> {
        let days = due.map(|due| self.days_to(client, due, to));
        let instead_of = to.filter(|to| *to != self.person);
        let what = self.near(due, days);
        Waits { due, effective_due: due, days, instead_of, ..Waits::new(what, kind, record, client, title) }
    }

    /// Working days from today to a due, in the calendar of whoever owes it; below 0 for late.
    fn days_to(&self, client: &ClientId, due: Day, to: Option<&PersonId>) -> i64 {
        self.traffic.calendars.receiver(self.traffic.agency, client, to).days_to(self.traffic.today, due)
    }

    /// Everybody in a seat of a job: its own, else the client's.
    pub(super) fn team(&self, job: &'a Located<Job>) -> impl Iterator<Item = &'a PersonId> {
        let own = &job.record.team;
        let client = self.traffic.agency.client_of(&job.id).found();
        let theirs = client.into_iter().flat_map(|client| &client.record.team);
        own.values().chain(theirs.filter(|(seat, _)| !own.contains_key(*seat)).map(|(_, person)| person))
    }
}

impl Report for Today {
    fn name(&self) -> &'static str {
        "today"
    }

    fn scope(&self, ask: &ReportAsk) -> Scope {
        const KINDS: &[Kind] = &[Kind::Client, Kind::Brief, Kind::Job, Kind::Round, Kind::ContactReport, Kind::Invoice];
        Scope::kinds(KINDS).parts(sections::MONEY).fingerprints().client(ask.client.clone())
    }

    fn keys(&self, _ask: &ReportAsk) -> &'static [&'static str] {
        &["kind", "record", "title"]
    }

    fn view(&self, agency: &Agency, ask: &ReportAsk) -> Result<View, String> {
        let person = ask.person.as_ref().ok_or("whose day is it? name a person: `suits today --for ann`")?;
        let traffic = Traffic::of(agency, ask.today);
        let desk = Desk { traffic: &traffic, person, ask };
        let mut waits: Vec<Waits<'_>> = Vec::new();
        for job in agency.jobs.iter().filter(|job| ask.client.as_ref().is_none_or(|client| job.id.is_of(client))) {
            waits.extend(turn::turn(&desk, job));
            if desk.is_contact() {
                clients_yes::estimate(&desk, job, &mut waits);
                clients_yes::changes(&desk, job, &mut waits);
            } else {
                approve::estimate(&desk, job, &mut waits);
                bought::of_job(&desk, job, &mut waits);
            }
        }
        if desk.is_contact() {
            clients_yes::briefs(&desk, &mut waits);
        } else {
            approve::briefs(&desk, &mut waits);
            approve::verdicts(&desk, &mut waits);
            account::gather(&desk, &mut waits);
            money::invoices(&desk, &mut waits);
            money::owed(&desk, &mut waits);
        }
        money::budgets(&desk, &mut waits);
        owed::gather(&desk, &mut waits);
        waits.sort_by(|one, other| {
            // approvals wait longest first, everything else is as urgent as its due
            let day = |waits: &Waits<'_>| if waits.what == What::Approve { waits.since } else { waits.effective_due };
            let key = |waits: &Waits<'_>| (waits.what, day(waits).is_none(), day(waits));
            key(one).cmp(&key(other)).then_with(|| one.record.cmp(&other.record))
        });
        let mut notes = Vec::new();
        if waits.iter().any(|waits| waits.what == What::Approve) {
            notes.push(
                "approvals count by the status of a brief or estimate as it stands in the book; `since` is the last step that is dated"
                    .to_owned(),
            );
        }
        if waits.iter().any(|waits| waits.note.ends_with(turn::NOT_ACCEPTED)) {
            notes.push(
                "not accepted yet: take it with `suits job accept JOB`, or send it back with `suits job reject JOB --reason TEXT`"
                    .to_owned(),
            );
        }
        Ok(View {
            name: "today",
            version: 1,
            title: match &ask.client {
                Some(client) if desk.is_contact() => format!("What waits for {person} of {client}"),
                _ => format!("What waits for {person}"),
            },
            as_of: ask.today,
            grid: rows::grid(waits),
            others: Vec::new(),
            notes,
            when_empty: format!("nothing waits for {person}"),
            unreadable: Vec::new(),
        })
    }
}
