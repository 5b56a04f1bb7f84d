// Protection zones as the record shows them.
import type { RecordFragment } from '../graphql/documents.ts';
import { day } from '../words/shown.ts';
import { say, sayTerm } from '../words/words.ts';
import type { Shape } from './shape.ts';
import { Sketch, sizeOf } from './sketch.tsx';
import './zones.css';

export function ZoneList({ zones }: { zones: RecordFragment['protectionZones'] }) {
  return (
    <ul class="zone-list">
      {zones.map((zone, number) => {
        const shape = zone.geometry as Shape;
        const days = [zone.validFrom && say('zones.from', { day: day(zone.validFrom) }), zone.validTo && say('zones.until', { day: day(zone.validTo) })].filter(Boolean);
        return (
          <li key={number}>
            <Sketch shape={shape} />
            <div>
              <strong>{sayTerm('zone', zone.zone)}</strong>
              <div class="number">{sizeOf(shape)}</div>
              {zone.decisionNumber && <div class="small">{zone.decisionNumber}</div>}
              {days.length > 0 && <div class="small">{days.join(' · ')}</div>}
              {zone.source && <div class="small">{zone.source}</div>}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
