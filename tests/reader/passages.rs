//! `)` and `(` step through the paragraphs that two entities share.

use std::collections::BTreeSet;

use crate::support::driver::Driver;

#[test]
fn shared_paragraphs_visited_agree_with_the_panel() {
    let mut driver = Driver::seeds(120, 40);
    driver.keys("] Enter");
    let neighbourhood =
        driver.app.workspace.corpus_stats().and_then(|all| all.neighbourhood.clone()).expect("neighbours");
    driver.keys(")");
    let partner = driver.app.workspace.selection.partner().cloned().expect("a partner");
    let number = driver.app.workspace.index().find_entity(&partner).expect("named");
    let joint = neighbourhood
        .neighbours
        .iter()
        .find(|neighbour| neighbour.referent == number)
        .expect("a neighbour")
        .paragraphs;
    assert!(joint > 3, "{joint}");
    let selected = driver.app.workspace.selected_name().expect("selected");
    let other = driver
        .app
        .workspace
        .index()
        .entity(number)
        .expect("an entity")
        .name(driver.app.workspace.index().gazetteer());
    let (mut visited, mut wraps) = (BTreeSet::new(), 0);
    for _ in 0..joint {
        let article = driver.app.workspace.open_id().expect("open");
        let current = driver.app.workspace.current_mention.expect("a current mention");
        let mentions: Vec<_> = driver
            .app
            .workspace
            .index()
            .mentions(article)
            .map(|(number, mention)| (number, *mention))
            .collect();
        let here = mentions.iter().find(|(_, mention)| mention.start as usize == current).expect("a mention");
        let names: Vec<String> = mentions
            .iter()
            .filter(|(_, mention)| mention.counts() && mention.block == here.1.block)
            .filter_map(|(number, _)| driver.app.workspace.index().entity(*number))
            .map(|entity| entity.name(driver.app.workspace.index().gazetteer()))
            .collect();
        assert!(names.contains(&selected) && names.contains(&other), "{names:?}");
        assert!(visited.insert((article, current)), "a paragraph is visited twice");
        wraps += usize::from(driver.step_and_wrap(")"));
        assert!(driver.hint().contains(&format!("{selected} with {other}: ")), "{}", driver.hint());
    }
    assert_eq!(wraps, 1, "the reader offers to wrap around once");
    assert_eq!(
        driver.app.workspace.selection.partner(),
        Some(&partner),
        "the partner stays the same, whatever the panel lists in other articles"
    );
    let before = driver.app.workspace.current_mention;
    driver.keys(") (");
    assert_eq!(driver.app.workspace.current_mention, before);
}
