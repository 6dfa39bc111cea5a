use super::*;

fn meta(text: &str) -> Meta {
    read_front_matter(text).map(|front| front.meta()).unwrap_or_default()
}

#[test]
fn yaml_scalars_of_every_style_are_read() {
    let parsed = meta(
        "---\ntitle: \"Talks: \\\"on\\\"\"\nsource: 'The Insider''s'\ndate: 2025-11-24 # Monday\nauthor:\n  - Jo Park\n  - Al Reed\nlang: [en, uk]\nurl: >\n  https://example.org/\n---\nText\n",
    );
    assert_eq!(parsed.title.as_deref(), Some("Talks: \"on\""));
    assert_eq!(parsed.source.as_deref(), Some("The Insider's"));
    assert_eq!(parsed.date.as_deref(), Some("2025-11-24"));
    assert_eq!(parsed.author.as_deref(), Some("Jo Park, Al Reed"));
    assert_eq!(parsed.language.as_deref(), Some("en"));
    assert_eq!(parsed.url.as_deref(), Some("https://example.org/"));
}

#[test]
fn toml_headers_with_dates_are_read() {
    let parsed = meta("+++\ntitle = \"Talks\"\ndate = 2025-11-24\nauthors = [\"A\", \"B\"]\n+++\nText\n");
    assert_eq!(parsed.title.as_deref(), Some("Talks"));
    assert_eq!(parsed.date.as_deref(), Some("2025-11-24"));
    assert_eq!(parsed.author.as_deref(), Some("A, B"));
}

#[test]
fn the_title_range_is_found() {
    for text in [
        "---\ntitle: Talks go on\n---\n",
        "---\ntitle: 'Talks go on'\n---\n",
        "+++\ntitle = \"Talks go on\"\n+++\n",
    ] {
        let range = read_front_matter(text).and_then(|front| front.title_range());
        assert_eq!(range.map(|range| &text[range]), Some("Talks go on"), "{text}");
    }
    let escaped = "---\ntitle: \"a \\\"b\\\"\"\n---\n";
    assert_eq!(read_front_matter(escaped).and_then(|front| front.title_range()), None);
}

#[test]
fn a_rule_at_the_top_is_not_a_header() {
    assert_eq!(read_front_matter("---\nText that never closes it\n"), None);
    assert_eq!(read_front_matter("Text\n---\n"), None);
    assert_eq!(read_front_matter("---"), None);
}

#[test]
fn broken_headers_are_read_leniently() {
    assert_eq!(meta("---\n: :\n\tnested: x\ntitle: \"open\n---\n").title.as_deref(), Some("open"));
    assert_eq!(meta("+++\ntitle = \n+++\n"), Meta::default());
}

#[test]
fn nested_authors_become_names() {
    let author = |header: &str| meta(&format!("---\ntitle: T\n{header}\n---\nText\n")).author;
    for header in [
        "author:\n  name: Jo Park\n  email: jo@example.org",
        "author: {name: Jo Park, email: jo@example.org}",
        "authors:\n  - name: Jo Park\n    role: [editor, \"writer\"]",
        "authors: [{name: \"Jo Park\", id: 3}]",
        "author: \"[[Jo Park]]\"",
        "author: [[Jo Park]]",
        "author:\n  - \"[[people/jo|Jo Park]]\"",
        "author:\n# the desk\n  - Jo Park",
    ] {
        assert_eq!(author(header).as_deref(), Some("Jo Park"), "{header}");
    }
    assert_eq!(
        author("authors:\n  - name: Jo Park\n    id: 1\n  - name: Al O'Reed\n  - Ute Brink").as_deref(),
        Some("Jo Park, Al O'Reed, Ute Brink")
    );
    assert_eq!(author("author: [Al O'Reed, Ute Brink]").as_deref(), Some("Al O'Reed, Ute Brink"));
    assert_eq!(author("author:\n  email: jo@example.org"), None);
}

