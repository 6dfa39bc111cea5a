//! Tests for folding.

use super::super::units::extends_unit;
use super::super::word_splits::Hyphen;
use super::*;
use proptest::prelude::*;
use unicode_normalization::{IsNormalized, is_nfc_quick};

fn folded(text: &str) -> String {
    fold(text).as_str().to_owned()
}

/// Returns the source of the first occurrence of `form` in the folded text.
fn source_of<'a>(text: &'a str, form: &str) -> &'a str {
    let view = fold(text);
    let start = view.as_str().find(form).unwrap();
    &text[view.source_range(start..start + form.len()).unwrap()]
}

/// Case folding is the lower case of the upper case, except for ı, ẞ and Cherokee, which folds to capitals.
#[test]
fn case_folding_agrees_with_the_standard_library_on_every_cased_character() {
    let folded = |text: &str| UniCase::unicode(text).to_folded_case();
    let mut compared = 0;
    for c in (0..=0x0010_FFFF).filter_map(char::from_u32) {
        let is_cased = !c.to_uppercase().eq([c]) || !c.to_lowercase().eq([c]);
        let is_cherokee = matches!(c, '\u{13A0}'..='\u{13FD}' | '\u{AB70}'..='\u{ABBF}');
        if !is_cased || is_cherokee || matches!(c, 'ı' | 'ẞ') {
            continue;
        }
        let expected: String = c.to_uppercase().flat_map(char::to_lowercase).collect();
        assert_eq!(folded(&c.to_string()), expected, "{:04X}", c as u32);
        compared += 1;
    }
    assert!(compared > 2_500, "{compared}");
    assert_eq!([folded("ẞ"), folded("ı"), folded("\u{AB70}")], ["ss", "ı", "\u{13A0}"]);
}

#[test]
fn spellings_of_one_name_fold_alike() {
    for (text, form) in [
        ("ŻELEŃSKI", "zelenski"),
        ("Zelen\u{AD}sky", "zelensky"),
        ("28\u{2011}point", "28-point"),
        ("28–point", "28-point"),
        ("New\u{A0}York", "new york"),
        ("Kyiv’s", "kyiv's"),
        ("Straße STRASSE GROẞ", "strasse strasse gross"),
        ("Łódź, Đoković, Ørsted, İstanbul, Diyarbakır", "lodz, dokovic, orsted, istanbul, diyarbakir"),
        ("Ｐｕｔｉｎ ﬁrst", "putin first"),
        ("A\u{30A}lesund Ålesund", "alesund alesund"),
        ("Ge\u{200B}ne\u{200D}va\u{FE0F}", "geneva"),
        ("ΆΣΟΣ άσος", "ασοσ ασοσ"),
        ("Αθήνα ΑΘΗΝΑ Αθηνα Ἀθῆναι", "αθηνα αθηνα αθηνα αθηναι"),
        ("Μαΐου ΜΑΪΟΥ ΐ ΰ", "μαιου μαιου ι υ"),
        ("ᾳ ᾼ ΑΙ", "αι αι αι"),
        ("Київ ИЙ и\u{306} і\u{308}ї", "київ ий й її"),
        ("Пу\u{301}тин Пу\u{300}тин ѐ ѝ Ѐ", "путин путин е и е"),
        ("Горбачёв ГОРБАЧЁВ е\u{308} ё\u{301}", "горбачев горбачев е е"),
        ("ї\u{301} и\u{301}\u{306}", "ї й"),
        ("مُحَمَّد محمّد الرَّحْمٰن", "محمد محمد الرحمن"),
        ("محـــمد محـَمد", "محمد محمد"),
        ("القاهرة ـ الجزيرة", "القاهرة - الجزيرة"),
        ("שָׁלוֹם שׁלום בְּרֵאשִׁ֖ית", "שלום שלום בראשית"),
        ("Hawaiʻi Hawaiʼi Hawai‘i Hawaiʿi Ha′i צ׳ יו״ר", "hawai'i hawai'i hawai'i hawai'i ha'i צ' יו\"ר"),
        ("“The Rock” „A‟ «B» ＂", "\"the rock\" \"a\" \"b\" \""),
        ("ｾﾞﾚﾝｽｷｰ", "ゼレンスキー"),
        ("x² … ″ ‴ CO₂ Kyiv①", "x2 ... \" ''' co2 kyiv1"),
        ("¨ é¨", "¨ e¨"),
    ] {
        assert_eq!(folded(text), form, "{text}");
        assert_eq!(fold_form(text), form, "{text}");
    }
}

