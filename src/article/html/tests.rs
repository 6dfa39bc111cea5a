//! Tests with ordinary and hostile pages.

use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::article::model::BlockKind::{
    Byline, Caption, Heading, ItemText, ListItem, NestedItem, Paragraph, Quote, Subtitle, TableRow, Title,
};

fn shown(source: &str, extent: Extent) -> Vec<(BlockKind, String)> {
    let article = parse(ArticleKey::from_path(Path::new("a.html")), source, extent);
    article.blocks.iter().map(|block| (block.kind, article.block_text(block).to_owned())).collect()
}

fn texts(source: &str) -> Vec<String> {
    fragment(source).into_iter().map(|(_, text)| text).collect()
}

fn owned(blocks: &[(BlockKind, &str)]) -> Vec<(BlockKind, String)> {
    blocks.iter().map(|(kind, text)| (*kind, (*text).to_owned())).collect()
}

/// A paragraph long enough to be prose.
fn prose(number: usize) -> String {
    format!(
        "Envoy number {number} said on Monday that the talks in the old harbour hall would go on for another week, with or without the mayor and his lawyers, and that nobody would leave early."
    )
}

#[test]
fn attribution_is_part_of_the_quotation() {
    let quotations = "<blockquote><p>We will not pay.</p><footer class=blockquote-footer>Ilse Varga</footer></blockquote>\
        <blockquote>Nobody asked us.<cite><a href='/b'>Ole Tamm</a></cite></blockquote>\
        <blockquote><p>As <cite>The Post</cite> has it.</p></blockquote>";
    let page = format!(
        "<article><h1>Talks</h1><p>{}<p>{}{quotations}<p>{}<footer><a href=/>Home</a></footer></article>",
        prose(1),
        prose(2),
        prose(3)
    );
    let blocks = shown(&page, Extent::Main);
    let quotes: Vec<&str> =
        blocks.iter().filter(|(kind, _)| *kind == Quote).map(|(_, text)| text.as_str()).collect();
    assert_eq!(
        quotes,
        ["We will not pay.", "Ilse Varga", "Nobody asked us.", "Ole Tamm", "As The Post has it."]
    );
    assert!(!blocks.iter().any(|(_, text)| text == "Home"));
}

/// Regression: whatever followed a pull quote inside another used to be kept.
#[test]
fn pull_quote_that_contains_another_is_dropped_whole() {
    let page = format!(
        "<article><h1>Talks</h1><p>{}<p>{}<aside class=pullquote><div class=pullquote>A</div><p>{}</p></aside><p>{}</article>",
        prose(1),
        prose(2),
        prose(2),
        prose(3)
    );
    let blocks = shown(&page, Extent::Main);
    let expected =
        [(Title, "Talks".to_owned()), (Paragraph, prose(1)), (Paragraph, prose(2)), (Paragraph, prose(3))];
    assert_eq!(blocks, expected);
}

#[test]
fn item_of_several_paragraphs_is_one_item() {
    let list = "<ol><li><p>The ferry is out.</p><p>Nobody knows for how long.</p></li><li>The pier<ul><li>is old</ul></ol>";
    assert_eq!(
        fragment(list),
        owned(&[
            (ListItem, "1. The ferry is out."),
            (ItemText, "Nobody knows for how long."),
            (ListItem, "2. The pier"),
            (NestedItem, "is old"),
        ])
    );
}

#[test]
fn ruby_annotations_are_dropped_and_edits_are_separated() {
    assert_eq!(texts("<p><ruby>富樫<rp>(</rp><rt>とがし</rt><rp>)</rp></ruby>社長"), ["富樫社長"]);
    assert_eq!(texts("<p>at <del>nine</del><ins>ten</ins> o’clock"), ["at nine ten o’clock"]);
}

