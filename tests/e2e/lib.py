# SPDX-License-Identifier: ISC
"""What the end-to-end tests share: real servers around a real daemon.

Everything lives in one temporary directory and on loopback addresses of
this test's own (127.x.y.z from the process id), so tests run side by side.
Nothing here sleeps for luck: until() looks for a condition and fails with
what it was waiting for.
"""
import base64
import contextlib
import hashlib
import hmac
import http.server
import json
import os
import pathlib
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import traceback

BUILD = pathlib.Path(os.environ.get('NW_BUILD', '.')).resolve()
DEADLINE = 60  # seconds that any one condition may take


def until(look, what, deadline=DEADLINE):
    """Calls look() until it answers something true, and returns that."""
    end = time.monotonic() + deadline
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > end:
            raise AssertionError(f'waited {deadline} s for: {what}')
        time.sleep(0.02)


def expect(is_true, what):
    if not is_true:
        raise AssertionError(what)


def own_address():
    """A loopback address that no other running test has."""
    pid = os.getpid()
    return f'127.{64 + (pid >> 14) % 64}.{(pid >> 7) % 128}.{1 + pid % 128}'


def free_port():
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]


class Server:
    """An HTTP server on loopback; what it answers is a subclass's."""

    def __init__(self):
        owner = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                # The daemon may have had enough and be gone.
                with contextlib.suppress(OSError):
                    owner.answer(self)

            do_POST = do_GET

            def log_message(self, *args):
                pass

        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0),
                                                      Handler)
        self.server.daemon_threads = True
        self.url = f'http://127.0.0.1:{self.server.server_port}'
        threading.Thread(target=self.server.serve_forever,
                         daemon=True).start()

    def answer(self, request):
        raise NotImplementedError

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Hook(Server):
    """A webhook receiver that checks Standard Webhooks signatures."""

    def __init__(self, secret=None):
        self.secret = secret
        self.got = []           # (id, body as an object)
        self.bad = []           # signatures that were refused
        self.status = 204
        super().__init__()
        self.url += '/hook'

    def answer(self, request):
        body = request.rfile.read(int(request.headers['Content-Length']))
        request.send_response(self.take(request.headers, body))
        request.send_header('Content-Length', '0')
        request.end_headers()

    def take(self, headers, body):
        if self.secret is not None:
            signed = b'.'.join([headers['webhook-id'].encode(),
                                headers['webhook-timestamp'].encode(), body])
            key = base64.b64decode(self.secret.removeprefix('whsec_'))
            want = 'v1,' + base64.b64encode(
                hmac.new(key, signed, hashlib.sha256).digest()).decode()
            if want not in headers['webhook-signature'].split():
                self.bad.append(headers['webhook-signature'])
                return 401
        if 200 <= self.status < 300:
            self.got.append((headers['webhook-id'], json.loads(body)))
        return self.status


class Mail:
    """An SMTP server (aiosmtpd) that keeps what it accepts."""

    def __init__(self):
        from aiosmtpd.controller import Controller
        self.got = []           # (sender, recipients, bytes)
        mail = self

        class Handler:
            async def handle_DATA(self, server, session, envelope):
                mail.got.append((envelope.mail_from, envelope.rcpt_tos,
                                 envelope.content))
                return '250 kept'

        self.controller = Controller(Handler(), hostname='127.0.0.1',
                                     port=free_port())
        self.controller.start()
        self.url = f'smtp://127.0.0.1:{self.controller.port}'

    def close(self):
        self.controller.stop()


NGINX_CONF = '''
{user}
daemon off;
worker_processes 1;
pid {home}/pid;
error_log {home}/error.log;
events {{ worker_connections 1024; }}
http {{
    access_log {home}/access.log;
    client_body_temp_path {home}/body;
    proxy_temp_path {home}/proxy;
    fastcgi_temp_path {home}/fastcgi;
    uwsgi_temp_path {home}/uwsgi;
    scgi_temp_path {home}/scgi;
    types {{ application/rss+xml xml; text/html html; }}
    server {{
        listen {address}:18080;
        root {root};
        {extra}
    }}
}}
'''


class Nginx:
    """nginx serving one directory on an address of its own."""

    def __init__(self, home, extra=''):
        self.root = home / 'www'
        self.home = home / 'nginx'
        for path in (self.root, self.home):
            path.mkdir()
            path.chmod(0o755)
        home.chmod(0o755)
        address = own_address()
        self.url = f'http://{address}:18080'
        conf = self.home / 'nginx.conf'
        conf.write_text(NGINX_CONF.format(
            user='user root;' if os.getuid() == 0 else '', home=self.home,
            address=address, root=self.root, extra=extra))
        self.process = subprocess.Popen(
            [shutil.which('nginx') or '/usr/sbin/nginx', '-p', self.home,
             '-c', conf, '-e', self.home / 'error.log'])
        until(self.answers, 'nginx to start')

    def answers(self):
        if self.process.poll() is not None:
            raise AssertionError('nginx ended: ' + (
                self.home / 'error.log').read_text())
        host, port = self.url.removeprefix('http://').split(':')
        with socket.socket() as s:
            return s.connect_ex((host, int(port))) == 0

    def write(self, name, text):
        """Replaces a file at once, so that nobody reads half of it."""
        path = self.root / name
        new = path.with_name('.' + path.name)
        new.write_bytes(text if isinstance(text, bytes) else text.encode())
        new.rename(path)
        return f'{self.url}/{name}'

    def close(self):
        self.process.terminate()
        self.process.wait()


