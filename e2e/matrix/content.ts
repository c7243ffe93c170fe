/** One of everything, by `resident`, so that every procedure has something to be asked about. */
import { sql } from 'kysely';
import type { Db } from '../../server/context.ts';
import { anchorYesterday, sealEvents } from '../../server/events/seal.ts';
import { decideOnSubject } from '../../server/moderation/commands.ts';
import { createSection } from '../../server/plan-texts/commands.ts';
import { createCaller } from '../../server/router.ts';
import { contextFor, makePerson, TEST_NOW } from '../../server/testing/world.ts';
import { createVoting } from '../../server/votings/commands.ts';
import { type Cast, COLUMNS, type Column } from './roles.ts';
import type { Known } from './sample.ts';

/** The promise under which a contribution waits to be handed over. */
const POLICY = {
  id: null,
  kind: 'idea',
  term: { workingDays: 10 },
  firstDay: 'next',
  termsAct: true,
  basis: 'promise',
  basisText: 'Belofte',
  dueSoonDays: 5,
};
/** In every text, title and name of the world: nothing of it may come out as a tag, or be read by what fills in templates (`reading.ts`). */
export const HOSTILE = `{{7*191}}$t(common:skip)<img src=x onerror=alert(1)>"'`;
/** In every text besides: ways out of a script, a comment, a title, an attribute, an address and XML. */
const MORE_HOSTILE = [
  '</script><script>alert(1)</script>',
  '<svg onload=alert(1)>',
  `' onmouseover=alert(1) x='`,
  '" onmouseover=alert(1) x="',
  ']]><b id=uit>',
  '--><b id=uit><!--',
  '</title></textarea></style><b id=uit>',
  'javascript:alert(1)',
  'data:text/html,<b id=uit>',
  '&lt;svg onload=alert(1)&gt;',
].join(' ');
const SHORT = `Woorden genoeg om dit te begrijpen. ${HOSTILE}`;
const WORDS = `${SHORT} ${MORE_HOSTILE}`;
/** Where residents point at in the world. */
export const FROM_RESIDENTS = 'https://van-bewoners.example/';

