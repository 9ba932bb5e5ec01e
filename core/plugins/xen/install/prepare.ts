/** All that a guest needs before it is installed, made in a folder that gets the guest's name when it is whole. */
import type { GuestFile } from '../../../model/template.ts';
import { cpioOf, isoOf } from './archive.ts';
import { APPEND, FETCH_TO, IMAGE, PLACE, PUT } from './scripts.ts';
import { type Site, script } from './site.ts';

/** ms; of a mirror far away. */
const FETCHED = 60 * 60_000;
/** ms; a disk that is written to its end. */
const WRITTEN = 4 * 60 * 60_000;

const RAMDISK = 'install-ramdisk';
const SEED = 'install-seed.iso';
/** The name by which cloud-init knows it. */
const SEED_NAME = 'CIDATA';

export async function prepare(site: Site): Promise<void> {
  const { guest, work, o, token } = site;
  o.progress('its files are written');
  for (const { name, text } of guest.files) await put(site, name, text);
  for (const { name, from } of guest.fetched) {
    o.progress(`${from} is fetched`);
    await script(site, `Fetching ${from}`, [FETCH_TO, `${work}/${name}`, from], { timeout: FETCHED });
    o.log(`${name} is ${from}.`);
  }
  if (guest.script?.by === 'ramdisk') await append(site, guest.script.files);
  if (guest.script?.by === 'disk') await put(site, SEED, isoOf(SEED_NAME, guest.script.files));
  await image(site, work);
  await script(site, `Moving it to ${guest.folder}`, [PLACE, work, token, guest.folder]);
  o.log(
    `${guest.folder} is there with ${[...guest.files.map(({ name }) => name), guest.image.name].join(', ')}.`,
  );
}

const put = (site: Site, name: string, content: string | Uint8Array): Promise<void> =>
  script(site, `Writing ${name}`, [PUT, `${site.work}/${name}`], { stdin: content });

const append = (site: Site, files: readonly GuestFile[]): Promise<void> =>
  script(site, 'Putting the script into the ramdisk', [APPEND, `${site.work}/${RAMDISK}`], {
    stdin: cpioOf(files),
  });

/** Made anew, also where an installation was broken off. */
export async function image(site: Site, folder: string): Promise<void> {
  const { name, bytes, allocated, from = '' } = site.guest.image;
  const kind = allocated ? 'allocated' : 'sparse';
  site.o.progress(`${name} is made, ${bytes / 2 ** 20} MiB, ${kind}`);
  await script(site, `Making ${name}`, [IMAGE, `${folder}/${name}`, String(bytes), kind, from], {
    timeout: WRITTEN,
  });
}
