/** Transcripts of open pipes: begun, ended, and waited for until their last words are in the file. */
import type { TappedPipe } from './tap.ts';
import type { BeginOptions, Transcripts } from './transcripts.ts';

export class Keeping {
  private readonly transcripts: Transcripts;
  private readonly ending = new Set<Promise<void>>();

  constructor(transcripts: Transcripts) {
    this.transcripts = transcripts;
  }

  /** From now on; the one before is ended. Returns its name. @throws Failure file-unwritable, not-found */
  async begin(pipe: TappedPipe, options: BeginOptions): Promise<string> {
    await this.end(pipe);
    const writer = await this.transcripts.begin(options);
    pipe.tap = writer;
    return writer.name;
  }

  async end(pipe: TappedPipe): Promise<void> {
    const ended = pipe.tap?.close();
    pipe.tap = null;
    if (ended === undefined) return;
    this.ending.add(ended);
    await ended.finally(() => this.ending.delete(ended));
  }

  async allEnded(): Promise<void> {
    await Promise.all(this.ending);
  }
}
