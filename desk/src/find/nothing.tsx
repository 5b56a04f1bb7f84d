import { may } from '../people/viewer.ts';
import { Button } from '../ui/button.tsx';
import { Empty } from '../ui/states.tsx';
import { say } from '../words/words.ts';
import { cleared, conditionCount, seenAs, withText, type Question } from './question.ts';

interface Props {
  question: Question;
  onChange: (question: Question) => void;
}

/** What to try where nothing was found. */
export function NothingFound({ question, onChange }: Props) {
  const text = question.text.trim();
  const isNarrowed = conditionCount(question) > 0;
  return (
    <Empty title={text ? say('find.nothingFor', { text }) : say('find.nothing')}>
      <p>{say(isNarrowed ? 'find.tryFewer' : text ? 'find.tryWords' : 'find.tryLater')}</p>
      <div class="row">
        {isNarrowed && <Button onPress={() => onChange(cleared(question, text))}>{say('find.clear')}</Button>}
        {text && <Button weight="quiet" onPress={() => onChange(withText(question, ''))}>{say('find.clearWords')}</Button>}
        {question.view === 'published' && may('READ_WORKING') && (
          <Button weight="quiet" onPress={() => onChange(seenAs(question, 'working'))}>{say('find.lookAtWork')}</Button>
        )}
      </div>
    </Empty>
  );
}
