import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

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
});

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
    console.log(JSON.stringify({ shots: SHOTS, acts, states, servers }));`;
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
  return known.parse(JSON.parse(output));
}

const { shots, acts, states, servers } = readList();

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
});
