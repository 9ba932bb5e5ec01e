/**
 * Profiles of Remmina 1.2 and later (~/.local/share/remmina/*.remmina; older ones in ~/.remmina): a key file with one
 * group. A desktop that is reached through an SSH tunnel offers the host of that tunnel. Passwords are not looked at.
 */
import { type Entry, NO_SSH } from './offer.ts';

/** null: it is no profile. */
export function remminaProfile(text: string): Entry | null {
  const lines = text.split(/\r?\n/);
  if (!lines.some((line) => line.trim() === '[remmina]')) return null;
  const values = new Map(
    lines.flatMap((line) => {
      const equals = line.indexOf('=');
      return equals > 0 ? [[line.slice(0, equals).trim(), line.slice(equals + 1).trim()] as const] : [];
    }),
  );
  const get = (key: string): string => values.get(key) ?? '';
  const labels = get('group') === '' ? [] : get('group').split('/');
  const protocol = get('protocol').toUpperCase();
  if (protocol === 'SSH' || protocol === 'SFTP')
    return {
      name: get('name'),
      address: get('server'),
      user: get('username') || get('ssh_username'),
      labels,
    };
  const tunnel = get('ssh_tunnel_server');
  if (get('ssh_tunnel_enabled') === '1' && tunnel !== '' && !/^%/.test(tunnel))
    return { address: tunnel, user: get('ssh_tunnel_username'), labels };
  const address = get('server').replace(/:\d+$/, '');
  return { name: get('name'), address, labels, doubt: NO_SSH(protocol || 'another kind of connection') };
}
