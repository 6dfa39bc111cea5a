//! The table of views.

use crate::app::input::ViewId;
use crate::ui::view::View;
use crate::views::compare::{Compare, Matrix};
use crate::views::concordance::Concordance;
use crate::views::corpus_search::Search;
use crate::views::read::Read;
use crate::views::suggest::Suggest;

/// Returns all views, in the order of the help.
fn all() -> Vec<Box<dyn View>> {
    vec![
        Box::<Read>::default(),
        Box::<Compare>::default(),
        Box::<Matrix>::default(),
        Box::<Concordance>::default(),
        Box::<Suggest>::default(),
        Box::<Search>::default(),
    ]
}

/// The views.
#[derive(Debug)]
pub struct Views(Vec<Box<dyn View>>);

impl Default for Views {
    fn default() -> Self {
        Self(all())
    }
}

impl Views {
    /// Returns all views.
    pub fn iter(&self) -> impl Iterator<Item = &dyn View> {
        self.0.iter().map(|view| &**view)
    }

    /// Returns all views.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Box<dyn View>> {
        self.0.iter_mut()
    }

    /// Returns a view by name. None if there is no such view.
    pub fn find(&self, id: ViewId) -> Option<&dyn View> {
        self.iter().find(|view| view.id() == id)
    }

    /// Returns a view by name. None if there is no such view.
    pub fn find_mut(&mut self, id: ViewId) -> Option<&mut Box<dyn View>> {
        self.0.iter_mut().find(|view| view.id() == id)
    }

    /// Returns the view of type `T`.
    pub fn get<T: View>(&self) -> Option<&T> {
        self.iter().find_map(|view| view.downcast_ref())
    }
}
