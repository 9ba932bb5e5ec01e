/**
 * Configuration keys of ctys in a file: lines `#@#KEY = "value"`. `##@#` and `#_@#` lines are switched off.
 * Source: manual of UnifiedSessionsManager 01.11, ctys-configuration-file(7) as the ancestor's reference has it. Pure.
 */

export type Keys = ReadonlyMap<string, string>;

const LINE = /^#@#\s*([A-Za-z0-9_-]+)\s*(?:=\s*(.*?)\s*)?$/;

/** The first value of a key counts. Tabs are no part of a value, as with the ancestor. */
export function parseKeys(text: string): Keys {
  const keys = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, key, value = ''] = LINE.exec(line.replaceAll('\r', '')) ?? [];
    if (key === undefined) continue;
    const name = key.toUpperCase();
    const plain = value.replaceAll('\t', '').replace(/^(["'])(.*)\1$/, '$2');
    if (!keys.has(name)) keys.set(name, plain);
  }
  return keys;
}

/** Asks the file not to be listed. */
export const isHidden = (keys: Keys): boolean => keys.has('MAGICID-IGNORE') || keys.has('MAGICID-NOENUM');
