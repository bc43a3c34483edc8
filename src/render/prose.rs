//! A text of several paragraphs, set for a window: lines of a paragraph run on and break between words, points of a list hang, and what is
//! indented stays as it is written.

use super::fit;

/// The text in lines of at most so many columns.
pub fn set(text: &str, width: u16) -> String {
    let room = usize::from(width).max(20);
    let mut lines: Vec<String> = Vec::new();
    let mut paragraph = String::new();
    for line in text.trim_end().lines() {
        let is_apart = line.trim().is_empty() || line.starts_with("  ") || line.starts_with("- ");
        if is_apart {
            flow(&mut lines, &mut paragraph, room);
        }
        if let Some(point) = line.strip_prefix("- ") {
            let parts = fit::wrap(point, room - 2);
            lines.extend(
                parts.iter().enumerate().map(|(at, part)| format!("{}{part}", if at == 0 { "- " } else { "  " })),
            );
        } else if is_apart {
            lines.push(line.trim_end().to_owned());
        } else {
            paragraph.extend([if paragraph.is_empty() { "" } else { " " }, line.trim_end()]);
        }
    }
    flow(&mut lines, &mut paragraph, room);
    lines.join("\n")
}

fn flow(lines: &mut Vec<String>, paragraph: &mut String, room: usize) {
    if !paragraph.is_empty() {
        lines.extend(fit::wrap(&std::mem::take(paragraph), room));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_run_on_points_hang_and_examples_stay() {
        let text = "One two three\nfour five six.\n\n- point one is long enough\n- two\n\n    kept:   as it is written here\n\nLast.\n";
        assert_eq!(
            set(text, 20),
            "One two three four\nfive six.\n\n- point one is long\n  enough\n- two\n\n    kept:   as it is written here\n\nLast."
        );
    }
}
