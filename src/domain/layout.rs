//! Where records lie: the folder says what a file is, its name is its id, and its path follows from the id. Pure: no disk.

use super::record::Kind;
use crate::values::{BriefId, ClientId, ContactReportId, InvoiceId, JobId, RoundId, TimesheetId};
use std::fmt;

/// The id of a record of any kind.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AnyId {
    /// One client.
    Client(ClientId),
    /// One brief.
    Brief(BriefId),
    /// One job.
    Job(JobId),
    /// One feedback round.
    Round(RoundId),
    /// One meeting or call.
    ContactReport(ContactReportId),
    /// One invoice.
    Invoice(InvoiceId),
    /// One person's month.
    Timesheet(TimesheetId),
}

/// How many digits an id ends with.
fn counted(id: &str) -> usize {
    id.bytes().rev().take_while(u8::is_ascii_digit).count()
}

impl AnyId {
    /// Reads an id of one kind, exactly as records write it.
    pub fn parse(kind: Kind, text: &str) -> Option<AnyId> {
        match kind {
            Kind::Client => ClientId::parse(text).ok().map(AnyId::Client),
            Kind::Brief => BriefId::parse(text).ok().map(AnyId::Brief),
            Kind::Job => JobId::parse(text).ok().map(AnyId::Job),
            Kind::Round => RoundId::parse(text).ok().map(AnyId::Round),
            Kind::ContactReport => ContactReportId::parse(text).ok().map(AnyId::ContactReport),
            Kind::Invoice => InvoiceId::parse(text).ok().map(AnyId::Invoice),
            Kind::Timesheet => TimesheetId::parse(text).ok().map(AnyId::Timesheet),
        }
    }

    /// What it is an id of.
    pub fn kind(&self) -> Kind {
        match self {
            AnyId::Client(_) => Kind::Client,
            AnyId::Brief(_) => Kind::Brief,
            AnyId::Job(_) => Kind::Job,
            AnyId::Round(_) => Kind::Round,
            AnyId::ContactReport(_) => Kind::ContactReport,
            AnyId::Invoice(_) => Kind::Invoice,
            AnyId::Timesheet(_) => Kind::Timesheet,
        }
    }

    /// The next number after it, with as many digits; none for what is not counted.
    pub fn following(&self) -> Option<AnyId> {
        let text = self.to_string();
        let (stem, digits) = text.split_at(text.len() - counted(&text));
        let number = digits.parse::<u64>().ok()?.checked_add(1)?;
        AnyId::parse(self.kind(), &format!("{stem}{number:0width$}", width = digits.len()))
    }

    /// Whether it is a number of the same row as another: of its kind, and of one client or job.
    pub fn is_counted_with(&self, other: &AnyId) -> bool {
        self.kind() == other.kind() && self.row() == other.row()
    }

    /// What its number stands behind; of a month whose it is, and the year.
    fn row(&self) -> (&str, Option<i32>) {
        let text = match self {
            AnyId::Client(id) => id.as_str(),
            AnyId::Brief(id) => id.as_str(),
            AnyId::Job(id) => id.as_str(),
            AnyId::Round(id) => id.as_str(),
            AnyId::ContactReport(id) => id.as_str(),
            AnyId::Invoice(id) => id.as_str(),
            AnyId::Timesheet(id) => return (id.person.as_str(), Some(id.month.year)),
        };
        (&text[..text.len() - counted(text)], None)
    }

    /// The client it belongs to; a timesheet belongs to none.
    pub fn client(&self) -> Option<ClientId> {
        match self {
            AnyId::Client(id) => Some(id.clone()),
            AnyId::Brief(id) => Some(id.client()),
            AnyId::Job(id) => Some(id.client()),
            AnyId::Round(id) => Some(id.client()),
            AnyId::ContactReport(id) => Some(id.client()),
            AnyId::Invoice(id) => Some(id.client()),
            AnyId::Timesheet(_) => None,
        }
    }

    /// The path of its file, relative to the book: `jobs/ACME/ACME-0012.yaml`.
    pub fn path(&self) -> String {
        let folder = folder(self.kind());
        match self {
            AnyId::Client(id) => format!("{folder}/{id}.yaml"),
            AnyId::Timesheet(id) => format!("{folder}/{id}.yaml"),
            other => {
                let id = other.to_string();
                let client = id.split('-').next().unwrap_or_default();
                format!("{folder}/{client}/{id}.yaml")
            }
        }
    }
}

