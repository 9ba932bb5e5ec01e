/**
 * Connections of virt-manager (`uris` of org.virt-manager.virt-manager.connections, as gsettings prints them and as a
 * GLib key file keeps them) and aliases of libvirt.conf (`uri_aliases`). Addresses: https://libvirt.org/uri.html.
 */
import { type Entry, NO_SSH } from './offer.ts';

/** The quoted texts of a list, whatever else stands around them: `['qemu:///system', "xen+ssh://root@lab00/"]`. */
export function quotedTexts(text: string): readonly string[] {
  return [...text.slice(0, 1_000_000).matchAll(/'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"/g)].map(
    ([, single, double]) => (single ?? double ?? '').replace(/\\(.)/g, '$1'),
  );
}

const KEY_FILE_GROUP = '[org/virt-manager/virt-manager/connections]';

/** ~/.config/glib-2.0/settings/keyfile */
export function keyFileUris(text: string): readonly string[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const from = lines.indexOf(KEY_FILE_GROUP);
  if (from < 0) return [];
  const rest = lines.slice(from + 1);
  const end = rest.findIndex((line) => line.startsWith('['));
  const own = end < 0 ? rest : rest.slice(0, end);
  return quotedTexts(own.find((line) => line.startsWith('uris='))?.slice('uris='.length) ?? '');
}

/** libvirt.conf; each alias is `name=uri`. */
export function aliasUris(text: string): readonly { readonly name: string; readonly uri: string }[] {
  const bare = text.replace(/^\s*#.*$/gm, '');
  const list = /^\s*uri_aliases\s*=\s*\[([^\]]*)\]/m.exec(bare)?.[1] ?? '';
  return quotedTexts(list).flatMap((alias) => {
    const equals = alias.indexOf('=');
    return equals > 0 ? [{ name: alias.slice(0, equals), uri: alias.slice(equals + 1) }] : [];
  });
}

/** null: it is this machine. */
export function libvirtEntry(uri: string, name?: string): Entry | null {
  const [, transport = '', place = ''] = /^[a-z]+(?:\+([a-z0-9]+))?:\/\/([^/?#]*)/i.exec(uri.trim()) ?? [];
  if (place === '') return null;
  const isSsh = /^(?:ssh|libssh|libssh2|ext)$/.test(transport);
  return { address: place, name, ...(!isSsh && { doubt: NO_SSH('reached by TLS or TCP') }) };
}
