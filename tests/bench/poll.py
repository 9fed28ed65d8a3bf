#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""Polls a second: the daemon beside a bare libcurl loop, in one run.

nginx serves a feed of 14 KB on each of many loopback addresses, every one
with items of its own.  The bare loop (bench_poll_bare) only fetches them,
on fresh connections, and reads them as SAX events; the daemon does all that
a poll is: judge, parse, compare with what it stores, commit.

    NW_BUILD=build tests/bench/poll.py [FEEDS]

The rounds of the daemon are --once runs two hours apart: everything is new; all
answer 304; all bodies come again as they were (their validators are taken
away); they come with another date, but no other item; each has one new item.
A run with nothing to do is how long it takes to start and to stop: the rates
are without it.
"""
import os
import pathlib
import shutil
import socket
import sqlite3
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / 'e2e'))
from lib import BUILD, NGINX_CONF, free_port, stage, until  # noqa: E402

ITEMS = 20
BYTES = 14 << 10
MTIME = 1789948800      # of all files, so that all have one ETag
STEP = 2 * 3600         # longer than an interval, shorter than a day
DATES = ('Sun, 20 Sep 2026 12:00:00 GMT', 'Sun, 20 Sep 2026 18:00:00 GMT')
OK = 1                  # FEED_OK of daemon/feed.h


def addresses(n):
    return [f'127.{200 + i // 62500}.{i // 250 % 250}.{1 + i % 250}'
            for i in range(n)]


def feed(address, date, first=0):
    """A feed of BYTES bytes; all have the same length."""
    tag = '-'.join(f'{int(part):03}' for part in address.split('.'))
    items = []
    for i in range(first, first + ITEMS):
        link = f'https://news.example/{tag}/{i:02}'
        items.append(
            f'<item><title>Report {i:02} from {tag}</title>'
            f'<link>{link}</link><guid>{link}</guid>'
            '<pubDate>Sun, 20 Sep 2026 10:00:00 GMT</pubDate><description>'
            f'The council of {tag} voted on plan {i:02}. {{}}'
            '</description></item>')
    text = ('<?xml version="1.0" encoding="UTF-8"?><rss version="2.0">'
            f'<channel><title>Feed {tag}</title>'
            '<link>https://news.example/</link>'
            f'<lastBuildDate>{date}</lastBuildDate>' + '\n'.join(items) +
            '</channel></rss>')
    words = 'Members asked what the works on the bridge would cost. ' * 20
    return text.replace('{}', words[:(BYTES - len(text)) // ITEMS])


def write(www, hosts, date, first=0):
    for host in hosts:
        path = www / f'{host}.xml'
        path.write_text(feed(host, date, first))
        os.utime(path, (MTIME, MTIME))


def serve(home, ends, hosts):
    www = home / 'www'
    www.mkdir(mode=0o755)
    home.chmod(0o755)
    write(www, hosts, DATES[0])
    port = free_port()
    conf = NGINX_CONF.format(
        user='user root;' if os.getuid() == 0 else '', home=home,
        address='0.0.0.0', root=www,
        extra='location / { try_files /$host.xml =404; access_log off; }')
    conf = conf.replace(':18080', f':{port} backlog=4096')
    conf = conf.replace('connections 1024', 'connections 8192')
    (home / 'nginx.conf').write_text(conf)
    nginx = subprocess.Popen([shutil.which('nginx') or '/usr/sbin/nginx',
                              '-p', home, '-c', home / 'nginx.conf', '-e',
                              home / 'error.log'])
    ends.callback(nginx.wait)
    ends.callback(nginx.terminate)
    until(lambda: not socket.socket().connect_ex(('127.0.0.1', port)),
          'nginx to start')
    return port


def bare(urls, status, *etag):
    out = subprocess.run([BUILD / 'bench_poll_bare', urls, status, *etag],
                         capture_output=True, text=True, check=True).stdout
    done, _, seconds = out.split()
    return int(done) / float(seconds)


def write_conf(home, hosts, port):
    conf = home / 'newswatch.conf'
    lines = [f'state-dir = "{home}/state"',
             'allow-private = { "127.0.0.0/8" }',
             'figure lesnikov { name = "Viktor Lesnikov" }',
             "watch lesnikov { when = '@lesnikov' }"]
    for i, host in enumerate(hosts):
        lines.append(f'feed f{i} {{ url = "http://{host}:{port}/feed.xml" '
                     'every = 1h }')
    conf.write_text('\n'.join(lines) + '\n')
    return conf


def peak(pid):
    """VmHWM in MB; 0 once the process has ended."""
    try:
        with open(f'/proc/{pid}/status') as status:
            for line in status:
                if line.startswith('VmHWM:'):
                    return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0


def once(conf, now):
    """Seconds, and the engine's peak in MB, of one --once run."""
    began = time.monotonic()
    with open(conf.parent / 'log', 'ab') as log:
        daemon = subprocess.Popen([BUILD / 'newswatchd', '-c', conf, '--once',
                                   '--now', str(now)], stderr=log)
        most = 0
        while daemon.poll() is None:
            most = max(most, peak(daemon.pid))
            time.sleep(0.02)
    if daemon.returncode != 0:
        raise SystemExit((conf.parent / 'log').read_text()[-2000:])
    return time.monotonic() - began, most


