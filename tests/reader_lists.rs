//! Lists with a hand in them: it moves before they scroll, and a press means what stands under it.

mod support;

use support::driver::Driver;
use whoswho::app::pane::View;

#[test]
fn a_press_on_the_sums_of_compare_opens_no_article() {
    let mut driver = Driver::seeds(60, 20);
    driver.keys("c g");
    let head = driver.rows().iter().position(|row| row.ends_with("sum")).expect("the head of the sums");
    let column = driver.rows()[head].trim_end().chars().count() as u16 - 1;
    driver.press(column, head as u16 + 3);
    assert_eq!((driver.state.view, driver.state.compare.row.at), (View::Compare, 2), "{}", driver.screen());
    assert_eq!(driver.state.compare.column, 0);
}
