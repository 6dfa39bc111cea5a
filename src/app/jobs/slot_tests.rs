//! Tests of slots, with queries that need no library.

use std::path::PathBuf;
use std::sync::Arc;

use super::*;
use crate::analysis::facts::Facts;
use crate::analysis::search::{ArticleHits, Expression};
use crate::analysis::suggestions::ArticleNames;
use crate::app::jobs::Rescanned;
use crate::article::{Article, ArticleKey};
use crate::corpus::{Index, Segment};
use crate::mention::Matcher;

/// A library that nothing is read from.
struct EmptyLibrary;

impl Library for EmptyLibrary {
    fn matcher(&self) -> Arc<Matcher> {
        unreachable!("no query here needs it")
    }
    fn open(
        &self,
        _: &Matcher,
        _: &ArticleKey,
        _: Option<u64>,
    ) -> Result<(Article, Option<Segment>), String> {
        Err(String::new())
    }
    fn rescan(&self, _: &Matcher, _: &Index, _: &[PathBuf]) -> Rescanned {
        Rescanned::default()
    }
    fn search(
        &self,
        _: &Index,
        _: &Expression,
        _: usize,
        _: &Stop,
        _: &mut dyn FnMut(Vec<ArticleHits>, usize) -> bool,
    ) {
    }
    fn names(&self, _: &Matcher, _: &mut dyn FnMut(ArticleNames) -> bool) {}
    fn facts(
        &self,
        _: &Matcher,
        _: &(dyn Fn(&ArticleKey) -> bool + Sync),
        _: &mut dyn FnMut(Option<Facts>) -> bool,
    ) {
    }
}

/// The square of a number; panics for 13.
#[derive(Clone, Debug, PartialEq)]
struct Square(u32);

impl Query for Square {
    type Answer = u32;
    const LANE: Lane = Lane::Quick;
    fn run(&self, _: &dyn Library, _: &Stop, answer: &mut dyn FnMut(u32)) {
        assert_ne!(self.0, 13);
        answer(self.0 * self.0);
    }
    fn failed(&self) -> Option<u32> {
        Some(0)
    }
}

/// Counts up to a number, until it is stopped.
#[derive(Clone, Debug, PartialEq)]
struct Count(u32);

impl Query for Count {
    type Answer = u32;
    const LANE: Lane = Lane::Search;
    const STREAMS: bool = true;
    fn run(&self, _: &dyn Library, stop: &Stop, answer: &mut dyn FnMut(u32)) {
        (1..=self.0).take_while(|_| !stop.is_set()).for_each(answer);
    }
}

fn replies(request: Request) -> Vec<Reply> {
    let mut replies = Vec::new();
    request.run(&EmptyLibrary, &mut |reply| replies.push(reply));
    replies
}

#[test]
fn query_is_requested_once_and_not_if_its_answer_is_known() {
    let mut slot = Slot::<Square>::default();
    slot.want(Some(Square(3)));
    let request = slot.take_request().expect("a request");
    slot.want(Some(Square(3)));
    assert!(slot.take_request().is_none() && slot.is_waiting());
    for mut reply in replies(request) {
        assert!(slot.keep(&mut reply));
    }
    assert_eq!((slot.exact(), slot.is_waiting()), (Some(&9), false));
    slot.want(None);
    assert_eq!((slot.exact(), slot.latest()), (None, Some((&Square(3), &9))));
    slot.want(Some(Square(3)));
    assert!(slot.take_request().is_none());
    assert_eq!((slot.exact(), slot.is_waiting()), (Some(&9), false));
}

#[test]
fn superseded_query_is_stopped_and_its_answer_dropped() {
    let mut slot = Slot::<Square>::default();
    slot.want(Some(Square(3)));
    let older = slot.take_request().expect("a request");
    slot.want(Some(Square(4)));
    assert!(older.stop.is_set());
    let newer = slot.take_request().expect("a request");
    assert!(!newer.stop.is_set());
    assert!(replies(older).iter_mut().all(|reply| !slot.keep(reply)));
    assert!(replies(newer).iter_mut().all(|reply| slot.keep(reply)));
    assert_eq!(slot.exact(), Some(&16));
    // The newest answer is shown until the next one arrives.
    slot.want(Some(Square(5)));
    assert_eq!((slot.exact(), slot.latest()), (None, Some((&Square(4), &16))));
    slot.forget();
    assert_eq!(slot.latest(), None);
}

#[test]
fn forgotten_answer_is_requested_again() {
    let mut slot = Slot::<Square>::default();
    slot.want(Some(Square(3)));
    let request = slot.take_request().expect("a request");
    assert!(replies(request).iter_mut().all(|reply| slot.keep(reply)));
    slot.forget();
    slot.want(Some(Square(3)));
    assert!(slot.take_request().is_some());
}

#[test]
fn replies_go_to_the_slot_that_asked() {
    let (mut one, mut other) = (Slot::<Square>::default(), Slot::<Square>::default());
    one.want(Some(Square(3)));
    other.want(Some(Square(4)));
    let request = one.take_request().expect("a request");
    for mut reply in replies(request) {
        assert!(!other.keep(&mut reply) && one.keep(&mut reply));
    }
}

#[test]
fn panic_is_answered() {
    let mut slot = Slot::<Square>::default();
    slot.want(Some(Square(13)));
    let request = slot.take_request().expect("a request");
    let mut replies = replies(request);
    assert!(replies.iter().all(|reply| reply.is_last && reply.has_failed));
    assert!(slot.keep(&mut replies[0]));
    assert_eq!((slot.exact(), slot.is_waiting()), (Some(&0), false));
}

#[test]
fn parts_end_with_the_last_and_a_query_can_be_restarted() {
    let mut slot = Slot::<Count>::default();
    for _ in 0..2 {
        slot.start(Count(3));
        let request = slot.take_request().expect("a request");
        let parts: Vec<_> = replies(request).iter_mut().filter_map(|reply| slot.take(reply)).collect();
        let answers: Vec<u32> = parts.iter().filter_map(|part| part.answer).collect();
        assert_eq!(answers, [1, 2, 3]);
        assert!(parts.last().is_some_and(|part| part.is_last) && !slot.is_waiting());
    }
}

#[test]
fn replies_to_a_cancelled_request_are_ignored() {
    let mut slot = Slot::<Count>::default();
    slot.start(Count(3));
    let request = slot.take_request().expect("a request");
    assert!(slot.give_up() && !slot.is_waiting() && !slot.give_up());
    assert!(replies(request).iter_mut().all(|reply| slot.take(reply).is_none()));
}
