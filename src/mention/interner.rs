//! Interns values: distinct values are numbered from 0 in order of first appearance.

use std::collections::HashMap;
use std::hash::Hash;

/// A table of distinct values and their numbers.
#[derive(Clone, Debug)]
pub struct Interner<T> {
    values: Vec<T>,
    numbers: HashMap<T, u32>,
}

impl<T> Default for Interner<T> {
    fn default() -> Self {
        Self { values: Vec::new(), numbers: HashMap::new() }
    }
}

impl<T: Clone + Eq + Hash> Interner<T> {
    /// Returns the number of a value, adding the value if it is new.
    pub fn intern(&mut self, value: T) -> u32 {
        *self.numbers.entry(value).or_insert_with_key(|value| {
            self.values.push(value.clone());
            self.values.len() as u32 - 1
        })
    }

    /// Looks up the number of a value.
    pub fn number(&self, value: &T) -> Option<u32> {
        self.numbers.get(value).copied()
    }

    /// Returns the values in the order of their numbers.
    pub fn values(&self) -> &[T] {
        &self.values
    }

    /// Consumes the table and returns the values in the order of their numbers.
    pub fn into_values(self) -> Vec<T> {
        self.values
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_numbered_in_order_of_first_appearance() {
        let mut names = Interner::default();
        assert_eq!(["b", "a", "b", "c"].map(|name| names.intern(name)), [0, 1, 0, 2]);
        assert_eq!([names.number(&"a"), names.number(&"c"), names.number(&"d")], [Some(1), Some(2), None]);
        assert_eq!(names.values(), ["b", "a", "c"]);
        assert_eq!(names.into_values(), ["b", "a", "c"]);
    }
}
