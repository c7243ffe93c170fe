import { getFormProps, useForm } from '@conform-to/react';
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { HOUSE_RULES } from '../../server/moderation/rules.ts';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { ErrorSummary, SelectField, SubmitButton, TextField } from '../components/form.tsx';
import { submitForm } from '../forms.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import { wordSchema } from '../moderation/schemas.ts';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} | Oever` }];

/** The words that hold a text until a moderator looked. Moderators read the list, administrators change it. */
export async function loader(args: LoaderFunctionArgs) {
  return { words: await api(args).moderation.words(), title: getT(args.context.locale, 'moderation')('words.title') };
}

export async function action(args: ActionFunctionArgs) {
  return submitForm(args, wordSchema, async (value, call) => {
    if (value.intent === 'add') await call.moderation.listWord(value);
    else await call.moderation.unlistWord(value);
    return redirect(paths.listedWords(), 303);
  });
}

export default function ListedWords() {
  const { t } = useTranslation('moderation');
  const { actor } = useRootData();
  const { words } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<{ intent: 'add'; word: string; rule: string }>({
    id: 'woord',
    lastResult,
    constraint: { word: { required: true }, rule: { required: true } },
  });
  const mayChange = actor?.roles.includes('administrator') ?? false;
  return (
    <div className="wrap sec desk">
      <Breadcrumb items={[{ label: t('words.crumb'), to: paths.moderation() }, { label: t('words.title') }]} />
      <h1>{t('words.title')}</h1>
      <p className="lead">{t('words.lead')}</p>
      {mayChange && (
        <form method="post" className="form" {...getFormProps(form)}>
          <ErrorSummary form={form} />
          <input type="hidden" name="intent" value="add" />
          <TextField field={fields.word} label={t('words.word')} hint={t('words.hint')} />
          <SelectField
            field={fields.rule}
            label={t('queue.rule')}
            options={HOUSE_RULES.map((rule) => ({ value: rule, label: t(`rule.${rule}.text`) }))}
          />
          <SubmitButton className="btn s">{t('words.add')}</SubmitButton>
        </form>
      )}
      {words.length === 0 ? (
        <p className="empty">{t('words.empty')}</p>
      ) : (
        <ul className="rows listed-words">
          {words.map(({ word, rule }) => (
            <li key={word}>
              <form method="post" className="lead-row">
                <input type="hidden" name="intent" value="remove" />
                <input type="hidden" name="word" value={word} />
                <span>
                  <b>{word}</b> <span className="small muted">{t(`rule.${rule}.short`)}</span>
                </span>
                {mayChange && (
                  <button type="submit" className="btn ghost s">
                    {t('words.remove')} <span className="sr">{word}</span>
                  </button>
                )}
              </form>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
