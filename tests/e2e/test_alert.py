#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""The whole way: an item in a feed becomes one webhook and one mail."""
import email
import email.policy
import json
import subprocess

from lib import (BUILD, Daemon, Hook, Mail, Nginx, expect, rss, run, stage,
                 until)

SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

CALM = {'title': 'Harbour museum reopens', 'text': 'Entry is free this month.'}
NEWS = {'title': 'Strait stays open', 'text':
        'The strait will remain open, Director of the Coast Guard Viktor '
        'Lesnikov said on Thursday. "Every vessel will have an escort," '
        'Lesnikov told reporters in Torvik.'}
COPY = {'title': 'Strait to stay open all winter', 'text': NEWS['text'],
        'guid': 'https://other.example/77'}


def prepare(home, ends):
    """Servers and a daemon that watches two feeds for one figure."""
    web, hook, mail = Nginx(home), Hook(SECRET), Mail()
    for server in (web, hook, mail):
        ends.callback(server.close)
    (home / 'secret').write_text(SECRET + '\n')
    (home / 'secret').chmod(0o600)
    daemon = Daemon(home, f'''
feed wire  {{ url = "{web.url}/wire.xml" }}
feed other {{ url = "{web.url}/other.xml" }}
figure lesnikov {{ name = "Viktor Lesnikov" }}
smtp {{ url = "{mail.url}"  from = "newswatch@example.org" }}
sink desk {{ mail = "desk@example.org" }}
sink ops  {{ webhook = "{hook.url}"  secret-file = "{home}/secret" }}
watch lesnikov {{ when = '@lesnikov'  notify = {{ desk, ops }} }}
''')
    ends.callback(daemon.stop)
    web.write('wire.xml', rss([CALM]))
    web.write('other.xml', rss([CALM]))
    return web, hook, mail, daemon


def check_spans(hit):
    text = NEWS['text']
    spans = [s for s in hit['spans'] if s['field'] == 'text']
    expect(spans, 'there are spans in the text')
    for s in spans:
        expect(text[s['start']:s['end']] == s['text'],
               f'the span stands where it says: {s}')
    expect(any('Lesnikov' in s['text'] for s in spans), 'the name is met')


def check_mail(got):
    sender, to, raw = got
    expect(sender == 'newswatch@example.org', f'sender {sender}')
    expect(to == ['desk@example.org'], f'recipients {to}')
    m = email.message_from_bytes(raw, policy=email.policy.default)
    expect(m['Auto-Submitted'] == 'auto-generated', 'Auto-Submitted')
    expect(m['List-Id'] is not None, 'List-Id')
    expect(m.get_content_type() == 'multipart/alternative', 'two forms')
    kinds = [part.get_content_type() for part in m.iter_parts()]
    expect(kinds == ['text/plain', 'text/html'], f'plain first: {kinds}')
    expect('Lesnikov' in m.get_body(('plain',)).get_content(), 'the words')
    expect(not m.defects, f'defects: {m.defects}')


def an_item_naming_a_watched_figure_alerts_once_everywhere():
    with stage() as (home, ends):
        web, hook, mail, daemon = prepare(home, ends)
        daemon.start()
        until(lambda: daemon.feed('wire')['status'] == 'ok' and
              daemon.feed('other')['status'] == 'ok', 'the first polls')
        expect(daemon.client('hits').returncode == 1, 'no hits yet')
        live = subprocess.Popen(
            [BUILD / 'newswatch', '-S', daemon.socket, 'follow', '-o',
             'ndjson', '--after', '0', '-n', '1'],
            stdout=subprocess.PIPE, text=True)
        ends.callback(live.kill)

        web.write('wire.xml', rss([NEWS, CALM]))
        daemon.poll('wire')
        until(lambda: hook.got and mail.got, 'the webhook and the mail')
        body = hook.got[0][1]
        expect(body['type'] == 'hit.created', 'the type of the event')
        expect(body['data']['watch'] == 'lesnikov', 'the watch is named')
        hit = body['data']['hits'][0]
        expect(hit['headline'] == NEWS['title'], 'the headline')
        check_spans(hit)
        check_mail(mail.got[0])
        hits = daemon.hits('--since', '1h')
        expect(len(hits) == 1, f'one hit: {hits}')
        check_spans(hits[0])
        printed, _ = live.communicate(timeout=60)
        expect(json.loads(printed)['id'] == hits[0]['id'], 'printed live')

        web.write('other.xml', rss([COPY, CALM]))
        daemon.poll('other')
        hits = until(lambda: len(daemon.hits()) == 2 and daemon.hits(),
                     'the copy to be stored')
        expect(hits[0]['story'] == hits[1]['story'], 'one story')
        expect(daemon.json('outbox')['outbox'] == [], 'nothing waits')
        expect(len(hook.got) == 1 and len(mail.got) == 1,
               f'no second alert: {len(hook.got)}, {len(mail.got)}')
        expect(not hook.bad, f'every signature was right: {hook.bad}')


def a_receiver_that_is_down_gets_the_alert_when_it_is_back():
    with stage() as (home, ends):
        web, hook, mail, daemon = prepare(home, ends)
        hook.status = 503
        web.write('wire.xml', rss([NEWS]))
        daemon.start()
        until(lambda: mail.got, 'the mail')
        rows = until(lambda: [r for r in daemon.json('outbox')['outbox']
                              if r['attempts'] > 0], 'a failed delivery')
        daemon.kill()
        hook.status = 200
        daemon.start()
        daemon.client('outbox', 'retry', str(rows[0]['row']))
        until(lambda: hook.got, 'the webhook after the restart')
        expect(hook.got[0][0] == rows[0]['id'], 'the id stayed the same')
        until(lambda: daemon.json('outbox')['outbox'] == [],
              'the outbox to be empty')


run(an_item_naming_a_watched_figure_alerts_once_everywhere,
    a_receiver_that_is_down_gets_the_alert_when_it_is_back)
