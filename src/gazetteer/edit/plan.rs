//! Plans an edit: the model of the list with the additions.

use std::collections::{BTreeMap, HashMap};

use super::addition::{Addition, NewEntity};
use super::error::EditError;
use super::layout::toml_string;
use super::validate::{IdError, covers, display_text, form_text, id_text};
use crate::gazetteer::did_you_mean::nearest;
use crate::gazetteer::model::{Case, Entry, Form, Gazetteer, Given, KindId, Surname};
use crate::gazetteer::slug;
use crate::text::fold::fold_form;

/// The list after the edit, and what is new in it.
pub struct Plan {
    /// The list after the edit. New items have line 0.
    pub target: Gazetteer,
    /// Number of entries before the edit.
    old_len: usize,
    /// Number of old forms of each old entry that gets new forms, by the position of the entry.
    old_form_counts: BTreeMap<usize, usize>,
    /// For each addition, the position of its entry and, for an alias, the index of its form.
    added: Vec<(usize, Option<usize>)>,
}

impl Plan {
    /// Applies additions to a list, in order.
    ///
    /// # Errors
    /// Returns an error about the first addition that is already listed or invalid.
    pub fn new(list: Gazetteer, additions: &[Addition]) -> Result<Self, EditError> {
        let old_len = list.entries.len();
        let plan = Self {
            target: list,
            old_len,
            old_form_counts: BTreeMap::new(),
            added: Vec::with_capacity(additions.len()),
        };
        let mut planner = Planner::new(plan);
        for addition in additions {
            let added = match addition {
                Addition::Entity(entity) => (planner.add_entity(entity)?, None),
                Addition::Alias { id, text } => planner.add_alias(id, text)?,
            };
            planner.plan.added.push(added);
        }
        Ok(planner.plan)
    }

    /// True if there are no additions.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty()
    }

    /// Returns the new entities, in order.
    pub fn new_entities(&self) -> impl Iterator<Item = &Entry> {
        self.target.entries.iter().skip(self.old_len)
    }

    /// Returns the positions of old entities with new aliases, each with these aliases as TOML strings.
    pub fn new_aliases(&self) -> impl Iterator<Item = (usize, Vec<String>)> {
        self.old_form_counts.iter().map(|(position, old_count)| {
            let forms = self.target.entries.get(*position).map_or(&[][..], |entry| &entry.forms);
            (*position, forms.iter().skip(*old_count).map(|form| toml_string(&form.text)).collect())
        })
    }

    /// Returns the id of the kind of an entry.
    pub fn kind_of(&self, entry: &Entry) -> &str {
        self.target.kind(entry.kind).map_or("", |kind| &kind.id)
    }

    /// Returns the line of each addition in `list`, which is the edited list. None if one is missing.
    pub fn lines_in(&self, list: &Gazetteer) -> Option<Vec<u32>> {
        let line = |(position, form): &(usize, Option<usize>)| {
            let entry = list.entries.get(*position)?;
            Some(match form {
                Some(form) => entry.forms.get(*form)?.line,
                None => entry.line,
            })
        };
        self.added.iter().map(line).collect()
    }
}

/// Builds a plan, with lookup tables.
struct Planner {
    plan: Plan,
    ids: HashMap<String, usize>,
    /// Position of the first entity with each kind and folded name.
    names: HashMap<(KindId, String), usize>,
    /// Folded forms of entries, by position, each with its indices in [`Entry::forms`]. Filled on demand.
    forms: HashMap<usize, HashMap<String, Vec<usize>>>,
    /// The next numeric suffix to try for a slug.
    next_suffixes: HashMap<String, u32>,
}

impl Planner {
    fn new(plan: Plan) -> Self {
        let mut planner = Self {
            plan,
            ids: HashMap::new(),
            names: HashMap::new(),
            forms: HashMap::new(),
            next_suffixes: HashMap::new(),
        };
        for (position, entry) in planner.plan.target.entries.iter().enumerate() {
            planner.ids.insert(entry.id.clone(), position);
            planner.names.entry((entry.kind, fold_form(&entry.name))).or_insert(position);
        }
        planner
    }

