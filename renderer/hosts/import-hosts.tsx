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
import { closeDialog } from '../window-state.ts';
import { chosenHosts, firstChoice, keyOf, rivalsOf, withChosen } from './choice.ts';
import { readTextFile } from './chosen-file.ts';
import { importHosts, removeHosts } from './import-all.ts';
import { OfferSection } from './offer-section.tsx';
import { useWords } from '../words/words.ts';

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
        setChosen(firstChoice(found, new Set()));
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
      setChosen(firstChoice([...own, ...others], chosen, own));
      setFailure(null);
    } catch (caught) {
      setFailure(asFailure(caught));
    }
  };
  const rivals = rivalsOf(sources ?? []);
  const hosts = chosenHosts(sources ?? [], chosen);
  const choosing = (keys: readonly string[], on: boolean): void =>
    setChosen(
      on
        ? withChosen(sources ?? [], chosen, keys)
        : new Set([...chosen].filter((key) => !keys.includes(key))),
    );
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
          rivalsOf={(name) => rivals.get(keyOf(source, name)) ?? []}
          onChoose={(names, on) =>
            choosing(
              names.map((name) => keyOf(source, name)),
              on,
            )
          }
        />
      ))}
      {failure !== null && <FailureView failure={failure} />}
      {rivals.size > 0 && <p className="field-hint">{w.hosts.oneOfName}</p>}
      <p className="field-hint">{w.hosts.onlyRead}</p>
    </Dialog>
  );
}
