import { readFileSync } from 'node:fs';
import { inProject, LaunchError } from './launch/project.mjs';
import { runEntry } from './launch/run-command.mjs';

// node scripts/release-notes.mjs v1.2.0: prints the section of CHANGELOG.md for a tag, and fails unless package.json has the
// same version.
await runEntry(async () => {
  const [tag = ''] = process.argv.slice(2);
  const { version } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'));
  if (tag !== `v${version}`) throw new LaunchError(`The tag is "${tag}", package.json has ${version}.`);
  const sections = readFileSync(inProject('CHANGELOG.md'), 'utf8').split(/^## /m);
  const section = sections.find((text) => text.startsWith(`${version} `) || text.startsWith(`${version}\n`));
  if (!section) throw new LaunchError(`CHANGELOG.md has no section "## ${version}".`);
  console.log(section.slice(section.indexOf('\n')).trim());
  return 0;
});
