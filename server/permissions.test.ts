import { describe, expect, test } from 'vitest';
import type { Actor, Role } from './context.ts';
import { type Action, assertCan, can, hasRole, isGrave, PERMISSIONS, type PhaseFeature, type Subject, whyNot } from './permissions.ts';

const now = new Date('2026-11-18T10:00:00Z');
const TRAJECTORY = 'traject-1';
const everything = new Set<PhaseFeature>([
  'read',
  'comment',
  'write',
  'suggest',
  'propose',
  'support',
  'vote',
  'tell',
  'challenge',
  'formal_view',
]);

function person(verificationLevel: Actor['verificationLevel'], role?: Role, trajectoryId: string | null = null): Actor {
  return {
    id: `person-${role ?? verificationLevel}`,
    name: 'Proef',
    email: null,
    verificationLevel,
    blockedUntil: null,
    roles: role ? [{ role, trajectoryId, teamId: null }] : [],
  };
}

/** The columns of the table: nobody, resident, verified resident, moderator, official, trajectory manager, council member, clerk, administrator. */
const COLUMNS: Record<string, Actor | null> = {
  A: null,
  R: person('none'),
  V: person('email'),
  M: person('email', 'moderator'),
  O: person('email', 'official'),
  T: person('email', 'trajectory_manager'),
  C: person('email', 'council_member'),
  G: person('email', 'clerk'),
  X: person('email', 'administrator'),
};

/** Who may, when the phase allows everything and the section is open; everybody else is refused. */
const MAY: Record<Action, string> = {
  'trajectory.read': 'ARVMOTCGX',
  'trajectory.read_concept': 'TX',
  'trajectory.create': 'X',
  'template.prepare': 'TX',
  'peer.import': 'TX',
  'trajectory.publish': 'TX',
  'trajectory.stop': 'TX',
  'meeting.add': 'TX',
  'meeting.update': 'TX',
  'contribution.enter': 'OT',
  'phase.update': 'TX',
  'section.read': 'ARVMOTCGX',
  'section.write': 'RVMOTCGX',
  'section.create': 'TX',
  'section.set_policy': 'TX',
  'section.save_version': 'OTX',
  'section.restore_version': 'TX',
  'plan_text.mark_adopted': 'TX',
  'section.import': 'TX',
  'change_proposal.create': 'RVMOTCGX',
  'change_proposal.support': 'RVMOTCGX',
  'change_proposal.withdraw': '',
  'change_proposal.rebase': 'OT',
  'change_proposal.decide': 'OT',
  'idea.propose': 'RVMOTCGX',
  'idea.support': 'RVMOTCGX',
  'idea.update': '',
  'idea.withdraw': '',
  'idea.merge': 'OT',
  'idea.answer_merge': '',
  'idea.carry_support': 'RVMOTCGX',
  'idea.carry_out': 'OT',
  'idea.read_hidden': 'MX',
  'staff_only.read': 'MOTX',
  'staff_only.withdraw': '',
  'staff_only.make_public': '',
  'photo.remove': 'MX',
  'comment.create': 'RVMOTCGX',
  'comment.resolve': 'MOTX',
  'follow.change': 'RVMOTCGX',
  'story.tell': 'RVMOTCGX',
  'story.withdraw': '',
  'challenge.submit': 'RVMOTCGX',
  'challenge.withdraw': '',
  'formal_view.submit': 'RVMOTCGX',
  'formal_view.read': 'OTX',
  'formal_view.withdraw': '',
  'voting.cast': 'VMOTCGX',
  'voting.import': 'TX',
  'voting.create': 'TX',
  'voting.read_own_ballot': 'RVMOTCGX',
  'response.queue': 'MOTX',
  'response.draft': 'OT',
  'response.approve': 'OT',
  'response.publish': 'OT',
  'response.correct': 'OT',
  'response.assign': 'OT',
  'internal_note.write': 'MOTX',
  'official_name.choose': 'MOTX',
  'answer_template.change': 'OT',
  'reply_note.make': 'OT',
  'reply_note.publish': 'T',
  'commitment.make': 'OT',
  'commitment.update': 'OT',
  'metric.agree': 'TX',
  'metric.amend': 'TX',
  'metric.measure': 'OT',
  'observation.write': 'MOTX',
  'observation.withdraw': 'T',
  'gate.decide': 'TX',
  'council_dossier.keep': 'G',
  'council_question.ask': 'C',
  'council_decision.record': 'G',
  'council_letter.post': 'GX',
  'dossier.freeze': 'TG',
  'process_paper.write': 'OTG',
  'process_paper.freeze': 'TG',
  'process_grade.give': 'RVMOTCGX',
  'response_policy.set': 'TX',
  'contribution.hand_over': 'MTX',
  'calendar.change': 'X',
  'team.set_lead': 'X',
  'clock.change': 'OT',
  'response.reopen': '',
  'response.rate': '',
  'moderation.report': 'RVMOTCGX',
  'moderation.queue': 'MX',
  'moderation.decide': 'MX',
  'moderation.appeal': '',
  'moderation.revise': '',
  'moderation.see_original': 'MX',
  'integrity.read': 'MOTCGX',
  'integrity.decide': 'MX',
  'listed_word.change': 'X',
  'moderation.decide_appeal': 'MX',
  'name.choose': 'RVMOTCGX',
  'letter.ask': 'RVMOTCGX',
  'letter.send': 'X',
  'person.block': 'MX',
  'person.list': 'X',
  'person.revoke_role': 'X',
  'person.grant_role': 'X',
  'event.list': 'X',
  'partner.manage': 'X',
  'webhook.manage': 'X',
  'site.administer': 'X',
  'site.change': 'X',
  'second_factor.take_away': 'X',
  'second_factor.set_up': 'MOTCGX',
};

