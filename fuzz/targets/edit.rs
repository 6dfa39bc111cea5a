//! Additions to a list: the old content stays and the additions are in it, or an error is returned.
//!
//! The input is a list, a line `++++`, and one addition per line: `@id|alias`, or `name|kind|alias|..`, where `#`
//! starts a note and `!` an id. A vertical tab stands for a line break.

use whoswho::gazetteer::edit::{Addition, EditError, NewEntity, add};
use whoswho::gazetteer::{Entry, Gazetteer, parse};

use super::check;

pub fn run(data: &[u8]) {
    let text = check::text_of(data);
    let (list, rest) = text.split_once("\n++++\n").unwrap_or((text.as_str(), ""));
    let additions: Vec<Addition> = rest.split('\n').filter(|line| !line.is_empty()).map(addition).collect();
    let edited = match check::deterministic(data, || add(list, "list", &additions)) {
        Ok(edited) => edited,
        Err(error) => return check::message(&error.to_string()),
    };
    let mut bytes = edited.text.bytes();
    assert!(list.bytes().all(|byte| bytes.any(|other| other == byte)), "old content is missing");
    assert!(!additions.is_empty() || edited.text == list, "no additions, but the list changed");
    let (Ok(old), Ok(new)) = (parse(list, "list"), parse(&edited.text, "list")) else {
        panic!("the result is not a list: {}", edited.text)
    };
    let entities = additions.iter().filter(|addition| matches!(addition, Addition::Entity(_))).count();
    assert_eq!(new.gazetteer.entries.len(), old.gazetteer.entries.len() + entities);
    for (before, after) in old.gazetteer.entries.iter().zip(&new.gazetteer.entries) {
        assert_eq!(
            (&before.id, &before.name, before.kind, &before.note),
            (&after.id, &after.name, after.kind, &after.note)
        );
        assert!(after.forms.len() >= before.forms.len());
        let texts = |entry: &Entry| entry.forms.iter().map(|form| form.text.clone()).collect::<Vec<_>>();
        assert!(texts(after).starts_with(&texts(before)));
    }
    assert_eq!(edited.lines.len(), additions.len());
    let lines = edited.text.split('\n').count();
    for (addition, line) in additions.iter().zip(&edited.lines) {
        assert!((1..=lines).contains(&(*line as usize)), "there is no line {line}");
        let again = add(&edited.text, "list", std::slice::from_ref(addition));
        assert!(is_refused(&again, &new.gazetteer), "added twice: {again:?}");
    }
}

/// True if adding the same again was refused.
fn is_refused(again: &Result<whoswho::gazetteer::edit::Edited, EditError>, list: &Gazetteer) -> bool {
    match again {
        Err(EditError::AlreadyListed { .. }) => true,
        // No alias can be added if too many entities share the form already.
        Err(EditError::InvalidResult(_)) => !list.entries.is_empty(),
        _ => false,
    }
}

fn addition(line: &str) -> Addition {
    let line = line.replace('\u{b}', "\n");
    let mut parts = line.split('|').map(str::to_owned);
    let first = parts.next().unwrap_or_default();
    if let Some(id) = first.strip_prefix('@') {
        let rest: Vec<String> = parts.collect();
        return Addition::Alias { id: id.to_owned(), text: rest.join("|") };
    }
    let mut entity =
        NewEntity { name: first, kind: parts.next().unwrap_or_default(), ..NewEntity::default() };
    for part in parts {
        if let Some(note) = part.strip_prefix('#') {
            entity.note = Some(note.to_owned());
        } else if let Some(id) = part.strip_prefix('!') {
            entity.id = Some(id.to_owned());
        } else {
            entity.aliases.push(part);
        }
    }
    Addition::Entity(entity)
}
