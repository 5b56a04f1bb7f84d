import type { ComponentChildren } from 'preact';
import type { Question } from '../find/question.ts';
export default function Province(_: { question: Question; onChange: (q: Question) => void; bar: ComponentChildren }) {
  return null;
}
