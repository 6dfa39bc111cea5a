//! The page: measure and margins, the look of its blocks, line endings, and what shows the reading position.

use crate::harness::{
    LIST, PLAIN, find_text, page, page_of, position_of, quit, settled_page, start, start_small, start_with,
    style_at,
};
use crate::support::driver::corpus;
use crate::support::pty::{Options, Session};
use tempfile::TempDir;

const LONG: &str = "The internationally recognised negotiators who went with them to the extraordinarily long consultations \
    called the atmosphere constructive, notwithstanding considerable disagreements about territorial arrangements and \
    the responsibilities of administrations.";

/// Creates a report with every kind of block, followed by `rows_below` short paragraphs.
fn report(rows_below: usize) -> TempDir {
    let rest = "The rest of the article goes on and on.\n\n".repeat(rows_below);
    let text = format!(
        "---\ntitle: Delegates meet\nsubtitle: And talk past each other\nauthor: Jo Park\n---\n\n{LONG}\n\n## What they \
         said\n\n> {LONG}\n\n- One thing is this.\n- Another is that: {LONG}\n\n## What came after\n\n{rest}"
    );
    corpus(LIST, &[("1.md", &text)])
}

/// On a wide screen, the article list gets the columns that the text and the panel leave over, and its numbers have
/// headings.
#[test]
fn wide_screen_leaves_no_pane_cut_while_columns_are_empty() {
    let title = "A long title of a report from far away";
    let text = format!(
        "---\ntitle: {title}\nurl: https://www.example.org/a\ndate: 2024-03-05\n---\n\nKyiv waits.\n"
    );
    let folder = corpus(LIST, &[("9f3a.md", &text)]);
    let session = start_with(folder.path(), &Options { columns: 200, rows: 50, ..Options::default() }, &[]);
    session.wait_for_text("mentions: 1 here, 1 in all");
    let rows: Vec<String> = session.screen(|screen| screen.rows(0, 200).collect());
    let list = |row: usize| rows[row].split('│').next().unwrap_or_default().to_owned();
    let at = |row: usize, words: &str| {
        let row = list(row);
        row.find(words).map(|at| row[..at].chars().count() + words.len())
    };
    assert!(list(1).contains(title), "{}", list(1));
    assert!(list(2).contains("example.org"), "{}", list(2));
    assert!(at(0, "date").is_some() && at(0, "date") == at(2, "2024-03-05"), "{}\n{}", list(0), list(2));
    let width = |row: usize| list(row).trim_end().chars().count();
    assert_eq!(width(0), width(2), "the number is aligned with its heading");
    let used = rows[0].trim_end().chars().count();
    assert!(rows.iter().take(40).all(|row| row.matches('│').count() == 2) && used > 150, "{}", rows[0]);
    quit(session);
}

/// The margin is two columns on the left and, including the scroll bar, at least two on the right.
#[test]
fn text_keeps_its_margins_on_narrow_screens() {
    let folder = report(30);
    for (columns, rows) in [(40, 20), (50, 20), (59, 30)] {
        let mut session = start_with(folder.path(), &Options { columns, rows, ..Options::default() }, &[]);
        for _ in 0..3 {
            let page = settled_page(&session);
            assert!(page.iter().any(|row| !row.is_empty()));
            for row in &page {
                let end = row.chars().count();
                assert!(
                    row.is_empty() || row.starts_with("  ") && end <= usize::from(columns) - 2,
                    "{row:?} of {columns}"
                );
            }
            session.send_key("Space");
        }
        quit(session);
    }
}

