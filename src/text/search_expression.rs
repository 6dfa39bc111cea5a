//! Decides how a search folds letters, and rewrites its regular expression for the folded view.
//!
//! A plain literal letter matches however the text writes it; a special letter (typed with an umlaut, say) matches only
//! itself. Quotation marks, dashes, apostrophes and spaces always match their typographic variants. Classes and
//! repetitions keep their usual meaning:
//!
//! - A phrase (literal characters only) is searched in fully folded text; each of its special letters must also be in
//!   the text as typed. `Zürich Geneve` finds Zürich Genève and not Zurich Genève.
//! - Any other expression with a special letter, and one with a class that distinguishes a letter from its plain form
//!   (`[a-z]`, `[^\x00-\x7F]`, `[eé]`), is searched without folding.
//! - One with other classes (`.`, `\w`, `\p{Lu}`, `[^,]`), or with matches of more than 200 bytes, is searched with
//!   one-to-one folding, so that it counts letters of the text: `stra.e` finds Straße, `\bZ\w{5}\b` finds Zürich.
//! - The rest (`zurich|geneve`, `colou?r`) is searched in fully folded text.
//!
//! Limitation: an expression that is not a phrase has one folding throughout, so `Zürich|Geneve` does not find Genève.

use std::convert::Infallible;
use std::ops::Range;
use std::sync::LazyLock;

use regex_syntax::ast::{self, Ast, Span, Visitor};
use regex_syntax::hir::{Class, ClassUnicode, HirKind};
use unicode_normalization::UnicodeNormalization;

use super::expression::unify_expression;
use super::fold::{fold_keeping_case, is_invisible};
use super::scripts::is_mark;
use super::search_view::{Folding, letters};

/// Maximum match length, in bytes, for full folding (ß as ss) of an expression that is not a phrase: a match that ends
/// inside a letter is retried one character later, so matches must be bounded.
const MAX_FOLDED_MATCH_LEN: usize = 200;

/// Code points of precomposed letters with a mark or a stroke: Latin, Greek, Cyrillic, Hebrew, Arabic.
const SPECIAL_BLOCKS: [Range<u32>; 2] = [0xC0..0x700, 0x1E00..0x2000];

/// A regular expression rewritten for a search view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchExpression {
    /// The rewritten expression.
    pub expression: String,
    /// The folding of the view to search.
    pub folding: Folding,
    /// Letters of a phrase that the text must have with the mark or stroke that was typed, in order.
    pub special: Vec<SpecialLetter>,
}

/// A letter of a phrase with a mark or a stroke.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpecialLetter {
    /// Range of its plain form in a match, in characters.
    pub range: Range<usize>,
    /// The letter with its marks, in NFC.
    pub letter: String,
}

impl SpecialLetter {
    /// Returns true if a letter of a text is this one, ignoring case.
    pub fn matches(&self, letter: &str) -> bool {
        let composed: String = letter.chars().filter(|&c| !is_invisible(c)).nfc().collect();
        composed.to_lowercase() == self.letter.to_lowercase()
    }
}

/// Rewrites an expression for the view it needs. An invalid one is left alone, so that error messages refer to what was
/// typed.
pub fn search_expression(expression: &str) -> SearchExpression {
    let unified: String = unify_expression(expression).nfc().collect();
    let as_written = |expression| SearchExpression { expression, folding: Folding::Off, special: Vec::new() };
    let Ok(tree) = ast::parse::Parser::new().parse(&unified) else {
        return as_written(expression.to_owned());
    };
    if let Some(phrase) = phrase(&tree) {
        return phrase_expression(&phrase);
    }
    let parts = match ast::visit(&tree, Parts { expression: &unified, ..Parts::default() }) {
        Ok(parts) => parts,
        Err(never) => match never {},
    };
    if parts.distinguishes_letters {
        return as_written(unified);
    }
    let is_bounded = regex_syntax::parse(&unified).is_ok_and(|parsed| {
        parsed.properties().maximum_len().is_some_and(|max_len| max_len <= MAX_FOLDED_MATCH_LEN)
    });
    let folding = if parts.has_class || !is_bounded { Folding::OneToOne } else { Folding::Full };
    SearchExpression { expression: parts.rewrite(folding), folding, special: Vec::new() }
}

/// Returns the text of an expression that consists of literal characters only.
fn phrase(tree: &Ast) -> Option<String> {
    let literal = |tree: &Ast| if let Ast::Literal(literal) = tree { Some(literal.c) } else { None };
    match tree {
        Ast::Concat(concat) => concat.asts.iter().map(literal).collect(),
        other => literal(other).map(String::from),
    }
}

fn phrase_expression(phrase: &str) -> SearchExpression {
    let (mut plain, mut special, mut at) = (String::new(), Vec::new(), 0);
    for letter in letters(phrase) {
        let folded = plain_form(letter);
        let end = at + folded.chars().count();
        if is_special(letter) {
            special.push(SpecialLetter { range: at..end, letter: letter.nfc().collect() });
        }
        plain.push_str(&folded);
        at = end;
    }
    SearchExpression { expression: regex_syntax::escape(&plain), folding: Folding::Full, special }
}

/// Returns a letter as the fully folded view has it. White space stays.
fn plain_form(letter: &str) -> String {
    if letter.starts_with(char::is_whitespace) { letter.to_owned() } else { fold_keeping_case(letter) }
}

