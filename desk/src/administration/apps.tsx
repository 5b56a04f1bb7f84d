import { useState } from 'preact/hooks';
import { OnePersonDocument, type MemberFragment } from '../graphql/documents.ts';
import { useQuery } from '../graphql/use-query.ts';
import { may } from '../people/viewer.ts';
import { Button } from '../ui/button.tsx';
import { Empty, Ghosts, TroubleNotice } from '../ui/states.tsx';
import { say } from '../words/words.ts';
import { useEverybody } from './everybody.ts';
import { Frame } from './frame.tsx';
import { isApp } from './members.ts';
import { isOpen } from './places.ts';
import { MakeToken } from './make-token.tsx';
import { Secret, type Shown } from './secret.tsx';
import { Tokens } from './tokens.tsx';

export default function Apps() {
  const { people, trouble, again } = useEverybody(isOpen('apps'));
  const [isMaking, setMaking] = useState(false);
  const [secret, setSecret] = useState<Shown | null>(null);
  const [turn, setTurn] = useState(0);
  const apps = people?.filter(isApp);
  return (
    <Frame part="apps" lead={say('apps.lead')} actions={may('MANAGE_PEOPLE') && <Button onPress={() => setMaking(true)}>{say('apps.make')}</Button>}>
      {() => (
        <div class="stack">
          {secret && <Secret shown={secret} onKept={() => setSecret(null)} />}
          {trouble && <TroubleNotice trouble={trouble} again={again} />}
          {!apps && !trouble && <Ghosts count={2} />}
          {apps?.length === 0 && <Empty title={say('apps.empty')}><p>{say('apps.emptyHelp')}</p></Empty>}
          {apps?.map((app) => <App key={`${app.id} ${turn}`} app={app} />)}
          {isMaking && (
            <MakeToken names={apps?.map(({ name }) => name) ?? []} onClose={() => setMaking(false)} onMade={(shown) => {
              setMaking(false);
              setSecret(shown);
              setTurn(turn + 1);
              again();
            }} />
          )}
        </div>
      )}
    </Frame>
  );
}

function App({ app }: { app: MemberFragment }) {
  const { data, trouble, again } = useQuery(OnePersonDocument, { id: app.id });
  return (
    <section class="panel stack" aria-labelledby={`app-${app.id}`}>
      <div class="panel-head">
        <h2 id={`app-${app.id}`}><a href={`/desk/admin/people/${app.id}`} aria-label={say('apps.open', { name: app.name })}>{app.name}</a></h2>
        {app.deactivatedAt && <span class="badge">{say('apps.stopped')}</span>}
      </div>
      {trouble && <TroubleNotice trouble={trouble} again={again} />}
      {!data && !trouble && <Ghosts count={1} />}
      {data?.person && <Tokens person={app.id} tokens={data.person.accessTokens} again={again} />}
    </section>
  );
}
