import './look/tokens.css';
import './look/base.css';
import './look/ui.css';
import './look/shell.css';
import { render } from 'preact';
import { App } from './app.tsx';
import { startLook } from './look/look.ts';
import { watchConnection } from './offline/connection.ts';
import { startWorker } from './offline/worker.ts';
import { watchSeat } from './people/viewer.ts';
import { preferred, speak } from './words/words.ts';

startLook();
watchConnection();
watchSeat();
await speak(preferred());
const root = document.getElementById('desk');
if (root) render(<App />, root);
void startWorker();
