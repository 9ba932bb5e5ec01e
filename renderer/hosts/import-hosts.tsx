/** Hosts of this user's other programs to choose from: preview, choose, and take back. */
import { type ChangeEvent, useEffect, useRef, useState } from 'react';
import type { ImportSource } from '../../core/contract/schemas.ts';
import type { FailureData } from '../../core/model/failure.ts';
import { asFailure } from '../client.ts';
import { theCore } from '../core.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FailureView } from '../ui/failure.tsx';
import { count } from '../ui/format.ts';
import { toast } from '../ui/toast.tsx';
import { closeDialog, toggled } from '../window-state.ts';
import { readTextFile } from './chosen-file.ts';
import { importHosts, removeHosts } from './import-all.ts';
import { OfferSection } from './offer-section.tsx';
import { useWords } from '../words/words.ts';

/** One host stands once, wherever it was found. */
const keyOf = (source: ImportSource, name: string): string => `${source.id}\n${name}`;

/** Chosen at first: what is new and surely reached by SSH. known_hosts knows every host that was ever met. */
function firstChoice(sources: readonly ImportSource[]): ReadonlySet<string> {
  const sure = sources.filter(({ id }) => id !== 'known-hosts');
  return new Set(
    sure.flatMap((source) =>
      source.offers
        .filter(({ known, doubt }) => !known && doubt === undefined)
        .map(({ host }) => keyOf(source, host.name)),
    ),
  );
}

export function ImportHosts() {
  const w = useWords();
  const [sources, setSources] = useState<readonly ImportSource[] | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [failure, setFailure] = useState<FailureData | null>(null);
  const [busy, setBusy] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const stop = new AbortController();
    theCore()
      .api.hosts.offers({}, { signal: stop.signal })
      .then((found) => {
        setSources(found);
        setChosen(firstChoice(found));
      })
      .catch((caught: unknown) => stop.signal.aborted || setFailure(asFailure(caught)));
    return () => stop.abort();
  }, []);
  const choose = async ({ target }: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const [file] = target.files ?? [];
    target.value = '';
    if (file === undefined) return;
    try {
      const found = await theCore().api.hosts.offers({ file: await readTextFile(file) });
      const own = found.map((source) => ({ ...source, id: `file ${file.name}` }));
      const others = (sources ?? []).filter(({ id }) => !own.some((source) => source.id === id));
      setSources([...own, ...others]);
      setChosen(new Set([...chosen, ...firstChoice(own)]));
      setFailure(null);
    } catch (caught) {
      setFailure(asFailure(caught));
    }
  };
  const picked = (sources ?? []).flatMap((source) =>
    source.offers.filter(({ host }) => chosen.has(keyOf(source, host.name))).map(({ host }) => host),
  );
  // A name that two files have is added once.
  const hosts = [...new Map(picked.map((host) => [host.name, host])).values()];
  const save = async (): Promise<void> => {
    setBusy(true);
    const { added, failure: why } = await importHosts(hosts);
    setBusy(false);
    if (why !== undefined) setFailure(why);
    else closeDialog();
    if (added.length > 0)
      toast({
        title: w.hosts.added(count(added.length, 'host')),
        actions: [{ label: w.common.undo, onPick: () => void removeHosts(added) }],
      });
  };
  return (
    <Dialog
      title={w.hosts.importTitle}
      wide
      testId="import"
      onCancel={closeDialog}
      onSubmit={() => void save()}
      actions={
        <>
          <Button icon="import" className="to-start" onClick={() => picker.current?.click()}>
            {w.hosts.chooseFile}
          </Button>
          <Button onClick={closeDialog}>{w.common.cancel}</Button>
          <Button
            type="submit"
            look="primary"
            reason={busy ? w.hosts.adding : hosts.length === 0 ? w.hosts.chooseOne : undefined}
          >
            {w.hosts.importThem(count(hosts.length, 'host'))}
          </Button>
        </>
      }
    >
      <input
        ref={picker}
        type="file"
        hidden
        data-testid="import-file"
        onChange={(event) => void choose(event)}
      />
      {sources === null && failure === null && <p className="muted">{w.hosts.reading}</p>}
      {sources?.length === 0 && <p>{w.hosts.noneFound}</p>}
      {(sources ?? []).map((source) => (
        <OfferSection
          key={source.id}
          source={source}
          isChosen={(name) => chosen.has(keyOf(source, name))}
          onToggle={(name) => setChosen(toggled(chosen, keyOf(source, name)))}
          onAll={(names, on) => {
            const keys = names.map((name) => keyOf(source, name));
            const rest = [...chosen].filter((key) => !keys.includes(key));
            setChosen(new Set(on ? [...rest, ...keys] : rest));
          }}
        />
      ))}
      {failure !== null && <FailureView failure={failure} />}
      <p className="field-hint">{w.hosts.onlyRead}</p>
    </Dialog>
  );
}
