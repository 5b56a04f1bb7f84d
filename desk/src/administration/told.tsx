import '../site/site.css';
import type { RecordChangeFragment } from '../graphql/documents.ts';
import { Changes as Differences } from '../difference/changes.tsx';
import { Button } from '../ui/button.tsx';
import { number } from '../words/shown.ts';
import { say, type Word } from '../words/words.ts';
import type { Report } from './attempt.ts';
import { tableWord } from './tables.ts';

interface Props {
  report: Report;
  name: string;
  /** It is done: the changes were seen before. */
  isOver?: boolean;
}

/** What a table does: counts, the rows that stay out with their reasons, what deserves a look, each record that changes. */
export function Told({ report, name, isOver }: Props) {
  const { rowCount, createdCount, changedCount, refusedCount, refused, warnings, changes, ignoredColumns } = report;
  const size = createdCount + changedCount;
  const counts: [Word, number, string][] = [
    ['imports.rows', rowCount, ''], ['imports.created', createdCount, ''], ['imports.changed', changedCount, ''],
    ['imports.unchanged', Math.max(rowCount - size - refusedCount, 0), ''], ['imports.refused', refusedCount, refusedCount ? 'count-red' : ''],
  ];
  return (
    <>
      {!isOver && <p class="small">{say('imports.kind')}: {tableWord(report.tableKind)}</p>}
      {!isOver && <ul class="counts">{counts.map(([word, count, tone]) => <li class={tone} key={word}><strong>{number(count)}</strong> {say(word)}</li>)}</ul>}
      {!isOver && ignoredColumns.length > 0 && <p class="small">{say('imports.ignored', { names: ignoredColumns.join(', ') })}</p>}
      {refusedCount > 0 && (
        <section class="stack refused" aria-label={say('imports.bad', { count: refusedCount })}>
          <div class="panel-head">
            <h3>{say('imports.bad', { count: refusedCount })}</h3>
            <Button weight="quiet" onPress={() => download(report.refusedTable ?? '', name)}>{say('imports.download')}</Button>
          </div>
          <p class="small lead-line">{say('imports.badHelp')} {refused.length < refusedCount && say('imports.badFirst', { count: refused.length })}</p>
          <Notes rows={refused} />
        </section>
      )}
      {!isOver && warnings.length > 0 && (
        <details class="former">
          <summary>{say('imports.notes', { count: warnings.length })}</summary>
          <Notes rows={warnings} />
        </details>
      )}
      {!isOver && size > 0 && (
        <section class="stack" aria-label={say('imports.changes', { count: size })}>
          <h3>{say('imports.changes', { count: size })}</h3>
          {changes.length < size && <p class="small">{say('imports.changesFirst', { count: changes.length })}</p>}
          <Changes changes={changes} />
        </section>
      )}
    </>
  );
}

function Notes({ rows }: { rows: Report['refused'] }) {
  return (
    <ul class="notes">
      {rows.map(({ row, problems }, place) => (
        <li key={`${row} ${place}`}>
          <span class="badge">{say('imports.row', { row })}</span>
          <div>
            {problems.map(({ code, field, message }) => (
              <p key={code + (field ?? '')}>{field && <span class="soft">{say('imports.column', { name: field })}: </span>}{message}</p>
            ))}
          </div>
        </li>
      ))}
    </ul>
  );
}

const TONES: Record<RecordChangeFragment['effect'], string> = { CREATE: 'badge-green', CHANGE: 'badge-violet', WITHDRAW: 'badge-red' };

/** Record by record, each opened to its fields, what is taken out and what is put in. */
export function Changes({ changes }: { changes: readonly RecordChangeFragment[] }) {
  return (
    <ul class="changed">
      {changes.map(({ effect, code, name, fields }) => (
        <li key={code}>
          <details>
            <summary><span class={`badge ${TONES[effect]}`}>{say(`imports.${effect}`)}</span> {name || code} <span class="small">{code}</span></summary>
            <Differences changes={fields} isNew={effect === 'CREATE'} />
          </details>
        </li>
      ))}
    </ul>
  );
}

function download(table: string, name: string): void {
  const address = URL.createObjectURL(new Blob([table], { type: 'text/csv;charset=utf-8' }));
  const link = Object.assign(document.createElement('a'), { href: address, download: `${name.replace(/\.[^.]*$/, '')}.rejected.csv` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
