/** A host's row. Pure. */
import type { FailureCode, FailureData } from '../../model/failure.ts';
import type { HostState, HostStatus } from '../../model/host.ts';
import type { InventoryHost } from '../inventory/inventory.ts';

/** Only a person can help; trying again would only lock accounts. */
const DENIED: ReadonlySet<FailureCode> = new Set([
  'auth-denied',
  'host-key-unknown',
  'host-key-changed',
  'host-key-revoked',
]);

export const isDenied = ({ code }: FailureData): boolean => DENIED.has(code);

export type StatusNews = Partial<
  Pick<HostStatus, 'failure' | 'retryAt' | 'transport' | 'readiness' | 'seen'>
>;

/** The row after `old`. Failure, next try and transport belong to the new state; what was found there stays. */
export function nextStatus(
  { config, origin }: InventoryHost,
  old: HostStatus | undefined,
  state: HostState,
  news: StatusNews & { readonly lastSeen: number | undefined },
  now: number,
): HostStatus {
  const readiness = news.readiness ?? old?.readiness;
  // While it is up its age is told rarely; what it was at the end is told when it ends.
  const seen = news.seen ?? (state === 'up' ? (old?.seen ?? news.lastSeen) : news.lastSeen);
  return {
    config,
    origin,
    state,
    since: old?.state === state ? old.since : now,
    ...(seen !== undefined && { seen }),
    ...(readiness !== undefined && { readiness }),
    ...(news.failure !== undefined && { failure: news.failure }),
    ...(news.retryAt !== undefined && { retryAt: news.retryAt }),
    ...(news.transport !== undefined && { transport: news.transport }),
  };
}
