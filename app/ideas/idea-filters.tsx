import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { IdeaFacets } from '../../server/ideas/facets.ts';
import { formatNumber } from '../format.ts';
import { ANSWER_WORDS, answerState, type ListChoice, orderOf } from './list-search.ts';

/** What one count of clocks goes up to; see `MOST_CLOCKS_COUNTED` in `server/ideas/answer-states.ts`. */
const MOST_COUNTED = 10_000;

/** Search and filters: a form that asks for the list again. Numbers are of all ideas, whatever is chosen. */
export function IdeaFilters({ path, choice, facets }: { path: string; choice: ListChoice; facets: IdeaFacets }) {
  const { t, i18n } = useTranslation('ideas');
  const number = (value: number) => formatNumber(value, i18n.language);
  return (
    <form className="fl" id="filters" method="get" action={path} aria-label={t('filter.label')}>
      <div className="field">
        <label htmlFor="q">{t('filter.search')}</label>
        <input className="inp" id="q" name="q" type="search" maxLength={200} defaultValue={choice.query} />
      </div>
      {facets.themes.length > 0 && (
        <fieldset>
          <legend>{t('filter.theme')}</legend>
          {facets.themes.map(({ slug, name, count }) => (
            <label className="check" key={slug}>
              <input type="checkbox" name="thema" value={slug} defaultChecked={choice.themes.includes(slug)} />
              <span>{name}</span>
              <span className="n">{number(count)}</span>
            </label>
          ))}
        </fieldset>
      )}
      <fieldset>
        <legend>{t('filter.answer')}</legend>
        {ANSWER_WORDS.map((word) => {
          const count = facets.answers[answerState(word)];
          // Answered ideas are counted as they come; open clocks one by one, up to a limit.
          const capped = word !== 'beantwoord' && count > MOST_COUNTED;
          return (
            <label className="check" key={word}>
              <input type="checkbox" name="antwoord" value={word} defaultChecked={choice.answers.includes(word)} />
              <span>{t(`filter.answers.${word}`)}</span>
              <span className="n">{capped ? t('filter.more', { number: number(MOST_COUNTED) }) : number(count)}</span>
            </label>
          );
        })}
      </fieldset>
      {orderOf(choice).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <div className="btns">
        <button type="submit" className="btn sec-b s">
          {t('filter.apply')}
        </button>
        {countChosen(choice) > 0 && (
          <Link className="more" to={path}>
            {t('filter.clear')}
          </Link>
        )}
      </div>
    </form>
  );
}

/** How many filters are on. */
export function countChosen({ query, themes, answers }: ListChoice): number {
  return (query ? 1 : 0) + themes.length + answers.length;
}
