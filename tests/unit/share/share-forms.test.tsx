import { cleanup, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useEffect } from 'react';
import { renderToString } from 'react-dom/server';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ReportActions } from '@/components/share/report-actions';
import { NewestReports, ReportList } from '@/components/share/report-list';
import { ReportPages } from '@/components/share/report-pages';
import { ShareComposer } from '@/components/share/share-composer';
import { createReaderFormat } from '@/lib/shared/format';
import type { SharedReport } from '@/lib/shared/share/report-list';

const { push, refresh } = vi.hoisted(() => ({ push: vi.fn(), refresh: vi.fn() }));
vi.mock('next/navigation', () => ({ useRouter: () => ({ push, refresh }) }));

configure({ asyncUtilTimeout: 10_000 });
afterEach(() => {
  cleanup();
  vi.clearAllMocks();
});

const report: SharedReport = {
  shareId: 'aB3dEfGh1jKl',
  url: 'https://example.org/share/aB3dEfGh1jKl',
  title: 'A year',
  description: null,
  dateRange: '1y',
  views: 1_204,
  isPublic: true,
  isIndexable: false,
  expiresAt: null,
  createdAt: '2026-11-22T12:00:00Z',
};

const answering = (status: number, body: unknown) =>
  vi.fn(async (_path: string, _init: RequestInit) => Response.json(body, { status }));

describe('composing a report', () => {
  const composer = (fetch: ReturnType<typeof answering>) => (
    <ShareComposer
      about={{ range: '1y' }}
      suggested={{ title: 'A year of listening', description: '', displayName: 'Hannah Voss' }}
      days="23 Nov 2025 – 22 Nov 2026"
      today="2026-11-22"
      fetch={fetch}
    >
      <p>figures</p>
    </ShareComposer>
  );

  const show = (fetch = answering(201, report)) => {
    render(composer(fetch));
    return fetch;
  };

  it('shows what was written before its script ran, too', () => {
    const ui = composer(answering(201, report));
    const container = document.body.appendChild(document.createElement('div'));
    container.innerHTML = renderToString(ui);
    for (const [label, text] of [
      ['Title', 'My autumn'],
      [/^Your name/, ''],
    ] as const)
      screen.getByLabelText<HTMLInputElement>(label).value = text;
    render(ui, { container, hydrate: true });
    const preview = screen.getByRole('region', { name: 'Preview' });
    expect(screen.getByRole('heading', { level: 2 }).textContent).toBe('My autumn');
    expect(preview.textContent).not.toContain('Hannah');
    expect(screen.getByLabelText<HTMLInputElement>('Title').value).toBe('My autumn');
  });

  it('keeps what was written before its script ran, when another field changes at that moment', () => {
    function AtThatMoment() {
      // A parent's effect runs after the form has read its fields, and before it is shown again.
      useEffect(() => {
        fireEvent.input(screen.getByLabelText(/^Your name/), { target: { value: 'H.' } });
      }, []);
      return composer(answering(201, report));
    }
    const container = document.body.appendChild(document.createElement('div'));
    container.innerHTML = renderToString(<AtThatMoment />);
    screen.getByLabelText<HTMLInputElement>('Title').value = 'My autumn';
    render(<AtThatMoment />, { container, hydrate: true });
    expect(screen.getByRole('heading', { level: 2 }).textContent).toBe('My autumn');
    expect(screen.getByRole('region', { name: 'Preview' }).textContent).toContain('H.\u00a0· ');
  });

  it('shows what is written as others will see it', async () => {
    show();
    const preview = screen.getByRole('region', { name: 'Preview' });
    expect(preview.textContent).toContain('Hannah Voss\u00a0· 23 Nov 2025 – 22 Nov 2026');
    await userEvent.clear(screen.getByLabelText(/^Your name/));
    await userEvent.clear(screen.getByLabelText('Title'));
    await userEvent.type(screen.getByLabelText('Title'), 'Mine');
    expect(screen.getByRole('heading', { level: 2 }).textContent).toBe('Mine');
    expect(preview.textContent).not.toContain('Hannah');
  });

  it('creates the report and opens its link', async () => {
    const fetch = show();
    await userEvent.click(screen.getByLabelText('Search engines may list it'));
    await userEvent.click(screen.getByRole('button', { name: 'Make it public' }));
    await waitFor(() => expect(push).toHaveBeenCalledWith('/share/new?made=aB3dEfGh1jKl'));
    const [path, init] = fetch.mock.calls[0] ?? [];
    expect([path, init?.method]).toEqual(['/api/share', 'POST']);
    expect(JSON.parse(String(init?.body))).toEqual({
      range: '1y',
      title: 'A year of listening',
      description: '',
      displayName: 'Hannah Voss',
      expiresAt: '',
      isIndexable: 'on',
    });
  });

  it('says what the server says when it refuses', async () => {
    show(answering(409, { detail: 'You share 200 reports already.' }));
    await userEvent.click(screen.getByRole('button', { name: 'Make it public' }));
    expect(await screen.findByText('You share 200 reports already.')).toBeTruthy();
    expect(push).not.toHaveBeenCalled();
  });
});

