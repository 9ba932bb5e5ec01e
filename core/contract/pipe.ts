/**
 * Console bytes between core and client, with credit: each side may send only what the other has granted, so a
 * reader that stalls stops the producer instead of filling memory. The same frames run over a WebSocket and a
 * MessagePort: bytes as they are, everything else a small JSON text.
 */
import type { FailureData } from '../model/failure.ts';

/** Most bytes in flight in one direction of one console. */
export const WINDOW = 1024 * 1024;
/** Taken bytes are told together: less than this may stay untold, which leaves the sender most of its window. */
export const CREDIT_STEP = WINDOW / 4;

/** Frames that are no bytes. */
export type Control =
  /** The sender of this has taken so many bytes more; the other may send as many again. */
  | { readonly credit: number }
  | { readonly resize: readonly [cols: number, rows: number] }
  /** Of a console that outlives its windows, before any byte: so many of the first ones were told to one before. */
  | { readonly past: number }
  /** No more will come. A failure says why it ended. */
  | { readonly end: true; readonly failure?: FailureData };

/** A duplex message link: a WebSocket, or a MessagePort (Electron). Bytes as Uint8Array, controls as JSON text. */
export interface Link {
  send(frame: Uint8Array | string): void;
  /** Set once, before the first frame can come. */
  onFrame: ((frame: Uint8Array | string) => void) | null;
  onClose: (() => void) | null;
  close(): void;
}

/** Hostile or broken frames are null. */
export function parseControl(text: string): Control | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  if ('credit' in value) return isCount(value.credit) ? { credit: value.credit } : null;
  if ('past' in value) return value.past === 0 || isCount(value.past) ? { past: value.past } : null;
  if ('resize' in value) {
    const size = value.resize;
    if (!Array.isArray(size) || size.length !== 2 || !size.every(isCount)) return null;
    return { resize: [size[0] as number, size[1] as number] };
  }
  if ('end' in value) return value as Control;
  return null;
}

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= 2 ** 31;