#[test]
fn short_article_is_separated_from_boilerplate() {
    let page = "<title>No boat, no bread on the island</title><nav><a href=/>Home</a> <a href=/n>News</a></nav>\
        <h1>No boat, no bread on the island</h1>\
        <p>The shop shut at noon on Monday, said its keeper, since nobody had brought any flour.</p>\
        <p>It will open when the ferry is back, and not before then.</p>\
        <div class=comments><p>Ilse Varga should have known that.</p></div>\
        <div style='display:none'>This was never to be seen by anybody, and says nothing.</div>";
    let blocks = shown(page, Extent::Main);
    assert_eq!(
        blocks,
        owned(&[
            (Title, "No boat, no bread on the island"),
            (
                Paragraph,
                "The shop shut at noon on Monday, said its keeper, since nobody had brought any flour."
            ),
            (Paragraph, "It will open when the ferry is back, and not before then."),
        ])
    );
}

#[test]
fn short_json_ld_text_is_used_if_page_shows_nothing() {
    let page = "<title>No boat</title><script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"No boat\",\
        \"articleBody\":\"The ferry is out of service, the council said on Monday.\"}</script><nav>Menu</nav><div id=root></div>";
    let blocks = shown(page, Extent::Main);
    assert_eq!(
        blocks,
        owned(&[(Title, "No boat"), (Paragraph, "The ferry is out of service, the council said on Monday.")])
    );
}

#[test]
fn element_named_headline_is_the_title_of_an_old_page() {
    let page = |more: &str| {
        let page = format!(
            "<title>Home - Skerry Gazette</title><div class=headline>No boat, no bread</div>{more}<div>{}</div>",
            prose(1)
        );
        parse(ArticleKey::from_path(Path::new("a.html")), &page, Extent::Main).meta.title
    };
    assert_eq!(page("").as_deref(), Some("No boat, no bread"));
    assert_eq!(
        page("<div class=headline>Seal found in bath</div>").as_deref(),
        Some("Home - Skerry Gazette")
    );
}

#[test]
fn date_comes_from_canonical_link_if_nowhere_else() {
    let page = |link: &str| {
        let page = format!("<link rel=canonical href='{link}'><title>No boat</title><p>{}", prose(1));
        parse(ArticleKey::from_path(Path::new("a.html")), &page, Extent::Main).meta.date
    };
    assert_eq!(page("https://example.org/2015/03/8/no-boat").as_deref(), Some("2015-03-08"));
    for link in ["https://example.org/2015/13/18/a", "https://example.org/2015/03", "https://2015/03/18"] {
        assert_eq!(page(link), None, "{link}");
    }
}

/// Regression: the modification date used to win over `<time>`, and that of JSON-LD over every other date.
#[test]
fn modification_date_is_used_only_if_there_is_no_other() {
    let page = |head: &str, below: &str| {
        let page = format!("{head}<title>No boat</title><h1>No boat</h1>{below}<p>{}", prose(1));
        parse(ArticleKey::from_path(Path::new("a.html")), &page, Extent::Main).meta.date
    };
    let modified_meta = "<meta name=last-modified content=2024-05-05>";
    let modified_json = "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"dateModified\":\"2024-05-05\"}</script>";
    let published = "<meta property=article:published_time content=2024-05-01>";
    for modified in [modified_meta, modified_json] {
        assert_eq!(page(modified, "").as_deref(), Some("2024-05-05"), "{modified}");
        for (head, below) in
            [(published, ""), ("", "<time datetime=2024-05-01></time>"), ("", "<p>1 May 2024</p>")]
        {
            let date = page(&format!("{modified}{head}"), below);
            assert_eq!(date.as_deref(), Some("2024-05-01"), "{modified}{head}{below}");
        }
    }
}

#[test]
fn spanning_cells_keep_columns_aligned() {
    let table = "<table><tr><th>Town<th>Year<th>Share<tr><td rowspan=2>Saltby<td>2020<td>8<tr><td>2021<td>9\
        <tr><td>Port<td colspan=2>none<tr><td colspan=2>All<td>17</table>";
    assert_eq!(
        texts(table),
        ["Town | Year | Share", "Saltby | 2020 | 8", "| 2021 | 9", "Port | none", "All |  | 17"]
    );
    for (name, value) in [("rowspan", "99999999999"), ("colspan", "65000"), ("rowspan", "-1")] {
        let wide = format!("<table><tr><td {name}={value}>a<td>b{}</table>", "<tr><td>c".repeat(2_000));
        assert!(texts(&wide).len() > 2_000);
    }
}

