use super::*;
use crate::gazetteer::{Problem, Severity, Surname};

fn entity(name: &str, kind: &str) -> NewEntity {
    NewEntity { name: name.to_owned(), kind: kind.to_owned(), ..NewEntity::default() }
}

fn rome() -> Addition {
    Addition::Entity(entity("Rome", "place"))
}

fn alias(id: &str, text: &str) -> Addition {
    Addition::Alias { id: id.to_owned(), text: text.to_owned() }
}

fn refused(text: &str, addition: Addition) -> EditError {
    add(text, "list", &[addition]).unwrap_err()
}

/// True if `new` is `old` with nothing but insertions.
pub fn has_only_insertions(new: &str, old: &str) -> bool {
    let mut rest = new.bytes();
    old.bytes().all(|byte| rest.any(|other| other == byte))
}

/// Returns a text unchanged, with a byte order mark, with a byte order mark and CR LF, and without its last line end.
fn variants(text: &str) -> [Option<String>; 4] {
    let crlf = text.replace('\n', "\r\n");
    let unterminated = text.strip_suffix('\n').filter(|text| !text.is_empty()).map(str::to_owned);
    [Some(text.to_owned()), Some(format!("\u{feff}{text}")), Some(format!("\u{feff}{crlf}")), unterminated]
}

/// Adds to each variant of `before` and compares with the same variant of `after`.
#[track_caller]
fn check(before: &str, additions: &[Addition], after: &str) {
    for (before, after) in variants(before).into_iter().zip(variants(after)) {
        let (Some(before), Some(after)) = (before, after) else { continue };
        let edited = add(&before, "list", additions).unwrap();
        assert_eq!(edited.text, after);
        assert!(has_only_insertions(&edited.text, &before));
        let lines: Vec<&str> = edited.text.split('\n').collect();
        for (addition, line) in additions.iter().zip(&edited.lines) {
            let line = lines[*line as usize - 1];
            match addition {
                Addition::Entity(new) => assert!(line.contains("[[entity]]") || line.contains(&new.name)),
                Addition::Alias { text, .. } => assert!(line.contains(&layout::toml_string(text)), "{line}"),
            }
            let again = add(&edited.text, "list", std::slice::from_ref(addition));
            assert!(matches!(again, Err(EditError::AlreadyListed { .. })), "{again:?}");
        }
    }
}

const KYIV: &str = "[[entity]]\nname = \"Kyiv\"\nkind = \"place\"\n";
const ROME: &str = "[[entity]]\nname = \"Rome\"\nkind = \"place\"\n";

#[test]
fn entity_goes_after_the_last_one() {
    check(KYIV, &[rome()], &format!("{KYIV}\n{ROME}"));
    check(&format!("{KYIV}\n\n"), &[rome()], &format!("{KYIV}\n{ROME}\n\n"));
    let both = [rome(), Addition::Entity(entity("Oslo", "place"))];
    let oslo = ROME.replace("Rome", "Oslo");
    check(KYIV, &both, &format!("{KYIV}\n{ROME}\n{oslo}"));
}

#[test]
fn entity_goes_before_the_kinds_and_their_comments() {
    let kinds = "[kinds.weapon] # mine\nlabel = 'Weapons'\n";
    for after in [
        format!("\n{kinds}"),
        format!("\n# Kinds\n{kinds}"),
        format!("\n\n# Kinds\n\n# Weapons\n{kinds}"),
        format!(" \t\n{kinds}"),
    ] {
        check(&format!("{KYIV}{after}"), &[rome()], &format!("{KYIV}\n{ROME}{after}"));
    }
    for after in [kinds.to_owned(), format!("# Weapons\n  # all of them\n{kinds}")] {
        check(&format!("{KYIV}{after}"), &[rome()], &format!("{KYIV}\n{ROME}\n{after}"));
    }
}

