//! Background work: queries in slots, and their answers.
//!
//! Whatever may take longer than a frame is a [`Query`]: a value that can compute its answer on any thread. Whoever
//! needs the answer owns a [`Slot`] and says what it wants; the slot makes a [`Request`], cancels the previous one, and
//! accepts only replies that carry its current [`Ticket`]. A [`Reply`] that no slot accepts is dropped.
//!
//! A query accesses files and the list through a [`Library`], in the reader and in tests alike. Threads belong to `reader/`;
//! this is only what they run.
//!
//! Limitation: a running query can only be asked to stop. Until it checks its [`Stop`] or ends, its lane is busy.

pub mod query;
pub mod slot;

pub use query::{Lane, Library, Query, Rescanned, Stop};
pub use slot::{AnySlot, Part, Reply, Request, Slot, Ticket};
