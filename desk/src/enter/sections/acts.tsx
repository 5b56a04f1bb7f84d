import type { DesignationScheme, EndReason, Grade } from '../../graphql/documents.ts';
import type { Act } from '../../outbox/fields.ts';
import { rowId } from '../../outbox/read.ts';
import { say } from '../../words/words.ts';
import { Choice, Fold, Gap, Line, terms } from '../controls.tsx';
import { set, useForm } from '../form.ts';
import { Rows } from '../rows.tsx';

const SCHEMES: readonly DesignationScheme[] = ['RELIC_RANK', 'RELIC_INVENTORY', 'TOURIST_SITE', 'TOURIST_AREA', 'UNESCO', 'OTHER'];
const GRADES: readonly Grade[] = ['PROVINCIAL', 'NATIONAL', 'SPECIAL_NATIONAL'];
const ENDS: readonly EndReason[] = ['RAISED', 'REPLACED', 'REVOKED'];

/** Who decides each rank, in the words that decisions use. Offered, never filled in: older acts have older names. */
const AUTHORITIES: Record<Grade, readonly string[]> = {
  PROVINCIAL: ['Chủ tịch UBND tỉnh Điện Biên', 'UBND tỉnh Điện Biên'],
  NATIONAL: ['Bộ trưởng Bộ Văn hóa, Thể thao và Du lịch', 'Bộ Văn hóa, Thể thao và Du lịch', 'Bộ Văn hóa - Thông tin', 'Bộ Văn hóa'],
  SPECIAL_NATIONAL: ['Thủ tướng Chính phủ'],
};

/** Acts that rank or recognise the site, each a decision with number, day and authority. */
export function Acts() {
  const { fields, edit } = useForm();
  return (
    <>
      <p class="field-help">{say('more.actsHelp')}</p>
      {!fields.designations.length && <Gap field="designations" label={say('more.acts')} />}
      <Rows rows={fields.designations} onRows={(rows) => edit(set('designations', rows))} make={blankAct} called={say('more.act')}
        addLabel={say('more.addAct')} place="designations">
        {(act, put) => <ActFields act={act} put={put} />}
      </Rows>
    </>
  );
}

function blankAct(): Act {
  return {
    id: rowId(), scheme: 'RELIC_RANK', grade: '', decisionNumber: '', decisionDate: '', authority: '', validFrom: '', validTo: '', endReason: '',
    endedBy: '', source: '',
  };
}

function ActFields({ act, put }: { act: Act; put: (change: Partial<Act>) => void }) {
  const at = (name: string) => `designations.${act.id}.${name}`;
  const isRank = act.scheme === 'RELIC_RANK';
  const { problemAt } = useForm();
  return (
    <>
      <div class="pair">
        <Choice place={at('scheme')} label={say('more.scheme')} value={act.scheme} options={terms('scheme', SCHEMES)}
          onValue={(scheme) => scheme && put({ scheme, grade: scheme === 'RELIC_RANK' ? act.grade : '' })} />
        {isRank && <Choice place={at('grade')} label={say('more.grade')} value={act.grade} none={say('more.choose')} options={terms('grade', GRADES)} onValue={(grade) => put({ grade })} />}
        <Line place={at('decisionNumber')} label={say('more.decisionNumber')} help={say('more.decisionNumberHelp')} value={act.decisionNumber}
          onValue={(decisionNumber) => put({ decisionNumber })} problem={problemAt(at('decisionNumber'))} />
        <Line place={at('decisionDate')} label={say('more.decisionDate')} type="date" value={act.decisionDate} onValue={(decisionDate) => put({ decisionDate })} />
        <Line place={at('authority')} label={say('more.authority')} help={isRank ? say('more.authorityHelp') : undefined} value={act.authority}
          list={isRank && act.grade ? AUTHORITIES[act.grade] : []} onValue={(authority) => put({ authority })} />
        <Line place={at('source')} label={say('more.actSource')} help={say('more.actSourceHelp')} value={act.source} onValue={(source) => put({ source })} />
      </div>
      <Fold summary={say('more.actTime')} isOpen={act.validTo !== '' || act.endReason !== ''}>
        <div class="pair">
          <Line place={at('validFrom')} label={say('enter.validFrom')} help={say('more.validFromHelp')} type="date" value={act.validFrom} onValue={(validFrom) => put({ validFrom })} />
          <Line place={at('validTo')} label={say('enter.validTo')} help={say('more.validToHelp')} type="date" value={act.validTo}
            onValue={(validTo) => put({ validTo })} problem={isBackwards(act) ? say('enter.endBeforeStart') : undefined} />
          <Choice place={at('endReason')} label={say('more.endReason')} value={act.endReason} none={say('more.stillHolds')} options={terms('end', ENDS)} onValue={(endReason) => put({ endReason })} />
          <Line place={at('endedBy')} label={say('more.endedBy')} value={act.endedBy} onValue={(endedBy) => put({ endedBy })} />
        </div>
      </Fold>
    </>
  );
}

function isBackwards({ validFrom, decisionDate, validTo }: Act): boolean {
  const start = validFrom || decisionDate;
  return start !== '' && validTo !== '' && validTo <= start;
}