#[test]
fn kinds_before_or_between_entities_do_not_matter() {
    let kinds = "[kinds.weapon]\ncolor = 'red'\n";
    check(&format!("{kinds}\n{KYIV}"), &[rome()], &format!("{kinds}\n{KYIV}\n{ROME}"));
    let oslo = ROME.replace("Rome", "Oslo");
    let mixed = format!("{KYIV}\n{kinds}\n{oslo}");
    check(&mixed, &[rome()], &format!("{mixed}\n{ROME}"));
}

#[test]
fn comments_at_the_end_stay_in_place() {
    // A comment that belongs to the last entity, such as a key that is commented out.
    for own in ["# priority = 1\n", "  # a\n# b\n"] {
        check(&format!("{KYIV}{own}"), &[rome()], &format!("{KYIV}{own}\n{ROME}"));
        check(&format!("{KYIV}{own}\n# end\n"), &[rome()], &format!("{KYIV}{own}\n{ROME}\n# end\n"));
    }
    // A comment that belongs to no entity stays at the end of the file.
    for end in ["\n# end\n", "\n\n# To add a kind:\n#\n# [kinds.weapon]\n", "\n# a\n\n# b\n\n"] {
        check(&format!("{KYIV}{end}"), &[rome()], &format!("{KYIV}\n{ROME}{end}"));
    }
    let commented = KYIV.trim_end().to_owned() + "  # the capital\n";
    check(&commented, &[rome()], &format!("{commented}\n{ROME}"));
}

#[test]
fn entity_is_added_to_a_list_without_entities() {
    assert_eq!(add("", "list", &[rome()]).unwrap().text, ROME);
    check("\n", &[rome()], &format!("{ROME}\n"));
    check("# Names\n", &[rome()], &format!("# Names\n\n{ROME}"));
    check("# Names\n\n\n", &[rome()], &format!("# Names\n\n{ROME}\n\n"));
    let kinds = "[kinds.weapon]\ncolor = 'red' # blood\n";
    check(kinds, &[rome()], &format!("{kinds}\n{ROME}"));
    assert_eq!(add("\u{feff}", "list", &[rome()]).unwrap().text, format!("\u{feff}{ROME}"));
    let dotted = "kinds.weapon.color = 'red'\n";
    check(dotted, &[rome()], &format!("{dotted}\n{ROME}"));
}

#[test]
fn entity_is_appended_to_an_array_of_entities() {
    let entity = "{ name = \"Rome\", kind = \"place\" }";
    let kyiv = "{name='Kyiv',kind='place'}";
    check("entity = []\n", &[rome()], &format!("entity = [{entity}]\n"));
    check(&format!("entity = [{kyiv}] # all\n"), &[rome()], &format!("entity = [{kyiv}, {entity}] # all\n"));
    check(
        &format!("entity = [\n\t{kyiv}, # the capital\n]\n[kinds.x]\n"),
        &[rome(), alias("rome", "Roma"), alias("kyiv", "Kiev")],
        &format!(
            "entity = [\n\t{}, # the capital\n\t{},\n]\n[kinds.x]\n",
            kyiv.replace("e'}", "e', aliases = [\"Kiev\"]}"),
            entity.replace("e\" }", "e\", aliases = [\"Roma\"] }"),
        ),
    );
    // A multi-line inline table, as in TOML 1.1.
    let wide =
        |more: &str| format!("entity = [{{\n  kind = 'place', # where\n  name = 'Kyiv'{more} # what\n}}]\n");
    check(&wide(""), &[alias("kyiv", "Kiev")], &wide(", aliases = [\"Kiev\"]"));
}

