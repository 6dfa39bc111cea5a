//! What somebody searches for (the first line), in what somebody else wrote (the rest).

use whoswho::analysis::search::{Expression, in_context};
use whoswho::article::{Format, parse};

use super::check;

/// The longest expression, in characters: whoever types it waits for it.
const LONGEST: usize = 80;
/// So many hits are looked at in their context.
const SHOWN: usize = 20;

pub fn run(data: &[u8]) {
    let text = check::text_of(data);
    let (asked, rest) =
        text.split_once('\n').unwrap_or((text.as_str(), "The harbour of Vesthaven was closed."));
    if asked.chars().nth(LONGEST).is_some() {
        return;
    }
    let article = parse(check::key(), Format::Plain, rest.to_owned(), 0);
    let expression = match Expression::new(asked) {
        Ok(expression) => expression,
        Err(error) => {
            return assert!(!error.trim().is_empty() && !error.contains('\n'), "{error:?} says nothing");
        }
    };
    let (hits, is_cut) = check::same(data, || expression.hits(&article));
    assert!(!is_cut);
    let mut end = 0;
    for (place, hit) in hits.into_iter().enumerate() {
        assert!(end <= hit.start && hit.start < hit.end, "{hit:?} stands behind {end}");
        assert!(article.text.all().get(hit.clone()).is_some(), "{hit:?} cuts a character");
        end = hit.end;
        if place >= SHOWN {
            continue;
        }
        let hit = in_context(&article, hit);
        check::line("what stands before a hit", &hit.before);
        check::line("a hit", &hit.words);
        check::line("what follows a hit", &hit.after);
    }
}
