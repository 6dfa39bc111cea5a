//! Notes and copies when nothing is selected, and sentences selected by a click.

use std::ops::Range;

use crate::support::driver::Driver;
use whoswho::ui::depth::Depth;

const LIST: &str = "[[entity]]\nname = \"Kyiv\"\nkind = \"place\"\n";

/// Creates an article with two short paragraphs above a long one.
fn report() -> Driver {
    let rain: Vec<String> = (1..=60).map(|number| format!("It rained on day {number}. ")).collect();
    let rain = rain.concat();
    let text = format!(
        "A quiet week\n\nThe harbour was closed. Nobody asked why.\n\nShips waited for Kyiv.\n\n{}\n",
        rain.trim_end()
    );
    Driver::corpus(LIST, &[("1.txt", &text)])
}

/// Returns the text of a range in the open article, or an empty string without a range.
fn text_of(driver: &Driver, range: Option<Range<usize>>) -> String {
    let open = driver.app.workspace.open.as_ref().expect("an article");
    range.map(|range| open.article.text.slice(range).to_owned()).unwrap_or_default()
}

/// Clicks the first letter of some words on the screen.
fn press(driver: &mut Driver, words: &str) {
    let rows = driver.rows();
    let area = driver.app.workspace.text_area();
    let found = rows.iter().enumerate().find_map(|(row, line)| {
        let line: String = line.chars().skip(usize::from(area.x)).collect();
        line.find(words).map(|at| (row, line[..at].chars().count()))
    });
    let (row, column) = found.expect("the words");
    driver.press(area.x + column as u16, row as u16);
}

#[test]
fn first_sentence_that_begins_on_the_page_is_shown_and_then_copied() {
    let mut driver = report();
    driver.resize(50, 12).keys("2 j y");
    let plain = {
        let mut other = report();
        other.resize(50, 12).keys("2 j");
        other.buffer(Depth::True)
    };
    let now = driver.buffer(Depth::True);
    let changed: String = (0..50)
        .filter(|x| now[(*x, 1)].bg != plain[(*x, 1)].bg || now[(*x, 1)].modifier != plain[(*x, 1)].modifier)
        .map(|x| now[(x, 1)].symbol().to_owned())
        .collect();
    assert_eq!(changed.trim(), "The harbour was closed.");
    driver.keys("s");
    assert_eq!(driver.terminal_effects, ["Copy(\"The harbour was closed.\")"]);
    assert!(driver.screen().contains("Sent the sentence to the terminal"), "{}", driver.screen());
    driver.keys("y p");
    assert_eq!(driver.terminal_effects[1], "Copy(\"The harbour was closed. Nobody asked why.\")");
    driver.keys("y m");
    assert!(driver.screen().contains("No mention selected"), "{}", driver.screen());
}

/// If the page begins inside a sentence, the next sentence is copied.
#[test]
fn sentence_that_began_above_the_page_is_not_copied() {
    let mut driver = report();
    driver.resize(50, 12).keys("9 j y s");
    let seen = driver.app.workspace.visible_bytes();
    let open = driver.app.workspace.open.as_ref().expect("an article");
    let text = open.article.text.as_str();
    // Naively, the first sentence on the page is found by its first words.
    let naive = seen.start + text[seen.clone()].find("It rained").expect("a sentence");
    let end = naive + text[naive..].find('.').expect("an end") + 1;
    assert_eq!(driver.terminal_effects, [format!("Copy({:?})", text[naive..end].replace('\n', " "))]);
}

#[test]
fn note_begins_with_the_first_sentence_and_its_keys_change_the_passage() {
    let mut driver = report();
    driver.resize(80, 24).keys("+");
    let passage = |driver: &Driver| {
        let range = driver.app.overlay::<whoswho::overlays::line_prompt::LinePrompt>();
        text_of(driver, range.and_then(|prompt| prompt.passage().cloned()))
    };
    assert_eq!(passage(&driver).trim(), "A quiet week");
    driver.keys("Down");
    assert!(passage(&driver).ends_with("The harbour was closed."), "{}", passage(&driver));
    driver.keys("PgDn text:why? Enter");
    let note = driver.terminal_effects.join("");
    assert!(note.contains("\"The harbour was closed.\"") && note.contains("why?"), "{note}");
}

#[test]
fn click_selects_the_sentence_and_another_click_the_word() {
    let mut driver = report();
    driver.resize(80, 24);
    press(&mut driver, "asked");
    let sentence = driver.app.workspace.picked_sentence.clone();
    assert_eq!(text_of(&driver, sentence), "Nobody asked why.");
    assert!(driver.hint().contains("Click again for the word"), "{}", driver.hint());
    driver.keys("y s y p");
    let copied = ["Copy(\"Nobody asked why.\")", "Copy(\"The harbour was closed. Nobody asked why.\")"];
    assert_eq!(driver.terminal_effects, copied);
    press(&mut driver, "asked");
    let word = driver.app.workspace.picked_words.clone();
    assert_eq!(text_of(&driver, word), "asked");
    assert!(driver.app.workspace.picked_sentence.is_none() && driver.hint().contains("Word selected"));
    driver.keys("Esc");
    assert!(driver.app.workspace.picked_words.is_none());
}

#[test]
fn clicked_sentence_takes_precedence_over_the_current_mention_until_a_jump() {
    let mut driver = report();
    driver.resize(80, 24).keys("]");
    press(&mut driver, "harbour");
    driver.keys("y s");
    assert_eq!(driver.terminal_effects, ["Copy(\"The harbour was closed.\")"]);
    driver.keys("]");
    assert!(driver.app.workspace.picked_sentence.is_none());
    driver.keys("y s");
    assert_eq!(driver.terminal_effects[1], "Copy(\"Ships waited for Kyiv.\")");
    // A click on a name still selects its entity.
    press(&mut driver, "harbour");
    press(&mut driver, "Kyiv.");
    assert_eq!(driver.app.workspace.selected_name().as_deref(), Some("Kyiv"));
    assert!(driver.app.workspace.picked_sentence.is_none());
}

#[test]
fn esc_deselects_the_sentence_before_the_entity() {
    let mut driver = report();
    driver.resize(80, 24).keys("] Enter");
    press(&mut driver, "harbour");
    driver.keys("Esc");
    assert!(
        driver.app.workspace.picked_sentence.is_none() && driver.app.workspace.selection.entity().is_some()
    );
}

/// A passage that is not on the screen is never copied or noted.
#[test]
fn nothing_is_copied_or_noted_where_no_text_is_shown() {
    let mut driver = report();
    driver.resize(80, 24).keys("C +");
    assert!(driver.hint().contains("Only while reading"), "{}", driver.hint());
    driver.keys("y");
    assert!(driver.hint().contains("Only while reading"), "{}", driver.hint());
    assert!(driver.terminal_effects.is_empty());
    // If only a list is on the screen, a note shows the text first.
    let mut driver = report();
    driver.resize(50, 20).keys("BackTab +");
    assert!(driver.app.workspace.layout().text.is_some());
    assert!(driver.screen().contains("A quiet week"), "{}", driver.screen());
}
