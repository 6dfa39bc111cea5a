//! Regressions: each test is the shortest way to reproduce a bug that was fixed. Its comment describes the bug.

use crate::support::driver::{Driver, seeds};
use crate::support::reports::LIST;
use whoswho::app::Effect;
use whoswho::app::Message;
use whoswho::app::input::{Input, Key};
use whoswho::app::state::note::{Note, UnsavedNote};
use whoswho::overlays::line_prompt::LinePrompt;
use whoswho::overlays::search_prompt::SearchPrompt;

/// Two reports that name Kyiv, the second far into its text.
const TWO: &[(&str, &str)] = &[
    ("1.txt", "First report\n\nKyiv here.\n"),
    ("2.txt", "Second report\n\nA long way to go until Kyiv is named.\n"),
];

fn key(name: &str) -> Message {
    Message::Input(Input::Key(Key::parse(name).expect("a key")))
}

/// Creates a reader whose folder is rescanned when it is touched.
fn watched(articles: &[(&str, &str)]) -> Driver {
    let mut driver = Driver::corpus(LIST, articles);
    let folder = driver.folder().to_path_buf();
    driver.set_paths(&[folder]);
    driver
}

fn rewrite(driver: &mut Driver, name: &str, text: &str) {
    std::fs::write(driver.folder().join(name), text).expect("written");
    driver.touch(&[name]);
}

/// Keys typed while an article was being opened acted on the previous article: `JJJ` moved by only one article.
#[cfg(unix)]
#[test]
fn keys_typed_at_once_act_as_one_by_one() {
    use crate::support::pty::{Options, Session};

    let folder = seeds();
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_whoswho"));
    for (typed, one_by_one) in [("JJJ", "J J J"), ("JJJJK", "J J J J K")] {
        let mut driver = Driver::seeds(80, 24);
        driver.keys(one_by_one);
        let options = Options { columns: 80, rows: 24, ..Options::default() };
        let mut session = Session::start(program, &[folder.to_str().expect("a path in UTF-8")], &options);
        session.wait_for_text("article 1 of 5");
        session.send(typed);
        session.wait_for_text(&format!("article {} of 5", driver.open_article() + 1));
    }
}

/// `H H L`, typed before the articles were open, led to a different position than the same keys typed one by one.
#[test]
fn back_and_forward_typed_ahead_retrace_every_step() {
    let (mut slow, mut fast) = (Driver::seeds(80, 24), Driver::seeds(80, 24));
    slow.keys("J J K H H L");
    for key in ["J", "J", "K"] {
        fast.keys(key);
    }
    fast.hold();
    fast.keys("H H L");
    while fast.release() {
        fast.hold();
    }
    assert_eq!(
        (fast.open_article(), fast.app.workspace.viewport),
        (slow.open_article(), slow.app.workspace.viewport)
    );
}

/// When `/quote` was typed after `J`, before the article was open, its `q` quit the reader.
#[test]
fn letters_typed_ahead_for_a_prompt_or_a_mark_run_no_commands() {
    for typed in ["/quote", "mq", "/Q", "+q"] {
        let mut driver = Driver::corpus(LIST, TWO);
        let mut effects = driver.app.update(key("J"));
        for letter in typed.chars() {
            effects.extend(driver.app.update(key(&letter.to_string())));
        }
        let quits = effects.iter().any(|effect| matches!(effect, Effect::Quit));
        assert!(!quits && driver.app.type_ahead().len() == typed.len(), "{typed}");
        let stops = driver.app.update(key("Ctrl-c"));
        assert!(driver.app.type_ahead().is_empty(), "{stops:?}");
    }
    // If no prompt takes the letters, Q quits at once.
    let mut driver = Driver::corpus(LIST, TWO);
    driver.app.update(key("J"));
    driver.app.update(key("j"));
    let effects = driver.app.update(key("Q"));
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Quit)), "{effects:?}");
}

/// After `J/`, words pasted before the article was open were lost.
#[test]
fn paste_after_waiting_keys_is_typed_after_them() {
    let mut driver = Driver::corpus(LIST, TWO);
    driver.hold();
    driver.keys("J /").paste("quit\nQuit");
    while driver.release() {
        driver.hold();
    }
    assert_eq!(driver.app.overlay::<SearchPrompt>().map(|prompt| prompt.line.text()), Some("quit"));
    assert_eq!(driver.open_article(), 1);
    // If no prompt takes the pasted text, it runs no commands.
    let mut driver = Driver::corpus(LIST, TWO);
    driver.hold();
    driver.keys("J j").paste("q");
    driver.release();
    assert!(!driver.quit && driver.app.type_ahead().is_empty());
}

