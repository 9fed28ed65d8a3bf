#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""What came as it was before is not worked on again, and nothing is lost by
it.  The server gives no validators, so every poll brings a body."""
import sqlite3
import time

from lib import Daemon, Hook, Nginx, expect, rss, run, stage, until

NO_VALIDATORS = 'etag off; if_modified_since off; add_header Last-Modified "";'
OLD = {'title': 'A quiet day', 'text': 'Nothing came to pass.', 'at': 1e9}
NEW = {'title': 'A bridge', 'text': 'Viktor Lesnikov opened it.'}


class Scene:
    """One feed, and what the daemon wrote since it was looked at last."""

    def __init__(self, home, ends):
        self.web = Nginx(home, NO_VALIDATORS)
        ends.callback(self.web.close)
        self.hook = Hook()
        ends.callback(self.hook.close)
        self.daemon = Daemon(home, f'''
first-poll-max-age = 36500d
feed a {{ url = "{self.web.url}/a.xml" }}
figure lesnikov {{ name = "Viktor Lesnikov" }}
sink ops {{ webhook = "{self.hook.url}" }}
watch w {{ when = '@lesnikov' notify = {{ ops }} }}
''')
        ends.callback(self.daemon.stop)
        self.read = 0

    def serve(self, *items, title='Test feed'):
        self.web.write('a.xml', rss(items, title=title))

    def poll(self):
        """The steps that a poll took, as words."""
        if self.daemon.process is None:
            self.daemon.start('-v')
            until(lambda: self.daemon.feed('a')['polls'] == 1, 'a poll')
        else:
            self.daemon.poll('a')
        log = self.daemon.log.read_text()
        new, self.read = log[self.read:], len(log)
        return [word for word in ('parsing', 'unchanged', 'storing')
                if f'feed a: {word}' in new]


def the_same_bytes_are_not_parsed_again():
    with stage() as (home, ends):
        s = Scene(home, ends)
        s.serve(OLD)
        expect(s.poll() == ['parsing', 'storing'], 'the first is stored')
        expect(s.poll() == ['unchanged'], 'the same is not parsed')
        state = s.daemon.feed('a')
        expect(state['status'] == 'ok' and state['polls'] == 2 and
               state['items'] == 1, 'but the poll counts as good')


def the_same_items_are_not_compared_again():
    with stage() as (home, ends):
        s = Scene(home, ends)
        s.serve(OLD)
        s.poll()
        s.serve(OLD, title='Another title')
        expect(s.poll() == ['parsing', 'unchanged'], 'its items are known')
        expect(s.daemon.feed('a')['title'] == 'Another title',
               "the feed's own fields are learnt")
        expect(s.poll() == ['unchanged'], 'that body is known, too')


def what_is_new_or_edited_or_back_is_seen():
    with stage() as (home, ends):
        s = Scene(home, ends)
        at = time.time()
        s.serve(OLD)
        s.poll()
        s.serve(NEW | {'at': at}, OLD)
        expect(s.poll() == ['parsing', 'storing'], 'a new item is stored')
        until(lambda: len(s.hook.got) == 1, 'its alert')
        edited = OLD | {'text': OLD['text'] + ' Then Viktor Lesnikov came.'}
        s.serve(NEW | {'at': at}, edited)
        expect(s.poll() == ['parsing', 'storing'], 'an edit is stored')
        until(lambda: len(s.hook.got) == 2, 'the alert of the edit')
        s.serve(OLD)
        expect(s.poll() == ['parsing', 'storing'], 'the old one is compared')
        expect(len(s.daemon.hits()) == 2, 'what is gone stays known')


def a_restart_forgets_none_of_it():
    with stage() as (home, ends):
        s = Scene(home, ends)
        s.serve(OLD, NEW)
        s.poll()
        s.daemon.kill()
        s.daemon.start('-v')
        expect(s.poll() == ['unchanged'], 'the body is still known')


def a_large_feed_that_was_cut_off_midway_is_read_to_its_end():
    with stage() as (home, ends):
        s = Scene(home, ends)
        s.serve(*({'title': f'Part {i}', 'at': 1e9 + i, 'text': ' '.join(
            f'w{i}x{k}' for k in range(8000))} for i in range(120)))
        s.daemon.start('-v')
        # It comes in parts of 3 MB; this is the first of them.
        until(lambda: 'feed a: storing' in s.daemon.log.read_text(),
              'a part to be stored')
        s.daemon.kill()
        s.daemon.start('-v')
        until(lambda: s.daemon.feed('a')['status'] == 'ok', 'the poll')
        s.daemon.stop()
        s.daemon.integrity()
        db = sqlite3.connect(s.daemon.state / 'newswatch.db')
        n = db.execute('SELECT count(*) FROM item').fetchone()[0]
        db.close()
        expect(n == 120, f'{n} of the items are stored')


run(the_same_bytes_are_not_parsed_again,
    the_same_items_are_not_compared_again,
    what_is_new_or_edited_or_back_is_seen, a_restart_forgets_none_of_it,
    a_large_feed_that_was_cut_off_midway_is_read_to_its_end)
