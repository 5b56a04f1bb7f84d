// What is said of one photograph, or of many at once: rights first, then what it shows, the rest on request.
import { useState } from 'preact/hooks';
import type { PeopleShown } from '../graphql/documents.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { say } from '../words/words.ts';
import { draftOf, keepDraft } from './drafts.ts';
import { Thumbnail } from './thumbnail.tsx';
import type { Item } from './list.ts';
import { blankSaid, sharedOf, type Said, type Shared, type Told } from './photograph.ts';
import { keepShared, lastShared, RIGHTS, rightsName } from './rights.ts';

interface Props {
  items: readonly Item[];
  /** The photograph before, whose rights can be taken over. */
  before: Item | undefined;
  hasNext: boolean;
  onClose: () => void;
  /** `then`: go on with the next photograph. */
  onSave: (said: Said, then: boolean) => void;
}

const PEOPLE: readonly PeopleShown[] = ['NONE', 'AGREED', 'NOT_ASKED'];

export function SayingDialog({ items, before, hasNext, onClose, onSave }: Props) {
  const [only] = items;
  const isMany = items.length > 1;
  const keys = items.map(({ key }) => key);
  const known = isMany || !only ? blankSaid() : only.said;
  const [draft] = useState(() => draftOf(keys));
  const [said, set] = useState<Said>(draft ?? known);
  const isTouched = JSON.stringify(said) !== JSON.stringify(known);
  // What is typed lies on the machine at once: closing the dialog in whatever way loses nothing of it.
  const put = (change: Partial<Said>) => {
    const next = { ...said, ...change };
    set(next);
    keepDraft(keys, next);
  };
  const forget = () => {
    keepDraft(keys, null);
    onClose();
  };
  const copied: Partial<Shared> = before?.said.uri ? sharedOf(before.said) : lastShared();
  const save = (then: boolean) => {
    keepShared(sharedOf(said));
    keepDraft(keys, null);
    onSave(said, then);
  };
  const problems = only?.here?.problems ?? [];
  const label = only?.there?.rights.label ?? null;
  return (
    <Dialog title={isMany ? say('photographs.sayMany', { count: items.length }) : say('photographs.sayOne')} onClose={onClose} foot={
      <>
        <Button weight="quiet" onPress={isTouched ? forget : onClose}>{say(isTouched ? 'photographs.dropDraft' : 'photographs.cancel')}</Button>
        {hasNext && <Button weight="quiet" onPress={() => save(true)}>{say('photographs.saveNext')}</Button>}
        <Button onPress={() => save(false)}>{say('photographs.save')}</Button>
      </>
    }>
      {isMany ? <p>{say('photographs.sayManyHelp')}</p> : only && <div class="photo-large"><Thumbnail item={only} alt={said.alternative || say('photographs.thePicture')} /></div>}
      {draft && <p class="notice" role="status">{say('photographs.draftBack')}</p>}
      <Problems all={problems} />
      {!isMany && (
        <Text label={say('photographs.alternative')} help={say('photographs.alternativeHelp')} value={said.alternative} isLong
          onValue={(alternative) => put({ alternative })} problem={problemOf(problems, 'alternativeTexts')} />
      )}
      {copied.uri && !said.uri && (
        <div><Button weight="quiet" onPress={() => put(copied)}>{say(before?.said.uri ? 'photographs.asBefore' : 'photographs.asLast', { rights: rightsName(copied.uri) })}</Button></div>
      )}
      <Rights said={said} put={put} label={label} problems={problems} isMany={isMany} />
      <People said={said} put={put} isMany={isMany} />
      <details class="quiet">
        <summary>{say('photographs.more')}</summary>
        <div class="stack">
          <Text label={say('photographs.captured')} help={say('photographs.capturedHelp')} value={said.captured} onValue={(captured) => put({ captured })}
            problem={problemOf(problems, 'captured')} />
          <Text label={say('photographs.method')} help={say('photographs.methodHelp')} value={said.method} onValue={(method) => put({ method })} />
          {!isMany && <Text label={say('photographs.caption')} help={say('photographs.captionHelp')} value={said.caption} onValue={(caption) => put({ caption })} />}
          {!isMany && <Text label={say('photographs.alternativeEnglish')} value={said.alternativeEnglish} isLong onValue={(alternativeEnglish) => put({ alternativeEnglish })} />}
          {!isMany && !only?.there && (
            <label class="check"><input type="checkbox" checked={said.isPanorama} onChange={() => put({ isPanorama: !said.isPanorama })} /><span>{say('photographs.panorama')}</span></label>
          )}
        </div>
      </details>
      {!isMany && (
        <label class="check">
          <input type="checkbox" checked={said.role === 'HERO'} onChange={() => put({ role: said.role === 'HERO' ? 'GALLERY' : 'HERO' })} />
          <span>{say('photographs.hero')}</span>
        </label>
      )}
    </Dialog>
  );
}

