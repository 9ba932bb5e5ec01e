/** Hosts: machines with a channel. What people write (HostConfig) and what is known of it now (HostStatus). */
import type { FailureData } from './failure.ts';

export type Elevation = 'none' | 'sudo' | 'ksu';
export type Transport = 'auto' | 'ssh2' | 'openssh';

/** A host with everything its groups and the defaults give it. `localhost` never goes through ssh. */
export interface HostConfig {
  readonly name: string;
  /** Name or address to connect to; absent: the name, through ssh_config. */
  readonly address?: string;
  readonly user?: string;
  readonly port?: number;
  /** Jump hosts, nearest first, as ProxyJump has them: inventory names or [user@]host[:port]. */
  readonly jump?: readonly string[];
  readonly identity?: string;
  readonly elevation?: Elevation;
  readonly transport?: Transport;
  readonly mac?: string;
  /** Management controller. */
  readonly bmc?: { readonly address: string; readonly user?: string; readonly kind?: 'ipmi' | 'redfish' };
  readonly labels?: readonly string[];
  readonly groups?: readonly string[];
  /** Directories scanned for configurations; absent: the default bases. */
  readonly bases?: readonly string[];
  readonly note?: string;
}

export type HostState = 'new' | 'connecting' | 'up' | 'lost' | 'denied';

export interface HostStatus {
  readonly config: HostConfig;
  /** Where it was written down: the hosts file, ssh_config, or built in (localhost). */
  readonly origin: 'file' | 'ssh_config' | 'builtin';
  readonly state: HostState;
  /** In this state since, epoch ms. */
  readonly since: number;
  /** Last full answer, epoch ms. */
  readonly seen?: number;
  readonly failure?: FailureData;
  /** Next try of a lost host, epoch ms. */
  readonly retryAt?: number;
  /** How it is reached now, for the details pane: `ssh2 aes128-gcm`, `OpenSSH (ssh2: no matching kex)`. */
  readonly transport?: string;
  /** What each plugin can do there and what is missing. */
  readonly readiness?: readonly Readiness[];
}

/** A plugin's state on one host (ctys-plugins). */
export interface Readiness {
  readonly type: string;
  readonly usable: boolean;
  readonly version?: string;
  /** Missing tools and rights, each with its remedy. */
  readonly missing: readonly FailureData[];
}
