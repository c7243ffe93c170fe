import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { getT } from '../i18n/i18n.server.ts';
import { IdeaChangeItem } from '../ideas/idea-change.tsx';
import { readIdeaParams } from '../ideas/idea-params.ts';
import { paths } from '../paths.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

export async function loader(args: LoaderFunctionArgs) {
  const { idea, items } = await api(args).ideas.changes(readIdeaParams(args));
  return { idea, items, title: `${getT(args.context.locale, 'ideas')('changes.title')}, ${idea.title}` };
}

/** What the author changed in an idea since people began to support it. */
export default function IdeaChanges() {
  const { t } = useTranslation('ideas');
  const { idea, items } = useLoaderData<typeof loader>();
  const { slug, title } = idea.trajectory;
  const back = paths.idea(slug, idea.number);
  return (
    <div className="wrap">
      <Breadcrumb
        items={[
          { label: title, to: paths.trajectory(slug) },
          { label: t('list.crumb'), to: paths.ideas(slug) },
          { label: idea.title, to: back },
          { label: t('changes.title') },
        ]}
      />
      <div className="idea-changes">
        <h1>{t('changes.title')}</h1>
        <p className="lead">{items.length > 0 ? t('changes.lead') : t('changes.none')}</p>
        <ol className="rows" reversed>
          {items.map((change) => (
            <IdeaChangeItem key={change.number} change={change} />
          ))}
        </ol>
        <p>
          <Link className="more" to={back}>
            {t('changes.back')}
          </Link>
        </p>
      </div>
    </div>
  );
}
