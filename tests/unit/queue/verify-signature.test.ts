import fc from 'fast-check';
import { UnsecuredJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signDelivery } from '@/lib/queue/sign-delivery';
import {
  accepted,
  appUrl,
  body,
  bodyHash,
  keys,
  refused,
  sign,
  url,
  VerifyingRoute,
} from './verifying-route';

let route: VerifyingRoute;

beforeEach(() => {
  route = new VerifyingRoute();
});

describe('a message from the queue', () => {
  it('is accepted when it is signed for this route', async () => {
    const more = { 'Upstash-Message-Id': 'msg_1', 'Upstash-Retried': '2' };
    expect(
      await route.verify(await signDelivery(route.clock, keys.current, { url, body }), more),
    ).toMatchObject({ ok: true, value: { body } });
  });

  it.each([keys.current, keys.next])(
    'is accepted with either key (%s), so that keys can be rotated',
    async (key) => {
      expect(await route.verify(await sign(route.claims(), key))).toMatchObject(accepted);
    },
  );

  it('is refused with a key that was rotated out', async () => {
    const old = await sign(route.claims());
    const rotated = { current: keys.next, next: 'sig_of_the_day_after' };
    route.configure({ keys: rotated });
    expect(await route.verify(old)).toMatchObject(refused(401, 'invalid'));
    expect(await route.verify(await sign(route.claims(), keys.next))).toMatchObject(accepted);
  });

  it('is accepted with a padded body hash, as QStash writes it', async () => {
    expect(await route.verify(await sign(route.claims({ body: `${bodyHash(body)}=` })))).toMatchObject(
      accepted,
    );
  });
});

describe('a forged or misdirected message', () => {
  it.each([
    ['another route', `${appUrl}/api/queue/archive-batch`],
    ['another host', 'https://elsewhere.example/api/cron/archive'],
    ['a longer path', `${url}/x`],
    ['a query', `${url}?user=1`],
    ['plain http', url.replace('https', 'http')],
    ['no route', ''],
    ['a missing address', undefined],
  ])('is refused with 403 when it is signed for %s', async (_, sub) => {
    expect(await route.verify(await sign(route.claims({ sub })))).toMatchObject(refused(403, 'wrong-url'));
  });

  it.each(['{"batch":2}', '', `${body} `, '{ "batch": 1 }'])(
    'is refused when the body was altered to %j',
    async (altered) => {
      expect(await route.verify(await sign(route.claims()), {}, altered)).toMatchObject(
        refused(401, 'invalid'),
      );
    },
  );

  it.each([
    ['no header', null, 'missing'],
    ['an empty header', '', 'missing'],
    ['no token at all', 'garbage', 'invalid'],
    ['empty token parts', '..', 'invalid'],
    ['a bearer prefix', 'Bearer abc.def.ghi', 'invalid'],
  ])('is refused with 401 for %s', async (_, signature, reason) => {
    expect(await route.verify(signature)).toMatchObject(refused(401, reason));
  });

  it('is refused without a signature (alg: none)', async () => {
    const unsigned = new UnsecuredJWT(route.claims()).encode();
    expect(await route.verify(unsigned)).toMatchObject(refused(401, 'invalid'));
    expect(await route.verify(`${unsigned}c2ln`)).toMatchObject(refused(401, 'invalid'));
  });

  it.each(['sig_7kYjw48mhY7kAjqNGcy6cr29RJ6r', 'sig_5ZB6DVzB1wjE8S6rZ7eenA8Pdnhs'])(
    'is refused when it is signed with the public development key %s',
    async (key) => {
      expect(await route.verify(await sign(route.claims(), key))).toMatchObject(refused(401, 'invalid'));
    },
  );

  it.each([
    ['iss', 'upstash'],
    ['iss', undefined],
    ['body', undefined],
    ['body', 7],
    ['jti', undefined],
    ['jti', ''],
    ['jti', 7],
  ])('is refused when its %s is %j', async (claim, value) => {
    expect(await route.verify(await sign(route.claims({ [claim]: value })))).toMatchObject(
      refused(401, 'invalid'),
    );
  });
});

