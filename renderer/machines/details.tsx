/** Everything known of the machine or host under the cursor, its consoles and what can be done. */
import type { ReactNode } from 'react';
import { availability } from '../../core/model/availability.ts';
import type { HostStatus } from '../../core/model/host.ts';
import type { Machine } from '../../core/model/machine.ts';
import { RDP_SCREEN, rdpOf } from '../../core/model/rdp-screen.ts';
import { changeSettings } from '../settings/settings.ts';
import { MarksForm } from '../marks/marks-form.tsx';
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
import { openMachine, openRdp, reasonText, refreshHost, runVerb } from './commands.tsx';
import { hostWord, retryWord } from './host-line.tsx';
import { offPath, pathHint, PowerPaths, useVia } from './power-paths.tsx';
import { ReadinessLine } from './readiness-line.tsx';
import { StackDetails } from './stack-details.tsx';
import { UseLines } from './use-lines.tsx';
import { actionOn, VERB_WORDS, verbsOf } from './verbs.ts';
import { told, useWords } from '../words/words.ts';

export function Details() {
  const w = useWords();
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
    <aside className="details" aria-label={w.details.details} data-testid="details">
      <Button
        look="ghost"
        small
        icon="close"
        hint={w.details.close}
        className="details-close"
        onClick={() => changeSettings({ details: false })}
      />
      {machine !== undefined && <MachineDetails machine={machine} />}
      {host !== undefined && (machine === undefined || machine.type === 'PM') && (
        <HostDetails host={host} titled={machine === undefined} />
      )}
      {machine === undefined && host === undefined && (
        <p className="details-empty muted">{w.details.choose}</p>
      )}
    </aside>
  );
}