/// Regression: escaped quotes used to end an item, and an item with a colon was taken for a map.
#[test]
fn quoted_list_items_keep_commas_brackets_colons_and_escaped_quotes() {
    for (list, expected) in [
        (r#"["A, b", C]"#, "A, b, C"),
        (r#"["Doe, Jane", 'Roe, R.']"#, "Doe, Jane, Roe, R."),
        (r#"["Jane \"Jo, Jr\" Doe", 'Al O''Reed, R.']"#, "Jane \"Jo, Jr\" Doe, Al O'Reed, R."),
        (r#"["Talks [live], day: two", "Note: more"]"#, "Talks [live], day: two, Note: more"),
        (r#"[{"name":"Doe, Jane", "id": 3}, {"name" : 'Roe'}]"#, "Doe, Jane, Roe"),
    ] {
        let parsed = meta(&format!("---\ntitle: {list}\nauthors: {list}\n---\nText\n"));
        assert_eq!(parsed.title.as_deref(), Some(expected), "{list}");
        assert_eq!(parsed.author.as_deref(), Some(expected), "{list}");
    }
    let below = meta("---\ntitle: T\nauthor:\n  - \"Doe: Jane\"\n  - 'name: Roe'\n---\nText\n");
    assert_eq!(below.author.as_deref(), Some("Doe: Jane, name: Roe"));
}

/// Regression: all lines but the first used to be ignored.
#[test]
fn flow_list_of_several_lines_is_read() {
    for list in [
        "[\"A\",\n  \"b, c\", Jo\n  Park]",
        "[\n  A,\n\n  'b, c', # a comment, too\n  Jo Park,\n]",
        "\n  [A,\n  \"b,\n  c\", {name: Jo Park}]",
        "[{name: A}, {\n  name: \"b, c\",\n  id: 1\n},\n# a comment\n  {name: Jo Park}]",
    ] {
        let parsed = meta(&format!("---\nauthors: {list}\ntitle: T\n---\nText\n"));
        assert_eq!(parsed.author.as_deref(), Some("A, b, c, Jo Park"), "{list}");
        assert_eq!(parsed.title.as_deref(), Some("T"), "{list}");
    }
}

/// Regression: all lines but the first used to be ignored. Programs that write YAML wrap long values.
#[test]
fn quoted_value_of_several_lines_is_read() {
    for (value, expected) in [
        ("\"Talks: they\n  go \\\"on\\\"\"", "Talks: they go \"on\""),
        ("\"Talks: they\\\n  \\ go\n\n  on\" # a comment", "Talks: they go on"),
        ("'Talks: it''s\n  on'", "Talks: it's on"),
        ("\"open\n  and never closed", "open"),
    ] {
        let parsed = meta(&format!("---\ntitle: {value}\nsource: S\n---\nText\n"));
        assert_eq!(parsed.title.as_deref(), Some(expected), "{value}");
        assert_eq!(parsed.source.as_deref(), Some("S"), "{value}");
    }
}

#[test]
fn headers_of_generators_and_note_programs_are_read() {
    let hugo = meta(
        "{\n  \"title\": \"Talks\",\n  \"date\": \"2025-11-24T10:00:00+02:00\",\n  \"author\": {\"name\": \"Jo Park\"}\n}\n\nText\n",
    );
    assert_eq!(hugo.title.as_deref(), Some("Talks"));
    assert_eq!(hugo.date.as_deref(), Some("2025-11-24T10:00:00+02:00"));
    assert_eq!(hugo.author.as_deref(), Some("Jo Park"));
    let jekyll = meta(
        "\u{feff}\n---\nlayout: post\ntitle: \"Talks\"\npubDate: 2025-11-24 10:00:00 +0200\nCanonical_URL: https://example.org/a\nsite: The Paper\n---\nText\n",
    );
    assert_eq!(jekyll.date.as_deref(), Some("2025-11-24 10:00:00 +0200"));
    assert_eq!(jekyll.url.as_deref(), Some("https://example.org/a"));
    assert_eq!(jekyll.source.as_deref(), Some("The Paper"));
    let clipper = meta(
        "---\ntitle: Talks\nsource: https://example.org/b\npublished: 2025-11-24\ntags:\n  - clippings\nsite: The Paper\n---\nText\n",
    );
    assert_eq!(clipper.url.as_deref(), Some("https://example.org/b"));
    assert_eq!(clipper.source.as_deref(), Some("The Paper"));
    let toml = meta("+++\ntitle = \"Talks\"\n[author]\nname = \"Jo Park\"\n+++\nText\n");
    assert_eq!(toml.author.as_deref(), Some("Jo Park"));
}

#[test]
fn text_between_rules_and_json_lines_are_not_headers() {
    assert_eq!(read_front_matter("---\nJust text.\n---\nMore.\n"), None);
    assert_eq!(read_front_matter("{\"a\": 1}\n{\"a\": 2}\n"), None);
    assert_eq!(read_front_matter("{curly} text\n\nMore.\n"), None);
    assert_eq!(read_front_matter("{\"a\": 1} goes on\n"), None);
}

#[test]
fn the_language_is_a_two_letter_code() {
    let language = |value: &str| meta(&format!("---\nlang: {value}\n---\n")).language;
    for (value, expected) in
        [("German", Some("de")), ("en-GB", Some("en")), ("ukr", Some("uk")), ("Klingon", None)]
    {
        assert_eq!(language(value).as_deref(), expected, "{value}");
    }
}

#[test]
fn only_a_short_summary_is_a_subtitle() {
    let summary = |value: &str| {
        read_front_matter(&format!("---\ndescription: {value}\n---\n")).and_then(|front| front.summary())
    };
    assert_eq!(summary("What is at stake").as_deref(), Some("What is at stake"));
    assert_eq!(summary(&"long ".repeat(80)), None);
}

/// A block has no outer white space, and no metadata value is blank.
#[test]
fn white_space_in_quotes_is_trimmed() {
    for text in [
        "---\ntitle: \" Talks go on \"\n---\n",
        "---\ntitle: '\u{2005}Talks go on\t'\n---\n",
        "+++\ntitle = \"\\tTalks go on \"\n+++\n",
        "+++\ntitle = ' Talks go on '\n+++\n",
        "{\"title\": \" Talks go on\"}\nText\n",
    ] {
        let front = read_front_matter(text).unwrap();
        assert_eq!(front.meta().title.as_deref(), Some("Talks go on"), "{text}");
        let range = front.title_range();
        assert!(range.is_none_or(|range| &text[range] == "Talks go on"), "{text}");
    }
    assert_eq!(meta("---\ntitle: \" \"\nsource: '[[ ]]'\nauthor: '[[Jo| ]]'\n---\n"), Meta::default());
}
