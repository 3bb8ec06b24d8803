"""What a form posts: taken from our own pages only, and no longer than it may be."""

from typing import Annotated
from urllib.parse import parse_qsl, urlsplit

from fastapi import Depends, HTTPException, Request

MEDIA = "application/x-www-form-urlencoded"
LONGEST = 32_768  # bytes: a note of 500 characters takes 6,000, and an id as many
MOST_FIELDS = 20


def check_own(request: Request) -> None:
    """Raise HTTPException where another site may have made a browser post this.

    Browsers say whose page posts: by Sec-Fetch-Site, older ones and those on plain HTTP by Origin.
    """
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site is not None:
        own = site == "same-origin"
    else:
        own = origin is not None and urlsplit(origin).netloc == request.headers.get("Host")
    if not own:
        raise HTTPException(403, "This was not posted from a page of ours. Judge on the page.")


async def _posted(request: Request) -> dict[str, str]:
    check_own(request)
    if request.headers.get("Content-Type", "").partition(";")[0].strip().lower() != MEDIA:
        raise HTTPException(415, f"Post a form: {MEDIA}.")
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LONGEST:
            raise HTTPException(413, f"Post at most {LONGEST:,} bytes.")
    try:
        fields = parse_qsl(body.decode("ascii"), errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise HTTPException(400, "This is no form.") from error
    return dict(fields)


Posted = Annotated[dict[str, str], Depends(_posted)]
