//! Finds the smallest element that holds the article.

use std::collections::HashMap;

use crate::article::html::boilerplate::name_words;
use crate::article::html::piece::Piece;
use crate::article::html::tree::{NodeId, Tree};
use crate::article::html::weight::{LONG_PARAGRAPH, Weights, prose_weight};
use crate::article::html::word_lists::{Role, has_role};

/// Percentage of an element's prose that a child must hold for the search to continue in the child. Also the percentage
/// of the prose of the largest element named as article text that a smaller one must hold to be preferred.
const NEARLY_ALL_PERCENT: usize = 93;
/// Percentage that is enough if no sibling looks like another part of the article.
const MOST_PERCENT: usize = 60;
/// Percentage of the prose that elements named as article text must hold to be trusted.
const NAMED_PERCENT: usize = 45;
/// Minimum letters of prose in an element marked as an article; half as many are enough in elements named as the
/// article's text.
const MIN_ARTICLE_LETTERS: usize = 500;

/// A page, its pieces and their weights.
pub struct Search<'page> {
    /// The page.
    pub tree: &'page Tree,
    /// Its pieces, without the excluded ones.
    pub pieces: &'page [Piece],
    /// Their weights.
    pub weights: &'page Weights,
}

impl Search<'_> {
    /// Finds the element that holds the article; `title` is the title's node.
    pub fn find(&self, title: Option<NodeId>) -> NodeId {
        let start = title.map_or(0, |title| self.enclosing_article(title));
        if let Some(named) = self.named_body(start) {
            return named;
        }
        self.narrow(start)
    }

    fn prose(&self, node: NodeId) -> usize {
        self.weights.prose(self.tree, node)
    }

    /// Returns the nearest ancestor of the title that is `<main>` or marked as an article, and holds enough prose; the
    /// root if there is none.
    fn enclosing_article(&self, title: NodeId) -> NodeId {
        let mut node = title;
        while node != 0 {
            let element = self.tree.element(node);
            let is_article = self.tree.name(node) == "article"
                || self.tree.name(node) == "main"
                || element
                    .and_then(|element| element.attribute("itemtype"))
                    .is_some_and(|kind| kind.ends_with("Article") || kind.ends_with("Posting"));
            if is_article && self.prose(node) >= MIN_ARTICLE_LETTERS {
                return node;
            }
            node = self.tree.parent(node);
        }
        0
    }

    /// Finds the element whose name says that it is the article's text. If several share the name, takes their nearest
    /// common ancestor. If several names say so, returns the smallest element that holds nearly as much prose as any.
    /// None if no name has enough prose.
    fn named_body(&self, start: NodeId) -> Option<NodeId> {
        // For each name: the first and last element, the prose of all of them, and the end of the last one. An element
        // inside another of the same name does not count.
        let mut groups: HashMap<String, (NodeId, NodeId, usize, NodeId)> = HashMap::new();
        for node in start + 1..self.tree.end(start) {
            let Some(element) = self.tree.element(node) else { continue };
            let prose = self.prose(node);
            if prose == 0 {
                continue;
            }
            let is_schema = element.attribute("itemprop").is_some_and(|value| value.contains("articleBody"));
            let key = if is_schema {
                "articleBody".to_owned()
            } else if has_role(&name_words(element), Role::Body) {
                format!("{} {}", element.name(), element.attribute("class").unwrap_or_default())
            } else {
                continue;
            };
            let group = groups.entry(key).or_insert((node, node, 0, 0));
            if node >= group.3 {
                *group = (group.0, node, group.2 + prose, self.tree.end(node));
            }
        }
        let all = self.prose(start);
        let large_groups = groups
            .into_values()
            .filter(|group| group.2 * 100 >= all * NAMED_PERCENT && group.2 >= MIN_ARTICLE_LETTERS / 2);
        let candidates = large_groups
            .map(|(first, last, prose, _)| (self.common_ancestor(first, last), prose))
            .collect::<Vec<_>>();
        let most_prose = candidates.iter().map(|(_, prose)| *prose).max()?;
        let nearly_largest =
            candidates.iter().filter(|(_, prose)| prose * 100 >= most_prose * NEARLY_ALL_PERCENT);
        nearly_largest.map(|(node, _)| *node).min_by_key(|node| self.tree.end(*node) - node)
    }

    fn common_ancestor(&self, first: NodeId, last: NodeId) -> NodeId {
        let mut node = first;
        while node != 0 && self.tree.end(node) <= last {
            node = self.tree.parent(node);
        }
        node
    }

    /// Descends into the child with the most prose as long as little is lost.
    fn narrow(&self, start: NodeId) -> NodeId {
        let mut here = start;
        loop {
            let children = self.prose_children(here);
            let Some(best) = children.iter().copied().max_by_key(|child| self.prose(*child)) else {
                return here;
            };
            let (all, share) = (self.prose(here), self.prose(best) * 100);
            let has_more =
                || children.iter().any(|other| *other != best && self.continues_article(best, *other));
            let can_contain_article =
                !matches!(self.tree.name(best), "p" | "blockquote" | "ul" | "ol" | "li" | "pre");
            if can_contain_article
                && (share >= all * NEARLY_ALL_PERCENT || (share >= all * MOST_PERCENT && !has_more()))
            {
                here = best;
            } else {
                return here;
            }
        }
    }

    /// Returns the child elements that hold prose.
    fn prose_children(&self, node: NodeId) -> Vec<NodeId> {
        let mut children = Vec::new();
        let mut child = node + 1;
        while child < self.tree.end(node) {
            if self.tree.element(child).is_some() && self.prose(child) > 0 {
                children.push(child);
            }
            child = self.tree.end(child).max(child + 1);
        }
        children
    }

    /// Returns true if a sibling of `best` looks like another part of the article: it has a long paragraph, and it is
    /// either text itself (a paragraph, quotation, heading or list) or has the same tag and shares a class. Two
    /// elements without a class count as sharing one.
    fn continues_article(&self, best: NodeId, other: NodeId) -> bool {
        let tree = self.tree;
        let has_long = self.pieces_in(other).iter().any(|piece| prose_weight(piece) >= LONG_PARAGRAPH);
        let class = |node: NodeId| {
            tree.element(node).and_then(|element| element.attribute("class")).unwrap_or_default()
        };
        let is_plain = matches!(tree.name(other), "p" | "blockquote" | "h2" | "h3" | "ul" | "ol");
        let shares_class = class(best)
            .split_whitespace()
            .any(|left| class(other).split_whitespace().any(|right| left == right));
        let is_alike = tree.name(best) == tree.name(other) && (class(best) == class(other) || shares_class);
        has_long && (is_plain || is_alike)
    }

    /// Returns the pieces inside a node.
    fn pieces_in(&self, node: NodeId) -> &[Piece] {
        let from = self.pieces.partition_point(|piece| piece.node < node);
        let to = self.pieces.partition_point(|piece| piece.node < self.tree.end(node));
        self.pieces.get(from..to).unwrap_or_default()
    }
}
