import { getFormProps, useForm } from '@conform-to/react';
import { getZodConstraint } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { HOUSE_RULES, REPORT_PARTS, type TextKind } from '../../server/moderation/rules.ts';
import { api } from '../api.server.ts';
import { ErrorSummary, RadioGroup, SubmitButton, TextArea } from '../components/form.tsx';
import { PageTitle } from '../components/page-title.tsx';
import { submitForm } from '../forms.server.ts';
import { type ReportForm, reportSchema } from '../moderation/schemas.ts';
import { placeOf, SubjectText } from '../moderation/subject-text.tsx';
import { paths } from '../paths.ts';

type Reportable = TextKind | 'section' | 'meeting' | 'response';

const KINDS: Record<string, Reportable> = {
  idee: 'idea',
  reactie: 'comment',
  tekstvoorstel: 'change_proposal',
  verhaal: 'story',
  uitdaagverzoek: 'challenge',
  onderdeel: 'section',
  bijeenkomst: 'meeting',
  antwoord: 'response',
};

/** What is reported, from the address. @throws a 404 when it says nothing that can be */
function subjectOf(request: Request): { subjectKind: Reportable; subjectId: string } {
  const search = new URL(request.url).searchParams;
  const subjectKind = KINDS[search.get('soort') ?? ''];
  const id = z.uuid().safeParse(search.get('id'));
  if (!subjectKind || !id.success) throw new Response(null, { status: 404 });
  return { subjectKind, subjectId: id.data };
}

export async function loader(args: LoaderFunctionArgs) {
  const done = new URL(args.request.url).searchParams.has('gelukt');
  return { subject: await api(args).moderation.reportable(subjectOf(args.request)), done };
}

export async function action(args: ActionFunctionArgs) {
  const subject = subjectOf(args.request);
  return submitForm(args, reportSchema, async ({ part, reason, note }, call) => {
    await call.moderation.report({ ...subject, part, reason, note: note ?? '' });
    return redirect(`${paths.report(subject.subjectKind, subject.subjectId)}&gelukt`);
  });
}

export default function Report() {
  const { t } = useTranslation('moderation');
  const { subject, done } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<ReportForm>({ lastResult, constraint: getZodConstraint(reportSchema), defaultValue: { part: 'text' } });
  // What can be seen of it besides its words.
  const parts = REPORT_PARTS.filter((part) => part === 'text' || (part === 'name' ? subject.authorName : subject.photoId) !== null);
  if (done) {
    return (
      <div className="wrap account">
        <PageTitle of="report" />
        <div>
          <h1>{t('report.done.title')}</h1>
          <p className="lead">{t('report.done.text')}</p>
          <p className="btns">
            <Link className="btn" to={placeOf(subject)}>
              {t('report.done.back')}
            </Link>
          </p>
        </div>
      </div>
    );
  }
  return (
    <div className="wrap account">
      <PageTitle of="report" />
      <div>
        <h1>{t('report.title')}</h1>
        <p className="lead">{t('report.lead')}</p>
        <p>
          <Link className="more" to={paths.houseRules()}>
            {t('report.house_rules')}
          </Link>
        </p>
        <div className="account-box">
          <SubjectText subject={subject} />
        </div>
        <form method="post" className="form" {...getFormProps(form)}>
          <ErrorSummary form={form} />
          {parts.length > 1 && (
            <RadioGroup
              field={fields.part}
              legend={t('report.part')}
              options={parts.map((part) => ({ value: part, label: t(`report.parts.${part}`, { name: subject.authorName ?? '' }) }))}
            />
          )}
          <RadioGroup
            field={fields.reason}
            legend={t('report.reason')}
            options={HOUSE_RULES.map((rule) => ({ value: rule, label: t(`rule.${rule}.report`) }))}
          />
          <TextArea field={fields.note} label={t('report.note')} hint={t('report.note_hint')} rows={3} />
          <SubmitButton>{t('report.submit')}</SubmitButton>
        </form>
      </div>
    </div>
  );
}
