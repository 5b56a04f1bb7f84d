// The first lesson: six small things that are done, one at a time, on a sheet that never leaves this machine.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { borrowed } from '../enter/enter.tsx';
import type { LessonStep } from '../graphql/documents.ts';
import { holder } from '../people/holder.ts';
import { may, ownUnits } from '../people/viewer.ts';
import { isOffline } from '../offline/connection.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Ghosts } from '../ui/states.tsx';
import { View } from '../ui/view.tsx';
import { remember, remembered } from '../words/remembered.ts';
import { done, isFinished, note, openProgress } from './progress.ts';
import { Find, Read } from './reading.tsx';
import { Send, SheetStep } from './filling.tsx';
import type { PictureStep } from './picture.tsx';
import { freshSheet, nextOf, STEPS, type Sheet } from './sheet.ts';
import { say } from '../words/words.ts';
import './lesson.css';

export type Form = typeof borrowed;

export interface StepProps {
  /** The form's own pieces. */
  form: Form;
  sheet: Sheet;
  put: (change: (sheet: Sheet) => Sheet) => void;
  /** The step is done: it is noted, and the next one comes. */
  onDone: () => void;
}

const VIEWS = { FIND: Find, READ: Read, ENTER: SheetStep, POINT: SheetStep, PHOTOGRAPH: LaterPicture, SEND: Send } as const;

export default function Lesson() {
  const [form, setForm] = useState<Form | null>(null);
  const [isOpen, open] = useState(false);
  useEffect(() => {
    void import('../enter/enter.tsx').then(({ borrowed }) => setForm(borrowed));
    void openProgress().then(() => open(true));
    // Without a network, what is known here is enough to begin.
    const timer = setTimeout(() => open(true), 1_500);
    return () => clearTimeout(timer);
  }, []);
  return <View title={say('lesson.title')} guide="8-bai-hoc" lead={say('lesson.lead')}>{form && isOpen ? <Begun form={form} /> : <Ghosts count={2} />}</View>;
}

function Begun({ form }: { form: Form }) {
  const [sheet, put] = useSheet(form);
  const [at, setAt] = useState<LessonStep | 'END'>(() => (isFinished() ? 'END' : nextOf(done.peek())));
  const again = () => {
    put(() => freshSheet(form, ownUnits()));
    setAt('FIND');
  };
  const goOn = (step: LessonStep) => {
    note(step);
    setAt(STEPS[STEPS.indexOf(step) + 1] ?? 'END');
  };
  return (
    <div class="lesson">
      <Steps at={at} onGo={setAt} />
      {at === 'END' ? <End onAgain={again} /> : <Step key={at} step={at} form={form} sheet={sheet} put={put} onDone={() => goOn(at)} />}
    </div>
  );
}

/** What photographs need comes after the lesson itself: its first steps do without. */
function LaterPicture(props: StepProps) {
  const [loaded, setLoaded] = useState<{ PictureStep: typeof PictureStep } | null>(null);
  useEffect(() => {
    void import('./picture.tsx').then(setLoaded);
  }, []);
  return loaded ? <loaded.PictureStep {...props} /> : <Ghosts count={2} />;
}

/** The sheet as it lies on this machine, by person. */
function useSheet(form: Form): [Sheet, StepProps['put']] {
  const place = `lesson-sheet.${holder()}`;
  const [sheet, set] = useState<Sheet>(() => {
    const fresh = freshSheet(form, ownUnits());
    try {
      return { ...fresh, ...(JSON.parse(remembered(place) ?? '{}') as Partial<Sheet>) };
    } catch {
      return fresh;
    }
  });
  useEffect(() => remember(place, JSON.stringify(sheet)), [sheet]);
  return [sheet, set];
}

function Steps({ at, onGo }: { at: LessonStep | 'END'; onGo: (step: LessonStep) => void }) {
  const known = done.value;
  return (
    <nav class="lesson-steps" aria-label={say('lesson.steps')}>
      <ol>
        {STEPS.map((step, number) => (
          <li key={step}>
            <button type="button" disabled={!known.has(step) && step !== nextOf(known)} aria-current={step === at ? 'step' : undefined} onClick={() => onGo(step)}>
              <span class="lesson-mark" aria-hidden="true">{known.has(step) ? '✓' : number + 1}</span>
              <span class="lesson-name">{say(`lesson.step.${step}`)}{known.has(step) && <span class="unseen"> ({say('lesson.isDone')})</span>}</span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Step({ step, ...props }: StepProps & { step: LessonStep }) {
  const heading = useFocus();
  const Body = VIEWS[step];
  return (
    <section class="panel stack lesson-step" aria-labelledby="lesson-step">
      <div>
        <p class="small number">{say('lesson.at', { step: STEPS.indexOf(step) + 1, all: STEPS.length })}</p>
        <h2 id="lesson-step" tabIndex={-1} ref={heading}>{say(`lesson.step.${step}`)}</h2>
      </div>
      <Body step={step} {...props} />
    </section>
  );
}

/** Whoever comes from the step before begins at the heading; whoever opens the lesson, at the top of the page. */
function useFocus() {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (hasBegun) {
      heading.current?.focus({ preventScroll: true });
      heading.current?.closest('section')?.scrollIntoView({ block: 'nearest' });
    }
    hasBegun = true;
    return () => {
      if (!location.pathname.endsWith('/lesson')) hasBegun = false;
    };
  }, []);
  return heading;
}
let hasBegun = false;

function End({ onAgain }: { onAgain: () => void }) {
  const heading = useFocus();
  return (
    <section class="panel stack lesson-end" aria-labelledby="lesson-end">
      <h2 id="lesson-end" tabIndex={-1} ref={heading}>{say('lesson.end.title')}</h2>
      <p>{say('lesson.end.text')}</p>
      <p class="small">{say(isOffline.value ? 'lesson.end.waits' : 'lesson.end.counted')}</p>
      <div class="row">
        {may('CREATE_SITE') && <ButtonLink href="/desk/new">{say('lesson.end.enter')}</ButtonLink>}
        <ButtonLink href="/desk/sites" weight={may('CREATE_SITE') ? 'quiet' : 'main'}>{say('lesson.end.find')}</ButtonLink>
        <ButtonLink href="/desk" weight="plain">{say('lesson.end.home')}</ButtonLink>
        <Button weight="plain" onPress={onAgain}>{say('lesson.end.again')}</Button>
      </div>
    </section>
  );
}
