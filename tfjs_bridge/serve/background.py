"""The page's server beside a program that goes on, as in a notebook."""

from __future__ import annotations

import threading
from http.server import ThreadingHTTPServer
from pathlib import Path

from tfjs_bridge.assets import web_folder
from tfjs_bridge.serve.server import create_server, page_url


class PageServer:
    """A running server of the page, which ends with the program or by `stop`.

    As a context manager it stops at the end of its block.

    Attributes:
        url: The page's address, for a browser on this machine.
        port: The port that it listens on.
    """

    def __init__(self, server: ThreadingHTTPServer) -> None:
        """Serve in a thread that does not keep the program from ending.

        Args:
            server: Bound, and not serving yet.
        """
        self._server = server
        self.url: str = page_url(server)
        self.port: int = server.server_address[1]
        # The loop looks every 0.1 s whether it is to end; `stop` waits for that.
        self._thread = threading.Thread(target=server.serve_forever, args=[0.1], daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop the server and free its port; a second time it does nothing."""
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()

    def __enter__(self) -> PageServer:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def start_server(
    exported: str | Path = "exported",
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    any_host: bool = False,
) -> PageServer:
    """Serve the page and the exported models while the program goes on.

    Args:
        exported: The folder of the artifacts. One that is exported later is seen, too.
        host: Address to listen on; only this machine by default.
        port: Port to listen on; 0 for any free one.
        any_host: Answer requests that name any host, for a page that is shown through a proxy, as
            Colab does it. Where it is false, and the address is one of this machine's own, another
            site cannot read the models by making its name point here.

    Returns:
        The running server, with the address of its page.

    Raises:
        UsageError: The page is not built, or the server cannot listen at the address.
    """
    server = create_server(
        web=web_folder(), exported=Path(exported), host=host, port=port, any_host=any_host
    )
    return PageServer(server)
