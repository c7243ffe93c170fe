import { getFormProps, useForm } from '@conform-to/react';
import { getZodConstraint } from '@conform-to/zod/v4';
import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { Promised } from '../../server/responses/queries.ts';
import { CheckboxField, ErrorSummary, SubmitButton, TextArea } from '../components/form.tsx';
import { formatDay } from '../format.ts';
import { type LastResult, resultOf } from '../ideas/last-result.ts';
import { CommentReadersField } from '../visibility/readers.tsx';
import { passageSchema } from './schemas.ts';

type Props = {
  /** The paragraph, counted from 1, and its words. */
  block: number;
  text: string;
  /** Words of it that were chosen on the page; `at`: letters before them. */
  chosen: ChosenQuote | null;
  /** Of the section. */
  path: string;
  promise: Promised | null;
  lastResult: LastResult;
};

/** What the page hands over of words that were selected on it. */
export type ChosenQuote = { quote: string; at: number | null };

/** Under a paragraph: react to it, or to some of its words. A plain form, for keyboard and for who has no JavaScript. */
export function PassageForm({ block, text, chosen, path, promise, lastResult }: Props) {
  const { t, i18n } = useTranslation(['passages', 'ideas']);
  const [form, fields] = useForm<z.input<typeof passageSchema>>({
    id: 'woorden',
    lastResult: resultOf(lastResult, 'passage'),
    defaultValue: { quote: chosen?.quote ?? '' },
    constraint: getZodConstraint(passageSchema),
  });
  const at = chosen?.at ?? null;
  const here = `${path}${path.includes('?') ? '&' : '?'}reactie=${block}${at === null ? '' : `&plek=${at}`}#bij-alinea`;
  return (
    <section className="on-words" id="bij-alinea" aria-labelledby="bij-alinea-kop">
      <h2 id="bij-alinea-kop">{t(chosen?.quote ? 'passages:live.form' : 'passages:form_title')}</h2>
      <form method="post" action={here} {...getFormProps(form)}>
        <ErrorSummary form={form} />
        <input type="hidden" name="intent" value="passage" />
        <input type="hidden" name="block" value={block} />
        {at !== null && <input type="hidden" name="at" value={at} />}
        <input type="hidden" name="paragraph" value={text} />
        <TextArea field={fields.quote} label={t('passages:words')} hint={t('passages:words_hint')} rows={2} serif />
        <TextArea field={fields.body} label={t('ideas:comment.yours')} hint={t('ideas:comment.hint')} rows={3} />
        {promise && (
          <CheckboxField
            field={fields.isQuestion}
            label={t('ideas:comment.is_question')}
            hint={promise.dueOn && t('ideas:comment.question_hint', { day: formatDay(promise.dueOn, i18n.language) })}
          />
        )}
        <CommentReadersField field={fields.readers} />
        <div className="btns">
          <SubmitButton>{t('ideas:comment.submit')}</SubmitButton>
          <Link className="btn ghost" to={`${path}#alinea-${block}`}>
            {t('passages:cancel')}
          </Link>
        </div>
      </form>
    </section>
  );
}
