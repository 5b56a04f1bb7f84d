// What a chapter of the guide is made of, as tools/guide.ts reads it from docs/guide.
export type Inline = string | [is: 'b' | 'code', content: Inline[]] | [is: 'a', content: Inline[], href: string];

export type Block =
  | { is: 'heading'; content: Inline[] }
  | { is: 'text'; content: Inline[] }
  | { is: 'picture'; name: string; said: string; width: number; height: number }
  /** `start`: the number of the first entry; null: without numbers. */
  | { is: 'list'; start: number | null; entries: Block[][] };

export interface Chapter {
  /** As in its address; '' for the first page. */
  name: string;
  title: string;
  blocks: Block[];
}
