//! Pickers: articles, entities and commands by a few letters.

use crate::support::driver::Driver;
use crate::support::reports::three;
use whoswho::app::input::READ;
use whoswho::overlays::picker::Picker;

const LIST: &str = r#"
[[entity]]
name = "Volodymyr Zelensky"
kind = "person"
aliases = ["Volodymyr Zelenskyy", "Ze"]
[[entity]]
name = "Kyiv"
kind = "place"
aliases = ["Kiev"]
[[entity]]
name = "{points}-point plan"
kind = "plan"
patterns = ['(?<points>\d{1,3})-point plan']
"#;

fn reports() -> Driver {
    let texts = [
        ("a.txt", "Zelenskyy waits\n\nVolodymyr Zelenskyy waits for the 28-point plan.\n"),
        ("b.txt", "Talks about talks\n\nNothing is known of the 20-point plan.\n"),
    ];
    Driver::corpus(LIST, &texts)
}

/// Returns the rows of the picker on the screen.
fn rows(driver: &Driver) -> Vec<String> {
    let area = whoswho::overlays::picker::frame::Frame::of(
        &driver.app.workspace,
        driver.app.overlay::<Picker>().expect("a picker").choice,
    )
    .area;
    let (x, y) = (usize::from(area.x), usize::from(area.y));
    let inside = |row: &String| {
        let cells: String = row.chars().skip(x + 1).take(usize::from(area.width) - 2).collect();
        cells.trim().to_owned()
    };
    let rows: Vec<String> = driver.rows().iter().skip(y + 2).map(inside).collect();
    rows.into_iter().take_while(|row| !row.is_empty() && !row.starts_with('─')).collect()
}

/// Returns the row at the cursor, without the marker of the open article.
fn at_cursor(driver: &Driver) -> String {
    let picker = driver.app.overlay::<Picker>().expect("a picker");
    let row = rows(driver)[picker.row.at - picker.row.top].clone();
    row.trim_start_matches("▸ ").to_owned()
}

#[test]
fn article_picker_starts_on_the_open_article_and_marks_it() {
    let names: Vec<String> = (0..60).map(|number| format!("{number:02}.txt")).collect();
    let texts: Vec<String> = names.iter().map(|name| format!("Same title\n\nText of {name}.\n")).collect();
    let articles: Vec<(&str, &str)> =
        names.iter().map(|name| &**name).zip(texts.iter().map(String::as_str)).collect();
    let mut driver = Driver::corpus(LIST, &articles);
    driver.resize(80, 24).keys("3 0 J p");
    assert_eq!(at_cursor(&driver), "31 Same title");
    let marked: Vec<String> = rows(&driver).into_iter().filter(|row| row.starts_with('▸')).collect();
    assert_eq!(marked, ["▸ 31 Same title"]);
    driver.keys("Down Enter");
    assert_eq!(driver.open_article(), 31);
    driver.keys("p text:5 Ctrl-u");
    assert_eq!(
        at_cursor(&driver),
        "32 Same title",
        "without letters, the cursor is on the open article again"
    );
    driver.keys("Esc e text:kyiv Enter e");
    assert!(rows(&driver).iter().any(|row| row.starts_with("▸ Kyiv")), "{:?}", rows(&driver));
}

/// Regression: if more file names matched than the picker has rows, only those with a row were counted.
#[test]
fn all_matches_are_counted_and_at_most_500_have_a_row() {
    let texts: Vec<(String, String)> = (1..=502)
        .map(|number| (format!("news{number:03}.txt"), format!("Title {number}\n\nA text.\n")))
        .collect();
    let texts: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let mut driver = Driver::corpus(LIST, &texts);
    let counted = |driver: &Driver| {
        let screen = driver.screen();
        screen.lines().find_map(|row| row.trim_end().strip_suffix(" ─┘")?.rsplit(' ').next()?.parse().ok())
    };
    for (typed, count) in [("", 502), ("news", 502), ("title", 502), ("NEWS50", 3), ("news502", 1)] {
        driver.keys("p");
        if !typed.is_empty() {
            driver.keys(&format!("text:{typed}"));
        }
        assert_eq!(counted(&driver), Some(count), "{typed}: {}", driver.screen());
        let rows = driver.app.overlay::<Picker>().map(|picker| picker.rows.len());
        assert_eq!(rows, Some(count.min(500)), "{typed}");
        driver.keys("Esc");
    }
}

/// The whole summary of a command is shown, however narrow the screen.
#[test]
fn palette_shows_the_whole_summary_at_the_cursor() {
    for (columns, height) in [(120, 40), (80, 24), (50, 20)] {
        let mut driver = three();
        driver.resize(columns, height).keys(": text:filter-ar");
        let words: Vec<String> = driver.rows().iter().map(|row| row.replace('│', " ")).collect();
        let words = words.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains("again for all"), "{columns}: {}", driver.screen());
    }
}

#[test]
fn entity_is_one_row_found_by_any_of_its_names() {
    let mut driver = reports();
    driver.keys("e");
    let all = rows(&driver);
    let starts = ["Volodymyr Zelensky", "Kyiv", "28-point plan", "20-point plan"];
    assert_eq!(all.len(), starts.len(), "{all:?}");
    for start in starts {
        assert!(all.iter().any(|row| row.starts_with(start)), "{start} {all:?}");
    }
    driver.keys("text:kiev");
    let found = rows(&driver);
    assert!(found.len() == 1 && found[0].contains("Kiev  Kyiv") && found[0].ends_with("place"), "{found:?}");
    driver.keys("Enter");
    assert_eq!(driver.app.workspace.selected_name().as_deref(), Some("Kyiv"));
    assert!(driver.status().contains("not mentioned"), "{}", driver.status());
    driver.keys("e text:20 Enter");
    assert_eq!(driver.app.workspace.selected_name().as_deref(), Some("20-point plan"));
    driver.keys("]");
    assert_eq!(driver.open_article(), 1);
}

