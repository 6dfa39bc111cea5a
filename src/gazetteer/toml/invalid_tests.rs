//! Lists with one mistake each, and the expected problem.

use super::*;

/// A list, the line and column of its problem (column 0 for any), the start of the message, and a part of the help.
type Case = (&'static str, u32, u32, &'static str, &'static str);

const DID_YOU_MEAN: &str = "did you mean ";

/// Structural mistakes: keys, types, missing keys.
const STRUCTURE: &[Case] = &[
    ("[[entities]]\nname='A'\nkind='place'", 1, 3, "unknown key `entities`", "did you mean `entity`?"),
    ("colour = 1\n", 1, 1, "unknown key `colour`", "expected one of entity, kinds"),
    (
        "[entity]\nname='A'\nkind='place'",
        1,
        1,
        "expected `[[entity]]`, found one table",
        "write `[[entity]]`, with two",
    ),
    ("entity = 'A'", 1, 10, "expected `[[entity]]`, found a string", ""),
    ("entity = [1]", 1, 11, "expected a table, found an integer", ""),
    (
        "[[entity]]\nname='A'\nkind='place'\nalais=['B']",
        4,
        1,
        "unknown key `alais`",
        "did you mean `aliases`?",
    ),
    (
        "[[entity]]\nname='A'\nkind='place'\n[entity.type]\nx=1",
        4,
        9,
        "unknown key `type`",
        "did you mean `kind`?",
    ),
    ("[[entity]]\nkind='place'", 1, 1, "missing `name`", "every entity needs one: `name = \"..\"`"),
    ("\n\n[[entity]]\nname='A'", 3, 1, "missing `kind`", "every entity needs one: one of person, place"),
    ("entity = [{ name = 'A', kind = 'place' }, { kind = 'place' }]", 1, 43, "missing `name`", ""),
    ("[[entity]]\nname='A'\nkind='palce'", 3, 6, "unknown kind `palce`", "did you mean `place`?"),
    ("[[entity]]\nname='A'\nkind='country'", 3, 6, "unknown kind `country`", "did you mean `place`?"),
    (
        "[[entity]]\nname='A'\nkind='sword'\n[kinds.weapon]",
        3,
        6,
        "unknown kind `sword`",
        "one of person, place, organisation, plan, event, weapon, or",
    ),
    (
        "[[entity]]\nname='A'\nkind='wepon'\n[kinds.weapon]",
        3,
        6,
        "unknown kind `wepon`",
        "did you mean `weapon`?",
    ),
    ("[[entity]]\nname='A'\nkind=''", 3, 6, "empty kind", "one of person"),
    (
        "[[entity]]\nname='A'\nkind='place'\naliases='B'",
        4,
        9,
        "expected an array of strings or tables, found a string",
        "put it in brackets",
    ),
    (
        "[[entity]]\nname='A'\nkind='place'\naliases=[{ txet = 'B' }]",
        4,
        10,
        "missing `text`",
        "an alias needs one",
    ),
    (
        "[[entity]]\nname='A'\nkind='place'\naliases=[{ text='B', waek = true }]",
        4,
        22,
        "unknown key `waek`",
        "did you mean `weak`?",
    ),
    (
        "[[entity]]\nname='A'\nkind='place'\naliases=[{ text='B', weak = 'yes' }]",
        4,
        29,
        "expected true or false, found a string",
        "",
    ),
    (
        "[[entity]]\nname='A'\nkind='place'\naliases=[\n 'B',\n 'é', 7,\n]",
        6,
        7,
        "expected a string or a table, found an integer",
        "",
    ),
    (
        "[[entity]]\nname='A'\nkind='place'\ncase='smrat'",
        4,
        6,
        "unknown case `smrat`",
        "did you mean `smart`?",
    ),
    (
        "[[entity]]\nname='A'\nkind='place'\ncase='insensitive'",
        4,
        6,
        "unknown case `insensitive`",
        "expected one of smart, exact, ignore",
    ),
    ("[[entity]]\nname='A'\nkind='place'\npriority=1.5", 4, 10, "expected an integer, found a float", ""),
    ("[[entity]]\nname='A'\nkind='place'\npriority=9223372036854775808", 4, 10, "invalid TOML: ", ""),
    (
        "[[entity]]\nname='A'\nkind='place'\nsurname=3",
        4,
        9,
        "expected true, false or a string, found an integer",
        "",
    ),
    ("kinds = 1", 1, 9, "expected tables `[kinds.NAME]`, found an integer", ""),
    ("[kinds]\nweapon = 'red'", 2, 10, "expected a table `[kinds.NAME]`, found a string", ""),
    ("[kinds.weapon]\ncolour = 'red'", 2, 1, "unknown key `colour`", "did you mean `color`?"),
    ("[kinds.weapon]\ncolor = 'rde'", 2, 9, "unknown color `rde`", "did you mean `red`?"),
    (
        "[kinds.weapon]\ncolor = '#12'",
        2,
        9,
        "unknown color `#12`",
        "expected an ANSI name such as red or bright-blue, or #rrggbb",
    ),
    (
        "[kinds.weapon]\nstyle = 'bold, udnerline'",
        2,
        16,
        "unknown style `udnerline`",
        "did you mean `underline`?",
    ),
    (
        "[kinds.weapon]\nstyle = 'bold sparkling'",
        2,
        15,
        "unknown style `sparkling`",
        "expected one of plain, bold",
    ),
    ("[kinds.weapon]\nstyle = ''", 2, 9, "empty style", "expected one of plain, bold"),
    ("[kinds.weapon]\nlabel = ' '", 2, 9, "empty label", ""),
    ("[kinds.' ']", 1, 8, "empty kind name", ""),
    ("[kinds.\"a\\u001b\"]", 1, 8, "control character in a kind name", ""),
    (
        "[[entity]]\nname='A'\nkind='place'\n[[entity]]\nname='B'\nkind='place'\nid='a'",
        7,
        4,
        "duplicate id `a`: also on line 2",
        "give it another",
    ),
    (
        "[[entity]]\nname='A b'\nkind='place'\n[[entity]]\nname='Á-B'\nkind='place'",
        5,
        6,
        "duplicate id `a-b`: also on line 2",
        "it is derived from the name",
    ),
    (
        "[[entity]]\nname='A'\nkind='place'\nname='B'",
        4,
        1,
        "invalid TOML: duplicate key",
        "start a new entity with",
    ),
    ("[[entity]]\nname='A'\nkind=place", 3, 6, "invalid TOML: ", "write it in quotation marks"),
];

/// Mistakes in names, forms and patterns.
const TEXTS: &[Case] = &[
    ("[[entity]]\nname=''\nkind='place'", 2, 6, "empty name", ""),
    ("[[entity]]\nname=\" \\t\"\nkind='place'", 2, 6, "empty name", ""),
    (
        "[[entity]]\nname=\"\\u200b\\u00ad\"\nkind='place'",
        2,
        6,
        "empty name",
        "it contains only invisible characters",
    ),
    ("[[entity]]\nname='A'\nkind='place'\naliases=[\n  'B',\n  '',\n]", 6, 3, "empty alias", ""),
    ("[[entity]]\nname='A'\nkind='place'\naliases=[{ text = ' ' }]", 4, 19, "empty alias", ""),
    ("[[entity]]\nname='A'\nkind='place'\nnot=['']", 4, 6, "empty phrase", ""),
    ("[[entity]]\nname='A'\nkind='place'\nid=''", 4, 4, "empty id", ""),
    ("[[entity]]\nname='A'\nkind='person'\nsurname=''", 4, 9, "empty surname", ""),
    ("[[entity]]\nname='A'\nkind='person'\ngiven=''", 4, 7, "empty given name", ""),
    (
        "[[entity]]\nname='A'\nkind='person'\ngiven=[]",
        4,
        7,
        "expected true, false or a string, found an array",
        "",
    ),
    ("[[entity]]\nname='A'\nkind='place'\npatterns=['']", 4, 11, "empty pattern", ""),
    ("[[entity]]\nname=\"A\\u001b[2J\"\nkind='place'", 2, 6, "control character U+001B in a name", ""),
    ("[[entity]]\nname='A\tB'\nkind='place'", 2, 8, "control character U+0009 in a name", ""),
    (
        "[[entity]]\nname='A'\nkind='place'\naliases=['é\u{202e}B']",
        4,
        12,
        "control character U+202E in an alias",
        "",
    ),
    ("[[entity]]\nname='A'\nkind='place'\nnote=\"a\\u0007\"", 4, 6, "control character U+0007 in a note", ""),
    ("[[entity]]\nname='A'\nkind='place'\nurl=\"a\\nb\"", 4, 5, "control character U+000A in an address", ""),
    (
        "[[entity]]\nname='A'\nkind='place'\npatterns=['é(b']",
        4,
        13,
        "the pattern does not compile: unclosed group",
        "",
    ),
    (
        "[[entity]]\nname='A'\nkind='place'\npatterns=['a', '''\na[b''']",
        5,
        2,
        "the pattern does not compile: unclosed character class",
        "",
    ),
    (
        "[[entity]]\nname='A'\nkind='place'\npatterns=[\"a\\\\d**(\"]",
        4,
        11,
        "the pattern does not compile: ",
        "",
    ),
    (
        "[[entity]]\nname='A'\nkind='place'\npatterns=['a\\p{Nope}']",
        4,
        13,
        "the pattern does not compile: Unicode property not found",
        "",
    ),
    (
        "[[entity]]\nname='A'\nkind='place'\npatterns=['x*']",
        4,
        11,
        "the pattern can match the empty string",
        "`+` instead of `*`",
    ),
    (
        "[[entity]]\nname='A'\nkind='place'\npatterns=['a|\\b']",
        4,
        11,
        "the pattern can match the empty string",
        "",
    ),
    (
        "[[entity]]\nname='A'\nkind='place'\npatterns=['(\\w{100}){100}']",
        4,
        11,
        "the pattern is too large: it compiles to more than 1,048,576 bytes",
        "",
    ),
    (
        "[[entity]]\nname='{n}-point'\nkind='plan'\npatterns=['(?<m>\\d)-point']",
        4,
        11,
        "the pattern lacks the group `n` of the name",
        "instead of `(?<m>..)`",
    ),
    (
        "[[entity]]\nname='{points}-point'\nkind='plan'\npatterns=['(?<points>\\d)', '\\d-point']",
        4,
        28,
        "the pattern lacks the group `points` of the name",
        "put its value in `(?<points>..)`",
    ),
    (
        "[[entity]]\nname='{n}-point'\nkind='plan'",
        2,
        6,
        "a template without patterns",
        "add `patterns = ['(?<n>..)']`",
    ),
    ("[[entity]]\nname='{n}-point'\nkind='plan'\npatterns=[]", 2, 6, "a template without patterns", ""),
    (
        "[[entity]]\nname='{n}-point'\nkind='plan'\naliases=['B']\npatterns=['(?<n>\\d)']",
        4,
        1,
        "a template has patterns, not aliases",
        "an alias would not identify a value",
    ),
    (
        "[[entity]]\nname='  é {n'\nkind='plan'\npatterns=['(?<n>\\d)']",
        2,
        11,
        "an unclosed `{` in a name",
        "a group is written `{points}`",
    ),
    ("[[entity]]\nname='{}-point'\nkind='plan'\npatterns=['a']", 2, 7, "an empty group name in a name", ""),
    (
        "[[entity]]\nname='n}-point'\nkind='plan'\npatterns=['a']",
        2,
        8,
        "a `}` without a `{` before it in a name",
        "",
    ),
];

/// Mistakes in TOML itself.
const SYNTAX: &[Case] = &[
    ("[[entity]]\nname =", 2, 7, "invalid TOML: missing value", ""),
    (
        "[[entity]]\nname = 'A\nkind = 'place'",
        2,
        10,
        "invalid TOML: invalid literal string",
        "close it with `'`",
    ),
    (
        "[[entity]]\nname = 'A' kind = 'place'",
        2,
        0,
        "invalid TOML: unexpected key",
        "put each key on its own line; a quotation mark inside a value",
    ),
    ("[[entity]\nname='A'", 1, 0, "invalid TOML: unclosed array table", ""),
    ("[[entity]]\nname='A", 2, 0, "invalid TOML: ", ""),
    ("[[entity]]\nname=\"A\\d\"", 2, 0, "invalid TOML: ", "in a pattern use single quotes"),
    (
        "[[entity]]\nname='A'\nkind='place'\naliases=['B' 'C']",
        4,
        0,
        "invalid TOML: missing comma",
        "put a comma between values",
    ),
    (
        "[[entity]]\nname='A'\nkind='place'\naliases=['B'\n",
        4,
        0,
        "invalid TOML: unclosed array",
        "close it with `]`",
    ),
    ("[[entity]]\nname\n", 2, 0, "invalid TOML: key with no value", ""),
];

fn check(cases: &[Case]) {
    for (list, line, column, message, help) in cases {
        let problems = parse(list, "list.toml").expect_err(list);
        let errors: Vec<&Problem> = problems.iter().filter(|problem| problem.is_error()).collect();
        let is_expected = |problem: &&&Problem| problem.message.starts_with(message);
        let Some(found) = errors.iter().find(is_expected) else { panic!("{list}\nhas {errors:#?}") };
        assert_eq!(found.line, *line, "{list}\n{found}");
        assert!(*column == 0 || found.column == *column, "{list}\n{found}");
        let found_help = found.help.as_deref().unwrap_or_default();
        assert!(found_help.contains(help), "{list}\n{found}");
        assert!(!help.starts_with(DID_YOU_MEAN) || found_help == *help, "{list}\n{found}");
        assert!(found.source_line.is_some() && found.file == "list.toml", "{list}");
    }
}

/// No mistake causes further errors, except a misspelled `text`, which is then missing.
#[test]
fn each_mistake_is_one_error() {
    for (list, ..) in STRUCTURE.iter().chain(TEXTS).filter(|case| !case.0.contains("txet")) {
        let problems = parse(list, "list.toml").expect_err(list);
        assert_eq!(problems.iter().filter(|problem| problem.is_error()).count(), 1, "{list}\n{problems:#?}");
    }
}

#[test]
fn structural_mistakes_are_located() {
    check(STRUCTURE);
}

#[test]
fn mistakes_in_texts_are_located() {
    check(TEXTS);
}

#[test]
fn syntax_errors_are_located() {
    check(SYNTAX);
}

#[test]
fn locations_are_right_after_bom_wide_characters_and_crlf() {
    let list = "\u{feff}# 北京\r\n[[entity]]\r\nname = '北京'\r\n'kind' = 'place' # é\r\n\"北\" = 1\r\n";
    let problems = parse(list, "list.toml").unwrap_err();
    let [found] = &problems[..] else { panic!("{problems:?}") };
    assert_eq!((found.line, found.column, found.caret_len), (5, 1, 3));
    assert_eq!(found.source_line.as_deref(), Some("\"北\" = 1"));
    let first = parse("\u{feff}x = 1", "list.toml").unwrap_err();
    assert_eq!((first[0].line, first[0].column), (1, 1));
}

#[test]
fn all_problems_are_returned_in_file_order() {
    let list = "[[entity]]\nname = ''\nkind = 'x'\nfoo = 1\n[kinds.a]\nb = 1\n[[entity]]\nname = 'A'\nkind = 'place'\n\
                aliases = ['A', '']\npatterns = ['(', 'x*']\n[[entity]]\n";
    let problems = parse(list, "list.toml").unwrap_err();
    let places: Vec<(u32, u32)> = problems.iter().map(|problem| (problem.line, problem.column)).collect();
    let expected = [(2, 8), (3, 8), (4, 1), (6, 1), (10, 12), (10, 17), (11, 14), (11, 18), (12, 1), (12, 1)];
    assert_eq!(places, expected, "{problems:#?}");
    assert_eq!(problems.iter().filter(|problem| !problem.is_error()).count(), 1);
}

#[test]
fn message_has_no_control_character_and_no_long_word() {
    let list = format!("\"\\u001b[2J{}\" = 1", "x".repeat(100_000));
    let problems = parse(&list, "li\u{1b}st").unwrap_err();
    let shown = problems[0].to_string();
    assert!(shown.len() < 600 && !shown.contains('\u{1b}'), "{shown}");
}

#[test]
fn lengths_and_counts_are_limited() {
    let name = |length: usize| format!("[[entity]]\nname='{}'\nkind='place'", "é".repeat(length));
    assert!(parse(&name(1_000), "list").is_ok());
    let long = parse(&name(1_001), "list").unwrap_err();
    assert_eq!(long[0].message, "name of more than 1,000 characters");

    let list = "[[entity]]\nname='A'\nkind='a'\naliases=['B']\npatterns=['C']\nnot=['D', 'E', 'F']\n[kinds.a]\n[kinds.b]";
    let parse_limited = |forms, kinds| parse_with(list, "list", &fold_form, Limits { forms, kinds });
    assert!(parse_limited(6, 7).is_ok());
    let many = parse_limited(4, 7).unwrap_err();
    assert_eq!((many.len(), many[0].line), (1, 6), "reported only once: {many:#?}");
    assert_eq!(many[0].message, "more than 4 forms in all");
    let kinds = parse_limited(6, 6).unwrap_err();
    assert_eq!((kinds.len(), kinds[0].line, kinds[0].message.as_str()), (1, 8, "more than 6 kinds"));
}

#[test]
fn form_shared_by_too_many_entities_is_an_error() {
    let entity = |number: usize| format!("[[entity]]\nname='N{number}'\nkind='place'\naliases=['M']\n");
    let list: String = (0..1_000).map(entity).collect();
    let problems = parse(&list, "list").unwrap_err();
    let errors: Vec<_> = problems.iter().filter(|problem| problem.is_error()).collect();
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0].message, "`M` is a form of more than 64 entities");
    assert_eq!(errors[0].line, 65 * 4);

    let blocked = list.replace("aliases", "not");
    let problems = parse(&blocked, "list").unwrap_err();
    assert_eq!(problems[0].message, "`M` is a phrase in `not` of more than 64 entities");
}