#[test]
fn distinct_letters_stay_distinct() {
    assert_ne!(folded("й"), folded("и"));
    assert_ne!(folded("ї"), folded("і"));
    assert_ne!(folded("и\u{306}"), folded("и"));
    assert_eq!(folded("й"), folded("и\u{306}"));
    for (one, other) in [
        ("ќ", "к"),
        ("ѓ", "г"),
        ("к\u{301}", "к"),
        ("ў", "у"),
        ("ӑ", "а"),
        ("ӓ", "а"),
        ("ӣ", "и"),
        ("أ", "ا"),
        ("إ", "ا"),
        ("آ", "ا"),
        ("ا\u{654}", "ا"),
        ("ا\u{655}", "ا"),
        ("ا\u{653}", "ا"),
        ("أ", "إ"),
        ("कि", "क"),
        ("กี", "ก"),
        ("が", "か"),
    ] {
        assert_ne!(folded(one), folded(other), "{one}");
        assert_eq!(folded(one), folded(&one.nfd().collect::<String>()), "{one}");
    }
    assert_eq!(folded("к\u{301}"), folded("ќ"));
    assert_eq!(folded("ا\u{64E}\u{654}"), folded("أ"));
}

#[test]
fn line_break_is_a_space_and_blank_line_separates() {
    assert!(folded("United\nStates").contains("united states"));
    assert!(folded("United \n States").contains("united states"));
    assert!(!folded("United\n\nStates").contains("united states"));
    assert!(!folded("United\n \u{A0}\nStates").contains("united states"));
    assert_eq!(folded("United\n \nStates"), "united\n\n\nstates");
    assert_eq!(fold_form(" United\n\nStates "), "united states");
}

#[test]
fn line_break_in_a_split_word_is_dropped() {
    for (text, view) in [
        ("Zelen-\nsky", "zelen-sky"),
        ("Zelen\u{2010} \n\tsky", "zelen-sky"),
        ("Zelen\u{ad}\nsky", "zelensky"),
        ("a-\nb-\nc", "a-b-c"),
        ("28-\npoint", "28-point"),
        ("word -\nword—\nword", "word - word- word"),
        ("word-\n\nword", "word-\n\nword"),
        ("word- word", "word- word"),
    ] {
        assert_eq!(folded(text), view, "{text:?}");
    }
    assert_eq!(source_of("(Zelen- \n sky)", "zelen-sky"), "Zelen- \n sky");
    assert_eq!(source_of("(Zelen\u{ad}\nsky)", "zelensky"), "Zelen\u{ad}\nsky");
    assert_eq!(source_of("Zelen-\nsky", "zelen-"), "Zelen-");
    assert_eq!(source_of("Zelen-\nsky", "sky"), "sky");
    let view = fold("é Zelen-\nsky, Ki\u{ad}\nev");
    let places: Vec<_> =
        view.word_splits().iter().map(|split| (split.view, split.source, split.hyphen)).collect();
    assert_eq!(places, [(8, 9, Hyphen::Hard), (15, 19, Hyphen::Soft)]);
}

#[test]
fn spans_cover_exactly_the_match() {
    assert_eq!(source_of("“Zelenskyy’s", "zelenskyy"), "Zelenskyy");
    assert_eq!(source_of("a Zelen\u{AD}sky\u{AD} b", "zelensky"), "Zelen\u{AD}sky");
    assert_eq!(source_of("\u{200B}Kyiv\u{200B}", "kyiv"), "Kyiv");
    assert_eq!(source_of("Kiev e\u{301}te\u{301}.", "ete"), "e\u{301}te\u{301}");
    assert_eq!(source_of("New\u{A0} York", "new york"), "New\u{A0} York");
    assert_eq!(source_of("die Straße", "strasse"), "Straße");
    assert_eq!(source_of("e\u{200D}\u{301}t", "e"), "e\u{200D}\u{301}");
    assert_eq!(source_of("у Пу\u{301}тина\u{301}.", "путина"), "Пу\u{301}тина\u{301}");
    assert_eq!(source_of("في مُحَمَّدٌ.", "محمد"), "مُحَمَّدٌ");
    assert_eq!(source_of("«Ἀθῆναι».", "αθηναι"), "Ἀθῆναι");
    assert_eq!(source_of("in Kyiv¹.", "kyiv"), "Kyiv");
    assert_eq!(source_of("the “Rock”", "\"rock\""), "“Rock”");
}

#[test]
fn part_of_a_unit_has_no_source() {
    let view = fold("Straße ﬁn");
    assert_eq!(view.as_str(), "strasse fin");
    assert_eq!(view.source_range(0..5), None);
    assert_eq!(view.source_range(5..7), None);
    assert_eq!(view.source_range(4..6), Some(4..6));
    assert_eq!(view.source_range(9..11), None);
    assert_eq!(view.source_range(0..99), None);
}

