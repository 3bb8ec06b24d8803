"""Words of topics: which undo, which bring about, which only pass, and which tell nothing alone.

Our own lists, drawn up while reading news; no list of others is copied.
"""

from pipeline.analysis.stances.words import lone, nouns
from pipeline.analysis.wordset import wordset

DETERMINERS = wordset(
    """the a an this that these those his her its their our my your some any all both each every
    such more most many several various certain much"""
)
POINTING = wordset(
    """it them him me us you this that these those himself herself themselves itself myself
    yourself ourselves who whom which what one ones there anyone someone everyone somebody"""
)
# Say how new, how large or how good, never what; those that say less or the contrary are kept.
PASSING = nouns.PASSING | wordset(
    """actual additional aggressive alternative ambitious annual basic better big bigger bipartisan
    bold brief broad broader clear clearer common-sense commonsense competing compelling
    complete comprehensive concrete constructive contentious costly crucial current dangerous decent
    deep deeper desperate different difficult disastrous draft dramatic early eventual excessive
    extensive extraordinary extreme fair familiar far-reaching final first formal fresh full further
    general genuine good great greater growing harsh harsher hard historic honest huge
    immediate important impending initial intense key landmark large larger late later
    likely little long long-awaited long-standing longstanding looming main major massive
    meaningful mere moderate modest multiple necessary next nationwide ongoing only open
    original overall own particular pending planned possible potential powerful present presumptive
    proper public-facing radical real reasonable recent related relevant renewed rigorous
    robust same second separate serious severe sharp significant similar simple single
    so-called special specific stiff stiffer still strict stricter strong stronger substantial
    sweeping swift targeted third timely today's tough tougher tremendous true unprecedented urgent
    very vigorous vital whole wide wider yet now just really even also again already here instead
    last-minute highly widely much-needed hard-line hardline unpopular popular key two three four
    five six seven eight nine ten dozens hundreds thousands millions"""
)
# Before a verb, or instead of one: "lack of X", "refusing to do X".
_UNDOING = """
repeal repealing; abolish abolishing abolition; end ending; eliminate eliminating elimination;
scrap scrapping; dismantle dismantling; overturn overturning; reverse reversing reversal;
rescind rescinding rescission; revoke revoking revocation; cancel canceling cancelling cancellation;
undo undoing; stop stopping; halt halting; block blocking; delay delaying; postpone postponing
postponement; suspend suspending suspension; reject rejecting rejection; veto vetoing; oppose
opposing opposition; defeat defeating; fight fighting; combat combating combatting; remove removing
removal; lift lifting; prevent preventing prevention; avert averting; avoid avoiding; resist
resisting resistance; scuttle scuttling; derail derailing; thwart thwarting; gut gutting; weaken
weakening; undermine undermining; nullify nullifying nullification; lack lacking; absence; refuse
refusing refusal; rollback; ditch ditching; kill; destroy destroying destruction; deny denying
denial; abandon abandoning abandonment; jettison; invalidate invalidating; obstruct obstructing
obstruction; stall stalling; shelve shelving; discontinue discontinuing; terminate terminating
termination; sabotage sabotaging; dissolve dissolving; disband disbanding;
tackle tackling; counter countering; confront confronting; defy defying
defiance; eradicate eradicating eradication; erode eroding erosion; disrupt disrupting; loosen
loosening; relax relaxing; close closing closure; not; against; opposed
"""
# Of these the noun alone undoes what stands before it: "Obamacare repeal".
UNDOING_LAST = wordset(
    """repeal abolition elimination delay suspension removal reversal rollback cancellation
    dismantling revocation postponement termination closure"""
)
# Nouns too, as often as verbs: "a veto threat", "delay tactics".
NOUNS_TOO = wordset(
    """repeal end stop halt block delay veto defeat fight combat lift kill lack counter
    reverse opposition resistance prevention removal suspension reversal refusal denial
    elimination abolition closure"""
)
# Brings its object about or keeps it: who is for passing a bill is for the bill.
_BRINGING = """
pass passing passage; enact enacting enactment; implement implementing implementation; approve
approving approval; adopt adopting adoption; introduce introducing introduction; impose imposing
imposition; establish establishing establishment; create creating creation; sign signing; build
building construction constructing construct; preserve preserving preservation; save
saving; maintain maintaining; uphold upholding; protect protecting; defend defending; support
supporting; back backing; endorse endorsing endorsement; ratify ratifying ratification; advance
advancing; promote promoting promotion; pursue pursuing pursuit; seek seeking; demand demanding;
allow allowing; permit permitting; offer offering; bring bringing; launch launching; start
starting; begin beginning; continue continuing continuation; propose proposing; consider considering
consideration; provide providing; ensure ensuring; guarantee
guaranteeing; want wanting; accept accepting acceptance; embrace embracing
"""
IDEAS = wordset("idea concept notion prospect possibility need call demand push support")
# One act, by its noun and its verbs.
_ACTS = """
ban banning prohibit prohibiting prohibition outlaw outlawing forbid forbidding;
increase increasing increased higher raise raising hike hiking boost boosting rise rising;
cut cutting slash slashing reduce reducing reduction lower lowering trim trimming;
expansion expand expanding expanded broaden broadening; extension extend extending prolonging;
limit limiting limitation restrict restricting restriction curb curbing;
reform reforming overhaul overhauling revamp revamping; legalization legalize legalizing;
deportation deport deporting; fund funding; regulation regulate regulating;
nomination nominate nominating; confirmation confirm confirming; appointment appoint appointing;
investigation investigate investigating inquiry probe probing; impeachment impeach impeaching;
release releasing; disclosure disclose disclosing; invasion invade invading; separation separate
separating; detention detain detaining; vaccination vaccinate vaccinating; recognition recognize
recognizing; annexation annex annexing; prosecution prosecute prosecuting; punishment punish
punishing; negotiation negotiate negotiating talks; intervention intervene intervening; withdrawal
withdraw withdrawing; security secure securing; enforcement enforce enforcing; resettlement resettle
resettling; membership join joining accession; privatization privatize privatizing; nationalization
nationalize nationalizing; shutdown shutting shut; registration register registering;
control controlling; sanction sanctioning; monitoring monitor; arming arm; training train; execution
execute executing; torture torturing; spying spy; surveillance; drilling drill; fracking frack
"""
# A name behind these is only part of what is told: "prevent Venn" from doing something.
OF_DEEDS = wordset("prevent preventing avoid avoiding allow allowing permit permitting let")
# Nouns made of verbs, which no object follows.
NOMINAL = ("tion", "sion", "oval", "rsal", "nial", "usal", "ance", "ment", "age", "ence", "sure")
# The contrary of an act.
FLIPS = {
    "defund": "fund",
    "defunding": "fund",
    "deregulate": "regulation",
    "deregulating": "regulation",
    "deregulation": "regulation",
    "disarm": "arm",
    "disarming": "arm",
}
# What has the will to do something, or a text to do it; its own clause tells it.
CONTAINERS = nouns.CONTAINERS | nouns.EFFORTS | wordset("law rule provision act ruling deal idea")
UNWILLING = wordset("refusal failure inability unwillingness reluctance refuse fail decline")
# Leaving these is undoing them.
PACTS = nouns.PACTS | wordset("accord agreement alliance convention deal pact treaty union")
LEAVING = wordset("withdrawal withdraw exit leave quit leaving quitting exiting withdrawing")
# Done against what follows: "the fight against X", "a vote against X".
CONTESTS = wordset(
    """fight campaign vote battle war struggle protest opposition crusade push effort stand case
    resistance rally demonstration petition voting campaigning speak speaking argue arguing
    lobby lobbying rule ruling"""
)
# Acts of which one must tell who does them and to whom they are done.
AGENTIVE = wordset(
    """attack assault crackdown criticism killing murder hatred aggression raid strike shooting
    threat abuse treatment discrimination lawsuit claim opposition pressure support respect trust
    fear hate invasion violence intervention response opponent supporter critic refusal attempt
    accusation allegation charge comment remark complaint warning demand call letter view love
    influence interference victory loss defeat"""
)
# Things of which "X of Y", "X on Y" and "Y X" are one.
MEASURES = (nouns.GENERIC | nouns.CONTAINERS | nouns.DECISIONS) - AGENTIVE | wordset(
    """aid fund spending access research change relation right security crisis war conflict standard
    check test requirement subsidy quota credit wall system investment trade duty levy fee funding
    overhaul restriction regulation question debate bid rate freedom protection increase cut limit
    expansion extension number level"""
)
# Bills and plans come and go: one word more does not tell which.
INSTRUMENTS = wordset(
    """bill plan proposal amendment resolution motion measure order ruling deal vote budget memo
    letter decision nomination package compromise agreement offer statement report provision
    hearing talk negotiation strategy approach effort push campaign speech meeting visit action
    nominee investigation lawsuit suit legislation draft version text announcement pick debate
    summit ad event trip election race caucus caucuse primary convention case trial"""
)
# A law in force is the same whoever's it is called.
STANDING = wordset(
    """law act ban wall reform mandate rule program tax tariff pipeline embargo agreement deal
    treaty accord overhaul crackdown shutdown"""
)
OFFICES = wordset(
    """president administration governor mayor minister premier chancellor senator speaker leader
    chairman candidate nominee secretary government party congressman lawmaker official"""
)
BODIES = wordset(
    """house senate congress court supreme committee government administration parliament council
    commission department ministry agency white federal state city county country nation national
    local public american congressional presidential judicial executive district appeal panel
    board chamber majority minority"""
)
_VERBS = wordset(
    """be do go come make take put get let become find try set see look run turn move stay stand act
    work help show tell say ask know think feel meet talk speak hold face force change
    keep give have use put win lose pay play call leave deal handle address respond react
    making taking putting getting doing going coming finding trying setting seeing looking running
    turning moving staying standing acting working helping showing telling saying asking knowing
    thinking meeting talking speaking holding facing forcing changing winning losing paying playing
    calling dealing handling addressing responding reacting"""
)
_EMPTY = wordset(
    """thing way part side time year month week day people person man woman family member group
    company organization place area level number amount kind type sort point line step end role
    word name issue question problem matter story situation condition result impact consequence
    detail example example case fact reason cause concern interest benefit cost price standard
    document record email file evidence testimony evidence view opinion idea message response
    answer reaction comment remark tone rhetoric tweet criticism attack behavior conduct
    protest demonstration supporter opponent critic ally advocate activist
    candidate colleague friend team staff aide adviser leadership
    provision protection restriction requirement condition term privilege relief help aid
    assistance support opposition opponent authority power leadership right ability
    practice process procedure change improvement progress success failure mistake error
    violation crime incident event scandal crisis threat danger risk reality future past
    position stance policy effort version section package thousand million hundred share fair"""
)
GENERIC = (
    nouns.GENERIC
    | nouns.CONTAINERS
    | nouns.DECISIONS
    | nouns.EFFORTS
    | nouns.SAYINGS
    | nouns.ASPECTS
    | nouns.CHOICES
    | nouns.TIMES
    | nouns.NO_TOPICS
    | nouns.HOLDERS
    | INSTRUMENTS
    | OFFICES
    | BODIES
    | _VERBS
    | _EMPTY
) - wordset(
    """bank tax church military police war sanction tariff king pope student worker voter teacher
    union refugee migrant veteran victim family farmer hunter landlord tenant"""
)
# These alone are never told: a reader could not say what they are.
BARE = (
    lone.EMPTY_INDEFINITE
    | nouns.NO_TOPICS
    | nouns.SAYINGS
    | nouns.ASPECTS
    | wordset(
        """motion directive candidate proposal provision bid effort plan version letter document
    share member official lawmaker legislator senator congressman critic opponent supporter activist
    advocate aide adviser advisor analyst expert spokesman spokeswoman others leader book"""
    )
)
# Public questions that one word names; those in -ism are too.
SUBJECTS = wordset(
    """abortion immigration gun tax poverty inflation unemployment democracy globalization fracking
    vaccine vaccination euthanasia slavery torture censorship homosexuality evolution marijuana
    cannabis tobacco alcohol gambling prostitution austerity welfare healthcare education climate
    environment trade surveillance encryption filibuster gerrymandering conscription apartheid
    immigrant migrant refugee contraception amnesty genocide obesity corruption unions
    homelessness pornography whaling doping polygamy bullying lobbying sequestration
    sequester earmark superdelegate deportation drone shutdown"""
)


def _rows(table: str) -> list[list[str]]:
    return [row.split() for row in table.split(";") if row.strip()]


UNDOING = {word: words[0] for words in _rows(_UNDOING) for word in words}
BRINGING = frozenset(word for words in _rows(_BRINGING) for word in words)
ACTS = {word: words[0] for words in _rows(_ACTS) for word in words}
ACT_NOUNS = frozenset(ACTS.values())
