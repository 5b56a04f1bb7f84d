import { useEffect } from 'preact/hooks';
import { lazy, LocationProvider, Route, Router } from 'preact-iso';
import { sendWhatIsKept } from './outbox/background.ts';
import { Door } from './people/door.tsx';
import { Rail } from './people/rail.tsx';
import { confirmed, ownUnits, seat } from './people/viewer.ts';
import { Toasts } from './ui/toasts.tsx';
import { ButtonLink } from './ui/button.tsx';
import { View } from './ui/view.tsx';
import { say, worded } from './words/words.ts';

const home = worded(['records', 'told', 'own'], () => import('./home/home.tsx'));
// Most people come to their work: it is fetched while it is still asked who they are.
if (location.pathname === '/desk') {
  void home();
  void import('./home/home.tsx').then(({ askHomeAhead }) => askHomeAhead(), () => undefined);
}

const Home = lazy(home);
const Me = lazy(worded(['own'], () => import('./people/me.tsx')));
const Enter = lazy(worded(['entering'], () => import('./enter/enter.tsx')));
const Site = lazy(worded(['records', 'told'], () => import('./site/record.tsx')));
const History = lazy(worded(['records', 'told'], () => import('./site/history.tsx')));
const Queue = lazy(worded(['records', 'told'], () => import('./review/queue.tsx')));
const Review = lazy(worded(['records', 'told'], () => import('./review/review.tsx')));
const PhotographsView = lazy(worded(['photographs'], () => import('./photographs/photographs-view.tsx')));
const Find = lazy(worded(['finding'], () => import('./find/find.tsx')));
const Coverage = lazy(worded(['figures', 'told'], () => import('./coverage/coverage.tsx')));
const Entries = lazy(worded(['figures', 'told'], () => import('./coverage/entries.tsx')));
const WorkList = lazy(worded(['figures', 'told'], () => import('./coverage/worklist.tsx')));
const Periods = lazy(worded(['figures', 'told'], () => import('./coverage/periods.tsx')));
const Scores = lazy(worded(['scores', 'told'], () => import('./scores/scores.tsx')));
const Sheet = lazy(worded(['scores', 'told', 'own'], () => import('./scores/sheet.tsx')));
const Ranking = lazy(worded(['scores', 'told'], () => import('./scores/ranking.tsx')));
const Criteria = lazy(worded(['scores'], () => import('./scores/criteria.tsx')));
const OneSet = lazy(worded(['scores'], () => import('./scores/criteria-set.tsx')));
const Clusters = lazy(worded(['scores'], () => import('./scores/clusters.tsx')));
const Procedures = lazy(worded(['figures', 'scores'], () => import('./procedures/procedures.tsx')));
const Closed = lazy(worded(['figures', 'told'], () => import('./coverage/closed.tsx')));
const Administration = lazy(worded(['administration'], () => import('./administration/overview.tsx')));
const People = lazy(worded(['administration'], () => import('./administration/people.tsx')));
const OnePerson = lazy(worded(['administration'], () => import('./administration/person.tsx')));
const Apps = lazy(worded(['administration'], () => import('./administration/apps.tsx')));
const Imports = lazy(worded(['administration'], () => import('./administration/imports.tsx')));
const OneImport = lazy(worded(['administration'], () => import('./administration/import.tsx')));
const LessonCounts = lazy(worded(['administration'], () => import('./administration/lessons.tsx')));
const Proof = lazy(worded(['administration'], () => import('./administration/proof.tsx')));
const Lesson = lazy(worded(['lesson', 'entering', 'photographs', 'told'], () => import('./lesson/lesson.tsx')));
const Guide = lazy(worded(['guide'], () => import('./guide/guide.tsx')));

function NotHere() {
  return (
    <View title={say('common.notHere')}>
      <ButtonLink href="/desk">{say('rail.home')}</ButtonLink>
    </View>
  );
}

/** What an officer needs in the field is fetched once the view has been there for a while. */
function beforehand(): () => void {
  let end: (() => void) | undefined;
  const timer = setTimeout(() => void import('./offline/own-commune.ts').then(({ keepFresh }) => (end = keepFresh()), () => undefined), 4_000);
  return () => {
    clearTimeout(timer);
    end?.();
  };
}

const isDemo = document.getElementById('desk')?.hasAttribute('data-demo') ?? false;

export function App() {
  const where = seat.value;
  const who = confirmed.value;
  useEffect(() => {
    // The view itself comes first.
    const timer = who && setTimeout(() => void sendWhatIsKept(who), 500);
    return () => clearTimeout(timer || undefined);
  }, [who]);
  useEffect(() => (who && ownUnits().length ? beforehand() : undefined), [who]);
  return (
    <LocationProvider scope="/desk">
      <a class="skip" href="#main">{say('common.skip')}</a>
      <div class="shell">
        {isDemo && <aside class="demo" aria-label={say('demo.name')}><p><strong>{say('demo.name')}</strong>: {say('demo.says')}</p></aside>}
        <Rail />
        {where.kind !== 'person' ? <Door seat={where} /> : (
          <Router key={where.person.id}>
            <Route path="/desk" component={Home} />
            <Route path="/desk/sites" component={Find} />
            <Route path="/desk/new" component={Enter} />
            <Route path="/desk/sites/:code/edit" component={Enter} />
            <Route path="/desk/sites/:code" component={Site} />
            <Route path="/desk/sites/:code/history" component={History} />
            <Route path="/desk/sites/:code/review" component={Review} />
            <Route path="/desk/review" component={Queue} />
            <Route path="/desk/sites/:code/photographs" component={PhotographsView} />
            <Route path="/desk/coverage" component={Coverage} />
            <Route path="/desk/coverage/entries" component={Entries} />
            <Route path="/desk/worklist" component={WorkList} />
            <Route path="/desk/periods" component={Periods} />
            <Route path="/desk/periods/:id" component={Closed} />
            <Route path="/desk/scores" component={Scores} />
            <Route path="/desk/scores/:period/:subject" component={Sheet} />
            <Route path="/desk/rankings" component={Ranking} />
            <Route path="/desk/criteria" component={Criteria} />
            <Route path="/desk/criteria/:name/:version" component={OneSet} />
            <Route path="/desk/clusters" component={Clusters} />
            <Route path="/desk/procedures" component={Procedures} />
            <Route path="/desk/lesson" component={Lesson} />
            <Route path="/desk/guide/:chapter?" component={Guide} />
            <Route path="/desk/me" component={Me} />
            <Route path="/desk/admin" component={Administration} />
            <Route path="/desk/admin/people" component={People} />
            <Route path="/desk/admin/people/:id" component={OnePerson} />
            <Route path="/desk/admin/apps" component={Apps} />
            <Route path="/desk/admin/imports" component={Imports} />
            <Route path="/desk/admin/imports/:number" component={OneImport} />
            <Route path="/desk/admin/lessons" component={LessonCounts} />
            <Route path="/desk/admin/history" component={Proof} />
            <Route default component={NotHere} />
          </Router>
        )}
      </div>
      <Toasts />
    </LocationProvider>
  );
}
