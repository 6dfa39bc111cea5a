//! `U` undoes the last change, whatever it was, and then the one before.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use proptest::prelude::*;
use whoswho::app::Message;
use whoswho::app::actions::undo::toggle_dismissed;
use whoswho::app::state::dismissal::DismissalKey;
use whoswho::app::state::mark::Mark;
use whoswho::app::state::note::UnsavedNote;
use whoswho::app::state::saved::SavedState;
use whoswho::app::state::undo::MAX_CHANGES;

use crate::support::driver::Driver;

const LIST: &str =
    "[[entity]]\nname = 'Kyiv'\nkind = 'place'\n[[entity]]\nname = 'Joe Park'\nkind = 'person'\n";

fn driver() -> Driver {
    let rows = "Another paragraph is about Kyiv.\n\n".repeat(60);
    let one = format!("First report\n\nNora Quist met Joe Park in Kyiv. Nora Quist left.\n\n{rows}");
    Driver::corpus(
        LIST,
        &[
            ("1.txt", &one),
            ("2.txt", "Second report\n\nNora Quist and Ida Bell spoke.\n\nIda Bell said so.\n"),
        ],
    )
}

/// Returns the effects whose debug output begins with `name`.
fn effects(driver: &Driver, name: &str) -> Vec<String> {
    driver.terminal_effects.iter().filter(|effect| effect.starts_with(name)).cloned().collect()
}

#[test]
fn changes_of_all_kinds_are_undone_last_first() {
    let mut driver = driver();
    driver.keys("m a d m a ' a m a");
    driver.keys("t l Esc");
    driver.keys("S x S");
    driver.keys("r");
    for expected in ["marked as", "ignored", "Places hidden", "mark a deleted", "mark a moved", "mark a"] {
        driver.keys("U");
        let hint = driver.hint();
        assert!(hint.contains("Undid: ") && hint.contains(expected), "{expected}: {hint}");
    }
    assert!(driver.app.workspace.marks.is_empty() && driver.app.workspace.selection.hidden().is_empty());
    assert!(driver.app.workspace.ignored.is_empty());
    driver.keys("U");
    assert!(driver.hint().contains("Nothing to undo"), "{}", driver.hint());
}

#[test]
fn state_restored_by_undo_is_saved() {
    let mut driver = driver();
    driver.keys("m a d m a");
    driver.terminal_effects.clear();
    driver.keys("U");
    let saved = effects(&driver, "Save(Mark('a', Some");
    assert_eq!(saved.len(), 1, "{:?}", driver.terminal_effects);
    driver.keys("U");
    assert_eq!(effects(&driver, "Save(Mark('a', None)").len(), 1, "{:?}", driver.terminal_effects);
    driver.keys("S x U");
    let ignored = effects(&driver, "IgnoreName");
    assert!(
        ignored[0].contains("is_ignored: true") && ignored[1].contains("is_ignored: false"),
        "{ignored:?}"
    );
}

#[test]
fn a_dismissed_row_is_saved_and_undone() {
    let mut driver = driver();
    let key = DismissalKey::new("values", ["three trucks", "twelve trucks"]);
    let label = format!("three trucks,\n\ttwelve\u{1b} {}", "trucks ".repeat(20));
    assert!(toggle_dismissed(&mut driver.app.workspace, key, &label));
    assert_eq!(driver.app.workspace.dismissed, [key].into());
    driver.keys("U");
    let hint = driver.hint();
    assert!(hint.contains("Undid: not a difference: three trucks, twelve"), "{hint}");
    assert!(hint.contains('…') && !hint.contains("again"), "{hint}");
    assert!(driver.app.workspace.dismissed.is_empty());
    let saved: Vec<bool> =
        effects(&driver, "Save(Dismissal(").iter().map(|effect| effect.ends_with("true))")).collect();
    assert_eq!(saved, [true, false]);
    driver.keys("U");
    assert!(driver.hint().contains("Nothing to undo"), "{}", driver.hint());
}