describe('the SDK’s development switch', () => {
  const before = process.env.QSTASH_DEV;
  afterEach(() => {
    if (before === undefined) delete process.env.QSTASH_DEV;
    else process.env.QSTASH_DEV = before;
  });

  it('does not bring the public keys back', async () => {
    process.env.QSTASH_DEV = 'true';
    const publicly = await sign(route.claims(), 'sig_7kYjw48mhY7kAjqNGcy6cr29RJ6r');
    expect(await route.verify(publicly)).toMatchObject(refused(401, 'invalid'));
    expect(await route.verify(await sign(route.claims()))).toMatchObject(accepted);
  });
});

describe('the time of a message', () => {
  it.each([5, 29])('may be %d seconds off, either way', async (skew) => {
    const ahead = route.seconds() + skew;
    expect(
      await route.verify(await sign(route.claims({ iat: ahead, nbf: ahead, exp: ahead + 300 }))),
    ).toMatchObject(accepted);
    expect(await route.verify(await sign(route.claims({ exp: route.seconds() - skew })))).toMatchObject(
      accepted,
    );
  });

  it.each([61, 3600])('may not be %d seconds off', async (skew) => {
    const ahead = route.seconds() + skew;
    expect(
      await route.verify(await sign(route.claims({ iat: ahead, nbf: ahead, exp: ahead + 300 }))),
    ).toMatchObject(refused(401, 'not-yet-valid'));
    expect(await route.verify(await sign(route.claims({ iat: undefined, nbf: ahead })))).toMatchObject(
      refused(401, 'not-yet-valid'),
    );
    expect(await route.verify(await sign(route.claims({ exp: route.seconds() - skew })))).toMatchObject(
      refused(401, 'expired'),
    );
  });

  it.each([undefined, 'soon', null])('is refused when its expiry is %j', async (exp) => {
    expect(await route.verify(await sign(route.claims({ exp })))).toMatchObject(refused(401, 'invalid'));
  });

  it('may not reach a day ahead', async () => {
    expect(await route.verify(await sign(route.claims({ exp: route.seconds() + 86_400 })))).toMatchObject(
      refused(401, 'lifetime'),
    );
  });

  it('is checked by the injected clock', async () => {
    const signature = await sign(route.claims());
    route.clock.advance(6 * 60_000);
    expect(await route.verify(signature)).toMatchObject(refused(401, 'expired'));
  });
});

describe('any request', () => {
  const latin = fc.string({ unit: fc.constantFrom(...'abcXYZ019._-= {}"\\é\t'), maxLength: 200 });

  it('is answered, never thrown at: garbage', async () => {
    await fc.assert(
      fc.asyncProperty(latin, latin, latin, fc.string(), async (signature, id, retried, text) => {
        const more = { 'Upstash-Message-Id': id, 'Upstash-Retried': retried };
        const answer = await route.verify(signature, more, text);
        expect(answer).toMatchObject({ ok: false, error: { status: 401 } });
      }),
    );
  });

  it('is answered, never thrown at: well-signed tokens with any claims', async () => {
    const claim = fc.option(fc.jsonValue(), { nil: undefined });
    const odd = fc.record({
      exp: claim,
      nbf: claim,
      iat: claim,
      jti: claim,
      sub: claim,
      body: claim,
      iss: claim,
    });
    await fc.assert(
      fc.asyncProperty(odd, async (changes) => {
        const answer = await route.verify(await sign(route.claims(changes)));
        if (!answer.ok) expect([401, 403]).toContain(answer.error.status);
      }),
    );
  });

  it('is answered, never thrown at: a good token with a changed character', async () => {
    const good = await signDelivery(route.clock, keys.current, { url, body });
    // The last character of a part may hold unused bits, so only characters before it must count.
    const counted = [...good]
      .map((_, index) => index)
      .filter((index) => good[index + 1] !== '.' && index < good.length - 1);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...counted),
        fc.constantFrom(...'Ab0._-!'),
        async (index, character) => {
          fc.pre(good[index] !== character);
          const broken = `${good.slice(0, index)}${character}${good.slice(index + 1)}`;
          expect(await route.verify(broken)).toMatchObject({ ok: false, error: { status: 401 } });
        },
      ),
    );
  });
});

it('cannot be built without keys', () => {
  expect(() => new VerifyingRoute().configure({ keys: { current: '', next: 'x' } })).toThrow(/keys/);
});
