//! Arbitrary texts: parsing terminates, and every problem has a valid location.

use proptest::prelude::*;

use super::*;

const VALID: &str = r##"# a list
[[entity]]
name = "Volodymyr Zelensky"
kind = "person"
aliases = ["Zelensky", { text = "VZ", case = "exact", weak = true, guard = false }]
not = ["Zelensky Street"]
surname = "Zelensky"
given = "Volodymyr"

[[entity]]
name = "{points}-point plan"
kind = "plan"
patterns = ['(?<points>\d{1,3})-point (?:peace )?plan']
priority = 2
note = """é
ü"""

[kinds.weapon]
label = "Weapons"
color = "#ff0000"
style = "bold underline"
"##;

/// Tokens of TOML or of the list.
const TOKENS: &[&str] = &[
    "[[entity]]",
    "[entity]",
    "[[",
    "]]",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "'",
    "'''",
    "\"\"\"",
    "=",
    ".",
    ",",
    "#",
    "\n",
    "\r\n",
    "\r",
    "\\",
    "\\u0000",
    "\u{feff}",
    "\u{0}",
    "\u{1b}",
    "name",
    "kind",
    "kinds",
    "entity",
    "aliases",
    "patterns",
    "é",
    "北",
    "1e999",
    "true",
    "2025-11-23",
    "(?<n>",
    "*",
    "\\p{",
    " ",
    "\t",
    "-0x",
    "inf",
];

fn check(text: &str) -> Result<(), TestCaseError> {
    let problems = match parse(text, "list") {
        Ok(parsed) => {
            prop_assert!(!parsed.problems.iter().any(Problem::is_error));
            for entry in &parsed.gazetteer.entries {
                prop_assert!(!entry.id.is_empty() && !entry.name.is_empty());
                prop_assert_eq!(entry.is_template, entry.forms.is_empty());
                prop_assert!(parsed.gazetteer.kind(entry.kind).is_some());
                prop_assert!(!entry.is_template || !entry.patterns.is_empty());
            }
            parsed.problems
        }
        Err(problems) => {
            prop_assert!(problems.iter().any(Problem::is_error));
            problems
        }
    };
    let lines: Vec<&str> = text.split('\n').collect();
    for problem in &problems {
        let line = lines.get(problem.line as usize - 1);
        prop_assert!(line.is_some(), "{} has no line {}", problem, problem.line);
        let length = line.unwrap().chars().count();
        prop_assert!(problem.column as usize <= length + 1, "{problem}");
        prop_assert!(!problem.to_string().chars().any(|c| c.is_control() && c != '\n'));
    }
    let places: Vec<(u32, u32)> = problems.iter().map(|problem| (problem.line, problem.column)).collect();
    prop_assert!(places.is_sorted(), "{places:?}");
    Ok(())
}

#[test]
fn base_list_is_valid() {
    assert_eq!(parse(VALID, "list").unwrap().problems, []);
}

/// Deep nesting does not overflow the stack.
#[test]
fn deep_nesting_is_rejected() {
    let depth = 20_000;
    for text in [
        format!("{}x = 1", "a.".repeat(depth)),
        format!("[{}x]", "a.".repeat(depth)),
        format!("[[entity]]\n{}x = 1", "a.".repeat(depth)),
        format!("a = {}", "[".repeat(depth)),
        format!("a = {}{}", "{a=".repeat(depth), "}".repeat(depth)),
        format!(
            "[[entity]]\nname='A'\nkind='place'\npatterns=['{}a{}']",
            "(".repeat(depth),
            ")".repeat(depth)
        ),
    ] {
        assert!(parse(&text, "list").is_err());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_is_parsed_or_rejected(text in any::<String>()) {
        check(&text)?;
    }

    #[test]
    fn any_tokens_are_parsed_or_rejected(tokens in prop::collection::vec(prop::sample::select(TOKENS), 0..24)) {
        check(&tokens.concat())?;
    }

    #[test]
    fn mutated_list_is_parsed_or_rejected(
        at in 0_usize..VALID.len(),
        removed in 0_usize..12,
        tokens in prop::collection::vec(prop::sample::select(TOKENS), 0..3),
    ) {
        let start = VALID.floor_char_boundary(at);
        let end = VALID.floor_char_boundary((start + removed).min(VALID.len())).max(start);
        check(&format!("{}{}{}", &VALID[..start], tokens.concat(), &VALID[end..]))?;
    }

    #[test]
    fn any_value_is_parsed_or_rejected(name in any::<String>(), alias in any::<String>(), pattern in "\\PC{0,12}") {
        let quoted = |text: &str| toml_edit::Value::from(text).to_string();
        let (name, alias, pattern) = (quoted(&name), quoted(&alias), quoted(&pattern));
        check(&format!("[[entity]]\nname={name}\nkind='place'\naliases=[{alias}]\nnot=[{alias}]\npatterns=[{pattern}]\n"))?;
    }
}
