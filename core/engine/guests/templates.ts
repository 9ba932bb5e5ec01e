/** Templates of guests on this machine: those of the product, and the person's own, which stand for them. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parametersOf } from '../../ctys/templates/anchor.ts';
import { anchorLines, anchorNames, type TemplateFiles } from '../../ctys/templates/values.ts';
import { fail, toFailure } from '../../model/failure.ts';
import type { Template, TemplateAnchor } from '../../model/template.ts';

/** More than any template needs. */
const MOST_FILES = 64;
const MOST_BYTES = 256 * 1024;
const NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]*$/;

/** Beside the built product, and in its sources. */
const SHIPPED = ['./templates', '../templates', '../../../assets/templates'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

export interface Templates {
  list(): Promise<readonly Template[]>;
  /** @throws Failure not-found */
  read(name: string): Promise<TemplateFiles>;
}

/** `folders`: a person's own, the first before the others. */
export function openTemplates(folders: readonly string[], shipped: readonly string[] = SHIPPED): Templates {
  const places = [
    ...folders.map((folder) => ({ folder, origin: 'own' as const })),
    ...shipped.map((folder) => ({ folder, origin: 'shipped' as const })),
  ];
  return {
    async list() {
      const names = new Map<string, Template>();
      for (const { folder, origin } of places)
        for (const name of await namesIn(folder)) {
          if (names.has(name)) continue;
          const files = await filesOf(join(folder, name));
          if (files.has('MYVM.conf')) names.set(name, described({ name, origin, files }));
        }
      return [...names.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    async read(name) {
      // A template is called by its name, or by its path as the ancestor's was; it never leads out of its folder.
      const plain = basename(name);
      for (const { folder, origin } of NAME.test(plain) ? places : []) {
        const files = await filesOf(join(folder, plain));
        if (files.has('MYVM.conf')) return { name: plain, origin, files };
      }
      throw fail('not-found', `There is no template ${name}.`, "'ctys createVM' lists those there are.");
    },
  };
}

const namesIn = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder).catch(() => [])).filter((name) => NAME.test(name));

/** Texts only, of a bounded size; what is no template has none. */
async function filesOf(folder: string): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  const names = (await readdir(folder).catch(() => [])).filter(
    (name) => NAME.test(name) && !name.endsWith('~'),
  );
  for (const name of names.sort().slice(0, MOST_FILES)) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => null);
    if (found?.isFile() && found.size <= MOST_BYTES) files.set(name, await readFile(path, 'utf8'));
  }
  return files;
}

function described(template: TemplateFiles): Template {
  const { name, origin, files } = template;
  const title = (files.get('README.md') ?? '').split('\n')[0]?.replace(/^#\s*/, '') || name;
  try {
    const anchors = anchorNames(template).map((anchor): TemplateAnchor => {
      return { name: anchor, parameters: parametersOf(anchorLines(template, anchor)) };
    });
    return { name, title, origin, anchors };
  } catch (caught) {
    return { name, title, origin, anchors: [], fault: toFailure(caught).message };
  }
}
