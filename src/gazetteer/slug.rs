//! A name as a key: what an entity is called in exports and sessions where the list gives it no `id`.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What is written for a letter that NFD does not take apart; the Latin letters of European names.
const LETTERS: &[(char, &str)] = &[
    ('ß', "ss"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('ø', "o"),
    ('ł', "l"),
    ('đ', "d"),
    ('ð', "d"),
    ('þ', "th"),
    ('ħ', "h"),
    ('ŧ', "t"),
    ('ı', "i"),
];

/// The apostrophes, which join what they stand between: People's is `peoples`.
const APOSTROPHES: [char; 4] = ['\'', '’', 'ʼ', '`'];

/// The words of a name in lower case, joined by `-`: `Volodymyr Zelensky` is `volodymyr-zelensky`.
///
/// Latin letters lose their diacritics (by canonical decomposition, NFD), letters of other scripts are kept with
/// theirs (й is not и). Never empty: a name without letters or digits becomes its code points, as in `u2014`.
pub fn slug(name: &str) -> String {
    let mut words = String::with_capacity(name.len());
    let mut base = None;
    let mut parted = false;
    for c in name.chars().flat_map(char::to_lowercase).nfd() {
        if is_combining_mark(c) {
            if base.is_some_and(|base: char| !base.is_ascii()) {
                words.push(c);
            }
        } else if c.is_alphanumeric() {
            if parted && !words.is_empty() {
                words.push('-');
            }
            parted = false;
            base = Some(c);
            match LETTERS.iter().find(|(letter, _)| *letter == c) {
                Some((_, written)) => words.push_str(written),
                None => words.push(c),
            }
        } else if !APOSTROPHES.contains(&c) {
            parted = true;
            base = None;
        }
    }
    if !words.is_empty() {
        return words.nfc().collect();
    }
    let points: Vec<String> = name.trim().chars().map(|c| format!("u{:04x}", u32::from(c))).collect();
    if points.is_empty() { "unnamed".to_owned() } else { points.join("-") }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_become_keys() {
        for (name, expected) in [
            ("Volodymyr Zelensky", "volodymyr-zelensky"),
            ("28-point plan", "28-point-plan"),
            ("  U.S. State   Department ", "u-s-state-department"),
            ("Donetsk People’s Republic", "donetsk-peoples-republic"),
            ("Türkiye", "turkiye"),
            ("Lech Wałęsa", "lech-walesa"),
            ("Straße", "strasse"),
            ("İstanbul", "istanbul"),
            ("Сергій Кислиця", "сергій-кислиця"),
            ("北京", "北京"),
            ("—", "u2014"),
            ("", "unnamed"),
        ] {
            assert_eq!(slug(name), expected, "{name}");
        }
        assert_ne!(slug("Цой"), slug("Цои"), "other scripts keep their marks");
    }

    proptest! {
        #[test]
        fn a_key_is_never_empty_and_has_no_outer_or_double_hyphen(name in any::<String>()) {
            let slug = slug(&name);
            prop_assert!(!slug.is_empty());
            prop_assert!(!slug.starts_with('-') && !slug.ends_with('-') && !slug.contains("--"));
            prop_assert!(!slug.chars().any(|c| c.is_whitespace() || c.is_control()));
            prop_assert!(!slug.chars().any(|c| c.is_ascii_uppercase()));
        }
    }
}
