//! Hidden kinds are not highlighted, listed, visited or counted; nothing else changes.

use crate::support::driver::{Driver, styles_of};
use whoswho::ui::depth::Depth;

/// Returns the byte offsets of the mentions that count and are not of a kind, by article, from a naive loop.
fn without(driver: &Driver, kind: &str) -> Vec<Vec<usize>> {
    let index = driver.app.workspace.index();
    let gazetteer = index.gazetteer();
    let is_kind = |number| {
        let entry = index.entity(number).and_then(|entity| gazetteer.entry(entity.entry));
        entry.and_then(|entry| gazetteer.kind(entry.kind)).is_some_and(|entry_kind| entry_kind.id == kind)
    };
    index
        .ids()
        .map(|id| {
            let rows = index.mentions(id).filter(|(number, mention)| mention.counts() && !is_kind(*number));
            rows.map(|(_, mention)| mention.start as usize).collect()
        })
        .collect()
}

#[test]
fn jumps_and_counts_skip_hidden_kinds() {
    let mut driver = Driver::seeds(120, 40);
    let before = styles_of(&driver.buffer(Depth::Ansi16));
    let stops = without(&driver, "place");
    let all: usize = stops.iter().map(Vec::len).sum();
    driver.keys("t l Esc");
    assert_ne!(styles_of(&driver.buffer(Depth::Ansi16)), before, "places are no longer highlighted");
    let status = driver.status();
    assert!(
        status.contains("mentions of ") && status.contains(&format!("{} here, {all} in all", stops[0].len())),
        "{status}"
    );
    for (article, starts) in stops.iter().enumerate() {
        for start in starts {
            driver.keys("]");
            assert_eq!(
                (driver.open_article(), driver.app.workspace.current_mention),
                (article, Some(*start))
            );
        }
    }
    assert!(!driver.screen().contains("Places"), "{}", driver.screen());
    // The matrix leaves out the hidden kinds too.
    driver.keys("t a l Esc C");
    let rows = driver.matrix().coverage.latest().map_or(0, |(_, matrix)| matrix.rows.len());
    let shown = driver.matrix().rows(&driver.app.workspace).map_or(0, |rows| rows.len());
    assert!(shown < rows && shown > 0, "{shown} of {rows}");
    driver.keys("q t a Esc");
    assert!(driver.app.workspace.selection.hidden().is_empty());
    driver.keys("g");
    assert!(driver.status().contains("361 in all"), "{}", driver.status());
}

/// Regression: the kinds from the 64th on were hidden and shown together.
#[test]
fn hiding_one_of_70_kinds_hides_only_it() {
    let numbers = || 6..=70;
    let block = |n| format!("[kinds.k{n}]\n[[entity]]\nname = 'Name{n}'\nkind = 'k{n}'\n");
    let list = numbers().map(block).collect::<Vec<_>>().concat();
    let text = numbers().map(|n| format!("Name{n} came.")).collect::<Vec<_>>().join("\n\n");
    for (kind, row) in [("k70", 69), ("k64", 63), ("k65", 64)] {
        let mut driver = Driver::corpus(&list, &[("1.txt", &text)]);
        assert_eq!(driver.app.workspace.index().gazetteer().kinds.len(), 70);
        driver.keys(&format!("t {} Enter Esc", "j ".repeat(row)));
        let starts = without(&driver, kind).remove(0);
        assert_eq!(starts.len(), 64);
        let status = driver.status();
        assert!(status.contains("mentions of 69 kinds: 64 here, 64 in all"), "{status}");
        for start in starts {
            driver.keys("]");
            assert_eq!(driver.app.workspace.current_mention, Some(start), "{kind}");
        }
        driver.keys("C");
        assert_eq!(driver.matrix().rows(&driver.app.workspace).map_or(0, |rows| rows.len()), 64, "{kind}");
    }
}
