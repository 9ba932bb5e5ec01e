/** What a person does with the files of a pane: asked about where it cannot be undone. */
import { under, shownName } from '../../core/model/file-name.ts';
import type { FileEntry } from '../../core/model/file.ts';
import { theCore } from '../core.ts';
import { report } from '../machines/commands.tsx';
import { confirm } from '../ui/dialog.tsx';
import { count } from '../ui/format.ts';
import type { Dropped } from './dropped.ts';
import { download, upload } from './transfers.ts';
import type { Browser } from './use-files.ts';
import { words } from '../words/words.ts';

const SHOWN = 10;

const nameAll = (names: readonly string[]): string =>
  names.length === 1 ? shownName(names[0] ?? '').slice(0, 60) : count(names.length, 'file');

function Names({ names }: { readonly names: readonly string[] }) {
  return (
    <pre className="mono preview">
      {names.slice(0, SHOWN).map(shownName).join('\n')}
      {names.length > SHOWN && '\n…'}
    </pre>
  );
}

export function fetchThem(host: string, { list, meant }: Browser): void {
  const names = meant().map(({ name }) => name);
  if (list === undefined || names.length === 0) return;
  download(
    host,
    names.map((name) => under(list.path, name)),
    nameAll(names),
    false,
  );
}

/** Asked only where something is in the way. */
export async function sendThem(
  host: string,
  browser: Browser,
  { files, folders, names }: Dropped,
): Promise<void> {
  const { list } = browser;
  if (list === undefined || files.length + folders.length === 0) return;
  const there = new Set(list.entries.map(({ name }) => name));
  const taken = names.filter((name) => there.has(name));
  const replace =
    taken.length > 0 &&
    (await confirm({
      title: words().files.areThere(nameAll(taken), taken.length),
      button: words().files.replace,
      hard: true,
      body: (
        <>
          <p>{words().files.replaceText}</p>
          <Names names={taken} />
        </>
      ),
    }));
  if (taken.length > 0 && !replace) return;
  upload({ host, folder: list.path, files, folders, replace, ended: browser.again });
}

export async function removeThem(host: string, browser: Browser): Promise<void> {
  const { list } = browser;
  const them: readonly FileEntry[] = browser.meant();
  if (list === undefined || them.length === 0) return;
  const names = them.map(({ name }) => name);
  const holds = them.some(({ kind }) => kind === 'folder');
  const yes = await confirm({
    title: words().files.removeFrom(nameAll(names), host),
    button: words().files.removeThem(nameAll(names)),
    hard: true,
    body: (
      <>
        <p>
          {holds ? words().files.withFolders : ''}
          {words().files.noUndo}
        </p>
        <Names names={names} />
      </>
    ),
  });
  if (!yes) return;
  const paths = names.map((name) => under(list.path, name));
  await theCore().api.files.remove({ host, paths }).catch(report);
  browser.again();
}

/** A new folder, or another name; the pane follows it. */
export async function nameIt(
  host: string,
  browser: Browser,
  was: string | null,
  name: string,
): Promise<void> {
  const { list } = browser;
  if (list === undefined) return;
  const { files } = theCore().api;
  try {
    if (was === null) await files.makeFolder({ host, path: under(list.path, name) });
    else await files.rename({ host, path: under(list.path, was), name });
    browser.go(list.path, name);
  } catch (caught) {
    report(caught);
  }
}
