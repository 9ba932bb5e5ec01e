/** The parameters of one guest: of the anchors, of the call, and those that follow from them. Pure. */
import { fail } from '../../model/failure.ts';
import type { GuestOrder } from '../../model/template.ts';
import { type AnchorLine, expanded, mergeAnchors, parseAnchor } from './anchor.ts';
import { DEFAULTS, faultOf, knownParameter } from './parameters.ts';

/** A template as it lies on disk: its files by name. */
export interface TemplateFiles {
  readonly name: string;
  readonly origin: 'shipped' | 'own';
  readonly files: ReadonlyMap<string, string>;
}

export type Values = Readonly<Record<string, string>>;

export const OWN_ANCHOR = 'MYVM.anchor';

export const anchorNames = ({ files }: TemplateFiles): readonly string[] => [
  OWN_ANCHOR,
  ...[...files.keys()].filter((name) => name.endsWith('.anchor') && name !== OWN_ANCHOR).sort(),
];

/** The template's own first, then what the named one says. @throws Failure not-found, file-damaged */
export function anchorLines(template: TemplateFiles, anchor = OWN_ANCHOR): readonly AnchorLine[] {
  const { name, files } = template;
  const read = (file: string): readonly AnchorLine[] => parseAnchor(files.get(file) ?? '', `${name}/${file}`);
  if (anchor === OWN_ANCHOR) return withDefaults(read(OWN_ANCHOR));
  if (files.has(anchor)) return withDefaults(mergeAnchors(read(OWN_ANCHOR), read(anchor)));
  throw fail(
    'not-found',
    `The template ${name} has no anchor ${anchor}.`,
    `It has ${anchorNames(template).join(', ')}; your own go to templates/${name} beside hosts.yaml.`,
  );
}

/** Every form has what every guest needs, whatever the anchor leaves out. */
function withDefaults(lines: readonly AnchorLine[]): readonly AnchorLine[] {
  const given = Object.fromEntries(lines.map(({ key, value }) => [key, value]));
  const name = given.MYVM === undefined ? [{ key: 'MYVM', value: '' }] : [];
  const missing = Object.entries({ ...DEFAULTS, ...imageOf(given) }).filter(
    ([key]) => given[key] === undefined,
  );
  return [...name, ...lines, ...missing.map(([key, value]) => ({ key, value }))];
}

/** The ancestor's dd: BS times COUNT is written, SEEK is skipped and takes no room. */
function imageOf({ MYDISK0_BS = '1M', MYDISK0_COUNT, MYDISK0_SEEK }: Values): Values {
  if (MYDISK0_COUNT === undefined && MYDISK0_SEEK === undefined) return {};
  const blocks = (Number(MYDISK0_COUNT) || 0) + (Number(MYDISK0_SEEK) || 0);
  const each = /^(\d+)([MG])$/.exec(MYDISK0_BS) ?? ['', '1', 'M'];
  return {
    MYDISK0_SIZE: `${blocks * Number(each[1])}${each[2]}`,
    MYDISK0_ALLOCATION: Number(MYDISK0_SEEK) > 0 ? 'sparse' : 'allocated',
  };
}

/** @throws Failure bad-input with all that is wrong, not-found, file-damaged */
export function valuesOf(template: TemplateFiles, { anchor, values }: GuestOrder): Values {
  const lines = anchorLines(template, anchor);
  const given = Object.fromEntries(lines.map(({ key, value }) => [key, value]));
  const unknown = Object.keys(values).filter((key) => !(key in given) && !key.startsWith('MY'));
  const all = expanded({ ...given, ...values });
  const wrong = [
    ...unknown.map((key) => `${key} is no parameter of ${template.name}`),
    ...Object.entries(all).flatMap(([key, value]) => {
      const fault = faultOf(key, value);
      return fault === null ? [] : [`${knownParameter(key).title} (${key}) ${fault}`];
    }),
  ];
  if (wrong.length === 0) return all;
  throw fail('bad-input', `${wrong.join('; ')}.`, 'Give it with -D KEY=VALUE, or in an anchor of your own.', {
    keys: wrong,
  });
}

export const secretsOf = (values: Values): readonly string[] =>
  Object.entries(values).flatMap(([key, value]) =>
    knownParameter(key).kind === 'secret' && value.length > 1 ? [value] : [],
  );
