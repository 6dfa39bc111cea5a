//! Back and forward in the jumplist: across views and articles, and across a reload of the list.

use std::path::Path;

use crate::harness::{LIST, find_text, quit, reports, settled_page, start, start_small, wait_for_page};

#[test]
fn back_returns_to_compare_and_forward_to_the_mention() {
    let folder = reports();
    let mut session = start(&folder);
    session.send("12j");
    session.wait_for(|screen| !screen.contents().contains("Joe Park left"), "the page further down");
    let before = settled_page(&session);
    session.send("C");
    session.wait_for_text("Matrix: mentions by article");
    session.wait_for_text("▸Kyiv");
    session.send("ll");
    session.wait_for_text("Kyiv: 1 in article 3");
    session.send_key("Enter");
    session.wait_for_text("Kyiv: 1 of 1 here, 4 of 4 in all");
    session.send("H");
    session.wait_for_text("Matrix: mentions by article");
    session.wait_for_text("▸Kyiv");
    session.send("L");
    session.wait_for_text("article 3 of 3");
    session.wait_for_text("Kyiv: 1 of 1 here, 4 of 4 in all");
    session.send("H");
    session.wait_for_text("Matrix: mentions by article");
    session.send("C");
    session.wait_for_text("article 1 of 3");
    // The text is where it was; only the panes beside it now show Kyiv.
    let text = |page: &[String]| -> Vec<String> {
        page.iter()
            .filter_map(|row| row.split('│').nth(1))
            .map(|row| row[..40.min(row.len())].to_owned())
            .collect()
    };
    assert_eq!(text(&settled_page(&session)), text(&before));
    quit(session);
}

#[test]
fn back_from_a_hit_returns_to_the_list_of_hits() {
    let folder = reports();
    let mut session = start(&folder);
    session.send("\\geneva");
    session.send_key("Enter");
    session.wait_for_text("hit 1 of 3");
    session.send("jj");
    session.wait_for_text("hit 3 of 3");
    session.send_key("Enter");
    session.wait_for_text("/geneva hit 1 of 1");
    session.wait_for_text("article 3 of 3");
    session.send("H");
    session.wait_for_text("Search all articles");
    session.wait_for_text("hit 3 of 3");
    session.send("L");
    session.wait_for_text("far from Kyiv.");
    session.wait_for(|screen| find_text(screen, "Search all articles").is_none(), "the article");
    session.wait_for_text("article 3 of 3");
    quit(session);
}

/// Saves the list as an editor does: by renaming a new file over it.
fn save_list(folder: &Path, list: &str) {
    let other = folder.join("list.new");
    std::fs::write(&other, list).expect("written");
    std::fs::rename(&other, folder.join("entities.toml")).expect("renamed");
}

#[test]
fn position_mention_and_jumplist_survive_a_reload_of_the_list() {
    let folder = reports();
    let mut session = start_small(&folder);
    session.send("]]");
    session.wait_for_text("2/6 here");
    session.send_key("Enter");
    session.wait_for_text("Kyiv: 1/3 here, 1/4");
    session.send("]");
    session.wait_for_text("Kyiv: 2/3 here, 2/4");
    let second = settled_page(&session);
    session.send("]");
    session.wait_for_text("Kyiv: 3/3 here, 3/4");
    let third = settled_page(&session);
    // An entity before all others, so that every number changes.
    save_list(folder.path(), &format!("[[entity]]\nname = 'Nothing'\nkind = 'plan'\n{LIST}"));
    session.wait_for_text("read again: 4");
    // The message covers rows of the page until the next key.
    session.send_key("Ctrl-l");
    wait_for_page(&session, &third, "the page unchanged after the reload");
    session.send("H");
    session.wait_for_text("Kyiv: 2/3 here, 2/4");
    wait_for_page(&session, &second, "the previous position");
    session.send("L");
    session.wait_for_text("Kyiv: 3/3 here, 3/4");
    wait_for_page(&session, &third, "the later position");
    session.send("]");
    session.wait_for_text("3/3  ");
    session.wait_for_text("Kyiv: 1/1 here, 4/4");
    session.send("HHHH");
    session.wait_for_text("1/3  top");
    quit(session);
}
