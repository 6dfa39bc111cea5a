//! What is switched off or filtered has a badge with the key that ends it, and the key ends it.

use crate::harness::{quit, reports, start, start_small, wait_until_gone};

#[test]
fn everything_switched_off_has_a_badge_and_its_key_ends_it() {
    let folder = reports();
    let mut session = start(&folder);
    session.send("tl");
    session.wait_for_text("1 kind hidden t");
    session.send_key("Esc");
    wait_until_gone(&session, "Kinds shown");
    session.send("t");
    session.wait_for_text("[ ] Places");
    session.send("l");
    session.wait_for_text("[x] Places");
    wait_until_gone(&session, "kind hidden t");
    session.send_key("Esc");
    wait_until_gone(&session, "Kinds shown");
    for (key, badge) in [("*", "highlights: selected *"), ("x", "nested x"), ("M", "mouse off M")] {
        session.send(key);
        session.wait_for_text(badge);
        session.send(if key == "*" { "**" } else { key });
        wait_until_gone(&session, badge);
    }
    session.send("]");
    session.wait_for_text("mentions: 1 of 6 here");
    session.send_key("Enter");
    session.wait_for_text("Joe Park: 1 of 2 here");
    session.send("&");
    session.wait_for_text("filter: Joe Park &");
    session.send("&");
    wait_until_gone(&session, "filter: Joe Park &");
    quit(session);
}

#[test]
fn small_screen_keeps_the_keys_of_the_badges() {
    let folder = reports();
    let mut session = start_small(&folder);
    session.send("*xM");
    session.wait_for_text("+* x M");
    quit(session);
}
