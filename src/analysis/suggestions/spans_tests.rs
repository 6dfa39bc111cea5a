use super::*;
use crate::analysis::suggestions::words::words;
use crate::text::sentences::sentences;

/// Returns the spans of a text in which these words are listed. `?` marks a sentence start, `&` a joined name.
fn spans_of(text: &str, listed_words: &[&str]) -> Vec<String> {
    let words = words(text, 0, &sentences(text, "en"));
    let listed: Vec<Listed> = words
        .iter()
        .map(|word| if listed_words.contains(&word.text) { Listed::Person } else { Listed::None })
        .collect();
    let shown = |span: Span| {
        let range = words[span.words.start].range.start..words[span.words.end - 1].range.end;
        let mark = match span.doubt {
            Doubt::None => "",
            Doubt::SentenceStart => "?",
            Doubt::Joined => "&",
        };
        format!("{}{mark}", &text[range])
    };
    spans(&words, &listed).into_iter().map(shown).collect()
}

fn names(text: &str) -> Vec<String> {
    spans_of(text, &[])
}

/// Returns the title and the verb of the only span.
fn cues(text: &str) -> (Option<String>, Option<String>) {
    let words = words(text, 0, &sentences(text, "en"));
    let found = spans(&words, &vec![Listed::None; words.len()]);
    let [only] = found.as_slice() else { panic!("{found:?}") };
    (only.cue.title.clone(), only.cue.verb.clone())
}

#[test]
fn openers_days_nationalities_and_titles_alone_are_not_names() {
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
        let left: Vec<String> = names(text).into_iter().filter(|span| !span.ends_with('?')).collect();
        assert!(left.is_empty(), "{text}: {left:?}");
    }
}

#[test]
fn titles_are_stripped_and_kept_as_cues() {
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
        assert!(names(text).contains(&name.to_owned()), "{text}: {:?}", names(text));
        if name != "Ada Quill" && !text.contains("Ardena") {
            assert_eq!(cues(text).0.as_deref(), Some(title), "{text}");
        }
    }
    assert_eq!(names("then NATO Secretary General Max Roth left"), ["NATO", "Max Roth"]);
    assert_eq!(
        names("so Speaker of the House Lee Marsh and Chief of Staff Bo Lind left"),
        ["Lee Marsh", "Bo Lind"]
    );
    assert_eq!(
        names("then General Motors and the Justice Department left"),
        ["General Motors", "Justice Department"]
    );
}

#[test]
fn particle_after_a_title_belongs_to_the_name() {
    for (text, name, title) in [
        ("then President de Gaulle left", "de Gaulle", "President"),
        ("then Mayor van der Berg left", "van der Berg", "Mayor"),
        ("then Crown Prince bin Said left", "bin Said", "Prince"),
    ] {
        assert_eq!(names(text), [name], "{text}");
        assert_eq!(cues(text).0.as_deref(), Some(title), "{text}");
    }
    assert_eq!(names("then Ministra de Defensa left"), ["Ministra de Defensa"]);
}

#[test]
fn speech_verbs_are_cues() {
    assert_eq!(cues("so Olga Brandt said no").1.as_deref(), Some("said"));
    assert_eq!(cues("so Olga Brandt reportedly told them").1.as_deref(), Some("told"));
    assert_eq!(cues("“No,” said Olga Brandt").1.as_deref(), Some("said"));
    assert_eq!(cues("Brandt : No.").1.as_deref(), Some(":"));
    assert_eq!(cues("так Ольга Коваль заявила про це").1.as_deref(), Some("заявила"));
    assert_eq!(cues("речник ООН пішов").0, None, "an acronym is not a person's name");
    assert_eq!(cues("so Olga Brandt's aide said no").1, None);
    assert_eq!(cues("they live in Port Sel, said some").1, None);
}

#[test]
fn sequence_that_touches_a_mention_is_not_a_name() {
    assert_eq!(spans_of("at the Trump Tower", &["Trump"]), Vec::<String>::new());
    assert_eq!(spans_of("so Eric Trump left", &["Trump"]), Vec::<String>::new());
    assert_eq!(spans_of("Trump's Tower Hotel fell", &["Trump"]), ["Tower Hotel"]);
    assert_eq!(spans_of("so Trump Secretary Ada Quill left", &["Trump"]), ["Ada Quill"]);
    assert_eq!(spans_of("so Donald Trump Jr. left", &["Donald", "Trump"]), ["Donald Trump Jr."]);
    assert_eq!(spans_of("so Trump Jr. left", &["Trump"]), Vec::<String>::new());
}

#[test]
fn honour_makes_nobody_else_of_a_listed_person_and_the_generation_is_the_cue() {
    for honour in ["KC", "MP", "PhD"] {
        let text = format!("so Keir Starmer {honour} left");
        assert_eq!(spans_of(&text, &["Keir", "Starmer"]), Vec::<String>::new(), "{honour}");
    }
    for suffix in ["Jr.", "III"] {
        let text = format!("so Keir Starmer {suffix} left");
        let words = words(&text, 0, &sentences(&text, "en"));
        let is_name = |word: &Word<'_>| matches!(word.text, "Keir" | "Starmer");
        let listed = words.iter().map(|word| if is_name(word) { Listed::Person } else { Listed::None });
        let found = spans(&words, &listed.collect::<Vec<_>>());
        let cues: Vec<Option<&str>> = found.iter().map(|span| span.cue.title.as_deref()).collect();
        assert_eq!(cues, [Some(suffix)]);
    }
}

#[test]
fn lowercase_words_join_some_names() {
    assert_eq!(names("met Ursula von der Berg"), ["Ursula von der Berg"]);
    assert_eq!(names("the Bank of Ardena"), ["Bank of Ardena"]);
    assert_eq!(names("the Lady of Ardena, Olga of Ardena"), ["Ardena", "Olga of Ardena&"]);
    assert_eq!(names("the Ministry of Roads and Canals"), ["Ministry of Roads and Canals&"]);
    assert_eq!(names("met Olga and Petra"), ["Olga", "Petra"]);
}

#[test]
fn name_at_the_start_of_a_sentence_is_doubtful() {
    assert_eq!(
        names("Officials left. Frozen Ardena waits. However Olga Brandt left."),
        ["Frozen Ardena?", "Olga Brandt"]
    );
    assert_eq!(names("Security Council members left. Brandt left."), ["Security Council", "Brandt?"]);
}

#[test]
fn long_words_in_capitals_are_not_acronyms() {
    assert_eq!(names("the UNICEF aid, the ABSOLUTE end"), ["UNICEF"]);
    assert_eq!(names("the F.B.I. men, the U.S. men"), ["F.B.I.", "U.S."]);
}
