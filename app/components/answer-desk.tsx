import { useForm } from '@conform-to/react';
import { Form, Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { AnswerPage } from '../../server/responses/answer-page.ts';
import { formatMoment } from '../format.ts';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';
import { ErrorSummary, SubmitButton, TextArea } from './form.tsx';
import { type Refused, refusedOf } from './refused-form.ts';

/** Who takes it on: a colleague and a department. */
export function AssignForm({ page, refused }: { page: AnswerPage; refused: unknown }) {
  const { t } = useTranslation('desk');
  const { desk, handler, team, may } = page;
  if (!desk || !may.assign) return null;
  const open = refusedOf(refused, 'assign') !== undefined;
  return (
    <details className="desk-part" open={open}>
      <summary>{t('assign.title')}</summary>
      <Form method="post" className="form">
        <div className="field">
          <label htmlFor="behandelaar">{t('assign.handler')}</label>
          <select className="inp" id="behandelaar" name="handlerId" defaultValue={handler?.id ?? ''}>
            <option value="">{t('assign.nobody')}</option>
            {desk.handlers.map(({ id, name, team: of }) => (
              <option key={id} value={id}>
                {of ? `${name}, ${of}` : name}
              </option>
            ))}
          </select>
        </div>
        <div className="field">
          <label htmlFor="afdeling">{t('assign.team')}</label>
          <select className="inp" id="afdeling" name="teamId" defaultValue={team?.id ?? ''}>
            <option value="">{t('assign.no_team')}</option>
            {desk.teams.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <SubmitButton className="btn sec-b s" name="intent" value="assign">
          {t('assign.submit')}
        </SubmitButton>
      </Form>
    </details>
  );
}

/** What colleagues told each other; never on the site. */
export function InternalNotes({ page, refused }: { page: AnswerPage; refused: unknown }) {
  const { t, i18n } = useTranslation('desk');
  const { today } = useRootData();
  const [form, fields] = useForm<{ body: string }>({
    id: 'notitie',
    lastResult: refusedOf(refused, 'note') as Refused,
    constraint: { body: { required: true } },
  });
  if (!page.desk || !page.may.note) return null;
  return (
    <section className="notes" aria-labelledby="notities" id="notitieblok">
      <h2 id="notities">{t('notes.title')}</h2>
      <p className="small muted">{t('notes.lead')}</p>
      <ul>
        {page.desk.notes.map(({ id, author, body, createdAt }) => (
          <li key={id}>
            <span className="small muted">
              {author.name}, {formatMoment(createdAt, i18n.language, today)}
            </span>
            <p>{body}</p>
          </li>
        ))}
      </ul>
      <Form method="post" id={form.id} className="form" noValidate>
        <ErrorSummary form={form} />
        <TextArea field={fields.body} label={t('notes.body')} rows={3} />
        <SubmitButton className="btn sec-b s" name="intent" value="note">
          {t('notes.submit')}
        </SubmitButton>
      </Form>
    </section>
  );
}

/** Templates to start with, and what colleagues wrote before. */
export function AnswerStart({ page }: { page: AnswerPage }) {
  const { t } = useTranslation('desk');
  const { desk, draft, contribution } = page;
  const empty = !draft || (draft.summary === '' && draft.motivation === '');
  if (!desk || desk.templates.length === 0 || !empty) return null;
  return (
    <Form method="get" action={paths.answer(contribution.id)} className="start-with">
      <label>
        {t('form.template')}
        <select className="inp" name="sjabloon">
          {desk.templates.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" className="btn sec-b s">
        {t('form.template_use')}
      </button>
    </Form>
  );
}

export function KeptDrafts({ page }: { page: AnswerPage }) {
  const { t, i18n } = useTranslation(['desk', 'answers']);
  const { today } = useRootData();
  const kept = page.desk?.kept ?? [];
  if (kept.length === 0) return null;
  return (
    <details className="desk-part kept">
      <summary>{t('form.kept', { count: kept.length })}</summary>
      {kept.map((draft) => (
        <div key={draft.revision}>
          <h3 className="small">
            {t('form.kept_by', { name: draft.author.name, moment: formatMoment(draft.writtenAt, i18n.language, today) })}
          </h3>
          <p className="small muted">{draft.outcome && t(`answers:outcome_long.${draft.outcome}`)}</p>
          <p>{draft.summary}</p>
          <p className="prose">{draft.motivation}</p>
          <p>{draft.nextStep}</p>
        </div>
      ))}
    </details>
  );
}

/** What was promised in a published answer, and the way to promise something. */
export function AnswerCommitments({ page }: { page: AnswerPage }) {
  const { t } = useTranslation(['desk', 'commitments']);
  const [last] = page.published;
  const commitments = page.desk?.commitments ?? [];
  if (!last || (commitments.length === 0 && !page.may.commit)) return null;
  const { slug } = page.contribution.trajectory;
  return (
    <section className="sec-tight">
      <h2>{t('answer.commitments')}</h2>
      <ul className="stack">
        {commitments.map(({ id, number, title }) => (
          <li key={id}>
            <Link to={paths.commitment(slug, number)}>{title}</Link>
          </li>
        ))}
      </ul>
      {page.may.commit && (
        <p>
          <Link className="btn sec-b s" to={paths.newCommitment(slug, last.id)}>
            {t('commit')}
          </Link>
        </p>
      )}
    </section>
  );
}
