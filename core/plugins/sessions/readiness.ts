/** What a host has for sessions: asked once for all plugins that ask in the same moment. */
import type { CallOptions, Channel } from '../../channel/channel.ts';
import { fail, type FailureData } from '../../model/failure.ts';
import { sharedLook } from './shared.ts';

const SCRIPT = `
export LC_ALL=C PATH="$PATH:/usr/local/bin:/usr/bin:/bin:/usr/X11R6/bin"
[ -r /proc/stat ] && echo 'L proc'
for b in Xtigervnc Xvnc Xtightvnc Xvnc4 Xrealvnc; do
  p=$(command -v "$b" 2>/dev/null) || continue
  echo "S $("$p" -version 2>&1 </dev/null | grep -oE '(TigerVNC|TightVNC)[- ]?[0-9.]+' | head -n 1)"
  break
done
for t in setsid base64 xauth; do command -v "$t" >/dev/null 2>&1 && echo "T $t"; done
exit 0
`;

export interface SessionTools {
  readonly proc: boolean;
  /** Name and version of the VNC server; absent: there is none. */
  readonly server?: string;
  readonly tools: ReadonlySet<string>;
}

export function parseTools(stdout: string): SessionTools {
  const lines = stdout.split('\n');
  const server = lines.find((line) => line.startsWith('S '))?.slice(2);
  return {
    proc: lines.includes('L proc'),
    ...(server !== undefined && { server: server.replace('-', ' ').trim() || 'Xvnc' }),
    tools: new Set(lines.filter((line) => line.startsWith('T ')).map((line) => line.slice(2))),
  };
}

const look = sharedLook(async (on) => {
  const { stdout } = await on.exec(['sh', '-c', SCRIPT], { maxBytes: 4096 });
  return parseTools(stdout);
});

export const sessionTools = (on: Channel, options: CallOptions = {}): Promise<SessionTools> =>
  look(on, options);

export const lacks = (host: string, tool: string, what: string, remedy: string): FailureData =>
  fail('tool-missing', `${host} has no ${tool}: ${what}.`, remedy, { tool }).toData();
