//! Which of the entities that were read a list has already.

use std::collections::{HashMap, HashSet};

use super::{Note, Row, Weight, shown};
use crate::gazetteer::edit::{Addition, NewEntity};
use crate::gazetteer::model::{Entry, Gazetteer, KindId};
use crate::gazetteer::slug;
use crate::text::fold::fold_form;

/// What is to be added to a list.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Merged {
    /// The new entities, and the new aliases of those that are listed, in the order of the file.
    pub additions: Vec<Addition>,
    /// What was not taken, and what should be known.
    pub notes: Vec<Note>,
}

/// What a list needs of these rows. A row is about a listed entity of its kind that has the same name, or else the same
/// id, or else the same item of Wikidata, or else one of the names and aliases of the row: then it gives its new aliases
/// and nothing else. By a bare word that is an alias of both nobody is the same person. Two items of Wikidata are two
/// entities whatever they are called.
pub fn merge(list: &Gazetteer, rows: Vec<Row>) -> Merged {
    let known = Known::of(list);
    let mut merging = Merging {
        used: list.entries.iter().map(|entry| entry.id.clone()).collect(),
        known,
        grown: HashMap::new(),
        numbers: HashMap::new(),
        merged: Merged::default(),
    };
    for row in rows {
        merging.row(row);
    }
    merging.merged
}

/// Positions of entries by what they are found by.
type Places = HashMap<(KindId, String), Vec<usize>>;

/// A list, ready to be asked.
struct Known<'g> {
    list: &'g Gazetteer,
    kinds: HashMap<&'g str, KindId>,
    names: Places,
    /// Strong forms, names included.
    forms: Places,
    ids: Places,
    items: Places,
    /// By any form, whatever the kind, the first entry that has it.
    claims: HashMap<String, usize>,
}

/// How a row stands to a list.
enum Found {
    /// It is not listed.
    New,
    /// It is this entry.
    One(usize),
    /// It cannot be added: the reason.
    Doubt(String),
}

impl<'g> Known<'g> {
    fn of(list: &'g Gazetteer) -> Self {
        let mut known = Self {
            list,
            kinds: list.kinds.iter().zip(0..).map(|(kind, id)| (kind.id.as_str(), KindId(id))).collect(),
            names: Places::new(),
            forms: Places::new(),
            ids: Places::new(),
            items: Places::new(),
            claims: HashMap::new(),
        };
        for (place, entry) in list.entries.iter().enumerate().filter(|(_, entry)| !entry.template) {
            known.ids.entry((entry.kind, entry.id.clone())).or_default().push(place);
            known.names.entry((entry.kind, fold_form(&entry.name))).or_default().push(place);
            if let Some(item) = &entry.wikidata {
                known.items.entry((entry.kind, item.clone())).or_default().push(place);
            }
            for form in &entry.forms {
                let folded = fold_form(&form.text);
                known.claims.entry(folded.clone()).or_insert(place);
                let places = known.forms.entry((entry.kind, folded)).or_default();
                if !form.weak && places.last() != Some(&place) {
                    places.push(place);
                }
            }
        }
        known
    }

