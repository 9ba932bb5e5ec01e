/** RENAME: another name for a machine. The ancestor has none; written as its other actions are. */
import type { MachineAction } from '../../model/action.ts';
import type { Address } from '../../model/address.ts';
import { ADDRESS_KEYS, readAddressPart, writeAddress } from '../address-options.ts';
import { CallError } from '../call-error.ts';
import { text } from '../codec.ts';
import type { SubOption } from '../escape.ts';
import { field, specOf, type SubOptionSpec, writeAll } from './sub-option.ts';

type Draft = Pick<MachineAction, 'newName'>;

export const RENAME_OPTIONS: readonly SubOptionSpec<Draft>[] = [
  field<Draft, 'newName'>('newName', ['TO'], text('<name>'), 'What it is called from then on.'),
];

/** @throws CallError */
export function readRename(options: readonly SubOption[]): Pick<MachineAction, 'target' | 'newName'> & {
  readonly verb: 'rename';
} {
  let target: Address = {};
  let draft: Draft = {};
  for (const option of options) {
    const part = readAddressPart(option);
    if (part !== null) target = { ...target, ...part };
    else draft = specOf(RENAME_OPTIONS, option, ADDRESS_KEYS, 'RENAME').read(option.argument, draft);
  }
  if (draft.newName === undefined)
    throw new CallError({
      message: 'RENAME needs a name.',
      remedy: 'Say what it is to be called: to:tst200.',
      expected: ['TO'],
    });
  return { verb: 'rename', target, ...draft };
}

export const writeRename = (action: MachineAction): readonly SubOption[] => [
  ...writeAddress(action.target),
  ...writeAll(RENAME_OPTIONS, action),
];
