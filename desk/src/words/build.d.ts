/** One part of a language's words (parts.ts), as the build makes it of `messages/`. */
declare module 'words:*' {
  const words: Record<string, unknown>;
  export default words;
}
