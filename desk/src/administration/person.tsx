import { useState } from 'preact/hooks';
import { useRoute } from 'preact-iso';
import { OnePersonDocument, type OnePersonQuery } from '../graphql/documents.ts';
import { useQuery } from '../graphql/use-query.ts';
import { may, person as viewer } from '../people/viewer.ts';
import { Button } from '../ui/button.tsx';
import { Empty, Ghosts, TroubleNotice } from '../ui/states.tsx';
import { ago, instant } from '../words/shown.ts';
import { say } from '../words/words.ts';
import { Frame } from './frame.tsx';
import { isApp, needsFactor } from './members.ts';
import { Reactivate, Reset, SignOut, Stop } from './person-deeds.tsx';
import { isOpen } from './places.ts';
import { Roles } from './roles.tsx';
import { Secret, type Shown } from './secret.tsx';
import { Tokens } from './tokens.tsx';

export type OnePerson = NonNullable<OnePersonQuery['person']>;

export default function PersonView() {
  const { params } = useRoute();
  const { data, trouble, again } = useQuery(OnePersonDocument, isOpen('people') ? { id: params.id ?? '' } : null);
  const [secret, setSecret] = useState<Shown | null>(null);
  const who = data?.person;
  const part = who && isApp(who) ? 'apps' : 'people';
  return (
    <Frame part={part} title={who?.name ?? (data ? say('member.notThere') : undefined)} lead={who && (who.signInName ?? say('member.noAccount'))}>
      {() => (
        <div class="stack">
          {trouble && <TroubleNotice trouble={trouble} again={again} />}
          {!data && !trouble && <Ghosts />}
          {data && !who && <Empty title={say('member.notThere')}><p><a href="/desk/admin/people">{say('member.back')}</a></p></Empty>}
          {secret && <Secret shown={secret} onKept={() => setSecret(null)} />}
          {who && <Whole who={who} again={again} onSecret={setSecret} />}
        </div>
      )}
    </Frame>
  );
}

interface Props {
  who: OnePerson;
  again: () => void;
  onSecret: (shown: Shown | null) => void;
}

type Open = 'signOut' | 'reset' | 'stop' | 'resume' | null;

function Whole({ who, again, onSecret }: Props) {
  const [open, setOpen] = useState<Open>(null);
  const isOneself = viewer()?.id === who.id;
  const mayAct = may('MANAGE_PEOPLE') && !isOneself;
  const close = () => setOpen(null);
  const deed = { who, again, close };
  return (
    <>
      {who.deactivatedAt && (
        <div class="notice notice-warning">
          <p class="notice-title">{say('member.gone', { at: instant(who.deactivatedAt) })}</p>
          <p>{say('member.goneHelp')}</p>
          {mayAct && <Button weight="quiet" onPress={() => setOpen('resume')}>{say('member.resume')}</Button>}
        </div>
      )}
      {isOneself && <div class="notice"><p>{say('member.oneself')}</p></div>}
      <Roles who={who} again={again} mayGive={mayAct && !who.deactivatedAt} mayEnd={mayAct} />
      {who.signInName && (
        <section class="panel stack" aria-labelledby="signing-in">
          <h2 id="signing-in">{say('member.signIn')}</h2>
          <SigningIn who={who} />
          {mayAct && !who.deactivatedAt && (
            <div class="row">
              <Button weight="quiet" disabled={who.sessionCount === 0} onPress={() => setOpen('signOut')}>{say('member.signOut')}</Button>
              <Button weight="red" onPress={() => setOpen('reset')}>{say('member.reset')}</Button>
            </div>
          )}
        </section>
      )}
      <section class="panel stack" aria-labelledby="tokens">
        <div>
          <h2 id="tokens">{say('tokens.title')}</h2>
          <p class="small lead-line">{say('tokens.help')}</p>
        </div>
        <Tokens person={who.id} tokens={who.accessTokens} again={again} />
      </section>
      {mayAct && !who.deactivatedAt && (
        <section class="panel stack" aria-labelledby="leaving">
          <div>
            <h2 id="leaving">{say('member.stopSection')}</h2>
            <p class="small lead-line">{say('member.stopSectionHelp')}</p>
          </div>
          <div><Button weight="red" onPress={() => setOpen('stop')}>{say('member.stop')}</Button></div>
        </section>
      )}
      {open === 'signOut' && <SignOut {...deed} />}
      {open === 'reset' && <Reset {...deed} onSecret={onSecret} />}
      {open === 'stop' && <Stop {...deed} />}
      {open === 'resume' && <Reactivate {...deed} />}
    </>
  );
}

function SigningIn({ who }: { who: OnePerson }) {
  const isNeeded = who.roles.some(({ role }) => needsFactor(role));
  return (
    <dl class="pairs">
      <div><dt>{say('member.signInName')}</dt><dd>{who.signInName}</dd></div>
      <div>
        <dt>{say('member.factor')}</dt>
        <dd>
          {who.secondFactor
            ? <span class="badge badge-green">{say('member.factorYes')}</span>
            : isNeeded ? <span class="badge badge-gold">{say('member.factorNeeded')}</span> : say('member.factorNo')}
        </dd>
      </div>
      <div><dt>{say('member.lastSeen')}</dt><dd>{who.lastSeen ? `${instant(who.lastSeen)} (${ago(who.lastSeen)})` : say('member.never')}</dd></div>
      <div><dt>{say('member.sessions')}</dt><dd>{say('member.sessionCount', { count: who.sessionCount })}</dd></div>
    </dl>
  );
}
