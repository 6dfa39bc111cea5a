//! Tells data tables from layout tables.

use crate::article::html::elements::is_heading;
use crate::article::html::tree::{Content, Element, NodeId, Tree};

/// A cell with more letters than this holds prose, so its table is for layout.
const MAX_CELL_LETTERS: usize = 240;
/// Maximum letters per cell of a data table, on average.
const MAX_MEAN_CELL_LETTERS: usize = 90;
/// Tables with more nodes than this are not analysed, but treated as layout.
const MAX_NODES: usize = 200_000;

/// Maximum number of columns for which row and column spans are tracked.
const MAX_COLUMNS: usize = 32;
/// Maximum row span, as in browsers.
const MAX_ROWSPAN: usize = 65_534;

/// Cells that span rows or columns. The places they cover become empty cells, so that columns stay aligned.
#[derive(Debug, Default)]
pub struct Spans {
    /// For each column, how many more rows a cell above covers.
    rows_left: Vec<usize>,
    /// How many more columns the row's last cell covers.
    columns_left: usize,
}

impl Spans {
    /// Adds to a row the empty cells before a new cell, and notes the rows and columns that the new cell covers.
    pub fn begin_cell(&mut self, row: &mut Vec<String>, cell: &Element) {
        self.fill_columns(row);
        while let Some(left) = self.rows_left.get_mut(row.len()).filter(|left| **left > 0) {
            *left -= 1;
            row.push(String::new());
        }
        let span = |name: &str, max: usize| {
            let count = cell.attribute(name).and_then(|count| count.trim().parse().ok()).unwrap_or(1);
            count.clamp(1, max)
        };
        let (rows, columns) = (span("rowspan", MAX_ROWSPAN), span("colspan", MAX_COLUMNS));
        let end = (row.len() + columns).min(MAX_COLUMNS);
        if rows > 1 && self.rows_left.len() < end {
            self.rows_left.resize(end, 0);
        }
        for left in self.rows_left.iter_mut().take(end).skip(row.len()) {
            *left = rows - 1;
        }
        self.columns_left = end.saturating_sub(row.len() + 1);
    }

    /// Ends a row.
    pub fn end_row(&mut self, row: &mut Vec<String>) {
        self.fill_columns(row);
        for left in self.rows_left.iter_mut().skip(row.len()) {
            *left = left.saturating_sub(1);
        }
    }

    fn fill_columns(&mut self, row: &mut Vec<String>) {
        let columns = std::mem::take(&mut self.columns_left);
        row.extend(std::iter::repeat_n(String::new(), columns));
    }
}

/// The purpose of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Its rows are data.
    Data,
    /// It arranges the page in columns.
    Page,
}

/// Classifies a table. A data table has at least two rows and two columns, short cells, and no inner table, form,
/// article, section or heading. A table of the role `presentation` or `none` is for layout.
pub fn table_layout(tree: &Tree, table: NodeId) -> Layout {
    let role = tree.element(table).and_then(|element| element.attribute("role"));
    let inside = tree.nodes.get(table + 1..tree.end(table)).unwrap_or_default();
    if matches!(role, Some("presentation" | "none")) || inside.len() > MAX_NODES {
        return Layout::Page;
    }
    let (mut rows, mut cells, mut row_cells, mut max_row_cells) = (0, 0, 0, 0);
    let (mut cell_letters, mut letters) = (0, 0);
    for node in inside {
        match &node.content {
            Content::Text(_) => {
                let here = tree.text_of(&node.content).chars().filter(|c| c.is_alphanumeric()).count();
                letters += here;
                cell_letters += here;
                if cell_letters > MAX_CELL_LETTERS {
                    return Layout::Page;
                }
            }
            Content::Element(element) => match element.name() {
                "table" | "form" | "article" | "section" => return Layout::Page,
                name if is_heading(name) => return Layout::Page,
                "tr" => {
                    rows += 1;
                    row_cells = 0;
                }
                "td" | "th" => {
                    cells += 1;
                    row_cells += 1;
                    max_row_cells = max_row_cells.max(row_cells);
                    cell_letters = 0;
                }
                _ => {}
            },
        }
    }
    let is_data = rows > 1 && max_row_cells > 1 && letters <= cells * MAX_MEAN_CELL_LETTERS;
    if is_data { Layout::Data } else { Layout::Page }
}
