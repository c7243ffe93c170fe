import { Form, Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { NoteDesk } from '../../server/reply-notes/queries.ts';
import type { Refused } from '../components/refused-form.ts';
import { paths } from '../paths.ts';

/** What one contribution asks, in the note's words, beside its answer. */
export function NotaItemForm({ item, revision, refused }: { item: NoteDesk['items'][number]; revision: number; refused: Refused }) {
  const { t } = useTranslation(['nota', 'answers']);
  const { number, kind, summary, personal, answer, contributionId } = item;
  const typed = refused?.initialValue as { number?: string; summary?: string } | undefined;
  const own = typed?.number === String(number) ? typed : undefined;
  const id = `samenvatting-${number}`;
  return (
    <li id={`nummer-${number}`}>
      <Form method="post" className="form">
        <h3>{t('item', { number, kind: t(`answers:kind.${kind as 'idea'}`) })}</h3>
        <input type="hidden" name="revision" value={revision} />
        <input type="hidden" name="number" value={number} />
        <div className={personal.length > 0 ? 'field has-err' : 'field'}>
          <label htmlFor={id}>{t('desk.summary')}</label>
          {personal.length > 0 && (
            <p className="err" id={`${id}-fout`}>
              {t('desk.personal', { words: personal.join(', ') })}
            </p>
          )}
          <textarea
            id={id}
            className="inp"
            name="summary"
            rows={3}
            defaultValue={own?.summary ?? summary}
            {...(personal.length > 0 ? { 'aria-invalid': true, 'aria-describedby': `${id}-fout` } : {})}
          />
        </div>
        <button type="submit" className="btn sec-b s" name="intent" value="item" aria-label={t('desk.save_item_this', { number })}>
          {t('desk.save_item')}
        </button>
      </Form>
      <div>
        {answer ? (
          <>
            <p>
              <b>{answer.summary}</b>
            </p>
            <p className="small muted">{t(`answers:outcome_long.${answer.outcome}`)}</p>
          </>
        ) : (
          <p>
            {t('no_answer')} <Link to={paths.answer(contributionId)}>{t('desk.to_answer')}</Link>
          </p>
        )}
      </div>
    </li>
  );
}
