//! The effect of the reader's keys.

use crate::support::driver::{Driver, unsafe_characters};
use crate::support::reports::three;
use proptest::prelude::*;
use whoswho::app::geometry::Pane;
use whoswho::app::input::READ;
use whoswho::corpus::ReferentId;
use whoswho::overlays::card::Card;
use whoswho::shell::commands::specs;
use whoswho::views::compare::MATRIX;
use whoswho::views::read::Read;

/// Returns the first four numbers after the colon of a status line such as "Kyiv: 2 of 3 here, 5 of 7 in all".
fn numbers(status: &str) -> Vec<usize> {
    let tail = status.split(": ").nth(1).unwrap_or_default();
    let words = tail.split(|letter: char| !letter.is_ascii_digit()).filter(|word| !word.is_empty());
    words.take(4).map(|word| word.parse().expect("a number")).collect()
}

/// Checks that a key steps through all mentions of an entity, or of all entities, from the current one back to it.
fn assert_key_visits_all(driver: &mut Driver, entity: Option<&str>, key: &str, reverse: bool) {
    let mut stops: Vec<(usize, usize)> = (0..driver.app.workspace.index().len())
        .flat_map(|article| driver.offsets(article, entity).into_iter().map(move |offset| (article, offset)))
        .collect();
    let all = stops.len();
    let here = |article: usize| stops.iter().filter(|(other, _)| *other == article).count();
    let counts: Vec<usize> = (0..driver.app.workspace.index().len()).map(here).collect();
    let sorted = stops.clone();
    let at = (driver.open_article(), driver.app.workspace.current_mention.expect("a start on a mention"));
    let start = stops.iter().position(|stop| *stop == at).expect("a stop");
    stops.rotate_left(start);
    if reverse {
        stops[1..].reverse();
    }
    let mut wraps = 0;
    for expected in stops.iter().cycle().skip(1).take(all) {
        wraps += usize::from(driver.step_and_wrap(key));
        assert_eq!((driver.open_article(), driver.app.workspace.current_mention.expect("landed")), *expected);
        let k = sorted.iter().position(|stop| stop == expected).expect("a stop") + 1;
        let before: usize = counts[..expected.0].iter().sum();
        assert_eq!(
            numbers(&driver.status()),
            [k - before, counts[expected.0], k, all],
            "{}",
            driver.status()
        );
        let visible = driver.app.workspace.visible_bytes();
        assert!(visible.contains(&expected.1), "the mention is on the page");
    }
    assert_eq!(wraps, 1, "the reader offers to wrap around once");
}

#[test]
fn jumps_visit_every_mention_once_with_correct_counts() {
    for (keys, entity) in [("]", None), ("] Enter", Some("Joe Park")), ("] ] Enter", Some("Geneva"))] {
        let mut driver = three();
        driver.keys(keys);
        assert_key_visits_all(&mut driver, entity, "]", false);
        assert_key_visits_all(&mut driver, entity, "[", true);
    }
    let mut driver = Driver::seeds(80, 24);
    driver.keys("] Enter");
    let name = driver.app.workspace.selected_name().expect("selected");
    assert_key_visits_all(&mut driver, Some(&name), "]", false);
}

#[test]
fn count_repeats_and_alternative_keys_are_equivalent() {
    let mut driver = three();
    driver.keys("3 ]");
    let third = driver.offsets(0, None)[2];
    assert_eq!(driver.app.workspace.current_mention, Some(third));
    driver.keys(", .");
    assert_eq!(driver.app.workspace.current_mention, Some(third));
    driver.keys("n N");
    assert_eq!(driver.app.workspace.current_mention, Some(third));
}

#[test]
fn movement_keys_move_the_text_as_in_less() {
    let mut driver = three();
    let height = driver.app.workspace.page_height();
    let top = |driver: &Driver| driver.app.workspace.viewport;
    let start = top(&driver);
    driver.keys("j");
    assert_ne!(top(&driver), start);
    driver.keys("k");
    assert_eq!(top(&driver), start);
    driver.keys("5 j 5 k Space b d u Ctrl-f Ctrl-b Ctrl-d Ctrl-u PgDn PgUp Down Up");
    assert_eq!(top(&driver), start);
    driver.keys("G");
    assert!(driver.status().contains("end"), "{}", driver.status());
    let end = top(&driver);
    driver.keys("j");
    assert_eq!(top(&driver), end, "nothing lies below the end");
    driver.keys("g");
    assert_eq!(top(&driver), start);
    assert!(height > 10);
}

