//! Finds the parts of a page to exclude by name, without losing the article.

use crate::article::html::boilerplate::boilerplate_role;
use crate::article::html::elements::{is_block, is_heading};
use crate::article::html::piece::Piece;
use crate::article::html::tree::{Element, NodeId, Tree};
use crate::article::html::weight::{Weights, ends_sentence};
use crate::article::html::word_lists::Role;

/// An element with more than this percentage of the prose is the article, whatever its name, unless it is hidden or
/// holds comments.
const MAX_BOILERPLATE_PERCENT: usize = 45;
/// An element whose name is also used inside articles is excluded only up to this percentage of the prose.
const MAX_LIKELY_PERCENT: usize = 20;
/// Comments are excluded only if at least this many letters of prose remain, or more than they contain: a page that has
/// little else is about the comments. The same goes for hidden elements, but those without prose are always excluded.
const MIN_REMAINING_LETTERS: usize = 250;
/// Minimum letters of prose in a paragraph, list or inline element that is kept although its role is `Role::Certain`.
const MIN_KEPT_PARAGRAPH: usize = 120;

/// The parts of a page to exclude.
pub struct Excluded {
    /// For each node, whether it is excluded with its content.
    pub nodes: Vec<bool>,
    /// Pull quotes, in page order, without those inside others or inside excluded elements. `main_text` drops those
    /// that repeat the article's text or are not prose.
    pub pull_quotes: Vec<NodeId>,
}

/// About how many bytes of a paragraph are read to check whether it ends like a sentence.
const MAX_SCRAP_LEN: usize = 400;

/// Finds the elements to exclude. For each, only its own node is set, not those inside it. `pieces` are those of the
/// whole page.
pub fn find_excluded(tree: &Tree, pieces: &[Piece]) -> Excluded {
    let weights = Weights::new(tree, pieces);
    let roles = roles_of_page(tree);
    let comments: usize = outermost(tree, &roles, Role::Comments).map(|node| weights.prose(tree, node)).sum();
    let hidden: usize = outermost(tree, &roles, Role::Hidden).map(|node| weights.prose(tree, node)).sum();
    let all = weights.prose(tree, 0);
    let is_enough = |remaining: usize, other: usize| remaining >= MIN_REMAINING_LETTERS || remaining > other;
    let exclude_comments = is_enough(all.saturating_sub(comments), comments);
    let total = if exclude_comments { all.saturating_sub(comments) } else { all };
    let exclude_hidden = is_enough(total.saturating_sub(hidden), hidden);

    let mut excluded = vec![false; tree.nodes.len()];
    let mut pull_quotes: Vec<NodeId> = Vec::new();
    let mut node = 0;
    while node < tree.nodes.len() {
        let is_excluded = match (roles.get(node).copied().flatten(), tree.element(node)) {
            (Some(Role::Comments), _) => exclude_comments,
            (Some(Role::Hidden), _) => exclude_hidden || weights.prose(tree, node) == 0,
            (Some(role), Some(element)) => is_boilerplate(tree, &weights, node, element, role, total),
            _ => false,
        };
        let is_nested = pull_quotes.last().is_some_and(|outer| node < tree.end(*outer));
        if roles.get(node).copied().flatten() == Some(Role::PullQuote) && !is_nested {
            pull_quotes.push(node);
        }
        if let Some(mark) = excluded.get_mut(node).filter(|_| is_excluded) {
            *mark = true;
            node = tree.end(node).max(node + 1);
        } else {
            node += 1;
        }
    }
    Excluded { nodes: excluded, pull_quotes }
}

/// Returns true if an element is boilerplate, by its role and its share of the prose.
fn is_boilerplate(
    tree: &Tree,
    weights: &Weights,
    node: NodeId,
    element: &Element,
    role: Role,
    total: usize,
) -> bool {
    let prose = weights.prose(tree, node);
    let is_small = prose * 100 <= total * MAX_LIKELY_PERCENT;
    match role {
        Role::Certain if is_paragraph(element) && prose >= MIN_KEPT_PARAGRAPH => false,
        Role::Certain => prose * 100 <= total * MAX_BOILERPLATE_PERCENT,
        Role::Paywall => is_small && weights.long_paragraphs(tree, node) == 0 && !is_paragraph(element),
        Role::Likely if is_heading(element.name()) => false,
        Role::Likely if weights.is_scrap(tree, node) => {
            !is_paragraph(element) || !ends_sentence(&tree.raw_text(node, MAX_SCRAP_LEN))
        }
        Role::Likely => {
            is_small && prose > 0 && (is_aside(element) || prose * 2 < weights.letters(tree, node))
        }
        _ => false,
    }
}

fn roles_of_page(tree: &Tree) -> Vec<Option<Role>> {
    let mut roles = vec![None; tree.nodes.len()];
    for (node, element) in tree.elements() {
        if let Some(entry) = roles.get_mut(node) {
            *entry = boilerplate_role(tree, node, element);
        }
    }
    roles
}

/// Returns the outermost elements with a role.
fn outermost(tree: &Tree, roles: &[Option<Role>], role: Role) -> impl Iterator<Item = NodeId> {
    let mut previous_end = 0;
    let found: Vec<NodeId> = roles
        .iter()
        .enumerate()
        .filter(|(_, found)| **found == Some(role))
        .filter_map(|(node, _)| {
            let is_outer = node >= previous_end;
            previous_end = previous_end.max(tree.end(node));
            is_outer.then_some(node)
        })
        .collect();
    found.into_iter()
}

fn is_paragraph(element: &Element) -> bool {
    matches!(element.name(), "p" | "blockquote" | "li" | "ul" | "ol") || !is_block(element.name())
}

fn is_aside(element: &Element) -> bool {
    matches!(element.name(), "aside" | "footer" | "form" | "address")
}
