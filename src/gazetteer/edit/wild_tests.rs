//! Lists in the layouts that different people use, and arbitrary additions.

use proptest::prelude::*;

use super::tests::has_only_insertions;
use super::*;
use crate::gazetteer::{Entry, Severity, slug};

/// Lines that may occur between entities and keys.
const BETWEEN: &[&str] = &["", "", "", "\n", "# c\n", "\n# [[entity]]\n\n", "  # \"c\" ] }\n", " \t\n"];

/// Array layouts: the text before the first value, between two, and after the last.
const LAYOUTS: &[(&str, &str, &str)] = &[
    ("[", ", ", "]"),
    ("[ ", " ,", " , ]"),
    ("[\n  ", ",\n  ", "\n]"),
    ("[ # a\n\t", ", # ,\n\t", ", # ]\n  # b\n]"),
    ("[\n    ", ", ", ",\n\n]"),
    ("[", ",\n           ", "]"),
    ("[\n  ", "\n  , ", " # c\n]"),
    ("[", ", # c\n", " # d\n # e\n]"),
];

fn in_quotes(text: &str, quoting: u8) -> String {
    match quoting % 4 {
        0 => format!("'{text}'"),
        1 => format!("\"\"\"{text}\"\"\""),
        2 => format!("'''{text}'''"),
        _ => layout::toml_string(text),
    }
}

/// A generated entity.
#[derive(Clone, Debug)]
struct Generated {
    aliases: Option<u8>,
    layout: usize,
    quoting: u8,
    order: u8,
    between: [usize; 4],
    table: bool,
}

fn generated() -> impl Strategy<Value = Generated> {
    let aliases = prop::option::weighted(0.7, 0_u8..4);
    (
        aliases,
        0..LAYOUTS.len(),
        any::<u8>(),
        any::<u8>(),
        std::array::from_fn(|_| 0..BETWEEN.len()),
        any::<bool>(),
    )
        .prop_map(|(aliases, layout, quoting, order, between, table)| Generated {
            aliases,
            layout,
            quoting,
            order,
            between,
            table,
        })
}

fn block(number: usize, generated: &Generated) -> String {
    let between = |index: usize| BETWEEN[generated.between[index]];
    let mut keys = vec![
        format!("name  = {}", in_quotes(&format!("Name {number}"), generated.quoting)),
        format!("\"kind\"= {} # what", in_quotes("place", generated.quoting >> 2)),
    ];
    if generated.quoting & 16 != 0 {
        keys.push("note = \"\"\"two\n  # lines\n\"\"\"".to_owned());
    }
    if let Some(count) = generated.aliases {
        let (first, comma, last) = LAYOUTS[generated.layout];
        let value = |alias: u8| {
            let text = in_quotes(&format!("Alias {number} {alias}"), generated.quoting.wrapping_add(alias));
            if generated.table && alias == count - 1 {
                format!("{{ text = {text}, weak = true }}")
            } else {
                text
            }
        };
        let values: Vec<String> = (0..count).map(value).collect();
        keys.push(match count {
            0 => format!("aliases = {}", ["[]", "[ ]", "[\n]", "[\n  # none\n  ]"][generated.layout % 4]),
            _ => format!("aliases = {first}{}{last}", values.join(comma)),
        });
    }
    let rotation = generated.order as usize % keys.len();
    keys.rotate_left(rotation);
    let indent = if generated.order & 16 == 0 { "" } else { "  " };
    let lines = layout::wrap_each(indent, &keys, &format!("\n{}", between(1)));
    format!("{}[[entity]]{}\n{}{lines}{}", between(0), ["", " # e"][number % 2], between(2), between(3))
}

fn list() -> impl Strategy<Value = String> {
    let kinds =
        prop::sample::select(vec!["", "[kinds.weapon]\n", "\n# k\n[kinds.weapon]\ncolor = 'red'\n\n# end\n"]);
    let ends = (any::<bool>(), any::<bool>(), any::<bool>());
    (prop::collection::vec(generated(), 0..5), kinds, any::<bool>(), ends).prop_map(
        |(entities, kinds, kinds_first, (crlf, bom, is_cut))| {
            let blocks: String =
                entities.iter().enumerate().map(|(number, entity)| block(number, entity)).collect();
            let mut text = if kinds_first { format!("{kinds}{blocks}") } else { format!("{blocks}{kinds}") };
            if is_cut && text.ends_with('\n') {
                text.pop();
            }
            if crlf {
                text = text.replace('\n', "\r\n");
            }
            if bom { format!("\u{feff}{text}") } else { text }
        },
    )
}

