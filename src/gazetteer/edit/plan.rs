//! What the list has to say once the additions are in it.

use std::collections::{BTreeMap, HashMap};

use super::error::EditError;
use super::style::quoted;
use super::wording::{Blank, form_text, id_text, remark, same_rule};
use super::{Addition, NewEntity};
use crate::gazetteer::model::{Case, Entry, Form, Gazetteer, Given, KindId, Surname};
use crate::gazetteer::nearest::nearest;
use crate::gazetteer::slug;
use crate::text::fold::fold_form;

/// The list as it has to be, and what of it is new.
pub struct Plan {
    /// What the list has to say. Of what is new the lines are 0.
    pub wanted: Gazetteer,
    /// How many entries there were.
    old: usize,
    /// How many forms each old entry had that gets more, by its position.
    grown: BTreeMap<usize, usize>,
    /// For each addition the position of its entry, and for an alias that of its form in it.
    marks: Vec<(usize, Option<usize>)>,
}

impl Plan {
    /// The list with additions, in their order.
    ///
    /// # Errors
    /// The first addition that the list says already or cannot say.
    pub fn of(list: Gazetteer, additions: &[Addition]) -> Result<Self, EditError> {
        let old = list.entries.len();
        let plan =
            Self { wanted: list, old, grown: BTreeMap::new(), marks: Vec::with_capacity(additions.len()) };
        let mut planner = Planner::new(plan);
        for addition in additions {
            let mark = match addition {
                Addition::Entity(entity) => (planner.entity(entity)?, None),
                Addition::Alias { id, text } => planner.alias(id, text)?,
            };
            planner.plan.marks.push(mark);
        }
        Ok(planner.plan)
    }

    /// Whether nothing is new.
    pub fn is_empty(&self) -> bool {
        self.marks.is_empty()
    }

    /// The new entities, in order.
    pub fn new_entities(&self) -> impl Iterator<Item = &Entry> {
        self.wanted.entries.iter().skip(self.old)
    }

    /// The old entities that get more aliases, by their positions, each with these as TOML.
    pub fn new_aliases(&self) -> impl Iterator<Item = (usize, Vec<String>)> {
        self.grown.iter().map(|(position, had)| {
            let forms = self.wanted.entries.get(*position).map_or(&[][..], |entry| &entry.forms);
            (*position, forms.iter().skip(*had).map(|form| quoted(&form.text)).collect())
        })
    }

    /// What the list calls the kind of an entry.
    pub fn kind_of(&self, entry: &Entry) -> &str {
        self.wanted.kind(entry.kind).map_or("", |kind| &kind.id)
    }

    /// The line of each addition in a list that says what this plan says; None if it says too little.
    pub fn lines_in(&self, list: &Gazetteer) -> Option<Vec<u32>> {
        let line = |(position, form): &(usize, Option<usize>)| {
            let entry = list.entries.get(*position)?;
            Some(match form {
                Some(form) => entry.forms.get(*form)?.line,
                None => entry.line,
            })
        };
        self.marks.iter().map(line).collect()
    }
}

/// A plan in the making, with what is looked up for each addition.
struct Planner {
    plan: Plan,
    ids: HashMap<String, usize>,
    /// By kind and folded name the position of the first entity with both.
    names: HashMap<(KindId, String), usize>,
    /// By position the folded forms of the entries that were asked for, each with its places in [`Entry::forms`].
    forms: HashMap<usize, HashMap<String, Vec<usize>>>,
    /// By slug the number to try behind it next.
    numbers: HashMap<String, u32>,
}

impl Planner {
    fn new(plan: Plan) -> Self {
        let mut planner = Self {
            plan,
            ids: HashMap::new(),
            names: HashMap::new(),
            forms: HashMap::new(),
            numbers: HashMap::new(),
        };
        for (position, entry) in planner.plan.wanted.entries.iter().enumerate() {
            planner.ids.insert(entry.id.clone(), position);
            planner.names.entry((entry.kind, fold_form(&entry.name))).or_insert(position);
        }
        planner
    }

