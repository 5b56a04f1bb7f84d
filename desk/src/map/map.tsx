// The same list on the map of the province: our own lines, our own points, nothing from any other host.
import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { NothingFound } from '../find/nothing.tsx';
import type { Question } from '../find/question.ts';
import { Button } from '../ui/button.tsx';
import { TroubleNotice } from '../ui/states.tsx';
import { say } from '../words/words.ts';
import { Beside } from './beside.tsx';
import { boundaries, type Layer } from './boundaries.ts';
import { Drawn } from './drawn.tsx';
import { Moving } from './moving.tsx';
import { usePlaced } from './placed.ts';
import { sorted, Spots } from './points.ts';
import './map.css';

interface Props {
  question: Question;
  onChange: (question: Question) => void;
  /** The way back to the list. */
  bar: ComponentChildren;
}

export default function Province({ question, onChange, bar }: Props) {
  const { sites, total, isLoading, trouble, again } = usePlaced(question);
  const { layer, hasFailed } = useLayer();
  const [isStill, setStill] = useState(() => !canMove());
  const { points, placed, unplaced } = useMemo(() => sorted(sites), [sites]);
  const spots = useMemo(() => new Spots(points), [points]);
  const narrow = (unit: string) => onChange({ ...question, unit: unit === question.unit ? '' : unit });
  const chosen = layer?.features.find(({ properties }) => properties.code === question.unit);
  const told = isLoading && total > sites.length ? say('map.progress', { there: sites.length, total }) : say('map.count', { placed: placed.length });
  return (
    <section class="find-list" aria-label={say('find.found')} aria-busy={isLoading || (!layer && !hasFailed) ? 'true' : undefined}>
      <div class="find-bar">
        <p class="find-count" role="status">{isLoading && !sites.length ? say('find.looking') : told}</p>
        {bar}
      </div>
      {trouble && <TroubleNotice trouble={trouble} again={again} />}
      {hasFailed && <p class="notice notice-warning">{say('map.boundaries')}</p>}
      {!isLoading && !trouble && total === 0 && <NothingFound question={question} onChange={onChange} />}
      <div class="province">
        <div class="province-map">
          {chosen && (
            <div class="row province-chosen">
              <strong>{say('map.commune', { name: chosen.properties.name })}</strong>
              <Button weight="quiet" onPress={() => narrow('')}>{say('map.everyCommune')}</Button>
            </div>
          )}
          {!layer && !hasFailed && <div class="ghost province-ghost" />}
          {layer && (isStill
            ? <Drawn layer={layer} spots={spots} unit={question.unit} onUnit={narrow} />
            : <Moving layer={layer} spots={spots} unit={question.unit} onUnit={narrow} onFail={() => setStill(true)} />)}
          {layer && isStill && <p class="small">{say('map.drawn')}</p>}
          {layer && <p class="small">{say('map.help')} {say('map.source', { source: layer.source, metres: layer.accuracyMetres })}</p>}
        </div>
        {sites.length > 0 && <Beside placed={placed} unplaced={unplaced} />}
      </div>
    </section>
  );
}

function useLayer(): { layer: Layer | undefined; hasFailed: boolean } {
  const [layer, setLayer] = useState<Layer>();
  const [hasFailed, setFailed] = useState(false);
  useEffect(() => {
    boundaries().then(setLayer, () => setFailed(true));
  }, []);
  return { layer, hasFailed };
}

/** Whether this machine can draw the moving map. */
function canMove(): boolean {
  const context = document.createElement('canvas').getContext('webgl2');
  context?.getExtension('WEBGL_lose_context')?.loseContext();
  return context !== null;
}
