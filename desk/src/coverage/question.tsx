// What is asked: the day or the closing, the way of counting, the figure, and by what the rows are.
import { useId } from 'preact/hooks';
import { ClosingsDocument } from '../graphql/documents.ts';
import { useQuery } from '../graphql/use-query.ts';
import { Field } from '../ui/field.tsx';
import { day } from '../words/shown.ts';
import { say, sayTerm } from '../words/words.ts';
import { addressOf, closingAsked, GROUPINGS, METRICS, MODES, type Asked } from './asking.ts';

interface Props {
  asked: Asked;
  /** What the figure is called, where it is none of those that are offered. */
  label: string | undefined;
  today: string;
  onChange: (asked: Asked) => void;
}

export function Question({ asked, label, today, onChange }: Props) {
  const { data } = useQuery(ClosingsDocument, {});
  const closings = data?.snapshots ?? [];
  const others = METRICS.includes(asked.metric) ? METRICS : [...METRICS, asked.metric];
  return (
    <div class="panel asking">
      <Field label={say('coverage.time')}>
        {(wired) => (
          <select class="input" {...wired} value={asked.closing} onChange={(event) => onChange(closingAsked(asked, closings.find(({ id }) => id === event.currentTarget.value) ?? null))}>
            <option value="">{say('coverage.live')}</option>
            {closings.map(({ id, asOf, period }) => <option key={id} value={id}>{say('coverage.closing', { period: period?.code ?? '', day: day(asOf), id })}</option>)}
            {asked.closing && !data && <option value={asked.closing}>{asked.closing}</option>}
          </select>
        )}
      </Field>
      {!asked.closing && (
        <Field label={say('coverage.asOf')}>
          {(wired) => <input class="input" type="date" {...wired} value={asked.asOf || today} onChange={(event) => onChange({ ...asked, asOf: event.currentTarget.value === today ? '' : event.currentTarget.value })} />}
        </Field>
      )}
      <Field label={say('coverage.figure')}>
        {(wired) => (
          <select class="input" {...wired} value={asked.metric} onChange={(event) => onChange({ ...asked, metric: event.currentTarget.value as Asked['metric'] })}>
            {others.map((metric) => <option key={metric} value={metric}>{METRICS.includes(metric) ? sayTerm('metric', metric) : label ?? metric}</option>)}
          </select>
        )}
      </Field>
      <Modes asked={asked} onChange={onChange} />
    </div>
  );
}

function Modes({ asked, onChange }: Pick<Props, 'asked' | 'onChange'>) {
  const name = useId();
  return (
    <fieldset class="field">
      <legend class="field-label">{say('coverage.counting')}</legend>
      <div class="chips">
        {MODES.map((mode) => (
          <label class="chip" key={mode}>
            <input type="radio" name={name} checked={asked.mode === mode} onChange={() => onChange({ ...asked, mode })} />
            {sayTerm('counting', mode)}
          </label>
        ))}
      </div>
      <p class="field-help">{say(asked.mode === 'COMPONENT' ? 'coverage.byComponent' : 'coverage.byDesignation')}</p>
    </fieldset>
  );
}

/** By what the rows are: links, for each is a page of its own. */
export function Groupings({ asked }: { asked: Asked }) {
  return (
    <nav class="switch" aria-label={say('coverage.by')}>
      {GROUPINGS.map((by) => <a key={by} href={addressOf({ ...asked, by })} aria-current={asked.by === by ? 'true' : undefined}>{sayTerm('grouping', by)}</a>)}
    </nav>
  );
}
