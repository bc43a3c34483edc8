//! Every formula of the trade that the book reckons with goes by its number, F01 to F38: `suits explain` has it, and the code that carries it
//! names it.

use crate::harness::Case;
use std::path::Path;

/// Where each is. F39 and F40 are of other books.
const CARRIED_BY: [(&str, &str); 38] = [
    ("F01", "domain/agreement.rs"),
    ("F02", "domain/spend.rs"),
    ("F03", "domain/formulas.rs"),
    ("F04", "domain/formulas.rs"),
    ("F05", "domain/formulas.rs"),
    ("F06", "domain/formulas.rs"),
    ("F07", "domain/formulas.rs"),
    ("F08", "domain/formulas.rs"),
    ("F09", "domain/formulas.rs"),
    ("F10", "domain/price.rs"),
    ("F11", "domain/price.rs"),
    ("F12", "domain/price.rs"),
    ("F13", "domain/price.rs"),
    ("F14", "domain/formulas.rs"),
    ("F15", "domain/formulas.rs"),
    ("F16", "domain/income.rs"),
    ("F17", "domain/income.rs"),
    ("F18", "domain/income.rs"),
    ("F19", "domain/income.rs"),
    ("F20", "domain/income.rs"),
    ("F21", "domain/retainer/served.rs"),
    ("F22", "domain/income.rs"),
    ("F23", "domain/capacity.rs"),
    ("F24", "domain/income.rs"),
    ("F25", "domain/wip.rs"),
    ("F26", "domain/wip.rs"),
    ("F27", "domain/ageing.rs"),
    ("F28", "domain/ageing.rs"),
    ("F29", "domain/calendar.rs"),
    ("F30", "domain/traffic.rs"),
    ("F31", "reports/flow/results.rs"),
    ("F32", "domain/brief_outcome.rs"),
    ("F33", "domain/brief_outcome.rs"),
    ("F34", "domain/rework.rs"),
    ("F35", "domain/retainer.rs"),
    ("F36", "domain/pipeline.rs"),
    ("F37", "domain/dues.rs"),
    ("F38", "domain/exchange.rs"),
];

#[test]
fn every_formula_is_explained_by_its_number() {
    let case = Case::empty("2026-12-01");
    for (number, _) in CARRIED_BY {
        let ran = case.run(&format!("explain {number}")).ok();
        assert!(ran.stdout.contains(number), "{number}: {}", ran.all());
    }
    case.run("explain F41").exits(2);
}

#[test]
fn the_code_that_carries_a_formula_names_it_in_its_documentation() {
    for (number, file) in CARRIED_BY {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(file);
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{number}, {file}: {error}"));
        let named = text.lines().map(str::trim_start).any(|line| line.starts_with("//") && line.contains(number));
        assert!(named, "{file} does not name {number}");
    }
}
