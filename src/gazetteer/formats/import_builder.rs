//! Builds entities from rows: validates each row and merges the rows of one entity.

use std::collections::{HashMap, HashSet};

use super::{Imported, Kinds, Note, NoteKind, Row};
use crate::gazetteer::edit::NewEntity;
use crate::gazetteer::limits::{MAX_FORM_LEN, MAX_FORMS};
use crate::gazetteer::problem::is_control;
use crate::gazetteer::toml::is_blank;
use crate::text::fold::fold_form;
use crate::text::quote::quoted;
use crate::text::sanitize::sanitize;
use crate::text::whitespace::collapse;

/// The entities and notes collected so far.
pub struct ImportBuilder<'k> {
    kinds: &'k Kinds,
    imported: Imported,
    /// The folded forms of each entity.
    forms: Vec<HashSet<String>>,
    /// Number of forms of all entities.
    form_count: usize,
    max_forms: usize,
    /// Positions of entities, by kind and folded name.
    names: HashMap<(String, String), usize>,
    /// Positions of entities, by kind and id.
    ids: HashMap<(String, String), usize>,
    /// Positions of entities, by kind and Wikidata item.
    items: HashMap<(String, String), usize>,
}

impl<'k> ImportBuilder<'k> {
    /// Returns an empty builder that looks up the kinds of rows in `kinds`.
    pub fn new(kinds: &'k Kinds) -> Self {
        Self {
            kinds,
            imported: Imported::default(),
            forms: Vec::new(),
            form_count: 0,
            max_forms: MAX_FORMS,
            names: HashMap::new(),
            ids: HashMap::new(),
            items: HashMap::new(),
        }
    }

    /// Sets the maximum number of forms.
    #[cfg(test)]
    pub fn with_max_forms(mut self, max_forms: usize) -> Self {
        self.max_forms = max_forms;
        self
    }

    /// Returns the kinds passed to [`ImportBuilder::new`].
    pub fn kinds(&self) -> &'k Kinds {
        self.kinds
    }

    /// Returns the entities and notes.
    pub fn finish(self) -> Imported {
        self.imported
    }

    /// Adds a note about a row.
    pub fn note(&mut self, line: u32, kind: NoteKind, text: String) {
        self.imported.notes.push(Note { line, kind, text });
    }

    /// Reports a row as skipped.
    pub fn skip(&mut self, line: u32, why: &str) {
        self.note(line, NoteKind::SkippedRow, format!("skipped: {why}"));
    }

    /// Validates a row and adds it, or reports it as skipped. Its kind may be any word that [`Kinds::resolve`] accepts.
    pub fn add_row(&mut self, line: u32, row: NewEntity) {
        match self.validate(line, row) {
            Ok(entity) => self.insert_or_merge(line, entity),
            Err(why) => self.skip(line, &why),
        }
    }

    /// Returns the row as it can be written into a list, or why it is invalid. Invalid aliases and optional parts are
    /// reported and left out.
    fn validate(&mut self, line: u32, row: NewEntity) -> Result<NewEntity, String> {
        if row.name.trim().is_empty() {
            return Err("it has no name".to_owned());
        }
        let name = parse_form(&row.name)
            .map_err(|why| format!("the name `{}` {why}", quoted(&collapse(&row.name))))?;
        if name.contains(['{', '}']) {
            return Err(format!(
                "the name `{}` has braces, which make it a template; add it by hand",
                quoted(&name)
            ));
        }
        let kind = self.kinds.resolve(&row.kind)?;
        let mut aliases = Vec::with_capacity(row.aliases.len());
        for alias in row.aliases.iter().filter(|alias| !alias.trim().is_empty()) {
            match parse_form(alias) {
                Ok(alias) => aliases.push(alias),
                Err(why) => {
                    self.note_skipped_part(line, &format!("the alias `{}` {why}", quoted(&collapse(alias))));
                }
            }
        }
        Ok(NewEntity {
            name,
            kind,
            aliases,
            id: self.optional_part(line, "id", row.id, parse_form),
            note: row.note.as_deref().and_then(clip_note),
            wikidata: self.optional_part(line, "Wikidata item", row.wikidata, parse_wikidata_item),
            url: self.optional_part(line, "address", row.url, parse_url),
        })
    }

    fn note_skipped_part(&mut self, line: u32, what: &str) {
        self.note(line, NoteKind::SkippedPart, format!("{what}; the row is imported without it"));
    }

    /// Parses an optional part. An invalid one is reported and left out.
    fn optional_part(
        &mut self,
        line: u32,
        what: &str,
        value: Option<String>,
        parse: impl Fn(&str) -> Result<String, &'static str>,
    ) -> Option<String> {
        let value = value.filter(|text| !text.trim().is_empty())?;
        match parse(&value) {
            Ok(part) => Some(part),
            Err(why) => {
                self.note_skipped_part(line, &format!("the {what} `{}` {why}", quoted(&collapse(&value))));
                None
            }
        }
    }

    /// Merges an entity into the one of the same kind with the same name, else the same id, else the same Wikidata
    /// item. If there is none, adds it. Skips it if the two have different Wikidata items.
    fn insert_or_merge(&mut self, line: u32, new: NewEntity) {
        let key = |text: &str| (new.kind.clone(), text.to_owned());
        let by_name = self.names.get(&key(&fold_form(&new.name))).copied();
        let by_id = || new.id.as_deref().and_then(|id| self.ids.get(&key(id)).copied());
        let by_item = || new.wikidata.as_deref().and_then(|item| self.items.get(&key(item)).copied());
        let Some(position) = by_name.or_else(by_id).or_else(by_item) else {
            self.insert(line, new);
            return;
        };
        let Some(existing) = self.imported.entities.get(position) else { return };
        let first = existing.line;
        if matches!((&existing.entity.wikidata, &new.wikidata), (Some(one), Some(other)) if one != other) {
            let name = quoted(&existing.entity.name);
            self.skip(
                line,
                &format!("line {first} has `{name}` with another Wikidata item; add one of the two by hand"),
            );
            return;
        }
        let has_same_id = new.id.is_some() && new.id == existing.entity.id;
        let name = quoted(&new.name);
        if self.merge_into(line, position, new) && !has_same_id {
            self.note(
                line,
                NoteKind::Remark,
                format!("`{name}` is merged with line {first}: the same entity"),
            );
        }
    }

    fn insert(&mut self, line: u32, mut new: NewEntity) {
        let mut forms = HashSet::from([fold_form(&new.name)]);
        new.aliases.retain(|alias| forms.insert(fold_form(alias)));
        if !self.reserve_forms(line, forms.len()) {
            return;
        }
        let position = self.imported.entities.len();
        self.names.insert((new.kind.clone(), fold_form(&new.name)), position);
        self.forms.push(forms);
        self.imported.entities.push(Row { line, entity: new });
        self.index_keys(position);
    }

    /// Merges a row into the entity at a position. The entity takes the row's name if its own has no capital and the
    /// row's has. If merging would exceed the maximum number of forms, reports the row as skipped and returns false.
    fn merge_into(&mut self, line: u32, position: usize, new: NewEntity) -> bool {
        let Some(existing) = self.forms.get(position) else { return false };
        let texts = || std::iter::once(&new.name).chain(&new.aliases);
        let more: HashSet<String> =
            texts().map(|text| fold_form(text)).filter(|folded| !existing.contains(folded)).collect();
        if !self.reserve_forms(line, more.len()) {
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
        self.index_keys(position);
        true
    }

    /// Indexes an entity by its id and its Wikidata item.
    fn index_keys(&mut self, position: usize) {
        let Some(Row { entity, .. }) = self.imported.entities.get(position) else { return };
        if let Some(id) = &entity.id {
            self.ids.entry((entity.kind.clone(), id.clone())).or_insert(position);
        }
        if let Some(item) = &entity.wikidata {
            self.items.entry((entity.kind.clone(), item.clone())).or_insert(position);
        }
    }

    /// Counts `more` forms. If that would exceed the maximum, instead reports the row as skipped and returns false.
    fn reserve_forms(&mut self, line: u32, more: usize) -> bool {
        if self.form_count + more > self.max_forms {
            self.skip(line, "a list has at most 1,000,000 forms");
            return false;
        }
        self.form_count += more;
        true
    }
}

