//! Which language a text is probably in, where nothing says so.
//!
//! The commonest small words of a language are a sixth and more of any text in it, and few of another's are among them. That
//! is enough for choosing hyphenation patterns, where a doubt means none; it is not enough for anything that counts.

/// How much of a text is looked at, in bytes.
const LOOKED_AT: usize = 16 * 1024;
/// The fewest words that say anything.
const LEAST_WORDS: usize = 20;
/// One word in so many must be a small word of the language.
const LEAST_SHARE: usize = 10;

/// Small words by ISO 639-1 code. A word that several of these languages have counts for each.
const SMALL_WORDS: &[(&str, &[&str])] = &[
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

/// The ISO 639-1 code of the language of a text: by its script, where one language alone is written in it, else by its small
/// words. None where they say too little or two languages about the same.
pub fn language_of(text: &str) -> Option<&'static str> {
    let start = text.get(..text.floor_char_boundary(LOOKED_AT)).unwrap_or_default();
    let words = start.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let words: Vec<String> = words.map(str::to_lowercase).collect();
    if words.len() < LEAST_WORDS {
        return None;
    }
    let count = |is_it: &dyn Fn(&str) -> bool| words.iter().filter(|word| is_it(word)).count();
    for (code, script) in [("el", '\u{370}'..='\u{3FF}'), ("ka", '\u{10D0}'..='\u{10FF}')] {
        if count(&|word| word.starts_with(|c| script.contains(&c))) * 2 > words.len() {
            return Some(code);
        }
    }
    let score = |(code, small): &(&'static str, &[&str])| (count(&|word| small.contains(&word)), *code);
    let mut scores: Vec<(usize, &'static str)> = SMALL_WORDS.iter().map(score).collect();
    scores.sort_unstable_by(|left, right| right.cmp(left));
    let [(best, code), (second, _), ..] = scores.as_slice() else { return None };
    (best * LEAST_SHARE >= words.len() && best * 4 >= second * 5).then_some(*code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_words_tell_languages() {
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
            assert_eq!(language_of(text), Some(code), "{text}");
        }
    }

    #[test]
    fn doubt_is_none() {
        assert_eq!(language_of(""), None);
        assert_eq!(language_of("The minister spoke of the plan."), None);
        assert_eq!(language_of(&"lorem ipsum dolor sit amet ".repeat(9)), None);
        assert_eq!(language_of(&"泽连斯基 和平 计划 ".repeat(20)), None);
        assert_eq!(language_of(&"de ".repeat(60)), None);
    }

    #[test]
    fn codes_ascend() {
        assert!(SMALL_WORDS.is_sorted_by_key(|(code, _)| *code));
    }
}
