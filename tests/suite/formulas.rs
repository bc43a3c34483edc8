//! Every formula of the trade that the book reckons with goes by its number, F01 to F38: `suits explain` has it, and the function that carries
//! it names it.

use crate::harness::Case;
use std::path::Path;

/// Which function each is. F39 and F40 are of other books.
const CARRIED_BY: [(&str, &str, &str); 38] = [
    ("F01", "domain/money/formulas.rs", "approved"),
    ("F02", "domain/money/formulas.rs", "time_value"),
    ("F03", "domain/money/formulas.rs", "committed"),
    ("F04", "domain/money/formulas.rs", "variance"),
    ("F05", "domain/money/formulas.rs", "remaining"),
    ("F06", "domain/money/formulas.rs", "burn"),
    ("F07", "domain/money/formulas.rs", "pace"),
    ("F08", "domain/money/formulas.rs", "at_completion"),
    ("F09", "domain/money/formulas.rs", "cpi"),
    ("F10", "domain/money/price.rs", "markup_factor"),
    ("F11", "domain/money/price.rs", "commission_factor"),
    ("F12", "domain/money/price.rs", "commission_factor"),
    ("F13", "domain/money/price.rs", "commission_factor"),
    ("F14", "domain/money/formulas.rs", "contingency"),
    ("F15", "domain/money/formulas.rs", "most"),
    ("F16", "domain/money/income.rs", "agi"),
    // the other meaning of the word, which is told and not reckoned
    ("F17", "domain/money/income.rs", "agi"),
    ("F18", "domain/money/income.rs", "delivery_margin"),
    ("F19", "domain/money/income.rs", "net_margin"),
    ("F20", "domain/money/income.rs", "gross_profit"),
    ("F21", "domain/money/retainer.rs", "over_servicing"),
    ("F22", "domain/money/income.rs", "recovery"),
    ("F23", "domain/capacity.rs", "utilisation"),
    ("F24", "domain/money/income.rs", "effective_rate"),
    ("F25", "domain/money/unbilled.rs", "unbilled"),
    ("F26", "domain/money/unbilled.rs", "earned"),
    ("F27", "domain/money/ageing.rs", "of"),
    ("F28", "domain/money/ageing.rs", "dso"),
    ("F29", "domain/calendar.rs", "add"),
    ("F30", "domain/traffic.rs", "late"),
    ("F31", "reports/flow/results.rs", "on_time_rate"),
    ("F32", "reports/flow/results.rs", "first_time_right"),
    ("F33", "reports/flow/results.rs", "rebrief_rate"),
    ("F34", "domain/money/rework.rs", "rework_cost"),
    ("F35", "domain/money/retainer.rs", "burn"),
    ("F36", "domain/money/pipeline.rs", "weighted"),
    ("F37", "domain/dues.rs", "notice_deadline"),
    ("F38", "domain/money/exchange.rs", "convert"),
];

#[test]
fn every_formula_is_explained_by_its_number() {
    let case = Case::empty("2026-12-01");
    for (number, ..) in CARRIED_BY {
        let ran = case.run(&format!("explain {number}")).ok();
        assert!(ran.stdout.contains(number), "{number}: {}", ran.all());
    }
    case.run("explain F41").exits(2);
    // of the base of F19, by hand: 25,000 of 100,000 and of 80,000
    case.run("explain F19").ok().says("(80,000 - 40,000 - 15,000) / 100,000 = 25%").says("31.25%");
}

#[test]
fn the_function_that_carries_a_formula_names_it_in_its_documentation() {
    for (number, file, function) in CARRIED_BY {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(file);
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{number}, {file}: {error}"));
        let lines: Vec<&str> = text.lines().map(str::trim_start).collect();
        let starts =
            |line: &str| line.contains(&format!("fn {function}(")) || line.contains(&format!("fn {function}<"));
        let at = lines.iter().enumerate().filter(|(_, line)| starts(line)).map(|(at, _)| at);
        let above =
            |at: usize| lines[..at].iter().rev().take_while(|line| line.starts_with("///") || line.starts_with("#["));
        let named = at.into_iter().any(|at| above(at).any(|line| line.contains(number)));
        assert!(named, "`{function}` of {file} does not name {number}");
    }
}
