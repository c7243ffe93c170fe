import { sql } from 'kysely';
import { amsterdamDay } from '../calendar/amsterdam.ts';
import type { Context } from '../context.ts';
import { DomainError } from '../errors.ts';
import { can } from '../permissions.ts';
import { codeOf } from '../redaction/paper-code.ts';
import { rememberUntilEvent } from '../remembered.ts';
import { getReadableTrajectory } from '../trajectories/queries.ts';
import { composeDossier, readVotings } from './compose.ts';
import type { DossierContent, DossierVersion, Grade } from './content.ts';
import { listOverPhases, tookPart } from './participants.ts';
import { readGrades } from './reach.ts';

type Viewer = Pick<Context, 'db' | 'actor' | 'now'>;

/** The dossier as it is at this moment, the versions that were frozen, and what may be done with it. @throws DomainError `not_found` */
export async function getOutcomes(context: Viewer, { trajectory: slug }: { trajectory: string }) {
  const { db, actor, now } = context;
  const { id: trajectoryId, published_at } = await getReadableTrajectory(db, { slug, actor, now });
  const compose = async () => composeDossier(context, { trajectory: slug, votings: await readVotings(context, slug) });
  // The same for every reader: of a trajectory that is not public yet nothing is kept.
  const isPublic = published_at !== null && published_at <= now;
  const content = isPublic ? await rememberUntilEvent(db, { key: `dossier ${trajectoryId}`, now }, compose) : await compose();
  return {
    content,
    versions: await listVersions(context, trajectoryId),
    papers: await listFrozenPapers(context, trajectoryId),
    may: {
      freeze: can(actor, 'dossier.freeze', { trajectoryId }, { now }),
      write: can(actor, 'process_paper.write', { trajectoryId }, { now }),
    },
  };
}

/** Frozen versions of a dossier, the newest first. */
async function listVersions({ db }: Viewer, trajectoryId: string): Promise<DossierVersion[]> {
  const rows = await versionRows(db, trajectoryId).orderBy('dossier_version.number', 'desc').execute();
  return rows.map(versionOf);
}

function versionRows(db: Viewer['db'], trajectoryId: string) {
  return db
    .selectFrom('dossier_version')
    .leftJoin('council_dossier', 'council_dossier.id', 'dossier_version.council_dossier_id')
    .where('dossier_version.trajectory_id', '=', trajectoryId)
    .select([
      'dossier_version.number',
      'note',
      'sha256',
      'redacted_at',
      'redacted_sha256',
      'frozen_at',
      'council_dossier.number as council_number',
      'council_dossier.title as council_title',
    ]);
}

type VersionRow = Awaited<ReturnType<ReturnType<typeof versionRows>['execute']>>[number];

function versionOf({ number, note, frozen_at, council_number, council_title, ...row }: VersionRow): DossierVersion {
  const council = council_number === null || council_title === null ? null : { number: council_number, title: council_title };
  const { sha256, takenOut } = codeOf(row);
  return { number, note, council, sha256: sha256 ?? '', takenOut, frozenAt: frozen_at.toISOString() };
}

export type FrozenDossier = { version: DossierVersion; content: DossierContent; newest: number };

/** A frozen version, as it was frozen; `newest` is the number of the last one. @throws DomainError `not_found` */
export async function getVersion(
  context: Viewer,
  { trajectory: slug, number }: { trajectory: string; number: number },
): Promise<FrozenDossier> {
  const { version, json, newest } = await readVersion(context, { trajectory: slug, number });
  return { version, content: JSON.parse(json) as DossierContent, newest };
}

/** The same with its content letter by letter as it was kept. @throws DomainError `not_found` */
export async function readVersion(
  { db, actor, now }: Viewer,
  { trajectory: slug, number }: { trajectory: string; number: number },
): Promise<{ version: DossierVersion; json: string; newest: number }> {
  const { id } = await getReadableTrajectory(db, { slug, actor, now });
  const row = await versionRows(db, id)
    .where('dossier_version.number', '=', number)
    .select('content')
    .select(
      sql<number>`(select max(number) from dossier_version last where last.trajectory_id = dossier_version.trajectory_id)`.as('newest'),
    )
    .executeTakeFirst();
  if (!row) throw new DomainError('not_found');
  const { content, newest, ...rest } = row;
  return { version: versionOf(rest), json: content, newest };
}

export type FrozenPaper = { kind: 'motivation' | 'final_report'; number: number; frozenAt: string };

/** The newest frozen motivation and final report. */
async function listFrozenPapers({ db }: Viewer, trajectoryId: string): Promise<FrozenPaper[]> {
  const rows = await db
    .selectFrom('process_paper')
    .where('trajectory_id', '=', trajectoryId)
    .where('frozen_at', 'is not', null)
    .distinctOn('kind')
    .select(['kind', 'number', 'frozen_at'])
    .orderBy('kind')
    .orderBy('number', 'desc')
    .execute();
  return rows.map(({ kind, number, frozen_at }) => ({ kind, number, frozenAt: frozen_at?.toISOString() ?? '' }));
}

export type GradePage = {
  trajectory: { slug: string; title: string };
  grade: Grade;
  /** The phase that was over last; null: nothing to grade yet. */
  phase: { title: string; endsOn: string } | null;
  /** Null: they gave none. */
  own: { grade: number; givenOn: string } | null;
  /** Of who asks: whether they took part, and so may grade. */
  participant: boolean;
};

/** The grade of a trajectory and that of who asks. @throws DomainError `not_found` */
export async function getGradePage({ db, actor, now }: Viewer, { trajectory: slug }: { trajectory: string }): Promise<GradePage> {
  const { id: trajectoryId, title } = await getReadableTrajectory(db, { slug, actor, now });
  const phase = (await listOverPhases(db, { trajectoryId, today: amsterdamDay(now) })).at(-1);
  const own = actor
    ? await db
        .selectFrom('process_grade')
        .where('trajectory_id', '=', trajectoryId)
        .where('person_id', '=', actor.id)
        .select(['grade', 'given_at'])
        .executeTakeFirst()
    : undefined;
  return {
    trajectory: { slug, title },
    grade: await readGrades(db, trajectoryId),
    phase: phase ? { title: phase.title, endsOn: phase.endsOn } : null,
    own: own ? { grade: own.grade, givenOn: amsterdamDay(own.given_at) } : null,
    participant: actor !== null && (await tookPart(db, { trajectoryId, personId: actor.id })),
  };
}
