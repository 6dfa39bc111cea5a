//! The page: the scrollbar, minutes left, the heading, justified lines.

use crate::support::driver::Driver;
use whoswho::app::state::display::DisplayOptions;
use whoswho::ui::depth::Depth;

/// Returns a text of several pages that mentions places at uneven distances.
fn long_article() -> String {
    let paragraph = |at: usize| {
        let topic = match at % 7 {
            0 => "Kyiv and Geneva",
            3 => "Geneva",
            5 if at > 40 => "Kyiv, Kyiv and Kyiv",
            _ => "nobody",
        };
        format!("Paragraph {at} is about {topic}. {}\n\n", "It goes on for a while. ".repeat(at % 5))
    };
    let paragraphs: String = (0..90).map(paragraph).collect();
    format!("A long report\n\n{paragraphs}\n\n{}", "Nothing more to say.\n\n".repeat(30))
}

const LIST: &str = "[[entity]]\nname = 'Kyiv'\nkind = 'place'\n[[entity]]\nname = 'Geneva'\nkind = 'place'\n";

/// Returns the symbols of the scrollbar from top to bottom, without the heading.
fn column(driver: &Driver) -> Vec<String> {
    let area = driver.app.workspace.text_area();
    let buffer = driver.buffer(Depth::None);
    let x = area.x + area.width - 1;
    (area.y..area.y + area.height).map(|y| buffer[(x, y)].symbol().to_owned()).collect()
}

/// Returns which of `rows` equal shares of a text contains a byte, counted share by share.
fn share(text: &str, rows: usize, offset: usize) -> usize {
    (0..rows).rfind(|row| row * text.trim_end().len() <= offset * rows).expect("the first share")
}

#[test]
fn scrollbar_marks_mentions_of_the_selected_entity() {
    let text = long_article();
    for size in [(120, 40), (80, 24), (50, 12)] {
        for (keys, name) in [("] Enter", "Kyiv"), ("] ] Enter } j j j", "Geneva"), ("] Enter G", "Kyiv")] {
            let mut driver = Driver::corpus(LIST, &[("a.txt", &text)]);
            driver.resize(size.0, size.1);
            driver.keys(keys);
            assert_eq!(driver.app.workspace.selected_name().as_deref(), Some(name));
            let shown = column(&driver);
            let rows = shown.len();
            let mut expected: Vec<usize> =
                text.match_indices(name).map(|(at, _)| share(&text, rows, at)).collect();
            expected.dedup();
            let marked = |symbol: &String| ["■", "█", "◀"].contains(&symbol.as_str());
            let marks: Vec<usize> = (0..rows).filter(|row| marked(&shown[*row])).collect();
            assert_eq!(marks, expected, "{size:?} {keys}: {shown:?}");
            let current = driver.app.workspace.current_mention.expect("a mention");
            let arrow = shown.iter().position(|symbol| symbol == "◀");
            assert_eq!(arrow, Some(share(&text, rows, current)), "{size:?} {keys}");
        }
    }
}

#[test]
fn scrollbar_shows_which_part_is_on_the_page() {
    let text = long_article();
    let mut driver = Driver::corpus(LIST, &[("a.txt", &text)]);
    driver.resize(80, 24);
    for keys in ["", "Space", "Space Space", "G", "b"] {
        driver.keys(keys);
        let seen = driver.app.workspace.visible_bytes();
        let shown = column(&driver);
        let thumb: Vec<usize> = (0..shown.len()).filter(|row| shown[*row] == "┃").collect();
        // The thumb reaches the last row only when the last line is on the page.
        let (from, to) = (share(&text, shown.len(), seen.start), share(&text, shown.len(), seen.end - 1));
        let bottom = shown.len() - 1;
        let to = if seen.end == text.trim_end().len() { bottom } else { to.min(bottom - 1) };
        let wanted: Vec<usize> = (from.min(to)..=to).collect();
        assert_eq!(thumb, wanted, "{keys}");
    }
}

#[test]
fn scrollbar_marks_hits_without_a_selection() {
    let text = long_article();
    let mut driver = Driver::corpus(LIST, &[("a.txt", &text)]);
    driver.resize(80, 24).keys("/ text:Paragraph_4 Enter");
    let shown = column(&driver);
    let mut expected: Vec<usize> =
        text.match_indices("Paragraph 4").map(|(at, _)| share(&text, shown.len(), at)).collect();
    expected.dedup();
    let marks: Vec<usize> =
        (0..shown.len()).filter(|row| ["■", "█", "◀"].contains(&shown[*row].as_str())).collect();
    assert_eq!(marks, expected);
    // The selection takes precedence over the search.
    driver.keys("] Enter");
    assert_ne!(column(&driver), shown);
}

#[test]
fn article_that_fits_the_page_has_no_scrollbar() {
    let mut driver = Driver::corpus(LIST, &[("a.txt", "A title\n\nKyiv and Kyiv.")]);
    driver.resize(80, 24).keys("] Enter");
    assert!(column(&driver).iter().all(|symbol| symbol == " "));
}

