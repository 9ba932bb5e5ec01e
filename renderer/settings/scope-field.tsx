/** For what is set: everything, a group of hosts, or one host. */
import { useTables } from '../store.ts';
import { useWords } from '../words/words.ts';
import type { Scope } from './setting-line.tsx';
import { useStored } from './stored.ts';

/** Those that have hosts or settings. */
function usePlaces(): { readonly hosts: readonly string[]; readonly groups: readonly string[] } {
  const hosts = useTables((state) => state.hosts);
  const stored = useStored((state) => state.stored);
  const groups = [...hosts.values()].flatMap(({ config }) => config.groups ?? []);
  const sorted = (names: Iterable<string>): readonly string[] => [...new Set(names)].sort();
  return {
    hosts: sorted([...hosts.keys(), ...Object.keys(stored.hosts)]),
    groups: sorted([...groups, ...Object.keys(stored.groups)]),
  };
}

interface ScopeFieldProps {
  readonly scope: Scope;
  readonly onScope: (scope: Scope) => void;
}

export function ScopeField({ scope, onScope }: ScopeFieldProps) {
  const { settings } = useWords();
  const places = usePlaces();
  const pick = (value: string): void => {
    const [kind = '', ...name] = value.split(' ');
    onScope(kind === 'hosts' || kind === 'groups' ? { kind, name: name.join(' ') } : { kind: 'all' });
  };
  return (
    <label className="settings-scope">
      <span className="muted">{settings.for}</span>
      <select
        className="input"
        data-testid="settings-scope"
        value={scope.kind === 'all' ? 'all' : `${scope.kind} ${scope.name}`}
        onChange={({ target }) => pick(target.value)}
      >
        <option value="all">{settings.everything}</option>
        {(['groups', 'hosts'] as const).map((kind) =>
          places[kind].length === 0 ? null : (
            <optgroup key={kind} label={settings[kind]}>
              {places[kind].map((name) => (
                <option key={name} value={`${kind} ${name}`}>
                  {name}
                </option>
              ))}
            </optgroup>
          ),
        )}
      </select>
    </label>
  );
}
