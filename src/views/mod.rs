//! What fills the screen: the views, a folder each.
//!
//! Each keeps the contract of [`ui::view`](crate::ui::view): its commands with their keys, what they do, which questions it
//! asks, what it draws, its status line and its hints are all in its folder. The shell has one table of views; nothing else
//! names one, and no view names another.
//!
//! What views share is below: the model ([`app`](crate::app)), the kit ([`ui`](crate::ui)), and the overlays that they open.
//!
//! The limit: a view that is not shown asks nothing. What it shows when it is shown again is found anew.

pub mod compare;
pub mod concordance;
pub mod corpus_search;
pub mod read;
pub mod suggest;
