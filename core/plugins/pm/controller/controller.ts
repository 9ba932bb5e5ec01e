/** A management controller (BMC): what every kind of them can do. */
import type { BootWord } from '../../../model/controller.ts';
import type { TerminalSize } from '../../../model/console.ts';
import type { BytePipe } from '../../../model/pipe.ts';
import type { ReportSection } from '../../../model/report.ts';

export const POWER_WORDS = ['on', 'off', 'soft', 'cycle', 'reset'] as const;
/** soft: its power button. cycle: off and on. reset: its reset button. */
export type PowerWord = (typeof POWER_WORDS)[number];

export interface Controller {
  /** For people: `ipmi 10.0.0.7`. */
  readonly name: string;
  isOn(): Promise<boolean>;
  /** Resolves once it was taken; that it had an effect shows `isOn`. */
  power(word: PowerWord): Promise<void>;
  boot(word: BootWord): Promise<void>;
  /** Seconds; 0: out. */
  identify(seconds: number): Promise<void>;
  status(): Promise<readonly ReportSection[]>;
  sensors(): Promise<readonly ReportSection[]>;
  /** Newest last. */
  events(): Promise<readonly ReportSection[]>;
  /** Who made it, serial numbers, firmware. */
  inventory(): Promise<readonly ReportSection[]>;
  /** Ends whatever console is open at it. */
  release(): Promise<void>;
  console(size: TerminalSize | undefined): Promise<BytePipe>;
}
