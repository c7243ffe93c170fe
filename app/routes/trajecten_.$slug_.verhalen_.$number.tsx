import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { Avatar } from '../components/avatar.tsx';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { Paragraphs } from '../components/paragraphs.tsx';
import { formatMoment } from '../format.ts';
import { readNumberParams } from '../kinds/number-params.server.ts';
import { Withdraw } from '../kinds/withdraw.tsx';
import { paths } from '../paths.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.story.title} | Oever` }];

export async function loader(args: LoaderFunctionArgs) {
  const story = await api(args).stories.get(readNumberParams(args));
  return { story, sent: story.own && new URL(args.request.url).searchParams.has('verstuurd') };
}

/** One button: the author takes it away. */
export async function action(args: ActionFunctionArgs) {
  const where = readNumberParams(args);
  const story = await api(args).stories.get(where);
  await api(args).stories.withdraw({ storyId: story.id });
  return redirect(paths.story(where.trajectory, where.number), 303);
}

export default function StoryPage() {
  const { t, i18n } = useTranslation('kinds');
  const { story, sent } = useLoaderData<typeof loader>();
  const { slug, title } = story.trajectory;
  return (
    <div className="wrap kind-wrap kind-page">
      <Breadcrumb
        items={[{ label: title, to: paths.trajectory(slug) }, { label: t('story.crumb'), to: paths.stories(slug) }, { label: story.title }]}
      />
      {sent && (
        <p className="done" role="status">
          {t('story.sent')}
        </p>
      )}
      <article>
        <h1>{story.title}</h1>
        <p className="meta">
          <Avatar name={story.author.name} />
          <span>{story.author.name}</span>
          <span>{t(`story.as.${story.toldAs}`)}</span>
          <span>{formatMoment(story.createdAt, i18n.language)}</span>
        </p>
        {story.status === 'hidden' && <p className="note">{t('story.hidden')}</p>}
        {story.status === 'withdrawn' ? <p className="note">{t('story.withdrawn')}</p> : <Paragraphs text={story.body} />}
      </article>
      {story.may.withdraw && <Withdraw kind="story" />}
      {!story.own && story.status === 'visible' && (
        <p className="small">
          <Link to={paths.report('story', story.id)}>{t('story.report')}</Link>
        </p>
      )}
    </div>
  );
}
