import { getFormProps, useForm } from '@conform-to/react';
import { getZodConstraint } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { ErrorSummary, SubmitButton } from '../components/form.tsx';
import { submitForm } from '../forms.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import { ideaInput } from '../ideas/idea-input.ts';
import { readIdeaParams } from '../ideas/idea-params.ts';
import { IdeaSteps } from '../ideas/idea-steps.tsx';
import type { LastResult } from '../ideas/last-result.ts';
import { findWaiting, readPhotoForm } from '../ideas/photo-form.server.ts';
import { ideaUpdateSchema, withPhoto } from '../ideas/schemas.ts';
import { paths } from '../paths.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

export async function loader(args: LoaderFunctionArgs) {
  const where = readIdeaParams(args);
  const [idea, facets] = await Promise.all([api(args).ideas.get(where), api(args).ideas.facets({ trajectory: where.trajectory })]);
  if (!idea.may.update) throw redirect(paths.idea(where.trajectory, idea.number));
  return { idea, facets, title: getT(args.context.locale, 'ideas')('edit.title') };
}

export async function action(args: ActionFunctionArgs) {
  const where = readIdeaParams(args);
  const sent = await readPhotoForm(args);
  const idea = await api(args).ideas.get(where);
  const schema = withPhoto(ideaUpdateSchema, { photo: sent.hasPhoto, fault: sent.fault?.key ?? null });
  const answer = await submitForm(sent.args, schema, async ({ edits, ...words }, call) => {
    await call.ideas.update({ ideaId: idea.id, edits, ...ideaInput(words) });
    return redirect(paths.idea(where.trajectory, where.number), 303);
  });
  if (!('data' in answer)) return answer;
  const id = sent.form.get('photo');
  const photo = id === idea.photo?.id ? null : await findWaiting(args, id);
  return data({ lastResult: answer.data, photo, removed: !sent.hasPhoto }, { status: sent.fault?.status ?? answer.init?.status ?? 400 });
}

export default function EditIdea() {
  const { t } = useTranslation(['ideas', 'errors']);
  const { idea, facets } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { slug, title } = facets.trajectory;
  const [form, fields] = useForm<z.input<typeof ideaUpdateSchema>>({
    id: 'idee',
    lastResult: (answer?.lastResult ?? null) as LastResult,
    constraint: getZodConstraint(ideaUpdateSchema),
    defaultValue: {
      title: idea.title,
      body: idea.body,
      theme: idea.theme ?? '',
      area: idea.area ?? '',
      place: idea.place ?? '',
      mapX: idea.map ? String(idea.map.x) : '',
      mapY: idea.map ? String(idea.map.y) : '',
      photoAlt: idea.photo?.alt ?? '',
    },
  });
  const own = idea.photo && !answer?.removed ? { id: idea.photo.id, preview: paths.thumbnail(idea.photo.id) } : null;
  const back = paths.idea(slug, idea.number);
  return (
    <div className="wrap">
      <Breadcrumb
        items={[
          { label: title, to: paths.trajectory(slug) },
          { label: t('list.crumb'), to: paths.ideas(slug) },
          { label: idea.title, to: back },
          { label: t('edit.title') },
        ]}
      />
      <div className="new-idea">
        <h1>{t('edit.title')}</h1>
        <p className="lead">{idea.supportedEver ? t('edit.history') : t('edit.free')}</p>
        <form method="post" encType="multipart/form-data" className="form" {...getFormProps(form)}>
          <ErrorSummary form={form} />
          <input type="hidden" name="edits" value={idea.edits} />
          <IdeaSteps fields={fields as never} facets={facets} chosen={answer?.photo ?? own} similar={null}>
            <div className="btns">
              <SubmitButton>{t('edit.submit')}</SubmitButton>
              <Link className="btn ghost" to={back}>
                {t('edit.back')}
              </Link>
            </div>
          </IdeaSteps>
        </form>
      </div>
    </div>
  );
}
