import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { Icon } from '../ui/icons.tsx';
import { say } from '../words/words.ts';

const PAUSE = 250;

interface Props {
  text: string;
  /** What is searched for now; `isSameTyping` while one goes on typing what was begun. */
  onText: (text: string, isSameTyping: boolean) => void;
}

/** The words that are searched for. The list follows a quarter of a second after the last letter, at once on Enter. */
export function SearchField({ text, onText }: Props) {
  const id = useId();
  const [typed, setTyped] = useState(text);
  const told = useRef(text);
  const isTyping = useRef(false);
  const tell = (value: string) => {
    if (value.trim() === told.current.trim()) return;
    told.current = value;
    onText(value, isTyping.current);
    isTyping.current = true;
  };
  const latest = useRef(tell);
  latest.current = tell;
  useEffect(() => {
    const wait = setTimeout(() => latest.current(typed), PAUSE);
    return () => clearTimeout(wait);
  }, [typed]);
  useEffect(() => {
    if (text.trim() === told.current.trim()) return;
    told.current = text;
    setTyped(text);
  }, [text]);
  return (
    <form class="search" role="search" onSubmit={(event) => { event.preventDefault(); tell(typed); }}>
      <label class="field-label" for={id}>{say('find.search')}</label>
      <span class="search-box">
        <Icon name="find" />
        <input
          class="input" id={id} type="search" value={typed} maxLength={200} autocomplete="off" enterkeyhint="search" aria-describedby={`${id}-help`}
          onInput={(event) => setTyped(event.currentTarget.value)} onBlur={() => (isTyping.current = false)}
        />
      </span>
      <p class="field-help" id={`${id}-help`}>{say('find.searchHelp')}</p>
    </form>
  );
}
