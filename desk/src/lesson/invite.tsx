import { useEffect } from 'preact/hooks';
import { ButtonLink } from '../ui/button.tsx';
import { say } from '../words/words.ts';
import { done, isFinished, isKnown, openProgress, type Known } from './progress.ts';

/** The way to the first lesson, for whoever has not finished it; the rest is left in peace. */
export function LessonInvite({ known }: { known: Known | null | undefined }) {
  useEffect(() => void openProgress(known), [known]);
  if (!isKnown.value || isFinished()) return null;
  const count = done.value.size;
  return (
    <section class="notice lesson-invite" aria-labelledby="lesson-invite">
      <h2 class="notice-title" id="lesson-invite">{say('home.lesson')}</h2>
      <p>{count ? say('home.lessonBegun', { done: count, all: 6 }) : say('home.lessonHelp')}</p>
      <ButtonLink href="/desk/lesson" weight="quiet">{say(count ? 'home.lessonGoOn' : 'home.lessonBegin')}</ButtonLink>
    </section>
  );
}
