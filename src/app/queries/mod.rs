//! Queries of the workspace and the card, which run on other threads, one file each: the input, the answer, and how it
//! is computed.
//!
//! A query over articles holds a [`Snapshot`] of the index. Snapshots are equal if their generations are, so the same query over
//! a newer index is a different query.
//!
//! The queries connect `analysis/`, which computes on an index, to the slots that hold the answers. A query that needs
//! files uses the [`Library`](crate::app::jobs::Library).
//!
//! Limitation: an answer is about the articles that had been read when it was requested. The caller decides whether an older
//! one may still be shown.

pub mod article_search;
pub mod article_stats;
pub mod corpus_search;
pub mod corpus_stats;
pub mod entity_count;
pub mod explain;
pub mod listing;
pub mod open_article;
pub mod provisional;
pub mod rescan;
pub mod snapshot;

pub use article_search::ArticleSearchQuery;
pub use article_stats::{ArticleStats, ArticleStatsQuery, EntityMentions};
pub use corpus_search::{CorpusSearchPart, CorpusSearchQuery};
pub use corpus_stats::{CorpusStats, CorpusStatsQuery};
pub use entity_count::EntityCountQuery;
pub use explain::{ExplainQuery, Explanation};
pub use listing::ListingQuery;
pub use open_article::OpenArticleQuery;
pub use provisional::ProvisionalQuery;
pub use rescan::{Rescan, RescanQuery};
pub use snapshot::Snapshot;
