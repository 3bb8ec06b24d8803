"""Words of praise and blame: what those for a thing, and those against it, call it.

Our own lists, drawn up while reading news; no list of others is copied.
"""

from spacy.tokens import Token

from pipeline.analysis.stances.syntax import children, complements
from pipeline.analysis.wordset import wordset
from schemas.vocabulary import Polarity

# What is said of a thing by those who are for it, or against it.
GOOD_NOUNS = wordset(
    """cornerstone success triumph victory breakthrough milestone blessing hero champion
    achievement godsend asset inspiration patriot leader privilege honor honour pillar boon
    masterpiece bedrock beacon treasure genius accomplishment solution necessity priority bulwark
    lifeline landmark"""
)
BAD_NOUNS = wordset(
    """threat disaster danger mistake failure outrage disgrace scandal travesty sham farce fraud
    hoax lie liar coward traitor criminal tyrant dictator thug bully racist bigot menace
    catastrophe tragedy fiasco debacle blunder abomination insult betrayal injustice crime
    nightmare joke embarrassment shame stain curse abuse attack assault violation overreach
    tyranny nuisance hypocrite demagogue extremist terrorist monster burden setback provocation
    obstacle scam witch-hunt witchhunt whitewash cover-up coverup stunt hypocrisy cruelty idiocy
    nonsense madness loss blow shock pity killing murder slaughter carnage folly evil error
    charade affront calamity miscarriage aggression genocide blackmail sleazebag sleaze warmonger
    lynching clown crook loser puppet stooge fascist fake treason sabotage smear mockery mess
    politics"""
)
GOOD_ADJECTIVES = wordset(
    """good great excellent wonderful essential necessary fair just welcome fantastic brilliant
    terrific superb courageous brave honorable honourable decent legitimate sensible reasonable
    encouraging beautiful admirable commendable laudable indispensable invaluable helpful
    beneficial qualified amazing incredible outstanding tremendous justified overdue
    constructive talented impressive thoughtful remarkable heroic masterful"""
)
# "He is " is said of people alone; a temperature can be  too.
GOOD_IN_PEOPLE = wordset("right strong smart kind loyal gracious classy tough")
# Of these nouns the tagger makes adjectives: "the demands are overreach".
MISTAKEN_NOUNS = wordset("overreach sham farce hogwash nonsense blackmail whitewash")
BAD_ADJECTIVES = wordset(
    """bad terrible awful horrible wrong dangerous unacceptable outrageous disgraceful shameful
    disgusting appalling unfair unjust illegal unconstitutional unlawful immoral irresponsible
    reckless cruel inhumane unwise foolish stupid ridiculous absurd crazy insane corrupt
    dishonest racist sexist bigoted misguided flawed harmful damaging destructive disastrous
    catastrophic inadequate insufficient weak incompetent unfit hypocritical cynical despicable
    deplorable reprehensible abhorrent intolerable unnecessary counterproductive divisive
    hateful offensive inappropriate troubling disturbing alarming worrying undemocratic
    illegitimate discriminatory draconian barbaric evil pathetic useless worthless unhinged
    deranged unqualified unprepared clueless naive shortsighted unworkable unsustainable
    unreasonable false baseless laughable guilty incapable
    horrendous atrocious heinous unjustified wasteful scandalous cowardly criminal
    tragic vile fake phony bogus rigged sloppy arrogant condescending grotesque childish
    treasonous disloyal disrespectful lawless vindictive spiteful petty silly gutless spineless
    unbecoming meritless unpatriotic un-American rude"""
)
# To do the right thing, or the wrong one, or nothing wrong.
DONE = {
    "thing": {"right": Polarity.FOR, "wrong": Polarity.AGAINST},
    "nothing": {"wrong": Polarity.FOR},
}
# What a bad thing does, to anything; and what a good thing does.
HARMING = wordset(
    """damage harm hurt undermine destabilize destabilise endanger jeopardize jeopardise weaken
    destroy threaten ruin wreck cripple violate erode poison sabotage betray devastate imperil
    hamper hinder worsen exacerbate provoke inflame spark trigger cause"""
)
SURELY_HARMING = HARMING - wordset("spark trigger cause provoke threaten hurt")
HELPING = wordset("benefit improve strengthen protect help boost promote enhance advance save")

