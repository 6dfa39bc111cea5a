//! The percentage, the minutes left and the bar beside the text all measure the distance to the body's end.

use crate::support::driver::Driver;
use proptest::prelude::*;
use whoswho::ui::depth::Depth;

const LIST: &str = "[[entity]]\nname = 'Kyiv'\nkind = 'place'\n";

/// Returns the position as the screen shows it: percentage, minutes left, and whether the bar reaches the last row
/// (None if there is no bar).
fn shown_position(driver: &Driver) -> (usize, usize, Option<bool>) {
    let status = driver.status();
    let after = status.split("article 1 of 1").nth(1).expect("the article").trim();
    let position = after.split([' ', ',']).next().unwrap_or_default();
    let percent = match position {
        "top" => 0,
        "end" | "all" => 100,
        other => other.strip_suffix('%').and_then(|number| number.parse().ok()).expect("a percentage"),
    };
    let minutes = after.split(", ").nth(1).and_then(|rest| rest.split(" min").next());
    let minutes = minutes.and_then(|number| number.trim().parse().ok()).unwrap_or(0);
    let area = driver.app.workspace.text_area();
    let buffer = driver.buffer(Depth::None);
    let bar = |y: u16| buffer[(area.x + area.width - 1, y)].symbol() == "┃";
    let rows = area.y..area.y + area.height;
    let has_bar = rows.clone().any(bar);
    (percent, minutes, has_bar.then(|| bar(area.y + area.height - 1)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]
    #[test]
    fn percentage_minutes_and_bar_agree_and_never_go_back_while_scrolling_down(
        paragraphs in prop::collection::vec(1_usize..90, 1..14),
        residue in 0_usize..3,
        rows in 6_u16..20,
    ) {
        let paragraph = |words: &usize| format!("{}end.\n\n", "word ".repeat(*words));
        let body = paragraphs.iter().map(paragraph).collect::<Vec<_>>().concat();
        let residue = if residue == 0 {
            String::new()
        } else {
            format!("You may also like\n\n{}", "other ".repeat(40 * residue))
        };
        let text = format!("A title here\n\n{body}{residue}");
        let mut driver = Driver::corpus(LIST, &[("a.txt", &text)]);
        driver.resize(120, rows);
        // The body ends after the last paragraph that is not residue.
        let end = driver.app.workspace.open.as_ref().expect("open").end_of_body();
        let last_words = text.rfind("end.").expect("words") + 4;
        prop_assert!(end == last_words || end == text.trim_end().len(), "{end} {last_words}");
        let (mut before, mut top) = ((0, usize::MAX, false), None);
        loop {
            let is_at_end = driver.app.workspace.visible_bytes().end >= end;
            let (percent, minutes, bar) = shown_position(&driver);
            let status = driver.status();
            prop_assert_eq!(percent == 100, is_at_end, "{}", status);
            prop_assert_eq!(minutes == 0, is_at_end, "{}", status);
            prop_assert!(bar.is_none_or(|reaches| reaches == is_at_end), "{}\n{}", status, driver.screen());
            prop_assert!(percent >= before.0 && minutes <= before.1, "{}", status);
            prop_assert!(!before.2 || is_at_end);
            before = (percent, minutes, is_at_end);
            if top == Some(driver.app.workspace.viewport) {
                break;
            }
            top = Some(driver.app.workspace.viewport);
            driver.keys("j");
        }
        prop_assert_eq!(before.0, 100);
    }
}

#[test]
fn text_after_the_body_is_not_left_to_read() {
    let body = "word ".repeat(60);
    let text = format!("A title\n\n{body}\n\nYou may also like\n\n{}", "other ".repeat(90));
    let mut driver = Driver::corpus(LIST, &[("a.txt", &text)]);
    driver.resize(120, 12);
    assert_eq!(shown_position(&driver), (100, 0, None), "{}", driver.status());
    driver.keys("Space");
    assert_eq!((shown_position(&driver).0, shown_position(&driver).1), (100, 0), "{}", driver.status());
}
