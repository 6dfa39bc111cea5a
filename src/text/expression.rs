//! Regular expressions as they have to be written for what [`super::unify`] gives.
//!
//! Typed or pasted with typography, an expression describes the plain characters: `“plan”` finds `"plan"`, since that is
//! all that a unified text holds. Only characters that stand for themselves are changed; an expression that does not parse
//! stays as it is, so that what is said of its mistakes is about what was typed.

use regex_syntax::ast::{self, Ast, ClassSetItem, ClassUnicode, LiteralKind, Span, Visitor};
use regex_syntax::hir::{Class, HirKind};

use super::fold::is_invisible;
use super::folding_tables::{straight, typographic};

/// Quotation marks that have a category of their own (Pi, Pf, Ps), which the plain ones lack.
const PAIRED: &[char] = &['‘', '’', '“', '”', '„', '‟', '«', '»'];

/// The expression in plain characters: apostrophes, quotation marks, hyphens and spaces that stand for themselves as unified
/// texts have them, inside brackets too. A range keeps its ends and gets the plain characters for what it holds.
pub fn unified_expression(expression: &str) -> String {
    let is_plain = |c: char| c != '`' && (matches!(c, ' '..='~') || c == '\n');
    // An escape may stand for anything (`\u{201C}`, `\p{Pi}`).
    if expression.chars().all(|c| is_plain(c) && c != '\\') {
        return expression.to_owned();
    }
    let Ok(tree) = ast::parse::Parser::new().parse(expression) else { return expression.to_owned() };
    let found = Typography { expression, changes: Vec::new() };
    let mut changes = match ast::visit(&tree, found) {
        Ok(found) => found,
        Err(never) => match never {},
    };
    changes.sort_by_key(|(span, _)| span.start.offset);
    let mut plain = String::with_capacity(expression.len());
    let mut done = 0;
    for (span, instead) in changes {
        plain.push_str(expression.get(done..span.start.offset).unwrap_or_default());
        plain.push_str(&instead);
        done = span.end.offset;
    }
    plain.push_str(expression.get(done..).unwrap_or_default());
    plain
}

/// What has to be written instead of parts of an expression.
struct Typography<'a> {
    expression: &'a str,
    changes: Vec<(Span, String)>,
}

impl Typography<'_> {
    /// A character that stands for itself, in brackets or not. One that cannot be seen is gone from the text too; in
    /// brackets it may stay, since it is one of several.
    fn literal(&mut self, literal: &ast::Literal, in_brackets: bool) {
        let c = literal.c;
        let shown = if c.is_whitespace() { ' ' } else { straight(c) };
        if is_invisible(c) && !in_brackets {
            self.changes.push((literal.span, "(?:)".to_owned()));
        } else if shown != c && !matches!(literal.kind, LiteralKind::Special(_)) {
            self.changes.push((literal.span, written(shown)));
        }
    }

    /// A class with a name (`\p{Pi}`), as it is written: with the plain ones of the quotation marks that it holds.
    fn class(&mut self, class: &ClassUnicode, in_brackets: bool) {
        let Some(name) = self.expression.get(class.span.start.offset..class.span.end.offset) else { return };
        let Ok(HirKind::Class(Class::Unicode(known))) =
            regex_syntax::parse(name).map(|hir| hir.kind().clone())
        else {
            return;
        };
        let holds = |c: char| known.iter().any(|range| (range.start()..=range.end()).contains(&c));
        let plain = added(|c| PAIRED.contains(&c) && holds(c) && !holds(straight(c)));
        if plain.is_empty() {
            return;
        }
        let instead = if in_brackets { format!("{name}{plain}") } else { format!("[{name}{plain}]") };
        self.changes.push((class.span, instead));
    }
}

/// The plain characters of the typographic ones for which `wanted` holds, each once, as they are written.
fn added(wanted: impl Fn(char) -> bool) -> String {
    let mut plain: Vec<char> = typographic().filter(|&c| wanted(c)).map(straight).collect();
    plain.sort_unstable();
    plain.dedup();
    plain.into_iter().map(written).collect()
}

/// A plain character as an expression writes it, inside brackets and outside, whatever its flags.
fn written(plain: char) -> String {
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
                let plain = added(|c| (range.start.c..=range.end.c).contains(&c));
                if !plain.is_empty() {
                    let own = self.expression.get(range.span.start.offset..range.span.end.offset);
                    self.changes.push((range.span, format!("{}{plain}", own.unwrap_or_default())));
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
    fn an_expression_is_unified_as_the_text_is() {
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
            ("“(", "“("),
        ] {
            assert_eq!(unified_expression(typed), plain, "{typed}");
        }
    }

    #[test]
    fn what_is_written_with_typography_finds_the_text_with_it_and_without() {
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
            let regex = Regex::new(&unified_expression(expression)).unwrap();
            let view = unify(text);
            let hit = regex.find(view.as_str());
            assert!(hit.is_some(), "{expression} in {text}");
            assert!(hit.unwrap().len() <= "\"peace plan\"".len(), "{expression} in {text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_compiles_still_does(expression in "[a“”’–\u{ad}\u{a0}‐―`(|)*?+\\\\^$\\[\\]{}x -]{0,12}") {
            if Regex::new(&expression).is_ok() {
                proptest::prop_assert!(Regex::new(&unified_expression(&expression)).is_ok(), "{}", unified_expression(&expression));
            }
        }
    }
}
