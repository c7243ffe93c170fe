import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { SectionView } from '../../server/plan-texts/queries.ts';
import { PlanContent } from '../components/plan-content.tsx';
import type { EditorProps, EditorTexts } from '../editor/props.ts';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';

/** The place where the live editor comes. Until it is there, or without JavaScript, the text itself stands in it. */
export function EditorIsland({ slug, section }: { slug: string; section: SectionView }) {
  const { t, i18n } = useTranslation(['plan', 'editor']);
  const { actor } = useRootData();
  const props: EditorProps = {
    documentId: section.documentId,
    websocketPath: '/collab',
    title: section.heading,
    name: actor?.name ?? '',
    staff: actor?.isStaff ?? false,
    locale: i18n.language === 'en' ? 'en' : 'nl',
    texts: i18n.getResourceBundle(i18n.language, 'editor') as EditorTexts,
    history: { href: paths.sectionHistory(slug, section.number), text: t('plan:versions', { count: section.version }) },
  };
  return (
    <>
      <noscript>
        <p className="note">
          {t('plan:no_script')} <Link to={paths.proposeChange(slug, section.number)}>{t('plan:no_script_propose')}</Link>
        </p>
      </noscript>
      <div data-island="editor" data-props={JSON.stringify(props)}>
        <div className="ed">
          <div className="prose">
            <PlanContent content={section.content} />
          </div>
        </div>
      </div>
      <p className="btns no-print">
        <Link className="btn sec-b s" to={paths.section(slug, section.number)}>
          {t('plan:stop_writing')}
        </Link>
      </p>
    </>
  );
}
