// The form's sections in their order, and what a commune officer may still change of a site that is public.
import type { FunctionComponent } from 'preact';
import { may, person } from '../people/viewer.ts';
import type { Work } from '../outbox/work.ts';
import type { SectionName } from './checklist.ts';
import { Acts } from './sections/acts.tsx';
import { Identity } from './sections/identity.tsx';
import { Address, PositionSection } from './sections/place.tsx';
import { ManagingBody, PeriodSection, SourcesSection, VisitorFacts } from './sections/rest.tsx';
import { WholeSection } from './sections/whole.tsx';
import { WordsSection } from './sections/words.tsx';

export interface SectionPart {
  part: FunctionComponent;
  /** Whether an officer may change it once the site is public. */
  isOfficers: boolean;
}

export interface Section {
  name: SectionName;
  parts: readonly SectionPart[];
  /** Open at first: what everybody fills in. */
  isOpen: boolean;
}

const theirs = (part: FunctionComponent): SectionPart => ({ part, isOfficers: true });
const ours = (part: FunctionComponent): SectionPart => ({ part, isOfficers: false });

export const SECTIONS: readonly Section[] = [
  { name: 'identity', parts: [ours(Identity)], isOpen: true },
  { name: 'place', parts: [ours(Address), theirs(PositionSection)], isOpen: true },
  { name: 'photographs', parts: [], isOpen: true },
  { name: 'words', parts: [ours(WordsSection)], isOpen: true },
  { name: 'acts', parts: [ours(Acts)], isOpen: false },
  { name: 'whole', parts: [ours(WholeSection)], isOpen: false },
  { name: 'period', parts: [ours(PeriodSection)], isOpen: false },
  { name: 'visitors', parts: [ours(ManagingBody), theirs(VisitorFacts)], isOpen: false },
  { name: 'sources', parts: [ours(SourcesSection)], isOpen: false },
];

/** Whether whoever sits here changes a public site only in position, photographs and visitor facts. */
export function isOfficerAtPublic(work: Work): boolean {
  const roles = person()?.roles.map(({ role }) => role) ?? [];
  return work.isPublic && may('REVISE_SITE') && roles.includes('COMMUNE_OFFICER') && !roles.includes('EDITOR');
}
