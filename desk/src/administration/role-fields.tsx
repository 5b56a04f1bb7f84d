import { CommunesOfTodayDocument, type Role } from '../graphql/documents.ts';
import { useQuery } from '../graphql/use-query.ts';
import type { Attempt } from '../site/deed.ts';
import { problemOf } from '../site/deed.ts';
import { Field } from '../ui/field.tsx';
import { say, sayTerm } from '../words/words.ts';
import { ROLES } from './members.ts';

export interface WantedRole {
  role: Role;
  unit: string;
}

interface Props {
  wanted: WantedRole;
  roles?: readonly Role[];
  attempt: Attempt;
  onChange: (wanted: WantedRole) => void;
}

/** A role with what it may do in a sentence, and the commune of an officer. */
export function RoleFields({ wanted, roles = ROLES, attempt, onChange }: Props) {
  const isOfficer = wanted.role === 'COMMUNE_OFFICER';
  const { data } = useQuery(CommunesOfTodayDocument, isOfficer ? {} : null);
  const units = [...(data?.adminUnits ?? [])].sort((one, other) => one.name.localeCompare(other.name, 'vi'));
  return (
    <>
      <Field label={say('members.role')} help={say(`does.${wanted.role}`)} problem={problemOf(attempt, 'role')}>
        {(wired) => (
          <select class="input" {...wired} value={wanted.role} onChange={(event) => onChange({ ...wanted, role: event.currentTarget.value as Role })}>
            {roles.map((role) => <option key={role} value={role}>{sayTerm('role', role)}</option>)}
          </select>
        )}
      </Field>
      {isOfficer && (
        <Field label={say('members.unit')} help={say('members.unitHelp')} problem={problemOf(attempt, 'unit')}>
          {(wired) => (
            <select class="input" {...wired} value={wanted.unit} onChange={(event) => onChange({ ...wanted, unit: event.currentTarget.value })}>
              <option value="">{say('members.chooseUnit')}</option>
              {units.map(({ code, name }) => <option key={code} value={code}>{name}</option>)}
            </select>
          )}
        </Field>
      )}
    </>
  );
}

/** The unit as the interface wants it: of an officer's role only. */
export function unitOf({ role, unit }: WantedRole): string | null {
  return role === 'COMMUNE_OFFICER' && unit ? unit : null;
}
