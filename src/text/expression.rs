//! Rewrites regular expressions for text unified by [`super::unify`].
//!
//! An expression with typographic characters must match plain ones: `“plan”` finds `"plan"`, since that is
//! all that a unified text contains. Only literal characters, ranges and named classes are changed; an expression that
//! does not parse is left alone, so that error messages refer to what was typed.

use regex_syntax::ast::{self, Ast, ClassSetItem, ClassUnicode, LiteralKind, Span, Visitor};
use regex_syntax::hir::{Class, HirKind};

use super::fold::is_invisible;
use super::folding_tables::{to_ascii_punctuation, typographic_chars};

/// Quotation marks in categories (Pi, Pf, Ps) that the plain ones are not in.
const PAIRED: &[char] = &['‘', '’', '“', '”', '„', '‟', '«', '»'];

/// Replaces literal apostrophes, quotation marks, hyphens and spaces by those of unified text, inside brackets too. A
/// range keeps its ends and gains the plain forms of the characters it contains; a named class (`\p{Pi}`) gains those
/// of its quotation marks. Outside brackets, several literal spaces become one, and a literal invisible character
/// becomes an empty group.
pub fn unify_expression(expression: &str) -> String {
    let is_plain = |c: char| c != '`' && (matches!(c, ' '..='~') || c == '\n');
    // An escape may be any character or class (`\u{201C}`, `\p{Pi}`).
    if !expression.contains("  ") && expression.chars().all(|c| is_plain(c) && c != '\\') {
        return expression.to_owned();
    }
    let Ok(tree) = ast::parse::Parser::new().parse(expression) else { return expression.to_owned() };
    let visitor = Typography { expression, changes: Vec::new() };
    let mut changes = match ast::visit(&tree, visitor) {
        Ok(changes) => changes,
        Err(never) => match never {},
    };
    changes.sort_by_key(|(span, _)| span.start.offset);
    // A space that is removed may have a replacement too; the removal comes first and is kept.
    changes.dedup_by_key(|(span, _)| span.start.offset);
    let mut plain = String::with_capacity(expression.len());
    let mut done = 0;
    for (span, replacement) in changes {
        plain.push_str(expression.get(done..span.start.offset).unwrap_or_default());
        plain.push_str(&replacement);
        done = span.end.offset;
    }
    plain.push_str(expression.get(done..).unwrap_or_default());
    plain
}

/// Collects the replacements for parts of an expression.
struct Typography<'a> {
    expression: &'a str,
    changes: Vec<(Span, String)>,
}

impl Typography<'_> {
    /// Replaces a literal character. An invisible one is not in unified text; in brackets it may stay, as one of
    /// several.
    fn literal(&mut self, literal: &ast::Literal, in_brackets: bool) {
        let c = literal.c;
        let plain = if c.is_whitespace() { ' ' } else { to_ascii_punctuation(c) };
        if is_invisible(c) && !in_brackets {
            self.changes.push((literal.span, "(?:)".to_owned()));
        } else if plain != c && !matches!(literal.kind, LiteralKind::Special(_)) {
            self.changes.push((literal.span, escape(plain)));
        }
    }

    /// Collapses runs of literal spaces, which unified text does not have. A repetition is left alone.
    fn spaces(&mut self, concat: &ast::Concat) {
        let mut is_after_space = false;
        for part in &concat.asts {
            let literal = if let Ast::Literal(literal) = part { Some(literal) } else { None };
            if literal.is_some_and(|literal| is_invisible(literal.c)) {
                continue;
            }
            let space = literal.filter(|literal| is_space(literal));
            if let Some(extra) = space.filter(|_| is_after_space) {
                self.changes.push((extra.span, String::new()));
            }
            is_after_space = space.is_some();
        }
    }

    /// Adds to a named class (`\p{Pi}`) the plain forms of the quotation marks that it contains.
    fn class(&mut self, class: &ClassUnicode, in_brackets: bool) {
        let Some(name) = self.expression.get(class.span.start.offset..class.span.end.offset) else { return };
        let Ok(HirKind::Class(Class::Unicode(members))) =
            regex_syntax::parse(name).map(|hir| hir.kind().clone())
        else {
            return;
        };
        let contains = |c: char| members.iter().any(|range| (range.start()..=range.end()).contains(&c));
        let plain = plain_forms(|c| PAIRED.contains(&c) && contains(c) && !contains(to_ascii_punctuation(c)));
        if plain.is_empty() {
            return;
        }
        let replacement = if in_brackets { format!("{name}{plain}") } else { format!("[{name}{plain}]") };
        self.changes.push((class.span, replacement));
    }
}

/// Returns true for a literal white space character. An escape such as `\n` or `\t` is not one.
fn is_space(literal: &ast::Literal) -> bool {
    literal.c.is_whitespace() && !matches!(literal.kind, LiteralKind::Special(_))
}

