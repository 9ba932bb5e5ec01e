/** What an argument file leaves out so that the guest can be managed. Pure. */
import { parseCmdline } from '../cmdline.ts';
import { escapeOption } from '../options.ts';

const SCREENS = new Set(['-vnc', '-display', '-nographic', '-curses', '-sdl', '-spice']);

const has = (argv: readonly string[], options: ReadonlySet<string>): boolean =>
  argv.some((word) => options.has(word.replace(/^--/, '-')));

/** `stem`: path of the argument file without its ending; sockets and pid file stand beside it. */
export function completeArgs(argv: readonly string[], stem: string): readonly string[] {
  const { name, qmp } = parseCmdline(argv, '/');
  const at = escapeOption(stem);
  const label = escapeOption(stem.slice(stem.lastIndexOf('/') + 1));
  const lacks = (...options: readonly string[]): boolean => !has(argv, new Set(options));
  return [
    ...argv,
    ...(name === undefined ? ['-name', `guest=${label}`] : []),
    ...(qmp.length === 0 ? ['-qmp', `unix:${at}.qmp,server=on,wait=off`] : []),
    ...(lacks('-serial', '-nographic') ? ['-serial', `unix:${at}.serial,server=on,wait=off`] : []),
    // Without any word of a screen QEMU would look for a window system, which a host has none.
    ...(has(argv, SCREENS) ? [] : ['-vnc', `unix:${at}.vnc`]),
    ...(lacks('-pidfile') ? ['-pidfile', `${stem}.pid`] : []),
    ...(lacks('-daemonize') ? ['-daemonize'] : []),
  ];
}
