#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""Start, check, reload, stop, and being the only one."""
import os
import signal
import socket
import subprocess

from lib import BUILD, Daemon, Nginx, expect, rss, run, stage, until

NEWS = {'title': 'Good news', 'text': 'Viktor Lesnikov opened the bridge.'}


def newswatchd(*args, **kw):
    return subprocess.run([BUILD / 'newswatchd', *args], capture_output=True,
                          text=True, timeout=60, **kw)


def a_faulty_file_is_refused_with_its_line():
    with stage() as (home, ends):
        conf = home / 'newswatch.conf'
        conf.write_text('feed a { url = "https://a.example/" }\n'
                        'watch w { when = "(a OR" }\n')
        for args in (['-n'], []):
            done = newswatchd('-c', conf, *args)
            expect(done.returncode == 1, f'exit status {done.returncode}')
            expect('newswatch.conf:2: watch "w": column' in done.stderr,
                   done.stderr)
        conf.write_text('feed a { url = "https://a.example/" }\n')
        done = newswatchd('-n', '-c', conf)
        expect(done.returncode == 0 and 'ok: 1 feeds' in done.stdout,
               done.stdout + done.stderr)


def two_daemons_do_not_share_a_state_directory():
    with stage() as (home, ends):
        daemon = Daemon(home, '')
        ends.callback(daemon.stop)
        daemon.start()
        second = newswatchd('-c', daemon.conf)
        expect(second.returncode == 1, 'the second one refuses')
        expect(str(daemon.process.pid) in second.stderr, second.stderr)
        expect(daemon.answers(), 'the first one goes on')


def a_reload_takes_over_and_a_bad_one_changes_nothing():
    with stage() as (home, ends):
        web = Nginx(home)
        ends.callback(web.close)
        web.write('a.xml', rss([NEWS]))
        web.write('b.xml', rss([dict(NEWS, title='Else', text='The bridge of '
                                     'another town was closed for repairs.')]))
        feed_a = f'feed a {{ url = "{web.url}/a.xml" }}\n'
        feed_b = f'feed b {{ url = "{web.url}/b.xml" }}\n'
        daemon = Daemon(home, feed_a)
        ends.callback(daemon.stop)
        daemon.start()
        until(lambda: daemon.feed('a')['status'] == 'ok', 'the first poll')

        daemon.configure(feed_a + "watch bridge { when = 'bridge' \n")
        done = daemon.client('reload')
        expect(done.returncode == 2 and 'newswatch.conf:' in done.stderr,
               f'{done.returncode} {done.stderr}')
        expect(daemon.feed('a')['status'] == 'ok', 'the old one runs on')

        daemon.configure(feed_b + "watch bridge { when = 'bridge' }\n")
        done = daemon.client('reload')
        expect(done.returncode == 0, done.stderr)
        until(lambda: len(daemon.hits('-w', 'bridge')) == 1, 'the new feed')
        daemon.configure(feed_a + feed_b + "watch bridge { when = 'bridge' }")
        os.kill(daemon.process.pid, signal.SIGHUP)
        until(lambda: daemon.feed('a') and daemon.feed('a')['polls'] > 0,
              'the feed that came back')


def once_polls_what_is_due_and_not_more():
    with stage() as (home, ends):
        web = Nginx(home)
        ends.callback(web.close)
        web.write('a.xml', rss([dict(NEWS, at=1790000000)]))
        daemon = Daemon(home, f'feed a {{ url = "{web.url}/a.xml" '
                        'every = 1h }\n')

        def polls_at(now):
            done = newswatchd('-c', daemon.conf, '--once', '--now', str(now))
            expect(done.returncode == 0, done.stderr)
            log = (home / 'nginx' / 'access.log').read_text()
            return log.count('GET /a.xml')

        expect(polls_at(1790000100) == 1, 'new: polled')
        expect(polls_at(1790000200) == 1, 'a restart never polls early')
        expect(polls_at(1790003600 + 600) == 2, 'due: polled')


def systemd_is_told_and_the_socket_is_for_the_group():
    with stage() as (home, ends):
        notify = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        notify.bind(str(home / 'notify'))
        notify.settimeout(30)
        ends.callback(notify.close)
        os.environ['NOTIFY_SOCKET'] = str(home / 'notify')
        ends.callback(os.environ.pop, 'NOTIFY_SOCKET')
        daemon = Daemon(home, '')
        ends.callback(daemon.stop)
        daemon.start()
        if b'systemd' not in subprocess.run([BUILD / 'newswatchd', '-V'],
                                            capture_output=True).stdout:
            return
        expect(b'READY=1' in notify.recv(4096), 'ready')
        os.kill(daemon.process.pid, signal.SIGHUP)
        expect(b'RELOADING=1' in notify.recv(4096), 'reloading')
        expect(b'READY=1' in notify.recv(4096), 'ready again')
        mode = daemon.socket.stat().st_mode & 0o777
        expect(mode == 0o660, f'mode {mode:o}')


def malformed_requests_get_a_reason():
    with stage() as (home, ends):
        daemon = Daemon(home, '')
        ends.callback(daemon.stop)
        daemon.start()
        for path, status in (('/v1/hits?limit=x', 400), ('/nothing', 404),
                             ('/v1/search?q=(', 400), ('/v1/items/abc', 404)):
            done = subprocess.run(
                ['curl', '-s', '-w', '%{http_code}', '--unix-socket',
                 daemon.socket, f'http://localhost{path}'],
                capture_output=True, text=True)
            expect(done.stdout.endswith(str(status)) and
                   '"error"' in done.stdout, f'{path}: {done.stdout}')
        run_ = daemon.client('search', '(a OR')
        expect(run_.returncode == 2 and 'column' in run_.stderr, run_.stderr)


run(a_faulty_file_is_refused_with_its_line,
    two_daemons_do_not_share_a_state_directory,
    a_reload_takes_over_and_a_bad_one_changes_nothing,
    once_polls_what_is_due_and_not_more,
    systemd_is_told_and_the_socket_is_for_the_group,
    malformed_requests_get_a_reason)
