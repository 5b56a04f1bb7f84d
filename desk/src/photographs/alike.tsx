import { useState } from 'preact/hooks';
import type { OwnPictureFragment } from '../graphql/documents.ts';
import { PicturesOfDocument } from '../graphql/documents.ts';
import { useQuery } from '../graphql/use-query.ts';
import { say } from '../words/words.ts';
import type { Item } from './list.ts';
import { Thumbnail } from './thumbnail.tsx';

type Near = NonNullable<OwnPictureFragment['work']>['alike'][number];

/** Pictures that look the same, side by side; a person judges. */
export function Alike({ item, alike, others }: { item: Item; alike: readonly Near[]; others: readonly Item[] }) {
  const [isOpen, open] = useState(false);
  return (
    <details class="photo-alike" onToggle={(event) => open(event.currentTarget.open)}>
      <summary>{say(alike.some(({ isSameFile }) => isSameFile) ? 'photographs.sameFile' : 'photographs.alike', { count: alike.length })}</summary>
      {isOpen && (
        <ul class="photo-pair">
          <li><Thumbnail item={item} alt="" /><span class="small">{say('photographs.thisOne')}</span></li>
          {alike.slice(0, 3).map((near) => <Other key={near.code} code={near.code} known={others.find(({ there }) => there?.code === near.code)} />)}
        </ul>
      )}
    </details>
  );
}

function Other({ code, known }: { code: string; known: Item | undefined }) {
  const site = code.split('.')[0] ?? '';
  const { data } = useQuery(PicturesOfDocument, known ? null : { code: site });
  const found = data?.sites.nodes[0]?.surrogates.edges.find(({ node }) => node.code === code)?.node;
  const item = known ?? (found && { key: code, here: null, there: found, said: undefined as never });
  return (
    <li>
      {item && <Thumbnail item={item} alt="" />}
      <a class="small" href={`/desk/sites/${site}/photographs`}>{code}</a>
    </li>
  );
}
