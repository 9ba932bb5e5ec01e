/** Writes one host to the hosts file. */
import { useState } from 'react';
import type { FailureData } from '../../core/model/failure.ts';
import type { HostConfig } from '../../core/model/host.ts';
import { asFailure } from '../client.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FailureView } from '../ui/failure.tsx';
import { Segments, TextField } from '../ui/field.tsx';
import { closeDialog } from '../window-state.ts';
import { saveHost } from './save-host.ts';
import { hostFromForm, type HostForm } from './host-form.ts';

const EMPTY: HostForm = { name: '', address: '', user: '', port: '', jump: '', elevation: 'none' };

export function AddHost() {
  const [form, setForm] = useState(EMPTY);
  const [failure, setFailure] = useState<FailureData | null>(null);
  const result = hostFromForm(form);
  const set = (key: keyof HostForm) => (text: string) => setForm({ ...form, [key]: text });
  const save = async (host: HostConfig): Promise<void> => {
    try {
      await saveHost(host);
      closeDialog();
    } catch (caught) {
      setFailure(asFailure(caught));
    }
  };
  return (
    <Dialog
      title="Add a host"
      testId="add-host"
      onCancel={closeDialog}
      onSubmit={() => typeof result !== 'string' && void save(result)}
      actions={
        <>
          <Button onClick={closeDialog}>Cancel</Button>
          <Button type="submit" look="primary" reason={typeof result === 'string' ? result : undefined}>
            {form.name.trim() === '' ? 'Add' : `Add ${form.name.trim()}`}
          </Button>
        </>
      }
    >
      <TextField
        label="Name"
        autoFocus
        value={form.name}
        onText={set('name')}
        hint="As in ~/.ssh/config, DNS, or any name when you give an address."
      />
      <TextField label="Address" value={form.address} onText={set('address')} placeholder="The name itself" />
      <div className="two-columns">
        <TextField label="User" value={form.user} onText={set('user')} placeholder="From ~/.ssh/config" />
        <TextField label="Port" value={form.port} onText={set('port')} placeholder="22" inputMode="numeric" />
      </div>
      <TextField
        label="Jump hosts"
        value={form.jump}
        onText={set('jump')}
        placeholder="None"
        hint="Nearest first, separated by commas."
      />
      <Segments
        label="Rights for guests of others by"
        value={form.elevation}
        options={[
          ['none', 'My own'],
          ['sudo', 'sudo'],
          ['ksu', 'ksu'],
        ]}
        onPick={(elevation) => setForm({ ...form, elevation })}
      />
      {failure !== null && <FailureView failure={failure} />}
    </Dialog>
  );
}
