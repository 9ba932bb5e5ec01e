/** A host is typed as for ssh, written to the hosts file, and looked at: what it can do, and what is missing for the rest. */
import { useState } from 'react';
import type { FailureData } from '../../core/model/failure.ts';
import type { HostConfig } from '../../core/model/host.ts';
import { asFailure } from '../client.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FailureView } from '../ui/failure.tsx';
import { Segments, TextField } from '../ui/field.tsx';
import { useTables } from '../store.ts';
import { closeDialog } from '../window-state.ts';
import { HostTest } from './host-test.tsx';
import { hostFromForm, type HostForm } from './host-form.ts';
import { saveHost } from './save-host.ts';
import { useWords } from '../words/words.ts';

const EMPTY: HostForm = { where: '', name: '', jump: '', elevation: 'none' };

export function AddHost() {
  const [form, setForm] = useState(EMPTY);
  /** Its name, once it is written. */
  const [added, setAdded] = useState<string | null>(null);
  return added === null ? (
    <HostFields form={form} onForm={setForm} onAdded={setAdded} />
  ) : (
    <HostTest name={added} onChange={() => setAdded(null)} />
  );
}

interface FieldsProps {
  readonly form: HostForm;
  readonly onForm: (form: HostForm) => void;
  readonly onAdded: (name: string) => void;
}

function HostFields({ form, onForm, onAdded }: FieldsProps) {
  const w = useWords();
  const [failure, setFailure] = useState<FailureData | null>(null);
  const [more, setMore] = useState(form.name !== '' || form.jump !== '' || form.elevation !== 'none');
  /** What is wrong is told once Enter was pressed, not while one types. */
  const [tried, setTried] = useState(false);
  const result = hostFromForm(form);
  const isThere = useTables(({ hosts }) => typeof result !== 'string' && hosts.has(result.name));
  const wrong = typeof result === 'string' ? result : isThere ? w.hosts.isThere(result.name) : undefined;
  const set = (key: keyof HostForm) => (text: string) => {
    setTried(false);
    onForm({ ...form, [key]: text });
  };
  const submit = (): void => {
    setTried(wrong !== undefined);
    if (isThere) setMore(true);
    if (wrong === undefined && typeof result !== 'string') void save(result);
  };
  const save = async (host: HostConfig): Promise<void> => {
    try {
      await saveHost(host);
      onAdded(host.name);
    } catch (caught) {
      setFailure(asFailure(caught));
    }
  };
  return (
    <Dialog
      title={w.hosts.add}
      testId="add-host"
      onCancel={closeDialog}
      onSubmit={submit}
      actions={
        <>
          <Button onClick={closeDialog}>{w.common.cancel}</Button>
          <Button type="submit" look="primary" reason={form.where.trim() === '' ? wrong : undefined}>
            {typeof result === 'string' ? w.hosts.addAndTest : w.hosts.addAndTestIt(result.name)}
          </Button>
        </>
      }
    >
      <TextField
        label={w.hosts.host}
        autoFocus
        value={form.where}
        onText={set('where')}
        placeholder={w.hosts.userAtHost}
        data-testid="host-where"
        hint={w.hosts.hostHint}
      />
      {tried && wrong !== undefined && (
        <p className="bad" role="alert">
          {wrong}
        </p>
      )}
      {more ? (
        <>
          <TextField
            label={w.hosts.nameHere}
            value={form.name}
            onText={set('name')}
            placeholder={typeof result === 'string' ? w.hosts.hostItself : result.name}
          />
          <TextField
            label={w.hosts.jump}
            value={form.jump}
            onText={set('jump')}
            placeholder={w.common.none}
            hint={w.hosts.jumpHint}
          />
          <Segments
            label={w.hosts.rights}
            value={form.elevation}
            options={[
              ['none', w.hosts.ownRights],
              ['sudo', 'sudo'],
              ['ksu', 'ksu'],
            ]}
            onPick={(elevation) => onForm({ ...form, elevation })}
          />
        </>
      ) : (
        <Button look="link" onClick={() => setMore(true)}>
          {w.hosts.more}
        </Button>
      )}
      {failure !== null && <FailureView failure={failure} />}
    </Dialog>
  );
}
