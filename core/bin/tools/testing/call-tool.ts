/** A tool as the command calls it, with what it printed and its exit code. */
import type { ToolName } from '../../../model/action.ts';
import { runTool } from '../registry.ts';

export interface Said {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

export async function callTool(name: ToolName, ...words: readonly string[]): Promise<Said> {
  const out: string[] = [];
  const error: string[] = [];
  const code = await runTool(name, words, {
    out: (text) => void out.push(text),
    error: (text) => void error.push(text),
    columns: undefined,
    color: false,
    watched: false,
    canAsk: false,
    signal: new AbortController().signal,
  });
  return { code, out: out.join(''), error: error.join('') };
}
