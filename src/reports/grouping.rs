//! How a report is to be grouped: the words typed behind `--by`. Knows no report's own ways.

use crate::values::nearest;

/// Ways to group, as they are typed.
pub(super) fn words<By: Copy>(ways: &[By], word: fn(By) -> &'static str) -> Vec<&'static str> {
    ways.iter().map(|way| word(*way)).collect()
}

/// The ways that were asked for, each once and in the order typed; `otherwise` where none was. `Err` is a sentence saying what to type.
pub(super) fn grouping<By: Copy + PartialEq>(
    what: &str,
    ways: &[By],
    word: fn(By) -> &'static str,
    asked: &[String],
    otherwise: By,
) -> Result<Vec<By>, String> {
    let mut by = Vec::new();
    for typed in asked {
        let Some(&way) = ways.iter().find(|way| word(**way) == typed) else {
            let words = words(ways, word);
            let near = nearest(typed, words.iter().copied());
            let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
            return Err(format!("{what} cannot be grouped by `{typed}`: choose from {}{hint}", words.join(", ")));
        };
        if by.contains(&way) {
            return Err(format!("`{typed}` is named twice: name each way to group once"));
        }
        by.push(way);
    }
    Ok(if by.is_empty() { vec![otherwise] } else { by })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reports::briefs::By;

    fn asked(words: &[&str]) -> Result<Vec<By>, String> {
        let words: Vec<String> = words.iter().map(ToString::to_string).collect();
        grouping("briefs", By::ALL, By::as_str, &words, By::Month)
    }

    #[test]
    fn ways_keep_their_order_and_there_is_always_one() {
        assert_eq!(asked(&["client", "month"]), Ok(vec![By::Client, By::Month]));
        assert_eq!(asked(&[]), Ok(vec![By::Month]));
    }

    #[test]
    fn a_slip_is_told_with_what_to_type() {
        let words = "briefs cannot be grouped by `clent`: choose from month, client, author; did you mean `client`?";
        assert_eq!(asked(&["clent"]), Err(words.to_owned()));
        assert!(asked(&["month", "month"]).is_err_and(|why| why.contains("named twice")));
    }
}
