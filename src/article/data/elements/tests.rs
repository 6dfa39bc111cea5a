use std::ops::Range;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::article::data::fields::Fields;

fn ranges_with(chunks: &[&[u8]], fields: &Fields) -> Vec<Range<u64>> {
    let mut elements = Elements::new(fields);
    let mut found: Vec<_> = chunks.iter().flat_map(|chunk| elements.feed(chunk)).collect();
    found.extend(elements.finish());
    found
}

fn found(text: &str) -> Vec<&str> {
    found_with(text, &Fields::default())
}

fn found_with<'a>(text: &'a str, fields: &Fields) -> Vec<&'a str> {
    let ranges = ranges_with(&[text.as_bytes()], fields);
    ranges.into_iter().map(|range| &text[range.start as usize..range.end as usize]).collect()
}

#[test]
fn objects_are_found_in_every_layout() {
    for (text, expected) in [
        (r#"[{"a":1}, {"b":[{"c":2}]}]"#, vec![r#"{"a":1}"#, r#"{"b":[{"c":2}]}"#]),
        ("{\"a\":1}\n{\"b\":2}\r\n\n{\"c\":3}", vec!["{\"a\":1}", "{\"b\":2}", "{\"c\":3}"]),
        (r#"{"a":1}{"b":2}"#, vec![r#"{"a":1}"#, r#"{"b":2}"#]),
        (r#"{"text":"a { \" } ["}"#, vec![r#"{"text":"a { \" } ["}"#]),
        (r#"[1, "{", null, [{"a":1}], {}, {"b":2}]"#, vec![r#"{"a":1}"#, r#"{"b":2}"#]),
        ("\u{feff}[{\"a\":1}]", vec!["{\"a\":1}"]),
        ("no JSON \"at {all", vec![]),
        ("{}", vec![]),
        ("[]", vec![]),
        ("", vec![]),
    ] {
        assert_eq!(found(text), expected, "{text}");
    }
}

#[test]
fn items_in_api_responses_are_found() {
    for (text, expected) in [
        (r#"{"status":"ok","articles":[{"a":1},{"a":2}],"n":2}"#, vec![r#"{"a":1}"#, r#"{"a":2}"#]),
        (r#"{"response":{"n":1,"docs":[{"a":1}]}}"#, vec![r#"{"a":1}"#]),
        (
            r#"{"hits":{"total":{"value":1},"hits":[{"_source":{"text":"x"}}]}}"#,
            vec![r#"{"_source":{"text":"x"}}"#],
        ),
        (r#"{"errors":[],"facets":[{"n":1}],"items":[{"text":"x"}]}"#, vec![r#"{"text":"x"}"#]),
        (
            r#"{"message":"ok","articles":[{"title":"t","description":"d"}]}"#,
            vec![r#"{"title":"t","description":"d"}"#],
        ),
        (r#"{"content":[{"text":"x"}],"page":1}"#, vec![r#"{"text":"x"}"#]),
        (r#"{"data":{"children":[{"data":{"selftext":"x"}}]}}"#, vec![r#"{"data":{"selftext":"x"}}"#]),
        ("{\"docs\":[{\"a\":1}]}\n{\"docs\":[{\"a\":2}]}\n", vec!["{\"a\":1}", "{\"a\":2}"]),
    ] {
        assert_eq!(found(text), expected, "{text}");
    }
}

#[test]
fn an_article_with_lists_in_it_is_one_article() {
    for text in [
        r#"{"authors":[{"name":"Jo"}],"text":"x"}"#,
        r#"{"images":[{"description":"a picture"}],"title":"t","summary":"s"}"#,
        r#"{"_links":{"self":[{"href":"x"}]},"content":{"rendered":"x"}}"#,
        r#"{"_index":"news","_source":{"authors":[{"name":"Jo"}],"body":"x"}}"#,
        r#"{"tags":[{"t":1}],"text":["one","two"]}"#,
        r#"{"comments":[{"text":"y"}],"body":"x"}"#,
    ] {
        assert_eq!(found(text), [text]);
    }
    let custom = r#"{"people":[{"text":"y"}],"lede":"x"}"#;
    assert_eq!(found_with(custom, &Fields::from_args(&["text=lede"]).unwrap()), [custom]);
}

#[test]
fn a_broken_object_affects_nothing_else() {
    for (text, expected) in [
        // JSON Lines.
        ("{\"a\":1}\n{\"b\":\"open\n{\"c\":3}\n", vec!["{\"a\":1}", "{\"c\":3}"]),
        ("{\"a\":1}\n{\"b\":[1,\n{\"c\":3}\n", vec!["{\"a\":1}", "{\"c\":3}"]),
        ("{\"a\":1}\ngar\"bage {\n{\"c\":3}\n", vec!["{\"a\":1}", "{\"c\":3}"]),
        ("{\"a\": 1\n{\"b\":2}\n", vec!["{\"b\":2}"]),
        ("{\"a\":1]}\n{\"b\":2}\n", vec!["{\"b\":2}"]),
        ("{\"a\":1}\n}}]]\n{\"b\":2}\n", vec!["{\"a\":1}", "{\"b\":2}"]),
        // Arrays.
        ("[{\"a\":1},{\"b\":2,{\"c\":3}]", vec!["{\"a\":1}", "{\"c\":3}"]),
        ("[\n  {\"a\": \"open},\n  {\"b\": 2},\n  {\"c\": 3}\n]", vec!["{\"b\": 2}", "{\"c\": 3}"]),
        ("[{\"a\":[1,2},{\"b\":2}]", vec!["{\"b\":2}"]),
        ("[{\"a\":1]", vec![]),
        ("[{\"a\":1},{\"b\":", vec!["{\"a\":1}"]),
        // API responses.
        ("{\"articles\":[{\"text\":\"a\"},{\"text\":\"b", vec!["{\"text\":\"a\"}"]),
        ("{\"articles\":[{\"text\":\"a\",{\"text\":\"b\"}]}", vec!["{\"text\":\"b\"}"]),
    ] {
        let valid: Vec<&str> =
            found(text).into_iter().filter(|part| serde_json::from_str::<Value>(part).is_ok()).collect();
        assert_eq!(valid, expected, "{text}");
    }
}

#[test]
fn line_ends_in_strings_are_tolerated() {
    let text = "[{\"text\":\"one\ntwo\n { three\"},{\"b\":2}]";
    assert_eq!(found(text), ["{\"text\":\"one\ntwo\n { three\"}", "{\"b\":2}"]);
}

#[test]
fn the_object_after_deep_nesting_is_found() {
    for depth in [MAX_DEPTH - 1, MAX_DEPTH, MAX_DEPTH + 1, 100_000] {
        let deep = format!("{{\"a\":{}{}}}", "[".repeat(depth), "]".repeat(depth));
        let text = format!("{deep}\n{{\"b\":2}}\n");
        assert_eq!(found(&text), [deep.as_str(), "{\"b\":2}"], "{depth}");
    }
    assert_eq!(found(&"{\"a\":".repeat(100_000)).len(), 1);
    let lists: Vec<String> = (0..1000).map(|n| format!("\"k{n}\":[{{\"x\":1}}]")).collect();
    let many = format!("{{{}}}", lists.join(","));
    assert_eq!(found(&many), ["{\"x\":1}"]);
}

/// JSON with little nesting and with strings that look like its syntax.
fn value() -> impl Strategy<Value = Value> {
    let word = prop::sample::select(vec!["", "a", "text", "{", "}", "[", "\"", "\\", "\n", "é", "\n{\"a"]);
    let leaf = prop_oneof![
        word.clone().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        Just(Value::Null)
    ];
    leaf.prop_recursive(3, 24, 4, move |inner| {
        let entries = prop::collection::vec((word.clone(), inner.clone()), 0..4);
        let object = entries.prop_map(|entries| {
            Value::Object(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
        });
        prop_oneof![prop::collection::vec(inner, 0..4).prop_map(Value::Array), object]
    })
}

proptest! {
    #[test]
    fn all_objects_of_a_valid_array_are_found(values in prop::collection::vec(value(), 0..8), pretty: bool) {
        let items: Vec<Value> = values.into_iter().map(|value| json!({ "item": value })).collect();
        let array = Value::Array(items.clone());
        let text = if pretty { format!("{array:#}") } else { array.to_string() };
        let parsed: Vec<Value> = found(&text).into_iter().map(|part| serde_json::from_str(part).unwrap()).collect();
        prop_assert_eq!(&parsed, &items);
        // A text key identifies each object as an item.
        let items: Vec<Value> = items.into_iter().map(|item| json!({ "text": "x", "more": item })).collect();
        for between in ["\n", "", "\r\n\n"] {
            let lines: Vec<String> =
                items.iter().map(|item| if pretty { format!("{item:#}") } else { item.to_string() }).collect();
            let text = lines.join(between);
            let parsed: Vec<Value> =
                found(&text).into_iter().map(|part| serde_json::from_str(part).unwrap()).collect();
            prop_assert_eq!(&parsed, &items);
        }
    }

    #[test]
    fn objects_do_not_depend_on_chunk_borders(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "{", "}", "[", "]", "\"", ":", ",", "\\", "\n", " ", "1", "\"text\"", "{\"a\":", "{\"text\":\"x\"}", "\n{\"b\":1}", "_source", "é",
        ]), 0..40),
        cuts in prop::collection::vec(1_usize..9, 1..20),
    ) {
        let text = pieces.concat();
        let (mut chunks, mut rest, mut cut) = (Vec::new(), text.as_bytes(), cuts.iter().cycle());
        while !rest.is_empty() {
            let (chunk, after) = rest.split_at(rest.len().min(*cut.next().unwrap()));
            chunks.push(chunk);
            rest = after;
        }
        let whole = ranges_with(&[text.as_bytes()], &Fields::default());
        prop_assert_eq!(&ranges_with(&chunks, &Fields::default()), &whole);
        for pair in whole.windows(2) {
            prop_assert!(pair[0].end <= pair[1].start);
        }
        for range in &whole {
            prop_assert!(range.start < range.end && range.end <= text.len() as u64);
            prop_assert_eq!(text.as_bytes()[range.start as usize], b'{');
        }
    }
}
