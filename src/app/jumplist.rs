//! Where one was: back and forward, as a browser has it.

use crate::app::document::Position;
use crate::app::input::View;
use crate::article::ArticleKey;

/// How many places are remembered.
const LONGEST: usize = 200;

/// A place one was at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The article.
    pub key: ArticleKey,
    /// Where in it.
    pub spot: Position,
    /// The view.
    pub view: View,
}

/// The places one left, and those one came back from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JumpList {
    behind: Vec<Place>,
    ahead: Vec<Place>,
}

impl JumpList {
    /// Remembers the place that a jump leaves. What lay ahead is forgotten; the same place twice is remembered once.
    pub fn leave(&mut self, place: Place) {
        self.ahead.clear();
        if self.behind.last() != Some(&place) {
            self.behind.push(place);
        }
        if self.behind.len() > LONGEST {
            self.behind.remove(0);
        }
    }

    /// The place that was left last, if it is not the one stood on.
    pub fn last(&self, here: &Place) -> Option<Place> {
        self.behind.iter().rev().find(|place| *place != here).cloned()
    }

    /// The place before; `here` becomes the one ahead.
    pub fn back(&mut self, here: Place) -> Option<Place> {
        step(&mut self.behind, &mut self.ahead, here)
    }

    /// The place that one came back from.
    pub fn forward(&mut self, here: Place) -> Option<Place> {
        step(&mut self.ahead, &mut self.behind, here)
    }
}

/// Takes the nearest place that is not the one stood on.
fn step(from: &mut Vec<Place>, onto: &mut Vec<Place>, here: Place) -> Option<Place> {
    while from.last() == Some(&here) {
        from.pop();
    }
    let place = from.pop()?;
    onto.push(here);
    Some(place)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::app::document::ViewportTop;

    fn place(offset: usize) -> Place {
        let key = ArticleKey::from_path(Path::new("a"));
        let spot = Position { top: ViewportTop { offset, gap: false }, ..Position::default() };
        Place { key, spot, view: View::Read }
    }

    #[test]
    fn back_and_forward_are_inverse() {
        let mut trail = JumpList::default();
        trail.leave(place(1));
        trail.leave(place(2));
        assert_eq!(trail.back(place(3)), Some(place(2)));
        assert_eq!(trail.back(place(2)), Some(place(1)));
        assert_eq!(trail.back(place(1)), None);
        assert_eq!(trail.forward(place(1)), Some(place(2)));
        assert_eq!(trail.forward(place(2)), Some(place(3)));
        assert_eq!(trail.forward(place(3)), None);
    }

    #[test]
    fn a_new_jump_forgets_what_lay_ahead_and_length_is_bounded() {
        let mut trail = JumpList::default();
        trail.leave(place(1));
        assert_eq!(trail.back(place(2)), Some(place(1)));
        trail.leave(place(1));
        assert_eq!(trail.forward(place(5)), None);
        for offset in 0..1000 {
            trail.leave(place(offset));
        }
        assert_eq!(trail.behind.len(), LONGEST);
    }
}
