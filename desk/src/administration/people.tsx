import { useState } from 'preact/hooks';
import type { MemberFragment, Role } from '../graphql/documents.ts';
import { may } from '../people/viewer.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Empty, Ghosts, TroubleNotice } from '../ui/states.tsx';
import { ago } from '../words/shown.ts';
import { say, sayTerm } from '../words/words.ts';
import { useEverybody } from './everybody.ts';
import { Frame } from './frame.tsx';
import { Invite } from './invite.tsx';
import { isApp, lackOf, matching, ROLES, type Lack, type Wanted } from './members.ts';
import { isOpen } from './places.ts';
import { Secret, type Shown } from './secret.tsx';

const ALL: Wanted = { text: '', role: '', withGone: false };
const TONES: Record<Lack, string> = { gone: '', noRole: 'badge-gold', neverIn: 'badge-gold', noFactor: 'badge-red' };

export default function People() {
  const { people, trouble, again } = useEverybody(isOpen('people'));
  const [wanted, setWanted] = useState(ALL);
  const [isInviting, setInviting] = useState(false);
  const [secret, setSecret] = useState<Shown | null>(null);
  const staff = people?.filter((one) => !isApp(one));
  const found = staff && matching(staff, wanted);
  return (
    <Frame part="people" lead={staff && say('members.count', { count: staff.filter((one) => !one.deactivatedAt).length })}
      actions={may('MANAGE_PEOPLE') && <Button onPress={() => setInviting(true)}>{say('members.invite')}</Button>}>
      {() => (
        <div class="stack">
          {secret && <Secret shown={secret} onKept={() => setSecret(null)} />}
          {trouble && <TroubleNotice trouble={trouble} again={again} />}
          {!staff && !trouble && <Ghosts />}
          {staff?.length === 0 && <Empty title={say('members.empty')}><p>{say('members.emptyHelp')}</p></Empty>}
          {staff && found && staff.length > 0 && (
            <>
              <Narrow wanted={wanted} onChange={setWanted} />
              <p class="unseen" role="status">{say('members.of', { count: found.length, all: staff.length })}</p>
              {found.length === 0 && (
                <Empty title={say('members.noneFound')}>
                  <p>{say('members.noneFoundHelp')}</p>
                  <Button weight="quiet" onPress={() => setWanted(ALL)}>{say('members.clear')}</Button>
                </Empty>
              )}
              {found.length > 0 && <ul class="lines members">{found.map((one) => <Line key={one.id} one={one} />)}</ul>}
            </>
          )}
          {isInviting && (
            <Invite onClose={() => setInviting(false)} onInvited={(shown) => {
              setInviting(false);
              setSecret(shown);
              again();
            }} />
          )}
        </div>
      )}
    </Frame>
  );
}

function Narrow({ wanted, onChange }: { wanted: Wanted; onChange: (wanted: Wanted) => void }) {
  return (
    <div class="narrow" role="search">
      <Field label={say('members.search')}>
        {(wired) => <input class="input" type="search" {...wired} value={wanted.text} autocomplete="off" onInput={(event) => onChange({ ...wanted, text: event.currentTarget.value })} />}
      </Field>
      <Field label={say('members.role')}>
        {(wired) => (
          <select class="input" {...wired} value={wanted.role} onChange={(event) => onChange({ ...wanted, role: event.currentTarget.value as Role | '' })}>
            <option value="">{say('members.everyRole')}</option>
            {ROLES.map((role) => <option key={role} value={role}>{sayTerm('role', role)}</option>)}
          </select>
        )}
      </Field>
      <label class="check">
        <input type="checkbox" checked={wanted.withGone} onChange={(event) => onChange({ ...wanted, withGone: event.currentTarget.checked })} />
        {say('members.withGone')}
      </label>
    </div>
  );
}

function Line({ one }: { one: MemberFragment }) {
  const lack = lackOf(one);
  return (
    <li class="line">
      <a class="line-name" href={`/desk/admin/people/${one.id}`}>{one.name}</a>
      {lack ? <span class={`badge ${TONES[lack]}`}>{say(`members.${lack}`)}</span> : <span />}
      <span class="small">
        {one.roles.map(({ role, unit }) => sayTerm('role', role) + (unit ? ` (${unit.name})` : '')).join(', ')}
        {one.roles.length > 0 && ' · '}
        {one.signInName ?? say('members.onlyToken')}
        {one.lastSeen && ` · ${say('members.seen', { ago: ago(one.lastSeen) })}`}
      </span>
    </li>
  );
}
