import type { Font } from 'satori';
import { drawable } from './drawable';
import { isOfPages, pictureFonts } from './fonts';
import { hasGlyph, scriptFontFiles, scriptFonts } from './script-fonts';

/** Sets the texts of one picture. */
export interface Typesetter {
  /** The part of a text that our fonts can draw; empty when most of it cannot be drawn. */
  drawn: (text: string) => string;
  /** The fonts of the pages, and those of the further scripts that the texts until now need. */
  fonts: () => Promise<Font[]>;
}

export async function createTypesetter(): Promise<Typesetter> {
  const [pages, files] = await Promise.all([pictureFonts(), scriptFontFiles()]);
  const further = new Set<string>();
  const isDrawn = (character: string) =>
    isOfPages(character) || files.some((file) => hasGlyph(file, character));
  return {
    drawn: (text) => {
      const drawn = drawable(text, isDrawn);
      for (const character of drawn) if (!isOfPages(character)) further.add(character);
      return drawn;
    },
    fonts: async () => [...pages.fonts, ...(await scriptFonts(files, further)), pages.lastResort],
  };
}
