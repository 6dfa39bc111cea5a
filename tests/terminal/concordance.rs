//! The Concordance view: from a mention to all mentions in context, to another mention, and back.

use crate::harness::{LIST, quit, start};
use crate::support::driver::corpus;

#[test]
fn concordance_is_opened_sorted_read_and_returned_to() {
    let folder = corpus(
        LIST,
        &[
            ("1.txt", "First report\n\nTalks were held in Kyiv on Monday.\n\nThen zest for Kyiv alone.\n"),
            ("2.txt", "Second report\n\nA word about Kyiv and no more.\n"),
            ("3.txt", "Third report\n\nNothing of the kind.\n"),
        ],
    );
    let mut session = start(&folder);
    let shows = |words: &'static str| move |screen: &vt100::Screen| screen.contents().contains(words);
    session.wait_for(shows("Talks were held"), "the first article");
    session.send("]");
    session.send_key("Enter");
    session.send("w");
    session.wait_for(shows("Concordance of Kyiv: 3 mentions in 2 of 3 articles"), "the concordance");
    session.wait_for(shows("Not mentioned in 1 article:"), "the article without mentions");
    session.send("s");
    session.wait_for(shows("by the words to the left"), "sorted by the words to the left");
    session.send("ss");
    session.wait_for(shows("by spelling"), "sorted by spelling");
    session.send("s");
    session.wait_for(shows("by article"), "sorted by article");
    session.send("}");
    session.wait_for(shows("article 2 of 3: Second report"), "the second report");
    session.send("]");
    session.send_key("Enter");
    // The line in the concordance has the same words.
    session.wait_for(|screen| !screen.contents().contains("Concordance of"), "the concordance to close");
    session.wait_for(shows("article 2 of 3"), "the second article");
    session.wait_for(
        |screen| screen.contents().contains("A word about Kyiv and no more."),
        "the text of the second article",
    );
    session.send_key("Ctrl-o");
    session.wait_for(shows("line 3 of 3"), "back at the line");
    session.send("q");
    session.wait_for(|screen| !screen.contents().contains("Concordance of"), "back at reading");
    quit(session);
}
