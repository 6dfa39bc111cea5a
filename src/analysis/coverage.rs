//! The coverage matrix: which articles name which entities, how often and how prominently.

use std::collections::BTreeMap;

use crate::analysis::counts::in_list_order;
use crate::analysis::listing::Listing;
use crate::corpus::{ArticleId, Index, ReferentId};
use crate::mention::EntityRef;

/// What an article says of an entity. Only mentions that count are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The article.
    pub article: ArticleId,
    /// Number of mentions, at least 1.
    pub mentions: u32,
    /// Number of paragraphs with a mention, titles and list items included.
    pub paragraphs: u32,
    /// Number of the paragraph with the first mention, from 1; titles and list items are paragraphs too.
    pub first: u32,
    /// True if the title has a mention.
    pub in_title: bool,
}

/// One entity's row of the matrix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoverageRow {
    /// Its id in this generation of the index.
    pub referent: ReferentId,
    /// The entity.
    pub entity: EntityRef,
    /// The listed articles that name it, in index order.
    pub cells: Vec<Cell>,
    /// The sum of the mentions.
    pub mentions: u32,
    /// Number of cells.
    pub articles: u32,
}

/// What a cell of the matrix shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Measure {
    /// Number of mentions.
    #[default]
    Mentions,
    /// Mentions per 1,000 words.
    Rate,
    /// Number of paragraphs with a mention.
    Paragraphs,
    /// Number of the paragraph with the first mention.
    First,
    /// 1 if the title has a mention, else 0.
    Title,
}

/// How many of the listed articles name an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Spread {
    /// All of them, of at least two.
    All,
    /// More than one, but not all.
    Some,
    /// Exactly one.
    One,
}

impl Spread {
    /// All spreads, the widest first.
    pub const ALL: [Self; 3] = [Self::All, Self::Some, Self::One];

    /// Returns the spread of an entity that `named` of `articles` articles name.
    pub fn of(named: u32, articles: usize) -> Self {
        match named as usize {
            0 | 1 => Self::One,
            named if named >= articles => Self::All,
            _ => Self::Some,
        }
    }

    /// Returns the word used on the command line and on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Some => "some",
            Self::One => "one",
        }
    }
}

impl CoverageRow {
    /// Returns what an article says of the entity. None if it does not name it.
    pub fn cell(&self, article: ArticleId) -> Option<&Cell> {
        let found = self.cells.binary_search_by_key(&article, |cell| cell.article);
        found.ok().and_then(|at| self.cells.get(at))
    }

    /// Returns the number of mentions of the entity in an article.
    pub fn count(&self, article: ArticleId) -> u32 {
        self.cell(article).map_or(0, |cell| cell.mentions)
    }

    /// True if an article was read whole and does not name the entity. What an article that is cut short or damaged does
    /// not name is unknown.
    pub fn is_absent(&self, index: &Index, article: ArticleId) -> bool {
        let is_whole = |article| index.row(article).is_some_and(|row| row.partial.is_none());
        self.cell(article).is_none() && is_whole(article)
    }

    /// Returns a measure of the entity in an article. If the article does not name it, 0, or None for
    /// [`Measure::First`] and for an article that is cut short or damaged.
    pub fn value(&self, index: &Index, article: ArticleId, measure: Measure) -> Option<f64> {
        let Some(cell) = self.cell(article) else {
            return (measure != Measure::First && self.is_absent(index, article)).then_some(0.0);
        };
        Some(match measure {
            Measure::Mentions => f64::from(cell.mentions),
            Measure::Rate => self.rate(index, article),
            Measure::Paragraphs => f64::from(cell.paragraphs),
            Measure::First => f64::from(cell.first),
            Measure::Title => f64::from(u8::from(cell.in_title)),
        })
    }

    /// Returns the mentions in an article per 1,000 of its words. 0 if it does not name the entity.
    pub fn rate(&self, index: &Index, article: ArticleId) -> f64 {
        per_thousand(self.count(article), index.row(article).map_or(0, |row| u64::from(row.words)))
    }

    /// Returns a measure over all listed articles, which have `words` words: the sum, but for the rate that of all of
    /// them taken together, and for [`Measure::First`] the smallest number.
    pub fn total(&self, words: u64, measure: Measure) -> f64 {
        let cells = self.cells.iter();
        match measure {
            Measure::Mentions => f64::from(self.mentions),
            Measure::Rate => per_thousand(self.mentions, words),
            Measure::Paragraphs => f64::from(cells.map(|cell| cell.paragraphs).sum::<u32>()),
            Measure::First => f64::from(cells.map(|cell| cell.first).min().unwrap_or_default()),
            Measure::Title => f64::from(cells.map(|cell| u32::from(cell.in_title)).sum::<u32>()),
        }
    }
}

