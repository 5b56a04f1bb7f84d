import { useRoute } from 'preact-iso';
import { useState } from 'preact/hooks';
import '../site/site.css';
import { InTheWay } from '../coverage/in-the-way.tsx';
import { Sections } from '../coverage/sections.tsx';
import { ApproveSetDocument, CriteriaSetWholeDocument, RetireSetDocument, type CriteriaSetWholeQuery } from '../graphql/documents.ts';
import { useQuery } from '../graphql/use-query.ts';
import { may } from '../people/viewer.ts';
import { problemOf, useDeed } from '../site/deed.ts';
import { words } from '../site/record-of.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Empty, Ghosts, TroubleNotice } from '../ui/states.tsx';
import { toast } from '../ui/toasts.tsx';
import { View } from '../ui/view.tsx';
import { number } from '../words/shown.ts';
import { say, sayTerm } from '../words/words.ts';
import { LegalBasis } from './legal-basis.tsx';
import { Standing, validity } from './criteria.tsx';
import { points, Watermark } from './parts.tsx';
import { depths, laidOut } from './set-text.ts';
import './scores.css';

export type WholeSet = NonNullable<CriteriaSetWholeQuery['criteriaSet']>;

/** One set of criteria: its tree as a table, and what its state allows to be done with it. */
export default function CriteriaSetView() {
  const { params } = useRoute();
  const at = { name: decodeURIComponent(params.name ?? ''), version: decodeURIComponent(params.version ?? '') };
  const { data, trouble, again } = useQuery(CriteriaSetWholeDocument, { ...at, language: words() });
  const set = data?.criteriaSet;
  return (
    <View title={set ? set.title : say('criteria.set')} lead={set && `${set.name} ${set.version} · ${sayTerm('subjectKind', set.subjectKind)}`}>
      <div class="coverage">
        <Sections here="/desk/criteria" />
        {trouble && <TroubleNotice trouble={trouble} again={again} />}
        {!data && !trouble && <Ghosts count={5} />}
        {data && !set && <Empty title={say('criteria.none')}><ButtonLink href="/desk/criteria" weight="quiet">{say('criteria.title')}</ButtonLink></Empty>}
        {set && (
          <>
            <Watermark text={set.watermark} />
            <Head set={set} again={again} />
            {set.status === 'DRAFT' && !set.isSample && may('ADD_RULES') && <LegalBasis key={set.sha256} set={set} again={again} />}
            <Tree set={set} />
          </>
        )}
      </div>
    </View>
  );
}

function Head({ set, again }: { set: WholeSet; again: () => void }) {
  const [asking, setAsking] = useState<'approve' | 'retire' | null>(null);
  const mayApprove = set.status === 'DRAFT' && !set.isSample && may('APPROVE_RULES');
  const mayRetire = set.status === 'APPROVED' && may('RETIRE_RULES');
  const close = () => setAsking(null);
  return (
    <section class="panel record-section" aria-label={say('criteria.standing')}>
      <p class="row"><Standing set={set} /></p>
      <dl class="facts">
        <div class="fact"><dt>{say('criteria.basis')}</dt><dd>{set.legalBasis ?? <span class="gap">{say('criteria.noBasis')}</span>}</dd></div>
        <div class="fact"><dt>{say('criteria.validity')}</dt><dd>{validity(set) ?? <span class="gap">{say('criteria.noValidity')}</span>}</dd></div>
        <div class="fact"><dt>{say('criteria.scale')}</dt><dd>{number(set.scale)}</dd></div>
        <div class="fact"><dt>SHA-256</dt><dd class="mono">{set.sha256}</dd></div>
        <div class="fact"><dt>{say('criteria.signature')}</dt><dd>{say(set.signature ? 'criteria.signed' : 'criteria.unsigned')}</dd></div>
      </dl>
      {set.isSample && <p class="small">{say('criteria.sampleHelp')}</p>}
      <div class="row">
        {mayApprove && <Button disabled={!set.legalBasis || !set.validFrom} onPress={() => setAsking('approve')}>{say('criteria.approve')}</Button>}
        {may('ADD_RULES') && <ButtonLink href={`/desk/criteria?add=${encodeURIComponent(set.name)}/${encodeURIComponent(set.version)}`} weight="quiet">{say(set.status === 'DRAFT' && !set.isSample ? 'criteria.edit' : 'criteria.another')}</ButtonLink>}
        <Button weight="quiet" onPress={() => saved(set)}>{say('criteria.download')}</Button>
        {mayRetire && <Button weight="red" onPress={() => setAsking('retire')}>{say('criteria.retire')}</Button>}
      </div>
      {mayApprove && !(set.legalBasis && set.validFrom) && <p class="small">{say('criteria.basisFirst')}</p>}
      {asking === 'approve' && <Approving set={set} onLeave={close} again={again} />}
      {asking === 'retire' && <Retiring set={set} onLeave={close} again={again} />}
    </section>
  );
}

