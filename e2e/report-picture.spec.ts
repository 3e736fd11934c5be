import { expect, test } from '@playwright/test';
import { resumeSession, shareReport } from './support/demo';
import { coloursOn, typefaceOf } from './support/pixels';

const TITLE = 'A year of listening';

/** Of a picture of 1200 × 630 with five covers: where its title stands, the covers, and the names beside them. */
const TITLE_AT = { size: 56, letterSpacing: -1.5, left: [62, 65], top: [190, 206] } as const;
const NAME_AT = { size: 24, left: [818, 822] } as const;
const COVERS = { middle: 770, first: 143, each: 78 };

test('the picture of a report has the two typefaces of the page, and beside each cover its name', async ({
  page,
}) => {
  await resumeSession(page, 'Hannah Voss');
  const { url } = await shareReport(page, { title: TITLE, range: '1y' });
  await page.goto(url);
  const fontOf = (what: string) => page.locator(what).evaluate((e) => getComputedStyle(e).fontFamily);
  const [heading, text] = [await fontOf('h1'), await fontOf('body')];
  const families = [heading, text, 'serif', 'sans-serif'];
  const picture = `${url}/image.png`;
  const title = await typefaceOf(page, picture, { text: TITLE, families, ...TITLE_AT });
  expect(title.family).toBe(heading);
  expect(title.share).toBeGreaterThan(0.85);

  const albums = page.getByRole('region', { name: 'Albums' }).getByRole('listitem');
  const firstNames = albums.evaluateAll((all) =>
    all.map((item) => item.querySelector('bdi')?.textContent ?? ''),
  );
  const names = [...(await firstNames).entries()];
  expect(names).toHaveLength(5);
  // Other scripts have other fonts, in the picture and in the browser.
  const latin = names.filter(([, name]) => /^[\w ,.’'&/-]+$/.test(name));
  expect(latin).not.toEqual([]);
  for (const [place, name] of latin) {
    const top = COVERS.first + place * COVERS.each;
    // The end of a long one is cut.
    const sought = { text: name.slice(0, 14), families, ...NAME_AT, top: [top, top + 25] } as const;
    const beside = await typefaceOf(page, picture, sought);
    expect(beside.family, name).toBe(text);
    expect(beside.share, name).toBeGreaterThan(0.8);
  }

  await page.goto(picture);
  const middles = names.map(([place]) => COVERS.first + (place + 0.5) * COVERS.each);
  const [paper, ...covers] = await coloursOn(page.locator('img'), [
    [0, 0],
    ...middles.map((y): [number, number] => [COVERS.middle / 1_200, y / 630]),
  ]);
  expect(covers).not.toContain(paper);
});
