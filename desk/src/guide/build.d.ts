/** docs/guide, as the build reads it (tools/guide.ts). */
declare module 'guide:chapters' {
  export const chapters: import('./chapter.ts').Chapter[];
  export const pictures: Record<string, string>;
}
