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
  /** How it is woken, where that does not follow from its addresses. */
  readonly wol?: WolConfig;
  /** Management controller. */
  readonly bmc?: BmcConfig;
  readonly labels?: readonly string[];
  readonly groups?: readonly string[];
  /** Directories scanned for configurations; absent: the default bases. */
  readonly bases?: readonly string[];
  readonly note?: string;
}

export interface WolConfig {
  /** Host that sends the packet; absent: this machine, or the jump host. */
  readonly relay?: string;
  /** Directed broadcast, or a host whose router knows what to do. */
  readonly broadcast?: string;
  /** UDP; absent: 9 */
  readonly port?: number;
  /** Of the sender. */
  readonly interface?: string;
  /** File on this machine with the SecureOn password: six pairs of hex digits. */
  readonly passwordFile?: string;
}

export interface BmcConfig {
  readonly address: string;
  readonly port?: number;
  readonly user?: string;
  /** Absent: ipmi. */
  readonly kind?: 'ipmi' | 'redfish';
  /** Host it is spoken to from; absent: this machine. */
  readonly from?: string;
  /** File on this machine with the password; absent: CTYS_BMC_PASSWORD, else it is asked for. */
  readonly passwordFile?: string;
  /** IPMI cipher suite; absent: 17, else 3. */
  readonly cipher?: number;
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
