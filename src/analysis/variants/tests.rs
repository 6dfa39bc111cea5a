use proptest::prelude::*;

use super::*;

/// Pairs of spellings of one name that an editor would bet on.
const STRONG: &[(&str, &str)] = &[
    ("Witkoff", "Whitkoff"),
    ("Witkoff", "Witkof"),
    ("Steve Witkoff", "Steve Witkof"),
    ("Kyslytsya", "Kislitsa"),
    ("Serhiy Kyslytsya", "Sergiy Kyslytsya"),
    ("Serhiy Kyslytsya", "Sergei Kislitsa"),
    ("Zelensky", "Zelenskiy"),
    ("Zelensky", "Zelenskyy"),
    ("Zelensky", "Zelenskyj"),
    ("Zelensky", "Selenskyj"),
    ("Zelensky", "Зеленский"),
    ("Zelensky", "Зеленський"),
    ("Volodymyr Zelenskyy", "Volodimir Zelensky"),
    ("Yermak", "Ermak"),
    ("Yermak", "Jermak"),
    ("Andriy Yermak", "Andrei Ermak"),
    ("Yermak", "Єрмак"),
    ("Dmitriev", "Dmitriyev"),
    ("Kirill Dmitriev", "Kiril Dmitriyev"),
    ("Syrskyi", "Syrsky"),
    ("Oleksandr Syrskyi", "Aleksandr Syrsky"),
    ("Rustem Umerov", "Rustem Umierov"),
    ("Shoigu", "Shoygu"),
    ("Khrushchev", "Chruschtschow"),
    ("Khrushchev", "Хрущёв"),
    ("Chernyshev", "Tchernychev"),
    ("Zhukov", "Joukov"),
    ("Zhukov", "Schukow"),
    ("Zaluzhny", "Saluschnyj"),
    ("Gorbachev", "Gorbachyov"),
    ("Solovyov", "Solovyev"),
    ("Fedorov", "Fyodorov"),
    ("Tymoshenko", "Timoshenko"),
    ("Lukashenko", "Lukashenka"),
    ("Luhansk", "Lugansk"),
    ("Donetsk", "Donets'k"),
    ("Donetsk", "Donezk"),
    ("Bakhmut", "Bachmut"),
    ("Khmelnytskyi", "Chmelnyzkyj"),
    ("Trzaskowski", "Trzaskovsky"),
    ("Milošević", "Miloshevich"),
    ("Mohammed bin Salman", "Mohamed bin Salman"),
    ("Viktor Orban", "Victor Orban"),
    ("European Commission", "European Commision"),
    ("Ivano-Frankivsk", "Ivano Frankivsk"),
    ("O'Brien", "OBrien"),
];

/// Pairs that are worth a look.
const POSSIBLE: &[(&str, &str)] = &[
    ("Kharkiv", "Kharkov"),
    ("Zaporizhzhia", "Zaporozhye"),
    ("Chernihiv", "Chernigov"),
    ("Netanyahu", "Netenyahu"),
    ("Hezbollah", "Hizbullah"),
    ("Tsikhanouskaya", "Tikhanovskaya"),
    ("Xi Jinping", "Xi Jingping"),
    ("Volodymyr Zelensky", "Vladimir Zelensky"),
    ("Putin", "Poutine"),
    ("Qaddafi", "Gaddafi"),
    ("Osama bin Laden", "Usama bin Laden"),
    ("Kushner", "Kusnher"),
    ("Zelensky", "Зеленського"),
    ("Зеленський", "Зеленського"),
    ("Кислиця", "Кислиці"),
    ("Houthi", "Houthis"),
    ("Jon Bolton", "John Bolton"),
];

/// Different names, which must never be strong variants.
const NEVER_STRONG: &[(&str, &str)] = &[
    ("Macron", "Marcon"),
    ("Johnson", "Johnston"),
    ("Johnson", "Jonson"),
    ("Anderson", "Andersson"),
    ("Patterson", "Paterson"),
    ("Robertson", "Roberson"),
    ("Phillips", "Philips"),
    ("Livingston", "Livingstone"),
    ("Smith", "Smyth"),
    ("Snyder", "Snider"),
    ("Sydney", "Sidney"),
    ("Meyer", "Meier"),
    ("Fischer", "Fisher"),
    ("Carlson", "Karlson"),
    ("Stephen", "Steven"),
    ("Yellen", "Ellen"),
    ("Logan", "Lohan"),
    ("Biden", "Bidden"),
    ("Alexandra", "Alexandria"),
    ("Christina", "Christiana"),
    ("Petrov", "Petriv"),
    ("Chumakov", "Shumakov"),
    ("Colombia", "Columbia"),
    ("Ireland", "Iceland"),
    ("Paris", "Parish"),
    ("John Johnson", "John Johnston"),
    ("Mark Carney", "Mark Kearney"),
    ("Eric Trump", "Erik Trump"),
];

