/** The inventory. */
import type { HostConfig } from '../../model/host.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { categoriesOf } from '../login.ts';
import type { Monitor } from '../monitor/monitor.ts';
import { api, guard } from './guard.ts';

export interface HostsContext {
  readonly inventory: Inventory;
  readonly monitor: Monitor;
  /** Aliases of the ssh_config in use. */
  sshHosts(): Promise<readonly string[]>;
  /** Follows a host beside the inventory, for as long as the core runs. */
  visit(config: HostConfig): void;
}

export const hostHandlers = ({ inventory, monitor, sshHosts, visit }: HostsContext) => ({
  hosts: {
    refresh: api.hosts.refresh.handler(({ input, errors, signal }) =>
      guard(errors, () => monitor.refresh(input.name, signal, input)),
    ),
    login: api.hosts.login.handler(({ input, errors, signal }) =>
      guard(errors, async () => {
        const on = await monitor.channel(input.name, signal);
        return { categories: [...(await categoriesOf(on, signal))] };
      }),
    ),
    visit: api.hosts.visit.handler(({ input, errors }) => guard(errors, () => visit(input))),
    save: api.hosts.save.handler(({ input, errors }) => guard(errors, () => inventory.save(input))),
    remove: api.hosts.remove.handler(({ input, errors }) =>
      guard(errors, () => inventory.remove(input.name)),
    ),
    sshConfig: api.hosts.sshConfig.handler(({ errors }) =>
      guard(errors, async () => {
        const names = await sshHosts();
        return names.map((name) => offer({ name }, inventory));
      }),
    ),
  },
});

/** The name alone is enough: ssh_config knows the rest at every connection. */
const offer = (host: HostConfig, inventory: Inventory) => ({
  host: { name: host.name },
  known: inventory.get(host.name) !== undefined,
});
