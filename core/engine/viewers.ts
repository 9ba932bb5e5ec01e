/** Screens in viewers of their own, for who likes another than the window: through a tunnel for that once. */
import { accessSync, constants, rmSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fail } from '../model/failure.ts';
import type { Session } from '../model/session.ts';
import { ONE_SHOT } from '../model/tunnel.ts';
import { launch } from './launch.ts';
import type { Tunnels } from './tunnels.ts';

export interface ViewRequest {
  readonly machine: string;
  readonly console: string;
  /** Of this machine; absent: that of this process. */
  readonly display?: string;
}

interface Viewer {
  readonly program: string;
  /** With a file of the password, where there is one. */
  argv(port: string, file: string | undefined): readonly string[];
}

const vncviewer = (program: string): Viewer => ({
  program,
  argv: (port, file) => [program, ...(file === undefined ? [] : ['-passwd', file]), `127.0.0.1::${port}`],
});

/** In the order they are liked. */
const VIEWERS: readonly Viewer[] = [
  vncviewer('vncviewer'),
  vncviewer('xtigervncviewer'),
  vncviewer('xtightvncviewer'),
  { program: 'remote-viewer', argv: (port) => ['remote-viewer', `vnc://127.0.0.1:${port}`] },
  { program: 'gvncviewer', argv: (port) => ['gvncviewer', `127.0.0.1::${port}`] },
];

function isThere(program: string, path: string): boolean {
  return path.split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Resolves once the viewer runs. @throws Failure tool-missing, and why there is no tunnel */
export async function view(tunnels: Tunnels, request: ViewRequest): Promise<Session> {
  const viewer = VIEWERS.find(({ program }) => isThere(program, process.env.PATH ?? ''));
  if (viewer === undefined)
    throw fail(
      'tool-missing',
      'There is no VNC viewer on this machine.',
      'Install one (vncviewer, remote-viewer), or open the screen in the window.',
    );
  const { machine, console, display } = request;
  const { machine: shown, secret } = await tunnels.screenOf(machine, console);
  const session = await tunnels.open({
    host: shown.host,
    kind: 'local',
    machine,
    console,
    oneShot: ONE_SHOT,
  });
  const folder = secret === undefined ? undefined : await mkdtemp(join(tmpdir(), 'ctys-viewer-'));
  tunnels.onClosed(session.id, () => {
    // At once: a process that ends waits for nothing.
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });
  try {
    const file = folder && secret && (await withSecret(folder, secret));
    const argv = viewer.argv(session.tunnel?.from ?? '', file);
    await launch(argv, 'Open the screen in the window.', display === undefined ? {} : { DISPLAY: display });
  } catch (caught) {
    tunnels.close(session.id);
    throw caught;
  }
  return session;
}

/** mkdtemp lets nobody else in. */
async function withSecret(folder: string, secret: Uint8Array): Promise<string> {
  const file = join(folder, 'passwd');
  await writeFile(file, secret, { mode: 0o600 });
  return file;
}