#[test]
fn alias_goes_after_the_last_one() {
    let list =
        |aliases: &str| format!("[[entity]]\nname = 'Kyiv'\nkind = 'place'\naliases = {aliases}\n\n# end\n");
    for (before, after) in [
        ("[]", "[\"Kiev\"]"),
        ("['Kiew']", "['Kiew', \"Kiev\"]"),
        ("[ \"Kiew\", 'Kijow', ] # c", "[ \"Kiew\", 'Kijow', \"Kiev\", ] # c"),
        ("[{ text = 'Kiew', weak = true }]", "[{ text = 'Kiew', weak = true }, \"Kiev\"]"),
        ("['''Kiew''', \"\"\"Kijow\"\"\"]", "['''Kiew''', \"\"\"Kijow\"\"\", \"Kiev\"]"),
        ("[\n  'Kiew', # ]\n  # more\n]", "[\n  'Kiew', # ]\n  \"Kiev\",\n  # more\n]"),
        ("[\n    'Kiew',\n    'Kijow' # c\n]", "[\n    'Kiew',\n    'Kijow', # c\n    \"Kiev\"\n]"),
        ("['K], # [', 'Kiew#,']", "['K], # [', 'Kiew#,', \"Kiev\"]"),
    ] {
        check(&list(before), &[alias("kyiv", "Kiev")], &list(after));
    }
    let (before, after) = (list("['Kiew']"), list("['Kiew', \"Kiev\", \"Kijow\"]"));
    check(&before, &[alias("kyiv", "Kiev"), alias("kyiv", "Kijow")], &after);
}

#[test]
fn entity_without_aliases_gets_an_aliases_key() {
    for (before, after) in [
        ("name = 'Kyiv'\nkind = 'place' # c\nnote = 'n'", "name = 'Kyiv'\nkind = 'place' # c\n+\nnote = 'n'"),
        (
            "kind = 'place'\n# c\nnote = 'n'\nname = 'Kyiv'",
            "kind = 'place'\n# c\nnote = 'n'\nname = 'Kyiv'\n+",
        ),
        ("  \"name\" = '''Kyiv'''\n  kind='place'", "  \"name\" = '''Kyiv'''\n  kind='place'\n  +"),
        (
            "kind = 'place'\n\tname = \"\"\"\nKyiv\"\"\"\nnot = []",
            "kind = 'place'\n\tname = \"\"\"\nKyiv\"\"\"\n\t+\nnot = []",
        ),
    ] {
        let list = |keys: &str| format!("# a\n[[entity]]\n{keys}\n\n{ROME}");
        let after = after.replace('+', "aliases = [\"Kiev\"]");
        check(&list(before), &[alias("kyiv", "Kiev")], &list(&after));
    }
}

#[test]
fn alias_is_appended_as_a_block_to_alias_blocks() {
    let list = format!("{KYIV}[[entity.aliases]]\ntext = 'Kiew' # c\n");
    let more = "[[entity.aliases]]\ntext = \"Kiev\"\n";
    check(&list, &[alias("kyiv", "Kiev")], &format!("{list}{more}"));
    check(&format!("{list}\n{ROME}"), &[alias("kyiv", "Kiev")], &format!("{list}{more}\n{ROME}"));
    check(&list, &[rome(), alias("kyiv", "Kiev")], &format!("{list}{more}\n{ROME}"));
}

#[test]
fn additions_at_one_offset_keep_their_order() {
    let additions = [rome(), alias("kyiv", "Kiev"), alias("rome", "Roma"), alias("kyiv", "Kiew")];
    let rome = format!("{ROME}aliases = [\"Roma\"]\n");
    check(KYIV, &additions, &format!("{KYIV}aliases = [\"Kiev\", \"Kiew\"]\n\n{rome}"));
    assert_eq!(add(KYIV, "list", &additions).unwrap().lines, [6, 4, 9, 4]);
}

