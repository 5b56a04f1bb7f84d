import { lazy, LocationProvider, Route, Router } from 'preact-iso';
import { Door } from './people/door.tsx';
import { Rail } from './people/rail.tsx';
import { seat } from './people/viewer.ts';
import { Toasts } from './ui/toasts.tsx';
import { ButtonLink } from './ui/button.tsx';
import { View } from './ui/view.tsx';
import { say } from './words/words.ts';

const home = () => import('./home/home.tsx');
// Most people come to their work: it is fetched while it is still asked who they are.
if (location.pathname === '/desk') void home();

const Home = lazy(home);
const Me = lazy(() => import('./people/me.tsx'));
const Enter = lazy(() => import('./enter/enter.tsx'));
const Site = lazy(() => import('./site/record.tsx'));
const History = lazy(() => import('./site/history.tsx'));
const Queue = lazy(() => import('./review/queue.tsx'));
const Review = lazy(() => import('./review/review.tsx'));
const PhotographsView = lazy(() => import('./photographs/photographs-view.tsx'));
const Find = lazy(() => import('./find/find.tsx'));
const Lesson = lazy(() => import('./lesson/lesson.tsx'));

function NotHere() {
  return (
    <View title={say('common.notHere')}>
      <ButtonLink href="/desk">{say('rail.home')}</ButtonLink>
    </View>
  );
}

const isDemo = document.getElementById('desk')?.hasAttribute('data-demo') ?? false;

export function App() {
  const where = seat.value;
  return (
    <LocationProvider scope="/desk">
      <a class="skip" href="#main">{say('common.skip')}</a>
      <div class="shell">
        {isDemo && <aside class="demo" aria-label={say('demo.name')}><p><strong>{say('demo.name')}</strong>: {say('demo.says')}</p></aside>}
        <Rail />
        {where.kind !== 'person' ? <Door seat={where} /> : (
          <Router>
            <Route path="/desk" component={Home} />
            <Route path="/desk/sites" component={Find} />
            <Route path="/desk/new" component={Enter} />
            <Route path="/desk/sites/:code/edit" component={Enter} />
            <Route path="/desk/sites/:code" component={Site} />
            <Route path="/desk/sites/:code/history" component={History} />
            <Route path="/desk/sites/:code/review" component={Review} />
            <Route path="/desk/review" component={Queue} />
            <Route path="/desk/sites/:code/photographs" component={PhotographsView} />
            <Route path="/desk/lesson" component={Lesson} />
            <Route path="/desk/me" component={Me} />
            <Route default component={NotHere} />
          </Router>
        )}
      </div>
      <Toasts />
    </LocationProvider>
  );
}
