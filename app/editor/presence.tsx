import { useEffect, useState } from 'react';
import { Avatar } from '../components/avatar.tsx';
import type { Connection } from './connection.ts';
import { toWriter, type Writer } from './extensions.ts';
import { type EditorTexts, fill } from './props.ts';

const MOST_AVATARS = 5;

/** Who writes now, each person once; oneself last, as in the list. */
export function usePresence({ provider }: Connection, me: { name: string; staff: boolean }): Writer[] {
  const [writers, setWriters] = useState<Writer[]>([]);
  useEffect(() => {
    const { awareness } = provider;
    const read = () => {
      const others = [...awareness.getStates()].flatMap(([clientId, state]) =>
        clientId === awareness.clientID ? [] : (toWriter(clientId, state.user) ?? []),
      );
      const people = new Map(others.map((writer) => [`${writer.name}:${writer.tone}`, writer]));
      // The same person in another window is still one person.
      const named = [...people.values()].filter((writer) => writer.name !== me.name || writer.staff !== me.staff);
      setWriters(named.sort((a, b) => a.clientId - b.clientId));
    };
    awareness.on('change', read);
    read();
    return () => awareness.off('change', read);
  }, [provider, me.name, me.staff]);
  return writers;
}

/** Circle for a resident, square for the municipality; names are read to screen readers, and shown on hover. */
export function Presence({
  others,
  me,
  texts,
}: {
  others: Writer[];
  me: { name: string; staff: boolean; present: boolean };
  texts: EditorTexts;
}) {
  const count = others.length + (me.present ? 1 : 0);
  if (count === 0) return null;
  return (
    <span className="pres">
      <span className="avs" aria-hidden="true">
        {others.slice(0, MOST_AVATARS).map((writer) => (
          <span key={writer.clientId} title={writer.staff ? `${writer.name}, ${texts.municipality}` : writer.name}>
            <Avatar name={writer.name} staff={writer.staff} tone={writer.tone} />
          </span>
        ))}
        {me.present && (
          <span title={texts.you}>
            <Avatar name={me.name} staff={me.staff} />
          </span>
        )}
      </span>
      {/* Not so much as a name changes where one is reading: said when the number changes. */}
      <span role="status">
        {count === 1 && me.present ? texts.presence_one : fill(texts.presence_other, { count })}
        <span className="sr">
          {others.length > 0 &&
            `: ${others.map((writer) => (writer.staff ? `${writer.name} (${texts.municipality})` : writer.name)).join(', ')}`}
        </span>
      </span>
    </span>
  );
}
