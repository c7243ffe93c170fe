import type { PortfolioFilter } from '../../server/portfolio/rules.ts';

/** What was chosen, from the address. */
export function readPortfolioSearch(request: Request): PortfolioFilter {
  const search = new URL(request.url).searchParams;
  return { state: search.get('stand'), theme: search.get('thema'), level: search.get('invloed') };
}

/** The same choice in another address, such as of the download. */
export function portfolioSearch({ state, theme, level }: PortfolioFilter): string {
  const search = new URLSearchParams({
    ...(state ? { stand: state } : {}),
    ...(theme ? { thema: theme } : {}),
    ...(level ? { invloed: level } : {}),
  }).toString();
  return search && `?${search}`;
}
