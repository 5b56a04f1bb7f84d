// The words of administration load with its first view.
import { speakAlso } from '../words/words.ts';

await speakAlso({ vi: () => import('./messages/vi.json'), en: () => import('./messages/en.json') });
