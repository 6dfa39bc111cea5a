//! Slots: a query, its answer, and the request that connects them.

use std::any::Any;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};

use super::query::{Lane, Library, Query, Stop};

/// Identifies a request and the slot that made it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ticket {
    slot: u64,
    number: u64,
}

/// What a request runs.
type Run = Box<dyn FnOnce(&dyn Library, &mut dyn FnMut(Reply)) + Send>;

/// A query on its way to a thread.
pub struct Request {
    /// Which slot's request it is.
    pub ticket: Ticket,
    /// The thread that it is for.
    pub lane: Lane,
    /// Set once the answer is no longer wanted.
    pub stop: Stop,
    run: Run,
}

impl Request {
    /// Runs the query and passes on its replies; the last one is marked. A query that panics ends with a reply too.
    pub fn run(self, library: &dyn Library, reply: &mut dyn FnMut(Reply)) {
        (self.run)(library, reply);
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "Request({:?})", self.lane)
    }
}

/// An answer, or a part of one, on its way back.
pub struct Reply {
    /// What it is a reply to.
    pub ticket: Ticket,
    answer: Option<Box<dyn Any + Send>>,
    /// True if no more replies to this request will come.
    pub is_last: bool,
    /// True if this is the last reply because the query panicked.
    pub has_failed: bool,
}

impl fmt::Debug for Reply {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "Reply({:?})", self.ticket)
    }
}

/// The answer that a slot took out of a reply.
#[derive(Debug, PartialEq, Eq)]
pub struct Part<A> {
    /// The answer, or the next part of it. None if the reply only says that the query has ended.
    pub answer: Option<A>,
    /// True if nothing more will come.
    pub is_last: bool,
}

/// The wanted query, and the newest answer.
///
/// There are two ways to use one. [`Slot::want`] says which answer is needed now, and may be called often: the slot requests
/// only what it does not have, and keeps the answer. [`Slot::start`] requests in any case; the caller of [`Slot::take`] gets
/// the parts, and the slot keeps none.
pub struct Slot<Q: Query> {
    id: u64,
    number: u64,
    wanted: Option<Q>,
    /// True if the request for what is wanted has not been taken yet.
    is_new: bool,
    /// True if a reply to the request is still to come.
    is_waiting: bool,
    stop: Stop,
    latest: Option<(Q, Q::Answer)>,
}

/// The next slot id; ids are unique, so that a reply finds its slot.
static NEXT_ID: AtomicU64 = AtomicU64::new(0);

impl<Q: Query> Default for Slot<Q> {
    fn default() -> Self {
        Self {
            id: NEXT_ID.fetch_add(1, Ordering::Relaxed),
            number: 0,
            wanted: None,
            is_new: false,
            is_waiting: false,
            stop: Stop::default(),
            latest: None,
        }
    }
}

impl<Q: Query> fmt::Debug for Slot<Q> {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.debug_struct("Slot").field("is_waiting", &self.is_waiting).finish_non_exhaustive()
    }
}

impl<Q: Query> Slot<Q> {
    /// Sets the query whose answer is needed now, and requests it unless the same query was wanted already or its
    /// answer is here. None gives up a pending request.
    pub fn want(&mut self, query: Option<Q>) {
        if self.wanted == query {
            return;
        }
        let is_here = |query: &Q| self.latest.as_ref().is_some_and(|(answered, _)| answered == query);
        let is_needed = query.as_ref().is_some_and(|query| !is_here(query));
        self.replace(query, is_needed);
    }

    /// Requests an answer even if it is here or on its way.
    pub fn start(&mut self, query: Q) {
        self.replace(Some(query), true);
    }

    /// Gives up a pending request; an answer that is here stays. Returns true if a request was pending.
    pub fn give_up(&mut self) -> bool {
        let was_waiting = self.is_waiting;
        self.replace(None, false);
        was_waiting
    }

    fn replace(&mut self, query: Option<Q>, is_needed: bool) {
        self.stop.set();
        self.wanted = query;
        (self.is_new, self.is_waiting) = (is_needed, is_needed);
        // Replies that are still on their way no longer match.
        self.number += 1;
    }

