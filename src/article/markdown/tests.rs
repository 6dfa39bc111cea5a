use std::path::Path;

use super::*;

fn parsed(text: &str) -> Article {
    parse(ArticleKey::from_path(Path::new("a.md")), text)
}

fn shown(text: &str) -> Vec<(BlockKind, String)> {
    let article = parsed(text);
    article.blocks.iter().map(|block| (block.kind, article.block_text(block).to_owned())).collect()
}

use BlockKind::{Byline, Heading, ListItem, Paragraph, Quote, Subtitle, TableRow, Title};

/// Regression: the line end used to become a space, which left a hyphen inside the word and kept it from matching.
#[test]
fn a_line_end_inside_a_word_is_kept() {
    let text = |text: &str| shown(text).into_iter().map(|(_, text)| text).collect::<Vec<_>>().concat();
    assert_eq!(text("He met Zelen-\nsky there."), "He met Zelen-\nsky there.");
    assert_eq!(text("He met Zelen\u{ad}\nsky there."), "He met Zelen\u{ad}\nsky there.");
    assert_eq!(text("He met -\nas they say - her."), "He met - as they say - her.");
}

#[test]
fn markup_becomes_blocks_without_markup() {
    let blocks = shown(
        "# Talks *go* on\n\nA [link](http://example.org) and `code`,\nsoft.\n\n## Next\n\n- one\n- two\n\n1. first\n2. second\n\n> “No,” she said.\n",
    );
    let expected = [
        (Title, "Talks go on"),
        (Paragraph, "A link and code, soft."),
        (Heading, "Next"),
        (ListItem, "one"),
        (ListItem, "two"),
        (ListItem, "1. first"),
        (ListItem, "2. second"),
        (Quote, "“No,” she said."),
    ];
    assert_eq!(blocks, expected.map(|(kind, text)| (kind, text.to_owned())));
}

#[test]
fn nested_items_and_further_paragraphs_of_items_are_distinct() {
    let text = "- The ferry is out.\n\n  Nobody knows for how long.\n\n- The pier\n  - is old\n  - is wet\n- The boat\n\n1. one\n";
    let expected = [
        (ListItem, "The ferry is out."),
        (BlockKind::ItemText, "Nobody knows for how long."),
        (ListItem, "The pier"),
        (BlockKind::NestedItem, "is old"),
        (BlockKind::NestedItem, "is wet"),
        (ListItem, "The boat"),
        (ListItem, "1. one"),
    ];
    assert_eq!(shown(text), expected.map(|(kind, text)| (kind, text.to_owned())));
}

#[test]
fn the_header_gives_title_subtitle_and_byline() {
    let text = "---\ntitle: Talks\nsubtitle: And more\nauthor: Jo Park\nsource: Paper\n---\nText.\n\n# Not the title\n";
    let expected = [
        (Title, "Talks"),
        (Subtitle, "And more"),
        (Byline, "by Jo Park"),
        (Paragraph, "Text."),
        (Heading, "Not the title"),
    ];
    assert_eq!(shown(text), expected.map(|(kind, text)| (kind, text.to_owned())));
    assert_eq!(parsed(text).meta.source.as_deref(), Some("Paper"));
}

/// Regression: subtitle and byline used to be shown only above a body.
#[test]
fn the_header_gives_subtitle_and_byline_without_a_body() {
    let text = "---\ntitle: Talks\nsubtitle: And more\nauthor: Jo Park\n---\n";
    let expected = [(Title, "Talks"), (Subtitle, "And more"), (Byline, "by Jo Park")];
    assert_eq!(shown(text), expected.map(|(kind, text)| (kind, text.to_owned())));
}

#[test]
fn a_title_in_header_and_body_appears_once() {
    let text = "---\ntitle: Talks\n---\n# Talks\n\nText.\n";
    assert_eq!(shown(text), [(Title, "Talks".to_owned()), (Paragraph, "Text.".to_owned())]);
}

#[test]
fn text_without_a_title_has_none() {
    let article = parsed("Just text, and more text.\n");
    assert_eq!(article.meta.title, None);
    assert_eq!(article.headline(), "Just text, and more text.");
}

#[test]
fn scripts_and_blank_blocks_are_dropped() {
    assert_eq!(
        shown("<script>alert(1)</script>\n\nText<br>here <script>alert(2)</script>so.\n"),
        [(Paragraph, "Text\nhere so.".to_owned())]
    );
    assert_eq!(shown(""), []);
}

