/** Generic options whose argument has parts of its own: -b, -c, -C, -d, -s, -S, -Z. Grammar: ctys(1) 01.11. */
import type {
  CallOptions,
  Debug,
  Dispatch,
  NameCache,
  ResultCache,
  Scope,
} from '../../model/call-options.ts';
import { MOST_AT_ONCE } from '../../model/call-options.ts';
import { CallError } from '../call-error.ts';
import { type Codec, integer, wrong } from '../codec.ts';

const BOUNDS = integer('<number>', 0, 1_000_000);
const splitComma = (text: string): readonly string[] => text.split(',');
const defined = (parts: readonly (string | undefined | false)[]): string =>
  parts.filter((part) => part !== undefined && part !== false && part !== '').join(',');

const MODES: Readonly<Record<string, NonNullable<Exclude<Dispatch, 'stack'>['mode']>>> = {
  SYNC: 'sync',
  OFF: 'sync',
  '0': 'sync',
  ASYNC: 'async',
  ON: 'async',
  '1': 'async',
};
const ORDERS: Readonly<Record<string, NonNullable<Exclude<Dispatch, 'stack'>['order']>>> = {
  SEQUENTIAL: 'sequential',
  SEQ: 'sequential',
  '2': 'sequential',
  PARALLEL: 'parallel',
  PAR: 'parallel',
  '3': 'parallel',
};
const DISPATCH_WORDS = ['stack', 'sync', 'async', 'seq', 'par', 'par:'];
const AT_ONCE = integer('<jobs at a time>', 1, MOST_AT_ONCE);

export const dispatch: Codec<Dispatch> = {
  shape: 'stack|(sync|async)[,(seq|par[:<jobs at a time on a host>])]',
  words: DISPATCH_WORDS,
  read(text) {
    if (text.toUpperCase() === 'STACK') return 'stack';
    const words = splitComma(text);
    if (words.length > 2)
      throw new CallError({
        message: '-b takes at most two values.',
        fragment: text,
        expected: DISPATCH_WORDS,
      });
    let value: Exclude<Dispatch, 'stack'> = {};
    for (const text of words) {
      const [, word = text, number] = /^(par|parallel):(.*)$/i.exec(text) ?? [];
      const atOnce = number === undefined ? undefined : AT_ONCE.read(number);
      const mode = MODES[word.toUpperCase()];
      const order = ORDERS[word.toUpperCase()];
      if (mode === undefined && order === undefined) throw wrong(word, this.shape, DISPATCH_WORDS);
      value = {
        ...value,
        ...(mode !== undefined && { mode }),
        ...(order !== undefined && { order }),
        ...(atOnce !== undefined && { atOnce }),
      };
    }
    return value;
  },
  write: (value) => (value === 'stack' ? 'stack' : defined([value.mode, value.order && orderWord(value)])),
};

const orderWord = ({ order, atOnce }: Exclude<Dispatch, 'stack'>): string => {
  if (order === 'sequential') return 'seq';
  return atOnce === undefined ? 'par' : `par:${atOnce}`;
};

const CACHE_WORDS = ['OFF', 'ON', 'BOTH', 'LOCAL', 'REMOTE', 'ONLY'];

export const nameCache: Codec<NameCache> = {
  shape: 'OFF|ON[,(BOTH|LOCAL|REMOTE)][,ONLY]',
  words: CACHE_WORDS,
  read(text) {
    const words = splitComma(text.toUpperCase());
    if (words.includes('OFF')) {
      if (words.length > 1) throw wrong(text, `${this.shape} (OFF stands alone)`, CACHE_WORDS);
      return 'off';
    }
    let value: Exclude<NameCache, 'off'> = { use: 'both' };
    for (const word of words) {
      if (word === 'ONLY') value = { ...value, only: true };
      else if (word === 'BOTH' || word === 'LOCAL' || word === 'REMOTE')
        value = { ...value, use: word.toLowerCase() as 'both' | 'local' | 'remote' };
      else if (word !== 'ON') throw wrong(word, this.shape, CACHE_WORDS);
    }
    return value;
  },
  write: (value) =>
    value === 'off' ? 'off' : defined(['on', value.use !== 'both' && value.use, value.only && 'only']),
};