#[test]
fn articles_are_opened_in_order_or_by_their_mentions_of_the_selected_entity() {
    let mut driver = three();
    driver.keys("J");
    assert_eq!(driver.open_article(), 1);
    driver.keys("J J");
    assert_eq!(driver.open_article(), 2);
    assert!(driver.hint().contains("last article"));
    driver.keys("2 K");
    assert_eq!(driver.open_article(), 0);
    driver.keys("] Enter }");
    assert_eq!(driver.open_article(), 2, "the second article does not mention the entity");
    assert_eq!(driver.app.workspace.current_mention, driver.offsets(2, Some("Joe Park")).first().copied());
    driver.keys("{");
    assert_eq!(driver.open_article(), 0);
}

#[test]
fn back_and_forward_return_to_article_page_and_mention() {
    let mut driver = three();
    driver.keys("] ]");
    let first = (driver.open_article(), driver.app.workspace.viewport, driver.app.workspace.current_mention);
    driver.keys("G J J");
    let last = (driver.open_article(), driver.app.workspace.viewport, driver.app.workspace.current_mention);
    driver.keys("Ctrl-o H H");
    assert_eq!(
        (driver.open_article(), driver.app.workspace.viewport, driver.app.workspace.current_mention),
        first
    );
    driver.keys("L L L");
    assert_eq!(
        (driver.open_article(), driver.app.workspace.viewport, driver.app.workspace.current_mention),
        last
    );
    driver.keys("L");
    assert!(driver.hint().contains("No later position"));
}

#[test]
fn article_keeps_its_page() {
    let mut driver = three();
    driver.keys("1 0 j");
    let top = driver.app.workspace.viewport;
    driver.keys("J K");
    assert_eq!(driver.app.workspace.viewport, top);
}

#[test]
fn enter_depends_on_the_focused_pane() {
    let mut driver = three();
    assert_eq!(driver.app.workspace.focus, Pane::Text);
    driver.keys("Enter");
    assert!(driver.hint().contains("No mention selected"), "{}", driver.hint());
    driver.keys("Tab");
    assert_eq!(driver.app.workspace.focus, Pane::Entities);
    driver.keys("j Enter");
    let first_place = driver.app.workspace.selected_name();
    assert!(first_place.is_some());
    driver.keys("l");
    assert_eq!(driver.app.workspace.focus, Pane::Articles);
    driver.keys("j j Enter");
    assert_eq!((driver.open_article(), driver.app.workspace.focus), (2, Pane::Text));
    driver.keys("h h");
    assert_eq!(driver.app.workspace.focus, Pane::Entities);
    assert_eq!(driver.app.workspace.selected_name(), first_place, "the selection is kept");
}

#[test]
fn escape_undoes_one_layer_at_a_time() {
    let mut driver = three();
    driver.keys("] Enter / text:says Enter ?");
    driver.keys("Esc");
    assert!(!driver.app.has_overlay() && driver.app.workspace.search.is_some());
    driver.keys("Esc");
    assert!(driver.app.workspace.search.is_none() && driver.app.workspace.selection.entity().is_some());
    driver.keys("Esc");
    assert!(driver.app.workspace.selection.entity().is_none());
}

#[test]
fn search_is_incremental_counts_hits_and_goes_back_on_escape() {
    let mut driver = three();
    let start = driver.app.workspace.viewport;
    driver.keys("/ text:paragraph_4");
    assert!(driver.hint().contains("1 of 11"), "{}", driver.hint());
    driver.keys("text:9");
    assert!(driver.hint().contains("1 of 1"), "{}", driver.hint());
    assert_ne!(driver.app.workspace.viewport, start);
    driver.keys("Esc");
    assert_eq!(driver.app.workspace.viewport, start);
    driver.keys("/ text:Paragraph_4\\d Enter");
    assert_eq!(driver.app.workspace.search.as_ref().map(|search| search.hits().len()), Some(10));
    driver.keys("n n N");
    assert_eq!(driver.app.workspace.search.as_ref().and_then(|search| search.at), Some(1));
    driver.keys("9 n");
    assert!(driver.hint().contains("continuing from the first"), "{}", driver.hint());
    driver.keys("/ text:absent Enter");
    assert!(driver.hint().contains("No hit for absent"));
    driver.keys("/ text:(");
    assert!(driver.hint().contains("unclosed group"), "{}", driver.hint());
    driver.keys("Enter");
    assert!(driver.hint().contains("unclosed group"));
}

