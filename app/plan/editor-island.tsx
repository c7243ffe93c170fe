import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { SectionPassages } from '../../server/comments/passages.ts';
import type { SectionView } from '../../server/plan-texts/queries.ts';
import type { Promised } from '../../server/responses/queries.ts';
import { isLocale } from '../../server/web/locale.ts';
import { PlanContent } from '../components/plan-content.tsx';
import type { EditorProps, EditorTexts, PassageTexts } from '../editor/props.ts';
import { formatDay } from '../format.ts';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';

type Props = { slug: string; section: SectionView; passages: SectionPassages; promise: Promised | null };

/** What can be wrong with a comment, told by the editor in the words of the page. */
const FAULTS = [
  'passages:error.words_gone',
  'passages:error.words_long',
  'passages:error.words_missing',
  'ideas:error.comment_missing',
  'ideas:error.comment_long',
  'ideas:error.characters',
] as const;
const REFUSALS = [
  'sign_in_first',
  'not_allowed',
  'blocked',
  'phase_closed',
  'read_only',
  'not_found',
  'question_open',
  'too_many_requests',
  'busy',
] as const;

/** The place where the live editor comes. Until it is there, or without JavaScript, the text itself stands in it. */
export function EditorIsland({ slug, section, passages, promise }: Props) {
  const { t, i18n } = useTranslation(['plan', 'editor', 'passages', 'errors', 'ideas', 'visibility']);
  const { actor, today } = useRootData();
  const locale = isLocale(i18n.language) ? i18n.language : 'nl';
  const props: EditorProps = {
    documentId: section.documentId,
    websocketPath: '/collab',
    title: section.heading,
    name: actor?.name ?? '',
    staff: actor?.isStaff ?? false,
    locale,
    texts: i18n.getResourceBundle(i18n.language, 'editor') as EditorTexts,
    history: { href: paths.sectionHistory(slug, section.number), text: t('plan:versions', { count: section.version }) },
    reacting: {
      sectionId: section.id,
      initial: passages,
      texts: i18n.getResourceBundle(i18n.language, 'passages') as PassageTexts,
      locale,
      total: section.comments,
      mayComment: section.why.comment === null,
      answerDay: promise?.dueOn && !actor?.isStaff ? formatDay(promise.dueOn, locale) : null,
      today,
      path: paths.section(slug, section.number),
      faults: Object.fromEntries([
        ...FAULTS.map((key) => [key, t(key as never) as string]),
        ...REFUSALS.map((code) => [code, t(`errors:${code}.text`)]),
      ]),
      readers: actor?.isStaff
        ? null
        : {
            legend: t('visibility:who'),
            hint: t('visibility:comment_hint'),
            options: {
              ja: t('visibility:comment_named'),
              nee: t('visibility:comment_nameless'),
              gemeente: t('visibility:comment_staff'),
            },
          },
    },
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
