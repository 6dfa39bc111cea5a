//! Rows as entities: each held to what a list can hold, those about one entity joined.

use std::collections::{HashMap, HashSet};

use super::{Imported, Kinds, Note, Row, Weight, shown};
use crate::gazetteer::edit::NewEntity;
use crate::gazetteer::limits::{LONGEST_FORM, MOST_FORMS};
use crate::gazetteer::problem::is_control;
use crate::gazetteer::toml::is_blank;
use crate::text::fold::fold_form;
use crate::text::sanitize::sanitize;

/// What has been taken so far.
pub struct Taking<'k> {
    kinds: &'k Kinds,
    imported: Imported,
    /// For each entity its folded forms.
    forms: Vec<HashSet<String>>,
    /// How many forms there are in all.
    count: usize,
    most: usize,
    /// By kind and folded name, by kind and id, by kind and item of Wikidata: the position of the entity.
    names: HashMap<(String, String), usize>,
    ids: HashMap<(String, String), usize>,
    items: HashMap<(String, String), usize>,
}

impl<'k> Taking<'k> {
    /// Nothing taken; the kinds of rows are looked up in `kinds`.
    pub fn new(kinds: &'k Kinds) -> Self {
        Self {
            kinds,
            imported: Imported::default(),
            forms: Vec::new(),
            count: 0,
            most: MOST_FORMS,
            names: HashMap::new(),
            ids: HashMap::new(),
            items: HashMap::new(),
        }
    }

    /// The same with another bound for all forms, for tests.
    #[cfg(test)]
    pub fn with_most(mut self, most: usize) -> Self {
        self.most = most;
        self
    }

    /// The kinds.
    pub fn kinds(&self) -> &'k Kinds {
        self.kinds
    }

    /// What was taken, and what there is to say.
    pub fn finish(self) -> Imported {
        self.imported
    }

    /// Says something of a row.
    pub fn note(&mut self, line: u32, weight: Weight, text: String) {
        self.imported.notes.push(Note { line, weight, text });
    }

    /// Says why a row is not taken.
    pub fn refuse(&mut self, line: u32, why: &str) {
        self.note(line, Weight::Row, format!("not taken: {why}"));
    }

    /// Takes a row as its format gives it: nothing of it checked, its kind a word of theirs.
    pub fn take(&mut self, line: u32, row: NewEntity) {
        match self.checked(line, row) {
            Ok(entity) => self.join(line, entity),
            Err(why) => self.refuse(line, &why),
        }
    }

    /// The row as a list can hold it.
    fn checked(&mut self, line: u32, row: NewEntity) -> Result<NewEntity, String> {
        if row.name.trim().is_empty() {
            return Err("it has no name".to_owned());
        }
        let name =
            form(&row.name).map_err(|why| format!("the name `{}` {why}", shown(&one_line(&row.name))))?;
        if name.contains(['{', '}']) {
            return Err(format!(
                "the name `{}` has braces, which make a template; write it by hand",
                shown(&name)
            ));
        }
        let kind = self.kinds.of_word(&row.kind)?;
        let mut aliases = Vec::with_capacity(row.aliases.len());
        for alias in row.aliases.iter().filter(|alias| !alias.trim().is_empty()) {
            match form(alias) {
                Ok(alias) => aliases.push(alias),
                Err(why) => {
                    self.left_out(line, &format!("the alias `{}` {why}", shown(&one_line(alias))));
                }
            }
        }
        Ok(NewEntity {
            name,
            kind,
            aliases,
            id: self.part(line, "id", row.id, form),
            note: row.note.as_deref().and_then(note_text),
            wikidata: self.part(line, "Wikidata item", row.wikidata, item),
            url: self.part(line, "address", row.url, address),
        })
    }

    fn left_out(&mut self, line: u32, what: &str) {
        self.note(line, Weight::Part, format!("{what}; the row is taken without it"));
    }

    /// A part that the row can do without, if it is right.
    fn part(
        &mut self,
        line: u32,
        what: &str,
        given: Option<String>,
        read: impl Fn(&str) -> Result<String, &'static str>,
    ) -> Option<String> {
        let given = given.filter(|text| !text.trim().is_empty())?;
        match read(&given) {
            Ok(part) => Some(part),
            Err(why) => {
                self.left_out(line, &format!("the {what} `{}` {why}", shown(&one_line(&given))));
                None
            }
        }
    }

    /// Takes an entity in, or joins it with the one that it is.
    fn join(&mut self, line: u32, new: NewEntity) {
        let key = |text: &str| (new.kind.clone(), text.to_owned());
        let by_name = self.names.get(&key(&fold_form(&new.name))).copied();
        let by_id = || new.id.as_deref().and_then(|id| self.ids.get(&key(id)).copied());
        let by_item = || new.wikidata.as_deref().and_then(|item| self.items.get(&key(item)).copied());
        let Some(position) = by_name.or_else(by_id).or_else(by_item) else {
            self.add(line, new);
            return;
        };
        let Some(known) = self.imported.entities.get(position) else { return };
        let first = known.line;
        if matches!((&known.entity.wikidata, &new.wikidata), (Some(one), Some(other)) if one != other) {
            let name = shown(&known.entity.name);
            self.refuse(
                line,
                &format!(
                    "`{name}` is on line {first} as another item of Wikidata; write one of the two by hand"
                ),
            );
            return;
        }
        let is_said = new.id.is_some() && new.id == known.entity.id;
        let same = shown(&new.name);
        if self.extend(line, position, new) && !is_said {
            self.note(line, Weight::Remark, format!("`{same}` is joined with line {first}: the same entity"));
        }
    }

    fn add(&mut self, line: u32, mut new: NewEntity) {
        let mut forms = HashSet::from([fold_form(&new.name)]);
        new.aliases.retain(|alias| forms.insert(fold_form(alias)));
        if !self.has_room(line, forms.len()) {
            return;
        }
        let position = self.imported.entities.len();
        self.names.insert((new.kind.clone(), fold_form(&new.name)), position);
        self.forms.push(forms);
        self.imported.entities.push(Row { line, entity: new });
        self.index(position);
    }

    /// Adds a row to the entity at a position; whether there was room for it.
    fn extend(&mut self, line: u32, position: usize, new: NewEntity) -> bool {
        let Some(known) = self.forms.get(position) else { return false };
        let texts = || std::iter::once(&new.name).chain(&new.aliases);
        let more: HashSet<String> =
            texts().map(|text| fold_form(text)).filter(|folded| !known.contains(folded)).collect();
        if !self.has_room(line, more.len()) {
            return false;
        }
        let (Some(forms), Some(row)) =
            (self.forms.get_mut(position), self.imported.entities.get_mut(position))
        else {
            return false;
        };
        let entity = &mut row.entity;
        let name = new.name.clone();
        for text in std::iter::once(new.name).chain(new.aliases) {
            if forms.insert(fold_form(&text)) {
                entity.aliases.push(text);
            }
        }
        if !has_capital(&entity.name) && has_capital(&name) {
            let folded = fold_form(&name);
            self.names.remove(&(entity.kind.clone(), fold_form(&entity.name)));
            self.names.insert((entity.kind.clone(), folded.clone()), position);
            entity.aliases.retain(|alias| fold_form(alias) != folded);
            let old = std::mem::replace(&mut entity.name, name);
            if fold_form(&old) != folded {
                entity.aliases.insert(0, old);
            }
        }
        entity.id = entity.id.take().or(new.id);
        entity.note = entity.note.take().or(new.note);
        entity.wikidata = entity.wikidata.take().or(new.wikidata);
        entity.url = entity.url.take().or(new.url);
        self.index(position);
        true
    }

    /// Makes an entity found by its id and its item.
    fn index(&mut self, position: usize) {
        let Some(Row { entity, .. }) = self.imported.entities.get(position) else { return };
        if let Some(id) = &entity.id {
            self.ids.entry((entity.kind.clone(), id.clone())).or_insert(position);
        }
        if let Some(item) = &entity.wikidata {
            self.items.entry((entity.kind.clone(), item.clone())).or_insert(position);
        }
    }

    /// Counts more forms, or refuses the row that has them.
    fn has_room(&mut self, line: u32, more: usize) -> bool {
        if self.count + more > self.most {
            self.refuse(line, "a list holds no more than 1,000,000 names and aliases");
            return false;
        }
        self.count += more;
        true
    }
}

