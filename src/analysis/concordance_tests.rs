use std::path::Path;
use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::article::{Article, ArticleKey, Format, parse};
use crate::corpus::Segment;
use crate::mention::Matcher;

const LIST: &str = r#"
[[entity]]
name = "New Harbour"
kind = "place"
aliases = ["Harbour", "港"]
[[entity]]
name = "Anton Belroy"
kind = "person"
aliases = ["Belroy"]
[[entity]]
name = "Harbour Post"
kind = "organisation"
"#;

fn article(text: &str) -> Article {
    parse(ArticleKey::from_path(Path::new("a.txt")), Format::Plain, text.to_owned(), 0)
}

fn index(articles: &[Article]) -> Index {
    let gazetteer = crate::gazetteer::parse(LIST, "entities.toml").unwrap().gazetteer;
    let matcher = Matcher::new(Arc::new(gazetteer)).unwrap();
    let segment = Segment::new(articles.iter().map(|article| (article, matcher.find(article))));
    Index::new(Arc::clone(matcher.gazetteer())).with_segment(Arc::new(segment))
}

/// Returns the lines of `New Harbour` in an article.
fn harbour_lines(article: &Article) -> Vec<Line> {
    let index = index(std::slice::from_ref(article));
    let harbour = index.referents().find(|(_, referent)| {
        referent.entity().is_some_and(|entity| entity.name(index.gazetteer()) == "New Harbour")
    });
    let Some((harbour, _)) = harbour else { return Vec::new() };
    lines(article, 0, mentions_of(&index, ArticleId(0), harbour))
}

fn parts(text: &str) -> Vec<(String, String, String)> {
    harbour_lines(&article(text)).into_iter().map(|line| (line.left, line.surface, line.right)).collect()
}

fn part(left: &str, surface: &str, right: &str) -> (String, String, String) {
    (left.to_owned(), surface.to_owned(), right.to_owned())
}

#[test]
fn context_stays_in_its_block_and_on_one_line() {
    let text = "Fire in New Harbour\n\nIt burnt all night and the whole of the day, and\nthey said of it that the old inn at \t the New\nHarbour’s\u{a0}edge was lost, and that all of the\nboats were burnt too.\n\nThe rest.";
    let left = "It burnt all night and the whole of the day, and they said of it that the old inn at the ";
    let right = "’s edge was lost, and that all of the boats were burnt too.";
    assert_eq!(parts(text), [part("Fire in ", "New Harbour", ""), part(left, "New Harbour", right)]);
    let lines = harbour_lines(&article(text));
    assert_eq!((lines[0].block, lines[0].paragraph), (BlockKind::Title, 1));
    assert_eq!((lines[1].block, lines[1].paragraph), (BlockKind::Paragraph, 2));
}

#[test]
fn only_mentions_that_count_have_a_line() {
    let text = "A line that ends.\n\nThe Harbour Post of Harbour.\n\nYou may also like\n\nHarbour by night";
    assert_eq!(parts(text), [part("The Harbour Post of ", "Harbour", ".")]);
}

#[test]
fn mention_that_ends_in_the_next_block_has_the_rest_of_that_block_as_context() {
    let text = "A short note\n\n- one of New\nHarbour and of more\n\nSo it ended.";
    let parsed = article(text);
    let lines = harbour_lines(&parsed);
    assert_eq!(lines.len(), 1, "{:?}", parsed.blocks);
    assert!(lines[0].left.ends_with("one of ") && lines[0].right == " and of more", "{lines:?}");
}

/// Regression: the context started with the first half of the paragraph, and so contained the footer.
#[test]
fn the_half_of_a_paragraph_above_a_page_break_is_no_context() {
    let page = |first: &str, number: usize, last: &str| {
        let lines = ["mud", "reed", "salt"]
            .map(|word| format!("the {word} of {number} and what the commission asked the towns on"));
        format!("{first} {}\n{last}\n\nPage {number}\n\n\u{c}", lines.join("\n"))
    };
    let pages = [
        page("A title\n\nOnce", 1, "it was said in the town hall of the harbour that Ilse Varga had met"),
        page("Anton Belroy twice. Then", 2, "the estuary."),
    ];
    let parsed = article(&pages.concat());
    let index = index(std::slice::from_ref(&parsed));
    let mut mentions = index.mentions(ArticleId(0)).map(|(_, mention)| mention);
    let belroy = mentions.find(|mention| parsed.text.slice(mention.range()) == "Anton Belroy").unwrap();
    let found = line(&parsed, 0, belroy);
    assert_eq!((found.left.as_str(), found.paragraph), ("", 2));
    assert!(found.right.starts_with(" twice. Then the mud of 2"), "{found:?}");
}

#[test]
fn context_is_cut_between_words() {
    let long = "wörd ".repeat(100);
    let lines = parts(&format!("A line that ends.\n\n{long}Harbour {long}end."));
    assert_eq!(lines, [part(&"wörd ".repeat(24), "Harbour", &" wörd".repeat(24))]);
    let han = "和平".repeat(100);
    let lines = parts(&format!("A line that ends.\n\n{han} Harbour {han}"));
    assert_eq!((width(&lines[0].0), width(&lines[0].2)), (119, 119));
}

