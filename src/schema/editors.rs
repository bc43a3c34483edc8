//! The settings of editors that map the folders of a book to the schemas of their records, as small as they can be.
//! All of them start the same language server for YAML; none may lay out a record anew when it is saved.

use super::{file_name, text};
use crate::domain::layout::folder;
use crate::domain::record::Kind;
use serde_json::{Map, Value, json};

/// Where the schemas lie in a book, in git with the rest: a clone can be edited without the program.
const FOLDER: &str = "schemas";

/// The schemas and the settings of a new book, by path.
pub fn settings() -> Vec<(String, String)> {
    let yaml = json!({ "schemas": mapped(), "format": { "enable": false } });
    let vscode = json!({ "yaml.schemas": mapped(), "yaml.format.enable": false });
    let zed = json!({
        "lsp": { "yaml-language-server": { "settings": { "yaml": yaml } } },
        "languages": { "YAML": { "format_on_save": "off" } },
    });
    let schemas = Kind::ALL.iter().map(|&kind| (format!("{FOLDER}/{}", file_name(kind)), text(kind)));
    let page = |value: Value| format!("{value:#}\n");
    let others = [
        (".vscode/extensions.json", page(json!({ "recommendations": ["redhat.vscode-yaml"] }))),
        (".vscode/settings.json", page(vscode)),
        (".zed/settings.json", page(zed)),
        (".helix/languages.toml", helix()),
    ];
    schemas.chain(others.map(|(path, text)| (path.to_owned(), text))).collect()
}

/// Every schema and the files it is for: `"./schemas/job.schema.json": ["jobs/**/*.yaml"]`.
fn mapped() -> Map<String, Value> {
    let pair = |kind: &Kind| (path(*kind), json!([files(*kind)]));
    Kind::ALL.iter().map(pair).collect()
}

fn helix() -> String {
    let lines = Kind::ALL.iter().map(|&kind| format!("{:?} = [{:?}]\n", path(kind), files(kind)));
    let server = "language-server.yaml-language-server.config.yaml";
    format!("[{server}.format]\nenable = false\n\n[{server}.schemas]\n{}", lines.collect::<String>())
}

fn path(kind: Kind) -> String {
    format!("./{FOLDER}/{}", file_name(kind))
}

fn files(kind: Kind) -> String {
    format!("{}/**/*.yaml", folder(kind))
}
