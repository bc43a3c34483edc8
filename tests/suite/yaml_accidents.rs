//! What happens to a file: a key slips, a line is lost, doubled or moved, a merge goes wrong.

use fastrand::Rng;

/// One to three accidents.
pub(crate) fn mutated(rng: &mut Rng, text: &str) -> String {
    const SIGNS: &[&str] = &[
        ":",
        ": ",
        " #",
        "#",
        "- ",
        "-",
        "'",
        "\"",
        "[",
        "]",
        "{",
        "}",
        ",",
        "\t",
        "\n",
        "\r",
        "\r\n",
        "  ",
        " ",
        "|",
        ">",
        "|-\n",
        "&a ",
        "*a",
        "!t ",
        "%",
        "@",
        "?",
        "? ",
        "\\",
        "---\n",
        "...\n",
        "<<: ",
        "\u{feff}",
        "\u{85}",
        "\u{7f}",
        "\0",
        "ä",
        "中",
        "~",
        "\n\n",
        "\n  \n",
        "=======\n",
        "`",
    ];
    let mut out = text.to_owned();
    for _ in 0..rng.usize(1..4) {
        let at = out.floor_char_boundary(rng.usize(0..=out.len()));
        match rng.usize(0..8) {
            0 | 1 => out.insert_str(at, SIGNS[rng.usize(0..SIGNS.len())]),
            2 => {
                if at < out.len() {
                    out.remove(at);
                }
            }
            3 => out.truncate(at),
            kind => {
                let mut lines: Vec<String> = out.split_inclusive('\n').map(str::to_owned).collect();
                if lines.is_empty() {
                    continue;
                }
                let (one, other) = (rng.usize(0..lines.len()), rng.usize(0..lines.len()));
                match kind {
                    4 => lines.swap(one, other),
                    5 => lines.insert(other, lines[one].clone()),
                    6 => lines[one].insert_str(0, &" ".repeat(rng.usize(1..3))),
                    _ => {
                        let cut = usize::from(lines[one].starts_with(' '));
                        lines[one].drain(..cut);
                    }
                }
                out = lines.concat();
            }
        }
    }
    out
}
