#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""Feeds that accept and never answer cost the other feeds nothing.

    tests/e2e/test_hang.py [FEEDS]
"""
import asyncio
import resource
import sys
import threading
import time

from lib import Daemon, Nginx, expect, free_port, own_address, rss, run, \
    stage, until

HANGING = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
SPARE = 500             # descriptors for everything else


class Tarpit:
    """Accepts on every address of a loopback range, reads, says nothing."""

    def __init__(self):
        self.port = free_port()
        self.open = set()
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever,
                                       daemon=True)
        self.thread.start()
        self.server = asyncio.run_coroutine_threadsafe(
            asyncio.start_server(self._serve, '0.0.0.0', self.port,
                                 backlog=4096), self.loop).result()

    async def _serve(self, reader, writer):
        self.open.add(writer)
        try:
            await reader.read(-1)
        except OSError:
            pass
        self.open.discard(writer)
        writer.close()

    def close(self):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()


def hanging_feeds(port, n):
    """Each on an address of its own, as many hosts that hang would be."""
    return ''.join(f'feed hang{i} {{ url = "http://127.{20 + i // 62500}.'
                   f'{i // 250 % 250}.{1 + i % 250}:{port}/feed.xml" }}\n'
                   for i in range(n))


def engine_kb(daemon, what):
    with open(f'/proc/{daemon.process.pid}/status') as status:
        for line in status:
            if line.startswith(what):
                return int(line.split()[1])
    return 0


def others_are_served_while_thousands_hang():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    n = min(HANGING, hard - SPARE)
    with stage() as (home, ends):
        pit = Tarpit()
        ends.callback(pit.close)
        web = Nginx(home)
        ends.callback(web.close)
        good = web.write('good.xml', rss([
            {'title': 'One', 'text': 'Viktor Lesnikov opened the bridge.'}]))
        daemon = Daemon(home, f'''
fetch-timeout = 300s
feed good {{ url = "{good}" every = 2s }}
figure lesnikov {{ name = "Viktor Lesnikov" }}
watch lesnikov {{ when = '@lesnikov' }}
''' + hanging_feeds(pit.port, n))
        ends.callback(daemon.stop)
        daemon.start()
        run_ = daemon.client('poll')
        expect(run_.returncode == 0, f'poll: {run_.stderr}')
        until(lambda: len(pit.open) >= n, f'all {n} to hang')
        until(lambda: len(daemon.hits()) == 1, 'the good feed is polled')
        before = daemon.feed('good')
        began = time.monotonic()
        daemon.client('status')
        answered = time.monotonic() - began
        expect(len(pit.open) >= n, 'all hang while a request is answered')
        # Of another length: nginx makes its ETag of time and size.
        web.write('good.xml', rss([
            {'title': 'Two', 'text': 'Viktor Lesnikov closed the bridge '
                                     'again after an hour.'}]))
        until(lambda: len(daemon.hits()) == 2, 'the good feed goes on')
        good = daemon.feed('good')
        expect(good['polls'] > before['polls'], 'it is polled')
        expect(len(pit.open) >= n, 'all hang while the good feed is polled')
        print(f'{n} hang: the client had its answer after '
              f'{answered * 1000:.0f} ms, the engine has '
              f'{engine_kb(daemon, "VmRSS") / 1024:.0f} MB, its peak is '
              f'{engine_kb(daemon, "VmHWM") / 1024:.0f} MB')


run(others_are_served_while_thousands_hang)