/// Regression: the message said that so many entities shared the form, though all the forms were one entity's.
#[test]
fn too_many_forms_of_one_entity_that_are_alike_are_called_that() {
    let spelling = |number: u32| -> String {
        let capital = |(at, letter): (usize, char)| {
            if number >> at & 1 == 1 { letter.to_ascii_uppercase() } else { letter }
        };
        "abcdefg".chars().enumerate().map(capital).collect()
    };
    let list = |count: u32| {
        let aliases: Vec<String> = (0..count).map(|number| format!("'{}'", spelling(number))).collect();
        format!("[[entity]]\nname='N'\nkind='place'\naliases=[{}]\n", aliases.join(", "))
    };
    assert!(parse(&list(64), "list").is_ok());
    let problems = parse(&list(66), "list").unwrap_err();
    assert_eq!(problems.len(), 1, "{problems:#?}");
    let message = "more than 64 forms differ from `abcdefG` only in capitals, accents and the like";
    assert_eq!(problems[0].message, message);
    let blocked = list(66).replace("aliases", "not").replace('N', "abcdefg");
    let problems = parse(&blocked, "list").unwrap_err();
    let errors: Vec<_> = problems.iter().filter(|problem| problem.is_error()).collect();
    assert_eq!(errors.len(), 1, "{problems:#?}");
    assert_eq!(errors[0].message, message.replace("forms", "phrases in `not`"));
}

