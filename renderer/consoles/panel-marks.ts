/** What tabs tell of their consoles beside the name. */
import { create } from 'zustand';

export interface PanelMark {
  /** It rang while out of sight. */
  readonly bell?: boolean;
  /** What is typed into it goes to others too. */
  readonly shared?: boolean;
  /** What it says is kept in a file. */
  readonly logged?: boolean;
}

export const useMarks = create<{ readonly marks: Readonly<Record<string, PanelMark>> }>(() => ({
  marks: {},
}));

export function markPanel(panel: string, mark: PanelMark): void {
  useMarks.setState(({ marks }) => ({ marks: { ...marks, [panel]: { ...marks[panel], ...mark } } }));
}

export function forgetMarks(panel: string): void {
  useMarks.setState(({ marks }) => ({
    marks: Object.fromEntries(Object.entries(marks).filter(([id]) => id !== panel)),
  }));
}
