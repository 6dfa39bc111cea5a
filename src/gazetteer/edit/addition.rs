//! What can be added to a list.

/// An entity to add to a list.
///
/// All texts but the kind are trimmed. A blank id, note, Wikidata item or address is left out.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct NewEntity {
    /// The canonical name: 1 to 1,000 code points, no braces. Templates must be written by hand.
    pub name: String,
    /// The id of the kind in the list: `person`.
    pub kind: String,
    /// Aliases. One that folds to the same text as an earlier form of the entity is silently left out.
    pub aliases: Vec<String>,
    /// The stable key, written only if it differs from the [`slug()`](fn@crate::gazetteer::slug) of the name. If it
    /// is None or blank and the slug is taken, the slug gets the first free suffix, from 2: `springfield-2`.
    pub id: Option<String>,
    /// A description. May contain line breaks and tabs.
    pub note: Option<String>,
    /// The Wikidata item.
    pub wikidata: Option<String>,
    /// A web address.
    pub url: Option<String>,
}

/// An addition to a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Addition {
    /// A new entity.
    Entity(NewEntity),
    /// A new alias of an entry that is listed or created by an earlier addition.
    Alias {
        /// The entry's [`Entry::id`](crate::gazetteer::Entry::id).
        id: String,
        /// The alias.
        text: String,
    },
}
