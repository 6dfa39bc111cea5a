//! Known traps of entity matching, one test each.

use std::path::Path;
use std::sync::Arc;

use whoswho::article::{ArticleKey, Format, parse};
use whoswho::mention::{Matcher, Status};

/// Returns the surface, entities and status of each mention in a text, which is placed after a first line that is not
/// a title. Nested mentions and boilerplate are left out.
fn mentions_in(list: &str, text: &str) -> Vec<(String, Vec<String>, Status)> {
    let parsed =
        whoswho::gazetteer::parse(list, "entities.toml").unwrap_or_else(|problems| panic!("{problems:?}"));
    let matcher = Matcher::new(Arc::new(parsed.gazetteer)).expect("a list that can be matched");
    let text = format!("This line opens the text and ends.\n\n{text}");
    let article = parse(ArticleKey::from_path(Path::new("a.txt")), Format::Plain, text.clone(), 0);
    let found = matcher.find(&article);
    let shown =
        found.mentions.iter().filter(|mention| mention.status != Status::Nested && !mention.boilerplate);
    let rows = shown.map(|mention| {
        let entities = found.referents[mention.referent as usize].candidates().iter();
        let names = entities.map(|entity| entity.name(matcher.gazetteer())).collect();
        (text[mention.range()].to_owned(), names, mention.status)
    });
    rows.collect()
}

fn entity(name: &str, kind: &str, more: &str) -> String {
    format!("[[entity]]\nname = \"{name}\"\nkind = \"{kind}\"\n{more}\n")
}

/// Returns the surfaces of the mentions that count.
fn counted(list: &str, text: &str) -> Vec<String> {
    let counts = |status: &Status| matches!(status, Status::Certain | Status::Bound);
    mentions_in(list, text)
        .into_iter()
        .filter(|(_, _, status)| counts(status))
        .map(|(surface, _, _)| surface)
        .collect()
}

#[test]
fn capitalised_us_is_the_country_and_never_the_pronoun() {
    let list = entity("United States", "place", "aliases = [\"US\", \"U.S.\"]");
    assert_eq!(counted(&list, "The US told us. U.S.-led talks; the U.S.'s envoy."), ["US", "U.S.", "U.S."]);
    let shouted = mentions_in(&list, "LET US TALK NOW");
    assert_eq!(shouted.iter().map(|mention| mention.2).collect::<Vec<_>>(), [Status::Ambiguous]);
}

#[test]
fn longer_name_without_a_boundary_does_not_hide_a_shorter_one() {
    let list = entity("New York", "place", "") + &entity("New York Times", "organisation", "");
    assert_eq!(counted(&list, "In New York Timesaver shops."), ["New York"]);
}

#[test]
fn apostrophes_end_names_only_in_possessives() {
    let list = entity("Pat O'Neill", "person", "aliases = [\"O'Neill\"]") + &entity("Kyiv", "place", "");
    assert_eq!(counted(&list, "O’Neill's note on Kyiv’s plan; O'Neills."), ["O’Neill", "Kyiv"]);
}

#[test]
fn soft_hyphens_diacritics_and_spaces_are_folded() {
    let list = entity("Volodymyr Zelensky", "person", "aliases = [\"Zelensky\"]")
        + &entity("Żeleński", "person", "");
    assert_eq!(counted(&list, "Zelen\u{ad}sky met ZELEŃSKI."), ["Zelen\u{ad}sky", "ZELEŃSKI"]);
    assert_eq!(counted(&list, "ŻELEŃSKI and Zelenski"), ["ŻELEŃSKI", "Zelenski"]);
    assert_eq!(counted(&entity("Straße", "place", ""), "STRASSE"), ["STRASSE"]);
    assert_eq!(
        counted(&entity("New York", "place", ""), "New\u{a0}York and New\nYork but New\n\nYork"),
        ["New\u{a0}York", "New\nYork"]
    );
}

#[test]
fn cyrillic_letters_stay_distinct() {
    let list = entity("Андрій", "place", "case = \"ignore\"");
    assert_eq!(
        counted(&list, "Андрій, АНДРІЙ, Андріи\u{306}; Андрии"),
        ["Андрій", "АНДРІЙ", "Андріи\u{306}"]
    );
}

