//! How often unlabelled texts are read right: invented news in twenty-one languages, in every encoding that holds them.
//!
//! The first four sentences of a sample are for practice: limits may be chosen by them. The rest judges, and nothing may be chosen by it.

use std::collections::BTreeMap;

use encoding_rs::Encoding;

use super::super::decode::decode;

/// A language: its sentences, a line each, and the encodings that it is found in.
type Sample = (&'static str, &'static str, &'static [&'static str]);

const WESTERN: &[&str] = &["windows-1252", "ISO-8859-15", "macintosh"];
const CENTRAL: &[&str] = &["windows-1250", "ISO-8859-2"];

const SAMPLES: &[Sample] = &[
    ("English", include_str!("samples/en.txt"), &["windows-1252", "macintosh"]),
    ("German", include_str!("samples/de.txt"), WESTERN),
    ("French", include_str!("samples/fr.txt"), WESTERN),
    ("Spanish", include_str!("samples/es.txt"), WESTERN),
    ("Portuguese", include_str!("samples/pt.txt"), WESTERN),
    ("Swedish", include_str!("samples/sv.txt"), WESTERN),
    ("Polish", include_str!("samples/pl.txt"), CENTRAL),
    ("Czech", include_str!("samples/cs.txt"), CENTRAL),
    ("Hungarian", include_str!("samples/hu.txt"), CENTRAL),
    ("Lithuanian", include_str!("samples/lt.txt"), &["windows-1257", "ISO-8859-13"]),
    ("Turkish", include_str!("samples/tr.txt"), &["windows-1254"]),
    ("Greek", include_str!("samples/el.txt"), &["windows-1253", "ISO-8859-7"]),
    (
        "Russian",
        include_str!("samples/ru.txt"),
        &["windows-1251", "KOI8-R", "ISO-8859-5", "IBM866", "x-mac-cyrillic"],
    ),
    (
        "Ukrainian",
        include_str!("samples/uk.txt"),
        &["windows-1251", "KOI8-U", "ISO-8859-5", "x-mac-cyrillic"],
    ),
    ("Arabic", include_str!("samples/ar.txt"), &["windows-1256", "ISO-8859-6"]),
    ("Hebrew", include_str!("samples/he.txt"), &["windows-1255", "ISO-8859-8"]),
    ("Japanese", include_str!("samples/ja.txt"), &["Shift_JIS", "EUC-JP", "ISO-2022-JP"]),
    ("Chinese, simplified", include_str!("samples/zhs.txt"), &["GBK", "gb18030"]),
    ("Chinese, traditional", include_str!("samples/zht.txt"), &["Big5"]),
    ("Korean", include_str!("samples/ko.txt"), &["EUC-KR"]),
    ("Thai", include_str!("samples/th.txt"), &["windows-874"]),
];

/// Every encoding of bytes, by the labels of the standard that stand for one each; the wide ones have no encoder there.
const NARROW: &[&str] = &[
    "Big5",
    "EUC-JP",
    "EUC-KR",
    "GBK",
    "IBM866",
    "ISO-2022-JP",
    "ISO-8859-10",
    "ISO-8859-13",
    "ISO-8859-14",
    "ISO-8859-15",
    "ISO-8859-16",
    "ISO-8859-2",
    "ISO-8859-3",
    "ISO-8859-4",
    "ISO-8859-5",
    "ISO-8859-6",
    "ISO-8859-7",
    "ISO-8859-8",
    "KOI8-R",
    "KOI8-U",
    "Shift_JIS",
    "gb18030",
    "macintosh",
    "windows-1250",
    "windows-1251",
    "windows-1252",
    "windows-1253",
    "windows-1254",
    "windows-1255",
    "windows-1256",
    "windows-1257",
    "windows-1258",
    "windows-874",
    "x-mac-cyrillic",
];

