/** A two-way stream of bytes with back-pressure both ways. */
export interface BytePipe {
  /** Bytes from the far side. Not pulling stops the producer. Ends on a clean close, throws a Failure on a fault. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Resolves when the far side may take more; rejects with a Failure once closed. */
  write(chunk: Uint8Array): Promise<void>;
  /** Terminal pipes only. */
  resize?(cols: number, rows: number): void;
  /** Idempotent. Ends the remote process or connection; nothing stays behind on the host. */
  close(): void;
}
