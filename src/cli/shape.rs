//! What a record of a kind wants at a path, asked of its type.

use crate::domain::brief::Brief;
use crate::domain::client::Client;
use crate::domain::contact_report::ContactReport;
use crate::domain::invoice::Invoice;
use crate::domain::job::Job;
use crate::domain::record::{Kind, Record};
use crate::domain::round::Round;
use crate::domain::timesheet::Timesheet;
use crate::source::KeyPath;
use crate::yaml::{Shape, describe};

/// What a record wants at a path; `None` where it has no such field.
pub(super) fn shape(kind: Kind, path: &KeyPath) -> Option<Shape> {
    let described = match kind {
        Kind::Client => describe::<Client>(path),
        Kind::Brief => describe::<Brief>(path),
        Kind::Job => describe::<Job>(path),
        Kind::Round => describe::<Round>(path),
        Kind::ContactReport => describe::<ContactReport>(path),
        Kind::Invoice => describe::<Invoice>(path),
        Kind::Timesheet => describe::<Timesheet>(path),
    };
    Some(described?.shape)
}

/// The fields of a record at a path, in their order; empty where it has none.
pub(super) fn fields(kind: Kind, path: &KeyPath) -> &'static [&'static str] {
    match shape(kind, path) {
        Some(Shape::Struct(fields)) => fields,
        _ => &[],
    }
}

/// The commented new file of a kind.
pub(super) fn template(kind: Kind) -> &'static str {
    match kind {
        Kind::Client => Client::TEMPLATE,
        Kind::Brief => Brief::TEMPLATE,
        Kind::Job => Job::TEMPLATE,
        Kind::Round => Round::TEMPLATE,
        Kind::ContactReport => ContactReport::TEMPLATE,
        Kind::Invoice => Invoice::TEMPLATE,
        Kind::Timesheet => Timesheet::TEMPLATE,
    }
}
