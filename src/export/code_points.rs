//! Byte offsets of a text as code points.

/// Turns ascending byte offsets into code points, each stretch of the text counted once.
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
    /// begins anew.
    pub fn at(&mut self, byte: usize) -> usize {
        if byte < self.byte {
            (self.byte, self.point) = (0, 0);
        }
        let stretch = self.text.get(self.byte..byte).unwrap_or_default();
        self.point += stretch.chars().count();
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
        assert_eq!(points.at(0), 0);
        assert_eq!(points.at(text.len()), 10);
    }
}
