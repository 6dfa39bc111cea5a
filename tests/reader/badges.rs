//! Whatever is switched off or filtered has a badge in the status line, with the key that ends it.

use std::sync::Arc;

use crate::support::reports::three;
use whoswho::app::Message;
use whoswho::app::input::command::Scope;
use whoswho::app::input::keymap::Rebinding;
use whoswho::app::input::{Key, Keymap};
use whoswho::app::state::display::Highlight;
use whoswho::app::state::saved::{SavedState, Session};
use whoswho::shell::commands::specs;

/// Keys that switch something off, its badge, keys that switch it on again, and whether the matrix shows the badge too.
const CONDITIONS: &[(&str, &str, &str, bool)] = &[
    ("] ] Enter &", "filter: Geneva &", "&", true),
    ("t l Esc", "1 kind hidden t", "t a Esc", true),
    ("t l p Esc", "2 kinds hidden t", "t a Esc", true),
    ("*", "highlights: selected *", "* *", false),
    ("* *", "highlights off *", "*", false),
    ("x", "nested x", "x", false),
    ("M", "mouse off M", "M", true),
];

#[test]
fn whatever_is_off_has_a_badge_until_its_key_ends_it() {
    for (off, badge, on, is_in_compare) in CONDITIONS {
        let mut driver = three();
        assert!(!driver.status().contains(badge), "{}", driver.status());
        driver.keys(off);
        assert!(driver.status().contains(badge), "{badge}: {}", driver.status());
        assert!(driver.status().contains("article 1 of 3"), "{}", driver.status());
        driver.keys("C");
        assert_eq!(driver.status().contains(badge), *is_in_compare, "{badge}: {}", driver.status());
        driver.keys("q").keys(on);
        assert!(!driver.status().contains(badge), "{badge}: {}", driver.status());
    }
}

#[test]
fn every_view_says_that_the_mouse_is_off() {
    for view in ["", "C", "] w", "S", "\\ text:note Enter"] {
        let mut driver = three();
        driver.keys(view).keys("M");
        assert!(driver.status().contains("mouse off M"), "{view}: {}", driver.status());
    }
}

#[test]
fn a_badge_shows_the_key_that_the_settings_give_the_command() {
    let mut driver = three();
    let keys = vec![Key::parse("Ctrl-x").expect("a key")];
    let rebinding = Rebinding { command: "show-nested", layer: Scope::Everywhere, keys };
    driver.app.workspace.keymap = Arc::new(Keymap::new(specs(), &[rebinding]));
    driver.keys("Ctrl-x");
    assert!(driver.status().contains("nested Ctrl-x"), "{}", driver.status());
}

/// Wider screens show more badges. For those that do not fit, their keys are shown or, below 50 columns, at least the
/// number of all badges.
#[test]
fn badges_never_displace_the_position() {
    let mut driver = three();
    driver.keys("] ] Enter & t l Esc * * x M");
    let badges = ["filter: Geneva &", "1 kind hidden t", "highlights off *", "nested x", "mouse off M"];
    for columns in 40..200 {
        driver.resize(columns, 24);
        let status = driver.status();
        let shown = badges.iter().filter(|badge| status.contains(**badge)).count();
        assert!(status.contains("top") && status.contains("here"), "{columns}: {status}");
        assert!(badges.iter().take(shown).all(|badge| status.contains(*badge)), "{columns}: {status}");
        let keys: Vec<&str> =
            badges.iter().skip(shown).filter_map(|badge| badge.rsplit(' ').next()).collect();
        let (keys, number) = (format!("+{}", keys.join(" ")), format!("+{}", badges.len()));
        let shows_rest = status.contains(&keys) || (columns < 50 && status.contains(&number));
        assert!(shown == badges.len() || shows_rest, "{columns}: {status}");
        assert!(columns < 80 || shown > 0, "{columns}: {status}");
    }
    assert!(badges.iter().all(|badge| driver.status().contains(badge)), "{}", driver.status());
}

/// A page without highlights would look as if the list matched nothing.
#[test]
fn a_session_that_ended_without_highlights_starts_with_the_setting() {
    for (saved, expected) in [(Highlight::None, Highlight::All), (Highlight::Selected, Highlight::Selected)] {
        let mut driver = three();
        driver.app.workspace.journal = whoswho::app::state::saved::Journal::Untouched;
        let session = Some(Session { highlight: Some(saved), ..Session::default() });
        driver.send(Message::SavedState(Box::new(SavedState { session, ..SavedState::default() })));
        assert_eq!(driver.app.workspace.display.highlight, expected);
        driver.terminal_effects.clear();
        driver.keys("* *");
        let saved: Vec<&String> =
            driver.terminal_effects.iter().filter(|effect| effect.contains("Session")).collect();
        assert!(!saved.is_empty(), "{:?}", driver.terminal_effects);
        assert!(saved.iter().all(|effect| !effect.contains("highlight: Some(None)")), "{saved:?}");
    }
}