export async function fillWorld(db: Db, cast: Cast): Promise<Known> {
  const { world } = cast;
  const trajectory = world.trajectory.slug;
  const trajectoryId = world.trajectory.id;
  const call = (column: Column) => createCaller(contextFor(db, cast.actors[column]));
  const resident = call('resident');
  await db
    .updateTable('person')
    .set({ display_name: sql`display_name || ${` ${HOSTILE}`}` })
    .execute();
  const manager = contextFor(db, cast.actors.manager);
  const victim = await makePerson(db, { name: 'Iemand', email: 'slachtoffer@wonen.example' });
  const section = await createSection(manager, {
    trajectoryId,
    number: '9.1',
    title: `De kade ${HOSTILE}`,
    level: 2,
    policy: 'open',
    content: {
      type: 'doc',
      content: [
        { type: 'paragraph', content: [{ type: 'text', text: `De kade blijft zoals hij is. ${HOSTILE} ${MORE_HOSTILE}` }] },
        {
          type: 'paragraph',
          content: [{ type: 'text', text: `Lees verder. ${HOSTILE}`, marks: [{ type: 'link', attrs: { href: FROM_RESIDENTS } }] }],
        },
      ],
    },
    note: 'Begin',
  });
  const idea = await resident.ideas.propose({ trajectory, title: `Bankjes ${HOSTILE}`, body: WORDS });
  const other = await resident.ideas.propose({ trajectory, title: `=1+1 Nog meer bankjes ${HOSTILE}`, body: WORDS });
  const rude = await resident.ideas.propose({ trajectory, title: `Iets lelijks ${HOSTILE}`, body: WORDS });
  const comment = await resident.comments.create({ sectionId: section.id, body: WORDS });
  const proposal = await resident.changeProposals.create({
    sectionId: section.id,
    quote: 'De kade blijft zoals hij is.',
    proposed: 'De kade wordt groen.',
    reason: WORDS,
  });
  const story = await resident.stories.tell({ trajectory, title: `-Ons verhaal ${HOSTILE}`, body: WORDS, toldAs: 'resident' });
  const alone = await resident.staffOnly.send({ form: 'story', trajectory, title: 'Niet voor iedereen', body: WORDS, toldAs: 'resident' });
  const challenge = await resident.challenges.submit({
    trajectory,
    title: `Het groen ${HOSTILE}`,
    groupName: 'De buurt',
    task: WORDS,
    plan: WORDS,
    budget: '1000',
    budgetText: WORDS,
  });
  const view = await resident.formalViews.submit({ trajectory, body: WORDS, name: 'Proef' });
  const voting = await createVoting(manager, {
    trajectoryId,
    title: `Welke kleur? ${HOSTILE}`,
    question: 'Welke kleur krijgt de brug?',
    kind: 'approval',
    opensAt: new Date(TEST_NOW.getTime() - 3_600_000),
    closesAt: new Date(TEST_NOW.getTime() + 3_600_000),
    options: [{ title: `+Rood ${HOSTILE}` }, { title: '@Blauw' }],
  });
  const meeting = await call('manager').meetings.add({
    trajectoryId,
    title: `Avond aan de kade ${HOSTILE}`,
    place: `Het buurthuis ${HOSTILE}`,
    day: '2026-12-01',
    from: '19:00',
    until: '21:00',
  });
  const commitment = await call('manager').commitments.make({
    trajectoryId,
    title: `Wij zetten bankjes neer ${HOSTILE}`,
    description: WORDS,
    promisedOn: '2027-06-01',
    decisionTitle: 'Besluit van het college',
  });
  const note = await call('manager').replyNotes.begin({
    trajectoryId,
    title: `Nota van beantwoording ${HOSTILE}`,
    introduction: WORDS,
    kinds: ['idea'],
    periodFrom: '2026-11-01',
    periodUntil: '2026-11-30',
  });
  const { id: noteId } = await db.selectFrom('reply_note').select('id').executeTakeFirstOrThrow();
  const { id: commitmentId } = await db.selectFrom('commitment').select('id').executeTakeFirstOrThrow();
  const hiding = await decideOnSubject(contextFor(db, cast.actors.moderator), {
    subjectKind: 'idea',
    subjectId: rude.id,
    action: 'hide',
    rule: 'insult',
    reason: WORDS,
    publicUrl: 'http://localhost',
  });
  const redaction = await decideOnSubject(contextFor(db, cast.actors.moderator), {
    subjectKind: 'idea',
    subjectId: other.id,
    action: 'redact',
    words: ['genoeg'],
    rule: 'personal_data',
    reason: WORDS,
    publicUrl: 'http://localhost',
  });
  const asked = await resident.ideas.propose({ trajectory, title: 'Iets onduidelijks', body: WORDS });
  const asking = await decideOnSubject(contextFor(db, cast.actors.moderator), {
    subjectKind: 'idea',
    subjectId: asked.id,
    action: 'ask',
    rule: 'off_topic',
    reason: WORDS,
    publicUrl: 'http://localhost',
  });
  const photo = await db
    .insertInto('photo')
    .values({
      idea_id: rude.id,
      alt: `Een kade ${HOSTILE}`,
      width: 1,
      height: 1,
      image: Buffer.from('x'),
      thumbnail: Buffer.from('x'),
      created_at: TEST_NOW,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  // Pages have no clock of their own, and a choice is kept for a day.
  const { id: draftId } = await createCaller(contextFor(db, cast.actors.admin, new Date())).templates.chooseBuiltIn({ key: 'infralab' });
  const { id: metricId } = await db
    .insertInto('metric')
    .values({
      trajectory_id: trajectoryId,
      number: 1,
      name: `Deelnemers ${HOSTILE}`,
      unit: 'mensen',
      direction: 'at_least',
      source: `De lijst van de avond. ${HOSTILE}`,
      baseline: null,
      target: 100,
      measure_on: '2027-01-01',
      owner: 'Het team',
      derived: null,
      amendment_id: null,
      // Agreed before the first phase opened: since then only amendments change it.
      changed_on: '2019-12-31',
      created_at: TEST_NOW,
      dropped_on: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const { id: observationId } = await db
    .insertInto('observation')
    .values({
      trajectory_id: trajectoryId,
      observed_on: '2026-11-18',
      body: WORDS,
      author_id: world.people.resident.id,
      created_at: TEST_NOW,
      withdrawn_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const { id: dossierId } = await db
    .insertInto('council_dossier')
    .values({ trajectory_id: trajectoryId, number: 1, title: `Het plan ${HOSTILE}`, summary: SHORT, url: '', created_at: TEST_NOW })
    .returning('id')
    .executeTakeFirstOrThrow();
  const decided = await db
    .insertInto('council_dossier')
    .values({ trajectory_id: trajectoryId, number: 2, title: 'Het eerste plan', summary: SHORT, url: '', created_at: TEST_NOW })
    .returning('id')
    .executeTakeFirstOrThrow();
  const { id: councilDecisionId } = await call('clerk').council.recordDecision({
    dossierId: decided.id,
    after: 0,
    outcome: 'adopted',
    decidedOn: '2026-11-18',
    summary: SHORT,
    deviates: 'no',
    deviations: [],
    motions: [],
  });
  const councilQuestion = await call('council').council.ask({ trajectory, title: `Wat kost dit? ${HOSTILE}`, body: WORDS });
  await call('clerk').dossiers.freeze({ trajectory });
  for (const kind of ['motivation', 'final_report'] as const) {
    await call('manager').dossiers.beginPaper({ trajectory, kind, instrument: 'plan' });
    await call('manager').dossiers.freezePaper({ trajectory, kind, revision: 1 });
  }
  await call('manager').dossiers.beginPaper({ trajectory, kind: 'final_report' });
  await sealEvents(db);
  const anchoredDay = await anchorYesterday({ db, now: new Date(TEST_NOW.getTime() + 86_400_000) });
  const { mergeId } = await call('official').ideas.merge({ fromId: idea.id, intoId: other.id, reason: WORDS });
  const merged = await resident.ideas.propose({ trajectory, title: 'Bankjes en prullenbakken', body: WORDS });
  // Everybody supported it: who did not has nothing to take along, which is another rule.
  for (const column of COLUMNS) if (cast.actors[column]) await call(column).ideas.support({ ideaId: merged.id });
  const { mergeId: done } = await call('official').ideas.merge({ fromId: merged.id, intoId: other.id, reason: WORDS });
  await resident.merges.answer({ mergeId: done, agrees: true });
  const { id: milestoneId } = await db
    .insertInto('milestone')
    .values({
      trajectory_id: trajectoryId,
      idea_id: idea.id,
      title: `Een eerste stap ${HOSTILE}`,
      first_planned_on: '2026-12-10',
      planned_on: '2026-12-10',
      created_by_id: world.people.official.id,
      created_at: TEST_NOW,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  // It waits to be handed over, so it has no clock.
  const { id: waitingId } = await db
    .insertInto('contribution')
    .values({
      trajectory_id: trajectoryId,
      kind: 'idea',
      title: 'Het wachtende',
      author_id: world.people.resident.id,
      created_at: TEST_NOW,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await db
    .insertInto('clock_waiting')
    .values({
      contribution_id: waitingId,
      trajectory_id: trajectoryId,
      kind: 'idea',
      waits_for: 'handed_over',
      policy: JSON.stringify(POLICY),
      since: TEST_NOW,
    })
    .execute();
  const template = await call('official').desk.addTemplate({
    trajectoryId,
    name: `Een sjabloon ${HOSTILE}`,
    outcome: 'adopted',
    summary: SHORT,
    motivation: WORDS,
    nextStep: WORDS,
  });
  const flag = {
    trajectory_id: trajectoryId,
    subject_kind: 'idea' as const,
    subject_id: idea.id,
    count: 5,
    minutes: 4,
    raised_at: TEST_NOW,
  };
  const verdict = { outcome: 'excluded' as const, reason: WORDS, decided_by_id: world.people.moderator.id, decided_at: TEST_NOW };
  const [flagged, excluded] = await db
    .insertInto('integrity_flag')
    .values([
      { ...flag, rule: 'new_accounts' },
      { ...flag, subject_id: other.id, rule: 'mail_domain', ...verdict, tally_before: 6, tally_after: 1 },
    ])
    .returning('id')
    .execute();
  // The author is out of the count as well; somebody else was, and objects.
  const somebody = await makePerson(db, { name: 'Iemand', email: 'iemand@wonen.example' });
  const out = (person_id: string) => ({ flag_id: excluded?.id ?? '', person_id });
  const support = { subject_kind: 'idea' as const, subject_id: other.id, created_at: TEST_NOW };
  await db
    .insertInto('excluded_support')
    .values([world.people.resident, somebody].map(({ id }) => ({ ...out(id), ...support })))
    .execute();
  const { id: objectionId } = await db
    .insertInto('support_objection')
    .values({ ...out(somebody.id), statement: WORDS, created_at: TEST_NOW, due_on: '2026-12-02' })
    .returning('id')
    .executeTakeFirstOrThrow();
  const { appealId } = await call('resident').moderation.appeal({ decisionId: hiding.decisionId, statement: WORDS });
  return {
    trajectory,
    slug: trajectory,
    trajectoryId,
    phaseId: world.phaseId,
    teamId: world.teamId,
    sectionId: section.id,
    section: '9.1',
    documentId: section.documentId,
    ideaId: idea.id,
    contributionId: idea.id,
    fromId: idea.id,
    intoId: other.id,
    number: idea.number,
    commentId: comment.id,
    changeProposalId: proposal.id,
    proposalNumber: proposal.number,
    storyId: story.id,
    staffOnlyId: alone.contributionId,
    challengeId: challenge.id,
    viewId: view.id,
    votingId: voting.id,
    choices: voting.optionIds.slice(0, 1),
    meetingId: meeting.id,
    commitmentId,
    commitmentNumber: commitment.number,
    noteId,
    noteNumber: note.number,
    decisionId: hiding.decisionId,
    appealId,
    hiddenNumber: rude.number,
    subjectKind: 'idea',
    subjectId: idea.id,
    day: '2026-12-03',
    revision: 1,
    budget: '1000',
    otherIdeaId: other.id,
    otherNumber: other.number,
    mergedNumber: merged.number,
    doneMergeId: done,
    redactionId: redaction.decisionId,
    flagId: flagged?.id,
    excludedFlagId: excluded?.id,
    objectionId,
    mergeId,
    metricId,
    observationId,
    dossierId,
    councilDecisionId,
    metricNumber: 1,
    dossierNumber: 1,
    dossierVersion: 1,
    paperFile: '1.json',
    councilQuestionNumber: councilQuestion.number,
    askedId: asking.decisionId,
    draftId,
    hiddenPhotoId: photo.id,
    anchoredDay,
    mergedIdeaId: merged.id,
    waitingId,
    milestoneId,
    templateId: template.id,
    personId: victim.id,
    handlerId: cast.actors.official?.id,
    ownerId: cast.actors.official?.id,
    body: WORDS,
    title: 'Een titel',
    description: WORDS,
    introduction: WORDS,
    summary: SHORT,
    reason: WORDS,
    plannedOn: '2026-12-10',
    promisedOn: '2027-06-01',
    periodFrom: '2026-11-01',
    periodUntil: '2026-11-30',
    newDueOn: '2027-02-01',
    name: 'Een naam',
    email: 'iemand@wonen.example',
    publishAt: new Date('2026-12-01T10:00:00Z'),
    contributionIds: [idea.id, other.id],
  };
}
