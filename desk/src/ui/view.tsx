import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Strip } from '../offline/strip.tsx';
import { say } from '../words/words.ts';

/** The chapters that explain a view, as the guide's files are named (docs/guide). */
export type GuideChapter = '1-dang-nhap' | '2-tim' | '3-nhap' | '4-anh' | '5-khong-mang' | '6-tham-dinh' | '7-tra-lai' | '8-bai-hoc';

interface Props {
  title: string;
  /** Where the title is in another language than the desk. */
  titleLanguage?: string;
  /** Which chapter of the guide explains this view. */
  guide?: GuideChapter;
  lead?: ComponentChildren;
  /** What is most often done here. */
  actions?: ComponentChildren;
  children: ComponentChildren;
}

let isFirst = true;

/** One view with its heading: names the page, and takes the focus when one comes from another view. */
export function View({ title, titleLanguage, guide, lead, actions, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  const product = say('common.product');
  useEffect(() => {
    document.title = `${title} · ${product}`;
  }, [title, product]);
  useEffect(() => {
    if (!isFirst) heading.current?.focus({ preventScroll: true });
    isFirst = false;
  }, []);
  return (
    <main id="main" class="view">
      <Strip />
      <div class="view-head">
        <div>
          <h1 ref={heading} tabIndex={-1} lang={titleLanguage}>{title}</h1>
          {lead && <p>{lead}</p>}
          {guide && <GuideLink chapter={guide} />}
        </div>
        {actions && <div class="row">{actions}</div>}
      </div>
      {children}
    </main>
  );
}

/** The way to the chapter that explains what one sees. */
export function GuideLink({ chapter }: { chapter: GuideChapter }) {
  return <a class="guide-link" href={`/desk/guide/${chapter}`}>{say('common.guide')}</a>;
}
