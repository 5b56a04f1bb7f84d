// What is to be known about network and version, in one calm line above every view.
import { Button } from '../ui/button.tsx';
import { say } from '../words/words.ts';
import { isOffline } from './connection.ts';
import { newer, takeNewer } from './worker.ts';

export function Strip() {
  return (
    <div class="strips" role="status">
      {isOffline.value && <p class="strip">{say('offline.noNetwork')}</p>}
      {newer.value && (
        <p class="strip">
          {say('offline.newer')} <Button weight="plain" onPress={takeNewer}>{say('offline.takeNewer')}</Button>
        </p>
      )}
    </div>
  );
}
