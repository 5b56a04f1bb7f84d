import { useEffect, useId, useState } from 'preact/hooks';
import { ComplexesDocument, ComplexNameDocument } from '../graphql/documents.ts';
import { useQuery } from '../graphql/use-query.ts';
import { Field } from '../ui/field.tsx';
import { say } from '../words/words.ts';

const CODE = /\(([A-Z]{2}-S-\d{5,})\)\s*$/;

/** The complex whose parts are wanted: typed by name, picked from what the catalogue knows. */
export function ComplexField({ partOf, onPut }: { partOf: string; onPut: (partOf: string) => void }) {
  const list = useId();
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const wait = setTimeout(() => setAsked(CODE.test(typed) ? '' : typed.trim()), 250);
    return () => clearTimeout(wait);
  }, [typed]);
  const name = useComplexName(partOf);
  useEffect(() => setTyped(partOf ? name ?? partOf : ''), [partOf, name]);
  const { data } = useQuery(ComplexesDocument, asked.length > 1 ? { text: asked } : null);
  return (
    <Field label={say('find.partOf')} help={say('find.partOfHelp')}>
      {(wired) => (
        <>
          <input
            class="input" {...wired} list={list} value={typed} autocomplete="off" maxLength={200}
            onInput={(event) => {
              const value = event.currentTarget.value;
              setTyped(value);
              const code = CODE.exec(value)?.[1];
              if (code) onPut(code);
              else if (value === '') onPut('');
            }}
          />
          <datalist id={list}>
            {data?.sites.nodes.map((site) => <option key={site.code} value={`${site.name.text} (${site.code})`} />)}
          </datalist>
        </>
      )}
    </Field>
  );
}

/** `Name (code)` of a complex; undefined until it is known. */
export function useComplexName(code: string): string | undefined {
  const { data } = useQuery(ComplexNameDocument, code ? { code: [code] } : null);
  const found = data?.sites.nodes[0];
  return found && found.code === code ? `${found.name.text} (${found.code})` : undefined;
}
