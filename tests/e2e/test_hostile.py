#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""Hostile feeds cost little memory, say what is wrong, and hurt nobody.

Each feed first answers as it should, and twenty usual ones are read, so
that what the daemon needs anyway is there; then it turns.  What the engine
and the parsers grow by is measured from poll to poll, where no sanitizer
would be measured instead.
"""
import contextlib
import gzip
import pathlib
import threading
import time
import zlib

from lib import Daemon, Server, expect, rss, run, stage, until

GROWTH_KB = 20000       # of engine and parsers, that any of them may cost
CHUNK = 1 << 16
LONG = 280              # items of 64 kB each
GOOD = {'title': 'Good news', 'text': 'Viktor Lesnikov opened the bridge.'}
HEAD = b'<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>'
ITEM = (b'<item><title>Lesnikov %d</title><link>https://feed.example/%d'
        b'</link>%s</item>')
TAIL = b'</channel></rss>'


def framed(middle):
    """A feed with an item before and behind what is hostile."""
    yield HEAD + ITEM % (1, 1, b'')
    yield from middle
    yield ITEM % (2, 2, b'') + TAIL


def repeated(piece, total):
    """About total bytes of one piece, in chunks that sockets like."""
    many = piece * max(1, CHUNK // len(piece))
    for _ in range(total // len(many)):
        yield many


def usual(feed):
    """A hundred items of some kilobytes, as feeds have them."""
    return rss([{'title': f'News {feed} {i}', 'text': ' '.join(
        f'word{(feed * 31 + i * 7 + k) % 5000}' for k in range(400))}
        for i in range(100)]).encode()


def items(n):
    for first in range(0, n, 500):
        yield b''.join(b'<item><guid>%d</guid></item>' % i
                       for i in range(first, first + 500))


def wordy(n, size):
    for i in range(n):
        words = b' '.join(b'w%x' % (i * 10007 + k) for k in range(size // 8))
        at = size + i       # other feeds have other addresses
        yield ITEM % (at, at, b'<description>' + words + b'</description>')


def attributes():
    yield b'<item><title '
    for i in range(0, 60000, 500):
        yield b''.join(b'a%d="v" ' % k for k in range(i, i + 500))
    yield b'>x</title></item>'


def nested(depth):
    yield b'<item><title>x</title><link>https://feed.example/n</link>'
    yield b'<description>' + b'<div>' * depth + b'y' + b'</div>' * depth
    yield b'</description></item>'


def entities():
    yield (b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "' +
           b'a' * 20000 + b'">]><rss version="2.0"><channel>'
           b'<title>T</title><item><title>x</title>'
           b'<link>https://feed.example/q</link><description>')
    yield from repeated(b'&a;', 100000)
    yield b'</description></item>' + TAIL


def gzipped(chunks):
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    for chunk in chunks:
        yield packer.compress(chunk)
    yield packer.flush()


class Hostile(Server):
    """Serves /NAME: a feed until it turns, then what the name stands for."""

    def __init__(self):
        self.turned = False
        self.over = threading.Event()
        super().__init__()

    def answer(self, r):
        name = r.path.strip('/')
        if name.startswith('usual'):
            self.send(r, [usual(int(name[5:]))])
        elif not self.turned or name == 'good':
            self.send(r, [rss([GOOD]).encode()])
        elif name in BODIES:
            body, headers = BODIES[name]
            self.send(r, body(), headers)
        else:
            getattr(self, name)(r)

    @staticmethod
    def send(r, body, headers=()):
        r.send_response(200)
        for one in headers:
            r.send_header(*one)
        r.end_headers()
        for chunk in body:
            r.wfile.write(chunk)

    def redirects(self, r):
        r.send_response(302)
        r.send_header('Location', '/redirects')
        r.send_header('Content-Length', '0')
        r.end_headers()

    def dribble(self, r):
        """A byte, and the next would come in a minute."""
        r.send_response(200)
        r.send_header('Content-Length', '100000')
        r.end_headers()
        r.wfile.write(b'<')
        r.wfile.flush()
        self.over.wait(60)

    def cut(self, r):
        r.send_response(200)
        r.send_header('Content-Length', '100000')
        r.end_headers()
        r.wfile.write(HEAD + ITEM % (1, 1, b'') + b'<item><title>cu')

    def close(self):
        self.over.set()
        super().close()


GZIP = (('Content-Encoding', 'gzip'),)
BODIES = {
    'gigabyte': (lambda: framed(repeated(
        b'<item><title>x</title><guid>1</guid></item>', 1 << 30)), ()),
    'comment': (lambda: framed(repeated(b'<!-- x -->', 1 << 30)), ()),
    'one-text': (lambda: framed(repeated(b'x', 1 << 30)), ()),
    'bomb': (lambda: gzipped(repeated(bytes(CHUNK), 1 << 28)), GZIP),
    'attributes': (lambda: framed(attributes()), ()),
    'nested-256': (lambda: framed(nested(256)), ()),
    'nested-100000': (lambda: framed(nested(100000)), ()),
    'entities': (lambda: iter(entities()), ()),
    'million': (lambda: gzipped(framed(items(1000000))), GZIP),
    'many-items': (lambda: framed(repeated(
        b'<item><title>x</title><guid>1</guid></item>', 18 << 20)), ()),
    'long-items': (lambda: framed(wordy(LONG, 1 << 16)), ()),
    'short-items': (lambda: framed(wordy(15000, 1 << 10)), ()),
}
USUAL = [f'usual{i}' for i in range(20)]
# How each must end: the status, and a word of the reason.
ENDS = {
    'gigabyte': ('failing', 'too large'), 'comment': ('failing', 'too large'),
    'one-text': ('failing', 'too large'), 'bomb': ('failing', 'too large'),
    'attributes': ('ok', 'start tag'), 'nested-256': ('ok', 'too deeply'),
    'nested-100000': ('ok', 'too deeply'), 'entities': ('ok', "bare '&'"),
    'million': ('ok', 'first 10000 items'),
    'many-items': ('ok', 'first 10000 items'),
    'long-items': ('ok', None), 'short-items': ('ok', 'first 10000 items'),
    'redirects': ('failing', 'redirect'), 'dribble': ('failing', 'timed out'),
    'cut': ('failing', 'cut off'),
}


class Memory:
    """The most that each process of a daemon has needed."""

    def __init__(self, daemon):
        self.daemon = daemon
        self.most = {}          # kB by role: of all its processes
        self.start = {}
        self.stop = threading.Event()
        self.thread = threading.Thread(target=self.watch, daemon=True)
        self.thread.start()

    def look(self):
        found = {'engine': [self.daemon.process.pid],
                 'parser': self.daemon.processes('parser')}
        for role, pids in found.items():
            kb = sum(self.field(pid, 'VmHWM:') for pid in pids)
            self.most[role] = max(self.most.get(role, 0), kb)

    @staticmethod
    def field(pid, name):
        with contextlib.suppress(OSError):
            for line in pathlib.Path(f'/proc/{pid}/status').open():
                if line.startswith(name):
                    return int(line.split()[1])
        return 0

    def watch(self):
        while not self.stop.wait(0.05):
            self.look()

    def begin(self):
        """Forgets; what is there now.  False where that cannot be had."""
        pids = [self.daemon.process.pid, *self.daemon.processes('parser')]
        self.start = {}
        self.most.clear()
        # A sanitizer maps terabytes, and keeps what was freed.
        if self.field(pids[0], 'VmSize:') > 1 << 30:
            return False
        try:
            for pid in pids:
                pathlib.Path(f'/proc/{pid}/clear_refs').write_text('5')
        except PermissionError:
            return False
        self.look()
        self.start = dict(self.most)
        return True

    def growth(self):
        self.look()
        return {role: self.most[role] - kb for role, kb in self.start.items()}

    def close(self):
        self.stop.set()
        self.thread.join()


def what_is_hostile_costs_little_and_is_said():
    with stage() as (home, ends):
        web = Hostile()
        ends.callback(web.close)
        daemon = Daemon(home, 'parsers = 2\nmax-body = 48M\n'
                        'fetch-timeout = 10s\n' + ''.join(
            f'feed {name} {{ url = "{web.url}/{name}" every = 100h }}\n'
            for name in [*ENDS, *USUAL, 'good']) + '''
watch bridge { when = 'bridge' }
''')
        ends.callback(daemon.stop)
        daemon.start()
        until(lambda: all(f['status'] == 'ok'
                          for f in daemon.json('feeds')['feeds']),
              'each feed to be read once')
        memory = Memory(daemon)
        ends.callback(memory.close)
        # One of the feeds has stored what all of them had so far.
        before = daemon.feed('long-items')['items']
        web.turned = True
        for name, (status, word) in ENDS.items():
            began = time.monotonic()
            measured = memory.begin()
            daemon.poll(name)
            feed = daemon.feed(name)
            growth = memory.growth()
            print(f'  {name}: {time.monotonic() - began:.1f} s', *(
                f'{role} +{kb} kB' for role, kb in growth.items()),
                feed['error'], sep=', ', flush=True)
            expect(feed['status'] == status and (
                feed['error'] is None if word is None else
                word in feed['error']), feed)
            expect(not measured or sum(growth.values()) < GROWTH_KB, growth)
            daemon.poll('good')
            expect(daemon.feed('good')['status'] == 'ok',
                   'the good feed goes on')
        # Read in several parts; its other items are in other feeds, too.
        read = daemon.feed('long-items')['items'] - before
        expect(read == LONG, f'{read} of the long items are stored')


run(what_is_hostile_costs_little_and_is_said)
