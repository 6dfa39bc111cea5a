//! Whether a regular expression ignores case.

use regex_syntax::ast;

use super::model::Case;

/// Returns true if a pattern ignores case. Smart case is that of ripgrep: a pattern with literal characters,
/// none of them a capital, ignores case. The characters listed in a class and the ends of its ranges count as literal
/// (`[a-z]+`). A pattern without any (`\p{Lu}\p{Ll}+`) does not ignore case, since a class of capitals is deliberate.
pub fn ignores_case(pattern: &str, case: Case) -> bool {
    match case {
        Case::Exact => false,
        Case::Ignore => true,
        Case::Smart => {
            let parsed = ast::parse::Parser::new().parse(pattern);
            parsed.is_ok_and(|tree| {
                let literals = LiteralChars::of(&tree);
                literals.has_any && !literals.has_capital
            })
        }
    }
}

/// Facts about the literal characters of a pattern.
#[derive(Clone, Copy, Default)]
struct LiteralChars {
    has_any: bool,
    has_capital: bool,
}

impl LiteralChars {
    fn of(tree: &ast::Ast) -> Self {
        match ast::visit(tree, Self::default()) {
            Ok(found) => found,
            Err(never) => match never {},
        }
    }

    fn add(&mut self, character: char) {
        self.has_any = true;
        self.has_capital |= character.is_uppercase();
    }
}

impl ast::Visitor for LiteralChars {
    type Output = Self;
    type Err = std::convert::Infallible;

    fn finish(self) -> Result<Self, Self::Err> {
        Ok(self)
    }

    fn visit_pre(&mut self, tree: &ast::Ast) -> Result<(), Self::Err> {
        if let ast::Ast::Literal(literal) = tree {
            self.add(literal.c);
        }
        Ok(())
    }

    fn visit_class_set_item_pre(&mut self, item: &ast::ClassSetItem) -> Result<(), Self::Err> {
        match item {
            ast::ClassSetItem::Literal(literal) => self.add(literal.c),
            ast::ClassSetItem::Range(range) => {
                self.add(range.start.c);
                self.add(range.end.c);
            }
            _ => {}
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn smart_case_considers_literals_only() {
        assert!(ignores_case(r"(?<points>\d+)-point \S+ \W", Case::Smart));
        assert!(!ignores_case(r"Gaza plan", Case::Smart));
        assert!(!ignores_case(r"[A-Z]\w+", Case::Smart));
        assert!(!ignores_case(r"\p{Lu}\p{Ll}+", Case::Smart));
        assert!(ignores_case(r"\p{Lu}\p{Ll}+ plan", Case::Smart));
        assert!(ignores_case(r"Gaza plan", Case::Ignore));
        assert!(!ignores_case(r"gaza plan", Case::Exact));
    }
}
