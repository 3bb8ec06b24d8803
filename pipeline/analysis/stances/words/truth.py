"""Words by which a text says that something is not so, is not known to be so, or is made up.

Our own lists, drawn up while reading news; no list of others is copied.
"""

from pipeline.analysis.wordset import wordset

# What "it is … that" says of a clause; of "far from certain" the first word stands for all.
TRUE = wordset(
    """true correct accurate right clear certain sure proven evident likely plausible possible case
    fact truth"""
)
FALSE = wordset(
    """false untrue incorrect inaccurate erroneous wrong mistaken unfounded groundless fictitious
    invented misleading doubtful dubious unlikely improbable implausible unclear uncertain
    questionable debatable unproven unconfirmed unthinkable inconceivable impossible far
    lie myth hoax falsehood untruth fiction fabrication invention misconception misperception
    misunderstanding fallacy fantasy fable canard legend nonsense rumor rumour gossip propaganda
    disinformation misinformation satire bunk hogwash"""
)
# A verdict in a sentence of its own, and what turns it round: "That is not true."
VERDICTS_TRUE = wordset("true correct accurate so right")
VERDICTS_FALSE = wordset(
    "false untrue incorrect inaccurate wrong lie myth hoax fake fabricated nonsense fiction rumour"
)
# To say so is to err: "falsely claimed", "was wrongly said to back it".
FALSELY = wordset(
    """falsely wrongly mistakenly erroneously incorrectly inaccurately misleadingly untruthfully
    deceptively dishonestly wrongfully fraudulently jokingly satirically"""
)
# Nobody answers for what is said with these.
ALLEGEDLY = wordset("allegedly supposedly purportedly ostensibly alleged supposed purported")
# Verbs of denying: who does not deny it lets it stand.
DENYING = wordset(
    """deny doubt dispute disprove debunk refute rebut question contest reject dismiss disbelieve
    contradict"""
)
# What a newspaper did that sets something right; "misreporte" is the language model's lemma.
MISREPORTING = wordset(
    """misstate misreport misreporte misidentify misrepresent mischaracterize mischaracterise
    misquote misattribute mislabel misdescribe"""
)
# Verbs whose clause is not so, denied or not.
MISTAKING = MISREPORTING | wordset(
    """lie pretend fabricate invent imagine fake feign joke err rumor
    rumour allege purport"""
)
# Who does these for saying something says it no more.
TAKING_BACK = wordset("apologize apologise")
# Verbs that say their clause is so; who does not say or think so leaves it open. Not "know",
# "regret" or "admit": what somebody does not know is so.
ASSERTING = wordset(
    """say tell believe think feel argue insist maintain contend claim state declare assert suggest
    mean show prove indicate demonstrate hear report conclude write tweet agree imply expect find
    confirm"""
)
# Nouns for what is said; what is done to them is done to what they say.
REPORTS = wordset(
    """report story news post article statement remark message tweet announcement account view
    assumption claim allegation idea notion suggestion theory rumor rumour speculation argument
    charge assertion accusation"""
)
# What is done to reports that are not so.
REFUTING = DENYING | wordset(
    """dispel discredit counter withdraw retract disavow repudiate quash scotch squash mock ridicule
    fabricate invent fake"""
)
# What stands against reports: "contrary to", "despite", "no truth to".
AGAINST_REPORTS = wordset("contrary despite amid notwithstanding truth evidence basis")

# Who or what says something is made up.
FAKES = wordset(
    """fake faked doctored forged bogus fabricated phony phoney false fictitious fictional satirical
    satiric spoof parody hoax counterfeit manipulated altered photoshopped spurious debunked viral
    generated purported so-called deepfake deepfaked fraudulent misleading made-up impersonating
    joke rumored rumoured"""
)
FAKERS = wordset(
    """hoax hoaxer impostor imposter impersonator parody deepfake forgery fabrication spoof troll
    prankster rumor rumour gossip satire satirist disinformation misinformation propaganda"""
)

# What newspapers print, and which of it is no more.
PRINTED = wordset(
    "article story report post column item headline caption version draft edition piece editorial"
)
SUPERSEDED = wordset("earlier previous prior original initial first older early")
FORMERLY = wordset("originally previously initially earlier first")
# What stands before a note that sets right what was printed, and before what is only claimed.
CORRECTIONS = wordset("correction corrections clarification corrected")
CLAIM_LABELS = wordset("claim myth rumor rumour hoax false fiction")
