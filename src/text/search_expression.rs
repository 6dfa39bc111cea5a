//! What a regular expression asks of the letters of a text, and how it has to be written for the view that it sees.
//!
//! Letters that stand for themselves are found however a text writes them, unless the expression has one that is more
//! than plain: typed with an umlaut, it asks for that umlaut. Quotation marks, dashes, apostrophes and spaces are alike in any case.
//! Classes and counts mean what they mean elsewhere:
//!
//! - A phrase, nothing but characters that stand for themselves, sees plain letters; each of its special letters must stand in
//!   the text as well. `Zürich Geneve` finds Zürich Genève and not Zurich Genève.
//! - Any other expression with a special letter, and one with a class that tells a letter from its plain form (`[a-z]`,
//!   `[^\x00-\x7F]`, `[eé]`), sees letters as they are written.
//! - One with other classes (`.`, `\w`, `\p{Lu}`, `[^,]`) or without a longest match sees plain letters one for one, so that
//!   what it counts are letters of the text: `stra.e` finds Straße, `\bZ\w{5}\b` finds Zürich.
//! - What is left (`zurich|geneve`, `colou?r`) sees plain letters.
//!
//! The limit: an expression that is no phrase has one view for all of it, so `Zürich|Geneve` does not find Genève.

use std::convert::Infallible;
use std::ops::Range;
use std::sync::LazyLock;

use regex_syntax::ast::{self, Ast, Span, Visitor};
use regex_syntax::hir::{Class, ClassUnicode, HirKind};
use unicode_normalization::UnicodeNormalization;

use super::expression::unified_expression;
use super::fold::{fold_keeping_case, is_invisible};
use super::scripts::is_mark;
use super::search_view::{Letters, letters};

/// The longest match, in bytes, of an expression that sees letters written out (ß as ss): a match that ends inside of a letter
/// is tried again one character on, so matches must have an end.
const LONGEST_WRITTEN_OUT: usize = 200;

/// Where letters are that Unicode's blocks have with a mark or a stroke: Latin, Greek, Cyrillic, Hebrew, Arabic.
const SPECIAL_BLOCKS: [Range<u32>; 2] = [0xC0..0x700, 0x1E00..0x2000];

/// An expression as it is searched with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The expression as it has to be written for the view.
    pub expression: String,
    /// How it sees the letters of a text.
    pub letters: Letters,
    /// Of a phrase the letters that must stand in the text as they are typed, in order.
    pub special: Vec<Special>,
}

/// A letter of a phrase that is more than plain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Special {
    /// Where its plain form stands in a match, in characters.
    pub at: Range<usize>,
    /// The letter with its marks, composed.
    pub letter: String,
}

impl Special {
    /// Whether a letter of a text is this one, whatever its case.
    pub fn is(&self, letter: &str) -> bool {
        let composed: String = letter.chars().filter(|&c| !is_invisible(c)).nfc().collect();
        composed.to_lowercase() == self.letter.to_lowercase()
    }
}

/// What an expression asks. One that is no regular expression stays as it is, so that what is said of its mistakes is
/// about what was typed.
pub fn asked(expression: &str) -> Asked {
    let unified: String = unified_expression(expression).nfc().collect();
    let as_written = |expression| Asked { expression, letters: Letters::Written, special: Vec::new() };
    let Ok(tree) = ast::parse::Parser::new().parse(&unified) else {
        return as_written(expression.to_owned());
    };
    if let Some(phrase) = phrase(&tree) {
        return asked_by_phrase(&phrase);
    }
    let found = match ast::visit(&tree, Found { expression: &unified, ..Found::default() }) {
        Ok(found) => found,
        Err(never) => match never {},
    };
    if found.tells_letters_apart {
        return as_written(unified);
    }
    let has_end = regex_syntax::parse(&unified).is_ok_and(|parsed| {
        parsed.properties().maximum_len().is_some_and(|most| most <= LONGEST_WRITTEN_OUT)
    });
    let letters = if found.has_class || !has_end { Letters::OneForOne } else { Letters::Plain };
    Asked { expression: found.written_for(letters), letters, special: Vec::new() }
}

