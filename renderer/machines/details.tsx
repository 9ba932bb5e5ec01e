/** Everything known of the machine or host under the cursor, its consoles and what can be done. */
import type { ReactNode } from 'react';
import { availability } from '../../core/model/availability.ts';
import type { HostStatus, Readiness } from '../../core/model/host.ts';
import type { Machine } from '../../core/model/machine.ts';
import { changeSettings } from '../settings/settings.ts';
import { Preview } from '../previews/preview.tsx';
import { useTables } from '../store.ts';
import { Button } from '../ui/button.tsx';
import { copyText } from '../ui/clipboard.ts';
import { useClock } from '../ui/clock.ts';
import { FailureView } from '../ui/failure.tsx';
import { formatCpu, formatMemory, formatSpan } from '../ui/format.ts';
import { oneLine } from '../ui/one-line.ts';
import { StateMark } from '../ui/state-mark.tsx';
import { setWindow, useWindow } from '../window-state.ts';
import { openMachine, reasonText, refreshHost, runVerb } from './commands.tsx';
import { hostWord, retryWord } from './host-line.tsx';
import { StackDetails } from './stack-details.tsx';
import { actionOn, VERB_WORDS, verbsOf } from './verbs.ts';

export function Details() {
  const cursor = useWindow((state) => state.cursor);
  const machine = useTables((state) => {
    if (cursor?.startsWith('m:') === true) return state.machines.get(cursor.slice(2));
    if (cursor?.startsWith('s:') !== true) return undefined;
    return state.machines.get(state.sessions.get(cursor.slice(2))?.machine ?? '');
  });
  const host = useTables((state) =>
    state.hosts.get(machine?.host ?? (cursor?.startsWith('h:') === true ? cursor.slice(2) : '')),
  );
  return (
    <aside className="details" aria-label="Details" data-testid="details">
      <Button
        look="ghost"
        small
        icon="close"
        hint="Close details"
        className="details-close"
        onClick={() => changeSettings({ details: false })}
      />
      {machine !== undefined && <MachineDetails machine={machine} />}
      {host !== undefined && (machine === undefined || machine.type === 'PM') && (
        <HostDetails host={host} titled={machine === undefined} />
      )}
      {machine === undefined && host === undefined && (
        <p className="details-empty muted">Choose a machine to see all that is known of it.</p>
      )}
    </aside>
  );
}

