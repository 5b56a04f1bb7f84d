import { useRef, useState } from 'preact/hooks';
import { Check } from '../enter/controls.tsx';
import type { Work } from '../outbox/work.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { say, sayTerm } from '../words/words.ts';
import { addFile, removeFile, say as tell } from './deeds.ts';
import { filesOf, itemWith, notApplicable, saidOf, type Part } from './item.ts';

const TONES: Record<string, string> = { PRESENT: 'badge-green', MISSING: 'badge-gold' };

interface Props {
  part: Part;
  work: Work;
  act: (part: string, deed: () => Promise<void>, done: string) => Promise<void>;
  isBusy: boolean;
  /** Nothing can be done now: no network, or another deed is under way. */
  isClosed: boolean;
  problem: string;
}

/** One part: its files, what is said of them, what it still lacks. */
export function DossierPart({ part, work, act, isBusy, isClosed, problem }: Props) {
  const { label, status } = part;
  const warnings = part.work?.warnings ?? [];
  return (
    <li class="dossier-part stack">
      <div class="dossier-head">
        <h3 title={part.citation}>{label}</h3>
        <span class={`badge ${TONES[status] ?? ''}`}>{sayTerm('dossier', status)}</span>
        {part.pageCount !== null && <span class="small">{say('dossier.pages', { count: part.pageCount })}</span>}
      </div>
      {part.reason && <p class="small">{part.reason}</p>}
      {part.surrogates.length > 0 && (
        <ul class="dossier-files" aria-label={say('dossier.files', { part: label })}>
          {part.surrogates.map((file) => <OneFile key={file.code} file={file} isClosed={isClosed} onRemove={(name) => act(part.part, () => removeFile(work, part.part, file), say('dossier.removed', { name }))} />)}
        </ul>
      )}
      {warnings.length > 0 && <ul class="small dossier-lacks">{warnings.map(({ code, message }) => <li key={code}>{message}</li>)}</ul>}
      {problem && <p class="field-problem" role="alert">{problem}</p>}
      {status !== 'NOT_APPLICABLE' && <AddFiles {...{ part, work, act, isBusy, isClosed }} />}
      {status === 'PRESENT' && <About key={JSON.stringify(saidOf(part))} {...{ part, work, act, isClosed }} />}
      {part.allowsNotApplicable && status !== 'PRESENT' && <Applies {...{ part, work, act, isClosed }} />}
    </li>
  );
}

function OneFile({ file, isClosed, onRemove }: { file: Part['surrogates'][number]; isClosed: boolean; onRemove: (name: string) => Promise<void> }) {
  const [isSure, ask] = useState(false);
  const name = file.caption?.text ?? file.code;
  return (
    <li>
      <span>{name} <span class="small">{file.code}</span></span>
      {file.work?.originalUrl && <a href={file.work.originalUrl} target="_blank" aria-label={`${say('dossier.open')} ${name}`}>{say('dossier.open')}</a>}
      {isSure
        ? <Button weight="red" disabled={isClosed} onPress={() => void onRemove(name)}>{say('dossier.removeSure')}</Button>
        : <Button weight="plain" disabled={isClosed} label={say('dossier.remove', { name })} onPress={() => ask(true)}>{say('dossier.removeShort')}</Button>}
    </li>
  );
}

type Deeds = Pick<Props, 'part' | 'work' | 'act' | 'isClosed'>;

function AddFiles({ part, work, act, isBusy, isClosed }: Deeds & { isBusy: boolean }) {
  const [sending, setSending] = useState<{ name: string; share: number } | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const add = async () => {
    const files = [...(input.current?.files ?? [])];
    if (input.current) input.current.value = '';
    for (const file of files) {
      await act(part.part, () => addFile(work, part.part, file, (share) => setSending({ name: file.name, share })), say('dossier.added', { name: file.name }));
    }
    setSending(null);
  };
  return (
    <div class="row">
      <input ref={input} hidden type="file" multiple accept="application/pdf,image/jpeg,image/png,image/tiff,image/webp" onChange={() => void add()} />
      <Button weight="quiet" isBusy={isBusy} disabled={isClosed && !isBusy} label={say('dossier.addTo', { part: part.label })} onPress={() => input.current?.click()}>{say('dossier.add')}</Button>
      <span class="small" role="status">
        {isBusy && sending ? `${say('dossier.sending', { name: sending.name, percent: Math.floor(sending.share * 100) })} ${say('dossier.keepOpen')}` : say('dossier.addHelp')}
      </span>
    </div>
  );
}

function About({ part, work, act, isClosed }: Deeds) {
  const [said, set] = useState(() => saidOf(part));
  const put = (change: Partial<typeof said>) => set({ ...said, ...change });
  const line = (name: 'mark' | 'signature' | 'opinion' | 'note' | 'pageCount', help?: string) => (
    <Field label={say(`dossier.${name}`)} help={help}>
      {(wired) => <input {...wired} class="input" autocomplete="off" inputMode={name === 'pageCount' ? 'numeric' : undefined} value={said[name]} onInput={(event) => put({ [name]: event.currentTarget.value })} />}
    </Field>
  );
  return (
    <details class="quiet">
      <summary>{say('dossier.about')}</summary>
      <div class="stack">
        {line('pageCount')}
        <Check label={say('dossier.converted')} isOn={said.isConverted} onChange={(isConverted) => put({ isConverted })} />
        {said.isConverted && (
          <div class="pair">
            {line('mark', say('dossier.markHelp'))}
            {line('signature', say('dossier.signatureHelp'))}
            {line('opinion', say('dossier.opinionHelp'))}
            <Field label={say('dossier.opinionDay')}>
              {(wired) => <input {...wired} class="input" type="date" value={said.opinionDay} onInput={(event) => put({ opinionDay: event.currentTarget.value })} />}
            </Field>
          </div>
        )}
        {line('note')}
        <div><Button weight="quiet" disabled={isClosed} onPress={() => void act(part.part, () => tell(work, part.part, (now) => itemWith(now, filesOf(now), said)), say('dossier.said', { part: part.label }))}>{say('dossier.save')}</Button></div>
      </div>
    </details>
  );
}

function Applies({ part, work, act, isClosed }: Deeds) {
  const [reason, setReason] = useState('');
  const done = say('dossier.said', { part: part.label });
  if (part.status === 'NOT_APPLICABLE') {
    return <div><Button weight="quiet" disabled={isClosed} onPress={() => void act(part.part, () => tell(work, part.part, (now) => itemWith(now, [], saidOf(now))), done)}>{say('dossier.applies')}</Button></div>;
  }
  return (
    <details class="quiet">
      <summary>{say('dossier.notApplicable')}</summary>
      <div class="stack">
        <Field label={say('dossier.reason')} help={say('dossier.reasonHelp')}>
          {(wired) => <input {...wired} class="input" value={reason} autocomplete="off" onInput={(event) => setReason(event.currentTarget.value)} />}
        </Field>
        <div><Button weight="quiet" disabled={isClosed || !reason.trim()} onPress={() => void act(part.part, () => tell(work, part.part, (now) => notApplicable(now, reason)), done)}>{say('dossier.saveReason')}</Button></div>
      </div>
    </details>
  );
}
