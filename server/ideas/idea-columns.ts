import { sql } from 'kysely';
import type { IdeaTable } from '../../db/schema/contributions.ts';
import type { IdeaStatus } from './rules.ts';

/** What is read of an idea `i` with its trajectory `t`, `theme`, `area`, `author` and `photo`. */
export const IDEA_COLUMNS = [
  'i.id',
  'i.number',
  'i.title',
  'i.body',
  'i.status',
  'i.support_count',
  'i.comment_count',
  'i.place',
  'i.map_x',
  'i.map_y',
  'i.random_key',
  'i.created_at',
  'i.author_id',
  'i.show_name',
  'i.trajectory_id',
  'photo.id as photo_id',
  'photo.alt as photo_alt',
  'photo.width as photo_width',
  'photo.height as photo_height',
  't.slug as trajectory',
  't.title as trajectory_title',
  't.support_threshold',
  'theme.slug as theme',
  'theme.name as theme_name',
  'area.name as area',
  'author.display_name as author_name',
  'author.neighbourhood as author_neighbourhood',
  sql<boolean>`author.erased_at is not null`.as('author_erased'),
  sql<number>`(extract(epoch from i.created_at) * 1000000)::bigint`.as('created_at_micros'),
] as const;

export type IdeaRow = {
  [Column in
    | 'id'
    | 'number'
    | 'title'
    | 'body'
    | 'place'
    | 'map_x'
    | 'map_y'
    | 'created_at'
    | 'author_id'
    | 'trajectory_id']: IdeaTable[Column];
} & {
  status: IdeaStatus;
  support_count: number;
  comment_count: number;
  random_key: number;
  show_name: boolean;
  trajectory: string;
  trajectory_title: string;
  support_threshold: number | null;
  theme: string | null;
  theme_name: string | null;
  area: string | null;
  author_name: string | null;
  author_neighbourhood: string | null;
  author_erased: boolean;
  created_at_micros: number;
  photo_id: string | null;
  photo_alt: string | null;
  photo_width: number | null;
  photo_height: number | null;
};
