#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""Seconds to parse large feeds: newswatch beside xmllint and sfeed.

RSS and Atom files of 5 and 50 MB are generated, always the same ones, with
items of 3 and 4.5 kB on average, some fifteen tags a kB and few letters beyond
ASCII, as in the middle of real English feeds; smaller items with more fields
cost more.  Each program reads each file in turn, round after round, so that
all meet the same machine.  xmllint only looks whether the XML is well formed;
sfeed prints the fields as they are, neither mended nor made safe.

    NW_BUILD=build tests/bench/parse.py [ROUNDS]
"""
import html
import os
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile
import time

BUILD = pathlib.Path(os.environ.get('NW_BUILD', 'build')).resolve()
SIZES = (5, 50)         # MB of a file
ROUNDS = 9
XMLLINT_MOST = 1.5      # times its seconds
SFEED_MOST = 1.3
MEMORY_MOST = 16        # MiB, of the largest file

# Two words in a hundred are not ASCII.
WORDS = '''the minister said on monday that talks would go on after spending
plans were cut by lawmakers in the capital where officials had called a new
budget too little, too late for energy border trade court ruling police
election party leader foreign agency wire growth market shares bank rate
inflation Müller & Sons reported profits for the third quarter of the year to
investors who had expected less of it – and who sold what they had bought in
spring when analysts saw no end to rising prices of copper and of oil'''.split()


def words(rng, n):
    return ' '.join(rng.choices(WORDS, k=n))


def page(rng, i):
    """What an item says, in HTML: mostly short, sometimes a long read."""
    out = []
    for n in range(max(1, int(rng.lognormvariate(2.1, 0.8)))):
        text = html.escape(words(rng, rng.randint(15, 90)), quote=False)
        if n % 4 == 1:
            text += f' <a href="https://news.example/topic/{i % 97}">more</a>'
        elif n % 4 == 2:
            text = f'<strong>{text[:24].split("&")[0]}</strong> {text}'
        out.append(f'<p>{text}.</p>\n')
        if n % 5 == 2:
            out.append(f'<figure><img src="/photo/{i}-{n}.jpg" width="640" '
                       'alt="A view"/></figure>\n')
    return ''.join(out)


def rss_item(rng, i):
    body = page(rng, i)
    if i % 3:
        body = f'<content:encoded><![CDATA[{body}]]></content:encoded>'
    else:
        body = ''
    return f'''<item>
<title>{html.escape(words(rng, rng.randint(4, 14)))} {i}</title>
<link>https://news.example/2026/09/story-{i}.html</link>
<guid isPermaLink="false">tag:news.example,2026:{i}</guid>
<pubDate>Sun, 20 Sep 2026 {i % 24:02}:{i % 60:02}:00 +0000</pubDate>
<dc:creator><![CDATA[Jane Doe]]></dc:creator>
<category><![CDATA[World]]></category><category>Trade</category>
<description>{html.escape(words(rng, rng.randint(10, 60)))}</description>
{body}
</item>
'''


def atom_entry(rng, i):
    return f'''<entry>
  <title type="html">{html.escape(words(rng, rng.randint(4, 14)))} {i}</title>
  <link rel="alternate" type="text/html" href="https://news.example/s/{i}"/>
  <id>tag:news.example,2026:{i}</id>
  <published>2026-09-20T{i % 24:02}:{i % 60:02}:00Z</published>
  <updated>2026-09-20T{i % 24:02}:{i % 60:02}:30Z</updated>
  <author><name>Jane Doe</name></author>
  <category term="World"/>
  <summary>{html.escape(words(rng, rng.randint(10, 60)))}</summary>
  <content type="html">{html.escape(page(rng, i))}</content>
</entry>
'''


KINDS = {
    'rss': (rss_item, '''<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>News</title><link>https://news.example/</link>
<description>All of it</description>
''', '</channel></rss>\n'),
    'atom': (atom_entry, '''<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>
<id>tag:news.example,2026:feed</id><link href="https://news.example/"/>
<updated>2026-09-20T12:00:00Z</updated>
''', '</feed>\n'),
}


def generate(path, kind, size):
    item, head, tail = KINDS[kind]
    rng = random.Random(7)
    with open(path, 'w', encoding='utf-8') as out:
        written = out.write(head)
        i = 0
        while written < size:
            written += out.write(item(rng, i))
            i += 1
        out.write(tail)


def run(argv, path):
    """Seconds of one run on the file."""
    stdin = os.open(path, os.O_RDONLY)
    null = os.open(os.devnull, os.O_WRONLY)
    began = time.perf_counter()
    pid = os.posix_spawnp(argv[0], argv, os.environ, file_actions=[
        (os.POSIX_SPAWN_DUP2, stdin, 0), (os.POSIX_SPAWN_DUP2, null, 1)])
    _, status = os.waitpid(pid, 0)
    took = time.perf_counter() - began
    os.close(stdin)
    os.close(null)
    if status != 0:
        raise SystemExit(f'{argv[0]} failed on {path}')
    return took


def peak(argv):
    """MiB of a run.  What wait4() tells would count this script, too, as
    what the child was before it became the program."""
    child = subprocess.Popen(argv, stdout=subprocess.DEVNULL)
    most = 0
    while child.poll() is None:
        status = pathlib.Path(f'/proc/{child.pid}/status').read_text()
        for line in status.splitlines():
            if line.startswith('VmHWM:'):
                most = int(line.split()[1])
    return most / 1024


def measure(path, rounds):
    """Median seconds of each program, and the peak of ours."""
    programs = {'newswatch': [str(BUILD / 'newswatch'), 'parse', path],
                'xmllint': ['xmllint', '--stream', '--noout', path],
                'sfeed': ['sfeed']}
    runs = {name: [] for name in programs}
    for _ in range(rounds):
        for name, argv in programs.items():
            runs[name].append(run(argv, path))
    return ([statistics.median(r) for r in runs.values()],
            peak(programs['newswatch']))


def main(rounds):
    good = True
    print(f'medians of {rounds} rounds in ms, peak memory in MiB')
    print(f'{"":8}{"newswatch":>12}{"xmllint":>9}{"ratio":>7}{"sfeed":>9}'
          f'{"ratio":>7}{"memory":>8}')
    with tempfile.TemporaryDirectory() as home:
        for kind in KINDS:
            for size in SIZES:
                path = os.path.join(home, f'{kind}{size}.xml')
                generate(path, kind, size * 1000 * 1000)
                (ours, lint, sfeed), memory = measure(path, rounds)
                print(f'{kind + str(size):8}{ours * 1e3:12.1f}'
                      f'{lint * 1e3:9.1f}{ours / lint:7.2f}'
                      f'{sfeed * 1e3:9.1f}{ours / sfeed:7.2f}'
                      f'{memory:8.1f}', flush=True)
                os.unlink(path)
                good = good and (ours <= XMLLINT_MOST * lint and
                                 ours <= SFEED_MOST * sfeed and
                                 memory <= MEMORY_MOST)
    return 0 if good else 1


sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS))