/// Returns a form as one line with white space collapsed, or why the text cannot be a form.
fn parse_form(text: &str) -> Result<String, &'static str> {
    let line = collapse(text);
    if is_blank(&line) || fold_form(&line).is_empty() {
        return Err("has no visible characters");
    }
    if line.chars().any(is_control) {
        return Err("contains a control character");
    }
    if line.contains(char::REPLACEMENT_CHARACTER) {
        return Err("contains a character that could not be decoded");
    }
    if line.chars().nth(MAX_FORM_LEN).is_some() {
        return Err("has more than 1,000 characters");
    }
    Ok(line)
}

/// Parses a Wikidata item, or an address whose last segment is one: `Q42`, `https://www.wikidata.org/wiki/Q42`.
fn parse_wikidata_item(text: &str) -> Result<String, &'static str> {
    let last = text.trim().rsplit('/').next().unwrap_or_default();
    if is_wikidata_item(last) { Ok(last.to_owned()) } else { Err("is not Q followed by a number") }
}

/// True for the id of a Wikidata item: Q and 1 to 18 digits.
pub fn is_wikidata_item(text: &str) -> bool {
    let number = text.strip_prefix('Q').filter(|number| (1..=18).contains(&number.len()));
    number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
}

fn parse_url(text: &str) -> Result<String, &'static str> {
    let text = text.trim();
    if text.chars().any(|c| c.is_whitespace() || is_control(c)) {
        return Err("contains white space or a control character");
    }
    Ok(text.to_owned())
}

/// Trims and sanitises a note. One of more than 1,000 code points is clipped to that many plus an ellipsis. None if
/// nothing remains.
fn clip_note(text: &str) -> Option<String> {
    let clipped: String = text.trim().chars().take(MAX_FORM_LEN).collect();
    let more = if clipped.len() < text.trim().len() { "…" } else { "" };
    let note = sanitize(format!("{clipped}{more}"));
    Some(note.trim().to_owned()).filter(|note| !note.is_empty())
}

fn has_capital(text: &str) -> bool {
    text.chars().any(char::is_uppercase)
}
