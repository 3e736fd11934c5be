import { join } from 'node:path';

// Scans one address, "host:port/path", and prints the outcome as JSON. A process of its own, because Node takes the
// certificate of NODE_EXTRA_CA_CERTS at its start only.
const [tool, address] = process.argv.slice(2);
const { scan } = await import(join(tool, 'node_modules/@mdn/mdn-http-observatory/src/index.js'));
const { scan: sum, tests } = await scan(address);
const results = Object.entries(tests).map(([name, test]) => ({
  name,
  result: test.result,
  modifier: test.scoreModifier,
}));
console.log(JSON.stringify({ grade: sum.grade, score: sum.score, tests: results }));
