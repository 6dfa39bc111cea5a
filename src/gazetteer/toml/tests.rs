//! Tests of valid lists and their warnings.

use super::entity::ENTITY_KEYS;
use super::forms::ALIAS_KEYS;
use super::kinds::KIND_KEYS;
use super::*;
use crate::gazetteer::{
    Blocked, Case, Color, Entry, Form, Given, KindId, KindStyle, Pattern, Style, Surname,
};

const LIST: &str = r#"
[[entity]]
name = " Volodymyr Zelensky "
kind = "person"
aliases = [
  "Zelensky",
  "Зеленський", { text = "VZ", case = "exact", weak = true },
]
not = ["Zelensky Street"]
note = """
president
of Ukraine"""
wikidata = "Q3874799"
url = "https://example.org/"

[[entity]]
name = "{points}-point plan"
kind = "plan"
id = "plan"
case = "ignore"
priority = -3
patterns = [
  '(?<points>\d{1,3})-point plan',
  '''(?<points>\d+) points''',
]

[[entity]]
name = "Sword"
kind = "weapon"
surname = "Blade"
patterns = ['sw[o0]rd']
given = "Excalibur"

[kinds.weapon]
color = "red"
style = "underline"

[kinds.person]
label = "Persons"
"#;

fn entries(list: &str) -> Vec<Entry> {
    parse(list, "list").unwrap().gazetteer.entries
}

fn warnings(list: &str) -> Vec<Problem> {
    let problems = parse(list, "list").unwrap().problems;
    assert!(problems.iter().all(|problem| problem.severity == Severity::Warning));
    problems
}

#[test]
fn every_key_is_read() {
    let parsed = parse(LIST, "list").unwrap();
    assert_eq!(parsed.problems, []);
    let form = |text: &str, line| Form {
        text: text.to_owned(),
        case: Case::Smart,
        weak: false,
        guard: true,
        is_name: false,
        line,
    };
    let person = Entry {
        id: "volodymyr-zelensky".to_owned(),
        name: "Volodymyr Zelensky".to_owned(),
        is_template: false,
        kind: KindId::PERSON,
        forms: vec![
            Form { is_name: true, ..form("Volodymyr Zelensky", 3) },
            form("Zelensky", 6),
            form("Зеленський", 7),
            Form { case: Case::Exact, weak: true, ..form("VZ", 7) },
        ],
        patterns: vec![],
        surname: Surname::Last,
        given: Given::First,
        not: vec![Blocked { text: "Zelensky Street".to_owned(), line: 9 }],
        priority: 0,
        note: Some("president\nof Ukraine".to_owned()),
        wikidata: Some("Q3874799".to_owned()),
        url: Some("https://example.org/".to_owned()),
        line: 2,
    };
    let pattern = |text: &str, groups: &[&str], case, line| Pattern {
        text: text.to_owned(),
        groups: groups.iter().map(|group| (*group).to_owned()).collect(),
        case,
        line,
    };
    let [first, second, third] = &parsed.gazetteer.entries[..] else { panic!() };
    assert_eq!(*first, person);
    let patterns = [
        pattern(r"(?<points>\d{1,3})-point plan", &["points"], Case::Ignore, 23),
        pattern(r"(?<points>\d+) points", &["points"], Case::Ignore, 24),
    ];
    assert_eq!(second.patterns, patterns);
    assert!(second.is_template && second.forms.is_empty());
    assert_eq!((second.id.as_str(), second.priority, second.line), ("plan", -3, 16));
    assert_eq!(third.patterns, [pattern("sw[o0]rd", &[], Case::Smart, 31)]);
    assert_eq!((third.kind, &third.surname), (KindId(5), &Surname::Word("Blade".to_owned())));
    assert_eq!(third.given, Given::Word("Excalibur".to_owned()));
}

#[test]
fn kinds_are_added_and_changed() {
    let gazetteer = parse(LIST, "list").unwrap().gazetteer;
    let weapon = gazetteer.kind(KindId(5)).unwrap();
    assert_eq!((weapon.id.as_str(), weapon.label.as_str()), ("weapon", "Weapon"));
    let underline = Style { underline: true, ..Style::default() };
    assert_eq!(weapon.style, KindStyle { color: Some(Color::Ansi(1)), attributes: underline });
    let person = gazetteer.kind(KindId::PERSON).unwrap();
    assert_eq!(person.label, "Persons");
    assert_eq!(person.style, Gazetteer::default().kinds[0].style, "keys that are not given stay unchanged");
    assert_eq!(gazetteer.kinds.len(), 6);
}