def say(what, rate, reference, most):
    print(f'{what:18} {rate:8.0f} polls/s  {rate / reference:5.2f} of bare  '
          f'engine peak {most:4.0f} MB', flush=True)


def check(db, status, n):
    """Every feed was polled well, and answered this."""
    got = db.execute('SELECT count(*) FROM feed WHERE status = ? AND '
                     'http_status = ?', (OK, status)).fetchone()[0]
    if got != n:
        raise SystemExit(f'{got} of {n} feeds answered {status}')


def main(n):
    with stage() as (home, ends):
        hosts = addresses(n)
        port = serve(home, ends, hosts)
        urls = home / 'urls'
        urls.write_text(''.join(f'http://{h}:{port}/feed.xml\n'
                                for h in hosts))
        size = (home / 'www' / f'{hosts[0]}.xml').stat().st_size
        etag = f'"{MTIME:x}-{size:x}"'
        conf = write_conf(home, hosts, port)
        print(f'{n} feeds of {size} bytes, {ITEMS} items each')
        full = bare(urls, '200')
        print(f'{"bare, bodies":18} {full:8.0f} polls/s')
        same = bare(urls, '304', etag)
        print(f'{"bare, 304":18} {same:8.0f} polls/s', flush=True)
        first, most = once(conf, MTIME)
        idle, _ = once(conf, MTIME)
        print(f'{"nothing is due":18} {idle:8.2f} s')
        say('all is new', n / (first - idle), full, most)
        db = sqlite3.connect(home / 'state' / 'newswatch.db')
        check(db, 200, n)
        took, most = once(conf, MTIME + STEP)
        say('304', n / (took - idle), same, most)
        check(db, 304, n)
        for i, (what, *files) in enumerate((
                ('bodies, the same', DATES[0]),
                ('bodies, new date', DATES[1]),
                ('bodies, a new item', DATES[1], 1))):
            write(home / 'www', hosts, *files)
            with db:
                db.execute('UPDATE feed SET etag = NULL, '
                           'last_modified = NULL')
            took, most = once(conf, MTIME + (2 + i) * STEP)
            say(what, n / (took - idle), full, most)
            check(db, 200, n)
        items = db.execute('SELECT count(*) FROM item').fetchone()[0]
        if items != n * (ITEMS + 1):
            raise SystemExit(f'{items} items are stored')
        db.close()


main(int(sys.argv[1]) if len(sys.argv) > 1 else 10000)