    fn entry(&self, place: usize) -> Option<&'g Entry> {
        self.list.entries.get(place)
    }

    fn find(&self, entity: &NewEntity) -> Found {
        let Some(kind) = self.kinds.get(entity.kind.as_str()).copied() else {
            return Found::Doubt(format!("the list has no kind `{}`", shown(&entity.kind)));
        };
        let at = |places: &Places, text: &str| -> Vec<usize> {
            let places = places.get(&(kind, text.to_owned())).map_or(&[][..], Vec::as_slice);
            places.iter().copied().filter(|place| !self.is_another_item(*place, entity)).collect()
        };
        let name = fold_form(&entity.name);
        let aliases: Vec<String> = entity.aliases.iter().map(|alias| fold_form(alias)).collect();
        let says_who = |alias: &&String| kind != KindId::PERSON || alias.contains(' ');
        let by_name = self.names.get(&(kind, name.clone()));
        if let Some(first) = by_name.and_then(|places| places.first())
            && at(&self.names, &name).is_empty()
        {
            let listed = self.entry(*first).map(|entry| shown(&entry.name)).unwrap_or_default();
            return Found::Doubt(format!(
                "`{listed}` is listed as another item of Wikidata; write this one by hand, with an id of its own"
            ));
        }
        let steps: [&dyn Fn() -> Vec<usize>; 6] = [
            &|| at(&self.names, &name),
            &|| entity.id.as_deref().map(|id| at(&self.ids, id)).unwrap_or_default(),
            &|| entity.wikidata.as_deref().map(|item| at(&self.items, item)).unwrap_or_default(),
            &|| at(&self.forms, &name),
            &|| aliases.iter().flat_map(|alias| at(&self.names, alias)).collect(),
            &|| aliases.iter().filter(says_who).flat_map(|alias| at(&self.forms, alias)).collect(),
        ];
        for step in steps {
            let mut places = step();
            places.sort_unstable();
            places.dedup();
            match places.as_slice() {
                [] => {}
                [one] => return Found::One(*one),
                [one, other, ..] => {
                    let name = |place: &usize| {
                        self.entry(*place).map(|entry| shown(&entry.name)).unwrap_or_default()
                    };
                    return Found::Doubt(format!(
                        "`{}` may be {} or {} of the list; add it by hand",
                        shown(&entity.name),
                        name(one),
                        name(other)
                    ));
                }
            }
        }
        Found::New
    }

    fn is_another_item(&self, place: usize, entity: &NewEntity) -> bool {
        let listed = self.entry(place).and_then(|entry| entry.wikidata.as_deref());
        matches!((listed, entity.wikidata.as_deref()), (Some(one), Some(other)) if one != other)
    }
}

struct Merging<'g> {
    known: Known<'g>,
    /// The folded forms of entries that were found.
    grown: HashMap<usize, HashSet<String>>,
    /// The ids that are taken.
    used: HashSet<String>,
    /// By slug the number to try behind it next.
    numbers: HashMap<String, u32>,
    merged: Merged,
}

impl Merging<'_> {
    fn row(&mut self, row: Row) {
        match self.known.find(&row.entity) {
            Found::New => self.new_entity(row),
            Found::One(place) => self.new_aliases(place, row),
            Found::Doubt(why) => self.note(row.line, Weight::Row, format!("not taken: {why}")),
        }
    }

    fn note(&mut self, line: u32, weight: Weight, text: String) {
        self.merged.notes.push(Note { line, weight, text });
    }

    fn new_entity(&mut self, row: Row) {
        let Row { line, mut entity } = row;
        if let Some(taken) = entity.id.take_if(|id| self.used.contains(id)) {
            let text = format!("the id `{}` is taken; {} gets another", shown(&taken), shown(&entity.name));
            self.note(line, Weight::Remark, text);
        }
        let id = entity.id.clone().unwrap_or_else(|| self.free_id(&slug(&entity.name)));
        self.used.insert(id);
        for text in std::iter::once(&entity.name).chain(&entity.aliases) {
            self.shared(line, text, None);
        }
        self.merged.additions.push(Addition::Entity(entity));
    }

    fn new_aliases(&mut self, place: usize, row: Row) {
        let Some(entry) = self.known.entry(place) else { return };
        let Row { line, entity } = row;
        for text in std::iter::once(entity.name).chain(entity.aliases) {
            let forms = self
                .grown
                .entry(place)
                .or_insert_with(|| entry.forms.iter().map(|form| fold_form(&form.text)).collect());
            if forms.insert(fold_form(&text)) {
                self.shared(line, &text, Some(place));
                self.merged.additions.push(Addition::Alias { id: entry.id.clone(), text });
            }
        }
    }

    /// Says that a form is also another entry's, so that some mentions will be ambiguous.
    fn shared(&mut self, line: u32, text: &str, own: Option<usize>) {
        let Some(place) = self.known.claims.get(&fold_form(text)).filter(|place| own != Some(**place)) else {
            return;
        };
        let by = self.known.entry(*place).map(|entry| shown(&entry.name)).unwrap_or_default();
        let text = format!("`{}` is also a form of {by}: mentions of it will be ambiguous", shown(text));
        self.note(line, Weight::Remark, text);
    }

    /// The id that an entity without one gets in the list: its slug, with the first free number behind it from 2.
    fn free_id(&mut self, slug: &str) -> String {
        if !self.used.contains(slug) {
            return slug.to_owned();
        }
        let mut number = self.numbers.get(slug).copied().unwrap_or(2);
        while self.used.contains(&format!("{slug}-{number}")) {
            number += 1;
        }
        self.numbers.insert(slug.to_owned(), number);
        format!("{slug}-{number}")
    }
}
