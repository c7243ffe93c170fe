/**
 * Everything a page takes by POST, with who may: an action of `server/permissions.ts`, or one of the three words of `procedures.ts`. One line per form, by the name of
 * its route and the intent it says ('' for a form that says none); a new one without a line fails the test. What is sent follows from the schema of the form; what the
 * page keeps to itself stands here.
 */
import type { Row, Who } from './procedures.ts';
import type { Known } from './sample.ts';

export type ActionRow = Row & {
  /** What is sent, where the page keeps its schema to itself, or where values must fit together. Names of `content.ts` stand for what they are there. */
  form?: Known;
  /** Parameters of the route that are not those of `PARAMS`. */
  at?: Known;
};

const any = (may: Who, form?: Known): ActionRow => ({ may, scope: 'any', ...(form ? { form } : {}) });
const sends = (may: Who, form: Known, at?: Known): ActionRow => ({ may, form, ...(at ? { at } : {}) });
const at = (may: Who, params: Known): ActionRow => ({ may, at: params });

const T = 'trajecten_.$slug_.';
const WORDS = 'Woorden genoeg om dit te begrijpen.';
const METRIC: Known = {
  name: 'Een maat',
  unit: 'mensen',
  direction: 'at_least',
  source: 'De lijst van de avond',
  target: '100',
  measureOn: '2027-01-01',
  owner: 'Het team',
};
const MEETING: Known = { title: 'Een titel', place: 'Het buurthuis', day: '2026-12-01', from: '19:00', until: '21:00', revision: 1 };
const DOSSIER: Known = { trajectory: 'slug', title: 'Het plan', summary: WORDS, url: '' };
const COMMITMENT_AT: Known = { number: 'commitmentNumber' };
const NOTE_AT: Known = { number: 'noteNumber' };
const PROPOSAL_AT: Known = { number: 'proposalNumber' };

