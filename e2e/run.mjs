/**
 * `npm test`: everything from nothing. Packages, the Debian packages of the lab where they may be installed, types,
 * lint, build, unit and plugin tests against the real tools, the window in Chromium; then one line with the counts.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ensureBuild, ensurePackages, root } from '../core/bin/bootstrap.mjs';

const results = join(root, 'test-results');
const counts = { passed: 0, failed: 0, skipped: 0 };
const node = (...args) => run(process.execPath, args);

function run(command, args, env = {}) {
  const done = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
  return done.status === 0;
}

/** One check that passes or fails as a whole. */
function check(name, passed) {
  counts[passed ? 'passed' : 'failed'] += 1;
  console.log(`${passed ? 'ok  ' : 'FAIL'} ${name}`);
}

function readReport(file) {
  const path = join(results, file);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;
}

const isRed = ({ status }) => status === 'failed';
const ofStatus = ({ assertionResults }, ...statuses) =>
  assertionResults.filter(({ status }) => statuses.includes(status));

/** The test files of one run of vitest with their tests. What fails outside of any test fails here. */
function vitest(report, files = []) {
  const passed = node(
    'node_modules/vitest/vitest.mjs',
    'run',
    ...files,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=test-results/${report}`,
  );
  const found = readReport(report)?.testResults ?? [];
  if (!passed && !found.some(isRed)) check('unit tests ran', false);
  return found;
}

/**
 * Emulated machines, browsers and sshd share two cores with the test that waits for them: files that fail are run a second
 * time, alone, and what failed in the first run is named.
 */
function units() {
  const first = vitest('units.json');
  const red = first.filter(isRed).map(({ name }) => name);
  if (red.length > 0) console.log(`again, after ${Math.round(process.uptime())} s: ${red.length} files`);
  const second = red.length > 0 ? vitest('again.json', red) : [];
  for (const file of first.filter(isRed))
    for (const { fullName } of ofStatus(file, 'failed'))
      console.log(`again ${relative(root, file.name)}: ${fullName}`);
  for (const file of [...first.filter((one) => !isRed(one)), ...second]) {
    counts.passed += ofStatus(file, 'passed').length;
    // A file that cannot even be loaded counts no test, and yet it is red.
    counts.failed += isRed(file) ? Math.max(1, ofStatus(file, 'failed').length) : 0;
    counts.skipped += ofStatus(file, 'pending', 'skipped', 'todo').length;
  }
}

/** The tests of a window report that ended like this, with their files. */
function tests(suites, status) {
  return suites.flatMap(({ file, specs = [], suites: inner = [] }) => [
    ...tests(inner, status),
    ...specs.flatMap((spec) =>
      spec.tests
        .filter((one) => one.status === status)
        .map(({ annotations }) => ({ name: `${file}: ${spec.title}`, why: annotations[0]?.description })),
    ),
  ]);
}

function windows() {
  const passed = run(
    process.execPath,
    ['node_modules/playwright/cli.js', 'test', '-c', 'e2e/playwright.config.ts'],
    {
      PLAYWRIGHT_JSON_OUTPUT_NAME: join(results, 'window.json'),
    },
  );
  const report = readReport('window.json');
  const stats = report?.stats;
  // One that was skipped is not one that passed: it says why.
  for (const { name, why } of tests(report?.suites ?? [], 'skipped'))
    console.log(`skip ${name}: ${why ?? 'no reason is given'}`);
  for (const { name } of tests(report?.suites ?? [], 'flaky')) console.log(`again ${name}`);
  counts.passed += (stats?.expected ?? 0) + (stats?.flaky ?? 0);
  counts.failed += stats?.unexpected ?? 0;
  counts.skipped += stats?.skipped ?? 0;
  if (!passed && !stats?.unexpected) check('window tests ran', false);
}

/** Where the time of a run goes stands in it. */
async function timed(name, part) {
  const start = Date.now();
  await part();
  console.log(`time ${name}: ${Math.round((Date.now() - start) / 1000)} s`);
}

ensurePackages();
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
await timed('packages of the lab', () => node('--import', 'tsx', 'e2e/lab/install.ts'));
check('types', node('node_modules/typescript/bin/tsc', '-b'));
check(
  'lint',
  run('node_modules/.bin/biome', [
    'ci',
    '--error-on-warnings',
    '--colors=off',
    '--diagnostic-level=warn',
    '.',
  ]),
);
await ensureBuild();
await timed('unit and plugin tests', units);
await timed('window tests', windows);
check('nothing left running', node('--import', 'tsx', 'e2e/lab/lab.ts', 'clean'));
const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
console.log(`${counts.passed} passed, ${counts.failed} failed${skipped}`);
process.exit(counts.failed === 0 ? 0 : 1);
