//! The card explains each highlight: why it is a mention, and what else claimed its characters.

use crate::support::driver::Driver;
use whoswho::app::geometry::Area;
use whoswho::overlays::card::Card;
use whoswho::overlays::jump_labels::JumpLabels;
use whoswho::ui::overlay::Overlay;

const LIST: &str = "\
[[entity]]
name = 'New York Times'
kind = 'organisation'
[[entity]]
name = 'New York'
kind = 'place'
[[entity]]
name = 'Times Square'
kind = 'place'
[[entity]]
name = 'Georgia'
kind = 'place'
[[entity]]
name = 'Georgia, USA'
kind = 'place'
aliases = ['Georgia']
[[entity]]
name = 'Ann Lee'
kind = 'person'
";

const TEXT: &str =
    "A report\n\nAnn Lee read the New York Times Square edition in Georgia.\n\nLee left New York.\n";

fn reader() -> Driver {
    Driver::corpus(LIST, &[("1.txt", TEXT)])
}

/// Returns the text of the card, without its border.
fn card(driver: &Driver) -> String {
    let rows = driver.rows();
    let inside = rows.iter().filter_map(|row| {
        let (_, rest) = row.split_once('│').filter(|_| row.matches('│').count() >= 2)?;
        rest.rsplit_once('│').map(|(inside, _)| inside.trim_end().to_owned())
    });
    inside.collect::<Vec<_>>().join(" ").replace('│', " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn card_shows_the_form_that_matched_and_what_it_beat() {
    let mut driver = reader();
    driver.keys("] ] i");
    let card = card(&driver);
    assert!(card.contains("New York Times: certain, by the name (line 2)"), "{card}");
    assert!(card.contains("holds New York, by the name (line 5)"), "{card}");
    assert!(card.contains("overlaps Times Square, by the name (line 8)"), "{card}");
}

#[test]
fn card_of_another_entitys_mention_names_that_entity() {
    let mut driver = reader();
    driver.keys("] Enter f s i");
    assert_eq!(driver.app.workspace.selected_name().as_deref(), Some("Ann Lee"));
    let card = card(&driver);
    assert!(card.contains("New York Times: certain, by the name (line 2)"), "{card}");
    assert!(card.contains("it names New York Times, not Ann Lee"), "{card}");
}

#[test]
fn card_of_a_surname_says_whose_it_is_and_why() {
    let mut driver = reader();
    driver.keys("] ] ] i");
    let card = card(&driver);
    assert!(
        card.contains("Lee: bound, by the surname, since the article names Ann Lee (listed on line 18)"),
        "{card}"
    );
}

#[test]
fn nested_and_ambiguous_mentions_are_shown_visited_and_explained() {
    let mut driver = reader();
    let counted = driver.offsets(0, None);
    let visited = |driver: &mut Driver, times: usize| -> Vec<usize> {
        let step = |_| {
            driver.step_and_wrap("]");
            driver.app.workspace.current_mention
        };
        (0..times).filter_map(step).collect()
    };
    assert_eq!(visited(&mut driver, counted.len()), counted);
    driver.keys("x g");
    let offset_of = |words: &str| TEXT.find(words).expect(words);
    // New York begins where New York Times does, so the two are one stop. Georgia is ambiguous, so it is a stop only
    // after `x`.
    let stops = [
        offset_of("Ann Lee"),
        offset_of("New York Times"),
        offset_of("Georgia"),
        offset_of("Lee left"),
        offset_of("New York."),
    ];
    assert_eq!(visited(&mut driver, 5), stops);
    // From the last one, which is on the page, wrap around to the third.
    driver.keys("g ] ] ] ] i");
    assert!(driver.app.overlay::<Card>().is_some());
    let card_text = card(&driver);
    assert!(card_text.contains("Georgia: ambiguous, by the name (line 11)"), "{card_text}");
    assert!(card_text.contains("may be Georgia; Georgia, USA"), "{card_text}");
    assert!(
        card_text.contains("ties with Georgia = Georgia, USA, by the alias Georgia (line 16)"),
        "{card_text}"
    );
    // Counts on the screen do not change.
    driver.keys("Esc");
    assert!(driver.status().contains(&format!("{} here", counted.len())), "{}", driver.status());
    driver.keys("x");
    let mut again = visited(&mut driver, counted.len());
    again.sort_unstable();
    assert_eq!(again, counted);
}

#[test]
fn every_mention_of_the_seeds_has_a_card_that_agrees_with_explain() {
    let mut driver = Driver::seeds(120, 40);
    driver.keys("x");
    let mut seen = 0;
    for _ in 0..80 {
        driver.keys("] i");
        assert!(driver.app.overlay::<Card>().is_some(), "{}", driver.screen());
        let why =
            driver.app.overlay::<Card>().expect("a card").explanation.exact().cloned().expect("an answer");
        assert_eq!(Some(why.mention.start as usize), driver.app.workspace.current_mention);
        seen += why.rivals.len();
        driver.keys("Esc Esc");
    }
    assert!(seen > 10, "some mentions have rivals: {seen}");
}

#[test]
fn card_stays_open_over_jumps_and_never_covers_its_mention() {
    for (columns, rows) in [(120, 40), (80, 24), (50, 20)] {
        let mut driver = Driver::seeds(columns, rows);
        driver.keys("] ] ] Enter i");
        for jump in ["]", "]", "]", "}", "[", "}", "]", "{"] {
            driver.keys(jump);
            assert!(driver.app.has_overlay(), "{jump}");
            let screen = driver.rows();
            let row_of = |sign: char| screen.iter().position(|row| row.contains(sign));
            let (current, card) = (row_of('▶').expect("the mark"), row_of('┌').expect("the card"));
            assert!(current < card, "{jump} at {columns}x{rows}\n{}", driver.screen());
            assert!(driver.screen().contains("this one"), "{}", driver.screen());
        }
        driver.keys("i");
        assert!(!driver.app.has_overlay());
    }
}

#[test]
fn card_does_not_cut_rows_of_the_panes_beside_it() {
    for (columns, rows) in [(200, 50), (160, 45), (120, 40), (100, 30), (80, 24), (60, 20), (50, 20)] {
        let mut driver = Driver::seeds(columns, rows);
        driver.keys("] ] Enter");
        let (without, panes) = (driver.rows(), driver.app.workspace.layout());
        driver.keys("i");
        let with = driver.rows();
        let card = driver.app.overlay::<Card>().and_then(Overlay::covered).expect("a card");
        let text = panes.text.expect("the text is shown");
        let keeps_to_the_text = (text.x, text.width) == (card.x, card.width);
        let is_as_wide_as_the_screen = (0, columns) == (card.x, card.width);
        assert!(keeps_to_the_text || is_as_wide_as_the_screen, "{columns}x{rows}\n{}", driver.screen());
        if keeps_to_the_text {
            let beside = |row: &String, area: Area| -> String {
                row.chars().skip(usize::from(area.x)).take(usize::from(area.width)).collect()
            };
            for area in [panes.articles, panes.panel].into_iter().flatten() {
                for y in usize::from(area.y)..usize::from(area.y + area.height) {
                    assert_eq!(beside(&with[y], area), beside(&without[y], area), "{columns}x{rows}");
                }
            }
        }
    }
}

/// Regression: with x, nested mentions were drawn, but had no label and could not be clicked.
#[test]
fn drawn_nested_mentions_have_labels_and_can_be_clicked() {
    let list = "[[entity]]\nname = 'Bank of Georgia'\nkind = 'organisation'\n[[entity]]\nname = 'Georgia'\nkind = 'place'\n";
    let mut driver =
        Driver::corpus(list, &[("1.txt", "A report\n\nThe Bank of Georgia has Georgia in its name.\n")]);
    let labels = |driver: &mut Driver| {
        driver.keys("f");
        let count = driver.app.overlay::<JumpLabels>().map_or(0, |labelling| labelling.targets.len());
        driver.keys("Esc");
        count
    };
    let selected_by_click = |driver: &mut Driver| {
        let rows = driver.rows();
        let (row, line) = rows.iter().enumerate().find(|(_, row)| row.contains("Bank of")).expect("the text");
        let at = line.find("Georgia").expect("the name");
        let column = line[..at].chars().count() as u16;
        driver.press(column + 1, row as u16);
        let name = driver.app.workspace.selected_name();
        driver.keys("Esc Esc");
        name
    };
    assert_eq!(labels(&mut driver), 2);
    assert_eq!(selected_by_click(&mut driver).as_deref(), Some("Bank of Georgia"));
    driver.keys("x");
    assert_eq!(labels(&mut driver), 3);
    assert_eq!(selected_by_click(&mut driver).as_deref(), Some("Georgia"));
}