# What is held against those who do it, when somebody says that they did, or held in favour.
BAD_DEEDS = wordset(
    """lie cheat abuse violate obstruct steal betray mislead deceive smear politicize politicise
    weaponize weaponise exploit corrupt undermine endanger jeopardize jeopardise insult incite
    defraud bully harass intimidate discriminate pander manipulate distort rig extort bribe
    conspire collude disgrace degrade demean disrespect squander mishandle mismanage botch
    bungle sabotage whitewash scapegoat stoke inflame demonize demonise vilify plunder loot
    slander fabricate misrepresent overreach grandstand stonewall flout trample disregard ignore
    blackmail torture massacre terrorize terrorise oppress persecute invade hurt harm endanger
    compromise fan conceal bypass circumvent subvert trample"""
)
# Of these no object need be told: "is hurting with voters" blames nobody, "lies" does.
ALONE = wordset(
    """lie cheat steal mislead pander conspire collude overreach grandstand stonewall discriminate
    whitewash mismanage mishandle"""
)
GOOD_DEEDS = wordset("excel deserve inspire")
# Leaving these undone is held against people and bodies, and so is failing or refusing to act.
DUE_DEEDS = wordset("care deserve respect listen belong")
FAILING = wordset("fail refuse")
# What somebody has of their own, by which they are judged.
OWN = wordset(
    """record judgment judgement temperament character vision idea plan reputation heart integrity
    courage experience agenda history policy"""
)
# What somebody is said to have done, by those who hold it against him.
MISDEEDS = wordset(
    """wrongdoing misconduct obstruction corruption hypocrisy cowardice incompetence dishonesty
    racism bigotry recklessness cruelty treason lawlessness cover-up coverup misdeed malfeasance
    ignorance arrogance greed mess demagoguery bullying cronyism nepotism fearmongering lie"""
)
# What nobody is openly for.
EVILS = wordset(
    """hatred hate racism bigotry supremacy violence division extremism terrorism xenophobia fascism
    antisemitism anti-semitism misogyny sexism homophobia islamophobia prejudice intolerance"""
)
# Who does these to an evil does evil.
SOWING = wordset("create cause sow breed spread stoke incite foment unleash normalize normalise")
# Said without a verb: which way, and the preposition that leads to whom.
GREETINGS = {
    "shame": (Polarity.AGAINST, "on"),
    "kudos": (Polarity.FOR, "to"),
    "congratulations": (Polarity.FOR, "to"),
    "bravo": (Polarity.FOR, "to"),
}
DOING = wordset("commit spread tell make do launch engage perpetrate peddle push play")


# Of these it counts of what they are: "a man of honor".
_SOMEBODY = wordset("man woman person people hell")


# A noun behind these names something bad: "terrorist organization".
_TAINTS = wordset("terrorist terror hate sham fascist")


def worth(token: Token) -> Polarity | None:
    """Tell whether a noun or adjective speaks for or against what it is said of."""
    word, lemma = token.lower_, token.lemma_.lower()
    if token.pos_ in ("NOUN", "PROPN"):
        good, bad = GOOD_NOUNS, BAD_NOUNS
    else:
        good, bad = GOOD_ADJECTIVES, BAD_ADJECTIVES | MISTAKEN_NOUNS
    joined = {f"{c.lower_}-{lemma}" for c in children(token, "compound")}
    if word in bad or lemma in bad or joined & bad:
        return Polarity.AGAINST
    if word in good or lemma in good:
        return Polarity.FOR
    if token.pos_ == "NOUN":
        if any(c.lower_ in _TAINTS for c in children(token, "compound")):
            return Polarity.AGAINST
        inner = complements(token, ["of"]) if lemma in _SOMEBODY else ()
        return next((w for c in (*children(token, "amod"), *inner) if (w := worth(c))), None)
    if lemma == "one":
        return next((w for c in complements(token, ["of"]) if (w := worth(c))), None)
    return None