#[test]
fn relative_with_the_same_surname_is_not_a_mention() {
    let list = entity("Joe Biden", "person", "");
    let text = "Joe Biden spoke. Hunter Biden did not. President Biden and Mr. Biden left; then Biden came. But Biden stayed.";
    assert_eq!(counted(&list, text), ["Joe Biden", "Biden", "Biden", "Biden", "Biden"]);
    assert!(counted(&list, "Biden spoke.").is_empty(), "no full name is given");
}

#[test]
fn surname_shared_by_two_is_bound_to_the_nearest_full_name() {
    let list = entity("George Bush", "person", "") + &entity("Laura Bush", "person", "");
    let mentions =
        mentions_in(&list, "Bush waits. George Bush spoke. Bush left. Laura Bush came. Bush stayed.");
    let mentions: Vec<(&str, usize, Status)> =
        mentions.iter().map(|mention| (mention.0.as_str(), mention.1.len(), mention.2)).collect();
    assert_eq!(
        mentions,
        [
            ("Bush", 2, Status::Ambiguous),
            ("George Bush", 1, Status::Certain),
            ("Bush", 1, Status::Bound),
            ("Laura Bush", 1, Status::Certain),
            ("Bush", 1, Status::Bound),
        ]
    );
}

#[test]
fn surname_with_another_given_name_in_a_headline_is_ambiguous() {
    let list = entity("Joe Biden", "person", "");
    let mentions = mentions_in(&list, "Joe Biden spoke.\n\nAides Say Hunter Biden Will Stay");
    assert_eq!(
        mentions.last().map(|mention| (mention.0.as_str(), mention.2)),
        Some(("Biden", Status::Ambiguous))
    );
}

#[test]
fn suffixes_and_short_words_are_not_surnames() {
    let list = entity("Martin Luther King Jr.", "person", "") + &entity("Xi Li", "person", "");
    assert_eq!(
        counted(&list, "Martin Luther King Jr. and Xi Li met. King and Li left."),
        ["Martin Luther King Jr.", "Xi Li", "King"]
    );
}

#[test]
fn not_phrases_block_the_name_inside_them() {
    let list =
        entity("Donald Trump", "person", "aliases = [\"Trump\"]\nnot = [\"Trump Tower\", \"Trumpism\"]");
    assert_eq!(
        counted(&list, "Trump left Trump Tower. Trump's plan; trump card; Trumpet."),
        ["Trump", "Trump"]
    );
}

#[test]
fn each_template_value_is_an_entity_of_its_own() {
    let list =
        entity("{points}-point plan", "plan", "patterns = ['(?<points>\\d{1,3})-point (?:peace )?plan']");
    let mentions = mentions_in(
        &list,
        "The 28-point plan, a 28‑point peace plan and the 19-Point Plan; no 128-points plan.",
    );
    let names: Vec<&str> =
        mentions.iter().filter_map(|mention| mention.1.first().map(String::as_str)).collect();
    assert_eq!(names, ["28-point plan", "28-point plan", "19-point plan"]);
}

#[test]
fn boilerplate_counts_nothing_and_activates_no_surname() {
    let list = entity("Joe Biden", "person", "");
    assert_eq!(counted(&list, "Biden spoke.\n\nYou may also like\n\nJoe Biden"), Vec::<String>::new());
}

/// The halves of the word are joined both with and without the hyphen.
#[test]
fn name_hyphenated_at_a_line_end_is_found_whole() {
    let list = entity("Zelensky Fund", "organisation", "")
        + &entity("Israel-Hamas deal", "plan", "")
        + &entity("Zelensky", "person", "aliases = [\"Volodymyr Zelensky\"]");
    for (text, surface) in [
        ("The Zelen-\nsky Fund paid.", "Zelen-\nsky Fund"),
        ("The ZELEN\u{2010}\nSKY FUND paid.", "ZELEN\u{2010}\nSKY FUND"),
        ("The Zelen\u{ad}\nsky Fund paid.", "Zelen\u{ad}\nsky Fund"),
        ("The Zelen- \n  sky\nFund paid.", "Zelen- \n  sky\nFund"),
        ("An Israel-\nHamas deal came.", "Israel-\nHamas deal"),
        ("An Isra-\nel-Ha-\nmas deal came.", "Isra-\nel-Ha-\nmas deal"),
        ("Then Volo-\ndymyr Zelen-\nsky’s men left.", "Volo-\ndymyr Zelen-\nsky"),
    ] {
        assert_eq!(counted(&list, text), [surface], "{text:?}");
        assert_eq!(counted(&list, &text.replace('\n', "\r\n")).len(), 1, "{text:?}");
    }
}

