import { useForm } from '@conform-to/react';
import { Form } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnswerPage } from '../../server/responses/answer-page.ts';
import { formatMoment } from '../format.ts';
import { useRootData } from '../root-data.ts';
import { AnswerSchedule as Schedule } from './answer-schedule.tsx';
import { ErrorSummary, SubmitButton, TextArea } from './form.tsx';
import { type Refused, refusedOf } from './refused-form.ts';

/** Who writes, who reads, who publishes: numbered steps with person and moment, and the next step for who may take it. */
export function FourEyes({ page, refused, actorId }: { page: AnswerPage; refused: unknown; actorId: string | null }) {
  const { t, i18n } = useTranslation('answers');
  const { today } = useRootData();
  const { draft, may, published } = page;
  const status = draft?.status ?? (published.length > 0 && !may.draft ? 'published' : 'draft');
  const at = { draft: 0, in_review: 1, approved: 2, published: 3 }[status];
  const name = (person: { id: string; name: string } | null | undefined) =>
    person ? (person.id === actorId ? t('write.you', { name: person.name }) : person.name) : t('write.nobody');
  const moment = (instant: string) => formatMoment(instant, i18n.language, today);
  const [last] = published;
  return (
    <aside className="eyes" aria-labelledby="vier-ogen">
      <h2 id="vier-ogen">{t('write.eyes')}</h2>
      <ol className="steps">
        <Step
          number={1}
          at={at}
          title={t('write.step.write')}
          who={status === 'published' ? (last?.author.name ?? undefined) : draft ? name(draft.author) : undefined}
        >
          {draft ? t('write.saved_at', { moment: moment(draft.updatedAt) }) : status === 'published' ? null : t('write.not_started')}
        </Step>
        <Step
          number={2}
          at={at}
          title={t('write.step.read')}
          who={status === 'published' ? (last?.reviewer.name ?? undefined) : status === 'approved' ? name(draft?.reviewer) : undefined}
        >
          {draft?.approvedAt
            ? t('write.approved_at', { moment: moment(draft.approvedAt) })
            : status === 'in_review'
              ? t('write.waiting')
              : status === 'draft'
                ? t('write.other_person')
                : null}
        </Step>
        <Step number={3} at={at} title={t('write.step.publish')}>
          {status === 'published' && last ? moment(last.publishedAt) : t('write.publish_note')}
        </Step>
      </ol>
      {status === 'in_review' && may.approve && <Review page={page} refused={refused} />}
      {status === 'in_review' && draft?.author.id === actorId && <p className="note">{t('write.own')}</p>}
      {may.publish && <Publish page={page} refused={refused} />}
    </aside>
  );
}

function Step({
  number,
  at,
  title,
  who,
  children,
}: {
  number: number;
  at: number;
  title: string;
  who?: string | undefined;
  children: ReactNode;
}) {
  const now = number - 1 === at;
  return (
    <li className={now ? 'now' : number - 1 < at ? 'done-step' : undefined} {...(now ? { 'aria-current': 'step' as const } : {})}>
      <span className="n">{number}</span>
      <span>
        <b>{title}</b>
        {who && (
          <>
            <br />
            {who}
          </>
        )}
        {children && (
          <>
            <br />
            <span className="muted">{children}</span>
          </>
        )}
      </span>
    </li>
  );
}

function Review({ page, refused }: { page: AnswerPage; refused: unknown }) {
  const { t } = useTranslation('answers');
  const [giveBack, fields] = useForm<{ remark: string }>({
    id: 'teruggeven',
    lastResult: refusedOf(refused, 'return') as Refused,
    constraint: { remark: { required: true } },
  });
  const revision = <input type="hidden" name="revision" value={page.draft?.revision} />;
  return (
    <>
      <Form method="post">
        {revision}
        <SubmitButton name="intent" value="approve">
          {t('write.approve')}
        </SubmitButton>
      </Form>
      <Form method="post" id={giveBack.id}>
        <ErrorSummary form={giveBack} />
        {revision}
        <TextArea field={fields.remark} label={t('write.return_remark')} rows={3} />
        <SubmitButton className="btn sec-b" name="intent" value="return">
          {t('write.return')}
        </SubmitButton>
      </Form>
    </>
  );
}

function Publish({ page, refused }: { page: AnswerPage; refused: unknown }) {
  const { t } = useTranslation('answers');
  return (
    <>
      <Form method="post">
        <input type="hidden" name="revision" value={page.draft?.revision} />
        <SubmitButton name="intent" value="publish">
          {t('write.publish')}
        </SubmitButton>
      </Form>
      <Schedule page={page} refused={refused} />
    </>
  );
}
