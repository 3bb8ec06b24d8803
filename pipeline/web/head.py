"""HEAD answers as GET does, without the body."""

import anyio
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class HeadLikeGet:
    """An application that routes HEAD as GET, sends the head alone and ends there."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything else on."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return
        with anyio.CancelScope() as answering:

            async def head_only(message: Message) -> None:
                if message["type"] == "http.response.start":
                    await send(message)
                    await send({"type": "http.response.body", "body": b""})
                    answering.cancel()  # a body may have no end

            await self._app({**scope, "method": "GET"}, receive, head_only)
