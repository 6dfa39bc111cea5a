//! Romanisation conventions, as tables.
//!
//! Sounds are written as lowercase Latin letters; a sound that takes several letters is one capital, which folded text
//! never contains: C for ч, S for ш, Z for ж, T for ц, Q for щ, J for the English j.

/// Letters and their sounds. Where several rows match, the longest wins.
pub type Rows = &'static [(&'static str, &'static str)];

/// Letters with a háček, acute accent or dot, and their sounds spelled out, since folding would drop the accent.
pub const ACCENTED: &[(char, &str)] = &[
    ('š', "sh"),
    ('Š', "Sh"),
    ('č', "ch"),
    ('Č', "Ch"),
    ('ž', "zh"),
    ('Ž', "Zh"),
    ('ć', "ch"),
    ('Ć', "Ch"),
    ('ś', "sh"),
    ('Ś', "Sh"),
    ('ż', "zh"),
    ('Ż', "Zh"),
    ('ź', "z"),
    ('Ź', "Z"),
];

/// Cyrillic letters. г has no row: it is g in Russian and h in Ukrainian, so a word with it is read twice.
pub const CYRILLIC: &[(char, &str)] = &[
    ('а', "a"),
    ('б', "b"),
    ('в', "v"),
    ('ґ', "g"),
    ('д', "d"),
    ('е', "e"),
    ('ё', "e"),
    ('є', "e"),
    ('ж', "Z"),
    ('з', "z"),
    ('и', "i"),
    ('і', "i"),
    ('ї', "i"),
    ('й', "i"),
    ('к', "k"),
    ('л', "l"),
    ('м', "m"),
    ('н', "n"),
    ('о', "o"),
    ('п', "p"),
    ('р', "r"),
    ('с', "s"),
    ('т', "t"),
    ('у', "u"),
    ('ф', "f"),
    ('х', "h"),
    ('ц', "T"),
    ('ч', "C"),
    ('ш', "S"),
    ('щ', "Q"),
    ('ъ', ""),
    ('ы', "i"),
    ('ь', ""),
    ('э', "e"),
    ('ю', "iu"),
    ('я', "ia"),
    ('ў', "u"),
    ('ђ', "J"),
    ('ј', "i"),
    ('љ', "l"),
    ('њ', "n"),
    ('ћ', "C"),
    ('џ', "J"),
];

/// Passport, BGN/PCGN, ISO 9 and English newspaper romanisations, and letters of others that are unambiguous, such as
/// German tsch and Polish cz.
pub const ENGLISH: Rows = &[
    ("schtsch", "Q"),
    ("shtch", "Q"),
    ("chtch", "Q"),
    ("shch", "Q"),
    ("szcz", "Q"),
    ("tsch", "C"),
    ("dsch", "J"),
    ("tch", "C"),
    ("dzh", "J"),
    ("sch", "S"),
    ("cki", "Tki"),
    ("cky", "Tki"),
    ("dj", "J"),
    ("cz", "C"),
    ("ch", "C"),
    ("sh", "S"),
    ("sz", "S"),
    ("zh", "Z"),
    ("ts", "T"),
    ("tz", "T"),
    ("kh", "h"),
    ("gh", "g"),
    ("wh", "v"),
    ("ph", "f"),
    ("th", "t"),
    ("ck", "k"),
    ("w", "v"),
    ("q", "k"),
    ("x", "ks"),
    ("c", "k"),
    ("j", "i"),
    ("y", "i"),
];

/// German papers: Chruschtschow, Charkiw, Donezk.
pub const GERMAN: Rows = &[("ch", "h"), ("z", "T")];

/// German papers that write з as s before a vowel: Selenskyj.
pub const GERMAN_SOFT: Rows = &[
    ("ch", "h"),
    ("z", "T"),
    ("sa", "za"),
    ("se", "ze"),
    ("si", "zi"),
    ("so", "zo"),
    ("su", "zu"),
    ("sy", "zi"),
    ("sja", "zia"),
    ("sju", "ziu"),
];

/// German papers that write ж as sch: Breschnew, Schukow.
pub const GERMAN_VOICED: Rows = &[("tsch", "C"), ("sch", "Z"), ("ch", "h"), ("z", "T")];

/// German papers that write both з as s and ж as sch.
pub const GERMAN_SOFT_VOICED: Rows = &[
    ("tsch", "C"),
    ("sch", "Z"),
    ("ch", "h"),
    ("z", "T"),
    ("sa", "za"),
    ("se", "ze"),
    ("si", "zi"),
    ("so", "zo"),
    ("su", "zu"),
    ("sy", "zi"),
    ("sja", "zia"),
    ("sju", "ziu"),
];