#[test]
fn plain_text_needs_no_map() {
    for text in [
        "",
        "Trump and Putin met.\nThey spoke.\n\nThen\tleft.",
        "Київ ще є",
        "ゼレンスキー 泽连斯基",
        "a\n  \nb",
    ] {
        let view = fold(text);
        assert!(!view.has_map(), "{text}");
        assert_eq!(view.as_str().len(), text.len());
        assert_eq!(view.source_range(0..text.len()), Some(0..text.len()));
    }
    assert!(matches!(fold("as it is").view, Cow::Borrowed(_)));
    assert!(fold("two  spaces").has_map());
}

#[test]
fn case_can_be_kept() {
    assert_eq!(fold_keeping_case("ŻELEŃSKI Łódź’s Straße GROẞ"), "ZELENSKI Lodz's Strasse GROSS");
}

/// Every character that folding could change: all but the large blocks of Han and Hangul (a sample is included),
/// private use and unassigned characters.
fn all_characters() -> impl Iterator<Item = char> {
    let ranges = [
        '\0'..='\u{34FF}',
        '\u{9F00}'..='\u{AC7F}',
        '\u{D700}'..='\u{E00F}',
        '\u{F8F0}'..='\u{1200F}',
        '\u{16000}'..='\u{1600F}',
        '\u{16D40}'..='\u{16D7F}',
        '\u{1BC00}'..='\u{1FFFF}',
        '\u{2F800}'..='\u{2FA1F}',
        '\u{E0000}'..='\u{E01FF}',
    ];
    ranges.into_iter().flatten()
}

#[test]
fn folding_any_character_is_idempotent() {
    let mut buffer = [0; 4];
    for c in all_characters() {
        let text = &*c.encode_utf8(&mut buffer);
        let once = folded(text);
        assert_eq!(folded(&once), once, "{c:?}");
        let kept = fold_keeping_case(text);
        assert_eq!(fold_keeping_case(&kept), kept, "{c:?}");
        assert_eq!(folded(&kept), once, "{c:?}");
        assert_eq!(once.is_empty(), is_invisible(c), "{c:?}");
    }
}

/// Upper and lower case fold alike in the scripts that have them, with marks and without.
#[test]
fn case_is_ignored() {
    let ranges = ['\0'..='\u{24F}', '\u{370}'..='\u{52F}', '\u{1E00}'..='\u{1FFF}'];
    for c in ranges.into_iter().flatten() {
        let once = folded(c.encode_utf8(&mut [0; 4]));
        assert_eq!(folded(&c.to_uppercase().to_string()), once, "{c:?}");
        assert_eq!(folded(&c.to_lowercase().to_string()), once, "{c:?}");
    }
}

/// A letter with marks folds alike whatever the order of its marks and however it is composed.
#[test]
fn order_of_marks_does_not_matter() {
    let marks = "\u{300}\u{301}\u{306}\u{308}\u{313}\u{342}\u{345}\u{5B0}\u{5C1}\u{64B}\u{651}\u{654}\u{670}";
    for letter in "aęΑωїйёкשااىक".chars() {
        for (first, second) in
            marks.chars().flat_map(|first| marks.chars().map(move |second| (first, second)))
        {
            let text = format!("{letter}{first}{second}");
            let once = folded(&text);
            for form in [text.nfc().to_string(), text.nfd().to_string(), text.to_lowercase(), once.clone()] {
                assert_eq!(folded(&form), once, "{text:?}");
            }
        }
    }
}

#[test]
fn fast_paths_agree_with_fold_unit() {
    let mut buffer = [0; 4];
    for c in all_characters() {
        let text = &*c.encode_utf8(&mut buffer);
        if !c.is_whitespace() && !is_invisible(c) {
            assert_eq!(folded(text), fold_unit(text, Case::Fold), "{c:?}");
            assert_eq!(fold_keeping_case(text), fold_unit(text, Case::Keep), "{c:?}");
        }
        if extends_unit(c) {
            assert!(c >= '\u{300}');
        } else {
            let first = text.nfkd().next().unwrap();
            assert!(is_invisible(c) || !is_mark(first), "{c:?}");
            assert_ne!(is_nfc_quick(std::iter::once(first)), IsNormalized::Maybe, "{c:?}");
        }
    }
}