#[test]
fn every_key_of_an_entity_is_written() {
    let new = NewEntity {
        name: " Ada \"Countess\" Lovelace\n".to_owned(),
        kind: "person".to_owned(),
        aliases: ["ADA \u{201c}Countess\u{201d} King", "Ada K\\L", " Ada King ", "Ada King"]
            .map(str::to_owned)
            .to_vec(),
        id: Some("ada".to_owned()),
        note: Some("first\r\nsecond\tthird".to_owned()),
        wikidata: Some("Q7259".to_owned()),
        url: Some("  ".to_owned()),
    };
    let edited = add("", "list", &[Addition::Entity(new)]).unwrap();
    let expected = r#"[[entity]]
name = "Ada \"Countess\" Lovelace"
id = "ada"
kind = "person"
aliases = ["ADA “Countess” King", "Ada K\\L", "Ada King"]
note = "first\nsecond\tthird"
wikidata = "Q7259"
"#;
    assert_eq!(edited.text, expected);
    let entry = &parse(expected, "list").unwrap().gazetteer.entries[0];
    assert_eq!((entry.surname.clone(), entry.note.as_deref()), (Surname::Last, Some("first\nsecond\tthird")));
}

#[test]
fn many_aliases_get_one_line_each() {
    let aliases: Vec<String> = (0..12).map(|number| format!("The city number {number}")).collect();
    let rome = Addition::Entity(NewEntity { aliases, ..entity("Rome", "place") });
    let edited = add(KYIV, "list", &[rome, alias("rome", "Roma")]).unwrap();
    assert!(edited.text.contains("\naliases = [\n  \"The city number 0\",\n"));
    assert!(edited.text.ends_with("  \"The city number 11\",\n  \"Roma\",\n]\n"));
    assert_eq!(edited.lines, [5, 21]);
}

#[test]
fn generated_ids_are_unique() {
    let list = "[[entity]]\nname = 'Georgia'\nkind = 'place'\n[[entity]]\nname = 'X'\nkind = 'place'\nid = 'georgia-2'\n";
    let named = |name: &str, kind: &str, id: Option<&str>| {
        Addition::Entity(NewEntity { id: id.map(str::to_owned), ..entity(name, kind) })
    };
    let additions = [
        named("Georgia", "person", None),
        named("Georgia", "plan", Some("")),
        named("U.S.", "place", None),
        named("U S", "place", Some(" us ")),
        alias("georgia-4", "Gruzia"),
    ];
    let edited = add(list, "list", &additions).unwrap();
    let parsed = parse(&edited.text, "list").unwrap().gazetteer;
    let ids: Vec<&str> = parsed.entries.iter().map(|entry| entry.id.as_str()).collect();
    assert_eq!(ids, ["georgia", "georgia-2", "georgia-3", "georgia-4", "u-s", "us"]);
    assert_eq!(edited.text.matches("id = ").count(), 4);
    assert_eq!(parsed.entries[3].forms[1].text, "Gruzia");
    let taken = EditError::IdTaken { id: "georgia-2".to_owned(), by: "X".to_owned() };
    assert_eq!(refused(list, named("Georgia", "plan", Some("georgia-2"))), taken);
}

#[test]
fn listed_forms_are_rejected() {
    let list =
        "[[entity]]\nname = 'Kyiv'\nkind = 'place'\naliases = ['Kiev', { text = 'KV', case = 'exact' }]\n";
    for listed in ["Kyiv", "KYIV", " Kiev ", "K\u{ed}ev"] {
        let by = "Kyiv".to_owned();
        let error = EditError::AlreadyListed { text: listed.trim().to_owned(), by };
        assert_eq!(refused(list, alias("kyiv", listed)), error);
    }
    let twice = [alias("kyiv", "Kiew"), alias("kyiv", "KIEW")];
    assert!(matches!(add(list, "list", &twice), Err(EditError::AlreadyListed { .. })));
    let twice = [rome(), rome()];
    assert!(matches!(add(list, "list", &twice), Err(EditError::AlreadyListed { .. })));
    assert!(matches!(
        refused(list, Addition::Entity(entity("KYIV", "place"))),
        EditError::AlreadyListed { .. }
    ));
    // Another case rule, fewer capitals than any form requires, the alias of another entity.
    for new in [alias("kyiv", "KV"), alias("kyiv", "kiev"), Addition::Entity(entity("Kiev", "place"))] {
        assert!(add(list, "list", &[new]).is_ok());
    }
    let edited = add(list, "list", &[Addition::Entity(entity("Kyiv", "event"))]).unwrap();
    let problems = parse(&edited.text, "list").unwrap().problems;
    assert!(
        problems
            .iter()
            .any(|found| found.severity == Severity::Warning && found.message.contains("ambiguous"))
    );
}

