// What may be done to several chosen records at once, and how each is asked for.
import { newKey } from '../graphql/key.ts';
import { change, TroubleError, type Document } from '../graphql/client.ts';
import {
  ApproveOneDocument, ApproveSeveralDocument, AssignOneDocument, SubmitOneDocument, type SiteState,
} from '../graphql/documents.ts';
import { may, person } from '../people/viewer.ts';
import { isSaid, saidBefore } from '../review/said.ts';
import { told } from '../ui/states.tsx';
import { say } from '../words/words.ts';
import type { Deed, Outcome } from './bulk.ts';
import type { Changed, Found } from './results.ts';

export type DeedName = 'submit' | 'approve' | 'assign';

/** Which states a record may be in for the deed; any for work that is given. */
const FITTING: Record<DeedName, readonly SiteState[] | null> = {
  submit: ['DRAFT', 'RETURNED'],
  approve: ['SUBMITTED'],
  assign: null,
};
const PERMISSIONS = { submit: 'SUBMIT_SITE', approve: 'APPROVE_SITE', assign: 'ASSIGN_WORK' } as const;
const NO_WAY_THERE = new Set(['OFFLINE', 'UNAUTHENTICATED', 'RATE_LIMITED', 'INTERNAL']);

export interface Work {
  assignee: string;
  dueOn: string;
  note: string;
}

export function deedsOfViewer(): DeedName[] {
  return (Object.keys(PERMISSIONS) as DeedName[]).filter((name) => may(PERMISSIONS[name]));
}

export function fitting(name: DeedName, sites: readonly Found[]): Found[] {
  const states = FITTING[name];
  return states ? sites.filter(({ state }) => states.includes(state)) : [...sites];
}

/** How many records go in one request. */
export function sizeOf(name: DeedName): number {
  return name === 'approve' ? 20 : 1;
}

interface Answer {
  problems: readonly { message: string }[];
}

function outcomeOf({ problems }: Answer): Outcome {
  return problems.length ? { kind: 'refused', message: problems.map(({ message }) => message).join(' ') } : { kind: 'done' };
}

/** A request of one record; what is not answered is told apart from what is refused. */
async function asked<T, V extends object>(document: Document<T, V>, variables: V, read: (answer: T) => Outcome): Promise<Outcome> {
  try {
    return read(await change(document, variables));
  } catch (error) {
    if (!(error instanceof TroubleError)) throw error;
    const { code } = error.trouble;
    const kind = NO_WAY_THERE.has(code) || code.startsWith('HTTP_') ? 'unsent' : 'refused';
    return { kind, message: told(error.trouble) };
  }
}

/** The deed as it is sent. Keys are made once for each record: sending again does nothing twice. */
export function deed(name: DeedName, put: (changed: readonly Changed[]) => void, work?: Work): Deed<Found> {
  const run = newKey();
  const keyed = (site: Found) => ({ id: site.id, version: site.version, key: `${run}-${site.code}` });
  const kept = (payload: (Answer & { site: Changed | null }) | null): Outcome => {
    if (payload?.site) put([payload.site]);
    return outcomeOf(payload ?? { problems: [] });
  };
  const one: Record<DeedName, (site: Found) => Promise<Outcome>> = {
    submit: async (site) => (await unsentHere(site)) ?? asked(SubmitOneDocument, keyed(site), (answer) => kept(answer.submitSite)),
    approve: async (site) => remarksHere(site) ?? asked(ApproveOneDocument, keyed(site), (answer) => kept(answer.approveSite)),
    assign: (site) => {
      const { assignee = '', dueOn, note } = work ?? {};
      const variables = { site: site.id, assignee, dueOn: dueOn || null, note: note || null, key: `${run}-${site.code}` };
      return asked(AssignOneDocument, variables, (answer) => outcomeOf(answer.assignWork ?? { problems: [] }));
    },
  };
  return async (sites) => {
    if (sites.length > 1 && !(name === 'approve' && sites.some(remarksHere))) {
      const all = await together(sites, run, put);
      if (all) return all;
    }
    const outcomes: Outcome[] = [];
    for (const site of sites) outcomes.push(await one[name](site));
    return outcomes;
  };
}

/** What was typed of a record here and not sent goes before it is submitted. */
async function unsentHere({ code }: Found): Promise<Outcome | null> {
  const { unsentOf } = await import('../outbox/unsent.ts');
  return (await unsentOf(person()?.id ?? '', code)) && { kind: 'refused', message: say('find.unsentHere'), lead: `/desk/sites/${code}/edit` };
}

/** Remarks that were written and not sent are not passed over in silence. */
function remarksHere({ code, version }: Found): Outcome | null {
  return isSaid(saidBefore(code, version)) ? { kind: 'refused', message: say('find.remarksHere'), lead: `/desk/sites/${code}/review` } : null;
}

/** Several approvals in one request, all or none; null where one stands in the way of the others, so that each is asked alone. */
async function together(sites: readonly Found[], run: string, put: (changed: readonly Changed[]) => void): Promise<Outcome[] | null> {
  const items = sites.map(({ id, version }) => ({ id, version }));
  const key = `${run}-${sites[0]?.code}-${sites.length}`;
  const outcome = await asked(ApproveSeveralDocument, { items, key }, ({ approveSites }) => {
    if (approveSites) put(approveSites.sites);
    return outcomeOf(approveSites ?? { problems: [] });
  });
  return outcome.kind === 'refused' ? null : sites.map(() => outcome);
}