#[test]
fn lookalikes_of_hyphenated_names_are_not_mentions() {
    let list = entity("Zelensky", "person", "")
        + &entity("Trump", "person", "")
        + &entity("Sky", "organisation", "");
    for text in [
        "A zelen-\nsky rose.",
        "A Zelen -\nsky rose.",
        "A Zelen—\nsky rose.",
        "A Zelen-\n\nsky rose.",
        "A Zelen- sky rose.",
        "A Zelen-\nskyline rose.",
        "The Zelen\u{ad}\nSkyline rose.",
        "A Trum-\npet sounded.",
        "A Trump\u{ad}\nist sounded.",
    ] {
        assert_eq!(counted(&list, text), Vec::<String>::new(), "{text:?}");
    }
    // A hyphen is a boundary at a line end as it is elsewhere.
    assert_eq!(counted(&list, "The pro-\nTrump, Trump-\nborn Sky-\nline."), ["Trump", "Trump", "Sky"]);
}

#[test]
fn template_value_is_found_across_a_line_end() {
    let list = entity(
        "{points}-point plan",
        "plan",
        "patterns = ['(?<points>\\d{1,3})-point (?:peace )?plan', '^The (?<points>\\d+) points$']",
    );
    for (text, surface, name) in [
        ("A 28-\npoint plan.", "28-\npoint plan", "28-point plan"),
        ("A 28\u{2010}\npoint peace plan.", "28\u{2010}\npoint peace plan", "28-point plan"),
        ("A 19-point pl-\nan.", "19-point pl-\nan", "19-point plan"),
        ("A 19-po\u{ad}\nint plan.", "19-po\u{ad}\nint plan", "19-point plan"),
        ("A 1-\n9-\npoint pl-\nan.", "1-\n9-\npoint pl-\nan", "19-point plan"),
        ("x-\nThe 7 points\nx", "The 7 points", "7-point plan"),
        ("The 7 po-\nints", "The 7 po-\nints", "7-point plan"),
    ] {
        let mentions = mentions_in(&list, text);
        assert_eq!(mentions.len(), 1, "{text:?}: {mentions:?}");
        assert_eq!((mentions[0].0.as_str(), mentions[0].1[0].as_str()), (surface, name), "{text:?}");
    }
    for text in ["A 28-\n\npoint plan.", "A 28\npoint plan.", "A 28-\npoint\nplan.", "x The 7 po-\nints"] {
        assert_eq!(mentions_in(&list, text), [], "{text:?}");
    }
}

#[test]
fn not_phrases_and_weak_aliases_may_be_hyphenated_too() {
    let list =
        entity("Trump", "person", "not = [\"Trump Tower\"]\naliases = [{ text = \"Don-Don\", weak = true }]");
    assert_eq!(counted(&list, "The Trump To-\nwer."), Vec::<String>::new());
    assert_eq!(counted(&list, "The Trump To-\nwel."), ["Trump"]);
    assert_eq!(counted(&list, "A Don-\nDon and a Don-\n-Don."), Vec::<String>::new());
    assert_eq!(
        counted(&list, "A Don-\nDon, Tru-\nmp and Don-D-\non."),
        ["Don-\nDon", "Tru-\nmp", "Don-D-\non"]
    );
}

#[test]
fn hyphenated_surname_is_bound() {
    let list = entity("Joe Biden", "person", "");
    assert_eq!(
        counted(&list, "Joe Bi-\nden met Bi-\nden; a Hunter Bi-\nden, a bi-\nden and Bi-\ndens left."),
        ["Joe Bi-\nden", "Bi-\nden"]
    );
}

