/** From a template and what is asked for to the guest as it is made on a host: every file, whole. Pure. */
import { fail } from '../../model/failure.ts';
import type { Fetched, GuestFile, GuestOrder, GuestPlan, NewGuest } from '../../model/template.ts';
import { filledIn } from './anchor.ts';
import { createCall } from './order.ts';
import { bytesOf } from './parameters.ts';
import { isScript, kindOf, scriptOf } from './script.ts';
import { secretsOf, type TemplateFiles, type Values, valuesOf } from './values.ts';

/** What is not in a template: the host, and what is drawn anew for each guest. */
export interface Facts {
  /** Home of the account on the host. */
  readonly home: string;
  readonly version: string;
  /** With dashes. */
  readonly uuid: string;
  readonly mac: string;
  /** `20261126083000`: the ancestor's serial number. */
  readonly serial: string;
}

/** What the installer boots from, and its script on a disk: gone when it is done. */
export const KERNEL = 'install-kernel';
export const RAMDISK = 'install-ramdisk';
export const SEED = 'install-seed.iso';

/** @throws Failure bad-input, not-found, file-damaged */
export function newGuest(template: TemplateFiles, order: GuestOrder, facts: Facts): NewGuest {
  const asked = valuesOf(template, order);
  const { MYVM: label = '', MYDISK0_SIZE = '', MYDISK0_ALLOCATION, MYIMAGE0_FROM = '' } = asked;
  const folder = `${(asked.MYBASE ?? '').replace(/^~(?=\/|$)/, facts.home).replace(/(?<=.)\/+$/, '')}/${label}`;
  const values = completed(template, asked, { ...facts, folder, host: order.host });
  const fill = (text: string, name: string): string => filledIn(text, values, `${template.name}/${name}`);
  const named = (name: string): string => name.replace(/^MYVM/, label);
  const script = scriptOf(template.files, fill);
  const plain = [...template.files.keys()].filter((name) => isPlain(name) && !isScript(name));
  for (const name of ['MYVM.conf', 'MYVM-inst.conf'])
    if (!template.files.has(name))
      throw fail(
        'not-found',
        `The template ${template.name} has no ${name}.`,
        'Write one; it is what xl reads.',
      );
  return {
    template: template.name,
    host: order.host,
    label,
    uuid: values.MYUUID ?? '',
    mac: values.MYMAC ?? '',
    bridge: asked.MYBRIDGE ?? '',
    folder,
    files: plain.map((name) => ({
      name: named(name),
      text: suited(name, fill(template.files.get(name) ?? '', name)),
    })),
    runtime: named('MYVM.conf'),
    install: named('MYVM-inst.conf'),
    image: {
      name: `${asked.MYDISK0}.img`,
      bytes: bytesOf(MYDISK0_SIZE),
      allocated: MYDISK0_ALLOCATION === 'allocated',
      ...(MYIMAGE0_FROM !== '' && { from: MYIMAGE0_FROM }),
    },
    fetched: fetchedOf(asked, script?.by === 'ramdisk'),
    ...(script !== undefined && { script }),
    limit: Number(asked.MYINSTLIMIT),
  };
}

/** Notes for people, and anchors, stay where they are. */
const isPlain = (name: string): boolean => name.startsWith('MYVM') && !name.endsWith('.anchor');

const isUrl = (from: string | undefined): boolean => /^[a-z]+:\/\//.test(from ?? '');

function completed(
  { files }: TemplateFiles,
  asked: Values,
  facts: Facts & { readonly folder: string; readonly host: string },
): Values {
  const { folder } = facts;
  const inRamdisk = kindOf(files)?.by === 'ramdisk';
  return {
    ...asked,
    MYUUID: dashed(asked.MYUUID || facts.uuid),
    MYMAC: (asked.MYMAC || facts.mac).toLowerCase(),
    MYVMPATH: folder,
    MYHOST: facts.host,
    MYIMAGE0: `${folder}/${asked.MYDISK0}.img`,
    MYSEED: `${folder}/${SEED}`,
    MYINSTMEMORY: asked.MYINSTMEMORY || asked.MYMEMORY || '',
    ...(isUrl(asked.MYKERNEL) && { MYKERNEL: `${folder}/${KERNEL}` }),
    ...((isUrl(asked.MYRAMDISK) || inRamdisk) && { MYRAMDISK: `${folder}/${RAMDISK}` }),
    SERNO: facts.serial,
    MYGENERATOR: 'ctys-createVM',
    MYGENERATORVERSION: facts.version,
  };
}