    fn add_entity(&mut self, new: &NewEntity) -> Result<usize, EditError> {
        let name = form_text(&new.name, "a name")?;
        if name.contains(['{', '}']) {
            let why = "braces make it a template, which must be added by hand";
            return Err(EditError::Unwritable { text: name, what: "a name", why });
        }
        let kind = self.find_kind(&new.kind)?;
        let key = (kind, fold_form(&name));
        if let Some(position) = self.names.get(&key) {
            return Err(EditError::AlreadyListed { text: name, by: self.name_of(*position) });
        }
        let id = match new.id.as_deref().map(id_text) {
            Some(Ok(id)) => self.check_unused(id)?,
            Some(Err(IdError::Invalid(error))) => return Err(error),
            None | Some(Err(IdError::Empty)) => self.free_id(slug(&name)),
        };
        let position = self.plan.target.entries.len();
        self.plan.target.entries.push(Entry {
            id: id.clone(),
            name: name.clone(),
            is_template: false,
            kind,
            forms: vec![Form {
                text: name,
                case: Case::default(),
                weak: false,
                guard: true,
                is_name: true,
                line: 0,
            }],
            patterns: Vec::new(),
            surname: if kind == KindId::PERSON { Surname::Last } else { Surname::No },
            given: if kind == KindId::PERSON { Given::First } else { Given::No },
            not: Vec::new(),
            priority: 0,
            note: display_text(new.note.as_deref(), "a note", true)?,
            wikidata: display_text(new.wikidata.as_deref(), "a Wikidata item", false)?,
            url: display_text(new.url.as_deref(), "an address", false)?,
            line: 0,
        });
        self.ids.insert(id, position);
        self.names.insert(key, position);
        for alias in &new.aliases {
            let alias = form_text(alias, "an alias")?;
            if !self.has_folded_form(position, &alias) {
                self.push_form(position, alias);
            }
        }
        Ok(position)
    }

    fn add_alias(&mut self, id: &str, text: &str) -> Result<(usize, Option<usize>), EditError> {
        let text = form_text(text, "an alias")?;
        let Some(position) = self.ids.get(id).copied() else {
            return Err(EditError::NoSuchEntity { id: id.to_owned() });
        };
        let Some(entry) = self.plan.target.entries.get(position) else { return Err(EditError::UnsafeLayout) };
        if entry.is_template {
            return Err(EditError::Template { name: entry.name.clone() });
        }
        let case = alias_case(entry);
        let folded = fold_form(&text);
        let equal_forms = folded_forms(&mut self.forms, entry, position).get(&folded);
        let is_covered = |form: &&Form| form.case == case && covers(&form.text, &text, case);
        if equal_forms
            .into_iter()
            .flatten()
            .filter_map(|form| entry.forms.get(*form))
            .any(|form| is_covered(&form))
        {
            return Err(EditError::AlreadyListed { text, by: entry.name.clone() });
        }
        let index = entry.forms.len();
        if position < self.plan.old_len {
            self.plan.old_form_counts.entry(position).or_insert(index);
        }
        self.push_form(position, text);
        Ok((position, Some(index)))
    }

    fn has_folded_form(&mut self, position: usize, text: &str) -> bool {
        let Some(entry) = self.plan.target.entries.get(position) else { return false };
        folded_forms(&mut self.forms, entry, position).contains_key(&fold_form(text))
    }

    fn push_form(&mut self, position: usize, text: String) {
        let Some(entry) = self.plan.target.entries.get_mut(position) else { return };
        let indices = folded_forms(&mut self.forms, entry, position);
        indices.entry(fold_form(&text)).or_default().push(entry.forms.len());
        let case = alias_case(entry);
        entry.forms.push(Form { text, case, weak: false, guard: true, is_name: false, line: 0 });
    }

    fn find_kind(&self, id: &str) -> Result<KindId, EditError> {
        let kinds = &self.plan.target.kinds;
        let found = (0..).map(KindId).zip(kinds).find(|(_, kind)| kind.id == id);
        found.map(|(kind_id, _)| kind_id).ok_or_else(|| EditError::UnknownKind {
            kind: id.to_owned(),
            suggestion: nearest(id, kinds.iter().map(|kind| kind.id.as_str())).map(str::to_owned),
        })
    }

    fn check_unused(&self, id: String) -> Result<String, EditError> {
        match self.ids.get(&id) {
            Some(position) => Err(EditError::IdTaken { id, by: self.name_of(*position) }),
            None => Ok(id),
        }
    }

    /// Returns a slug, with the first free suffix from 2 if it is taken. The search resumes where the last one ended.
    fn free_id(&mut self, slug: String) -> String {
        if !self.ids.contains_key(&slug) {
            return slug;
        }
        let start = self.next_suffixes.get(&slug).copied().unwrap_or(2);
        let candidates = (start..).map(|suffix| (suffix, format!("{slug}-{suffix}")));
        let free = candidates.into_iter().find(|(_, id)| !self.ids.contains_key(id));
        let Some((suffix, id)) = free else { return slug };
        self.next_suffixes.insert(slug, suffix);
        id
    }

    fn name_of(&self, position: usize) -> String {
        self.plan.target.entries.get(position).map(|entry| entry.name.clone()).unwrap_or_default()
    }
}

/// Returns the case rule of an alias that has none of its own: that of the name.
fn alias_case(entry: &Entry) -> Case {
    entry.forms.first().map(|name| name.case).unwrap_or_default()
}

/// Returns the folded forms of an entry, computed on first use.
fn folded_forms<'f>(
    forms: &'f mut HashMap<usize, HashMap<String, Vec<usize>>>,
    entry: &Entry,
    position: usize,
) -> &'f mut HashMap<String, Vec<usize>> {
    forms.entry(position).or_insert_with(|| {
        let mut indices: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, form) in entry.forms.iter().enumerate() {
            indices.entry(fold_form(&form.text)).or_default().push(index);
        }
        indices
    })
}
