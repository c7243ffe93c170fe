import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { diffTexts } from '../../server/plan-texts/text-diff.ts';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';
import { CompareForm } from '../plan/compare-form.tsx';
import { VersionList } from '../plan/version-list.tsx';
import { VersionShown } from '../plan/version-shown.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

export async function loader(args: LoaderFunctionArgs) {
  const number = args.params.section ?? '';
  const search = new URL(args.request.url).searchParams;
  const call = api(args);
  const { section, trajectory } = await call.planTexts.section({ trajectory: args.params.slug ?? '', number });
  const { versions } = await call.planTexts.history({ sectionId: section.id });
  /** A saved version, or the text of now; null for a number that is none. */
  const read = async (asked: string | null) => {
    if (asked === 'nu') return { number: null, text: section.text, content: section.content };
    const saved = versions.find((version) => String(version.number) === asked);
    return saved ? call.planTexts.version({ sectionId: section.id, number: saved.number }) : null;
  };
  const [from, to, alone] = await Promise.all([read(search.get('van')), read(search.get('naar')), read(search.get('versie'))]);
  return {
    trajectory,
    number,
    heading: section.heading,
    versions,
    changedSince: section.changedSince,
    compared: from && to ? { from: from.number, to: to.number, parts: diffTexts(spaced(from.text), spaced(to.text)) } : null,
    alone: alone ? { number: alone.number, content: alone.content } : null,
    title: `${getT(args.context.locale, 'plan')('history.title')}, ${section.heading}`,
  };
}

/** Paragraphs are lines in the plain text; on the page they stand apart. */
function spaced(text: string): string {
  return text.replaceAll('\n', '\n\n');
}

export default function SectionVersions() {
  const { t } = useTranslation('plan');
  const { trajectory, number, heading, versions, changedSince, compared, alone } = useLoaderData<typeof loader>();
  const path = paths.sectionHistory(trajectory.slug, number);
  return (
    <div className="wrap">
      <Breadcrumb
        items={[
          { label: trajectory.title, to: paths.trajectory(trajectory.slug) },
          { label: t('title'), to: paths.plan(trajectory.slug) },
          { label: heading, to: paths.section(trajectory.slug, number) },
          { label: t('history.title') },
        ]}
      />
      <div className="versions">
        <p className="small muted">{heading}</p>
        <h1>{t('history.title')}</h1>
        <CompareForm path={path} versions={versions} changedSince={changedSince} compared={compared} />
        <VersionShown compared={compared} alone={alone} />
        <VersionList path={path} versions={versions} />
      </div>
    </div>
  );
}
