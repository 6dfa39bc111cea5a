use super::*;
use crate::analysis::suggestions::words::words;
use crate::text::sentences::sentences;

/// The spans of a text of which these words are listed: as written, the doubt marked by `?` (opening) and `&` (joined).
fn spans_of(text: &str, listed_words: &[&str]) -> Vec<String> {
    let words = words(text, 0, &sentences(text, "en"));
    let listed: Vec<Listed> = words
        .iter()
        .map(|word| if listed_words.contains(&word.text) { Listed::Person } else { Listed::No })
        .collect();
    let shown = |span: Span| {
        let range = words[span.words.start].range.start..words[span.words.end - 1].range.end;
        let mark = match span.doubt {
            Doubt::No => "",
            Doubt::Opening => "?",
            Doubt::Joined => "&",
        };
        format!("{}{mark}", &text[range])
    };
    spans(&words, &listed).into_iter().map(shown).collect()
}

fn of(text: &str) -> Vec<String> {
    spans_of(text, &[])
}

/// The title and the verb of the only span.
fn cues(text: &str) -> (Option<String>, Option<String>) {
    let words = words(text, 0, &sentences(text, "en"));
    let found = spans(&words, &vec![Listed::No; words.len()]);
    let [only] = found.as_slice() else { panic!("{found:?}") };
    (only.cue.title.clone(), only.cue.verb.clone())
}

#[test]
fn openers_days_nationalities_and_titles_alone_are_no_names() {
    for text in [
        "The bridge. On Monday it fell.",
        "so the President met a Russian on Friday in March",
        "they saw the Prime Minister and the Foreign Secretary",
        "and the Ukrainian President, the US-Russian talks and a Russian-American deal",
        "But I said the Ministry of, well, the Council",
        "he saw AI on TV",
        "a Secretary of State and the Attorney General",
        "under Article 5 of it, in Phase 2",
    ] {
        let left: Vec<String> = of(text).into_iter().filter(|span| !span.ends_with('?')).collect();
        assert!(left.is_empty(), "{text}: {left:?}");
    }
}

#[test]
fn titles_are_stripped_and_remembered() {
    for (text, name, title) in [
        ("then Foreign Minister Sergei Ostrov left", "Sergei Ostrov", "Minister"),
        ("then Secretary of State Ada Quill left", "Ada Quill", "State"),
        ("then Crown Prince Omar bin Said left", "Omar bin Said", "Prince"),
        ("then Prime Minister of Sylvania Petra Novak left", "Petra Novak", "Minister"),
        ("then Sen. Ann Low left", "Ann Low", "Sen."),
        ("a senior diplomat Olga Brandt left", "Olga Brandt", "diplomat"),
        ("and Olga Brandt, a former adviser to the mayor, left", "Olga Brandt", "adviser"),
        ("and the mayor of Ardena, Olga Brandt, left", "Olga Brandt", "mayor"),
    ] {
        assert!(of(text).contains(&name.to_owned()), "{text}: {:?}", of(text));
        if name != "Ada Quill" && !text.contains("Ardena") {
            assert_eq!(cues(text).0.as_deref(), Some(title), "{text}");
        }
    }
    assert_eq!(of("then NATO Secretary General Max Roth left"), ["NATO", "Max Roth"]);
    assert_eq!(
        of("so Speaker of the House Lee Marsh and Chief of Staff Bo Lind left"),
        ["Lee Marsh", "Bo Lind"]
    );
    assert_eq!(
        of("then General Motors and the Justice Department left"),
        ["General Motors", "Justice Department"]
    );
}

#[test]
fn verbs_of_those_who_speak() {
    assert_eq!(cues("so Olga Brandt said no").1.as_deref(), Some("said"));
    assert_eq!(cues("so Olga Brandt reportedly told them").1.as_deref(), Some("told"));
    assert_eq!(cues("“No,” said Olga Brandt").1.as_deref(), Some("said"));
    assert_eq!(cues("Brandt : No.").1.as_deref(), Some(":"));
    assert_eq!(cues("так Ольга Коваль заявила про це").1.as_deref(), Some("заявила"));
    assert_eq!(cues("речник ООН пішов").0, None, "an acronym is nobody's name");
    assert_eq!(cues("so Olga Brandt's aide said no").1, None);
    assert_eq!(cues("they live in Port Sel, said some").1, None);
}

#[test]
fn what_touches_a_mention_is_no_name_of_its_own() {
    assert_eq!(spans_of("at the Trump Tower", &["Trump"]), Vec::<String>::new());
    assert_eq!(spans_of("so Eric Trump left", &["Trump"]), Vec::<String>::new());
    assert_eq!(spans_of("Trump's Tower Hotel fell", &["Trump"]), ["Tower Hotel"]);
    assert_eq!(spans_of("so Trump Secretary Ada Quill left", &["Trump"]), ["Ada Quill"]);
    assert_eq!(spans_of("so Donald Trump Jr. left", &["Donald", "Trump"]), ["Donald Trump Jr."]);
    assert_eq!(spans_of("so Trump Jr. left", &["Trump"]), Vec::<String>::new());
}

#[test]
fn small_words_join_or_do_not() {
    assert_eq!(of("met Ursula von der Berg"), ["Ursula von der Berg"]);
    assert_eq!(of("the Bank of Ardena"), ["Bank of Ardena"]);
    assert_eq!(of("the Lady of Ardena, Olga of Ardena"), ["Ardena", "Olga of Ardena&"]);
    assert_eq!(of("the Ministry of Roads and Canals"), ["Ministry of Roads and Canals&"]);
    assert_eq!(of("met Olga and Petra"), ["Olga", "Petra"]);
}

#[test]
fn what_opens_a_sentence_is_in_doubt() {
    assert_eq!(
        of("Officials left. Frozen Ardena waits. However Olga Brandt left."),
        ["Frozen Ardena?", "Olga Brandt"]
    );
    assert_eq!(of("Security Council members left. Brandt left."), ["Security Council", "Brandt?"]);
}

#[test]
fn shouts_are_no_acronyms() {
    assert_eq!(of("the UNICEF aid, the ABSOLUTE end"), ["UNICEF"]);
    assert_eq!(of("the F.B.I. men, the U.S. men"), ["F.B.I.", "U.S."]);
}