const RESULT_WORDS = ['OFF', 'ON', 'KEEP', 'KEEPALL', 'ONLY', 'RAW', 'FIN:', 'FOUT:', 'LIFETIME:', 'AUTO'];

export const resultCache: Codec<ResultCache> = {
  shape: 'OFF|ON[,KEEP][,KEEPALL][,ONLY][,RAW][,(FIN|FOUT):<file>][,LIFETIME:<s>][,AUTO]',
  words: RESULT_WORDS,
  read(text) {
    const words = splitComma(text);
    if (words.some((word) => word.toUpperCase() === 'OFF')) {
      if (words.length > 1) throw wrong(text, `${this.shape} (OFF stands alone)`, RESULT_WORDS);
      return 'off';
    }
    return Object.assign({}, ...words.map((word) => resultWord(word, this.shape)));
  },
  write: (value) =>
    value === 'off'
      ? 'off'
      : defined([
          'on',
          value.keep && (value.keep === 'here' ? 'keep' : 'keepall'),
          value.only && 'only',
          value.raw && 'raw',
          value.file && `${value.file.way === 'in' ? 'fin' : 'fout'}:${value.file.path}`,
          value.lifetime !== undefined && `lifetime:${value.lifetime}`,
          value.auto && 'auto',
        ]),
};

function resultWord(word: string, shape: string): Exclude<ResultCache, 'off'> {
  const [key = '', argument] = [
    word.split(':')[0]?.toUpperCase(),
    word.includes(':') ? word.slice(word.indexOf(':') + 1) : undefined,
  ];
  const plain: Readonly<Record<string, Exclude<ResultCache, 'off'>>> = {
    ON: {},
    KEEP: { keep: 'here' },
    KEEPALL: { keep: 'everywhere' },
    ONLY: { only: true },
    RAW: { raw: true },
    AUTO: { auto: true },
  };
  const found = argument === undefined ? plain[key] : undefined;
  if (found !== undefined) return found;
  if (argument && (key === 'FIN' || key === 'FOUT'))
    return { file: { way: key === 'FIN' ? 'in' : 'out', path: argument } };
  if (argument && key === 'LIFETIME') return { lifetime: BOUNDS.read(argument) };
  throw wrong(word, shape, RESULT_WORDS);
}

const DEBUG_WORDS = [
  'PATTERN',
  'MIN',
  'MAX',
  'SUBSYSTEM:',
  'WARNING:',
  'INFO:',
  'FILELIST:',
  'INCLUDE',
  'EXCLUDE',
  'PRINTFINAL',
];

export const debug: Codec<Debug> = {
  shape:
    '<bits>[,PATTERN|MIN|MAX][,SUBSYSTEM:<bits>][,WARNING:<n>][,INFO:<n>][,FILELIST:<f>[%<f>][,EXCLUDE|INCLUDE]][,PRINTFINAL[:<n>]]',
  words: DEBUG_WORDS,
  read(text) {
    const [bits = '', ...rest] = splitComma(text);
    // `-d pf` alone: the ancestor's way to see the final call only.
    const alone = /^\d/.test(bits) ? rest : [bits, ...rest];
    const start: Debug = { bits: /^\d/.test(bits) ? BOUNDS.read(bits) : 0 };
    return alone.reduce((value, word) => debugWord(value, word), start);
  },
  write: (value) =>
    defined([
      String(value.bits),
      value.mode?.toUpperCase(),
      value.subsystems !== undefined && `S:${value.subsystems}`,
      value.warning !== undefined && `W:${value.warning}`,
      value.info !== undefined && `I:${value.info}`,
      value.files && `F:${value.files.names.join('%')}`,
      value.files?.way?.toUpperCase(),
      value.printFinal !== undefined && `PF:${value.printFinal}`,
    ]),
};

const DEBUG_MODES: Readonly<Record<string, NonNullable<Debug['mode']>>> = {
  PATTERN: 'pattern',
  P: 'pattern',
  MIN: 'min',
  MAX: 'max',
};

