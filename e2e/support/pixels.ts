import type { Locator, Page } from '@playwright/test';

/** The colours of an element on the screen, at shares of its width and its height. */
export async function coloursOn(
  element: Locator,
  places: [across: number, down: number][],
): Promise<string[]> {
  const picture = `data:image/png;base64,${(await element.screenshot()).toString('base64')}`;
  // Not on the page itself, whose policy lets no script read such an address.
  const paper = await element.page().context().newPage();
  const colours = await paper.evaluate(
    async ([address, at]) => {
      const image = new Image();
      image.src = address;
      await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext('2d');
      context?.drawImage(image, 0, 0);
      return at.map(([across, down]) => {
        const pixel = context?.getImageData(across * image.width, down * image.height, 1, 1).data ?? [];
        return `rgb(${[...pixel].slice(0, 3).join(', ')})`;
      });
    },
    [picture, places] as const,
  );
  await paper.close();
  return colours;
}

/** What tokens of the design are on the page as it is shown now, light or dark. */
export const coloursOf = (page: Page, tokens: string[]): Promise<string[]> =>
  page.locator('body').evaluate((body, names) => {
    const probe = body.appendChild(document.createElement('i'));
    const colours = names.map((name) => {
      probe.style.color = `var(${name})`;
      return getComputedStyle(probe).color;
    });
    probe.remove();
    return colours;
  }, tokens);

interface SoughtText {
  text: string;
  /** In pixels. */
  size: number;
  letterSpacing?: number;
  /** Values of `font-family` to choose from, of fonts that the page has. */
  families: string[];
  /** From which pixel of the picture to which the text may begin, and may have its top. */
  left: readonly [number, number];
  top: readonly [number, number];
}

/**
 * In which of the families a picture of the page's own site shows a text, and which share of their ink is the same where most of
 * it is: the browser draws the text in each of them.
 */
export const typefaceOf = (page: Page, address: string, sought: SoughtText) =>
  page.evaluate(
    async ([src, { text, size, letterSpacing = 0, families, left, top }]) => {
      const image = new Image();
      image.src = src;
      await Promise.all([image.decode(), document.fonts.ready]);
      const paint = (wide: number, high: number) => {
        const context = new OffscreenCanvas(wide, high).getContext('2d');
        if (!context) throw new Error('The browser draws nothing.');
        return context;
      };
      /** How much darker than the paper, which is in its corner, each pixel is. */
      const inkOf = (context: OffscreenCanvasRenderingContext2D) => {
        const { data } = context.getImageData(0, 0, context.canvas.width, context.canvas.height);
        const green = data.filter((_, at) => at % 4 === 1);
        return green.map((value) => Math.max(0, (green[0] ?? 0) - value));
      };
      const whole = paint(image.width, image.height);
      whole.drawImage(image, 0, 0);
      const picture = inkOf(whole);
      const drawn = (family: string) => {
        const style = { font: `600 ${size}px ${family}`, letterSpacing: `${letterSpacing}px` };
        const measured = Object.assign(paint(1, 1), style).measureText(text);
        const [above, below] = [measured.actualBoundingBoxAscent, measured.actualBoundingBoxDescent];
        const canvas = paint(Math.ceil(measured.width) + 2, Math.ceil(above + below) + 2);
        canvas.fillStyle = '#fff';
        canvas.fillRect(0, 0, canvas.canvas.width, canvas.canvas.height);
        Object.assign(canvas, style, { fillStyle: '#000' }).fillText(text, 1, Math.ceil(above) + 1);
        return { ink: inkOf(canvas), columns: canvas.canvas.width };
      };
      let best = { family: '', share: 0 };
      for (const family of families) {
        const { ink, columns } = drawn(family);
        for (let x = left[0]; x <= left[1]; x += 1)
          for (let y = top[0]; y <= top[1]; y += 1) {
            let [same, all] = [0, 0];
            for (const [at, own] of ink.entries()) {
              const there = picture[(y + Math.floor(at / columns)) * image.width + x + (at % columns)] ?? 0;
              same += 2 * Math.min(own, there);
              all += own + there;
            }
            if (same / all > best.share) best = { family, share: same / all };
          }
      }
      return best;
    },
    [address, sought] as const,
  );
