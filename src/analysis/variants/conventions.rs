//! How the letters of a house are read: tables, one a convention.
//!
//! Sounds are written as Latin small letters, and where one sound takes several letters as one capital, which no folded
//! text has: C for ч, S for ш, Z for ж, T for ц, Q for щ, J for the English j.

/// What is written, and its sounds. Of rows that fit at one place the longest counts.
pub type Rows = &'static [(&'static str, &'static str)];

/// Letters with a háček or acute accent, which folding would leave bare: what they sound like, spelled out.
pub const MARKED: &[(char, &str)] = &[
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

/// The passport's, BGN/PCGN, ISO 9 and English houses' romanisations: what they write never stands for two sounds.
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

/// German papers where s before a vowel is з: Selenskyj.
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

/// German papers where sch is ж: Breschnew, Schukow.
pub const GERMAN_VOICED: Rows = &[("tsch", "C"), ("sch", "Z"), ("ch", "h"), ("z", "T")];

/// Both of these.
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

/// Wherever a house takes ch for х: Bachmut, Chamenei.
pub const GUTTURAL: Rows = &[("ch", "h")];

/// Arabic q, which many dialects and houses have as g: Gaddafi.
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

/// Scholars and ISO 9: c is ц, ch is х (Kyslycja, Charkiv).
pub const SCHOLARLY: Rows = &[("ch", "h"), ("c", "T")];

/// ё written yo, where others write e: Fyodor, Semyon.
pub const YO: Rows = &[("yo", "e"), ("jo", "e")];

/// When a word is read by more than the English table: what it holds or ends with, and the tables.
pub struct Sign {
    /// One of these stands in the word, after its first letter where `inside`.
    pub holds: &'static [&'static str],
    /// Or the word ends so.
    pub ends: &'static [&'static str],
    /// Whether what it holds counts only after the first letter.
    pub inside: bool,
    /// How it may then be read.
    pub tables: &'static [Rows],
}

/// The signs of the conventions.
pub const SIGNS: &[Sign] = &[
    Sign {
        holds: &["sch", "yzj", "ja", "je", "ju"],
        ends: &["yj", "ij", "ow", "ew", "iw", "owa", "ewa", "ezk"],
        inside: false,
        tables: &[GERMAN, GERMAN_SOFT, GERMAN_VOICED, GERMAN_SOFT_VOICED],
    },
    Sign { holds: &["ou", "tch", "j", "gue", "gui"], ends: &["ine"], inside: false, tables: &[FRENCH] },
    Sign { holds: &["ch"], ends: &[], inside: false, tables: &[GUTTURAL] },
    Sign { holds: &["q"], ends: &[], inside: false, tables: &[ARABIC] },
    Sign { holds: &["cj", "cij", "ckyj"], ends: &["ckij", "ckyj"], inside: false, tables: &[SCHOLARLY] },
    Sign { holds: &["yo", "jo"], ends: &[], inside: true, tables: &[YO] },
];

/// Endings written in several ways, and the sounds. Only where two letters or more stand before them.
pub const ENDINGS: Rows = &[("off", "ov"), ("eff", "ev"), ("of", "ov"), ("ef", "ev"), ("ine", "in")];

/// Endings that tell a Slavic (or as romanised) name from, say, an English one, whose letters mean other things.
/// Only where two letters or more stand before them.
pub const SLAVIC_ENDINGS: &[&str] = &[
    "sky", "ski", "skyi", "skyy", "skiy", "skii", "skij", "skyj", "skaya", "skaia", "skaja", "ska", "cki",
    "cky", "ov", "ev", "off", "eff", "ova", "eva", "yov", "jow", "iv", "yiv", "ovich", "evich", "ovych",
    "evych", "vic", "owitsch", "ewitsch", "ovitch", "enko", "enka", "chuk", "tschuk", "tchouk", "czuk",
    "yuk", "iuk", "juk", "iy", "yy", "yi", "yj", "ij", "ych", "ytsya", "ytsia", "itsa", "itsya", "tsya",
    "slav", "slaw", "myr", "mir", "hrad", "grad", "pol", "sk", "zk", "iya", "iia", "ija", "lny", "shny",
    "zhny", "chny", "chko", "chka", "ej", "rgei", "rgey", "drei", "drey", "ksei", "ksey", "exei", "exey",
];

/// Letters that do so wherever they stand.
pub const SLAVIC_LETTERS: &[&str] =
    &["kh", "zh", "shch", "schtsch", "chtch", "szcz", "yev", "tsia", "tsya", "dzh", "tsch"];

/// Beginnings that do so: Ye before a single consonant.
pub const SLAVIC_BEGINNINGS: &[&str] =
    &["yer", "yev", "yef", "yek", "yeg", "yele", "yeli", "yelt", "yels", "yese", "yemel", "tch", "tsch"];
