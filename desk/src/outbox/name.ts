/** The browser's database of what people typed here. */
export const STORE_NAME = 'desk';
