/**
 * Fills an empty database with one town's story, acted out through the application's own commands with an injected `now`: nothing in the demo could not happen in a
 * real municipality. Dates are counted from the day of filling, so the demo is always alive.
 */
import { sql } from 'kysely';
import type { Db } from '../context.ts';
import { recordEvent } from '../events/record-event.ts';
import { addMeeting } from '../meetings/commands.ts';
import { amsterdamInstant } from '../meetings/rules.ts';
import { createTeam, setUpSite } from '../site/commands.ts';
import { createTrajectory, publishTrajectory } from '../trajectories/commands.ts';
import { movePhase } from '../trajectories/move-phase.ts';
import { sealClosedVotings } from '../votings/commands.ts';
import { importPabulib } from '../votings/import-pabulib.ts';
import { acting, type Cast, enrolCast } from './cast.ts';
import { councilActs, dossierActs, gateAct, metricActs } from './council-acts.ts';
import { deskActs } from './desk-acts.ts';
import { outcomeActs } from './dossier-acts.ts';
import { followingActs } from './following-acts.ts';
import { ideaActs } from './idea-acts.ts';
import { BUILT_FOR } from './image.ts';
import { moderationActs } from './moderation-acts.ts';
import { type Act, type Moments, momentsFrom } from './moments.ts';
import { paperActs } from './paper-acts.ts';
import { planActs, writeStartText } from './plan-acts.ts';
import { DEMO_DOSSIERS, PLEINEN_METRIC } from './story/council.ts';
import { DEMO_MEETINGS } from './story/plan.ts';
import { AMSTEL, DEMO_TEAMS, type DemoPhase, PLEINENPLAN, pleinenBallots } from './story/trajectories.ts';
import { AMSTEL_LESSONS, lessonsAct, PLEINEN_LESSONS } from './template-acts.ts';
import { agreeOnTerms } from './term-acts.ts';
import { versionActs } from './version-acts.ts';
import { votingActs } from './voting-acts.ts';

const BEFORE_ALL = -200;
const POLICY = { term: { workingDays: 10 } };

const FILLED = 'demo.filled';

/** Whether nobody has used this database yet. */
export async function isEmpty(db: Db): Promise<boolean> {
  return (await db.selectFrom('person').select('id').limit(1).executeTakeFirst()) === undefined;
}

/** A filling that was broken off (the machine stopped) left half a story and nothing else: it is wiped, so that the next start can tell it whole. */
export async function wipeHalfFilled(db: Db): Promise<void> {
  const site = await db.selectFrom('site').select('demo').executeTakeFirst();
  const filled = await db.selectFrom('event').where('kind', '=', FILLED).select('id').limit(1).executeTakeFirst();
  if (!site?.demo || filled) return;
  await db.transaction().execute(async (tx) => {
    // What may never be emptied in earnest, may be now: nobody has read it.
    const { rows: guarded } = await sql<{ name: string }>`
      select distinct c.relname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
      where not t.tgisinternal and n.nspname = 'public'`.execute(tx);
    for (const { name } of guarded) await sql`alter table ${sql.table(name)} disable trigger user`.execute(tx);
    await sql`truncate person, team, site, document, event, mail, rate_limit restart identity cascade`.execute(tx);
    for (const { name } of guarded) await sql`alter table ${sql.table(name)} enable trigger user`.execute(tx);
  });
}

export async function fillDemo({ db, now, publicUrl = BUILT_FOR }: { db: Db; now: Date; publicUrl?: string }): Promise<void> {
  const moments = momentsFrom(now);
  const start = moments.on(moments.day(BEFORE_ALL), 9);
  await setUpSite(acting(db, null, start), {
    municipality: 'Amstelboog',
    contactName: 'Team Participatie',
    contactEmail: 'participatie@amstelboog.example',
    contactPhone: '000 123 45 67',
    demo: true,
  });
  const teams = new Map<string, string>();
  for (const name of DEMO_TEAMS) teams.set(name, await createTeam(acting(db, null, start), { name }));
  const cast = await enrolCast(db, { at: start, teams });

  await agreeOnTerms({ db, cast, teams, at: start });
  const trajectoryId = await openTrajectory({ db, cast, moments, at: start }, AMSTEL);
  const writingOpens = moments.on(moments.day(-39), 8);
  const ideaIds = new Map<string, string>();
  const acts: Act[] = [];
  const stage = { db, cast, moments, trajectoryId };
  const sections = await writeStartText(stage, moments.on(moments.day(-66), 8));
  const sectionIds = new Map([...sections].map(([number, { id }]) => [number, id]));
  acts.push(...planActs(stage, sections), ...ideaActs({ db, cast, moments, slug: AMSTEL.slug, sectionIds, publicUrl }, ideaIds));
  acts.push(...paperActs({ ...stage, slug: AMSTEL.slug }));
  acts.push(...extensionActs(stage, AMSTEL), ...meetingActs(stage, writingOpens), ...votingActs(stage, ideaIds, now));
  acts.push(...versionActs(stage, sections), ...followingActs({ ...stage, slug: AMSTEL.slug }, ideaIds));
  acts.push(...deskActs({ ...stage, slug: AMSTEL.slug }, ideaIds), ...moderationActs(stage, ideaIds, publicUrl));
  acts.push(...councilActs({ ...stage, slug: AMSTEL.slug }), ...outcomeActs({ ...stage, slug: AMSTEL.slug }));
  acts.push(lessonsAct({ ...stage, slug: AMSTEL.slug }, AMSTEL_LESSONS));
  acts.sort((a, b) => a.at.getTime() - b.at.getTime());
  for (const { at, run } of acts) await run(at);

  await stoppedTrajectory({ db, cast, moments });
  await sealClosedVotings({ db, now });
  await db
    .transaction()
    .execute((tx) => recordEvent(tx, { actor: null, now }, { kind: FILLED, trajectoryId: null, subjectKind: 'site', subjectId: 'site' }));
}

