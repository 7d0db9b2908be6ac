"""Loaded by the interpreter of a process under test: notes whom it turns to, and lets it turn to this machine only.

A line for each connection and each name looked up goes to the file ``CONNECTIONS`` names.
"""

import os
import sys

_FILE = os.open(os.environ["CONNECTIONS"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
_HERE = ("127.", "::1", "localhost", "/")
"""How the names of this machine begin, and the paths of its sockets."""


def _watch(event: str, args: tuple[object, ...]) -> None:
    if event not in {"socket.connect", "socket.sendto", "socket.getaddrinfo"}:
        return
    address = args[0] if event == "socket.getaddrinfo" else args[1]
    host = str(address[0] if isinstance(address, tuple) else address)
    os.write(_FILE, f"{host}\n".encode())
    if not host.startswith(_HERE):
        raise OSError(f"{event} {host}: not on this machine")


sys.addaudithook(_watch)
