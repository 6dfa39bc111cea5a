//! Merges imported entities into a list, as additions.

use std::collections::{HashMap, HashSet};

use super::{Note, NoteKind, Row};
use crate::gazetteer::edit::{Addition, NewEntity};
use crate::gazetteer::model::{Entry, Gazetteer, KindId};
use crate::gazetteer::slug;
use crate::text::fold::fold_form;
use crate::text::quote::quoted;

/// The additions that an import makes to a list.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Merged {
    /// New entities, and new aliases of listed ones, in file order.
    pub additions: Vec<Addition>,
    /// Skipped rows and remarks.
    pub notes: Vec<Note>,
}

/// Returns what these rows add to a list.
///
/// A row is compared with the listed entities of its kind. It matches those that have its name, else those that have
/// its id, else its Wikidata item, else its name as an alias, else one of its aliases as their name, else one of its
/// aliases as an alias. Templates and weak aliases in the list do not count. If one entity matches, it gets the row's
/// new names; if several do, the row is skipped. People never match only by a one-word alias of both. Entities with
/// different Wikidata items never match; a row with the name of such an entity, and of no other, is skipped.
pub fn merge(list: &Gazetteer, rows: Vec<Row>) -> Merged {
    let mut merger = Merger {
        used_ids: list.entries.iter().map(|entry| entry.id.clone()).collect(),
        index: ListIndex::new(list),
        folded_forms: HashMap::new(),
        next_suffixes: HashMap::new(),
        merged: Merged::default(),
    };
    for row in rows {
        merger.merge_row(row);
    }
    merger.merged
}

/// Positions of entries by kind and key.
type Positions = HashMap<(KindId, String), Vec<usize>>;

/// A list, indexed for lookup.
struct ListIndex<'g> {
    list: &'g Gazetteer,
    kinds: HashMap<&'g str, KindId>,
    names: Positions,
    /// Forms that are not weak, including names.
    forms: Positions,
    ids: Positions,
    items: Positions,
    /// For each folded form, weak or not, the first entry, of any kind, of those that have it with the highest priority.
    strongest_with_form: HashMap<String, usize>,
}

/// The result of looking up a row in a list.
enum Match {
    /// The entity is not listed.
    New,
    /// The position of the entry.
    Listed(usize),
    /// Why the row cannot be added.
    Rejected(String),
}

impl<'g> ListIndex<'g> {
    fn new(list: &'g Gazetteer) -> Self {
        let mut index = Self {
            list,
            kinds: list.kinds.iter().zip(0..).map(|(kind, id)| (kind.id.as_str(), KindId(id))).collect(),
            names: Positions::new(),
            forms: Positions::new(),
            ids: Positions::new(),
            items: Positions::new(),
            strongest_with_form: HashMap::new(),
        };
        for (position, entry) in list.entries.iter().enumerate().filter(|(_, entry)| !entry.is_template) {
            index.ids.entry((entry.kind, entry.id.clone())).or_default().push(position);
            index.names.entry((entry.kind, fold_form(&entry.name))).or_default().push(position);
            if let Some(item) = &entry.wikidata {
                index.items.entry((entry.kind, item.clone())).or_default().push(position);
            }
            for form in &entry.forms {
                let folded = fold_form(&form.text);
                let strongest = index.strongest_with_form.entry(folded.clone()).or_insert(position);
                if list.entries.get(*strongest).is_some_and(|other| other.priority < entry.priority) {
                    *strongest = position;
                }
                let positions = index.forms.entry((entry.kind, folded)).or_default();
                if !form.weak && positions.last() != Some(&position) {
                    positions.push(position);
                }
            }
        }
        index
    }

