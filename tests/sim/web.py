# SPDX-License-Identifier: ISC
"""A web of scripted servers, and a clock that the test turns.

Each scenario is a generator: what it yields is the answer to a request,
what the yield gives back is the next request.  At the end of the simulated
time it gets a last one that is `over`, with the feed's record as it stands
then.  Every scenario has loopback addresses of its own, so that the gap
between requests to one host costs no time.
"""
import asyncio
import http
import os
import pathlib
import sqlite3
import subprocess
import sys
import threading
import traceback

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / 'e2e'))
from lib import BUILD, expect, free_port  # noqa: E402

HOSTS = 3               # addresses of one scenario
START = 1789948800      # Monday, 2026-09-21 00:00 UTC


def rss(*titles, head=''):
    """A feed with an item a title, dated at the start."""
    items = ''.join(f'<item><title>{t}</title><link>https://n.example/{t}'
                    f'</link><guid>{t}</guid><pubDate>Mon, 21 Sep 2026 '
                    '00:00:00 GMT</pubDate></item>' for t in titles)
    return ('<?xml version="1.0"?><rss version="2.0" xmlns:sy='
            '"http://purl.org/rss/1.0/modules/syndication/"><channel>'
            f'<title>T</title>{head}{items}</channel></rss>').encode()


def answer(status=200, body=b'', cut=False, lines=(), **headers):
    """The bytes of an answer; lines are further header lines."""
    out = [f'HTTP/1.1 {status} {http.HTTPStatus(status).phrase}',
           'Connection: close',
           f'Content-Length: {len(body) + (1000 if cut else 0)}']
    out += [f'{k.replace("_", "-")}: {v}' for k, v in headers.items()]
    out += lines
    return '\r\n'.join(out).encode('latin-1') + b'\r\n\r\n' + body


def feed(*titles, head='', **headers):
    """An answer with a feed in it."""
    return answer(200, rss(*(titles or ('one',)), head=head),
                  Content_Type='application/rss+xml', **headers)


class Request:
    """One request; record is the feed's row of the store before it."""

    def __init__(self, head, now, record, over=False):
        lines = head.decode('latin-1').split('\r\n')
        self.method, self.target, _ = (lines[0] + '  ').split(' ', 2)
        self.headers = dict(line.split(': ', 1) for line in lines[1:]
                            if ': ' in line)
        self.headers = {k.lower(): v for k, v in self.headers.items()}
        self.now = now
        self.record = record
        self.over = over

    def __getitem__(self, name):
        return self.headers.get(name)


class Scenario:
    def __init__(self, script, every, conf, addresses):
        self.name = script.__name__
        self.script = script
        self.every = every
        self.conf = conf
        self.urls = addresses
        self.steps = script(self.url)
        next(self.steps)
        self.last = answer(304)
        self.error = None
        self.done = False
        self.asked = 0
        self.answered = 0

    def url(self, n=0, path=None):
        return self.urls[n] + (f'/{self.name}.xml' if path is None else path)

    def section(self):
        conf = self.conf(self.url) if self.conf else ''
        every = f'every = {self.every}' if self.every else ''
        return f'feed {self.name} {{ url = "{self.url()}"\n{every}\n{conf} }}'

    def take(self, request):
        self.asked += 1
        if self.done:
            return self.last
        try:
            self.last = self.steps.send(request)
        except StopIteration:
            self.done = True
        except Exception:
            self.done = True
            self.error = traceback.format_exc()
        return self.last

    def end(self, request):
        if not self.done:
            self.take(request)
        if not self.done:
            self.error = 'it ended before its script did'
        return self.error is None


class Web:
    """The servers of all scenarios, on one loop in one thread."""

    def __init__(self):
        pid = os.getpid()
        self.net = f'127.{128 + (pid >> 8) % 126}.{pid % 256}'
        self.port = free_port()
        self.now = START
        self.records = {}
        self.scenarios = {}     # by address
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever,
                                       daemon=True)
        self.thread.start()

    def add(self, script, every='6h', conf=None):
        first = 1 + HOSTS * len(set(self.scenarios.values()))
        hosts = [f'{self.net}.{first + i}' for i in range(HOSTS)]
        one = Scenario(script, every, conf,
                       [f'http://{h}:{self.port}' for h in hosts])
        self.scenarios.update({h: one for h in hosts})
        return one

    async def _serve(self, reader, writer):
        try:
            head = await reader.readuntil(b'\r\n\r\n')
            one = self.scenarios[writer.get_extra_info('sockname')[0]]
            out = one.take(Request(head, self.now,
                                   self.records.get(one.name)))
            # An answer may be held until an asyncio.Event is set.
            if isinstance(out, tuple):
                await out[0].wait()
                out = out[1]
            writer.write(out)
            await writer.drain()
            one.answered += 1
        except (OSError, EOFError):
            pass
        finally:
            writer.close()

    def open(self):
        asyncio.run_coroutine_threadsafe(asyncio.start_server(
            self._serve, list(self.scenarios), self.port), self.loop).result()

    def close(self):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()


class Once:
    """newswatchd --once, at whatever time it is said to be."""

    def __init__(self, home, head=''):
        self.home = home
        self.head = head
        self.state = home / 'state'
        self.conf = home / 'newswatch.conf'
        self.log = home / 'log'
        self.runs = 0
        self.state.mkdir(exist_ok=True)

    def configure(self, feeds):
        self.conf.write_text(
            f'state-dir = "{self.state}"\nsocket = "{self.home}/s"\n'
            'allow-private = { "127.0.0.0/8" }\nparsers = 1\n'
            f'fetch-timeout = 20s\n{self.head}\n' + feeds)

    def run(self, now):
        self.runs += 1
        with open(self.log, 'ab') as log:
            code = subprocess.run([BUILD / 'newswatchd', '-c', self.conf,
                                   '--once', '--now', str(now)], stderr=log,
                                  timeout=120).returncode
        expect(code == 0, f'newswatchd --once exited with {code}: '
               f'{self.log.read_text()[-2000:]}')

    def records(self):
        db = sqlite3.connect(self.state / 'newswatch.db')
        db.row_factory = sqlite3.Row
        rows = {r['name']: dict(r)
                for r in db.execute('SELECT * FROM feed')}
        db.close()
        return rows
