import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { say } from '../words/words.ts';
import { isUnderWay, tried } from '../photographs/photograph.ts';
import { again } from '../photographs/sending.ts';
import { change, shelfOf } from '../photographs/shelf.ts';
import type { Item } from './checklist.ts';
import { goTo, useForm } from './form.ts';

interface Props {
  items: Item[];
  onClose: () => void;
  onSend: () => void;
}

/** Before it goes to review: what is still missing, kindly, each leading to its field. */
export function SubmitDialog({ items, onClose, onSend }: Props) {
  const needed = items.filter(({ isNeeded }) => isNeeded);
  const wished = items.filter(({ isNeeded }) => !isNeeded);
  const { work } = useForm();
  const coming = shelfOf({ workId: work.id, siteId: work.siteId, code: work.code }).filter(isUnderWay);
  const paused = coming.filter(({ state }) => state === 'PAUSED');
  const onTheirWay = coming.length - paused.length;
  const goOn = () => void Promise.all(paused.map(({ id }) => change(id, tried))).then(again);
  const isNameless = items.some(({ lack }) => lack === 'name');
  const lead = (place: string) => {
    onClose();
    // After the dialog has given the focus back to where it was.
    setTimeout(() => goTo(place), 50);
  };
  const list = (all: Item[]) => (
    <ul class="lacks">
      {all.map(({ lack, place }) => (
        <li key={`${lack} ${place}`}><button type="button" class="lack" onClick={() => lead(place)}>{say(`enter.lack.${lack}`)}</button></li>
      ))}
    </ul>
  );
  return (
    <Dialog title={say('enter.submit')} onClose={onClose} foot={
      <>
        <Button weight="quiet" onPress={onClose}>{say('more.goOn')}</Button>
        {!isNameless && !coming.length && <Button onPress={onSend}>{say(needed.length ? 'more.submitAnyway' : 'enter.submit')}</Button>}
      </>
    }>
      {onTheirWay > 0 && <p class="notice notice-warning" role="status">{say('more.photographsFirst', { count: onTheirWay })}</p>}
      {paused.length > 0 && (
        <div class="notice notice-warning" role="status">
          <p>{say('more.photographsPaused', { count: paused.length })}</p>
          <Button weight="quiet" onPress={goOn}>{say('more.photographsGoOn')}</Button>
        </div>
      )}
      {!items.length && <p>{say('more.allThere')}</p>}
      {needed.length > 0 && (
        <>
          <p>{say(isNameless ? 'more.needName' : 'more.neededFirst')}</p>
          {list(needed)}
        </>
      )}
      {wished.length > 0 && (
        <>
          <p>{say('more.wishedToo')}</p>
          {list(wished)}
        </>
      )}
      <p class="small">{say('more.submitHelp')}</p>
    </Dialog>
  );
}
