//! The page: its measure and margins, what its parts look like, how lines end, and what stays in sight of where one is.

use crate::desk::{
    LIST, PLAIN, found_on, look_at, page, page_of, place_of, quit, settled_page, start, start_small,
    start_with,
};
use crate::support::driver::corpus;
use crate::support::pty::{Options, Session};
use tempfile::TempDir;

const LONG: &str = "The internationally recognised negotiators who went with them to the extraordinarily long consultations \
    called the atmosphere constructive, notwithstanding considerable disagreements about territorial arrangements and \
    the responsibilities of administrations.";

/// One of everything that a page can hold, and so many rows below it.
fn report(below: usize) -> TempDir {
    let rest = "The rest of the article goes on and on.\n\n".repeat(below);
    let text = format!(
        "---\ntitle: Delegates meet\nsubtitle: And talk past each other\nauthor: Jo Park\n---\n\n{LONG}\n\n## What they \
         said\n\n> {LONG}\n\n- One thing is this.\n- Another is that: {LONG}\n\n## What came after\n\n{rest}"
    );
    corpus(LIST, &[("1.md", &text)])
}

/// Text stands two columns from the left and at least two from the right, where the bar beside it is.
#[test]
fn text_keeps_its_margins_at_every_size() {
    let folder = report(30);
    for (columns, rows) in [(40, 20), (50, 20), (59, 30)] {
        let mut session = start_with(folder.path(), &Options { columns, rows, ..Options::default() }, &[]);
        for _ in 0..3 {
            let page = settled_page(&session);
            assert!(page.iter().any(|row| !row.is_empty()));
            for row in &page {
                let ends = row.chars().count();
                assert!(
                    row.is_empty() || row.starts_with("  ") && ends <= usize::from(columns) - 2,
                    "{row:?} of {columns}"
                );
            }
            session.send_key("Space");
        }
        quit(session);
    }
}

#[test]
fn title_heading_byline_quote_and_list_are_seen_as_such() {
    let folder = report(0);
    let session = start_with(folder.path(), &Options { columns: 50, rows: 40, ..Options::default() }, &[]);
    let page = page(&session);
    let row = |words: &str| {
        page.iter().position(|row| row.contains(words)).unwrap_or_else(|| panic!("{words} in {page:?}"))
    };
    let look = |words: &str| {
        let at = row(words);
        session.screen(|screen| {
            let column = page[at].find(words).expect("there");
            let before = page[at][..column].chars().count() as u16;
            look_at(screen, (before, at as u16 + 1))
        })
    };
    assert!(look("Delegates meet").bold && look("What they said").bold);
    assert!(look("And talk past").italic && look("by Jo Park").dim);
    assert_eq!(look("The internationally"), PLAIN);
    // An empty row parts what is not of one piece; rows of a list stand close.
    for words in ["The internationally", "What they said", "│ The inter", "• One thing"] {
        assert_eq!(page[row(words) - 1], "", "above {words}");
    }
    assert_eq!(row("• Another"), row("• One thing") + 1);
    // Every row of a quote has the bar, and rows of an item stand below its first word.
    let quote: Vec<&String> = page[row("│ The inter")..].iter().take_while(|row| !row.is_empty()).collect();
    assert!(quote.len() > 3 && quote.iter().all(|row| row.starts_with("  │ ")), "{quote:?}");
    let item: Vec<&String> = page[row("• Another") + 1..].iter().take_while(|row| !row.is_empty()).collect();
    assert!(
        item.len() > 3 && item.iter().all(|row| row.starts_with("    ") && !row.starts_with("     ")),
        "{item:?}"
    );
    quit(session);
}

/// The rows of the first long paragraph.
fn paragraph(page: &[String]) -> Vec<String> {
    let first = page.iter().position(|row| row.contains("The internationally")).expect("the paragraph");
    page[first..].iter().take_while(|row| !row.is_empty()).cloned().collect()
}

fn by_name(session: &mut Session, command: &str, told: &str) {
    session.send(&format!(":{command}"));
    session.wait_for_text(&format!("> {command}"));
    session.send_key("Enter");
    session.wait_for_text(told);
}

fn words(rows: &[String]) -> Vec<String> {
    rows.iter().flat_map(|row| row.split_whitespace()).map(str::to_owned).collect()
}

#[test]
fn justified_lines_end_in_one_column_and_hold_the_same_words() {
    let folder = report(0);
    let mut session = start_small(&folder);
    let before = paragraph(&settled_page(&session));
    let ends = |rows: &[String]| rows.iter().map(|row| row.chars().count()).collect::<Vec<_>>();
    let ragged = ends(&before);
    assert!(ragged[..ragged.len() - 1].iter().any(|end| *end != 48), "{before:?}");
    by_name(&mut session, "justify-lines", "Lines are justified");
    let after = paragraph(&settled_page(&session));
    let (last, others) = after.split_last().expect("rows");
    assert!(ends(others).iter().all(|end| *end == 48), "{after:?}");
    assert!(last.chars().count() < 48, "the last row is as long as its words: {last:?}");
    assert_eq!(words(&after), words(&before));
    by_name(&mut session, "justify-lines", "Lines are ragged");
    assert_eq!(paragraph(&settled_page(&session)), before);
    quit(session);
}

