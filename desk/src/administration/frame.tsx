import './administration.css';
import type { ComponentChildren } from 'preact';
import { ButtonLink } from '../ui/button.tsx';
import { Empty } from '../ui/states.tsx';
import { View } from '../ui/view.tsx';
import { say } from '../words/words.ts';
import { isOpen, mayAdminister, openParts, PARTS, type PartName } from './places.ts';

interface Props {
  /** Which part this view is in; none for the overview. */
  part?: PartName;
  title?: string | undefined;
  lead?: ComponentChildren;
  actions?: ComponentChildren;
  children: () => ComponentChildren;
}

/** A view of administration: its parts above, and nothing at all for whom it is not meant. */
export function Frame({ part, title, lead, actions, children }: Props) {
  const isMine = part ? isOpen(part) : mayAdminister();
  const named = title ?? say(part ? PARTS[part].word : 'administration.title');
  if (!isMine) {
    return (
      <View title={say('administration.title')}>
        <Empty title={say('administration.notYours')}>
          <p>{say('administration.notYoursHelp')}</p>
          <ButtonLink href="/desk" weight="quiet">{say('administration.backHome')}</ButtonLink>
        </Empty>
      </View>
    );
  }
  return (
    <View title={named} lead={lead} actions={actions}>
      <nav class="parts" aria-label={say('administration.places')}>
        <a href="/desk/admin" aria-current={part ? undefined : 'page'}>{say('administration.overview')}</a>
        {openParts().map((name) => (
          <a key={name} href={PARTS[name].href} aria-current={name === part ? 'page' : undefined}>{say(PARTS[name].word)}</a>
        ))}
      </nav>
      {children()}
    </View>
  );
}