/// Returns the mentions per 1,000 words. 0 if there are no words.
pub fn per_thousand(mentions: u32, words: u64) -> f64 {
    // Exact up to 2^53 words.
    if words == 0 { 0.0 } else { f64::from(mentions) * 1_000.0 / words as f64 }
}

/// Returns the number of words of the listed articles.
pub fn words(index: &Index, listing: &Listing) -> u64 {
    let listed = (0..listing.len()).filter_map(|position| index.row(listing.at(position)?));
    listed.map(|row| u64::from(row.words)).sum()
}

/// Builds the matrix of entities by listed articles: one row per entity that any of them names, in the order of the
/// list of names. The matrix is sparse: an article that does not name an entity has no cell.
pub fn coverage(index: &Index, listing: &Listing) -> Vec<CoverageRow> {
    let mut cells: Vec<Vec<Cell>> = vec![Vec::new(); index.referents().count()];
    // The paragraph of the last mention of each entity.
    let mut last_paragraph: Vec<u32> = vec![0; cells.len()];
    for article in index.ids().filter(|article| listing.position(*article).is_some()) {
        let title = index.row(article).and_then(|row| row.title);
        for (id, mention) in index.mentions(article).filter(|(_, mention)| mention.counts()) {
            let at = id.0 as usize;
            let (Some(row), Some(last)) = (cells.get_mut(at), last_paragraph.get_mut(at)) else { continue };
            let in_title = title == Some(mention.block);
            match row.last_mut() {
                Some(cell) if cell.article == article => {
                    cell.mentions += 1;
                    cell.paragraphs += u32::from(*last != mention.block);
                    cell.in_title |= in_title;
                }
                _ => {
                    let first = mention.block + 1;
                    row.push(Cell { article, mentions: 1, paragraphs: 1, first, in_title });
                }
            }
            *last = mention.block;
        }
    }
    let mut rows: Vec<CoverageRow> = index
        .referents()
        .zip(cells)
        .filter_map(|((id, referent), cells)| {
            let entity = referent.entity().filter(|_| !cells.is_empty())?.clone();
            let mentions = cells.iter().map(|cell| cell.mentions).sum();
            let articles = cells.len() as u32;
            Some(CoverageRow { referent: id, entity, cells, mentions, articles })
        })
        .collect();
    rows.sort_by(|left, right| in_list_order(&left.entity, &right.entity));
    rows
}

