// What stands at the desk's place until somebody sits at it.
import { say } from '../words/words.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Ghosts, signInAddress, TroubleNotice } from '../ui/states.tsx';
import { View } from '../ui/view.tsx';
import { findSeat, type Seat } from './viewer.ts';

export function Door({ seat }: { seat: Exclude<Seat, { kind: 'person' }> }) {
  if (seat.kind === 'nobody') {
    return (
      <View title={say('people.title')} lead={say('people.lead')}>
        <div class="row">
          <ButtonLink href={signInAddress()}>{say('people.signIn')}</ButtonLink>
          <ButtonLink href="/" weight="quiet">{say('people.publicPages')}</ButtonLink>
        </div>
      </View>
    );
  }
  return (
    <View title={say('common.short')}>
      {seat.kind === 'waiting' ? <Ghosts /> : <TroubleNotice trouble={seat.trouble} again={() => void findSeat()} />}
    </View>
  );
}
