/**
 * Finds the entries with syntax errors in a YAML file of two levels, so that one broken host does not take the others
 * with it: an unclosed bracket swallows every line after it, but not when the entry is read by itself.
 */
import { parseDocument, type YAMLParseError } from 'yaml';

export interface Fault {
  /** 1-based, in the whole file. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
  /** Section and name of the entry it is in. */
  readonly section: string;
  readonly name: string;
}

interface Block {
  readonly section: string;
  readonly name: string;
  /** 0-based; `end` is not part of it. */
  readonly start: number;
  readonly end: number;
}

const SECTION = /^([A-Za-z_][\w-]*)\s*:\s*(#.*)?$/;
/** A tab is no indentation in YAML; it is taken for a deep one, so that the line counts to the entry above it. */
const indentOf = (line: string): number =>
  (/^\s*/.exec(line)?.[0] ?? '').replaceAll('\t', ' '.repeat(8)).length;
const says = (line: string): boolean => line.trim() !== '' && !line.trimStart().startsWith('#');
const keyOf = (line: string): string =>
  /^\s*(?:"([^"]*)"|'([^']*)'|([^\s:#][^:]*?))\s*(?::|$)/
    .exec(line)
    ?.slice(1)
    .find((key) => key !== undefined) ?? line.trim();

/** Second-level entries, by indentation alone. */
function blocksOf(lines: readonly string[]): readonly Block[] {
  const starts: { section: string; name: string; at: number }[] = [];
  const ends: number[] = [];
  let section: string | undefined;
  let indent: number | undefined;
  lines.forEach((line, at) => {
    if (!says(line)) return;
    if (indentOf(line) === 0) {
      section = SECTION.exec(line)?.[1];
      indent = undefined;
      ends.push(at);
      return;
    }
    indent ??= indentOf(line);
    if (section === undefined || indentOf(line) > indent) return;
    starts.push({ section, name: keyOf(line), at });
    ends.push(at);
  });
  ends.push(lines.length);
  return starts.map(({ section: of, name, at }) => ({
    section: of,
    name,
    start: at,
    end: ends.find((end) => end > at) ?? lines.length,
  }));
}

/** The text with broken entries blanked out (other lines keep their numbers), and what was wrong with each. */
export function withoutBroken(text: string): { readonly text: string; readonly faults: readonly Fault[] } {
  const lines = text.split('\n');
  const faults: Fault[] = [];
  for (const block of blocksOf(lines)) {
    if (block.section !== 'hosts' && block.section !== 'groups') continue;
    const error = firstError(lines.slice(block.start, block.end));
    if (error === undefined) continue;
    const at = error.linePos?.[0] ?? { line: 1, col: 1 };
    const { section, name } = block;
    faults.push({ section, name, line: block.start + at.line, column: at.col, message: sentence(error) });
    lines.fill('', block.start, block.end);
  }
  return { text: lines.join('\n'), faults };
}

function firstError(lines: readonly string[]): YAMLParseError | undefined {
  return parseDocument(lines.join('\n'), { uniqueKeys: false, prettyErrors: true }).errors[0];
}

/** The library's message without the excerpt of the file below it. */
export function sentence(error: YAMLParseError): string {
  const [first = ''] = error.message.split('\n');
  return first.replace(/ at line \d+, column \d+:?$/, '').trim();
}
