//! `=` in the menu of `a` asks which entity a name is an alias of.

use whoswho::overlays::add_entity::AddEntity;
use whoswho::overlays::add_entity::owners::Owners;

use crate::support::driver::Driver;

const LIST: &str = "
[[entity]]
name = 'Oslo'
kind = 'place'
[[entity]]
name = 'Kyiv'
kind = 'place'
aliases = ['Kiev']
[[entity]]
name = 'Joe Park'
kind = 'person'
[[entity]]
name = 'Case {number}'
id = 'case'
kind = 'event'
patterns = ['Case (?<number>[0-9]+)']
";

const ONE: &str = "First report\n\nJoe Park left Kyiv. Nora Quist and Ida Bell went to Kyjiw.\n";

fn driver() -> Driver {
    Driver::corpus(LIST, &[("1.txt", ONE)])
}

fn owners(driver: &Driver) -> &Owners {
    match driver.app.overlay::<AddEntity>() {
        Some(AddEntity::AliasOf(owners)) => owners,
        other => panic!("{other:?}: {}", driver.screen()),
    }
}

fn names(driver: &Driver) -> Vec<(&str, &str)> {
    owners(driver).rows().iter().map(|row| (row.name.as_str(), row.note.as_str())).collect()
}

/// Clicks a word in the paragraph and opens the menu of `a` for it.
fn choose(driver: &mut Driver, word: &str) {
    let rows = driver.rows();
    let (y, row) = rows.iter().enumerate().find(|(_, row)| row.contains("Kyjiw.")).expect("the paragraph");
    let column = row[..row.find(word).expect("the words are in the row")].chars().count();
    // The first press selects the sentence, the second the word.
    driver.press(column as u16, y as u16).press(column as u16, y as u16);
    driver.keys("a");
    assert!(driver.screen().contains(&format!("Add {word}")), "{}", driver.screen());
}

fn choose_kyjiw(driver: &mut Driver) {
    choose(driver, "Kyjiw");
}

#[test]
fn selected_entity_is_first_and_the_others_follow_in_list_order() {
    let mut driver = driver();
    choose_kyjiw(&mut driver);
    assert!(driver.screen().contains("=   alias of…"), "{}", driver.screen());
    driver.keys("=");
    assert_eq!(names(&driver), [("Oslo", ""), ("Kyiv", ""), ("Joe Park", "")]);
    driver.keys("Esc Esc");
    assert!(!driver.app.has_overlay(), "{}", driver.screen());
    // Joe Park is selected: he is first, and the screen says why.
    driver.keys("] Enter");
    assert_eq!(driver.app.workspace.selected_name().as_deref(), Some("Joe Park"));
    choose_kyjiw(&mut driver);
    driver.keys("=");
    assert_eq!(names(&driver), [("Joe Park", "selected"), ("Oslo", ""), ("Kyiv", "")]);
    let screen = driver.screen();
    assert!(screen.contains("Kyjiw is an alias of…") && screen.contains("▸ Joe Park  selected"), "{screen}");
    assert!(screen.contains(" 1 of 3 "), "{screen}");
    driver.keys("Down Down Enter");
    let added = driver.terminal_effects.last().expect("an addition");
    assert!(added.contains("Alias { id: \"kyiv\", text: \"Kyjiw\" }"), "{added}");
}

#[test]
fn the_entity_mentioned_here_comes_after_the_selected_one() {
    let mut driver = driver();
    driver.keys("] e text:kyiv Enter a a");
    assert!(driver.screen().contains("Add Joe Park"), "{}", driver.screen());
    driver.keys("Right =");
    assert_eq!(names(&driver), [("Kyiv", "selected"), ("Joe Park", "mentioned here"), ("Oslo", "")]);
    // An entity that already has the name is left out.
    driver.keys("Esc Left =");
    assert!(driver.screen().contains("Joe Park is an alias of…"), "{}", driver.screen());
    assert_eq!(names(&driver), [("Kyiv", "selected"), ("Oslo", "")]);
}

#[test]
fn the_suggested_entity_comes_after_both() {
    let list =
        "[[entity]]\nname = 'Oslo'\nkind = 'place'\n[[entity]]\nname = 'Petro Kovalenko'\nkind = 'person'\n";
    let text = "Report\n\nPetro Kovalenko spoke to Petro Kovalenco in Oslo. Petro Kovalenco said so to Petro Kovalenco.\n";
    let mut driver = Driver::corpus(list, &[("1.txt", text)]);
    driver.keys("S a");
    assert!(driver.hint().contains("a letter or Enter adds it"), "{}", driver.hint());
    assert!(driver.screen().contains("alias of Petro Kovalenko"), "{}", driver.screen());
    driver.keys("=");
    assert_eq!(names(&driver), [("Petro Kovalenko", "suggested"), ("Oslo", "")]);
    driver.keys("Esc Esc S ] ] Enter");
    assert_eq!(driver.app.workspace.selected_name().as_deref(), Some("Oslo"));
    driver.keys("S a =");
    assert_eq!(names(&driver), [("Oslo", "selected"), ("Petro Kovalenko", "suggested")]);
}

