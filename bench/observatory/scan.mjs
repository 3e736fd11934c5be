import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuild } from '../../scripts/launch/build.mjs';
import { createFamily } from '../../scripts/launch/family.mjs';
import { freePort } from '../../scripts/launch/ports.mjs';
import { inProject, LaunchError, say } from '../../scripts/launch/project.mjs';
import { mustRun, runCommand, runEntry } from '../../scripts/launch/run-command.mjs';
import { startWebServer } from '../../scripts/launch/web-server.mjs';
import { record } from '../results.mjs';

// Mozilla's HTTP Observatory (its own package, offline) on the production build behind https: every page must get an A+
// with 120 points or more. Ends with exit code 1 otherwise.
const GOAL = 120;
const PAGES = ['/', '/privacy', '/terms'];
const HERE = 'bench/observatory';
const TOOL = inProject('.data/observatory');

await runEntry(async () => {
  await installScanner();
  await ensureBuild();
  const folder = mkdtempSync(join(tmpdir(), 'audiospective-observatory-'));
  const family = createFamily();
  family.endOnSignals('\nStopping …');
  const certificate = makeCertificate(folder);
  const [appPort, tlsPort] = [await freePort(3240), await freePort(3241)];
  await startWebServer(family, { port: appPort, env: environment(tlsPort), output: 'ignore' });
  const proxy = await startTlsProxy(certificate, appPort, tlsPort);
  const passed = await scanAll(tlsPort, certificate.certFile);
  proxy.close();
  rmSync(folder, { recursive: true });
  await family.end(passed ? 0 : 1);
});

/** By its lock file, without its install scripts: those would download the two lists that are written empty here. */
async function installScanner() {
  mkdirSync(TOOL, { recursive: true });
  const lock = inProject(HERE, 'package-lock.json');
  const installed = join(TOOL, 'package-lock.json');
  if (existsSync(installed) && readFileSync(installed, 'utf8') === readFileSync(lock, 'utf8')) return;
  say('Installing the scanner …');
  copyFileSync(inProject(HERE, 'package.json'), join(TOOL, 'package.json'));
  copyFileSync(lock, installed);
  await mustRun('npm ci', 'npm', [
    'ci',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--prefix',
    TOOL,
  ]).catch((error) => {
    rmSync(installed);
    throw error;
  });
  // Which sites browsers know for https, and all top-level domains: an address of this machine is in neither.
  const lists = join(TOOL, 'node_modules/@mdn/mdn-http-observatory/conf');
  writeFileSync(join(lists, 'hsts-preload.json'), '{}');
  writeFileSync(join(lists, 'tld-list.json'), '[]');
}

/** As an operator would set it; the database is never asked for a page that anyone may see. */
function environment(tlsPort) {
  return {
    NEXTAUTH_URL: `https://127.0.0.1:${tlsPort}`,
    NEXTAUTH_SECRET: 'only-for-a-scan-of-this-machine-0000',
    TOKEN_KEYS: `k1:${Buffer.alloc(32).toString('base64')}`,
    DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/nowhere',
    SPOTIFY_CLIENT_ID: 'scan',
    SPOTIFY_CLIENT_SECRET: 'scan',
    LOG_LEVEL: 'silent',
  };
}

function makeCertificate(folder) {
  const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = [
    '-subj',
    '/CN=127.0.0.1',
    '-addext',
    'subjectAltName=IP:127.0.0.1',
    '-days',
    '2',
    '-nodes',
  ];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-keyout', keyFile];
  try {
    execFileSync('openssl', ['req', '-x509', ...key, '-out', certFile, ...subject], { stdio: 'pipe' });
  } catch (error) {
    throw new LaunchError(`openssl made no certificate; is it installed? ${error.message}`);
  }
  return { certFile, key: readFileSync(keyFile), cert: readFileSync(certFile) };
}

/** Stands before the product as an operator's proxy would, and adds nothing. */
function startTlsProxy({ key, cert }, appPort, tlsPort) {
  const server = createServer({ key, cert }, (incoming, outgoing) => {
    const { method, url, headers } = incoming;
    const onwards = request({ host: '127.0.0.1', port: appPort, method, path: url, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode, answer.headers);
      answer.pipe(outgoing);
    });
    onwards.on('error', () => outgoing.destroy());
    incoming.pipe(onwards);
  });
  return new Promise((resolve) => server.listen(tlsPort, '127.0.0.1', () => resolve(server)));
}

/** True when every page reaches the goal. */
async function scanAll(tlsPort, certFile) {
  let passed = true;
  for (const page of PAGES) {
    const address = `127.0.0.1:${tlsPort}${page}`;
    const { output } = await runCommand(
      process.execPath,
      [inProject(HERE, 'scan-address.mjs'), TOOL, address],
      {
        env: { NODE_EXTRA_CA_CERTS: certFile },
        timeoutMs: 60_000,
      },
    );
    const report = readReport(output);
    const good = report !== null && report.grade === 'A+' && report.score >= GOAL;
    record({ bench: 'observatory', what: `points of ${page}`, value: report?.score ?? 0, atLeast: GOAL });
    passed &&= good;
    say(
      `${good ? 'ok  ' : 'FAIL'} ${page}: ${report ? `${report.grade}, ${report.score} points` : output.trim()}`,
    );
    for (const { name, result, modifier } of report?.tests ?? [])
      say(`       ${String(modifier).padStart(4)}  ${name}: ${result}`);
  }
  return passed;
}

function readReport(output) {
  try {
    return JSON.parse(output.slice(output.indexOf('{')));
  } catch {
    return null;
  }
}
