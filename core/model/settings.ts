/**
 * What a person can set, as one table: the form, the file, and what reads a value all follow it. Names are those of the
 * file (settings.yaml). Titles and help are words of the window's languages; a setting without them does not compile.
 */
import { NEWS_LEVELS } from './news.ts';
import { QUIET_HOURS } from './quiet.ts';
import { TERMINALS } from './showing.ts';

interface Common {
  readonly section: Section;
  /** It may differ for a host or a group of hosts. */
  readonly perHost?: true;
}
export interface ChoiceSpec<T extends string> extends Common {
  readonly kind: 'choice';
  readonly options: readonly T[];
  readonly initial: T;
}
export interface SwitchSpec extends Common {
  readonly kind: 'switch';
  readonly initial: boolean;
}
export interface NumberSpec extends Common {
  readonly kind: 'number';
  readonly least: number;
  readonly most: number;
  readonly initial: number;
}
export interface TextSpec extends Common {
  readonly kind: 'text';
  /** Characters. */
  readonly most: number;
  readonly initial: string;
  /** How it must look, where not any text will do, and one that does. Empty is nothing set. */
  readonly like?: { readonly pattern: RegExp; readonly example: string };
}
export type Spec = ChoiceSpec<string> | SwitchSpec | NumberSpec | TextSpec;

export const SECTIONS = ['looks', 'terminals', 'consoles', 'desktop'] as const;
export type Section = (typeof SECTIONS)[number];

const choice = <const T extends string>(
  section: Section,
  initial: NoInfer<T>,
  options: readonly T[],
): ChoiceSpec<T> => ({ kind: 'choice', section, options, initial });
const flag = (section: Section, initial: boolean): SwitchSpec => ({ kind: 'switch', section, initial });
const perHost = <T extends Spec>(spec: T): T & { readonly perHost: true } => ({ ...spec, perHost: true });
/** px */
const textSize: NumberSpec = { kind: 'number', section: 'terminals', least: 6, most: 48, initial: 13 };
const lines: NumberSpec = { kind: 'number', section: 'terminals', least: 0, most: 200_000, initial: 5_000 };
/** CSS font family. */
const font: TextSpec = { kind: 'text', section: 'terminals', most: 200, initial: '' };

/** As Electron has accelerators. */
const ACCELERATOR =
  /^(?:(?:(?:CommandOrControl|CmdOrCtrl|Control|Ctrl|Command|Cmd|Alt|Option|Shift|Super|Meta)\+){1,4}(?:[A-Z0-9]|F(?:[1-9]|1\d|2[0-4])|Space|Tab|Insert|Home|End|PageUp|PageDown))?$/;
/** Of the desktop; empty, or as the pattern has it. */
const like = (initial: string, most: number, pattern: RegExp, example: string): TextSpec => ({
  kind: 'text',
  section: 'desktop',
  most,
  initial,
  like: { pattern, example },
});

export const BELLS = ['none', 'visual', 'sound'] as const;
export const BACKSPACES = ['delete', 'ctrl-h'] as const;
/** Of terminals that programs may take ours for. */
export const FUNCTION_KEYS = ['xterm', 'vt', 'linux', 'vt100', 'sco'] as const;
export const ALTS = ['meta', 'characters'] as const;
export const KEYPADS = ['numbers', 'application'] as const;

export const SETTINGS = {
  theme: choice('looks', 'system', ['system', 'light', 'dark', 'contrast']),
  density: choice('looks', 'normal', ['normal', 'compact']),
  language: choice('looks', 'system', ['system', 'en', 'de']),
  terminalFont: perHost(font),
  terminalSize: perHost(textSize),
  scrollback: perHost(lines),
  copyOnSelect: perHost(flag('terminals', false)),
  pasteGuard: perHost(flag('terminals', true)),
  bell: perHost(choice('terminals', 'visual', BELLS)),
  backspace: perHost(choice('terminals', 'delete', BACKSPACES)),
  functionKeys: perHost(choice('terminals', 'xterm', FUNCTION_KEYS)),
  alt: perHost(choice('terminals', 'meta', ALTS)),
  keypad: perHost(choice('terminals', 'numbers', KEYPADS)),
  leader: choice('consoles', 'Ctrl+Shift', ['Ctrl+Shift', 'Ctrl+Alt', 'Alt+Shift']),
  restoreConsoles: flag('consoles', true),
  previews: perHost(flag('consoles', false)),
  ownTerminal: choice('consoles', 'usual', ['usual', ...TERMINALS]),
  scaling: perHost(choice('consoles', 'fit', ['fit', 'actual', 'guest'])),
  notify: choice('desktop', 'all', NEWS_LEVELS),
  quietHours: like('', 11, QUIET_HOURS, '22:00-07:00'),
  tray: flag('desktop', true),
  autostart: flag('desktop', false),
  startHidden: flag('desktop', false),
  paletteShortcut: like('Ctrl+Alt+K', 60, ACCELERATOR, 'Ctrl+Alt+K'),
  updates: choice('desktop', 'off', ['off', 'stable', 'beta']),
} as const satisfies Readonly<Record<string, Spec>>;

export type SettingId = keyof typeof SETTINGS;
export type PerHostId = {
  [K in SettingId]: (typeof SETTINGS)[K] extends { readonly perHost: true } ? K : never;
}[SettingId];
type ValueOf<S> =
  S extends ChoiceSpec<infer T>
    ? T
    : S extends SwitchSpec
      ? boolean
      : S extends NumberSpec
        ? number
        : S extends TextSpec
          ? string
          : never;

export type SettingValue = string | number | boolean;
export type Preferences = { readonly [K in SettingId]: ValueOf<(typeof SETTINGS)[K]> };

export const SETTING_IDS = Object.keys(SETTINGS) as readonly SettingId[];
export const isSetting = (name: string): name is SettingId => Object.hasOwn(SETTINGS, name);
export const specOf = (id: SettingId): Spec => SETTINGS[id];

export const INITIAL = Object.fromEntries(
  SETTING_IDS.map((id) => [id, specOf(id).initial]),
) as unknown as Preferences;

/** The value where it can be used. */
export function soundValue(id: SettingId, value: unknown): SettingValue | undefined {
  const spec = specOf(id);
  switch (spec.kind) {
    case 'choice':
      return spec.options.find((option) => option === value);
    case 'switch':
      return typeof value === 'boolean' ? value : undefined;
    case 'number':
      return typeof value === 'number' && Number.isInteger(value) && value >= spec.least && value <= spec.most
        ? value
        : undefined;
    case 'text':
      return typeof value === 'string' && value.length <= spec.most && looksRight(spec, value)
        ? value
        : undefined;
  }
}

const looksRight = ({ like }: TextSpec, text: string): boolean =>
  like === undefined || like.pattern.test(text);

/** What may stand there, for messages: `one of system, light, dark`. */
export function rangeOf(id: SettingId): string {
  const spec = specOf(id);
  switch (spec.kind) {
    case 'choice':
      return `one of ${spec.options.join(', ')}`;
    case 'switch':
      return 'true or false';
    case 'number':
      return `a whole number from ${spec.least} to ${spec.most}`;
    case 'text':
      return spec.like === undefined
        ? `a text of at most ${spec.most} characters`
        : `empty, or a text like ${spec.like.example}`;
  }
}
