/** The manual page ctys(1), in roff, from the tables the parser reads by. */
import { ACTIONS, type SubOptionHelp } from '../ctys/actions/index.ts';
import { ADDRESS_PARTS } from '../ctys/address-options.ts';
import { LONG_OPTIONS, OPTIONS } from '../ctys/options/table.ts';
import { SESSION_TYPES } from '../ctys/session-types.ts';
import { EXIT_TEXTS } from './exit-codes.ts';

/** A line that begins with a dot or quote would be a request; a hyphen is a minus. */
const plain = (text: string): string =>
  text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^(?=[.'])/gm, '\\&');

const item = (term: string, text: string): string => `.TP\n.B ${plain(term)}\n${plain(text)}`;

const subOption = ({ keys, shape, optional, help }: SubOptionHelp): string => {
  const argument = shape === undefined ? '' : optional ? `[:${shape}]` : `:${shape}`;
  return item(`${keys.join('|')}${argument}`, help);
};

export function manPage(version: string): string {
  return [
    `.TH CTYS 1 "" "ctys ${version}" "User Commands"`,
    '.SH NAME',
    plain('ctys - start, stop, list and connect to the machines and sessions of a lab'),
    '.SH SYNOPSIS',
    '.B ctys',
    plain("[-t TYPE] -a ACTION[=SUB-OPTION,...] [OPTIONS] [--] [[USER@]HOST[:PORT]['(OPTIONS)'] ...]"),
    '.SH ACTIONS',
    ...ACTIONS.map(({ word, help }) => item(word, help)),
    '.SH TYPES',
    plain((SESSION_TYPES.words ?? []).join(' ')),
    '.SH OPTIONS',
    ...OPTIONS.map(({ letter, codec, help, today = '' }) =>
      item(`-${letter} ${codec?.shape ?? ''}`.trim(), `${help} ${today}`.trim()),
    ),
    ...Object.entries(LONG_OPTIONS).map(([word, help]) => item(word, help)),
    '.SH ADDRESSES',
    ...ADDRESS_PARTS.map(({ keys, codec, help }) => item(`${keys.join('|')}:${codec.shape}`, help)),
    ...ACTIONS.filter(({ options }) => options.length > 0).flatMap(({ word, options }) => [
      `.SH SUB\\-OPTIONS OF ${word}`,
      ...options.map(subOption),
    ]),
    '.SH EXIT STATUS',
    ...EXIT_TEXTS.map(([code, text]) => item(String(code), text)),
    '',
  ].join('\n');
}
