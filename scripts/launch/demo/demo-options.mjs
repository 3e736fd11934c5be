import { readOptions } from '../options.mjs';
import { parsePort } from '../ports.mjs';
import { LaunchError } from '../project.mjs';

/** The simulated listeners that can be seeded, by scenario: whom to choose on the consent page, and what to see. */
export const SCENARIOS = {
  regular: { name: 'Hannah Voss', shows: 'four years, about 35 plays a day' },
  quiet: { name: 'Tom Ashby', shows: 'a year and a half, about 5 plays a day' },
  heavy: { name: 'Yui Takahashi', shows: 'six years, about 110 plays a day' },
  gap: { name: 'Inês Carvalho', shows: 'a year, with gaps that the dashboard shows' },
  traveller: { name: 'Samir El-Masri', shows: 'three years across time zones' },
  newcomer: { name: 'Ada Nwosu', shows: 'since yesterday, a handful of plays' },
  lifelong: { name: 'Walter Lindqvist', shows: 'sixteen years, about 300,000 plays' },
};

const USAGE = `npm run demo [-- options]

  --scenario NAME   whose years to seed: ${Object.keys(SCENARIOS).join(', ')}; several with commas (default regular)
  --port N          the port to serve at (default 3000)
  --data DIR        where the demo keeps its data (default .data/demo)
  --fresh           start over: empties that folder first`;

/** Reads the command line of the demo; throws `LaunchError` with what is wrong and what there is. */
export function readDemoOptions() {
  const values = parse();
  if (values.help) {
    console.log(USAGE);
    process.exit(0);
  }
  const scenarios = [...new Set(values.scenario.split(',').map((name) => name.trim()))];
  const unknown = scenarios.filter((name) => !Object.hasOwn(SCENARIOS, name));
  if (unknown.length > 0) {
    throw new LaunchError(`There is no scenario "${unknown.join(', ')}".\n\n${USAGE}`);
  }
  return { scenarios, port: parsePort(values.port), dataDir: values.data, fresh: values.fresh };
}

function parse() {
  const text = { type: 'string' };
  const flag = { type: 'boolean', default: false };
  const options = {
    scenario: { ...text, default: 'regular' },
    port: { ...text, short: 'p', default: '3000' },
    data: { ...text, default: '.data/demo' },
    fresh: flag,
    help: { ...flag, short: 'h' },
  };
  return readOptions(options, USAGE);
}
