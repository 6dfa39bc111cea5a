//! Whether a reading of bytes makes words.
//!
//! A reading in the wrong single-byte encoding has the right number of characters, and the wrong ones: capitals behind small letters, signs inside
//! words, letters of two alphabets in one. What is looked at is each character beyond ASCII and its two neighbours.

/// How the characters beyond ASCII stand among their neighbours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Fit {
    fits: usize,
    jars: usize,
    silent: usize,
}

/// What one character says.
enum Says {
    Fits,
    Jars,
    Nothing,
}

impl Fit {
    /// How a reading fits.
    pub fn of(text: &str) -> Self {
        let mut fit = Self::default();
        let mut before = ' ';
        let mut characters = text.chars().peekable();
        while let Some(c) = characters.next() {
            if !c.is_ascii() {
                let after = characters.peek().copied().unwrap_or(' ');
                match says(before, c, after) {
                    Says::Fits => fit.fits += 1,
                    Says::Jars => fit.jars += 1,
                    Says::Nothing => fit.silent += 1,
                }
            }
            before = c;
        }
        fit
    }

    /// How many characters fit.
    pub fn good(self) -> usize {
        self.fits
    }

    /// Whether it makes words: next to nothing jars, and most of it says so.
    pub fn is_good(self) -> bool {
        self.jars * SELDOM <= self.fits && self.fits > self.silent
    }

    /// Whether some of it jars, and so much that it makes no words.
    pub fn is_bad(self) -> bool {
        self.jars > 0 && self.jars * SELDOM > self.fits
    }

    /// Whether it makes words where another reading does not.
    pub fn is_better_than(self, other: Self) -> bool {
        self.is_good() && other.jars * AS_OFTEN > other.fits && self.jars * 8 <= other.jars
    }
}

/// One in so many characters jars in any text: a brand with a capital inside, a slip of the keyboard.
const SELDOM: usize = 20;
/// From one in so many on a reading is in doubt. In one of Cyrillic all small letters but one may be right.
const AS_OFTEN: usize = 60;

fn says(before: char, c: char, after: char) -> Says {
    let beside = [before, after];
    let told = |fits| if fits { Says::Fits } else { Says::Jars };
    if c.is_control() || c == char::REPLACEMENT_CHARACTER {
        return Says::Jars;
    }
    match c {
        '’' => return told(before.is_alphabetic()),
        '“' | '«' | '„' | '‘' | '‚' | '‹' => {
            return told(!before.is_alphabetic() || !after.is_alphabetic());
        }
        '”' | '»' | '›' => return told(!before.is_alphabetic() || !after.is_alphabetic()),
        // Between two words as between spaces; before a space alone it is careless.
        '–' | '—' if before.is_alphabetic() == after.is_alphabetic() => return Says::Fits,
        '–' | '—' | '\u{A0}' | '…' | '·' | '\u{AD}' => return Says::Nothing,
        // Ordinals stand behind figures and words: 1º, Sr.ª
        'ª' | 'º' => return told(!after.is_alphanumeric()),
        _ => {}
    }
    if !c.is_alphabetic() {
        if matches!(c, '£' | '€' | '¥') && after.is_ascii_digit() || c == '°' && before.is_ascii_digit()
        {
            return Says::Fits;
        }
        // °C, 5 €, §3 and (c) stand beside figures and spaces; inside words no sign does, and few before one.
        let is_inside = beside.iter().all(|c| c.is_alphabetic());
        let is_before = after.is_lowercase() && !LEADING.contains(&c);
        return if is_inside || is_before || before.is_ascii_lowercase() && !TRAILING.contains(&c) {
            Says::Jars
        } else {
            Says::Nothing
        };
    }
    if beside.iter().any(|other| other.is_alphabetic() && script(*other) != script(c)) {
        return Says::Jars;
    }
    if c.is_uppercase() {
        return told(!before.is_lowercase() && !after.is_ascii_digit());
    }
    let is_alone = !beside.iter().any(|c| c.is_alphanumeric());
    told(!after.is_uppercase() && (!is_alone || script(c) != 0 || ALONE.contains(&c)))
}

/// Signs that stand before a word.
const LEADING: &[char] = &['©', '•', '§', '¶', '№', '€', '£', '¥', '¿', '¡'];
/// Signs that stand behind one.
const TRAILING: &[char] = &['™', '®', '©', '°', '¹', '²', '³'];
/// Latin letters that are words.
const ALONE: &[char] = &['à', 'á', 'é', 'è', 'ó', 'ö', 'ø', 'å', 'æ', 'í', 'ú', 'ő', 'ű'];

/// What may stand together in a word: Latin, Greek, Cyrillic, and each other 256 code points for themselves.
fn script(c: char) -> u32 {
    match c {
        '\0'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' | '\u{FB00}'..='\u{FB06}' => 0,
        _ => u32::from(c) >> 8,
    }
}
