// The position: typed in any form, from the telephone, on the map of the commune, or as two numbers.
import { useState } from 'preact/hooks';
import { ReadPositionDocument, type LocationMethod } from '../graphql/documents.ts';
import { useQuery } from '../graphql/use-query.ts';
import { tidy } from '../outbox/fields.ts';
import { Button } from '../ui/button.tsx';
import { number } from '../words/shown.ts';
import { say, sayTerm } from '../words/words.ts';
import { CommuneMap } from './commune-map.tsx';
import { Choice, Fold, Gap, Line, terms } from './controls.tsx';
import { useForm, useSlowly } from './form.ts';
import { decimal, today, written, type Point } from './points.ts';

const METHODS: readonly LocationMethod[] = ['HANDHELD_GNSS', 'GNSS_RTK', 'MAP', 'CONVERTED', 'GEOCODED', 'PUBLISHED_SOURCE'];
const FAR = new Set(['OUTSIDE_UNIT', 'POINT_OUTSIDE_UNIT', 'OUTSIDE_PROVINCE', 'POINT_OUTSIDE_PROVINCE']);

export function PositionFields() {
  const { work, fields, edit, problemAt } = useForm();
  const { position, units } = fields;
  const put = (change: Partial<typeof position>) => edit((all) => ({ ...all, position: { ...all.position, ...change } }));
  const text = useSlowly(tidy(position.text), 600);
  const isResting = text === tidy(position.text);
  const { data } = useQuery(ReadPositionDocument, text ? { text, unit: units[0] ?? null } : null);
  const read = isResting && text ? data : undefined;
  const known = position.kept?.text === position.text ? position.kept : null;
  const point = decimal(position.text) ?? (read ? pointOf(read.plain) : null) ?? (known && { latitude: known.latitude, longitude: known.longitude });
  const refused = problemAt('location.coordinates') ?? problemAt('location') ?? read?.there.problems[0]?.message;
  const flags = read?.there.problems.length ? [] : (read?.there.warnings ?? []);
  const isFar = [...(read?.there.problems ?? []), ...flags, ...work.problems].some(({ code }) => FAR.has(code)) || position.exception !== '';
  const move = (to: Point) => put({ text: written(to), method: position.method === '' ? 'MAP' : position.method });
  return (
    <>
      <Line place="location" label={say('enter.position')} help={say('enter.positionHelp')} value={position.text} onValue={(value) => put({ text: value })}
        problem={refused} warning={flags.map(({ message }) => message).join(' ') || undefined} />
      <p class="understood" role="status">
        {read?.plain.form && point && say('enter.understood', {
          latitude: number(point.latitude, 6), longitude: number(point.longitude, 6), form: sayTerm('form', read.plain.form),
        })}
      </p>
      <div class="where">
        <div class="stack">
          <Here onFound={(found) => put(found)} />
          {tidy(position.text) !== '' && (
            <>
              <Choice place="location.method" label={say('enter.method')} help={say('enter.methodHelp')} value={position.method} none={say('enter.notSaid')}
                options={terms('method', METHODS)} onValue={(method) => put({ method })} />
              <Line place="location.accuracyMetres" label={say('enter.accuracy')} help={say('enter.accuracyHelp')} inputMode="decimal" value={position.accuracy}
                onValue={(accuracy) => put({ accuracy })} />
              <Line place="location.measuredOn" label={say('enter.measuredOn')} type="date" value={position.measuredOn} onValue={(measuredOn) => put({ measuredOn })} />
            </>
          )}
          <Numbers point={point} onPoint={move} />
          {!tidy(position.text) && <Gap field="location" label={say('enter.position')} />}
        </div>
        <CommuneMap unit={units[0]} point={point} onMove={move} />
      </div>
      {isFar && (
        <Line place="location.acceptedException" label={say('enter.exception')} help={say('enter.exceptionHelp')} value={position.exception}
          onValue={(exception) => put({ exception })} />
      )}
    </>
  );
}

function pointOf({ latitude, longitude }: { latitude: number | null; longitude: number | null }): Point | null {
  return latitude === null || longitude === null ? null : { latitude, longitude };
}

/** Two plain numbers: for whoever neither drags nor reads long forms. */
function Numbers({ point, onPoint }: { point: Point | null; onPoint: (point: Point) => void }) {
  const [typed, type] = useState<Record<string, string>>({});
  const shown = (name: keyof Point) => typed[name] ?? (point ? String(point[name]) : '');
  const put = (name: keyof Point, value: string) => {
    const next = { ...typed, [name]: value };
    const [latitude, longitude] = [next.latitude ?? String(point?.latitude ?? ''), next.longitude ?? String(point?.longitude ?? '')];
    const whole = decimal(`${latitude.replace(',', '.')}, ${longitude.replace(',', '.')}`);
    type(next);
    if (whole) onPoint(whole);
  };
  return (
    <Fold summary={say('enter.twoNumbers')}>
      <div class="pair" onFocusOut={() => point && type({})}>
        <Line place="location.latitude" label={say('enter.latitude')} inputMode="decimal" value={shown('latitude')} onValue={(value) => put('latitude', value)} />
        <Line place="location.longitude" label={say('enter.longitude')} inputMode="decimal" value={shown('longitude')} onValue={(value) => put('longitude', value)} />
      </div>
    </Fold>
  );
}

type Found = { text: string; accuracy: string; method: LocationMethod; measuredOn: string };

/** Where this telephone is, with how sure it is of that. */
function Here({ onFound }: { onFound: (found: Found) => void }) {
  const [news, setNews] = useState('');
  const [isBusy, setBusy] = useState(false);
  if (!('geolocation' in navigator)) return null;
  const ask = () => {
    setBusy(true);
    setNews(say('enter.finding'));
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const metres = Math.max(1, Math.ceil(coords.accuracy));
        setBusy(false);
        setNews(say(metres > 50 ? 'enter.foundRoughly' : 'enter.found', { metres }));
        onFound({ text: written(coords), accuracy: String(metres), method: 'HANDHELD_GNSS', measuredOn: today() });
      },
      (error) => {
        setBusy(false);
        setNews(say(error.code === error.PERMISSION_DENIED ? 'enter.hereRefused' : 'enter.hereUnknown'));
      },
      { enableHighAccuracy: true, timeout: 20_000, maximumAge: 0 },
    );
  };
  return (
    <div class="row">
      <Button weight="quiet" isBusy={isBusy} onPress={ask}>{say('enter.here')}</Button>
      <span class="small" role="status">{news}</span>
    </div>
  );
}