/// Returns true if a letter has a mark or a stroke that folding removes. Compatibility forms (ﬁ, Ｐ) do not count.
fn is_special(letter: &str) -> bool {
    let has_letter = letter.chars().any(|c| c.is_alphabetic() || is_mark(c));
    has_letter && letter.nfkc().collect::<String>() != fold_keeping_case(letter)
}

/// Special letters whose plain form is one character, with that form.
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

/// The parts of an expression that matter for folding.
#[derive(Default)]
struct Parts<'a> {
    expression: &'a str,
    /// Literal characters outside brackets.
    literals: Vec<(Span, char)>,
    has_class: bool,
    distinguishes_letters: bool,
}

impl Parts<'_> {
    fn literal(&mut self, literal: &ast::Literal) {
        // A lone mark belongs to a letter that has no precomposed form.
        self.distinguishes_letters |= is_mark(literal.c) || is_special(literal.c.encode_utf8(&mut [0; 4]));
        self.literals.push((literal.span, literal.c));
    }

    fn class(&mut self, span: &Span) {
        self.has_class = true;
        let source = self.expression.get(span.start.offset..span.end.offset).unwrap_or_default();
        let parsed = regex_syntax::parse(source).map(|hir| hir.kind().clone());
        self.distinguishes_letters |= match parsed {
            Ok(HirKind::Class(Class::Unicode(class))) => distinguishes_letters(&class),
            // A class of one character.
            Ok(HirKind::Literal(literal)) => std::str::from_utf8(&literal.0).is_ok_and(|text| {
                text.chars()
                    .any(|c| SPECIAL_LETTERS.iter().any(|(special, plain)| c == *special || c == *plain))
            }),
            _ => false,
        };
    }

    /// Rewrites the literals as the view with this folding has them.
    fn rewrite(&self, folding: Folding) -> String {
        let mut rewritten = String::with_capacity(self.expression.len());
        let mut done = 0;
        for (span, c) in &self.literals {
            let folded = plain_form(c.encode_utf8(&mut [0; 4]));
            let is_one_char = folded.chars().nth(1).is_none();
            if folded.chars().eq([*c]) || (folding == Folding::OneToOne && !is_one_char) {
                continue;
            }
            rewritten.push_str(self.expression.get(done..span.start.offset).unwrap_or_default());
            rewritten.push_str("(?:");
            rewritten.push_str(&regex_syntax::escape(&folded));
            rewritten.push(')');
            done = span.end.offset;
        }
        rewritten.push_str(self.expression.get(done..).unwrap_or_default());
        rewritten
    }
}

impl Visitor for Parts<'_> {
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

/// Returns true if a class contains just one of a special letter and its plain form, or marks but no letters, judging
/// by U+0301 and `e`.
fn distinguishes_letters(class: &ClassUnicode) -> bool {
    let ranges = class.ranges();
    let contains = |c: char| {
        let at = ranges.partition_point(|range| range.end() < c);
        ranges.get(at).is_some_and(|range| range.start() <= c)
    };
    (contains('\u{301}') && !contains('e'))
        || SPECIAL_LETTERS.iter().any(|(special, plain)| contains(*special) != contains(*plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewrite(expression: &str) -> (String, Folding) {
        let search = search_expression(expression);
        (search.expression, search.folding)
    }

    #[test]
    fn expression_decides_the_folding() {
        use Folding::{Full, Off, OneToOne};
        for (typed, rewritten, folding) in [
            ("Zurich", "Zurich", Full),
            ("Zürich", "Zurich", Full),
            ("Zu\u{308}rich", "Zurich", Full),
            ("ﬁne", "fine", Full),
            ("“a”", "\"a\"", Full),
            (r"a\.b", r"a\.b", Full),
            ("28–point", r"28\-point", Full),
            ("zurich|geneve", "zurich|geneve", Full),
            ("ﬁne|x", "(?:fi)ne|x", Full),
            (r"\bzurich$", r"\bzurich$", Full),
            ("colou?r", "colou?r", Full),
            ("ax+", "ax+", OneToOne),
            ("ﬁne+", "ﬁne+", OneToOne),
            ("z.rich", "z.rich", OneToOne),
            (r"\w+ \p{L}\d\S", r"\w+ \p{L}\d\S", OneToOne),
            (r"\p{Lu}\p{Ll}+", r"\p{Lu}\p{Ll}+", OneToOne),
            ("[^,]*[-0-9]", "[^,]*[-0-9]", OneToOne),
            ("zürich|bern", "zürich|bern", Off),
            ("z[uü]rich", "z[uü]rich", Off),
            ("z[u]rich", "z[u]rich", Off),
            ("[a-z]+", "[a-z]+", Off),
            ("[[:^ascii:]]", "[[:^ascii:]]", Off),
            (r"\p{M}", r"\p{M}", Off),
            ("(", "(", Off),
        ] {
            assert_eq!(rewrite(typed), (rewritten.to_owned(), folding), "{typed}");
        }
    }

    #[test]
    fn special_letters_of_a_phrase_are_found() {
        let special = |range: Range<usize>, letter: &str| SpecialLetter { range, letter: letter.to_owned() };
        assert_eq!(
            search_expression("Straße in Łódź").special,
            [special(4..6, "ß"), special(11..12, "Ł"), special(12..13, "ó"), special(14..15, "ź")]
        );
        assert_eq!(search_expression("ﬁve и\u{306} ’“").special, []);
    }
}
