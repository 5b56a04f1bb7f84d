import { useLocation } from 'preact-iso';
import { useEffect, useMemo, useState } from 'preact/hooks';
import '../site/site.css';
import '../find/find.css';
import { ask, TroubleError, type Trouble } from '../graphql/client.ts';
import { CommunesDocument, WorkToDoDocument, type Level, type WorkSeenFragment } from '../graphql/documents.ts';
import { useQuery } from '../graphql/use-query.ts';
import { may } from '../people/viewer.ts';
import { words } from '../site/record-of.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Empty, Ghosts, TroubleNotice } from '../ui/states.tsx';
import { View } from '../ui/view.tsx';
import { day, number, today } from '../words/shown.ts';
import { say, sayTerm } from '../words/words.ts';
import { Giving } from './giving.tsx';
import { Sections } from './sections.tsx';
import { LEVELS, readWanted, wantedAddress, type Wanted } from './todo.ts';

const PAGE = 50;

/** What to do next, and where the least work gains a level: for whoever plans, gives and does it. */
export default function WorkListView() {
  const { query, url, route } = useLocation();
  const wanted = useMemo(() => readWanted(query), [url]);
  const { unit, below, mine } = wanted;
  const asks = { asOf: today(), unit: unit || null, below: below || null, mine, language: words(), first: PAGE };
  const { data, trouble, isLoading, keptAt, again } = useQuery(WorkToDoDocument, { ...asks, after: null });
  const work = data?.worklist;
  return (
    <View title={say('todo.title')} lead={say('todo.lead')}>
      <div class="coverage">
        <Sections here="/desk/worklist" />
        <Narrowing wanted={wanted} onChange={(next) => route(wantedAddress(next))} />
        {trouble && <TroubleNotice trouble={trouble} again={again} />}
        {!work && !trouble && <Ghosts count={5} />}
        {work && work.totalCount === 0 && (
          <Empty title={say('todo.empty')}>
            <p>{say(unit || below || mine ? 'todo.emptyHere' : 'todo.emptyHelp')}</p>
          </Empty>
        )}
        {work && work.totalCount > 0 && <Items key={url} work={work} asks={asks} isOld={isLoading && !keptAt} again={again} />}
      </div>
    </View>
  );
}

function Narrowing({ wanted, onChange }: { wanted: Wanted; onChange: (wanted: Wanted) => void }) {
  const { data } = useQuery(CommunesDocument, {});
  return (
    <div class="panel asking">
      <Field label={say('find.commune')}>
        {(wired) => (
          <select class="input" {...wired} value={wanted.unit} onChange={(event) => onChange({ ...wanted, unit: event.currentTarget.value })}>
            <option value="">{say('find.everyCommune')}</option>
            {data?.adminUnits.map(({ code, name }) => <option key={code} value={code}>{name}</option>)}
            {wanted.unit && !data && <option value={wanted.unit}>{wanted.unit}</option>}
          </select>
        )}
      </Field>
      <Field label={say('todo.standing')}>
        {(wired) => (
          <select class="input" {...wired} value={wanted.below} onChange={(event) => onChange({ ...wanted, below: event.currentTarget.value as Level | '' })}>
            <option value="">{say('todo.anyLevel')}</option>
            {LEVELS.map((level) => <option key={level} value={level}>{say('todo.below', { level, name: sayTerm('level', level) })}</option>)}
          </select>
        )}
      </Field>
      {may('REVISE_SITE') && (
        <div class="field">
          <span class="field-label">{say('todo.whose')}</span>
          <label class="check"><input type="checkbox" checked={wanted.mine} onChange={(event) => onChange({ ...wanted, mine: event.currentTarget.checked })} />{say('todo.mine')}</label>
        </div>
      )}
    </div>
  );
}

interface Work {
  totalCount: number;
  nodes: WorkSeenFragment[];
  pageInfo: { hasNextPage: boolean; endCursor?: string | null };
}
type Asks = { asOf: string; unit: string | null; below: Level | null; mine: boolean; language: 'VI' | 'EN'; first: number };

