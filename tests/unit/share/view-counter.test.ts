import { describe, expect, it } from 'vitest';
import { isView } from '@/services/share/view-counter';

const PEOPLE = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Instagram 350.0',
  'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36 [FBAN/FB4A;FBAV/500.0]',
  'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 YaBrowser/24.1 Mobile Safari/537.36',
];

const ROBOTS = [
  'Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)',
  'Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0',
  'Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5',
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/142.0.0.0 Safari/537.36',
  'TelegramBot (like TwitterBot)',
  'WhatsApp/2.24.1.0 A',
  'Mastodon/4.3.0 (http.rb/5.2.0; +https://mastodon.example/)',
  'python-requests/2.32',
  'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
  'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
  'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
  'WhatsApp/2.23.20.0',
  'curl/8.5.0',
  '',
];

const get = (headers: Record<string, string>, method = 'GET') => ({ method, headers: new Headers(headers) });
const [person = ''] = PEOPLE;

describe('a view', () => {
  it.each(PEOPLE)('is made by %s', (agent) => {
    expect(isView(get({ 'user-agent': agent }))).toBe(true);
  });

  it.each(ROBOTS)('is not made by %j', (agent) => {
    expect(isView(get({ 'user-agent': agent }))).toBe(false);
  });

  it('is not a prefetch, a script, an image or HEAD', () => {
    expect(isView(get({}))).toBe(false);
    for (const [name, value] of [
      ['purpose', 'prefetch'],
      ['sec-purpose', 'prefetch;prerender'],
      ['x-moz', 'prefetch'],
      ['x-purpose', 'preview'],
      ['sec-fetch-dest', 'empty'],
      ['sec-fetch-dest', 'image'],
      ['sec-fetch-dest', 'iframe'],
    ] as const)
      expect(isView(get({ 'user-agent': person, [name]: value }))).toBe(false);
    expect(isView(get({ 'user-agent': person }, 'HEAD'))).toBe(false);
    expect(isView(get({ 'user-agent': person, 'sec-fetch-dest': 'document' }))).toBe(true);
  });
});
