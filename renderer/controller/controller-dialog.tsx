/** What the management controller of a host knows and can do, beside its power: sensors, log, parts, light, boot device. */
import { useState } from 'react';
import type { ControllerWord } from '../../core/model/controller.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FailureView } from '../ui/failure.tsx';
import { Segments } from '../ui/field.tsx';
import { oneLine } from '../ui/one-line.ts';
import { closeDialog, type OpenDialog } from '../window-state.ts';
import { ControllerOrders } from './controller-orders.tsx';
import { type Told, useTold } from './use-told.ts';
import './controller.css';
import { told as said, useWords } from '../words/words.ts';

const PARTS = ['status', 'sensors', 'events', 'inventory'] as const satisfies readonly ControllerWord[];
type Part = (typeof PARTS)[number];

export function ControllerDialog({ dialog }: { readonly dialog: OpenDialog & { kind: 'controller' } }) {
  const w = useWords();
  const { host } = dialog;
  const [part, setPart] = useState<Part>('status');
  const [told, again] = useTold(host, part);
  return (
    <Dialog
      title={w.controller.title(oneLine(host))}
      wide
      testId="controller"
      onCancel={closeDialog}
      onSubmit={closeDialog}
      actions={
        <Button type="submit" look="primary" data-testid="controller-close">
          {w.common.close}
        </Button>
      }
    >
      <div className="controller-head">
        <Segments
          label={w.controller.tells}
          value={part}
          options={PARTS.map((one) => [one, w.controller.parts[one][0]] as const)}
          onPick={setPart}
        />
        <Button small icon="retry" hint={w.controller.again} data-testid="controller-again" onClick={again} />
      </div>
      <div
        className="controller-told selectable"
        aria-busy={told.at === 'asking'}
        data-testid="controller-told"
      >
        <Answer told={told} part={part} />
      </div>
      <ControllerOrders host={host} done={again} />
    </Dialog>
  );
}

function Answer({ told, part }: { readonly told: Told; readonly part: Part }) {
  const w = useWords();
  if (told.at === 'asking') return <p className="muted">{w.controller.asking}</p>;
  if (told.at === 'failed') return <FailureView failure={told.failure} />;
  const sections = told.sections.filter(({ values }) => values.length > 0);
  if (sections.length === 0) return <p className="muted">{w.controller.parts[part][1]}</p>;
  // The newest event is what one looks for.
  const ordered = (values: (typeof sections)[number]['values']) =>
    part === 'events' ? [...values].reverse() : values;
  return sections.map(({ title, values }, section) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: sections have no identity, and come whole
    <section key={section}>
      {sections.length > 1 && <h3>{said(title)}</h3>}
      <dl className={part === 'events' ? 'controller-values wide' : 'controller-values'}>
        {ordered(values).map(({ name, value }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: names may repeat
          <div key={at} data-alarm={isAlarm(value) || undefined}>
            <dt className="cut" data-tip={said(name)} data-tip-cut="">
              {said(name)}
            </dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  ));
}

/** As ipmitool marks a sensor beyond its limits (`(cr)`, `(nr)`, `(nc)`), and as Redfish words it. */
const isAlarm = (value: string): boolean => /\((?:cr|nr|nc|[ul]c|[ul]nr|[ul]nc)\)|\bcritical\b/i.test(value);
