import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { formatMoney } from '../format.ts';
import { paths } from '../paths.ts';
import type { RankingProps } from '../ranking/mount.ts';
import { Icon } from './icon.tsx';

export type BallotOption = { id: string; title: string; description: string; cost?: number; ideaNumber?: number };

type Props = {
  slug: string;
  options: readonly BallotOption[];
  /** Money that is still free; null when there is no budget. */
  left: number | null;
  chosen: ReadonlySet<string>;
};

/** The plans to choose from, with their costs and, for what no longer fits, by how much. */
export function BallotOptions({ slug, options, left, chosen }: Props) {
  const { t, i18n } = useTranslation('votings');
  return options.map((option) => {
    const checked = chosen.has(option.id);
    const short = !checked && left !== null && option.cost !== undefined && option.cost > left ? option.cost - left : 0;
    const whyId = `te-duur-${option.id}`;
    return (
      <div className={short > 0 ? 'ballot-plan no' : 'ballot-plan'} key={option.id}>
        <input
          type="checkbox"
          name="choice"
          value={option.id}
          id={`keuze-${option.id}`}
          defaultChecked={checked}
          {...(short > 0 ? { 'aria-describedby': whyId } : {})}
        />
        <div>
          <label htmlFor={`keuze-${option.id}`}>{option.title}</label>
          <About slug={slug} option={option} />
          {short > 0 && (
            <span className="why" id={whyId}>
              <Icon name="triangle-alert" />
              {t('options.short', { short: formatMoney(short, i18n.language) })}
            </span>
          )}
        </div>
        {option.cost !== undefined && <span className="p">{formatMoney(option.cost, i18n.language)}</span>}
      </div>
    );
  });
}

/** A place for each option, chosen from a list; with JavaScript two lists to move them in, by button or by dragging. */
export function BallotRanking({
  slug,
  options,
  places,
  most,
}: {
  slug: string;
  options: readonly BallotOption[];
  places: ReadonlyMap<string, number>;
  most: number;
}) {
  const { t } = useTranslation('votings');
  const props: RankingProps = { most, texts: t('rank', { returnObjects: true }) as RankingProps['texts'] };
  const rows = options.map((option) => (
    <div className="ballot-plan rank" key={option.id}>
      <input type="hidden" name="option" value={option.id} />
      <select
        className="inp"
        name="place"
        aria-label={t('options.place', { title: option.title })}
        defaultValue={String(places.get(option.id) ?? 0)}
      >
        <option value="0">{t('options.no_place')}</option>
        {Array.from({ length: most }, (_, index) => index + 1).map((place) => (
          <option key={place} value={place}>
            {t('options.place_number', { place })}
          </option>
        ))}
      </select>
      <div>
        <b>{option.title}</b>
        <About slug={slug} option={option} />
      </div>
    </div>
  ));
  return (
    <div data-island="ranking" data-props={JSON.stringify(props)}>
      {rows}
    </div>
  );
}

/** What there is to choose, for who cannot vote now. */
export function BallotPlain({ slug, options }: { slug: string; options: readonly BallotOption[] }) {
  const { i18n } = useTranslation('votings');
  return (
    <ul>
      {options.map((option) => (
        <li className="ballot-plan plain" key={option.id}>
          <div>
            <b>{option.title}</b>
            <About slug={slug} option={option} />
          </div>
          {option.cost !== undefined && <span className="p">{formatMoney(option.cost, i18n.language)}</span>}
        </li>
      ))}
    </ul>
  );
}

function About({ slug, option: { title, description, ideaNumber } }: { slug: string; option: BallotOption }) {
  const { t } = useTranslation('votings');
  if (!description && ideaNumber === undefined) return null;
  return (
    <span className="about">
      {description}{' '}
      {ideaNumber !== undefined && (
        <Link to={paths.idea(slug, ideaNumber)} aria-label={t('options.more_about', { title })}>
          {t('options.more')}
        </Link>
      )}
    </span>
  );
}
