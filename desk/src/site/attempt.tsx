import type { HeadFragment } from '../graphql/documents.ts';
import { Button } from '../ui/button.tsx';
import { TroubleNotice } from '../ui/states.tsx';
import { say } from '../words/words.ts';
import type { Attempt } from './deed.ts';
import { formAddress, sectionOf } from './fields.ts';
import { fieldWord } from './words.ts';

interface Props {
  attempt: Attempt;
  record: Pick<HeadFragment, 'code' | 'version'>;
  again: () => void;
  /** A field whose problem stands beside it already. */
  except?: string;
}

const OF_THE_DEED = new Set(['version', 'comment', 'remarks', 'reason', 'assignee', 'dueOn', 'note', 'check', 'revision']);

/** What stands in the way of a deed, each leading to where it is put right; a change by somebody else is shown first. */
export function Standing({ attempt, record, again, except }: Props) {
  const { problems, warnings, trouble } = attempt;
  const isStale = problems.some(({ code }) => code === 'STALE_REVISION');
  const others = problems.filter(({ code, field }) => code !== 'STALE_REVISION' && (except === undefined || field !== except));
  const line = ({ field, message, code }: (typeof problems)[number]) => (
    <li key={`${code}${field}`}>
      {message}
      {field && !OF_THE_DEED.has(field) && <> <a href={formAddress(record.code, sectionOf(field))}>{fieldWord(field)}</a></>}
    </li>
  );
  return (
    <>
      {isStale && (
        <div class="notice notice-warning" role="alert">
          <p class="notice-title">{say('deed.stale')}</p>
          <p>{say('deed.staleHelp')}</p>
          <div class="row">
            <a href={`/desk/sites/${record.code}/history?from=${record.version}`}>{say('deed.staleSee')}</a>
            <Button weight="quiet" onPress={again}>{say('deed.reload')}</Button>
          </div>
        </div>
      )}
      {others.length > 0 && (
        <div class="notice notice-trouble" role="alert">
          <p class="notice-title">{say('deed.notDone')}</p>
          <ul class="bullets">{others.map(line)}</ul>
        </div>
      )}
      {warnings.length > 0 && (
        <div class="notice notice-warning" role="status">
          <p class="notice-title">{say('deed.lacking')}</p>
          <ul class="bullets">{warnings.map(line)}</ul>
        </div>
      )}
      {trouble && <TroubleNotice trouble={trouble} />}
    </>
  );
}