def rss(items, title='Test feed'):
    """items: dicts of title and text; guid, link and at (a time) may be."""
    out = ['<?xml version="1.0" encoding="UTF-8"?>'
           '<rss version="2.0" xmlns:content='
           '"http://purl.org/rss/1.0/modules/content/"><channel>'
           f'<title>{title}</title><link>https://feed.example/</link>']
    for item in items:
        guid = item.get('guid', 'https://feed.example/' +
                        item['title'].replace(' ', '-'))
        at = time.strftime('%a, %d %b %Y %H:%M:%S GMT',
                           time.gmtime(item.get('at', time.time())))
        out.append(f'<item><title>{item["title"]}</title>'
                   f'<link>{item.get("link", guid)}</link>'
                   f'<guid isPermaLink="false">{guid}</guid>'
                   f'<pubDate>{at}</pubDate><content:encoded>'
                   f'<![CDATA[<p>{item["text"]}</p>]]>'
                   '</content:encoded></item>')
    return '\n'.join(out) + '</channel></rss>'


class Daemon:
    """newswatchd with its state, socket and client."""

    def __init__(self, home, conf):
        self.home = home
        self.state = home / 'state'
        self.socket = home / 'nw.sock'
        self.conf = home / 'newswatch.conf'
        self.log = home / 'log'
        self.process = None
        self.state.mkdir(exist_ok=True)
        self.configure(conf)

    def configure(self, conf):
        self.conf.write_text(f'state-dir = "{self.state}"\n'
                             f'socket = "{self.socket}"\n'
                             'allow-private = { "127.0.0.0/8" }\n' + conf)

    def start(self, *args, wait=True):
        with open(self.log, 'ab') as log:
            self.process = subprocess.Popen(
                [BUILD / 'newswatchd', '-c', self.conf, *args], stderr=log)
        if wait:
            until(self.answers, 'the daemon to answer')
        return self

    def answers(self):
        if self.process.poll() is not None:
            raise AssertionError('the daemon ended: ' +
                                 self.log.read_text()[-2000:])
        return self.client('status').returncode == 0

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                raise AssertionError('the daemon did not stop') from None
        code = self.process.returncode
        expect(code in (0, -signal.SIGKILL), f'the daemon exited with {code}:'
               f' {self.log.read_text()[-2000:]}')

    def client(self, *args, **kw):
        return subprocess.run(
            [BUILD / 'newswatch', '-S', self.socket, *args],
            capture_output=True, text=True, timeout=DEADLINE, **kw)

    def json(self, *args):
        run_ = self.client(*args, '-o', 'json')
        expect(run_.returncode in (0, 1),
               f'newswatch {" ".join(args)}: {run_.stderr}')
        return json.loads(run_.stdout)

    def hits(self, *args):
        return self.json('hits', '-n', '1000', *args)['hits']

    def feed(self, name):
        for feed in self.json('feeds')['feeds']:
            if feed['name'] == name:
                return feed
        return None

    def poll(self, *feeds):
        """Polls feeds now and waits until that is done."""
        before = {f: self.feed(f)['polls'] for f in feeds}
        for feed in feeds:
            run_ = self.client('poll', feed)
            expect(run_.returncode == 0, f'poll {feed}: {run_.stderr}')
        for feed in feeds:
            until(lambda: self.feed(feed)['polls'] > before[feed],
                  f'the poll of {feed}')

    def integrity(self):
        for path in self.state.glob('*.db'):
            db = sqlite3.connect(path)
            answer = db.execute('PRAGMA integrity_check').fetchone()[0]
            db.close()
            expect(answer == 'ok', f'integrity_check of {path}: {answer}')

    def processes(self, role):
        """Process ids of the children in one role."""
        found = []
        for pid in pathlib.Path('/proc').glob('[0-9]*'):
            with contextlib.suppress(OSError):
                words = (pid / 'cmdline').read_bytes().split(b'\0')
                stat = (pid / 'stat').read_text().rsplit(')', 1)[1].split()
                if (words[1:3] == [b'--role', role.encode()] and
                        int(stat[1]) == self.process.pid):
                    found.append(int(pid.name))
        return found


@contextlib.contextmanager
def stage():
    """A temporary directory, and an end for all that was started in it."""
    home = pathlib.Path(tempfile.mkdtemp(prefix='nw-e2e-'))
    with contextlib.ExitStack() as ends:
        ends.callback(shutil.rmtree, home, ignore_errors=True)
        yield home, ends


def run(*tests):
    """Runs each test, says how it went, and is the exit status."""
    failed = 0
    for test in tests:
        try:
            test()
            print(f'ok {test.__name__}', flush=True)
        except Exception:
            failed += 1
            traceback.print_exc()
            print(f'FAILED {test.__name__}', flush=True)
    sys.exit(1 if failed else 0)
