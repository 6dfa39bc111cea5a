//! A list of everything that lists may hold, over any text.

use std::sync::{Arc, LazyLock};

use whoswho::article::{Article, Format, parse};
use whoswho::gazetteer;
use whoswho::mention::explain::Claims;
use whoswho::mention::{Found, Matcher, Status};
use whoswho::text::fold::fold;
use whoswho::text::oddities::oddities;

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
    let found = check::same(data, || MATCHER.find(&article));
    check_found(&found, &article);
    for candidate in MATCHER.candidates(&article) {
        let surface = article.text.all().get(candidate.span);
        assert!(surface.is_some_and(|surface| !surface.is_empty()), "a candidate is no piece of the text");
    }
    let claims = Claims::of(&MATCHER, &article);
    for mention in found.mentions.iter().take(16) {
        let entities = found.referents[mention.referent as usize].candidates();
        let uncertain = claims.uncertainty(mention, entities);
        assert!(
            mention.status != Status::Ambiguous || entities.len() > 1 || uncertain.is_some(),
            "doubtful without a reason"
        );
        if let Some(words) = oddities(&found.surfaces[mention.surface as usize]) {
            check::message(&words);
        }
    }
    let text = article.text.all();
    let folded = fold(text);
    assert_eq!(
        folded.source_range(0..folded.as_str().len()).map(|range| range.end <= text.len()),
        Some(true)
    );
}

fn check_found(found: &Found, article: &Article) {
    let text = article.text.all();
    // Where the mention that is no part of another ends that was the last so far.
    let mut end = 0;
    let mut before = (0, 0);
    for mention in &found.mentions {
        let range = mention.range();
        let Some(surface) = text.get(range.clone()) else { panic!("{range:?} is no piece of the text") };
        assert!(!surface.is_empty() && surface.trim() == surface, "{surface:?} is a mention");
        assert_eq!(&*found.surfaces[mention.surface as usize], surface);
        let place = (range.start, usize::MAX - range.end);
        assert!(before < place || before == (0, 0), "mentions are not in order");
        before = place;
        if mention.status == Status::Nested {
            assert!(range.end <= end, "{surface:?} is nested in nothing");
        } else {
            assert!(end <= range.start, "{surface:?} stands over another");
            end = range.end;
        }
        let Some(block) = article.block_at(range.start) else { panic!("{surface:?} begins between blocks") };
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
    assert_eq!(found.matched_to, None, "a short text is matched to its end");
}
