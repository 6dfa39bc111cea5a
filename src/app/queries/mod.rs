//! The questions that the reader asks aside, one file each: what it needs, its answer, and how it is computed.
//!
//! A question over articles holds a [`Snapshot`] of the index. Two snapshots are equal if their generations are, so the same
//! question about a newer index is another question.
//!
//! It bridges `analysis/`, which computes on an index, and the slots of the state. A query that needs files asks the
//! [`Library`](crate::app::jobs::Library).
//!
//! The limit: an answer is about the articles that were read when it was asked for. Whether an older one may still be shown
//! is for whoever shows it to say.

pub mod article_search;
pub mod article_stats;
pub mod corpus_search;
pub mod corpus_stats;
pub mod entity_count;
pub mod explain;
pub mod listing;
pub mod open_article;
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
pub use rescan::{Rescan, RescanQuery};
pub use snapshot::Snapshot;
