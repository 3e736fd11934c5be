import { cleanup, configure, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { renderToString } from 'react-dom/server';
import { afterEach, expect, it } from 'vitest';
import { TimeZoneForm } from '@/components/account/time-zone-form';
import { placeName, zonesByRegion } from '@/components/account/time-zone-labels';
import { TimeZoneSetting } from '@/components/account/time-zone-setting';
import type { PollingIo } from '@/components/shell/polling-io';
import { type TimeZoneState, timeZoneNames, zoneLabel } from '@/lib/shared/time-zone';
import { countingRouter } from '../test-router';

configure({ asyncUtilTimeout: 10_000 });
afterEach(cleanup);

const at = (timeZone: string): TimeZoneState => ({ timeZone, change: null });
const moving = (countedPlays: number, isStalled = false): TimeZoneState => ({
  timeZone: 'Europe/Berlin',
  change: { to: 'Asia/Tokyo', plays: 200, countedPlays, requestedAt: '2026-11-22T13:20:00Z', isStalled },
});

/** A server that gives these answers in turn, and a time that passes at once. */
function serverAnswering(answers: (TimeZoneState | number)[]) {
  const calls: string[] = [];
  const io: PollingIo = {
    fetch: async (path, init) => {
      calls.push([init?.method ?? 'GET', path, init?.body].filter(Boolean).join(' '));
      const answer = answers.shift();
      if (answer === undefined) throw new TypeError('Failed to fetch');
      return typeof answer === 'number' ? Response.json({}, { status: answer }) : Response.json(answer);
    },
    wait: async () => undefined,
  };
  return { io, calls };
}

const form = (state: TimeZoneState, io: PollingIo) => (
  <TimeZoneForm state={state} regions={zonesByRegion(timeZoneNames())} locale="en-GB" io={io} />
);

function show(state: TimeZoneState, io: PollingIo, served?: HTMLElement) {
  const { Router, refreshed } = countingRouter();
  const options = served ? { container: served, hydrate: true } : {};
  const { container } = render(<Router>{form(state, io)}</Router>, options);
  const spoken = () => container.querySelector('[aria-live=polite]')?.textContent ?? '';
  return { spoken, refreshed };
}

const choose = (zone: string) => {
  fireEvent.change(screen.getByRole('combobox'), { target: { value: zone } });
  fireEvent.click(screen.getByRole('button', { name: 'Change' }));
};

it('requests the chosen zone, shows the progress, and refreshes the page at the end', async () => {
  const { io, calls } = serverAnswering([moving(0), moving(100), at('Asia/Tokyo')]);
  const { spoken, refreshed } = show(at('Europe/Berlin'), io);
  choose('Asia/Tokyo');
  await waitFor(() => expect(spoken()).toContain('Done. Days are now shown in the time of Tokyo.'));
  expect(calls[0]).toBe('PUT /api/user/time-zone {"timeZone":"Asia/Tokyo"}');
  expect(calls.length).toBe(3);
  expect(refreshed()).toBe(1);
});

it('asks for the zone that was chosen before its script ran', async () => {
  const { io, calls } = serverAnswering([at('Asia/Tokyo')]);
  const { Router } = countingRouter();
  const served = document.body.appendChild(document.createElement('div'));
  served.innerHTML = renderToString(<Router>{form(at('Europe/Berlin'), io)}</Router>);
  screen.getByRole<HTMLSelectElement>('combobox').value = 'Asia/Tokyo';
  show(at('Europe/Berlin'), io, served);
  fireEvent.click(screen.getByRole('button', { name: 'Change' }));
  await waitFor(() => expect(calls[0]).toBe('PUT /api/user/time-zone {"timeZone":"Asia/Tokyo"}'));
});

it('follows a change that is under way, with its progress', async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { io } = serverAnswering([moving(150), at('Asia/Tokyo')]);
  const { spoken } = show(moving(50), { ...io, wait: () => held });
  await waitFor(() =>
    expect(spoken()).toContain('75% done. Until then everything is shown in the time of Berlin.'),
  );
  expect(screen.getByRole('progressbar').getAttribute('value')).toBe('150');
  expect(screen.queryByRole('combobox')).toBeNull();
  release();
  await waitFor(() => expect(spoken()).toContain('Done.'));
  expect(screen.queryByRole('progressbar')).toBeNull();
  expect(screen.getByRole<HTMLSelectElement>('combobox').value).toBe('Asia/Tokyo');
});

it.each([
  ['a zone that does not exist', [400], 'There is no such time zone'],
  ['a lost session', [401], 'Sign in again'],
  ['an outage', [503], 'Nothing was changed'],
  ['no connection', [], 'could not reach the server'],
  ['a move that stopped', [moving(20, true)], 'It continues by itself within the hour'],
])('says what to do after %s', async (_, answers, words) => {
  const { io } = serverAnswering(answers);
  const { spoken, refreshed } = show(at('Europe/Berlin'), io);
  choose('Asia/Tokyo');
  await waitFor(() => expect(spoken()).toContain(words));
  expect(refreshed()).toBe(0);
});

it('offers the zone of the device with one press', async () => {
  const device = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const { io, calls } = serverAnswering([at(device)]);
  show(at('Europe/Berlin'), io);
  fireEvent.click(screen.getByRole('button', { name: /Use this device’s/ }));
  fireEvent.click(screen.getByRole('button', { name: 'Change' }));
  await waitFor(() => expect(calls[0]).toContain(device));
});

it('lets choose every zone that the runtime knows, and keeps one that it does not', () => {
  const { Router } = countingRouter();
  const html = renderToString(
    <Router>
      <TimeZoneSetting state={at('US/Pacific')} locale="en-GB" />
    </Router>,
  );
  for (const zone of [...Intl.supportedValuesOf('timeZone'), 'UTC', 'US/Pacific'])
    expect(html).toContain(`value="${zone}"`);
  expect(placeName('America/Indiana/Knox')).toBe('Knox, Indiana');
  expect(placeName('America/Port_of_Spain')).toBe('Port of Spain');
  expect(['Asia/Calcutta', 'Asia/Saigon', 'Europe/Kiev'].map(placeName)).toEqual([
    'Kolkata',
    'Ho Chi Minh',
    'Kyiv',
  ]);
  expect(zoneLabel('Asia/Calcutta')).toBe('Asia/Kolkata');
  const cities = timeZoneNames()
    .filter((name) => name.startsWith('Asia/'))
    .map(placeName);
  expect(cities).toEqual(cities.toSorted());
});
