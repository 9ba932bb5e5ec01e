/**
 * Where other programs keep their hosts, if nothing else was said to them. Pure. Sources: XDG base directories; Flatpak
 * (docs.flatpak.org: an application's own XDG folders are `config` and `data` of ~/.var/app/ID; the virt-manager of
 * Flathub has no access to dconf, so GLib keeps its settings in a key file there); Remmina, src/remmina_file_manager.c;
 * PuTTY, unix/storage.c; mRemoteNG, App/Info/SettingsFileInfo.cs; Remote Desktop Connection Manager 2.7, `Preferences`.
 */
import { isAbsolute, join } from 'node:path';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface ProgramPlaces {
  /** Key files of GLib's settings. */
  readonly keyFiles: readonly string[];
  readonly libvirt: string;
  /** Folders of sessions, and of profiles. */
  readonly putty: readonly string[];
  readonly remmina: readonly string[];
  /** Windows: a file, and a folder; undefined elsewhere. */
  readonly mremoteng: string | undefined;
  readonly rdcman: string | undefined;
}

export function programPlaces(home: string, env: Environment): ProgramPlaces {
  const set = (name: string): string | undefined =>
    env[name] !== undefined && isAbsolute(env[name]) ? env[name] : undefined;
  const below = (folder: string | undefined, ...names: readonly string[]): string | undefined =>
    folder === undefined ? undefined : join(folder, ...names);
  const config = set('XDG_CONFIG_HOME') ?? join(home, '.config');
  const data = set('XDG_DATA_HOME') ?? join(home, '.local', 'share');
  const flatpak = (id: string, kind: string): string => join(home, '.var', 'app', id, kind);
  return {
    keyFiles: [config, flatpak('org.virt_manager.virt-manager', 'config')].map((folder) =>
      join(folder, 'glib-2.0', 'settings', 'keyfile'),
    ),
    libvirt: join(config, 'libvirt', 'libvirt.conf'),
    putty: [join(config, 'putty', 'sessions'), join(home, '.putty', 'sessions')],
    remmina: [
      join(data, 'remmina'),
      join(home, '.remmina'),
      join(flatpak('org.remmina.Remmina', 'data'), 'remmina'),
    ],
    mremoteng: below(set('APPDATA'), 'mRemoteNG', 'confCons.xml'),
    rdcman: below(set('LOCALAPPDATA'), 'Microsoft', 'Remote Desktop Connection Manager'),
  };
}
