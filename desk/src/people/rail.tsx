// The frame around every view: where one can go, who one is, language and light.
import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { Icon, type IconName } from '../ui/icons.tsx';
import { LANGUAGES, language, say, switchTo, type Language, type Word } from '../words/words.ts';
import { look, setLook } from '../look/look.ts';
import { mayAdminister } from '../administration/places.ts';
import { may, person, rolesOf } from './viewer.ts';
import { countWaiting, waiting } from './waiting.ts';

interface Place {
  href: string;
  icon: IconName;
  word: Word;
  count?: number | undefined;
  /** Other views of the same part. */
  also?: readonly string[];
}

const FIGURES = ['/desk/worklist', '/desk/periods', '/desk/scores', '/desk/rankings', '/desk/criteria', '/desk/clusters', '/desk/procedures'];

function places(): Place[] {
  const all: (Place | false)[] = [
    { href: '/desk', icon: 'home', word: 'rail.home' },
    { href: '/desk/sites', icon: 'find', word: 'rail.find' },
    may('CREATE_SITE') && { href: '/desk/new', icon: 'add', word: 'rail.enter' },
    (may('APPROVE_SITE') || may('PUBLISH_SITE')) && {
      href: '/desk/review', icon: 'review', word: 'rail.review', count: waiting.value,
    },
    may('READ_SCORES') && { href: '/desk/coverage', icon: 'figures', word: 'rail.coverage', also: FIGURES },
    mayAdminister() && { href: '/desk/admin', icon: 'keys', word: 'rail.admin' },
  ];
  return all.filter((one): one is Place => one !== false);
}

function isHere(href: string, path: string): boolean {
  return href === '/desk' ? path === href || path === '/desk/' : path === href || path.startsWith(`${href}/`);
}

export function Rail() {
  const { path } = useLocation();
  const who = person();
  useEffect(() => void countWaiting(), [who, path]);
  return (
    <header class="rail">
      <a class="brand" href="/desk">
        <img src="/desk/static/mark.svg" width="32" height="32" alt="" />
        <span>{say('common.short')}</span>
      </a>
      {who && (
        <nav class="tabs" aria-label={say('rail.places')}>
          {places().map(({ href, icon, word, count, also = [] }) => (
            <a key={href} href={href} aria-current={[href, ...also].some((one) => isHere(one, path)) ? 'page' : undefined}>
              <Icon name={icon} />
              <span>{say(word)}</span>
              {count ? <span class="count">{count}<span class="unseen"> {say('rail.waiting')}</span></span> : null}
            </a>
          ))}
        </nav>
      )}
      <div class="rail-foot">
        {who && <a class="help" href="/desk/guide" aria-current={isHere('/desk/guide', path) ? 'page' : undefined}>{say('rail.guide')}</a>}
        {who && (
          <a class="person" href="/desk/me" aria-current={isHere('/desk/me', path) ? 'page' : undefined}>
            <Icon name="person" />
            <span class="person-name">{who.name}<span class="roles">{rolesOf(who)}</span></span>
          </a>
        )}
        {!isHere('/desk/me', path) && <Switches />}
      </div>
    </header>
  );
}

/** Language and light. */
export function Switches() {
  const others = (Object.keys(LANGUAGES) as Language[]).filter((each) => each !== language());
  return (
    <div class="switches">
      {others.map((each) => (
        <button key={each} lang={each} type="button" onClick={() => void switchTo(each)}>{LANGUAGES[each].name}</button>
      ))}
      <button type="button" onClick={() => setLook(look.value === 'dark' ? 'light' : 'dark')}>
        {say(look.value === 'dark' ? 'rail.light' : 'rail.dark')}
      </button>
    </div>
  );
}