/** The neighbour that took the approach over, counted the ballots of its budget, and stopped with an account. */
async function stoppedTrajectory({ db, cast, moments }: { db: Db; cast: Cast; moments: Moments }): Promise<void> {
  const { stop, budgetDaysAgo } = PLEINENPLAN;
  const id = await openTrajectory(
    { db, cast, moments, at: moments.on(moments.day(-165), 9) },
    { ...PLEINENPLAN, copiedFromSlug: AMSTEL.slug },
  );
  const file = new TextEncoder().encode(pleinenBallots({ from: moments.day(-budgetDaysAgo - 14), until: moments.day(-budgetDaysAgo) }));
  await importPabulib(acting(db, null, moments.on(moments.day(-budgetDaysAgo + 2))), {
    file,
    trajectorySlug: PLEINENPLAN.slug,
    name: 'pleinen.pb',
  });
  const stage = { db, cast, moments, trajectoryId: id, slug: PLEINENPLAN.slug };
  const acts = [
    ...metricActs(stage, [PLEINEN_METRIC], -164),
    // Five days late: until then its next phase stayed shut.
    gateAct(stage, { phase: 'Verkennen', on: -stop.daysAgo, verdict: 'stop', reason: stop.account, owner: 'Team Groen', nextIn: -60 }),
    lessonsAct(stage, PLEINEN_LESSONS),
    ...DEMO_DOSSIERS.filter(({ trajectory }) => trajectory === 'pleinen').flatMap((dossier) => dossierActs(stage, dossier)),
  ];
  acts.sort((a, b) => a.at.getTime() - b.at.getTime());
  for (const { at, run } of acts) await run(at);
}

type Told = Omit<typeof AMSTEL | typeof PLEINENPLAN, 'phases'> & { phases: readonly DemoPhase[]; copiedFromSlug?: string };

async function openTrajectory({ db, cast, moments, at }: { db: Db; cast: Cast; moments: Moments; at: Date }, told: Told): Promise<string> {
  const {
    phases,
    themes,
    areas,
    fixedPoints,
    slug,
    title,
    question,
    lead,
    areaName,
    decisionMaker,
    influenceSubject,
    contactName,
    supportThreshold,
    copiedFromSlug,
  } = told;
  const { id } = await createTrajectory(acting(db, cast.get('admin'), at), {
    slug,
    title,
    question,
    lead,
    areaName,
    decisionMaker,
    influenceSubject,
    contactName,
    supportThreshold,
    ...(copiedFromSlug ? { copiedFromSlug } : {}),
    fixedPoints,
    areas,
    themes,
    phases: phases.map(({ from, until, extended, ...phase }) => ({
      ...phase,
      startsOn: moments.day(from),
      endsOn: moments.day(extended?.firstUntil ?? until),
    })),
    policies: [
      ...(['idea', 'question', 'change_proposal'] as const).map((kind) => ({ kind, policy: POLICY })),
      {
        kind: 'challenge' as const,
        policy: { term: { weeks: 8 }, basisText: 'Uitdaagrecht, art. 150 Gemeentewet en de participatieverordening' },
      },
    ],
  });
  await publishTrajectory(acting(db, cast.get('s4'), at), { trajectoryId: id });
  return id;
}

/** Phases that were given more time while they ran. */
function extensionActs(
  { db, cast, moments, trajectoryId }: { db: Db; cast: Cast; moments: Moments; trajectoryId: string },
  told: Told,
): Act[] {
  return told.phases.flatMap(({ title, until, extended }) =>
    extended
      ? [
          {
            at: moments.on(moments.day(extended.on), 10),
            run: async (at: Date) => {
              const { id: phaseId } = await db
                .selectFrom('phase')
                .where('trajectory_id', '=', trajectoryId)
                .where('title', '=', title)
                .select('id')
                .executeTakeFirstOrThrow();
              await movePhase(acting(db, cast.get('s4'), at), { phaseId, endsOn: moments.day(until), reason: extended.reason });
            },
          },
        ]
      : [],
  );
}

function meetingActs({ db, cast, moments, trajectoryId }: { db: Db; cast: Cast; moments: Moments; trajectoryId: string }, at: Date): Act[] {
  return DEMO_MEETINGS.map(({ workingDaysFromNow, attendance, report, ...meeting }) => {
    const day = workingDaysFromNow < 0 ? moments.workingDayAgo(-workingDaysFromNow) : moments.workingDayAhead(workingDaysFromNow);
    const over = amsterdamInstant(day, meeting.until) ?? at;
    // Those of before the writing were taken along when it opened; later ones are written down when they are over.
    const written = workingDaysFromNow < 0 && over > at ? over : at;
    return {
      at: written,
      run: async () => {
        await addMeeting(acting(db, cast.get('s4'), written), {
          ...meeting,
          trajectoryId,
          day,
          attendance: attendance === undefined ? '' : String(attendance),
          report: report ?? '',
        });
      },
    };
  });
}