function debugWord(value: Debug, word: string): Debug {
  const colon = word.indexOf(':');
  const key = (colon === -1 ? word : word.slice(0, colon)).toUpperCase();
  const argument = colon === -1 ? undefined : word.slice(colon + 1);
  const mode = DEBUG_MODES[key];
  if (mode !== undefined && argument === undefined) return { ...value, mode };
  if (key === 'PRINTFINAL' || key === 'PFIN' || key === 'PF')
    return { ...value, printFinal: argument === undefined ? 1 : BOUNDS.read(argument) };
  if ((key === 'EXCLUDE' || key === 'INCLUDE') && value.files !== undefined)
    return { ...value, files: { ...value.files, way: key === 'EXCLUDE' ? 'exclude' : 'include' } };
  if (argument === undefined) throw wrong(word, debug.shape, DEBUG_WORDS);
  if (key === 'SUBSYSTEM' || key === 'S') return { ...value, subsystems: BOUNDS.read(argument) };
  if (key === 'WARNING' || key === 'W') return { ...value, warning: BOUNDS.read(argument) };
  if (key === 'INFO' || key === 'I') return { ...value, info: BOUNDS.read(argument) };
  if ((key === 'FILELIST' || key === 'F') && argument !== '')
    return { ...value, files: { names: argument.split('%').filter((name) => name !== '') } };
  throw wrong(word, debug.shape, DEBUG_WORDS);
}

const SCOPE_WORDS = ['USER', 'GROUP', 'USRLST=', 'GRPLST=', 'ALL'];

export const scope: Codec<Scope> = {
  shape: 'USER|GROUP|USRLST=(<user>,...|all)|GRPLST=(<group>,...|all)|ALL',
  words: SCOPE_WORDS,
  read(text) {
    const [key = '', names] = text.split(/[=:](.*)/s);
    const values = (names ?? '').split(',').filter((name) => name !== '');
    const listed = values.length === 1 && values[0]?.toUpperCase() === 'ALL' ? ('all' as const) : values;
    const word = key.toUpperCase();
    if (names === undefined && word === 'ALL') return { users: 'all' };
    if (names === undefined && (word === 'USER' || word === 'GROUP'))
      return word.toLowerCase() as 'user' | 'group';
    if (word === 'USRLST' && listed.length > 0) return { users: listed };
    if (word === 'GRPLST' && listed.length > 0) return { groups: listed };
    throw wrong(text, this.shape, SCOPE_WORDS);
  },
  write(value) {
    if (typeof value === 'string') return value.toUpperCase();
    if ('users' in value) return value.users === 'all' ? 'ALL' : `USRLST=${value.users.join(',')}`;
    return `GRPLST=${value.groups === 'all' ? 'all' : value.groups.join(',')}`;
  },
};

type Signals = NonNullable<CallOptions['signals']>;

export const signals: Codec<Signals> = {
  shape: '[on|off][,<signal number>...]',
  words: ['on', 'off'],
  read(text) {
    let use: 'on' | 'off' | undefined;
    const numbers: number[] = [];
    for (const word of splitComma(text)) {
      const lower = word.toLowerCase();
      if (lower === 'on' || lower === 'off') use = lower;
      else if (/^\d{1,2}$/.test(word)) numbers.push(Number(word));
      else throw wrong(word, this.shape, ['on', 'off']);
    }
    return { ...(use !== undefined && { use }), numbers };
  },
  write: ({ use, numbers }) => defined([use, ...numbers.map(String)]),
};

type Elevation = NonNullable<CallOptions['elevation']>;

const ELEVATIONS: Readonly<Record<string, Elevation>> = {
  KSU: { ksu: true },
  NOKSU: { ksu: false },
  SUDO: { sudo: true },
  NOSUDO: { sudo: false },
  ALL: { ksu: true, sudo: true },
};

export const elevation: Codec<Elevation> = {
  shape: 'KSU|NOKSU|SUDO|NOSUDO|ALL[,...]',
  words: Object.keys(ELEVATIONS),
  read: (text) => {
    const words = splitComma(text).map((word) => {
      const found = ELEVATIONS[word.toUpperCase()];
      if (found === undefined) throw wrong(word, elevation.shape, Object.keys(ELEVATIONS));
      return found;
    });
    return Object.assign({}, ...words);
  },
  write: ({ ksu, sudo }) =>
    defined([ksu !== undefined && (ksu ? 'KSU' : 'NOKSU'), sudo !== undefined && (sudo ? 'SUDO' : 'NOSUDO')]),
};
