//! Accuracy of detection on unlabelled texts: invented news in twenty languages (Chinese in both scripts), in every
//! encoding that can hold it.
//!
//! The first four sentences of a sample are for training: limits may be tuned on them. The rest are for testing, and
//! nothing may be tuned on them.

use std::collections::BTreeMap;

use encoding_rs::Encoding;

use super::super::decode::decode;

/// A language, its sentences (one per line) and the encodings that it is usually written in.
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

/// One label for each byte encoding of the standard, which has no encoders for the wide ones.
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

/// Encodes a text in UTF-16 and UTF-32, with and without a byte order mark.
fn encode_wide(text: &str) -> [(&'static str, Vec<u8>); 8] {
    let with_bom = format!("\u{FEFF}{text}");
    let utf16 = |text: &str, endian: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(endian).collect();
    let utf32 =
        |text: &str, endian: fn(u32) -> [u8; 4]| text.chars().map(u32::from).flat_map(endian).collect();
    [
        ("UTF-16LE", utf16(text, u16::to_le_bytes)),
        ("UTF-16BE", utf16(text, u16::to_be_bytes)),
        ("UTF-32LE", utf32(text, u32::to_le_bytes)),
        ("UTF-32BE", utf32(text, u32::to_be_bytes)),
        ("UTF-16LE, BOM", utf16(&with_bom, u16::to_le_bytes)),
        ("UTF-16BE, BOM", utf16(&with_bom, u16::to_be_bytes)),
        ("UTF-32LE, BOM", utf32(&with_bom, u32::to_le_bytes)),
        ("UTF-32BE, BOM", utf32(&with_bom, u32::to_be_bytes)),
    ]
}

/// Encodes a text in every encoding that can hold it and whose bytes differ from UTF-8.
fn encode_all(text: &str) -> Vec<(&'static str, Vec<u8>)> {
    let narrow = NARROW.iter().filter_map(|name| {
        let (bytes, _, unmappable) = Encoding::for_label(name.as_bytes()).unwrap().encode(text);
        (!unmappable && *bytes != *text.as_bytes()).then(|| (*name, bytes.into_owned()))
    });
    narrow.chain(encode_wide(text)).collect()
}

/// Joins every `length` sentences into one text.
fn join_sentences(sentences: &[&str], length: usize) -> Vec<String> {
    sentences.chunks_exact(length).map(|chunk| chunk.join("\n") + "\n").collect()
}

/// Number of texts decoded correctly, and of all texts.
#[derive(Debug, Default, Clone, Copy)]
struct Score {
    correct: u32,
    all: u32,
}

impl Score {
    fn add(&mut self, is_correct: bool) {
        self.correct += u32::from(is_correct);
        self.all += 1;
    }

    fn accuracy(self) -> f64 {
        f64::from(self.correct) / f64::from(self.all.max(1))
    }
}

/// Decodes texts of `length` sentences. Returns the score in the usual encodings of each language, the score in all
/// encodings, and the score of each pair of language and encoding that has errors.
fn score(
    lines: impl Fn(&'static str) -> Vec<&'static str>,
    length: usize,
) -> (Score, Score, BTreeMap<String, Score>) {
    let (mut usual, mut all) = (Score::default(), Score::default());
    let mut pairs: BTreeMap<String, Score> = BTreeMap::new();
    for (language, sample, encodings) in SAMPLES {
        for text in join_sentences(&lines(sample), length) {
            for (name, bytes) in encode_all(&text) {
                let decoded = decode(&bytes, None);
                let is_correct = decoded.text == text;
                all.add(is_correct);
                if encodings.contains(&name) || name.starts_with("UTF") {
                    usual.add(is_correct);
                    pairs.entry(format!("{language} in {name}")).or_default().add(is_correct);
                } else {
                    pairs.entry(format!("  ({language} in {name})")).or_default().add(is_correct);
                }
            }
        }
    }
    pairs.retain(|_, score| score.correct < score.all);
    (usual, all, pairs)
}

const TRAINING: usize = 4;

fn training(sample: &'static str) -> Vec<&'static str> {
    sample.lines().take(TRAINING).collect()
}

fn testing(sample: &'static str) -> Vec<&'static str> {
    sample.lines().skip(TRAINING).collect()
}

#[test]
fn samples_have_four_training_and_twenty_testing_sentences() {
    for (language, sample, _) in SAMPLES {
        assert_eq!(sample.lines().count(), TRAINING + 20, "{language}");
    }
    assert!(SAMPLES.len() >= 20);
}

#[test]
fn unlabelled_texts_are_decoded_correctly() {
    for length in [1, 3] {
        let (usual, all, _) = score(training, length);
        println!(
            "training, {length}: {:.4} of {}; {:.4} of {}",
            usual.accuracy(),
            usual.all,
            all.accuracy(),
            all.all
        );
    }
    // Sentences per text, and minimum shares: in the usual encodings of the language, and in all.
    for (length, min_usual, min_all) in [(1, 0.975, 0.925), (3, 0.985, 0.94), (20, 0.99, 0.965)] {
        let (usual, all, pairs) = score(testing, length);
        println!(
            "testing, {length}: {:.4} of {}; {:.4} of {}",
            usual.accuracy(),
            usual.all,
            all.accuracy(),
            all.all
        );
        for (pair, score) in &pairs {
            println!("    {pair}: {} of {}", score.correct, score.all);
        }
        assert!(usual.accuracy() >= min_usual && all.accuracy() >= min_all, "{length}: {usual:?} {all:?}");
        assert!(!pairs.keys().any(|pair| pair.contains("UTF")), "{pairs:?}");
    }
}

/// A wrong choice costs more than a miss, so no text in one of its usual encodings may be mistaken for Macintosh text.
#[test]
fn correct_guesses_are_not_overruled() {
    for (language, sample, encodings) in SAMPLES {
        let lines: Vec<&str> = sample.lines().collect();
        for text in [1, 3, 24].into_iter().flat_map(|length| join_sentences(&lines, length)) {
            for (name, bytes) in encode_all(&text).into_iter().filter(|(name, _)| encodings.contains(name)) {
                let detected = decode(&bytes, None).encoding;
                let is_macintosh = |name: &str| name.contains("mac");
                assert!(
                    !is_macintosh(detected) || is_macintosh(name),
                    "{language} in {name} as {detected}: {text}"
                );
            }
        }
    }
}
