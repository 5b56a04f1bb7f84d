import type { RemarkFragment } from '../graphql/documents.ts';
import { instant } from '../words/shown.ts';
import { say } from '../words/words.ts';
import { formAddress, sectionOf } from './fields.ts';
import { fieldWord } from './words.ts';

/** What reviewers said of one revision: the whole first, then field by field, each leading to its place in the form. */
export function Remarks({ remarks, code, isChanging }: { remarks: readonly RemarkFragment[]; code: string; isChanging: boolean }) {
  const whole = remarks.filter(({ field }) => field === null);
  const single = remarks.filter(({ field }) => field !== null).reverse();
  return (
    <div class="remarks">
      {whole.map(({ text, author, at }) => (
        <blockquote key={at}><p>{text}</p><footer class="small">{author} · {instant(at)}</footer></blockquote>
      ))}
      {single.length > 0 && (
        <ul class="bullets">
          {single.map(({ field, text }) => (
            <li key={`${field}${text}`}>
              <b>{isChanging ? <a href={formAddress(code, sectionOf(field ?? ''))}>{fieldWord(field ?? '')}</a> : fieldWord(field ?? '')}</b>: {text}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** The remarks on the newest revision that any were made on. */
export function newest(remarks: readonly RemarkFragment[]): RemarkFragment[] {
  return remarks.filter(({ version }) => version === remarks[0]?.version);
}

export function AllRemarks({ remarks, code }: { remarks: readonly RemarkFragment[]; code: string }) {
  if (remarks.length === 0) return <p class="soft">{say('site.noRemarks')}</p>;
  const versions = [...new Set(remarks.map(({ version }) => version))];
  return (
    <div class="stack">
      {versions.map((version) => (
        <section key={version} class="stack">
          <h3>{say('history.revision', { version })}</h3>
          <Remarks remarks={remarks.filter((one) => one.version === version)} code={code} isChanging={false} />
        </section>
      ))}
    </div>
  );
}
