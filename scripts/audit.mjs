import { npmCommand } from './launch/dependencies.mjs';
import { inProject, LaunchError, say } from './launch/project.mjs';
import { runCommand, runEntry } from './launch/run-command.mjs';

// npm run audit: known flaws of the packages that are shipped. Without a registry that answers nothing is audited: CI then
// fails; on your own machine it only says so.
await runEntry(async () => {
  const [npm, ...before] = npmCommand();
  const { output } = await runCommand(npm, [...before, 'audit', '--omit=dev', '--json'], {
    cwd: inProject(),
  });
  const found = readAnswer(output);
  if (!found) {
    say('Not audited: the package registry does not answer.');
    return process.env.CI ? 1 : 0;
  }
  const serious = found.filter(({ severity }) => severity === 'high' || severity === 'critical');
  for (const { name, severity, range } of found) say(`${severity}: ${name} ${range}`.trim());
  if (serious.length > 0)
    throw new LaunchError(`${serious.length} packages have serious flaws: npm audit says more.`);
  say(`${found.length} packages have known flaws, none of them serious.`);
  return 0;
});

/** The flawed packages; null when the registry gave no answer. */
function readAnswer(output) {
  const from = output.indexOf('{');
  if (from < 0) return null;
  try {
    const { vulnerabilities } = JSON.parse(output.slice(from, output.lastIndexOf('}') + 1));
    return vulnerabilities === undefined ? null : Object.values(vulnerabilities);
  } catch {
    return null;
  }
}
