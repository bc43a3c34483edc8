//! What the store needs to know of each kind beyond its type: how its ids are read from a file's name.

use crate::domain::agency::{Agency, Shelf};
use crate::domain::brief::Brief;
use crate::domain::client::Client;
use crate::domain::contact_report::ContactReport;
use crate::domain::invoice::Invoice;
use crate::domain::job::Job;
use crate::domain::layout::AnyId;
use crate::domain::record::Record;
use crate::domain::round::Round;
use crate::domain::timesheet::Timesheet;
use crate::values::{BriefId, ClientId, ContactReportId, InvoiceId, JobId, RoundId, TimesheetId};

/// A record that lies in a file.
pub(super) trait Filed: Record {
    /// The id of the file `stem.yaml` in the folder `parent` of its kind (empty for clients), when it lies where it belongs.
    fn id(parent: &str, stem: &str) -> Option<Self::Id>;
    /// The id as one of any kind.
    fn any(id: Self::Id) -> AnyId;
    /// Where an agency keeps its records of this kind.
    fn shelf(agency: &mut Agency) -> &mut Shelf<Self>;
}

macro_rules! filed {
    ($($record:ident $id:ident $variant:ident $shelf:ident;)+) => { $(
        impl Filed for $record {
            fn id(parent: &str, stem: &str) -> Option<$id> {
                stem.strip_prefix(parent)?.strip_prefix('-')?;
                if parent.contains('-') { None } else { $id::parse(stem).ok() }
            }

            fn any(id: $id) -> AnyId {
                AnyId::$variant(id)
            }

            fn shelf(agency: &mut Agency) -> &mut Shelf<$record> {
                &mut agency.$shelf
            }
        }
    )+ };
}

filed! {
    Brief BriefId Brief briefs;
    Job JobId Job jobs;
    Round RoundId Round rounds;
    ContactReport ContactReportId ContactReport contact_reports;
    Invoice InvoiceId Invoice invoices;
}

impl Filed for Client {
    fn id(_: &str, stem: &str) -> Option<ClientId> {
        ClientId::parse(stem).ok()
    }

    fn any(id: ClientId) -> AnyId {
        AnyId::Client(id)
    }

    fn shelf(agency: &mut Agency) -> &mut Shelf<Client> {
        &mut agency.clients
    }
}

impl Filed for Timesheet {
    fn id(parent: &str, stem: &str) -> Option<TimesheetId> {
        TimesheetId::parse(&format!("{parent}/{stem}")).ok()
    }

    fn any(id: TimesheetId) -> AnyId {
        AnyId::Timesheet(id)
    }

    fn shelf(agency: &mut Agency) -> &mut Shelf<Timesheet> {
        &mut agency.timesheets
    }
}

/// Runs an expression with the record type of a kind.
macro_rules! by_kind {
    ($kind:expr, $record:ident => $run:expr) => {
        match $kind {
            $crate::domain::record::Kind::Client => {
                type $record = $crate::domain::client::Client;
                $run
            }
            $crate::domain::record::Kind::Brief => {
                type $record = $crate::domain::brief::Brief;
                $run
            }
            $crate::domain::record::Kind::Job => {
                type $record = $crate::domain::job::Job;
                $run
            }
            $crate::domain::record::Kind::Round => {
                type $record = $crate::domain::round::Round;
                $run
            }
            $crate::domain::record::Kind::ContactReport => {
                type $record = $crate::domain::contact_report::ContactReport;
                $run
            }
            $crate::domain::record::Kind::Invoice => {
                type $record = $crate::domain::invoice::Invoice;
                $run
            }
            $crate::domain::record::Kind::Timesheet => {
                type $record = $crate::domain::timesheet::Timesheet;
                $run
            }
        }
    };
}
pub(super) use by_kind;
