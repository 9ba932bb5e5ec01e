/** Sessions: people attached to consoles, and tunnels to them. Rows of the table too: C, S, T. */
import type { ConsoleKind } from './console.ts';
import type { TunnelState } from './tunnel.ts';
import type { SessionType } from './machine.ts';
import type { FailureData } from './failure.ts';

export interface Session {
  readonly id: string;
  /** C client, S server, T tunnel (LIST field 14). */
  readonly role: 'C' | 'S' | 'T';
  readonly machine: string;
  readonly console: string;
  readonly kind: ConsoleKind;
  readonly title: string;
  /** Of which technology, where its machine's is another. */
  readonly type?: SessionType;
  /** Its own, where it has one: a shell's. Absent: its machine's. */
  readonly label?: string;
  /** T only. */
  readonly tunnel?: TunnelState;
  readonly state: 'opening' | 'attached' | 'closed';
  /** epoch ms */
  readonly since: number;
  readonly failure?: FailureData;
  /** The transcript that what it says goes to. */
  readonly transcript?: string;
}
