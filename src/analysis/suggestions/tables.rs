//! Word lists that classify capitalised sequences and the words beside them. The words are separated by white space and
//! compared without case.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::mention::words;

/// A set of words, in lower case.
type Words = LazyLock<HashSet<String>>;

fn word_set(words: &str) -> HashSet<String> {
    words.split_whitespace().map(str::to_lowercase).collect()
}

/// Copies a table shared with other rules.
fn owned_set(words: &HashSet<&str>) -> HashSet<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// Capitalised titles and roles before a name.
pub(super) static TITLES: Words = LazyLock::new(|| {
    let mut titles = owned_set(&words::TITLES);
    // Also a newspaper, and not a speaker's title.
    titles.remove("insider");
    titles.extend(word_set(
        "Adm Amb Brig Cmdr Maj Mx PM Mayor-elect Senator-elect Co-chair Co-founder Founder",
    ));
    titles.extend(word_set("Президент Прем'єр Премьер Прем'єр-міністр Премьер-министр Міністр Министр Речник Речниця Посол Генерал"));
    titles.extend(word_set("Сенатор Депутат Канцлер Радник Советник Секретар Секретарь Голова Глава Πρόεδρος Πρωθυπουργός Υπουργός"));
    titles
});
/// Suffixes that tell a person from another of the same name.
pub(super) static GENERATIONS: Words = LazyLock::new(|| owned_set(&words::GENERATIONS));
/// Suffixes after a surname.
pub(super) static SUFFIXES: Words =
    LazyLock::new(|| words::GENERATIONS.union(&words::HONOURS).map(|word| (*word).to_owned()).collect());
/// Sentence openers and pronouns.
pub(super) static OPENERS: Words = LazyLock::new(|| {
    let mut openers = owned_set(&words::SMALL_OPENERS);
    openers.extend(word_set(MORE_OPENERS));
    // Also names: Will Smith, Theresa May.
    for name in ["will", "may"] {
        openers.remove(name);
    }
    openers
});
/// Titles that are not surnames, so a sequence that ends in one is a role.
pub(super) static OFFICES: Words = LazyLock::new(|| word_set(OFFICE_WORDS));
/// Titles that are also surnames.
pub(super) static SURNAME_TITLES: Words = LazyLock::new(|| {
    word_set("Bishop Brother Count Don Duke Father Judge Justice King Lord Major Marshal Miss Pope Prince")
});
/// Words before an office or after its `of`: what it is responsible for (Foreign Minister, Secretary of State), and its
/// rank or status (Deputy, Acting, Outgoing).
pub(super) static PORTFOLIOS: Words = LazyLock::new(|| word_set(PORTFOLIO_WORDS));
/// Lowercase roles before a name, or on the other side of a comma.
pub(super) static ROLES: Words = LazyLock::new(|| word_set(ROLE_WORDS));
/// Roles that are also verbs, or precede names of other kinds, and so are no cue directly before a name.
pub(super) static ROLES_ONLY_AFTER: Words =
    LazyLock::new(|| word_set("head judge author coach captain голова глава"));
/// Words that may follow a role after a name.
pub(super) static AFTER_ROLES: Words = LazyLock::new(|| word_set("of to for in at with from who on and"));
/// Speech verbs, and a few other verbs that mostly have a person as their subject: met, resigned, hopes.
pub(super) static SPEECH_VERBS: Words = LazyLock::new(|| word_set(SPEECH_VERB_WORDS));
/// Speech verbs before the speaker's name.
pub(super) static VERBS_BEFORE_SPEAKER: Words = LazyLock::new(|| {
    word_set(
        "said says added wrote сказав сказала сказал заявив заявила заявил повідомив повідомила сообщил сообщила додав додала добавил добавила είπε δήλωσε",
    )
});
/// Words that may come between a name and its verb.
pub(super) static BETWEEN_NAME_AND_VERB: Words =
    LazyLock::new(|| word_set("also has have had later then himself herself now again who once even"));
/// Prepositions of place.
pub(super) static PLACE_PREPOSITIONS: Words =
    LazyLock::new(|| word_set("in near outside around в у у́ під біля под возле около поблизу στη στην στο"));