/// The wide ones, with and without a byte order mark.
fn wide(text: &str) -> [(&'static str, Vec<u8>); 8] {
    let marked = format!("\u{FEFF}{text}");
    let sixteen = |text: &str, order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect();
    let thirty_two =
        |text: &str, order: fn(u32) -> [u8; 4]| text.chars().map(u32::from).flat_map(order).collect();
    [
        ("UTF-16LE", sixteen(text, u16::to_le_bytes)),
        ("UTF-16BE", sixteen(text, u16::to_be_bytes)),
        ("UTF-32LE", thirty_two(text, u32::to_le_bytes)),
        ("UTF-32BE", thirty_two(text, u32::to_be_bytes)),
        ("UTF-16LE, marked", sixteen(&marked, u16::to_le_bytes)),
        ("UTF-16BE, marked", sixteen(&marked, u16::to_be_bytes)),
        ("UTF-32LE, marked", thirty_two(&marked, u32::to_le_bytes)),
        ("UTF-32BE, marked", thirty_two(&marked, u32::to_be_bytes)),
    ]
}

/// A text in every encoding that holds it and makes other bytes of it than UTF-8 does.
fn encoded(text: &str) -> Vec<(&'static str, Vec<u8>)> {
    let narrow = NARROW.iter().filter_map(|name| {
        let (bytes, _, unmappable) = Encoding::for_label(name.as_bytes()).unwrap().encode(text);
        (!unmappable && *bytes != *text.as_bytes()).then(|| (*name, bytes.into_owned()))
    });
    narrow.chain(wide(text)).collect()
}

/// Texts of so many sentences.
fn texts(sentences: &[&str], length: usize) -> Vec<String> {
    sentences.chunks_exact(length).map(|chunk| chunk.join("\n") + "\n").collect()
}

/// Right readings and all, by sentences a text.
#[derive(Debug, Default, Clone, Copy)]
struct Score {
    right: u32,
    all: u32,
}

impl Score {
    fn add(&mut self, is_right: bool) {
        self.right += u32::from(is_right);
        self.all += 1;
    }

    fn share(self) -> f64 {
        f64::from(self.right) / f64::from(self.all.max(1))
    }
}

/// What becomes of the texts that these sentences make: of those in the encodings of their languages, of all, and which pairs of language and
/// encoding are read wrongly how often.
fn judged(
    lines: impl Fn(&'static str) -> Vec<&'static str>,
    length: usize,
) -> (Score, Score, BTreeMap<String, Score>) {
    let (mut usual, mut all) = (Score::default(), Score::default());
    let mut pairs: BTreeMap<String, Score> = BTreeMap::new();
    for (language, sample, encodings) in SAMPLES {
        for text in texts(&lines(sample), length) {
            for (name, bytes) in encoded(&text) {
                let decoded = decode(&bytes, None);
                let is_right = decoded.text == text;
                all.add(is_right);
                if encodings.contains(&name) || name.starts_with("UTF") {
                    usual.add(is_right);
                    pairs.entry(format!("{language} in {name}")).or_default().add(is_right);
                } else {
                    pairs.entry(format!("  ({language} in {name})")).or_default().add(is_right);
                }
            }
        }
    }
    pairs.retain(|_, score| score.right < score.all);
    (usual, all, pairs)
}

const PRACTICE: usize = 4;

fn practice(sample: &'static str) -> Vec<&'static str> {
    sample.lines().take(PRACTICE).collect()
}

fn judging(sample: &'static str) -> Vec<&'static str> {
    sample.lines().skip(PRACTICE).collect()
}

#[test]
fn every_sample_has_four_sentences_for_practice_and_twenty_that_judge() {
    for (language, sample, _) in SAMPLES {
        assert_eq!(sample.lines().count(), PRACTICE + 20, "{language}");
    }
    assert!(SAMPLES.len() >= 20);
}

#[test]
fn unlabelled_texts_are_read_right() {
    for length in [1, 3] {
        let (usual, all, _) = judged(practice, length);
        println!(
            "practice, {length}: {:.4} of {}; {:.4} of {}",
            usual.share(),
            usual.all,
            all.share(),
            all.all
        );
    }
    // Sentences a text, and the least shares: in the encodings of the language, and in every encoding that holds the text.
    for (length, least_usual, least_all) in [(1, 0.975, 0.925), (3, 0.985, 0.94), (20, 0.99, 0.965)] {
        let (usual, all, pairs) = judged(judging, length);
        println!(
            "judged, {length}: {:.4} of {}; {:.4} of {}",
            usual.share(),
            usual.all,
            all.share(),
            all.all
        );
        for (pair, score) in &pairs {
            println!("    {pair}: {} of {}", score.right, score.all);
        }
        assert!(usual.share() >= least_usual && all.share() >= least_all, "{length}: {usual:?} {all:?}");
        assert!(!pairs.keys().any(|pair| pair.contains("UTF")), "{pairs:?}");
    }
}

/// A false guess costs more than a miss: what a browser reads right is not taken for a Macintosh's text.
#[test]
fn nothing_that_is_guessed_right_is_overruled() {
    for (language, sample, encodings) in SAMPLES {
        let lines: Vec<&str> = sample.lines().collect();
        for text in [1, 3, 24].into_iter().flat_map(|length| texts(&lines, length)) {
            for (name, bytes) in encoded(&text).into_iter().filter(|(name, _)| encodings.contains(name)) {
                let read = decode(&bytes, None).encoding;
                let is_macintosh = |name: &str| name.contains("mac");
                assert!(!is_macintosh(read) || is_macintosh(name), "{language} in {name} as {read}: {text}");
            }
        }
    }
}
