//! Normalises a declared language to a two-letter code.

/// Language names, in English or in the language itself, with ISO 639-1 codes. Other names are ignored: the
/// language is also detected from the text.
const NAMES: &[(&str, &str)] = &[
    ("arabic", "ar"),
    ("belarusian", "be"),
    ("bulgarian", "bg"),
    ("chinese", "zh"),
    ("czech", "cs"),
    ("danish", "da"),
    ("deutsch", "de"),
    ("dutch", "nl"),
    ("english", "en"),
    ("español", "es"),
    ("estonian", "et"),
    ("farsi", "fa"),
    ("finnish", "fi"),
    ("français", "fr"),
    ("french", "fr"),
    ("german", "de"),
    ("greek", "el"),
    ("hebrew", "he"),
    ("hungarian", "hu"),
    ("italian", "it"),
    ("italiano", "it"),
    ("japanese", "ja"),
    ("korean", "ko"),
    ("latvian", "lv"),
    ("lithuanian", "lt"),
    ("norwegian", "no"),
    ("persian", "fa"),
    ("polish", "pl"),
    ("polski", "pl"),
    ("portuguese", "pt"),
    ("romanian", "ro"),
    ("russian", "ru"),
    ("serbian", "sr"),
    ("slovak", "sk"),
    ("spanish", "es"),
    ("swedish", "sv"),
    ("turkish", "tr"),
    ("ukrainian", "uk"),
    ("русский", "ru"),
    ("українська", "uk"),
];

/// ISO 639-2 codes found in news data, with their two-letter equivalents.
const THREE_LETTER_CODES: &[(&str, &str)] = &[
    ("ara", "ar"),
    ("chi", "zh"),
    ("deu", "de"),
    ("eng", "en"),
    ("fra", "fr"),
    ("fre", "fr"),
    ("ger", "de"),
    ("ita", "it"),
    ("jpn", "ja"),
    ("pol", "pl"),
    ("por", "pt"),
    ("rus", "ru"),
    ("spa", "es"),
    ("tur", "tr"),
    ("ukr", "uk"),
    ("zho", "zh"),
];

/// Returns the two-letter code for a language tag (`en`, `en-US`, `pt_BR`), three-letter code or language name; for a
/// list (`uk, ru`), that of its first element. None if it is not recognised. Any two ASCII letters are taken for a
/// code.
pub fn parse(language: &str) -> Option<String> {
    let first = language.split([',', ';', '|']).next()?.trim().to_lowercase();
    let primary = first.split(['-', '_', ' ']).next()?;
    if let Some((_, code)) = NAMES.iter().chain(THREE_LETTER_CODES).find(|(name, _)| *name == primary) {
        return Some((*code).to_owned());
    }
    (primary.len() == 2 && primary.bytes().all(|byte| byte.is_ascii_lowercase())).then(|| primary.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_codes_and_names_become_two_letter_codes() {
        for (language, expected) in [
            ("en", Some("en")),
            ("EN-us", Some("en")),
            ("pt_BR", Some("pt")),
            ("ukr", Some("uk")),
            ("English", Some("en")),
            ("uk, ru", Some("uk")),
            ("English (United States)", Some("en")),
            ("Klingon", None),
            ("", None),
            ("e\u{1b}", None),
        ] {
            assert_eq!(parse(language).as_deref(), expected, "{language}");
        }
    }
}