/// Returns how an article spells each entity that it names: the spellings of the mentions that count, in code point
/// order, and how many mentions have each.
pub fn spellings(index: &Index, article: ArticleId) -> BTreeMap<ReferentId, BTreeMap<&str, u32>> {
    let mut found: BTreeMap<ReferentId, BTreeMap<&str, u32>> = BTreeMap::new();
    for (id, mention) in index.mentions(article).filter(|(_, mention)| mention.counts()) {
        *found.entry(id).or_default().entry(index.surface(article, mention)).or_default() += 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::article::{Article, ArticleKey, Format, parse};
    use crate::corpus::Segment;
    use crate::mention::Matcher;

    const LIST: &str = "[[entity]]\nname = 'Kyiv'\nkind = 'place'\naliases = ['Kiev']\n\n\
        [[entity]]\nname = 'Geneva'\nkind = 'place'\n";

    fn index(texts: &[String]) -> (Index, Vec<Article>) {
        let gazetteer = crate::gazetteer::parse(LIST, "entities.toml").unwrap().gazetteer;
        let matcher = Matcher::new(Arc::new(gazetteer)).unwrap();
        let article = |(number, text): (usize, &String)| {
            parse(
                ArticleKey::from_path(Path::new(&format!("{number}.md"))),
                Format::Markdown,
                text.clone(),
                0,
            )
        };
        let articles: Vec<Article> = texts.iter().enumerate().map(article).collect();
        let segment = Segment::new(articles.iter().map(|article| (article, matcher.find(article))));
        let index = Index::new(Arc::clone(matcher.gazetteer())).keeping_duplicates(true);
        (index.with_segment(Arc::new(segment)), articles)
    }

    #[test]
    fn cells_say_how_prominent_an_entity_is() {
        let text =
            "# Talks in Kyiv\n\nKiev and Geneva spoke. Kyiv left.\n\nGeneva stayed.\n\n- Kyiv\n".to_owned();
        let (index, _) = index(&[text]);
        let rows = coverage(&index, &Listing::all(1));
        let article = ArticleId(0);
        let cells: Vec<&Cell> = rows.iter().filter_map(|row| row.cell(article)).collect();
        assert_eq!(*cells[0], Cell { article, mentions: 4, paragraphs: 3, first: 1, in_title: true });
        assert_eq!(*cells[1], Cell { article, mentions: 2, paragraphs: 2, first: 2, in_title: false });
        let words = f64::from(index.row(article).unwrap().words);
        assert_eq!(rows[0].value(&index, article, Measure::Rate), Some(4_000.0 / words));
        let spelled: Vec<Vec<(&str, u32)>> = spellings(&index, article)
            .into_values()
            .map(|spellings| spellings.into_iter().collect())
            .collect();
        assert!(spelled.contains(&vec![("Kiev", 1), ("Kyiv", 3)]) && spelled.contains(&vec![("Geneva", 2)]));
    }

    #[test]
    fn rates_are_per_thousand_words() {
        assert!((per_thousand(3, 1_500) - 2.0).abs() < f64::EPSILON);
        assert!(per_thousand(3, 0).abs() < f64::EPSILON);
    }

    #[test]
    fn spread_counts_articles() {
        let spreads = |articles| (1..=articles).map(move |named| Spread::of(named, articles as usize));
        assert_eq!(spreads(1).collect::<Vec<_>>(), [Spread::One]);
        assert_eq!(spreads(2).collect::<Vec<_>>(), [Spread::One, Spread::All]);
        assert_eq!(spreads(4).collect::<Vec<_>>(), [Spread::One, Spread::Some, Spread::Some, Spread::All]);
    }

    #[test]
    fn what_a_report_that_is_cut_short_does_not_name_is_unknown() {
        let (index, _) =
            index(&["# Talks\n\nKyiv fell. And then they …".to_owned(), "# Rain\n\nGeneva fell.".to_owned()]);
        let rows = coverage(&index, &Listing::all(2));
        let values = |row: &CoverageRow| [0, 1].map(|id| row.value(&index, ArticleId(id), Measure::Mentions));
        assert_eq!(values(&rows[0]), [Some(1.0), Some(0.0)], "Kyiv");
        assert_eq!(values(&rows[1]), [None, Some(1.0)], "Geneva");
        assert!(!rows[1].is_absent(&index, ArticleId(0)) && rows[0].is_absent(&index, ArticleId(1)));
    }

    #[test]
    fn totals_are_over_all_listed_articles() {
        let (index, _) =
            index(&["# Kyiv\n\nKyiv fell.\n\nRain. Kyiv.".to_owned(), "# Rain\n\nKyiv fell.".to_owned()]);
        let listing = Listing::all(2);
        let (row, words) = (&coverage(&index, &listing)[0], words(&index, &listing));
        assert_eq!(words, 8);
        let total = |measure| row.total(words, measure).to_string();
        let measures =
            [Measure::Mentions, Measure::Rate, Measure::Paragraphs, Measure::First, Measure::Title];
        assert_eq!(measures.map(total), ["4", "500", "4", "1", "1"]);
    }

    proptest! {
        /// Every name in these texts is a mention that counts.
        #[test]
        fn cells_equal_a_naive_recount(texts in prop::collection::vec("(# (Kyiv|Geneva|Rome)\n\n)?((Kyiv|Kiev|Geneva|Rome)( fell|, )?\n\n){0,6}", 1..4)) {
            let (index, articles) = index(&texts);
            let rows = coverage(&index, &Listing::all(index.len()));
            for (names, row_name) in [(&["Kyiv", "Kiev"][..], "Kyiv"), (&["Geneva"], "Geneva")] {
                let row = rows.iter().find(|row| row.entity.name(index.gazetteer()) == row_name);
                for (id, article) in index.ids().zip(&articles) {
                    let blocks = || article.blocks.iter().map(|block| (block, article.block_text(block)));
                    let count = |text: &str| names.iter().map(|name| text.matches(name).count()).sum::<usize>() as u32;
                    let mentions: u32 = blocks().map(|(_, text)| count(text)).sum();
                    let cell = row.and_then(|row| row.cell(id));
                    prop_assert_eq!(cell.map_or(0, |cell| cell.mentions), mentions);
                    if let Some(cell) = cell {
                        let with = || blocks().filter(|(_, text)| count(text) > 0);
                        prop_assert_eq!(cell.paragraphs, with().count() as u32);
                        prop_assert_eq!(Some(cell.first), with().next().map(|(block, _)| block.ordinal));
                        let in_title = with().any(|(block, _)| block.kind == crate::article::BlockKind::Title);
                        prop_assert_eq!(cell.in_title, in_title);
                    }
                }
            }
        }
    }
}
