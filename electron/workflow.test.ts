/** The workflow of GitHub Actions, as far as it can be seen here: what it asks for, and its scripts run with what they would find. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { parse } from 'yaml';

interface Step {
  readonly name?: string;
  readonly if?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}
interface Job {
  readonly needs?: string | readonly string[];
  readonly if?: string;
  readonly 'runs-on': string;
  readonly container?: { readonly image: string; readonly options: string };
  readonly permissions?: object;
  readonly strategy?: { readonly matrix: { readonly os: readonly string[] } };
  readonly steps: readonly Step[];
}

const at = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));
const { jobs, permissions } = parse(readFileSync(at('.github/workflows/ci.yml'), 'utf8')) as {
  readonly jobs: Readonly<Record<'test' | 'electron' | 'package' | 'release', Job>>;
  readonly permissions: object;
};
const { scripts, version } = JSON.parse(readFileSync(at('package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
  readonly version: string;
};
const steps = Object.values(jobs).flatMap((job) => job.steps);
const named = (wanted: string): Step => {
  const step = steps.find(({ name }) => name === wanted);
  if (step === undefined) throw new Error(`There is no step '${wanted}'.`);
  return step;
};

const folder = mkdtempSync(join(tmpdir(), 'ctys-workflow-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A step as the runner runs it; `stand` is a command that tells what it was given. */
function ran(step: string, env: Readonly<Record<string, string>>, stand?: string) {
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  if (stand !== undefined) {
    writeFileSync(join(bin, stand), '#!/bin/sh\necho "$0 $*"\nenv\n');
    chmodSync(join(bin, stand), 0o755);
  }
  return spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', named(step).run ?? ''], {
    cwd: at('.'),
    encoding: 'utf8',
    env: { PATH: `${bin}:${process.env.PATH}`, ...env },
  });
}

test('it tests, tests with Electron, packs on three systems and drafts; it may only read, but for the draft', () => {
  expect(permissions).toEqual({ contents: 'read' });
  expect(Object.keys(jobs)).toEqual(['test', 'electron', 'package', 'release']);
  for (const job of [jobs.electron, jobs.package])
    expect(job.strategy?.matrix.os.map((name) => name.split('-')[0])).toEqual(['ubuntu', 'windows', 'macos']);
  expect(jobs.package.needs).toEqual(['test', 'electron']);
  expect(jobs.package.if).toContain("'refs/tags/v'");
  expect(jobs.release.needs).toBe('package');
  expect(jobs.release.permissions).toEqual({ contents: 'write' });
  for (const job of [jobs.test, jobs.electron, jobs.package]) expect(job.permissions).toBeUndefined();
});

test('its scripts and actions are there', () => {
  for (const { run = '' } of steps) {
    for (const [, script = ''] of run.matchAll(/npm run ([\w-]+)/g)) expect(scripts).toHaveProperty(script);
    expect(spawnSync('bash', ['-n', '-c', run]).status).toBe(0);
  }
  for (const { uses } of steps) if (uses !== undefined) expect(uses).toMatch(/^actions\/[\w-]+@v\d+$/);
});

test('the lab has the Debian it is made of, as root', () => {
  const release = readFileSync(at('e2e/lab/xen/debs.ts'), 'utf8');
  expect(release).toContain('xen-hypervisor-4.17-amd64');
  expect(jobs.test.container?.image).toBe('debian:12');
  expect(jobs.test.container?.options.split(' ')).toContain('--privileged');
  for (const { run = '' } of jobs.test.steps) expect(run).not.toContain('sudo');
});

test('Electron has its sandbox on Ubuntu', () => {
  const run = jobs.electron.steps.filter((step) => step.if?.includes("== 'Linux'")).map((step) => step.run);
  expect(run[0]).toContain('kernel.apparmor_restrict_unprivileged_userns=0');
  expect(run[0]).toContain('libgtk-3-0t64');
  expect(run.at(-1)).toContain('xvfb-run');
});

test('a tag that is not the version ends it', () => {
  expect(ran('a tag is the version', { GITHUB_REF_NAME: `v${version}` }).status).toBe(0);
  expect(ran('a tag is the version', { GITHUB_REF_NAME: `v${version}.1` }).status).not.toBe(0);
});

test('a certificate that is not there is not told of at all, and no package is published from here', () => {
  const secrets = Object.keys(named('pack').env ?? {});
  const given = { ...Object.fromEntries(secrets.map((name) => [name, ''])), WIN_CSC_LINK: 'some' };
  const { status, stdout } = ran('pack', given, 'npm');
  expect(status).toBe(0);
  expect(stdout).toContain('electron-builder --publish never');
  expect(stdout.split('\n').filter((line) => secrets.includes(line.split('=')[0] ?? ''))).toEqual([
    'WIN_CSC_LINK=some',
  ]);
  // The certificate of one system is none for another.
  for (const [name, value] of Object.entries(named('pack').env ?? {}))
    expect(value).toContain(
      name.startsWith('WIN_') ? "runner.os == 'Windows' &&" : "runner.os == 'macOS' &&",
    );
});

test('all packages come to one draft, that of a beta to one for who follows beta', () => {
  const drafts = (tag: string) => ran('draft', { GITHUB_REF_NAME: tag }, 'gh').stdout.split('\n')[0];
  expect(drafts('v1.2.3')).toContain('release create v1.2.3 packages/* --draft');
  expect(drafts('v1.2.3')).not.toContain('--prerelease');
  expect(drafts('v1.2.3-beta.1')).toContain('--prerelease');
  const uploaded = jobs.package.steps.find(({ uses }) => uses?.includes('upload-artifact'))?.with?.path;
  expect(uploaded?.trim().split('\n')).toEqual([
    'dist/packages/ctys*',
    'dist/packages/*.yml',
    '!dist/packages/builder-*',
  ]);
});
