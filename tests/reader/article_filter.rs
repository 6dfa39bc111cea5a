//! Filtering and sorting the article list: what is listed, where jumps go, what is counted.

use crate::support::driver::Driver;
use whoswho::corpus::ArticleId;

const LIST: &str =
    "[[entity]]\nname = \"Kyiv\"\nkind = \"place\"\n[[entity]]\nname = \"Geneva\"\nkind = \"place\"\n";

fn dated(date: &str, source: &str, body: &str) -> String {
    format!("---\ntitle: Report of {source}\ndate: {date}\nsource: {source}\n---\n\n{body}\n")
}

/// Creates four reports: Kyiv is in the first, third and fourth, Geneva in the second and third.
fn reports() -> Driver {
    let texts = [
        dated("2025-03-04", "Beta", "Kyiv waits."),
        dated("2025-03-02", "Alpha", "Geneva waits, and talks."),
        dated("2025-03-03", "Gamma", "Kyiv and Geneva. Kyiv talks."),
        "Nothing else is known of this one.\n\nKyiv, Kyiv, Kyiv.".to_owned(),
    ];
    let files = ["a.md", "b.md", "c.md", "d.txt"];
    let articles: Vec<(&str, &str)> = files.into_iter().zip(texts.iter().map(String::as_str)).collect();
    Driver::corpus(LIST, &articles)
}

/// Returns the indexes of the listed articles, in the order of the list.
fn listed(driver: &Driver) -> Vec<usize> {
    let listing = driver.app.workspace.listing();
    (0..listing.len()).map(|row| listing.at(row).expect("an article").0 as usize).collect()
}

/// Selects an entity by stepping to a mention of it.
fn select(driver: &mut Driver, name: &str) {
    for _ in 0..20 {
        driver.step_and_wrap("]");
        driver.keys("Enter");
        if driver.app.workspace.selected_name().as_deref() == Some(name) {
            return;
        }
        driver.keys("Esc");
    }
    panic!("no mention of {name}");
}

#[test]
fn jumps_and_counts_cover_only_the_listed_articles() {
    let mut driver = reports();
    select(&mut driver, "Geneva");
    driver.keys("&");
    let naive: Vec<usize> =
        (0..4).filter(|number| !driver.offsets(*number, Some("Geneva")).is_empty()).collect();
    assert_eq!(listed(&driver), naive);
    driver.keys("Esc");
    assert_eq!(driver.app.workspace.selected_name(), None);
    let mentions: usize = naive.iter().map(|number| driver.offsets(*number, None).len()).sum();
    assert!(driver.status().contains(&format!("of {mentions} in listed articles")), "{}", driver.status());
    let mut visited = Vec::new();
    for _ in 0..mentions {
        driver.keys("]");
        visited.push(driver.open_article());
    }
    assert!(visited.iter().all(|number| naive.contains(number)), "{visited:?}");
    assert!(driver.hint().contains("End reached"), "{}", driver.hint());
    driver.keys("J J J");
    assert_eq!(driver.open_article(), 2);
    assert!(driver.hint().contains("last article in this list"), "{}", driver.hint());
    driver.keys("Esc");
    assert_eq!(listed(&driver), [0, 1, 2, 3], "Esc lists all");
}

#[test]
fn list_is_filtered_to_the_articles_with_hits() {
    let mut driver = reports();
    driver.keys("\\ text:talks Enter &");
    assert_eq!(listed(&driver), [1, 2]);
    assert!(driver.hint().contains("2 articles that contain talks"), "{}", driver.hint());
    driver.keys("&");
    assert_eq!(listed(&driver), [0, 1, 2, 3]);
}

#[test]
fn filter_without_selection_or_search_asks_for_one() {
    let mut driver = reports();
    driver.keys("&");
    assert!(driver.hint().contains("Type what the articles must contain"), "{}", driver.hint());
    driver.keys("text:nothing_of_the_sort Enter &");
    assert!(driver.hint().contains("No article contains"), "{}", driver.hint());
    assert_eq!(listed(&driver), [0, 1, 2, 3]);
}

#[test]
fn articles_are_sorted_and_visited_in_that_order() {
    let mut driver = reports();
    let expected = [("date", vec![1, 2, 0, 3]), ("source", vec![1, 0, 2, 3]), ("mentions", vec![2, 3, 0, 1])];
    for (name, order) in expected {
        driver.keys("s");
        assert!(driver.hint().contains(&format!("Articles sorted by {name}")), "{}", driver.hint());
        assert_eq!(listed(&driver), order, "{name}");
    }
    let dates = |driver: &Driver| {
        let day = regex::Regex::new(r"^\s*(✓ )?\d{4}-\d\d-\d\d").unwrap();
        driver.rows().iter().filter(|row| day.is_match(row)).count()
    };
    driver.keys("s s");
    assert!(driver.hint().contains("Articles sorted by date"));
    assert_eq!(dates(&driver), 3, "rows begin with the date: {}", driver.screen());
    driver.keys("s");
    assert_eq!(dates(&driver), 0, "rows begin with the source: {}", driver.screen());
    driver.keys("s");
    select(&mut driver, "Geneva");
    assert_eq!(listed(&driver)[..2], [1, 2], "by mentions of the selected entity");
    driver.keys("s");
    assert_eq!(listed(&driver), [0, 1, 2, 3]);
    driver.keys("Esc s 4 K");
    let mut visited = Vec::new();
    for _ in 0..4 {
        visited.push(driver.open_article());
        driver.keys("J");
    }
    assert_eq!(visited, [1, 2, 0, 3]);
}

