//! What an article states: its quotes, figures and dates, read once for all comparisons of articles.

use crate::analysis::dates::{DatedExpression, dates};
use crate::analysis::figures::{Figure, figures};
use crate::analysis::quotes::{Quote, quotes};
use crate::article::Article;
use crate::gazetteer::Gazetteer;
use crate::mention::Found;

/// An article with what it states.
#[derive(Debug)]
pub struct Facts {
    /// The article.
    pub article: Article,
    /// The mentions in it.
    pub found: Found,
    /// Its quotes, in text order.
    pub quotes: Vec<Quote>,
    /// Its dates, in text order.
    pub dates: Vec<DatedExpression>,
    /// Its figures, in text order.
    pub figures: Vec<Figure>,
}

/// Reads the facts of an article. Costs several times as much as matching it.
pub fn facts(article: Article, found: Found, gazetteer: &Gazetteer) -> Facts {
    let quotes = quotes(&article, &found, gazetteer);
    let dates = dates(&article);
    let figures = figures(&article, &found, &dates);
    Facts { article, found, quotes, dates, figures }
}
