//! Where on a page the article is: the smallest element that holds it.

use std::collections::HashMap;

use crate::article::html::furniture::words_of;
use crate::article::html::pieces::Piece;
use crate::article::html::tree::{NodeId, Tree};
use crate::article::html::weight::{LONG, Weights, prose_of};
use crate::article::html::words::{Word, says};

/// A child that holds this much of the prose, in hundredths, is where the article is.
const NEARLY_ALL: usize = 93;
/// A child that holds this much is, unless something beside it looks like more of the same.
const MOST: usize = 60;
/// An element that is named as the text of an article is believed if it holds this much of the prose, in hundredths.
const NAMED: usize = 45;
/// Less prose than this is no article, in letters.
const LEAST: usize = 500;

/// A page, its pieces and what they weigh.
pub struct Search<'page> {
    /// The page.
    pub tree: &'page Tree,
    /// Its pieces without what is left out.
    pub pieces: &'page [Piece],
    /// What they weigh.
    pub weights: &'page Weights,
}

impl Search<'_> {
    /// The element that holds the article; `title` is where its title stands.
    pub fn find(&self, title: Option<NodeId>) -> NodeId {
        let start = title.map_or(0, |title| self.around(title));
        if let Some(named) = self.named(start) {
            return named;
        }
        self.narrow(start)
    }

    fn prose(&self, node: NodeId) -> usize {
        self.weights.prose(self.tree, node)
    }

    /// The nearest element around the title that is an article by its name and holds enough text.
    fn around(&self, title: NodeId) -> NodeId {
        let mut node = title;
        while node != 0 {
            let element = self.tree.element(node);
            let is_article = self.tree.name(node) == "article"
                || self.tree.name(node) == "main"
                || element
                    .and_then(|element| element.attribute("itemtype"))
                    .is_some_and(|kind| kind.ends_with("Article") || kind.ends_with("Posting"));
            if is_article && self.prose(node) >= LEAST {
                return node;
            }
            node = self.tree.parent(node);
        }
        0
    }

    /// The element that is named as the text of an article; where there are several of one name, what holds them all.
    fn named(&self, start: NodeId) -> Option<NodeId> {
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
            } else if says(&words_of(element), Word::Body) {
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
        let enough =
            groups.into_values().filter(|group| group.2 * 100 >= all * NAMED && group.2 >= LEAST / 2);
        let whole =
            enough.map(|(first, last, prose, _)| (self.around_both(first, last), prose)).collect::<Vec<_>>();
        let most = whole.iter().map(|(_, prose)| *prose).max()?;
        let tight = whole.iter().filter(|(_, prose)| prose * 100 >= most * NEARLY_ALL);
        tight.map(|(node, _)| *node).min_by_key(|node| self.tree.end(*node) - node)
    }

    fn around_both(&self, first: NodeId, last: NodeId) -> NodeId {
        let mut node = first;
        while node != 0 && self.tree.end(node) <= last {
            node = self.tree.parent(node);
        }
        node
    }

    /// Goes into the child that holds the most prose, as long as nothing is lost by it.
    fn narrow(&self, start: NodeId) -> NodeId {
        let mut here = start;
        loop {
            let children = self.children(here);
            let Some(best) = children.iter().copied().max_by_key(|child| self.prose(*child)) else {
                return here;
            };
            let (all, share) = (self.prose(here), self.prose(best) * 100);
            let has_more = || children.iter().any(|other| *other != best && self.is_more_of(best, *other));
            let is_place = !matches!(self.tree.name(best), "p" | "blockquote" | "ul" | "ol" | "li" | "pre");
            if is_place && (share >= all * NEARLY_ALL || (share >= all * MOST && !has_more())) {
                here = best;
            } else {
                return here;
            }
        }
    }

    /// The elements in a node that hold prose.
    fn children(&self, node: NodeId) -> Vec<NodeId> {
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

    /// Whether an element beside the one with most of the prose looks like more of the article: a long paragraph stands in it, and it
    /// is of the same make, or a plain paragraph itself.
    fn is_more_of(&self, best: NodeId, other: NodeId) -> bool {
        let tree = self.tree;
        let has_long = self.inside(other).iter().any(|piece| prose_of(piece) >= LONG);
        let class = |node: NodeId| {
            tree.element(node).and_then(|element| element.attribute("class")).unwrap_or_default()
        };
        let is_plain = matches!(tree.name(other), "p" | "blockquote" | "h2" | "h3" | "ul" | "ol");
        let shares =
            class(best).split_whitespace().any(|one| class(other).split_whitespace().any(|two| one == two));
        let same_make = tree.name(best) == tree.name(other) && (class(best) == class(other) || shares);
        has_long && (is_plain || same_make)
    }

    /// The pieces inside a node.
    fn inside(&self, node: NodeId) -> &[Piece] {
        let from = self.pieces.partition_point(|piece| piece.node < node);
        let to = self.pieces.partition_point(|piece| piece.node < self.tree.end(node));
        self.pieces.get(from..to).unwrap_or_default()
    }
}