#[test]
fn title_heading_byline_quote_and_list_have_their_own_style() {
    let folder = report(0);
    let session = start_with(folder.path(), &Options { columns: 50, rows: 40, ..Options::default() }, &[]);
    let page = page(&session);
    let row = |words: &str| {
        page.iter().position(|row| row.contains(words)).unwrap_or_else(|| panic!("{words} in {page:?}"))
    };
    let style = |words: &str| {
        let at = row(words);
        session.screen(|screen| {
            let column = page[at].find(words).expect("the words are in the row");
            let before = page[at][..column].chars().count() as u16;
            style_at(screen, (before, at as u16 + 1))
        })
    };
    assert!(style("Delegates meet").bold && style("What they said").bold);
    assert!(style("And talk past").italic && style("by Jo Park").dim);
    assert_eq!(style("The internationally"), PLAIN);
    // An empty row separates blocks, except between list items.
    for words in ["The internationally", "What they said", "│ The inter", "• One thing"] {
        assert_eq!(page[row(words) - 1], "", "above {words}");
    }
    assert_eq!(row("• Another"), row("• One thing") + 1);
    // Every row of a quote has the bar, and list items are indented to their first word.
    let quote: Vec<&String> = page[row("│ The inter")..].iter().take_while(|row| !row.is_empty()).collect();
    assert!(quote.len() > 3 && quote.iter().all(|row| row.starts_with("  │ ")), "{quote:?}");
    let item: Vec<&String> = page[row("• Another") + 1..].iter().take_while(|row| !row.is_empty()).collect();
    assert!(
        item.len() > 3 && item.iter().all(|row| row.starts_with("    ") && !row.starts_with("     ")),
        "{item:?}"
    );
    quit(session);
}

/// Returns the rows of the first long paragraph.
fn paragraph(page: &[String]) -> Vec<String> {
    let first = page.iter().position(|row| row.contains("The internationally")).expect("the paragraph");
    page[first..].iter().take_while(|row| !row.is_empty()).cloned().collect()
}

/// Runs a command by its name in the palette and waits for its message.
fn run_by_name(session: &mut Session, command: &str, message: &str) {
    session.send(&format!(":{command}"));
    session.wait_for_text(&format!("> {command}"));
    session.send_key("Enter");
    session.wait_for_text(message);
}

fn words(rows: &[String]) -> Vec<String> {
    rows.iter().flat_map(|row| row.split_whitespace()).map(str::to_owned).collect()
}

#[test]
fn justified_lines_end_in_the_same_column_and_keep_their_words() {
    let folder = report(0);
    let mut session = start_small(&folder);
    let before = paragraph(&settled_page(&session));
    let lengths = |rows: &[String]| rows.iter().map(|row| row.chars().count()).collect::<Vec<_>>();
    let ragged = lengths(&before);
    assert!(ragged[..ragged.len() - 1].iter().any(|length| *length != 48), "{before:?}");
    run_by_name(&mut session, "justify-lines", "Lines are justified");
    let after = paragraph(&settled_page(&session));
    let (last, others) = after.split_last().expect("rows");
    assert!(lengths(others).iter().all(|length| *length == 48), "{after:?}");
    assert!(last.chars().count() < 48, "the last row is not stretched: {last:?}");
    assert_eq!(words(&after), words(&before));
    run_by_name(&mut session, "justify-lines", "Lines are ragged");
    assert_eq!(paragraph(&settled_page(&session)), before);
    quit(session);
}

#[test]
fn hyphenated_words_continue_in_the_next_row() {
    let folder = report(0);
    let mut session =
        start_with(folder.path(), &Options { columns: 40, rows: 24, ..Options::default() }, &[]);
    let before = paragraph(&settled_page(&session));
    assert!(before.iter().all(|row| !row.ends_with('-')), "{before:?}");
    run_by_name(&mut session, "hyphenate-words", "Long words are hyphenated");
    let after = paragraph(&settled_page(&session));
    assert!(after.iter().any(|row| row.ends_with('-')), "{after:?}");
    assert!(after.len() <= before.len());
    // Joined again, the words are unchanged.
    let joined =
        after.iter().map(|row| row.trim()).fold(String::new(), |text, row| match text.strip_suffix('-') {
            Some(start) => format!("{start}{row}"),
            None if text.is_empty() => row.to_owned(),
            None => format!("{text} {row}"),
        });
    assert_eq!(joined.split(' ').collect::<Vec<_>>(), words(&before));
    // A search finds words that are hyphenated at the end of a row.
    session.send("/internationally recognised negotiators who went with them to the extraordinarily");
    session.send_key("Enter");
    session.wait_for_text("hit 1 of 3");
    quit(session);
}