impl fmt::Display for AnyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AnyId::Client(id) => id.fmt(f),
            AnyId::Brief(id) => id.fmt(f),
            AnyId::Job(id) => id.fmt(f),
            AnyId::Round(id) => id.fmt(f),
            AnyId::ContactReport(id) => id.fmt(f),
            AnyId::Invoice(id) => id.fmt(f),
            AnyId::Timesheet(id) => id.fmt(f),
        }
    }
}

/// The folder of a kind, in the book.
pub fn folder(kind: Kind) -> &'static str {
    match kind {
        Kind::Client => "clients",
        Kind::Brief => "briefs",
        Kind::Job => "jobs",
        Kind::Round => "feedback",
        Kind::ContactReport => "contact-reports",
        Kind::Invoice => "invoices",
        Kind::Timesheet => "timesheets",
    }
}

/// The kind whose records a folder of the book holds.
pub fn kind_of_folder(name: &str) -> Option<Kind> {
    Kind::ALL.iter().copied().find(|&kind| folder(kind) == name)
}

/// What a path in a book is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Placement {
    /// The file of this record.
    Record(AnyId),
    /// Named like a record, but not where its record belongs.
    Misplaced {
        /// Whose name it has, were it written properly.
        id: AnyId,
        /// Where that record belongs.
        belongs: String,
    },
    /// In a folder of records, and not one: why.
    NotARecord(String),
    /// Not in a folder of records, and not named like one: no business of ours.
    Elsewhere,
}

/// The record whose file a path leads to from anywhere above the book, and the part of the path above the book: the longest end that is
/// a place for a record counts.
pub fn record_below(path: &str) -> Option<(AnyId, &str)> {
    let mut starts = std::iter::once(0).chain(path.match_indices('/').map(|(at, _)| at + 1));
    starts.find_map(|start| match parse_path(&path[start..]) {
        Placement::Record(id) => Some((id, &path[..start])),
        _ => None,
    })
}

/// What the file at a path (relative to the book, with `/`) is.
pub fn parse_path(path: &str) -> Placement {
    let (above, name) = path.rsplit_once('/').unwrap_or(("", path));
    let mut parts = above.split('/');
    let home = parts.next().and_then(kind_of_folder);
    let parent = parts.next();
    if name.starts_with('.') || (home.is_none() && !above.is_empty()) {
        return Placement::Elsewhere;
    }
    let extension = name.rsplit_once('.').filter(|(_, end)| is_yaml(end));
    let Some((stem, _)) = extension else {
        return match home {
            Some(_) => Placement::NotARecord("its name does not end in `.yaml`".to_owned()),
            None => Placement::Elsewhere,
        };
    };
    match id_of(stem, home, parent) {
        Some(id) => {
            let belongs = id.path();
            if belongs == path { Placement::Record(id) } else { Placement::Misplaced { id, belongs } }
        }
        None => match home {
            Some(kind) => Placement::NotARecord(format!("its name is not {}", expected(kind))),
            None => Placement::Elsewhere,
        },
    }
}

fn is_yaml(extension: &str) -> bool {
    extension.eq_ignore_ascii_case("yaml") || extension.eq_ignore_ascii_case("yml")
}

/// The record that a file name means: of its folder's kind if it can be, else of any; in the right case if it can be.
fn id_of(stem: &str, home: Option<Kind>, parent: Option<&str>) -> Option<AnyId> {
    if home == Some(Kind::Timesheet) {
        let person = parent.unwrap_or_default().to_ascii_lowercase();
        if let Some(id) = AnyId::parse(Kind::Timesheet, &format!("{person}/{stem}")) {
            return Some(id);
        }
    }
    let capitals = stem.to_ascii_uppercase();
    let kinds = home.into_iter().chain(Kind::ALL.iter().copied());
    kinds
        .filter(|&kind| kind != Kind::Client || home == Some(Kind::Client))
        .find_map(|kind| AnyId::parse(kind, &capitals))
}

