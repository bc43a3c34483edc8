//! What is in somebody's name and not over on a day: seats, the ball, and everything small that a person promised. Each thing knows where
//! its person is written, so that it can be put into another's name. Whether it is over, the records and `dues` say, as for `today` and
//! `overdue`. Decides nothing about who should have it.

use super::client::{Client, ClientStatus};
use super::dues;
use super::handoff::State;
use super::record::{Located, Record};
use super::round::Decision;
use super::traffic::Traffic;
use crate::key_path;
use crate::source::{KeyPath, SourceId};
use crate::values::{ClientId, Day, PersonId};

crate::words! {
    /// What kind of thing.
    pub enum What {
        /// A seat in a client's team.
        ClientSeat = "client-seat",
        /// A seat in a job's own team.
        JobSeat = "job-seat",
        /// The ball of a job.
        Handoff = "handoff",
        /// An action of a contact report.
        Action = "action",
        /// An open question of a brief.
        Question = "question",
        /// A feedback round that waits for an answer.
        Review = "review",
        /// A contract whose renewal is undecided.
        Renewal = "renewal",
        /// Work that may come.
        Opportunity = "opportunity",
        /// A client issue that is not resolved.
        Issue = "issue",
    }
}

impl What {
    /// So many of it, in words.
    pub fn counted(self, count: usize) -> String {
        let word = match self {
            What::ClientSeat => "seat at a client",
            What::JobSeat => "seat on a job",
            What::Handoff => "open handoff",
            What::Action => "open action",
            What::Question => "open question",
            What::Review => "pending review",
            What::Renewal => "undecided renewal",
            What::Opportunity if count == 1 => "open opportunity",
            What::Opportunity => return format!("{count} open opportunities"),
            What::Issue => "client issue",
        };
        match (count, word.split_once(' ')) {
            (1, _) => format!("1 {word}"),
            (_, Some(("seat", rest))) => {
                format!("{count} seats {}", rest.replace("a client", "clients").replace("a job", "jobs"))
            }
            _ => format!("{count} {word}s"),
        }
    }
}

/// One thing in a person's name.
#[derive(Clone, Debug)]
pub struct Held<'a> {
    /// What it is.
    pub what: What,
    /// In whose name.
    pub person: &'a PersonId,
    /// The record's id.
    pub record: String,
    /// Whose record it is.
    pub client: ClientId,
    /// The record's file.
    pub source: SourceId,
    /// Where the person stands in it.
    pub path: KeyPath,
    /// What it is called: the seat, the job's title, the action, the question.
    pub title: &'a str,
    /// The seat; of a handoff, the one whose stage it is.
    pub seat: Option<&'a str>,
    /// The stage of a handoff.
    pub stage: Option<&'a str>,
    /// Until when; days on hold left out.
    pub due: Option<Day>,
}

/// Everything that is in somebody's name on the day of `traffic`, by record. Contacts of clients are left out: they are not ours.
pub fn held<'a>(traffic: &'a Traffic<'a>, client: Option<&ClientId>) -> Vec<Held<'a>> {
    let mut shelf = Shelf { traffic, client, held: Vec::new() };
    shelf.clients();
    shelf.jobs();
    shelf.briefs();
    shelf.rounds();
    shelf.reports();
    shelf.held
}

struct Shelf<'a, 'c> {
    traffic: &'a Traffic<'a>,
    client: Option<&'c ClientId>,
    held: Vec<Held<'a>>,
}