/// Generates additions to entities that may exist, with unique names.
fn additions() -> impl Strategy<Value = Vec<Addition>> {
    let word = "[a-z\u{e9}\u{5317}\"'\\\\#\\[\\], ]{0,8}";
    let parts = (0_usize..6, 0_u8..3, word);
    prop::collection::vec(parts, 0..6).prop_map(|generated| {
        let addition = |(number, (target, what, word)): (usize, (usize, u8, String))| {
            let text = format!("New {number} {word}.");
            if what == 0 {
                let aliases = if target % 2 == 0 { Vec::new() } else { vec![format!("Also {text}")] };
                let kind = ["place", "person"][target % 2].to_owned();
                let note = Some(word).filter(|_| target % 3 == 0);
                Addition::Entity(NewEntity { name: text, kind, aliases, note, ..NewEntity::default() })
            } else {
                Addition::Alias { id: format!("name-{target}"), text }
            }
        };
        generated.into_iter().enumerate().map(addition).collect()
    })
}

/// Returns an entry's id, kind, forms and note.
fn summary(entry: &Entry) -> (String, u16, Vec<(String, bool)>, Option<String>) {
    let forms = entry.forms.iter().map(|form| (form.text.clone(), form.weak)).collect();
    (entry.id.clone(), entry.kind.0, forms, entry.note.clone())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn edited_list_is_the_old_list_and_the_additions(text in list(), additions in additions()) {
        let old = parse(&text, "list").unwrap().gazetteer;
        let exists = |addition: &Addition| match addition {
            Addition::Entity(_) => true,
            Addition::Alias { id, .. } => old.find_id(id).is_some(),
        };
        if !additions.iter().all(exists) {
            let missing = matches!(add(&text, "list", &additions), Err(EditError::NoSuchEntity { .. }));
            prop_assert!(missing);
        }
        let additions: Vec<Addition> = additions.into_iter().filter(exists).collect();
        let edited = add(&text, "list", &additions).map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert!(has_only_insertions(&edited.text, &text));

        let mut expected: Vec<_> = old.entries.iter().map(summary).collect();
        for addition in &additions {
            match addition {
                Addition::Entity(new) => {
                    let names = std::iter::once(&new.name).chain(&new.aliases);
                    let forms = names.map(|name| (name.clone(), false)).collect();
                    let note = new.note.as_deref().map(str::trim).filter(|note| !note.is_empty());
                    let kind = u16::from(new.kind == "place");
                    expected.push((slug(&new.name), kind, forms, note.map(str::to_owned)));
                }
                Addition::Alias { id, text } => {
                    let entry = expected.iter_mut().find(|entry| entry.0 == *id).unwrap();
                    entry.2.push((text.clone(), false));
                }
            }
        }
        let new = parse(&edited.text, "list").unwrap();
        prop_assert_eq!(new.gazetteer.entries.iter().map(summary).collect::<Vec<_>>(), expected);
        prop_assert!(new.problems.iter().all(|problem| problem.severity == Severity::Warning));

        prop_assert_eq!(edited.lines.len(), additions.len());
        let lines: Vec<&str> = edited.text.split('\n').collect();
        for (addition, line) in additions.iter().zip(&edited.lines) {
            let line = lines[*line as usize - 1].trim_end_matches('\r').trim_start_matches('\u{feff}');
            match addition {
                Addition::Entity(_) => prop_assert_eq!(line, "[[entity]]"),
                Addition::Alias { text, .. } => prop_assert!(line.contains(&layout::toml_string(text)), "{}", line),
            }
            let again = add(&edited.text, "list", std::slice::from_ref(addition));
            let refused = matches!(again, Err(EditError::AlreadyListed { .. }));
            prop_assert!(refused, "{again:?}");
        }
        // The final line end, present or absent, and the type of line ends are unchanged.
        if !text.trim_start_matches('\u{feff}').is_empty() {
            prop_assert_eq!(edited.text.ends_with('\n'), text.ends_with('\n'));
        }
        if text.contains('\n') {
            let is_crlf = |text: &str| text.matches('\n').count() == text.matches("\r\n").count();
            prop_assert_eq!(is_crlf(&edited.text), is_crlf(&text));
        }
    }

    #[test]
    fn any_text_is_written_unchanged_or_rejected(name in any::<String>(), alias in any::<String>(), note in any::<String>()) {
        let new = NewEntity {
            name: name.clone(),
            kind: "place".to_owned(),
            aliases: vec![alias],
            note: Some(note),
            ..NewEntity::default()
        };
        match add("", "list", &[Addition::Entity(new)]) {
            Ok(edited) => {
                let list = parse(&edited.text, "list").unwrap().gazetteer;
                prop_assert_eq!(list.entries[0].name.as_str(), name.trim());
            }
            Err(error) => prop_assert!(matches!(error, EditError::Unwritable { .. }), "{error}"),
        }
    }
}