/// What files of a kind are called.
pub fn expected(kind: Kind) -> &'static str {
    match kind {
        Kind::Client => "a client's code like `ACME.yaml`",
        Kind::Brief => "a brief's id like `ACME-B0004.yaml`",
        Kind::Job => "a job's number like `ACME-0012.yaml`",
        Kind::Round => "a round's id like `ACME-0012-R1.yaml`",
        Kind::ContactReport => "a contact report's id like `ACME-C0031.yaml`",
        Kind::Invoice => "an invoice's id like `ACME-I0118.yaml`",
        Kind::Timesheet => "a month like `2026-11.yaml` in the person's folder",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(kind: Kind, text: &str) -> AnyId {
        AnyId::parse(kind, text).expect("an id")
    }

    #[test]
    fn the_path_follows_from_the_id_and_back() {
        let all = [
            (Kind::Client, "ACME", "clients/ACME.yaml"),
            (Kind::Brief, "ACME-B0004", "briefs/ACME/ACME-B0004.yaml"),
            (Kind::Job, "ACME-26-0145", "jobs/ACME/ACME-26-0145.yaml"),
            (Kind::Round, "ACME-0012-R1", "feedback/ACME/ACME-0012-R1.yaml"),
            (Kind::ContactReport, "ACME-C0031", "contact-reports/ACME/ACME-C0031.yaml"),
            (Kind::Invoice, "ACME-I0118", "invoices/ACME/ACME-I0118.yaml"),
            (Kind::Timesheet, "ann/2026-11", "timesheets/ann/2026-11.yaml"),
        ];
        for (kind, text, path) in all {
            assert_eq!(id(kind, text).path(), path);
            assert_eq!(parse_path(path), Placement::Record(id(kind, text)));
        }
    }

    #[test]
    fn the_number_after_one_has_as_many_digits() {
        assert_eq!(id(Kind::Job, "ACME-0009").following(), Some(id(Kind::Job, "ACME-0010")));
        assert_eq!(id(Kind::Round, "ACME-0012-R9").following(), Some(id(Kind::Round, "ACME-0012-R10")));
        assert_eq!(id(Kind::Client, "ACME").following(), None);
        let job = id(Kind::Job, "ACME-0009");
        assert!(job.is_counted_with(&id(Kind::Job, "ACME-0123")) && !job.is_counted_with(&id(Kind::Job, "BOLT-0009")));
        let round = |text| id(Kind::Round, text);
        assert!(round("ACME-0012-R1").is_counted_with(&round("ACME-0012-R12")));
        assert!(!round("ACME-0012-R1").is_counted_with(&round("ACME-0013-R1")));
        assert!(!id(Kind::Brief, "ACME-B0009").is_counted_with(&id(Kind::Job, "ACME-0009")));
        let month = |text| id(Kind::Timesheet, text);
        assert!(month("ann/2026-11").is_counted_with(&month("ann/2026-02")));
        assert!(!month("ann/2026-11").is_counted_with(&month("ann/2027-11")));
        assert!(!month("ann/2026-11").is_counted_with(&month("anni/2026-11")));
    }

    #[test]
    fn a_record_in_the_wrong_place_is_told_where_it_belongs() {
        let job = id(Kind::Job, "ACME-0012");
        let misplaced = [
            "jobs/BOLT/ACME-0012.yaml",
            "jobs/ACME-0012.yaml",
            "jobs/ACME/acme-0012.yaml",
            "jobs/ACME/ACME-0012.yml",
            "jobs/ACME/ACME-0012.YAML",
            "jobs/ACME/old/ACME-0012.yaml",
            "briefs/ACME/ACME-0012.yaml",
            "ACME-0012.yaml",
        ];
        for path in misplaced {
            let belongs = "jobs/ACME/ACME-0012.yaml".to_owned();
            assert_eq!(parse_path(path), Placement::Misplaced { id: job.clone(), belongs }, "{path}");
        }
        let month = Placement::Misplaced {
            id: id(Kind::Timesheet, "ann/2026-11"),
            belongs: "timesheets/ann/2026-11.yaml".to_owned(),
        };
        assert_eq!(parse_path("timesheets/Ann/2026-11.yaml"), month);
    }

    #[test]
    fn what_is_not_a_record_says_why_and_other_folders_are_left_alone() {
        assert!(matches!(parse_path("jobs/ACME/notes.txt"), Placement::NotARecord(why) if why.contains(".yaml")));
        assert!(
            matches!(parse_path("jobs/ACME/ACME-0012 (copy).yaml"), Placement::NotARecord(why) if why.contains("ACME-0012"))
        );
        for path in
            ["evidence/ACME-0012.yaml", "README.md", "costs.toml", "jobs/ACME/.DS_Store", "suits.toml", "docker.yaml"]
        {
            assert_eq!(parse_path(path), Placement::Elsewhere, "{path}");
        }
    }
}
