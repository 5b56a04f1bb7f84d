import { MyWorkDocument, type LineFragment } from '../graphql/documents.ts';
import { useQuery } from '../graphql/use-query.ts';
import { may, person } from '../people/viewer.ts';
import { ButtonLink } from '../ui/button.tsx';
import { SiteLine } from '../ui/site-line.tsx';
import { Empty, Ghosts, TroubleNotice } from '../ui/states.tsx';
import { View } from '../ui/view.tsx';
import { say, type Word } from '../words/words.ts';

interface Pile {
  totalCount: number;
  nodes: { node: LineFragment }[];
}

export default function Home() {
  const { data, trouble, again } = useQuery(MyWorkDocument, {});
  const isEntering = may('CREATE_SITE');
  const isReviewing = may('APPROVE_SITE') || may('PUBLISH_SITE');
  return (
    <View
      title={say('home.title', { name: person()?.name ?? '' })}
      lead={say('home.lead')}
      actions={isEntering && <ButtonLink href="/desk/new">{say('home.enter')}</ButtonLink>}
    >
      {trouble && <TroubleNotice trouble={trouble} again={again} />}
      {!data && !trouble && <Ghosts />}
      {data && (
        <div class="stack">
          {isReviewing && <WorkPile word="home.awaiting" none="home.nothingAwaiting" pile={data.awaiting} />}
          {isEntering && <WorkPile word="home.drafts" none="home.noDrafts" pile={data.drafts} />}
          {isEntering && data.submitted.totalCount > 0 && <WorkPile word="home.submitted" none="home.noDrafts" pile={data.submitted} />}
        </div>
      )}
    </View>
  );
}

function WorkPile({ word, none, pile }: { word: Word; none: Word; pile: Pile }) {
  return (
    <section class="stack">
      <h2>{say(word, { count: pile.totalCount })}</h2>
      {pile.totalCount === 0 ? <Empty title={say(none)} /> : (
        <ul class="lines">{pile.nodes.map(({ node }) => <SiteLine key={node.id} site={node} />)}</ul>
      )}
    </section>
  );
}
