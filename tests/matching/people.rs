//! Bare names of people as news reports write them: surnames, first names, and names that are also months or words.
//! Each case is a text with the expected mentions in brackets: `[Trump]` counts, `[?Trump]` is ambiguous, and names
//! without brackets are not mentions.

use std::path::Path;
use std::sync::Arc;

use whoswho::article::{ArticleKey, Format, parse};
use whoswho::mention::{Matcher, Rule, Status};

/// Returns the text with its mentions in brackets, except nested ones.
fn marked(matcher: &Matcher, text: &str) -> String {
    let article = parse(ArticleKey::from_path(Path::new("a.txt")), Format::Plain, text.to_owned(), 0);
    let found = matcher.find(&article);
    let mut marked = String::new();
    let mut at = 0;
    for mention in found.mentions.iter().filter(|mention| mention.status != Status::Nested) {
        marked.push_str(&text[at..mention.start as usize]);
        marked.push_str(if mention.status == Status::Ambiguous { "[?" } else { "[" });
        marked.push_str(&text[mention.range()]);
        marked.push(']');
        at = mention.end();
    }
    marked.push_str(&text[at..]);
    marked
}

fn matcher(list: &str) -> Matcher {
    let parsed =
        whoswho::gazetteer::parse(list, "entities.toml").unwrap_or_else(|problems| panic!("{problems:?}"));
    Matcher::new(Arc::new(parsed.gazetteer)).expect("a list that can be matched")
}