/// Every article contains one of the two words.
#[test]
fn next_hit_follows_the_listed_articles_in_order() {
    let mut driver = reports();
    driver.keys("\\ text:talks|Kyiv Enter Esc s s");
    assert_eq!(listed(&driver), [1, 0, 2, 3], "by source");
    driver.keys("g \\ Enter Enter");
    let hits = |number: usize| driver.app.workspace.corpus_search.counts[number].1 as usize;
    let visit = |driver: &mut Driver, key: &str, steps: usize| {
        let mut visited = Vec::new();
        for _ in 0..steps {
            driver.step_and_wrap(key);
            let at = driver.app.workspace.search.as_ref().and_then(|search| search.at).expect("a hit");
            visited.push((driver.open_article(), at));
        }
        visited
    };
    let cycle = |order: &[usize]| {
        let all = order.iter().flat_map(|number| (0..hits(*number)).map(|at| (*number, at)));
        let mut all: Vec<(usize, usize)> = all.collect();
        let here = all.iter().position(|(number, at)| (*number, *at) == (0, 0)).expect("the current hit");
        all.rotate_left(here + 1);
        all
    };
    let all = cycle(&[1, 0, 2, 3]);
    assert_eq!(visit(&mut driver, "n", all.len()), all);

    select(&mut driver, "Geneva");
    driver.keys("&");
    assert_eq!(listed(&driver), [1, 2]);
    driver.keys("\\ Enter Enter");
    assert_eq!(driver.open_article(), 0, "the first hit is in an article that is not listed");
    let visited = visit(&mut driver, "n", 8);
    assert!(visited.iter().all(|(number, _)| [1, 2].contains(number)), "{visited:?}");
    let back = visit(&mut driver, "N", 8);
    assert!(back.iter().all(|(number, _)| [1, 2].contains(number)), "{back:?}");
}

#[test]
fn cursor_stays_on_its_article_while_loading() {
    let texts = [("b.txt", "Kyiv."), ("c.txt", "Kyiv and Kyiv."), ("a.txt", "Geneva.")];
    let mut driver = Driver::loading(LIST, &texts);
    driver.load(&["b.txt", "c.txt"]);
    driver.keys("h s s s j");
    let before = whoswho::app::actions::article_filter::at_cursor(&driver.app.workspace).expect("an article");
    driver.load(&["a.txt"]);
    assert_eq!(whoswho::app::actions::article_filter::at_cursor(&driver.app.workspace), Some(before));
    assert_eq!(listed(&driver), [2, 0, 1]);
}

#[test]
fn compare_has_the_listed_articles_as_columns_in_order() {
    let mut driver = reports();
    select(&mut driver, "Geneva");
    driver.keys("& s Esc C");
    let columns = listed(&driver);
    assert_eq!(columns, [1, 2], "sorted by date");
    let assert_recount = |driver: &Driver| {
        let gazetteer = driver.app.workspace.index().gazetteer();
        for row in driver.matrix().rows(&driver.app.workspace).expect("counted") {
            let name = row.entity.name(gazetteer);
            let counted: Vec<u32> =
                (0..4).map(|article| driver.offsets(article, Some(&name)).len() as u32).collect();
            let listed_counts: Vec<u32> =
                listed(driver).into_iter().map(|article| counted[article]).collect();
            let cells: Vec<u32> =
                listed(driver).into_iter().map(|article| row.count(ArticleId(article as u32))).collect();
            assert_eq!(cells, listed_counts, "{name}");
            assert_eq!(row.mentions, listed_counts.iter().sum::<u32>(), "{name}");
            assert_eq!(
                row.articles as usize,
                listed_counts.iter().filter(|count| **count > 0).count(),
                "{name}"
            );
        }
    };
    assert_recount(&driver);
    let heading = driver.rows()[0].clone();
    assert!(heading.contains("in 2 of 4 articles"), "{heading}");
    assert!(driver.status().contains("of 2 listed articles"), "{}", driver.status());
    // The last column is the third article, and Enter goes to it.
    driver.keys("l l l");
    assert_eq!(driver.matrix().article_at_cursor(&driver.app.workspace), Some(ArticleId(2)));
    driver.keys("Enter");
    assert_eq!(driver.open_article(), 2);
    // All are listed again, sorted by date: b, c, a, d.
    driver.keys("C &");
    assert_eq!(
        driver.matrix().article_at_cursor(&driver.app.workspace),
        Some(ArticleId(2)),
        "the cursor stays on its article"
    );
    driver.keys("q Esc Esc C");
    assert_eq!(listed(&driver), [1, 2, 0, 3]);
    assert_recount(&driver);
}
