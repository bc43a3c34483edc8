//! What a command needs of the book. The store reads no more, so a command about one job costs the same however many there are.

use super::approval::ApprovalFor;
use super::guards;
use super::record::Kind;
use super::timesheet::HOURS;
use crate::source::Wanted;
use crate::values::{BriefId, ClientId, ContactReportId, Day, InvoiceId, JobId, Month, PersonId, TimesheetId, Word};
use std::collections::BTreeSet;

/// Whose records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Of {
    /// Everybody's.
    Book,
    /// One client's. Timesheets are everybody's all the same: a person works for many.
    Client(ClientId),
    /// Whole clients, and single jobs: each with its client, itself, its brief, its rounds from R1 to the first gap and its client's invoices.
    /// Timesheets are everybody's; with single jobs alone, from the month that the first of them was requested in.
    Chosen(BTreeSet<ClientId>, BTreeSet<JobId>),
    /// One brief: its client and itself.
    Brief(BriefId),
    /// One contact report: its client and itself.
    ContactReport(ContactReportId),
    /// One job: its client, itself, its brief, its rounds from R1 to the first gap. Where `kinds` names them, the client's invoices, and the timesheets from the month it was requested in.
    Job(JobId),
    /// Everybody's clients and jobs; and, of the jobs that are on the way on a day, all of their fields with fingerprints, their briefs
    /// and their rounds from R1 to the first gap.
    OnTheWay(Day),
    /// One job about to take a step: the same, and the jobs that must be delivered before it, over others, as far as a dozen.
    Step(JobId),
    /// Invoices to one client, and what they charge.
    Invoicing(Invoicing),
    /// What a change touches, for a look at just that.
    Touched(Touched),
    /// Time about to be booked: some timesheets and some jobs.
    Booking(BTreeSet<TimesheetId>, BTreeSet<JobId>),
    /// The time of some months, the jobs it is on, and every client.
    Worked(Worked),
}

/// What must be read to write or change an invoice: the client, every invoice to it, and the jobs that are charged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invoicing {
    /// Who pays.
    pub client: ClientId,
    /// The invoice, once there is one: the jobs that it charges are read.
    pub invoice: Option<InvoiceId>,
    /// Jobs to be charged.
    pub jobs: BTreeSet<JobId>,
    /// Every invoice of the book, because no two may have one number.
    pub numbers: bool,
}

/// What must be read to judge some changed records as if the whole book were read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// Every record of these clients, and every timesheet that names one of their jobs.
    pub clients: BTreeSet<ClientId>,
    /// These timesheets, and the jobs that they name.
    pub timesheets: BTreeSet<TimesheetId>,
    /// Every invoice, because no two may have one number.
    pub invoices: bool,
}

/// Whose time of which months.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worked {
    /// The first month.
    pub from: Month,
    /// The last month.
    pub until: Month,
    /// Only this person's.
    pub person: Option<PersonId>,
}

/// What of a record is decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    /// The keys of a job.
    pub keys: &'static [Wanted<'static>],
    /// The keys of a timesheet; `None`: all.
    pub time: Option<&'static [Wanted<'static>]>,
    /// Of the lists of which only the ends are wanted, those as of this day.
    pub day: Option<Day>,
}

impl From<&'static [Wanted<'static>]> for Parts {
    /// As of any day.
    fn from(keys: &'static [Wanted<'static>]) -> Parts {
        Parts { keys, time: None, day: None }
    }
}

/// What a command needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// Whose records.
    pub of: Of,
    /// Which kinds.
    pub kinds: &'static [Kind],
    /// What of jobs and timesheets is decoded; `None`: all. Syntax is read all the same.
    pub parts: Option<Parts>,
    /// The approvals that are looked at: the fingerprint of every section that holds one is worked out.
    pub fingerprints: &'static [ApprovalFor],
}

impl Scope {
    /// Every record of every kind, in full.
    pub fn book() -> Scope {
        Scope { of: Of::Book, kinds: Kind::ALL, parts: None, fingerprints: ApprovalFor::ALL }
    }

    /// What a change touches, in full.
    pub fn touched(touched: Touched) -> Scope {
        Scope { of: Of::Touched(touched), ..Scope::book() }
    }

    /// Time about to be booked on jobs.
    pub fn booking(timesheets: BTreeSet<TimesheetId>, jobs: BTreeSet<JobId>) -> Scope {
        const KINDS: &[Kind] = &[Kind::Job, Kind::Timesheet];
        Scope { of: Of::Booking(timesheets, jobs), kinds: KINDS, parts: None, fingerprints: &[] }
    }