impl<'a> Shelf<'a, '_> {
    fn is_asked(&self, client: &ClientId) -> bool {
        self.client.is_none_or(|only| only == client)
    }

    fn add<T: Record>(
        &mut self,
        what: What,
        record: &'a Located<T>,
        client: &ClientId,
        person: Option<&'a PersonId>,
        path: KeyPath,
        title: &'a str,
    ) -> Option<&mut Held<'a>> {
        let person = person.filter(|person| self.traffic.agency.config.person(person).is_some())?;
        let (record, source) = (record.id.to_string(), record.source);
        let held = Held {
            what,
            person,
            record,
            client: client.clone(),
            source,
            path,
            title,
            seat: None,
            stage: None,
            due: None,
        };
        self.held.push(held);
        self.held.last_mut()
    }

    fn clients(&mut self) {
        let (agency, asked) = (self.traffic.agency, self.client);
        for client in agency.clients.iter().filter(|client| asked.is_none_or(|only| *only == client.id)) {
            // a client who is lost is nobody's seat and no contract's renewal; what is open with them is still somebody's
            if client.status != ClientStatus::Lost {
                for (seat, person) in &client.record.team {
                    let path = key_path!["team", seat.to_string()];
                    if let Some(held) = self.add(What::ClientSeat, client, &client.id, Some(person), path, seat) {
                        held.seat = Some(seat);
                    }
                }
                self.renewals(client);
            }
            self.promises(client);
        }
    }

    fn renewals(&mut self, client: &'a Located<Client>) {
        let traffic = self.traffic;
        for (index, contract) in client.record.contracts.iter().enumerate() {
            let Some(owner) = &contract.renewal_owner else { continue };
            let calendar = traffic.calendars.person(owner);
            let Some(renewal) = dues::renewal(contract, calendar, traffic.today) else { continue };
            let path = key_path!["contracts", index, "renewal_owner"];
            if let Some(held) = self.add(What::Renewal, client, &client.id, Some(owner), path, contract.id.as_str()) {
                held.due = Some(renewal.due);
            }
        }
    }

    fn promises(&mut self, client: &'a Located<Client>) {
        let today = self.traffic.today;
        for (index, chance) in client.record.opportunities.iter().enumerate().filter(|(_, one)| one.is_open(today)) {
            let (owner, path) = (chance.owner.as_ref(), key_path!["opportunities", index, "owner"]);
            if let Some(held) = self.add(What::Opportunity, client, &client.id, owner, path, &chance.title) {
                held.due = chance.due;
            }
        }
        for (index, issue) in client.record.issues.iter().enumerate().filter(|(_, issue)| issue.is_open(today)) {
            let (owner, path) = (issue.owner.as_ref(), key_path!["issues", index, "owner"]);
            self.add(What::Issue, client, &client.id, owner, path, &issue.text);
        }
    }

    fn jobs(&mut self) {
        let (traffic, asked) = (self.traffic, self.client);
        for job in traffic.agency.jobs.iter().filter(|job| asked.is_none_or(|client| job.id.is_of(client))) {
            if !job.exists(traffic.today) || matches!(traffic.state(job), State::Cancelled | State::Closed) {
                continue;
            }
            let client = job.id.client();
            for (seat, person) in &job.record.team {
                let path = key_path!["team", seat.to_string()];
                if let Some(held) = self.add(What::JobSeat, job, &client, Some(person), path, seat) {
                    held.seat = Some(seat);
                }
            }
            let Some(ball) = traffic.ball(job) else { continue };
            let Some((index, handoff)) = ball.handoff else { continue };
            let path = key_path!["handoffs", index, "to"];
            if let Some(held) = self.add(What::Handoff, job, &client, handoff.to.as_ref(), path, &job.record.title) {
                held.seat = traffic.workflow.get(&handoff.stage).and_then(|stage| stage.seat.as_deref());
                held.stage = Some(&handoff.stage);
                held.due = ball.effective_due;
            }
        }
    }

    fn briefs(&mut self) {
        let traffic = self.traffic;
        let over = dues::briefs_over(traffic);
        for brief in traffic.agency.briefs.iter().filter(|brief| dues::asks(brief, &over, traffic.today)) {
            let client = brief.id.client();
            if !self.is_asked(&client) {
                continue;
            }
            for (index, question) in brief.record.open_questions.iter().enumerate() {
                let path = key_path!["open_questions", index, "owner"];
                let owner = question.owner.as_ref();
                if let Some(held) = self.add(What::Question, brief, &client, owner, path, &question.text) {
                    held.due = question.due;
                }
            }
        }
    }

    /// Who is silent, as a reviewer and, where they are it too, as the approver: both lines name the one who answers.
    fn rounds(&mut self) {
        let (traffic, today) = (self.traffic, self.traffic.today);
        for round in traffic.agency.rounds.iter().filter(|round| round.sent <= today) {
            let client = round.id.client();
            if !self.is_asked(&client) || round.record.silent_on(today).next().is_none() {
                continue;
            }
            let job = traffic.agency.jobs.get(&round.id.job()).found();
            let Some(job) = job.filter(|job| !matches!(traffic.state(job), State::Cancelled | State::Closed)) else {
                continue;
            };
            let approver = round.record.approver.as_ref();
            let approver = approver.filter(|approver| round.record.silent_on(today).any(|by| by == *approver));
            let mut places: Vec<(&'a PersonId, KeyPath)> = Vec::new();
            places.extend(approver.map(|approver| (approver, key_path!["approver"])));
            let reviewers = round.record.reviewers.iter().enumerate();
            let silent = reviewers.filter(|(_, reviewer)| reviewer.decision_on(today) == Decision::Pending);
            places.extend(silent.map(|(index, reviewer)| (&reviewer.by, key_path!["reviewers", index, "by"])));
            for (person, path) in places {
                if let Some(held) = self.add(What::Review, round, &client, Some(person), path, &job.record.title) {
                    held.due = round.due.map(|due| traffic.moved(job, Some(person), round.sent, due));
                }
            }
        }
    }

    fn reports(&mut self) {
        let (agency, today) = (self.traffic.agency, self.traffic.today);
        for report in agency.contact_reports.iter().filter(|report| report.date <= today) {
            let client = report.id.client();
            if !self.is_asked(&client) {
                continue;
            }
            for (index, item) in report.record.items.iter().enumerate().filter(|(_, item)| item.is_open(today)) {
                let Some(action) = item.to_do() else { continue };
                let path = key_path!["items", index, "owner"];
                if let Some(held) = self.add(What::Action, report, &client, item.owner.as_ref(), path, action) {
                    held.due = item.due;
                }
            }
        }
    }
}