#[test]
fn heading_shows_the_title_and_the_current_section() {
    let folder = report(60);
    let mut session = start(&folder);
    let heading = |session: &Session| session.screen_text().lines().next().unwrap_or_default().to_owned();
    assert!(heading(&session).contains("│ 1 Delegates meet "), "{}", heading(&session));
    assert!(!heading(&session).contains('›'), "no section has begun: {}", heading(&session));
    let (_, row) = position_of(&session, "What they said");
    session.send(&format!("{row}j"));
    session.wait_for_text("1 Delegates meet › What they said");
    session.send("G");
    session.wait_for_text("1 Delegates meet › What came after");
    session.send("g");
    session.wait_for(|screen| find_text(screen, " › What").is_none(), "the heading without a section");
    quit(session);
}

/// Returns the percentage read and the minutes left, from the status line.
fn progress(screen: &vt100::Screen) -> (Option<u32>, Option<u32>) {
    let rows: Vec<String> = screen.rows(0, screen.size().1.get()).collect();
    let status = rows[rows.len() - 2].clone();
    let before = |mark: &str| {
        let words = status.split(mark).next().filter(|words| words.len() < status.len())?;
        words.rsplit([' ', ',']).next()?.parse().ok()
    };
    (before("%"), before(" min left"))
}

#[test]
fn status_line_shows_progress_and_minutes_left() {
    // At 238 words a minute the 2,083 words below the first page take nine minutes.
    let words = format!("{}\n\n", "word ".repeat(34).trim_end());
    let folder = corpus(LIST, &[("1.txt", &format!("A title\n\n{}", words.repeat(70)))]);
    let mut session = start(&folder);
    session.wait_for_text("article 1 of 1  top, 9 min left");
    let mut last = (0, 9);
    for _ in 0..5 {
        session.send_key("Space");
        let is_further = |screen: &vt100::Screen| match progress(screen) {
            (Some(percent), minutes) => percent > last.0 && minutes.is_none_or(|minutes| minutes <= last.1),
            _ => false,
        };
        session.wait_for(is_further, &format!("more than {} %", last.0));
        let (percent, minutes) = session.screen(progress);
        last = (percent.expect("a percentage"), minutes.unwrap_or(last.1));
        assert!(last.0 < 100, "not at the end yet");
    }
    assert!(last.1 < 9, "less is left to read");
    session.send("G");
    session.wait_for_text("article 1 of 1  end  ");
    session.wait_for(|screen| progress(screen) == (None, None), "nothing left");
    quit(session);
}

/// The first visible words stay at the top at any width, and the original size restores the original page.
#[test]
fn resizing_keeps_the_words_at_the_top() {
    let folder = report(30);
    let mut session = start_small(&folder);
    session.send("9j");
    session.wait_for(|screen| find_text(screen, "by Jo Park").is_none(), "the page further down");
    let before = settled_page(&session);
    let first = before.iter().find(|row| !row.is_empty()).expect("words").trim().to_owned();
    let word = first.split_whitespace().next().expect("a word").to_owned();
    for columns in [58, 41, 50] {
        session.resize(columns, 20);
        let is_at_top = |screen: &vt100::Screen| {
            // The scroll bar is in the last column only once the page is drawn for this size.
            let last = |row: u16| screen.cell(row, columns - 1).map_or("", vt100::Cell::contents);
            (1..18).any(|row| last(row) == "┃")
                && page_of(screen).iter().take(2).any(|row| row.contains(&word))
        };
        session.wait_for(is_at_top, &format!("{word} at the top at {columns} columns"));
    }
    crate::harness::wait_for_page(&session, &before, "the original page");
    quit(session);
}
