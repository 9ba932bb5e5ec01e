/** A setting in the form: what it is called, what it is for, its value and where that comes from. */
import { useId } from 'react';
import type { SettingId, SettingValue } from '../../core/model/settings.ts';
import { differing, effective, type Origin, type SettingPath } from '../../core/model/stored-settings.ts';
import { NewsPermission } from '../news/permission.tsx';
import { Button } from '../ui/button.tsx';
import { useWords, type Words } from '../words/words.ts';
import { SettingControl } from './setting-control.tsx';
import { changeStored, placeOf, useStored } from './stored.ts';

/** What the form is about: everything, a group of hosts, or a host. */
export type Scope = { readonly kind: 'all' } | { readonly kind: 'groups' | 'hosts'; readonly name: string };

export const pathIn = (scope: Scope, id: SettingId): SettingPath =>
  scope.kind === 'all' ? [id] : [scope.kind, scope.name, id];

export function originText({ settings }: Words, origin: Origin): string {
  switch (origin.kind) {
    case 'default':
      return settings.fromDefault;
    case 'own':
      return settings.fromOwn;
    case 'group':
      return settings.fromGroup(origin.name);
    case 'host':
      return settings.fromHost(origin.name);
  }
}

/** The value in a scope, and whether it is set there itself. */
export function useSetting(scope: Scope, id: SettingId) {
  const stored = useStored((state) => state.stored);
  const place =
    scope.kind === 'all' ? {} : scope.kind === 'hosts' ? placeOf(scope.name) : { groups: [scope.name] };
  const now = effective(stored, id, place);
  const own = { all: 'own', groups: 'group', hosts: 'host' } as const;
  const others = scope.kind === 'all' ? differing(stored, id) : [];
  return { ...now, here: now.origin.kind === own[scope.kind], others };
}

export function SettingLine({ scope, id }: { readonly scope: Scope; readonly id: SettingId }) {
  const words = useWords();
  const { title, help } = words.settingNames[id];
  const { value, origin, here, others } = useSetting(scope, id);
  const helpId = useId();
  const set = (next: SettingValue | null): void => {
    void changeStored([{ path: pathIn(scope, id), value: next }]);
  };
  return (
    <div className="setting" data-testid={`setting-${id}`} data-changed={here}>
      <div className="setting-name">
        <span className="setting-title">
          {title}
          {here && <span className="setting-mark" role="img" aria-label={words.settings.changed} />}
        </span>
        <span className="muted" id={helpId}>
          {help}
        </span>
      </div>
      <div className="setting-value">
        <SettingControl id={id} value={value} onValue={set} describedBy={helpId} />
        {id === 'notify' && <NewsPermission />}
        <div className="setting-origin muted">
          <span data-testid={`origin-${id}`}>
            {originText(words, origin)}
            {others.length > 0 && words.settings.others(others.join(', '))}
          </span>
          {here && (
            <Button
              look="ghost"
              small
              icon="retry"
              hint={words.settings.reset(title)}
              onClick={() => set(null)}
            />
          )}
        </div>
      </div>
    </div>
  );
}
