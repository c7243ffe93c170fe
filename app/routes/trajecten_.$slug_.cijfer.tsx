import { useForm } from '@conform-to/react';
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { ErrorSummary, RadioGroup, SubmitButton } from '../components/form.tsx';
import type { Refused } from '../components/refused-form.ts';
import { gradeSchema } from '../dossiers/schemas.ts';
import { formatDay, formatNumber } from '../format.ts';
import { submitForm } from '../forms.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';

export async function loader(args: LoaderFunctionArgs) {
  const page = await api(args).dossiers.grade({ trajectory: args.params.slug ?? '' });
  const given = new URL(args.request.url).searchParams.has('bewaard');
  return { ...page, given, heading: getT(args.context.locale, 'dossiers')('grade.heading') };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.heading}, ${data?.trajectory.title} | Oever` }];

export async function action(args: ActionFunctionArgs) {
  const trajectory = args.params.slug ?? '';
  return submitForm(args, gradeSchema, async (value, call) => {
    await call.dossiers.giveGrade({ trajectory, ...value });
    return redirect(`${paths.processGrade(trajectory)}?bewaard=1`, 303);
  });
}

const GRADES = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10'];

/** Participants say what they think of how it went. */
export default function ProcessGrade() {
  const { trajectory, grade, phase, own, participant, given } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>() as Refused;
  const { actor } = useRootData();
  const { t, i18n } = useTranslation('dossiers');
  const [form, fields] = useForm<Record<'grade', string>>({
    id: 'cijfer',
    lastResult: refused,
    defaultValue: { grade: own ? String(own.grade) : '' },
    constraint: { grade: { required: true } },
  });
  const say = (value: number) => formatNumber(value, i18n.language);
  return (
    <div className="wrap foot-page grade-page">
      <Breadcrumb items={[{ label: trajectory.title, to: paths.trajectory(trajectory.slug) }, { label: t('grade.heading') }]} />
      <h1>{t('grade.heading')}</h1>
      <p className="lead">{t('grade.lead')}</p>
      {given && !refused && (
        <p className="done" role="status">
          {t('grade.kept')}
        </p>
      )}
      <p>{grade === null ? t('grade.few') : t('grade.sentence', { count: grade.n, number: say(grade.n), average: say(grade.average) })}</p>
      {phase === null ? (
        <p className="empty">{t('grade.not_yet')}</p>
      ) : actor === null ? (
        <p>
          <Link className="btn" to={paths.signIn(paths.processGrade(trajectory.slug))}>
            {t('grade.sign_in')}
          </Link>
        </p>
      ) : participant ? (
        <Form method="post" id={form.id} className="form" noValidate>
          <ErrorSummary form={form} />
          <RadioGroup
            field={fields.grade}
            legend={t('grade.legend', { phase: phase.title })}
            hint={own ? t('grade.own', { grade: own.grade, day: formatDay(own.givenOn, i18n.language) }) : t('grade.hint')}
            options={GRADES.map((value) => ({ value, label: value }))}
          />
          <SubmitButton>{t(own ? 'grade.change' : 'grade.give')}</SubmitButton>
        </Form>
      ) : (
        <p className="empty">{t('grade.only')}</p>
      )}
    </div>
  );
}
