// The form's sections in their order, and what a commune officer may still change of a site that is public.
import type { ComponentType } from 'preact';
import { may, person } from '../people/viewer.ts';
import type { Work } from '../outbox/work.ts';
import type { SectionName } from './checklist.ts';
import { later } from '../ui/later.tsx';
import { worded } from '../words/words.ts';
import { Identity } from './sections/identity.tsx';
import { Address, PositionSection } from './sections/place.tsx';
import { WordsSection } from './sections/words.tsx';

// Sections that are closed at first come after the form, which can be typed into before.
const Acts = later(() => worded(['more'], () => import('./sections/acts.tsx'))().then((part) => part.Acts));
const Zones = later(() => worded(['zones'], () => import('../zones/zones.tsx'))().then((part) => part.Zones));
const Dossier = later(() => worded(['dossier', 'told'], () => import('../dossier/dossier.tsx'))().then((part) => part.Dossier));
const WholeSection = later(() => worded(['more'], () => import('./sections/whole.tsx'))().then((part) => part.WholeSection));
const rest = worded(['more'], () => import('./sections/rest.tsx'));
const PeriodSection = later(() => rest().then((part) => part.PeriodSection));
const ManagingBody = later(() => rest().then((part) => part.ManagingBody));
const VisitorFacts = later(() => rest().then((part) => part.VisitorFacts));
const SourcesSection = later(() => rest().then((part) => part.SourcesSection));

export interface SectionPart {
  part: ComponentType;
  /** Whether an officer may change it once the site is public. */
  isOfficers: boolean;
}

export interface Section {
  name: SectionName;
  parts: readonly SectionPart[];
  /** Open at first: what everybody fills in. */
  isOpen: boolean;
}

const theirs = (part: ComponentType): SectionPart => ({ part, isOfficers: true });
const ours = (part: ComponentType): SectionPart => ({ part, isOfficers: false });

export const SECTIONS: readonly Section[] = [
  { name: 'identity', parts: [ours(Identity)], isOpen: true },
  { name: 'place', parts: [ours(Address), theirs(PositionSection)], isOpen: true },
  { name: 'photographs', parts: [], isOpen: true },
  { name: 'words', parts: [ours(WordsSection)], isOpen: true },
  { name: 'acts', parts: [ours(Acts)], isOpen: false },
  { name: 'zones', parts: [ours(Zones)], isOpen: false },
  { name: 'dossier', parts: [ours(Dossier)], isOpen: false },
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