#[test]
fn phrase_across_a_wrapped_line_is_found() {
    let mut driver = three();
    driver.resize(30, 20).keys("/ text:nothing_of_note_to_anybody");
    assert!(driver.hint().contains("of 59"), "{}", driver.hint());
}

#[test]
fn card_shows_the_list_entry_and_counts() {
    let mut driver = three();
    driver.keys("] i");
    let screen = driver.screen();
    for words in ["a negotiator", "Park (3), Joe Park (1)", "4 in 2 of 3 articles", "line 8 of entities.toml"]
    {
        assert!(screen.contains(words), "{words}\n{screen}");
    }
}

#[test]
fn card_is_about_the_row_at_the_cursor_whatever_is_selected() {
    let cases = [(120, 40), (80, 24), (50, 20)].map(|size| [(size, "", false), (size, "] Enter ", true)]);
    for ((columns, height), keys, selected) in cases.into_iter().flatten() {
        let mut driver = Driver::seeds(columns, height);
        driver.keys(&format!("{keys}Tab"));
        let first = panel_entity(&driver).expect("a row");
        for _ in 0..4 {
            driver.keys("j i");
            let at_cursor = panel_entity(&driver).expect("a row");
            assert_card_is_of(&driver, at_cursor);
            driver.keys("i");
            assert!(!driver.app.has_overlay());
            assert_eq!(
                driver.app.workspace.selection.entity().is_some(),
                selected,
                "the card selects nothing"
            );
        }
        assert_ne!(panel_entity(&driver), Some(first));

        driver.keys("C");
        for _ in 0..80 {
            driver.keys("i");
            assert_card_is_of(
                &driver,
                driver.matrix().entity_at_cursor(&driver.app.workspace).expect("a row"),
            );
            driver.keys("i j");
        }
        driver.keys("i ]");
        assert_eq!((driver.app.workspace.view, driver.app.workspace.focus), (READ, Pane::Text));
        assert!(driver.screen().contains("this one"), "the card follows the jump\n{}", driver.screen());
    }
}

fn panel_entity(driver: &Driver) -> Option<ReferentId> {
    driver.app.view::<Read>().expect("the Read view").entity_at_cursor(&driver.app.workspace)
}

fn assert_card_is_of(driver: &Driver, referent: ReferentId) {
    let card = driver.app.overlay::<Card>().expect("a card");
    let index = driver.app.workspace.index();
    let name = index.entity(referent).expect("an entity").name(index.gazetteer());
    assert_eq!(card.title(), Some(name.as_str()));
    let counting = |article| {
        index
            .mentions(article)
            .filter(move |(number, mention)| *number == referent && mention.counts())
            .count()
    };
    let mentions: usize = index.ids().map(counting).sum();
    let articles = index.ids().filter(|article| counting(*article) > 0).count();
    let facts = card.facts();
    let fact = |label: &str| facts.iter().find(|(word, _)| *word == label).map(|(_, text)| text.clone());
    let expected = format!("{mentions} in {articles} of {} articles", index.len());
    assert_eq!(fact("mentions"), Some(expected), "{name}");
    assert_eq!(fact("this one"), None, "the current mention has nothing to do with the row");
    let rows = driver.rows();
    let card = rows.iter().position(|row| row.contains(&format!("┌ {name} "))).expect("the card");
    let starts = name.chars().take(12).collect::<String>();
    let is_seen = rows.iter().take(card).skip(1).any(|row| row.contains(&starts));
    assert!(is_seen, "the row of {name} is visible above its card\n{}", driver.screen());
}