#[test]
fn blocks_inline_tables_and_dotted_keys_are_equivalent() {
    let blocks = "[[entity]]\nname='A'\nkind='x'\naliases=[{text='B', weak=true}]\n[kinds.x]\ncolor='red'\n";
    let inline = "entity=[{name='A',kind='x',aliases=[{text='B',weak=true}]}]\nkinds={x={color='red'}}\n";
    let dotted =
        "kinds.x.color='red'\n[[entity]]\nname='A'\nkind='x'\n[[entity.aliases]]\ntext='B'\nweak=true\n";
    let [blocks, inline, dotted] = [blocks, inline, dotted].map(|list| {
        let mut gazetteer = parse(list, "list").unwrap().gazetteer;
        for entry in &mut gazetteer.entries {
            entry.line = 0;
            entry.forms.iter_mut().for_each(|form| form.line = 0);
        }
        gazetteer
    });
    assert_eq!((&blocks, &blocks), (&inline, &dotted));
}

/// Checks every key of every table with values of every type.
#[test]
fn every_key_accepts_only_its_types() {
    const VALUES: &[(&str, &str)] = &[
        ("a string", "'smart'"),
        ("an integer", "1"),
        ("a float", "1.5"),
        ("a boolean", "true"),
        ("a date", "2025-11-23"),
        ("an array", "['a']"),
        ("a table", "{ x = 1 }"),
    ];
    let accepted = |key: &str| match key {
        "aliases" | "patterns" | "not" => vec!["an array"],
        "surname" | "given" => vec!["a boolean", "a string"],
        "weak" | "guard" => vec!["a boolean"],
        "priority" => vec!["an integer"],
        _ => vec!["a string"],
    };
    let required = |keys: &[(&str, &str)], key: &str| -> String {
        let lines = keys
            .iter()
            .filter(|(other, _)| *other != key)
            .map(|(other, value)| [*other, " = ", *value, "\n"]);
        lines.flatten().collect()
    };
    let mut tables: Vec<(&str, String)> = Vec::new();
    for key in ENTITY_KEYS {
        let rest = required(&[("name", "'N'"), ("kind", "'smart'")], key);
        tables.push((key, format!("[kinds.smart]\n[[entity]]\n{rest}{key} = ")));
    }
    for key in ALIAS_KEYS {
        let rest = required(&[("text", "'T'")], key);
        let list = "[[entity]]\nname = 'N'\nkind = 'place'\n[[entity.aliases]]\n";
        tables.push((key, format!("{list}{rest}{key} = ")));
    }
    for key in KIND_KEYS {
        let list = "[[entity]]\nname = 'N'\nkind = 'smart'\n[kinds.smart]\n";
        tables.push((key, format!("{list}{key} = ")));
    }
    for (key, list) in tables {
        for (noun, value) in VALUES {
            let text = format!("{list}{value}");
            let is_type_error = |problem: &Problem| problem.message.starts_with("expected ");
            let problems = parse(&text, "list").err().unwrap_or_default();
            let type_errors: Vec<&Problem> =
                problems.iter().filter(|problem| is_type_error(problem)).collect();
            if accepted(key).contains(noun) {
                assert!(type_errors.is_empty(), "{text}\n{type_errors:?}");
            } else {
                let [error] = type_errors[..] else { panic!("{text}\n{problems:?}") };
                assert!(error.message.ends_with(&format!(", found {noun}")), "{error}");
                let place = (text.lines().count() as u32, key.chars().count() as u32 + 4);
                assert_eq!((error.line, error.column), place, "{error}");
            }
        }
    }
}

#[test]
fn only_persons_have_given_names_by_default() {
    let given = |kind: &str, keys: &str| {
        let list = format!("[[entity]]\nname = 'A B'\nkind = '{kind}'\n{keys}\n[kinds.hero]");
        entries(&list)[0].given.clone()
    };
    assert_eq!(given("person", ""), Given::First);
    assert_eq!(given("person", "surname = false"), Given::First);
    assert_eq!(given("person", "given = false"), Given::No);
    assert_eq!(given("person", "given = 'Bo'"), Given::Word("Bo".to_owned()));
    assert_eq!(given("place", ""), Given::No);
    assert_eq!(given("hero", "given = true"), Given::First);
}

#[test]
fn aliases_are_guarded_by_default() {
    let list = "[[entity]]\nname='A B'\nkind='person'\naliases=['B', { text = 'C', guard = false }, { text = 'D', guard = true }]";
    let guards: Vec<bool> = entries(list)[0].forms.iter().map(|form| form.guard).collect();
    assert_eq!(guards, [true, true, false, true]);
}

#[test]
fn only_persons_have_surnames_by_default() {
    let surname = |kind: &str, keys: &str| {
        let list = format!("[[entity]]\nname = 'A B'\nkind = '{kind}'\n{keys}\n[kinds.hero]");
        entries(&list)[0].surname.clone()
    };
    assert_eq!(surname("person", ""), Surname::Last);
    assert_eq!(surname("person", "surname = false"), Surname::No);
    assert_eq!(surname("person", "surname = ' A '"), Surname::Word("A".to_owned()));
    assert_eq!(surname("place", ""), Surname::No);
    assert_eq!(surname("hero", "surname = true"), Surname::Last);
}