/// Names that are not similar.
const DISSIMILAR: &[(&str, &str)] = &[
    ("Austria", "Australia"),
    ("Trump", "Trumpet"),
    ("Iran", "Iraq"),
    ("Niger", "Nigeria"),
    ("Slovakia", "Slovenia"),
    ("Clinton", "Linton"),
    ("Rubio", "Rubin"),
    ("Mali", "Malawi"),
    ("Lavrov", "Lvov"),
    ("Hamas", "Hama"),
    ("Serbia", "Siberia"),
    ("Norway", "Norwich"),
    ("Pakistan", "Pakistani"),
    ("Australia", "Australian"),
    ("Petrov", "Petrova"),
    ("Ivan", "Ivanov"),
    ("Иван", "Иванов"),
    ("Київ", "Київський"),
    ("Hunter Biden", "Joe Biden"),
    ("John Bolton", "Josh Bolton"),
    ("Ron Johnson", "Rob Johnson"),
    ("Wang Yi", "Wang Li"),
    ("North Korea", "South Korea"),
    ("Charles II", "Charles III"),
    ("Lee", "Li"),
];

fn strength(listed: &str, found: &str) -> Option<Strength> {
    similarity(listed, found).map(|similarity| similarity.strength)
}

#[test]
fn other_romanisations_are_strong() {
    for (listed, found) in STRONG {
        assert_eq!(strength(listed, found), Some(Strength::Strong), "{listed}, {found}");
    }
}

#[test]
fn spellings_worth_a_look_are_possible() {
    for (listed, found) in POSSIBLE {
        assert_eq!(strength(listed, found), Some(Strength::Possible), "{listed}, {found}");
    }
}

#[test]
fn different_names_are_never_strong() {
    for (listed, found) in NEVER_STRONG.iter().chain(DISSIMILAR) {
        assert_ne!(strength(listed, found), Some(Strength::Strong), "{listed}, {found}");
    }
}

#[test]
fn other_countries_people_and_words_are_not_similar() {
    for (listed, found) in DISSIMILAR {
        assert_eq!(strength(listed, found), None, "{listed}, {found}");
    }
}

#[test]
fn names_with_different_digits_are_not_similar() {
    assert_eq!(strength("28-point plan", "20-point plan"), None);
    assert_eq!(strength("28-point Zelensky plan", "28-point Zelenskiy plan"), Some(Strength::Strong));
    assert_eq!(strength("Su-24", "Su-27"), None);
    assert_eq!(strength("Article 4", "Article 5"), None);
    assert_eq!(strength("Zelensky 2", "Zelenskiy ٢"), None);
}

#[test]
fn bare_surnames_and_initials_are_not_compared() {
    for (listed, found) in [
        ("Steve Witkoff", "Witkoff"),
        ("Witkoff", "Steve Whitkoff"),
        ("Steve Witkoff", "S. Witkoff"),
        ("JD Vance", "J. Vance"),
    ] {
        assert_eq!(strength(listed, found), None, "{listed}, {found}");
    }
}

#[test]
fn close_given_name_is_never_strong_beside_an_equal_surname() {
    for (listed, found) in
        [("John Bolton", "Josh Bolton"), ("Jill Biden", "Joe Biden"), ("Maria Ivanov", "Marina Ivanov")]
    {
        assert_ne!(strength(listed, found), Some(Strength::Strong), "{listed}, {found}");
    }
}

#[test]
fn reason_names_the_letter_if_one_word_has_a_cyrillic_one() {
    let reason_of = |listed, found| similarity(listed, found).map(|similarity| similarity.reason);
    assert_eq!(reason_of("Konstantinov", "Konstaжntinov").as_deref(), Some("extra ж"));
    assert_eq!(reason_of("Konstaжntinov", "Konstantinov").as_deref(), Some("missing ж"));
}

#[test]
fn reason_names_the_difference() {
    let reason_of = |listed, found| similarity(listed, found).map(|similarity| similarity.reason);
    for (listed, found, reason) in [
        ("Kyslytsya", "Kislitsa", "same sounds: kislitsa"),
        ("Kushner", "Kusnher", "h and n swapped"),
        ("Kharkiv", "Kharkov", "one letter differs: o for i"),
        ("Johnson", "Johnston", "extra t"),
        ("Johnston", "Johnson", "missing t"),
        ("Jonson", "Johnson", "extra h"),
        ("Зеленський", "Зеленського", "inflected form"),
        ("Houthi", "Houthis", "extra s at the end"),
        ("Ivano-Frankivsk", "Ivano Frankivsk", "hyphen or space"),
        ("O'Brien", "OBrien", "full stops or apostrophes"),
        ("Hezbollah", "Hizbullah", "similar sounds: hezbolah and hizbulah"),
    ] {
        assert_eq!(reason_of(listed, found).as_deref(), Some(reason), "{listed}, {found}");
    }
}

