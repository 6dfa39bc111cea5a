//! Test harness: starts the program in a pseudo-terminal and reads text and styles off its screen.

use std::path::Path;
use std::time::Duration;

use crate::support::driver::corpus;
use crate::support::pty::{Options, Session};
use tempfile::TempDir;

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_whoswho");

/// Three entities: two places and a person.
pub const LIST: &str = r#"
[[entity]]
name = "Kyiv"
kind = "place"
aliases = ["Kiev"]
[[entity]]
name = "Geneva"
kind = "place"
[[entity]]
name = "Joe Park"
kind = "person"
aliases = ["Park"]
"#;

/// Returns paragraphs of one row without mentions.
pub fn filler(count: usize) -> String {
    (1..=count)
        .map(|number| format!("Nothing of note in paragraph {number}.\n\n"))
        .collect::<Vec<_>>()
        .concat()
}

/// Creates three reports. Kyiv is mentioned three times in the first and once in the third, and shares two paragraphs
/// with Joe Park.
pub fn reports() -> TempDir {
    let between = filler(60);
    let first = format!(
        "First report\n\nJoe Park left Kyiv for Geneva.\n\n{between}Kyiv waits.\n\n{}Park is back in Kyiv.\n",
        filler(20)
    );
    let third = "Third report\n\nGeneva once more, far from Kyiv.\n";
    corpus(LIST, &[("1.txt", &first), ("2.txt", "Second report\n\nGeneva alone.\n"), ("3.txt", third)])
}

/// Creates an article of 200 numbered rows without mentions.
pub fn numbered_rows() -> TempDir {
    let rows: String =
        (1..=200).map(|number| format!("- Row {number:03} is here.\n")).collect::<Vec<_>>().concat();
    corpus(LIST, &[("1.md", &format!("# Numbered rows\n\n{rows}"))])
}

/// Starts the program on a folder and waits for the first article.
pub fn start_with(folder: &Path, options: &Options<'_>, arguments: &[&str]) -> Session {
    let path = folder.to_str().expect("a path in UTF-8");
    let session = Session::start(Path::new(PROGRAM), &[&[path], arguments].concat(), options);
    let is_open = |screen: &vt100::Screen| {
        let status = row_from_bottom(screen, 2);
        status.contains("article 1 of") || status.starts_with(" 1/")
    };
    session.wait_for(is_open, "an article");
    session
}

/// Starts on a screen large enough for all three panes.
pub fn start(folder: &TempDir) -> Session {
    start_with(folder.path(), &Options { columns: 120, rows: 40, ..Options::default() }, &[])
}

/// Starts on a screen of 50 columns by 20 rows: a single pane with 17 rows of text.
pub fn start_small(folder: &TempDir) -> Session {
    start_with(folder.path(), &Options { columns: 50, rows: 20, ..Options::default() }, &[])
}

/// Quits and checks that the terminal is restored.
pub fn quit(mut session: Session) {
    session.send("Q");
    assert_eq!(session.wait_exit().code, Some(0));
    assert!(session.is_restored() && session.is_cooked());
}

/// Returns a row of the screen, counted from the bottom; 1 is the last.
fn row_from_bottom(screen: &vt100::Screen, from_end: usize) -> String {
    let (_, columns) = screen.size();
    let rows: Vec<String> = screen.rows(0, columns.get()).collect();
    rows.len().checked_sub(from_end).and_then(|at| rows.get(at)).cloned().unwrap_or_default()
}

/// Returns the rows between heading and status line of a single-pane screen, without the scroll bar's column.
pub fn page_of(screen: &vt100::Screen) -> Vec<String> {
    let (rows, columns) = screen.size();
    let all: Vec<String> = screen.rows(0, columns.get() - 1).map(|row| row.trim_end().to_owned()).collect();
    all[1..usize::from(rows.get()) - 2].to_vec()
}

/// Returns the page of a session, as [`page_of`] does.
pub fn page(session: &Session) -> Vec<String> {
    session.screen(page_of)
}