#[test]
fn alias_inherits_the_case_of_its_entity() {
    let list = "[[entity]]\nname='A'\nkind='place'\ncase='exact'\naliases=['B', {text='C'}, {text='D', case='smart'}]";
    let cases: Vec<Case> = entries(list)[0].forms.iter().map(|form| form.case).collect();
    assert_eq!(cases, [Case::Exact, Case::Exact, Case::Exact, Case::Smart]);
}

#[test]
fn duplicate_alias_gives_a_warning_and_is_dropped_unless_it_is_stronger() {
    let list = "[[entity]]\nname='A'\nkind='place'\naliases=['B', ' A', 'B ', {text='B', case='exact'}, {text='C',weak=true}, 'C']";
    let problems = warnings(list);
    let found: Vec<(u32, &str)> =
        problems.iter().map(|found| (found.column, found.message.as_str())).collect();
    let expected = [
        (15, "`A` is listed twice: also on line 2"),
        (21, "`B` is listed twice: also on line 4"),
        (75, "`C` is listed twice: also on line 4"),
    ];
    assert_eq!(found, expected);
    let forms = &entries(list)[0].forms;
    let texts: Vec<(&str, bool)> = forms.iter().map(|form| (form.text.as_str(), form.weak)).collect();
    assert_eq!(texts, [("A", false), ("B", false), ("B", false), ("C", true), ("C", false)]);
}

#[test]
fn shared_form_is_a_warning_unless_priorities_differ() {
    let list = |priority: i32| {
        format!(
            "[[entity]]\nname='Georgia'\nkind='place'\nid='country'\n\n[[entity]]\nname='State of Georgia'\nkind='place'\n\
             aliases=['GEORGIA ', 'georgia']\npriority={priority}"
        )
    };
    let problems = warnings(&list(0));
    assert_eq!(problems.len(), 2);
    assert_eq!((problems[0].line, problems[0].column), (9, 10));
    assert!(problems[0].message.contains("another entity, on line 2"), "{}", problems[0]);
    assert_eq!(warnings(&list(1)), []);
    assert_eq!(
        warnings("[[entity]]\nname='A'\nkind='place'\naliases=['a']"),
        [],
        "one entity may have it twice"
    );
}

#[test]
fn folding_decides_which_forms_are_equal() {
    let list = "[[entity]]\nname='Kyiv'\nkind='place'\n[[entity]]\nname='Kiev'\nkind='place'";
    let warnings = |fold: &dyn Fn(&str) -> String| {
        parse_with(list, "list", fold, Limits::default()).map(|parsed| parsed.problems.len())
    };
    assert_eq!(warnings(&|form| form.to_owned()), Ok(0));
    assert_eq!(warnings(&|_| "k".to_owned()), Ok(1));
    let empty = warnings(&|_| String::new()).unwrap_err();
    assert_eq!(empty[0].message, "empty name", "an empty folded form would match everywhere");
}

#[test]
fn suspicious_lists_give_warnings() {
    for (list, line, message) in [
        ("", 1, "the list has no entities"),
        ("# nobody yet\n[kinds.x]\n", 1, "the list has no entities"),
        ("entity = []", 1, "the list has no entities"),
        ("[[entity]]\nname='A'\nkind='place'\nnot=['a']", 4, "`a` blocks a form of its own entity"),
        ("[[entity]]\nname='A'\nkind='place'\npatterns=['[a&&b]']", 4, "the pattern can never match"),
    ] {
        let problems = warnings(list);
        let [problem] = &problems[..] else { panic!("{list}\n{problems:?}") };
        assert_eq!((problem.line, problem.message.as_str()), (line, message), "{list}");
    }
}

#[test]
fn warnings_are_returned_with_errors() {
    let list = "[[entity]]\nname='A'\nkind='place'\naliases=['A']\nfoo=1";
    let severities: Vec<Severity> =
        parse(list, "list").unwrap_err().iter().map(|found| found.severity).collect();
    assert_eq!(severities, [Severity::Warning, Severity::Error]);
}

#[test]
fn line_numbers_are_right_in_long_lists() {
    let entity = |number: u32| {
        format!("[[entity]]\nname='N{number}'\nkind='place'\naliases=['M{number}',\n'é{number}']\n")
    };
    let list: String = (0..2_000).map(entity).collect();
    for (entry, number) in entries(&list).iter().zip(0..) {
        let lines: Vec<u32> = entry.forms.iter().map(|form| form.line).collect();
        assert_eq!(
            (entry.line, lines),
            (number * 5 + 1, vec![number * 5 + 2, number * 5 + 4, number * 5 + 5])
        );
    }
}

/// Each further entity with the form is reported once, with the line of the first.
#[test]
fn widely_shared_form_is_one_warning_per_entity() {
    let entity = |number: u32| format!("[[entity]]\nname='N{number}'\nkind='place'\naliases=['M']\n");
    let list: String = (0..64).map(entity).collect();
    let problems = warnings(&list);
    assert_eq!(problems.len(), 63);
    assert!(problems.iter().all(|problem| problem.message.contains("on line 4,")));
}
