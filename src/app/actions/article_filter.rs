//! Filtering and sorting the article list. Keys that go to other articles, such as `J`, `]` and `}`, follow its order.

use std::collections::HashSet;
use std::sync::Arc;

use crate::analysis::listing::{Listing, ListingFilter, Sort, is_wanted};
use crate::app::geometry::KeyedCursor;
use crate::app::state::article_filter::ArticleFilter;
use crate::app::workspace::Workspace;
use crate::article::ArticleKey;
use crate::corpus::ArticleId;
use crate::mention::EntityKey;

/// Returns the article at the cursor of the list.
pub fn at_cursor(ws: &Workspace) -> Option<ArticleKey> {
    key_at(ws, &ws.listing(), ws.articles.row())
}

/// Returns the key of a listed article.
pub fn key_at(ws: &Workspace, listing: &Listing, row: usize) -> Option<ArticleKey> {
    ws.index().row(listing.at(row)?).map(|row| row.key.clone())
}

/// Returns the id of the article at the cursor of the list.
pub fn id_at_cursor(ws: &Workspace) -> Option<ArticleId> {
    ws.listing().at(ws.articles.row())
}

/// Moves the cursor of the list by a number of articles.
pub fn step(ws: &mut Workspace, by: isize) {
    let listing = ws.listing();
    let mut cursor = std::mem::take(&mut ws.articles);
    cursor.step(by, listing.len(), |row| key_at(ws, &listing, row));
    ws.articles = cursor;
}

/// Moves the cursor to a row of the list.
pub fn move_to_row(ws: &mut Workspace, row: usize) {
    let key = key_at(ws, &ws.listing(), row);
    ws.articles.set_row(row, key);
}

/// Finds the cursor's row again, in a list that shows `height` articles.
pub fn settle(ws: &mut Workspace, height: usize) {
    let listing = ws.listing();
    let mut cursor = std::mem::take(&mut ws.articles);
    settle_on(ws, &listing, &mut cursor, height);
    ws.articles = cursor;
}

/// Finds the row of a cursor over the listed articles again.
pub fn settle_on(ws: &Workspace, listing: &Listing, cursor: &mut KeyedCursor<ArticleKey>, height: usize) {
    let find = |key: &ArticleKey| listing.position(ws.index().find(key)?);
    cursor.settle(listing.len(), height, |row| key_at(ws, listing, row), find);
}

/// Scrolls the list to the top after its articles have changed, and puts the cursor on the open article.
fn reset_list(ws: &mut Workspace) {
    ws.articles.scroll_to_start();
    if let Some(open) = &ws.open {
        ws.articles.go_to(open.article.key.clone());
    }
}

/// Updates the article filter after the search that it depends on has been repeated.
pub fn renew(ws: &mut Workspace) {
    let Some(ArticleFilter::Containing(expression, before)) = &ws.filter else { return };
    let Some(counts) = ws.corpus_search.counts_for(expression) else { return };
    let keys: HashSet<ArticleKey> = counts.iter().map(|(key, _)| key.clone()).collect();
    if keys != **before {
        ws.filter = Some(ArticleFilter::Containing(expression.clone(), Arc::new(keys)));
    }
}

/// Lists all articles again.
pub fn clear(ws: &mut Workspace) {
    ws.filter = None;
    reset_list(ws);
    ws.notify(match ws.index().len() {
        1 => "Listing the one article again".to_owned(),
        count => format!("Listing all {count} articles again"),
    });
}

/// Lists only the articles with hits of the search over all articles. If the hits are not known, or there are none,
/// tells the user and returns false.
pub fn to_hits(ws: &mut Workspace) -> bool {
    let expression = ws.corpus_search.expression.clone();
    let Some(counts) = ws.corpus_search.counts_for(&expression) else {
        let key = ws.keymap.key_of("search-all");
        ws.notify(if ws.corpus_search.is_searching {
            "The search is still running".to_owned()
        } else {
            format!("The search did not finish. Press {key} to repeat it.")
        });
        return false;
    };
    let keys: HashSet<ArticleKey> = counts.iter().map(|(key, _)| key.clone()).collect();
    if keys.is_empty() {
        ws.notify(format!("No article contains {expression}; all stay listed"));
        return false;
    }
    let articles = match keys.len() {
        1 => "the one article that contains".to_owned(),
        count => format!("the {count} articles that contain"),
    };
    ws.notify(format!(
        "Listing only {articles} {expression}; {} lists all",
        ws.keymap.key_of("filter-articles")
    ));
    ws.filter = Some(ArticleFilter::Containing(expression, Arc::new(keys)));
    reset_list(ws);
    true
}

/// Lists only the articles that mention the selected entity. If there are none, tells the user and changes nothing.
pub fn to_selected(ws: &mut Workspace) {
    let Some(selected) = ws.selection.entity().cloned() else { return };
    let name = ws.selected_name().unwrap_or_default();
    // The articles that mentioned it may be gone.
    let counted = ws.corpus_stats().map(|everywhere| everywhere.mentions.iter().sum::<u32>());
    if ws.selected_id().is_none() || counted == Some(0) {
        ws.notify(format!("No article mentions {name}; all stay listed"));
        return;
    }
    ws.filter = Some(ArticleFilter::Mentioning(selected));
    reset_list(ws);
    ws.notify(format!(
        "Listing only articles that mention {name}; {} lists all",
        ws.keymap.key_of("filter-articles")
    ));
}

/// Lists only the articles that do not mention an entity. If there are none, tells the user and changes nothing.
/// Articles that are cut short or damaged are not listed, since what they do not mention is unknown.
pub fn to_absent(ws: &mut Workspace, entity: EntityKey) {
    let name = ws.name_of(&entity).unwrap_or_default();
    let referent = ws.index().find_entity(&entity);
    let filter = ListingFilter::NotMentioning(referent);
    if !ws.index().ids().any(|id| is_wanted(ws.index(), id, Some(&filter))) {
        ws.notify(format!("Every article mentions {name} or is cut short; all stay listed"));
        return;
    }
    ws.filter = Some(ArticleFilter::NotMentioning(entity));
    reset_list(ws);
    let key = ws.keymap.key_of("filter-articles");
    ws.notify(format!("Listing only articles that do not mention {name}; {key} lists all"));
}

/// Sorts the list by the next criterion. The cursor stays on its article.
pub fn sort(ws: &mut Workspace) {
    ws.sort = ws.sort.next();
    // While no article mentions the selected entity, all mentions are counted.
    let name = ws.selected_id().and_then(|_| ws.selected_name());
    let what = match (ws.sort, name) {
        (Sort::Mentions, Some(name)) => format!("mentions of {name}"),
        (sort, _) => sort.name().to_owned(),
    };
    ws.notify(format!("Articles sorted by {what}"));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Index;

    #[test]
    fn order_is_named_by_all_mentions_if_no_article_mentions_the_selected_entity() {
        let list =
            crate::gazetteer::parse("[[entity]]\nname = \"Kyiv\"\nkind = \"place\"\n", "entities.toml")
                .unwrap();
        let index = Index::new(Arc::new(list.gazetteer));
        let mut ws = Workspace::new(index, "entities.toml".to_owned(), Arc::default());
        ws.selection.select(EntityKey { id: Arc::from("kyiv"), value: None });
        assert_eq!(ws.selected_name().as_deref(), Some("Kyiv"));
        ws.sort = Sort::Source;
        sort(&mut ws);
        let message = ws.notices.message().map(|message| message.text.as_str());
        assert_eq!(message, Some("Articles sorted by mentions"));
    }
}
