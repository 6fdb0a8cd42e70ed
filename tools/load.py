"""Asks a server of this machine much at once, and measures its answers.

    python tools/load.py                        64 clients, 500 requests a
                                                second, for a minute
    python tools/load.py --rate 0               as fast as it answers
    python tools/load.py --path /tag --body '{"sentences": ["Ada left."]}'
    python tools/load.py --rude                 bad requests, slow clients, a
                                                thousand connections

The server is `keras-rnn serve model.onnx`, or `serve` of
keras_rnn.deploy.server. Every answer is compared with the one to the same
request sent alone before. Raw sockets and as little Python as possible: server
and clients share the cores. It talks to 127.0.0.1 only.
"""

import argparse
import asyncio
import collections
import json
import time

TEXTS = (
    "A great film.",
    "Dull, dull, dull from the first minute to the last.",
    "The actors are good but the story is not, and it is far too long.",
    "I laughed, I cried, I would see it again tomorrow.",
    "Not bad.",
    "A waste of two hours; the book was so much better than this.",
    "Wonderful music, wonderful pictures and nothing behind them.",
    "Nobody should have to sit through this.",
)
HOST = "127.0.0.1"


def request(path, body, method="POST"):
    """The bytes of a request."""
    head = (
        f"{method} {path} HTTP/1.1\r\nhost: {HOST}\r\n"
        "content-type: application/json\r\n"
        f"content-length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


class Connection(asyncio.Protocol):
    """One connection: a request out, its answer in, again and again."""

    def __init__(self):
        self.answer, self.data = None, b""

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        self.data += data
        head, blank, body = self.data.partition(b"\r\n\r\n")
        if not blank or self.answer is None or self.answer.done():
            return
        at = head.lower().find(b"content-length:")
        if at >= 0 and len(body) >= int(head[at + 15 :].split(b"\r", 1)[0]):
            self.data = b""
            self.answer.set_result((int(head[9:12]), body))

    def connection_lost(self, error):
        if self.answer is not None and not self.answer.done():
            self.answer.set_result((0, str(error or "closed").encode()))

    def ask(self, data):
        """Sends bytes; a future of status and body, status 0 if none came."""
        self.answer = asyncio.get_running_loop().create_future()
        if self.transport.is_closing():
            self.answer.set_result((0, b"closed"))
        else:
            self.transport.write(data)
        return self.answer


async def connect(port):
    loop = asyncio.get_running_loop()
    return (await loop.create_connection(Connection, HOST, port))[1]


async def once(port, data, seconds=60):
    """One request on a connection of its own: status and body."""
    connection = await connect(port)
    try:
        async with asyncio.timeout(seconds):
            return await connection.ask(data)
    except TimeoutError:
        return 0, b"no answer"
    finally:
        connection.transport.close()


async def used(port):
    """Seconds of computing and megabytes of the server, as it says itself."""
    _, body = await once(port, request("/metrics", b"", "GET"))
    found = dict(x.rsplit(" ", 1) for x in body.decode().splitlines())
    return (
        float(found["process_cpu_seconds_total"]),
        float(found["process_resident_memory_bytes"]) / 1e6,
    )


async def client(
    port, bodies, number, clients, pause, end, seconds, wrong, statuses
):
    """Asks one thing after the other until the end."""
    connection = await connect(port)
    count = number
    due = time.perf_counter() + pause * number / clients
    while True:
        if pause:
            await asyncio.sleep(due - time.perf_counter())
        start = time.perf_counter()
        if start >= end:
            break
        data, expected = bodies[count % len(bodies)]
        status, body = await connection.ask(data)
        # From when it was due: a late client counts as a slow server.
        seconds.append(time.perf_counter() - (due if pause else start))
        statuses[status] += 1
        if status == 200 and not same(json.loads(body), expected):
            wrong.append(body)
        if status == 0:
            connection = await connect(port)
        count += 1
        due += pause
    connection.transport.close()


def same(left, right):
    """Whether two answers agree, numbers to 1e-5."""
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(
            same(left[key], right[key]) for key in left
        )
    if isinstance(left, list):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, float):
        return abs(left - right) <= 1e-5
    return left == right


async def load(arguments):
    """Many clients for a while; prints rate, times and what went wrong."""
    port, bodies = arguments.port, []
    given = [arguments.body] if arguments.body else []
    for body in given or [json.dumps({"texts": [text]}) for text in TEXTS]:
        data = request(arguments.path, body.encode())
        status, answer = await once(port, data)
        if status != 200:
            raise SystemExit(f"{status}: {answer.decode()}")
        bodies.append((data, json.loads(answer)))
    computed, before = await used(port)
    seconds, wrong, statuses = [], [], collections.Counter()
    count = arguments.clients
    pause = count / arguments.rate if arguments.rate else 0
    start = time.perf_counter()
    end = start + arguments.seconds
    await asyncio.gather(
        *(
            client(port, bodies, n, count, pause, end, seconds, wrong, statuses)
            for n in range(count)
        )
    )
    took = time.perf_counter() - start
    after, memory = await used(port)
    seconds.sort()
    p50, p95, p99 = (
        1000 * seconds[int(share * (len(seconds) - 1))]
        for share in (0.5, 0.95, 0.99)
    )
    print(
        f"{count} clients, {took:.0f} s: {len(seconds)} answers, "
        f"{len(seconds) / took:.0f} a second; ms p50 {p50:.1f}, p95 {p95:.1f}, "
        f"p99 {p99:.1f}, most {1000 * seconds[-1]:.1f}; statuses "
        f"{dict(statuses)}; other than alone: {len(wrong)}; the server: "
        f"{1000 * (after - computed) / len(seconds):.2f} ms of computing for "
        f"each, memory {before:.0f} to {memory:.0f} MB"
    )


