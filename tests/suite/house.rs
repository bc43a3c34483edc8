//! The house keeps its doors: who imports whom, which rooms are dry, how long a file may be, and that every file says what it is for.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Who may import whom. A room that is not here has not been planned.
const DOORS: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("values", &[]),
    ("finding", &["source", "values"]),
    ("config", &["source", "values", "finding"]),
    ("domain", &["source", "values", "finding", "config"]),
    ("schema", &["domain"]),
    ("yaml", &["source"]),
    ("history", &["source", "values", "finding", "config", "domain", "yaml"]),
    ("view", &["values", "finding", "domain"]),
    ("query", &["values", "view"]),
    ("hands", &[]),
    ("checks", &["source", "values", "finding", "domain", "config"]),
    ("reports", &["source", "values", "finding", "domain", "view"]),
    ("render", &["source", "values", "finding", "domain", "view"]),
    ("store", &["source", "values", "finding", "domain", "yaml", "config"]),
    ("terminal", &["hands", "view"]),
    (
        "cli",
        &[
            "source", "values", "finding", "config", "domain", "schema", "yaml", "history", "view", "query", "hands",
            "checks", "reports", "render", "store",
        ],
    ),
];

/// Rooms with a tap.
const WET: [&str; 3] = ["store", "terminal", "main"];

/// What only a wet room may name.
const BANNED: [&str; 12] = [
    "std::fs",
    "std::env",
    "std::process",
    "std::time",
    "Local::now",
    "Utc::now",
    "println!",
    "eprintln!",
    "print!(",
    "eprint!(",
    "SystemTime",
    "Instant::now",
];

/// Lines at which a file is too long to hold in the head.
const LONGEST: usize = 400;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// Every file of the house: its room, its path for messages, its text without line comments.
fn house() -> Vec<(String, String, String)> {
    let src = root().join("src");
    let told = |path: PathBuf| {
        let relative = path.strip_prefix(&src).expect("below src").to_string_lossy().replace('\\', "/");
        let room = relative.split('/').next().expect("a name").trim_end_matches(".rs").to_owned();
        (room, relative, std::fs::read_to_string(&path).expect("a text"))
    };
    rust_files(&src).into_iter().map(told).collect()
}

/// The code of a file: without comments, and without the tests below it.
fn code(text: &str) -> String {
    let lines = text.lines().take_while(|line| *line != "#[cfg(test)]");
    lines.map(|line| if line.trim_start().starts_with("//") { "" } else { line }).collect::<Vec<_>>().join("\n")
}

/// The rooms that a file names by `crate::`, in braces or not.
fn imports(code: &str) -> BTreeSet<String> {
    let mut rooms = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        // A macro's own `$crate::` is where it is used, not where it stands.
        if at > 0 && code.as_bytes()[at - 1] == b'$' {
            continue;
        }
        let rest = &code[at + "crate::".len()..];
        let list = rest
            .strip_prefix('{')
            .map_or_else(|| vec![rest], |inner| inner.split('}').next().unwrap_or("").split(',').collect());
        for part in list {
            let name: String =
                part.trim().chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
            rooms.insert(name);
        }
    }
    rooms
}

#[test]
fn nobody_imports_but_through_a_door() {
    let doors: BTreeMap<&str, &[&str]> = DOORS.iter().copied().collect();
    let macros = ["words", "key_path"];
    let mut wrong = Vec::new();
    for (room, path, text) in house() {
        if room == "lib" || room == "main" {
            continue;
        }
        let Some(open) = doors.get(room.as_str()) else {
            wrong.push(format!("{path}: the room `{room}` is not on the floor plan"));
            continue;
        };
        for other in imports(&code(&text)) {
            let fine = other == room || open.contains(&other.as_str()) || macros.contains(&other.as_str());
            if !fine {
                wrong.push(format!("{path}: imports `{other}`, and `{room}` has no door to it"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn dry_rooms_stay_dry() {
    let mut wrong = Vec::new();
    for (room, path, text) in house() {
        if WET.contains(&room.as_str()) {
            continue;
        }
        let code = code(&text);
        wrong.extend(BANNED.iter().filter(|name| code.contains(**name)).map(|name| format!("{path}: `{name}`")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_is_short_and_says_what_it_is_for() {
    let mut wrong = Vec::new();
    for (_, path, text) in house() {
        let lines = text.lines().count();
        if lines > LONGEST {
            wrong.push(format!("{path}: {lines} lines"));
        }
        if !text.starts_with("//!") {
            wrong.push(format!("{path}: does not say what it is for"));
        }
        let name = path.rsplit('/').next().expect("a name");
        if ["util.rs", "utils.rs", "helpers.rs", "common.rs", "manager.rs"].contains(&name) {
            wrong.push(format!("{path}: a name that says nothing"));
        }
        if text.contains("#[allow(") {
            wrong.push(format!("{path}: `#[allow]` gives no reason; use `#[expect(…, reason)]`"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_floor_plan_in_lib_names_every_room_in_the_order_of_its_doors() {
    let text = std::fs::read_to_string(root().join("src/lib.rs")).expect("a text");
    let named: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    let planned: Vec<&str> = DOORS.iter().map(|(room, _)| *room).collect();
    assert_eq!(named.iter().collect::<BTreeSet<_>>(), planned.iter().collect::<BTreeSet<_>>());
    let order: BTreeMap<&str, usize> = named.iter().enumerate().map(|(at, room)| (*room, at)).collect();
    for (room, open) in DOORS {
        for other in *open {
            assert!(order[other] < order[room], "`{other}` should stand before `{room}`, which imports it");
        }
    }
}

#[test]
fn no_file_of_the_suite_is_forgotten() {
    let main = std::fs::read_to_string(root().join("tests/suite/main.rs")).expect("a text");
    for path in rust_files(&root().join("tests/suite")) {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let top = path.parent().is_some_and(|parent| parent.ends_with("suite"));
        assert!(
            !top || name == "main" || main.contains(&format!("mod {name};")),
            "tests/suite/{name}.rs is not declared"
        );
    }
}

#[test]
fn every_dependency_has_its_reason() {
    let text = std::fs::read_to_string(root().join("Cargo.toml")).expect("a text");
    let mut inside = false;
    for line in text.lines() {
        if line.starts_with('[') {
            inside = line.ends_with("dependencies]");
        } else if inside && line.contains('=') {
            assert!(line.contains(" # "), "no reason: {line}");
        }
    }
}
