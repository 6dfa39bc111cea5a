//! Lists with a cursor: the cursor moves before the list scrolls, and a click acts on the clicked row.

use std::collections::BTreeSet;

use crate::support::driver::Driver;
use ratatui::style::Modifier;
use whoswho::overlays::card::Card;
use whoswho::ui::depth::Depth;
use whoswho::views::compare::MATRIX;

/// Creates more articles and names than a screen has rows.
fn many() -> Driver {
    let kinds = ["person", "place"];
    let entity = |number: usize| {
        format!("[[entity]]\nname = 'Name{number:02} Of{number:02}'\nkind = '{}'\n", kinds[number / 30])
    };
    let list = (0..60).map(entity).collect::<String>();
    let names: Vec<String> =
        (0..60).map(|number| format!("Name{number:02} Of{number:02} was there.")).collect();
    let letters = ('A'..='H').flat_map(|first| ('a'..='g').map(move |second| [first, second]));
    let unlisted = letters.map(|letters| format!("Mr. Unlisted Person{} spoke.", String::from_iter(letters)));
    let unlisted = unlisted.collect::<Vec<_>>().join("\n\n");
    let texts: Vec<(String, String)> = (0..40)
        .map(|number| {
            (format!("{number:02}.txt"), format!("Report {number}\n\n{}\n\n{unlisted}", names.join("\n\n")))
        })
        .collect();
    let texts: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (&**name, &**text)).collect();
    Driver::corpus(&list, &texts)
}

/// Returns the screen row with the cursor of a list: it is reversed or has a ▸ in the given column.
fn cursor_row(driver: &Driver, column: u16) -> u16 {
    let buffer = driver.buffer(Depth::None);
    let body = driver.app.workspace.layout().body;
    let is_at_cursor = |y: &u16| {
        let cell = &buffer[(column, *y)];
        cell.symbol() == "▸" || cell.modifier.contains(Modifier::REVERSED)
    };
    (body.y..body.y + body.height).find(is_at_cursor).expect("a row with the cursor")
}

#[test]
fn cursor_moves_up_from_the_last_row_before_the_list_scrolls() {
    for (keys, column, list, rows) in [
        ("C", 0, "Matrix", 1),
        ("Tab", 110, "the panel", 1),
        ("BackTab", 1, "the articles", 3),
        ("\\ text:was Enter", 5, "Search", 1),
        ("S", 1, "Suggest", 1),
        ("e", 30, "a picker", 1),
    ] {
        let [down, up] = if list == "a picker" { ["Down", "Up"] } else { ["j", "k"] };
        let mut driver = many();
        driver.keys(keys);
        for _ in 0..50 {
            driver.keys(down);
        }
        let last = cursor_row(&driver, column);
        driver.keys(up);
        assert_eq!(cursor_row(&driver, column), last - rows, "{list}\n{}", driver.screen());
    }
}

/// Regression: paging moved by one article for each row of the list, although an article takes three rows. In the matrix,
/// paging moved by one row more than the list has.
#[test]
fn paging_through_a_list_shows_every_row() {
    for (keys, word, count) in [("BackTab", "Report ", 40), ("C", "Name", 60)] {
        let mut driver = many();
        driver.resize(120, 20).keys(keys);
        let parts = driver.app.workspace.layout();
        let columns = parts.articles.filter(|_| keys == "BackTab").map_or(34, |articles| articles.width);
        let shown = |driver: &Driver| {
            let rows = driver.rows().into_iter().skip(usize::from(parts.body.y));
            let cells = rows
                .take(usize::from(parts.body.height))
                .map(|row| row.chars().take(usize::from(columns)).collect::<String>());
            let words = cells.filter_map(|row| Some(row.split_once(word)?.1.trim().to_owned()));
            words.collect::<BTreeSet<String>>()
        };
        for key in ["PgDn", "PgUp"] {
            let mut seen = shown(&driver);
            for _ in 0..20 {
                driver.keys(key);
                seen.extend(shown(&driver));
            }
            assert_eq!(seen.len(), count, "{keys} {key}: {seen:?}");
        }
    }
}

#[test]
fn click_on_the_totals_of_compare_opens_no_article() {
    let mut driver = Driver::seeds(60, 20);
    driver.keys("C g");
    let head = driver.rows().iter().position(|row| row.ends_with("sum")).expect("the head of the sums");
    let column = driver.rows()[head].trim_end().chars().count() as u16 - 1;
    driver.press(column, head as u16 + 3);
    assert_eq!((driver.app.workspace.view, driver.matrix().row.row()), (MATRIX, 2), "{}", driver.screen());
    assert_eq!(driver.matrix().column.row(), 0);
}