/// Text that exercises every case of folding.
fn any_text() -> impl Strategy<Value = String> {
    let special = prop::sample::select(vec![
        " ",
        "\n",
        "\n\n",
        "\t",
        "\u{A0}",
        "\u{AD}",
        "\u{200B}",
        "\u{FE0F}",
        "\u{301}",
        "\u{306}",
        "\u{345}",
        "\u{338}",
        "ß",
        "ẞ",
        "é",
        "ł",
        "Ø",
        "ﬁ",
        "İ",
        "ı",
        "ŉ",
        "’",
        "–",
        "`",
        "´",
        "¨",
        "и",
        "й",
        "ї",
        "ά",
        "ΐ",
        "ᾳ",
        "ὦ",
        "ё",
        "е",
        "ќ",
        "у",
        "א",
        "\u{5B8}",
        "\u{5C1}",
        "ا",
        "م",
        "\u{64E}",
        "\u{651}",
        "\u{654}",
        "\u{653}",
        "\u{640}",
        "\u{FE71}",
        "\u{FCF2}",
        "“",
        "״",
        "ʼ",
        "¹",
        "①",
        "-",
        "\u{2010}",
        "-\n",
        "\u{AD}\n",
        "ᄀ",
        "ᅡ",
        "ㅏ",
        "각",
        "ﾞ",
        "ｶ",
        "\u{FDFA}",
        "=",
        "漢",
        "А",
        "\u{2028}",
        "ǰ",
        "Å",
        "½",
        "\r\n",
        "\u{1D165}",
        "\u{FFA0}",
        "\u{300}\u{34F}\u{327}",
    ]);
    let piece = prop_oneof![
        4 => special.prop_map(str::to_owned),
        3 => "[ -~\\n]{1,12}",
        1 => any::<char>().prop_map(String::from),
        1 => prop::char::range('\u{A0}', '\u{3FF}').prop_map(String::from)
    ];
    prop::collection::vec(piece, 0..20).prop_map(|pieces| pieces.concat())
}

/// Folds plain ASCII the slow and obvious way.
fn naive_ascii(text: &str) -> String {
    let mut result = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let after = rest.trim_start_matches(char::is_whitespace);
        let run = &rest[..rest.len() - after.len()];
        if run.is_empty() {
            result.push(if first == '`' { '\'' } else { first.to_ascii_lowercase() });
            rest = &rest[1..];
        } else {
            let blank = run.matches('\n').count() > 1;
            let stem = text[..text.len() - rest.len()].strip_suffix('-').unwrap_or_default();
            let is_letter = |c: char| c.is_ascii_alphanumeric();
            let is_split = run.contains('\n') && stem.ends_with(is_letter) && after.starts_with(is_letter);
            let joint = if is_split { "" } else { " " };
            result.push_str(&if blank { "\n".repeat(run.len()) } else { joint.to_owned() });
            rest = after;
        }
    }
    result
}

/// Only the leading mark keeps its space; what follows it is folded as anywhere else.
#[test]
fn letter_after_a_spacing_mark_is_folded() {
    assert_eq!(folded("¨\u{345}\u{314F}"), "¨ι\u{1161}");
}

proptest! {
    #[test]
    fn folding_is_idempotent(text in any_text()) {
        let once = folded(&text);
        prop_assert_eq!(folded(&once), once.as_str());
        prop_assert_eq!(folded(&fold_keeping_case(&text)), once);
    }

    #[test]
    fn ascii_folds_as_the_naive_version_does(text in "([A-Za-z`',.-]{1,40}|[ \\n\\t]{1,4}){0,12}") {
        prop_assert_eq!(folded(&text), naive_ascii(&text));
    }

    #[test]
    fn source_of_a_range_folds_to_that_range(text in any_text()) {
        let view = fold(&text);
        let ends: Vec<_> = (0..=view.as_str().len()).filter(|&at| view.as_str().is_char_boundary(at)).collect();
        for &start in &ends {
            for &end in ends.iter().filter(|&&end| end > start) {
                let Some(range) = view.source_range(start..end) else { continue };
                let source = text.get(range);
                prop_assert!(source.is_some());
                let form = &view.as_str()[start..end];
                // Part of a blank line is not a blank line, and a hyphen alone splits no word.
                if !form.contains('\n') && !form.starts_with('-') {
                    prop_assert_eq!(folded(source.unwrap()), form);
                }
            }
        }
        prop_assert_eq!(view.source_range(0..view.as_str().len()).is_some(), true);
    }

    #[test]
    fn offsets_keep_their_order(text in any_text()) {
        let view = fold(&text);
        let mut last = 0;
        for (start, c) in view.as_str().char_indices() {
            if let Some(range) = view.source_range(start..start + c.len_utf8()) {
                prop_assert!(range.start >= last && range.end > range.start);
                last = range.end;
            }
        }
        prop_assert!(last <= text.len());
    }

    #[test]
    fn form_is_one_line_of_single_spaces(form in any_text()) {
        let folded = fold_form(&form);
        prop_assert!(!folded.contains(['\n', '\t']) && !folded.contains("  "));
        prop_assert_eq!(folded.trim(), folded.as_str());
        prop_assert_eq!(fold_form(&folded), folded.as_str());
    }
}