/// The text of an expression of nothing but characters that stand for themselves.
fn phrase(tree: &Ast) -> Option<String> {
    let literal = |tree: &Ast| if let Ast::Literal(literal) = tree { Some(literal.c) } else { None };
    match tree {
        Ast::Concat(concat) => concat.asts.iter().map(literal).collect(),
        other => literal(other).map(String::from),
    }
}

fn asked_by_phrase(phrase: &str) -> Asked {
    let (mut plain, mut special, mut at) = (String::new(), Vec::new(), 0);
    for letter in letters(phrase) {
        let seen = plain_form(letter);
        let end = at + seen.chars().count();
        if is_special(letter) {
            special.push(Special { at: at..end, letter: letter.nfc().collect() });
        }
        plain.push_str(&seen);
        at = end;
    }
    Asked { expression: regex_syntax::escape(&plain), letters: Letters::Plain, special }
}

/// A letter as the plain view has it. White space stays: a space is one character of it, and a line break none that it has.
fn plain_form(letter: &str) -> String {
    if letter.starts_with(char::is_whitespace) { letter.to_owned() } else { fold_keeping_case(letter) }
}

/// Whether a letter is more than plain: it has a mark or a stroke that folding takes away. Forms that only look different (ﬁ, Ｐ)
/// are not.
fn is_special(letter: &str) -> bool {
    let has_letter = letter.chars().any(|c| c.is_alphabetic() || is_mark(c));
    has_letter && letter.nfkc().collect::<String>() != fold_keeping_case(letter)
}

/// Letters that are more than plain, each with its plain form, where that is one character.
static SPECIAL_LETTERS: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let pair = |c: char| {
        let letter = c.to_string();
        let plain = fold_keeping_case(&letter);
        let mut characters = plain.chars();
        let first = characters.next().filter(|_| characters.next().is_none())?;
        let are_letters = [c, first].into_iter().all(|c| c.is_alphabetic() && !is_mark(c));
        (are_letters && is_special(&letter)).then_some((c, first))
    };
    SPECIAL_BLOCKS.into_iter().flatten().filter_map(char::from_u32).filter_map(pair).collect()
});

/// What an expression is made of, as far as letters go.
#[derive(Default)]
struct Found<'a> {
    expression: &'a str,
    /// Characters that stand for themselves, outside brackets.
    literals: Vec<(Span, char)>,
    has_class: bool,
    tells_letters_apart: bool,
}

impl Found<'_> {
    fn literal(&mut self, literal: &ast::Literal) {
        // A mark alone is part of a letter that no single character has.
        self.tells_letters_apart |= is_mark(literal.c) || is_special(literal.c.encode_utf8(&mut [0; 4]));
        self.literals.push((literal.span, literal.c));
    }

    fn class(&mut self, span: &Span) {
        self.has_class = true;
        let written = self.expression.get(span.start.offset..span.end.offset).unwrap_or_default();
        let parsed = regex_syntax::parse(written).map(|hir| hir.kind().clone());
        self.tells_letters_apart |= match parsed {
            Ok(HirKind::Class(Class::Unicode(class))) => tells_letters_apart(&class),
            // A class of one character, or of none.
            Ok(HirKind::Literal(literal)) => std::str::from_utf8(&literal.0).is_ok_and(|one| {
                one.chars()
                    .any(|c| SPECIAL_LETTERS.iter().any(|(special, plain)| c == *special || c == *plain))
            }),
            _ => false,
        };
    }

    /// The expression with its literals as a view has them.
    fn written_for(&self, letters: Letters) -> String {
        let mut written = String::with_capacity(self.expression.len());
        let mut done = 0;
        for (span, c) in &self.literals {
            let seen = plain_form(c.encode_utf8(&mut [0; 4]));
            let is_one = seen.chars().nth(1).is_none();
            if seen.chars().eq([*c]) || (letters == Letters::OneForOne && !is_one) {
                continue;
            }
            written.push_str(self.expression.get(done..span.start.offset).unwrap_or_default());
            written.push_str("(?:");
            written.push_str(&regex_syntax::escape(&seen));
            written.push(')');
            done = span.end.offset;
        }
        written.push_str(self.expression.get(done..).unwrap_or_default());
        written
    }
}

