//! Commands of the list of names and of the reader itself.

use super::Example;
use super::scenes::unlisted;
use crate::support::reports::three;
use whoswho::app::Action;
use whoswho::app::display::ThemeName;
use whoswho::app::input::View;
use whoswho::app::overlays::Overlay;
use whoswho::app::overlays::add_entity::AddEntity;
use whoswho::app::overlays::messages::Told;

/// An example of each command: it is given one of the command's keys.
pub const EXAMPLES: &[(&str, Example)] = &[
    ("suggest", |key| {
        let mut driver = unlisted();
        driver.keys(key);
        assert_eq!(driver.state.view, View::Suggest);
        assert!(driver.screen().contains("Nora Quist"), "{}", driver.screen());
        driver.keys(key);
        assert_eq!(driver.state.view, View::Read);
    }),
    ("add", |key| {
        let mut driver = unlisted();
        driver.keys(key);
        assert!(driver.hint().contains("letters of a name"), "{}", driver.hint());
        driver.keys("a");
        assert!(
            matches!(driver.state.overlays.add_entity(), Some(AddEntity::Choose(choosing)) if choosing.text.ends_with("Nora Quist")),
            "{}",
            driver.screen()
        );
    }),
    ("take-back", |key| {
        let mut driver = three();
        driver.keys(key);
        assert_eq!(driver.others, ["TakeBack"]);
    }),
    ("edit-list", |key| {
        let mut driver = three();
        driver.keys("] Enter").keys(key);
        let gazetteer = driver.state.index.gazetteer();
        let selected = driver.state.selected.as_ref().and_then(|key| gazetteer.find_id(&key.id));
        let line = selected.and_then(|id| gazetteer.entry(id)).map_or(0, |entry| entry.line);
        assert_eq!(driver.others, [format!("EditList {{ line: {line} }}")]);
    }),
    ("reload", |key| {
        let mut driver = three();
        driver.keys(key);
        assert_eq!(driver.others, ["ReloadList"]);
    }),
    ("next-theme", |key| {
        let mut driver = three();
        let seen = ThemeName::ALL.iter().map(|_| {
            driver.keys(key);
            driver.state.display.theme
        });
        let seen: Vec<ThemeName> = seen.collect();
        let all: Vec<ThemeName> = ThemeName::ALL.iter().map(|(_, theme)| *theme).collect();
        assert_eq!((&seen[..seen.len() - 1], seen.last()), (&all[1..], all.first()));
    }),
    ("messages", |key| {
        let mut driver = three();
        driver.keys(key);
        assert!(driver.hint().contains("No messages") && driver.state.overlays.is_empty());
        let notice = |words: &str| Told { words: words.to_owned(), is_notice: true };
        driver.act(Action::Problem(notice("reports: 3 files of unknown type: a.docx, b, c")));
        assert!(driver.hint().contains("3 files"), "{}", driver.hint());
        // What failed goes before what was passed over, whichever came first; what comes again is known.
        driver.act(Action::Problem(Told::problem("d.zip: broken: cut off in the middle")));
        driver.act(Action::Problem(notice("reports: 3 files of unknown type: a.docx, b, c")));
        let hint = driver.hint();
        assert!(hint.contains("cut off in the middle (and 1 more; :messages)"), "{hint}");
        // What fails later is what is shown then, and a notice does not take its place.
        driver.act(Action::Problem(Told::problem("memory.sqlite was not written (disk full)")));
        assert!(driver.hint().contains("disk full) (and 2 more; :messages)"), "{}", driver.hint());
        driver.act(Action::Problem(notice("reports: skipped: 2 files that belong to saved pages")));
        assert!(driver.hint().contains("disk full"), "{}", driver.hint());
        driver.keys(key);
        let screen = driver.screen();
        assert!(screen.contains("3 files of unknown type") && screen.contains("d.zip: broken"), "{screen}");
        driver.keys("Esc");
        assert!(driver.state.overlays.is_empty());
    }),
    ("justify-lines", |key| {
        let mut driver = three();
        driver.keys(key);
        assert!(driver.state.display.justify && driver.hint().contains("justified"), "{}", driver.hint());
        driver.keys(key);
        assert!(!driver.state.display.justify);
    }),
    ("hyphenate-words", |key| {
        let mut driver = three();
        driver.keys(key);
        assert!(driver.state.display.hyphenate && driver.hint().contains("hyphenated"), "{}", driver.hint());
        driver.keys(key);
        assert!(!driver.state.display.hyphenate);
    }),
    ("palette", |key| {
        let mut driver = three();
        driver.keys(key).keys("text:next-art");
        assert!(driver.screen().contains("next-article"), "{}", driver.screen());
        driver.keys("Enter");
        assert_eq!(driver.open(), 1);
    }),
    ("stop", |key| {
        let mut driver = three();
        driver.keys(key);
        assert!(driver.others.is_empty() && !driver.quit, "there is nothing to stop");
        driver.act(Action::Progress { found: 9, read: 3, done: false });
        driver.keys(key);
        assert_eq!(driver.others, ["CancelReading"]);
    }),
    ("repaint", |key| assert_eq!(three().keys(key).others, ["Repaint"])),
    ("suspend", |key| assert_eq!(three().keys(key).others, ["Suspend"])),
    ("help", |key| {
        let mut driver = three();
        driver.keys(key);
        assert!(matches!(driver.state.overlays.top(), Some(Overlay::Help(_))));
        driver.keys(key);
        assert!(driver.state.overlays.is_empty());
    }),
    ("close", |key| {
        let mut driver = three();
        driver.keys("c ?").keys(key);
        assert!(driver.state.overlays.is_empty() && driver.state.view == View::Compare);
        driver.keys(key);
        assert!(driver.state.view == View::Read && !driver.quit);
        driver.keys(key);
        assert!(driver.quit);
    }),
    ("quit", |key| assert!(three().keys("c ?").keys(key).quit)),
];
