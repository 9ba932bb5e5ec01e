/** A desktop, an X program, a command on many hosts, or a tunnel: a form, and the call it makes. */
import { useState } from 'react';
import type { FailureData } from '../../core/model/failure.ts';
import { WINDOW_MANAGERS, type WindowManager } from '../../core/model/action.ts';
import type { TunnelRequest } from '../../core/model/tunnel.ts';
import { runText } from '../calls/carry-out.tsx';
import { asFailure } from '../client.ts';
import { theCore } from '../core.ts';
import { useTables } from '../store.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FailureView } from '../ui/failure.tsx';
import { ChoiceField, Segments, TextField } from '../ui/field.tsx';
import { toast } from '../ui/toast.tsx';
import { closeDialog, type OpenDialog } from '../window-state.ts';
import { useWords, words } from '../words/words.ts';
import { emptyForm, readForm, type SessionForm } from './session-form.ts';

const EXAMPLES = { size: '1280x800', program: 'xterm', command: 'uptime' };

export function NewSession({ dialog }: { readonly dialog: Extract<OpenDialog, { kind: 'session' }> }) {
  const w = useWords();
  const [form, setForm] = useState(() => emptyForm(dialog.session, dialog.hosts));
  const [failure, setFailure] = useState<FailureData | null>(null);
  const read = readForm(form);
  const problem = 'problem' in read ? read.problem : undefined;
  const submit = async (): Promise<void> => {
    if ('problem' in read) return;
    try {
      if (read.tunnel !== undefined) await openTunnel(read.tunnel);
      closeDialog();
      if (read.tunnel === undefined) runText(read.call);
    } catch (caught) {
      setFailure(asFailure(caught));
    }
  };
  return (
    <Dialog
      title={w.sessions.titles[form.kind]}
      testId="new-session"
      onCancel={closeDialog}
      onSubmit={() => void submit()}
      actions={
        <>
          <Button onClick={closeDialog}>{w.common.cancel}</Button>
          <Button type="submit" look="primary" reason={problem} data-testid="session-start">
            {w.sessions.starts[form.kind]}
          </Button>
        </>
      }
    >
      <Fields form={form} onForm={setForm} />
      <code className="mono selectable session-call" data-testid="session-call">
        {'call' in read ? read.call : ' '}
      </code>
      {failure !== null && <FailureView failure={failure} />}
    </Dialog>
  );
}

async function openTunnel(request: TunnelRequest): Promise<void> {
  const session = await theCore().api.tunnels.open(structuredClone(request) as never);
  toast({ title: words().sessions.tunnelOpen, text: session.title });
}

interface FieldsProps {
  readonly form: SessionForm;
  readonly onForm: (form: SessionForm) => void;
}

function Fields({ form, onForm }: FieldsProps) {
  const w = useWords().sessions;
  const hosts = useTables((state) => state.hosts);
  const text = (key: 'hosts' | 'label' | 'command' | 'size' | 'count' | 'from' | 'to') => ({
    value: form[key],
    onText: (typed: string) => onForm({ ...form, [key]: typed }),
    'data-testid': `session-${key}`,
  });
  const host = (
    <ChoiceField
      label={w.host}
      value={form.host}
      data-testid="session-host"
      options={[...new Set([form.host, ...hosts.keys()])].map((name) => [name, name] as const)}
      onPick={(picked) => onForm({ ...form, host: picked })}
    />
  );
  switch (form.kind) {
    case 'desktop':
      return (
        <>
          <div className="two-columns">
            <TextField label={w.label} autoFocus {...text('label')} />
            {host}
          </div>
          <div className="two-columns">
            <ChoiceField
              label={w.manager}
              value={form.manager}
              data-testid="session-manager"
              options={[['', w.anyManager], ...WINDOW_MANAGERS.map((name) => [name, name] as const)]}
              onPick={(manager) => onForm({ ...form, manager: manager as WindowManager | '' })}
            />
            <TextField label={w.size} placeholder={EXAMPLES.size} {...text('size')} />
          </div>
          <TextField label={w.count} inputMode="numeric" hint={w.countHint} {...text('count')} />
        </>
      );
    case 'program':
      return (
        <>
          <TextField
            label={w.program}
            autoFocus
            placeholder={EXAMPLES.program}
            hint={w.programHint}
            {...text('command')}
          />
          <div className="two-columns">
            <TextField label={w.label} {...text('label')} />
            {host}
          </div>
        </>
      );
    case 'command':
      return (
        <>
          <TextField label={w.command} autoFocus placeholder={EXAMPLES.command} {...text('command')} />
          <TextField label={w.hosts} hint={w.hostsHint} {...text('hosts')} />
        </>
      );
    case 'tunnel':
      return <TunnelFields {...{ form, onForm, text, host }} />;
  }
}

interface TunnelFieldsProps extends FieldsProps {
  readonly text: (key: 'label' | 'from' | 'to') => { value: string; onText: (typed: string) => void };
  readonly host: React.ReactNode;
}

function TunnelFields({ form, onForm, text, host }: TunnelFieldsProps) {
  const w = useWords().sessions;
  return (
    <>
      <Segments
        label={w.way}
        value={form.way}
        options={[
          ['local', w.ways.local],
          ['remote', w.ways.remote],
          ['dynamic', w.ways.dynamic],
        ]}
        onPick={(way) => onForm({ ...form, way })}
      />
      <div className="two-columns">
        <TextField label={w.from[form.way]} autoFocus placeholder={w.anyPort} {...text('from')} />
        {form.way !== 'dynamic' && (
          <TextField label={w.to[form.way]} placeholder={w.toExample} {...text('to')} />
        )}
      </div>
      <div className="two-columns">
        {host}
        <TextField label={w.labelIfAny} {...text('label')} />
      </div>
    </>
  );
}
