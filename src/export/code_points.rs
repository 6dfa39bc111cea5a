//! Byte offsets of a text as code points.

/// Turns byte offsets into code points, counting only what lies between one and the next.
#[derive(Debug)]
pub struct CodePoints<'a> {
    text: &'a str,
    byte: usize,
    point: usize,
}

impl<'a> CodePoints<'a> {
    /// Counts from the beginning of a text.
    pub fn new(text: &'a str) -> Self {
        Self { text, byte: 0, point: 0 }
    }

    /// The number of code points before a byte offset. Offsets that ascend cost one pass in all; one that falls back
    /// costs what it falls back by.
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
    fn offsets_are_code_points_whatever_their_order() {
        let text = "Żółw и кит";
        let mut points = CodePoints::new(text);
        for (point, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(points.at(byte), point);
        }
        let places: Vec<(usize, (usize, char))> = text.char_indices().enumerate().collect();
        for (point, (byte, _)) in places.into_iter().rev() {
            assert_eq!(points.at(byte), point);
        }
        assert_eq!(points.at(text.len()), 10);
        assert_eq!(points.at(0), 0);
    }
}