#[test]
fn html_paragraphs_are_kept_and_markdown_between_tags_is_parsed() {
    let text = "<h1 align=\"center\">Talks</h1>\n\n<p>The mayor &amp; <b>the envoy</b>\nspoke.</p>\n\n<div class=\"note\">\n\nThey *met* twice.\n\n</div>\n\n\
        <details>\n<summary>More</summary>\n\n- one\n\n</details>\n\n<blockquote>\n\nNo more.\n\n</blockquote>\n\nThe end.\n";
    let expected = [
        (Title, "Talks"),
        (Paragraph, "The mayor & the envoy spoke."),
        (Paragraph, "They met twice."),
        (Paragraph, "More"),
        (ListItem, "one"),
        (Quote, "No more."),
        (Paragraph, "The end."),
    ];
    assert_eq!(shown(text), expected.map(|(kind, text)| (kind, text.to_owned())));
}

#[test]
fn tables_are_rows_of_cells() {
    let text = "# T\n\n| Town | Share |\n|:-----|------:|\n| [[Port Kestrel\\|Kestrel]] | 18 |\n|  | **8** |\n\n<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>\n";
    let expected = [
        (Title, "T"),
        (TableRow, "Town | Share"),
        (TableRow, "Kestrel | 18"),
        (TableRow, "| 8"),
        (TableRow, "a | b"),
        (TableRow, "1 | 2"),
    ];
    assert_eq!(shown(text), expected.map(|(kind, text)| (kind, text.to_owned())));
    assert_eq!(parsed(text).text.as_str(), "T\n\nTown | Share\nKestrel | 18\n| 8\na | b\n1 | 2");
}

#[test]
fn footnotes_tasks_definitions_and_dollars_are_read() {
    let text = "She said so.[^1] It costs $5 or $10 ~~million~~ [@doe2020, p. 3].\n\n- [x] done\n- [ ] open\n\nTerm\n: what it is\n\n[^1]: In *print*.\n";
    let expected = [
        (Paragraph, "She said so.[1] It costs $5 or $10 million [@doe2020, p. 3]."),
        (ListItem, "☑ done"),
        (ListItem, "☐ open"),
        (Paragraph, "Term"),
        (ListItem, "what it is"),
        (Paragraph, "[1] In print."),
    ];
    assert_eq!(shown(text), expected.map(|(kind, text)| (kind, text.to_owned())));
}

#[test]
fn note_program_syntax_is_read() {
    let text = "[[Ilse Varga|The mayor]] met ==[[Anton Belroy]]== at x==y. %%ask again%%\n\n![[map.png|300]] ![[Saltby]]\n\n> [!note] Later\n> She left.\n\n`a ==b== c`\n";
    let expected = [
        (Paragraph, "The mayor met Anton Belroy at x==y."),
        (Paragraph, "Saltby"),
        (Quote, "Later"),
        (Quote, "She left."),
        (Paragraph, "a ==b== c"),
    ];
    let blocks = shown(text);
    assert_eq!(blocks, expected.map(|(kind, text)| (kind, text.to_owned())));
}

/// Character references are decoded after the source was sanitized.
#[test]
fn a_character_reference_cannot_add_a_control_character() {
    let text = "a&#27;[2J &#x202e;b\n\n<p>c&#27;[2J</p>\n\n| d&#7; |\n|---|\n| e |\n";
    let all: String = shown(text).into_iter().map(|(_, text)| text).collect();
    assert!(!all.contains(|c: char| c.is_control() || c == '\u{202e}'), "{all:?}");
    assert!(all.contains("␛[2J"), "{all:?}");
}

#[test]
fn a_summary_is_the_subtitle_unless_the_body_repeats_it() {
    let text =
        |body: &str| format!("---\ntitle: Talks\ndescription: What is at stake in the talks\n---\n{body}\n");
    assert_eq!(shown(&text("Text.")).get(1), Some(&(Subtitle, "What is at stake in the talks".to_owned())));
    assert_eq!(shown(&text("What is at stake in the talks is this.")).len(), 2);
}

#[test]
fn an_author_on_two_lines_is_one_line() {
    let article = parsed("# Talks\n\nBy Jo Park<br>and Al Reed\n\nText.");
    assert_eq!(article.meta.author.as_deref(), Some("Jo Park and Al Reed"));
}
