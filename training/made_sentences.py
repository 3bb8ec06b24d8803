"""Sentences made from word lists: who is for or against whom, with the grammar that hides it.

All lists and templates were written for this project. They teach what the annotated sets show
too seldom: direction (passives, nouns, "A attacked B for backing C"), negation, and third parties.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

FOR, AGAINST, NEUTRAL = "for", "against", "neutral"

# past | bare | participle (for passives; empty where the verb has none)
SUPPORT = """praised|praise|praised
defended|defend|defended
endorsed|endorse|endorsed
backed|back|backed
hailed|hail|hailed
applauded|applaud|applauded
supported|support|supported
lauded|laud|lauded
commended|commend|commended
championed|champion|championed
welcomed|welcome|welcomed
embraced|embrace|embraced
celebrated|celebrate|celebrated
saluted|salute|saluted
cheered|cheer|cheered
admired|admire|admired
touted|tout|touted
vindicated|vindicate|vindicated
stood by|stand by|
sided with|side with|
stuck up for|stick up for|
rallied behind|rally behind|
rallied around|rally around|
spoke up for|speak up for|
vouched for|vouch for|vouched for
campaigned for|campaign for|
paid tribute to|pay tribute to|
lined up behind|line up behind|
spoke highly of|speak highly of|
heaped praise on|heap praise on|
expressed confidence in|express confidence in|
voiced support for|voice support for|
came to the defense of|come to the defense of|
threw support behind|throw support behind|
made the case for|make the case for|"""

SUPPORT_PERSON = """thanked|thank|thanked
congratulated|congratulate|congratulated
honored|honor|honored
encouraged|encourage|encouraged
exonerated|exonerate|exonerated
cleared|clear|cleared
promoted|promote|promoted
pardoned|pardon|pardoned"""

SUPPORT_ISSUE = """approved|approve|approved
voted for|vote for|
signed|sign|signed
pushed for|push for|
called for|call for|called for
advocated|advocate|advocated
advanced|advance|advanced
promoted|promote|promoted
upheld|uphold|upheld
co-sponsored|co-sponsor|co-sponsored
urged Congress to pass|urge Congress to pass|
fought for|fight for|
demanded|demand|demanded
favored|favor|favored
agreed to|agree to|agreed to
vowed to protect|vow to protect|
argued for|argue for|"""

ATTACK = """criticized|criticize|criticized
slammed|slam|slammed
condemned|condemn|condemned
blasted|blast|blasted
attacked|attack|attacked
denounced|denounce|denounced
opposed|oppose|opposed
rejected|reject|rejected
blamed|blame|blamed
mocked|mock|mocked
ridiculed|ridicule|ridiculed
derided|deride|derided
dismissed|dismiss|dismissed
undermined|undermine|undermined
assailed|assail|assailed
disparaged|disparage|disparaged
decried|decry|decried
lambasted|lambaste|lambasted
challenged|challenge|challenged
questioned|question|questioned
disavowed|disavow|disavowed
sued|sue|sued
threatened|threaten|threatened
tore into|tear into|
broke with|break with|
took aim at|take aim at|
lashed out at|lash out at|
railed against|rail against|
campaigned against|campaign against|
turned on|turn on|
warned against|warn against|
pushed back against|push back against|
raised doubts about|raise doubts about|
expressed concern about|express concern about|
voiced alarm at|voice alarm at|
poured scorn on|pour scorn on|
found fault with|find fault with|
complained about|complain about|
took a swipe at|take a swipe at|
distanced themselves from|distance themselves from|"""

ATTACK_PERSON = """rebuked|rebuke|rebuked
scolded|scold|scolded
insulted|insult|insulted
berated|berate|berated
fired|fire|fired
ousted|oust|ousted
censured|censure|censured
impeached|impeach|impeached
subpoenaed|subpoena|subpoenaed
smeared|smear|smeared
called for the resignation of|call for the resignation of|
accused|accuse|accused"""

ATTACK_ISSUE = """voted against|vote against|
vetoed|veto|vetoed
blocked|block|blocked
repealed|repeal|repealed
vowed to end|vow to end|
overturned|overturn|overturned
struck down|strike down|struck down
fought|fight|fought
called for an end to|call for an end to|
scrapped|scrap|scrapped
protested|protest|protested
tried to stop|try to stop|
resisted|resist|resisted"""

MEET = """met with|meet with|
spoke with|speak with|
talked about|talk about|
was asked about|be asked about|
traveled with|travel with|
sat down with|sit down with|
wrote to|write to|
mentioned|mention|mentioned
described|describe|described
commented on|comment on|
discussed|discuss|discussed
visited|visit|visited
was briefed on|be briefed on|
testified about|testify about|
read about|read about|
interviewed|interview|interviewed
replaced|replace|replaced
phoned|phone|phoned"""

GOOD_IS = """a great leader
doing a fantastic job
the right choice
an honest and decent man
a good friend
good for the country
a huge step forward
exactly what this country needs
a true patriot
strong and effective
working very well
a force for good
the best hope for working families
fair and reasonable
innocent
highly qualified
one of the finest public servants of our time
a historic achievement
long overdue
brave""".split("\n")

BAD_IS = """a disgrace
a total disaster
unfit for office
a liar
dishonest and corrupt
bad for the country
a threat to democracy
a terrible mistake
wrong on every count
weak and ineffective
a racist
a failure
a witch hunt
dangerous and reckless
not to be trusted
a step backward
out of touch with ordinary people
hurting working families
unconstitutional
a betrayal of our values
guilty
a waste of money
an embarrassment
a sham""".split("\n")

FIRST = """
James Maria David Linda Michael Sarah Robert Angela Thomas Karen Daniel Susan Paul Laura
Mark Nancy Steven Rachel Andrew Julia Peter Anna George Helen Kevin Diana Brian Carol Edward
Amy Jorge Leila Omar Mei Raj Ingrid Pavel Fatima Kofi Elena Hiroshi Naomi Sean Grace Victor
Ruth Ahmed Ivan Claire
""".split()
LAST = """
Harlan Whitfield Ortega Brandt Castellano Okafor Lindqvist Marsh Delgado Petrov Haddad
Nakamura Sullivan Fairbanks Tran Kowalski Mercer Abbott Rosen Vance Chandra Holloway Quinn
Baptiste Novak Ellison Garrison Pruitt Langford Becker Monroe Salazar Keating Dawson Iyer
Stroud Webb Tanaka Moreau Reyes Trump Clinton Obama Biden Sanders Warren Pelosi McConnell
Johnson Merkel Macron Putin Schumer Ryan
""".split()
GROUPS = """\
Democrats|Republicans|the White House|the Justice Department|Congress|the Senate|the FBI
the Pentagon|the Supreme Court|House Democrats|Senate Republicans|the NRA|Planned Parenthood
the ACLU|Fox News|CNN|The New York Times|Facebook|Google|the European Union|NATO
the United Nations|Russia|China|Iran|Israel|North Korea|Ukraine|Turkey|Saudi Arabia|Mexico
Canada|Britain|Germany|the Kremlin|the Chamber of Commerce|the teachers union|police
prosecutors|evangelical leaders|progressives|conservatives|civil rights groups|gun owners
immigrants|the Labour Party|the Conservatives|Wall Street|the Federal Reserve
the State Department|the Treasury|environmental groups|farmers|veterans|union leaders"""
ISSUES = """\
the border wall|the health care law|Obamacare|the Affordable Care Act|the tax bill
the travel ban|the nuclear deal|gun control|background checks|the death penalty
abortion rights|same-sex marriage|the Green New Deal|Medicare for All
the impeachment inquiry|the Russia investigation|the trade agreement|tariffs on steel
the minimum wage increase|Brexit|the climate accord|the sanctions|the emergency declaration
the citizenship question|affirmative action|the stimulus package|sanctuary cities
the sequester|the debt ceiling deal|the government shutdown|the immigration plan
the DREAM Act|the military campaign|the peace talks|the budget cuts|the subpoena
the nomination|voter ID laws|net neutrality|the lawsuit"""
PLACES = "Ohio|Iowa|Florida|New Hampshire|Geneva|London|Texas|Brussels|Nevada|Michigan".split("|")
OPENERS = (
    "On Tuesday, ",
    "In a statement, ",
    "At a rally in {place}, ",
    "Speaking in {place}, ",
    "Earlier this week, ",
    "In an interview with NBC, ",
    "Over the weekend, ",
    "During the debate, ",
    "Behind closed doors, ",
    "In a series of tweets, ",
    "Last month, ",
    "Hours later, ",
    "But ",
    "Still, ",
)
CLOSERS = (
    "",
    " on Monday",
    " during a speech in {place}",
    " in an interview on Sunday",
    " at a news conference",
    " in a letter to lawmakers",
    " after the vote",
    " before leaving for {place}",
    " on Twitter",
    " as the deadline loomed",
    " in a closed-door meeting, according to two aides",
    ", days before the election",
    ", people familiar with the matter said",
    " while reporters looked on",
    " over the summer",
)
TITLE = ("Sen. ", "Rep. ", "Mr. ", "Ms. ", "President ", "Gov. ", "Judge ", "Secretary ")


def split_list(text: str) -> list[str]:
    """The entries of a list written with bars and line ends."""
    return [e for e in text.replace("\n", "|").split("|") if e.strip()]


def verbs(*tables: str) -> list[list[str]]:
    """Rows of past, bare form and participle."""
    return [line.split("|") for table in tables for line in table.split("\n")]


@dataclass(frozen=True)
class Party:
    """Somebody or something a made sentence speaks of: how the text and the question name it."""

    text: str
    name: str
    kind: str  # person, group or issue
    named: bool = True  # False: the sentence calls it "the senator" and the like


@dataclass(frozen=True)
class MadeRow:
    """A made sentence with one question about it and its answer."""

    text: str
    holder: str | None
    holder_place: str | None
    target: str
    target_place: str | None
    stance: str


Judgement = tuple[str, str, str]  # letter of the holder, letter of the target, stance


def party(rng: random.Random, kinds: Sequence[str]) -> Party:
    """A random party of one of the kinds."""
    kind = rng.choice(kinds)
    if kind == "person":
        first, last = rng.choice(FIRST), rng.choice(LAST)
        full = f"{first} {last}"
        return Party(rng.choice([full, full, last, rng.choice(TITLE) + last]), full, kind)
    entry = rng.choice(split_list(GROUPS if kind == "group" else ISSUES))
    return Party(entry, re.sub("^the ", "", entry), kind)


def support(rng: random.Random, kind: str) -> list[str]:
    """A verb of support that fits a target of this kind."""
    return rng.choice(
        verbs(SUPPORT, {"issue": SUPPORT_ISSUE, "person": SUPPORT_PERSON}.get(kind, SUPPORT))
    )


def attack(rng: random.Random, kind: str) -> list[str]:
    """A verb of attack that fits a target of this kind."""
    return rng.choice(
        verbs(ATTACK, {"issue": ATTACK_ISSUE, "person": ATTACK_PERSON}.get(kind, ATTACK))
    )


def verb_of(rng: random.Random, stance: str, kind: str) -> list[str]:
    """A verb that takes this stance towards a target of this kind."""
    if stance == NEUTRAL:
        return rng.choice(verbs(MEET))
    return support(rng, kind) if stance == FOR else attack(rng, kind)


def other(stance: str) -> str:
    """The opposite stance; neutral stays."""
    return {FOR: AGAINST, AGAINST: FOR}.get(stance, stance)


def plain_clause(rng: random.Random, b: Party) -> tuple[str, list[Judgement]]:
    """A verb-ed B, active, passive or as a noun."""
    stance = rng.choice([FOR, FOR, AGAINST, AGAINST, NEUTRAL])
    past, bare, participle = verb_of(rng, stance, b.kind)
    forms = [
        f"{{A}} {past} {{B}}",
        f"{{A}} {past} {{B}}",
        f"{{A}} said {{A2}} would {bare} {{B}}",
        f"{{A}} continued to {bare} {{B}}",
    ]
    forms += [
        f"{{A}}, who {past} {{B}} last year, declined to comment",
        f"{{A}} told reporters that it was time to {bare} {{B}}",
    ]
    if participle:
        forms += [
            f"{{B}} was {participle} by {{A}}",
            f"{{B}}, {participle} by {{A}}, did not respond",
        ]
    if stance == FOR:
        forms += [
            "{A}'s support for {B} has not wavered",
            "{B} won praise from {A}",
            "{B} has the backing of {A}",
            "{A} is a longtime supporter of {B}",
        ]
        forms += [
            "{B} can count on {A}",
            "{A} offered a full-throated defense of {B}",
            "{A} has been among the strongest allies of {B}",
        ]
    if stance == AGAINST:
        forms += [
            "{A}'s criticism of {B} grew louder",
            "{B} came under fire from {A}",
            "{B} drew a sharp rebuke from {A}",
            "{A} is a fierce critic of {B}",
        ]
        forms += [
            "{A} is at odds with {B}",
            "{A} accused {B} of lying",
            "{A} blamed {B} for the failure",
            "{B} faced a backlash from {A}",
            "{A} stepped up attacks on {B}",
        ]
    return rng.choice(forms), [("A", "B", stance), ("B", "A", NEUTRAL)]


def negated_clause(rng: random.Random, b: Party) -> tuple[str, list[Judgement]]:
    """A refused to verb B, and its kin: the stance turns or fades."""
    stance = rng.choice([FOR, AGAINST])
    bare = verb_of(rng, stance, b.kind)[1]
    turned = [
        f"{{A}} refused to {bare} {{B}}",
        f"{{A}} vowed never to {bare} {{B}}",
        f"{{A}} said it would be wrong to {bare} {{B}}",
    ]
    turned += [
        f"{{A}} could not bring themselves to {bare} {{B}}",
        f"{{A}} urged others not to {bare} {{B}}",
        f"{{A}} will no longer {bare} {{B}}",
    ]
    faded = [
        f"{{A}} did not {bare} {{B}}",
        f"{{A}} stopped short of saying whether to {bare} {{B}}",
        f"{{A}} has not decided whether to {bare} {{B}}",
    ]
    kept = [
        f"{{A}} will not stop trying to {bare} {{B}}",
        f"{{A}} has never failed to {bare} {{B}}",
        f"{{A}} does not regret the decision to {bare} {{B}}",
    ]
    forms, answer = rng.choice(
        [(turned, other(stance)), (turned, other(stance)), (faded, NEUTRAL), (kept, stance)]
    )
    return rng.choice(forms), [("A", "B", answer)]


def quoted_clause(rng: random.Random, b: Party) -> tuple[str, list[Judgement]]:
    """A says what B is."""
    stance = rng.choice([FOR, AGAINST])
    what = rng.choice(GOOD_IS if stance == FOR else BAD_IS)
    if rng.random() < 0.2:
        forms = [
            f"“{{B}} is not {what},” {{A}} said",
            f"{{A}} denied that {{B}} is {what}",
            f"{{A}} disputed claims that {{B}} is {what}",
        ]
        return rng.choice(forms), [("A", "B", other(stance))]
    forms = [
        f"“{{B}} is {what},” {{A}} said",
        f"{{A}} said {{B}} is {what}",
        f"“I think {{B}} is {what},” said {{A}}",
        f"{{B}} is {what}, {{A}} argued",
    ]
    forms += [
        f"{{A}} said of {{B}}: “This is {what}.”",
        f"According to {{A}}, {{B}} is {what}",
        f'{{A}} tweeted that {{B}} is "{what}"',
    ]
    return rng.choice(forms), [("A", "B", stance), ("B", "A", NEUTRAL)]


def two_targets(rng: random.Random, b: Party, c: Party) -> tuple[str, list[Judgement]]:
    """A verb-ed B but verb-ed C."""
    first, second = rng.choice(
        [
            (FOR, AGAINST),
            (AGAINST, FOR),
            (FOR, FOR),
            (AGAINST, AGAINST),
            (NEUTRAL, AGAINST),
            (NEUTRAL, FOR),
        ]
    )
    one, two = verb_of(rng, first, b.kind)[0], verb_of(rng, second, c.kind)[0]
    joint = "and" if first == second else rng.choice(["but", "and", "while"])
    clause = (
        f"{{A}} {one} {{B}} {joint} {two} {{C}}"
        if joint != "while"
        else f"{{A}} {one} {{B}} even as {{A2}} {two} {{C}}"
    )
    return clause, [("A", "B", first), ("A", "C", second), ("B", "C", NEUTRAL)]


def nested(rng: random.Random, b: Party, c: Party) -> tuple[str, list[Judgement]]:
    """A judges B for how B judges C."""
    outer, inner = rng.choice([FOR, AGAINST]), rng.choice([FOR, AGAINST])
    verb = verb_of(rng, outer, "group" if b.kind == "issue" else b.kind)[0]
    deed = verb_of(rng, inner, c.kind)
    ing = rng.choice(["for the decision to {}", "for wanting to {}", "for a promise to {}"]).format(
        deed[1]
    )
    forms = [f"{{A}} {verb} {{B}} {ing} {{C}}", f"{{A}} {verb} {{B}}, who {deed[0]} {{C}}"]
    third = outer if inner == FOR else other(outer)
    return rng.choice(forms), [
        ("A", "B", outer),
        ("B", "C", inner),
        ("A", "C", third),
        ("C", "B", NEUTRAL),
    ]


def shielded(rng: random.Random) -> tuple[str, list[Judgement]]:
    """A stands with B against C."""
    forms = [
        "{A} defended {B} against attacks from {C}",
        "{A} sided with {B} over {C}",
        "{A} rejected {C}'s criticism of {B}",
    ]
    forms += [
        "{A} accused {C} of smearing {B}",
        "{A} backed {B} in the fight with {C}",
        "{A} dismissed the case {C} made against {B}",
    ]
    forms += [
        "{A} endorsed {B} over {C}",
        "{A} said {C} owes {B} an apology",
        "{A} said {B} was right to take on {C}",
    ]
    return rng.choice(forms), [("A", "B", FOR), ("A", "C", AGAINST)]


def reported(rng: random.Random, b: Party) -> tuple[str, list[Judgement]]:
    """C, a mere reporter, says that A judged B."""
    stance = rng.choice([FOR, AGAINST])
    past = verb_of(rng, stance, b.kind)[0]
    forms = [
        f"{{C}} reported that {{A}} {past} {{B}}",
        f"According to {{C}}, {{A}} {past} {{B}}",
        f"{{A}} {past} {{B}}, {{C}} reported",
    ]
    return rng.choice(forms), [("A", "B", stance), ("C", "B", NEUTRAL), ("C", "A", NEUTRAL)]


def effort(rng: random.Random, b: Party) -> tuple[str, list[Judgement]]:
    """A works for or against B: drives, lawsuits, votes, warnings about its end."""
    stance = rng.choice([FOR, AGAINST])
    bare = verb_of(rng, stance, b.kind)[1]
    forms = [
        f"{{A}} stepped up efforts to {bare} {{B}}",
        f"“I will {bare} {{B}},” {{A}} told supporters",
        f"“We need to {bare} {{B}},” said {{A}}",
        f"{{A}} urged lawmakers to {bare} {{B}}",
        f"{{A}} launched a campaign to {bare} {{B}}",
        f"{{A}} is under pressure to explain the decision to {bare} {{B}}",
    ]
    if b.kind == "issue":
        forms += FOR_ISSUE if stance == FOR else AGAINST_ISSUE
    return rng.choice(forms), [("A", "B", stance), ("B", "A", NEUTRAL)]


FOR_ISSUE = [
    "{A} led the legal defense of {B}",
    "{A} rejected a bid to overturn {B}",
    "{A} urged the court to uphold {B}",
    "{A} sued to keep {B} in place",
    "{A} warned that abandoning {B} would be a grave mistake",
    "{A} tried to limit defections ahead of a vote to block {B}",
    "{A} asked for more money for {B}",
    "{A} said the country cannot afford to lose {B}",
]
AGAINST_ISSUE = [
    "{A} filed a lawsuit seeking to overturn {B}",
    "{A} asked a judge to throw out {B}",
    "{A} joined a resolution to terminate {B}",
    "{A} gathered the votes to undo {B}",
    "{A} said there was no need for {B}",
    "{A} warned that {B} would hurt ordinary people",
    "{A} wants to do away with {B}",
    "{A} argued that {B} violates the Constitution",
]
UNNAMED_SHARE = 0.2
Cast = tuple[Party, Party, Party]
KINDS_OF_SCENE = (
    "plain plain negated quoted quoted effort effort two_targets nested shielded reported".split()
)
DESCRIPTIONS = {
    "person": "the president|the governor|the senator|the nominee|the prime minister|the judge",
    "group": "the party|the agency|the country|the network|the group|the administration",
    "issue": "the plan|the measure|the law|the idea|the proposal|the effort|the program",
}
SPEAKERS = "he|she|the senator|the president|the spokeswoman|officials|the former official"


def unnamed(rng: random.Random, who: Party, *, speaks: bool) -> Party:
    """The party as a text mentions it that named it earlier: the name is not in the sentence."""
    words = SPEAKERS if speaks else DESCRIPTIONS[who.kind]
    return Party(rng.choice(words.split("|")), who.name, who.kind, named=False)


def made_rows(count: int, seed: int) -> list[MadeRow]:
    """At least `count` rows, most of sentences with three parties; the same for the same seed."""
    rng = random.Random(seed)  # noqa: S311 - not for secrets
    rows: list[MadeRow] = []
    while len(rows) < count:
        a, c = party(rng, ["person", "person", "group"]), party(rng, ["person", "group"])
        b = party(rng, ["person", "group", "issue"])
        a = unnamed(rng, a, speaks=True) if rng.random() < UNNAMED_SHARE else a
        b = unnamed(rng, b, speaks=False) if rng.random() < UNNAMED_SHARE else b
        clause, judgements, cast = scene(rng, a, b, c)
        if len({p.name.split()[-1] for p in cast}) == 3:
            rows.extend(questions_about(rng, clause, judgements, cast))
    return rows


def scene(rng: random.Random, a: Party, b: Party, c: Party) -> tuple[str, list[Judgement], Cast]:
    """A clause of a random kind about the parties; an issue takes the place of one that it fits."""
    last = c if rng.random() < 0.7 else party(rng, ["issue"])
    actor = b if b.kind != "issue" else party(rng, ["group"])
    kind = rng.choice(KINDS_OF_SCENE)
    if kind == "nested":
        return *nested(rng, actor, last), (a, actor, last)
    if kind == "two_targets":
        return *two_targets(rng, b, last), (a, b, last)
    if kind == "shielded":
        return *shielded(rng), (a, b, c)
    pairs = {
        "plain": plain_clause,
        "negated": negated_clause,
        "quoted": quoted_clause,
        "effort": effort,
        "reported": reported,
    }
    return *pairs[kind](rng, b), (a, b, c)


def questions_about(
    rng: random.Random,
    clause: str,
    judgements: Sequence[Judgement],
    cast: tuple[Party, Party, Party],
) -> list[MadeRow]:
    """The clause as a sentence, and up to three of its questions; some without their holder."""
    parties = dict(zip("ABC", cast, strict=True))
    text = sentence(rng, clause, parties)
    rows = []
    for holder, target, stance in rng.sample(list(judgements), min(3, len(judgements))):
        h, t = parties[holder], parties[target]
        alone = stance != NEUTRAL and len(judgements) <= 2 and rng.random() < 0.15
        places = [p.text if p.named else None for p in (h, t)]
        if alone:
            rows.append(MadeRow(text, None, None, t.name, places[1], stance))
        else:
            rows.append(MadeRow(text, h.name, places[0], t.name, places[1], stance))
    return rows


def sentence(rng: random.Random, clause: str, parties: dict[str, Party]) -> str:
    """The clause with its parties named, an opener before and a closer behind it."""
    text = clause.replace("{A2}", "they")
    for letter, who in parties.items():
        text = text.replace(f"{{{letter}}}", who.text)
    place = rng.choice(PLACES)
    opener = rng.choice(OPENERS) if rng.random() < 0.4 else ""
    closer = rng.choice(CLOSERS) if rng.random() < 0.5 else ""
    text = (opener + text + ("" if text.endswith("”") else closer)).format(place=place)
    return text[0].upper() + text[1:] + ("" if text.endswith(("”", ".")) else ".")
