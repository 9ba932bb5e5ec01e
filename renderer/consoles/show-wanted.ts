/** A console the command line wants shown, as soon as its machine and the offer are known here. */
import type { Showing } from '../../core/model/showing.ts';
import { tables } from '../store.ts';
import { toast } from '../ui/toast.tsx';
import { openConsole } from './dock-state.ts';

/** ms; rows come within a beat of the call that wants one shown. */
const PATIENCE = 10_000;

export function showWanted({ machine: id, console }: Showing): void {
  window.focus();
  const show = (): boolean => {
    const machine = tables.getState().machines.get(id);
    const offer = machine?.consoles.find((one) => one.id === console);
    if (machine === undefined || offer === undefined) return false;
    openConsole(machine, offer);
    return true;
  };
  if (show()) return;
  const stop = tables.subscribe(() => show() && end());
  const timer = setTimeout(() => {
    end();
    toast({ title: 'The command line wants a console shown that is not there.', failed: true });
  }, PATIENCE);
  const end = (): void => {
    stop();
    clearTimeout(timer);
  };
}
