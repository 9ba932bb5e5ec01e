/** What a person who works with the Xen lab has at home, as in the other lab: ssh_config, known_hosts, hosts.yaml. */
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { homePaths, sshDefaults } from '../home.ts';
import { writeAt } from '../host-files.ts';
import { DOM0, type XenLayout } from './layout.ts';

/** Of guests that its Dom0 can install. */
const TEMPLATES = join(import.meta.dirname, 'templates');

export function writeXenHome(lab: XenLayout, hostKey: string): void {
  const { address, port } = lab;
  const paths = homePaths(lab);
  for (const name of ['config', 'cache', 'state'])
    mkdirSync(join(lab.home, name), { recursive: true, mode: 0o700 });
  cpSync(TEMPLATES, join(lab.home, 'config', 'ctys', 'templates'), { recursive: true });
  const dom0 = [`Host ${DOM0}`, `  HostName ${address}`, `  Port ${port}`, '', ''].join('\n');
  writeAt(paths.sshConfig, dom0 + sshDefaults(paths));
  writeAt(paths.knownHosts, `[${address}]:${port} ${hostKey}\n`, 0o600);
  const host = {
    address,
    port,
    user: 'acue',
    elevation: 'sudo',
    identity: paths.identity,
    groups: ['lab'],
  };
  writeAt(paths.hostsFile, stringify({ version: 1, hosts: { [DOM0]: host } }), 0o600);
}