#[test]
fn tags_separate_words_only_where_browsers_do() {
    assert_eq!(
        texts("<b>Z</b>elensky met Pu<wbr>tin.<div>One</div>Two<p>Three<p>Four"),
        ["Zelensky met Putin.", "One", "Two", "Three", "Four"]
    );
    assert_eq!(texts("a<img src=x alt=no>b <i> c</i>\n\n d&nbsp;e &amp; f"), ["a b c d\u{a0}e & f"]);
    assert_eq!(texts("<p>one<br>two<br/><br>three"), ["one\ntwo", "three"]);
    assert_eq!(texts("10<sup>6</sup> CO<sub>2</sub> 5<sup>th</sup>"), ["10⁶ CO₂ 5th"]);
    assert_eq!(texts("<q>No</q>, she said"), ["“No”, she said"]);
}

#[test]
fn markup_becomes_blocks() {
    let source = "<h2>Next <br>steps</h2><blockquote><p>“No,” she said.</p></blockquote><ul><li>one<ul><li>inner</ul><li><p>two</ul>\
        <ol start=3><li>third<li value=7>seventh</ol><figure><img><figcaption>A hall</figcaption></figure>\
        <table><tr><th>Month<th>Trains<tr><td>May<td></td></tr><tr><td>June</td><td>4 <br>late</td></tr></table><pre>a  b\n c\n\nd</pre>";
    let expected = [
        (Heading, "Next steps"),
        (Quote, "“No,” she said."),
        (ListItem, "one"),
        (NestedItem, "inner"),
        (ListItem, "two"),
        (ListItem, "3. third"),
        (ListItem, "7. seventh"),
        (Caption, "A hall"),
        (TableRow, "Month | Trains"),
        (TableRow, "May"),
        (TableRow, "June | 4 late"),
        (Paragraph, "a  b\n c"),
        (Paragraph, "d"),
    ];
    assert_eq!(fragment(source), owned(&expected));
}

/// Regression: the words on both sides of the break were joined.
#[test]
fn break_in_preformatted_text_is_a_line_end() {
    let expected = [(Paragraph, "one\ntwo"), (Paragraph, "three")];
    assert_eq!(fragment("<pre>one<br>two<br><br>three<br></pre>"), owned(&expected));
}

/// Regression: each paragraph used to count the links of the whole element, so prose below a link weighed nothing.
#[test]
fn paragraphs_of_preformatted_text_count_their_own_links() {
    let tree = builder::build(&format!("<pre><a href=x>{}</a>\n\n{}</pre>", prose(1), prose(2)));
    let pieces = pieces::read_pieces(&tree, &|_| false);
    let weights: Vec<usize> = pieces.iter().map(weight::prose_weight).collect();
    assert_eq!(weights, [0, weight::weigh(&prose(2))]);
}

#[test]
fn layout_table_is_not_data() {
    let source =
        format!("<table><tr><td><a href=/>Home</a></td><td><p>{}<p>{}</td></tr></table>", prose(1), prose(2));
    assert_eq!(texts(&source), ["Home".to_owned(), prose(1), prose(2)]);
}

#[test]
fn scripts_and_hidden_elements_are_not_text() {
    let source = "<style>a{}</style><p>One<script>x<y</script><!-- no --><p hidden>no<p style='display: none'>no<noscript>no</noscript><template>no</template><p>Two";
    assert_eq!(texts(source), ["One", "Two"]);
}

#[test]
fn page_yields_title_once_and_article_without_boilerplate() {
    let source = format!(
        "<html lang=en><title>Talks go on | The Paper</title><meta property=og:site_name content='The Paper'>\
         <meta name=author content='Jo Park'><nav><ul><li><a href=/>Home</a></ul></nav>\
         <article><h1>Talks go on</h1><p class=standfirst>The envoy has a plan for it.</p><p class=byline>By Jo Park</p>\
         <p>{}</p><div class='share-bar'>Share</div><p>Advertisement</p><h2>The plan</h2><p>{}</p><figure><img><figcaption>The old hall at night \
         <span class=credit>AP</span></figcaption></figure><h2>Related</h2><ul><li><a href=/x>Another story</a></ul></article>\
         <div id=comments><p>{}</p></div><footer><p>All rights reserved.</footer>",
        prose(1),
        prose(2),
        prose(3)
    );
    let expected = [
        (Title, "Talks go on".to_owned()),
        (Subtitle, "The envoy has a plan for it.".to_owned()),
        (Byline, "by Jo Park".to_owned()),
        (Paragraph, prose(1)),
        (Heading, "The plan".to_owned()),
        (Paragraph, prose(2)),
        (Caption, "The old hall at night".to_owned()),
    ];
    assert_eq!(shown(&source, Extent::Main), expected);
    let whole = shown(&source, Extent::Whole);
    for text in ["Home", "Share", "Another story", "All rights reserved."] {
        assert!(whole.iter().any(|(_, shown)| shown == text), "{text}");
    }
    assert_eq!(whole.iter().filter(|(_, text)| text == "Talks go on").count(), 1);
}

