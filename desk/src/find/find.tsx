import { say } from '../words/words.ts';
import { View } from '../ui/view.tsx';

export default function Find() {
  return <View title={say('find.title')}>{null}</View>;
}
