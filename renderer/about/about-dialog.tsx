/** What this is: its version and what it runs on, its licence, and the software in it. */
import { useEffect, useState } from 'react';
import type { FailureData } from '../../core/model/failure.ts';
import { asFailure } from '../client.ts';
import { theCore } from '../core.ts';
import { Button } from '../ui/button.tsx';
import { copyText } from '../ui/clipboard.ts';
import { Dialog } from '../ui/dialog.tsx';
import { FailureView } from '../ui/failure.tsx';
import { TextField } from '../ui/field.tsx';
import { setWindow } from '../window-state.ts';
import { useWords } from '../words/words.ts';
import { type Licence, matching, readLicences, versionLines } from './licences.ts';
import './about.css';

type About = Parameters<typeof versionLines>[0];

export function AboutDialog({ onClose }: { readonly onClose: () => void }) {
  const w = useWords().desktop.about;
  const [about, setAbout] = useState<About | null>(null);
  const [licences, setLicences] = useState<readonly Licence[]>([]);
  const [failure, setFailure] = useState<FailureData | null>(null);
  const [typed, setTyped] = useState('');
  useEffect(() => {
    theCore()
      .api.about()
      .then(setAbout)
      .catch((caught: unknown) => setFailure(asFailure(caught)));
    void readLicences().then(setLicences);
  }, []);
  const lines = about === null ? [] : versionLines(about);
  return (
    <Dialog
      title={w.title}
      testId="about"
      onCancel={onClose}
      onSubmit={onClose}
      actions={
        <>
          <Button onClick={() => setWindow({ dialog: { kind: 'report' } })}>{w.report}</Button>
          <Button onClick={() => void copyText(lines.join('\n'))}>{w.copy}</Button>
          <Button type="submit" look="primary">
            {w.close}
          </Button>
        </>
      }
    >
      {failure !== null && <FailureView failure={failure} />}
      <pre className="about-versions mono selectable" data-testid="about-versions">
        {lines.join('\n')}
      </pre>
      <p className="muted">{w.licence}: Apache-2.0</p>
      <h3>{w.licences}</h3>
      <p className="muted">{licences.length === 0 ? w.none : w.licencesHelp(licences.length)}</p>
      {licences.length > 0 && (
        <>
          <TextField label={w.search} value={typed} onText={setTyped} />
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which keys must be able to do */}
          <ul className="about-licences" data-testid="about-licences" aria-label={w.licences} tabIndex={0}>
            {matching(licences, typed).map(({ name, version, licence }) => (
              <li key={`${name} ${version}`}>
                <span className="selectable">{name}</span> <span className="muted">{version}</span>
                <span className="muted">{licence}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {about?.versions.electron !== undefined && <p className="muted">{w.chromium}</p>}
    </Dialog>
  );
}
