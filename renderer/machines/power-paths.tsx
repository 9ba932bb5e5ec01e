/** The paths to the power of a host that has several: its system, a magic packet, its controller; one may be chosen. */
import type { PowerPath } from '../../core/model/action.ts';
import type { Machine } from '../../core/model/machine.ts';
import { powerPath, powerPaths } from '../../core/model/power-path.ts';
import type { Verb } from '../../core/model/verb.ts';
import { Button } from '../ui/button.tsx';
import { Segments } from '../ui/field.tsx';
import { setWindow, useWindow } from '../window-state.ts';
import { either } from '../words/forms.ts';
import { language, useWords, words } from '../words/words.ts';

export const hasController = ({ type, consoles }: Machine): boolean =>
  type === 'PM' && consoles.some(({ apart }) => apart);

/** Without a controller there is one path for each verb, and nothing to choose. */
const pathsOf = (machine: Machine): readonly PowerPath[] =>
  hasController(machine)
    ? ['SSH', ...((machine.macs ?? []).length > 0 ? (['WOL'] as const) : []), 'BMC']
    : [];

export const useVia = (machine: Machine): PowerPath | undefined =>
  useWindow(({ via }) => (hasController(machine) ? via[machine.id] : undefined));

/** How a verb would go; undefined: it is none of power. */
export function pathHint(verb: Verb, machine: Machine, via: PowerPath | undefined): string | undefined {
  const able = machine.type === 'PM' ? powerPaths({ verb }) : [];
  if (able.length === 0) return undefined;
  const power = { hasController: hasController(machine), isUp: machine.state === 'running' };
  const wanted = via !== undefined && able.includes(via) ? { via } : {};
  const how = words().machine.pathHow[powerPath({ verb, ...wanted }, power)];
  return `${how.slice(0, 1).toUpperCase()}${how.slice(1)}.`;
}

/** Why a verb does not go by the chosen path. */
export function offPath(verb: Verb, via: PowerPath | undefined): string | undefined {
  const able = powerPaths({ verb });
  if (via === undefined || able.length === 0 || able.includes(via)) return undefined;
  const { offPath: told, pathHow } = words().machine;
  return told(
    pathHow[via],
    either(
      language(),
      able.map((one) => pathHow[one]),
    ),
  );
}

const BEST = 'BEST';

export function PowerPaths({ machine }: { readonly machine: Machine }) {
  const w = useWords();
  const via = useVia(machine);
  const paths = pathsOf(machine);
  if (paths.length === 0) return null;
  const pick = (path: PowerPath | typeof BEST): void =>
    setWindow(({ via: { [machine.id]: _was, ...others } }) => ({
      via: path === BEST ? others : { ...others, [machine.id]: path },
    }));
  return (
    <div className="power-paths" data-testid="power-paths">
      <Segments
        label={w.machine.path}
        value={via ?? BEST}
        options={[
          [BEST, w.machine.best] as const,
          ...paths.map((path) => [path, w.machine.paths[path]] as const),
        ]}
        onPick={pick}
      />
      <Button
        small
        icon="list"
        data-testid="open-controller"
        onClick={() => setWindow({ dialog: { kind: 'controller', host: machine.host } })}
      >
        {w.machine.sensors}
      </Button>
    </div>
  );
}