/// The passage of a note was taken from the new text at the offsets of the old one.
#[test]
fn note_keeps_its_passage_when_the_file_changes() {
    let changes = [
        "First report\n\nSomething in front of it all.\n\nKyiv here.\n",
        "Another text\n\nNothing of it is left.\n",
        "",
    ];
    for change in changes {
        let mut driver = watched(TWO);
        driver.keys("] + text:why");
        rewrite(&mut driver, "1.txt", change);
        driver.keys("Enter");
        let noted = driver.terminal_effects.join("");
        assert!(noted.contains("passage: [\"Kyiv here.\"]") && noted.contains("comment: \"why\""), "{noted}");
        let open = driver.app.workspace.open.as_ref().expect("open");
        assert_eq!(
            open.article.text.as_str(),
            change,
            "the file is read again as soon as the prompt is closed"
        );
    }
}

/// Returns a note on the second paragraph of the open article that could not be saved.
fn unsaved_note(driver: &Driver, number: u64, comment: &str) -> UnsavedNote {
    let article = driver.app.workspace.open.as_ref().expect("open").article.key.to_string();
    let note = Note { article, paragraphs: (2, 2), comment: comment.to_owned(), ..Note::default() };
    UnsavedNote { number, note: Box::new(note), why: "no room".to_owned() }
}

/// Regression: the comment was offered for whatever was noted next, and Enter saved it beside another passage.
#[test]
fn comment_that_could_not_be_saved_is_offered_only_at_its_passage() {
    let text = "First report\n\nKyiv here.\n\nKyiv there.\n";
    let mut driver = watched(&[("1.txt", text), ("2.txt", "Second report\n\nKyiv again.\n")]);
    let unsaved = unsaved_note(&driver, 1, "mine");
    driver.send(Message::Noted(Err(unsaved)));
    for (keys, line) in [("] ] +", "comment:"), ("Esc ] +", "comment:"), ("Esc [ [ +", "comment: mine")] {
        driver.keys(keys);
        assert_eq!(driver.hint().trim().split("  ").next(), Some(line), "{keys}: {}", driver.screen());
    }
}

/// The comment of a note was offered for the next note too, if that was begun before the first was saved.
#[test]
fn comment_is_offered_again_only_if_it_could_not_be_saved() {
    let mut driver = watched(TWO);
    driver.keys("] + text:one Enter + text:two Enter");
    let noted = driver.terminal_effects.join("");
    assert!(noted.contains("comment: \"one\"") && noted.contains("comment: \"two\""), "{noted}");
    driver.send(Message::Noted(Ok("kept".to_owned())));
    let unsaved = unsaved_note(&driver, 2, "two");
    driver.send(Message::Noted(Err(unsaved)));
    assert!(driver.hint().contains("no room"), "{}", driver.hint());
    driver.terminal_effects.clear();
    driver.keys("+ Enter + Enter");
    let noted = driver.terminal_effects.join("");
    assert!(noted.contains("comment: \"two\"") && noted.contains("comment: \"\""), "{noted}");
}

/// A comment that could not be saved was lost when the prompt that offered it again was cancelled.
#[test]
fn comment_that_could_not_be_saved_is_offered_until_it_is_saved_or_deleted() {
    for (keys, comment) in [
        ("+ Esc + text:! Esc + Enter", "two"),
        ("+ Ctrl-u Backspace + Enter", ""),
        ("+ Enter + Enter", ""),
        ("| Esc + Enter", "two"),
    ] {
        let mut driver = watched(TWO);
        driver.keys("]");
        let unsaved = unsaved_note(&driver, 1, "two");
        driver.send(Message::Noted(Err(unsaved)));
        driver.keys(keys);
        let noted = |effect: &&String| effect.contains("comment: ");
        let last = driver.terminal_effects.iter().rev().find(noted).expect("a note");
        assert!(last.contains(&format!("comment: \"{comment}\"")), "{keys}: {last}");
    }
}

