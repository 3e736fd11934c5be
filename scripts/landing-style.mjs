import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import tailwind from '@tailwindcss/postcss';
import postcss from 'postcss';
import { inProject } from './launch/project.mjs';

// The landing page loads no file but its fonts: its style, of all that Tailwind knows only what it uses, becomes a text.
const from = inProject('src/app/landing.css');
const to = inProject('src/generated/landing-style.ts');
const { css } = await postcss([tailwind({ optimize: { minify: true } })]).process(
  readFileSync(from, 'utf8'),
  {
    from,
  },
);
mkdirSync(inProject('src/generated'), { recursive: true });
writeFileSync(
  to,
  `// Made from src/app/landing.css by scripts/landing-style.mjs.\nexport const LANDING_STYLE = ${JSON.stringify(css.trim())};\n`,
);