    fn entry(&self, position: usize) -> Option<&'g Entry> {
        self.list.entries.get(position)
    }

    fn find(&self, entity: &NewEntity) -> Match {
        let Some(kind) = self.kinds.get(entity.kind.as_str()).copied() else {
            return Match::Rejected(format!("the list has no kind `{}`", quoted(&entity.kind)));
        };
        let find_in = |positions: &Positions, text: &str| -> Vec<usize> {
            let positions = positions.get(&(kind, text.to_owned())).map_or(&[][..], Vec::as_slice);
            positions.iter().copied().filter(|position| !self.has_other_item(*position, entity)).collect()
        };
        let name = fold_form(&entity.name);
        let aliases: Vec<String> = entity.aliases.iter().map(|alias| fold_form(alias)).collect();
        let is_distinctive = |alias: &&String| kind != KindId::PERSON || alias.contains(' ');
        let by_name = self.names.get(&(kind, name.clone()));
        if let Some(first) = by_name.and_then(|positions| positions.first())
            && find_in(&self.names, &name).is_empty()
        {
            let listed = self.entry(*first).map(|entry| quoted(&entry.name)).unwrap_or_default();
            return Match::Rejected(format!(
                "`{listed}` is listed with another Wikidata item; add this one by hand, with its own id"
            ));
        }
        let steps: [&dyn Fn() -> Vec<usize>; 6] = [
            &|| find_in(&self.names, &name),
            &|| entity.id.as_deref().map(|id| find_in(&self.ids, id)).unwrap_or_default(),
            &|| entity.wikidata.as_deref().map(|item| find_in(&self.items, item)).unwrap_or_default(),
            &|| find_in(&self.forms, &name),
            &|| aliases.iter().flat_map(|alias| find_in(&self.names, alias)).collect(),
            &|| aliases.iter().filter(is_distinctive).flat_map(|alias| find_in(&self.forms, alias)).collect(),
        ];
        for step in steps {
            let mut positions = step();
            positions.sort_unstable();
            positions.dedup();
            match positions.as_slice() {
                [] => {}
                [only] => return Match::Listed(*only),
                [first, second, ..] => {
                    let name = |position: &usize| {
                        self.entry(*position).map(|entry| quoted(&entry.name)).unwrap_or_default()
                    };
                    return Match::Rejected(format!(
                        "`{}` may be {} or {} in the list; add it by hand",
                        quoted(&entity.name),
                        name(first),
                        name(second)
                    ));
                }
            }
        }
        Match::New
    }

    fn has_other_item(&self, position: usize, entity: &NewEntity) -> bool {
        let listed = self.entry(position).and_then(|entry| entry.wikidata.as_deref());
        matches!((listed, entity.wikidata.as_deref()), (Some(one), Some(other)) if one != other)
    }
}

struct Merger<'g> {
    index: ListIndex<'g>,
    /// The folded forms of matched entries, by position.
    folded_forms: HashMap<usize, HashSet<String>>,
    /// Ids in use.
    used_ids: HashSet<String>,
    /// The next numeric suffix to try for a slug.
    next_suffixes: HashMap<String, u32>,
    merged: Merged,
}

impl Merger<'_> {
    fn merge_row(&mut self, row: Row) {
        match self.index.find(&row.entity) {
            Match::New => self.add_entity(row),
            Match::Listed(position) => self.add_aliases(position, row),
            Match::Rejected(why) => self.note(row.line, NoteKind::SkippedRow, format!("skipped: {why}")),
        }
    }

    fn note(&mut self, line: u32, kind: NoteKind, text: String) {
        self.merged.notes.push(Note { line, kind, text });
    }

    fn add_entity(&mut self, row: Row) {
        let Row { line, mut entity } = row;
        if let Some(taken) = entity.id.take_if(|id| self.used_ids.contains(id)) {
            let text = format!("the id `{}` is taken; {} gets another", quoted(&taken), quoted(&entity.name));
            self.note(line, NoteKind::Remark, text);
        }
        let id = entity.id.clone().unwrap_or_else(|| self.free_id(&slug(&entity.name)));
        self.used_ids.insert(id);
        for text in std::iter::once(&entity.name).chain(&entity.aliases) {
            self.note_shared_form(line, text, None);
        }
        self.merged.additions.push(Addition::Entity(entity));
    }

    fn add_aliases(&mut self, position: usize, row: Row) {
        let Some(entry) = self.index.entry(position) else { return };
        let Row { line, entity } = row;
        for text in std::iter::once(entity.name).chain(entity.aliases) {
            let forms = self
                .folded_forms
                .entry(position)
                .or_insert_with(|| entry.forms.iter().map(|form| fold_form(&form.text)).collect());
            if forms.insert(fold_form(&text)) {
                self.note_shared_form(line, &text, Some(position));
                self.merged.additions.push(Addition::Alias { id: entry.id.clone(), text });
            }
        }
    }

    /// Adds a note if another listed entry has the same form with the same priority, and none has it with a higher one,
    /// since mentions by that form will be ambiguous. `own` is the entry that gets the form; None for a new entity.
    fn note_shared_form(&mut self, line: u32, text: &str, own: Option<usize>) {
        let strongest = self.index.strongest_with_form.get(&fold_form(text)).copied();
        let Some(other) =
            strongest.filter(|other| own != Some(*other)).and_then(|other| self.index.entry(other))
        else {
            return;
        };
        // A new entity is written without a priority.
        let priority = own.and_then(|own| self.index.entry(own)).map_or(0, |entry| entry.priority);
        if other.priority != priority {
            return;
        }
        let (text, other) = (quoted(text), quoted(&other.name));
        let text = format!("`{text}` is also a form of {other}: its mentions will be ambiguous");
        self.note(line, NoteKind::Remark, text);
    }

    /// Returns an id for an entity without one: its slug, with the first free suffix from 2 if the slug is taken.
    fn free_id(&mut self, slug: &str) -> String {
        if !self.used_ids.contains(slug) {
            return slug.to_owned();
        }
        let mut suffix = self.next_suffixes.get(slug).copied().unwrap_or(2);
        while self.used_ids.contains(&format!("{slug}-{suffix}")) {
            suffix += 1;
        }
        self.next_suffixes.insert(slug.to_owned(), suffix);
        format!("{slug}-{suffix}")
    }
}
