import { getFormProps, type SubmissionResult, useForm } from '@conform-to/react';
import { getZodConstraint } from '@conform-to/zod/v4';
import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { QueueItem } from '../../server/moderation/queries.ts';
import { ACTIONS_FOR, HOUSE_RULES, type ModerationAction } from '../../server/moderation/rules.ts';
import { ErrorSummary, SelectField, TextArea, TextField } from '../components/form.tsx';
import { StatusBadge } from '../components/status-badge.tsx';
import { formatDayShort } from '../format.ts';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';
import { BlockAuthor } from './block-author.tsx';
import { type DecideForm, decideSchema } from './schemas.ts';
import { SubjectText } from './subject-text.tsx';

type Item = QueueItem & { mayDecide: boolean };
type Last = SubmissionResult<string[]> | undefined;

/** A text that waits: the text itself, what is said about it, by when somebody looks, and the decision with its reason. */
export function QueueRow({ item, lastResult }: { item: Item; lastResult: Last }) {
  const { t } = useTranslation('moderation');
  const { locale, today } = useRootData();
  const { subject, waiting } = item;
  const mine = lastResult?.initialValue?.subjectId === subject.id ? lastResult : undefined;
  const late = item.dueOn < today;
  return (
    <li className="mod">
      <SubjectText subject={subject} />
      <div className="stack">
        {item.reportCount > 0 && (
          <StatusBadge tone="bijna" icon="flag" boxed>
            {t('reports', { count: item.reportCount, reasons: item.reasons.map(({ reason }) => t(`rule.${reason}.short`)).join(', ') })}
          </StatusBadge>
        )}
        {waiting && (
          <StatusBadge tone="bijna" icon="eye-off" boxed>
            {t(`waiting.${waiting.why}`)}
          </StatusBadge>
        )}
        <StatusBadge tone={late ? 'laat' : 'wacht'} icon={late ? 'triangle-alert' : 'clock-3'}>
          {t(late ? 'queue.late' : 'queue.due', { day: formatDayShort(item.dueOn, locale) })}
        </StatusBadge>
        {waiting && <p className="note">{waiting.reason}</p>}
        {item.notes.map((note, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two notes may be the same words
          <p className="note" key={index}>
            {note}
          </p>
        ))}
      </div>
      {item.mayDecide ? <Decide item={item} mine={mine} /> : <p className="small muted">{t('queue.own')}</p>}
      {item.mayDecide && subject.authorId && subject.kind !== 'meeting' && subject.kind !== 'response' && (
        <BlockAuthor personId={subject.authorId} subjectId={subject.id} lastResult={lastResult} />
      )}
    </li>
  );
}

/** The acts there are for it now, in the order in which to think of them: the lightest first. */
function actsFor({ subject, reportCount, waiting }: Item): ModerationAction[] {
  const hidden = subject.status === 'hidden';
  const fits: Record<ModerationAction, boolean> = {
    restore: hidden,
    keep: !hidden && reportCount > 0,
    ask: !hidden,
    hide: !hidden || waiting !== null,
    // Out of a section on a page of its own: there one sees first where the words stand.
    redact: subject.kind !== 'section',
    put_back: true,
  };
  return (['restore', 'keep', 'ask', 'redact', 'put_back', 'hide'] as const).filter(
    (act) => fits[act] && ACTIONS_FOR[subject.kind].includes(act),
  );
}

function Decide({ item, mine }: { item: Item; mine: Last }) {
  const { t } = useTranslation(['moderation', 'redaction']);
  const { subject } = item;
  const [first] = item.reasons;
  const [form, fields] = useForm<DecideForm>({
    id: `besluit-${subject.id}`,
    lastResult: mine,
    constraint: getZodConstraint(decideSchema),
    ...(first ? { defaultValue: { rule: first.reason } } : {}),
  });
  const acts = actsFor(item);
  return (
    <details className="mod-decide" open={mine !== undefined}>
      <summary className="btn sec-b s">{t('queue.decide')}</summary>
      <form method="post" className="form" {...getFormProps(form)}>
        <ErrorSummary form={form} />
        <input type="hidden" name="intent" value="decide" />
        <input type="hidden" name="subjectKind" value={subject.kind} />
        <input type="hidden" name="subjectId" value={subject.id} />
        <SelectField
          field={fields.rule}
          label={t('queue.rule')}
          hint={t('queue.rule_hint')}
          options={HOUSE_RULES.map((rule) => ({ value: rule, label: t(`rule.${rule}.text`) }))}
        />
        <TextArea field={fields.reason} label={t('queue.reason')} hint={t('queue.reason_hint')} rows={3} />
        {acts.includes('redact') && <TextArea field={fields.words} label={t('queue.words')} hint={t('queue.words_hint')} rows={2} />}
        {acts.includes('put_back') && subject.trajectorySlug !== null && subject.sectionNumber !== null && (
          <>
            <TextField field={fields.version} label={t('queue.version')} hint={t('queue.version_hint')} inputMode="numeric" />
            <p className="mod-links">
              <Link className="more" to={paths.sectionHistory(subject.trajectorySlug, subject.sectionNumber)}>
                {t('queue.versions')}
              </Link>
              <Link className="more" to={paths.takeWordsOut(subject.id)}>
                {t('redaction:from_queue')}
              </Link>
            </p>
          </>
        )}
        <p className="btns">
          {acts.map((act) => (
            <button key={act} type="submit" name="action" value={act} className={act === 'hide' ? 'btn dang s' : 'btn sec-b s'}>
              {t(`queue.${act}`)}
            </button>
          ))}
        </p>
      </form>
    </details>
  );
}