#[test]
fn divided_words_end_in_a_hyphen_and_go_on_in_the_next_row() {
    let folder = report(0);
    let mut session =
        start_with(folder.path(), &Options { columns: 40, rows: 24, ..Options::default() }, &[]);
    let before = paragraph(&settled_page(&session));
    assert!(before.iter().all(|row| !row.ends_with('-')), "{before:?}");
    by_name(&mut session, "hyphenate-words", "Long words are hyphenated");
    let after = paragraph(&settled_page(&session));
    assert!(after.iter().any(|row| row.ends_with('-')), "{after:?}");
    assert!(after.len() <= before.len());
    // Put together again they are the words that stand there.
    let whole =
        after.iter().map(|row| row.trim()).fold(String::new(), |text, row| match text.strip_suffix('-') {
            Some(start) => format!("{start}{row}"),
            None if text.is_empty() => row.to_owned(),
            None => format!("{text} {row}"),
        });
    assert_eq!(whole.split(' ').collect::<Vec<_>>(), words(&before));
    // A search finds what a row divides.
    session.send("/internationally recognised negotiators who went with them to the extraordinarily");
    session.wait_for_text("1 of");
    quit_from_prompt(session);
}

fn quit_from_prompt(mut session: Session) {
    session.send_key("Enter");
    session.wait_for_text("? keys");
    quit(session);
}

#[test]
fn title_and_section_stay_above_the_page_wherever_it_is() {
    let folder = report(60);
    let mut session = start(&folder);
    let heading = |session: &Session| session.screen_text().lines().next().unwrap_or_default().to_owned();
    assert!(heading(&session).contains("│ 1 Delegates meet "), "{}", heading(&session));
    assert!(!heading(&session).contains('›'), "no section has begun: {}", heading(&session));
    let (_, row) = place_of(&session, "What they said");
    session.send(&format!("{row}j"));
    session.wait_for_text("1 Delegates meet › What they said");
    session.send("G");
    session.wait_for_text("1 Delegates meet › What came after");
    session.send("g");
    session.wait_for(|screen| found_on(screen, " › What").is_none(), "the beginning again");
    quit(session);
}

/// The number behind the article's in the status line, and the minutes that are left.
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
fn progress_and_minutes_tell_how_far_one_is() {
    // 238 words a minute: 2,380 words take ten.
    let words = format!("{}\n\n", "word ".repeat(34).trim_end());
    let folder = corpus(LIST, &[("1.txt", &format!("A title\n\n{}", words.repeat(70)))]);
    let mut session = start(&folder);
    session.wait_for_text("article 1 of 1  top, 11 min left");
    let mut last = (0, 11);
    for _ in 0..5 {
        session.send_key("Space");
        let is_further = |screen: &vt100::Screen| match progress(screen) {
            (Some(part), minutes) => part > last.0 && minutes.is_none_or(|minutes| minutes <= last.1),
            _ => false,
        };
        session.wait_for(is_further, &format!("more than {} in a hundred", last.0));
        let (part, minutes) = session.screen(progress);
        last = (part.expect("a part"), minutes.unwrap_or(last.1));
        assert!(last.0 < 100, "not at the end yet");
    }
    assert!(last.1 < 11, "there is less to read");
    session.send("G");
    session.wait_for_text("article 1 of 1  end  ");
    session.wait_for(|screen| progress(screen) == (None, None), "nothing left");
    quit(session);
}

/// What is shown first stays first, however the width changes, and the page comes back with the size.
#[test]
fn another_width_keeps_the_words_at_the_top() {
    let folder = report(30);
    let mut session = start_small(&folder);
    session.send("9j");
    session.wait_for(|screen| found_on(screen, "by Jo Park").is_none(), "the page further down");
    let before = settled_page(&session);
    let first = before.iter().find(|row| !row.is_empty()).expect("words").trim().to_owned();
    let word = first.split_whitespace().next().expect("a word").to_owned();
    for columns in [58, 41, 50] {
        session.resize(columns, 20);
        let is_there = |screen: &vt100::Screen| {
            // The bar stands in the last column only once the page is drawn for this size.
            let last = |row: u16| screen.cell(row, columns - 1).map_or("", vt100::Cell::contents);
            (1..18).any(|row| last(row) == "┃")
                && page_of(screen).iter().take(2).any(|row| row.contains(&word))
        };
        session.wait_for(is_there, &format!("{word} at the top of {columns} columns"));
    }
    crate::desk::wait_for_page(&session, &before, "the page of before");
    quit(session);
}
