import type { Attempt } from '../site/deed.ts';
import { TroubleNotice } from '../ui/states.tsx';
import { say } from '../words/words.ts';

/** What stands in the way and has no field here. */
export function InTheWay({ attempt, fields = [] }: { attempt: Attempt; fields?: readonly string[] }) {
  const others = attempt.problems.filter(({ field }) => !field || !fields.includes(field));
  return (
    <>
      {others.length > 0 && (
        <div class="notice notice-trouble" role="alert">
          <p class="notice-title">{say('deed.notDone')}</p>
          <ul class="bullets">{others.map(({ code, field, message }) => <li key={`${code}${field}`}>{message}</li>)}</ul>
        </div>
      )}
      {attempt.trouble && <TroubleNotice trouble={attempt.trouble} />}
    </>
  );
}