const open: Subject = { trajectoryId: TRAJECTORY, features: everything, policy: 'open', ownerId: 'somebody-else' };

describe('the permission table', () => {
  test('has a row here for every action', () => {
    expect(Object.keys(MAY).sort()).toEqual(Object.keys(PERMISSIONS).sort());
  });

  for (const action of Object.keys(PERMISSIONS) as Action[]) {
    test(`${action}: exactly ${MAY[action] || 'its author'} may`, () => {
      const allowed = Object.keys(COLUMNS).filter((column) => can(COLUMNS[column] ?? null, action, open, { now }));
      expect(allowed.join('')).toBe(MAY[action]);
    });
  }

  test.each(Object.keys(PERMISSIONS) as Action[])('%s: somebody without an account is asked to sign in first', (action) => {
    const reason = whyNot(null, action, open, { now });
    expect([null, 'sign_in_first']).toContain(reason);
  });

  test('the author may withdraw an own idea, rate and reopen its answer', () => {
    const author = person('none');
    for (const action of ['idea.withdraw', 'response.rate', 'response.reopen', 'moderation.appeal', 'idea.read_hidden'] as const) {
      expect(can(author, action, { ...open, ownerId: author.id }, { now })).toBe(true);
    }
  });

  test('nobody writes in a section that is fixed, closed or for suggestions only, whatever their role', () => {
    for (const policy of ['fixed', 'closed', 'suggest'] as const) {
      for (const actor of Object.values(COLUMNS)) expect(can(actor, 'section.write', { ...open, policy }, { now })).toBe(false);
    }
    expect(whyNot(person('email'), 'section.write', { ...open, policy: 'fixed' }, { now })).toBe('read_only');
  });

  test('what a phase does not allow now is refused as closed', () => {
    const closed = { ...open, features: new Set<PhaseFeature>(['read']) };
    for (const action of ['section.write', 'idea.propose', 'idea.support', 'comment.create', 'change_proposal.create'] as const) {
      expect(whyNot(person('email'), action, closed, { now })).toBe('phase_closed');
    }
  });

  test('an unverified resident who wants to vote hears what is missing', () => {
    expect(whyNot(person('none'), 'voting.cast', open, { now })).toBe('not_verified');
  });

  test('a role on one trajectory gives nothing on another', () => {
    const official = person('email', 'official', 'traject-2');
    expect(can(official, 'response.publish', open, { now })).toBe(false);
    expect(can(official, 'response.publish', { ...open, trajectoryId: 'traject-2' }, { now })).toBe(true);
    expect(hasRole(official, ['official'], TRAJECTORY)).toBe(false);
    expect(can(official, 'response.queue', {}, { now })).toBe(true);
  });

  test('nobody decides on an own contribution or gives themselves rights', () => {
    const moderator = person('email', 'moderator');
    expect(whyNot(moderator, 'moderation.decide', { ...open, ownerId: moderator.id }, { now })).toBe('own_case');
    const administrator = person('email', 'administrator');
    expect(whyNot(administrator, 'person.grant_role', { ownerId: administrator.id }, { now })).toBe('own_case');
  });

  test('who is blocked may read and nothing else, until the block ends', () => {
    const blocked = { ...person('email'), blockedUntil: new Date('2026-11-18T10:00:01Z') };
    expect(whyNot(blocked, 'idea.propose', open, { now })).toBe('blocked');
    expect(can(blocked, 'section.read', open, { now })).toBe(true);
    expect(can(blocked, 'idea.propose', open, { now: new Date('2026-11-18T10:00:01Z') })).toBe(true);
  });
});

