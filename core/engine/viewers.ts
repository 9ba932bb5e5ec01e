/** Screens in viewers of their own, for who likes another than the window: through a tunnel for that once. */
import { rmSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fail } from '../model/failure.ts';
import type { Session } from '../model/session.ts';
import { ONE_SHOT } from '../model/tunnel.ts';
import { isThere } from './installed.ts';
import { launch } from './launch.ts';
import type { Tunnels } from './tunnels.ts';
import { type Look, type Viewer, VIEWERS } from './viewer-words.ts';

export interface ViewRequest {
  readonly machine: string;
  readonly console: string;
  /** Of this machine; absent: that of this process. */
  readonly display?: string;
  /** Of its window: `800x600+10+10`. */
  readonly geometry?: string;
}

/** Resolves once the viewer runs. @throws Failure tool-missing, and why there is no tunnel */
export async function view(tunnels: Tunnels, request: ViewRequest): Promise<Session> {
  const there = VIEWERS.filter(({ program }) => isThere(program));
  if (there.length === 0)
    throw fail(
      'tool-missing',
      'There is no VNC viewer on this machine.',
      'Install one (vncviewer, remote-viewer), or open the screen in the window.',
    );
  const { machine, console, display, geometry } = request;
  const { machine: shown, secret } = await tunnels.screenOf(machine, console);
  const viewer = chosen(there, secret, shown.label);
  const session = await tunnels.open({
    host: shown.host,
    kind: 'local',
    machine,
    console,
    oneShot: ONE_SHOT,
  });
  const look = {
    ...{ port: Number(session.tunnel?.from), title: shown.label },
    ...(secret !== undefined && { secret }),
    ...(geometry !== undefined && { geometry }),
  };
  try {
    const argv = viewer.argv(look, await written(tunnels, session.id, viewer, look));
    await launch(argv, 'Open the screen in the window.', display === undefined ? {} : { DISPLAY: display });
  } catch (caught) {
    tunnels.close(session.id);
    throw caught;
  }
  return session;
}

/** What lies in a file nobody can be asked for: a viewer that only asks is none then. @throws Failure tool-missing */
function chosen(there: readonly Viewer[], secret: Uint8Array | undefined, label: string): Viewer {
  const viewer = there.find(({ file }) => secret === undefined || file !== undefined);
  if (viewer !== undefined) return viewer;
  throw fail(
    'tool-missing',
    `${there.map(({ program }) => program).join(', ')} cannot be given the password of ${label} without showing it to everybody here.`,
    'Install vncviewer or remote-viewer, or open the screen in the window.',
  );
}

/** The file the viewer reads, in a folder nobody else can enter, gone with the tunnel; undefined: it needs none. */
async function written(
  tunnels: Tunnels,
  session: string,
  viewer: Viewer,
  look: Look,
): Promise<string | undefined> {
  const content = viewer.file?.(look);
  if (content === undefined) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'ctys-viewer-'));
  // At once: a process that ends waits for nothing.
  tunnels.onClosed(session, () => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'screen');
  await writeFile(file, content, { mode: 0o600 });
  return file;
}
