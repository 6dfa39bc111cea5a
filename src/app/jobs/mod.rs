//! Work done aside: a question in a slot, and its answer when it comes.
//!
//! Whatever may take longer than a frame is a [`Query`]: a value that knows how to compute its answer on any thread. Whoever
//! needs the answer owns a [`Slot`] and says what it wants; the slot makes a [`Request`] of it, drops the request before, and
//! takes the [`Reply`] that carries its [`Ticket`]. Nothing else decides whether an answer is out of date.
//!
//! What a query needs of the outside it asks of a [`Library`]. The reader's implementation reads files; so does that of the
//! tests, by the same code. Threads belong to `reader/`: here is only what they run.
//!
//! The limit: a query that has begun is stopped at its own discretion. Until it looks at its [`Stop`], its lane is busy.

pub mod query;
pub mod slot;

pub use query::{Lane, Library, Query, Rescanned, Stop};
pub use slot::{AnySlot, Part, Reply, Request, Slot, Ticket};
