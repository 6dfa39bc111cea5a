//! The page: the column beside the text, minutes left, the title that stays, lines that end at one column.

mod support;

use support::driver::Driver;
use whoswho::app::looks::Looks;
use whoswho::ui::theme::Depth;

/// Names people at uneven distances, over some pages.
fn long_article() -> String {
    let paragraph = |at: usize| {
        let who = match at % 7 {
            0 => "Kyiv and Geneva",
            3 => "Geneva",
            5 if at > 40 => "Kyiv, Kyiv and Kyiv",
            _ => "nobody",
        };
        format!("Paragraph {at} is about {who}. {}\n\n", "It goes on for a while. ".repeat(at % 5))
    };
    let paragraphs: String = (0..90).map(paragraph).collect();
    format!("A long report\n\n{paragraphs}\n\n{}", "Nothing more to say.\n\n".repeat(30))
}

const LIST: &str = "[[entity]]\nname = 'Kyiv'\nkind = 'place'\n[[entity]]\nname = 'Geneva'\nkind = 'place'\n";

/// The column of the scrollbar from the top down, without the heading.
fn column(driver: &Driver) -> Vec<String> {
    let area = driver.state.text_area();
    let buffer = driver.buffer(Depth::None);
    let x = area.x + area.width - 1;
    (area.y..area.y + area.height).map(|y| buffer[(x, y)].symbol().to_owned()).collect()
}

/// Which of `rows` equal shares of a text holds a byte, counted share by share.
fn share(text: &str, rows: usize, offset: usize) -> usize {
    (0..rows).rfind(|row| row * text.trim_end().len() <= offset * rows).expect("the first share")
}

#[test]
fn the_column_marks_where_the_selected_entity_is_named() {
    let text = long_article();
    for size in [(120, 40), (80, 24), (50, 12)] {
        for (keys, name) in [("] Enter", "Kyiv"), ("] ] Enter } j j j", "Geneva"), ("] Enter G", "Kyiv")] {
            let mut driver = Driver::corpus(LIST, &[("a.txt", &text)]);
            driver.resize(size.0, size.1);
            driver.keys(keys);
            assert_eq!(driver.state.selected_name().as_deref(), Some(name));
            let shown = column(&driver);
            let rows = shown.len();
            let mut expected: Vec<usize> =
                text.match_indices(name).map(|(at, _)| share(&text, rows, at)).collect();
            expected.dedup();
            let marked = |symbol: &String| ["■", "█", "◀"].contains(&symbol.as_str());
            let marks: Vec<usize> = (0..rows).filter(|row| marked(&shown[*row])).collect();
            assert_eq!(marks, expected, "{size:?} {keys}: {shown:?}");
            let landed = driver.state.landed.expect("a mention");
            let arrow = shown.iter().position(|symbol| symbol == "◀");
            assert_eq!(arrow, Some(share(&text, rows, landed)), "{size:?} {keys}");
        }
    }
}

#[test]
fn the_column_shows_which_part_is_on_the_page() {
    let text = long_article();
    let mut driver = Driver::corpus(LIST, &[("a.txt", &text)]);
    driver.resize(80, 24);
    for keys in ["", "Space", "Space Space", "G", "b"] {
        driver.keys(keys);
        let seen = driver.state.visible_bytes();
        let shown = column(&driver);
        let thumb: Vec<usize> = (0..shown.len()).filter(|row| shown[*row] == "┃").collect();
        let wanted: Vec<usize> =
            (share(&text, shown.len(), seen.start)..=share(&text, shown.len(), seen.end - 1)).collect();
        assert_eq!(thumb, wanted, "{keys}");
    }
}

#[test]
fn with_nobody_selected_the_column_marks_the_hits() {
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
    // What is selected goes before what was searched for.
    driver.keys("] Enter");
    assert_ne!(column(&driver), shown);
}

#[test]
fn an_article_that_fits_the_page_has_no_column() {
    let mut driver = Driver::corpus(LIST, &[("a.txt", "A title\n\nKyiv and Kyiv.")]);
    driver.resize(80, 24).keys("] Enter");
    assert!(column(&driver).iter().all(|symbol| symbol == " "));
}

#[test]
fn a_press_on_the_column_goes_to_that_part() {
    let text = long_article();
    let mut driver = Driver::corpus(LIST, &[("a.txt", &text)]);
    driver.resize(80, 24).keys("] Enter");
    let area = driver.state.text_area();
    let shown = column(&driver);
    for row in (0..shown.len()).rev() {
        driver.press(area.x + area.width - 1, area.y + row as u16);
        let seen = driver.state.visible_bytes();
        let on_page = share(&text, shown.len(), seen.start)..=share(&text, shown.len(), seen.end - 1);
        assert!(on_page.contains(&row), "{row}: {on_page:?}");
        if shown[row] == "■" {
            let landed = driver.state.landed.expect("a mention");
            assert_eq!(share(&text, shown.len(), landed), row);
            assert!(text[landed..].starts_with("Kyiv"));
        }
    }
    // And back.
    driver.keys("Ctrl-o");
    assert_eq!(driver.state.selected_name().as_deref(), Some("Kyiv"));
}

#[test]
fn a_chosen_measure_holds_on_the_page() {
    let text = long_article();
    let mut driver = Driver::corpus(LIST, &[("a.txt", &text)]);
    driver.state.looks = Looks { measure: 30, ..Looks::default() };
    for size in [(120, 40), (80, 24), (50, 12)] {
        driver.resize(size.0, size.1);
        let area = driver.state.text_area();
        let buffer = driver.buffer(Depth::None);
        for y in area.y..area.y + area.height {
            let beyond = area.x + 2 + 30..area.x + area.width - 1;
            assert!(beyond.into_iter().all(|x| buffer[(x, y)].symbol() == " "), "{}", driver.screen());
        }
    }
}
