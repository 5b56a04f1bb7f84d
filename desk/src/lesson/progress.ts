// How far one has come: kept on this machine by person, told to the catalogue once there is a network.
import { effect, signal } from '@preact/signals';
import { ask, change, TroubleError } from '../graphql/client.ts';
import { MyLessonDocument, NoteLessonStepDocument, type LessonStep, type MyLessonQuery } from '../graphql/documents.ts';
import { isOffline } from '../offline/connection.ts';
import { holder } from '../people/holder.ts';
import { confirmed } from '../people/viewer.ts';
import { remember, remembered } from '../words/remembered.ts';

const COUNT = 6;

interface Kept {
  done: LessonStep[];
  /** Done here and not told to the catalogue yet. */
  unsent: LessonStep[];
}

export const done = signal<ReadonlySet<LessonStep>>(new Set());
/** Whether the catalogue was asked, so that nobody is invited who finished the lesson on another machine. */
export const isKnown = signal(false);
let whose = '';

function kept(): Kept {
  try {
    const { done = [], unsent = [] } = JSON.parse(remembered(`lesson.${whose}`) ?? '{}') as Partial<Kept>;
    return { done, unsent };
  } catch {
    return { done: [], unsent: [] };
  }
}

function keep(next: Kept): void {
  remember(`lesson.${whose}`, JSON.stringify(next));
  done.value = new Set(next.done);
}

export function isFinished(): boolean {
  return done.value.size >= COUNT;
}

export type Known = NonNullable<MyLessonQuery['me']>;

/** Take up what is known here, then what the catalogue knows from other machines (`known`, else it is asked), and tell it what waits. */
export async function openProgress(known?: Known | null): Promise<void> {
  if (whose !== holder()) isKnown.value = false;
  whose = holder();
  done.value = new Set(kept().done);
  if (isFinished()) isKnown.value = true;
  else {
    try {
      const me = known ?? (await ask(MyLessonDocument, {})).me;
      const told = me?.id === whose ? me.lessonSteps.map(({ step }) => step) : [];
      const before = kept();
      keep({ ...before, done: [...new Set([...before.done, ...told])] });
    } catch (error) {
      if (!(error instanceof TroubleError)) throw error;
    }
    isKnown.value = true;
  }
  await tellAll();
}

/** A step is done: known here at once. */
export function note(step: LessonStep): void {
  const before = kept();
  if (!before.done.includes(step)) keep({ done: [...before.done, step], unsent: [...before.unsent, step] });
  void tellAll();
}

let telling: Promise<void> | null = null;

/** Tell the catalogue, one step after another; what fails waits for the next time. Never in another's name. */
async function tellAll(): Promise<void> {
  telling ??= tellEach().finally(() => (telling = null));
  await telling;
}

async function tellEach(): Promise<void> {
  for (let [step] = kept().unsent; step && confirmed.peek() === whose; [step] = kept().unsent) {
    const told = step;
    try {
      await change(NoteLessonStepDocument, { step: told });
    } catch (error) {
      if (!(error instanceof TroubleError)) throw error;
      return;
    }
    const now = kept();
    keep({ ...now, unsent: now.unsent.filter((one) => one !== told) });
  }
}

effect(() => {
  if (!isOffline.value && confirmed.value && confirmed.value === whose) void tellAll();
});