#[test]
fn page_of_few_words_is_read_whole() {
    let source = "<title>Note</title><nav>Menu</nav><div class=ad>The mayor is away.</div>";
    let blocks = shown(source, Extent::Main);
    assert_eq!(blocks, owned(&[(Title, "Note"), (Paragraph, "Menu"), (Paragraph, "The mayor is away.")]));
}

#[test]
fn page_rendered_by_script_is_read_from_json_ld() {
    let body = format!("{}\\n\\n{}", prose(1), prose(2));
    let source = format!(
        "<script type=application/ld+json>{{\"@type\":\"NewsArticle\",\"headline\":\"Talks\",\"articleBody\":\"{body}\"}}</script><div id=root>Loading…</div>"
    );
    assert_eq!(
        shown(&source, Extent::Main),
        [(Title, "Talks".to_owned()), (Paragraph, prose(1)), (Paragraph, prose(2))]
    );
}

#[test]
fn paragraph_missing_from_json_ld_is_dropped_if_that_has_tags() {
    let offer = "Buy a boat today from the best boat house in town.";
    let tagged = |number: usize| {
        let (text, mut words) = (prose(number), Vec::new());
        for (at, word) in text.split(' ').enumerate() {
            words.push(if at % 3 == 0 { format!("<b>{word}</b>") } else { word.to_owned() });
        }
        format!("<p>{}</p>", words.join(" "))
    };
    let page = |body: &str| {
        let json = format!("{{\"@type\":\"NewsArticle\",\"headline\":\"Talks\",\"articleBody\":\"{body}\"}}");
        let text = format!("<h1>Talks</h1><p>{}</p><p>{offer}</p><p>{}</p>", prose(1), prose(2));
        format!("<script type=application/ld+json>{json}</script><article>{text}</article>")
    };
    let is_kept = |body: &str| shown(&page(body), Extent::Main).iter().any(|(_, text)| text == offer);
    assert!(is_kept("") && !is_kept(&format!("{}{}", tagged(1), tagged(2))));
}

#[test]
fn control_characters_from_entities_are_sanitised() {
    assert_eq!(texts("a&#27;[2J&#x202e;b&#0;"), ["a␛[2J\u{fffd}b\u{fffd}"]);
    let page = "<title>a&#27;b</title><meta name=author content='&#7;x'><p>&#x9b;31m text</p>";
    let article = parse(ArticleKey::from_path(Path::new("a.html")), page, Extent::Main);
    assert!(!format!("{:?}{}", article.meta, article.text.as_str()).contains(['\u{1b}', '\u{7}', '\u{9b}']));
}

#[test]
fn text_directly_in_a_row_is_separated_from_the_next_cell() {
    assert_eq!(texts("<table><tr><th>x<th>y<tr>Town<td>a<td>b</table>"), ["x | y", "Town a | b"]);
}

#[test]
fn item_that_begins_with_a_list_keeps_its_number() {
    assert_eq!(texts("<ol><li><ul><li>a<li>b</ul><li>c</ol>"), ["1. a", "b", "2. c"]);
    assert_eq!(texts("<ol><li><ol><li>a<li>b</ol><li></li><li>c</ol>"), ["1. 1. a", "2. b", "3. c"]);
}

#[test]
fn unclosed_and_unopened_tags_lose_no_text() {
    let source =
        "</div></td><p><b>One<p>Two</b></span><div><i>Three<table><tr><td>Four</table>Five</i></p>Six";
    assert_eq!(texts(source), ["One", "Two", "Three", "Four", "Five", "Six"]);
}

