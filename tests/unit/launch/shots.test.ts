import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { connectionEndsAt } from '@/lib/shared/archival/connection';
import { DAY } from '@/lib/shared/time';

const ROOT = resolve(import.meta.dirname, '../../..');

const shot = z.object({
  name: z.string(),
  path: z.string(),
  act: z.string().optional(),
  state: z.string().optional(),
  server: z.string().optional(),
  screens: z.array(z.object({ width: z.number(), scheme: z.string() })).optional(),
});
const known = z.object({
  shots: z.array(shot),
  acts: z.array(z.string()),
  states: z.array(z.string()),
  servers: z.array(z.string()),
  agreed: z.array(z.coerce.date()),
});

/** Every day from a year without a 29 February into one with it. */
const ENDS = Array.from({ length: 800 }, (_, day) => new Date(Date.UTC(2027, 0, 1, 9, 30) + day * DAY));

/** Pages that a listener comes to by what they do on another, by that act. */
const OPENED: Record<string, string> = {
  openReport: '/share/AbCdEfGhIjKl',
  offerRemoval: '/history/remove',
  offerLeavingOut: '/history/leave-out',
};

function readList() {
  const folder = `${ROOT}/scripts/shots`;
  const program = `
    import { SHOTS } from '${folder}/list.mjs';
    import { ACTS } from '${folder}/acts.mjs';
    import { SERVERS, STATES } from '${folder}/states.mjs';
    const [acts, states, servers] = [ACTS, STATES, SERVERS].map(Object.keys);
    const agreed = ${JSON.stringify(ENDS)}.map((end) => {
      Date.now = () => Date.parse(end) - 2 * 3_600_000;
      return /'(2\\d{3}-.+?)'/.exec(STATES.endingInADay.sql)[1];
    });
    console.log(JSON.stringify({ shots: SHOTS, acts, states, servers, agreed }));`;
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
  return known.parse(JSON.parse(output));
}

const { shots, acts, states, servers, agreed } = readList();

/** The address of a page by its file, with a pattern for each parameter. */
function addressOf(file: string): RegExp {
  const path = file.replace(/\/?page\.tsx$/, '').replace(/\([^)]*\)\/?/g, '');
  return new RegExp(`^/${path.replaceAll(/\[\w+\]/g, '[^/]+')}$`);
}

const PAGES = readdirSync(`${ROOT}/src/app`, { recursive: true, encoding: 'utf8' }).filter((file) =>
  /(^|\/)page\.tsx$/.test(file),
);

/** Pages without an address of their own, which stand in for others, and a picture of each. */
const STAND_INS: Record<string, string> = {
  '(public)/unavailable/page.tsx': 'unavailable',
  '(listener)/missing/page.tsx': 'artist-never-played',
  '(listener)/missing/days/page.tsx': 'year-without-plays',
};

describe('the pictures of pages', () => {
  it.each(PAGES)('include src/app/%s', (file) => {
    const paths = shots.map(({ path, act = '' }) => OPENED[act] ?? path.replace(/\?.*/, ''));
    const inPlaceOfAnother = STAND_INS[file];
    if (inPlaceOfAnother) expect(shots.map(({ name }) => name)).toContain(inPlaceOfAnother);
    else expect(paths.filter((path) => addressOf(file).test(path))).not.toEqual([]);
  });

  it('have a file of their own each', () => {
    const names = shots.map(({ name }) => name);
    expect(names.filter((name, place) => names.indexOf(name) !== place)).toEqual([]);
  });

  it('use only acts, states and servers that there are, and all of them', () => {
    const used = (key: 'act' | 'state' | 'server') => [...new Set(shots.flatMap((each) => each[key] ?? []))];
    expect(used('state').sort()).toEqual(states.sort());
    expect(used('server').sort()).toEqual(servers.sort());
    expect(used('act').filter((act) => !acts.includes(act))).toEqual([]);
  });

  it('of a connection that ends are of the end that is asked for, or of the next that there is', () => {
    const others = ENDS.flatMap((end, place) => {
      const given = connectionEndsAt(agreed[place] ?? end).toISOString();
      return given === end.toISOString() ? [] : [`${end.toISOString().slice(0, 10)}: ${given.slice(0, 16)}`];
    });
    expect(others.slice(0, 7)).toEqual([
      '2027-03-31: 2027-04-01T00:00',
      '2027-05-31: 2027-06-01T00:00',
      '2027-08-29: 2027-09-01T00:00',
      '2027-08-30: 2027-09-01T00:00',
      '2027-08-31: 2027-09-01T00:00',
      '2027-10-31: 2027-11-01T00:00',
      '2027-12-31: 2028-01-01T00:00',
    ]);
    // In a leap year, 29 February leads to 29 August.
    expect(others[9]).toBe('2028-08-30: 2028-09-01T00:00');
  });
});
