// What a record still lacks: what publication needs (D0 of the ladder), and what brings it further (D1).
import { hasValue, isBlankRow, tidy, type Fields } from '../outbox/fields.ts';
import { isSameRow } from '../outbox/problems.ts';

export type SectionName = 'identity' | 'place' | 'photographs' | 'words' | 'acts' | 'zones' | 'dossier' | 'whole' | 'period' | 'visitors' | 'sources';
export type Lack =
  | 'name' | 'kinds' | 'mixed' | 'actNumber' | 'actDate' | 'actAuthority' | 'actSource' | 'actGrade' | 'partNumber' | 'partDate' | 'unit' | 'position'
  | 'accuracy' | 'description' | 'source' | 'managingBody' | 'summary' | 'english';

export interface Item {
  lack: Lack;
  section: SectionName;
  place: string;
  /** Without it nothing can be published. */
  isNeeded: boolean;
}

const ENOUGH_WORDS = 300;
const NEAR_ENOUGH = 30;

/** `known` are the acts that are public as they are: what the register does not know of them holds nothing up. */
export function lacking(fields: Fields, known: Fields['designations'] = []): Item[] {
  const found: Item[] = [];
  const need = (is: boolean, lack: Lack, section: SectionName, place: string) => is && found.push({ lack, section, place, isNeeded: true });
  const want = (is: boolean, lack: Lack, section: SectionName, place: string) => is && found.push({ lack, section, place, isNeeded: false });
  const isAnswered = (field: string) => hasValue(fields, field) || field in fields.missing;
  const text = (facet: string) => tidy(fields.texts[facet]?.text ?? '');
  need(!text('names.VI'), 'name', 'identity', 'names.VI');
  need(!fields.kinds.length, 'kinds', 'identity', 'kinds');
  const legal = fields.kinds.filter((kind) => kind !== 'MIXED' && !kind.startsWith('TOURIST'));
  need(fields.kinds.includes('MIXED') && legal.length < 2, 'mixed', 'identity', 'kinds');
  want(!isAnswered('admin_unit'), 'unit', 'place', 'adminUnits');
  want(!isAnswered('location'), 'position', 'place', 'location');
  const metres = Number(fields.position.accuracy.replace(',', '.'));
  want(hasValue(fields, 'location') && !(metres > 0 && metres <= NEAR_ENOUGH), 'accuracy', 'place', 'location.accuracyMetres');
  want(!isAnswered('summary'), 'summary', 'words', 'summaries.VI');
  want(text('descriptions.VI').length < ENOUGH_WORDS && !('description' in fields.missing), 'description', 'words', 'descriptions.VI');
  want(!text('names.EN') || (text('summaries.VI') !== '' && !text('summaries.EN')), 'english', 'words', text('names.EN') ? 'summaries.EN' : 'names.EN');
  for (const act of fields.designations.filter((row) => !isBlankRow(row))) {
    const at = (field: string) => `designations.${act.id}.${field}`;
    const ask = known.some((one) => isSameRow(one, act)) ? want : need;
    ask(act.scheme === 'RELIC_RANK' && !act.grade, 'actGrade', 'acts', at('grade'));
    ask(!tidy(act.decisionNumber), 'actNumber', 'acts', at('decisionNumber'));
    ask(!act.decisionDate, 'actDate', 'acts', at('decisionDate'));
    ask(!tidy(act.authority), 'actAuthority', 'acts', at('authority'));
    ask(!tidy(act.source), 'actSource', 'acts', at('source'));
  }
  if (fields.partOf?.complex) {
    need(!tidy(fields.partOf.decisionNumber), 'partNumber', 'whole', 'partOf.decisionNumber');
    need(!fields.partOf.validFrom, 'partDate', 'whole', 'partOf.validFrom');
  }
  want(!isAnswered('managing_body'), 'managingBody', 'visitors', 'managingBody');
  want(!isAnswered('sources'), 'source', 'sources', 'sources');
  return found;
}
