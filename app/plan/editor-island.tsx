import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { SectionView } from '../../server/plan-texts/queries.ts';
import { PlanContent } from '../components/plan-content.tsx';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';

/** What the editor is told; it gets nothing else of the page. */
export type EditorProps = {
  documentId: string;
  name: string;
  /** 1 to 4: the hue of one's caret. */
  colorIndex: number;
  canWrite: boolean;
  policy: SectionView['policy'];
  /** All texts of the namespace `editor` in the language of the page. */
  texts: Record<string, unknown>;
  websocketPath: '/collab';
};

/** The place where the live editor comes. Until it is there, or without JavaScript, the text itself stands in it. */
export function EditorIsland({ slug, section }: { slug: string; section: SectionView }) {
  const { t, i18n } = useTranslation(['plan', 'editor']);
  const { actor } = useRootData();
  const props: EditorProps = {
    documentId: section.documentId,
    name: actor?.name ?? '',
    colorIndex: colorOf(actor?.id ?? ''),
    canWrite: section.why.write === null,
    policy: section.policy,
    texts: (i18n.getResourceBundle(i18n.language, 'editor') ?? {}) as Record<string, unknown>,
    websocketPath: '/collab',
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
        <Link className="more" to={paths.sectionHistory(slug, section.number)}>
          {t('plan:versions', { count: section.version })}
        </Link>
      </p>
    </>
  );
}

function colorOf(id: string): number {
  return ([...id].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % 4) + 1;
}
