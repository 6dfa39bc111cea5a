//! Quotes in two wordings, and remarks that only look alike.

use super::Kind;
use super::tests::quoted;

/// Two wordings of one remark: translated, shortened, cleaned or edited.
const WORDINGS: &[(&str, &str)] = &[
    (
        "The road into the valley has been shut since Sunday and nobody from the ministry has come to see it.",
        "Since Sunday the valley road has been closed, and not one official has visited.",
    ),
    (
        "I would not trade this harbour for all the gold in the capital.",
        "There is no gold in the capital for which I would exchange this port.",
    ),
    (
        "We asked for tents, and they sent us a brass band.",
        "What we requested was tents. What they sent was a brass band.",
    ),
    (
        "When the siren went I took my daughter by the hand and we ran towards the church.",
        "I grabbed my daughter's hand when the alarm sounded, and we ran to the church.",
    ),
    (
        "The prime minister has lost the confidence of his own benches, and he knows it.",
        "His own benches have no more confidence in the prime minister. He knows that himself.",
    ),
    (
        "It's, you know, it's a bridge that was, that was built for horses and now it has forty-tonne lorries on it.",
        "It is a bridge that was built for horses and now has forty-tonne lorries on it.",
    ),
    (
        "Whoever wins on Sunday will inherit an empty treasury and a full prison.",
        "The winner on Sunday inherits empty coffers and full prisons.",
    ),
    (
        "My grandmother baked bread in that oven every morning until the soldiers came.",
        "Until the soldiers arrived, my grandmother baked her bread in that oven each morning.",
    ),
    (
        "We are prepared to talk to anyone, at any time, in any place, without preconditions.",
        "We are ready to speak with anybody, anywhere and at any time, with no preconditions.",
    ),
    (
        "The audit found that eleven invoices had been paid twice and four had never been sent.",
        "Eleven invoices were paid twice, the audit found, and four were never sent.",
    ),
    (
        "The council promised us a playground and gave us a car park.",
        "They promised a playground. They gave us a parking lot.",
    ),
    (
        "I looked at the scoreboard and I thought, right, this is the moment, and then my leg went.",
        "I looked at the scoreboard and thought this was the moment, then my leg went.",
    ),
    (
        "Our soldiers will not leave the plateau until the last mine has been cleared.",
        "Until the last mine is removed, our troops are not going to leave the plateau.",
    ),
    (
        "The tunnel is going to cost twice what they said and carry half of what they promised.",
        "The tunnel will cost double what they told us and carry half what they promised.",
    ),
    (
        "He taught three generations of this village to read and he never once raised his voice.",
        "He taught three generations in this village to read, and never raised his voice once.",
    ),
    (
        "I have nothing to hide, my accounts are open, and I'll hand over every receipt to the inquiry.",
        "I have nothing to hide. My accounts are open and the inquiry will get every receipt.",
    ),
    (
        "A vaccine that sits in a warehouse protects only the warehouse.",
        "A vaccine in a warehouse protects nothing but the warehouse.",
    ),
    ("You cannot fill a reservoir with speeches.", "Speeches do not fill reservoirs."),
    (
        "We will rebuild the library stone by stone, and the first book on the shelf will be the one they burned.",
        "Stone by stone we will build the library again. The first book to be put on its shelves will be the one that was burned.",
    ),
    (
        "The glacier I climbed as a boy is now a lake with a café beside it.",
        "As a boy I climbed a glacier here. Today it is a lake with a café next to it.",
    ),
    (
        "The minister told us the money was on its way, and that was in March.",
        "In March the minister said that the money was coming.",
    ),
    (
        "They took the tractors, they took the seed, and then they asked us why the fields were empty.",
        "They took the tractors and the seed, and then asked why our fields were empty.",
    ),
    (
        "It was not a mistake, it was a decision, and somebody signed it.",
        "That was no mistake. It was a decision that somebody signed.",
    ),
    (
        "We want a ceasefire that lasts longer than the press conference announcing it.",
        "We want a truce which outlives the press conference at which it is announced.",
    ),
    ("The children draw tanks now instead of houses.", "Instead of houses our children now draw tanks."),
    (
        "If this merger goes ahead there'll be one shop in the county selling boots, and it won't be cheap.",
        "If the merger goes through, there will be one shop selling boots in the county and it will not be cheap.",
    ),
    (
        "I've apologised to the family in person, and I'll carry that evening with me for the rest of my life.",
        "I have apologised to the family personally. I will carry that evening with me for as long as I live.",
    ),
    (
        "Every ship that passes through the strait pays us a toll or pays them a bribe.",
        "Any vessel going through the strait either pays a toll to us or a bribe to them.",
    ),
    (
        "We cannot eat promises, and we cannot heat our houses with them either.",
        "Promises can't be eaten. Nor can they warm our homes.",
    ),
    (
        "The bridge was closed because it was old, not because anyone was careless.",
        "They shut the bridge because of its age, and not because somebody had been careless.",
    ),
    (
        "I have walked these hills for sixty years and I have never seen the springs run dry before.",
        "In sixty years of walking in these hills I had never seen the springs dry.",
    ),
    (
        "This verdict gives us back our name, but it does not give us back our son.",
        "The ruling returns our name to us. It cannot return our son.",
    ),
    (
        "When they come to count the votes they'll find that the mountain has spoken.",
        "When the ballots are counted, they will see that the mountains have spoken.",
    ),
    (
        "The ministry is trying to put out a fire with a teaspoon.",
        "It's like, the ministry, they're trying to extinguish a fire using a teaspoon.",
    ),
    (
        "You can replace a window, but who is going to replace the people who used to sit behind it?",
        "A window can be replaced. Who replaces the people that sat behind it?",
    ),
    (
        "I told my players at half-time that the crowd had paid to see us run, so for heaven's sake run.",
        "At half-time I told the players: people have paid to see you run, so run.",
    ),
    (
        "Our two peoples share a river, a language and a long list of grievances.",
        "We share a river with them, a language, and a long catalogue of complaints.",
    ),
    (
        "The day I was sworn in there were four letters on my desk, and all four were resignations.",
        "On the day of my swearing-in I found four letters on the desk. All of them were resignations.",
    ),
    (
        "We are not refugees, we are farmers who have mislaid our fields.",
        "We aren't refugees. We're farmers and we have lost our fields.",
    ),
    (
        "If the river rises another metre we'll have to move the cattle up to the monastery.",
        "We will have to bring the cattle up to the monastery if the water rises by another metre.",
    ),
    (
        "It was a routine inspection until the inspector put his foot through the floor.",
        "Until the inspector put a foot through the floor, it had been a routine inspection.",
    ),
    (
        "They've built the most expensive roundabout in the world and it doesn't go anywhere.",
        "They have built the world's most expensive roundabout, and it leads nowhere.",
    ),
    (
        "My client has told the police everything that he knows, and has done so voluntarily.",
        "He has voluntarily told police everything he knows.",
    ),
    (
        "There are nights when we treat patients in the corridor by the light of our telephones.",
        "Some nights we treat patients in corridors with only the light from our phones.",
    ),
    (
        "I think that the, the whole point of a museum is that you can, you know, stand in front of the thing itself.",
        "The whole point of a museum is that you can stand in front of the thing itself.",
    ),
    (
        "Every family here has someone in the ground on the other side of the wire.",
        "There isn't a family here without somebody buried on the far side of the wire.",
    ),
    (
        "We are offering the teachers a raise of nine per cent and an apology.",
        "Teachers are being offered nine per cent, and an apology.",
    ),
    (
        "The wolf doesn't ask the sheep for permission, and the bank didn't ask us.",
        "A wolf does not ask sheep for permission. The bank did not ask us either.",
    ),
    (
        "For twelve winters I kept the lighthouse, and nobody ever asked me what I had seen.",
        "I kept that lighthouse through twelve winters. Nobody asked what I saw.",
    ),
    (
        "The price of bread is the only opinion poll that matters in this country.",
        "In our country only one opinion poll matters, the price of bread.",
    ),
    ("You don't mend a dam by blaming the rain.", "Nobody repairs a dam by blaming rain."),
    (
        "If I'm elected I shall sleep in the palace only after the last veteran has a bed.",
        "Should I be elected, I will not sleep in the palace until every last veteran has a bed.",
    ),
];

