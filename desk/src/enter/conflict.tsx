// Somebody else has changed the same fields meanwhile: both versions side by side, and a person chooses.
import { useEffect, useRef, useState } from 'preact/hooks';
import { decided, type Work } from '../outbox/work.ts';
import { change } from '../outbox/works.ts';
import { send } from '../outbox/sender.ts';
import { Button } from '../ui/button.tsx';
import { say } from '../words/words.ts';
import { useForm } from './form.ts';
import { shownVersion } from './facet-values.ts';
import { facetName } from './facet-words.ts';

export function ConflictPanel({ work }: { work: Work }) {
  const [chosen, choose] = useState<Record<string, 'mine' | 'theirs'>>({});
  const head = useRef<HTMLHeadingElement>(null);
  const { lists } = useForm();
  const conflict = work.conflict;
  const names = conflict?.names.join(' ');
  useEffect(() => head.current?.focus(), [names]);
  if (!conflict) return null;
  const isWhole = conflict.names.every((name) => name in chosen);
  const decide = async () => {
    await change(work.id, (kept) => decided(kept, conflict.names.filter((name) => chosen[name] === 'mine')));
    await send(work.id);
  };
  return (
    <section class="panel conflict stack" aria-labelledby="conflict-title">
      <h2 id="conflict-title" ref={head} tabIndex={-1}>{say('more.conflict')}</h2>
      <p>{say('more.conflictHelp')}</p>
      {conflict.names.map((name) => (
        <fieldset class="stack" key={name}>
          <legend class="field-label">{facetName(name)}</legend>
          <div class="pair">
            {(['mine', 'theirs'] as const).map((whose) => (
              <label class="version" key={whose}>
                <span class="row">
                  <input type="radio" name={`conflict-${name}`} checked={chosen[name] === whose} onChange={() => choose({ ...chosen, [name]: whose })} />
                  <strong>{say(whose === 'mine' ? 'more.mine' : 'more.theirs')}</strong>
                </span>
                <span class="version-text">{shownVersion(name, whose === 'mine' ? work.fields : conflict.theirs, lists) || say('more.isBlank')}</span>
              </label>
            ))}
          </div>
        </fieldset>
      ))}
      <div><Button disabled={!isWhole} onPress={() => void decide()}>{say('more.decide')}</Button></div>
    </section>
  );
}
