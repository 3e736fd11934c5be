import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import tailwind from '@tailwindcss/postcss';
import postcss from 'postcss';
import { build } from 'vite';
import { inProject } from './launch/project.mjs';

// Pages that are documents load no file but their fonts: their styles, of all that Tailwind knows only what they use, and
// their scripts become texts that the documents carry.
mkdirSync(inProject('src/generated'), { recursive: true });
await write('landing-style', 'src/app/landing.css', style);
await write('document-style', 'src/app/document.css', style);
await write('dashboard-script', 'src/components/analytics/dashboard-script.ts', script);
await write('history-script', 'src/components/history/history-script.ts', script);

async function write(name, source, make) {
  const constant = name.replaceAll('-', '_').toUpperCase();
  const text = JSON.stringify((await make(inProject(source))).trim());
  writeFileSync(
    inProject(`src/generated/${name}.ts`),
    `// Made from ${source} by scripts/document-parts.mjs.\nexport const ${constant} = ${text};\n`,
  );
}

async function style(from) {
  const styles = postcss([tailwind({ optimize: { minify: true } })]);
  return (await styles.process(readFileSync(from, 'utf8'), { from })).css;
}

/** One script without imports, as browsers run it that know `light-dark()`, which the styles need too. */
async function script(entry) {
  const [{ output }] = await build({
    configFile: false,
    logLevel: 'warn',
    resolve: { alias: { '@': inProject('src') } },
    build: {
      write: false,
      target: 'es2022',
      lib: { entry, formats: ['iife'], name: 'page' },
    },
  });
  return output[0].code;
}