    /// Creates a slot that holds an answer.
    #[cfg(test)]
    pub fn answered(query: Q, answer: Q::Answer) -> Self {
        Self { latest: Some((query, answer)), ..Self::default() }
    }

    /// Returns the wanted query.
    pub fn wanted(&self) -> Option<&Q> {
        self.wanted.as_ref()
    }

    /// Returns the answer to the wanted query.
    pub fn exact(&self) -> Option<&Q::Answer> {
        let (answered, answer) = self.latest.as_ref()?;
        (self.wanted.as_ref() == Some(answered)).then_some(answer)
    }

    /// Returns the newest answer and its query, which may be older than the wanted one.
    pub fn latest(&self) -> Option<(&Q, &Q::Answer)> {
        self.latest.as_ref().map(|(query, answer)| (query, answer))
    }

    /// True if an answer is on its way.
    pub fn is_waiting(&self) -> bool {
        self.is_waiting
    }

    /// Drops the answer: use this if it would be wrong, not just old.
    pub fn forget(&mut self) {
        self.latest = None;
        // Otherwise wanting the same query again would neither find an answer nor request one.
        if !self.is_waiting {
            self.wanted = None;
        }
    }

    /// True if a reply is to this slot's request, and not to an older one.
    pub fn is_for(&self, reply: &Reply) -> bool {
        self.is_waiting && reply.ticket == (Ticket { slot: self.id, number: self.number })
    }

    /// Takes the answer out of a reply, or a part of it, without keeping it. None if the reply is not to this slot's request.
    pub fn take(&mut self, reply: &mut Reply) -> Option<Part<Q::Answer>> {
        if !self.is_for(reply) {
            return None;
        }
        self.is_waiting = !reply.is_last;
        let answer = reply.answer.take().and_then(|answer| answer.downcast().ok()).map(|answer| *answer);
        Some(Part { answer, is_last: reply.is_last })
    }
}

/// A slot of any query, for code that only carries requests and replies.
pub trait AnySlot {
    /// Returns the request to send. None if nothing new is wanted.
    fn take_request(&mut self) -> Option<Request>;
    /// Keeps the answer in a reply. False if the reply is not to this slot's request.
    fn keep(&mut self, reply: &mut Reply) -> bool;
}

impl<Q: Query> AnySlot for Slot<Q> {
    fn take_request(&mut self) -> Option<Request> {
        if !std::mem::take(&mut self.is_new) {
            return None;
        }
        let query = self.wanted.clone()?;
        self.stop = Stop::default();
        let (ticket, stop) = (Ticket { slot: self.id, number: self.number }, self.stop.clone());
        let run = move |library: &dyn Library, reply: &mut dyn FnMut(Reply)| {
            run_query(&query, ticket, &stop, library, reply);
        };
        Some(Request { ticket, lane: Q::LANE, stop: self.stop.clone(), run: Box::new(run) })
    }

    fn keep(&mut self, reply: &mut Reply) -> bool {
        let Some(part) = self.take(reply) else { return false };
        if let (Some(query), Some(answer)) = (&self.wanted, part.answer) {
            self.latest = Some((query.clone(), answer));
        }
        true
    }
}

fn run_query<Q: Query>(
    query: &Q,
    ticket: Ticket,
    stop: &Stop,
    library: &dyn Library,
    reply: &mut dyn FnMut(Reply),
) {
    let mut is_ended = false;
    let ran = catch_unwind(AssertUnwindSafe(|| {
        query.run(library, stop, &mut |answer| {
            is_ended |= !Q::STREAMS;
            reply(Reply { ticket, answer: Some(Box::new(answer)), is_last: !Q::STREAMS, has_failed: false });
        });
    }));
    if !is_ended {
        let has_failed = ran.is_err();
        let answer = query.failed().filter(|_| has_failed);
        let answer = answer.map(|answer| Box::new(answer) as Box<dyn Any + Send>);
        reply(Reply { ticket, answer, is_last: true, has_failed });
    }
}

#[cfg(test)]
#[path = "slot_tests.rs"]
mod tests;