function MachineDetails({ machine }: { readonly machine: Machine }) {
  const w = useWords();
  return (
    <>
      <header className="details-head">
        <h2 className="selectable">{oneLine(machine.label)}</h2>
        <p className="state-line">
          <StateMark state={machine.state} />
          {w.states.machine[machine.state]}
          <span className="muted">{machine.type}</span>
        </p>
      </header>
      {machine.note !== undefined && <p className="note">{told(machine.note)}</p>}
      <Preview machine={machine} large />
      <Consoles machine={machine} />
      <Actions machine={machine} />
      <Section title={w.details.yours}>
        <MarksForm machines={[machine]} />
      </Section>
      <StackDetails machine={machine} />
      <UseLines machine={machine} />
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
  const w = useWords();
  const blocked = reasonText(availability('connect', machine));
  if (machine.consoles.length === 0) return null;
  return (
    <Section title={w.details.consoles}>
      <div className="button-row">
        {machine.consoles.map((offer) => {
          const beside = offer.id === RDP_SCREEN && rdpOf(machine) !== null;
          return (
            <Button
              key={offer.id}
              icon={offer.kind === 'tty' ? 'terminal' : 'screen'}
              reason={beside ? undefined : (told(offer.blocked) ?? blocked)}
              data-testid={`open-${offer.id}`}
              onClick={() => (beside ? openRdp(machine) : openMachine(machine, offer.id))}
            >
              {told(offer.title)}
            </Button>
          );
        })}
      </div>
    </Section>
  );
}

function Actions({ machine }: { readonly machine: Machine }) {
  const w = useWords();
  const via = useVia(machine);
  const verbs = verbsOf(machine);
  if (verbs.length === 0) return null;
  return (
    <Section title={w.details.actions}>
      <div className="button-row">
        {verbs.map((verb) => (
          <Button
            key={verb}
            small
            reason={reasonText(availability(verb, machine)) ?? offPath(verb, via)}
            hint={pathHint(verb, machine, via)}
            data-testid={`action-${verb}`}
            onPointerEnter={() =>
              setWindow({
                pointed: { machine: machine.id, action: actionOn(verb, machine, undefined, via) },
              })
            }
            onPointerLeave={() => setWindow({ pointed: null })}
            onClick={() => void runVerb(verb, [machine], via)}
          >
            {VERB_WORDS[verb].label}
          </Button>
        ))}
      </div>
      <PowerPaths machine={machine} />
    </Section>
  );
}

function MachineFacts({ machine }: { readonly machine: Machine }) {
  const w = useWords();
  const up = useClock((now) => (machine.since === undefined ? '' : formatSpan(now - machine.since)));
  const vcpus = machine.vcpus === undefined ? '' : String(machine.vcpus);
  return (
    <Section title={w.details.facts}>
      <dl className="facts">
        <Fact name={w.details.host} value={machine.host} copy />
        <Fact name={w.details.path} value={machine.path} copy />
        <Fact name={w.details.uuid} value={machine.uuid} copy />
        {(machine.addresses ?? []).map((address) => (
          <Fact key={address} name={w.details.address} value={address} copy />
        ))}
        {(machine.macs ?? []).map((mac) => (
          <Fact key={mac} name={w.details.mac} value={mac} copy />
        ))}
        <Fact name={w.details.config} value={machine.config} copy />
        <Fact name={w.details.user} value={machine.user} />
        <Fact name={w.details.connected} value={machine.clients?.join(', ')} />
        <Fact name={w.details.process} value={machine.pid?.toString()} copy />
        <Fact name={w.details.cpu} value={machine.cpu === undefined ? '' : formatCpu(machine.cpu)} />
        <Fact name={w.details.cpus} value={vcpus} />
        <Fact name={w.details.memory} value={formatMemory(machine.memoryUsed, machine.memoryTotal)} />
        <Fact name={w.details.arch} value={machine.arch} />
        <Fact name={w.details.accelerator} value={machine.accelerator} />
        <Fact name={w.details.up} value={up} />
        {Object.entries(machine.details ?? {}).map(([name, value]) => (
          <Fact key={name} name={told(name)} value={told(value)} />
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
  const w = useWords();
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
          <Button
            look="ghost"
            small
            icon="copy"
            hint={w.details.copy(name)}
            onClick={() => void copyText(value)}
          />
        )}
      </dd>
    </>
  );
}

function HostDetails({ host, titled }: { readonly host: HostStatus; readonly titled: boolean }) {
  const w = useWords();
  const { config } = host;
  const word = useClock((now) => [hostWord(host, now), retryWord(host, now)].filter(Boolean).join(', '));
  return (
    <>
      {titled && (
        <header className="details-head">
          <h2 className="selectable">{config.name}</h2>
        </header>
      )}
      <Section title={w.details.host}>
        <p className="state-line">
          <StateMark state={host.state} />
          <span className="grow">{word}</span>
          <Button small icon="retry" onClick={() => refreshHost(config.name)}>
            {host.state === 'up' ? w.common.refresh : w.common.retry}
          </Button>
        </p>
        {host.failure !== undefined && <FailureView failure={host.failure} />}
        <dl className="facts">
          <Fact name={w.details.reachedBy} value={told(host.transport)} />
          <Fact name={w.details.address} value={config.address} copy />
          <Fact name={w.details.user} value={config.user} />
          <Fact name={w.details.port} value={config.port?.toString()} />
          <Fact name={w.details.jump} value={config.jump?.join(', ')} />
          <Fact name={w.details.rights} value={config.elevation} />
          <Fact name={w.details.groups} value={config.groups?.join(', ')} />
          <Fact name={w.details.labels} value={config.labels?.join(', ')} />
          <Fact name={w.details.bases} value={config.bases?.join(', ')} />
          <Fact name={w.details.note} value={config.note} />
        </dl>
      </Section>
      {host.readiness !== undefined && host.readiness.length > 0 && (
        <Section title={w.details.technologies}>
          {host.readiness.map((readiness) => (
            <ReadinessLine key={readiness.type} readiness={readiness} />
          ))}
        </Section>
      )}
    </>
  );
}
