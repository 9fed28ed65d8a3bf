#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""newswatch discover: the feeds of a page, fetched or from a file."""
import json
import subprocess

from lib import BUILD, Nginx, expect, rss, run, stage

PAGE = '''<!DOCTYPE html><html><head><title>Site</title>
<link rel="alternate" type="application/rss+xml" href="/wire.xml" title="Wire">
<link rel="alternate" type="application/atom+xml" href="a.xml">
</head><body><p>Hello.</p></body></html>'''


def discover(*args, stdin=''):
    return subprocess.run([BUILD / 'newswatch', 'discover', *args],
                          input=stdin, capture_output=True, text=True,
                          timeout=60)


def a_fetched_page_lists_its_feeds_and_a_feed_itself():
    with stage() as (home, ends):
        web = Nginx(home)
        ends.callback(web.close)
        web.write('index.html', PAGE)
        web.write('plain.html', '<html><body><p>None.</p></body></html>')
        web.write('wire.xml', rss([]))
        got = discover('-o', 'json', f'{web.url}/index.html')
        feeds = json.loads(got.stdout)['feeds']
        expect([f['url'] for f in feeds] ==
               [f'{web.url}/wire.xml', f'{web.url}/a.xml'], feeds)
        expect(feeds[0]['title'] == 'Wire', feeds)
        got = discover(f'{web.url}/wire.xml')
        expect(got.stdout.startswith(f'{web.url}/wire.xml\trss'), got.stdout)
        expect(got.returncode == 0, 'a feed was found')
        got = discover(f'{web.url}/plain.html')
        expect((got.returncode, got.stdout) == (1, ''), got)
        expect('offers no feeds' in got.stderr, got.stderr)
        got = discover(f'{web.url}/missing')
        expect(got.returncode == 2 and 'answered 404' in got.stderr, got)


def a_file_lists_its_feeds_at_the_address_it_is_from():
    got = discover('-u', 'https://site.example/news/', '-', stdin=PAGE)
    expect(got.stdout == 'https://site.example/wire.xml\tapplication/rss+xml'
           '\tWire\nhttps://site.example/news/a.xml\tapplication/atom+xml\t\n',
           got.stdout)
    expect(discover('/nonexistent').returncode == 2, 'no such file')
    got = discover('-', stdin=PAGE)
    expect(got.returncode == 1 and '--url' in got.stderr, got)
    got = discover('ftp://site.example/')
    expect(got.returncode == 2 and 'only http and https' in got.stderr, got)
    got = discover('nowhere.invalid/feeds')
    expect(got.returncode == 2 and
           'https://nowhere.invalid/feeds: ' in got.stderr, got)
    got = discover('-', stdin='%PDF-1.4\x1b[2J')
    expect(got.returncode == 1 and got.stderr.startswith('newswatch: -: ') and
           '\x1b' not in got.stderr, got)


def what_a_page_says_cannot_move_the_cursor():
    evil = PAGE.replace('Wire', 'W\x1b[2J')
    got = discover('-u', 'https://site.example/', '-', stdin=evil)
    expect('\x1b' not in got.stdout, repr(got.stdout))


run(a_fetched_page_lists_its_feeds_and_a_feed_itself,
    a_file_lists_its_feeds_at_the_address_it_is_from,
    what_a_page_says_cannot_move_the_cursor)