#[test]
fn compare_shows_counts_and_enter_goes_to_the_first_mention_of_the_cell() {
    let mut driver = three();
    driver.keys("C");
    assert_eq!(driver.app.workspace.view, MATRIX);
    let row = driver.rows().into_iter().find(|row| row.contains("Geneva")).expect("a row");
    let cells: Vec<&str> =
        row.split_whitespace().filter(|word| word.chars().any(|c| c.is_ascii_digit() || c == '·')).collect();
    assert_eq!(
        cells.iter().map(|cell| cell.trim_end_matches(['░', '▒', '▓', '█'])).collect::<Vec<_>>(),
        ["1", "·", "2", "3"]
    );
    for sorting in ["articles", "this article", "kind", "name", "the list's order", "mentions"] {
        driver.keys("s");
        assert!(driver.rows()[0].contains(sorting), "{}", driver.rows()[0]);
    }
    while !driver.rows().iter().any(|row| row.starts_with("▸Geneva")) {
        driver.keys("j");
    }
    driver.keys("l Enter");
    assert!(driver.hint().contains("Not mentioned in article 2"), "{}", driver.hint());
    driver.keys("l Enter");
    assert_eq!((driver.app.workspace.view, driver.open_article()), (READ, 2));
    assert_eq!(driver.app.workspace.current_mention, driver.offsets(2, Some("Geneva")).first().copied());
    assert_eq!(driver.app.workspace.selected_name().as_deref(), Some("Geneva"));
    driver.keys("Ctrl-o");
    assert_eq!(driver.app.workspace.view, MATRIX);
}

#[test]
fn help_lists_every_command() {
    let mut driver = three();
    driver.keys("?");
    let mut seen = String::new();
    for _ in 0..160 {
        seen.push_str(&driver.screen());
        driver.keys("j");
    }
    for command in specs() {
        let start: String = command.summary.chars().take(20).collect();
        assert!(seen.contains(&start), "{}", command.name);
    }
    driver.keys("q");
    assert!(!driver.app.has_overlay() && !driver.quit);
}

#[test]
fn keys_that_do_nothing_say_so_and_q_quits() {
    let mut driver = three();
    driver.keys("T");
    assert!(driver.hint().contains("T does nothing here"), "{}", driver.hint());
    driver.keys("q");
    assert!(driver.quit);
}

#[test]
fn click_selects_the_mention_article_or_row() {
    let mut driver = three();
    let rows = driver.rows();
    let (y, row) = rows.iter().enumerate().find(|(_, row)| row.contains("went to Geneva")).expect("the row");
    let column = row[..row.find("Geneva").expect("the words are in the row")].chars().count();
    driver.press(column as u16 + 2, y as u16);
    assert_eq!(driver.app.workspace.selected_name().as_deref(), Some("Geneva"));
    driver.press(3, 1 + 2 * 3);
    assert_eq!(driver.open_article(), 2);
    let rows = driver.rows();
    let (y, row) = rows
        .iter()
        .enumerate()
        .skip(6)
        .find(|(_, row)| row.ends_with(char::is_numeric) && row.contains("Joe Park"))
        .expect("a row");
    let column = row.rfind("Joe Park").map(|at| row[..at].chars().count()).expect("the words are in the row");
    driver.press(column as u16, y as u16);
    assert_eq!(driver.app.workspace.selected_name().as_deref(), Some("Joe Park"));
}

#[test]
fn changed_file_is_read_again_and_reported() {
    let mut driver = three();
    std::fs::write(driver.folder().join("3.txt"), "Third report\n\nOnly Kyiv now.\n").expect("written");
    driver.keys("J J");
    assert!(driver.hint().contains("changed"), "{}", driver.hint());
    assert_eq!(driver.offsets(2, None).len(), 1);
    driver.keys("]");
    assert_eq!(driver.app.workspace.current_mention, driver.offsets(2, Some("Kyiv")).first().copied());
}

#[test]
fn missing_article_leaves_the_open_one() {
    let mut driver = three();
    std::fs::remove_file(driver.folder().join("2.txt")).expect("removed");
    driver.keys("J");
    assert!(driver.hint().contains("2.txt: no such file"), "{}", driver.hint());
    assert_eq!(driver.open_article(), 0);
}

#[test]
fn resizing_keeps_the_page() {
    let mut driver = Driver::seeds(120, 40);
    driver.keys("J J ] ] ] ] ] ]");
    let current = driver.app.workspace.current_mention.expect("a current mention");
    for (columns, rows) in [(80, 24), (50, 20), (0, 0), (1, 1), (3, 2), (500, 200), (20, 5), (120, 40)] {
        driver.resize(columns, rows);
        if columns > 10 && rows > 4 {
            assert!(driver.app.workspace.visible_bytes().contains(&current), "{columns}x{rows}");
        }
    }
}

