use proptest::prelude::*;

use super::*;

fn strength(listed: &str, found: &str) -> Option<Strength> {
    likeness(listed, found).map(|likeness| likeness.strength)
}

#[test]
fn other_romanisations_are_strong() {
    for (listed, found) in [
        ("Steve Witkoff", "Steve Whitkoff"),
        ("Witkoff", "Whitkoff"),
        ("Serhiy Kyslytsya", "Serhii Kislitsa"),
        ("Kyslytsya", "Kislitsa"),
        ("Zelensky", "Zelenskiy"),
        ("Zelensky", "Zelenskyy"),
        ("Zelensky", "Зеленский"),
        ("Andriy Yermak", "Andrii Ermak"),
        ("Kirill Dmitriev", "Kiril Dmitriyev"),
        ("Oleksandr Syrskyi", "Oleksandr Syrsky"),
    ] {
        assert_eq!(strength(listed, found), Some(Strength::Strong), "{listed}, {found}");
    }
}

#[test]
fn names_that_others_bear_are_not_strong() {
    for (listed, found) in [
        ("Macron", "Marcon"),
        ("Johnson", "Johnston"),
        ("Austria", "Australia"),
        ("Trump", "Trumpet"),
        ("Iran", "Iraq"),
        ("Slovakia", "Slovenia"),
        ("Niger", "Nigeria"),
        ("John Bolton", "Josh Bolton"),
        ("Joe Biden", "Jill Biden"),
        ("Lee", "Li"),
    ] {
        assert_ne!(strength(listed, found), Some(Strength::Strong), "{listed}, {found}");
    }
}

#[test]
fn a_digit_that_differs_vetoes() {
    assert_eq!(strength("28-point plan", "20-point plan"), None);
    assert_eq!(strength("28-point plan", "28-poynt plan"), Some(Strength::Strong));
    assert_eq!(strength("Su-24", "Su-27"), None);
}

#[test]
fn slips_of_the_hand_are_possible_and_told() {
    let told = |listed, found| likeness(listed, found).map(|likeness| (likeness.strength, likeness.reason));
    let possible = |reason: &str| Some((Strength::Possible, reason.to_owned()));
    assert_eq!(told("Kushner", "Kusnher"), possible("`nh` for `hn`"));
    assert_eq!(told("Kharkiv", "Kharkov"), possible("`o` for `i`"));
    assert_eq!(told("Serhiy Kyslytsya", "Sergiy Kyslytsya"), possible("`g` for `h`"));
    assert_eq!(told("Umerov", "Umarov"), possible("`a` for `e`"));
    assert_eq!(told("Кислиця", "Кислиці"), possible("another ending: і"));
    let strong = likeness("Zelensky", "Zelenskiy").map(|likeness| likeness.reason);
    assert_eq!(strong.as_deref(), Some("`i` more: same sounds"));
}

#[test]
fn what_is_one_once_it_is_folded_is_no_variant() {
    for (listed, found) in [("Straße", "STRASSE"), ("Łódź", "Lodz"), ("Kyiv", "KYIV"), ("O’Neill", "O'Neill")]
    {
        assert_eq!(strength(listed, found), None);
    }
}

proptest! {
    #[test]
    fn it_is_the_same_both_ways_and_never_with_itself(left in "[A-Za-zйиії' -]{0,14}", right in "[A-Za-zйиії' -]{0,14}") {
        prop_assert_eq!(strength(&left, &right), strength(&right, &left));
        prop_assert_eq!(strength(&left, &left), None);
    }

    #[test]
    fn the_nearest_is_what_comparing_with_all_gives(
        listed in prop::collection::vec("[KW][aeiy]t{1,2}[ks]?[oi]v?( [A-C][aei]n)?", 0..12),
        found in "[KWV]h?[aeiy]t{1,2}[ks]?[oi](v|ff)?( [A-C][aei]n)?",
    ) {
        let spellings = Spellings::new(listed.iter().cloned().enumerate());
        let all = listed.iter().enumerate().filter_map(|(at, text)| Some((at, likeness(text, &found)?)));
        let best = all.min_by(|(_, left), (_, right)| {
            left.strength.cmp(&right.strength).then(left.distance.total_cmp(&right.distance))
        });
        let nearest = spellings.nearest(&found).map(|(at, _, likeness)| (at, likeness));
        prop_assert_eq!(nearest, best);
    }

    #[test]
    fn nothing_breaks_it(left in any::<String>(), right in any::<String>()) {
        let _ = likeness(&left, &right);
        let _ = likeness(&left.repeat(1_000), &right);
    }
}