#[test]
fn letters_filter_by_any_name_and_escape_goes_back_to_the_menu() {
    let mut driver = driver();
    choose_kyjiw(&mut driver);
    driver.keys("= text:kie");
    assert_eq!(names(&driver), [("Kiev", "Kyiv")]);
    assert!(driver.screen().contains(" 1 of 1 "), "{}", driver.screen());
    driver.keys("text:zz Enter");
    assert!(driver.hint().contains("No entity matches kiezz"), "{}", driver.hint());
    assert!(driver.screen().contains(" none "), "{}", driver.screen());
    driver.keys("Ctrl-u");
    assert_eq!(owners(&driver).count(), Some(3));
    driver.paste("osl");
    assert_eq!(names(&driver), [("Oslo", "")]);
    driver.keys("Esc");
    assert!(matches!(driver.app.overlay(), Some(AddEntity::Choose(_))), "{}", driver.screen());
    driver.keys("= text:park Enter");
    let added = driver.terminal_effects.last().expect("an addition");
    assert!(added.contains("Alias { id: \"joe-park\", text: \"Kyjiw\" }"), "{added}");
    assert!(!driver.app.has_overlay());
}

#[test]
fn keys_typed_before_the_rows_arrive_wait_for_them() {
    let mut driver = driver();
    choose_kyjiw(&mut driver);
    driver.hold();
    driver.keys("= text:kyi Enter");
    assert!(driver.terminal_effects.is_empty(), "{:?}", driver.terminal_effects);
    driver.release();
    let added = driver.terminal_effects.last().expect("an addition");
    assert!(added.contains("Alias { id: \"kyiv\""), "{added}");
}

#[test]
fn a_press_on_a_row_chooses_it() {
    let mut driver = driver();
    choose_kyjiw(&mut driver);
    driver.keys("=");
    let rows = driver.rows();
    let (y, row) = rows
        .iter()
        .enumerate()
        .find(|(_, row)| row.contains("  Oslo") || row.contains("▸ Oslo"))
        .expect("a row");
    let column = row[..row.find("Oslo").expect("the words are in the row")].chars().count();
    driver.press(column as u16, y as u16);
    assert!(
        driver.terminal_effects.iter().any(|effect| effect.contains("Alias { id: \"oslo\"")),
        "{:?}",
        driver.terminal_effects
    );
}

/// Regression: the hint said "a letter or Enter adds it" where Enter added nothing.
#[test]
fn hint_offers_enter_only_where_it_adds() {
    let mut driver = driver();
    choose_kyjiw(&mut driver);
    assert!(
        driver.hint().contains("a letter adds it") && !driver.hint().contains("Enter"),
        "{}",
        driver.hint()
    );
    driver.keys("Enter");
    assert!(driver.app.has_overlay() && driver.terminal_effects.is_empty(), "Enter adds nothing by accident");
    driver.keys("Down");
    assert!(driver.hint().contains("Enter chooses the entity"), "{}", driver.hint());
    driver.keys("Down");
    assert!(driver.hint().contains("a letter or Enter adds it"), "{}", driver.hint());
    driver.keys("Enter");
    assert!(
        driver.terminal_effects.last().is_some_and(|effect| effect.contains("kind: \"person\"")),
        "{:?}",
        driver.terminal_effects
    );
}

#[test]
fn empty_list_offers_no_alias() {
    let mut driver = Driver::corpus("", &[("1.txt", ONE)]);
    driver.keys("a a");
    assert!(!driver.screen().contains("alias of"), "{}", driver.screen());
    driver.keys("=");
    assert!(driver.hint().contains("= is not a choice"), "{}", driver.hint());
}

/// Regression: a second entity of the same name was added, and all mentions of both became ambiguous.
#[test]
fn name_that_an_entity_has_is_not_added_again() {
    for (keys, range) in [("] a", "Joe Park"), ("] ] a", "Kyiv")] {
        let mut driver = driver();
        driver.keys(keys).keys("a");
        assert!(driver.screen().contains(&format!("Add {range}")), "{}", driver.screen());
        driver.keys("p");
        let refusal = format!("Not added: already a name of {range}");
        assert!(driver.hint().contains(&refusal), "{}", driver.hint());
        assert!(driver.app.has_overlay() && driver.terminal_effects.is_empty());
        // With one more word, it is another name.
        driver.keys("Right p");
        assert!(!driver.app.has_overlay() && driver.terminal_effects.len() == 1, "{}", driver.hint());
    }
}

/// Regression: `=` made a name of one entity an alias of another.
#[test]
fn name_that_an_entity_has_is_not_made_an_alias_of_another() {
    let mut driver = driver();
    driver.keys("] ] a a");
    assert!(driver.screen().contains("Add Kyiv"), "{}", driver.screen());
    driver.keys("= text:oslo Enter");
    assert!(driver.hint().contains("Not added: already a name of Kyiv"), "{}", driver.hint());
    assert!(driver.app.has_overlay() && driver.terminal_effects.is_empty(), "{:?}", driver.terminal_effects);
    // With one more word, it is another name.
    driver.keys("Esc Right = text:oslo Enter");
    let added = driver.terminal_effects.last().expect("an addition");
    assert!(added.contains("Alias { id: \"oslo\"") && !driver.app.has_overlay(), "{added}");
}
