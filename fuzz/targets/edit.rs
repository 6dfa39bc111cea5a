//! Additions to a list: what it said stays, and what is added is in it, or nothing is given out.
//!
//! The input is a list, a line `++++`, and an addition a line: `@id|alias`, or `name|kind|alias|..`, in which `#` opens a note and `!` an id. A vertical tab stands for
//! a line end.

use whoswho::gazetteer::edit::{Addition, EditError, NewEntity, add};
use whoswho::gazetteer::{Entry, Gazetteer, parse};

use super::check;

pub fn run(data: &[u8]) {
    let text = check::text_of(data);
    let (list, rest) = text.split_once("\n++++\n").unwrap_or((text.as_str(), ""));
    let additions: Vec<Addition> = rest.split('\n').filter(|line| !line.is_empty()).map(addition).collect();
    let edited = match check::same(data, || add(list, "list", &additions)) {
        Ok(edited) => edited,
        Err(error) => return check::message(&error.to_string()),
    };
    let mut bytes = edited.text.bytes();
    assert!(
        list.bytes().all(|byte| bytes.any(|other| other == byte)),
        "what was there is not there any more"
    );
    assert!(!additions.is_empty() || edited.text == list, "nothing added is nothing changed");
    let (Ok(old), Ok(new)) = (parse(list, "list"), parse(&edited.text, "list")) else {
        panic!("what was written is no list: {}", edited.text)
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

/// Whether what was added is not added once more.
fn is_refused(again: &Result<whoswho::gazetteer::edit::Edited, EditError>, list: &Gazetteer) -> bool {
    match again {
        Err(EditError::AlreadyListed { .. }) => true,
        // Nothing can be added to a list that is full of such forms.
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