#[test]
fn alias_has_the_case_rule_of_its_entity() {
    let list = "[[entity]]\nname = 'Metro'\nkind = 'organisation'\ncase = 'ignore'\n";
    assert!(matches!(refused(list, alias("metro", "metro")), EditError::AlreadyListed { .. }));
    let edited = add(list, "list", &[alias("metro", "Tube")]).unwrap();
    assert_eq!(
        edited.text,
        "[[entity]]\nname = 'Metro'\nkind = 'organisation'\naliases = [\"Tube\"]\ncase = 'ignore'\n"
    );
}

#[test]
fn unwritable_texts_are_rejected() {
    let unwritable = |error: EditError| matches!(error, EditError::Unwritable { .. });
    let long = "x".repeat(1_001);
    for text in ["", " \n", "\u{200b}", "a\u{1b}b", "a\nb", "a\u{202e}b", long.as_str()] {
        assert!(unwritable(refused(KYIV, alias("kyiv", text))), "{text:?}");
        assert!(unwritable(refused(KYIV, Addition::Entity(entity(text, "place")))), "{text:?}");
        let with_alias = NewEntity { aliases: vec![text.to_owned()], ..entity("Rome", "place") };
        assert!(unwritable(refused(KYIV, Addition::Entity(with_alias))), "{text:?}");
    }
    assert!(unwritable(refused(KYIV, Addition::Entity(entity("{n}-point plan", "plan")))));
    let hostile = Some("a\u{7}b".to_owned());
    for new in [
        NewEntity { id: hostile.clone(), ..entity("Rome", "place") },
        NewEntity { note: hostile.clone(), ..entity("Rome", "place") },
        NewEntity { wikidata: Some("Q\n1".to_owned()), ..entity("Rome", "place") },
        NewEntity { url: hostile.clone(), ..entity("Rome", "place") },
    ] {
        assert!(unwritable(refused(KYIV, Addition::Entity(new))));
    }
    add(KYIV, "list", &[alias("kyiv", "{Kiev}"), alias("kyiv", &long[1..])]).unwrap();
}

#[test]
fn unknown_ids_and_kinds_are_rejected() {
    assert_eq!(refused(KYIV, alias("rome", "Roma")), EditError::NoSuchEntity { id: "rome".to_owned() });
    let unknown = refused(KYIV, Addition::Entity(entity("Rome", "plase")));
    assert_eq!(unknown.to_string(), "unknown kind `plase`; did you mean `place`?");
    assert!(matches!(refused(KYIV, Addition::Entity(entity("Rome", ""))), EditError::UnknownKind { .. }));
    let own = "[kinds.weapon]\n";
    assert!(add(own, "list", &[Addition::Entity(entity("HIMARS", "weapon"))]).is_ok());
    let plan = "[[entity]]\nname = '{n}-point plan'\nkind = 'plan'\naliases = []\npatterns = ['(?<n>\\d+)-point plan']\n";
    let template = refused(plan, alias("n-point-plan", "the plan"));
    assert_eq!(template, EditError::Template { name: "{n}-point plan".to_owned() });
}

#[test]
fn list_with_errors_is_not_edited() {
    let error = refused("[[entity]]\nname = 'Kyiv'\n", rome());
    let EditError::InvalidList(problems) = &error else { panic!("{error}") };
    assert_eq!(problems.len(), 1);
    assert_eq!(error.to_string(), "the list has errors; fix them first: line 1: missing `kind`");
    assert!(matches!(refused("[[entity]\n", rome()), EditError::InvalidList(_)));
    assert!(matches!(refused("[entity]\n", rome()), EditError::InvalidList(_)));
}

