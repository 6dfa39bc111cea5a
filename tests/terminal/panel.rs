//! The entity panel names its columns and the measure that ranks its rows.

use crate::harness::{LIST, quit, reports, start, start_with};
use crate::support::driver::corpus;
use crate::support::pty::Options;

#[test]
fn panel_says_what_ranks_it_and_names_its_columns() {
    let folder = reports();
    let mut session = start(&folder);
    session.send("]");
    session.wait_for_text("mentions: 1 of 6 here");
    session.send_key("Enter");
    session.wait_for_text("Here: 2 of 84 paragraphs");
    session.wait_for_text("ranked by paragraphs");
    session.wait_for_text("shared with     par. sent.");
    quit(session);
    // On a wide screen, the headings are whole words.
    let mut session =
        start_with(folder.path(), &Options { columns: 200, rows: 40, ..Options::default() }, &[]);
    session.send("]");
    session.wait_for_text("mentions: 1 of 6 here");
    session.send_key("Enter");
    session.wait_for_text("paragraphs sentences");
    quit(session);
}

/// With at least thirty articles, another measure ranks the rows, and the panel names it.
#[test]
fn measure_for_at_least_thirty_articles_is_named() {
    let texts: Vec<(String, String)> = (1..=30)
        .map(|number| {
            let who = if number % 2 == 0 { "Joe Park went to Kyiv." } else { "Geneva waits." };
            (format!("{number:02}.txt"), format!("Report {number}\n\n{who}\n"))
        })
        .collect();
    let texts: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let folder = corpus(LIST, &texts);
    let mut session = start(&folder);
    session.send("}");
    session.wait_for_text("article 2 of 30");
    session.send("]");
    session.wait_for_text("1 of 2 here");
    session.send_key("Enter");
    session.wait_for_text("ranked by G² (below)");
    session.wait_for_text("In all: 15 of 30 articles");
    session.wait_for_text("In all, ranked by G² (log-");
    quit(session);
}
