// The procedures in force, searched by their words, page after page.
import { useEffect, useState } from 'preact/hooks';
import { ProceduresSeenDocument, type ProceduresSeenQuery } from '../graphql/documents.ts';
import { useQuery } from '../graphql/use-query.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Empty, Ghosts, TroubleNotice } from '../ui/states.tsx';
import { day } from '../words/shown.ts';
import { say } from '../words/words.ts';

type Procedure = ProceduresSeenQuery['procedures']['nodes'][number];

export function Register() {
  const [typed, setTyped] = useState('');
  const [text, setText] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setText(typed.trim()), 300);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <section class="panel record-section" aria-labelledby="register">
      <h2 id="register">{say('procedures.register')}</h2>
      <Field label={say('procedures.search')} help={say('procedures.searchHelp')}>
        {(wired) => <input class="input" type="search" {...wired} maxLength={200} value={typed} onInput={(event) => setTyped(event.currentTarget.value)} />}
      </Field>
      <Pages key={text} text={text} />
    </section>
  );
}

function Pages({ text }: { text: string }) {
  const [after, setAfter] = useState<string | null>(null);
  const [before, setBefore] = useState<Procedure[]>([]);
  const { data, trouble, again, isLoading } = useQuery(ProceduresSeenDocument, { text: text || null, after });
  const { nodes = [], pageInfo, totalCount = 0 } = data?.procedures ?? {};
  // While the next page is on its way, `data` is still the one before.
  const known = new Map([...before, ...nodes].map((one) => [`${one.code}${one.validFrom}`, one]));
  const more = () => {
    setBefore([...known.values()]);
    setAfter(pageInfo?.endCursor ?? null);
  };
  return (
    <>
      {trouble && <TroubleNotice trouble={trouble} again={again} />}
      {!data && !trouble && <Ghosts count={3} />}
      {data && totalCount === 0 && <Empty title={say(text ? 'procedures.notFound' : 'procedures.empty')}><p>{say(text ? 'procedures.notFoundHelp' : 'procedures.emptyHelp')}</p></Empty>}
      {totalCount > 0 && <p role="status">{say('procedures.count', { count: totalCount })}</p>}
      <ul class="procedures">{[...known.values()].map((one) => <Row key={`${one.code}${one.validFrom}`} one={one} />)}</ul>
      {pageInfo?.hasNextPage && <div><Button weight="quiet" isBusy={isLoading} onPress={more}>{say('procedures.more')}</Button></div>}
    </>
  );
}

function Row({ one }: { one: Procedure }) {
  const told = [one.field, one.level, one.agency, one.timeLimit, one.fee, one.decision, one.validFrom && say('criteria.since', { from: day(one.validFrom) })];
  return (
    <li>
      <strong><span class="number soft">{one.code}</span> {one.name}</strong>
      <p class="small">{told.filter(Boolean).join(' · ')}</p>
      <p class="small">{say('procedures.foundAt', { source: one.source })}</p>
    </li>
  );
}
