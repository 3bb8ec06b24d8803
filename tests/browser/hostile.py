"""News by somebody who wants to run something in its reader's browser, or break his page."""

from tests.resolved import told

SCRIPT = "<script>document.title='run'</script>"
IMAGE = "<img src=x onerror=document.title='run'>"
BACKWARDS = "\u202eEvil\u202e \u2067names"
LONG = "Long" * 60

HOSTILE = [
    told(
        "hostile/../1?x#y",
        (f"Ada {SCRIPT} Rusk", "for", f"the {IMAGE} toll"),
        ("Mike Venn", "against", "the toll"),
        said=[("Mike Venn", f"We {SCRIPT} pay {IMAGE}")],
        outlet=f'Gull"{IMAGE}',
        title=f"Toll {SCRIPT}",
        url="javascript:document.title='run'",
    ),
    told(
        "hostile-2",
        (f"Bo {BACKWARDS}", "for", f"the {BACKWARDS} toll"),
        (LONG, "against", f"the {LONG}"),
        said=[(f"Bo {BACKWARDS}", f"We {BACKWARDS} pay")],
        outlet=BACKWARDS,
        title=f"{BACKWARDS} {LONG}",
        url="data:text/html,<script>alert(1)</script>",
    ),
]
