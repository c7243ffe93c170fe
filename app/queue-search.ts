import { paths } from './paths.ts';

export const QUEUE_TABS = ['attention', 'all', 'mine', 'nobody', 'review', 'publish'] as const;

export type QueueSearch = {
  tab: (typeof QUEUE_TABS)[number];
  trajectory: string | null;
  team: string | null;
  kind: string | null;
  cursor: string | null;
};

const NAMES = { attention: 'aandacht', all: 'alles', mine: 'mij', nobody: 'niemand', review: 'tegenlezen', publish: 'publiceren' } as const;

/** The tab's name in the address. */
export function tabName(tab: QueueSearch['tab']): string {
  return NAMES[tab];
}

/** What the address of the queue asks for; what it does not know is left out. */
export function readQueueSearch(search: URLSearchParams): QueueSearch {
  const text = (name: string) => search.get(name) || null;
  const team = text('afdeling');
  return {
    tab: QUEUE_TABS.find((tab) => NAMES[tab] === search.get('weergave')) ?? 'attention',
    trajectory: text('traject'),
    team: team && /^[0-9a-f-]{36}$/i.test(team) ? team : null,
    kind: /^[a-z_]{3,20}$/.test(text('soort') ?? '') ? text('soort') : null,
    cursor: text('na'),
  };
}

/** The address of the queue that shows this. */
export function queueSearch({ tab, trajectory, team, kind, cursor }: QueueSearch): string {
  const search = new URLSearchParams();
  if (tab !== 'attention') search.set('weergave', NAMES[tab]);
  if (trajectory) search.set('traject', trajectory);
  if (team) search.set('afdeling', team);
  if (kind) search.set('soort', kind);
  if (cursor) search.set('na', cursor);
  const text = search.toString();
  return text ? `${paths.queue()}?${text}` : paths.queue();
}
