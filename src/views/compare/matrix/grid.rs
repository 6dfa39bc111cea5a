//! Where the names, the cells and the totals are on the screen.

use crate::app::geometry::Area;
use crate::app::workspace::Workspace;
use crate::views::compare::matrix::content::Content;

/// Minimum width, in columns, of a cell: a number, its shade, and room for a few letters of the article's source.
const MIN_CELL: u16 = 8;
/// Minimum width of a cell if not all articles fit at [`MIN_CELL`], so that more letters of a source can be read.
const SCROLLED_CELL: u16 = 10;
/// Minimum width of a cell with a spelling.
const MIN_SPELLING: u16 = 13;
/// Maximum width of a cell, if there is room for titles.
const MAX_CELL: u16 = 20;
/// Width of the totals, in columns.
const TOTAL_COLUMNS: u16 = 8;
/// Rows of the view above the first entity: the article at the cursor, the cell at the cursor, the spreads with the
/// shades, and the heads of the columns.
pub const HEAD_ROWS: u16 = 3 + HEADS;
/// Rows of the head of a column.
pub const HEADS: u16 = 2;

/// Returns the area of the rows of entities: below the heads of the columns, and above the card if one covers the list.
pub fn list_area(ws: &Workspace) -> Area {
    let body = ws.layout().body;
    ws.uncovered(Area { y: body.y + HEAD_ROWS, height: body.height.saturating_sub(HEAD_ROWS), ..body })
}

/// Widths in columns, and how many articles fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grid {
    /// Width of the names.
    pub names: u16,
    /// Width of a cell.
    pub cell: u16,
    /// Number of articles shown, at least 1.
    pub shown: usize,
}

impl Grid {
    /// Returns the widths for a screen of `columns` columns and a number of listed articles.
    pub fn new(columns: u16, articles: usize, content: Content) -> Self {
        let names = (columns * 2 / 5).clamp(14, 34).min(columns);
        let room = columns.saturating_sub(names + TOTAL_COLUMNS);
        let each = usize::from(room).checked_div(articles).unwrap_or(0);
        let least = match content {
            Content::Spellings => MIN_SPELLING,
            _ if each < usize::from(MIN_CELL) => SCROLLED_CELL,
            _ => MIN_CELL,
        };
        let cell = u16::try_from(each).unwrap_or(MAX_CELL).clamp(least, MAX_CELL);
        let shown = usize::from(room / cell).clamp(1, articles.max(1));
        // If not all articles fit, those shown share the room that is left.
        let shared = u16::try_from(usize::from(room) / shown).unwrap_or(MAX_CELL);
        Self { names, cell: shared.clamp(cell, MAX_CELL), shown }
    }

    fn at(self, row: Area, place: usize, width: u16) -> Area {
        let place = u16::try_from(place).unwrap_or(u16::MAX);
        let x = self.names.saturating_add(place.saturating_mul(self.cell));
        Area { x: row.x.saturating_add(x), width: width.min(row.width.saturating_sub(x)), ..row }
    }

    /// Returns the area of a cell in a row, by its place among the articles shown.
    pub fn cell(self, row: Area, place: usize) -> Area {
        self.at(row, place, self.cell)
    }

    /// Returns the area of the total in a row.
    pub fn total(self, row: Area) -> Area {
        self.at(row, self.shown, TOTAL_COLUMNS - 1)
    }

    /// Returns the place, among the articles shown, of the cell that covers a column of the screen. None if none does.
    pub fn place(self, column: u16) -> Option<usize> {
        let place = usize::from(column.checked_sub(self.names)? / self.cell);
        (place < self.shown).then_some(place)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn cells_do_not_overlap_and_are_found_again(columns in 20u16..300, articles in 1usize..3_000) {
            let grid = Grid::new(columns, articles, Content::Mentions);
            let row = Area { x: 0, y: 0, width: columns, height: 1 };
            prop_assert!(grid.shown >= 1 && grid.shown <= articles);
            for place in 0..grid.shown {
                let cell = grid.cell(row, place);
                prop_assert_eq!(cell.x, grid.names + place as u16 * grid.cell);
                for column in cell.x..cell.x + cell.width {
                    prop_assert_eq!(grid.place(column), Some(place));
                }
            }
            let room = columns.saturating_sub(grid.names + TOTAL_COLUMNS);
            let unused = usize::from(room.saturating_sub(grid.shown as u16 * grid.cell));
            prop_assert!(unused < grid.shown || grid.cell == MAX_CELL, "no column could be wider: {grid:?}");
            prop_assert!(grid.total(row).x >= grid.cell(row, grid.shown - 1).x + grid.cell(row, grid.shown - 1).width);
        }
    }
}
