import { useState } from 'preact/hooks';
import type { Extent } from '../../graphql/documents.ts';
import { Button } from '../../ui/button.tsx';
import { say } from '../../words/words.ts';
import { Combobox, type Option } from '../combobox.tsx';
import { Choice, Gap, Line, terms } from '../controls.tsx';
import { fold, set, useForm } from '../form.ts';
import { PositionFields } from '../position.tsx';

const EXTENTS: readonly Extent[] = ['POINT', 'LINE', 'AREA', 'SEVERAL'];

/** Where it lies: the commune of today, the decision's own words. The position comes on its own. */
export function Address() {
  const { fields, edit } = useForm();
  return (
    <>
      <Communes />
      <Line place="addressInDecision" label={say('enter.address')} help={say('enter.addressHelp')} value={fields.addressInDecision}
        onValue={(value) => edit(set('addressInDecision', value))} />
      <Choice place="extent" label={say('enter.extent')} value={fields.extent} none={say('enter.notSaid')} options={terms('extent', EXTENTS)}
        onValue={(value) => edit(set('extent', value))} />
    </>
  );
}

export function PositionSection() {
  return <PositionFields />;
}

/** The commune of today, or several. */
export function Communes() {
  const { fields, lists, edit, problemAt } = useForm();
  const [isAdding, setAdding] = useState(false);
  const [main, ...others] = fields.units;
  const nameOf = (code: string | undefined) => lists.adminUnits.find((unit) => unit.code === code)?.name ?? code ?? '';
  const found = (text: string): Option[] => {
    const wanted = fold(text);
    return lists.adminUnits
      .map(({ code, name }) => ({ value: code, label: name, plain: fold(name) }))
      .filter(({ value, plain }) => plain.includes(wanted) || value.startsWith(wanted))
      .sort((one, other) => Number(other.plain.replace(/^(xa|phuong) /, '').startsWith(wanted)) - Number(one.plain.replace(/^(xa|phuong) /, '').startsWith(wanted)));
  };
  const choose = (option: Option | null) => edit((all) => {
    const rest = all.units.slice(1).filter((code) => code !== option?.value);
    return { ...all, units: option ? [option.value, ...rest] : rest };
  });
  return (
    <>
      <Combobox place="adminUnits" label={say('enter.commune')} help={say('enter.communeHelp')} problem={problemAt('adminUnits')}
        chosen={nameOf(main)} found={found} onChoose={choose} />
      {!main && <Gap field="admin_unit" label={say('enter.commune')} />}
      {others.length > 0 && (
        <ul class="chips" aria-label={say('enter.otherCommunes')}>
          {others.map((code) => (
            <li key={code}>
              <button type="button" class="chip" aria-label={say('enter.removeRow', { row: nameOf(code) })}
                onClick={() => edit((all) => ({ ...all, units: all.units.filter((one) => one !== code) }))}>{nameOf(code)} ✕</button>
            </li>
          ))}
        </ul>
      )}
      {main && (isAdding ? (
        <Combobox place="adminUnits.more" label={say('enter.otherCommune')} chosen="" found={(text) => found(text).filter(({ value }) => !fields.units.includes(value))}
          onChoose={(option) => {
            if (!option) return;
            edit((all) => ({ ...all, units: [...all.units, option.value] }));
            setAdding(false);
          }} />
      ) : <div><Button weight="plain" onPress={() => setAdding(true)}>{say('enter.severalCommunes')}</Button></div>)}
    </>
  );
}
