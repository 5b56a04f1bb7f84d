// One photograph: how it looks, how far it is, what is missing, and what can be done with it.
import type { ComponentChildren } from 'preact';
import { Button } from '../ui/button.tsx';
import { bytes, number } from '../words/shown.ts';
import { say } from '../words/words.ts';
import { Alike } from './alike.tsx';
import { draftOf } from './drafts.ts';
import { saidOf, type Item } from './list.ts';
import { isSettled, type Photograph, type Said } from './photograph.ts';
import { rightsName } from './rights.ts';
import { fleeting, going } from './shelf.ts';
import { Thumbnail } from './thumbnail.tsx';

export interface Deeds {
  say: (item: Item) => void;
  remove: (item: Item) => void;
  move: (item: Item, by: number) => void;
  pause: (one: Photograph) => void;
  resume: (one: Photograph) => void;
  retry: (item: Item) => void;
  /** Take what the catalogue has instead of one's own words. */
  yield: (item: Item) => void;
  choose: (item: Item) => void;
  drag: (key: string | null) => void;
  dropOn: (item: Item) => void;
}

interface Props {
  item: Item;
  place: number;
  /** How many are attached: only they have an order. */
  attached: number;
  isChosen: boolean;
  isLocked: boolean;
  others: readonly Item[];
  deeds: Deeds;
}

export function Card({ item, place, attached, isChosen, isLocked, others, deeds }: Props) {
  const { here, there, said } = item;
  const name = say('photographs.number', { number: place + 1 });
  const canMove = !isLocked && there !== null && attached > 1;
  return (
    <li class="photo" data-photo={item.key} draggable={canMove} onDragStart={() => deeds.drag(item.key)} onDragEnd={() => deeds.drag(null)}
      onDragOver={(event) => canMove && !event.dataTransfer?.types.includes('Files') && event.preventDefault()} onDrop={() => deeds.dropOn(item)}>
      <Thumbnail item={item} alt={said.alternative || say('photographs.pictureOf', { number: place + 1, name: here?.name ?? there?.code ?? '' })} />
      <div class="photo-body">
        <div class="photo-head">
          <h3>{name}{said.role === 'HERO' && <span class="badge badge-violet">{say('photographs.isHero')}</span>}</h3>
          {!isLocked && (
            <label class="check photo-check"><input type="checkbox" checked={isChosen} onChange={() => deeds.choose(item)} aria-label={say('photographs.select', { name })} /></label>
          )}
        </div>
        <p class="small photo-name">{there?.code ?? here?.name}{here && !there ? ` · ${bytes(here.size)}` : ''}</p>
        <Standing item={item} name={name} />
        <Lacks item={item} />
        <Warnings item={item} others={others} />
        {here && !here.told && fleeting.value.has(here.id) && <p class="notice notice-warning small">{say('photographs.fleeting')}</p>}
        {!isLocked && (
          <div class="photo-deeds">
            <Button weight="quiet" label={say('photographs.sayOf', { name })} onPress={() => deeds.say(item)}>{say('photographs.sayIt')}</Button>
            {here && (here.state === 'WAITING' || here.state === 'SENDING') && <Small label={say('photographs.pauseOf', { name })} onPress={() => deeds.pause(here)}>{say('photographs.pause')}</Small>}
            {here?.state === 'PAUSED' && <Small label={say('photographs.resumeOf', { name })} onPress={() => deeds.resume(here)}>{say('photographs.resume')}</Small>}
            {here && here.problems.length > 0 && <Small label={say(isStale(here) ? 'photographs.mineOf' : 'photographs.retryOf', { name })} onPress={() => deeds.retry(item)}>{say(isStale(here) ? 'photographs.mine' : 'photographs.retry')}</Small>}
            {here && isStale(here) && <Small label={say('photographs.theirsOf', { name })} onPress={() => deeds.yield(item)}>{say('photographs.theirs')}</Small>}
            {canMove && place > 0 && <span data-way="-1"><Small label={say('photographs.earlier', { name })} onPress={() => deeds.move(item, -1)}>↑</Small></span>}
            {canMove && place < attached - 1 && <span data-way="1"><Small label={say('photographs.later', { name })} onPress={() => deeds.move(item, 1)}>↓</Small></span>}
            <Small label={say('photographs.removeOf', { name })} onPress={() => deeds.remove(item)}>{say('photographs.remove')}</Small>
          </div>
        )}
      </div>
    </li>
  );
}

