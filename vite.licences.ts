/** The list of the software in the product, with its licences as each tells them, beside the page that shows it. */
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

interface Locked {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
}

const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));

/** As packages told it before there was a field for one. */
function olderLicence(path: string): string {
  const { licenses = [] } = read(`${path}/package.json`) as { licenses?: readonly { type: string }[] };
  return licenses.map(({ type }) => type).join(' OR ');
}

/** What npm would install for who only runs it. */
function licences() {
  const { packages } = read('./package-lock.json') as { packages: Readonly<Record<string, Locked>> };
  return Object.entries(packages)
    .filter(([path, { dev, optional }]) => path !== '' && !dev && !optional)
    .map(([path, { version = '', license }]) => ({
      name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version,
      licence: license ?? olderLicence(`./${path}`),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

export const licenceList = (): Plugin => ({
  name: 'licences',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'licences.json', source: JSON.stringify(licences()) });
  },
});
