/**
 * What a file of the ancestor becomes here. Groups and macros stay as they are; records of a database are written as they
 * are today, those of 01.07 too, and lines that are none are left out. Pure.
 */
import { parseRecord } from './database/fdb.ts';
import { formatMacmap, parseMacmap } from './database/macmap.ts';
import { openBracketIn } from './groups.ts';
import { parseMacros } from './macro-file.ts';

export interface Imported {
  readonly text: string;
  /** How much is in it: `3 records`. */
  readonly what: string;
  /** Lines that say nothing today, from 1. */
  readonly damaged: readonly { readonly line: number; readonly message: string }[];
}

/** By its place below the folder. null: it is nothing of that kind. */
export function imported(name: string, text: string): Imported | null {
  if (/^(?:groups|macros)\//.test(name) && text.includes('\0'))
    return { text: '', what: 'nothing', damaged: [{ line: 1, message: 'It is no text.' }] };
  if (name.startsWith('groups/')) return group(text);
  if (name.startsWith('macros/')) return macros(text);
  if (/^db\/(?:.*\/)?enum\.fdb$/.test(name)) return byLine(text, enumLine);
  if (/^db\/(?:.*\/)?macmap\.fdb$/.test(name)) return byLine(text, macmapLine);
  return null;
}

function group(text: string): Imported {
  const line = openBracketIn(text);
  const damaged = line === undefined ? [] : [{ line, message: 'A bracket is not closed.' }];
  return { text, what: 'group', damaged };
}

function macros(text: string): Imported {
  const read = parseMacros(text);
  return { text, what: counted(read.macros.length, 'macro'), damaged: read.problems };
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

interface Line {
  readonly text: string;
  readonly problem?: string;
}

const enumLine = (line: string): Line => {
  const row = parseRecord(line);
  return row === null
    ? { text: '', problem: 'It is no record of a machine.' }
    : { text: `${row.join(';')}\n` };
};

const macmapLine = (line: string): Line => {
  const entries = parseMacmap(line);
  return entries.length === 0
    ? { text: '', problem: 'It is not name;MAC;IP.' }
    : { text: formatMacmap(entries) };
};

/** Comments and empty lines stay. */
function byLine(text: string, read: (line: string) => Line): Imported {
  const parts: string[] = [];
  const damaged: { line: number; message: string }[] = [];
  let records = 0;
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  lines.forEach((line, at) => {
    if (/^\s*(?:#|$)/.test(line)) {
      parts.push(`${line}\n`);
      return;
    }
    const { text: kept, problem } = read(line);
    if (problem === undefined) records++;
    else damaged.push({ line: at + 1, message: problem });
    parts.push(kept);
  });
  return { text: parts.join(''), what: counted(records, 'record'), damaged };
}
