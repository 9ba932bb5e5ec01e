/** Tunnels: ways from this machine to a place that a host can reach, or from the host to one that we can reach. */

/** A port of loopback, or a unix socket. */
export type TunnelEnd = { readonly port: number } | { readonly unix: string };

/** Where it leads, as the far side sees it. */
export type TunnelTarget = { readonly host: string; readonly port: number } | { readonly unix: string };

export interface TunnelRequest {
  readonly host: string;
  /** local: from here to the host. remote: from the host to here. dynamic: from here to wherever a SOCKS client says. */
  readonly kind: 'local' | 'remote' | 'dynamic';
  /** Where it is entered, on loopback always; absent: a free port from 5950 on. Remote: port 0 is any. */
  readonly listen?: TunnelEnd;
  /** local and remote; absent with a console. */
  readonly to?: TunnelTarget;
  /** A console of a machine on the host, by its offer: where it leads then. */
  readonly machine?: string;
  readonly console?: string;
  readonly label?: string;
  /** Closed after so many seconds if nobody has come, and once the last one has left. Absent: when it is told to. */
  readonly oneShot?: number;
}

/** What a row of a tunnel tells beside label and age. */
export interface TunnelState {
  readonly kind: TunnelRequest['kind'];
  /** `5950`, or a path. */
  readonly from: string;
  /** `5903`, `10.0.0.1:80`, a path, or `*` for what clients say. */
  readonly to: string;
  /** Connections there are now. */
  readonly open: number;
  /** Carried so far, both ways. */
  readonly bytes: number;
}

/** First port of tunnels to consoles (ctys LOCAL_PORTREMAP). */
export const TUNNEL_PORTS = 5950;
/** Seconds a viewer has to come (ctys SSH_ONESHOT_TIMEOUT). */
export const ONE_SHOT = 120;
