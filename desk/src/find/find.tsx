import { lazy, useLocation } from 'preact-iso';
import { useEffect, useId, useMemo, useState } from 'preact/hooks';
import { unitNames } from '../offline/own.ts';
import { may } from '../people/viewer.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Icon } from '../ui/icons.tsx';
import { Ghosts, TroubleNotice } from '../ui/states.tsx';
import { View } from '../ui/view.tsx';
import { say } from '../words/words.ts';
import { instant, number } from '../words/shown.ts';
import { BulkBar } from './bulk-bar.tsx';
import { unchoose } from './chosen.ts';
import { Conditions, OrderField, SightChips } from './conditions.tsx';
import { deedsOfViewer } from './deeds.ts';
import { NothingFound } from './nothing.tsx';
import { addressOf, cleared, conditionCount, readQuestion, sameList, withText, type Question } from './question.ts';
import { useResults, type Results } from './results.ts';
import { FoundRow } from './row.tsx';
import { SearchField } from './search-field.tsx';
import { ViewsBar } from './views-bar.tsx';
import { Windowed } from './windowed.tsx';
import './find.css';

const ProvinceLook = lazy(() => import('../map/map.tsx'));

/** Every site that one may see: searched, narrowed, in an order, as a list or on the map. */
export default function Find() {
  const { query, url, route } = useLocation();
  const maySeeWork = may('READ_WORKING');
  const question = useMemo(() => readQuestion(query, maySeeWork), [url, maySeeWork]);
  const go = (next: Question, isReplaced = false) => {
    if (!sameList(next, question)) unchoose();
    route(addressOf(next), isReplaced);
  };
  useEffect(() => () => unchoose(), []);
  return (
    <View guide="2-tim" title={say('find.title')} lead={say('find.lead')} actions={may('CREATE_SITE') && <ButtonLink href="/desk/new">{say('find.enter')}</ButtonLink>}>
      <div class="find">
        <div class="find-top">
          <SearchField text={question.text} onText={(text, isSame) => go(withText(question, text), isSame)} />
          {maySeeWork && <SightChips question={question} onChange={go} />}
        </div>
        <ViewsBar question={question} />
        <Narrowing question={question} onChange={go} />
        {question.look === 'map' ? <ProvinceLook question={question} onChange={go} bar={<Looks question={question} />} /> : <ListLook question={question} onChange={go} />}
      </div>
    </View>
  );
}

interface Props {
  question: Question;
  onChange: (question: Question) => void;
}

/** The conditions, folded away until somebody wants them. */
function Narrowing({ question, onChange }: Props) {
  const count = conditionCount(question);
  const [isOpen, setOpen] = useState(false);
  return (
    <div class="narrowing">
      <div class="row">
        <button type="button" class="button button-quiet" aria-expanded={isOpen} aria-controls="conditions" onClick={() => setOpen(!isOpen)}>
          {say('find.conditions', { count })}
        </button>
        {count > 0 && !isOpen && <Button weight="plain" onPress={() => onChange(cleared(question, question.text))}>{say('find.clear')}</Button>}
      </div>
      {isOpen && <Conditions question={question} onChange={onChange} />}
    </div>
  );
}

/** The two looks of one list. */
function Looks({ question }: { question: Question }) {
  const here = question.look;
  return (
    <nav class="segments" aria-label={say('find.looks')}>
      <a class="segment" href={addressOf({ ...question, look: 'list' })} aria-current={here === 'list' ? 'true' : undefined}>{say('find.asList')}</a>
      <a class="segment" href={addressOf({ ...question, look: 'map' })} aria-current={here === 'map' ? 'true' : undefined}><Icon name="map" />{say('find.asMap')}</a>
    </nav>
  );
}

function ListLook({ question, onChange }: Props) {
  const results = useResults(question);
  const { pages, total, trouble, isLoading, keptAt } = results;
  const isNothing = !isLoading && !trouble && total === 0;
  return (
    <section class="find-list" aria-label={say('find.found')}>
      <div class="find-bar">
        <p class="find-count" role="status">{isLoading ? say('find.looking') : trouble && !pages.length ? '' : say('find.count', { count: total })}</p>
        <Looks question={question} />
        <OrderField question={question} onChange={onChange} />
      </div>
      {keptAt !== undefined && <p class="notice">{say('find.own', { units: unitNames(), when: keptAt ? instant(new Date(keptAt).toISOString()) : 'none' })}</p>}
      {trouble && !pages.length && <TroubleNotice trouble={trouble} again={results.again} />}
      {isLoading && !pages.length && <Ghosts count={6} />}
      {isNothing && <NothingFound question={question} onChange={onChange} />}
      {pages.length > 0 && <Rows question={question} results={results} />}
    </section>
  );
}

function Rows({ question, results }: { question: Question; results: Results }) {
  const { pages, total, trouble, hasMore, isLoading, isLoadingMore, keptAt, more, again } = results;
  // Nothing is decided upon what was kept on the machine.
  const canChoose = keptAt === undefined && question.view === 'working' && deedsOfViewer().length > 0;
  const there = pages.reduce((sum, rows) => sum + rows.length, 0);
  const id = useId();
  return (
    <div class={isLoading ? 'find-old' : undefined} aria-busy={isLoading ? 'true' : undefined}>
      <Windowed
        label={say('find.found')} pages={pages} total={total} onNearEnd={more} drawnBy={canChoose}
        draw={(site, place) => <FoundRow key={site.id} site={site} place={place} canChoose={canChoose} />}
      />
      {trouble && <TroubleNotice trouble={trouble} again={again} />}
      {hasMore && !trouble && (
        <div class="find-more">
          <Button weight="quiet" isBusy={isLoadingMore} onPress={more} describedBy={id}>{say('find.more')}</Button>
          <p class="small" id={id}>{say('find.there', { there: number(there), total: number(total) })}</p>
        </div>
      )}
      {canChoose && <BulkBar results={results} />}
    </div>
  );
}
