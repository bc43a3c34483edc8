//! What an editor is told of a record: JSON Schema, made from the same structs that read it, and the settings that map folders to it.
//! Says what one file can be; that a reference exists, that dates are in order, is for `suits check`. Knows no disk.

mod editors;
mod strict;

pub use editors::settings;

use crate::domain::brief::Brief;
use crate::domain::client::Client;
use crate::domain::contact_report::ContactReport;
use crate::domain::invoice::Invoice;
use crate::domain::job::Job;
use crate::domain::record::Kind;
use crate::domain::round::Round;
use crate::domain::timesheet::Timesheet;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::Value;

/// Stands in every file that is made here: one without it is somebody else's.
const MADE: &str = "Made by `suits schema`; `suits schema --all` makes it anew.";

/// The JSON Schema of a kind of record, draft 07: what every editor understands.
pub fn of(kind: Kind) -> Value {
    match kind {
        Kind::Client => of_type::<Client>("Client"),
        Kind::Brief => of_type::<Brief>("Brief"),
        Kind::Job => of_type::<Job>("Job"),
        Kind::Round => of_type::<Round>("Feedback round"),
        Kind::ContactReport => of_type::<ContactReport>("Contact report"),
        Kind::Invoice => of_type::<Invoice>("Invoice"),
        Kind::Timesheet => of_type::<Timesheet>("Timesheet"),
    }
}

fn of_type<T: JsonSchema>(title: &str) -> Value {
    let mut settings = SchemaSettings::draft07();
    // One shape in one place: an editor explains a key by what stands at it, not by what it points to.
    settings.inline_subschemas = true;
    let made = settings.into_generator().into_root_schema_for::<T>().to_value();
    strict::root(made, title, MADE)
}

/// The same as a file's text.
pub fn text(kind: Kind) -> String {
    format!("{:#}\n", of(kind))
}

/// What its file is called.
pub fn file_name(kind: Kind) -> String {
    format!("{kind}.schema.json")
}

/// Whether a file's text was made here.
pub fn is_made_here(text: &str) -> bool {
    text.contains(MADE)
}