/// Matches each case as an article of its own, after a first line that is not a title.
fn check(list: &str, cases: &[&str]) {
    let matcher = matcher(list);
    let mut wrong = Vec::new();
    for case in cases {
        let case = format!("This line opens the text and ends.\n\n{case}");
        let text = case.replace("[?", "").replace(['[', ']'], "");
        let found = marked(&matcher, &text);
        if found != case {
            wrong.push(format!("expected: {}\nfound:    {}", &case[36..], &found[36..]));
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n\n"));
}

fn person(name: &str, more: &str) -> String {
    format!("[[entity]]\nname = \"{name}\"\nkind = \"person\"\n{more}\n")
}

fn entity(name: &str, kind: &str) -> String {
    format!("[[entity]]\nname = \"{name}\"\nkind = \"{kind}\"\n")
}

fn trump() -> String {
    person("Donald Trump", "aliases = [\"Trump\"]")
        + &person("Vladimir Putin", "aliases = [\"Putin\"]")
        + &entity("White House", "organisation")
        + &entity("Moscow", "place")
}

#[test]
fn listed_surname_after_another_given_name_is_not_a_mention() {
    check(
        &trump(),
        &[
            "Melania Trump stayed. Eric Trump and Lara Trump followed.",
            "They met Melania Trump, his wife.",
            "The lawyer Robert H. Trump and his partner J. R. Smith left.",
            "Robert J. R. Trump left.",
            "The book of Mary L. Trump sells.",
            "They spoke with Anna-Lena Trump.",
            "A cousin called Zebulonia Trump wrote.",
            "The Eric Trump story ran on.",
            "MELANIA TRUMP OPENS A MUSEUM",
        ],
    );
}

#[test]
fn listed_surname_is_certain_unless_the_context_says_otherwise() {
    check(
        &trump(),
        &[
            "[Trump] spoke. Then [Trump] left, and President [Trump] came back.",
            "Russia's [Trump] policy, the [Trump] plan and The [Trump] plan.",
            "American [Trump] voters, Republican [Trump] fans and Ukrainian [Trump] critics.",
            "In [Moscow] [Putin] said so; on Monday [Trump] agreed.",
            "Meanwhile [Trump] waited. Asked [Trump] about it. Citing [Trump], they left.",
            "US [Trump] aides and an AI [Trump] image.",
            "Donald John [Trump] and Vladimir Vladimirovich [Putin] spoke.",
            "the former president, Donald J. [Trump], left.",
            "Will [Trump] go?",
            "The Kremlin’s [Trump] file and allies’ [Trump] fears.",
            "Vice-President [Trump] is no more.",
        ],
    );
}

#[test]
fn only_known_given_names_block_a_surname_in_a_headline() {
    check(
        &trump(),
        &[
            "Strange AI [Trump] Post Fuels Doubts",
            "[Putin] Ally's Odd AI [Trump] Post Fuels Doubts",
            "Allies Press [Trump] Over Peace Plan",
            "Melania Trump Opens Museum in Ohio",
            "Will [?Trump] Win Again in Ohio",
            "Zebulonia [Trump] Opens Museum in Ohio",
            "They met Zebulonia Trump there.\n\nZebulonia Trump Opens Museum in Ohio",
        ],
    );
}

#[test]
fn surname_inside_a_longer_name_is_not_a_mention() {
    check(
        &trump(),
        &[
            "He owns the Trump Organization and gave to the Trump Foundation.",
            "They stayed at the Trump International Hotel in town.",
            "He plays at Trump National Golf Club on Sundays.",
            "The Trump Act failed.",
            "They met in Trump Tower.",
            "That was in the [Trump] [White House], and the [Trump] administration knew.",
            "It was [Trump]'s Foundation, and [Trump]’s University.",
            "A [Trump] tower block; [Trump] and the Foundation.",
            "Donald Trump Jr. left. Trump Jr. left too, and Trump, Jr., as well.",
        ],
    );
    check(
        &trump(),
        &[
            "[?Trump] Foundation Sued by State of Ohio",
            "[Trump] Plans House Act on Trade in May",
            "[Trump] House Allies Revolt Over Bill",
        ],
    );
}

#[test]
fn guard_is_disabled_by_guard_false_but_not_by_surname_false() {
    check(
        &person("Donald Trump", "aliases = [{ text = \"Trump\", guard = false }]"),
        &["Melania [Trump] stayed in [Trump] Tower."],
    );
    check(
        &person("Donald Trump", "aliases = [\"Trump\"]\nsurname = false"),
        &["Melania Trump left [Trump]."],
    );
    check(&person("Trump", ""), &["Melania [Trump] left [Trump]."]);
    check(&entity("Trump", "organisation"), &["Melania [Trump] left [Trump]."]);
}

#[test]
fn surname_shared_by_two_is_bound_to_the_nearest_full_name() {
    let both = trump() + &person("Melania Trump", "");
    check(
        &both,
        &[
            "[Donald Trump] met [Melania Trump]. [Trump] left.",
            "[?Trump] waits. [Melania Trump] spoke. [Donald Trump] left. [Trump] stayed.",
            "[Melania Trump] opened it. [?Trump] did not come.",
            "[Trump] spoke.",
        ],
    );
    let matcher = matcher(&both);
    let last_mention = |text: &str| {
        let text = format!("This line opens the text and ends.\n\n{text}");
        let article = parse(ArticleKey::from_path(Path::new("a.txt")), Format::Plain, text, 0);
        let found = matcher.find(&article);
        let last = found.mentions.last().unwrap();
        let entity = found.referents[last.referent as usize].entity().map(|entity| entity.entry.0);
        (entity, last.rule, last.status)
    };
    let bound = |entry| (Some(entry), Rule::Surname, Status::Bound);
    assert_eq!(last_mention("Donald Trump met Melania Trump. Then Trump left."), bound(4));
    assert_eq!(last_mention("Melania Trump met Donald Trump. Then Trump left."), bound(0));
}

#[test]
fn surname_in_front_is_blocked_by_another_given_name_after_it() {
    check(
        &person("Kim Jong Un", "surname = \"Kim\"\naliases = [\"Kim\"]"),
        &[
            "[Kim] spoke. Kim Yo Jong spoke, and Kim Il-sung did not.",
            "[Kim] Tuesday met [Kim Jong Un]; [Kim] Jong-un left.",
        ],
    );
}

#[test]
fn first_name_is_bound_if_the_article_has_the_full_name() {
    let list = person("Steve Witkoff", "") + &person("Yuri Ushakov", "") + &person("Kirill Dmitriev", "");
    check(
        &list,
        &[
            "[Steve Witkoff] met [Yuri Ushakov]. “[Steve] and [Yuri] discussed it,” he said.",
            "“[Kirill] wasn’t exactly a shining example.” So they spoke of [Kirill Dmitriev].",
            "Steve and Yuri discussed it.",
            "[Kirill Dmitriev] came. Later [Kirill] left, But [Kirill] stayed; Minister [Kirill] spoke, as did Envoy [Kirill].",
            "[Kirill Dmitriev] came. Saint Kirill did not, nor did Patriarch Kirill.",
            "[Steve Witkoff] came. Steve Bannon did not. Steve left.",
            "[Steve Witkoff] came. Steve B. Anders did not. Steve left.",
            "[Steve Witkoff] came with Jean-Steve and Steve-Paul, and [Steve] left.",
            "[Steve Witkoff] came. [Steve]’s friends and [Steve]-led talks.",
            "[Steve Witkoff] came. [Steve] Monday said so.",
        ],
    );
}

#[test]
fn first_name_shared_by_two_people_is_not_a_mention() {
    let list = person("Steve Witkoff", "") + &person("Steve Bannon", "");
    check(&list, &["[Steve Witkoff] met [Steve Bannon]. Steve left."]);
    let list = person("Steve Witkoff", "") + &person("Steve Bannon", "given = false");
    check(
        &list,
        &["[Steve Witkoff] met [Steve Bannon]. Steve left.", "[Steve Witkoff] left. [Steve] stayed."],
    );
}

#[test]
fn given_key_sets_or_disables_the_first_name() {
    check(
        &person("William Clinton", "given = \"Bill\""),
        &["[William Clinton] spoke, and then [Bill] left; William did not."],
    );
    check(&person("William Clinton", "given = false"), &["[William Clinton] spoke, then William left."]);
    check(
        &person("Mr. Steve Low", "surname = false"),
        &["[Mr. Steve Low] spoke, and [Steve] left; Low stayed."],
    );
    check(&entity("Geneva Accord", "plan"), &["The [Geneva Accord] was signed in Geneva."]);
}

#[test]
fn first_name_that_is_a_word_counts_only_inside_a_sentence() {
    let list = person("Will Smith", "")
        + &person("Grace Hall", "")
        + &person("April Jones", "")
        + &person("Jordan Peters", "");
    check(
        &list,
        &[
            "[Will Smith] spoke, and [Will] left. Will they come? Grace is a gift.",
            "[Grace Hall] spoke, and then [Grace] left with all his grace.",
            "[April Jones] spoke. On 5 April it rained, and in April too; they told [April] so.",
            "[Jordan Peters] spoke. Then [Jordan] said no. They flew to [?Jordan].",
        ],
    );
}

#[test]
fn first_name_yields_to_every_other_claim() {
    let list = person("Jordan Peters", "") + &entity("Jordan", "place");
    let matcher = matcher(&list);
    let text = "Jordan Peters spoke, and Jordan said no.";
    assert_eq!(marked(&matcher, text), "[Jordan Peters] spoke, and [Jordan] said no.");
    let article = parse(ArticleKey::from_path(Path::new("a.txt")), Format::Plain, text.to_owned(), 0);
    assert_eq!(matcher.find(&article).mentions.last().unwrap().rule, Rule::Name);
}

#[test]
fn particles_belong_to_the_surname() {
    let list = person("Marine Le Pen", "")
        + &person("Ursula von der Leyen", "")
        + &person("Mohammed bin Salman", "");
    check(
        &list,
        &[
            "[Marine Le Pen] won. [Le Pen] said so. Pen said. Jean-Marie Le Pen did not.",
            "[Ursula von der Leyen] spoke. [Von der Leyen] left; then [von der Leyen] came back. Leyen did not.",
            "[Mohammed bin Salman] came. King Salman did not; Salman did not, but Prince [bin Salman] did.",
        ],
    );
    check(&person("Van Jones", ""), &["[Van Jones] spoke. [Jones] left, and Van stayed."]);
    check(
        &person("Marine Le Pen", "aliases = [\"Le Pen\"]"),
        &["[Le Pen] said so. Jean-Marie Le Pen did not, and Pen did not. The Le Pen Foundation did not."],
    );
    check(&person("Marine Le Pen", "surname = \"Pen\""), &["[Marine Le Pen] won. Then [Pen] left."]);
    check(&person("Anna Berg", ""), &["[Anna Berg] came. [Berg] left, but van Berg stayed."]);
}

#[test]
fn surname_that_is_a_month_is_distinguished_from_the_month() {
    let list = person("Theresa May", "") + &person("Elaine March", "");
    check(
        &list,
        &[
            "[Theresa May] spoke. On 5 May the vote came, and on May 6 it was over. In May 2019 she left.",
            "[Elaine March] spoke. In March 2020 it rained, since March, until early March and by mid-March.",
            "[Theresa May] spoke. Then [May] said no; Mrs [May] left. [May]’s party stayed. [May] had lost.",
            "[Theresa May] spoke. A letter to [?May] came.",
        ],
    );
    check(
        &person("Theresa May", "aliases = [\"May\"]"),
        &["Prime Minister [May] spoke. On 5 May it rained. A letter to [?May] came, and [May] told them so."],
    );
}

#[test]
fn surname_that_is_a_word_is_ambiguous_where_any_word_would_be_capitalised() {
    let list = person("Edmund Price", "");
    check(
        &list,
        &[
            "[Edmund Price] spoke. They asked [Price] again. [Price] said no. Mr [Price] left.",
            "[Edmund Price] spoke. [?Price] rises of ten percent came.",
        ],
    );
}

/// Regression: the father's name used to match inside the son's.
#[test]
fn full_name_with_another_generational_suffix_is_not_a_mention() {
    check(
        &trump(),
        &[
            "Donald Trump Jr. said so, and Donald Trump, Jr., left. Donald Trump III is a child.",
            "DONALD TRUMP JR. LEFT AT ONCE",
        ],
    );
    check(&person("Robert Kettering Jr.", ""), &["[Robert Kettering Jr.] spoke. [Kettering] left."]);
    check(&person("King Charles", ""), &["[King Charles] III spoke, and then [Charles] left."]);
}

/// Regression: the "Harry" in "Prince Harry" used to be taken for a surname, so it matched in "Harry Kane".
#[test]
fn name_after_a_royal_title_is_a_first_name() {
    check(
        &person("Prince Harry", ""),
        &[
            "[Prince Harry] spoke. [Harry] left.",
            "[Prince Harry] spoke. Harry Kane scored twice. Harry left.",
        ],
    );
    check(&person("Pope Francis", ""), &["[Pope Francis] prayed to St Francis, and [Francis] smiled."]);
}

#[test]
fn full_name_with_other_initials_is_another_person() {
    check(
        &person("George W. Bush", ""),
        &[
            "[George W. Bush] spoke of President George H.W. Bush and of George H. W. Bush.",
            "[George W. Bush] spoke. [Bush] left.",
        ],
    );
    check(
        &trump(),
        &["Donald J. [Trump] left. The U.S. [Trump] policy. Then E. [?Trump] left, and M. [Trump]."],
    );
}

#[test]
fn surname_or_first_name_among_months_is_a_month() {
    let list = person("Theresa May", "aliases = [\"May\"]") + &person("April Jones", "");
    check(
        &list,
        &[
            "Sales fell in April, May and June. March and May were cold. It ran from May to July.",
            "[April Jones] spoke. Inflation was low in March and April. The vote is due by [?April]. Then [April] said no.",
            "Critics such as [May], Johnson and Low left. [May]: I was wrong. “[May], 65, left.”",
        ],
    );
}

#[test]
fn first_name_after_the_definite_article_is_not_a_mention() {
    check(
        &person("Bill Clinton", ""),
        &["[Bill Clinton] spoke. On Monday the Bill failed, and his Bill too. Then [Bill] left."],
    );
}

#[test]
fn surname_that_is_a_word_is_ambiguous_in_other_names() {
    let list = person("Charlotte Church", "") + &person("Angus King", "") + &person("Kate Bush", "");
    check(
        &list,
        &[
            "[Charlotte Church] spoke. The Russian [?Church] said so. Then [Church] sang.",
            "[Angus King] spoke at Burger [?King] and at [?King]’s Cross; Senator [King] left.",
            "[Kate Bush] sang at Shepherd’s [?Bush]. [Bush], Clinton and Obama left.",
        ],
    );
}

#[test]
fn surname_after_an_unknown_place_is_ambiguous() {
    check(
        &trump(),
        &[
            "In Old Anchorage [?Trump] spoke. On Truth Social [?Trump] wrote.",
            "At Mar-a-Lago [?Trump] met them, and Zebulonia Trump did not.",
        ],
    );
}

#[test]
fn surname_with_a_particle_is_never_taken_for_a_word() {
    check(
        &person("Marine Le Pen", "aliases = [\"Le Pen\"]"),
        &["[Le Pen] Barred From Office", "[LE PEN] BARRED FROM OFFICE", "[Le Pen] Tuesday said no."],
    );
}
