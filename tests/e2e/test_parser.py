#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""Input that kills or stalls a parser costs that input, and nothing else."""
import os
import signal
import subprocess

from lib import BUILD, Daemon, Nginx, expect, rss, run, stage, until

GOOD = {'title': 'Good news', 'text': 'Viktor Lesnikov opened the bridge.'}


def has_hooks():
    return 'test hooks' in subprocess.run(
        [BUILD / 'newswatchd', '-V'], capture_output=True, text=True).stdout


def prepare(home, ends, deadline='20s'):
    web = Nginx(home)
    ends.callback(web.close)
    for name in ('good', 'bad'):
        web.write(f'{name}.xml', rss([]))
    daemon = Daemon(home, f'''
parsers = 1
parse-deadline = {deadline}
min-interval = 1s
feed good {{ url = "{web.url}/good.xml" }}
feed bad  {{ url = "{web.url}/bad.xml" }}
figure lesnikov {{ name = "Viktor Lesnikov" }}
watch lesnikov {{ when = '@lesnikov' }}
''')
    ends.callback(daemon.stop)
    daemon.start()
    until(lambda: daemon.feed('good')['status'] == 'ok' and
          daemon.feed('bad')['status'] == 'ok', 'the first polls')
    return web, daemon


def check_quarantine(word, reason, deadline='20s', filler=0):
    with stage() as (home, ends):
        web, daemon = prepare(home, ends, deadline)
        pid = daemon.processes('parser')[0]
        web.write('bad.xml', rss([{'title': 'x', 'text': word}]) +
                  ' ' * filler)
        web.write('good.xml', rss([GOOD]))
        daemon.poll('bad', 'good')
        until(lambda: len(daemon.hits()) == 1, 'the good feed goes on')
        bad = until(lambda: daemon.feed('bad')['status'] == 'quarantined' and
                    daemon.feed('bad'), 'the feed to be marked')
        expect(reason in bad['error'], f'the reason is told: {bad["error"]}')
        kept = daemon.json('feeds')['quarantined']
        expect(len(kept) == 1 and kept[0]['feed'] == 'bad', f'kept: {kept}')
        expect(daemon.processes('parser') != [pid], 'a new parser')
        daemon.poll('bad')
        expect(len(daemon.json('feeds')['quarantined']) == 1,
               'the same bytes are not parsed again')
        web.write('bad.xml', rss([{'title': 'Mended', 'text': 'Calm.'}]))
        daemon.poll('bad')
        until(lambda: daemon.feed('bad')['status'] == 'ok', 'good again')


def an_input_that_crashes_a_parser_is_kept_aside():
    check_quarantine('newswatch-test-crash', 'killed by signal 6')


def an_input_that_stalls_a_parser_is_kept_aside():
    check_quarantine('newswatch-test-hang', 'longer than its deadline', '1s')


def one_that_is_too_large_for_memory_is_kept_aside_too():
    check_quarantine('newswatch-test-crash', 'killed by signal 6',
                     filler=3 << 20)


def a_parser_killed_in_mid_parse_is_replaced():
    with stage() as (home, ends):
        web, daemon = prepare(home, ends, '300s')
        web.write('bad.xml', rss([{'title': 'x',
                                   'text': 'newswatch-test-hang'}]))
        polls = daemon.feed('bad')['polls']
        daemon.client('poll', 'bad')
        pid = daemon.processes('parser')[0]
        # Busy with the job: it burns processor time.
        until(lambda: cpu_ticks(pid) > 30, 'the parser to be in mid-parse')
        os.kill(pid, signal.SIGKILL)
        web.write('good.xml', rss([GOOD]))
        until(lambda: daemon.feed('bad')['polls'] > polls, 'the poll to end')
        expect('killed by signal 9' in daemon.feed('bad')['error'],
               daemon.feed('bad')['error'])
        daemon.poll('good')
        until(lambda: len(daemon.hits()) == 1, 'the good feed goes on')


def cpu_ticks(pid):
    with open(f'/proc/{pid}/stat') as f:
        words = f.read().rsplit(')', 1)[1].split()
    return int(words[11]) + int(words[12])


def the_reader_is_replaced_too():
    with stage() as (home, ends):
        web, daemon = prepare(home, ends)
        pid = daemon.processes('reader')[0]
        os.kill(pid, signal.SIGKILL)
        until(lambda: daemon.processes('reader') not in ([pid], []),
              'a new reader')
        until(daemon.answers, 'it to answer')


if not has_hooks():
    print('built without --enable-test-hooks')
    raise SystemExit(77)
run(an_input_that_crashes_a_parser_is_kept_aside,
    an_input_that_stalls_a_parser_is_kept_aside,
    one_that_is_too_large_for_memory_is_kept_aside_too,
    a_parser_killed_in_mid_parse_is_replaced,
    the_reader_is_replaced_too)
