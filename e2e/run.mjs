/**
 * `npm test`: everything from nothing. Packages, the Debian packages of the lab where they may be installed, types,
 * lint, build, unit and plugin tests against the real tools, the window in Chromium; then one line with the counts.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
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

function units() {
  const passed = node(
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    '--outputFile.json=test-results/units.json',
  );
  const report = readReport('units.json');
  counts.passed += report?.numPassedTests ?? 0;
  counts.failed += report?.numFailedTests ?? 0;
  counts.skipped += (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);
  // A file that cannot even be loaded counts no test, and yet it is red.
  if (!passed && !report?.numFailedTests) check('unit tests ran', false);
}

function skips(suites) {
  return suites.flatMap(({ file, specs = [], suites: inner = [] }) => [
    ...skips(inner),
    ...specs.flatMap(({ title, tests }) =>
      tests
        .filter(({ status }) => status === 'skipped')
        .map(
          ({ annotations }) => `${file}: ${title}: ${annotations[0]?.description ?? 'no reason is given'}`,
        ),
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
  for (const line of skips(report?.suites ?? [])) console.log(`skip ${line}`);
  counts.passed += (stats?.expected ?? 0) + (stats?.flaky ?? 0);
  counts.failed += stats?.unexpected ?? 0;
  counts.skipped += stats?.skipped ?? 0;
  if (!passed && !stats?.unexpected) check('window tests ran', false);
}

ensurePackages();
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
node('--import', 'tsx', 'e2e/lab/install.ts');
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
units();
windows();
check('nothing left running', node('--import', 'tsx', 'e2e/lab/lab.ts', 'clean'));
const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
console.log(`${counts.passed} passed, ${counts.failed} failed${skipped}`);
process.exit(counts.failed === 0 ? 0 : 1);
