import type { ReactNode } from 'react';
import type { Locale } from '../../server/web/locale.ts';
import { Icon } from '../components/icon.tsx';
import type { Line } from './connection.ts';
import { type EditorProps, type EditorTexts, fill } from './props.ts';

type Status = {
  kind: 'busy' | 'good' | 'wait' | 'bad';
  icon: 'cloud-check' | 'wifi-off' | 'hourglass' | 'lock' | 'triangle-alert';
  text: string;
};

/** What holds now, in words. `wait`: the person may go on, but should know. `bad`: something must be done. */
export function statusOf(line: Line, texts: EditorTexts, locale: Locale): Status {
  const unsaved = line.save.typed;
  if (line.status === 'closed') {
    const why = texts.closed[String(line.code) as keyof EditorTexts['closed']] ?? texts.closed['4403'];
    return { kind: 'bad', icon: 'triangle-alert', text: unsaved ? `${why} ${texts.not_saved_copy}` : why };
  }
  if (line.status === 'connecting') return { kind: 'busy', icon: 'hourglass', text: texts.connecting };
  if (line.status === 'offline') return { kind: 'wait', icon: 'wifi-off', text: texts.offline };
  if (line.rights === 'read') {
    const why = texts.lost[line.reason as keyof EditorTexts['lost']] ?? texts.reading;
    return { kind: 'bad', icon: 'lock', text: unsaved ? `${why} ${texts.not_saved_copy}` : why };
  }
  if (line.save.failing) return { kind: 'wait', icon: 'triangle-alert', text: texts.unsaved };
  if (unsaved) return { kind: 'busy', icon: 'hourglass', text: texts.saving };
  if (!line.save.savedAt) return { kind: 'good', icon: 'cloud-check', text: texts.connected };
  return { kind: 'good', icon: 'cloud-check', text: fill(texts.saved, { time: clockTime(line.save.savedAt, locale) }) };
}

/** 14.06 in Dutch, 14:06 in English; always the time in the Netherlands. */
export function clockTime(at: Date, locale: Locale): string {
  const time = new Intl.DateTimeFormat('nl-NL', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Amsterdam' }).format(at);
  return locale === 'nl' ? time.replace(':', '.') : time;
}

export function StatusLine({
  line,
  texts,
  locale,
  history,
  children,
}: {
  line: Line;
  texts: EditorTexts;
  locale: Locale;
  history: EditorProps['history'];
  children?: ReactNode;
}) {
  const status = statusOf(line, texts, locale);
  return (
    <div className="ed-f">
      <span className={`ed-status ed-${status.kind}`}>
        <Icon name={status.icon} />
        <span>{status.text}</span>
      </span>
      {line.status === 'closed' && (
        <button type="button" className="btn sec-b s" onClick={() => window.location.reload()}>
          {texts.reload}
        </button>
      )}
      {line.rights === 'write' && <span>{texts.public_note}</span>}
      {children}
      {history && (
        <a className="more" href={history.href}>
          {history.text}
        </a>
      )}
      {/* Not every save: only what a writer has to know. */}
      <span className="sr" role="status">
        {status.kind === 'wait' || status.kind === 'bad' ? status.text : ''}
      </span>
    </div>
  );
}
