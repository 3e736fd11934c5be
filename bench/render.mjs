import { randomInt } from 'node:crypto';
import autocannon from 'autocannon';
import { startDemo } from '../scripts/launch/demo/demo-server.mjs';
import { readArguments, runBench, whole } from './command.mjs';
import { signInAndShare } from './demo-listener.mjs';
import { startEmptyNextApp } from './empty-next-app.mjs';
import { record } from './results.mjs';

const USAGE = `Asks one process of the production build for its pages, everything cached, and compares the rates with that of
/api/health/live, and with those of a bare route and an empty page of the same Next.

--seconds  how long each is asked; default 8
--port     where the demo serves meanwhile; default 3250`;

const CONNECTIONS = 8;
/** Of the rate of /api/health/live, at the least. */
const GOALS = { dashboard: 0.12, top: 0.25, history: 0.25, share: 0.5 };
const OPTIONS = { seconds: whole('8'), port: whole('3250') };

async function main() {
  const { seconds, port } = readArguments(OPTIONS, USAGE);
  // Each request then comes from an address of its own, and no rate limit is met.
  process.env.TRUSTED_PROXY_HOPS = '1';
  const demo = await startDemo({ scenarios: ['regular'], port, dataDir: '.data/bench-render', fresh: true });
  let code = 1;
  try {
    const empty = await startEmptyNextApp(demo.family, port + 5);
    code = (await compare(demo.story.url, empty, seconds)) ? 0 : 1;
  } catch (error) {
    console.error(error);
  }
  await demo.family.end(code);
}

async function compare(url, empty, seconds) {
  const { cookie, share } = await signInAndShare(url);
  const ask = (address, headers = {}) => rate({ url: address, headers, duration: seconds });
  const bare = await ask(`${empty}/bare`);
  const live = await ask(`${url}/api/health/live`);
  console.log(`\n${CONNECTIONS} connections; requests a second, and their part of /api/health/live's.\n`);
  console.log(`a bare route of Next   ${perSecond(bare)}`);
  const floor = await ask(`${empty}/per-request`);
  console.log(`/api/health/live       ${perSecond(live)}   ${(live / bare).toFixed(2)} of the bare route's`);
  // The proxy runs before a route when a page of another origin asks.
  const behindProxy = await ask(`${url}/api/health/live`, { origin: 'https://elsewhere.example' });
  const bareBehindProxy = await ask(`${empty}/proxied`);
  console.log(
    `  behind the proxy     ${perSecond(behindProxy)}   ${longer(behindProxy, live)} more a request`,
  );
  console.log(`  (the bare route behind a proxy of a few lines: ${longer(bareBehindProxy, bare)} more)`);
  console.log(
    `an empty page of Next  ${perSecond(floor)}   ${(floor / live).toFixed(2)}   rendered per request with a nonce`,
  );
  const pages = {
    dashboard: [`${url}/dashboard`, { cookie }],
    top: [`${url}/top`, { cookie }],
    history: [`${url}/history`, { cookie }],
    share: [share],
    landing: [url],
    privacy: [`${url}/privacy`],
  };
  let allMet = true;
  for (const [name, [address, headers]] of Object.entries(pages)) {
    const part = (await ask(address, headers)) / live;
    const goal = GOALS[name];
    const isMet = record({
      bench: 'render',
      what: `${name}, of the rate of /api/health/live`,
      value: part,
      atLeast: goal,
    });
    const verdict = goal === undefined ? '' : `goal ${goal}: ${isMet ? 'met' : 'missed'}`;
    const ofFloor = `${((part * live) / floor).toFixed(2)} of the empty page's`;
    console.log(
      `${name.padEnd(22)} ${perSecond(part * live)}   ${part.toFixed(2)}   ${ofFloor}   ${verdict}`,
    );
    allMet &&= isMet;
  }
  return allMet;
}

/** Requests a second; asks for a second first, so that caches are filled and code is compiled. */
async function rate(options) {
  await fire({ ...options, duration: 2 });
  return fire(options);
}

async function fire(options) {
  const setupRequest = (request) => ({
    ...request,
    headers: { ...request.headers, 'x-forwarded-for': `10.${octet()}.${octet()}.${octet()}` },
  });
  const result = await autocannon({ ...options, connections: CONNECTIONS, requests: [{ setupRequest }] });
  const failed = result.errors + result.timeouts + result.non2xx;
  if (failed > 0) throw new Error(`${options.url}: ${failed} requests failed.`);
  return result.requests.average;
}

const octet = () => randomInt(256);

/** How much longer a request takes at the first rate than at the second. */
const longer = (slower, faster) => `${(1000 / slower - 1000 / faster).toFixed(2)} ms`;

const perSecond = (value) => value.toFixed(value < 100 ? 1 : 0).padStart(7);

runBench(main);
