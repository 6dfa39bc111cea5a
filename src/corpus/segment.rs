//! An immutable batch of matched articles.

use std::ops::Range;

use crate::article::{Article, ArticleKey, Block, BlockKind, Meta, Partial, Region};
use crate::gazetteer::EntryId;
use crate::mention::interner::Interner;
use crate::mention::{EntityRef, Found, Mention, Referent};
use crate::text::fingerprint;

/// What the index keeps of an article once its text is dropped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleRow {
    /// The article's key.
    pub key: ArticleKey,
    /// Position within its file; see [`Article::place`].
    pub place: Vec<u32>,
    /// Title, or else the first words. One line.
    pub headline: String,
    /// Metadata.
    pub meta: Meta,
    /// Number of words in the body.
    pub words: u32,
    /// Number of paragraphs in the body, including titles and list items. One that a page break splits counts once.
    pub paragraphs: u32,
    /// Number of sentences in the body.
    pub sentences: u32,
    /// Number of mentions that count.
    pub counted: u32,
    /// Index of the title among the blocks. None if the article has none, or it is boilerplate.
    pub title: Option<u32>,
    /// Why the article is incomplete. None if it is complete.
    pub partial: Option<Partial>,
    /// Number of byte sequences that could not be decoded.
    pub undecoded: u32,
    /// Hash that identifies the text and its number of blocks; see [`fingerprint()`].
    pub fingerprint: u64,
    mentions: Range<u32>,
}

/// Hashes an article's text and number of blocks. Saved between runs, so it must stay stable.
pub fn fingerprint(article: &Article) -> u64 {
    let text = fingerprint::fingerprint(article.text.as_str().as_bytes());
    fingerprint::extend(text, &(article.blocks.len() as u64).to_le_bytes())
}

/// Returns the index of the title among the blocks of an article.
fn title(article: &Article) -> Option<u32> {
    let is_title = |block: &Block| block.kind == BlockKind::Title && block.region == Region::Body;
    article.blocks.iter().position(is_title).and_then(|at| u32::try_from(at).ok())
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
    /// Joins matched articles and merges their tables.
    pub fn new<'a>(matched: impl IntoIterator<Item = (&'a Article, Found)>) -> Self {
        let mut segment = Self::default();
        let mut referents = Interner::default();
        let mut surfaces = Interner::default();
        for (article, found) in matched {
            let referent_ids: Vec<u32> =
                found.referents.into_iter().map(|referent| referents.intern(referent)).collect();
            let surface_ids: Vec<u32> =
                found.surfaces.into_iter().map(|surface| surfaces.intern(surface)).collect();
            let first = segment.mentions.len() as u32;
            segment.mentions.extend(found.mentions.iter().map(|mention| Mention {
                referent: referent_ids.get(mention.referent as usize).copied().unwrap_or(u32::MAX),
                surface: surface_ids.get(mention.surface as usize).copied().unwrap_or(u32::MAX),
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
                title: title(article),
                partial: article.partial,
                undecoded: article.undecoded,
                fingerprint: fingerprint(article),
                mentions: first..segment.mentions.len() as u32,
            });
        }
        segment.referents = referents.into_values();
        segment.surfaces = surfaces.into_values();
        segment
    }

    /// Returns the articles, in order of arrival.
    pub fn rows(&self) -> &[ArticleRow] {
        &self.rows
    }

    /// Returns the distinct referents of these articles.
    pub fn referents(&self) -> &[Referent] {
        &self.referents
    }

    /// Returns the mentions of a row in text order; of those that start together, the longest first.
    pub fn mentions(&self, row: &ArticleRow) -> &[Mention] {
        self.mentions.get(row.mentions.start as usize..row.mentions.end as usize).unwrap_or_default()
    }

    /// Returns the text of a mention.
    pub fn surface(&self, mention: &Mention) -> &str {
        self.surfaces.get(mention.surface as usize).map_or("", AsRef::as_ref)
    }
}

impl Segment {
    /// Returns the same articles over another list, for use until they are matched again. Mentions of entities that are
    /// in both lists are kept, and the others are dropped.
    ///
    /// `entries` holds the position in the new list of each entry of the old one, or None if it was removed.
    #[must_use]
    pub fn relisted(&self, entries: &[Option<EntryId>]) -> Self {
        let remap = |entity: &EntityRef| {
            let entry = entries.get(entity.entry.0 as usize).copied().flatten()?;
            Some(EntityRef { entry, value: entity.value.clone() })
        };
        let mut referents = Vec::new();
        let ids: Vec<Option<u32>> = self
            .referents
            .iter()
            .map(|referent| {
                let referent = match referent {
                    Referent::Entity(entity) => Referent::Entity(remap(entity)?),
                    Referent::Tied(several) => {
                        Referent::Tied(several.iter().map(remap).collect::<Option<_>>()?)
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
                let id = ids.get(mention.referent as usize).copied().flatten();
                mentions.extend(id.map(|referent| Mention { referent, ..*mention }));
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

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use super::*;
    use crate::article::{Format, parse};
    use crate::mention::Matcher;

    /// The halves of a sentence split by a page footer count as one sentence of one paragraph.
    #[test]
    fn text_split_by_a_page_footer_is_one_paragraph_and_one_sentence() {
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
        let article = parse(ArticleKey::from_path(Path::new("a.txt")), Format::Plain, text.concat(), 0);
        assert_eq!(article.blocks.len(), 5, "{:?}", article.blocks);
        let segment = Segment::new([(&article, matcher.find(&article))]);
        let row = &segment.rows()[0];
        assert_eq!((row.paragraphs, row.sentences), (2, 3));
        let places: Vec<(u32, u32)> =
            segment.mentions(row).iter().map(|mention| (mention.block, mention.sentence)).collect();
        assert_eq!(places, [(1, 2), (1, 2)]);
    }
}
