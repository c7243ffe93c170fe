import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanText, SectionView } from '../../server/plan-texts/queries.ts';
import { Icon } from '../components/icon.tsx';
import { PlanContent } from '../components/plan-content.tsx';
import { paths } from '../paths.ts';
import { BankEdge } from './bank-edge.tsx';
import { SectionStatus } from './section-status.tsx';

type Props = {
  slug: string;
  section: Omit<SectionView, 'content'> & { content: SectionView['content'] | null };
  openUntil: PlanText['trajectory']['openUntil'];
  /** Level of its heading on the page. */
  level: 2 | 3 | 4;
};

/** A section among others: its bank, what may be done, its text, and the way to it. */
export function SectionBlock({ slug, section, openUntil, level }: Props) {
  const Heading = `h${level}` as const;
  const id = sectionAnchor(section.number);
  return (
    <section className="secp" aria-labelledby={id}>
      <BankEdge policy={section.policy} id={section.id} />
      <Heading id={id}>
        <Link className="plain" to={paths.section(slug, section.number)}>
          {section.heading}
        </Link>
      </Heading>
      <SectionStatus section={section as SectionView} openUntil={openUntil} />
      <div className="prose">
        <PlanContent content={section.content} under={level} />
      </div>
      <SectionActions slug={slug} section={section}>
        <SectionLinks slug={slug} section={section} />
      </SectionActions>
    </section>
  );
}

/** Where a section starts on a page with more of them. */
export function sectionAnchor(number: string): string {
  return `deel-${number.replace(/[^A-Za-z0-9.-]/g, '-')}`;
}

/** The one thing to do here now. Who is not signed in goes by the sign-in page and comes back where they wanted to be. */
export function SectionActions({ slug, section, children }: Pick<Props, 'slug' | 'section'> & { children?: ReactNode }) {
  const { t } = useTranslation('plan');
  const { number, policy, why } = section;
  const write = policy === 'open' && (why.write === null || why.write === 'sign_in_first');
  const suggest = policy === 'suggest' && (why.suggest === null || why.suggest === 'sign_in_first');
  const writePath = paths.writeSection(slug, number);
  return (
    <p className="btns sec-acts no-print">
      {write && (
        <Link className="btn sec-b s" to={why.write === null ? writePath : paths.signIn(writePath)}>
          <Icon name="pencil-line" />
          {t('write')}
          <span className="sr"> {t('in_section', { section: section.heading })}</span>
        </Link>
      )}
      {suggest && (
        <Link className="btn sec-b s" to={paths.proposeChange(slug, number)}>
          {t('propose')}
          <span className="sr"> {t('in_section', { section: section.heading })}</span>
        </Link>
      )}
      {children}
    </p>
  );
}

function SectionLinks({ slug, section }: Pick<Props, 'slug' | 'section'>) {
  const { t } = useTranslation('plan');
  const { number, comments, openProposals, heading } = section;
  const path = paths.section(slug, number);
  const of = <span className="sr"> {t('of_section', { section: heading })}</span>;
  return (
    <>
      {openProposals > 0 && (
        <Link className="more" to={`${path}#voorstellen`}>
          {t('open_proposals', { count: openProposals })}
          {of}
        </Link>
      )}
      {comments > 0 && (
        <Link className="more" to={`${path}#reacties`}>
          {t('comments', { count: comments })}
          {of}
        </Link>
      )}
    </>
  );
}
