//! One batch of matched articles. Made once, never changed.

use std::collections::HashMap;
use std::hash::Hash;
use std::ops::Range;

use crate::article::{Article, ArticleKey, Block, Meta, Partial, Region};
use crate::gazetteer::EntryId;
use crate::mention::{EntityRef, Found, Mention, Referent};
use crate::text::fingerprint;

/// What an index keeps of an article once its text is let go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleRow {
    /// Its name.
    pub key: ArticleKey,
    /// Its place among the articles of its file; see [`Article::place`].
    pub place: Vec<u32>,
    /// Its title, or its first words. One line.
    pub headline: String,
    /// What is known of it.
    pub meta: Meta,
    /// Words of the body.
    pub words: u32,
    /// Paragraphs of the body: every block is one, titles and list items too.
    pub paragraphs: u32,
    /// Sentences of the body.
    pub sentences: u32,
    /// Mentions that count.
    pub counted: u32,
    /// Why it is not whole, if it is not.
    pub partial: Option<Partial>,
    /// How many stretches of bytes had no reading.
    pub undecoded: u32,
    /// Tells this text from another.
    pub fingerprint: u64,
    mentions: Range<u32>,
}

/// A number that tells an article's text from another; it is remembered from one run of the program to the next.
pub fn fingerprint(article: &Article) -> u64 {
    let text = fingerprint::fingerprint(article.text.all().as_bytes());
    fingerprint::extend(text, &(article.blocks.len() as u64).to_le_bytes())
}

/// Articles with their mentions.
#[derive(Debug, Default)]
pub struct Segment {
    rows: Vec<ArticleRow>,
    mentions: Vec<Mention>,
    referents: Vec<Referent>,
    surfaces: Vec<Box<str>>,
}

impl Segment {
    /// Puts matched articles together, their tables into one.
    pub fn new<'a>(matched: impl IntoIterator<Item = (&'a Article, Found)>) -> Self {
        let mut segment = Self::default();
        let mut referents: HashMap<Referent, u32> = HashMap::new();
        let mut surfaces: HashMap<Box<str>, u32> = HashMap::new();
        for (article, found) in matched {
            let referent_numbers = share(found.referents, &mut segment.referents, &mut referents);
            let surface_numbers = share(found.surfaces, &mut segment.surfaces, &mut surfaces);
            let first = segment.mentions.len() as u32;
            segment.mentions.extend(found.mentions.iter().map(|mention| Mention {
                referent: referent_numbers.get(mention.referent as usize).copied().unwrap_or(u32::MAX),
                surface: surface_numbers.get(mention.surface as usize).copied().unwrap_or(u32::MAX),
                ..*mention
            }));
            let counted = found.mentions.iter().filter(|mention| mention.counts()).count() as u32;
            let is_counted = |(at, block): &(usize, &Block)| {
                block.region == Region::Body && article.paragraph_of(*at) == *at
            };
            let paragraphs = article.blocks.iter().enumerate().filter(is_counted);
            segment.rows.push(ArticleRow {
                key: article.key.clone(),
                place: article.place.clone(),
                headline: article.headline().into_owned(),
                meta: article.meta.clone(),
                words: article.words(),
                paragraphs: paragraphs.count() as u32,
                sentences: found.body_sentences,
                counted,
                partial: article.partial,
                undecoded: article.undecoded,
                fingerprint: fingerprint(article),
                mentions: first..segment.mentions.len() as u32,
            });
        }
        segment
    }

    /// The articles, in the order in which they came.
    pub fn rows(&self) -> &[ArticleRow] {
        &self.rows
    }

    /// All that is named in these articles, each once.
    pub fn referents(&self) -> &[Referent] {
        &self.referents
    }

    /// The mentions of one of the rows, in the order of its text; of two that begin together the longer first.
    pub fn mentions(&self, row: &ArticleRow) -> &[Mention] {
        self.mentions.get(row.mentions.start as usize..row.mentions.end as usize).unwrap_or_default()
    }

    /// How a mention is written.
    pub fn surface(&self, mention: &Mention) -> &str {
        self.surfaces.get(mention.surface as usize).map_or("", AsRef::as_ref)
    }
}