#[test]
fn smaller_window_keeps_the_cursor_visible() {
    for (keys, column) in [("C", 0), ("Tab", 50), ("BackTab", 1), ("\\ text:was Enter", 5), ("S", 1)] {
        let mut driver = many();
        driver.keys(keys).keys("2 0 j");
        driver.resize(58, 16);
        cursor_row(&driver, column);
        driver.resize(120, 40);
        cursor_row(&driver, if keys == "Tab" { 110 } else { column });
    }
}

#[test]
fn sorting_keeps_the_cursor_on_its_article() {
    let mut driver = Driver::seeds(120, 40);
    driver.keys("BackTab j j");
    let at_cursor = |driver: &Driver| {
        whoswho::app::actions::article_filter::at_cursor(&driver.app.workspace).expect("an article")
    };
    let before = at_cursor(&driver);
    for _ in 0..4 {
        driver.keys("s");
        assert_eq!(at_cursor(&driver), before);
        driver.keys("i");
        let title = driver.app.overlay::<Card>().and_then(Card::title).expect("a title").to_owned();
        let id = driver.app.workspace.index().find(&before).expect("an article");
        assert_eq!(
            Some(title.as_str()),
            driver.app.workspace.index().row(id).map(|row| row.headline.as_str()),
            "{before}"
        );
        driver.keys("i");
    }
}

/// `i` shows the card of the row at the cursor in every view, never that of the open article.
#[test]
fn card_is_about_the_row_at_the_cursor_in_every_list() {
    let mut driver = Driver::seeds(120, 40);
    driver.keys("\\ text:plan Enter 9 j i");
    let key = driver.search().at_cursor(&driver.app.workspace).expect("a hit").key.clone();
    let id = driver.app.workspace.index().find(&key).expect("an article");
    let headline = driver.app.workspace.index().row(id).map(|row| row.headline.clone());
    assert_eq!(driver.app.overlay::<Card>().and_then(Card::title), headline.as_deref());
    driver.keys("i q e text:kyiv Enter w ] i");
    assert_eq!(driver.app.overlay::<Card>().and_then(Card::title), Some("Kyiv"));
    driver.keys("i } i");
    assert!(driver.app.overlay::<Card>().and_then(Card::title).is_some_and(|title| title != "Kyiv"));
}

/// Creates articles of three sources: one has a name, one only a link, one only its file name.
fn of_three_sources() -> Driver {
    let list = "[[entity]]\nname = 'Kyiv'\nkind = 'place'\n";
    let head = |field: &str| {
        format!(
            "---\ntitle: A report\n{field}\ndate: 2024-03-05\n---\n\nKyiv waits and Kyiv knows {field}.\n"
        )
    };
    let (named, linked) = (head("source: Daily Wire"), head("url: https://www.example.org/news/one"));
    Driver::corpus(
        list,
        &[("1.md", &named), ("2.md", &linked), ("3fa9c0.txt", "Third report\n\nKyiv waits.\n")],
    )
}

#[test]
fn articles_are_listed_by_source_site_or_file_with_headings_over_the_numbers() {
    let mut driver = of_three_sources();
    driver.resize(200, 50);
    let area = driver.app.workspace.layout().articles.expect("the articles");
    let list: Vec<String> = driver
        .rows()
        .iter()
        .map(|row| row.chars().take(usize::from(area.width)).collect::<String>().trim_end().to_owned())
        .collect();
    for heading in ["date", "words", "mentions"] {
        assert!(list[0].contains(heading), "{}", list[0]);
    }
    for (source, id) in [("Daily Wire", 0), ("example.org", 1), ("3fa9c0.txt", 2)] {
        let line = list.iter().find(|row| row.contains(source)).unwrap_or_else(|| panic!("{list:?}"));
        let row = driver.app.workspace.index().row(whoswho::corpus::ArticleId(id)).expect("an article");
        let numbers = format!("{} {}", row.words, row.counted);
        let words = line.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.ends_with(&numbers), "{line}");
        assert_eq!(words.contains("2024-03-05"), id < 2, "{line}");
        // Each number ends in the column where its heading ends.
        let end = |row: &str, words: &str| row.rfind(words).map(|at| row[..at].chars().count() + words.len());
        assert_eq!(end(&list[0], "mentions"), end(line, &row.counted.to_string()), "{line}");
    }
}

#[test]
fn a_wide_screen_leaves_no_columns_empty() {
    let mut driver = of_three_sources();
    for columns in [100, 120, 160, 200, 220] {
        driver.resize(columns, 50);
        let parts = driver.app.workspace.layout();
        let panes = [parts.articles, parts.text, parts.panel].into_iter().flatten();
        let used: u16 = panes.map(|area| area.width).sum();
        assert_eq!(used + 2, columns, "{parts:?}");
    }
}
