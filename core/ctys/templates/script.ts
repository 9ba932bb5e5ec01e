/** Scripts of installers: by the name of a template's file it is known whose they are, and where each looks for its own. */
import type { InstallScript } from '../../model/template.ts';

interface Kind {
  readonly file: string;
  readonly title: string;
  readonly by: InstallScript['by'];
  /** Where it is looked for. */
  readonly as: string;
  /** Files that go with it: at its end, or beside it. */
  readonly appended?: string;
  readonly beside?: Readonly<Record<string, string>>;
}

/**
 * Installers of the first three take their script from the ramdisk they run in; a cloud image runs none, and its
 * cloud-init looks for a disk named CIDATA.
 */
const KINDS: readonly Kind[] = [
  { file: 'MYVM.ks', title: 'kickstart', by: 'ramdisk', as: 'ks.cfg', appended: 'MYVM.sw' },
  { file: 'MYVM.preseed', title: 'preseed', by: 'ramdisk', as: 'preseed.cfg' },
  { file: 'MYVM.xml', title: 'AutoYaST', by: 'ramdisk', as: 'autoinst.xml' },
  {
    file: 'MYVM.user-data',
    title: 'cloud-init',
    by: 'disk',
    as: 'user-data',
    beside: { 'MYVM.meta-data': 'meta-data', 'MYVM.network-config': 'network-config' },
  },
];

export const kindOf = (files: ReadonlyMap<string, string>): Kind | undefined =>
  KINDS.find(({ file }) => files.has(file));

/** Files that are no file of the guest's folder. */
export const isScript = (name: string): boolean =>
  KINDS.some(
    ({ file, appended, beside = {} }) => file === name || appended === name || Object.hasOwn(beside, name),
  );

export function scriptOf(
  files: ReadonlyMap<string, string>,
  fill: (text: string, name: string) => string,
): InstallScript | undefined {
  const kind = kindOf(files);
  if (kind === undefined) return undefined;
  const text = (name: string): string => fill(files.get(name) ?? '', name);
  const { file, by, as, appended, beside = {} } = kind;
  const more = appended === undefined ? '' : text(appended);
  const others = Object.entries(beside).filter(([name]) => files.has(name));
  return {
    by,
    files: [
      { name: as, text: more === '' ? text(file) : `${text(file).replace(/\n*$/, '\n')}${more}` },
      ...others.map(([name, placed]) => ({ name: placed, text: text(name) })),
    ],
  };
}