/// Regression, found by the property test below: Esc went back to a position in the previous article.
#[test]
fn click_on_another_article_closes_the_search_prompt() {
    let mut driver = three();
    driver.keys("d /");
    driver.press(3, 4);
    assert_eq!(driver.open_article(), 1);
    driver.keys("Esc");
    let length = driver.app.workspace.open.as_ref().map_or(0, |open| open.article.text.len());
    assert!(driver.app.workspace.viewport.offset <= length);
}

fn any_key() -> impl Strategy<Value = String> {
    let keys: Vec<String> =
        specs().iter().flat_map(|command| command.keys).map(|key| (*key).to_owned()).collect();
    let others = ["3", "1", "0", "x", "(", "text:pa", "Backspace", "Esc"].map(str::to_owned);
    prop::sample::select(keys.into_iter().chain(others).collect::<Vec<_>>())
}

#[derive(Clone, Debug)]
enum Action {
    Key(String),
    Resize(u16, u16),
    Press(u16, u16),
    Wheel(u16, u16, bool),
    Paste(String),
}

fn any_action() -> impl Strategy<Value = Action> {
    prop_oneof![
        8 => any_key().prop_map(Action::Key),
        1 => (0_u16..160, 0_u16..50).prop_map(|(columns, rows)| Action::Resize(columns, rows)),
        1 => (0_u16..=200, 0_u16..=60).prop_map(|(column, row)| Action::Press(column, row)),
        1 => (0_u16..=200, 0_u16..=60, any::<bool>()).prop_map(|(column, row, down)| Action::Wheel(column, row, down)),
        1 => any::<String>().prop_map(Action::Paste),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Whatever the input, nothing breaks, and every cursor stays on a row.
    #[test]
    fn random_input_never_breaks_the_reader(actions in prop::collection::vec(any_action(), 1..60)) {
        let mut driver = three();
        for action in actions {
            match action {
                Action::Key(key) => { driver.keys(&key); }
                Action::Resize(columns, rows) => { driver.resize(columns, rows); }
                Action::Press(column, row) => { driver.press(column, row); }
                Action::Wheel(column, row, down) => { driver.wheel(column, row, down); }
                Action::Paste(text) => { driver.paste(&text); }
            }
            let state = &driver.app.workspace;
            let length = state.open.as_ref().map_or(0, |open| open.article.text.len());
            prop_assert!(state.viewport.offset <= length);
            prop_assert!(state.articles.row() < state.index().len());
            prop_assert!(driver.matrix().column.row() < state.index().len());
            prop_assert!(state.open.as_ref().is_none_or(|open| open.article.text.as_str().is_char_boundary(state.viewport.offset)));
            let matrix = driver.matrix().rows(state).map(|rows| rows.len());
            prop_assert!(matrix.is_none_or(|rows| driver.matrix().row.row() <= rows.saturating_sub(1)));
            let here = state.index().mentions(state.open_id().expect("an open article"));
            let starts: Vec<usize> = here.map(|(_, mention)| mention.start as usize).collect();
            let is_at_mention = state.current_mention.is_none_or(|at| starts.contains(&at));
            prop_assert!(is_at_mention, "not at a mention: {:?}", state.current_mention);
            prop_assert_eq!(unsafe_characters(&driver.screen()), "");
        }
    }
}

#[test]
fn long_message_uses_the_rows_above_until_the_next_key() {
    let mut driver = three();
    driver.resize(50, 20);
    let (page, last) = (driver.rows()[13].clone(), driver.rows()[18..].to_vec());
    let words = "a/long/path/of/a/file.toml: it cannot be used, and this line says at some length why that is so, to its end";
    driver.send(whoswho::app::Message::Failed(words.to_owned()));
    let rows = driver.rows();
    let message = rows[15..18].iter().map(|row| row.trim()).collect::<Vec<_>>().join(" ");
    assert_eq!(message, words, "{rows:?}");
    // The status line and the hints are still shown.
    assert_eq!((&rows[13], &rows[18..]), (&page, &last[..]));
    driver.keys("j");
    assert!(!driver.screen().contains("at some length"), "{}", driver.screen());
}