/// A text without line ends and runs of white space.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A form as a list has it: one line, outer and repeated white space gone.
fn form(text: &str) -> Result<String, &'static str> {
    let line = one_line(text);
    if is_blank(&line) || fold_form(&line).is_empty() {
        return Err("holds nothing that can be seen");
    }
    if line.chars().any(is_control) {
        return Err("holds a control character");
    }
    if line.contains(char::REPLACEMENT_CHARACTER) {
        return Err("holds a character that could not be read");
    }
    if line.chars().nth(LONGEST_FORM).is_some() {
        return Err("has more than 1,000 characters");
    }
    Ok(line)
}

/// An item of Wikidata: Q and a number, or an address that ends in it.
fn item(text: &str) -> Result<String, &'static str> {
    let last = text.trim().rsplit('/').next().unwrap_or_default();
    if is_item(last) { Ok(last.to_owned()) } else { Err("is not Q and a number") }
}

/// Whether a text is the name of an item of Wikidata.
pub fn is_item(text: &str) -> bool {
    let number = text.strip_prefix('Q').filter(|number| (1..=18).contains(&number.len()));
    number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
}

fn address(text: &str) -> Result<String, &'static str> {
    let text = text.trim();
    if text.chars().any(|c| c.is_whitespace() || is_control(c)) {
        return Err("holds white space or a control character");
    }
    Ok(text.to_owned())
}

/// A note as a list has it, clipped where it is an essay; what a terminal would obey is replaced. None if it is empty.
fn note_text(text: &str) -> Option<String> {
    let clipped: String = text.trim().chars().take(LONGEST_FORM).collect();
    let more = if clipped.len() < text.trim().len() { "…" } else { "" };
    let note = sanitize(format!("{clipped}{more}"));
    Some(note.trim().to_owned()).filter(|note| !note.is_empty())
}

fn has_capital(text: &str) -> bool {
    text.chars().any(char::is_uppercase)
}