interface PartProps {
  said: Said;
  put: (change: Partial<Said>) => void;
  isMany: boolean;
}

function Rights({ said, put, label, problems, isMany }: PartProps & { label: string | null; problems: readonly Told[] }) {
  const isOther = said.uri !== '' && !RIGHTS.some(({ uri }) => uri === said.uri);
  return (
    <>
      <fieldset class="stack tight">
        <legend class="field-label">{say('photographs.rightsAsk')}</legend>
        <p class="field-help">{say(isMany ? 'photographs.blankStays' : 'photographs.rightsHelp')}</p>
        {RIGHTS.map(({ uri, name, help }) => (
          <label class="photo-choice" key={uri}>
            <input type="radio" name="photo-rights" checked={said.uri === uri} onChange={() => put({ uri })} />
            <span><strong>{say(name)}</strong><br /><span class="small">{say(help)}</span></span>
          </label>
        ))}
        {isOther && (
          <label class="photo-choice"><input type="radio" name="photo-rights" checked readOnly /><strong>{rightsName(said.uri, label)}</strong></label>
        )}
      </fieldset>
      <div class="pair">
        <Text label={say('photographs.holder')} help={say('photographs.holderHelp')} value={said.holder} onValue={(holder) => put({ holder })} problem={problemOf(problems, 'rights.holder')} />
        <Text label={say('photographs.credit')} help={say('photographs.creditHelp')} value={said.creditLine} onValue={(creditLine) => put({ creditLine })} problem={problemOf(problems, 'rights.creditLine')} />
      </div>
      <Text label={say('photographs.maker')} value={said.maker} onValue={(maker) => put({ maker })} />
    </>
  );
}

function People({ said, put, isMany }: PartProps) {
  return (
    <Field label={say('photographs.people')} help={say('photographs.peopleHelp')}>
      {(wired) => (
        <select {...wired} class="input" value={said.people} onChange={(event) => put({ people: event.currentTarget.value as PeopleShown | '' })}>
          <option value="">{say(isMany ? 'photographs.asEach' : 'photographs.notSaid')}</option>
          {PEOPLE.map((term) => <option key={term} value={term}>{say(`photographs.peopleAre.${term as 'NONE'}`)}</option>)}
        </select>
      )}
    </Field>
  );
}

interface TextProps {
  label: string;
  help?: string;
  value: string;
  problem?: string | undefined;
  isLong?: boolean;
  onValue: (value: string) => void;
}

function Text({ label, help, value, problem, isLong = false, onValue }: TextProps) {
  return (
    <Field label={label} help={help} problem={problem}>
      {(wired) => isLong
        ? <textarea {...wired} class="input" rows={2} value={value} onInput={(event) => onValue(event.currentTarget.value)} />
        : <input {...wired} class="input" type="text" autocomplete="off" value={value} onInput={(event) => onValue(event.currentTarget.value)} />}
    </Field>
  );
}

function problemOf(problems: readonly Told[], field: string): string | undefined {
  return problems.find((problem) => problem.field?.startsWith(field))?.message;
}

function Problems({ all }: { all: readonly Told[] }) {
  const rest = all.filter(({ field }) => !/^(alternativeTexts|captured|rights\.(holder|creditLine))/.test(field ?? ''));
  return rest.length ? <div class="notice notice-trouble" role="alert">{rest.map(({ message }) => <p key={message}>{message}</p>)}</div> : null;
}
