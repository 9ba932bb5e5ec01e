/** The guests' kernel: Debian's cloud kernel, downloaded and unpacked but never installed. */
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { must, run } from './run.ts';

/** What the cloud kernel has as modules and a guest needs, for the power button. */
const MODULES = ['button', 'evdev'];
/** And what one needs for its network. */
const NETWORK_MODULES = ['virtio_pci', 'virtio_net'];
/** For the emulated physical machines: a card that can be woken, and what may lie over it. */
const HOST_MODULES = ['vmxnet3', 'bridge', 'bonding'];

export interface Kernel {
  readonly version: string;
  readonly image: string;
  /** Module files in the order to load them. */
  readonly modules: readonly string[];
  /** Those of the network, to be loaded after them. */
  readonly networkModules: readonly string[];
  /** The first, and those of emulated physical machines. */
  readonly hostModules: readonly string[];
}

/** The kernel kept in `cache`, or the newest the archive offers, downloaded (27 MB) into it. */
export async function fetchKernel(cache: string): Promise<Kernel> {
  const kept = readKernel(cache);
  if (kept !== null) return kept;
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(cache, 'fetch-'));
  try {
    const name = await newestPackage();
    await must(['apt-get', '-q', '-o', 'APT::Sandbox::User=root', 'download', name], {
      cwd: work,
      timeout: 300_000,
    });
    const deb = readdirSync(work).find((file) => file.endsWith('.deb'));
    if (deb === undefined) throw new Error(`apt-get download ${name} gave no file.`);
    await must(['dpkg-deb', '-x', deb, 'tree'], { cwd: work, timeout: 120_000 });
    return await keep(cache, join(work, 'tree'));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function newestPackage(): Promise<string> {
  const search = () =>
    must(['apt-cache', 'search', '--names-only', '^linux-image-[0-9.]+-[0-9]+-cloud-amd64$']);
  let newest = newestOf(await search());
  if (newest === null) {
    await run(['apt-get', '-q', 'update'], { timeout: 300_000 });
    newest = newestOf(await search());
  }
  if (newest === null)
    throw new Error('The Debian archive offers no linux-image-*-cloud-amd64 for the guests.');
  return newest;
}

/** Of the output of `apt-cache search`: the package with the highest version. */
export function newestOf(found: string): string | null {
  const names = found.split('\n').flatMap((line) => line.split(' ')[0] || []);
  return names.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1) ?? null;
}

/** Copies what is needed out of the unpacked package; `version` is written last and makes it valid. */
async function keep(cache: string, tree: string): Promise<Kernel> {
  const version = readdirSync(join(tree, 'lib/modules'))[0];
  if (version === undefined) throw new Error('The kernel package has no modules.');
  await must(['depmod', '-b', tree, version]);
  const modulesDep = readFileSync(join(tree, 'lib/modules', version, 'modules.dep'), 'utf8');
  const folder = join(cache, 'modules');
  mkdirSync(folder, { recursive: true });
  for (const [list, names] of Object.entries(LISTS)) {
    const modules = withDependencies(modulesDep, names);
    for (const path of modules)
      copyFileSync(join(tree, 'lib/modules', version, path), join(folder, basename(path)));
    writeFileSync(join(folder, list), modules.map((path) => `${basename(path)}\n`).join(''));
  }
  copyFileSync(join(tree, 'boot', `vmlinuz-${version}`), join(cache, 'vmlinuz'));
  writeFileSync(join(cache, 'version'), version);
  const kept = readKernel(cache);
  if (kept === null) throw new Error(`The kernel could not be kept in ${cache}.`);
  return kept;
}

/** Files in the folder of modules that name those to load, in order. */
const LISTS = {
  order: MODULES,
  network: NETWORK_MODULES,
  host: [...MODULES, ...HOST_MODULES],
} as const;

/** Of modules.dep: the files of these modules and of all they need, in the order to load them. */
export function withDependencies(modulesDep: string, names: readonly string[] = MODULES): readonly string[] {
  const needed = new Set<string>();
  for (const module of names) {
    const line = modulesDep.split('\n').find((row) => basename(row.split(':')[0] ?? '') === `${module}.ko`);
    // Not there: built into this kernel.
    const [file, needs = ''] = line?.split(':') ?? [];
    for (const path of needs.split(' ').filter(Boolean).reverse()) needed.add(path);
    if (file !== undefined) needed.add(file);
  }
  return [...needed];
}

function readKernel(cache: string): Kernel | null {
  try {
    const version = readFileSync(join(cache, 'version'), 'utf8');
    const listed = (list: keyof typeof LISTS): readonly string[] =>
      readFileSync(join(cache, 'modules', list), 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((file) => join(cache, 'modules', file));
    return {
      version,
      image: join(cache, 'vmlinuz'),
      modules: listed('order'),
      networkModules: listed('network'),
      hostModules: listed('host'),
    };
  } catch {
    return null;
  }
}
