/** A home for each test, with files of a user in it; no running host is joined. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, vi } from 'vitest';

export interface Home {
  /** Ours is `ctys/...` in it, the ancestor's `.ctys/...`. */
  path(...parts: readonly string[]): string;
  put(name: string, text: string): void;
  read(name: string): string;
}

export function testHome(): Home {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ctys-home-'));
    for (const name of ['HOME', 'XDG_CONFIG_HOME', 'XDG_CACHE_HOME', 'XDG_STATE_HOME', 'XDG_RUNTIME_DIR'])
      vi.stubEnv(name, folder);
    for (const name of ['CTYS_GROUPS_PATH', 'CTYS_MACRO_PATH']) vi.stubEnv(name, '');
    vi.stubEnv('CTYS_NO_JOIN', '1');
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });
  const path = (...parts: readonly string[]): string => join(folder, ...parts);
  return {
    path,
    put(name, text) {
      mkdirSync(dirname(path(name)), { recursive: true });
      writeFileSync(path(name), text);
    },
    read: (name) => readFileSync(path(name), 'utf8'),
  };
}

/** A record of enum.fdb with these fields, by their number. */
export const record = (values: Readonly<Record<number, string>>): string =>
  `${Array.from({ length: 47 }, (_, at) => values[at + 1] ?? '').join(';')}\n`;
