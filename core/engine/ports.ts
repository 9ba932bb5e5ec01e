/** What the engine needs of the parts below it, and the times it works by. */
import type { Channel } from '../channel/channel.ts';
import type { HostConfig } from '../model/host.ts';

/** One shared connection a host (core/channel). */
export interface Pool {
  /** The host's channel, connected if need be. @throws Failure */
  channel(host: HostConfig, signal?: AbortSignal): Promise<Channel>;
  /** The host with what ssh_config adds of where it is reached. @throws Failure */
  place(host: HostConfig, signal?: AbortSignal): Promise<HostConfig>;
  close(): void | Promise<void>;
}

/** All in ms. */
export interface Timings {
  /** Between two lists of a host while a client watches. */
  readonly poll: number;
  /** The same with nobody there. */
  readonly idlePoll: number;
  /**
   * Between the lists of any two hosts: with very many, each is listed less often. A list of one with ten guests takes
   * some 6 ms of processor time, of which 2 % of a core are meant to do.
   */
  readonly spread: number;
  /** Between two scans for configured machines. */
  readonly enumerate: number;
  /** Until a plugin's probe, list or scan counts as failed. */
  readonly answer: number;
  /** First and longest wait before a lost host is tried again. */
  readonly retryFirst: number;
  readonly retryMost: number;
  /** Between two tries of a host that answers, but not yet at its SSH port, while somebody watches, and for how long. */
  readonly knock: number;
  readonly knocking: number;
  /** An opened console whose pipe nobody takes is closed. */
  readonly attach: number;
  /** A terminal waits for its window, which is lost, to come back. */
  readonly outlasts: number;
  /** A prompt with no client connected is given up. */
  readonly prompt: number;
  /** Least time between two writes of the cache. */
  readonly cache: number;
}

export const TIMINGS: Timings = {
  poll: 5_000,
  idlePoll: 60_000,
  spread: 600,
  enumerate: 300_000,
  answer: 30_000,
  retryFirst: 2_000,
  retryMost: 300_000,
  knock: 500,
  knocking: 180_000,
  attach: 30_000,
  outlasts: 60_000,
  prompt: 120_000,
  cache: 5_000,
};
