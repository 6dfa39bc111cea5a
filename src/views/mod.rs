//! The views, which fill the screen, one folder each.
//!
//! Each implements the trait of [`ui::view`](crate::ui::view): its commands with their keys and functions, its queries,
//! its drawing, its status line and its hints are all in its folder. Only the shell names views, in one table and in
//! its badges. No view names another, except that views go back to the Read view by its id.
//!
//! Code that views share is in lower layers: the model ([`app`](crate::app)), the toolkit ([`ui`](crate::ui)), and the
//! overlays that they open.
//!
//! Limitation: a view that is not shown requests nothing. Its content is brought up to date once it is shown again.

pub mod compare;
pub mod concordance;
pub mod corpus_search;
pub mod read;
pub mod suggest;