export const ACTIONS: Record<string, Record<string, ActionRow | Who>> = {
  // Its code alone says who may.
  'afmelden_.$token': { '': 'anyone' },
  beheer: {
    grant: sends('person.grant_role', { personId: 'personId', role: 'official', trajectory: 'slug' }),
    revoke: sends('person.revoke_role', { personId: 'personId', role: 'official', trajectory: 'slug' }),
    block: { may: 'person.block', scope: 'any', form: { personId: 'personId', until: '2099-01-01', reason: WORDS } },
    unblock: { may: 'person.block', scope: 'any', form: { personId: 'personId' } },
    phase: sends('phase.update', { phaseId: 'phaseId', startsOn: '2020-01-01', endsOn: '2099-12-31' }),
    phase_asks: sends('phase.update', { phaseId: 'phaseId', minimumLevel: 'none' }),
    take_factor: any('second_factor.take_away', { personId: 'personId' }),
    second_factor: any('site.change', { on: 'nee' }),
  },
  'beheer_.brieven': { '': 'anyone', csv: any('letter.send'), print: any('letter.send'), sent: any('letter.send') },
  'beheer_.gemeente': {
    names: any('site.change', {
      municipality: 'Proefstad',
      contactName: 'Team Proef',
      contactEmail: 'proef@oever.example',
      contactPhone: '000 111 22 33',
    }),
    team: any('site.change', { name: 'Team van de proef' }),
  },
  'beheer_.koppelingen': {
    partner: any('partner.manage'),
    revoke: any('partner.manage'),
    webhook: any('webhook.manage'),
    change: any('webhook.manage'),
  },
  'beheer_.termijnen': {
    day: any('calendar.change', { day: '2027-05-07', name: 'Dag van de buurt', source: WORDS }),
    confirm: any('calendar.change', { expected: 0 }),
    decline: any('calendar.change'),
    lead: any('team.set_lead', { teamId: 'teamId', personId: '' }),
    set: { may: 'response_policy.set', scope: 'site' },
    remove: { may: 'response_policy.set', scope: 'site' },
  },
  // A code from a mail says who may.
  bevestigen: { '': 'anyone' },
  'bezwaar_.$decision': { '': sends('author', { statement: WORDS }) },
  'bezwaar_.steun_.$flag': { '': sends('author', { statement: WORDS }, { flag: 'excludedFlagId' }) },
  'bezwaar_.$decision_.aanpassen': { '': sends('author', { title: 'Een titel', body: WORDS }, { decision: 'askedId' }) },
  inloggen: { '': 'anyone' },
  'inloggen_.elders': { '': 'anyone' },
  'inloggen_.link': { ask: 'anyone', use: 'anyone' },
  meedoen: { '': 'anyone' },
  melden: { '': { may: 'moderation.report', scope: 'any' } },
  mijn: { resend: 'signed in', elsewhere: 'signed in' },
  'mijn_.adres': {
    ask: sends('signed in', { addressee: 'Iemand', street: 'Kade 3', postcode: '1011 AB', town: 'Amstelboog' }),
    code: 'signed in',
  },
  'mijn_.gegevens_.verwijderen': { prove: 'signed in', erase: 'signed in' },
  'mijn_.inbreng_.$contribution': {
    publish: sends('author', { showName: 'ja' }, { contribution: 'staffOnlyId' }),
    withdraw: sends('author', {}, { contribution: 'staffOnlyId' }),
    rate: sends('response.rate', { rating: '4' }),
    reopen: sends('response.reopen', { reason: WORDS }),
  },
  'mijn_.naam': { '': sends('signed in', { own: 'Een naam', shown: 'own' }) },
  'mijn_.veiligheid': {
    elsewhere: 'signed in',
    language: 'signed in',
    remove: 'signed in',
    rename: 'signed in',
    session: 'signed in',
    unlink: 'signed in',
  },
  'mijn_.veiligheid_.codes': {
    begin: any('second_factor.set_up'),
    confirm: any('second_factor.set_up', { code: '123456' }),
    renew: 'signed in',
    remove: 'signed in',
  },
  'mijn_.veiligheid_.tweede-stap': { '': 'signed in' },
  // Without a proof in it, it goes on to where somebody came from.
  'mijn_.veiligheid_.bevestigen': { '': 'anyone' },
  'mijn_.veiligheid_.e-mailadres': { ask: 'signed in', use: 'anyone' },
  'mijn_.veiligheid_.wachtwoord': { '': sends('signed in', { password: 'een vlot vol ganzen' }) },
  'mijn_.volgen': { '': sends('signed in', { rhythm: 'never' }) },
  moderatie: {
    appeal: sends('moderation.decide_appeal', { appealId: 'appealId', outcome: 'upheld', reason: WORDS }),
    block: any('person.block', { subjectKind: 'idea', subjectId: 'contributionId', until: '2099-01-01', reason: WORDS }),
    decide: sends('moderation.decide', { subjectKind: 'idea', subjectId: 'contributionId', action: 'keep', reason: WORDS }),
  },
  'moderatie_.doorgeven': { '': sends('contribution.hand_over', { contributionId: 'waitingId' }) },
  'moderatie_.onderdeel_.$section': { look: 'moderation.decide', do: 'moderation.decide' },
  'moderatie_.opvallend': {
    decide: 'integrity.decide',
    put_back: 'integrity.decide',
    objection: sends('moderation.decide_appeal', { objectionId: 'objectionId', outcome: 'upheld', reason: WORDS }),
  },
  'moderatie_.origineel_.$decision': { '': sends('moderation.see_original', { reason: WORDS }, { decision: 'redactionId' }) },
  'moderatie_.woorden': { add: any('listed_word.change'), remove: any('listed_word.change') },
  'raad_.$slug_.$number_.besluit': { '': at('council_decision.record', { number: 'dossierNumber' }) },
  'raad_.$slug_.$number_.bewerken': { '': sends('council_dossier.keep', DOSSIER, { number: 'dossierNumber' }) },
  'raad_.$slug_.$number_.brieven': {
    '': sends('council_letter.post', { decision: 'councilDecisionId', person: 'personId' }, { number: 2 }),
  },
  'raad_.$slug_.vragen_.nieuw': { '': 'council_question.ask' },
  'raad_.nieuw': { '': sends('council_dossier.keep', DOSSIER) },
  registreren: { '': 'anyone' },
  [`${T}afspraken`]: {
    '': sends('observation.write', { observedOn: '2026-11-18', body: WORDS }),
    withdraw: sends('observation.withdraw', { observationId: 'observationId' }),
  },
  [`${T}afspraken_.$number`]: {
    '': sends('metric.measure', { value: '90', measuredOn: '2026-11-18' }, { number: 'metricNumber' }),
    drop: sends('metric.amend', { revision: 1, reason: WORDS }, { number: 'metricNumber' }),
  },
  [`${T}afspraken_.$number_.wijzigen`]: {
    '': sends('metric.amend', { ...METRIC, reason: WORDS, revision: 1 }, { number: 'metricNumber' }),
  },
  [`${T}afspraken_.nieuw`]: { '': sends('metric.agree', { ...METRIC, reason: WORDS }) },
  [`${T}afspraken-antwoorden`]: { set: 'response_policy.set', remove: 'response_policy.set' },
  [`${T}bijeenkomsten_.$number_.wijzigen`]: { '': sends('meeting.update', MEETING) },
  [`${T}bijeenkomsten_.inbreng`]: {
    '': sends('contribution.enter', {
      soort: 'idee',
      title: 'Op papier',
      body: WORDS,
      channel: 'paper',
      receivedOn: '2026-11-17',
      reference: 'kaart 12',
    }),
  },
  [`${T}bijeenkomsten_.nieuw`]: { '': sends('meeting.add', MEETING) },
  [`${T}cijfer`]: { '': sends('process_grade.give', { grade: '7' }) },
  [`${T}eindverslag_.bewerken`]: { '': sends('process_paper.write', { intent: 'save', revision: 1 }) },
  [`${T}ideeen_.$number`]: {
    comment: sends('comment.create', { body: WORDS }),
    rate: sends('response.rate', { rating: '4' }),
    reopen: sends('response.reopen', { reason: WORDS }),
    removePhoto: sends('photo.remove', { reason: WORDS }),
    support: 'idea.support',
    withdrawSupport: 'idea.support',
    withdraw: { may: 'idea.withdraw', at: { number: 'otherNumber' } },
  },
  [`${T}ideeen_.$number_.reageren`]: { '': 'anyone' },
  [`${T}ideeen_.$number_.samenvoegen`]: {
    propose: sends('idea.merge', { into: 'otherNumber', reason: WORDS }),
    cancel: 'idea.merge',
    undo: sends('idea.merge', { mergeId: 'doneMergeId', reason: WORDS }, { number: 'mergedNumber' }),
    yes: 'idea.answer_merge',
    no: 'idea.answer_merge',
    carry: { may: 'idea.carry_support', at: { number: 'mergedNumber' } },
  },
  [`${T}ideeen_.$number_.uitvoering`]: {
    add: 'idea.carry_out',
    move: 'idea.carry_out',
    reach: sends('idea.carry_out', { doneOn: '2026-11-18' }),
    remove: 'idea.carry_out',
    set: sends('idea.carry_out', { to: 'carrying_out', reason: WORDS }),
  },
  [`${T}ideeen_.$number_.wijzigen`]: { '': sends('idea.update', { title: 'Een titel', body: WORDS, edits: 9 }) },
  // Without an account the words are kept, and sent after signing in.
  [`${T}ideeen_.nieuw`]: { '': sends('idea.propose', { title: 'Een titel', body: WORDS, showName: 'ja' }) },
  [`${T}ideeen_.nieuw_.zonder-account`]: { '': 'anyone' },
  [`${T}kopie`]: { copy: 'template.prepare', lessons: 'template.prepare', publish: 'trajectory.publish' },
  [`${T}motivering_.bewerken`]: { '': sends('process_paper.write', { intent: 'save', revision: 1 }) },
  [`${T}nota_.$number_.bewerken`]: {
    '': sends('reply_note.make', { title: 'Een titel', introduction: WORDS, revision: 1 }, NOTE_AT),
    item: sends('reply_note.make', { contributionId: 'contributionId', summary: WORDS, revision: 1 }, NOTE_AT),
    send: sends('reply_note.make', { revision: 1 }, NOTE_AT),
    publish: sends('reply_note.publish', { revision: 1 }, NOTE_AT),
  },
  [`${T}nota_.nieuw`]: { '': 'reply_note.make' },
  [`${T}overnemen`]: { '': 'peer.import' },
  [`${T}plan_.$section`]: {
    comment: sends('comment.create', { body: WORDS }),
    passage: sends('comment.create', { body: WORDS, block: '1', paragraph: 'De kade blijft zoals hij is.', quote: '' }),
    policy: sends('section.set_policy', { policy: 'open', reason: WORDS }),
    resolve: sends('comment.resolve', { commentId: 'commentId', resolved: 'ja' }),
    support: sends('change_proposal.support', { changeProposalId: 'changeProposalId', agrees: 'ja' }),
    version: sends('section.save_version', { note: WORDS }),
  },
  [`${T}plan_.$section_.versies`]: { restore: sends('section.restore_version', { number: '1', reason: WORDS }) },
  [`${T}plan_.$section_.voorstel`]: {
    '': sends('change_proposal.create', { quote: 'De kade blijft zoals hij is.', proposed: 'De kade wordt groen.', reason: WORDS }),
  },
  [`${T}plan_.$section_.voorstel_.$number`]: {
    comment: sends('comment.create', { body: WORDS }, PROPOSAL_AT),
    support: sends('change_proposal.support', { agrees: 'ja' }, PROPOSAL_AT),
    rebase: sends('change_proposal.rebase', { proposed: WORDS }, PROPOSAL_AT),
    decide: sends('change_proposal.decide', { decision: 'decline', reason: WORDS }, PROPOSAL_AT),
    withdraw: at('change_proposal.withdraw', PROPOSAL_AT),
  },
  [`${T}plan_.inlezen`]: { '': 'section.import' },
  [`${T}plan_.inlezen_.$draft`]: { discard: 'section.import' },
  [`${T}plan_.versies`]: { '': sends('plan_text.mark_adopted', { number: '1' }) },
  [`${T}poorten`]: {
    '': sends('gate.decide', { phaseId: 'phaseId', verdict: 'go_on', reason: WORDS, owner: 'Het team', nextOn: '2027-01-01' }),
  },
  // Looking at a ballot again is for everybody; casting it is `votings.cast`.
  [`${T}stemmingen_.$id`]: { check: 'anyone', cast: sends('voting.cast', { choices: 'choices' }) },
  [`${T}stemmingen_.nieuw`]: { '': 'voting.create' },
  [`${T}toezeggingen_.$number`]: {
    '': sends('commitment.update', { body: WORDS, evidenceLevel: '1', revision: 1 }, COMMITMENT_AT),
    end: sends('commitment.update', { how: 'done', body: WORDS, evidenceLevel: '1', revision: 1 }, COMMITMENT_AT),
    hand: sends('commitment.update', { ownerId: 'ownerId', revision: 1 }, COMMITMENT_AT),
    milestone: sends('commitment.update', { milestone: 'Een stap', plannedOn: '2026-12-10', revision: 1 }, COMMITMENT_AT),
    move: sends('commitment.update', { promisedOn: '2027-07-01', body: WORDS, revision: 1 }, COMMITMENT_AT),
    reach: sends('commitment.update', { milestoneId: 'milestoneId', revision: 1 }, COMMITMENT_AT),
  },
  [`${T}toezeggingen_.nieuw`]: { '': 'commitment.make' },
  [`${T}uitdagen_.$number`]: { '': at('challenge.withdraw', { number: 1 }) },
  [`${T}uitdagen_.nieuw`]: {
    '': sends('challenge.submit', {
      title: 'Het groen',
      groupName: 'De buurt',
      task: WORDS,
      plan: WORDS,
      budget: '1000',
      budgetText: WORDS,
    }),
  },
  [`${T}uitkomsten`]: { '': 'dossier.freeze' },
  [`${T}verhalen_.$number`]: { '': at('story.withdraw', { number: 1 }) },
  [`${T}verhalen_.nieuw`]: { '': sends('story.tell', { title: 'Een titel', body: WORDS, toldAs: 'resident', showName: 'ja' }) },
  [`${T}zienswijzen_.$number`]: { '': at('formal_view.withdraw', { number: 1 }) },
  [`${T}zienswijzen_.nieuw`]: { '': sends('formal_view.submit', { body: WORDS, viewName: 'Iemand', address: '' }) },
  'trajecten_.nieuw': { '': any('trajectory.create', { builtIn: 'infralab' }) },
  'trajecten_.nieuw_.$draft': { '': { ...any('trajectory.create'), at: { draft: 'draftId' } } },
  uitloggen: { '': 'anyone' },
  volgen: { '': sends('follow.change', { doe: 'volg', trajectory: 'slug' }) },
  'wachtwoord-nieuw': { '': 'anyone' },
  'wachtwoord-vergeten': { '': 'anyone' },
  werkvoorraad: {
    '': sends('response.draft', { contributionId: 'contributionId' }),
    assign: sends('response.assign', { contributionIds: 'contributionIds', handlerId: 'handlerId' }),
    'claim-selection': sends('response.assign', { contributionIds: 'contributionIds' }),
    together: sends('response.draft', { contributionIds: 'contributionIds' }),
  },
  'werkvoorraad_.$contribution': {
    claim: 'response.draft',
    save: sends('response.draft', { summary: WORDS, motivation: WORDS, revision: 1 }),
    submit: sends('response.draft', { outcome: 'adopted', summary: WORDS, motivation: WORDS, revision: 1 }),
    approve: sends('response.approve', { revision: 1 }),
    return: sends('response.approve', { revision: 1, remark: WORDS }),
    publish: sends('response.publish', { revision: 1 }),
    schedule: sends('response.publish', { revision: 1, day: '2026-12-01', time: '10:00' }),
    unschedule: sends('response.publish', { revision: 1 }),
    alone: 'response.draft',
    assign: sends('response.assign', { handlerId: 'handlerId' }),
    note: sends('internal_note.write', { body: WORDS }),
    pause: sends('clock.change', { reason: WORDS }),
    resume: 'clock.change',
    extend: sends('clock.change', { reason: WORDS, newDueOn: '2027-02-01' }),
    correct: sends('response.correct', { responseId: 'contributionId', correctionReason: WORDS, outcome: 'adopted', summary: WORDS }),
    'correct-submit': sends('response.correct', {
      responseId: 'contributionId',
      correctionReason: WORDS,
      outcome: 'adopted',
      summary: WORDS,
    }),
    drop: sends('response.correct', { revision: 1 }),
  },
  'werkvoorraad_.naam': { '': any('official_name.choose', { shown: 'team' }) },
  'werkvoorraad_.sjablonen': {
    '': sends('answer_template.change', {
      trajectoryId: 'trajectoryId',
      name: 'Nog een',
      summary: WORDS,
      motivation: WORDS,
      nextStep: WORDS,
    }),
    remove: sends('answer_template.change', { id: 'templateId', revision: 1 }),
  },
};
