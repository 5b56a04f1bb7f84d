import { NamesAlikeDocument, type SiteKind } from '../../graphql/documents.ts';
import { useQuery } from '../../graphql/use-query.ts';
import { tidy } from '../../outbox/fields.ts';
import { language, say } from '../../words/words.ts';
import { Pair } from '../controls.tsx';
import { fold, useForm, useSlowly } from '../form.ts';

/** What it is called, and what the law counts it among. */
export function Identity() {
  return (
    <>
      <Pair list="names" label={say('enter.name')} help={say('enter.nameHelp')} />
      <Alike />
      <Kinds />
    </>
  );
}

/** Sites of the catalogue that may be the same: nobody should enter one twice. */
function Alike() {
  const { work, fields } = useForm();
  const name = useSlowly(tidy(fields.texts['names.VI']?.text ?? ''), 700);
  const isAsked = work.siteId === null && name.length >= 4;
  const { data } = useQuery(NamesAlikeDocument, isAsked ? { text: name } : null);
  const sites = isAsked ? (data?.places ?? []).filter((place) => place.kind === 'SITE' && place.slug && isNear(place.name, name)).slice(0, 3) : [];
  if (!sites.length) return null;
  return (
    <div class="notice notice-warning" role="status">
      <p class="notice-title">{say('enter.alike')}</p>
      <ul class="alike">
        {sites.map(({ slug, name: called, today }) => (
          <li key={slug}><a href={`/sites/${slug}`} target="_blank">{called}</a>{today[0] && <span class="small"> · {today[0].name}</span>}</li>
        ))}
      </ul>
    </div>
  );
}

function isNear(one: string, other: string): boolean {
  const [a, b] = [fold(one), fold(other)];
  return a.includes(b) || b.includes(a);
}

function Kinds() {
  const { fields, lists, edit, problemAt } = useForm();
  const problem = problemAt('kinds');
  const toggle = (kind: SiteKind, isOn: boolean) =>
    edit((all) => ({ ...all, kinds: isOn ? [...all.kinds, kind] : all.kinds.filter((one) => one !== kind) }));
  return (
    <fieldset class="field" aria-describedby={problem ? 'kinds-help kinds-problem' : 'kinds-help'}>
      <legend class="field-label">{say('enter.kinds')}</legend>
      <p class="field-help" id="kinds-help">{say('enter.kindsHelp')} <cite>{say('enter.lawKinds')}</cite></p>
      <div class="chips">
        {lists.siteKinds.map(({ code, labelVi, labelEn, citation }) => (
          <label class="chip" key={code} title={citation}>
            <input type="checkbox" data-place={code === lists.siteKinds[0]?.code ? 'kinds' : undefined} checked={fields.kinds.includes(code)}
              aria-invalid={problem ? 'true' : undefined} onChange={(event) => toggle(code, event.currentTarget.checked)} />
            {language() === 'vi' ? labelVi : labelEn}
          </label>
        ))}
      </div>
      {problem && <p class="field-problem" id="kinds-problem">{problem}</p>}
    </fieldset>
  );
}
