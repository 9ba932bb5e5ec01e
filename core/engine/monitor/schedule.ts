/** When a host is looked at next by itself, and at what: all of it now and then, and what has news at once. */
import type { Timings } from '../ports.ts';

/** "List again" is heard at most so often. */
const STALE_MS = 250;

export interface ScheduleAround {
  /** Does a client see it? */
  watched(): boolean;
  /** How many share this machine's time. */
  hosts(): number;
}

export class Schedule {
  /** Not where a host is contacted on demand only, until somebody wants to follow it. */
  follows: boolean;
  private readonly timings: Timings;
  private readonly around: ScheduleAround;
  private readonly news = new Set<string>();
  /** When what is configured was last looked for, by plugin type. */
  private readonly scans = new Map<string, number>();
  private lastWhole = 0;
  private last = 0;

  constructor(timings: Timings, follows: boolean, around: ScheduleAround) {
    this.timings = timings;
    this.follows = follows;
    this.around = around;
  }

  /** All is to be looked at anew. */
  reset(): void {
    this.scans.clear();
    this.lastWhole = 0;
  }

  /** A plugin says that something changed. */
  tell(type: string): void {
    this.news.add(type);
  }

  scanDue(type: string): boolean {
    return Date.now() - (this.scans.get(type) ?? 0) >= this.timings.enumerate;
  }

  /** Plugin types the next look of its own accord covers; undefined: all. */
  types(): ReadonlySet<string> | undefined {
    return this.untilWhole() <= 0 ? undefined : new Set(this.news);
  }

  /** News that come from now on ask for another look. */
  begin(types: ReadonlySet<string> | undefined): void {
    for (const type of types ?? [...this.news]) this.news.delete(type);
  }

  end(types: ReadonlySet<string> | undefined, scanned: ReadonlySet<string>): void {
    this.last = Date.now();
    if (types === undefined) this.lastWhole = this.last;
    for (const type of scanned) this.scans.set(type, this.last);
  }

  /** ms until the next look; Infinity: nothing is due. */
  left(): number {
    const news = this.news.size > 0 ? this.last + STALE_MS - Date.now() : Number.POSITIVE_INFINITY;
    return Math.min(news, this.untilWhole());
  }

  private untilWhole(): number {
    if (!this.follows) return Number.POSITIVE_INFINITY;
    const { poll, idlePoll, spread } = this.timings;
    const often = this.around.watched() ? poll : idlePoll;
    return this.lastWhole + Math.max(often, this.around.hosts() * spread) - Date.now();
  }
}