const dashed = (uuid: string): string =>
  uuid
    .replaceAll('-', '')
    .toLowerCase()
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** A kernel that lies on the host is booted where it lies; a ramdisk that gets a script is a copy in any case. */
function fetchedOf({ MYKERNEL = '', MYRAMDISK = '' }: Values, hasScript: boolean): readonly Fetched[] {
  if (hasScript && MYRAMDISK === '')
    throw fail(
      'bad-input',
      'Ramdisk of the installer (MYRAMDISK) is missing: its script is put into it.',
      'Give it with -D MYRAMDISK=, or in an anchor of your own.',
    );
  return [
    ...(isUrl(MYKERNEL) ? [{ name: KERNEL, from: MYKERNEL }] : []),
    ...(isUrl(MYRAMDISK) || hasScript ? [{ name: RAMDISK, from: MYRAMDISK }] : []),
  ];
}

const ENDS = /^on_(poweroff|reboot|crash)\s*=.*$/gm;
const IGNORE = '#@#MAGICID-IGNORE';

/** Neither file is a machine before all is done. How an installation ended is seen only if its domain stays. */
function suited(name: string, text: string): string {
  if (!/^MYVM(-inst)?\.conf$/.test(name)) return text;
  const hidden = text.includes(IGNORE) ? text : `${IGNORE}\n${text}`;
  if (name === 'MYVM.conf') return hidden;
  const ends = ['poweroff', 'reboot', 'crash'].map((end) => `on_${end} = "preserve"\n`).join('');
  return `${hidden.replace(ENDS, '').replace(/\n*$/, '\n')}${ends}`;
}

/** What is done with it, and every file as it will be. */
export function planOf(guest: NewGuest, order: GuestOrder, secrets: readonly string[]): GuestPlan {
  const covered = (text: string): string =>
    secrets.reduce((all, secret) => all.replaceAll(secret, '…'), text);
  const { image, script, fetched, label, folder } = guest;
  const kind = image.allocated ? 'allocated' : 'sparse';
  const at = script?.by === 'disk' ? SEED : RAMDISK;
  const scripts: readonly GuestFile[] = (script?.files ?? []).map(({ name, text }) => ({
    name: `${at}:/${name}`,
    text,
  }));
  return {
    call: createCall(order),
    label,
    folder,
    steps: [
      `refuse ${label} if that name is taken on ${guest.host}`,
      `write ${guest.files.length} files to ${folder}`,
      ...fetched.map(({ name, from }) => `fetch ${from} as ${name}`),
      ...(script === undefined ? [] : [`put ${script.files.map(({ name }) => name).join(', ')} into ${at}`]),
      ...(image.from === undefined ? [] : [`fetch ${image.from} as ${image.name}`]),
      `make ${image.name}, ${image.bytes / 2 ** 20} MiB, ${kind}`,
      `install: start ${guest.install}, and wait for its end, ${guest.limit} min at most`,
      `make ${guest.runtime} a machine: MAGICID-IGNORE becomes MAGICID-XEN`,
      `start ${label}`,
    ],
    files: [...guest.files, ...scripts].map(({ name, text }) => ({ name, text: covered(text) })),
  };
}

/** Plan and guest of one order. @throws Failure as newGuest */
export function planGuest(template: TemplateFiles, order: GuestOrder, facts: Facts): GuestPlan {
  return planOf(newGuest(template, order, facts), order, secretsOf(valuesOf(template, order)));
}
