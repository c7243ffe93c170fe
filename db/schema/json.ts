/** A jsonb column: read as parsed JSON, written as a JSON string (`JSON.stringify`). */
// biome-ignore lint/suspicious/noExplicitAny: JSON is checked where it is read
export type Json = any;