function Items({ work, asks, isOld, again }: { work: Work; asks: Asks; isOld: boolean; again: () => void }) {
  const [more, setMore] = useState<Work[]>([]);
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble>();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [isGiving, setGiving] = useState(false);
  useEffect(() => setMore([]), [work]);
  const gives = may('ASSIGN_WORK');
  const items = [work, ...more].flatMap(({ nodes }) => nodes);
  const last = more[more.length - 1] ?? work;
  const next = async () => {
    setBusy(true);
    setTrouble(undefined);
    try {
      setMore([...more, (await ask(WorkToDoDocument, { ...asks, after: last.pageInfo.endCursor ?? null })).worklist]);
    } catch (error) {
      if (!(error instanceof TroubleError)) throw error;
      setTrouble(error.trouble);
    } finally {
      setBusy(false);
    }
  };
  const turn = (id: string) => {
    const now = new Set(chosen);
    if (!now.delete(id)) now.add(id);
    setChosen(now);
  };
  const given = items.flatMap(({ site }) => (site && chosen.has(site.id) ? [site] : []));
  return (
    <section class="stack" aria-labelledby="todo-count" aria-busy={isOld ? 'true' : undefined}>
      <h2 id="todo-count">{say('todo.count', { count: work.totalCount })}</h2>
      <ol class="todo">
        {items.map((item, place) => (
          <Item key={item.site?.id ?? place} item={item} choice={gives && item.site ? { isOn: chosen.has(item.site.id), turn: () => turn((item.site as { id: string }).id) } : null} />
        ))}
      </ol>
      {trouble && <TroubleNotice trouble={trouble} again={() => void next()} />}
      {last.pageInfo.hasNextPage && (
        <div class="find-more">
          <Button weight="quiet" isBusy={isBusy} onPress={() => void next()}>{say('find.more')}</Button>
          <p class="small">{say('find.there', { there: number(items.length), total: number(work.totalCount) })}</p>
        </div>
      )}
      {given.length > 0 && (
        <div class="bulk" role="region" aria-label={say('todo.chosen')}>
          <p class="bulk-count" role="status">{say('todo.chosenCount', { count: given.length })}</p>
          <div class="row">
            <Button weight="quiet" onPress={() => setChosen(new Set())}>{say('todo.unchoose')}</Button>
            <Button onPress={() => setGiving(true)}>{say('todo.give', { count: given.length })}</Button>
          </div>
        </div>
      )}
      {isGiving && <Giving sites={given} onClose={(isDone) => {
        setGiving(false);
        if (isDone) setChosen(new Set());
        again();
      }} />}
    </section>
  );
}

function Item({ item, choice }: { item: WorkSeenFragment; choice: { isOn: boolean; turn: () => void } | null }) {
  const { site, level, targetLevel, effort, waitsForParts, failing, assignments } = item;
  const name = site?.name.text ?? say('todo.withdrawn');
  return (
    <li class={choice ? 'todo-item' : 'todo-item todo-plain'}>
      {choice && <label class="todo-choice"><input type="checkbox" checked={choice.isOn} onChange={choice.turn} aria-label={say('find.choose', { name })} /></label>}
      <div>
        <p class="todo-name">{site ? <a href={`/desk/sites/${site.code}#level`}>{name}</a> : name}</p>
        <p class="row">
          <span class="badge">{say('todo.fromTo', { level: level ?? say('site.belowD0'), target: targetLevel })}</span>
          {waitsForParts ? <span class="badge badge-gold">{say('todo.waits')}</span> : <span class="badge badge-green">{say('todo.effort', { effort })}</span>}
          {assignments.map((one) => (
            <span class="badge badge-violet" key={`${one.check}${one.assignee.name}`}>{one.dueOn ? say('todo.givenDue', { name: one.assignee.name, day: day(one.dueOn) }) : say('todo.given', { name: one.assignee.name })}</span>
          ))}
        </p>
        {failing[0] && (
          <p>{say('todo.next', { step: failing[0].label })} <span class="small">{sayTerm('effort', String(failing[0].effort))}{failing.length > 1 && ` · ${say('todo.steps', { count: failing.length - 1 })}`}</span></p>
        )}
        <p class="small">{site && `${site.code}${site.adminUnit ? ` · ${site.adminUnit.name}` : ''}`}</p>
      </div>
    </li>
  );
}
