/**
 * .rdg files of Remote Desktop Connection Manager 2.7 and later (schemaVersion 3): servers in groups. All of them are
 * remote desktops; a Windows host with OpenSSH can be reached all the same. Passwords are not looked at.
 */
import { fail } from '../../model/failure.ts';
import { type Entry, NO_SSH, type Reading, reading } from './offer.ts';
import { type Element, parseXml, textOf } from './xml.ts';

/** @throws Failure bad-input */
export function readRdcman(text: string): Reading {
  const root = parseXml(text);
  const file = root.children.find(({ name }) => name === 'file');
  if (root.name !== 'RDCMan' || file === undefined)
    throw fail('bad-input', 'It is no file of Remote Desktop Connection Manager.');
  const entries: Entry[] = [];
  walk(file, [], entries);
  return reading(entries);
}

/** RDCMan.settings: the files that were open when it ended. @throws Failure bad-input */
export function rdcmanFiles(settings: string): readonly string[] {
  const files = parseXml(settings).children.find(({ name }) => name === 'FilesToOpen');
  return (files?.children ?? []).map(({ text }) => text.trim()).filter((path) => path !== '');
}

function walk(parent: Element, folders: readonly string[], entries: Entry[]): void {
  for (const child of parent.children) {
    // Version 2 has the names in the element itself.
    const properties = child.children.find(({ name }) => name === 'properties') ?? child;
    const name = textOf(properties, 'name') ?? '';
    if (child.name === 'group') walk(child, [...folders, name], entries);
    else if (child.name === 'server')
      entries.push({
        name: textOf(properties, 'displayName') || name,
        address: name,
        labels: folders,
        doubt: NO_SSH('a remote desktop'),
      });
  }
}
