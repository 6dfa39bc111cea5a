use std::path::Path;

use super::*;

fn parsed(text: &str) -> Article {
    parse(ArticleKey::from_path(Path::new("a.txt")), text)
}

fn kinds(text: &str) -> Vec<BlockKind> {
    parsed(text).blocks.iter().map(|block| block.kind).collect()
}

use BlockKind::{Byline, Heading, ListItem, Paragraph, Quote, Subtitle, Title};

#[test]
fn a_subtitle_follows_the_title_directly() {
    let text = "Envoy posts a picture\nOfficial Posts Picture in Row\n\nA close ally has posted a picture.\n\nThe Diplomacy\n\nMore.";
    assert_eq!(kinds(text), [Title, Subtitle, Paragraph, Heading, Paragraph]);
    assert_eq!(parsed(text).meta.title.as_deref(), Some("Envoy posts a picture"));
}

#[test]
fn a_byline_may_precede_the_subtitle() {
    let text =
        "Aide and Deal\n\nby Jo Park\n\nAlly Pursues Backchannel Plan\n\nA push for peace is underway.";
    assert_eq!(kinds(text), [Title, Byline, Subtitle, Paragraph]);
    assert_eq!(parsed(text).meta.author.as_deref(), Some("Jo Park"));
}

#[test]
fn a_short_letter_with_a_list_is_wrapped_text() {
    let text = "Ferry out until Friday\n\nThe operator has until Friday to bring the boat back, the council said\n\
        on Tuesday, after a sitting that lasted an hour and was broken off by\nthe mayor, who\nhad to leave.\n\n   * The boat is old\n   * The pier \
        is not\n     much younger\n\n\"We have read the contract,\" said the operator.  \"It is watertight, we\nthink.\"";
    let article = parsed(text);
    let texts: Vec<&str> = article.blocks.iter().map(|block| article.block_text(block)).collect();
    assert_eq!(kinds(text), [Title, Paragraph, ListItem, ListItem, Paragraph], "{texts:?}");
}

#[test]
fn a_rule_is_not_part_of_a_paragraph() {
    let prose = "The operator has until Friday to bring the boat back, the council said\non Tuesday, after a sitting that lasted an hour and \
        was long.\n";
    let text = format!("SUPPLY AND DEMAND\n=================\n{prose}------\n{prose}---\n{prose}\n");
    let article = parsed(&text);
    let texts: Vec<&str> = article.blocks.iter().map(|block| article.block_text(block)).collect();
    assert_eq!(texts.len(), 7, "{texts:#?}");
    assert_eq!((texts[1], texts[3], texts[5]), ("=================", "------", "---"));
}

#[test]
fn a_first_line_of_over_140_characters_is_not_a_title() {
    let first = "A post has given an insight into talks, ".repeat(4);
    let text = format!("{}\nThe key players\nThe mysterious letter is believed to be a name.", first.trim());
    let article = parsed(&text);
    assert_eq!(article.meta.title, None);
    assert_eq!(kinds(&text), [Paragraph, Heading, Paragraph]);
    assert_eq!(article.headline(), "A post has given an insight into talks, A…");
}

#[test]
fn lines_ending_in_semicolons_are_items_and_transcripts_are_quotes() {
    let text = "The plan.\n\nProvisions were borrowed, including:\n\nfreezing of the line;\nlifting sanctions;\na ban on troops.\n\nPark : No, look.\nReed : Well, no.\nHe had no training.";
    assert_eq!(kinds(text), [Title, Paragraph, ListItem, ListItem, ListItem, Quote, Quote, Paragraph]);
}

#[test]
fn hard_wrapped_text_is_split_at_blank_lines() {
    let line = "this is one line of a text that somebody wrapped at seventy columns";
    let paragraph = [line; 4].join("\n");
    let text = format!("A title\n\n{paragraph}\nand its end.\n\n{paragraph}\nits end.");
    assert_eq!(kinds(&text), [Title, Paragraph, Paragraph]);
}

