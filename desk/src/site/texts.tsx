import type { RecordFragment, TextField } from '../graphql/documents.ts';
import { day } from '../words/shown.ts';
import { say, sayTerm } from '../words/words.ts';
import { Fact, type Shown } from './facts.tsx';
import { formAddress } from './fields.ts';
import { mayChange } from './facts.tsx';

type Text = RecordFragment['texts'][number];
const MAIN: readonly TextField[] = ['NAME', 'SUMMARY', 'DESCRIPTION', 'PERIOD', 'NOTE'];
const LANGUAGES = ['VI', 'EN'];

/** Vietnamese and English side by side, as the record has them. */
export function Texts({ record }: Shown) {
  const rows = MAIN.filter((field) => field !== 'NOTE' && field !== 'PERIOD' || record.texts.some((text) => text.field === field));
  const others = record.texts.filter(({ field, language }) => MAIN.includes(field) && !LANGUAGES.includes(language));
  return (
    <div class="texts">
      {rows.map((field) => (
        <div class="text-row" key={field}>
          <h3>{sayTerm('text', field)}</h3>
          <div class="sides">
            {LANGUAGES.map((language) => (
              <Side key={language} language={language} record={record} text={record.texts.find((one) => one.field === field && one.language === language)} />
            ))}
          </div>
        </div>
      ))}
      {others.length > 0 && (
        <details>
          <summary class="list-title">{say('site.otherLanguages', { count: others.length })}</summary>
          {others.map((text) => <p key={`${text.field}${text.language}`} lang={tag(text.language)}><b>{sayTerm('text', text.field)} ({sayTerm('language', text.language)})</b> {text.text}</p>)}
        </details>
      )}
    </div>
  );
}

function Side({ language, text, record }: Shown & { language: string; text: Text | undefined }) {
  return (
    <div class="side">
      <p class="side-head">
        {sayTerm('language', language)}
        {text && <Marks text={text} />}
      </p>
      {text ? text.text.split(/\n+/).map((line) => <p key={line} lang={tag(language)}>{line}</p>) : (
        <p class="gap">
          {say('site.noText')}
          {mayChange(record) && <> · <a href={formAddress(record.code, 'words')}>{say('site.enterIt')}<span class="unseen"> {sayTerm('language', language)}</span></a></>}
        </p>
      )}
    </div>
  );
}

export function Marks({ text }: { text: Text }) {
  return (
    <>
      {text.isStale && <span class="badge badge-gold">{say('site.stale')}</span>}
      {text.origin !== 'HUMAN' && <span class="badge badge-violet">{say(text.isReviewed ? 'site.machineReviewed' : text.origin === 'OCR' ? 'site.ocr' : 'site.machine')}</span>}
    </>
  );
}

function tag(language: string): string {
  return language.toLowerCase().replace('_', '-');
}

/** What visitors are told; each mirrors a condition of Decree 168/2017/NĐ-CP, Art. 11. */
export function VisitorFacts({ record }: Shown) {
  const told = record.texts.filter(({ field }) => !MAIN.includes(field) && field !== 'ALTERNATIVE_NAME');
  const fields = [...new Set(told.map(({ field }) => field))];
  return (
    <dl class="facts">
      <Fact record={record} field="visitorFactsVerifiedOn">{record.visitorInfo?.verifiedOn && day(record.visitorInfo.verifiedOn)}</Fact>
      {fields.map((field) => (
        <Fact key={field} record={record} field={field}>
          {told.filter((text) => text.field === field).map((text) => (
            <p key={text.language} class="visitor-text"><span class="tongue">{text.language}</span> <span lang={tag(text.language)}>{text.text}</span> <Marks text={text} /></p>
          ))}
        </Fact>
      ))}
    </dl>
  );
}