#[test]
fn spellings_that_fold_to_the_same_text_are_not_variants() {
    for (listed, found) in [
        ("Straße", "STRASSE"),
        ("Łódź", "Lodz"),
        ("Kyiv", "KYIV"),
        ("O’Neill", "O'Neill"),
        ("Orbán", "Orban"),
    ] {
        assert_eq!(strength(listed, found), None, "{listed}, {found}");
    }
}

#[test]
fn nearest_prefers_the_smaller_distance_and_then_the_first_owner() {
    let listed = ["Zelenskyyy", "Zelensky", "Zelenskyy", "Zelenskyj"].map(str::to_owned);
    let spellings = Spellings::new(listed.into_iter().zip([4, 3, 2, 1]).map(|(text, owner)| (owner, text)));
    let nearest = spellings.nearest("Zelenskiy").map(|(owner, text, _)| (owner, text));
    assert_eq!(nearest, Some((2, "Zelenskyy")));
    assert!(spellings.nearest("Putin").is_none());
}

#[test]
fn names_over_the_limits_are_not_compared() {
    for long in
        ["witkoff".repeat(15_000), "Steve ".repeat(20_000), "\u{301}".repeat(50_000), "🦀".repeat(300)]
    {
        assert_eq!(similarity(&long, &format!("{long}f")), None);
        assert!(Spellings::new([((), long.clone())]).nearest(&long).is_none());
    }
}

/// Generates names as in lists and articles, some with a typing error.
fn name() -> impl Strategy<Value = String> {
    let known = STRONG
        .iter()
        .chain(POSSIBLE)
        .chain(NEVER_STRONG)
        .chain(DISSIMILAR)
        .flat_map(|(one, other)| [*one, *other]);
    let known = prop::sample::select(known.collect::<Vec<_>>());
    let misspelled =
        (known, any::<prop::sample::Index>(), prop::option::of("[a-z' -й]")).prop_map(|(name, at, typed)| {
            let mut letters: Vec<char> = name.chars().collect();
            let at = at.index(letters.len());
            letters.splice(at..=at, typed.iter().flat_map(|typed| typed.chars()));
            letters.into_iter().collect::<String>()
        });
    prop_oneof![
        2 => misspelled,
        2 => "[KWSJ]h?[aeiyou]{1,2}t{1,2}[ksz]?[oi](v|ff|nko|w)?( [A-CJ][aei]n(ko)?)?",
        1 => "[гзжєйс][аеи](тк|льськ)(о|ий|ого|ов)",
    ]
}

proptest! {
    #[test]
    fn similarity_is_symmetric_and_never_reflexive(left in name(), right in name()) {
        let both = |left: &str, right: &str| similarity(left, right).map(|similarity| (similarity.strength, similarity.distance));
        prop_assert_eq!(both(&left, &right), both(&right, &left));
        prop_assert_eq!(similarity(&left, &left), None);
    }

    #[test]
    fn name_with_an_added_or_changed_digit_is_not_similar(
        name in name(), at in any::<prop::sample::Index>(), digit in 0..9u8,
    ) {
        let mut letters: Vec<char> = name.chars().collect();
        let at = at.index(letters.len() + 1);
        letters.insert(at, char::from(b'0' + digit));
        let one: String = letters.iter().collect();
        letters[at] = char::from(b'1' + digit);
        let other: String = letters.iter().collect();
        prop_assert_eq!(similarity(&one, &other), None);
        prop_assert_eq!(similarity(&name, &one), None);
    }

    #[test]
    fn nearest_equals_comparing_with_all(
        listed in prop::collection::vec((0..6u8, name()), 0..60),
        found in name(),
    ) {
        let spellings = Spellings::new(listed.iter().cloned());
        let all = listed.iter().enumerate().filter_map(|(at, (owner, text))| {
            let similarity = similarity(text, &found)?;
            Some(((similarity.strength, similarity.distance, *owner, at), text.as_str(), similarity))
        });
        let best = all.min_by_key(|(order, ..)| *order).map(|((.., owner, _), text, similarity)| (owner, text, similarity));
        prop_assert_eq!(spellings.nearest(&found), best);
    }

    #[test]
    fn any_text_is_accepted(left in any::<String>(), right in any::<String>(), marks in "[a-zа-я🦀\u{301}\u{308}' .-]{0,40}") {
        let _ = similarity(&left, &right);
        let _ = similarity(&left, &marks);
        let _ = similarity(&marks, &format!("{marks}s"));
        let _ = similarity(&left.repeat(10_000), &right);
        prop_assert_eq!(similarity(&left, &left), None);
    }
}
