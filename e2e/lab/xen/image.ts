/**
 * What a Dom0 boots from, kept in the cache from run to run: hypervisor, kernel, modules and the disk. Nothing in it
 * belongs to one lab: keys, people and guests come with each boot (`payload.ts`).
 */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { join } from 'node:path';
import { type Claim, claim } from '../claim.ts';
import { cacheDir } from '../layout.ts';
import { waitFor } from '../run.ts';
import { buildBoot, buildDisk, buildModules, unpack } from './build.ts';
import { type Deb, downloadDebs, resolveDebs } from './debs.ts';

export interface XenImage {
  /** The hypervisor, as QEMU's multiboot loader takes it. */
  readonly xen: string;
  /** Dom0's kernel, uncompressed. */
  readonly kernel: string;
  /** Dom0's disk; labs write to overlays of it. */
  readonly disk: string;
  /** Modules that Dom0 needs to reach its disk, and those of a guest, in the order to load them. */
  readonly bootModules: readonly string[];
  readonly guestModules: readonly string[];
}

const WEEK = 7 * 24 * 3_600_000;

/** The image of the packages that the archive offers now; built (about 20 s) when the cache has none of them. */
export async function prepareXen(cache = join(cacheDir(), 'xen')): Promise<XenImage> {
  const debs = await resolveDebs();
  const folder = join(cache, keyOf(debs));
  if (existsSync(folder)) return imageIn(folder);
  const building = await waitFor('the other builder of the Xen image', () => claim('xen-build'), {
    timeout: 300_000,
    every: 200,
  });
  return await buildInto(cache, folder, debs, building);
}

/** Whoever waited finds it built. The last step gives the folder its name: with the name it is whole. */
async function buildInto(
  cache: string,
  folder: string,
  debs: readonly Deb[],
  building: Claim,
): Promise<XenImage> {
  try {
    if (existsSync(folder)) return imageIn(folder);
    mkdirSync(cache, { recursive: true });
    forgetOld(cache);
    const work = mkdtempSync(join(cache, 'build-'));
    try {
      await build(work, debs);
      renameSync(join(work, 'image'), folder);
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
    return imageIn(folder);
  } finally {
    await building.release();
  }
}

/** What killed builders left, and images that nobody has used for a week. A running lab may have its disk in another. */
function forgetOld(cache: string): void {
  for (const name of readdirSync(cache)) {
    const path = join(cache, name);
    const age = Date.now() - statSync(path).mtimeMs;
    if (name.startsWith('build-') || age > WEEK) rmSync(path, { recursive: true });
  }
}

async function build(work: string, debs: readonly Deb[]): Promise<void> {
  const image = join(work, 'image');
  mkdirSync(image);
  const files = await downloadDebs(debs, join(work, 'debs'));
  const tree = await unpack(files, work);
  await buildBoot(tree, image);
  await buildModules(tree, image);
  await buildDisk(tree, image);
}

/** Changes with any package and with the code that puts them together. */
function keyOf(debs: readonly Deb[]): string {
  const hash = createHash('sha256');
  for (const { file } of debs) hash.update(`${file}\n`);
  for (const source of ['image.ts', 'build.ts']) hash.update(readFileSync(join(import.meta.dirname, source)));
  return hash.digest('hex').slice(0, 16);
}

function imageIn(folder: string): XenImage {
  const now = new Date();
  utimesSync(folder, now, now);
  const modules = (kind: string) =>
    readdirSync(join(folder, kind))
      .sort()
      .map((file) => join(folder, kind, file));
  return {
    xen: join(folder, 'xen'),
    kernel: join(folder, 'vmlinux'),
    disk: join(folder, 'dom0.ext4'),
    bootModules: modules('boot-modules'),
    guestModules: modules('guest-modules'),
  };
}
