// What is to be known about network and version, in one calm line above every view.
import { useState } from 'preact/hooks';
import { Button } from '../ui/button.tsx';
import { say } from '../words/words.ts';
import { isOffline } from './connection.ts';
import { isOlder, leave, newer, takeNewer } from './worker.ts';

export function Strip() {
  const [isHeld, hold] = useState(false);
  const go = (way: () => Promise<boolean>) => void way().then((isGoing) => hold(!isGoing));
  return (
    <div class="strips" role="status">
      {isOffline.value && <p class="strip">{say('offline.noNetwork')}</p>}
      {(isOlder.value || newer.value) && (
        <p class="strip">
          {say(isOlder.value ? 'offline.older' : 'offline.newer')}{' '}
          <Button weight="plain" onPress={() => go(isOlder.value ? leave : takeNewer)}>{say(isOlder.value ? 'offline.reload' : 'offline.takeNewer')}</Button>
        </p>
      )}
      {isHeld && <p class="strip">{say('offline.notYet')}</p>}
    </div>
  );
}
