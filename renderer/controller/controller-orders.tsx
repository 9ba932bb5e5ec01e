/** What a controller is told here: from where to boot the next time, and its light. Power has its verbs. */
import { useState } from 'react';
import type { BootWord, ControllerRequest } from '../../core/model/controller.ts';
import { BOOT_WORDS } from '../../core/model/controller.ts';
import type { FailureData } from '../../core/model/failure.ts';
import { asFailure } from '../client.ts';
import { theCore } from '../core.ts';
import { Button } from '../ui/button.tsx';
import { FailureView } from '../ui/failure.tsx';
import { useWords } from '../words/words.ts';

/** Seconds; long enough to walk up to it. */
const LIGHT = '120';

type Result = { readonly text: string } | { readonly failure: FailureData } | null;

export function ControllerOrders({ host, done }: { readonly host: string; readonly done: () => void }) {
  const w = useWords();
  const [busy, setBusy] = useState(false);
  const [boot, setBoot] = useState<BootWord>('pxe');
  const [result, setResult] = useState<Result>(null);
  const order = async (request: ControllerRequest, text: string): Promise<void> => {
    setBusy(true);
    setResult({ text: w.controller.telling });
    try {
      await theCore().api.hosts.controller({ name: host, ...request });
      setResult({ text });
      done();
    } catch (caught) {
      setResult({ failure: asFailure(caught) });
    }
    setBusy(false);
  };
  const reason = busy ? w.controller.busy : undefined;
  const bootNext = (): void =>
    void order({ what: 'boot', argument: boot }, w.controller.willBoot(w.controller.boot[boot]));
  return (
    <div className="controller-orders">
      <label>
        {w.controller.bootNext}
        <select
          className="input"
          value={boot}
          data-testid="controller-boot"
          onChange={({ target }) => setBoot(BOOT_WORDS.find((one) => one === target.value) ?? 'none')}
        >
          {BOOT_WORDS.map((word) => (
            <option key={word} value={word}>
              {w.controller.boot[word]}
            </option>
          ))}
        </select>
        <Button small reason={reason} data-testid="controller-boot-set" onClick={bootNext}>
          {w.controller.set}
        </Button>
      </label>
      <span className="controller-light">
        {w.controller.light}
        <Button
          small
          reason={reason}
          data-testid="controller-light"
          onClick={() => void order({ what: 'identify', argument: LIGHT }, w.controller.lightOn)}
        >
          {w.controller.on}
        </Button>
        <Button
          small
          reason={reason}
          onClick={() => void order({ what: 'identify', argument: '0' }, w.controller.lightOut)}
        >
          {w.controller.out}
        </Button>
      </span>
      <div className="controller-result muted" data-testid="controller-result" aria-live="polite">
        {result !== null && ('failure' in result ? <FailureView failure={result.failure} /> : result.text)}
      </div>
    </div>
  );
}