async def rude(arguments):
    """Requests that nobody should send; prints the answer to each."""
    port, path = arguments.port, arguments.path
    _, before = await used(port)
    good = arguments.body or json.dumps({"texts": TEXTS[:1]})
    large = json.dumps({"texts": ["x" * 10_000_000]}).encode()
    endless = request(path, b"").replace(
        b"content-length: 0", b"transfer-encoding: chunked"
    )
    pieces = b"989680\r\n" + b"x" * 10_000_000 + b"\r\n"
    deep = b'{"texts": ' + b"[" * 100_000
    for name, data in (
        ("no JSON", request(path, b'{"texts": ["a"')),
        ("no UTF-8", request(path, b'{"texts": ["\xff"]}')),
        ("deep JSON", request(path, deep)),
        ("half a character", request(path, b'{"texts": ["\\ud800"]}')),
        ("a number", request(path, b'{"texts": [1]}')),
        ("an unknown field", request(path, b'{"texts": ["a"], "n": 1}')),
        ("no texts", request(path, b'{"texts": []}')),
        ("a blank text", request(path, b'{"texts": ["a", " "]}')),
        ("no body", request(path, b"")),
        ("another path", request("/nothing", b"{}")),
        ("another method", request(path, b"", "GET")),
        ("no HTTP", b"hello\r\n\r\n"),
        ("10 MB", request(path, large)),
        ("10 MB in pieces", endless + pieces + b"0\r\n\r\n"),
        ("a body without end", endless + pieces),
        ("a long head", request(path + "?" + "x" * 200_000, b"{}")),
    ):
        status, body = await once(port, data, 40)
        print(f"{name:18} {status} {body.decode()[:120]}")
    await slow(port, request(path, good.encode()))
    await crowd(port, request(path, good.encode()))
    status, body = await once(port, request(path, good.encode()))
    print(f"{'afterwards':18} {status} {body.decode()[:120]}")
    _, after = await used(port)
    print(f"memory {before:.0f} to {after:.0f} MB")


async def slow(port, data):
    """Clients that send a letter now and then; an honest one among them."""
    connections = [await connect(port) for _ in range(200)]
    head, blank, body = data.partition(b"\r\n\r\n")
    closed, times, start = 0, [], time.perf_counter()
    for step in range(20):
        for number, connection in enumerate(connections):
            if connection.transport.is_closing():
                continue
            if number % 2:  # a head without end
                more = b"\r\nx-more: more" if step else head
            else:  # a body without end
                more = b" " if step else head + blank + body[:-20]
            connection.transport.write(more)
        asked = time.perf_counter()
        status, _ = await once(port, data)
        times.append(1000 * (time.perf_counter() - asked))
        closed = sum(x.transport.is_closing() for x in connections)
        if closed == len(connections):
            break
        await asyncio.sleep(1)
    took = time.perf_counter() - start
    said = collections.Counter(x.data[9:12].decode() for x in connections)
    print(
        f"{'200 slow clients':18} {closed} closed after {took:.0f} s, told "
        f"{dict(said)}; an honest one meanwhile: {status} in at most "
        f"{max(times):.0f} ms"
    )
    for connection in connections:
        connection.transport.close()


async def crowd(port, data):
    """A thousand connections that all ask at once."""
    connections = await asyncio.gather(*(connect(port) for _ in range(1000)))
    start = time.perf_counter()
    answers = await asyncio.gather(*(x.ask(data) for x in connections))
    took = time.perf_counter() - start
    counts = collections.Counter(status for status, _ in answers)
    print(f"{'1000 connections':18} {dict(counts)} in {took:.2f} s")
    for connection in connections:
        connection.transport.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--path", default="/classify")
    parser.add_argument("--body", help="JSON; texts of films if left out")
    parser.add_argument("--clients", type=int, default=64)
    parser.add_argument("--rate", type=float, default=500, help="a second")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--rude", action="store_true")
    arguments = parser.parse_args()
    if not 0 < arguments.seconds <= 600 or not 0 < arguments.clients <= 2000:
        parser.error("at most 600 seconds and 2000 clients")
    try:
        from uvloop import run
    except ImportError:
        from asyncio import run
    run(rude(arguments) if arguments.rude else load(arguments))


if __name__ == "__main__":
    main()
