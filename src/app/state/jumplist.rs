//! Earlier and later positions, as in a browser's history.

use crate::app::document::Position;
use crate::app::input::ViewId;
use crate::article::ArticleKey;

/// Maximum number of earlier positions.
const MAX_JUMPS: usize = 200;

/// A position to return to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jump {
    /// The article.
    pub key: ArticleKey,
    /// The position in it.
    pub position: Position,
    /// The view.
    pub view: ViewId,
}

/// The positions before the current one, and those after it, to which `forward` returns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JumpList {
    earlier: Vec<Jump>,
    later: Vec<Jump>,
}

impl JumpList {
    /// Adds the current position, which a jump is about to leave, and drops all later ones. The same position twice in a
    /// row is stored once.
    pub fn leave(&mut self, here: Jump) {
        self.later.clear();
        if self.earlier.last() != Some(&here) {
            self.earlier.push(here);
        }
        if self.earlier.len() > MAX_JUMPS {
            self.earlier.remove(0);
        }
    }

    /// Returns the most recent earlier position that is not the current one.
    pub fn last(&self, here: &Jump) -> Option<Jump> {
        self.earlier.iter().rev().find(|jump| *jump != here).cloned()
    }

    /// Returns the previous position; `here` becomes the next one.
    pub fn back(&mut self, here: Jump) -> Option<Jump> {
        step(&mut self.earlier, &mut self.later, here)
    }

    /// Returns the next position; `here` becomes the previous one.
    pub fn forward(&mut self, here: Jump) -> Option<Jump> {
        step(&mut self.later, &mut self.earlier, here)
    }
}

/// Takes the nearest position that is not the current one.
fn step(from: &mut Vec<Jump>, onto: &mut Vec<Jump>, here: Jump) -> Option<Jump> {
    while from.last() == Some(&here) {
        from.pop();
    }
    let jump = from.pop()?;
    onto.push(here);
    Some(jump)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::app::document::ViewportTop;
    use crate::app::input::READ;

    fn jump(offset: usize) -> Jump {
        let key = ArticleKey::from_path(Path::new("a"));
        let position = Position { top: ViewportTop { offset, gap: false }, ..Position::default() };
        Jump { key, position, view: READ }
    }

    #[test]
    fn back_and_forward_are_inverse() {
        let mut jumps = JumpList::default();
        jumps.leave(jump(1));
        jumps.leave(jump(2));
        assert_eq!(jumps.back(jump(3)), Some(jump(2)));
        assert_eq!(jumps.back(jump(2)), Some(jump(1)));
        assert_eq!(jumps.back(jump(1)), None);
        assert_eq!(jumps.forward(jump(1)), Some(jump(2)));
        assert_eq!(jumps.forward(jump(2)), Some(jump(3)));
        assert_eq!(jumps.forward(jump(3)), None);
    }

    #[test]
    fn a_new_jump_drops_later_positions_and_the_list_is_bounded() {
        let mut jumps = JumpList::default();
        jumps.leave(jump(1));
        assert_eq!(jumps.back(jump(2)), Some(jump(1)));
        jumps.leave(jump(1));
        assert_eq!(jumps.forward(jump(5)), None);
        for offset in 0..1000 {
            jumps.leave(jump(offset));
        }
        assert_eq!(jumps.earlier.len(), MAX_JUMPS);
    }
}
