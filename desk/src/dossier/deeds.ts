// What is done to a dossier: each deed asks for the record as it is now, and is done upon that.
import { ask, change as tell } from '../graphql/client.ts';
import {
  AttachDossierFileDocument, DossierOfDocument, RemoveDossierFileDocument, SayDossierPartDocument, type DossierItemInput, type Language,
} from '../graphql/documents.ts';
import { newKey } from '../graphql/key.ts';
import { refreshed, send } from '../outbox/sender.ts';
import type { Work } from '../outbox/work.ts';
import { uploading } from '../photographs/upload.ts';
import { language } from '../words/words.ts';
import { filesOf, itemWith, saidOf, type Part } from './item.ts';

/** What the catalogue would not do, in its words. */
export class DossierRefusal extends Error {}

export async function dossierOf(code: string) {
  const { sites } = await ask(DossierOfDocument, { code, words: language().toUpperCase() as Language });
  return sites.nodes[0] ?? null;
}

interface Answer {
  problems: readonly { code: string; message: string }[];
}

function taken(answer: Answer | null | undefined): void {
  const [problem] = answer?.problems ?? [];
  if (problem) throw new DossierRefusal(problem.message);
}

async function partNow(code: string, part: string): Promise<{ id: string; version: number; now: Part }> {
  const site = await dossierOf(code);
  const now = site?.dossier.parts.find((one) => one.part === part);
  if (!site || !now) throw new DossierRefusal(part);
  return { id: site.id, version: site.version, now };
}

/** Say something of a part; the form then stands upon the record as it is by now. */
export async function say(work: Work, part: string, made: (now: Part) => DossierItemInput): Promise<void> {
  await send(work.id);
  const { id, version, now } = await partNow(work.code ?? '', part);
  const { answer } = await tell(SayDossierPartDocument, { id, version, input: { dossier: [made(now)] }, key: newKey() });
  taken(answer);
  await refreshed(work);
}

/** Send a file and put it last in its part. Throws `TroubleError`, `RefusedError` and `DossierRefusal`. */
export async function addFile(work: Work, part: string, file: File, onShare: (share: number) => void): Promise<void> {
  let address = '';
  await uploading(file, file.name, null, {
    onAddress: (given) => (address = given),
    onGoing: (sent) => onShare(file.size ? sent / file.size : 1),
    onKept: () => undefined,
  }).done;
  const { answer } = await tell(AttachDossierFileDocument, {
    siteId: work.siteId ?? '', uploadId: address.split('/').at(-1) ?? '', key: newKey(),
    input: { role: 'DOSSIER', captions: [{ language: 'VI', text: file.name.replace(/\.\w+$/, '') }] },
  });
  taken(answer);
  const code = answer?.surrogate?.code;
  if (code) await say(work, part, (now) => itemWith(now, [...filesOf(now), code], saidOf(now)));
}

/** Take a file out of its part, and out of the record if it was there for the dossier alone. */
export async function removeFile(work: Work, part: string, { id, code, role }: Part['surrogates'][number]): Promise<void> {
  await say(work, part, (now) => itemWith(now, filesOf(now).filter((one) => one !== code), saidOf(now)));
  if (role !== 'DOSSIER') return;
  const { version, now } = await partNow(work.code ?? '', part);
  if (filesOf(now).includes(code)) return;
  const { answer } = await tell(RemoveDossierFileDocument, { id, version, key: newKey() });
  taken(answer);
  await refreshed(work);
}
