"""Given names that one person may bear: short forms and what they are short for, and spellings."""

from functools import lru_cache

from pipeline.analysis.names.gazetteer import nicknames

# A short form, then what it is short for beside what the table of nicknames has.
_SHORT = """
abby abigail; al alan alfred allen alexander; alex alexandra alejandro alexis; ash ashton ashley;
bart bartholomew; benji benjamin; benny benjamin; bert robert herbert; bess elizabeth; beth bethany;
betty elizabeth; bobbie roberta; cal calvin; cate katherine; charley charles; chris christian
christine christina; chuck charles; clem clement; clint clinton; connie constance; davey david; deb
deborah; denny dennis; donny donald; ed edgar edmund edwin eduardo; eddie edgar edmund edwin
eduardo; eddy edward; eli elijah; eliza elizabeth; ernie ernest; frank franklin francisco; frankie
francis frank; freddie frederick alfred; gabe gabriel; gerd gerhard; gerry gerald gerard; gil
gilbert; ginny virginia; gus augustus august; hal harold henry; harry henry; herb herbert; ike isaac
dwight; irv irving; jack jacob; jackie jacqueline; jake jacob; jamie james; jay jason; jeb john;
jerry jerrold jerome jeremy; jess jesse; jessie jessica; jon jonathan john; kate kathleen; kathy
kathleen; katie kathleen; kenny kenneth; kris kristopher kristina; laurie laura; lenny leonard; leo
leonard leonardo; les leslie; lew louis; liz lisa; lizzie elizabeth; lou louise; manny manuel
emmanuel; marge margaret marjorie; mat matthew; max maximilian; mick michael; mickey michael; mikey
michael; moe morris moses; mort morton; nan nancy; nat nathaniel nathan; nate nathaniel; ned edward;
ollie oliver; pat patricia; patti patricia; randy randolph; reg reginald; richie richard; ricky
richard; robbie robert; rod rodney roderick; ronnie ronald; rosie rose; sally sarah; sam samantha;
sammy samuel; sandy sander alexander sandra; stevie steven; sue susanne; ted theodore edmund; teddy
theodore edward; terri theresa; terry terrence theresa; theo theodore; timmy timothy; toby tobias;
tony antonio; val valerie; vicki victoria; vin vincent; vinny vincent; wally walter wallace; willie
william; zak zachary
"""
# One name, spelt in several ways.
_SPELT = """
abdullah abdallah; ahmed ahmad; alan allan allen; alec alex; alexei aleksei alexey aleksey;
alexander aleksandr alexandr aleksander; andrei andrey; ann anne; anthony antony; barry barrie;
boris borys; brian bryan; carl karl; cathy kathy; claire clare; cory corey; deborah debra; dennis
denis; dmitry dmitri dmitriy; elena yelena; elizabeth elisabeth; eric erik; geoff jeff; geoffrey
jeffrey jeffery; graham graeme; greg gregg; hosni husni; hussein husayn hussain hossein; jonathan
jonathon; katherine catherine kathryn cathryn katharine; kristopher christopher; lawrence laurence;
lea leah; lesley leslie; lewis louis; lindsey lindsay; luis louis; lynn lynne; marc mark; marcus
markus; matt mat; michele michelle; mikhail michail; mohammed mohamed mohammad muhammad mohamad;
nicholas nicolas nikolas; nick nik; nikolai nikolay; philip phillip; pyotr petr; rudolph rudolf;
sara sarah; sean shaun shawn; sergei sergey serge; sidney sydney; stefan stephan; steven stephen;
susan susanne suzanne; terence terrence; theresa teresa; tricia trish; viktor victor; vladimir
wladimir; yitzhak yitzak; yousef yusuf youssef; yuri yury; zach zack
"""


def may_be_one(given: str, other: str) -> bool:
    """Tell whether two given names may be one person's: alike, an initial, or short for one name.

    Two long forms of one short form are two: Hal is Harold or Henry, but Harold is no Henry.
    """
    if given == other:
        return True
    if 1 in (len(given), len(other)):
        return given[0] == other[0]
    return not meant_by(given).isdisjoint(meant_by(other))


@lru_cache(10_000)
def meant_by(given: str) -> frozenset[str]:
    """Give the names that a given name may stand for, itself among them, each in one spelling."""
    meant = {given, nicknames().get(given, given), *_LONG_FORMS.get(given, ())}
    return frozenset(_ONE_SPELLING.get(name, name) for name in meant)


def _rows(table: str) -> list[list[str]]:
    return [row.split() for row in table.split(";")]


_LONG_FORMS = {short: tuple(long) for short, *long in _rows(_SHORT)}
_ONE_SPELLING = {name: spellings[0] for spellings in _rows(_SPELT) for name in spellings}