/// Waits until the page equals `expected`.
pub fn wait_for_page(session: &Session, expected: &[String], what: &str) {
    session.wait_for(|screen| page_of(screen) == expected, &format!("{what}:\n{}\n", expected.join("\n")));
}

/// Waits until these words are no longer on the screen.
pub fn wait_until_gone(session: &Session, words: &str) {
    session.wait_for(|screen| !screen.contents().contains(words), &format!("{words:?} to go"));
}

/// Waits until drawing has stopped and returns the page, for comparing whole pages.
pub fn settled_page(session: &Session) -> Vec<String> {
    session.wait_until_quiet(Duration::from_millis(200));
    page(session)
}

/// Returns the column and row, counted from 0, of the first occurrence of some words on a screen.
pub fn find_text(screen: &vt100::Screen, words: &str) -> Option<(u16, u16)> {
    let (rows, columns) = screen.size();
    let cell = |row: u16, column: u16| {
        let contents = screen.cell(row, column).map_or("", vt100::Cell::contents);
        if contents.is_empty() { " ".to_owned() } else { contents.to_owned() }
    };
    (0..rows.get()).find_map(|row| {
        let cells: Vec<String> = (0..columns.get()).map(|column| cell(row, column)).collect();
        let at = cells.concat().find(words)?;
        let mut bytes = 0;
        let column = cells.iter().position(|cell| {
            let is_start = bytes == at;
            bytes += cell.len();
            is_start
        })?;
        Some((column as u16, row))
    })
}

/// Waits until some words are on the screen and returns their position, as [`find_text`] does.
pub fn position_of(session: &Session, words: &str) -> (u16, u16) {
    let position = std::cell::Cell::new(None);
    let is_found = |screen: &vt100::Screen| {
        position.set(find_text(screen, words));
        position.get().is_some()
    };
    session.wait_for(is_found, &format!("{words:?}"));
    position.get().expect("found")
}

/// Clicks `columns` columns to the right of the first letter of some words.
pub fn click_on(session: &mut Session, words: &str, columns: u16) {
    let (column, row) = position_of(session, words);
    session.click(column + columns, row);
}

/// Turns the wheel by one notch over a cell.
pub fn wheel(session: &mut Session, (column, row): (u16, u16), down: bool) {
    let button = if down { 65 } else { 64 };
    session.send(&format!("\x1b[<{button};{};{}M", column + 1, row + 1));
}

/// The style of a cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "the attributes of a terminal cell")]
pub struct CellStyle {
    pub bold: bool,
    pub dim: bool,
    pub italic: bool,
    pub underline: bool,
    pub inverse: bool,
    pub foreground: vt100::Color,
    pub background: vt100::Color,
}

impl CellStyle {
    /// Returns the same style in the default colours.
    pub fn without_color(self) -> Self {
        Self { foreground: vt100::Color::Default, background: vt100::Color::Default, ..self }
    }
}

/// The style of unstyled text.
pub const PLAIN: CellStyle = CellStyle {
    bold: false,
    dim: false,
    italic: false,
    underline: false,
    inverse: false,
    foreground: vt100::Color::Default,
    background: vt100::Color::Default,
};

/// Returns the style of a cell.
pub fn style_at(screen: &vt100::Screen, (column, row): (u16, u16)) -> CellStyle {
    let cell = screen.cell(row, column).expect("a cell of the screen");
    CellStyle {
        bold: cell.bold(),
        dim: cell.dim(),
        italic: cell.italic(),
        underline: cell.underline(),
        inverse: cell.inverse(),
        foreground: cell.fgcolor(),
        background: cell.bgcolor(),
    }
}

/// Returns the style of the first letter of some words, or [`PLAIN`] if they are not on the screen.
pub fn style_on(screen: &vt100::Screen, words: &str) -> CellStyle {
    find_text(screen, words).map_or(PLAIN, |position| style_at(screen, position))
}

/// Waits until some words are on the screen and returns the style of their first letter.
pub fn style_of(session: &Session, words: &str) -> CellStyle {
    let position = position_of(session, words);
    session.screen(|screen| style_at(screen, position))
}