    fn entity(&mut self, new: &NewEntity) -> Result<usize, EditError> {
        let name = form_text(&new.name, "a name")?;
        if name.contains(['{', '}']) {
            let why = "braces make it a template, which is written by hand";
            return Err(EditError::Unwritable { text: name, what: "a name", why });
        }
        let kind = self.kind(&new.kind)?;
        let key = (kind, fold_form(&name));
        if let Some(known) = self.names.get(&key) {
            return Err(EditError::AlreadyListed { text: name, by: self.name_of(*known) });
        }
        let id = match new.id.as_deref().map(id_text) {
            Some(Ok(id)) => self.unclaimed(id)?,
            Some(Err(Blank::Other(error))) => return Err(error),
            None | Some(Err(Blank::Nothing)) => self.free_id(slug(&name)),
        };
        let position = self.plan.wanted.entries.len();
        self.plan.wanted.entries.push(Entry {
            id: id.clone(),
            name: name.clone(),
            template: false,
            kind,
            forms: vec![Form {
                text: name,
                case: Case::default(),
                weak: false,
                guard: true,
                canonical: true,
                line: 0,
            }],
            patterns: Vec::new(),
            surname: if kind == KindId::PERSON { Surname::Last } else { Surname::No },
            given: if kind == KindId::PERSON { Given::First } else { Given::No },
            not: Vec::new(),
            priority: 0,
            note: remark(new.note.as_deref(), "a note", true)?,
            wikidata: remark(new.wikidata.as_deref(), "a Wikidata item", false)?,
            url: remark(new.url.as_deref(), "an address", false)?,
            line: 0,
        });
        self.ids.insert(id, position);
        self.names.insert(key, position);
        for alias in &new.aliases {
            let alias = form_text(alias, "an alias")?;
            if !self.folds_to_a_form(position, &alias) {
                self.push_form(position, alias);
            }
        }
        Ok(position)
    }

    fn alias(&mut self, id: &str, text: &str) -> Result<(usize, Option<usize>), EditError> {
        let text = form_text(text, "an alias")?;
        let Some(position) = self.ids.get(id).copied() else {
            return Err(EditError::NoSuchEntity { id: id.to_owned() });
        };
        let Some(entry) = self.plan.wanted.entries.get(position) else { return Err(EditError::Different) };
        if entry.template {
            return Err(EditError::Template { name: entry.name.clone() });
        }
        let case = case_of(entry);
        let folded = fold_form(&text);
        let alike = forms_of(&mut self.forms, entry, position).get(&folded);
        let says = |form: &&Form| form.case == case && same_rule(&form.text, &text, case);
        if alike.into_iter().flatten().filter_map(|form| entry.forms.get(*form)).any(|form| says(&form)) {
            return Err(EditError::AlreadyListed { text, by: entry.name.clone() });
        }
        let had = entry.forms.len();
        if position < self.plan.old {
            self.plan.grown.entry(position).or_insert(had);
        }
        self.push_form(position, text);
        Ok((position, Some(had)))
    }

    fn folds_to_a_form(&mut self, position: usize, text: &str) -> bool {
        let Some(entry) = self.plan.wanted.entries.get(position) else { return false };
        forms_of(&mut self.forms, entry, position).contains_key(&fold_form(text))
    }

    fn push_form(&mut self, position: usize, text: String) {
        let Some(entry) = self.plan.wanted.entries.get_mut(position) else { return };
        let known = forms_of(&mut self.forms, entry, position);
        known.entry(fold_form(&text)).or_default().push(entry.forms.len());
        let case = case_of(entry);
        entry.forms.push(Form { text, case, weak: false, guard: true, canonical: false, line: 0 });
    }

    fn kind(&self, id: &str) -> Result<KindId, EditError> {
        let kinds = &self.plan.wanted.kinds;
        let found = (0..).map(KindId).zip(kinds).find(|(_, kind)| kind.id == id);
        found.map(|(found, _)| found).ok_or_else(|| EditError::UnknownKind {
            kind: id.to_owned(),
            nearest: nearest(id, kinds.iter().map(|kind| kind.id.as_str())).map(str::to_owned),
        })
    }

    fn unclaimed(&self, id: String) -> Result<String, EditError> {
        match self.ids.get(&id) {
            Some(known) => Err(EditError::IdTaken { id, by: self.name_of(*known) }),
            None => Ok(id),
        }
    }

    /// A slug, with a number behind it if it is taken. Each number is tried once for all additions.
    fn free_id(&mut self, slug: String) -> String {
        if !self.ids.contains_key(&slug) {
            return slug;
        }
        let first = self.numbers.get(&slug).copied().unwrap_or(2);
        let numbered = (first..).map(|number| (number, format!("{slug}-{number}")));
        let free = numbered.into_iter().find(|(_, id)| !self.ids.contains_key(id));
        let Some((number, id)) = free else { return slug };
        self.numbers.insert(slug, number);
        id
    }

    fn name_of(&self, position: usize) -> String {
        self.plan.wanted.entries.get(position).map(|entry| entry.name.clone()).unwrap_or_default()
    }
}

/// The case rule of an alias that gives none of its own: the name's.
fn case_of(entry: &Entry) -> Case {
    entry.forms.first().map(|name| name.case).unwrap_or_default()
}

/// The folded forms of an entry, worked out when it is first asked for.
fn forms_of<'f>(
    forms: &'f mut HashMap<usize, HashMap<String, Vec<usize>>>,
    entry: &Entry,
    position: usize,
) -> &'f mut HashMap<String, Vec<usize>> {
    forms.entry(position).or_insert_with(|| {
        let mut known: HashMap<String, Vec<usize>> = HashMap::new();
        for (place, form) in entry.forms.iter().enumerate() {
            known.entry(fold_form(&form.text)).or_default().push(place);
        }
        known
    })
}