/// Text typed into a prompt ran as commands once the open article's file changed: `U` undid an addition.
#[test]
fn typing_is_not_interrupted_by_a_change_of_the_file() {
    for (begin, rest) in [("/", "text:US"), ("f", "text:s"), ("m", "text:U"), ("y", "text:s"), ("a", "x")] {
        let mut driver = watched(&[("1.txt", "First report\n\nKyiv here, and Nora Quist of Geneva.\n")]);
        driver.keys("]").keys(begin);
        rewrite(&mut driver, "1.txt", "First report\n\nKyiv was here, with Nora Quist of Geneva.\n");
        let busy = format!("{:?}", driver.app);
        driver.keys(rest);
        assert!(
            !driver.terminal_effects.iter().any(|effect| effect.contains("UndoAddition")),
            "{begin}: {busy}"
        );
        driver.keys("Esc Esc");
        let open = driver.app.workspace.open.as_ref().expect("open");
        assert!(open.article.text.as_str().contains("was here"), "{begin}");
    }
    let mut driver = watched(TWO);
    driver.keys("/ text:h");
    rewrite(&mut driver, "1.txt", "First report\n\nKyiv here, here and here.\n");
    driver.keys("text:ere Enter");
    assert_eq!(driver.app.workspace.search.as_ref().map(|search| search.hits().len()), Some(3));
}

/// When a file was emptied and rewritten, the page moved to its start.
#[test]
fn file_that_is_emptied_and_rewritten_keeps_the_position() {
    let lines: Vec<String> = (0..80).map(|number| format!("Line {number} of the report on Kyiv.")).collect();
    let text = format!("First report\n\n{}\n", lines.join("\n\n"));
    let mut driver = watched(&[("1.txt", &text)]);
    driver.keys("d d d ]");
    let position = |driver: &Driver| (driver.app.workspace.viewport, driver.app.workspace.current_mention);
    let before = position(&driver);
    assert!(before.0.offset > 0 && before.1.is_some());
    rewrite(&mut driver, "1.txt", "");
    assert_ne!(position(&driver), before);
    rewrite(&mut driver, "1.txt", &text);
    assert_eq!(position(&driver), before);
}

/// After the screen had been small for a moment, it showed another page.
#[test]
fn page_with_a_mention_returns_from_any_size() {
    for (columns, rows) in [(1, 1), (120, 5), (40, 10), (90, 30)] {
        let mut driver = Driver::seeds(120, 40);
        driver.keys("J J d d d ] Enter ] i");
        let before = driver.screen();
        driver.resize(columns, rows).resize(60, 20).resize(120, 40);
        assert_eq!(driver.screen(), before, "{columns}x{rows}");
    }
}

/// Started on a folder without articles, the page stayed empty when one was added.
#[test]
fn first_article_to_appear_is_opened() {
    let mut driver = watched(&[]);
    assert!(driver.app.workspace.open.is_none());
    rewrite(&mut driver, "1.txt", TWO[0].1);
    assert!(
        driver.screen().contains("Kyiv here") && driver.status().contains("article 1 of 1"),
        "{}",
        driver.screen()
    );
}

/// Articles added after a search of all articles were never among its hits, nor in a list filtered by it.
#[test]
fn search_of_all_articles_follows_additions_and_removals() {
    let mut driver = watched(TWO);
    driver.keys("\\ text:Kyiv Enter j");
    let before = driver.search().at_cursor(&driver.app.workspace).map(|found| found.key.clone());
    rewrite(&mut driver, "0.txt", "Another report\n\nKyiv and Kyiv.\n");
    assert_eq!(driver.app.workspace.corpus_search.total(), 4);
    assert!(driver.screen().contains("in 3 of 3 articles"), "{}", driver.screen());
    assert_eq!(driver.search().at_cursor(&driver.app.workspace).map(|found| found.key.clone()), before);
    driver.keys("&");
    rewrite(&mut driver, "3.txt", "Third report\n\nKyiv.\n");
    rewrite(&mut driver, "4.txt", "Fourth report\n\nGeneva.\n");
    assert_eq!(driver.app.workspace.listing().len(), 4);
    std::fs::remove_file(driver.folder().join("0.txt")).expect("removed");
    driver.touch(&["0.txt"]);
    assert_eq!(driver.app.workspace.listing().len(), 3);
}

/// With all kinds hidden, a message said that hardly any name is listed.
#[test]
fn message_says_that_kinds_are_hidden() {
    let mut driver = Driver::corpus(LIST, TWO);
    driver.keys("t p l o e Esc");
    assert!(!driver.hint().contains("few are listed"), "{}", driver.hint());
    driver.keys("]");
    assert!(driver.hint().contains("are hidden. Press t to show them"), "{}", driver.hint());
    driver.keys("C");
    assert!(driver.screen().contains("All kinds mentioned are hidden"), "{}", driver.screen());
    let empty = Driver::corpus(LIST, &[("1.txt", "")]);
    assert!(!empty.hint().contains("few are listed"), "{}", empty.hint());
}

