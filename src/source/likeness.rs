//! How much two texts have in common, whatever they are about.

use std::collections::HashMap;

/// How many of a hundred lines two texts share; blank ones do not count.
pub fn likeness(one: &str, other: &str) -> usize {
    let lines = |text: &str| text.lines().filter(|line| !line.trim().is_empty()).count();
    let mut left: HashMap<&str, usize> = HashMap::new();
    for line in one.lines().filter(|line| !line.trim().is_empty()) {
        *left.entry(line.trim_end()).or_default() += 1;
    }
    let shared = other.lines().filter(|line| match left.get_mut(line.trim_end()) {
        Some(count) if *count > 0 => {
            *count -= 1;
            true
        }
        _ => false,
    });
    let most = lines(one).max(lines(other)).max(1);
    shared.count() * 100 / most
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_and_blank_ones_are_not() {
        let text = "title: Film\ndue: 2026-12-04\n\nstatus: open\nrush: true\n";
        // 3 of 4 lines, then 1 of 4
        assert_eq!(likeness(text, "title: Film\ndue: 2026-12-05\nstatus: open\nrush: true\n"), 75);
        assert_eq!(likeness(text, "title: Poster\ndue: 2026-12-05\nstatus: open\nrush: false\n"), 25);
        assert_eq!((likeness(text, text), likeness(text, "")), (100, 0));
    }
}