#[test]
fn deep_wide_and_endless_pages_are_parsed() {
    let deep = [
        (100_000, "<div>", "</div>"),
        (10_000, "<b>", "</b>"),
        (10_000, "<ul><li>", "</li></ul>"),
        (10_000, "<table><tr><td>", "</table>"),
        (10_000, "<p><a href=x>", ""),
        (10_000, "<b class=x><p>", ""),
    ];
    for (many, open, close) in deep {
        let source = format!("{}core{}<p>after", open.repeat(many), close.repeat(many));
        let all = texts(&source).join(" ");
        assert!(all.contains("core") && all.contains("after"), "{open}");
        let _ = shown(&source, Extent::Main);
    }
    let many = 10_000;
    let wide = [
        "<p>x",
        "<br>",
        "x<hr>",
        "&",
        "<",
        "<!--",
        "<a href=x>y</a>",
        "</p>",
        "<li>x</li>",
        "<sup>1</sup>",
        "<table>",
        "<meta name=a content=b>",
        "<aside class=pullquote>x y z</aside>",
    ];
    for piece in wide {
        let _ = shown(&piece.repeat(many), Extent::Main);
    }
    let attributes: String =
        (0..many).flat_map(|number| ["a".to_owned(), number.to_string(), "=b ".to_owned()]).collect();
    assert_eq!(texts(&format!("<p {attributes}>x")), ["x"]);
}

fn markup() -> impl Strategy<Value = String> {
    let tags = prop::sample::select(vec![
        "<p>",
        "</p>",
        "<div class=ad>",
        "</div>",
        "<table>",
        "<tr>",
        "<td>",
        "</td>",
        "</table>",
        "<ul>",
        "<li>",
        "</ul>",
        "<ol reversed>",
        "<a href=x>",
        "</a>",
        "<b>",
        "</b>",
        "<h1>",
        "</h1>",
        "<script>",
        "</script>",
        "<title>",
        "</title>",
        "<pre>",
        "</pre>",
        "<br>",
        "<blockquote>",
        "&amp;",
        "&#0;",
        "<svg>",
        "<head>",
        "<body>",
        "<!--",
        "-->",
        "<q>",
        "</q>",
        "<sup>",
        "<aside>",
        "<article>",
        "<figure>",
        "<figcaption>",
        "<template>",
        "<caption>",
        "</",
    ]);
    prop::collection::vec(prop_oneof![tags.prop_map(str::to_owned), ".{0,12}", "[a-z ]{0,40}"], 0..60)
        .prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn any_text_parses_without_panic_into_ordered_blocks(source in markup()) {
        for extent in [Extent::Main, Extent::Whole] {
            let article = parse(ArticleKey::from_path(Path::new("a.html")), &source, extent);
            let mut previous_end = 0;
            for block in &article.blocks {
                prop_assert!(block.range.start >= previous_end && !article.block_text(block).is_empty());
                previous_end = block.range.end;
            }
        }
    }

    #[test]
    fn fragment_keeps_each_word_once(parts in prop::collection::vec(("[a-z]{1,8}", prop::sample::select(vec![
        ("<p>", "</p>"), ("<div><span>", "</span></div>"), ("<ul><li>", "</li></ul>"), ("<blockquote>", "</blockquote>"), ("<h2>", "</h2>"), ("<i>", "</i> "),
        ("<td>", "</td>"), ("<pre>", "</pre>"), ("<table><tr><td>", "</td><td>x</td></tr><tr><td>y</td></tr></table>"), ("", "<br>"), ("<a href=x>", "</a> "),
    ])), 0..30)) {
        let source: String = parts.iter().flat_map(|(word, (open, close))| [open, word.as_str(), close]).collect();
        let text = texts(&source).join(" ");
        let mut found: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let mut expected: Vec<&str> = parts.iter().map(|(word, _)| word.as_str()).collect();
        let tables = parts.iter().filter(|(_, (open, _))| open.starts_with("<table>")).count();
        expected.extend(["x", "y"].repeat(tables));
        found.sort_unstable();
        expected.sort_unstable();
        prop_assert_eq!(found, expected);
    }
}