/// An article opened before it was indexed was reported as changed.
#[test]
fn article_opened_before_it_is_indexed_has_not_changed() {
    let mut driver = Driver::loading(LIST, TWO);
    driver.load(&["1.txt"]);
    let second = whoswho::article::ArticleKey::from_path(&driver.folder().join("2.txt"));
    whoswho::app::actions::go_to::go_to(
        &mut driver.app.workspace,
        second,
        whoswho::app::state::jump::JumpTarget::LastPosition,
    );
    let effects = driver.app.update(Message::Touched(Vec::new()));
    assert_eq!(effects.len(), 1);
    driver.carry_out_all(effects);
    assert_eq!(driver.app.workspace.notices.message(), None);
    assert_eq!(driver.offsets(1, None).len(), 1);
}

/// A large count was run step by step, many times through all articles. Now it stops at the end, where single keys do.
#[test]
fn count_lands_where_single_keys_do() {
    for (before, jump) in [("", "]"), ("", "["), ("] Enter", "]"), ("] Enter", ")"), ("] Enter", "(")] {
        let start = || {
            let mut driver = crate::support::reports::three();
            driver.keys(before);
            driver
        };
        let mut single = start();
        for count in 1..25 {
            // A count stops where the key would ask for a second press.
            if single.app.workspace.wrap_offer.is_none() {
                single.keys(jump);
            }
            let mut counted = start();
            let digits: Vec<String> = count.to_string().chars().map(String::from).collect();
            counted.keys(&format!("{} {jump}", digits.join(" ")));
            let position = |driver: &Driver| (driver.open_article(), driver.app.workspace.current_mention);
            assert_eq!(position(&counted), position(&single), "{count}{jump} after {before:?}");
        }
    }
}

/// `+` ignored the hit on the page if words had been selected on another.
#[test]
fn note_uses_the_hit_on_the_page_not_words_selected_elsewhere() {
    let mut driver = crate::support::reports::three();
    driver.resize(80, 12);
    driver.keys("/ text:back_in Enter");
    driver.app.workspace.picked_words = Some(14..22);
    assert!(
        driver.app.workspace.current_mention.is_none() && !driver.app.workspace.visible_bytes().contains(&14)
    );
    driver.keys("+");
    assert!(driver.app.overlay::<LinePrompt>().is_some(), "{}", driver.hint());
}

/// The page moved up with each resize, since the row that contains the page's first character may begin before it.
#[test]
fn resizing_and_back_does_not_move_the_page() {
    let mut driver = Driver::seeds(120, 40);
    driver.keys("1 3 j");
    let first = driver.app.workspace.visible_bytes().start;
    for _ in 0..20 {
        driver.resize(80, 40).resize(120, 40);
    }
    assert_eq!(driver.app.workspace.visible_bytes().start, first);
}

/// The scroll position went past the end: at 120x40, the help moved only after 35 presses of `k`.
#[test]
fn popup_scrolled_to_its_end_scrolls_back_at_the_next_key() {
    for (keys, columns, rows) in [("?", 120, 40), ("?", 80, 24), ("] Enter i", 50, 8)] {
        let mut driver = Driver::seeds(columns, rows);
        driver.keys(keys);
        let top = driver.screen();
        driver.keys("G");
        let end = driver.screen();
        assert_ne!(end, top, "{keys} at {columns}x{rows} does not fit its box");
        driver.keys("k");
        assert_ne!(driver.screen(), end, "{keys} at {columns}x{rows}");
    }
}

/// The jump landed at the offset in the old text, where there is no mention.
#[test]
fn jump_into_a_changed_file_lands_on_a_mention() {
    let mut driver = Driver::corpus(LIST, TWO);
    std::fs::write(driver.folder().join("2.txt"), "Second report\n\nKyiv.\n").expect("written");
    driver.keys("] ]");
    let stops = driver.offsets(1, None);
    assert!(
        driver.app.workspace.current_mention.is_none_or(|at| stops.contains(&at)),
        "{:?} in {stops:?}",
        driver.app.workspace.current_mention
    );
}

