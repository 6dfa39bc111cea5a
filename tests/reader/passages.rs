//! `)` and `(` walk the paragraphs that two entities share.

use std::collections::BTreeSet;

use crate::support::driver::Driver;

#[test]
fn walk_of_shared_paragraphs_agrees_with_the_panel() {
    let mut driver = Driver::seeds(120, 40);
    driver.keys("] Enter");
    let near =
        driver.app.workspace.corpus_stats().and_then(|all| all.neighbourhood.clone()).expect("neighbours");
    driver.keys(")");
    let partner = driver.app.workspace.selection.partner().cloned().expect("a partner");
    let number = driver.app.workspace.index().find_entity(&partner).expect("named");
    let joint = near.neighbours.iter().find(|one| one.referent == number).expect("a neighbour").paragraphs;
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
        assert!(visited.insert((article, current)), "twice");
        wraps += usize::from(driver.walk_on(")"));
        assert!(driver.hint().contains(&format!("{selected} with {other}: ")), "{}", driver.hint());
    }
    assert_eq!(wraps, 1, "it reports once that it wrapped");
    assert_eq!(
        driver.app.workspace.selection.partner(),
        Some(&partner),
        "whatever the panel lists in other articles"
    );
    let place = driver.app.workspace.current_mention;
    driver.keys(") (");
    assert_eq!(driver.app.workspace.current_mention, place);
}
