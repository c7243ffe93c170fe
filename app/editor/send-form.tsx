import { type FormEvent, type ReactNode, useId, useRef, useState } from 'react';
import { RefusedError } from './api.ts';
import type { Reacting, Readers } from './props.ts';

export type Words = { body: string; isQuestion: boolean; readers: Readers };

type Props = {
  reacting: Reacting;
  label: string;
  submit: string;
  /** Offers to make it a question to the municipality, and to choose who reads it. */
  asks?: boolean;
  children?: ReactNode;
  /** @throws RefusedError, or TypeError without a connection; what was typed then stays */
  send: (words: Words) => Promise<void>;
  onCancel?: () => void;
};

/** Words that are sent without leaving the page. */
export function SendForm({ reacting, label, submit, asks = false, children, send, onCancel }: Props) {
  const { texts, answerDay, readers: choice } = reacting;
  const [body, setBody] = useState('');
  const [isQuestion, setQuestion] = useState(false);
  const [readers, setReaders] = useState<Readers>('ja');
  const [sending, setSending] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const typed = useRef<HTMLTextAreaElement>(null);
  const id = useId();

  async function onSubmit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (sending) return;
    setSending(true);
    setWrong(null);
    try {
      await send({ body, isQuestion, readers });
      setBody('');
      setQuestion(false);
    } catch (error) {
      setWrong(wordsFor(error, reacting));
      typed.current?.focus();
    }
    setSending(false);
  }

  return (
    <form className="send" noValidate onSubmit={onSubmit} onKeyDown={(event) => event.key === 'Escape' && onCancel?.()}>
      {children}
      <label className="lab" htmlFor={id}>
        {label}
      </label>
      {wrong && (
        <p className="err" id={`${id}-error`} role="alert">
          {wrong}
        </p>
      )}
      <textarea
        ref={typed}
        id={id}
        className="inp"
        rows={3}
        value={body}
        aria-invalid={wrong !== null}
        {...(wrong ? { 'aria-describedby': `${id}-error` } : {})}
        // biome-ignore lint/a11y/noAutofocus: the person just asked for this field
        autoFocus
        onChange={(event) => setBody(event.target.value)}
      />
      {asks && answerDay && (
        <label className="send-ask">
          <input type="checkbox" checked={isQuestion} onChange={(event) => setQuestion(event.target.checked)} />
          <span>
            {texts.live.question}
            <span className="hint">{texts.live.question_hint.replace('{{day}}', answerDay)}</span>
          </span>
        </label>
      )}
      {asks && choice && (
        <div className="field">
          <label htmlFor={`${id}-readers`}>{choice.legend}</label>
          <div className="hint" id={`${id}-readers-hint`}>
            {choice.hint}
          </div>
          <select
            className="inp"
            id={`${id}-readers`}
            aria-describedby={`${id}-readers-hint`}
            value={readers}
            onChange={(event) => setReaders(event.target.value as Readers)}
          >
            {Object.entries(choice.options).map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </div>
      )}
      <div className="btns">
        <button type="submit" className="btn s" aria-disabled={sending || undefined}>
          {sending ? texts.live.sending : submit}
        </button>
        {onCancel && (
          <button type="button" className="btn ghost s" onClick={onCancel}>
            {texts.live.cancel}
          </button>
        )}
      </div>
    </form>
  );
}

/** What went wrong, for a person. */
export function wordsFor(error: unknown, { texts, faults }: Pick<Reacting, 'texts' | 'faults'>): string {
  if (error instanceof TypeError) return texts.live.offline;
  if (!(error instanceof RefusedError)) throw error;
  const [field] = Object.values(error.fields);
  return (field && faults[field]) || faults[error.code] || texts.live.failed;
}
