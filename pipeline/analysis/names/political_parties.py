"""Political parties: what they are named by those who speak of them and their members."""

DEMOCRATS, REPUBLICANS, CONSERVATIVES = "Democratic Party", "Republican Party", "Conservative Party"

# Who stand for the whole party: "Democrats oppose the levy".
CROWDS = {
    "democrats": DEMOCRATS,
    "republicans": REPUBLICANS,
    "gop": REPUBLICANS,
    "tories": CONSERVATIVES,
}
# Of the party: "Democratic lawmakers".
PARTISAN = {
    "democratic": DEMOCRATS,
    "republican": REPUBLICANS,
    "gop": REPUBLICANS,
    "tory": CONSERVATIVES,
}
# One member: "the Kentucky Republican".
MEMBERS = {"democrat": DEMOCRATS, "republican": REPUBLICANS}
# Behind a name: "Rep. Mara Venn (R-Ky.)".
INITIALS = {"d": DEMOCRATS, "r": REPUBLICANS}