    /// The time of some months, and some sections of the jobs it is on.
    pub fn worked(worked: Worked, parts: &'static [Wanted<'static>]) -> Scope {
        const KINDS: &[Kind] = &[Kind::Client, Kind::Job, Kind::Timesheet];
        Scope { of: Of::Worked(worked), kinds: KINDS, parts: Some(parts.into()), fingerprints: &[] }
    }

    /// The time of some months alone.
    pub fn time(worked: Worked) -> Scope {
        const KINDS: &[Kind] = &[Kind::Timesheet];
        Scope { of: Of::Worked(worked), kinds: KINDS, parts: None, fingerprints: &[] }
    }

    /// Every record of some kinds.
    pub fn kinds(kinds: &'static [Kind]) -> Scope {
        Scope { of: Of::Book, kinds, parts: None, fingerprints: &[] }
    }

    /// One job and what belongs to it.
    pub fn job(job: JobId) -> Scope {
        const KINDS: &[Kind] = &[Kind::Client, Kind::Brief, Kind::Job, Kind::Round];
        Scope { of: Of::Job(job), kinds: KINDS, parts: None, fingerprints: ApprovalFor::ALL }
    }

    /// One job and whatever the guards of a stage look at: the client's contact reports or invoices only where they do.
    /// The jobs before it are always looked at: jobs may wait for each other in a circle.
    pub fn step(job: JobId, needs: &[Word]) -> Scope {
        const REPORTS: &[Kind] = &[Kind::Client, Kind::Brief, Kind::Job, Kind::Round, Kind::ContactReport];
        const INVOICES: &[Kind] = &[Kind::Client, Kind::Brief, Kind::Job, Kind::Round, Kind::Invoice];
        const BOTH: &[Kind] = &[Kind::Client, Kind::Brief, Kind::Job, Kind::Round, Kind::ContactReport, Kind::Invoice];
        let asks = |guard: &str| needs.iter().any(|need| need == guard);
        let plain = Scope::job(job.clone());
        let kinds = match (asks(guards::CLIENT_BRIEF_REPORTED), asks(guards::BILLED)) {
            (true, true) => BOTH,
            (true, false) => REPORTS,
            (false, true) => INVOICES,
            (false, false) => plain.kinds,
        };
        Scope { of: Of::Step(job), kinds, ..plain }
    }

    /// One job with time and invoices too.
    pub fn job_money(job: JobId) -> Scope {
        const KINDS: &[Kind] = &[Kind::Client, Kind::Brief, Kind::Job, Kind::Round, Kind::Timesheet, Kind::Invoice];
        Scope { kinds: KINDS, ..Scope::job(job) }
    }

    /// One brief and its client.
    pub fn brief(brief: BriefId) -> Scope {
        const KINDS: &[Kind] = &[Kind::Client, Kind::Brief];
        Scope { of: Of::Brief(brief), kinds: KINDS, parts: None, fingerprints: ApprovalFor::ALL }
    }

    /// One contact report and its client.
    pub fn contact_report(report: ContactReportId) -> Scope {
        const KINDS: &[Kind] = &[Kind::Client, Kind::ContactReport];
        Scope { of: Of::ContactReport(report), kinds: KINDS, parts: None, fingerprints: &[] }
    }

    /// An invoice, and what must be read to judge it.
    pub fn invoicing(invoicing: Invoicing) -> Scope {
        const KINDS: &[Kind] = &[Kind::Client, Kind::Job, Kind::Invoice];
        Scope { of: Of::Invoicing(invoicing), kinds: KINDS, parts: None, fingerprints: ApprovalFor::ALL }
    }

    /// An invoice that is there, and what must be read to judge it.
    pub fn invoice(invoice: InvoiceId) -> Scope {
        let client = invoice.client();
        Scope::invoicing(Invoicing { client, invoice: Some(invoice), jobs: BTreeSet::new(), numbers: true })
    }

    /// An invoice among those of its client.
    pub fn invoices_of(invoice: InvoiceId) -> Scope {
        let client = invoice.client();
        Scope::invoicing(Invoicing { client, invoice: Some(invoice), jobs: BTreeSet::new(), numbers: false })
    }

    /// What is on the way on a day, before the past of all that was delivered: of every other job, only some sections are decoded.
    pub fn on_the_way(day: Day, parts: &'static [Wanted<'static>]) -> Scope {
        const KINDS: &[Kind] = &[Kind::Client, Kind::Brief, Kind::Job, Kind::Round];
        Scope { of: Of::OnTheWay(day), kinds: KINDS, parts: Some(parts.into()), fingerprints: &[] }
    }

    /// Narrowed to one client.
    #[must_use]
    pub fn client(self, client: Option<ClientId>) -> Scope {
        match client {
            Some(client) => Scope { of: Of::Client(client), ..self },
            None => self,
        }
    }

    /// Narrowed to some clients and some jobs.
    #[must_use]
    pub fn chosen(self, clients: BTreeSet<ClientId>, jobs: BTreeSet<JobId>) -> Scope {
        Scope { of: Of::Chosen(clients, jobs), ..self }
    }

    /// With only some sections of each job decoded.
    #[must_use]
    pub fn parts(self, parts: &'static [Wanted<'static>]) -> Scope {
        Scope { parts: Some(parts.into()), ..self }
    }

    /// With only some sections of each job decoded, of how far it had come only what tells of one day, and of its time only the hours.
    #[must_use]
    pub fn parts_as_of(self, keys: &'static [Wanted<'static>], day: Day) -> Scope {
        Scope { parts: Some(Parts { keys, time: Some(HOURS), day: Some(day) }), ..self }
    }

    /// With the fingerprints of everything approved.
    #[must_use]
    pub fn fingerprints(self) -> Scope {
        self.approvals(ApprovalFor::ALL)
    }

    /// With the fingerprints of what holds such approvals: a report that asks for the client's yes alone passes over suppliers' invoices.
    #[must_use]
    pub fn approvals(self, fingerprints: &'static [ApprovalFor]) -> Scope {
        Scope { fingerprints, ..self }
    }
}
