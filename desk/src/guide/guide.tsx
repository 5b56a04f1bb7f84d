import './guide.css';
import { useState } from 'preact/hooks';
import { useRoute } from 'preact-iso';
import { chapters, pictures } from 'guide:chapters';
import { ButtonLink } from '../ui/button.tsx';
import { Empty } from '../ui/states.tsx';
import { View } from '../ui/view.tsx';
import { language, say } from '../words/words.ts';
import type { Block, Chapter, Inline } from './chapter.ts';

/** The guide for staff, chapter by chapter. It is in Vietnamese, whatever the desk speaks. */
export default function Guide() {
  const name = useRoute().params.chapter ?? '';
  const place = chapters.findIndex((one) => one.name === name);
  const here = chapters[place];
  if (!here) return <View title={say('guide.title')}><Empty title={say('guide.none')}><ButtonLink href="/desk/guide" weight="quiet">{say('guide.title')}</ButtonLink></Empty></View>;
  return (
    <View key={name} title={here.title} titleLanguage="vi" lead={language() === 'vi' ? undefined : say('guide.inVietnamese')}>
      <div class="guide">
        {name !== '' && <Contents here={here} />}
        <div class="guide-page">
          {name !== '' && <p class="guide-up"><a href="/desk/guide">{say('guide.contents')}</a></p>}
          <article class="panel guide-text" lang="vi">{here.blocks.map((block, at) => <Part block={block} key={at} />)}</article>
          <nav class="row guide-turn" aria-label={say('guide.turn')}>
            <Turn to={place > 0 ? chapters[place - 1] : undefined} word="guide.before" />
            <Turn to={chapters[place + 1]} word="guide.next" />
          </nav>
        </div>
      </div>
    </View>
  );
}

function addressOf({ name }: Chapter): string {
  return name ? `/desk/guide/${name}` : '/desk/guide';
}

function Contents({ here }: { here: Chapter }) {
  return (
    <nav class="guide-contents" aria-label={say('guide.contents')}>
      <ul>
        {chapters.map((one) => (
          <li key={one.name}><a href={addressOf(one)} lang="vi" aria-current={one === here ? 'page' : undefined}>{one.name ? `${chapters.indexOf(one)}. ${one.title}` : one.title}</a></li>
        ))}
      </ul>
    </nav>
  );
}

function Turn({ to, word }: { to: Chapter | undefined; word: 'guide.before' | 'guide.next' }) {
  return to ? <ButtonLink href={addressOf(to)} weight="quiet">{say(word)}<span lang="vi">{to.title}</span></ButtonLink> : null;
}

function Part({ block }: { block: Block }) {
  if (block.is === 'heading') return <h2><Words of={block.content} /></h2>;
  if (block.is === 'text') return <p><Words of={block.content} /></p>;
  if (block.is === 'picture') return <Picture {...block} />;
  const entries = block.entries.map((blocks, at) => <li key={at}>{blocks.map((one, place) => (one.is === 'text' ? <Words key={place} of={one.content} /> : <Part key={place} block={one} />))}</li>);
  return block.start === null ? <ul class="bullets">{entries}</ul> : <ol start={block.start}>{entries}</ol>;
}

function Words({ of }: { of: Inline[] }) {
  return (
    <>
      {of.map((one, at) => {
        if (typeof one === 'string') return one;
        const content = <Words of={one[1]} />;
        return one[0] === 'a' ? <a key={at} href={one[2]}>{content}</a> : one[0] === 'code' ? <code key={at}>{content}</code> : <strong key={at}>{content}</strong>;
      })}
    </>
  );
}

/** A picture; what it shows in words where it cannot be had, for want of a network. */
function Picture({ name, said, width, height }: Extract<Block, { is: 'picture' }>) {
  const [isMissing, miss] = useState(false);
  if (isMissing) return <p class="guide-missing">{said}<span class="small" lang={language()}>{say('guide.noPicture')}</span></p>;
  return <img class="guide-picture" src={pictures[name]} alt={said} width={width} height={height} loading="lazy" decoding="async" onError={() => miss(true)} />;
}
