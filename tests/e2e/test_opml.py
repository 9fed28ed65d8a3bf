#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""newswatch opml: a list of subscriptions becomes a config that loads."""
import subprocess
import xml.etree.ElementTree as ET

from lib import BUILD, expect, run, stage

LIST = '''<?xml version="1.0" encoding="utf-8"?>
<opml version="1.0"><head><title>Mine</title></head><body>
<outline text="News"><outline text="Russia &amp; Asia">
 <outline text="The Wire" type="rss" xmlUrl="https://wire.example/rss?a=1&amp;b=2"/>
 <outline title="The wire!" type="rss" xmlurl="https://other.example/rss"/>
</outline></outline>
<outline text="The Wire 2" type="rss" xmlUrl="https://third.example/"/>
<outline text="Новости ${A}" type="rss" xmlUrl="https://www.novosti.example/rss"/>
<outline text="It's a \\ &#10;}" type="rss" xmlUrl="https://four.example/"/>
<outline text="Local" type="rss" xmlUrl="file:///etc/passwd"/>
</body></opml>'''


def newswatch(*args, stdin=''):
    return subprocess.run([BUILD / 'newswatch', *args], input=stdin,
                          capture_output=True, text=True, timeout=60)


def opml_import(text):
    return newswatch('opml', 'import', '-', stdin=text)


def names(config):
    return [line.split()[1] for line in config.splitlines()
            if line.startswith('feed ')]


def a_list_becomes_sections_that_load_and_come_out_again():
    with stage() as (home, _):
        got = opml_import(LIST)
        expect(got.returncode == 0, got.stderr)
        got_names = names(got.stdout)
        expect(len(set(got_names)) == 5, got_names)
        expect(got_names[0] == 'the-wire' and got_names[4] == 'it-s-a' and
               got_names[3] == 'novosti-example-rss', got_names)
        expect('1 without a web address' in got.stderr, got.stderr)
        conf = home / 'nw.conf'
        conf.write_text(f'state-dir = "{home}"\n' + got.stdout)
        check = subprocess.run([BUILD / 'newswatchd', '-n', '-c', conf],
                               capture_output=True, text=True, timeout=60)
        expect(check.returncode == 0, check.stderr + got.stdout)
        back = newswatch('opml', 'export', '-c', conf)
        feeds = ET.fromstring(back.stdout).findall('.//outline')
        expect([f.get('xmlUrl') for f in feeds][:2] ==
               ['https://wire.example/rss?a=1&b=2',
                'https://other.example/rss'], back.stdout)
        expect(feeds[0].get('category') == 'News,Russia & Asia', back.stdout)
        expect(feeds[2].get('category') is None, back.stdout)
        expect(feeds[3].get('text') == 'Новости ${A}', back.stdout)
        expect(feeds[4].get('text') == "It's a \\  }", back.stdout)


def a_broken_list_gives_what_could_be_read():
    got = opml_import(LIST[:LIST.index('<outline text="The Wire 2"')])
    expect(got.returncode == 0 and len(names(got.stdout)) == 2, got.stdout)
    expect('no well-formed' in got.stderr, got.stderr)
    got = opml_import('this is no list')
    expect((got.returncode, got.stdout) == (1, ''), got)


def entities_are_not_expanded():
    got = opml_import('<!DOCTYPE opml [<!ENTITY a SYSTEM "file:///etc/passwd">'
                      ']><opml><body><outline text="&a;" '
                      'xmlUrl="https://a.example/"/></body></opml>')
    expect(got.stdout == '', got.stdout)


def deep_nesting_is_no_danger():
    got = opml_import('<opml><body>' + '<outline text="x">' * 100000)
    expect(got.returncode == 1, got)


run(a_list_becomes_sections_that_load_and_come_out_again,
    a_broken_list_gives_what_could_be_read, entities_are_not_expanded,
    deep_nesting_is_no_danger)
