// The documents of a criterion: files, addresses and closings; whoever scores the own sheet names and drops them.
import { useId, useState } from 'preact/hooks';
import { ProofClosingsDocument, type ScoreEvidenceInput } from '../graphql/documents.ts';
import { useQuery } from '../graphql/use-query.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { day, instant } from '../words/shown.ts';
import { say, type Word } from '../words/words.ts';
import { SendProof } from './send-proof.tsx';
import { proofInput, type Line, type Proof, type Typed } from './lines.ts';

interface Props {
  line: Line;
  typed: Typed | undefined;
  type: ((change: Typed) => void) | null;
}

export function Proofs({ line, typed, type }: Props) {
  const [isAdding, setAdding] = useState(false);
  const asSent = line.evidence.map(proofInput);
  const wanted = typed?.evidence;
  const put = (evidence: ScoreEvidenceInput[]) => type?.({ evidence: JSON.stringify(evidence) === JSON.stringify(asSent) ? undefined : evidence });
  if (!type && line.evidence.length === 0) return null;
  return (
    <div class="proofs">
      <h4>{say('scores.documents')}</h4>
      {!wanted && <ul>{line.evidence.map((proof) => <li key={`${proof.title}${proof.url}`}><Shown proof={proof} />{type && <Drop title={proof.title} onDrop={() => put(asSent.filter((_, place) => line.evidence[place] !== proof))} />}</li>)}</ul>}
      {wanted && <ul>{wanted.map((proof, place) => <li key={`${proof.title}${place}`}>{proof.title} <span class="badge badge-gold">{say('scores.notSaved')}</span><Drop title={proof.title} onDrop={() => put(wanted.filter((one) => one !== proof))} /></li>)}</ul>}
      {type && !isAdding && <Button weight="plain" onPress={() => setAdding(true)}>{say('scores.addDocument')}<span class="unseen"> {line.criterion.code}</span></Button>}
      {type && isAdding && <Adding onLeave={() => setAdding(false)} onAdd={(proof) => {
        put([...(wanted ?? asSent), proof]);
        setAdding(false);
      }} />}
    </div>
  );
}

function Drop({ title, onDrop }: { title: string; onDrop: () => void }) {
  return <Button weight="plain" onPress={onDrop}>{say('scores.drop')}<span class="unseen"> {title}</span></Button>;
}

function Shown({ proof: { title, url, fileUrl, snapshot, sha256, frozenAt, fault } }: { proof: Proof }) {
  return (
    <>
      {(url ?? fileUrl) ? <a href={(url ?? fileUrl) as string} rel="noreferrer" target="_blank">{title}<span class="unseen"> ({say('site.newTab')})</span></a> : snapshot ? <a href={`/desk/periods/${snapshot}`}>{title}</a> : title}{' '}
      <span class="small">{[sha256 && `SHA-256 ${sha256.slice(0, 12)}…`, frozenAt && say('scores.frozenAt', { at: instant(frozenAt) })].filter(Boolean).join(' · ')}</span>
      {fault && <span class="badge badge-red">{fault}</span>}
    </>
  );
}

type Where = 'uploadId' | 'url' | 'snapshot' | 'digest';
const WHERE: Record<Where, Word> = { uploadId: 'scores.fromHere', url: 'scores.atAddress', snapshot: 'scores.atClosing', digest: 'scores.atFile' };

function Adding({ onAdd, onLeave }: { onAdd: (proof: ScoreEvidenceInput) => void; onLeave: () => void }) {
  const [said, set] = useState({ title: '', value: '' });
  const [where, setWhere] = useState<Where>('url');
  const { data } = useQuery(ProofClosingsDocument, where === 'snapshot' ? {} : null);
  const name = useId();
  const isWhole = said.title.trim() && said.value.trim();
  return (
    <div class="line-fields">
      <fieldset class="field">
        <legend class="field-label">{say('scores.where')}</legend>
        <div class="chips">{(Object.keys(WHERE) as Where[]).map((one) => (
          <label class="chip" key={one}><input type="radio" name={name} checked={where === one} onChange={() => {
            setWhere(one);
            set({ ...said, value: '' });
          }} />{say(WHERE[one])}</label>
        ))}</div>
      </fieldset>
      <Field label={say('scores.documentTitle')}>
        {(wired) => <input class="input" {...wired} maxLength={500} value={said.title} onInput={(event) => set({ ...said, title: event.currentTarget.value })} />}
      </Field>
      {where === 'uploadId' ? (
        <SendProof uploadId={said.value} onSent={(value, file) => set((now) => ({ title: now.title.trim() ? now.title : file.replace(/\.[^.]+$/, ''), value }))} />
      ) : where === 'snapshot' ? (
        <Field label={say('scores.atClosing')}>
          {(wired) => (
            <select class="input" {...wired} value={said.value} onChange={(event) => set({ ...said, value: event.currentTarget.value })}>
              <option value="">{say('scores.chooseClosing')}</option>
              {data?.snapshots.map(({ id, asOf, period }) => <option key={id} value={id}>{say('coverage.closing', { period: period?.code ?? '', day: day(asOf), id })}</option>)}
            </select>
          )}
        </Field>
      ) : (
        <Field label={say(where === 'url' ? 'scores.address' : 'scores.digest')} help={say(where === 'url' ? 'scores.addressHelp' : 'scores.digestHelp')}>
          {(wired) => <input class="input" {...wired} inputMode={where === 'url' ? 'url' : 'text'} value={said.value} onInput={(event) => set({ ...said, value: event.currentTarget.value })} />}
        </Field>
      )}
      <div class="row">
        <Button weight="quiet" disabled={!isWhole} onPress={() => onAdd({ title: said.title.trim(), [where]: said.value.trim() } as ScoreEvidenceInput)}>{say('scores.addNow')}</Button>
        <Button weight="plain" onPress={onLeave}>{say('find.notNow')}</Button>
      </div>
    </div>
  );
}
