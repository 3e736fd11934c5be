// The command of a container: start unless another is named.
const SCRIPTS = {
  start: ['start.mjs'],
  migrate: ['migrate.mjs'],
  backup: ['database.mjs', 'backup'],
  restore: ['database.mjs', 'restore'],
  'verify-archive': ['verify-archive.mjs'],
  doctor: ['doctor.mjs'],
  admin: ['admin.mjs'],
  healthy: ['healthy.mjs'],
};

const [command = 'start', ...args] = process.argv.slice(2);
if (Object.hasOwn(SCRIPTS, command)) {
  const [script, ...before] = SCRIPTS[command];
  process.argv.splice(2, Infinity, ...before, ...args);
  await import(`./${script}`);
} else {
  console.error(`There is no command "${command}". The commands: ${Object.keys(SCRIPTS).join(', ')}.`);
  process.exitCode = 2;
}