impl Visitor for Found<'_> {
    type Output = Self;
    type Err = Infallible;

    fn finish(self) -> Result<Self, Self::Err> {
        Ok(self)
    }

    fn visit_pre(&mut self, tree: &Ast) -> Result<(), Self::Err> {
        match tree {
            Ast::Literal(literal) => self.literal(literal),
            Ast::Dot(_) | Ast::ClassPerl(_) => self.has_class = true,
            Ast::ClassUnicode(class) => self.class(&class.span),
            Ast::ClassBracketed(class) => self.class(&class.span),
            _ => {}
        }
        Ok(())
    }
}

/// Whether a class holds one of a special letter and its plain form and not the other, or marks and no letters.
fn tells_letters_apart(class: &ClassUnicode) -> bool {
    let ranges = class.ranges();
    let holds = |c: char| {
        let at = ranges.partition_point(|range| range.end() < c);
        ranges.get(at).is_some_and(|range| range.start() <= c)
    };
    (holds('\u{301}') && !holds('e'))
        || SPECIAL_LETTERS.iter().any(|(special, plain)| holds(*special) != holds(*plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(expression: &str) -> (String, Letters) {
        let asked = asked(expression);
        (asked.expression, asked.letters)
    }

    #[test]
    fn what_is_typed_decides_how_letters_are_seen() {
        use Letters::{OneForOne, Plain, Written};
        for (typed, written, letters) in [
            ("Zurich", "Zurich", Plain),
            ("Zürich", "Zurich", Plain),
            ("Zu\u{308}rich", "Zurich", Plain),
            ("ﬁne", "fine", Plain),
            ("“a”", "\"a\"", Plain),
            (r"a\.b", r"a\.b", Plain),
            ("28–point", r"28\-point", Plain),
            ("zurich|geneve", "zurich|geneve", Plain),
            ("ﬁne|x", "(?:fi)ne|x", Plain),
            (r"\bzurich$", r"\bzurich$", Plain),
            ("colou?r", "colou?r", Plain),
            ("ax+", "ax+", OneForOne),
            ("ﬁne+", "ﬁne+", OneForOne),
            ("z.rich", "z.rich", OneForOne),
            (r"\w+ \p{L}\d\S", r"\w+ \p{L}\d\S", OneForOne),
            (r"\p{Lu}\p{Ll}+", r"\p{Lu}\p{Ll}+", OneForOne),
            ("[^,]*[-0-9]", "[^,]*[-0-9]", OneForOne),
            ("zürich|bern", "zürich|bern", Written),
            ("z[uü]rich", "z[uü]rich", Written),
            ("z[u]rich", "z[u]rich", Written),
            ("[a-z]+", "[a-z]+", Written),
            ("[[:^ascii:]]", "[[:^ascii:]]", Written),
            (r"\p{M}", r"\p{M}", Written),
            ("(", "(", Written),
        ] {
            assert_eq!(told(typed), (written.to_owned(), letters), "{typed}");
        }
    }

    #[test]
    fn the_special_letters_of_a_phrase_are_known() {
        let special = |at: Range<usize>, letter: &str| Special { at, letter: letter.to_owned() };
        assert_eq!(
            asked("Straße in Łódź").special,
            [special(4..6, "ß"), special(11..12, "Ł"), special(12..13, "ó"), special(14..15, "ź")]
        );
        assert_eq!(asked("ﬁve и\u{306} ’“").special, []);
    }
}