#[test]
fn number_and_size_of_patterns_are_limited() {
    let entity =
        |number: usize| format!("[[entity]]\nname='N{number}'\nkind='place'\npatterns=['x{number}y']\n");
    let list: String = (0..1_000).map(entity).collect();
    assert!(parse(&list, "list").is_ok());
    let problems = parse(&(list + &entity(1_000) + &entity(1_001)), "list").unwrap_err();
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].message, "more than 1,000 patterns in all");
    assert_eq!(problems[0].line, 4_004);

    let large =
        parse("[[entity]]\nname='N'\nkind='place'\npatterns=['(\\w{100}){100}']\n", "list").unwrap_err();
    assert_eq!(large[0].message, "the pattern is too large: it compiles to more than 1,048,576 bytes");
}

/// Regression: because of the capital in `\W`, the size was checked for a case-sensitive match, which compiles smaller.
#[test]
fn size_of_a_pattern_is_that_with_the_case_it_is_matched_with() {
    let list = "[[entity]]\nname='N'\nkind='place'\npatterns=['k{20000}\\W']\n";
    let large = parse(list, "list").unwrap_err();
    assert_eq!(large[0].message, "the pattern is too large: it compiles to more than 1,048,576 bytes");
    assert!(parse(&format!("{list}case='exact'\n"), "list").is_ok());
}

/// Regression: the first alias was taken for the name, which is always matched.
#[test]
fn alias_listed_twice_in_an_entity_without_a_name_is_not_called_the_name() {
    let problems = parse("[[entity]]\nkind='place'\naliases=['B','B']", "list").unwrap_err();
    let twice = problems.iter().find(|problem| problem.message.contains("listed twice")).unwrap();
    assert_eq!(twice.help.as_deref(), Some("once is enough"));
    let named = parse("[[entity]]\nname='B'\nkind='place'\naliases=['B']", "list").unwrap().problems;
    assert_eq!(named[0].help.as_deref(), Some("the name is always matched"));
}
