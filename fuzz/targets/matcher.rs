//! Matching arbitrary text against a list that uses every feature.

use std::sync::{Arc, LazyLock};

use whoswho::article::{Article, Format, parse};
use whoswho::gazetteer;
use whoswho::mention::explain::Claims;
use whoswho::mention::{Found, Matcher, Status};
use whoswho::text::fold::fold;
use whoswho::text::oddities::describe_oddities;

use super::check;

const LIST: &str = include_str!("matcher.toml");

static MATCHER: LazyLock<Matcher> = LazyLock::new(|| {
    let parsed = gazetteer::parse(LIST, "matcher.toml").unwrap_or_else(|problems| panic!("{}", problems[0]));
    Matcher::new(Arc::new(parsed.gazetteer)).unwrap_or_else(|error| panic!("{error}"))
});

pub fn run(data: &[u8]) {
    let text = check::text_of(data);
    let format = if text.starts_with('#') { Format::Markdown } else { Format::Plain };
    let article = parse(check::key(), format, text, 0);
    let found = check::deterministic(data, || MATCHER.find(&article));
    check_found(&found, &article);
    for candidate in MATCHER.candidates(&article) {
        let surface = article.text.as_str().get(candidate.span);
        assert!(surface.is_some_and(|surface| !surface.is_empty()), "a candidate is not a span of the text");
    }
    let claims = Claims::of(&MATCHER, &article);
    for mention in found.mentions.iter().take(16) {
        let entities = found.referents[mention.referent as usize].candidates();
        let uncertain = claims.uncertainty(mention, entities);
        assert!(
            mention.status != Status::Ambiguous || entities.len() > 1 || uncertain.is_some(),
            "ambiguous without a reason"
        );
        if let Some(words) = describe_oddities(&found.surfaces[mention.surface as usize]) {
            check::message(&words);
        }
    }
    let text = article.text.as_str();
    let folded = fold(text);
    assert_eq!(
        folded.source_range(0..folded.as_str().len()).map(|range| range.end <= text.len()),
        Some(true)
    );
}

fn check_found(found: &Found, article: &Article) {
    let text = article.text.as_str();
    // End of the last mention that is not nested.
    let mut end = 0;
    let mut previous = (0, 0);
    for mention in &found.mentions {
        let range = mention.range();
        let Some(surface) = text.get(range.clone()) else { panic!("{range:?} is not a span of the text") };
        assert!(!surface.is_empty() && surface.trim() == surface, "{surface:?} is a mention");
        assert_eq!(&*found.surfaces[mention.surface as usize], surface);
        let order = (range.start, usize::MAX - range.end);
        assert!(previous < order || previous == (0, 0), "mentions are not in order");
        previous = order;
        if mention.status == Status::Nested {
            assert!(range.end <= end, "{surface:?} is nested in nothing");
        } else {
            assert!(end <= range.start, "{surface:?} overlaps another mention");
            end = range.end;
        }
        let Some(block) = article.block_at(range.start) else { panic!("{surface:?} starts between blocks") };
        assert_eq!(article.paragraph_of(block), mention.block as usize);
        assert!(
            (1..=found.sentences).contains(&mention.sentence),
            "sentence {} of {}",
            mention.sentence,
            found.sentences
        );
        assert!(!found.referents[mention.referent as usize].candidates().is_empty());
    }
    assert!(found.body_sentences <= found.sentences);
    assert_eq!(found.matched_to, None, "a short text was not matched to its end");
}
