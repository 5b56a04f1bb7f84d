// The photographs of a work or a site: adding, how sending goes, each of them, and what is done with many.
import { useEffect, useState } from 'preact/hooks';
import { PicturesOfDocument } from '../graphql/documents.ts';
import { useQuery } from '../graphql/use-query.ts';
import { person } from '../people/viewer.ts';
import { Button } from '../ui/button.tsx';
import { Ghosts, TroubleNotice } from '../ui/states.tsx';
import { toast } from '../ui/toasts.tsx';
import { say } from '../words/words.ts';
import { addFiles } from './adding.ts';
import { Adder } from './adder.tsx';
import { Card } from './card.tsx';
import { useDeeds } from './deeds.ts';
import { GoneNotice } from './gone.tsx';
import { itemsOf, type Item } from './list.ts';
import { withShared, type Said } from './photograph.ts';
import { SayingDialog } from './saying.tsx';
import { startPhotographs } from './sending.ts';
import { fleeting, shelfOf, type Subject } from './shelf.ts';
import { useSettling } from './settling.ts';
import { Sum } from './sum.tsx';
import { prepared } from './upload.ts';
import './photographs.css';

interface Props {
  subject: Subject;
  /** Why nothing can be changed now. */
  isLocked?: boolean;
  /** Called before the first file of a work that is not kept yet. */
  onFirst?: () => Promise<unknown>;
}

export function Photographs({ subject, isLocked = false, onFirst }: Props) {
  const who = person()?.id;
  const { data, trouble, isLoading, again } = useQuery(PicturesOfDocument, subject.code ? { code: subject.code } : null);
  const record = data?.sites.nodes[0];
  const here = shelfOf(subject);
  const items = itemsOf(record, here);
  const { shown, deeds, gone, chosen, clear } = useDeeds(items, record);
  const [asked, ask] = useState<readonly string[] | null>(null);
  useEffect(() => {
    if (!who) return;
    void startPhotographs(who);
    // Here while there is a network; where there is none, it is tried again when a photograph is sent.
    prepared().catch(() => undefined);
  }, [who]);
  useSettling(record, here, again);
  useLeaving();
  if (subject.code && !record && isLoading && !here.length) return <Ghosts count={2} />;

  const add = async (files: File[]) => {
    if (isLocked || !files.length) return;
    await onFirst?.();
    const taken = await addFiles(files, subject, new Set(record?.surrogates.edges.map(({ node }) => node.digest)));
    if (taken) toast(say('photographs.added', { count: taken }));
  };
  const isPicked = (item: Item) => chosen.has(item.key);
  const unsaid = shown.filter(({ said }) => !said.uri);
  const about = asked && shown.filter(({ key }) => asked.includes(key));
  const at = about?.length === 1 ? shown.indexOf(about[0] as Item) : -1;
  const save = async (said: Said, then: boolean) => {
    for (const item of about ?? []) await deeds.say(item, about?.length === 1 ? said : withShared(item.said, said));
    const next = shown[at + 1];
    ask(then && next ? [next.key] : null);
    if (!then) clear();
  };
  return (
    <div class="stack photographs">
      {trouble && !record && <TroubleNotice trouble={trouble} again={again} />}
      {!isLocked && <Adder onFiles={(files) => void add(files)} isFirst={!shown.length} />}
      {isLocked && !shown.length && <p class="soft">{say('photographs.none')}</p>}
      <Sum here={here} />
      {gone.map((one) => <GoneNotice key={one.key} gone={one} />)}
      {!isLocked && shown.length > 1 && (
        <div class="row photo-many">
          {chosen.size > 0 ? (
            <>
              <Button weight="quiet" onPress={() => ask(shown.filter(isPicked).map(({ key }) => key))}>{say('photographs.sayChosen', { count: shown.filter(isPicked).length })}</Button>
              <Button weight="plain" onPress={clear}>{say('photographs.chooseNone')}</Button>
            </>
          ) : unsaid.length > 1 && <Button weight="quiet" onPress={() => ask(unsaid.map(({ key }) => key))}>{say('photographs.sayUnsaid', { count: unsaid.length })}</Button>}
        </div>
      )}
      {shown.length > 0 && (
        <ol class="photo-list" aria-label={say('photographs.title')}>
          {shown.map((item, place) => (
            <Card key={item.key} item={item} place={place} attached={shown.filter(({ there }) => there).length} isChosen={isPicked(item)}
              isLocked={isLocked} others={shown} deeds={{ ...deeds, say: ({ key }) => ask([key]) }} />
          ))}
        </ol>
      )}
      {about && about.length > 0 && (
        <SayingDialog key={about.map(({ key }) => key).join()} items={about} before={shown[at - 1]} hasNext={at >= 0 && at < shown.length - 1}
          onClose={() => ask(null)} onSave={(said, then) => void save(said, then)} />
      )}
    </div>
  );
}

/** Photographs that this machine has no room for would be lost with the page: asked about first. */
function useLeaving(): void {
  useEffect(() => {
    const leaving = (event: BeforeUnloadEvent) => fleeting.value.size && event.preventDefault();
    addEventListener('beforeunload', leaving);
    return () => removeEventListener('beforeunload', leaving);
  }, []);
}
