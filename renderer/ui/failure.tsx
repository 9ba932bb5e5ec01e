/** A failure as people should meet it: what went wrong, what helps, and the raw facts one click away. */
import { useState } from 'react';
import type { FailureData } from '../../core/model/failure.ts';
import { Button } from './button.tsx';
import { copyText } from './clipboard.ts';
import { told, useWords } from '../words/words.ts';

export function FailureView({ failure }: { readonly failure: FailureData }) {
  const { failures } = useWords();
  const [open, setOpen] = useState(false);
  const raw = rawFacts(failure);
  return (
    <div className="failure" data-testid="failure">
      <p className="failure-message">{told(failure.message)}</p>
      {failure.remedy !== undefined && <p className="muted">{told(failure.remedy)}</p>}
      {failure.code === 'host-key-changed' && <Fingerprints failure={failure} />}
      {raw !== '' && (
        <div>
          <Button look="link" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? failures.hide : failures.show}
          </Button>
        </div>
      )}
      {open && <pre className="mono">{raw}</pre>}
    </div>
  );
}

/** Everything the failure carries, one fact a line; long ones stand below their name. */
export function rawFacts({ code, data = {} }: FailureData): string {
  const facts = Object.entries(data).map(([name, value]) => {
    const text = Array.isArray(value) ? value.join('\n') : String(value);
    return text.includes('\n') ? `${name}:\n${text}` : `${name}: ${text}`;
  });
  return facts.length === 0 ? '' : [`code: ${code}`, ...facts].join('\n');
}

/** Both fingerprints of a changed host key (core/channel: `expected`, `offered`); null where one is missing. */
export function fingerprintsOf({
  data: { expected, offered } = {},
}: FailureData): readonly [expected: string, offered: string] | null {
  return expected === undefined || offered === undefined ? null : [String(expected), String(offered)];
}

function Fingerprints({ failure }: { readonly failure: FailureData }) {
  const { failures } = useWords();
  const both = fingerprintsOf(failure);
  const { file, line } = failure.data ?? {};
  if (both === null) return null;
  const [known, offered] = both;
  return (
    <>
      <div className="fingerprints">
        <div>
          <div className="muted">{failures.known}</div>
          <div className="mono">{known}</div>
        </div>
        <div className="offered">
          <div className="bad">{failures.offered}</div>
          <div className="mono">{offered}</div>
        </div>
      </div>
      <p>{failures.compare}</p>
      {file !== undefined && (
        <p>
          {failures.place} <span className="mono">{`${file}${line === undefined ? '' : `:${line}`}`}</span>
        </p>
      )}
      <div>
        <Button small icon="copy" onClick={() => void copyText(`${known}\n${offered}`)}>
          {failures.copyBoth}
        </Button>
      </div>
    </>
  );
}