impl Segment {
    /// The same articles over another list, until they are matched with it: what both lists name keeps its mentions, what
    /// only the old one names loses them.
    ///
    /// `entries` has for each entry of the old list its place in the new one, if it is there.
    #[must_use]
    pub fn relisted(&self, entries: &[Option<EntryId>]) -> Self {
        let moved = |entity: &EntityRef| {
            let entry = entries.get(entity.entry.0 as usize).copied().flatten()?;
            Some(EntityRef { entry, value: entity.value.clone() })
        };
        let mut referents = Vec::new();
        let numbers: Vec<Option<u32>> = self
            .referents
            .iter()
            .map(|referent| {
                let referent = match referent {
                    Referent::Entity(entity) => Referent::Entity(moved(entity)?),
                    Referent::Tied(several) => {
                        Referent::Tied(several.iter().map(moved).collect::<Option<_>>()?)
                    }
                };
                referents.push(referent);
                Some(referents.len() as u32 - 1)
            })
            .collect();
        let mut mentions = Vec::with_capacity(self.mentions.len());
        let rows = self.rows.iter().map(|row| {
            let first = mentions.len() as u32;
            for mention in self.mentions(row) {
                let number = numbers.get(mention.referent as usize).copied().flatten();
                mentions.extend(number.map(|referent| Mention { referent, ..*mention }));
            }
            let kept = mentions.get(first as usize..).unwrap_or_default();
            ArticleRow {
                counted: kept.iter().filter(|mention| mention.counts()).count() as u32,
                mentions: first..mentions.len() as u32,
                ..row.clone()
            }
        });
        let rows = rows.collect();
        Self { rows, mentions, referents, surfaces: self.surfaces.clone() }
    }
}

/// Moves one article's table into the segment's, and says which number each row has there.
fn share<T: Clone + Eq + Hash>(from: Vec<T>, into: &mut Vec<T>, numbers: &mut HashMap<T, u32>) -> Vec<u32> {
    from.into_iter()
        .map(|value| {
            *numbers.entry(value).or_insert_with_key(|value| {
                into.push(value.clone());
                into.len() as u32 - 1
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use super::*;
    use crate::article::{Format, parse};
    use crate::mention::Matcher;

    /// The halves of a sentence that a footer parts are one sentence of one paragraph, and counted so.
    #[test]
    fn what_a_page_parts_is_one_paragraph_and_one_sentence() {
        let list = "[[entity]]\nname = \"Ilse Varga\"\nkind = \"person\"\n[[entity]]\nname = \"Anton Belroy\"\nkind = \"person\"\n";
        let gazetteer = crate::gazetteer::parse(list, "entities.toml").unwrap().gazetteer;
        let matcher = Matcher::new(Arc::new(gazetteer)).unwrap();
        let page = |first: &str, number: usize, last: &str| {
            let lines = ["mud", "reed", "salt"]
                .map(|word| format!("the {word} of {number} and what the commission asked the towns on"));
            format!("{first} {}\n{last}\n\nPage {number}\n\n\u{c}", lines.join("\n"))
        };
        let text = [
            page("A title\n\nOnce", 1, "it was said in the town hall of the harbour that Ilse Varga had met"),
            page("Anton Belroy twice. Then", 2, "the estuary."),
        ];
        let article = parse(ArticleKey::of_path(Path::new("a.txt")), Format::Plain, text.concat(), 0);
        assert_eq!(article.blocks.len(), 5, "{:?}", article.blocks);
        let segment = Segment::new([(&article, matcher.find(&article))]);
        let row = &segment.rows()[0];
        assert_eq!((row.paragraphs, row.sentences), (2, 3));
        let places: Vec<(u32, u32)> =
            segment.mentions(row).iter().map(|one| (one.block, one.sentence)).collect();
        assert_eq!(places, [(1, 2), (1, 2)]);
    }
}
