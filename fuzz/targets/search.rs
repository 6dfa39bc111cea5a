//! Searching: the first line is the expression, the rest the text.

use whoswho::analysis::search::{Expression, in_context};
use whoswho::article::{Format, parse};

use super::check;

/// Maximum length of the expression, in characters: people do not type longer ones.
const MAX_EXPRESSION: usize = 80;
/// How many hits are checked in their context.
const MAX_HITS: usize = 20;

pub fn run(data: &[u8]) {
    let text = check::text_of(data);
    let (typed, rest) =
        text.split_once('\n').unwrap_or((text.as_str(), "The harbour of Vesthaven was closed."));
    if typed.chars().nth(MAX_EXPRESSION).is_some() {
        return;
    }
    let article = parse(check::key(), Format::Plain, rest.to_owned(), 0);
    let expression = match Expression::new(typed) {
        Ok(expression) => expression,
        Err(error) => {
            return assert!(!error.trim().is_empty() && !error.contains('\n'), "{error:?} is not a message");
        }
    };
    let (hits, is_truncated) = check::deterministic(data, || expression.hits(&article));
    assert!(!is_truncated);
    let mut end = 0;
    for (number, hit) in hits.into_iter().enumerate() {
        assert!(end <= hit.start && hit.start < hit.end, "{hit:?} is not after {end}");
        assert!(article.text.as_str().get(hit.clone()).is_some(), "{hit:?} splits a character");
        end = hit.end;
        if number >= MAX_HITS {
            continue;
        }
        let hit = in_context(&article, hit);
        check::line("the text before a hit", &hit.before);
        check::line("a hit", &hit.words);
        check::line("the text after a hit", &hit.after);
    }
}