/// Lowercase words inside names of persons and places.
pub(super) static PARTICLES: Words = LazyLock::new(|| {
    word_set(
        "de del della delle der den des di da dos das do du van von bin bint ibn al el la le ter ten zu zur y af av",
    )
});
/// Titles of languages in which `de` after a title means `of`: Ministra de Defensa.
pub(super) static TITLES_WITH_DE: Words = LazyLock::new(|| {
    word_set("alcalde gobernador ministra ministre ministro presidenta presidente senateur senatore")
});
/// Lowercase words inside names of organisations.
pub(super) static JOINERS: Words = LazyLock::new(|| word_set("of for and the"));
/// Last words, and words before `of` or `for`, of organisations.
pub(super) static ORGANISATIONS: Words = LazyLock::new(|| word_set(ORGANISATION_WORDS));
/// Last words, and words before `of` or `for`, of places.
pub(super) static PLACES: Words = LazyLock::new(|| word_set(PLACE_WORDS));
/// First words of places.
pub(super) static PLACE_FIRST_WORDS: Words =
    LazyLock::new(|| word_set("Lake Mount Mt Cape Port Fort Gulf Strait Isle Camp Los Las San Santa Rio"));
/// Last words, and words before `of` or `for`, of plans.
pub(super) static PLANS: Words = LazyLock::new(|| {
    word_set(
        "Plan Accord Accords Agreement Agreements Treaty Memorandum Pact Deal Protocol Protocols Framework Initiative Doctrine Roadmap Declaration",
    )
});
/// Last words, and words before `of` or `for`, of laws and the like, which have no kind of their own.
pub(super) static LAWS: Words = LazyLock::new(|| {
    word_set(
        "Convention Conventions Charter Act Acts Bill Amendment Amendments Statute Statutes Directive Ordinance",
    )
});
/// Last words, and words before `of` or `for`, of events.
pub(super) static EVENTS: Words = LazyLock::new(|| {
    word_set(
        "Summit Conference War Wars Games Forum Olympics Revolution Uprising Massacre Battle Siege Festival Cup Championship Congress Holocaust Election Elections Operation Crisis Offensive Marathon Prize Award Awards Day Talks",
    )
});
/// Acronyms of places.
pub(super) static PLACE_ACRONYMS: Words =
    LazyLock::new(|| word_set("US USA UK UAE USSR DPRK DRC GDR США СРСР СССР ОАЭ ΗΠΑ"));
/// Capitalised words that are not names by themselves.
pub(super) static NOT_NAMES_ALONE: Words = LazyLock::new(|| {
    let mut words = word_set(COMMON);
    words.extend(NATIONALITIES.iter().cloned());
    words.extend(CALENDAR.iter().cloned());
    words.extend(word_set(COMMON_ACRONYMS));
    words
});
/// Acronyms that are also words. Any other acronym that also occurs in lower case is an ordinary word in capitals.
pub(super) static ACRONYMS_AS_WORDS: Words = LazyLock::new(|| word_set("US WHO"));
/// Adjectives of countries and faiths, and the people they describe.
pub(super) static NATIONALITIES: Words = LazyLock::new(|| {
    let mut words = owned_set(&words::NATIONALITIES);
    // Also places and names.
    for name in [
        "allied",
        "americas",
        "antarctic",
        "arctic",
        "atlantic",
        "axis",
        "chabad",
        "gaul",
        "gulf",
        "norman",
        "pacific",
        "rus",
        "ulster",
    ] {
        words.remove(name);
    }
    words
});
/// Days, months and holidays.
pub(super) static CALENDAR: Words = LazyLock::new(|| owned_set(&words::CALENDAR));
/// Words before a day or month: Last Friday, Early March.
pub(super) static BEFORE_DATES: Words = LazyLock::new(|| owned_set(&words::BEFORE_DATES));
/// Words after a day: Monday Morning, Christmas Eve.
pub(super) static AFTER_DATES: Words = LazyLock::new(|| {
    let mut words = owned_set(&words::AFTER_DATES);
    words.extend(word_set("eve"));
    words
});
/// Months that are taken for surnames after a title, and at the end of a name of several words.
pub(super) static SURNAME_MONTHS: Words = LazyLock::new(|| word_set("march april may june august"));
/// Words that make a holiday of the day after them (Black Friday), and those of New Year.
pub(super) static BEFORE_DAYS: Words = LazyLock::new(|| {
    word_set("ash black boxing cyber easter giving good holy maundy new old palm shrove whit year")
});
/// Words that start a clause after a comma, which may be about somebody else.
pub(super) static CLAUSE_OPENERS: Words =
    LazyLock::new(|| word_set("where which when while whose as because since after before although but"));
/// Words of four letters or more that are lowercase in title case.
pub(super) static LOWERCASE_IN_TITLES: Words = LazyLock::new(|| {
    word_set(
        "with from over into amid after before about under between against without than that upon onto until during near like across behind toward towards through this versus were what when",
    )
});
/// Short words that turn a name into an adjective after a hyphen (`Kyiv-led`), unlike the last syllable of a given name
/// (Jong-un).
pub(super) static ADJECTIVE_TAILS: Words = LazyLock::new(|| {
    word_set("led born era made held run wide like only free tied paid aid side bloc esque ish type")
});
/// Prefixes that turn a name into another word before a hyphen.
pub(super) static HYPHEN_PREFIXES: Words = LazyLock::new(|| {
    word_set(
        "mid non pro anti ex post co pre inter trans self vice sub un re half all well high long short cross multi two three four five",
    )
});
/// Lowercase prefixes of a name before a hyphen or an apostrophe: al-Assad, d'Estaing.
pub(super) static LOWERCASE_PREFIXES: Words =
    LazyLock::new(|| word_set("al el as ad an ar at az ash ul d l o"));
