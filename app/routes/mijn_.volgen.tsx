import { getFormProps, useForm } from '@conform-to/react';
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { RHYTHMS } from '../../server/following/news-rules.ts';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { ErrorSummary, RadioGroup, SubmitButton } from '../components/form.tsx';
import { PageTitle } from '../components/page-title.tsx';
import { submitForm } from '../forms.server.ts';
import { paths } from '../paths.ts';

const schema = z.object({ rhythm: z.enum(RHYTHMS) });

export async function loader(args: LoaderFunctionArgs) {
  return { ...(await api(args).following.mine()), saved: new URL(args.request.url).searchParams.has('bewaard') };
}

export async function action(args: ActionFunctionArgs) {
  return submitForm(args, schema, async (value, call) => {
    await call.following.chooseRhythm(value);
    return redirect(`${paths.following()}?bewaard`, 303);
  });
}

export default function Following() {
  const { t } = useTranslation(['following', 'accounts']);
  const { items, rhythm, mailable, saved } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<z.input<typeof schema>>({ id: 'hoe-vaak', lastResult, defaultValue: { rhythm } });
  return (
    <div className="wrap kind-wrap desk">
      <PageTitle of="following" />
      <Breadcrumb items={[{ label: t('accounts:mine.account'), to: paths.mine() }, { label: t('mine.title') }]} />
      <h1>{t('mine.title')}</h1>
      {saved && (
        <p className="done" role="status">
          {t('mine.saved')}
        </p>
      )}
      <div className="two">
        <section aria-labelledby="gevolgd">
          <h2 id="gevolgd">{t('mine.count', { count: items.length })}</h2>
          {items.length === 0 ? (
            <div className="empty">
              <p>{t('mine.empty')}</p>
              <Link className="btn s" to={paths.allIdeas()}>
                {t('mine.start')}
              </Link>
            </div>
          ) : (
            <ul className="rows">
              {items.map(({ trajectory, idea }) => (
                <li className="mine-row" key={idea?.id ?? trajectory.slug}>
                  <div>
                    <h3>
                      <Link to={idea ? paths.idea(trajectory.slug, idea.number) : paths.trajectory(trajectory.slug)}>
                        {idea?.title ?? trajectory.title}
                      </Link>
                    </h3>
                    <p className="meta">{idea ? `${t('mine.idea', { number: idea.number })}, ${trajectory.title}` : t('mine.whole')}</p>
                  </div>
                  <form method="post" action={paths.follow()}>
                    <input type="hidden" name="terug" value={paths.following()} />
                    {idea ? (
                      <input type="hidden" name="ideaId" value={idea.id} />
                    ) : (
                      <input type="hidden" name="trajectory" value={trajectory.slug} />
                    )}
                    <button type="submit" name="doe" value="stop" className="btn sec-b s">
                      {t('mine.stop')} <span className="sr">{t('mine.stop_of', { title: idea?.title ?? trajectory.title })}</span>
                    </button>
                  </form>
                </li>
              ))}
            </ul>
          )}
        </section>
        <form method="post" className="form" {...getFormProps(form)}>
          <ErrorSummary form={form} />
          <RadioGroup
            field={fields.rhythm}
            legend={t('mine.rhythm')}
            {...(mailable ? {} : { hint: t('follow.not_mailable') })}
            options={RHYTHMS.map((value) => ({ value, label: t(`mine.option.${value}`), hint: t(`mine.hint.${value}`) }))}
          />
          <SubmitButton className="btn s">{t('mine.save')}</SubmitButton>
        </form>
      </div>
    </div>
  );
}
