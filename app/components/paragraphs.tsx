/** What somebody wrote in a plain field: an empty line parts the paragraphs. */
export function Paragraphs({ text }: { text: string }) {
  const parts = text.split('\n\n');
  return (
    <div className="prose">
      {parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs of a text that does not change
        <p key={index}>{part}</p>
      ))}
    </div>
  );
}
