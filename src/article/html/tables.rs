//! Tables that hold data, and those that only put a page into columns.

use crate::article::html::elements::is_heading;
use crate::article::html::tree::{Content, Element, NodeId, Tree};

/// A cell of more letters than this holds prose: the table puts a page into columns.
const LONGEST_CELL: usize = 240;
/// A table of more letters a cell than this, on average, likewise.
const LONGEST_CELLS: usize = 90;
/// A table of more nodes than this is not looked through; it is laid out as prose.
const MOST_NODES: usize = 200_000;

/// Cells that reach over several rows or columns are looked at in so many columns.
const MOST_COLUMNS: usize = 32;
/// The most rows that a cell may reach over, as browsers have it.
const MOST_ROWS: usize = 65_534;

/// The cells of a table that reach over several rows or columns. What they reach over are empty cells, so that the columns hold.
#[derive(Debug, Default)]
pub struct Spans {
    /// For each column over how many rows more a cell above reaches.
    below: Vec<usize>,
    /// Over how many columns more the last cell of the row reaches.
    beside: usize,
}

impl Spans {
    /// Puts the empty cells into a row that stand before a cell which begins.
    pub fn begin(&mut self, row: &mut Vec<String>, cell: &Element) {
        self.end_cell(row);
        while let Some(below) = self.below.get_mut(row.len()).filter(|below| **below > 0) {
            *below -= 1;
            row.push(String::new());
        }
        let over = |name: &str, most: usize| {
            let count = cell.attribute(name).and_then(|count| count.trim().parse().ok()).unwrap_or(1);
            count.clamp(1, most)
        };
        let (rows, columns) = (over("rowspan", MOST_ROWS), over("colspan", MOST_COLUMNS));
        let end = (row.len() + columns).min(MOST_COLUMNS);
        if rows > 1 && self.below.len() < end {
            self.below.resize(end, 0);
        }
        for below in self.below.iter_mut().take(end).skip(row.len()) {
            *below = rows - 1;
        }
        self.beside = end.saturating_sub(row.len() + 1);
    }

    /// Ends a row.
    pub fn end(&mut self, row: &mut Vec<String>) {
        self.end_cell(row);
        for below in self.below.iter_mut().skip(row.len()) {
            *below = below.saturating_sub(1);
        }
    }

    fn end_cell(&mut self, row: &mut Vec<String>) {
        let beside = std::mem::take(&mut self.beside);
        row.extend(std::iter::repeat_n(String::new(), beside));
    }
}

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
            Content::Text(_) => {
                let here = tree.text_of(&node.content).chars().filter(|c| c.is_alphanumeric()).count();
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