/// Only parsing the result shows that the suffix makes the slug too long.
#[test]
fn result_with_errors_is_not_returned() {
    let long = "x".repeat(1_000);
    let list = KYIV.replace("Kyiv", &long);
    let error = refused(&list, Addition::Entity(entity(&long, "event")));
    assert!(
        matches!(&error, EditError::InvalidResult(problems) if problems.iter().any(Problem::is_error)),
        "{error}"
    );
    assert!(
        error.to_string().ends_with("nothing was added: line 7: id of more than 1,000 characters"),
        "{error}"
    );
}

#[test]
fn result_that_differs_from_the_plan_is_not_returned() {
    let list = format!("{KYIV}aliases = ['Kiew']\nnote = 'n'\n[kinds.weapon]\n");
    let additions = [alias("kyiv", "Kiev"), rome()];
    let verify = |text: &str| {
        let plan = Plan::new(parse(&list, "list").unwrap().gazetteer, &additions).unwrap();
        super::verify(text.to_owned(), "list", plan)
    };
    let edited = add(&list, "list", &additions).unwrap();
    assert_eq!(verify(&edited.text).as_ref(), Ok(&edited));
    for (part, other) in [
        ("\"Kiev\"", "\"Kief\""),
        (", \"Kiev\"", ""),
        ("'Kiew', \"Kiev\"", "\"Kiev\", 'Kiew'"),
        ("'Kiew'", "{ text = 'Kiew', weak = true }"),
        ("note = 'n'", ""),
        ("[kinds.weapon]", "[kinds.weapons]"),
        (ROME, ""),
        (ROME, &format!("{ROME}priority = 1\n")),
        ("[[entity]]\nname = \"Rome\"", "[[entity]]\nid = 'roma'\nname = \"Rome\""),
    ] {
        let wrong = edited.text.replacen(part, other, 1);
        assert_ne!(wrong, edited.text);
        assert_eq!(verify(&wrong), Err(EditError::UnsafeLayout), "{part}");
    }
    assert!(matches!(
        verify(&edited.text.replace("name = \"Rome\"\n", "")),
        Err(EditError::InvalidResult(_))
    ));
}

#[test]
fn text_is_unchanged_without_additions() {
    for text in ["", "\u{feff}", "\r\n# c", KYIV] {
        assert_eq!(add(text, "list", &[]), Ok(Edited { text: text.to_owned(), lines: Vec::new() }));
    }
}

/// In quadratic time, the test would not finish within minutes.
#[test]
fn large_import_takes_linear_time() {
    let many = 10_000;
    let mut additions: Vec<Addition> = Vec::new();
    for number in 0..many {
        let kind = if number % 2 == 0 { "person" } else { "place" };
        additions.push(Addition::Entity(entity(&format!("Name {number}"), kind)));
        additions.push(alias("kyiv", &format!("Kyiv {number}")));
        additions.push(alias(&format!("name-{number}"), &format!("Namesake {number}")));
    }
    let edited = add(KYIV, "list", &additions).unwrap();
    assert_eq!(edited.lines.len(), additions.len());
    assert_eq!(edited.lines[1], 5);
    assert!(edited.lines[3] > edited.lines[0]);
    assert_eq!(edited.text.matches("[[entity]]").count(), many + 1);
}

#[test]
fn additions_to_the_shipped_list_go_where_a_person_would_put_them() {
    let old = include_str!("../../../entities.toml");
    let edited = add(old, "list", &[rome(), alias("vladimir-putin", "Vladimir V. Putin")]).unwrap();
    let expected = old.replacen("[\"Putin\"]", "[\"Putin\", \"Vladimir V. Putin\"]", 1).replacen(
        "\n\n# A kind of your own",
        &format!("\n\n{ROME}\n# A kind of your own"),
        1,
    );
    assert_eq!(edited.text, expected);
    assert_ne!(old, expected);
}
