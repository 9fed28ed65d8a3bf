#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""A channel's preview page: posts missed are read back, hidden ones filled."""
from lib import Daemon, Nginx, expect, run, stage, until

POST = '''
<div class="tgme_widget_message_wrap js-widget_message_wrap">
<div class="tgme_widget_message text_not_supported_wrap js-widget_message"
 data-post="testwire/{n}"><div class="tgme_widget_message_bubble">{body}
<div class="tgme_widget_message_footer"><div class="tgme_widget_message_info">
<span class="tgme_widget_message_views">1</span>
<span class="tgme_widget_message_meta"><a class="tgme_widget_message_date"
 href="https://t.me/testwire/{n}"><time datetime="{at}"></time></a></span>
</div></div></div></div></div>'''

TEXT = ('<div class="tgme_widget_message_text js-message_text" dir="auto">'
        '{text}</div>')

HIDDEN = '''<div class="message_media_not_supported_wrap">
<div class="message_media_not_supported">
<div class="message_media_not_supported_label">Please open Telegram to view
this post</div><a href="https://t.me/testwire/{n}"
 class="message_media_view_in_telegram">VIEW IN TELEGRAM</a></div></div>'''


def page(posts, before=None):
    import time
    at = time.strftime('%Y-%m-%dT%H:%M:%S+00:00', time.gmtime())
    wraps = ''.join(
        POST.format(n=n, at=at, body=HIDDEN.format(n=n) if text is None else
                    TEXT.format(text=text)) for n, text in posts)
    more = (f'<a href="/s/testwire?before={before}" data-before="{before}" '
            'class="tme_messages_more js-messages_more"></a>'
            if before else '')
    return f'''<!DOCTYPE html><html><head><meta charset="utf-8">
<title>Test wire – Telegram</title>
<meta property="og:title" content="Test wire"></head>
<body class="widget_frame_base tgme_webpreview">
<main class="tgme_main" data-url="/s/testwire">
<div class="tgme_container"><section class="tgme_right_column">
<div class="tgme_channel_info"><div class="tgme_channel_info_header">
<div class="tgme_channel_info_header_title"><span>Test wire</span></div>
<div class="tgme_channel_info_header_username">
<a href="https://t.me/testwire">@testwire</a></div></div></div></section>
<section class="tgme_channel_history js-message_history">{more}{wraps}
</section></div></main></body></html>'''


LANDING = '''<!DOCTYPE html><html><head><meta charset="utf-8">
<title>Telegram: View @testwire</title>
<meta property="og:title" content="Test wire">
<meta property="og:description" content="{text}">
<meta property="al:ios:url"
 content="tg://resolve?domain=testwire&amp;post={n}"></head>
<body><div class="tgme_page_wrap"><div class="tgme_body_wrap">
<div class="tgme_page tgme_page_post">
<div class="tgme_page_widget_wrap" id="widget">
<div class="tgme_page_widget"></div></div></div></div></div></body></html>'''

# One file for the page and one for each older page, by its argument.
LOCATIONS = '''
location = /s/testwire {
    default_type text/html;
    if ($arg_before) { rewrite ^ /older-$arg_before.html last; }
    rewrite ^ /newest.html last;
}
location ~ ^/testwire/(\\d+)$ { default_type text/html; alias %s/post-$1.html; }
'''


def prepare(home, ends):
    web = Nginx(home, LOCATIONS % (home / 'www'))
    ends.callback(web.close)
    daemon = Daemon(home, f'''
feed wire {{ url = "{web.url}/s/testwire" }}
figure lesnikov {{ name = "Viktor Lesnikov" }}
watch lesnikov {{ when = '@lesnikov' }}
''')
    ends.callback(daemon.stop)
    return web, daemon


def posts_missed_while_away_are_read_back():
    with stage() as (home, ends):
        web, daemon = prepare(home, ends)
        web.write('newest.html', page([(1, 'First post.')]))
        daemon.start()
        until(lambda: daemon.feed('wire')['status'] == 'ok', 'the first poll')
        web.write('newest.html', page([(7, 'Seventh.')], before=7))
        web.write('older-7.html', page([(5, 'Fifth.'),
                                        (6, 'Viktor Lesnikov, sixth.')], 5))
        web.write('older-5.html', page([(1, 'First post.'),
                                        (4, 'Viktor Lesnikov, fourth.')], 1))
        web.write('older-1.html', page([(0, 'Never asked for.')]))
        daemon.poll('wire')
        hits = until(lambda: len(daemon.hits()) == 2 and daemon.hits(),
                     'both posts')
        expect({h['link'] for h in hits} == {'https://t.me/testwire/4',
                                             'https://t.me/testwire/6'},
               f'{hits}')
        log = (home / 'nginx' / 'access.log').read_text()
        expect('before=1' not in log, 'reading stops at a known post')


def a_post_that_the_page_hides_is_filled_from_its_own():
    with stage() as (home, ends):
        web, daemon = prepare(home, ends)
        web.write('newest.html', page([(8, None), (9, 'Calm.')]))
        web.write('post-8.html', LANDING.format(
            n=8, text='Viktor Lesnikov answered questions for two hours.'))
        daemon.start()
        hits = until(daemon.hits, 'the hidden post')
        expect(hits[0]['link'] == 'https://t.me/testwire/8', f'{hits}')
        expect('two hours' in hits[0]['excerpt'], hits[0]['excerpt'])


run(posts_missed_while_away_are_read_back,
    a_post_that_the_page_hides_is_filled_from_its_own)
