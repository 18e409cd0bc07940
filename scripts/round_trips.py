"""Counts how often a command waits for the server: `round_trips.py URL COMMAND…`.

The URL, where it stands among the command's arguments, is replaced by that of a door to the same
server. Every time that the command sends something after an answer is one round trip; those of
logging in are told apart.
"""

import re
import socket
import subprocess
import sys
import threading


class Count:
    """The round trips of one connection; the server's first ReadyForQuery ends its login."""

    def __init__(self) -> None:
        self.turns, self.login, self.answered, self.ready = 0, 0, True, False

    def sent(self) -> None:
        if self.answered:
            self.turns += 1
            self.login += not self.ready
        self.answered = False

    def received(self, data: bytes) -> None:
        self.answered = True
        # ReadyForQuery: 'Z', its length, and 'I' for idle.
        self.ready = self.ready or data.endswith(b"Z\0\0\0\5I")


def pump(source: socket.socket, sink: socket.socket, seen) -> None:
    while data := source.recv(1 << 16):
        seen(data)
        sink.sendall(data)
    sink.shutdown(socket.SHUT_WR)


def serve(door: socket.socket, host: str, port: int, counts: list[Count]) -> None:
    while True:
        client, _ = door.accept()
        server = socket.create_connection((host, port))
        count = Count()
        counts.append(count)
        for pair in ((client, server, lambda _: count.sent()), (server, client, count.received)):
            threading.Thread(target=pump, args=pair, daemon=True).start()


def main() -> int:
    url, command = sys.argv[1], sys.argv[2:]
    host, port = re.search(r"@([^:/@]+):(\d+)/", url).groups()
    door = socket.create_server(("127.0.0.1", 0))
    counts: list[Count] = []
    threading.Thread(target=serve, args=(door, host, int(port), counts), daemon=True).start()
    through = url.replace(f"@{host}:{port}/", f"@127.0.0.1:{door.getsockname()[1]}/")
    command = [through if argument == url else argument for argument in command]
    ended = subprocess.run(command, stdout=subprocess.DEVNULL)
    login = sum(count.login for count in counts)
    asked = sum(count.turns for count in counts) - login
    print(f"{asked} round trips, and {login} to log in, over {len(counts)} connection(s)")
    return ended.returncode


if __name__ == "__main__":
    sys.exit(main())
