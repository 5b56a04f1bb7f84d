import { useState } from 'preact/hooks';
import { Button, ButtonLink } from '../ui/button.tsx';
import { View } from '../ui/view.tsx';
import { say } from '../words/words.ts';
import { OwnPanel } from '../offline/own-panel.tsx';
import { Switches } from './rail.tsx';
import { SignOutDialog } from './leaving.tsx';
import { person, rolesOf } from './viewer.ts';

/** Oneself: who one is here, how the desk looks, and the way to password, second factor and sign-out. */
export default function Me() {
  const who = person();
  const [isLeaving, leave] = useState(false);
  if (!who) return null;
  return (
    <View title={who.name} lead={rolesOf(who)}>
      <div class="stack">
        <section class="panel stack">
          <h2>{say('me.look')}</h2>
          <Switches />
        </section>
        <section class="panel stack">
          <h2>{say('me.account')}</h2>
          <p class="soft">{say('me.accountHelp')}</p>
          <div class="row">
            <ButtonLink href="/account" weight="quiet">{say('me.toAccount')}</ButtonLink>
            <Button weight="quiet" onPress={() => leave(true)}>{say('me.signOut')}</Button>
          </div>
        </section>
        <OwnPanel />
        <section class="panel stack">
          <h2>{say('home.lesson')}</h2>
          <p class="soft">{say('home.lessonHelp')}</p>
          <div><ButtonLink href="/desk/lesson" weight="quiet">{say('me.toLesson')}</ButtonLink></div>
        </section>
        <section class="panel stack">
          <h2>{say('me.guide')}</h2>
          <p class="soft">{say('me.guideHelp')}</p>
          <div><ButtonLink href="/desk/guide" weight="quiet">{say('me.toGuide')}</ButtonLink></div>
        </section>
      </div>
      {isLeaving && <SignOutDialog who={who} onClose={() => leave(false)} />}
    </View>
  );
}
