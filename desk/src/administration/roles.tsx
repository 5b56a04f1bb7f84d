import { useState } from 'preact/hooks';
import { EndRoleDocument, GiveRoleDocument, type HeldFragment } from '../graphql/documents.ts';
import { useDeed } from '../site/deed.ts';
import { Button } from '../ui/button.tsx';
import { toast } from '../ui/toasts.tsx';
import { day } from '../words/shown.ts';
import { say, sayTerm } from '../words/words.ts';
import { Confirm } from './confirm.tsx';
import { needsFactor } from './members.ts';
import type { OnePerson } from './person.tsx';
import { RoleFields, unitOf, type WantedRole } from './role-fields.tsx';

interface Props {
  who: OnePerson;
  again: () => void;
  mayGive: boolean;
  mayEnd: boolean;
}

/** The day in Vietnam of an instant. */
function dayOf(at: string): string {
  return day(new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date(at)));
}

function nameOf({ role, unit }: Pick<HeldFragment, 'role' | 'unit'>): string {
  return sayTerm('role', role) + (unit ? ` (${unit.name})` : '');
}

/** What somebody is, since when, and what each role may; what somebody was. */
export function Roles({ who, again, mayGive, mayEnd }: Props) {
  const [ending, setEnding] = useState<HeldFragment | null>(null);
  const [isGiving, setGiving] = useState(false);
  return (
    <section class="panel stack" aria-labelledby="roles">
      <div class="panel-head">
        <h2 id="roles">{say('member.roles')}</h2>
        {mayGive && <Button weight="quiet" onPress={() => setGiving(true)}>{say('member.give')}</Button>}
      </div>
      {who.roles.length === 0 && <p class="soft">{say('member.noRoles')}</p>}
      <ul class="cards">
        {who.roles.map((held) => (
          <li class="card-line" key={held.id}>
            <div>
              <p class="card-name">{nameOf(held)} <span class="soft">{say('member.since', { day: dayOf(held.since) })}</span></p>
              <p class="small">{say(`does.${held.role}`)}</p>
            </div>
            {mayEnd && <Button weight="quiet" label={say('member.endRole', { role: nameOf(held) })} onPress={() => setEnding(held)}>{say('member.end')}</Button>}
          </li>
        ))}
      </ul>
      {who.formerRoles.length > 0 && (
        <details class="former">
          <summary>{say('member.former', { count: who.formerRoles.length })}</summary>
          <ul>
            {who.formerRoles.map((held) => (
              <li class="small" key={held.endedAt + held.role}>{nameOf(held)}: {say('member.fromTo', { from: dayOf(held.since), to: dayOf(held.endedAt) })}</li>
            ))}
          </ul>
        </details>
      )}
      {ending && <End who={who} held={ending} again={again} close={() => setEnding(null)} />}
      {isGiving && <Give who={who} again={again} close={() => setGiving(false)} />}
    </section>
  );
}

function End({ who, held, again, close }: { who: OnePerson; held: HeldFragment; again: () => void; close: () => void }) {
  const deed = useDeed();
  const act = async (): Promise<void> => {
    if (!await deed.run(EndRoleDocument, { id: held.id })) return;
    toast(say('member.ended', { role: nameOf(held) }));
    close();
    again();
  };
  return (
    <Confirm title={say('member.endTitle', { role: nameOf(held) })} act={say('member.endNow')} isRed attempt={deed} onAct={() => void act()} onClose={close}>
      <p>{say('member.endHelp', { name: who.name })}</p>
      {who.roles.length === 1 && <p>{say('member.endLast')}</p>}
    </Confirm>
  );
}

function Give({ who, again, close }: { who: OnePerson; again: () => void; close: () => void }) {
  const [wanted, setWanted] = useState<WantedRole>({ role: 'EDITOR', unit: '' });
  const deed = useDeed();
  const act = async (): Promise<void> => {
    if (!await deed.run(GiveRoleDocument, { person: who.id, role: wanted.role, unit: unitOf(wanted) })) return;
    toast(say('member.given', { role: sayTerm('role', wanted.role), name: who.name }));
    close();
    again();
  };
  return (
    <Confirm title={say('member.giveTitle', { name: who.name })} act={say('member.giveNow')} attempt={deed} shown={['role', 'unit']} onAct={() => void act()} onClose={close}>
      <p class="soft">{say('member.giveLead')}</p>
      <RoleFields wanted={wanted} attempt={deed} onChange={setWanted} />
      {needsFactor(wanted.role) && <p class="small">{say('member.giveDecides')}</p>}
    </Confirm>
  );
}