/** Somebody else has said something of the same photograph meanwhile. */
function isStale({ problems }: Photograph): boolean {
  return problems.some(({ code }) => code === 'STALE_REVISION');
}

function Small({ label, onPress, children }: { label: string; onPress: () => void; children: ComponentChildren }) {
  return <Button weight="plain" label={label} onPress={onPress}>{children}</Button>;
}

const LABELS = {
  uri: 'photographs.rightsAsk', holder: 'photographs.holder', creditLine: 'photographs.credit', alternative: 'photographs.alternative',
  alternativeEnglish: 'photographs.alternativeEnglish', caption: 'photographs.caption', captured: 'photographs.captured', maker: 'photographs.maker',
  method: 'photographs.method',
} as const;

/** One's own words and the other person's, field by field. */
function Differences({ mine, theirs }: { mine: Said; theirs: Said }) {
  const names = (Object.keys(LABELS) as (keyof typeof LABELS)[]).filter((name) => mine[name] !== theirs[name]);
  const shown = (name: string, value: string) => (name === 'uri' && value ? rightsName(value) : value) || say('photographs.isBlank');
  return (
    <dl>
      {names.map((name) => (
        <div key={name}>
          <dt>{say(LABELS[name])}</dt>
          <dd>{say('photographs.ours', { value: shown(name, mine[name]) })}<br />{say('photographs.others', { value: shown(name, theirs[name]) })}</dd>
        </div>
      ))}
    </dl>
  );
}

function Standing({ item: { here, there }, name }: { item: Item; name: string }) {
  if (!here || isSettled(here)) {
    return <p><span class={`badge ${there?.work?.isShown ? 'badge-green' : ''}`}>{say(there?.work?.isShown ? 'photographs.is.shown' : 'photographs.is.attached')}</span></p>;
  }
  if (here.problems.length) {
    return (
      <div class="field-problem" role="alert">
        <strong>{say(here.told ? 'photographs.is.notSaid' : 'photographs.is.refused')}</strong>
        {here.problems.map(({ message, field }) => <p key={field}>{message}</p>)}
        {there && isStale(here) && <Differences mine={here.said} theirs={saidOf(there)} />}
      </div>
    );
  }
  if (here.state === 'SENDING' || here.state === 'PAUSED') {
    const sent = Math.min(here.size, Math.max(here.sent, going.value.get(here.id) ?? 0));
    const percent = here.size ? Math.floor((sent / here.size) * 100) : 0;
    return (
      <div class="stack tight">
        <span class="small number">{say(here.state === 'PAUSED' ? 'photographs.is.paused' : 'photographs.is.sending', { percent: number(percent) })}</span>
        <progress class="progress" max={100} value={percent} aria-label={say('photographs.progressOf', { name })} />
      </div>
    );
  }
  const word = here.state === 'WAITING' ? 'photographs.is.waiting' : here.told ? 'photographs.is.saying' : here.siteId ? 'photographs.is.attaching' : 'photographs.is.noSite';
  return <p><span class="badge badge-gold">{say(word)}</span></p>;
}

function Lacks({ item: { key, said, there } }: { item: Item }) {
  return (
    <ul class="chips photo-lacks">
      {said.uri ? <li class="small">{rightsName(said.uri, there?.rights.label)}{said.creditLine && ` · ${said.creditLine}`}</li> : <li class="badge badge-gold">{say('photographs.lacksRights')}</li>}
      {draftOf([key]) && <li class="badge badge-violet">{say('photographs.draft')}</li>}
      {!said.alternative.trim() && <li class="badge badge-gold">{say('photographs.lacksAlternative')}</li>}
    </ul>
  );
}

/** What deserves a look and blocks nothing. */
function Warnings({ item, others }: { item: Item; others: readonly Item[] }) {
  const place = item.there?.work?.capturePlace;
  const alike = item.there?.work?.alike ?? [];
  return (
    <>
      {place?.isFar && place.distanceMetres !== null && <p class="field-problem field-warning">{say('photographs.far', { distance: `${number(place.distanceMetres / 1000, 1)} km` })}</p>}
      {alike.length > 0 && <Alike item={item} alike={alike} others={others} />}
    </>
  );
}
