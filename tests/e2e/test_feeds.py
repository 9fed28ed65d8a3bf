#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""What goes wrong with a feed is said, backed off, and costs nothing else."""
import gzip
import threading

from lib import Daemon, Nginx, Server, expect, rss, run, stage, until

GOOD = {'title': 'Good news', 'text': 'Viktor Lesnikov opened the bridge.'}


class Odd(Server):
    """A server for what nginx would not do."""

    def __init__(self):
        self.release = threading.Event()
        super().__init__()

    def answer(self, r):
        getattr(self, r.path.strip('/'))(r)

    def slow(self, r):
        r.send_response(200)
        r.send_header('Content-Length', '1000')
        r.end_headers()
        self.release.wait(120)

    def bomb(self, r):
        body = gzip.compress(bytes(64 << 20))
        r.send_response(200)
        r.send_header('Content-Encoding', 'gzip')
        r.send_header('Content-Length', str(len(body)))
        r.end_headers()
        r.wfile.write(body)

    def endless(self, r):
        r.send_response(200)
        r.end_headers()
        for _ in range(1 << 14):
            r.wfile.write(b'<!--' + b' ' * 65529 + b'-->')

    def cut(self, r):
        r.send_response(200)
        r.send_header('Content-Length', '100000')
        r.end_headers()
        r.wfile.write(rss([GOOD]).encode()[:300])

    def around(self, r):
        r.send_response(302)
        r.send_header('Location', '/around')
        r.send_header('Content-Length', '0')
        r.end_headers()

    def gone(self, r):
        r.send_response(410)
        r.send_header('Content-Length', '0')
        r.end_headers()

    def inside(self, r):
        r.send_response(302)
        r.send_header('Location', 'http://10.1.2.3/feed')
        r.send_header('Content-Length', '0')
        r.end_headers()

    def close(self):
        self.release.set()
        super().close()


# feed name: a word of the reason that must be shown
REASONS = {
    'html': 'web page', 'empty': '', 'garbage': '', 'missing': '404',
    'slow': 'time', 'bomb': 'large', 'endless': 'large', 'cut': '',
    'around': 'redirect', 'inside': '10.1.2.3', 'closed': 'connect',
}


def each_fault_shows_its_reason_and_the_good_feed_goes_on():
    with stage() as (home, ends):
        web, odd = Nginx(home), Odd()
        ends.callback(web.close)
        ends.callback(odd.close)
        web.write('good.xml', rss([GOOD]))
        web.write('html.xml', '<!DOCTYPE html><html><body><p>Hello there'
                  '</p></body></html>')
        web.write('empty.xml', '')
        web.write('garbage.xml', bytes(range(256)) * 20)
        urls = {'closed': 'http://127.0.0.1:1/'}
        for name in ('html', 'empty', 'garbage', 'missing'):
            urls[name] = f'{web.url}/{name}.xml'
        for name in ('slow', 'bomb', 'endless', 'cut', 'around', 'inside',
                     'gone'):
            urls[name] = f'{odd.url}/{name}'
        daemon = Daemon(home, 'fetch-timeout = 3s\nmax-body = 8M\n' +
                        ''.join(f'feed {name} {{ url = "{url}" }}\n'
                                for name, url in urls.items()) + f'''
feed good {{ url = "{web.url}/good.xml" }}
watch bridge {{ when = 'bridge' }}
''')
        ends.callback(daemon.stop)
        daemon.start()
        for name, word in REASONS.items():
            feed = until(lambda: daemon.feed(name)['status'] == 'failing' and
                         daemon.feed(name), f'{name} to fail')
            expect(feed['error'] and word in feed['error'].lower(),
                   f'{name}: {word!r} in {feed["error"]!r}')
            expect(feed['next_due'] > feed['last_poll'], f'{name} is retried')
        gone = until(lambda: daemon.feed('gone')['status'] == 'gone' and
                     daemon.feed('gone'), '410 to stop the feed')
        expect('410' in gone['error'], gone['error'])
        until(lambda: len(daemon.hits()) == 1, 'the good feed goes on')
        listed = daemon.json('feeds', '--failing')['feeds']
        expect('good' not in [f['name'] for f in listed] and
               len(listed) >= len(REASONS), '--failing lists the failing')


def a_second_poll_is_conditional_and_an_edit_is_seen():
    with stage() as (home, ends):
        web = Nginx(home)
        ends.callback(web.close)
        item = {'title': 'One', 'text': 'Nothing yet.', 'at': 1790000000}
        web.write('wire.xml', rss([item]))
        daemon = Daemon(home, f'''
feed wire {{ url = "{web.url}/wire.xml" }}
figure lesnikov {{ name = "Viktor Lesnikov" }}
watch lesnikov {{ when = '@lesnikov' }}
watch nothing  {{ when = 'nothing' }}
''')
        ends.callback(daemon.stop)
        daemon.start()
        until(lambda: daemon.feed('wire')['status'] == 'ok', 'the first poll')
        daemon.poll('wire')
        log = (home / 'nginx' / 'access.log').read_text()
        expect(' 304 ' in log, f'the second poll was conditional: {log}')
        item['text'] += '</p><p>Viktor Lesnikov spoke later.'
        web.write('wire.xml', rss([item]))
        daemon.poll('wire')
        hits = until(lambda: daemon.hits('-w', 'lesnikov'), 'the edit')
        expect(len(hits) == 1, 'one hit for what is new')
        expect(len(daemon.hits('-w', 'nothing')) == 1, 'none for the old')


def a_bare_link_in_one_feed_does_not_hide_the_article_in_another():
    with stage() as (home, ends):
        web = Nginx(home)
        ends.callback(web.close)
        link = 'https://news.example/2026/bridge'
        bare = {'title': 'Bridge', 'guid': 'a1', 'link': link, 'text': ''}
        full = {'title': 'Bridge', 'guid': link, 'text': GOOD['text']}
        web.write('bare.xml', rss([bare]))
        web.write('full.xml', rss([]))
        daemon = Daemon(home, f'''
feed bare {{ url = "{web.url}/bare.xml" }}
feed full {{ url = "{web.url}/full.xml" }}
figure lesnikov {{ name = "Viktor Lesnikov" }}
watch lesnikov {{ when = '@lesnikov' }}
''')
        ends.callback(daemon.stop)
        daemon.start()
        until(lambda: daemon.feed('bare')['status'] == 'ok' and
              daemon.feed('full')['polls'] == 1, 'the first polls')
        web.write('full.xml', rss([full]))
        daemon.poll('full')
        until(lambda: len(daemon.hits()) == 1, 'the article to be read')


run(each_fault_shows_its_reason_and_the_good_feed_goes_on,
    a_second_poll_is_conditional_and_an_edit_is_seen,
    a_bare_link_in_one_feed_does_not_hide_the_article_in_another)
