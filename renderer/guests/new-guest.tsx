/** A new guest from a template: a form made of the template's anchor, the call it makes, and what that would do. */
import { useEffect, useState } from 'react';
import type { FailureData } from '../../core/model/failure.ts';
import type { GuestPlan, Template } from '../../core/model/template.ts';
import { asFailure } from '../client.ts';
import { theCore } from '../core.ts';
import { openJobs } from '../consoles/dock-state.ts';
import { useTables } from '../store.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FailureView } from '../ui/failure.tsx';
import { ChoiceField } from '../ui/field.tsx';
import { closeDialog } from '../window-state.ts';
import { createGuest } from './create.ts';
import {
  anchorOf,
  askedOf,
  formProblem,
  type GuestForm,
  orderOf,
  typedOf,
  withTemplate,
} from './guest-form.ts';
import { ParameterField } from './parameter-field.tsx';
import { PlanPreview } from './plan-preview.tsx';
import './guests.css';
import { told, useWords } from '../words/words.ts';

export function NewGuest({ host }: { readonly host: string }) {
  const w = useWords();
  const [templates, setTemplates] = useState<readonly Template[]>([]);
  const [form, setForm] = useState<GuestForm>({ template: '', anchor: '', host, values: {} });
  const [failure, setFailure] = useState<FailureData | null>(null);
  const hosts = useTables((state) => state.hosts);
  useEffect(() => {
    theCore()
      .api.guests.templates()
      .then((read) => {
        setTemplates(read);
        const first = read.find(({ fault }) => fault === undefined);
        if (first !== undefined) setForm((before) => withTemplate(before, first));
      })
      .catch((caught: unknown) => setFailure(asFailure(caught)));
  }, []);
  const template = templates.find(({ name }) => name === form.template);
  const anchor = anchorOf(template, form.anchor);
  const problem = told(template?.fault) ?? formProblem(anchor, form);
  const planned = usePlan(template, form, problem);
  const name = askedOf(anchor).find(({ key }) => key === 'MYVM');
  const label = name === undefined ? '' : typedOf(name, form);
  const call = planned !== null && 'call' in planned ? planned.call : '';
  const create = async (): Promise<void> => {
    if (template === undefined || problem !== undefined) return;
    try {
      const job = await createGuest(orderOf(template, form));
      closeDialog();
      openJobs(job);
    } catch (caught) {
      setFailure(asFailure(caught));
    }
  };
  const pick = (name: string): void => {
    const other = templates.find((one) => one.name === name);
    if (other !== undefined) setForm(withTemplate(form, other));
  };
  return (
    <Dialog
      title={w.guests.title}
      wide
      testId="new-guest"
      onCancel={closeDialog}
      onSubmit={() => void create()}
      actions={
        <>
          <code className="mono selectable grow cut" data-tip={call} data-tip-cut="" data-testid="guest-call">
            {call}
          </code>
          <Button onClick={closeDialog}>{w.common.cancel}</Button>
          <Button type="submit" look="primary" reason={problem} data-testid="guest-create">
            {label === '' ? w.guests.create : w.guests.createIt(label.slice(0, 63))}
          </Button>
        </>
      }
    >
      <div className="two-columns guest-fields">
        <ChoiceField
          label={w.guests.template}
          value={form.template}
          data-testid="guest-template"
          options={templates.map(({ name }) => [name, name] as const)}
          hint={template?.title}
          onPick={pick}
        />
        <ChoiceField
          label={w.guests.host}
          value={form.host}
          data-testid="guest-host"
          options={[...hosts.keys()].map((name) => [name, name] as const)}
          onPick={(name) => setForm({ ...form, host: name })}
        />
      </div>
      {template !== undefined && template.anchors.length > 1 && (
        <ChoiceField
          label={w.guests.anchor}
          value={form.anchor}
          data-testid="guest-anchor"
          options={template.anchors.map(({ name }) => [name, name] as const)}
          onPick={(name) => setForm(withTemplate(form, template, name))}
        />
      )}
      <div className="two-columns guest-fields">
        {askedOf(anchor).map((parameter) => (
          <ParameterField key={parameter.key} parameter={parameter} form={form} onForm={setForm} />
        ))}
      </div>
      <PlanPreview planned={planned} problem={problem} />
      {failure !== null && <FailureView failure={failure} />}
    </Dialog>
  );
}

export type Planned = GuestPlan | FailureData | null;

/** ms after the last key. */
const PAUSE = 200;

/** What the form would do, asked from the core whenever typing pauses. */
function usePlan(template: Template | undefined, form: GuestForm, problem: string | undefined): Planned {
  const [planned, setPlanned] = useState<Planned>(null);
  useEffect(() => {
    setPlanned(null);
    if (template === undefined || problem !== undefined) return;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      const order = structuredClone(orderOf(template, form)) as never;
      theCore()
        .api.guests.plan(order, { signal: stop.signal })
        .then(setPlanned, (caught: unknown) => !stop.signal.aborted && setPlanned(asFailure(caught)));
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [template, form, problem]);
  return planned;
}
