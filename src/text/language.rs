//! Detects the language of a text that declares none.
//!
//! The most common function words of a language make up a sixth or more of any text in it, and other languages share
//! few of them. That is enough to choose hyphenation patterns, since a doubtful text is just not hyphenated; it is not
//! enough for anything that is counted.

/// Number of bytes examined from the start of a text.
const SAMPLE_LEN: usize = 16 * 1024;
/// Minimum number of words for a result.
const MIN_WORDS: usize = 20;
/// At least one in this many words must be a function word of the language.
const WORDS_PER_FUNCTION_WORD: usize = 10;

/// Function words by ISO 639-1 code. A word that several languages share counts for each.
const FUNCTION_WORDS: &[(&str, &[&str])] = &[
    ("bg", &["и", "на", "да", "се", "от", "за", "че", "е", "са", "с", "по", "не"]),
    ("cs", &["a", "se", "v", "na", "je", "že", "o", "s", "z", "do", "i", "to", "ve", "by"]),
    ("da", &["og", "i", "at", "det", "er", "en", "til", "af", "på", "ikke", "blev", "af", "har", "hun"]),
    (
        "de",
        &["der", "die", "und", "in", "den", "von", "zu", "das", "mit", "sich", "des", "nicht", "ist", "dem"],
    ),
    ("en", &["the", "of", "and", "to", "in", "a", "that", "was", "for", "is", "on", "with", "he", "it"]),
    ("es", &["de", "la", "que", "el", "en", "y", "a", "los", "se", "del", "las", "un", "por", "con"]),
    ("fr", &["de", "la", "le", "et", "les", "des", "en", "un", "du", "une", "que", "est", "dans", "qui"]),
    ("it", &["di", "e", "che", "il", "la", "in", "a", "per", "un", "del", "non", "della", "con", "è"]),
    ("nl", &["de", "van", "het", "een", "en", "in", "is", "dat", "op", "te", "zijn", "met", "voor", "niet"]),
    ("no", &["og", "i", "det", "er", "på", "en", "til", "som", "av", "ikke", "ble", "av", "har", "hun"]),
    ("pl", &["w", "i", "na", "z", "się", "do", "nie", "że", "o", "to", "jest", "po", "przez", "ze"]),
    ("pt", &["de", "a", "que", "o", "e", "do", "da", "em", "um", "para", "com", "não", "os", "uma"]),
    ("ru", &["и", "в", "не", "на", "что", "с", "по", "он", "как", "из", "к", "о", "это", "от"]),
    ("sv", &["och", "i", "att", "det", "som", "en", "på", "är", "av", "för", "med", "till", "den", "inte"]),
    ("uk", &["і", "в", "не", "на", "що", "з", "та", "у", "до", "за", "як", "від", "про", "це"]),
];

/// Returns the ISO 639-1 code of a text's language: by its script if only one language is written in it, else by its
/// function words. None if the text has fewer than 20 words or too few function words, or if two languages are close.
pub fn detect_language(text: &str) -> Option<&'static str> {
    let sample = text.get(..text.floor_char_boundary(SAMPLE_LEN)).unwrap_or_default();
    let words = sample.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let words: Vec<String> = words.map(str::to_lowercase).collect();
    if words.len() < MIN_WORDS {
        return None;
    }
    let count = |matches: &dyn Fn(&str) -> bool| words.iter().filter(|word| matches(word)).count();
    for (code, script) in [("el", '\u{370}'..='\u{3FF}'), ("ka", '\u{10D0}'..='\u{10FF}')] {
        if count(&|word| word.starts_with(|c| script.contains(&c))) * 2 > words.len() {
            return Some(code);
        }
    }
    let score = |(code, function_words): &(&'static str, &[&str])| {
        (count(&|word| function_words.contains(&word)), *code)
    };
    let mut scores: Vec<(usize, &'static str)> = FUNCTION_WORDS.iter().map(score).collect();
    scores.sort_unstable_by(|left, right| right.cmp(left));
    let [(best, code), (second, _), ..] = scores.as_slice() else { return None };
    (best * WORDS_PER_FUNCTION_WORD >= words.len() && best * 4 >= second * 5).then_some(*code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn function_words_identify_languages() {
        for (code, text) in [
            (
                "en",
                "The minister spoke of the plan to end the war, and it was clear that he had not read all of it on the way.",
            ),
            (
                "de",
                "Der Minister sprach von dem Plan, und es war klar, dass er ihn auf dem Weg nicht ganz gelesen hatte, wie die Zeitung schrieb.",
            ),
            (
                "fr",
                "Le ministre a parlé du plan et des moyens de finir la guerre, que les journaux et les députés ont vus dans la nuit.",
            ),
            (
                "es",
                "El ministro habló del plan y de los medios para acabar con la guerra que los diarios y las cámaras vieron en la noche.",
            ),
            (
                "nl",
                "De minister sprak van het plan om de oorlog te beëindigen, en het was duidelijk dat hij het niet met een pen las.",
            ),
            (
                "pl",
                "Minister mówił w nocy o planie i nie był to plan, na który się czekało, bo z niego nic do dziś nie wynika, że tak powiem.",
            ),
            (
                "uk",
                "Міністр говорив про план і про те, що з ним не так, та у відповідь на це до ночі не почув нічого, як і від інших.",
            ),
            (
                "ru",
                "Министр говорил о плане и о том, что с ним не так, и в ответ на это он до ночи не услышал ничего, как и от других.",
            ),
            (
                "el",
                "Ο υπουργός μίλησε για το σχέδιο και για το τέλος του πολέμου και δεν είπε τίποτα άλλο όλη τη νύχτα στην Αθήνα χθες.",
            ),
        ] {
            assert_eq!(detect_language(text), Some(code), "{text}");
        }
    }

    #[test]
    fn doubtful_text_has_no_language() {
        assert_eq!(detect_language(""), None);
        assert_eq!(detect_language("The minister spoke of the plan."), None);
        assert_eq!(detect_language(&"lorem ipsum dolor sit amet ".repeat(9)), None);
        assert_eq!(detect_language(&"泽连斯基 和平 计划 ".repeat(20)), None);
        assert_eq!(detect_language(&"de ".repeat(60)), None);
    }

    #[test]
    fn codes_are_sorted() {
        assert!(FUNCTION_WORDS.is_sorted_by_key(|(code, _)| *code));
    }
}
