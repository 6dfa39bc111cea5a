use std::path::Path;
use std::sync::Arc;

use super::*;
use crate::analysis::facts::{Facts, facts};
use crate::article::{ArticleKey, Format, parse};
use crate::mention::Matcher;

/// Reads the facts of Markdown texts, with the list in the repository.
pub(super) fn read(texts: &[String]) -> Vec<Facts> {
    let list = crate::gazetteer::parse(include_str!("../../../entities.toml"), "entities.toml").unwrap();
    let matcher = Matcher::new(Arc::new(list.gazetteer)).unwrap();
    let one = |(number, text): (usize, &String)| {
        let article = parse(
            ArticleKey::from_path(Path::new(&format!("{number}.md"))),
            Format::Markdown,
            text.clone(),
            0,
        );
        let found = matcher.find(&article);
        facts(article, found, matcher.gazetteer())
    };
    texts.iter().enumerate().map(one).collect()
}

/// Returns the kind and the score of the first passage that two reports share.
fn kind(left: &str, right: &str) -> Option<(Kind, f64)> {
    let found = passages(&read(&[left.to_owned(), right.to_owned()]), &|| false);
    found.rows.first().map(|row| (row.kind, row.score))
}

/// Returns the kind and the score of the first passage of two reports that have one quote each. Each quote is given as
/// its words and its speaker.
pub(super) fn quoted(left: (&str, &str), right: (&str, &str)) -> Option<(Kind, f64)> {
    let ((left, left_speaker), (right, right_speaker)) = (left, right);
    let [left, right] = [left, right].map(|words| words.strip_suffix('.').unwrap_or(words));
    kind(
        &format!("# A report\n\nThe town was quiet. “{left},” said {left_speaker} on the quay.\n"),
        &format!("# Another\n\n“{right},” {right_speaker} told a crowd. It rained all night.\n"),
    )
}

#[test]
fn quotes_in_each_other_are_one_unless_two_people_say_them() {
    let short = "the tunnel was dug by hand";
    let long = "I saw it. The [narrow] TUNNEL was dug by hand, and nobody — nobody! — came";
    let marked = "[T]he tunnel was “dug” by hand";
    for (left, right, expected) in [
        (short, long, Some((Kind::Quote, 1.0))),
        (short, marked, Some((Kind::Quote, 1.0))),
        (short, "the tunnel was not dug by hand", None),
        ("we dug the tunnel", "we dug the tunnel", None),
        ("we lost 60 of the older sheep", "we lost 90 of the older sheep", None),
    ] {
        assert_eq!(quoted((left, "Maja Lind"), (right, "Lind")), expected, "{left} {right}");
        assert_eq!(quoted((left, "Maja Lind"), (right, "Osk Dunmore")), None, "{left} {right}");
    }
    let stock = "our thoughts and prayers are with the families";
    assert_eq!(quoted((stock, "an official"), (stock, "a driver")), None);
    assert_eq!(quoted((stock, "Maja Lind"), (stock, "Mrs Lind")), Some((Kind::Quote, 1.0)));
}

#[test]
fn parts_of_a_quote_are_joined_and_are_places_of_their_own() {
    let whole = "There was no lorry and there was no hall, and the bell kept ringing".to_owned();
    let split = "“There was no lorry,” Maja Lind said, “and there was no hall.” It rained.".to_owned();
    let texts = [format!("“{whole},” said Maja Lind."), split];
    let facts = read(&texts);
    let found = passages(&facts, &|| false);
    assert_eq!(found.rows.len(), 1);
    let row = &found.rows[0];
    assert_eq!((row.kind, row.speaker.as_deref()), (Kind::Quote, Some("Maja Lind")));
    let text = |place: &Place| facts[place.article].article.text.slice(place.range.clone()).to_owned();
    let places: Vec<(usize, String)> = row.places.iter().map(|place| (place.article, text(place))).collect();
    let expected = [
        (0, format!("{whole},")),
        (1, "There was no lorry,".to_owned()),
        (1, "and there was no hall.".to_owned()),
    ];
    assert_eq!(places, expected);
}

#[test]
fn a_name_with_its_title_is_no_passage() {
    let title = "the regional coordinator of the Federation of Mountain Rescue and Relief Societies, Solenne Aguirre-Dahl";
    let left = format!("In the morning {title}, asked for tents.");
    let right = format!("Nobody had seen {title}, since the snow began to fall.");
    assert_eq!(kind(&left, &right), None);
    let stock = "The owners did not immediately respond to a request for comment";
    assert_eq!(kind(&format!("{stock} on the fire."), &format!("{stock} about boats.")), None);
    let number = "The orchestra played in the old harbour hall before an audience of";
    assert_eq!(kind(&format!("{number} 400 people."), &format!("{number} 700 people.")), None);
    assert_eq!(
        kind(&format!("{number} sailors."), &format!("{number} farmers.")).map(|found| found.0),
        Some(Kind::Text)
    );
}

#[test]
fn one_row_has_all_places_and_copies_are_one_voice() {
    let story = "The ferry struck a reef in thick fog near the island, and lifeboats took everyone off within the hour.";
    let tail = "Divers will look at the hull when the sea is calm. The route has been closed before, in the winter of the great ice.";
    let own = |number: usize| {
        let words = ["Bakers", "Miners", "Sailors", "Weavers", "Glaziers", "Coopers"];
        format!(
            "{} met in a hall {number} streets away to sing about cheese, goats and other worldly matters of theirs, for once without any quarrel about the proper key or the price of beer.",
            words[number]
        )
    };
    let mut texts: Vec<String> = (0..4).map(|number| format!("{story}\n\n{}", own(number))).collect();
    texts.push(format!("{story}\n\n{tail}"));
    texts.push(format!("{story}\n\n{tail}"));
    texts.push(format!("{}\n\n{tail}", story.to_uppercase()));
    let found = passages(&read(&texts), &|| false);
    let rows: Vec<(Kind, Vec<usize>)> = found
        .rows
        .iter()
        .map(|row| (row.kind, row.places.iter().map(|place| place.article).collect()))
        .collect();
    assert_eq!(rows, [(Kind::Copy, vec![4, 5, 6]), (Kind::Text, vec![0, 1, 2, 3, 4, 5, 6])]);
    assert_eq!(found.voices, Voices { of: vec![0, 1, 2, 3, 4, 4, 4], count: 5 });
    assert!(found.is_complete && !passages(&read(&texts), &|| true).is_complete);
}

#[test]
fn nothing_is_shared_without_reports_or_words() {
    assert_eq!(passages(&[], &|| false), Passages { is_complete: true, ..Passages::default() });
    let texts = ["", "", "— … !", "\u{0}\u{0}", "“”", "\u{202e}\u{5d0}"].map(str::to_owned);
    let found = passages(&read(&texts), &|| false);
    assert_eq!((found.rows.len(), found.voices.count), (0, texts.len()));
}
