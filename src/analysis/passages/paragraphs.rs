//! Groups paragraphs with the same words into classes, so that a paragraph that many articles carry is compared only
//! once.

use std::collections::HashMap;

use super::words::{Document, Paragraph, Word};
use crate::text::fingerprint::{extend, fingerprint};

/// All paragraphs with the same words.
#[derive(Debug)]
pub(super) struct Class {
    /// The first such paragraph of each document that has one, in document order.
    pub places: Vec<ClassPlace>,
    /// Number of words.
    pub len: usize,
}

/// A paragraph of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ClassPlace {
    /// Index of the document.
    pub document: usize,
    /// Index of its first word in the document.
    pub start: usize,
}

/// The paragraphs of all documents, by class.
#[derive(Debug)]
pub(super) struct Classes {
    /// The classes, in the order of their first paragraphs.
    pub classes: Vec<Class>,
    /// For each document, the classes of its paragraphs, in text order.
    pub by_document: Vec<Vec<usize>>,
}

/// Returns the fingerprint of a sequence of words.
pub(super) fn words_fingerprint(words: &[Word]) -> u64 {
    ids_fingerprint(words.iter().map(|word| word.id))
}

/// Returns the fingerprint of a sequence of words, given the fingerprint of each.
pub(super) fn ids_fingerprint(ids: impl Iterator<Item = u64>) -> u64 {
    ids.fold(fingerprint(b""), |hash, id| extend(hash, &id.to_le_bytes()))
}

/// Groups the paragraphs of the documents into classes.
pub(super) fn classes(documents: &[Document]) -> Classes {
    let mut by_hash: HashMap<u64, usize> = HashMap::new();
    let mut found = Classes { classes: Vec::new(), by_document: Vec::with_capacity(documents.len()) };
    for (document, words) in documents.iter().enumerate() {
        let mut of_document = Vec::with_capacity(words.paragraphs.len());
        for paragraph in &words.paragraphs {
            let hash = words_fingerprint(slice(words, paragraph));
            let class = *by_hash.entry(hash).or_insert_with(|| {
                found.classes.push(Class { places: Vec::new(), len: paragraph.len() });
                found.classes.len() - 1
            });
            if let Some(class) = found.classes.get_mut(class)
                && class.places.last().is_none_or(|place| place.document != document)
            {
                class.places.push(ClassPlace { document, start: paragraph.start });
            }
            of_document.push(class);
        }
        found.by_document.push(of_document);
    }
    found
}

impl Classes {
    /// Returns the words of the first paragraph of a class. Empty if there is no such class.
    pub fn words<'a>(&self, class: usize, documents: &'a [Document]) -> &'a [Word] {
        let Some(class) = self.classes.get(class) else { return &[] };
        let Some(place) = class.places.first() else { return &[] };
        let document = documents.get(place.document);
        document.map_or(&[], |document| slice(document, &(place.start..place.start + class.len)))
    }
}

fn slice<'a>(document: &'a Document, paragraph: &Paragraph) -> &'a [Word] {
    document.words.get(paragraph.clone()).unwrap_or_default()
}