/// Abbreviated titles and parts of names that end in a full stop.
pub(super) static ABBREVIATIONS: Words = LazyLock::new(|| {
    word_set(
        "Adm Amb Brig Capt Cmdr Col Dr Gen Gov Hon Jr Lt Maj Mr Mrs Ms Mt Pres Prof Rep Reps Rev Sen Sens Sgt Sr St Ste Ft",
    )
});
/// Possessives that occur inside names.
pub(super) static POSSESSIVE_NAME_WORDS: Words = LazyLock::new(|| {
    word_set("people's women's men's children's veterans' workers' teachers' farmers' lloyd's king's queen's")
});

const MORE_OPENERS: &str = "I We You She It Us Them Him Me My Your An Let Many Much More Several Few Multiple Nobody \
    Nothing None Someone Somebody Something Everyone Everybody Everything Each Other Others Two Three Four Five Six \
    Seven Eight Nine Ten Third Well Yes Oh Okay Ok Please Sorry Thank Thanks Do Don Be Been Being Get Go Make Take See \
    Look Listen Ask Asking Say Said Told Adding Added Well While Whilst Amidst Alongside Aside Apart Based Due Owing \
    Plus Per Unsurprisingly Interestingly Ultimately Nonetheless Overall Alternatively Consequently Accordingly \
    Clearly Simply Critically Importantly Initially Currently Presently Elsewhere Unless Instead Out Up Down Off Same \
    Them Whatever Whoever Here's There's Appealing Given Perhaps Neither Whether \
    В У І И Й Та А Але Но На За З С Із Від От До Для По При Про О Об Як Как Що Что Це Это Він Вона Вони Он Она Они Ми \
    Мы Я Ви Вы Ты Ти Цей Этот Після После Також Также Тим Тем Коли Когда Якщо Если Однак Однако Тепер Теперь Так \
    Тому Поэтому Раніше Ранее Згідно Согласно Водночас При Серед Среди Під Под Через \
    Ο Η Το Οι Τα Και Στη Στην Στο Με Για Από Ένας Μια";

const OFFICE_WORDS: &str = "Administrator Advisor Adviser Aide Ambassador Analyst Attorney Chairman Chairwoman \
    Chancellor Chief Commander Commissioner Congressman Congresswoman Correspondent Councillor Delegate Deputy Director \
    Editor Envoy General Governor Inspector Lawmaker Leader Lieutenant Minister Negotiator Officer Official Premier \
    President Professor Prosecutor Representative Secretary Senator Speaker Spokesman Spokesperson Spokeswoman \
    Treasurer Undersecretary";

const PORTFOLIO_WORDS: &str = "State Staff Defense Defence War Foreign Affairs Interior Finance Justice Treasury Navy \
    Army Air Force House Senate Parliament Energy Commerce Labor Labour Health Education Homeland National Security \
    Economy Economic Trade Agriculture Transport Transportation Council Delegation First Second Deputy Assistant Vice \
    Prime Special Senior Joint Acting Former Interim Press Home Culture Environment Intelligence Presidential \
    Parliamentary Executive Financial Operating Technology Legal Military Political Diplomatic Supreme Court Central \
    Bank Cabinet Opposition Majority Minority Party Regional Permanent High Federal Chief Shadow Caretaker Outgoing \
    Incoming Veteran Longtime";

const ROLE_WORDS: &str = "adviser advisers advisor advisors aide aides ambassador ambassadors analyst analysts \
    archbishop author bishop boss businessman businesswoman billionaire captain chairman chairwoman chairperson \
    chancellor coach colonel columnist commander commissioner co-founder congressman congresswoman correspondent \
    councillor daughter delegate deputy diplomat diplomats director donor economist editor envoy envoys executive \
    financier founder governor head historian husband investor journalist judge lawmaker lawmakers lawyer leader \
    lieutenant mayor minister ministers mogul musician negotiator negotiators oligarch owner pastor patriarch \
    philosopher politician pope premier president presidents professor prosecutor publisher rapper reporter \
    representative researcher scientist secretary senator senators singer son son-in-law sister spokesman spokesperson \
    spokeswoman staff strategist superintendent tycoon undersecretary wife brother writer \
    президент президента президентом прем'єр премьер міністр міністра министр министра посол посла депутат депутатка \
    голова глава голову главу речник речниця представник представитель пресс-секретарь прессекретар секретар секретарь \
    генерал канцлер сенатор лідер лидер керівник руководитель директор радник советник журналіст журналист \
    πρόεδρος πρωθυπουργός υπουργός";