#[test]
fn word_wider_than_the_context_is_cut_between_clusters() {
    let marks = "e\u{301}".repeat(500);
    let lines = parts(&format!("A line that ends.\n\n{marks} Harbour {marks}"));
    assert_eq!(
        lines,
        [part(&format!("{} ", "e\u{301}".repeat(119)), "Harbour", &format!(" {}", "e\u{301}".repeat(119)))]
    );
    let families = "👨‍👩‍👧".repeat(300);
    let lines = parts(&format!("A line that ends.\n\n{families} Harbour {families}"));
    assert!(lines[0].0.starts_with("👨‍👩‍👧") && lines[0].2.ends_with("👨‍👩‍👧"), "{lines:?}");
    assert!(lines[0].0.len() <= MAX_CONTEXT_LEN && lines[0].2.len() <= MAX_CONTEXT_LEN);
    let stacked = format!("a{}", "\u{301}".repeat(5000));
    let lines = parts(&format!("A line that ends.\n\n{stacked} b Harbour b {stacked}"));
    assert_eq!(lines, [part("b ", "Harbour", " b")]);
}

#[test]
fn columns_fit_and_keep_the_words_nearest_to_the_mention() {
    assert_eq!(last_columns("one two three ", 9), "three ");
    assert_eq!(last_columns("one two three ", 10), "two three ");
    assert_eq!(last_columns("one two three ", 4), "ree ");
    assert_eq!(last_columns("one", 3), "one");
    assert_eq!(last_columns("one", 0), "");
    assert_eq!(first_columns(" one two three", 8), " one two");
    assert_eq!(first_columns(" one two three", 7), " one");
    assert_eq!(first_columns(" one two three", 3), " on");
    assert_eq!(first_columns("one", 3), "one");
    assert_eq!(first_columns("one", 0), "");
    assert_eq!((last_columns("漢字", 3), first_columns("漢字", 3)), ("字", "漢"));
}

fn sorted(text: &str, sort: Sort) -> Vec<String> {
    let mut lines = harbour_lines(&article(text));
    sort_lines(&mut lines, sort);
    lines.into_iter().map(|line| format!("{}[{}]{}", line.left, line.surface, line.right)).collect()
}

#[test]
fn left_context_is_compared_from_right_to_left_and_right_context_from_left_to_right() {
    let text = "A line that ends.\n\nSee Big Harbour now.\n\nAn old, big Harbour, Élan.\n\nIn Harbour east.\n\nTo HARBOUR east of it.\n";
    assert_eq!(
        sorted(text, Sort::Left),
        [
            "An old, big [Harbour], Élan.",
            "See Big [Harbour] now.",
            "In [Harbour] east.",
            "To [HARBOUR] east of it.",
        ]
    );
    assert_eq!(
        sorted(text, Sort::Right),
        [
            "In [Harbour] east.",
            "To [HARBOUR] east of it.",
            "An old, big [Harbour], Élan.",
            "See Big [Harbour] now.",
        ]
    );
    assert_eq!(
        sorted(text, Sort::Spelling)[..2],
        ["To [HARBOUR] east of it.", "See Big [Harbour] now."],
        "equal but for their case, then by place"
    );
}

#[test]
fn each_letter_of_a_script_without_spaces_is_a_word() {
    assert_eq!(words("ab的 च्च c'd 港b 9"), ["ab", "的", "च्च", "c", "d", "港", "b", "9"]);
    let text = "A line that ends.\n\n甲乙 Harbour.\n\n乙甲 Harbour.\n";
    assert_eq!(sorted(text, Sort::Left), ["甲乙 [Harbour].", "乙甲 [Harbour]."]);
}

#[test]
fn lines_have_the_mentions_that_a_walk_stops_at() {
    let text = "Harbour Post\n\nNew Harbour, Anton Belroy, Harbour Post, Harbour, Belroy.";
    let articles = [article(text)];
    let index = index(&articles);
    let walked = |id| crate::analysis::walk::mentions_in_article(&index, ArticleId(0), Some(id));
    for (id, _) in index.referents() {
        let lines = lines(&articles[0], 0, mentions_of(&index, ArticleId(0), id));
        assert_eq!(lines.iter().map(|line| line.start).collect::<Vec<_>>(), walked(id));
    }
}

/// Text with names, wide and combining characters, odd spaces and blocks.
fn text() -> impl Strategy<Value = String> {
    let pieces = vec![
        "Harbour",
        "New\nHarbour",
        "New Harbour",
        " ",
        " ",
        " ",
        "\n",
        "\n\n",
        "\t",
        "\u{a0}",
        "a",
        "Zo\u{301}",
        "的",
        "🇺🇦",
        "👩‍👧",
        "\u{200d}",
        "’s ",
        "word ",
        ". ",
        "港",
        "\u{5d0}",
        "- ",
        "abcdefghijklmnopqrstuvwxyz",
    ];
    prop::collection::vec(prop::sample::select(pieces), 0..160).prop_map(|pieces| pieces.concat())
}

