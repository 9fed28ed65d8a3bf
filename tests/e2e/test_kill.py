#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""kill -9 of the engine at random moments loses no alert."""
import os
import random
import time

from lib import Daemon, Hook, Nginx, expect, rss, run, stage, until

ITEMS = 2000
KILLS = 50
FEEDS = 5
SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'


def words(rng):
    """Texts that have nothing in common, so that each is its own story."""
    return ' '.join(''.join(rng.choices('abcdefghijklmnop', k=7))
                    for _ in range(30))


def prepare(home, ends):
    web, hook = Nginx(home), Hook(SECRET)
    ends.callback(web.close)
    ends.callback(hook.close)
    (home / 'secret').write_text(SECRET)
    (home / 'secret').chmod(0o600)
    feeds = ''.join(f'feed wire{k} {{ url = "{web.url}/wire{k}.xml" '
                    'every = 1s }\n' for k in range(FEEDS))
    daemon = Daemon(home, feeds + f'''
figure lesnikov {{ name = "Viktor Lesnikov" }}
sink ops {{ webhook = "{hook.url}" secret-file = "{home}/secret" }}
watch lesnikov {{ when = '@lesnikov' notify = {{ ops }} }}
''')
    ends.callback(daemon.stop)
    return web, hook, daemon


def titles(hook):
    return {hit['headline'] for _, body in list(hook.got)
            for hit in body['data']['hits']}


def run_until_a_random_moment(daemon, hook, rng):
    """Counted in alerts that came, or in time: start-up, fetch, commit
    and delivery are all met."""
    wanted = len(hook.got) + rng.choice([1, 3, 10, 30, 60])
    end = time.monotonic() + rng.random() * 1.5
    daemon.start(wait=False)
    until(lambda: len(hook.got) >= wanted or time.monotonic() > end,
          'a moment to kill at')
    daemon.kill()


def fifty_kills_lose_no_alert_and_repeat_only_with_the_same_id():
    seed = int(os.environ.get('NW_SEED', '20261122'))
    rng = random.Random(seed)
    items = [{'title': f'Item {n}', 'text': f'Viktor Lesnikov {words(rng)}'}
             for n in range(ITEMS)]
    with stage() as (home, ends):
        web, hook, daemon = prepare(home, ends)
        for k in range(KILLS):
            new = items[:(k + 1) * ITEMS // KILLS]
            for n in range(FEEDS):
                web.write(f'wire{n}.xml', rss(new[n::FEEDS]))
            run_until_a_random_moment(daemon, hook, rng)
            daemon.integrity()
        daemon.start()
        until(lambda: len(titles(hook)) == ITEMS,
              f'every alert; seed {seed}', 240)
        daemon.stop()
        daemon.integrity()
        expect(not hook.bad, 'every signature was right')
        ids = {}
        for ident, body in hook.got:
            for hit in body['data']['hits']:
                ids.setdefault(hit['headline'], set()).add(ident)
        several = {t: i for t, i in ids.items() if len(i) > 1}
        expect(not several, f'repeats with another id: {several}')
        print(f'{ITEMS} alerts, {len(hook.got) - ITEMS} repeats with the '
              f'same id, {KILLS} kills, seed {seed}')


run(fifty_kills_lose_no_alert_and_repeat_only_with_the_same_id)