function MachineDetails({ machine }: { readonly machine: Machine }) {
  return (
    <>
      <header className="details-head">
        <h2 className="selectable">{oneLine(machine.label)}</h2>
        <p className="state-line">
          <StateMark state={machine.state} />
          {machine.state}
          <span className="muted">{machine.type}</span>
        </p>
      </header>
      {machine.note !== undefined && <p className="note">{machine.note}</p>}
      <Preview machine={machine} large />
      <Consoles machine={machine} />
      <Actions machine={machine} />
      <StackDetails machine={machine} />
      <MachineFacts machine={machine} />
    </>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="details-section">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function Consoles({ machine }: { readonly machine: Machine }) {
  const blocked = reasonText(availability('connect', machine));
  if (machine.consoles.length === 0) return null;
  return (
    <Section title="Consoles">
      <div className="button-row">
        {machine.consoles.map((offer) => (
          <Button
            key={offer.id}
            icon={offer.kind === 'tty' ? 'terminal' : 'screen'}
            reason={offer.blocked ?? blocked}
            data-testid={`open-${offer.id}`}
            onClick={() => openMachine(machine, offer.id)}
          >
            {offer.title}
          </Button>
        ))}
      </div>
    </Section>
  );
}

function Actions({ machine }: { readonly machine: Machine }) {
  const verbs = verbsOf(machine);
  if (verbs.length === 0) return null;
  return (
    <Section title="Actions">
      <div className="button-row">
        {verbs.map((verb) => (
          <Button
            key={verb}
            small
            reason={reasonText(availability(verb, machine))}
            data-testid={`action-${verb}`}
            onPointerEnter={() =>
              setWindow({ pointed: { machine: machine.id, action: actionOn(verb, machine) } })
            }
            onPointerLeave={() => setWindow({ pointed: null })}
            onClick={() => void runVerb(verb, [machine])}
          >
            {VERB_WORDS[verb].label}
          </Button>
        ))}
      </div>
    </Section>
  );
}

function MachineFacts({ machine }: { readonly machine: Machine }) {
  const up = useClock((now) => (machine.since === undefined ? '' : formatSpan(now - machine.since)));
  const vcpus = machine.vcpus === undefined ? '' : String(machine.vcpus);
  return (
    <Section title="Facts">
      <dl className="facts">
        <Fact name="Host" value={machine.host} copy />
        <Fact name="Path" value={machine.path} copy />
        <Fact name="UUID" value={machine.uuid} copy />
        {(machine.addresses ?? []).map((address) => (
          <Fact key={address} name="Address" value={address} copy />
        ))}
        {(machine.macs ?? []).map((mac) => (
          <Fact key={mac} name="MAC" value={mac} copy />
        ))}
        <Fact name="Configuration" value={machine.config} copy />
        <Fact name="User" value={machine.user} />
        <Fact name="Connected" value={machine.clients?.join(', ')} />
        <Fact name="Process" value={machine.pid?.toString()} copy />
        <Fact name="CPU" value={machine.cpu === undefined ? '' : formatCpu(machine.cpu)} />
        <Fact name="CPUs" value={vcpus} />
        <Fact name="Memory" value={formatMemory(machine.memoryUsed, machine.memoryTotal)} />
        <Fact name="Architecture" value={machine.arch} />
        <Fact name="Accelerator" value={machine.accelerator} />
        <Fact name="Up" value={up} />
        {Object.entries(machine.details ?? {}).map(([name, value]) => (
          <Fact key={name} name={name} value={value} />
        ))}
      </dl>
    </Section>
  );
}

interface FactProps {
  readonly name: string;
  readonly value: string | undefined;
  readonly copy?: boolean;
}

/** Nothing where nothing is known. */
function Fact({ name, value, copy = false }: FactProps) {
  if (value === undefined || value === '') return null;
  const shown = value.slice(0, 2_000);
  return (
    <>
      <dt className="cut" data-tip={name} data-tip-cut="">
        {name}
      </dt>
      <dd className={copy ? 'mono' : undefined}>
        <span className="selectable">{shown}</span>
        {copy && (
          <Button look="ghost" small icon="copy" hint={`Copy ${name}`} onClick={() => void copyText(value)} />
        )}
      </dd>
    </>
  );
}

function HostDetails({ host, titled }: { readonly host: HostStatus; readonly titled: boolean }) {
  const { config } = host;
  const word = useClock((now) => [hostWord(host, now), retryWord(host, now)].filter(Boolean).join(', '));
  return (
    <>
      {titled && (
        <header className="details-head">
          <h2 className="selectable">{config.name}</h2>
        </header>
      )}
      <Section title="Host">
        <p className="state-line">
          <StateMark state={host.state} />
          <span className="grow">{word}</span>
          <Button small icon="retry" onClick={() => refreshHost(config.name)}>
            {host.state === 'up' ? 'Refresh' : 'Retry'}
          </Button>
        </p>
        {host.failure !== undefined && <FailureView failure={host.failure} />}
        <dl className="facts">
          <Fact name="Reached by" value={host.transport} />
          <Fact name="Address" value={config.address} copy />
          <Fact name="User" value={config.user} />
          <Fact name="Port" value={config.port?.toString()} />
          <Fact name="Jump hosts" value={config.jump?.join(', ')} />
          <Fact name="Rights by" value={config.elevation} />
          <Fact name="Groups" value={config.groups?.join(', ')} />
          <Fact name="Labels" value={config.labels?.join(', ')} />
          <Fact name="Bases" value={config.bases?.join(', ')} />
          <Fact name="Note" value={config.note} />
        </dl>
      </Section>
      {host.readiness !== undefined && host.readiness.length > 0 && (
        <Section title="Technologies">
          {host.readiness.map((readiness) => (
            <ReadinessLine key={readiness.type} readiness={readiness} />
          ))}
        </Section>
      )}
    </>
  );
}

function ReadinessLine({ readiness: { type, usable, version, missing } }: { readonly readiness: Readiness }) {
  return (
    <div className="readiness">
      <p className="state-line">
        <StateMark state={usable ? 'done' : 'denied'} />
        {type}
        <span className="muted cut">{usable ? (version ?? '') : 'not usable'}</span>
      </p>
      {missing.map((failure) => (
        <FailureView key={failure.message} failure={failure} />
      ))}
    </div>
  );
}
