// The document by which a draft is to be in force: its number, its day, and the SHA-256 of its file, reckoned on this machine.
import { useRef, useState } from 'preact/hooks';
import { InTheWay } from '../coverage/in-the-way.tsx';
import { KeepCriteriaSetDocument } from '../graphql/documents.ts';
import { problemOf, useDeed } from '../site/deed.ts';
import { Button } from '../ui/button.tsx';
import { Field, type Wired } from '../ui/field.tsx';
import { toast } from '../ui/toasts.tsx';
import { say } from '../words/words.ts';
import type { WholeSet } from './criteria-set.tsx';
import { basisOf, withBasis, type Basis } from './set-text.ts';

const FIELDS = ['legal_basis', 'legal_basis.document_number', 'legal_basis.issued_on', 'legal_basis.file_sha256', 'valid_from'];

export function LegalBasis({ set: { document: text }, again }: { set: WholeSet; again: () => void }) {
  const [basis, setBasis] = useState<Basis>(() => basisOf(text));
  const [isHashing, setHashing] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const deed = useDeed();
  const put = (name: keyof Basis) => (event: { currentTarget: HTMLInputElement }) => setBasis({ ...basis, [name]: event.currentTarget.value });
  const dated = (name: keyof Basis) => (wired: Wired) => <input class="input" type="date" {...wired} value={basis[name]} onInput={put(name)} />;
  const hash = async (file: File | undefined) => {
    if (!file) return;
    setHashing(true);
    const sha256 = [...new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    setBasis((now) => ({ ...now, sha256 }));
    setHashing(false);
    if (input.current) input.current.value = '';
  };
  const save = async () => {
    if (!await deed.run(KeepCriteriaSetDocument, { document: withBasis(text, basis) })) return;
    toast(say('scores.saved'));
    again();
  };
  return (
    <section class="panel record-section" aria-labelledby="basis">
      <h2 id="basis">{say('criteria.basis')}</h2>
      <p class="soft">{say('criteria.basisHelp')}</p>
      <div class="asking">
        <Field label={say('criteria.documentNumber')} problem={problemOf(deed, 'legal_basis.document_number')}>
          {(wired) => <input class="input" {...wired} maxLength={500} value={basis.number} onInput={put('number')} />}
        </Field>
        <Field label={say('criteria.issuedOn')} problem={problemOf(deed, 'legal_basis.issued_on')}>{dated('issuedOn')}</Field>
        <Field label={say('criteria.validFrom')} problem={problemOf(deed, 'valid_from')}>{dated('validFrom')}</Field>
      </div>
      <Field label={say('criteria.fileHash')} help={say('criteria.fileHashHelp')} problem={problemOf(deed, 'legal_basis.file_sha256')}>
        {(wired) => <input class="input mono" {...wired} maxLength={64} spellcheck={false} value={basis.sha256} onInput={put('sha256')} />}
      </Field>
      <InTheWay attempt={deed} fields={FIELDS.slice(1)} />
      <div class="row">
        <input class="unseen" ref={input} type="file" aria-label={say('criteria.basisFile')} tabIndex={-1} onChange={(event) => void hash(event.currentTarget.files?.[0])} />
        <Button weight="quiet" isBusy={isHashing} onPress={() => input.current?.click()}>{say('criteria.chooseBasis')}</Button>
        <Button isBusy={deed.isBusy} onPress={() => void save()}>{say('criteria.saveBasis')}</Button>
      </div>
    </section>
  );
}