/// The next batch restored the mentions of the old text, under the generation of the index that it replaced.
#[test]
fn reopened_article_keeps_its_mentions_while_loading() {
    let mut driver = Driver::loading(LIST, &[TWO[0], TWO[1], ("3.txt", "Third report\n\nKyiv.\n")]);
    driver.load(&["1.txt", "2.txt"]);
    std::fs::write(driver.folder().join("2.txt"), "Second report\n\nGeneva Geneva.\n").expect("written");
    driver.keys("J");
    let (mentions, generation) = (driver.offsets(1, None), driver.app.workspace.index().generation);
    assert_eq!(mentions.len(), 2);
    driver.load(&["3.txt"]);
    assert_eq!(driver.offsets(1, None), mentions);
    assert!(driver.app.workspace.index().generation > generation, "another index has another generation");
}

/// An article that could not be opened blocked ] and J permanently.
#[test]
fn missing_article_does_not_block_jumps() {
    for name in ["]", "J"] {
        let mut driver = Driver::corpus(LIST, &[TWO[0], TWO[1], ("3.txt", "Third report\n\nKyiv.\n")]);
        std::fs::remove_file(driver.folder().join("2.txt")).expect("removed");
        let presses = 5;
        let reached = (0..presses).any(|_| {
            driver.keys(name);
            driver.open_article() == 2
        });
        assert!(reached, "{presses} times {name}: {}", driver.hint());
    }
}

/// The cursor in the matrix kept its row and column, not its entity and article, when articles were added before it.
#[test]
fn cursor_in_compare_stays_on_its_cell_while_loading() {
    let first = ("a1.txt", "Report a\n\nGeneva Geneva Geneva Geneva.\n");
    let mut driver = Driver::loading(LIST, &[first, ("b1.txt", TWO[0].1), ("b2.txt", TWO[1].1)]);
    driver.load(&["b1.txt", "b2.txt"]);
    driver.keys("C l");
    let cell = |driver: &Driver| {
        let index = driver.app.workspace.index();
        let entity =
            driver.matrix().entity_at_cursor(&driver.app.workspace).and_then(|number| index.entity(number));
        let article = index.ids().nth(driver.matrix().column.row()).and_then(|id| index.row(id));
        (entity.cloned(), article.map(|row| row.key.clone()))
    };
    let before = cell(&driver);
    assert!(before.0.is_some() && before.1.is_some());
    driver.load(&["a1.txt"]);
    assert_eq!(cell(&driver), before);
}

/// If Enter was pressed before the hits arrived, a search without hits stayed, and no message was shown.
#[test]
fn search_confirmed_before_its_hits_arrive_reports_none() {
    let mut driver = Driver::seeds(80, 24);
    let mut waiting = Vec::new();
    for name in ["/", "z", "z", "z", "z", "Enter"] {
        waiting.extend(driver.app.update(key(name)));
    }
    driver.carry_out_all(waiting);
    assert!(driver.hint().contains("zzzz"), "{}", driver.hint());
    assert!(driver.app.workspace.search.is_none());
}

/// When the window was closed, the parent saw exit code 2, as if the program could not start, instead of the signal.
#[cfg(unix)]
#[test]
fn closed_window_ends_the_program_with_its_signal() {
    use crate::support::pty::{Options, Session};

    let folder = seeds();
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_whoswho"));
    let path = folder.to_str().expect("a path in UTF-8");
    let mut session = Session::start(program, &[path], &Options::default());
    session.wait_for_text("article 1 of 5");
    session.hang_up();
    let exit = session.wait_exit();
    assert_eq!((exit.code, exit.signal), (None, Some(1)));
}

/// Text pasted into the help's line was lost.
#[test]
fn text_pasted_into_the_help_filters_it() {
    let mut driver = Driver::corpus(LIST, TWO);
    driver.keys("? /").paste("palette");
    let screen = driver.screen();
    assert!(screen.contains("Keys /palette") && screen.contains("find a command"), "{screen}");
    assert!(!screen.contains("half a page"), "{screen}");
    driver.keys("Enter").paste("q");
    assert!(!driver.quit && driver.screen().contains("Keys /palette"), "{}", driver.screen());
}

/// The wheel scrolled the page under the open menu of kinds.
#[test]
fn wheel_over_the_menu_of_kinds_moves_its_cursor() {
    let mut driver = Driver::seeds(80, 24);
    driver.keys("t").wheel(10, 10, true).wheel(10, 10, true).wheel(10, 10, false);
    assert_eq!(driver.app.workspace.viewport, whoswho::app::document::ViewportTop::default());
    driver.keys("Enter");
    assert_eq!(
        driver.app.workspace.selection.hidden().iter().collect::<Vec<_>>(),
        ["place"],
        "{}",
        driver.screen()
    );
}