#[test]
fn articles_are_numbered_and_the_picker_works_in_any_view() {
    let mut driver = reports();
    driver.keys("C p");
    assert_eq!(rows(&driver), ["▸ 1 Zelenskyy waits", "2 Talks about talks"]);
    driver.keys("Down Enter");
    assert_eq!((driver.open_article(), driver.app.workspace.view), (1, READ));
}

#[test]
fn esc_changes_nothing_and_no_match_says_so() {
    let mut driver = three();
    let before = driver.screen();
    for (picker, what) in [("p", "article"), ("e", "entity"), (":", "command")] {
        driver.keys(picker).keys("text:zzzz");
        assert!(driver.screen().contains(" none "), "{}", driver.screen());
        driver.keys("Enter");
        let words = if what == "command" {
            "No command is called zzzz".to_owned()
        } else {
            format!("No {what} matches zzzz")
        };
        assert!(driver.hint().contains(&words), "{}", driver.hint());
        driver.keys("Esc");
        assert_eq!(driver.screen(), before);
    }
}

#[test]
fn palette_finds_by_name_and_summary_and_shows_keys_of_this_view() {
    let mut driver = three();
    driver.keys(": text:next-column");
    assert_eq!(rows(&driver), Vec::<String>::new());
    driver.keys("Esc C : text:column");
    let found = rows(&driver);
    assert!(found[0].contains("next-column") && found[0].ends_with("l Right J"), "{found:?}");
    driver.keys("Esc Esc : text:clipboard Esc : text:browser");
    let found = rows(&driver);
    assert!(found.len() == 1 && found[0].contains("open-link"), "{found:?}");
}

#[test]
fn click_chooses_a_row_and_a_click_outside_closes() {
    let mut driver = reports();
    driver.keys("p");
    let row = driver.rows().iter().position(|row| row.contains("2 Talks about")).expect("a row") as u16;
    driver.wheel(60, row, true);
    assert_eq!(at_cursor(&driver), "2 Talks about talks");
    driver.press(60, row);
    assert_eq!(driver.open_article(), 1);
    driver.keys("p").press(0, 39);
    assert!(!driver.app.has_overlay());
}

/// With more articles than rows, the cursor stays visible, and the total is shown.
#[test]
fn long_list_scrolls() {
    let names: Vec<String> = (0..60).map(|number| format!("{number:02}.txt")).collect();
    let texts: Vec<String> = names.iter().map(|name| format!("Same title\n\nText of {name}.\n")).collect();
    let articles: Vec<(&str, &str)> =
        names.iter().map(String::as_str).zip(texts.iter().map(String::as_str)).collect();
    let mut driver = Driver::corpus(LIST, &articles);
    driver.resize(80, 24).keys("p PgDn PgDn PgDn");
    assert_eq!(at_cursor(&driver), "55 Same title");
    assert!(driver.screen().contains(" 55 of 60 "), "{}", driver.screen());
    driver.keys("text:7");
    assert!(driver.screen().contains(" 1 of 6 "), "{}", driver.screen());
}

#[test]
fn help_is_filtered_by_words_names_and_keys() {
    let mut driver = three();
    driver.resize(80, 24).keys("? / text:zzzz");
    assert!(driver.screen().contains("no matching key"), "{}", driver.screen());
    driver.keys("Ctrl-u text:passage");
    let screen = driver.screen();
    assert!(screen.contains("shares with") && !screen.contains("half a page"), "{screen}");
    driver.keys("Enter j").keys("/ Ctrl-u text:ctrl-d Enter");
    let screen = driver.screen();
    assert!(screen.contains("half a page down") && !screen.contains("half a page up"), "{screen}");
    // Esc closes the help, and the next one is unfiltered.
    driver.keys("Esc ?");
    assert!(driver.screen().contains("one row up"), "{}", driver.screen());
    driver.keys("/ text:zz Esc");
    assert!(driver.screen().contains("one row up"), "{}", driver.screen());
    driver.keys("q");
    assert!(!driver.app.has_overlay() && !driver.quit);
}

#[test]
fn help_starts_with_the_keys_of_the_view() {
    let mut driver = three();
    driver.resize(80, 24).keys("C ?");
    let rows = driver.rows();
    assert!(rows[2].contains("In Matrix"), "{rows:?}");
}

/// However fast the keys are typed, the cursor is on the article that was just chosen.
#[test]
fn picker_waits_for_the_article_being_opened() {
    let mut driver = three();
    driver.keys("p text:third");
    driver.hold();
    driver.keys("Enter p");
    while driver.release() {}
    assert_eq!((driver.open_article(), at_cursor(&driver).as_str()), (2, "3 Third report"));
}

/// Regression: a mouse report outside the screen closed whatever was open, and the text typed there was lost.
#[test]
fn click_outside_the_screen_is_ignored() {
    let mut driver = three();
    driver.keys("/");
    driver.keys("K y");
    let before = driver.screen();
    driver.press(65_535, 65_535);
    let beyond = driver.app.workspace.size.0;
    driver.press(beyond, 0);
    assert_eq!(driver.screen(), before);
}