/// Returns the plain forms of the typographic characters that match, each once, escaped.
fn plain_forms(matches: impl Fn(char) -> bool) -> String {
    let mut plain: Vec<char> =
        typographic_chars().filter(|&c| matches(c)).map(to_ascii_punctuation).collect();
    plain.sort_unstable();
    plain.dedup();
    plain.into_iter().map(escape).collect()
}

/// Escapes a plain character so that it is valid inside and outside brackets, with any flags.
fn escape(plain: char) -> String {
    match plain {
        ' ' => r"\x20".to_owned(),
        '-' => r"\-".to_owned(),
        other => other.to_string(),
    }
}

impl Visitor for Typography<'_> {
    type Output = Vec<(Span, String)>;
    type Err = std::convert::Infallible;

    fn finish(self) -> Result<Self::Output, Self::Err> {
        Ok(self.changes)
    }

    fn visit_pre(&mut self, tree: &Ast) -> Result<(), Self::Err> {
        match tree {
            Ast::Concat(concat) => self.spaces(concat),
            Ast::Literal(literal) => self.literal(literal, false),
            Ast::ClassUnicode(class) => self.class(class, false),
            _ => {}
        }
        Ok(())
    }

    fn visit_class_set_item_pre(&mut self, item: &ClassSetItem) -> Result<(), Self::Err> {
        match item {
            ClassSetItem::Literal(literal) => self.literal(literal, true),
            ClassSetItem::Unicode(class) => self.class(class, true),
            ClassSetItem::Range(range) => {
                let plain = plain_forms(|c| (range.start.c..=range.end.c).contains(&c));
                if !plain.is_empty() {
                    let source = self.expression.get(range.span.start.offset..range.span.end.offset);
                    self.changes.push((range.span, format!("{}{plain}", source.unwrap_or_default())));
                }
            }
            _ => {}
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::unify::unify;
    use super::*;
    use regex::Regex;

    #[test]
    fn expression_is_unified_like_text() {
        for (typed, plain) in [
            ("Ukraine’s", "Ukraine's"),
            ("28–point", r"28\-point"),
            ("[a—z]", r"[a\-z]"),
            (r"\\–", r"\\\-"),
            ("[a-z]-", "[a-z]-"),
            ("New\u{a0}Har\u{ad}bour", r"New\x20Har(?:)bour"),
            (r#"["“]plan["”]"#, r#"[""]plan[""]"#),
            (r"\u{201C}plan\x{201D}", r#""plan""#),
            ("[^“”]+", r#"[^""]+"#),
            ("[‘-”]", "[‘-”\"']"),
            (r"\p{Pi}", "[\\p{Pi}\"']"),
            (r"[\p{Pf}x]", "[\\p{Pf}\"'x]"),
            (r"\p{L}\P{Pi}\w\p{Pd}", r"\p{L}\P{Pi}\w\p{Pd}"),
            (r"(?x) “ # a ” of its own", r#"(?x) " # a ” of its own"#),
            ("`", "'"),
            ("\\n\\t", "\\n\\t"),
            ("a\tb", r"a\x20b"),
            ("a   b", "a b"),
            ("a \u{a0}\u{ad} b", r"a (?:)b"),
            (r"a \x20b", "a b"),
            ("a  +b[  ] \\n", "a  +b[  ] \\n"),
            ("(?x)a  b", "(?x)a  b"),
            ("“(", "“("),
        ] {
            assert_eq!(unify_expression(typed), plain, "{typed}");
        }
    }

    #[test]
    fn typography_does_not_matter_to_a_match() {
        for (expression, text) in [
            ("“peace plan”", "a “peace plan” and"),
            ("“peace plan”", "a \"peace plan\" and"),
            ("\"peace plan\"", "a „peace plan“ and"),
            (r"\p{Pi}peace plan\p{Pf}", "a “peace plan” and"),
            ("«[^»]+»", "a «peace plan» and"),
            ("“[^”]+”", "a «peace plan» and “another”"),
            ("Hawaiʻi", "in Hawai'i"),
            ("28‑point", "the 28–point plan"),
            ("[‐-―]point", "the 28-point plan"),
            ("peace\u{ad}?plan", "a peaceplan"),
        ] {
            let regex = Regex::new(&unify_expression(expression)).unwrap();
            let view = unify(text);
            let hit = regex.find(view.as_str());
            assert!(hit.is_some(), "{expression} in {text}");
            assert!(hit.unwrap().len() <= "\"peace plan\"".len(), "{expression} in {text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn valid_expressions_stay_valid(expression in "[a“”’–\u{ad}\u{a0}‐―`(|)*?+\\\\^$\\[\\]{}x -]{0,12}") {
            if Regex::new(&expression).is_ok() {
                proptest::prop_assert!(Regex::new(&unify_expression(&expression)).is_ok(), "{}", unify_expression(&expression));
            }
        }
    }
}