/// What earlier sessions saved and what this one dismissed before it arrived are both dismissed. What was saved before
/// cannot be undone.
#[test]
fn rows_dismissed_in_earlier_sessions_stay_dismissed() {
    let mut driver = driver();
    let [saved, new] = ["saved", "new"].map(|text| DismissalKey::new("quotes", [text]));
    toggle_dismissed(&mut driver.app.workspace, new, "new");
    let dismissed = [saved].into();
    driver.send(Message::SavedState(Box::new(SavedState { dismissed, ..SavedState::default() })));
    assert_eq!(driver.app.workspace.dismissed, [saved, new].into());
    driver.keys("U U");
    assert_eq!(driver.app.workspace.dismissed, [saved].into());
}

#[test]
fn undoing_a_note_or_an_addition_asks_for_its_removal() {
    let mut driver = driver();
    driver.keys("a a p");
    driver.keys("] + text:ask_her Enter U");
    let removed = effects(&driver, "RemoveNote");
    assert!(removed[0].contains("number: 2") && removed[0].contains("First report"), "{removed:?}");
    driver.keys("U");
    let removed = effects(&driver, "UndoAddition");
    assert!(removed[0].contains("number: 1") && removed[0].contains("(person)"), "{removed:?}");
    driver.keys("U");
    assert!(driver.hint().contains("Nothing to undo"), "{}", driver.hint());
}

/// If an addition or a note could not be written, `U` undoes the change before it.
#[test]
fn what_was_never_written_is_not_undone() {
    let mut driver = driver();
    driver.keys("m a");
    driver.keys("a a p");
    driver.send(Message::NotAdded { number: 2, why: "no room".to_owned() });
    assert!(driver.hint().contains("no room"), "{}", driver.hint());
    driver.keys("] + Enter");
    let unsaved = UnsavedNote { number: 3, note: Box::default(), why: "no room".to_owned() };
    driver.send(Message::Noted(Err(unsaved)));
    driver.keys("U");
    assert!(driver.hint().contains("Undid: mark a"), "{}", driver.hint());
}

#[test]
fn twenty_changes_are_undone_and_no_more() {
    let mut driver = driver();
    let letters: Vec<char> = ('a'..='z').collect();
    for letter in &letters {
        driver.keys(&format!("m {letter}"));
    }
    for _ in 0..MAX_CHANGES {
        driver.keys("U");
        assert!(driver.hint().contains("Undid: mark "), "{}", driver.hint());
    }
    driver.keys("U");
    assert!(driver.hint().contains("Nothing to undo"), "{}", driver.hint());
    let left: Vec<char> = driver.app.workspace.marks.keys().copied().collect();
    assert_eq!(left, letters[..letters.len() - MAX_CHANGES]);
}

/// The state that `U` restores: marks, hidden kinds, ignored names, which articles count as read, and dismissed rows.
type UndoableState =
    (BTreeMap<char, Mark>, BTreeSet<String>, HashSet<String>, BTreeSet<String>, HashSet<DismissalKey>);

fn undoable_state(driver: &Driver) -> UndoableState {
    let ws = &driver.app.workspace;
    let read = ws.read_marks.iter().filter(|(_, mark)| mark.is_read).map(|(key, _)| key.to_string());
    (
        ws.marks.clone(),
        ws.selection.hidden().clone(),
        ws.ignored.clone(),
        read.collect(),
        ws.dismissed.clone(),
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn as_many_undos_as_changes_restore_the_state_before(steps in prop::collection::vec(0_usize..13, 0..12)) {
        let mut driver = driver();
        driver.keys("G g");
        let before = undoable_state(&driver);
        let mut states = Vec::new();
        for step in steps {
            let keys = ["m a", "m b", "d", "] m a", "t p Esc", "t l Esc", "t a Esc", "S x S", "S j x S", "r", "S k x x S"];
            let change_count = driver.app.workspace.undo.len();
            states.push((undoable_state(&driver), change_count));
            if let Some(keys) = keys.get(step) {
                driver.keys(keys);
            } else {
                let text = if step == keys.len() { "three trucks" } else { "four trucks" };
                toggle_dismissed(&mut driver.app.workspace, DismissalKey::new("values", [text]), text);
            }
        }
        while let Some((state, change_count)) = states.pop() {
            while driver.app.workspace.undo.len() > change_count {
                driver.keys("U");
            }
            prop_assert_eq!(undoable_state(&driver), state);
        }
        prop_assert_eq!(undoable_state(&driver), before);
        prop_assert!(driver.app.workspace.undo.is_empty());
    }
}
