#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""How newswatchd behaves as a guest, over four simulated days.

Each function that takes url is one feed's server, in the order of what it
is asked; web.py says how they are read.  All of them stand in one config.
"""
import asyncio
import email.utils
import gzip
import pathlib
import shutil
import sys
import tempfile
import traceback
import zlib

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from web import START, Once, Request, Web, answer, feed, rss  # noqa: E402
from lib import Hook, Mail, expect  # noqa: E402

HOUR, DAY = 3600, 86400
LATE = 361              # seconds of jitter, at most
MIN, MAX = 600, 6 * HOUR
FINE, COARSE = 900, HOUR        # steps of the clock, at least:
FINE_UNTIL = START + 8 * HOUR   # … and until when it is turned finely
HEAD = '''contact = "https://desk.example/bot"
min-interval = 10m
max-interval = 6h'''
OK, FAILING, GONE = 1, 2, 3     # feed.status
GZIP = {'Content_Type': 'text/xml', 'Content_Encoding': 'gzip'}
PAGE = answer(200, b'<!DOCTYPE html><html><head><title>Hello</title></head>'
              b'<body><p>No feed is here.</p></body></html>',
              Content_Type='text/html')

ALL = []


def scenario(every='6h', conf=None):
    def note(script):
        ALL.append((script, every, conf))
        return script
    return note


def is_(got, wanted):
    expect(got == wanted, f'{got!r} is not {wanted!r}')


def date(when):
    return email.utils.formatdate(when, usegmt=True)


def held(r, asked, since):
    """The next poll was put off by what was asked for, and not much more."""
    due = r.record['next_due']
    expect(since + asked <= due <= since + asked + LATE,
           f'due after {due - since} s, asked for were {asked}')
    expect(r.now >= since + asked, f'came after {r.now - since} s')


# --- validators

def goes_back(**headers):
    r = yield
    is_((r['if-none-match'], r['if-modified-since']), (None, None))
    for _ in range(3):
        r = yield feed(**headers)
        is_(r['if-none-match'], headers.get('ETag'))
        is_(r['if-modified-since'], headers.get('Last_Modified'))


@scenario()
def an_etag_goes_back_byte_for_byte(url):
    yield from goes_back(ETag='"a;~ b,\'%22/+=="')


@scenario()
def a_weak_prefix_goes_back_with_its_etag(url):
    yield from goes_back(ETag='W/"33a64df5"')


@scenario()
def a_lower_case_weak_prefix_is_not_mended(url):
    yield from goes_back(ETag='w/"33a64df5"')


@scenario()
def an_etag_without_quotes_is_not_mended(url):
    yield from goes_back(ETag='33a64df5-gzip')


@scenario()
def an_odd_last_modified_goes_back_as_it_came(url):
    yield from goes_back(Last_Modified='2026-09-01T10:00:00+03:00')


@scenario()
def a_last_modified_of_2041_goes_back_as_it_came(url):
    yield from goes_back(Last_Modified='Fri, 01 Mar 2041 10:00:00 GMT')


@scenario()
def both_validators_go_back_together(url):
    yield from goes_back(ETag='"1"',
                         Last_Modified='Mon, 21 Sep 2026 00:00:00 GMT')


@scenario()
def an_etag_longer_than_anybodys_honest_one_is_not_sent(url):
    r = yield
    r = yield feed(ETag='"' + 'x' * 5000 + '"')
    is_(r['if-none-match'], None)


@scenario()
def validators_are_taken_anew_from_a_200(url):
    r = yield
    r = yield feed(ETag='"1"', Last_Modified='then')
    r = yield feed('one', 'two', ETag='"2"', Last_Modified='later')
    is_((r['if-none-match'], r['if-modified-since']), ('"2"', 'later'))


@scenario()
def validators_are_taken_anew_from_a_304(url):
    r = yield
    r = yield feed(ETag='"1"')
    r = yield answer(304, ETag='"2"')
    is_(r['if-none-match'], '"2"')
    is_(r.record['status'], OK)


@scenario()
def a_validator_that_a_200_no_longer_has_is_dropped(url):
    r = yield
    r = yield feed(ETag='"1"', Last_Modified='then')
    r = yield feed(Last_Modified='then')
    is_((r['if-none-match'], r['if-modified-since']), (None, 'then'))
    r = yield feed()
    is_((r['if-none-match'], r['if-modified-since']), (None, None))


@scenario()
def a_304_that_names_no_validator_confirms_those_sent(url):
    r = yield
    r = yield feed(ETag='"1"', Last_Modified='then')
    r = yield answer(304)
    is_((r['if-none-match'], r['if-modified-since']), ('"1"', 'then'))


@scenario()
def a_304_that_nobody_asked_for_is_no_subscription(url):
    r = yield
    r = yield answer(304)
    is_(r.record['status'], FAILING)
    expect('without conditions' in r.record['error'], r.record['error'])
    r = yield feed('after-304')
    is_((r.record['status'], r.record['items']), (OK, 1))


@scenario()
def a_failure_keeps_the_validators(url):
    r = yield
    r = yield feed(ETag='"1"')
    r = yield answer(500, ETag='"of the error page"')
    is_(r['if-none-match'], '"1"')


@scenario()
def a_body_that_is_cut_is_not_stored(url):
    r = yield
    r = yield answer(200, rss('cut-1', 'cut-2'), cut=True, ETag='"1"')
    is_((r.record['items'], r.record['status']), (0, FAILING))
    expect('cut off' in r.record['error'], r.record['error'])
    is_(r['if-none-match'], None)
    r = yield feed('cut-1', 'cut-2')
    is_(r.record['items'], 2)


@scenario()
def a_web_page_in_place_of_the_feed_changes_nothing_but_the_status(url):
    r = yield
    r = yield feed('page-1', ETag='"1"')
    r = yield PAGE
    is_(r['if-none-match'], '"1"')
    is_((r.record['items'], r.record['status']), (1, FAILING))
    expect('web page' in r.record['error'], r.record['error'])
    r = yield answer(304)
    is_((r.record['status'], r.record['failures']), (OK, 0))
    is_(r.record['failing_since'], 0)


def page(*feeds):
    links = ''.join(f'<link rel="alternate" type="application/rss+xml" '
                    f'href="{f}" title="News">' for f in feeds)
    return answer(200, f'<!DOCTYPE html><html><head><title>Hello</title>'
                  f'{links}</head><body><p>Hi.</p></body></html>'.encode(),
                  Content_Type='text/html', ETag='"page"')


@scenario()
def the_one_feed_of_a_web_page_is_taken_and_kept(url):
    r = yield
    r = yield page('/the-feed.xml')
    is_((r.target, r['if-none-match']), ('/the-feed.xml', None))
    r = yield feed('found-1', ETag='"feed"')
    is_((r.target, r['if-none-match']), ('/the-feed.xml', '"feed"'))
    is_((r.record['items'], r.record['status']), (1, OK))
    is_(r.record['moved_to'], url(0, '/the-feed.xml'))


@scenario()
def the_one_feed_of_a_web_page_is_not_kept_when_it_is_none(url):
    r = yield
    own = r.target
    r = yield page('/more.html')
    r = yield page('/even-more.xml')
    is_(r.target, own)
    is_((r.record['status'], r.record['moved_to']), (FAILING, None))
    r = yield page('/missing.xml')
    is_(r.target, '/missing.xml')
    r = yield answer(404)
    is_((r.target, r.record['moved_to']), (own, None))


@scenario()
def the_feeds_of_a_web_page_are_listed_when_there_are_several(url):
    r = yield
    own = r.target
    r = yield page('/a.xml', '/b.xml')
    is_((r.target, r.record['status']), (own, FAILING))
    expect(f'{url(0, "/a.xml")}, {url(0, "/b.xml")}' in r.record['error'],
           r.record['error'])


# --- when to come back

@scenario(every='10m')
def max_age_is_waited_for(url):
    r = yield
    for _ in range(3):
        since = r.now
        r = yield feed(Cache_Control='public, max-age=7200')
        held(r, 7200, since)


@scenario(every='10m')
def max_age_of_a_304_is_waited_for(url):
    r = yield
    r = yield feed(ETag='"1"')
    since = r.now
    r = yield answer(304, Cache_Control='max-age=10800')
    held(r, 10800, since)


@scenario(every='10m')
def max_age_goes_before_expires(url):
    r = yield
    since = r.now
    r = yield feed(Cache_Control='max-age=7200', Date=date(r.now),
                   Expires=date(r.now + 20 * HOUR))
    held(r, 7200, since)


@scenario(every='10m')
def expires_is_waited_for(url):
    r = yield
    since = r.now
    r = yield feed(Expires=date(r.now + 3 * HOUR))
    held(r, 3 * HOUR, since)


@scenario(every='10m')
def expires_is_measured_on_the_servers_own_clock(url):
    r = yield
    since, theirs = r.now, r.now - 400 * DAY
    r = yield feed(Date=date(theirs), Expires=date(theirs + 3 * HOUR))
    held(r, 3 * HOUR, since)


@scenario(every='10m')
def a_server_may_ask_for_a_day_but_not_for_a_year(url):
    r = yield
    since = r.now
    r = yield feed(Cache_Control='max-age=31536000')
    held(r, DAY, since)


@scenario(every='2h')
def no_cache_and_past_expires_ask_for_nothing(url):
    r = yield
    since = r.now
    r = yield feed(Cache_Control='no-cache, max-age=80000', Expires='0')
    held(r, 2 * HOUR, since)


@scenario(every='10m')
def a_429_is_left_alone_for_its_seconds(url):
    r = yield
    since = r.now
    r = yield answer(429, Retry_After='9000')
    held(r, 9000, since)
    is_(r.record['status'], FAILING)


@scenario(every='10m')
def a_503_is_left_alone_until_its_date(url):
    r = yield
    since = r.now
    r = yield answer(503, Retry_After=date(r.now + 5 * HOUR))
    held(r, 5 * HOUR, since)
    is_(r.record['status'], FAILING)


@scenario(every='1m')
def a_429_that_says_nothing_is_left_alone_for_a_while(url):
    r = yield
    since = r.now
    r = yield answer(429)
    held(r, 900, since)


def is_slowed_and_never_killed(status):
    r = yield
    last = r.now
    while not r.over and r.now < START + 3 * DAY:
        last = r.now
        r = yield answer(status)
    expect(not r.over, 'it was not asked again')
    expect(r.now - last <= DAY + LATE + COARSE, 'at least daily')
    r = yield feed('after-all')
    is_((r.record['status'], r.record['items']), (OK, 1))


@scenario(every='1h')
def a_429_for_days_slows_a_feed_and_never_kills_it(url):
    yield from is_slowed_and_never_killed(429)


@scenario(every='1h')
def a_503_for_days_slows_a_feed_and_never_kills_it(url):
    yield from is_slowed_and_never_killed(503)


@scenario(every='10m')
def what_server_and_feed_ask_for_goes_before_every(url):
    r = yield
    since = r.now
    r = yield feed(head='<ttl>90</ttl>', Cache_Control='max-age=3600')
    held(r, 5400, since)
    since = r.now
    r = yield feed(head='<ttl>30</ttl>', Cache_Control='max-age=7200')
    held(r, 7200, since)


@scenario(every='10m')
def ttl_is_waited_for(url):
    r = yield
    since = r.now
    r = yield feed(head='<ttl>150</ttl>')
    held(r, 9000, since)


@scenario(every='10m')
def ttl_holds_after_a_304_and_after_a_failure_too(url):
    r = yield
    r = yield feed(head='<ttl>150</ttl>', ETag='"1"')
    since = r.now
    r = yield answer(304)
    held(r, 9000, since)
    since = r.now
    r = yield answer(500)
    held(r, 9000, since)
    since = r.now
    r = yield feed()
    held(r, 600, since)


@scenario(every='1h')
def hours_to_skip_are_skipped(url):
    hours = ''.join(f'<hour>{h}</hour>' for h in range(1, 22))
    r = yield
    for _ in range(6):
        r = yield feed(head=f'<skipHours>{hours}</skipHours>')
        hour = r.record['next_due'] // HOUR % 24
        expect(hour in (0, 22, 23), f'due in hour {hour}')


@scenario(every='1h')
def days_to_skip_are_skipped_after_304s_too(url):
    skip = '<day>Tuesday</day><day>Wednesday</day>'
    r = yield
    r = yield feed(head=f'<skipDays>{skip}</skipDays>', ETag='"1"')
    days = set()
    while not r.over:
        days.add((r.record['next_due'] - START) // DAY)
        r = yield answer(304)
    is_(days, {0, 3})


@scenario(every='1h')
def a_feed_that_skips_all_hours_means_nothing_by_it(url):
    hours = ''.join(f'<hour>{h}</hour>' for h in range(24))
    r = yield
    since = r.now
    r = yield feed(head=f'<skipHours>{hours}</skipHours>')
    held(r, HOUR, since)


@scenario(every='10m')
def the_syndication_module_is_waited_for(url):
    r = yield
    since = r.now
    r = yield feed(head='<sy:updatePeriod>daily</sy:updatePeriod>'
                   '<sy:updateFrequency>8</sy:updateFrequency>')
    held(r, 3 * HOUR, since)


# --- addresses that change

def moves_for_good(url, status):
    r = yield
    r = yield answer(status, Location=url(1, '/new.xml'))
    is_(r.target, '/new.xml')
    r = yield feed(ETag='"new"')
    is_((r.target, r['if-none-match']), ('/new.xml', '"new"'))
    is_(r.record['moved_to'], url(1, '/new.xml'))
    is_(r.record['url'], url())


@scenario()
def a_301_is_kept_once_the_new_address_is_a_feed(url):
    yield from moves_for_good(url, 301)


@scenario()
def a_308_is_kept_once_the_new_address_is_a_feed(url):
    yield from moves_for_good(url, 308)


def moves_for_now(url, status):
    r = yield
    for _ in range(2):
        r = yield answer(status, Location=url(1, '/now.xml'))
        is_(r.target, '/now.xml')
        r = yield feed()
        expect(r.target != '/now.xml', 'the first address is asked again')
        is_((r.record['status'], r.record['moved_to']), (OK, None))


@scenario()
def a_302_is_followed_and_never_kept(url):
    yield from moves_for_now(url, 302)


@scenario()
def a_303_is_followed_and_never_kept(url):
    yield from moves_for_now(url, 303)


@scenario()
def a_307_is_followed_and_never_kept(url):
    yield from moves_for_now(url, 307)


def moves_nowhere(url, there, word):
    r = yield
    own = r.target
    r = yield answer(301, Location=url(1, '/there'))
    r = yield there
    is_(r.target, own)
    is_((r.record['status'], r.record['moved_to']), (FAILING, None))
    expect(word in r.record['error'], r.record['error'])


@scenario()
def a_301_to_a_404_is_not_kept(url):
    yield from moves_nowhere(url, answer(404), '404')


@scenario()
def a_301_to_a_web_page_is_not_kept(url):
    yield from moves_nowhere(url, PAGE, 'web page')


@scenario()
def a_301_to_a_304_is_kept_only_when_a_feed_came(url):
    r = yield
    own = r.target
    r = yield feed(ETag='"1"')
    r = yield answer(301, Location=url(1, '/new.xml'))
    r = yield answer(304)
    is_((r.target, r.record['moved_to']), (own, None))
    r = yield answer(301, Location=url(1, '/new.xml'))
    r = yield feed(ETag='"2"')
    is_(r.target, '/new.xml')


@scenario()
def a_chain_is_kept_as_far_as_it_is_permanent(url):
    r = yield
    r = yield answer(301, Location=url(1, '/for-good.xml'))
    r = yield answer(302, Location=url(2, '/for-now.xml'))
    is_(r.target, '/for-now.xml')
    r = yield feed()
    is_(r.target, '/for-good.xml')


@scenario()
def redirects_in_a_circle_end_after_five(url):
    r = yield
    for n in range(6):
        is_(r.record, None)
        r = yield answer(302, Location=url((n + 1) % 3))
    is_(r.record['status'], FAILING)
    expect('redirect' in r.record['error'], r.record['error'])


@scenario()
def a_redirect_to_a_file_is_refused(url):
    r = yield
    r = yield answer(301, Location='file:///etc/hostname')
    is_((r.record['status'], r.record['moved_to']), (FAILING, None))
    expect('redirect' in r.record['error'], r.record['error'])


@scenario(every='2h')
def a_new_address_that_dies_gives_way_to_the_old_one(url):
    r = yield
    own = r.target
    r = yield answer(301, Location=url(1, '/new.xml'))
    r = yield feed(ETag='"new"')
    for _ in range(5):
        is_(r.target, '/new.xml')
        r = yield answer(404)
    is_((r.target, r['if-none-match']), (own, None))


@scenario(every='1h')
def a_410_stops_the_feed_and_says_so(url):
    r = yield
    r = yield feed(ETag='"1"')
    r = yield answer(410)
    expect(r.over, 'it was asked again')
    is_(r.record['status'], GONE)
    expect('gone for good' in r.record['error'], r.record['error'])


@scenario(every='1h')
def a_404_is_asked_half_as_often_each_time_until_daily(url):
    r = yield
    wait = HOUR
    while not r.over:
        since = r.now
        r = yield answer(404)
        due = r.record['next_due']
        expect(since + wait <= due <= since + wait + LATE,
               f'due after {due - since}, not {wait}')
        wait = min(wait * 2, DAY)
    is_((wait, r.record['status']), (DAY, FAILING))
    expect('404' in r.record['error'], r.record['error'])


@scenario(every='1h')
def a_feed_that_recovers_is_polled_as_before(url):
    r = yield
    for _ in range(4):
        r = yield answer(404)
    is_(r.record['failures'], 4)
    since = r.now
    r = yield feed()
    held(r, HOUR, since)
    is_((r.record['failures'], r.record['error']), (0, None))


# --- deltas and codings

@scenario()
def a_delta_is_asked_for_and_understood(url):
    r = yield
    is_(r['a-im'], 'feed')
    r = yield feed('delta-1', ETag='"1"')
    is_((r['a-im'], r['if-none-match']), ('feed', '"1"'))
    r = yield answer(226, rss('delta-2'), Content_Type='text/xml', IM='feed',
                     ETag='"2"')
    is_((r.record['items'], r['if-none-match']), (2, '"2"'))


@scenario()
def a_delta_of_another_kind_is_refused(url):
    r = yield
    r = yield feed('other-1', ETag='"1"')
    r = yield answer(226, rss('other-2'), Content_Type='text/xml', IM='vcdiff',
                     ETag='"2"')
    is_((r.record['items'], r.record['status']), (1, FAILING))
    is_(r['if-none-match'], '"1"')


@scenario()
def gzip_is_offered_and_nothing_else(url):
    r = yield
    is_(r['accept-encoding'], 'gzip')
    r = yield answer(200, gzip.compress(rss('gzip-1', 'gzip-2')), **GZIP)
    is_(r.record['items'], 2)


@scenario()
def gzip_that_nobody_announced_is_read(url):
    r = yield
    r = yield answer(200, gzip.compress(rss('file-1', 'file-2')),
                     Content_Type='application/gzip')
    is_((r.record['items'], r.record['status']), (2, OK))


@scenario()
def a_gzip_file_that_is_cut_is_refused(url):
    r = yield
    r = yield answer(200, gzip.compress(rss('file-3', 'file-4'))[:-20],
                     Content_Type='application/gzip')
    is_((r.record['items'], r.record['status']), (0, FAILING))
    expect('gzip' in r.record['error'], r.record['error'])


@scenario()
def gzip_that_is_none_is_asked_for_plain(url):
    r = yield
    r = yield answer(200, rss('plain'), **GZIP)
    expect(r.record is None, 'asked again in the same poll')
    is_(r['accept-encoding'], 'identity')
    r = yield answer(200, rss('plain'), **GZIP)
    is_((r.record['items'], r.record['status']), (1, OK))


@scenario()
def stacked_codings_are_refused(url):
    r = yield
    body = gzip.compress(gzip.compress(rss('one')))
    r = yield answer(200, body, Content_Type='text/xml',
                     Content_Encoding='gzip, gzip')
    is_((r.record['items'], r.record['status']), (0, FAILING))
    expect('encoded more than once' in r.record['error'], r.record['error'])


@scenario()
def codings_stacked_over_two_lines_are_refused(url):
    r = yield
    body = zlib.compress(gzip.compress(rss('one')))
    r = yield answer(200, body, lines=['Content-Encoding: gzip',
                                       'Content-Encoding: deflate'])
    is_((r.record['items'], r.record['status']), (0, FAILING))


# --- manners

@scenario()
def subscribing_costs_one_get(url):
    r = yield
    is_((r.method, r.record), ('GET', None))
    r = yield feed()
    is_((r.method, r.record['polls'], r.record['status']), ('GET', 1, OK))


@scenario()
def cookies_are_neither_kept_nor_sent(url):
    r = yield
    r = yield answer(302, Location=url(1), lines=['Set-Cookie: a=1; Path=/'])
    is_(r['cookie'], None)
    r = yield feed(lines=['Set-Cookie: b=2; Path=/'])
    is_(r['cookie'], None)
    r = yield feed()
    is_(r['cookie'], None)


@scenario()
def no_referer_is_sent_even_along_a_redirect(url):
    r = yield
    is_(r['referer'], None)
    r = yield answer(301, Location=url(1))
    is_(r['referer'], None)


@scenario()
def nothing_is_added_to_the_address(url):
    r = yield
    is_(r.target, f'/{nothing_is_added_to_the_address.__name__}.xml')
    r = yield answer(302, Location=url(1, '/a%2Fb?x=1&y=%20'))
    is_(r.target, '/a%2Fb?x=1&y=%20')


@scenario()
def the_user_agent_names_program_version_and_contact(url):
    r = yield
    name, _, rest = r['user-agent'].partition('/')
    version, _, contact = rest.partition(' ')
    is_((name, contact), ('newswatch', '(+https://desk.example/bot)'))
    expect(version[0].isdigit(), version)


@scenario()
def feeds_are_asked_for_before_pages(url):
    r = yield
    accept = r['accept']
    expect(accept.index('rss+xml') < accept.index('text/html'), accept)
    expect('*/*' in accept, accept)


# --- mirrors

@scenario(conf=lambda url: f'mirrors = {{ "{url(1)}", "{url(2)}" }}')
def mirrors_are_tried_in_their_order(url):
    r = yield
    for _ in range(2):
        is_(r['host'], url(0, '').split('/')[2])
        r = yield answer(500)
        is_(r['host'], url(1, '').split('/')[2])
        r = yield PAGE
        is_(r['host'], url(2, '').split('/')[2])
        r = yield feed()
        is_((r.record['status'], r.record['failures']), (OK, 0))


@scenario(conf=lambda url: f'mirrors = {{ "{url(1)}" }}')
def a_mirrors_validators_are_not_those_of_the_first_address(url):
    r = yield
    r = yield feed(ETag='"first"')
    r = yield answer(500)
    is_((r['if-none-match'], r['a-im']), (None, None))
    r = yield feed(ETag='"mirror"')
    is_(r['if-none-match'], '"first"')


@scenario(conf=lambda url: f'mirrors = {{ "{url(1)}" }}')
def where_a_mirror_moved_says_nothing_of_the_first_address(url):
    r = yield
    own = r.target
    r = yield answer(500)
    r = yield answer(301, Location=url(2, '/mirror.xml'))
    r = yield feed()
    is_((r.target, r.record['moved_to']), (own, None))


@scenario(every='10m', conf=lambda url: f'mirrors = {{ "{url(1)}" }}')
def a_mirrors_answer_does_not_undo_a_retry_after(url):
    r = yield
    since = r.now
    r = yield answer(503, Retry_After='20000')
    r = yield feed()
    held(r, 20000, since)


# --- intervals

@scenario(every=None)
def a_busy_feed_is_polled_more_and_more_often(url):
    r = yield
    n = 0
    while r.now < FINE_UNTIL:
        n += 1
        r = yield feed(f'item-{n}')
    is_(r.record['interval'], MIN)
    expect(n > 15, f'{n} polls in eight hours')
    r = yield feed('last')
    while not r.over:
        r = yield feed('last')
    is_(r.record['interval'], MAX)


@scenario(every=None)
def a_quiet_feed_is_polled_less_and_less_often(url):
    r = yield
    since, gaps = r.now, []
    while not r.over:
        r = yield feed('one', ETag='"1"')
        gaps.append(r.record['next_due'] - since)
        since = r.now
    is_(r.record['interval'], MAX)
    expect(MIN <= gaps[0] < HOUR and gaps[-1] >= MAX, gaps)


@scenario(every='5h')
def an_interval_that_was_set_stays(url):
    r = yield
    for n in range(6):
        since = r.now
        r = yield feed(f'item-{n}')
        held(r, 5 * HOUR, since)


@scenario(every=None)
def an_adaptive_interval_stays_between_its_bounds(url):
    r = yield
    while not r.over:
        since = r.now
        r = yield feed(f'item-{r.now // DAY}')
        wait = r.record['next_due'] - since
        expect(MIN <= wait <= MAX + LATE, wait)


# --- the four days

def four_days(home):
    """Names of the scenarios that failed."""
    web = Web()
    scenarios = [web.add(*one) for one in ALL]
    web.open()
    once = Once(home, HEAD)
    once.configure('\n'.join(s.section() for s in scenarios))
    early = 0
    while web.now < START + 4 * DAY:
        before = sum(s.asked for s in scenarios)
        once.run(web.now)
        web.records = once.records()
        expect(sum(s.asked for s in scenarios) > before, 'nobody was due')
        due = min(r['next_due'] for r in web.records.values()
                  if r['status'] != GONE)
        if early < 5:
            # Each run is a restart: before the time, nobody is asked.
            asked = sum(s.asked for s in scenarios)
            once.run(due - 1)
            is_(sum(s.asked for s in scenarios), asked)
            early += 1
        web.now = max(due, web.now + (FINE if web.now < FINE_UNTIL
                                      else COARSE))
    failed = 0
    for s in scenarios:
        over = Request(b'', web.now, web.records[s.name], over=True)
        if s.end(over):
            print('ok', s.name)
        else:
            failed += 1
            print(s.error, file=sys.stderr)
            print('FAILED', s.name)
    web.close()
    print(f'{len(scenarios)} scenarios, {once.runs} runs, '
          f'{sum(s.asked for s in scenarios)} requests')
    expect(failed == 0, f'{failed} scenarios failed')


# --- what needs a daemon of its own

def forever(url):
    r = yield
    while not r.over:
        r = yield feed(r.target, ETag='"1"')


def sickly(url):
    """Two spells of failures, and health before each."""
    r = yield
    for days in (5, 13):
        r = yield feed()
        while not r.over and r.now < START + days * DAY:
            r = yield answer(404)
    while not r.over:
        r = yield feed()


def gone(url):
    r = yield
    while not r.over:
        r = yield answer(410)


def a_changed_config_polls_only_what_it_changed(home):
    web = Web()
    a, b, c, d = (web.add(s, '1h') for s in (forever, forever, forever, gone))
    for one, name in ((a, 'a'), (b, 'b'), (c, 'c'), (d, 'd')):
        one.name = name
    web.open()
    once = Once(home)
    once.configure(a.section() + b.section() + d.section())
    once.run(START)
    is_([s.asked for s in (a, b, c, d)], [1, 1, 0, 1])
    b.urls = b.urls[1:] + b.urls[:1]
    once.configure(a.section() + b.section() + c.section() + d.section())
    once.run(START + 60)
    is_([s.asked for s in (a, b, c, d)], [1, 2, 1, 1])
    once.run(START + 30 * DAY)
    is_([s.asked for s in (a, b, c, d)], [2, 3, 2, 1])
    d.urls = d.urls[1:]
    once.configure(d.section())
    once.run(START + 30 * DAY + 60)
    is_([s.asked for s in (a, b, c, d)], [2, 3, 2, 2])
    web.close()


def a_host_has_few_requests_at_a_time_and_others_do_not_wait_for_it(home):
    """The host that is asked for six feeds answers none before six others
    were asked for theirs.  The gap between its requests is measured where
    the clock is turned by hand, in unit_slots."""
    web = Web()
    most = []
    others_asked = asyncio.Event()

    def holding(url):
        r = yield
        while True:
            most.append(busy.asked - busy.answered)
            r = yield others_asked, feed(r.target)

    def answering(url):
        r = yield
        if sum(one.asked for one in others) == len(others):
            others_asked.set()
        while True:
            r = yield feed(r.target)

    busy = web.add(holding, None)
    others = [web.add(answering, None) for _ in range(6)]
    for i, one in enumerate(others):
        one.name = f'other{i}'
    web.open()
    once = Once(home)
    once.configure('\n'.join(
        [f'feed f{i} {{ url = "{busy.url(0, f"/{i}")}" }}' for i in range(6)] +
        [one.section() for one in others]))
    once.run(START)
    is_(len(most), 6)
    expect(max(most) <= 2, f'{max(most)} at a time')
    is_([r['status'] for r in once.records().values()], [OK] * 12)
    web.close()


def a_feed_that_fails_for_days_is_reported_once_a_spell(home):
    web, hook, mail = Web(), Hook(), Mail()
    sick = web.add(sickly, '6h')
    dead = web.add(gone, '6h')
    web.open()
    once = Once(home, f'''
smtp {{ url = "{mail.url}"  from = "newswatch@example.org" }}
sink ops {{ webhook = "{hook.url}" }}
sink desk {{ mail = "desk@example.org" }}
failing-after = 2d
failing-notify = {{ ops, desk }}''')
    once.configure(sick.section() + dead.section())
    while web.now < START + 14 * DAY:
        once.run(web.now)
        web.now = once.records()[sick.name]['next_due']
    told = [(b['type'], b['data']['feed']) for _, b in hook.got]
    is_(told, [('feed.failing', 'gone'), ('feed.failing', 'sickly'),
               ('feed.failing', 'sickly')])
    first, second = (b['data'] for _, b in hook.got[1:])
    expect(first['failing_since'] < second['failing_since'], 'two spells')
    expect('404' in first['error'] and first['url'] == sick.url(), first)
    is_(len(mail.got), 3)
    text = mail.got[1][2].decode()
    expect('Feed sickly has failed since 2026-09-21' in text and
           '404' in text, text)
    for end in (web, hook, mail):
        end.close()


def many_feeds_are_spread_by_jitter(home):
    (home / 'feed.xml').write_bytes(rss('one'))
    once = Once(home)
    once.configure('\n'.join(
        f'feed f{i} {{ url = "file://{home}/feed.xml"\nevery = 1h }}'
        for i in range(300)))
    once.run(START)
    dues = [r['next_due'] - START for r in once.records().values()]
    is_(len(dues), 300)
    expect(min(dues) >= HOUR and max(dues) <= HOUR + LATE, 'in its bounds')
    most = max(dues.count(d) for d in dues)
    expect(len(set(dues)) > 150 and most < 10, f'{len(set(dues))}, {most}')


def main():
    failed = 0
    for test in (four_days, a_changed_config_polls_only_what_it_changed,
                 a_host_has_few_requests_at_a_time_and_others_do_not_wait_for_it,
                 a_feed_that_fails_for_days_is_reported_once_a_spell,
                 many_feeds_are_spread_by_jitter):
        home = pathlib.Path(tempfile.mkdtemp(prefix='nw-sim-'))
        try:
            test(home)
            print('ok', test.__name__, flush=True)
        except Exception:
            failed += 1
            traceback.print_exc()
            print('FAILED', test.__name__, flush=True)
        finally:
            shutil.rmtree(home, ignore_errors=True)
    sys.exit(1 if failed else 0)


main()
