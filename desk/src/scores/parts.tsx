// What the views of scores have in common: the watermark, files, the choice of a period.
import { useState } from 'preact/hooks';
import { ScorePeriodsDocument } from '../graphql/documents.ts';
import { useQuery } from '../graphql/use-query.ts';
import { Field } from '../ui/field.tsx';
import { number } from '../words/shown.ts';
import { LANGUAGES, language, say } from '../words/words.ts';

export function Watermark({ text }: { text: string | null | undefined }) {
  return text ? <p class="watermark" role="note"><strong>{text}</strong> <span>{say('scores.watermarkHelp')}</span></p> : null;
}

export function points(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : number(value, 4);
}

interface File {
  form: string;
  language?: string | null;
  url: string;
}

/** The files: handed out to whoever may see them, so they are fetched as the person who sits here. */
export function Files({ files }: { files: readonly File[] }) {
  const [failed, setFailed] = useState<string | null>(null);
  const [busy, setBusy] = useState<string | null>(null);
  const fetched = async ({ url }: File) => {
    const { pathname, search } = new URL(url, location.href);
    setBusy(url);
    setFailed(null);
    try {
      const answer = await fetch(pathname + search, { headers: { 'GraphQL-Require-Preflight': '1', 'Accept-Language': language() } });
      if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
      const name = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1];
      const link = document.createElement('a');
      link.href = URL.createObjectURL(await answer.blob());
      link.download = name ?? (pathname.split('/').pop() as string);
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    } catch {
      setFailed(url);
    } finally {
      setBusy(null);
    }
  };
  return (
    <>
      <ul class="downloads">
        {files.map((file) => (
          <li key={file.url}>
            <button type="button" class="button button-quiet" aria-busy={busy === file.url ? 'true' : undefined} onClick={() => void fetched(file)}>
              {file.form === 'evidence.csv' ? say('scores.csvEvidence') : file.form.toUpperCase()}{file.language && ` · ${LANGUAGES[file.language === 'en' ? 'en' : 'vi'].name}`}
            </button>
          </li>
        ))}
      </ul>
      {failed && <p class="field-problem" role="alert">{say('scores.fileFailed')}</p>}
    </>
  );
}

export function usePeriods(wanted: string | undefined) {
  const { data } = useQuery(ScorePeriodsDocument, {});
  const periods = data?.periods ?? [];
  return { periods, isKnown: data !== undefined, period: wanted || periods[0]?.code || '' };
}

export function PeriodField({ period, periods, onChange }: { period: string; periods: readonly { code: string }[]; onChange: (code: string) => void }) {
  return (
    <Field label={say('scores.period')}>
      {(wired) => (
        <select class="input" {...wired} value={period} onChange={(event) => onChange(event.currentTarget.value)}>
          {periods.map(({ code }) => <option key={code} value={code}>{code}</option>)}
          {!periods.some(({ code }) => code === period) && <option value={period}>{period}</option>}
        </select>
      )}
    </Field>
  );
}
