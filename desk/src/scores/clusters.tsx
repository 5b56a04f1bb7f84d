import { useState } from 'preact/hooks';
import '../site/site.css';
import { InTheWay } from '../coverage/in-the-way.tsx';
import { Sections } from '../coverage/sections.tsx';
import { ClusterSubjectsDocument, PlaceSubjectsDocument, type ClusterSubjectsQuery, type ScoreSubjectKind } from '../graphql/documents.ts';
import { useQuery } from '../graphql/use-query.ts';
import { may } from '../people/viewer.ts';
import { problemOf, useDeed } from '../site/deed.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Empty, Ghosts, TroubleNotice } from '../ui/states.tsx';
import { toast } from '../ui/toasts.tsx';
import { View } from '../ui/view.tsx';
import { say, sayTerm } from '../words/words.ts';
import { clustersOf, fits } from './clusters.ts';
import './scores.css';

type Subject = ClusterSubjectsQuery['scoreSubjects'][number];
const KINDS = ['COLLECTIVE', 'INDIVIDUAL'] as const satisfies readonly ScoreSubjectKind[];

/** Who is ranked among whom; the council places subjects. */
export default function ClustersView() {
  const { data, trouble, again } = useQuery(ClusterSubjectsDocument, {});
  const [kind, setKind] = useState<ScoreSubjectKind>('COLLECTIVE');
  const subjects = (data?.scoreSubjects ?? []).filter((subject) => subject.kind === kind);
  const clusters = clustersOf(subjects);
  return (
    <View title={say('clusters.title')} lead={say('clusters.lead')}>
      <div class="coverage">
        <Sections here="/desk/clusters" />
        <fieldset class="field">
          <legend class="field-label">{say('clusters.kind')}</legend>
          <div class="chips">{KINDS.map((one) => <label class="chip" key={one}><input type="radio" name="kind" checked={kind === one} onChange={() => setKind(one)} />{sayTerm('subjectKind', one)}</label>)}</div>
        </fieldset>
        {trouble && <TroubleNotice trouble={trouble} again={again} />}
        {!data && !trouble && <Ghosts count={3} />}
        {data && clusters.length === 0 && <Empty title={say('scores.noClusters')}><p>{say(may('PLACE_IN_CLUSTER') ? 'clusters.noneYours' : 'scores.noClustersHelp')}</p></Empty>}
        {clusters.map(({ code, name, members }) => (
          <section class="panel record-section" key={code} aria-labelledby={`cluster-${code}`}>
            <h2 id={`cluster-${code}`}>{name} ({members.length})</h2>
            <p class="small">{code}</p>
            <ul class="columns">{members.map((subject) => <li key={subject.code}>{subject.name}</li>)}</ul>
          </section>
        ))}
        {data && may('PLACE_IN_CLUSTER') && <Placing key={kind} subjects={subjects} clusters={clusters} again={again} />}
      </div>
    </View>
  );
}

interface PlacingProps {
  subjects: readonly Subject[];
  clusters: readonly { code: string; name: string }[];
  again: () => void;
}

function Placing({ subjects, clusters, again }: PlacingProps) {
  const [into, setInto] = useState('');
  const [made, setMade] = useState({ code: '', name: '' });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [text, setText] = useState('');
  const deed = useDeed();
  const target = clusters.find(({ code }) => code === into) ?? made;
  const shown = subjects.filter((subject) => fits(subject, text));
  const toggle = (code: string) => {
    const next = new Set(chosen);
    if (!next.delete(code)) next.add(code);
    setChosen(next);
  };
  const place = async () => {
    if (!await deed.run(PlaceSubjectsDocument, { code: target.code, name: target.name, subjects: [...chosen] })) return;
    toast(say('clusters.placed', { count: chosen.size, name: target.name }));
    setChosen(new Set());
    setMade({ code: '', name: '' });
    setInto(target.code);
    again();
  };
  return (
    <section class="panel record-section" aria-labelledby="placing">
      <h2 id="placing">{say('clusters.place')}</h2>
      <div class="asking">
        <Field label={say('scores.cluster')}>
          {(wired) => (
            <select class="input" {...wired} value={into} onChange={(event) => setInto(event.currentTarget.value)}>
              <option value="">{say('clusters.another')}</option>
              {clusters.map(({ code, name }) => <option key={code} value={code}>{name}</option>)}
            </select>
          )}
        </Field>
        {target === made && (
          <>
            <Field label={say('clusters.code')} help={say('clusters.codeHelp')} problem={problemOf(deed, 'code')}>{(wired) => <input class="input" {...wired} maxLength={40} value={made.code} onInput={(event) => setMade({ ...made, code: event.currentTarget.value })} />}</Field>
            <Field label={say('clusters.name')}>{(wired) => <input class="input" {...wired} maxLength={200} value={made.name} onInput={(event) => setMade({ ...made, name: event.currentTarget.value })} />}</Field>
          </>
        )}
      </div>
      <Field label={say('clusters.search')}>{(wired) => <input class="input" type="search" {...wired} value={text} onInput={(event) => setText(event.currentTarget.value)} />}</Field>
      <fieldset class="field">
        <legend class="field-label">{say('clusters.whom', { count: chosen.size })}</legend>
        <div class="columns">
          {shown.map(({ code, name, units, cluster }) => (
            <label class="check" key={code}>
              <input type="checkbox" checked={chosen.has(code)} onChange={() => toggle(code)} />
              <span>{name}<span class="small"> {[...units, cluster?.name].filter(Boolean).join(' · ')}</span></span>
            </label>
          ))}
        </div>
        {shown.length === 0 && <p class="small">{say('clusters.nobody')}</p>}
      </fieldset>
      <InTheWay attempt={deed} fields={target === made ? ['code'] : []} />
      <div class="row">
        <Button isBusy={deed.isBusy} disabled={chosen.size === 0 || !target.code.trim() || !target.name.trim()} onPress={() => void place()}>{say('clusters.placeNow', { count: chosen.size })}</Button>
      </div>
    </section>
  );
}
