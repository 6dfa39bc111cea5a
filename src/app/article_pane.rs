//! The list of articles.

use crate::app::action::Effect;
use crate::app::article_filter;
use crate::app::geometry::Pane;
use crate::app::go_to;
use crate::app::state::{JumpTarget, State};

/// Rows that one article takes in the list: two for its title, one for what is known of it.
pub const ROWS_AN_ARTICLE: usize = 3;

/// How many articles fit.
pub fn capacity(state: &State) -> usize {
    (usize::from(state.layout().body.height) / ROWS_AN_ARTICLE).max(1)
}

/// Moves the hand by some articles.
pub fn step(state: &mut State, by: isize) {
    article_filter::step(state, by);
}

/// Opens the article under the hand, and gives the text the hand.
pub fn open_under_hand(state: &mut State) -> Vec<Effect> {
    state.focus = Pane::Text;
    let Some(article) = article_filter::listing(state).at(state.articles.row()) else { return Vec::new() };
    if Some(article) == state.open_id() {
        return Vec::new();
    }
    go_to::jump(state, article, JumpTarget::Kept)
}