const SPEECH_VERB_WORDS: &str = "said says say told tells announced announces warned warns added adds claimed claims \
    stated states insisted insists argued argues asked asks replied responded wrote writes tweeted posted declared \
    denied denies confirmed confirms acknowledged admitted explained explains suggested suggests proposed demanded urged \
    vowed pledged promised noted notes recalled remarked commented stressed emphasized emphasised testified accused \
    criticised criticized condemned praised called agreed met resigned reiterated reckons believes thinks hopes spoke \
    сказав сказала сказал заявив заявила заявил повідомив повідомила сообщил сообщила зазначив зазначила наголосив \
    наголосила підкреслив підкреслила подчеркнул подчеркнула додав додала добавил добавила розповів розповіла рассказал \
    рассказала написав написала написал відповів ответил ответила пояснив пояснила объяснил объяснила оголосив объявил \
    εἶπε είπε δήλωσε ανακοίνωσε";

const ORGANISATION_WORDS: &str = "Ministry Party Council Inc Corp Corporation Company Co Ltd LLC PLC GmbH Agency \
    University Fund Bank Department Committee Commission Union Association Organization Organisation Institute Institution \
    Institutions Foundation Federation League Group Holdings Group Army Navy Force Forces Guard Guards Corps Police Service \
    Services Bureau Office Court Senate Parliament Assembly Board Authority Administration Alliance Society Academy \
    College School Hospital Church Times Post Journal News Herald Tribune Gazette Telegraph Guardian Press Magazine Review \
    Media Network Radio Television Broadcasting Airlines Airways Motors Electric Energy Systems Technologies Industries \
    Partners Capital House Centre Center Treasury Embassy Consulate Secretariat Directorate Command Brigade Battalion \
    Division Regiment Staff Congress Representatives Commons Lords Movement Front Coalition Delegation Trust Club Team \
    Laboratory Laboratories Observatory Museum Library Chamber Exchange Reserve Tribunal Mission Task Bar Duma Rada \
    Bundestag Knesset Watch International Міністерство Министерство Рада Дума Партія Партия Банк Агентство Університет \
    Университет Фонд Служба";

const PLACE_WORDS: &str = "Oblast River Sea Ocean Island Islands Peninsula Mountains Mountain Valley Desert Forest Bay \
    Gulf Strait Straits Canal Coast Province Region District County City Town Village Republic Kingdom Emirates States \
    Territory Territories Airport Square Street Avenue Road Bridge Park Beach Hills Heights Hill Harbor Harbour Port Dam \
    Strip East West Tower Palace Castle Cathedral Stadium Prison Raion Krai Federation область район море";

const COMMON: &str = "Internet Web God Earth Moon West East North South State States Government Governments Talks Peace War \
    Police Officials Official Experts Critics Sources Source Analysts Residents Protesters Authorities Investigators \
    Scientists Researchers Prosecutors Rescuers Troops Soldiers Diplomats Negotiations Negotiators Lawmakers Lawyers \
    Families People Men Women Children Doctors Students Workers Voters Supporters Opponents Allies Witnesses Reporters \
    Editors Markets Oil Gas Prices Shares Stocks Photo Image Video Read More Related Advertisement Share Subscribe \
    Copyright Source Sources Update Updated Breaking Exclusive Analysis Opinion Editorial Letter Letters Chapter Section \
    Article Figure Table Part Page Note Notes Appendix Constitution Capitol Cabinet Cathedral Administration Bible Quran \
    Koran Nobel Dollar Euro Sir Madam Attempts Efforts Concerns Questions Meetings Plans Statements Comments Details \
    Reports Documents Leaders Ministers Presidents Senators Oligarchs Millions Billions Hundreds Thousands Dozens Deputy \
    First Lady Foreign National International Federal Special Security Defence Defense Interior Finance Supreme Grand \
    Old New Great Big Good Bad Total Dear Honorable Right Left Far Truth Trust";

const COMMON_ACRONYMS: &str = "AI TV PM AM CEO CFO CTO COO ID OK DNA PR IT FAQ PDF USD EUR GBP GMT UTC EST EDT PST ET VIP MP \
    MPs POW POWs GDP HIV AIDS PC CV DIY DVD GPS USB SUV LED LGBT NGO NGOs URL QR HR CCTV ATM UFO BST CET EET MSK KM KG \
    AD BC BCE CE PhD MD RSS APP II III IV VI VII VIII IX XI XII ПП ТВ ДТП";