/// Papers that write the sound of х as ch: Bachmut, Chamenei.
pub const GUTTURAL: Rows = &[("ch", "h")];

/// Arabic q, which is g in many dialects and papers: Gaddafi.
pub const ARABIC: Rows = &[("q", "g")];

/// French papers: Poutine, Tchernychev, Joukov.
pub const FRENCH: Rows = &[
    ("iou", "iu"),
    ("ou", "u"),
    ("tch", "C"),
    ("dj", "J"),
    ("ch", "S"),
    ("j", "Z"),
    ("gue", "ge"),
    ("gui", "gi"),
    ("ss", "s"),
];

/// Scholarly transliteration and ISO 9: c is ц, ch is х (Kyslycja, Charkiv).
pub const SCHOLARLY: Rows = &[("ch", "h"), ("c", "T")];

/// ё written yo or jo, where others write e: Fyodor, Semyon.
pub const YO: Rows = &[("yo", "e"), ("jo", "e")];

/// A romanisation convention other than the English one, and the spellings that suggest it.
pub struct Convention {
    /// Letters that suggest it anywhere in the word.
    pub contains: &'static [&'static str],
    /// Suffixes that suggest it.
    pub suffixes: &'static [&'static str],
    /// True if `contains` ignores the first letter.
    pub after_first_letter: bool,
    /// The tables to read the word by.
    pub tables: &'static [Rows],
}

/// All conventions except the English one.
pub const CONVENTIONS: &[Convention] = &[
    Convention {
        contains: &["sch", "yzj", "ja", "je", "ju"],
        suffixes: &["yj", "ij", "ow", "ew", "iw", "owa", "ewa", "ezk"],
        after_first_letter: false,
        tables: &[GERMAN, GERMAN_SOFT, GERMAN_VOICED, GERMAN_SOFT_VOICED],
    },
    Convention {
        contains: &["ou", "tch", "j", "gue", "gui"],
        suffixes: &["ine"],
        after_first_letter: false,
        tables: &[FRENCH],
    },
    Convention { contains: &["ch"], suffixes: &[], after_first_letter: false, tables: &[GUTTURAL] },
    Convention { contains: &["q"], suffixes: &[], after_first_letter: false, tables: &[ARABIC] },
    Convention {
        contains: &["cj", "cij", "ckyj"],
        suffixes: &["ckij", "ckyj"],
        after_first_letter: false,
        tables: &[SCHOLARLY],
    },
    Convention { contains: &["yo", "jo"], suffixes: &[], after_first_letter: true, tables: &[YO] },
];

/// Spellings of suffixes that are written in several ways, and their sounds. They need two letters or more before them.
pub const SUFFIXES: Rows = &[("off", "ov"), ("eff", "ev"), ("of", "ov"), ("ef", "ev"), ("ine", "in")];

/// Suffixes that mark a Slavic (or similarly romanised) name, since in an English one the letters have other sounds.
/// They need two letters or more before them.
pub const SLAVIC_SUFFIXES: &[&str] = &[
    "sky", "ski", "skyi", "skyy", "skiy", "skii", "skij", "skyj", "skaya", "skaia", "skaja", "ska", "cki",
    "cky", "ov", "ev", "off", "eff", "ova", "eva", "yov", "jow", "iv", "yiv", "ovich", "evich", "ovych",
    "evych", "vic", "owitsch", "ewitsch", "ovitch", "enko", "enka", "chuk", "tschuk", "tchouk", "czuk",
    "yuk", "iuk", "juk", "iy", "yy", "yi", "yj", "ij", "ych", "ytsya", "ytsia", "itsa", "itsya", "tsya",
    "slav", "slaw", "myr", "mir", "hrad", "grad", "pol", "sk", "zk", "iya", "iia", "ija", "lny", "shny",
    "zhny", "chny", "chko", "chka", "ej", "rgei", "rgey", "drei", "drey", "ksei", "ksey", "exei", "exey",
];

/// Letters that mark such a name anywhere in the word.
pub const SLAVIC_LETTERS: &[&str] =
    &["kh", "zh", "shch", "schtsch", "chtch", "szcz", "yev", "tsia", "tsya", "dzh", "tsch"];

/// Prefixes of such names: Ye before certain letters (but not in Yellen), tch and tsch.
pub const SLAVIC_PREFIXES: &[&str] =
    &["yer", "yev", "yef", "yek", "yeg", "yele", "yeli", "yelt", "yels", "yese", "yemel", "tch", "tsch"];