#[test]
fn blocks_are_trimmed_and_numbered_and_slice_the_text() {
    let article = parsed("  A title  \n\n\tText here. \n");
    let texts: Vec<&str> = article.blocks.iter().map(|block| article.block_text(block)).collect();
    assert_eq!(texts, ["A title", "Text here."]);
    assert_eq!(article.blocks.iter().map(|block| block.ordinal).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(article.text.as_str(), "  A title  \n\n\tText here. \n");
}

#[test]
fn front_matter_gives_the_title_and_is_not_a_block() {
    let text = "---\ntitle: Talks in Geneva\nsource: The Paper\n---\nTalks go on.\n";
    let article = parsed(text);
    assert_eq!(kinds(text), [Title, Paragraph]);
    assert_eq!(article.meta.source.as_deref(), Some("The Paper"));
    let title = article.blocks.first().map(|block| article.block_text(block));
    assert_eq!(title, Some("Talks in Geneva"));
}

#[test]
fn blank_text_has_no_blocks() {
    assert_eq!(kinds(""), []);
    assert_eq!(kinds(" \n\n\t\n"), []);
}

/// Outlines a text, such as the output of `pdftotext` from PDFs made for these tests. Shows the kind of each block,
/// with `~` before boilerplate, the number of the block that it continues, and its first three words and its last.
fn outline(text: &str) -> Vec<String> {
    let article = crate::article::parse(
        ArticleKey::from_path(Path::new("a.txt")),
        crate::article::Format::Plain,
        text.to_owned(),
        0,
    );
    assert_eq!(article.text.as_str().chars().count(), text.chars().count(), "one for one");
    let line = |(number, block): (usize, &Block)| {
        let mark = if block.region == Region::Body { "" } else { "~" };
        let begins = article.paragraph_of(number);
        let goes_on = if begins < number { format!(" on from {}", begins + 1) } else { String::new() };
        let words: Vec<&str> = article.block_text(block).split_whitespace().collect();
        let shown = match words.as_slice() {
            [first, second, third, .., last] => format!("{first} {second} {third} .. {last}"),
            few => few.join(" "),
        };
        format!("{mark}{}{goes_on}: {shown}", block.kind.name())
    };
    article.blocks.iter().enumerate().map(line).collect()
}

#[test]
fn three_pages_of_pdftotext_output_are_an_article() {
    let outline = outline(include_str!("../../../tests/formats/text/three-pages.txt"));
    let expected = [
        "~paragraph: THE ESTUARY OBSERVER",
        "~paragraph: Tuesday, 18 February",
        "title: Harbour commission asks .. floods",
        "byline: by Nora Lindqvist",
        "paragraph: The harbour commission .. floors.",
        "paragraph: Commissioner Anton Belroy, .. eighteen.",
        "heading: A figure from .. autumn",
        "paragraph: Ms. Varga said .. four",
        "~paragraph: Page 1 of .. 3",
        "~paragraph: THE ESTUARY OBSERVER",
        "~paragraph: Tuesday, 18 February",
        "paragraph on from 8: million crowns each, .. Company.",
        "list item: • Port Kestrel .. town;",
        "list item: • Ardenholm is .. million;",
        "list item: • Saltby is .. million.",
        "paragraph: The company, whose .. itself.",
        "paragraph: Residents of the .. pay.”",
        "paragraph: The state government .. oath.",
        "~paragraph: Page 2 of .. 3",
        "~paragraph: THE ESTUARY OBSERVER",
        "~paragraph: Tuesday, 18 February",
        "heading: The pier",
        "paragraph: What the delay .. winter.",
        "paragraph: Engineers who advise .. then.",
        "paragraph: Mr. Belroy said .. planned.",
        "paragraph: In Saltby, the .. engine.”",
        "~paragraph: Page 3 of .. 3",
    ];
    assert_eq!(outline, expected);
}

#[test]
fn a_paragraph_continues_after_a_footnote_and_a_footer() {
    let outline = outline(include_str!("../../../tests/formats/text/footnote.txt"));
    let from = outline.iter().position(|line| line.starts_with("paragraph: Ms. Varga")).unwrap();
    let expected = [
        "paragraph: Ms. Varga said .. pay",
        "list item: 1. The minutes .. 2024/311.",
        "~paragraph: Page 1 of .. 3",
        "~paragraph: THE ESTUARY OBSERVER",
        "~paragraph: Tuesday, 18 February",
        "paragraph on from 8: four million crowns .. Company.",
    ];
    assert_eq!(outline[from..from + 6], expected);
}

#[test]
fn columns_are_read_in_order_and_a_single_page_has_a_title() {
    let outline = outline(include_str!("../../../tests/formats/text/columns.txt"));
    assert_eq!(outline[2..4], ["title: Harbour commission asks .. floods", "byline: by Nora Lindqvist"]);
    assert_eq!(outline[6], "paragraph: Residents of the .. oath.", "over the end of a column");
    assert_eq!(outline.last().unwrap(), "~paragraph: Page 1 of .. 1");
}

#[test]
fn the_page_number_of_a_single_page_is_furniture_in_several_languages() {
    let line = "The commission has asked the towns on the estuary to pay a third of it";
    for number in ["Page 1 of 1", "Seite 1 von 1", "Página 1 de 1", "Page 1 sur 1"] {
        let text = format!("{}\n\n{number}\n\u{c}", [line; 6].join("\n"));
        assert!(outline(&text).last().unwrap().starts_with('~'), "{number}");
    }
}

#[test]
fn left_and_right_pages_have_headers_of_their_own() {
    let outline = outline(include_str!("../../../tests/formats/text/left-and-right-pages.txt"));
    let boilerplate: Vec<&String> = outline.iter().filter(|line| line.starts_with('~')).collect();
    assert_eq!(
        boilerplate,
        [
            "~paragraph: Sea wall costs .. 1",
            "~paragraph: 2 | The .. Observer",
            "~paragraph: Sea wall costs .. 3"
        ]
    );
}

#[test]
fn table_rows_and_indents_are_recognised_in_layouts() {
    let table = outline(include_str!("../../../tests/formats/text/table-layout.txt"));
    assert_eq!(table[1], "title: Who pays");
    assert_eq!(
        table[3..7],
        [
            "table row: Town Share Mayor",
            "table row: Port Kestrel 18 .. Varga",
            "table row: Ardenholm 15 Ole .. Tamm",
            "table row: Saltby 8 Ute .. Brink"
        ]
    );
    assert_eq!(table.last().unwrap(), "~paragraph: Page 2 of .. 2");
    let indented = outline(include_str!("../../../tests/formats/text/indented-layout.txt"));
    assert_eq!(
        indented[2..4],
        [
            "paragraph: The harbour commission .. floors.",
            "paragraph: Commissioner Anton Belroy, .. eighteen."
        ]
    );
}

/// A page break surrounded only by white space becomes a line end, even inside a word.
#[test]
fn a_form_feed_inside_a_paragraph_is_white_space() {
    let line = "The commission has asked the towns on the estuary to pay a third of it";
    let lines = [line; 4].join("\n");
    let first = "and of the plan that the commission calls not without pride the Zelen-";
    let second = "sky plan, though the towns have had another name for it since Anton";
    let text = format!("A title\n\n{lines}\n{first}\n\n\u{c}{second}\n\n\u{c}Belroy has asked.\n\u{c}");
    let article = crate::article::parse(
        ArticleKey::from_path(Path::new("a.txt")),
        crate::article::Format::Plain,
        text.clone(),
        0,
    );
    assert_eq!(article.blocks.len(), 2, "{:?}", outline(&text));
    let whole = article.block_text(&article.blocks[1]);
    assert!(
        whole.contains("the Zelen-\n  sky plan, ") && whole.ends_with("since Anton\n  Belroy has asked."),
        "{whole}"
    );
    assert!(!article.text.as_str().contains(|c: char| c == '\u{240c}' || (c.is_control() && c != '\n')));
}

#[test]
fn a_title_directly_above_wrapped_text_is_recognised() {
    let line = "this is one line of a text that somebody wrapped at seventy columns";
    let body = format!("So {}.", [line; 5].join("\n"));
    for (title, lines) in [("Talks in Geneva", 1), ("Talks in Geneva\nof the two envoys\nin winter", 1)] {
        let text = format!("{title}\n{body}\n\n{body}");
        assert_eq!(kinds(&text), [Title, Paragraph, Paragraph], "{text} {lines}");
        let meta = parsed(&text).meta;
        assert_eq!(meta.title.unwrap(), title.replace('\n', " "));
    }
    let text = format!("Talks in Geneva\nby Jo Park\n{body}");
    assert_eq!(kinds(&text), [Title, Byline, Paragraph]);
}

#[test]
fn a_running_header_that_is_the_title_is_kept_on_the_first_page() {
    let line = "The commission has asked the towns on the estuary to pay a third of it";
    let lines = |from: char| {
        let words =
            ["bay", "creek", "dyke", "ebb", "fjord", "gulf"].map(|word| format!("{from}{word}, {line}"));
        words.join("\n")
    };
    let pages = ['a', 'e', 'o'].map(|from| format!("Sea wall costs\n\n{}\n{from} more.\n\u{c}", lines(from)));
    let text = pages.concat();
    let outline = outline(&text);
    assert_eq!(outline[0], "title: Sea wall costs");
    assert_eq!(outline.iter().filter(|line| **line == "~paragraph: Sea wall costs").count(), 2);
}

/// Five pages; odd and even ones have different headers. A line with a gap is never a title.
#[test]
fn headers_of_left_and_right_pages_are_furniture_on_the_first_page_too() {
    let line = "The commission has asked the towns on the estuary to pay a third of it";
    let page = |(number, from): (usize, char)| {
        let header = if number.is_multiple_of(2) { "The Observer          Floods" } else { "THE OBSERVER" };
        let title = "Sea wall costs more than anybody had thought it would, and the towns\nare to pay\n\n";
        let title = if number == 0 { title } else { "" };
        let words =
            ["bay", "creek", "dyke", "ebb", "fjord", "gulf"].map(|word| format!("{from}{word}, {line}"));
        format!("{header}\n\n{title}{}\nAnd {from} more.\n\u{c}", words.join("\n"))
    };
    let outline = outline(&['a', 'e', 'i', 'o', 'u'].into_iter().enumerate().map(page).collect::<String>());
    assert_eq!(outline[..2], ["~paragraph: The Observer Floods", "title: Sea wall costs .. pay"]);
    let furniture: Vec<&String> = outline.iter().filter(|line| line.starts_with('~')).collect();
    assert_eq!(furniture.len(), 5, "{outline:#?}");
}

#[test]
fn an_indented_heading_above_an_indented_paragraph_is_a_heading() {
    let line = "This is one line of a text that somebody wrapped at seventy columns,";
    let body = format!("    {}\n{}\nand its end.", &line[..60], [line; 3].join("\n"));
    let text = format!(
        "    Talks of the envoys in Geneva, and after them\n{body}\n    The way home, as nobody had expected it to be\n{body}\n{body}"
    );
    assert_eq!(kinds(&text), [Title, Paragraph, Heading, Paragraph, Paragraph]);
}

/// Numbers at page edges belong to the article unless they count up with the pages.
#[test]
fn lines_that_are_not_repeated_are_kept() {
    let line = "The commission has asked the towns on the estuary to pay a third of it";
    let page = |first: &str, last: &str| format!("{first}\n{}\n{last}\n\u{c}", [line; 6].join("\n"));
    let text = [
        page("It began in spring.", "in the year 2021"),
        page("It was 1999.", "of all 1200"),
        page("Nobody came.", "and so on."),
    ];
    assert!(outline(&text.concat()).iter().all(|line| !line.starts_with('~')));
}

#[test]
fn a_line_between_two_equal_numbers_is_no_page_number() {
    let line = "The commission has asked the towns on the estuary to pay a third of it";
    let page = |first: &str, last: &str| format!("{first}\n{}\n{last}\n\u{c}", [line; 6].join("\n"));
    let text = [
        page("It began in spring.", "2024 was no better than the years before 2024"),
        page("Nobody came.", "and so on."),
    ];
    assert!(outline(&text.concat()).iter().all(|line| !line.starts_with('~')));
}
