import { getFormProps, useForm } from '@conform-to/react';
import { getZodConstraint } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { HOUSE_RULES } from '../../server/moderation/rules.ts';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { ErrorSummary, SelectField, TextArea } from '../components/form.tsx';
import { submitForm } from '../forms.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import { FoundWords } from '../moderation/found-words.tsx';
import { type TakeOutForm, takeOutSchema } from '../moderation/schemas.ts';
import { paths } from '../paths.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} | Oever` }];

function sectionOf({ params }: Pick<LoaderFunctionArgs, 'params'>): string {
  const id = z.uuid().safeParse(params.section);
  if (!id.success) throw new Response(null, { status: 404 });
  return id.data;
}

export async function loader(args: LoaderFunctionArgs) {
  const section = await api(args).moderation.wordedSection({ sectionId: sectionOf(args) });
  const done = new URL(args.request.url).searchParams.has('gelukt');
  return { section, done, title: getT(args.context.locale, 'redaction')('title') };
}

export async function action(args: ActionFunctionArgs) {
  const sectionId = sectionOf(args);
  return submitForm(args, takeOutSchema, async ({ intent, looked, ...value }, call) => {
    // Whoever changed the words after looking sees first where those stand.
    if (intent === 'look' || looked?.trim() !== value.words.trim())
      return { value, found: await call.moderation.lookForWords({ sectionId, words: value.words }) };
    await call.moderation.decide({ subjectKind: 'section', subjectId: sectionId, action: 'redact', ...value });
    return redirect(`${paths.takeWordsOut(sectionId)}?gelukt`, 303);
  });
}

/** Taking words out of the text of a section for good. Nothing goes before it was shown where they stand. */
export default function TakeWordsOut() {
  const { t } = useTranslation(['redaction', 'moderation']);
  const { section, done } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const looked = answer && 'found' in answer ? answer : null;
  const [form, fields] = useForm<TakeOutForm>({
    id: 'woorden',
    constraint: getZodConstraint(takeOutSchema),
    lastResult: answer && 'found' in answer ? undefined : answer,
    // Nearly always it is about somebody's name, number or address.
    defaultValue: looked?.value ?? { rule: 'personal_data' },
  });
  return (
    <div className="wrap account">
      <div>
        <Breadcrumb items={[{ label: t('crumb'), to: paths.moderation() }, { label: t('title') }]} />
        <h1>{t('title')}</h1>
        {done && (
          <p className="done" role="status">
            {t('done')}
          </p>
        )}
        <p className="lead">{t('lead')}</p>
        <p>
          <b>{t('where', { heading: section.heading })}</b>
        </p>
        <ul className="mod-links words-links">
          <li>
            <Link className="more" to={paths.section(section.trajectorySlug, section.number)}>
              {t('text')}
            </Link>
          </li>
          <li>
            <Link className="more" to={paths.sectionHistory(section.trajectorySlug, section.number)}>
              {t('history')}
            </Link>
          </li>
        </ul>
        <form method="post" action={paths.takeWordsOut(section.id)} className="form" {...getFormProps(form)}>
          <ErrorSummary form={form} />
          <TextArea field={fields.words} label={t('words')} hint={t('words_hint')} rows={3} />
          <SelectField
            field={fields.rule}
            label={t('rule')}
            options={HOUSE_RULES.map((rule) => ({ value: rule, label: t(`moderation:rule.${rule}.text`) }))}
          />
          <TextArea field={fields.reason} label={t('reason')} hint={t('reason_hint')} rows={3} />
          {looked && <FoundWords found={looked.found} />}
          {looked && <input type="hidden" name="looked" value={looked.value.words} />}
          <p className="btns">
            <button type="submit" name="intent" value="look" className={looked ? 'btn sec-b' : 'btn'}>
              {t('look')}
            </button>
            {looked && (
              <button type="submit" name="intent" value="do" className="btn dang">
                {t('do')}
              </button>
            )}
          </p>
        </form>
      </div>
    </div>
  );
}
