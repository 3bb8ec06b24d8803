"""Nouns that alone do not say which one is meant, and the words by which that is told.

Our own lists, drawn up while reading news; no list of others is copied.
"""

from pipeline.analysis.wordset import wordset

# Alone these say nothing that a reader would search for, be it "the measure" or "measures" ...
EMPTY_ALONE = wordset(
    """measure move decision effort attempt idea action approach step change event process position
    system use exposure handling response request image contents"""
)
# ... and these not where they are any: "a bill", "laws".
EMPTY_INDEFINITE = EMPTY_ALONE | wordset(
    """bill law legislation resolution plan rule restriction limit cut policy deal agreement
    regulation amendment recommendation program programme project"""
)
# Alone these never say which one is meant, be it "the bill" or "a bill" ...
NEVER_ALONE = wordset(
    """bill motion legislation measure plan candidate directive provision amendment version package
    draft recommendation"""
)
# ... and these may, but are told more fully where the text does it.
BARE = (
    NEVER_ALONE
    | EMPTY_INDEFINITE
    | wordset(
        """proposal compromise ruling order letter initiative document vote project investigation
        inquiry nomination appointment accord pact treaty ban mandate nominee"""
    )
)
# Those who run for an office: one of them is told by name.
RUNNING = wordset("candidate nominee contender")
# Offices that several in one article may hold ...
OFFICES = wordset("senator governor mayor congressman congresswoman representative")
# ... and what else an article calls those whom it has named.
DESCRIBING = (
    RUNNING
    | OFFICES
    | wordset(
        """businessman businesswoman billionaire millionaire mogul tycoon magnate developer investor
        industrialist entrepreneur lawyer surgeon neurosurgeon actor actress comedian singer
        celebrity star host author novelist activist socialist libertarian incumbent challenger
        frontrunner front-runner newcomer outsider veteran politician statesman philanthropist
        financier banker executive"""
    )
)
# What a law or a deal has: to be against its cost is to be against it.
QUALITIES = wordset(
    """cost price scope size length complexity wording vagueness secrecy speed haste timing legality
    constitutionality fairness lack absence"""
)
# What may be wanting in how it was made.
WANTED = wordset(
    """debate consultation discussion transparency detail clarity oversight scrutiny input notice
    openness safeguard hearing time funding money support"""
)
# With these a noun means any, or more than one: "such a ban", "both candidates".
NONE_IN_PARTICULAR = wordset("such both either neither any every each another other similar")
# ... and with these it is not the one that the article is about.
NOT_THE_SAME = wordset("such both every each another other similar different separate")
# By these a thing is told again that another noun told before: "the housing bill … the measure".
AGREED = wordset("deal agreement accord pact treaty compromise")
AGAIN = {
    **{pact: AGREED - {pact} for pact in AGREED},
    "compromise": AGREED | wordset("measure proposal plan bill"),
    "measure": wordset("bill legislation resolution proposal amendment law initiative rule"),
    "legislation": wordset("bill measure proposal"),
    "bill": wordset("legislation measure"),
    "proposal": wordset("bill plan measure"),
    "plan": wordset("proposal bill"),
    "resolution": wordset("measure"),
    "motion": wordset("resolution"),
    "provision": wordset("amendment"),
    "package": wordset("bill legislation"),
    "version": wordset("bill legislation"),
    "draft": wordset("bill resolution legislation"),
    "inquiry": wordset("investigation probe"),
    "investigation": wordset("inquiry probe"),
    "restriction": wordset("limit"),
    "limit": wordset("restriction"),
}
# ... or, where no such noun did, by these, be it one or more of them: "the tax overhaul … the
# bill", "guidelines on fares … the rules".
LOOSELY = {
    **dict.fromkeys(("bill", "legislation"), wordset("overhaul reform")),
    "measure": wordset("overhaul reform action plan"),
    "proposal": wordset("overhaul resolution amendment initiative"),
    "plan": wordset("overhaul initiative"),
    "package": wordset("overhaul reform plan measure"),
    "program": wordset("plan initiative scheme"),
    "rule": wordset("rule regulation guideline"),
    "regulation": wordset("rule regulation guideline"),
    "directive": wordset("guideline order guidance"),
    "restriction": wordset("restriction ban rule"),
    "ban": wordset("order rule"),
    "order": wordset("ban action"),
    "deal": wordset("merger takeover truce ceasefire framework"),
    "agreement": wordset("truce ceasefire framework"),
}
# Laws, and what may become one.
LAWLIKE = wordset(
    "bill law legislation measure statute resolution amendment motion plan proposal package"
)
# What is decided, and has a cost.
DECIDED = (
    LAWLIKE | AGREED | wordset("ban rule order ruling program programme project policy budget")
)
LAWMAKERS = wordset(
    """house senate congress committee panel council parliament legislature assembly lawmaker
    legislator senator mp cabinet board commission republicans democrats voter"""
)
# What lawmakers do with a bill, and what else is done to make it a law.
PASSING = wordset("adopt approve block defeat pass reject")
MAKING = PASSING | wordset("sign introduce propose sponsor draft write unveil enact file")
# The verbs of whose deed these nouns are.
NAMED_FOR = {
    "proposal": wordset("propose suggest"),
    "plan": wordset("plan propose"),
    "recommendation": wordset("recommend"),
    "agreement": wordset("agree"),
    "deal": wordset("agree"),
    "ban": wordset("ban prohibit forbid outlaw"),
}
# Before a noun these do not say which one: any bill may be a bipartisan one.
ANY_OF_THEM = wordset(
    """original final first second third bipartisan similar same other different own major key big
    good bad whole entire latest draft single separate sweeping comprehensive such tough real
    compromise alternative competing strict resulting failed
    giant huge massive small large larger certain various several important necessary concrete
    ambitious successful current present specific additional further strong stronger powerful
    existing favorite favourite broad broader better last next pending federal state
    acceptable fourth fifth must pass fair bad worse worst great historic landmark
    modest simple clean rare sensible reasonable workable lasting terrible balanced hopeful
    popular unpopular passed signed diplomatic formal
    informal tentative potential eventual interim temporary permanent executive legislative today
    yesterday tomorrow symbolic critical historical crucial vital radical typical fundamental
    initial stand alone drastic dramatic realistic essential substantial partial practical
    ideal additional"""
)
