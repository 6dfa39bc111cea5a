//! The desk at which the tests sit: a terminal with the program in it, and what the eye takes from its screen.

use std::path::Path;
use std::time::Duration;

use crate::support::driver::corpus;
use crate::support::pty::{Options, Session};
use tempfile::TempDir;

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_whoswho");

/// Three entities: two places, one of them within the name of the third, and a person.
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

/// Paragraphs of one row each that name nobody.
pub fn filler(count: usize) -> String {
    (1..=count)
        .map(|number| format!("Nothing of note in paragraph {number}.\n\n"))
        .collect::<Vec<_>>()
        .concat()
}

/// Kyiv three times in the first report, never in the second, once in the third; with Joe Park in two paragraphs.
pub fn reports() -> TempDir {
    let between = filler(60);
    let first = format!(
        "First report\n\nJoe Park left Kyiv for Geneva.\n\n{between}Kyiv waits.\n\n{}Park is back in Kyiv.\n",
        filler(20)
    );
    let third = "Third report\n\nGeneva once more, far from Kyiv.\n";
    corpus(LIST, &[("1.txt", &first), ("2.txt", "Second report\n\nGeneva alone.\n"), ("3.txt", third)])
}

/// One article of 200 numbered rows and no name.
pub fn numbered() -> TempDir {
    let rows: String =
        (1..=200).map(|number| format!("- Row {number:03} stands here.\n")).collect::<Vec<_>>().concat();
    corpus(LIST, &[("1.md", &format!("# Numbered rows\n\n{rows}"))])
}

/// Starts the program on a folder and waits for its first article.
pub fn start_with(folder: &Path, options: &Options<'_>, arguments: &[&str]) -> Session {
    let path = folder.to_str().expect("a path in UTF-8");
    let session = Session::start(Path::new(PROGRAM), &[&[path], arguments].concat(), options);
    let is_open = |screen: &vt100::Screen| {
        let status = bottom(screen, 2);
        status.contains("article 1 of") || status.starts_with(" 1/")
    };
    session.wait_for(is_open, "an article");
    session
}

/// On a screen that holds all three panes.
pub fn start(folder: &TempDir) -> Session {
    start_with(folder.path(), &Options { columns: 120, rows: 40, ..Options::default() }, &[])
}

/// On a screen of one pane, 50 columns by 20 rows, so that its rows are rows of the text: 17 of them.
pub fn start_small(folder: &TempDir) -> Session {
    start_with(folder.path(), &Options { columns: 50, rows: 20, ..Options::default() }, &[])
}

/// Quits; the terminal is as it was.
pub fn quit(mut session: Session) {
    session.send("Q");
    assert_eq!(session.wait_exit().code, Some(0));
    assert!(session.restored() && session.cooked());
}

/// The row that stands so many rows above the end of the screen; 1 is the last.
fn bottom(screen: &vt100::Screen, from_end: usize) -> String {
    let (_, columns) = screen.size();
    let rows: Vec<String> = screen.rows(0, columns.get()).collect();
    rows.len().checked_sub(from_end).and_then(|at| rows.get(at)).cloned().unwrap_or_default()
}

/// The rows between heading and status line of a screen of one pane, without the column beside the text.
pub fn page_of(screen: &vt100::Screen) -> Vec<String> {
    let (rows, columns) = screen.size();
    let all: Vec<String> = screen.rows(0, columns.get() - 1).map(|row| row.trim_end().to_owned()).collect();
    all[1..usize::from(rows.get()) - 2].to_vec()
}

/// The same of a session.
pub fn page(session: &Session) -> Vec<String> {
    session.screen(page_of)
}

/// Waits until the page is this one.
pub fn wait_for_page(session: &Session, expected: &[String], what: &str) {
    session.wait_for(|screen| page_of(screen) == expected, &format!("{what}:\n{}\n", expected.join("\n")));
}

/// Waits until these words are gone from the screen.
pub fn wait_until_gone(session: &Session, words: &str) {
    session.wait_for(|screen| !screen.contents().contains(words), &format!("an end of {words:?}"));
}

/// The page once nothing is drawn any more: for what must be compared whole.
pub fn settled_page(session: &Session) -> Vec<String> {
    session.wait_until_quiet(Duration::from_millis(200));
    page(session)
}

/// Where on a screen words stand: column and row from 0, of the first row that holds them.
pub fn found_on(screen: &vt100::Screen, words: &str) -> Option<(u16, u16)> {
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
            let is_it = bytes == at;
            bytes += cell.len();
            is_it
        })?;
        Some((column as u16, row))
    })
}

/// The same of a session; the words must be there.
pub fn place_of(session: &Session, words: &str) -> (u16, u16) {
    session
        .screen(|screen| found_on(screen, words))
        .unwrap_or_else(|| panic!("{words} in\n{}", session.screen_text()))
}

/// Clicks on words, some columns behind their first.
pub fn click_on(session: &mut Session, words: &str, columns: u16) {
    let (column, row) = place_of(session, words);
    session.click(column + columns, row);
}

/// One notch of the wheel over a cell.
pub fn wheel(session: &mut Session, (column, row): (u16, u16), down: bool) {
    let button = if down { 65 } else { 64 };
    session.send(&format!("\x1b[<{button};{};{}M", column + 1, row + 1));
}

/// How a cell looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "a cell of a terminal has just these")]
pub struct Look {
    pub bold: bool,
    pub dim: bool,
    pub italic: bool,
    pub underline: bool,
    pub inverse: bool,
    pub foreground: vt100::Color,
    pub background: vt100::Color,
}

impl Look {
    /// The same without colours.
    pub fn without_color(self) -> Self {
        Self { foreground: vt100::Color::Default, background: vt100::Color::Default, ..self }
    }
}

/// A cell that has no look at all.
pub const PLAIN: Look = Look {
    bold: false,
    dim: false,
    italic: false,
    underline: false,
    inverse: false,
    foreground: vt100::Color::Default,
    background: vt100::Color::Default,
};

/// The look of a cell.
pub fn look_at(screen: &vt100::Screen, (column, row): (u16, u16)) -> Look {
    let cell = screen.cell(row, column).expect("a cell of the screen");
    Look {
        bold: cell.bold(),
        dim: cell.dim(),
        italic: cell.italic(),
        underline: cell.underline(),
        inverse: cell.inverse(),
        foreground: cell.fgcolor(),
        background: cell.bgcolor(),
    }
}

/// The look of the first letter of words; plain where they are not on the screen.
pub fn look_on(screen: &vt100::Screen, words: &str) -> Look {
    found_on(screen, words).map_or(PLAIN, |place| look_at(screen, place))
}

/// The look of the first letter of words that must be on the screen.
pub fn look_of(session: &Session, words: &str) -> Look {
    let place = place_of(session, words);
    session.screen(|screen| look_at(screen, place))
}
