//! Commands of the list and of the reader itself.

use super::Example;
use super::scenes::unlisted;
use crate::support::reports::three;
use whoswho::app::Message;
use whoswho::app::input::READ;
use whoswho::app::state::display::ThemeName;
use whoswho::app::state::notice::Notice;
use whoswho::overlays::add_entity::AddEntity;
use whoswho::overlays::help::Help;
use whoswho::views::compare::MATRIX;
use whoswho::views::suggest::SUGGEST;

/// An example for each command: a function that is called with one of the command's keys.
pub const EXAMPLES: &[(&str, Example)] = &[
    ("suggest", |key| {
        let mut driver = unlisted();
        driver.keys(key);
        assert_eq!(driver.app.workspace.view, SUGGEST);
        assert!(driver.screen().contains("Nora Quist"), "{}", driver.screen());
        driver.keys(key);
        assert_eq!(driver.app.workspace.view, READ);
    }),
    ("add", |key| {
        let mut driver = unlisted();
        driver.keys(key);
        assert!(driver.hint().contains("letters of a name"), "{}", driver.hint());
        driver.keys("a");
        assert!(
            matches!(driver.app.overlay::<AddEntity>(), Some(AddEntity::Choose(choosing)) if choosing.text.ends_with("Nora Quist")),
            "{}",
            driver.screen()
        );
    }),
    ("undo", |key| {
        let mut driver = three();
        driver.keys(key);
        assert!(driver.hint().contains("Nothing to undo"), "{}", driver.hint());
        driver.keys("m a").keys(key);
        assert!(driver.hint().contains("Undid: mark a"), "{}", driver.hint());
        assert!(driver.app.workspace.marks.is_empty());
    }),
    ("edit-list", |key| {
        let mut driver = three();
        driver.keys("] Enter").keys(key);
        let gazetteer = driver.app.workspace.index().gazetteer();
        let selected = driver.app.workspace.selection.entity().and_then(|key| gazetteer.find_id(&key.id));
        let line = selected.and_then(|id| gazetteer.entry(id)).map_or(0, |entry| entry.line);
        assert_eq!(driver.terminal_effects, [format!("EditList {{ line: {line} }}")]);
    }),
    ("reload", |key| {
        let mut driver = three();
        driver.keys(key);
        assert_eq!(driver.terminal_effects, ["ReloadList"]);
    }),
    ("mouse", |key| {
        let mut driver = three();
        driver.keys(key);
        assert!(!driver.app.workspace.mouse);
        driver.keys(key);
        assert!(driver.app.workspace.mouse);
        assert_eq!(driver.terminal_effects, ["Mouse(false)", "Mouse(true)"]);
    }),
    ("next-theme", |key| {
        let mut driver = three();
        let seen = ThemeName::ALL.iter().map(|_| {
            driver.keys(key);
            driver.app.workspace.display.theme
        });
        let seen: Vec<ThemeName> = seen.collect();
        let all: Vec<ThemeName> = ThemeName::ALL.iter().map(|(_, theme)| *theme).collect();
        assert_eq!((&seen[..seen.len() - 1], seen.last()), (&all[1..], all.first()));
    }),
    ("messages", |key| {
        let mut driver = three();
        driver.keys(key);
        assert!(driver.hint().contains("No messages") && !driver.app.has_overlay());
        let notice = |words: &str| Notice::info(words);
        driver.send(Message::Problem(notice("reports: 3 files of unknown type: a.docx, b, c")));
        assert!(driver.hint().contains("3 files"), "{}", driver.hint());
        // A failure takes precedence over a notice, whichever came first; known problems are not repeated.
        driver.send(Message::Problem(Notice::problem("d.zip: broken: cut off in the middle")));
        driver.send(Message::Problem(notice("reports: 3 files of unknown type: a.docx, b, c")));
        let hint = driver.hint();
        assert!(hint.contains("cut off in the middle (and 1 more; :messages)"), "{hint}");
        // A later failure is shown, and a notice does not replace it.
        driver.send(Message::Problem(Notice::problem("memory.sqlite was not written (disk full)")));
        assert!(driver.hint().contains("disk full) (and 2 more; :messages)"), "{}", driver.hint());
        driver.send(Message::Problem(notice("reports: skipped: 2 files that belong to saved pages")));
        assert!(driver.hint().contains("disk full"), "{}", driver.hint());
        driver.keys(key);
        let screen = driver.screen();
        assert!(screen.contains("3 files of unknown type") && screen.contains("d.zip: broken"), "{screen}");
        driver.keys("Esc");
        assert!(!driver.app.has_overlay());
    }),
    ("justify-lines", |key| {
        let mut driver = three();
        driver.keys(key);
        assert!(
            driver.app.workspace.display.justify && driver.hint().contains("justified"),
            "{}",
            driver.hint()
        );
        driver.keys(key);
        assert!(!driver.app.workspace.display.justify);
    }),
    ("hyphenate-words", |key| {
        let mut driver = three();
        driver.keys(key);
        assert!(
            driver.app.workspace.display.hyphenate && driver.hint().contains("hyphenated"),
            "{}",
            driver.hint()
        );
        driver.keys(key);
        assert!(!driver.app.workspace.display.hyphenate);
    }),
    ("palette", |key| {
        let mut driver = three();
        driver.keys(key).keys("text:next-art");
        assert!(driver.screen().contains("next-article"), "{}", driver.screen());
        driver.keys("Enter");
        assert_eq!(driver.open_article(), 1);
    }),
    ("stop", |key| {
        let mut driver = three();
        driver.keys(key);
        assert!(driver.terminal_effects.is_empty() && !driver.quit, "there is nothing to stop");
        driver.send(Message::Progress { found: 9, read: 3, done: false });
        driver.keys(key);
        assert_eq!(driver.terminal_effects, ["CancelReading"]);
    }),
    ("repaint", |key| assert_eq!(three().keys(key).terminal_effects, ["Repaint"])),
    ("suspend", |key| assert_eq!(three().keys(key).terminal_effects, ["Suspend"])),
    ("help", |key| {
        let mut driver = three();
        driver.keys(key);
        assert!(driver.app.overlay::<Help>().is_some());
        driver.keys(key);
        assert!(!driver.app.has_overlay());
    }),
    ("close", |key| {
        let mut driver = three();
        driver.keys("C ?").keys(key);
        assert!(!driver.app.has_overlay() && driver.app.workspace.view == MATRIX);
        driver.keys(key);
        assert!(driver.app.workspace.view == READ && !driver.quit);
        driver.keys(key);
        assert!(driver.quit);
    }),
    ("quit", |key| assert!(three().keys("C ?").keys(key).quit)),
    ("confirm-quit", |key| {
        let mut driver = three();
        driver.keys(key);
        assert!(driver.hint().contains("Z again quits"), "{}", driver.hint());
        driver.keys("x");
        assert!(!driver.quit && driver.hint().contains("ZZ does"), "{}", driver.hint());
        driver.keys(key).keys("Z");
        assert!(driver.quit);
    }),
];