/// Two remarks of one person.
const REMARKS: &[(&str, &str)] = &[
    ("We will publish the report on Friday.", "We will publish the accounts before the election."),
    (
        "The road will be reopened by Friday if the weather holds.",
        "The bridge will be reopened when the inspectors have finished.",
    ),
    (
        "We have asked the court for more time to prepare our case.",
        "We have asked the witnesses to come back on Thursday.",
    ),
    (
        "I have spoken to the president twice this week about the prisoners.",
        "I have spoken to the families of the prisoners and they are losing patience.",
    ),
    (
        "The harbour needs a new wall before the winter storms.",
        "The harbour has been the heart of this town for three centuries.",
    ),
    (
        "Our soldiers are holding the ridge and will hold it tomorrow.",
        "Our soldiers have not been paid since August.",
    ),
    (
        "This budget takes from the poor and gives to the banks.",
        "This budget has been written by people who never waited for a bus.",
    ),
    (
        "The talks were difficult but we found common ground on the prisoners.",
        "The talks will continue in Geneva next week.",
    ),
    (
        "Inflation will fall below three per cent by the summer.",
        "Inflation is a thief that comes in through the kitchen.",
    ),
    (
        "I will vote for the treaty because it ends the war.",
        "I will not vote for the treaty, because it does not end the war.",
    ),
    ("We sold 300 houses in the spring.", "We sold 120 houses in the spring."),
    (
        "The dam was inspected in May and found to be safe.",
        "The dam was inspected in May and found to be unsafe, and nobody told us.",
    ),
    (
        "We expect the first trains to run in March.",
        "We expect the tunnel to be finished before the first trains arrive.",
    ),
    (
        "Our members will decide on Tuesday whether to accept the offer.",
        "Our members have rejected the offer by a large majority.",
    ),
    (
        "The hospital has run out of beds and is turning ambulances away.",
        "The hospital was built for half as many patients as it has.",
    ),
    (
        "I want to thank the firefighters who worked through the night.",
        "I want to thank the voters who waited in the rain.",
    ),
    (
        "The goalkeeper kept us in the match in the first half.",
        "The match was lost in the first ten minutes.",
    ),
    (
        "We are investigating how the fire started.",
        "We believe the fire started in the kitchen on the second floor.",
    ),
    (
        "The company has always paid its taxes in full.",
        "The company will pay back every customer who lost money.",
    ),
    (
        "People here have been waiting for a doctor since last autumn.",
        "People here do not trust the new doctor.",
    ),
    (
        "It is a great day for the city and for its people.",
        "It is a sad day for the city and for its football.",
    ),
    (
        "The president will meet the prime minister in Vienna on Monday.",
        "The president told the prime minister that the offer was final.",
    ),
    (
        "We need more police on the streets, not more cameras.",
        "We need more nurses, more doctors and more beds.",
    ),
    ("The bank acted within the law at all times.", "The bank will close forty branches over two years."),
    (
        "My father worked in this mine for thirty years and it killed him.",
        "My father always said that the mine would be the last thing to close.",
    ),
    (
        "Our missiles reached every target that we had chosen.",
        "Our missiles are meant to defend, and not to attack.",
    ),
    (
        "I am innocent and I will prove it in court.",
        "I am proud of what this court has done for the victims.",
    ),
    (
        "The deal is dead unless the senate changes its mind.",
        "The deal gives our farmers access to a market of ninety million people.",
    ),
    (
        "We have no quarrel with the people of the north.",
        "We have a plan to bring the people of the north home.",
    ),
    (
        "The festival sold more tickets this year than ever before.",
        "The festival is about films, and not about tickets.",
    ),
    (
        "There will be no tax rises for working people in this parliament.",
        "There will be a vote on the tax rises before the end of this parliament.",
    ),
    ("I will build the bypass in my first term.", "I will cut the council tax in my first term."),
    (
        "The negotiations have reached a decisive stage and I ask for patience.",
        "The negotiations were conducted in good faith by both delegations.",
    ),
    (
        "This company was built by people from this valley.",
        "This company will be back in profit by the end of the decade.",
    ),
    (
        "My daughter was on the second boat and she is alive.",
        "My daughter has asked me to stop talking to newspapers.",
    ),
    (
        "Every vaccine was tested on thirty thousand volunteers.",
        "Every volunteer signed a form before the vaccine was given.",
    ),
    (
        "The fire spread because of the wind, and the wind is changing.",
        "The fire has destroyed the school and the church.",
    ),
    (
        "We won because we defended better than they attacked.",
        "We won the league because the players believed in each other.",
    ),
    ("The army will answer every provocation.", "The army has enough fuel for six more weeks."),
    (
        "Our hospital treated forty wounded people on Saturday night.",
        "Our hospital needs generators, blood and bandages.",
    ),
    (
        "He was a generous man and a terrible driver.",
        "He was a pioneer who changed the way that we listen to music.",
    ),
    (
        "I resigned because the minister lied to me.",
        "I resigned so that the new board could start with a clean slate.",
    ),
    (
        "The bank raised rates because wages are growing faster than prices.",
        "The bank will not hesitate to raise rates again.",
    ),
    (
        "The mine collapsed at six in the morning during the change of shift.",
        "The mine employed nine hundred people before the collapse.",
    ),
    (
        "We have identified two suspects and are looking for a third.",
        "We have asked the neighbouring countries to help us find the suspects.",
    ),
    (
        "The storm took our roof and left the furniture.",
        "The storm was stronger than anything we had prepared for.",
    ),
    (
        "The children were singing when the bus left the road.",
        "The children will be offered help from psychologists at school.",
    ),
    ("The grain ships will sail on Wednesday.", "The grain is rotting in the silos while the ships wait."),
    ("We want elections before the winter.", "We want observers at every polling station."),
    (
        "The president signed the decree in front of us.",
        "The president has read the letter and is considering it.",
    ),
    ("I am sorry for what I wrote about the mayor.", "I am sorry that the mayor has decided to leave."),
    (
        "The ceasefire has held for three days on the whole front.",
        "The ceasefire was broken four times in one night.",
    ),
    ("This treaty protects our fishermen.", "This treaty hands our fishermen over to their rivals."),
    ("Nobody in the cabinet knew about the payment.", "Nobody in the cabinet has spoken to me since."),
    ("The court found that the contract was valid.", "The court did not find that the contract was valid."),
];

#[test]
fn two_wordings_are_possible_and_two_remarks_are_not() {
    let of_one = |left: &str, right: &str| quoted((left, "Maja Lind"), (right, "Maja Lind"));
    let missed = WORDINGS
        .iter()
        .filter(|(left, right)| of_one(left, right).map(|found| found.0) != Some(Kind::Possible));
    assert!(missed.count() <= 2);
    for (left, right) in REMARKS {
        assert_eq!(of_one(left, right), None, "{left} {right}");
    }
    for (left, right) in WORDINGS {
        assert_eq!(quoted((left, "Maja Lind"), (right, "Osk Dunmore")), None, "{left} {right}");
    }
}
