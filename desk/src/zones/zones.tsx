// Protection zones in the form: each an area with its decision, from a file, by its corners, or drawn on the map.
import { useEffect, useId, useState } from 'preact/hooks';
import { TroubleError } from '../graphql/client.ts';
import type { Zone } from '../graphql/documents.ts';
import type { ZoneRow } from '../outbox/fields.ts';
import { rowId } from '../outbox/read.ts';
import { Choice, Gap, Line, terms } from '../enter/controls.tsx';
import { set, useForm } from '../enter/form.ts';
import { Rows } from '../enter/rows.tsx';
import { Button } from '../ui/button.tsx';
import { later } from '../ui/later.tsx';
import { told } from '../ui/states.tsx';
import { say } from '../words/words.ts';
import { linesOf, plain, understood, written } from './corners.ts';
import { around, cornersOf, readFile, shapeOf, type Shape } from './shape.ts';
import { Sketch, sizeOf } from './sketch.tsx';
import './zones.css';

const ZONES: readonly Zone[] = ['ZONE_I', 'ZONE_II', 'TOURIST_BOUNDARY'];
const REST = 800;

const ZoneMap = later(() => import('./zone-map.tsx').then((part) => part.ZoneMap));

export function Zones() {
  const { fields, edit } = useForm();
  const next = ZONES.find((zone) => !fields.zones.some((row) => row.zone === zone)) ?? 'ZONE_I';
  return (
    <>
      <p class="field-help">{say('zones.help')} <cite>{say('zones.law')}</cite></p>
      {!fields.zones.length && <Gap field="protection_zones" label={say('zones.title')} />}
      <Rows<ZoneRow> rows={fields.zones} onRows={(rows) => edit(set('zones', rows))} called={say('zones.one')} addLabel={say('zones.add')} place="protectionZones"
        make={() => ({ id: rowId(), zone: next, shape: '', corners: '', validFrom: '', validTo: '', decisionNumber: '', source: '' })}>
        {(row, put) => <ZoneFields row={row} put={put} />}
      </Rows>
    </>
  );
}

type Put = (change: Partial<ZoneRow>) => void;

function ZoneFields({ row, put }: { row: ZoneRow; put: Put }) {
  const at = (name: string) => `protectionZones.${row.id}.${name}`;
  const isBackwards = row.validFrom !== '' && row.validTo !== '' && row.validTo <= row.validFrom;
  return (
    <>
      <Choice place={at('zone')} label={say('zones.kind')} value={row.zone} options={terms('zone', ZONES)} onValue={(zone) => zone && put({ zone })} />
      <Outline row={row} put={put} place={at('geometry')} />
      <div class="pair">
        <Line place={at('decisionNumber')} label={say('zones.decision')} help={say('zones.decisionHelp')} value={row.decisionNumber} onValue={(decisionNumber) => put({ decisionNumber })} />
        <Line place={at('source')} label={say('zones.source')} help={say('zones.sourceHelp')} value={row.source} onValue={(source) => put({ source })} />
        <Line place={at('validFrom')} label={say('enter.validFrom')} type="date" value={row.validFrom} onValue={(validFrom) => put({ validFrom })} />
        <Line place={at('validTo')} label={say('enter.validTo')} help={say('zones.validToHelp')} type="date" value={row.validTo} onValue={(validTo) => put({ validTo })}
          problem={isBackwards ? say('enter.endBeforeStart') : undefined} />
      </div>
    </>
  );
}

/** The area itself. What is typed counts once every line of it is understood. */
function Outline({ row, put, place }: { row: ZoneRow; put: Put; place: string }) {
  const [isDrawing, draw] = useState(false);
  const [refused, refuse] = useState('');
  const { problemAt } = useForm();
  const shape = shapeOf(row.shape);
  const ring = cornersOf(shape);
  const read = useCorners(row, put);
  const isOfParts = shape !== null && ring === null;
  const take = (made: Shape | null) => {
    refuse('');
    put({ shape: made ? JSON.stringify(made) : '', corners: '' });
  };
  const type = (corners: string) => {
    const made = around(plain(corners) ?? []);
    refuse('');
    put({ corners, shape: made ? JSON.stringify(made) : '' });
  };
  return (
    <div class="zone">
      <div class="stack">
        <TakeFile onShape={take} onRefused={refuse} />
        <Line place={place} label={say('zones.typed')} help={say('zones.typedHelp')} isLong value={row.corners || (ring ? written(ring) : '')} onValue={type}
          problem={problemAt(place) ?? (refused || read.problem || undefined)} />
        {isOfParts && <p class="small">{say('zones.ofParts')}</p>}
        <div><Button weight="quiet" onPress={() => draw(!isDrawing)}>{say(isDrawing ? 'zones.closeMap' : 'zones.draw')}</Button></div>
      </div>
      <div class="stack tight">
        {shape ? <Sketch shape={shape} /> : <p class="zone-none small">{say('zones.none')}</p>}
        <p class="understood" role="status">{shape ? sizeOf(shape) : read.isAsking ? say('zones.reading') : ''}</p>
      </div>
      {isDrawing && <ZoneMap corners={ring ?? plain(row.corners) ?? []} shape={shape} onCorners={(corners) => {
        const made = around(corners);
        refuse('');
        put(made ? { shape: JSON.stringify(made), corners: '' } : { shape: '', corners: written(corners) });
      }} />}
    </div>
  );
}

/** Lines of other forms than plain degrees are read by the catalogue once they have rested. */
function useCorners(row: ZoneRow, put: Put): { problem: string; isAsking: boolean } {
  const [problem, setProblem] = useState('');
  const [isAsking, setAsking] = useState(false);
  const count = linesOf(row.corners).length;
  useEffect(() => {
    setProblem('');
    if (row.shape || !row.corners || (plain(row.corners) && count < 3)) return;
    let isWanted = true;
    const timer = setTimeout(() => {
      setAsking(true);
      understood(row.corners).then((found) => {
        if (!isWanted) return;
        if ('message' in found) return setProblem(say('zones.line', found));
        const made = around(found.corners);
        if (made) put({ shape: JSON.stringify(made) });
        else if (count >= 3) setProblem(say('zones.noArea'));
      }).catch((error: unknown) => {
        if (!(error instanceof TroubleError)) throw error;
        if (isWanted) setProblem(told(error.trouble));
      }).finally(() => isWanted && setAsking(false));
    }, REST);
    return () => {
      isWanted = false;
      clearTimeout(timer);
      setAsking(false);
    };
  }, [row.corners, row.shape]);
  return { problem, isAsking };
}

function parseXml(text: string): Document | null {
  const document = new DOMParser().parseFromString(text, 'text/xml');
  return document.getElementsByTagName('parsererror').length ? null : document;
}

function TakeFile({ onShape, onRefused }: { onShape: (shape: Shape) => void; onRefused: (message: string) => void }) {
  const id = useId();
  const take = async (input: HTMLInputElement) => {
    const [file] = input.files ?? [];
    if (!file) return;
    const read = readFile(await file.text(), parseXml);
    input.value = '';
    if ('shape' in read) onShape(read.shape);
    else onRefused(say(`zones.refused.${read.refusal}`, { name: file.name }));
  };
  return (
    <div class="field">
      <label for={id}>{say('zones.file')}</label>
      <p class="field-help" id={`${id}-help`}>{say('zones.fileHelp')}</p>
      <input id={id} aria-describedby={`${id}-help`} class="input" type="file" accept=".geojson,.json,.kml,application/geo+json,application/vnd.google-earth.kml+xml"
        onChange={(event) => void take(event.currentTarget)} />
    </div>
  );
}
