import { useRoute } from 'preact-iso';
import { PicturesOfDocument } from '../graphql/documents.ts';
import { useQuery } from '../graphql/use-query.ts';
import { may } from '../people/viewer.ts';
import { Empty, Ghosts, TroubleNotice } from '../ui/states.tsx';
import { View } from '../ui/view.tsx';
import { say, sayTerm } from '../words/words.ts';
import { Photographs } from './photographs.tsx';

const OPEN = ['DRAFT', 'RETURNED', 'PUBLISHED', 'WITHDRAWN'];

/** The photographs of one site by themselves, for whoever only adds pictures. */
export default function PhotographsView() {
  const code = useRoute().params.code ?? '';
  const { data, trouble, isLoading, again } = useQuery(PicturesOfDocument, { code });
  const site = data?.sites.nodes[0];
  const title = site?.name ? say('photographs.titleOf', { name: site.name.text }) : say('photographs.title');
  if (!may('REVISE_SITE')) return <View title={title}><Empty title={say('photographs.forbidden')} /></View>;
  if (!site && trouble) return <View title={title}><TroubleNotice trouble={trouble} again={again} /></View>;
  if (!site) return <View title={title}>{isLoading ? <Ghosts /> : <Empty title={say('photographs.noSuch')} />}</View>;
  const isLocked = !OPEN.includes(site.state);
  return (
    <View title={title} guide="4-anh" lead={<><a href={`/desk/sites/${code}/edit`}>{code}</a> · {say('photographs.lead')}</>}>
      {isLocked && <p class="notice">{say('photographs.locked', { state: sayTerm('state', site.state) })}</p>}
      <h2 class="unseen">{say('photographs.title')}</h2>
      <Photographs subject={{ workId: null, siteId: site.id, code }} isLocked={isLocked} />
    </View>
  );
}