#[test]
fn click_on_the_scrollbar_goes_to_that_part() {
    let text = long_article();
    let mut driver = Driver::corpus(LIST, &[("a.txt", &text)]);
    driver.resize(80, 24).keys("] Enter");
    let area = driver.app.workspace.text_area();
    let shown = column(&driver);
    for row in (0..shown.len()).rev() {
        driver.press(area.x + area.width - 1, area.y + row as u16);
        let seen = driver.app.workspace.visible_bytes();
        let on_page = share(&text, shown.len(), seen.start)..=share(&text, shown.len(), seen.end - 1);
        assert!(on_page.contains(&row), "{row}: {on_page:?}");
        if shown[row] == "■" {
            let current = driver.app.workspace.current_mention.expect("a mention");
            assert_eq!(share(&text, shown.len(), current), row);
            assert!(text[current..].starts_with("Kyiv"));
        }
    }
    // Going back keeps the selection.
    driver.keys("Ctrl-o");
    assert_eq!(driver.app.workspace.selected_name().as_deref(), Some("Kyiv"));
}

#[test]
fn chosen_measure_applies_to_the_page() {
    let text = long_article();
    let mut driver = Driver::corpus(LIST, &[("a.txt", &text)]);
    driver.app.workspace.display = DisplayOptions { measure: 30, ..DisplayOptions::default() };
    for size in [(120, 40), (80, 24), (50, 12)] {
        driver.resize(size.0, size.1);
        let area = driver.app.workspace.text_area();
        let buffer = driver.buffer(Depth::None);
        for y in area.y..area.y + area.height {
            let beyond = area.x + 2 + 30..area.x + area.width - 1;
            assert!(beyond.into_iter().all(|x| buffer[(x, y)].symbol() == " "), "{}", driver.screen());
        }
    }
}

#[test]
fn status_line_shows_the_minutes_left_after_the_page() {
    let text = long_article();
    let mut driver = Driver::corpus(LIST, &[("a.txt", &text)]);
    driver.resize(120, 24);
    for keys in ["", "Space", "Space Space Space"] {
        driver.keys(keys);
        let rest = &text[driver.app.workspace.visible_bytes().end..];
        let words = rest.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count();
        let expected = format!(", {} min left  ", words.div_ceil(238));
        assert!(driver.status().contains(&expected), "{expected}: {}", driver.status());
    }
    driver.keys("G");
    assert!(!driver.status().contains("min"), "{}", driver.status());
    // The list and the counts take precedence over the minutes.
    driver.keys("g").resize(66, 24);
    assert!(driver.status().contains("list: entities.toml"), "{}", driver.status());
    for columns in 40..120 {
        driver.resize(columns, 24);
        assert!(driver.status().contains("here"), "{}", driver.status());
    }
}

#[test]
fn heading_names_the_section_at_the_top_of_the_page() {
    let body = "Some words that stand here.\n\n".repeat(30);
    let text = format!("# A report\n\n{body}## First part\n\n{body}## Second part\n\n{body}");
    let mut driver = Driver::corpus(LIST, &[("a.md", &text)]);
    for (columns, rows) in [(120, 40), (80, 24), (50, 20)] {
        driver.resize(columns, rows).keys("g");
        let heading = |driver: &Driver| driver.rows()[0].clone();
        assert!(heading(&driver).contains("1 A report") && !heading(&driver).contains('›'));
        let mut seen = Vec::new();
        for _ in 0..250 {
            driver.keys("j");
            let text = driver.app.workspace.open.as_ref().expect("open").article.text.as_str();
            let above = &text[..driver.app.workspace.visible_bytes().start + "Second part".len()];
            let expected = match (above.contains("Second part"), above.contains("First part")) {
                (true, _) => "1 A report › Second part",
                (_, true) => "1 A report › First part",
                _ => "1 A report",
            };
            assert!(heading(&driver).contains(expected), "{}", heading(&driver));
            assert!(expected.contains('›') || !heading(&driver).contains('›'));
            seen.push(expected);
        }
        seen.dedup();
        assert_eq!(seen.len(), 3);
    }
}

#[test]
fn long_section_and_long_title_share_the_heading() {
    let title = "A title of many words that goes on and on and on";
    let section = "A section of many words that goes on and on and on too";
    let text = format!("# {title}\n\n## {section}\n\n{}", "Some words that stand here.\n\n".repeat(30));
    let mut driver = Driver::corpus(LIST, &[("a.md", &text)]);
    driver.resize(50, 12).keys("G");
    let heading = driver.rows()[0].clone();
    assert!(heading.contains("1 A title of many") && heading.contains("… › A section"), "{heading}");
    assert!(whoswho::text::width::width(heading.trim_end()) <= 50 && heading.ends_with('…'), "{heading}");
}
