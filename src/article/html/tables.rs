//! Tables that hold data, and those that only put a page into columns.

use crate::article::html::elements::is_heading;
use crate::article::html::tree::{Content, NodeId, Tree};

/// A cell of more letters than this holds prose: the table puts a page into columns.
const LONGEST_CELL: usize = 240;
/// A table of more letters a cell than this, on average, likewise.
const LONGEST_CELLS: usize = 90;
/// A table of more nodes than this is not looked through; it is laid out as prose.
const MOST_NODES: usize = 200_000;

/// What a table is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Its rows are rows of data.
    Data,
    /// It puts other things into columns.
    Page,
}

/// What a table is for: data has no table, no heading and no long text in its cells, and at least two cells in a row and two rows.
pub fn layout_of(tree: &Tree, table: NodeId) -> Layout {
    let role = tree.element(table).and_then(|element| element.attribute("role"));
    let inside = tree.nodes.get(table + 1..tree.end(table)).unwrap_or_default();
    if matches!(role, Some("presentation" | "none")) || inside.len() > MOST_NODES {
        return Layout::Page;
    }
    let (mut rows, mut cells, mut cells_of_row, mut most_of_row) = (0, 0, 0, 0);
    let (mut letters_of_cell, mut letters) = (0, 0);
    for node in inside {
        match &node.content {
            Content::Text(text) => {
                let here = text.chars().filter(|c| c.is_alphanumeric()).count();
                letters += here;
                letters_of_cell += here;
                if letters_of_cell > LONGEST_CELL {
                    return Layout::Page;
                }
            }
            Content::Element(element) => match element.name() {
                "table" | "form" | "article" | "section" => return Layout::Page,
                name if is_heading(name) => return Layout::Page,
                "tr" => {
                    rows += 1;
                    cells_of_row = 0;
                }
                "td" | "th" => {
                    cells += 1;
                    cells_of_row += 1;
                    most_of_row = most_of_row.max(cells_of_row);
                    letters_of_cell = 0;
                }
                _ => {}
            },
        }
    }
    let is_data = rows > 1 && most_of_row > 1 && letters <= cells * LONGEST_CELLS;
    if is_data { Layout::Data } else { Layout::Page }
}
