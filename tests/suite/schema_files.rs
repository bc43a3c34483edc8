//! `suits schema` and the settings that `suits init` lays out: what is printed and written, and what is never written over.

use crate::harness::Case;
use serde_json::Value;
use std::path::Path;
use suits::domain::layout::folder;
use suits::domain::record::Kind;

const DAY: &str = "2026-12-01";

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

#[test]
fn a_schema_says_what_a_key_means_and_which_words_it_takes() {
    let case = Case::empty(DAY);
    let job = case.run("schema job").ok().json();
    assert_eq!(job["title"], "Job");
    assert_eq!(job["required"], serde_json::json!(["title", "type", "status", "requested_by", "requested_on"]));
    assert_eq!(job["properties"]["due"]["title"], "Due");
    assert_eq!(job["properties"]["due"]["description"], "When it is due at the client. Takes a date like 2026-12-04.");
    let brief = case.run("schema brief --format json").ok().json();
    let status = &brief["properties"]["status"];
    assert_eq!(status["enum"], serde_json::json!(["draft", "submitted", "approved", "superseded"]));
    assert_eq!(status["markdownEnumDescriptions"][0], "Being written.");
    assert_eq!(status["markdownDescription"], "How far it has come.");
    // What editors stumble over.
    for kind in Kind::ALL {
        let text = case.run(&format!("schema {kind}")).ok().stdout;
        for word in ["oneOf", "$ref", "deprecationMessage", "\"default\": null"] {
            assert!(!text.contains(word), "{kind}: {word}");
        }
    }
}

#[test]
fn a_kind_that_is_not_there_gets_the_nearest_one() {
    let case = Case::empty(DAY);
    case.run("schema jobs").exits(2).says("the kind of a record cannot be `jobs`").says("did you mean `job`?");
    case.run("schema").exits(2).says("schema");
    case.run("schema job --format csv").exits(2).says("a schema is JSON");
    case.run("schema job --dry-run").exits(2).says("--dry-run");
    case.run("schema job --all schemas").exits(2);
}

#[test]
fn all_schemas_are_written_once_and_only_over_their_own() {
    let case = Case::empty(DAY);
    case.run("schema --all schemas --dry-run")
        .ok()
        .says("would: 7 schemas in schemas")
        .says("+++ b/schemas/job.schema.json");
    assert!(!case.file("schemas").exists());
    let ran = case.run("schema --all schemas").ok().says("7 schemas in schemas");
    assert_eq!(ran.stdout.lines().count(), 7);
    assert_eq!(case.text("schemas/job.schema.json"), case.run("schema job").ok().stdout);
    assert_eq!(case.run("schema --all schemas").ok().says("nothing changed").stdout, "");
    // One of an older program is made anew; nothing is left beside it.
    case.write(
        "schemas/job.schema.json",
        case.text("schemas/job.schema.json").replace("The brief it works from.", "Old words."),
    );
    assert_eq!(case.run("schema --all schemas").ok().says("1 schema in schemas").stdout, "schemas/job.schema.json\n");
    assert_eq!(std::fs::read_dir(case.file("schemas")).expect("a folder").count(), 7);
    // One of somebody else stops all of it.
    case.write("schemas/client.schema.json", "{}");
    std::fs::remove_file(case.file("schemas/job.schema.json")).expect("removed");
    case.run("schema --all schemas")
        .exits(2)
        .says("client.schema.json` is there already and was not made by this command");
    assert!(!case.file("schemas/job.schema.json").exists());
    assert_eq!(case.text("schemas/client.schema.json"), "{}");
}

#[test]
fn a_new_book_tells_editors_which_schema_is_for_which_folder() {
    let case = Case::empty(DAY);
    case.run("init book --example").ok();
    let root = case.file("book");
    let settings = json(&case.text("book/.vscode/settings.json"));
    let schemas = settings["yaml.schemas"].as_object().expect("a map");
    assert_eq!(settings["yaml.format.enable"], false);
    assert_eq!(schemas.len(), Kind::ALL.len());
    for kind in Kind::ALL {
        let path = format!("./schemas/{kind}.schema.json");
        let files = schemas[&path].as_array().expect("globs");
        assert_eq!(files, &[Value::from(format!("{}/**/*.yaml", folder(*kind)))]);
        assert!(root.join(folder(*kind)).is_dir(), "the example has no {kind}");
        assert_eq!(
            case.text(&format!("book/schemas/{kind}.schema.json")),
            case.run(&format!("schema {kind}")).ok().stdout
        );
    }
    let zed = json(&case.text("book/.zed/settings.json"));
    assert_eq!(zed["lsp"]["yaml-language-server"]["settings"]["yaml"]["schemas"], settings["yaml.schemas"]);
    let helix: toml::Table = case.text("book/.helix/languages.toml").parse().expect("TOML");
    let helix =
        serde_json::to_value(&helix["language-server"]["yaml-language-server"]["config"]["yaml"]).expect("JSON");
    assert_eq!(helix["schemas"], settings["yaml.schemas"]);
    assert_eq!(json(&case.text("book/.vscode/extensions.json"))["recommendations"][0], "redhat.vscode-yaml");
}

#[test]
fn the_settings_are_no_records_and_change_no_answer() {
    let with = Case::empty(DAY);
    with.run("init . --example").ok();
    let without = Case::copy("examples/northlight", DAY);
    let check = |case: &Case| case.run("check --format json");
    assert_eq!(check(&with).stdout, check(&without).stdout);
    // An empty book with its settings is sound.
    let new = Case::empty(DAY);
    new.run("init").ok();
    new.run("check").ok().says_not("schemas");
}

#[test]
fn what_people_cost_is_kept_out_of_git() {
    let case = Case::empty(DAY);
    case.run("init").ok();
    assert_eq!(case.text(".gitignore").lines().last(), Some("/costs.toml"));
    let case = Case::empty(DAY);
    case.write(".gitignore", "*.bak\n");
    case.run("init").ok().says("`.gitignore` was there already").says("a line `/costs.toml` in `.gitignore`");
    assert_eq!(case.text(".gitignore"), "*.bak\n");
}

#[test]
fn what_is_there_already_stays() {
    let case = Case::empty(DAY);
    case.write(".vscode/settings.json", "{ \"mine\": true }\n");
    case.run("init")
        .ok()
        .says("a new book in .: 13 files")
        .says("`.vscode/settings.json` was there already and stays as it is");
    assert_eq!(case.text(".vscode/settings.json"), "{ \"mine\": true }\n");
    assert!(Path::new(&case.file("schemas/job.schema.json")).exists());
    // A record that is there is another matter: nothing is written.
    let taken = Case::empty(DAY);
    taken.write("clients/ACME.yaml", "name: Mine\n");
    taken.run("init --example").exits(2).says("is there already");
    assert!(!taken.file("schemas").exists());
}