#[test]
fn optional_marks_outside_latin_are_ignored() {
    for (name, texts) in [
        ("Αθήνα", &["Αθήνα", "ΑΘΗΝΑ", "Αθηνα", "Ἀθήνα"][..]),
        ("Παπαδόπουλος", &["ΠΑΠΑΔΟΠΟΥΛΟΣ", "Παπαδοπουλος"]),
        ("Путин", &["Пу\u{301}тин", "ПУТИН"]),
        ("Горбачёв", &["Горбачев", "ГОРБАЧЁВ", "Горбаче\u{308}в", "Горбачё\u{301}в"]),
        ("محمد", &["مُحَمَّد", "محـمد", "مـحـمـد"]),
        ("ירושלים", &["יְרוּשָׁלַיִם"]),
    ] {
        let list = entity(name, "place", "");
        for text in texts {
            assert_eq!(counted(&list, &format!("“{text}”, {text}.")), [*text, *text], "{name}");
        }
    }
    for (name, text) in
        [("Андрій", "Андріи"), ("Київ", "Киів"), ("Љупчо Ѓорѓиев", "Љупчо Горгиев"), ("أحمد", "احمد")]
    {
        assert_eq!(counted(&entity(name, "place", ""), text), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn apostrophes_and_quotation_marks_are_unified() {
    let list = entity("Hawai'i", "place", "")
        + &entity("Dwayne \\\"The Rock\\\" Johnson", "person", "aliases = [\"יו״ר\"]");
    for text in ["Hawai'i", "Hawai’i", "Hawaiʻi", "Hawaiʼi", "HAWAIʻI", "Hawaiʻiʼs", "ʿHawaiʾi"] {
        assert_eq!(counted(&list, text).len(), 1, "{text}");
    }
    for text in
        ["Dwayne “The Rock” Johnson", "Dwayne «The Rock» Johnson", "Dwayne \"The Rock\" Johnson", "יו\"ר"]
    {
        assert_eq!(counted(&list, text), [text]);
    }
    assert_eq!(counted(&list, "hawaiʻi, Dwayne “the Rock” Johnson"), Vec::<String>::new());
    let quoted = entity(
        "The “peace plan”",
        "plan",
        "patterns = ['\\b(?:so-called|the) [\"“](?:peace )?plan[\"”]?', '«Rahmen–Plan»']",
    );
    for text in [
        "the “peace plan”",
        "the \"plan\"",
        "The „plan“",
        "the «peace plan»",
        "a so-called “plan”",
        "the “Rahmen-Plan”",
    ] {
        assert_eq!(counted(&quoted, text).len(), 1, "{text}");
    }
}

#[test]
fn footnote_marks_are_not_part_of_a_name() {
    let list = entity("Kyiv", "place", "") + &entity("CO₂", "plan", "") + &entity("G7", "organisation", "");
    assert_eq!(
        counted(&list, "Kyiv¹, Kyiv²³, Kyiv₂, Kyiv①, Kyiv❷ and x²Kyiv; G7¹; no Kyiv1, Kyiv١ or Kyivª."),
        ["Kyiv", "Kyiv", "Kyiv", "Kyiv", "Kyiv", "Kyiv", "G7"]
    );
    assert_eq!(counted(&list, "CO₂, CO2 and CO²³; no CO or CO₂x."), ["CO₂", "CO2", "CO²"]);
}

#[test]
fn word_hyphenated_in_markdown_source_is_one_word() {
    let list = entity("Volodymyr Zelensky", "person", "aliases = [\"Zelensky\"]");
    let parsed = whoswho::gazetteer::parse(&list, "entities.toml").unwrap();
    let matcher = Matcher::new(Arc::new(parsed.gazetteer)).unwrap();
    let text = "# A title\n\nHe met Zelen-\nsky there.\n".to_owned();
    let article = parse(ArticleKey::from_path(Path::new("a.md")), Format::Markdown, text, 0);
    let found = matcher.find(&article);
    let surfaces: Vec<&str> =
        found.mentions.iter().map(|mention| article.text.slice(mention.range())).collect();
    assert_eq!(surfaces, ["Zelen-\nsky"]);
}
