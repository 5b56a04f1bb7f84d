import { signal } from '@preact/signals';
import { InviteDocument } from '../graphql/documents.ts';
import { problemOf, useDeed } from '../site/deed.ts';
import { Field } from '../ui/field.tsx';
import { toast } from '../ui/toasts.tsx';
import { say } from '../words/words.ts';
import { Confirm } from './confirm.tsx';
import { ROLES } from './members.ts';
import { RoleFields, unitOf, type WantedRole } from './role-fields.tsx';
import { wholeLink, type Shown } from './secret.tsx';

const EMPTY: WantedRole & { name: string; signInName: string } = { role: 'EDITOR', unit: '', name: '', signInName: '' };
/** What was typed stays until it is sent, also where the dialog is closed meanwhile. */
const draft = signal(EMPTY);
const PEOPLE = ROLES.filter((role) => role !== 'APP_DEVELOPER');

export function Invite({ onClose, onInvited }: { onClose: () => void; onInvited: (shown: Shown | null) => void }) {
  const deed = useDeed();
  const wanted = draft.value;
  const put = (change: Partial<typeof EMPTY>) => (draft.value = { ...wanted, ...change });
  const send = async (): Promise<void> => {
    const { name, role, signInName } = wanted;
    const answer = await deed.run(InviteDocument, { input: { name, role, unit: unitOf(wanted), signInName: signInName.trim() || null } });
    if (!answer?.deed?.person) return;
    const { person, link } = answer.deed;
    draft.value = EMPTY;
    if (!link) toast(say('members.invited', { name: person.name }));
    onInvited(link ? { kind: 'link', name: person.name, text: wholeLink(link), hours: 72 } : null);
  };
  return (
    <Confirm title={say('members.inviteTitle')} act={say('members.inviteNow')} attempt={deed} shown={['name', 'signInName', 'role', 'unit']} onAct={() => void send()} onClose={onClose}>
      <p class="soft">{say('members.inviteLead')}</p>
      <Field label={say('members.name')} help={say('members.nameHelp')} problem={problemOf(deed, 'name')}>
        {(wired) => <input class="input" {...wired} value={wanted.name} maxLength={200} autocomplete="off" onInput={(event) => put({ name: event.currentTarget.value })} />}
      </Field>
      <RoleFields wanted={wanted} roles={PEOPLE} attempt={deed} onChange={put} />
      <Field label={say('members.signInName')} help={say('members.signInNameHelp')} problem={problemOf(deed, 'signInName')}>
        {(wired) => <input class="input" {...wired} value={wanted.signInName} maxLength={60} autocomplete="off" autocapitalize="none" spellcheck={false} onInput={(event) => put({ signInName: event.currentTarget.value })} />}
      </Field>
    </Confirm>
  );
}
