//! Converts byte offsets to code point offsets.

/// Converts byte offsets in a text to code point offsets, counting only from the previous offset to the next.
#[derive(Debug)]
pub struct CodePoints<'a> {
    text: &'a str,
    byte: usize,
    point: usize,
}

impl<'a> CodePoints<'a> {
    /// Creates a converter that starts at the beginning of `text`.
    pub fn new(text: &'a str) -> Self {
        Self { text, byte: 0, point: 0 }
    }

    /// Returns the number of code points before a byte offset, which must be a character boundary. Ascending offsets
    /// cost one pass over the text in total; a step back costs its own length.
    pub fn at(&mut self, byte: usize) -> usize {
        let count = |from: usize, to: usize| self.text.get(from..to).unwrap_or_default().chars().count();
        if byte < self.byte {
            self.point = self.point.saturating_sub(count(byte, self.byte));
        } else {
            self.point += count(self.byte, byte);
        }
        self.byte = byte;
        self.point
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_convert_in_any_order() {
        let text = "Żółw и кит";
        let mut points = CodePoints::new(text);
        for (point, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(points.at(byte), point);
        }
        let offsets: Vec<(usize, (usize, char))> = text.char_indices().enumerate().collect();
        for (point, (byte, _)) in offsets.into_iter().rev() {
            assert_eq!(points.at(byte), point);
        }
        assert_eq!(points.at(text.len()), 10);
        assert_eq!(points.at(0), 0);
    }
}
