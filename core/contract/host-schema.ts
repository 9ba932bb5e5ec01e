/** Hosts: how they are reached, how they stand, where they come from. */
import { z } from 'zod';
import type * as m from '../model/index.ts';
import { failure, sessionType, time } from './parts.ts';

export const hostConfig = z.object({
  name: z.string().min(1).max(255),
  address: z.string().exactOptional(),
  user: z.string().exactOptional(),
  port: z.number().int().min(1).max(65_535).exactOptional(),
  jump: z.array(z.string()).exactOptional(),
  identity: z.string().exactOptional(),
  elevation: z.enum(['none', 'sudo', 'ksu']).exactOptional(),
  transport: z.enum(['auto', 'ssh2', 'openssh']).exactOptional(),
  mac: z.string().exactOptional(),
  wol: z
    .object({
      relay: z.string().exactOptional(),
      broadcast: z.string().exactOptional(),
      port: z.number().int().min(1).max(65_535).exactOptional(),
      interface: z.string().exactOptional(),
      passwordFile: z.string().exactOptional(),
    })
    .exactOptional(),
  bmc: z
    .object({
      address: z.string(),
      port: z.number().int().min(1).max(65_535).exactOptional(),
      user: z.string().exactOptional(),
      kind: z.enum(['ipmi', 'redfish']).exactOptional(),
      from: z.string().exactOptional(),
      passwordFile: z.string().exactOptional(),
      cipher: z.number().int().min(0).max(17).exactOptional(),
    })
    .exactOptional(),
  labels: z.array(z.string()).exactOptional(),
  groups: z.array(z.string()).exactOptional(),
  bases: z.array(z.string()).exactOptional(),
  note: z.string().exactOptional(),
}) satisfies z.ZodType<m.HostConfig>;

const readiness = z.object({
  type: z.string(),
  usable: z.boolean(),
  version: z.string().exactOptional(),
  missing: z.array(failure),
}) satisfies z.ZodType<m.Readiness>;

export const host = z.object({
  config: hostConfig,
  origin: z.enum(['file', 'ssh_config', 'builtin']),
  state: z.enum(['new', 'connecting', 'up', 'lost', 'denied']),
  since: time,
  seen: time.exactOptional(),
  failure: failure.exactOptional(),
  retryAt: time.exactOptional(),
  transport: z.string().exactOptional(),
  readiness: z.array(readiness).exactOptional(),
}) satisfies z.ZodType<m.HostStatus>;

/** What tools run on a host. */
export const execRequest = {
  argv: z.array(z.string().max(65_536)).min(1).max(1_000),
  elevate: z.boolean().exactOptional(),
};

/** `code`: null when a signal ended it. */
export const execResult = z.object({ code: z.number().nullable(), stdout: z.string(), stderr: z.string() });

/** A file of another program, as it is; absent: those in their usual places. */
export const offersFrom = z.object({
  file: z.object({ name: z.string().max(255), text: z.string().max(4 * 1024 * 1024) }).exactOptional(),
});

/** What an import would add to the inventory. */
export const importSource = z.object({
  id: z.string(),
  title: z.string(),
  /** `doubt`: why it may be none that is reached by SSH. */
  offers: z.array(z.object({ host: hostConfig, known: z.boolean(), doubt: z.string().exactOptional() })),
  /** What was left out. */
  notes: z.array(z.string()),
  failure: failure.exactOptional(),
});
export type ImportSource = z.infer<typeof importSource>;

/** How a host is looked at: without asking for a sudo password; only at what runs, or at some types; then again and again. */
export const refreshOptions = {
  quiet: z.boolean().exactOptional(),
  runningOnly: z.boolean().exactOptional(),
  types: z.array(sessionType).max(20).exactOptional(),
  follow: z.boolean().exactOptional(),
  /** A host beside the inventory, to be visited first. */
  visit: hostConfig.exactOptional(),
  bases: z.array(z.string().max(4096)).max(100).exactOptional(),
};
