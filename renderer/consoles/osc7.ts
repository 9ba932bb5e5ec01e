/** OSC 7: a shell tells which folder it is in, as `file://host/path`. A hint, hostile as all it says. */
import type { Terminal } from '@xterm/xterm';
import { nameOf } from '../../core/model/file-name.ts';

const MOST = 4096;

/** Null: no folder. */
export function toldFolder(data: string): string | null {
  const path = /^file:\/\/[^/]*(\/.*)$/s.exec(data)?.[1];
  if (path === undefined || path.length > MOST) return null;
  const bytes: number[] = [];
  for (const part of path.match(/%[0-9a-fA-F]{2}|[^%]+|%/g) ?? [])
    if (part.length === 3 && part.startsWith('%')) bytes.push(Number.parseInt(part.slice(1), 16));
    else bytes.push(...new TextEncoder().encode(part));
  return bytes.includes(0) ? null : nameOf(Uint8Array.from(bytes));
}

export function followFolder(terminal: Terminal, tell: (path: string) => void): void {
  terminal.parser.registerOscHandler(7, (data) => {
    const path = toldFolder(data);
    if (path !== null) tell(path);
    return true;
  });
}