function saved({ name, version, document: text }: WholeSet): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([laidOut(text)], { type: 'application/json' }));
  link.download = `${name}-${version}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

interface Asking {
  set: WholeSet;
  onLeave: () => void;
  again: () => void;
}

function Approving({ set: { name, version, sha256, legalBasis }, onLeave, again }: Asking) {
  const [isSure, setSure] = useState(false);
  const deed = useDeed();
  const approve = async () => {
    if (!await deed.run(ApproveSetDocument, { set: { name, version }, sha256 })) return;
    toast(say('criteria.approved'));
    onLeave();
    again();
  };
  return (
    <Dialog title={say('criteria.approveTitle', { set: `${name} ${version}` })} onClose={onLeave} foot={(
      <>
        <Button weight="quiet" onPress={onLeave}>{say('find.notNow')}</Button>
        <Button isBusy={deed.isBusy} disabled={!isSure} onPress={() => void approve()}>{say('criteria.approveNow')}</Button>
      </>
    )}>
      <p>{say('criteria.approveHelp', { basis: legalBasis ?? '' })}</p>
      <p class="mono">SHA-256 {sha256}</p>
      <label class="check"><input type="checkbox" checked={isSure} onChange={(event) => setSure(event.currentTarget.checked)} />{say('criteria.read')}</label>
      <InTheWay attempt={deed} />
    </Dialog>
  );
}

function Retiring({ set: { name, version }, onLeave, again }: Asking) {
  const [reason, setReason] = useState('');
  const deed = useDeed();
  const retire = async () => {
    if (!await deed.run(RetireSetDocument, { set: { name, version }, reason })) return;
    toast(say('criteria.retired'));
    onLeave();
    again();
  };
  return (
    <Dialog title={say('criteria.retireTitle', { set: `${name} ${version}` })} onClose={onLeave} foot={(
      <>
        <Button weight="quiet" onPress={onLeave}>{say('find.notNow')}</Button>
        <Button weight="red" isBusy={deed.isBusy} onPress={() => void retire()}>{say('criteria.retireNow')}</Button>
      </>
    )}>
      <p>{say('criteria.retireHelp')}</p>
      <Field label={say('scores.reason')} problem={problemOf(deed, 'reason')}>
        {(wired) => <textarea class="input" {...wired} maxLength={1000} value={reason} onInput={(event) => setReason(event.currentTarget.value)} />}
      </Field>
      <InTheWay attempt={deed} fields={['reason']} />
    </Dialog>
  );
}

function Tree({ set: { criteria } }: { set: WholeSet }) {
  const depth = depths(criteria);
  return (
    <section class="panel record-section" aria-labelledby="tree">
      <h2 id="tree">{say('scores.criteria')}</h2>
      <table class="figures-table set-table">
        <caption class="unseen">{say('scores.criteria')}</caption>
        <thead><tr><th scope="col">{say('scores.criteria')}</th><th scope="col" class="right">{say('criteria.maximum')}</th><th scope="col">{say('criteria.kind')}</th><th scope="col" class="wide">{say('criteria.how')}</th></tr></thead>
        <tbody>
          {criteria.map((one) => (
            <tr key={one.code} class={`depth-${Math.min(depth.get(one.code) ?? 0, 4)}`}>
              <th scope="row"><span class="number">{one.code}</span> {one.label}</th>
              <td class="right" data-label={say('criteria.maximum')}>{points(one.maximum)}</td>
              <td>{sayTerm('criterionKind', one.kind)}{one.isMeasured && <> <span class="badge badge-green">{say('criteria.measured')}</span></>}</td>
              <td class="wide small"><How one={one} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function How({ one: { method, evidenceRequired, terms, choices, isMeasured } }: { one: WholeSet['criteria'][number] }) {
  const asked = isMeasured ? '' : terms.map(({ label }) => label).join('; ');
  const levels = choices.map(({ label, fraction }) => `${label} (${number(fraction * 100, 1)} %)`).join('; ');
  const told = [method, asked && say('criteria.asks', { values: asked }), levels && say('criteria.levels', { levels }), evidenceRequired && say('scores.required', { documents: evidenceRequired })];
  return <>{told.filter(Boolean).map((text) => <p key={text as string}>{text}</p>)}</>;
}
