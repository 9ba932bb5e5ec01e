/** Forwards as ssh writes them: `8080:web:80`, `web:80`, `8080:/run/x`, `/tmp/a:/run/b`, `8080:[::1]:80`. */
import { fail } from '../model/failure.ts';
import type { TunnelEnd, TunnelTarget } from '../model/tunnel.ts';

const SHAPE = '[PORT|SOCKET:]HOST:PORT or [PORT|SOCKET:]SOCKET; a SOCKET is a whole path.';

/** @throws Failure bad-input */
export const portOf = (text: string): number => {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw fail('bad-input', `'${text}' is no port.`, SHAPE);
};

/** @throws Failure bad-input */
export const endOf = (text: string): TunnelEnd =>
  text.startsWith('/') ? { unix: text } : { port: portOf(text) };

/** @throws Failure bad-input */
export function readForward(spec: string): { readonly listen?: TunnelEnd; readonly to: TunnelTarget } {
  const wrong = () => fail('bad-input', `'${spec}' is no forward.`, SHAPE);
  const parts = spec.match(/\[[^\]]*\]|[^:]+/g) ?? [];
  const bare = (text: string): string => text.replace(/^\[|\]$/g, '');
  const last = parts.at(-1) ?? '';
  if (last.startsWith('/')) {
    if (parts.length > 2) throw wrong();
    const [listen] = parts.length === 2 ? parts : [];
    return { ...(listen !== undefined && { listen: endOf(listen) }), to: { unix: last } };
  }
  const [port = '', host = '', listen, ...more] = [...parts].reverse();
  if (host === '' || host.startsWith('/') || more.length > 0) throw wrong();
  return {
    ...(listen !== undefined && { listen: endOf(listen) }),
    to: { host: bare(host), port: portOf(port) },
  };
}
