/** Which display of this machine X programs of a call show on: that of `-D`, else the caller's. */
import type { MachineAction } from '../model/action.ts';

/** `-D` may name this machine, and may leave the colon out. */
const spelled = (display: string): string =>
  /^\d+(?:\.\d+)?$/.test(display) ? `:${display}` : display.replace(/^(?:n|localhost):(?=\d)/, ':');

export function withDisplay(action: MachineAction, env: NodeJS.ProcessEnv = process.env): MachineAction {
  const display = action.options?.display ?? env.DISPLAY;
  if (!display || action.console === 'NONE') return action;
  return { ...action, options: { ...action.options, display: spelled(display) } };
}