describe('a second factor', () => {
  /** Publishing, adopting and freezing; closing and stopping; taking power. Somebody chose each of these. */
  const GRAVE: Action[] = [
    'trajectory.publish',
    'trajectory.stop',
    'phase.update',
    'plan_text.mark_adopted',
    'change_proposal.decide',
    'voting.import',
    'voting.create',
    'response.approve',
    'response.publish',
    'response.correct',
    'reply_note.publish',
    'metric.amend',
    'gate.decide',
    'council_decision.record',
    'dossier.freeze',
    'process_paper.freeze',
    'moderation.see_original',
    'person.block',
    'person.grant_role',
    'person.revoke_role',
    'partner.manage',
    'webhook.manage',
    'site.change',
    'second_factor.take_away',
  ];
  const ALL = Object.keys(PERMISSIONS) as Action[];

  test('is asked for exactly these, of staff only', () => {
    expect(ALL.filter(isGrave).sort()).toEqual([...GRAVE].sort());
    for (const action of GRAVE) for (const column of ['A', 'R', 'V'] as const) expect(MAY[action]).not.toContain(column);
  });

  test.each(ALL)('that is missing holds up %s only when it is grave, and hides nothing from a page', (action) => {
    for (const column of [...MAY[action]]) {
      const actor = COLUMNS[column];
      if (!actor) continue;
      const missing: Actor = { ...actor, asksSecondFactor: true };
      expect(() => assertCan(actor, action, open, { now })).not.toThrow();
      expect(can(missing, action, open, { now })).toBe(true);
      const act = () => assertCan(missing, action, open, { now });
      if (GRAVE.includes(action)) expect(act).toThrow('second_factor_first');
      else expect(act).not.toThrow();
    }
  });

  test('is asked last: who may not hears that', () => {
    expect(() => assertCan({ ...person('email', 'official'), asksSecondFactor: true }, 'gate.decide', open, { now })).toThrow(
      'not_allowed',
    );
  });
});

describe('a phase that asks who takes part to be known', () => {
  const ASKED = ['none', 'email', 'address', 'oidc'] as const;
  const REASON = { none: null, email: 'not_verified', address: 'asks_address', oidc: 'asks_oidc' } as const;
  const TAKING_PART = (Object.keys(PERMISSIONS) as Action[]).filter((action) => 'feature' in PERMISSIONS[action]);
  const asking = (level: Actor['verificationLevel']): Subject => ({
    trajectoryId: TRAJECTORY,
    features: new Map([...everything].map((feature) => [feature, level])),
    policy: 'open',
  });

  test.each(TAKING_PART)('%s takes exactly who is known well enough', (action) => {
    for (const asked of ASKED)
      for (const level of ASKED) {
        const enough = ASKED.indexOf(level) >= ASKED.indexOf(asked);
        expect(whyNot(person(level), action, asking(asked), { now }), `${level} where ${asked} is asked`).toBe(
          enough ? null : REASON[asked],
        );
      }
  });

  test('asks a visitor to sign in first, and asks nothing of who works on this trajectory for the municipality', () => {
    expect(whyNot(null, 'idea.propose', asking('oidc'), { now })).toBe('sign_in_first');
    for (const role of ['official', 'moderator', 'trajectory_manager', 'administrator'] as const) {
      expect(whyNot(person('email', role, TRAJECTORY), 'comment.create', asking('oidc'), { now })).toBeNull();
      expect(whyNot(person('email', role, 'elsewhere'), 'comment.create', asking('oidc'), { now })).toBe('asks_oidc');
    }
    for (const role of ['council_member', 'clerk'] as const)
      expect(whyNot(person('email', role, TRAJECTORY), 'comment.create', asking('oidc'), { now })).toBe('asks_oidc');
  });

  test('never asks it for reading', () => {
    expect(whyNot(null, 'section.read', asking('oidc'), { now })).toBeNull();
  });
});