describe('the reports of a listener', () => {
  const format = createReaderFormat({ locale: 'en-GB', timeZone: 'Asia/Kathmandu' });
  const now = new Date('2026-11-22T12:00:00Z');
  const show = (values: Partial<SharedReport>) =>
    render(<ReportList reports={[{ ...report, ...values }]} now={now} format={format} />);

  it.each([
    [{}, 'Public'],
    [
      { expiresAt: '2026-12-03T18:15:00Z', isIndexable: true },
      'Public until 3\u00a0Dec\u00a02026\u00a0· search engines',
    ],
    [{ isPublic: false }, 'Hidden: no one can open it'],
    [{ expiresAt: '2026-11-21T18:15:00Z' }, 'Ended 21\u00a0Nov\u00a02026'],
  ])('%j: %s', (values, words) => {
    show(values);
    expect(document.body.textContent).toContain(words);
    expect(document.body.textContent).toContain(
      'Last 365 days\u00a0· shared 22\u00a0Nov\u00a02026\u00a0· 1,204 views',
    );
  });

  const many = (count: number) =>
    Array.from({ length: count }, (_, place) => ({
      ...report,
      shareId: `report${place}`,
      title: `No. ${place}`,
    }));

  it('shows the newest five, and leads to all', () => {
    const { rerender } = render(<NewestReports reports={many(6)} now={now} format={format} />);
    expect(screen.getAllByText('Changing them needs JavaScript.')).toHaveLength(1);
    expect(screen.getAllByRole('listitem')).toHaveLength(5);
    const all = screen.getByRole('link', { name: 'All 6 shared reports' });
    expect(all.getAttribute('href')).toBe('/me/reports');
    rerender(<NewestReports reports={many(5)} now={now} format={format} />);
    expect(screen.queryByRole('link', { name: /^All/ })).toBeNull();
  });

  it.each([
    [undefined, 'Page 1 of 3', 'No. 0', ['Older']],
    ['2', 'Page 2 of 3', 'No. 25', ['Newer', 'Older']],
    ['3', 'Page 3 of 3', 'No. 50', ['Newer']],
    ['99', 'Page 3 of 3', 'No. 50', ['Newer']],
    ['-1', 'Page 1 of 3', 'No. 0', ['Older']],
    ['1.5', 'Page 1 of 3', 'No. 0', ['Older']],
    [['2', '3'], 'Page 1 of 3', 'No. 0', ['Older']],
  ])('shows all, 25 at a time: page %s', (asked, heading, first, ways) => {
    render(<ReportPages reports={many(51)} asked={asked} now={now} format={format} />);
    const [newest] = within(screen.getByRole('region', { name: heading })).getAllByRole('listitem');
    expect(newest?.textContent).toContain(first);
    const pages = screen.getByRole('navigation', { name: 'Pages of reports' });
    expect(
      within(pages)
        .getAllByRole('link')
        .map((link) => link.textContent),
    ).toEqual(ways);
  });

  it('offers the link only while it shows the report', () => {
    const offers = (values: Partial<SharedReport>) => {
      cleanup();
      show(values);
      return screen.queryByRole('button', { name: /^Copy link/ }) !== null;
    };
    expect(offers({})).toBe(true);
    expect(offers({ isPublic: false })).toBe(false);
    expect(offers({ expiresAt: '2026-11-21T18:15:00Z' })).toBe(false);
  });

  it('says where to begin while there is none', () => {
    render(<ReportList reports={[]} now={now} format={format} />);
    expect(document.body.textContent).toContain('You have not shared anything yet.');
  });

  it('revokes only after a second yes', async () => {
    const fetch = answering(200, {});
    render(
      <ReportActions report={report} isOpen isOver={false} lastDay={null} today="2026-11-22" fetch={fetch} />,
    );
    await userEvent.click(screen.getByRole('button', { name: /^Revoke/ }));
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(fetch).not.toHaveBeenCalled();
    await userEvent.click(screen.getByRole('button', { name: /^Revoke/ }));
    await userEvent.click(screen.getByRole('button', { name: 'Revoke it' }));
    await waitFor(() => expect(refresh).toHaveBeenCalled());
    expect(fetch.mock.calls[0]?.[0]).toBe('/api/share?id=aB3dEfGh1jKl');
    expect(fetch.mock.calls[0]?.[1].method).toBe('DELETE');
  });

  it('changes the end and who may see it', async () => {
    const fetch = answering(200, report);
    render(
      <ReportActions
        report={report}
        isOpen
        isOver={false}
        lastDay="2026-12-03"
        today="2026-11-22"
        fetch={fetch}
      />,
    );
    await userEvent.click(screen.getByText('Change who can see it'));
    await userEvent.clear(screen.getByLabelText(/^Last day/));
    await userEvent.click(screen.getByLabelText('Anyone with the link can see it'));
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(refresh).toHaveBeenCalled());
    expect(JSON.parse(String(fetch.mock.calls[0]?.[1].body))).toEqual({
      expiresAt: null,
      isPublic: false,
      isIndexable: false,
    });
  });

  it('removes one that ended, and does not speak of revoking it', async () => {
    const fetch = answering(200, {});
    const ended = { isOpen: false, isOver: true, lastDay: '2026-11-21', today: '2026-11-22' };
    render(<ReportActions report={report} {...ended} fetch={fetch} />);
    expect(document.body.textContent).not.toContain('Revoke');
    await userEvent.click(screen.getByRole('button', { name: /^Remove/ }));
    await userEvent.click(screen.getByRole('button', { name: 'Remove it' }));
    expect(await screen.findByText('Removed.')).toBeTruthy();
    expect(fetch.mock.calls[0]?.[1].method).toBe('DELETE');
  });

  it.each([
    ['', null],
    ['2026-12-24', '2026-12-24'],
  ])('shows one that ended again; its new last day: “%s”', async (day, expiresAt) => {
    const fetch = answering(200, report);
    const ended = { isOpen: false, isOver: true, lastDay: '2026-11-21', today: '2026-11-22' };
    render(<ReportActions report={report} {...ended} fetch={fetch} />);
    await userEvent.click(screen.getByText('Show it again'));
    if (day !== '') fireEvent.change(screen.getByLabelText(/^Last day/), { target: { value: day } });
    await userEvent.click(screen.getByRole('button', { name: 'Show it' }));
    await waitFor(() => expect(refresh).toHaveBeenCalled());
    expect(JSON.parse(String(fetch.mock.calls[0]?.[1].body))).toEqual({
      expiresAt,
      isPublic: true,
      isIndexable: false,
    });
  });
});