/// Returns the grapheme clusters of a text.
fn clusters(text: &str) -> Vec<&str> {
    graphemes(text).map(|cluster| cluster.text).collect()
}

proptest! {
    #[test]
    fn each_counted_mention_has_one_line_with_its_own_context(text in text()) {
        let parsed = article(&format!("A line that ends.\n\n{text}"));
        let index = index(std::slice::from_ref(&parsed));
        for (id, _) in index.referents() {
            let counted: Vec<Mention> = index
                .mentions(ArticleId(0))
                .filter(|(other, mention)| *other == id && mention.counts())
                .map(|(_, mention)| *mention)
                .collect();
            let lines = lines(&parsed, 7, mentions_of(&index, ArticleId(0), id));
            prop_assert_eq!(lines.len(), counted.len());
            for (line, mention) in lines.iter().zip(&counted) {
                prop_assert_eq!((line.article, line.start, line.end), (7, mention.start as usize, mention.end()));
                let whole = parsed.text.as_str();
                let block = parsed.blocks.iter().rfind(|block| block.range.start <= line.start).unwrap();
                let last = parsed.blocks.iter().rfind(|block| block.range.start < line.end).unwrap();
                let before = single_spaced(&whole[block.range.start..line.start]);
                let after = single_spaced(&whole[line.end..last.range.end]);
                prop_assert_eq!(&line.surface, &collapse(&whole[mention.range()]));
                prop_assert!(before.ends_with(&line.left), "{:?} {:?}", before, line.left);
                prop_assert!(after.starts_with(&line.right), "{:?} {:?}", after, line.right);
                prop_assert!(width(&line.left) <= MAX_CONTEXT_COLUMNS && width(&line.right) <= MAX_CONTEXT_COLUMNS);
                // Nothing is cut off if everything would fit, and no cluster is divided.
                prop_assert!(line.left.len() == before.len() || width(&before) > MAX_CONTEXT_COLUMNS);
                prop_assert!(line.right.len() == after.len() || width(&after) > MAX_CONTEXT_COLUMNS);
                prop_assert!(clusters(&before).ends_with(&clusters(&line.left)));
                prop_assert!(clusters(&after).starts_with(&clusters(&line.right)));
            }
        }
    }

    #[test]
    fn sort_orders_are_total_and_keep_every_line(text in text(), seed in any::<u64>()) {
        let parsed = article(&format!("A line that ends.\n\n{text}"));
        let index = index(std::slice::from_ref(&parsed));
        let of = |position| {
            let mentions = index.mentions(ArticleId(0)).map(|(_, mention)| mention);
            lines(&parsed, position, mentions)
        };
        let all = [of(0), of(1)].concat();
        for (sort, _) in Sort::ALL {
            let mut sorted = all.clone();
            sort_lines(&mut sorted, *sort);
            let mut shuffled = all.clone();
            if !shuffled.is_empty() {
                let by = (seed % shuffled.len() as u64) as usize;
                shuffled.rotate_left(by);
                shuffled.reverse();
            }
            sort_lines(&mut shuffled, *sort);
            prop_assert_eq!(&sorted, &shuffled);
            prop_assert_eq!(sorted.len(), all.len());
            prop_assert!(all.iter().all(|line| sorted.contains(line)));
            let keys: Vec<SortKey> = sorted.iter().map(|line| sort_key(line, *sort)).collect();
            prop_assert!(keys.windows(2).all(|pair| pair[0] < pair[1]), "no two lines are equal");
        }
    }

    /// Comparing the keys gives the same order as comparing the words one by one.
    #[test]
    fn keys_compare_word_by_word(one in "[ab .-]{0,8}", other in "[ab .-]{0,8}") {
        let line = |right: &str| Line {
            article: 0, start: 0, end: 0,
            left: right.to_owned(), surface: String::new(), right: right.to_owned(),
            block: BlockKind::Paragraph, paragraph: 1,
        };
        let order = |sort| sort_key(&line(&one), sort).cmp(&sort_key(&line(&other), sort));
        let (mut ours, mut theirs) = (words(&one), words(&other));
        prop_assert_eq!(order(Sort::Right), ours.cmp(&theirs));
        ours.reverse();
        theirs.reverse();
        prop_assert_eq!(order(Sort::Left), ours.cmp(&theirs));
    }

    #[test]
    fn columns_are_the_nearest_clusters_that_fit(text in "[a 漢é\u{301}]{0,30}", columns in 0_usize..20) {
        let text = single_spaced(&text);
        let (left, right) = (last_columns(&text, columns), first_columns(&text, columns));
        prop_assert!(text.ends_with(left) && text.starts_with(right));
        prop_assert!(width(left) <= columns && width(right) <= columns);
        prop_assert!(clusters(&text).ends_with(&clusters(left)) && clusters(&text).starts_with(&clusters(right)));
        if width(&text) <= columns {
            prop_assert_eq!((left, right), (text.as_str(), text.as_str()));
        }
    }
}
