// Lists that are often wanted: the desk's own, and those that somebody has kept under a name.
import { useState } from 'preact/hooks';
import { may, person } from '../people/viewer.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Icon } from '../ui/icons.tsx';
import { toast } from '../ui/toasts.tsx';
import { say, type Word } from '../words/words.ts';
import { addressOf, conditionCount, NOTHING, sameList, type Question } from './question.ts';
import { dropView, openViews, saved, saveView } from './saved-views.ts';

interface View {
  word: Word;
  question: Question;
}

function ownViews(): View[] {
  const isWork = may('READ_WORKING');
  const base: Question = { ...NOTHING, view: isWork ? 'working' : 'published' };
  const all: (View | false)[] = [
    { word: 'find.viewAll', question: base },
    isWork && may('SUBMIT_SITE') && { word: 'find.viewMine', question: { ...base, mine: true } },
    isWork && may('SUBMIT_SITE') && { word: 'find.viewReturned', question: { ...base, states: ['RETURNED'], mine: true } },
    isWork && (may('APPROVE_SITE') || may('PUBLISH_SITE')) && { word: 'find.viewAwaiting', question: { ...base, awaiting: true } },
    { word: 'find.viewNoPosition', question: { ...base, lacking: ['POSITION'] } },
    { word: 'find.viewNoPicture', question: { ...base, lacking: ['PICTURE'] } },
  ];
  return all.filter((one) => one !== false);
}

export function ViewsBar({ question }: { question: Question }) {
  openViews(person()?.id ?? '');
  const [isNaming, setNaming] = useState(false);
  const own = ownViews();
  const isKnown = [...own.map((view) => view.question), ...saved.value.map((view) => view.question)].some((one) => sameList(one, question));
  const canSave = !isKnown && (conditionCount(question) > 0 || question.text.trim() !== '');
  return (
    <nav class="views" aria-label={say('find.views')}>
      <ul class="chips">
        {own.map(({ word, question: wanted }) => <li key={word}><Link wanted={wanted} question={question}>{say(word)}</Link></li>)}
        {saved.value.map(({ name, question: wanted }) => (
          <li key={name} class="saved">
            <Link wanted={wanted} question={question}>{name}</Link>
            <button type="button" class="drop" aria-label={say('find.dropView', { name })} onClick={() => dropView(name)}><Icon name="close" /></button>
          </li>
        ))}
        {canSave && <li><button type="button" class="chip chip-add" onClick={() => setNaming(true)}>{say('find.saveView')}</button></li>}
      </ul>
      {isNaming && <Naming question={question} onClose={() => setNaming(false)} />}
    </nav>
  );
}

function Link({ wanted, question, children }: { wanted: Question; question: Question; children: string }) {
  const isHere = sameList(wanted, question);
  return <a class="chip" href={addressOf({ ...wanted, look: question.look })} aria-current={isHere ? 'true' : undefined}>{children}</a>;
}

function Naming({ question, onClose }: { question: Question; onClose: () => void }) {
  const [name, setName] = useState('');
  const [isAsked, setAsked] = useState(false);
  const save = () => {
    if (!name.trim()) return setAsked(true);
    saveView(name.trim(), question);
    toast(say('find.viewSaved', { name: name.trim() }));
    onClose();
  };
  return (
    <Dialog
      title={say('find.saveView')} onClose={onClose}
      foot={<><Button weight="quiet" onPress={onClose}>{say('find.notNow')}</Button><Button onPress={save}>{say('find.save')}</Button></>}
    >
      <form onSubmit={(event) => { event.preventDefault(); save(); }}>
        <Field label={say('find.viewName')} help={say('find.viewNameHelp')} problem={isAsked && !name.trim() ? say('find.viewNameMissing') : undefined}>
          {(wired) => <input class="input" {...wired} value={name} maxLength={60} autocomplete="off" onInput={(event) => setName(event.currentTarget.value)} />}
        </Field>
      </form>
    </Dialog>
  );
}
