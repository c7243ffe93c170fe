/**
 * Who may do what: one table for page, API and socket. An action is allowed when the actor has one of `who`, the subject's
 * trajectory has a phase with `feature` active now, and the section's policy is one of `policies`.
 */
import type { Actor, Role } from './context.ts';
import { DomainError, type ErrorCode } from './errors.ts';

/** `tell`: stories; `challenge`: residents ask to take a task over; `formal_view`: the draft lies ready for views (its dates are the period). */
export type PhaseFeature = 'read' | 'comment' | 'write' | 'suggest' | 'propose' | 'support' | 'vote' | 'tell' | 'challenge' | 'formal_view';
/** What the phases active now allow, and how sure we must be of who does it. */
export type ActiveFeatures = ReadonlyMap<PhaseFeature, Actor['verificationLevel']>;
export type SectionPolicy = 'fixed' | 'open' | 'suggest' | 'closed';

/** `anyone` needs no account; `resident` is anybody signed in; `verified` has at least a confirmed e-mail address; `author` wrote the subject. */
type Who = 'anyone' | 'resident' | 'verified' | 'author' | Role;

type Rule = {
  who: readonly Who[];
  /** Only while a phase with this feature is active, for who is verified as that phase asks. */
  feature?: PhaseFeature;
  /** Only on sections whose policy (as it holds now) is one of these. */
  policies?: readonly SectionPolicy[];
  /** Not on the actor's own contribution or decision. */
  notOwn?: true;
  /** Also for who is blocked: objecting to what was done to one's own text. */
  evenBlocked?: true;
  /**
   * Speaks for the municipality for good (publishing, adopting, freezing), ends what residents can do (closing), or takes power (roles, keys, settings, what was hidden).
   * On a site that asks so, staff show a second factor before it (`asksSecondFactor` of the actor).
   */
  grave?: true;
};

const STAFF = ['official', 'moderator', 'trajectory_manager', 'administrator'] as const;

export const PERMISSIONS = {
  'trajectory.read': { who: ['anyone'] },
  'trajectory.read_concept': { who: ['trajectory_manager', 'administrator'] },
  'trajectory.create': { who: ['administrator'] },
  // What was learned, where it was copied to, and which texts go along in the file.
  'template.prepare': { who: ['trajectory_manager', 'administrator'] },
  // What people contributed in another system, read in from its files.
  'peer.import': { who: ['trajectory_manager', 'administrator'] },
  'trajectory.publish': { who: ['trajectory_manager', 'administrator'], grave: true },
  'trajectory.stop': { who: ['trajectory_manager', 'administrator'], grave: true },
  'meeting.add': { who: ['trajectory_manager', 'administrator'] },
  'meeting.update': { who: ['trajectory_manager', 'administrator'] },
  'contribution.enter': { who: ['official', 'trajectory_manager'] },
  'phase.update': { who: ['trajectory_manager', 'administrator'], grave: true },
  'section.read': { who: ['anyone'] },
  'section.write': { who: ['resident'], feature: 'write', policies: ['open'] },
  'section.create': { who: ['trajectory_manager', 'administrator'] },
  'section.set_policy': { who: ['trajectory_manager', 'administrator'] },
  'section.save_version': { who: ['official', 'trajectory_manager', 'administrator'] },
  'section.restore_version': { who: ['trajectory_manager', 'administrator'] },
  'plan_text.mark_adopted': { who: ['trajectory_manager', 'administrator'], grave: true },
  'section.import': { who: ['trajectory_manager', 'administrator'] },
  'change_proposal.create': { who: ['resident'], feature: 'suggest', policies: ['open', 'suggest'] },
  'change_proposal.support': { who: ['resident'], feature: 'suggest' },
  'change_proposal.withdraw': { who: ['author'] },
  'change_proposal.rebase': { who: ['author', 'official', 'trajectory_manager'] },
  'change_proposal.decide': { who: ['official', 'trajectory_manager'], notOwn: true, grave: true },
  'idea.propose': { who: ['resident'], feature: 'propose' },
  'idea.support': { who: ['resident'], feature: 'support' },
  'idea.update': { who: ['author'] },
  'idea.withdraw': { who: ['author'] },
  'idea.merge': { who: ['official', 'trajectory_manager'] },
  'idea.answer_merge': { who: ['author'] },
  // The support was given while it was open; taking it along to the same idea elsewhere is not new support.
  'idea.carry_support': { who: ['resident'] },
  'idea.carry_out': { who: ['official', 'trajectory_manager'] },
  'idea.read_hidden': { who: ['author', 'moderator', 'administrator'] },
  // What somebody told the municipality alone. Staff read and answer it; only its author makes it public.
  'staff_only.read': { who: ['author', ...STAFF] },
  'staff_only.withdraw': { who: ['author'] },
  'staff_only.make_public': { who: ['author'] },
  'photo.remove': { who: ['author', 'moderator', 'administrator'] },
  'comment.create': { who: ['resident'], feature: 'comment' },
  'comment.resolve': { who: ['author', ...STAFF] },
  'follow.change': { who: ['resident'], evenBlocked: true },
  'story.tell': { who: ['resident'], feature: 'tell' },
  'story.withdraw': { who: ['author'] },
  'challenge.submit': { who: ['resident'], feature: 'challenge' },
  'challenge.withdraw': { who: ['author'] },
  // Early and late views are kept and flagged, never refused (Awb 3:16): so no phase feature.
  'formal_view.submit': { who: ['resident'], evenBlocked: true },
  'formal_view.read': { who: ['author', 'official', 'trajectory_manager', 'administrator'] },
  'formal_view.withdraw': { who: ['author'], evenBlocked: true },
  'voting.cast': { who: ['verified'] },
  'voting.import': { who: ['trajectory_manager', 'administrator'], grave: true },
  'voting.create': { who: ['trajectory_manager', 'administrator'], grave: true },
  'voting.read_own_ballot': { who: ['resident'] },
  'response.queue': { who: STAFF },
  'response.draft': { who: ['official', 'trajectory_manager'] },
  'response.approve': { who: ['official', 'trajectory_manager'], grave: true },
  'response.publish': { who: ['official', 'trajectory_manager'], grave: true },
  // Of a published answer: a new version that follows it. The old one stays.
  'response.correct': { who: ['official', 'trajectory_manager'], grave: true },
  'response.assign': { who: ['official', 'trajectory_manager'] },
  'internal_note.write': { who: STAFF },
  'official_name.choose': { who: STAFF },
  'answer_template.change': { who: ['official', 'trajectory_manager'] },
  'reply_note.make': { who: ['official', 'trajectory_manager'] },
  'reply_note.publish': { who: ['trajectory_manager'], grave: true },
  'commitment.make': { who: ['official', 'trajectory_manager'] },
  'commitment.update': { who: ['official', 'trajectory_manager'] },
  'metric.agree': { who: ['trajectory_manager', 'administrator'] },
  'metric.amend': { who: ['trajectory_manager', 'administrator'], grave: true },
  'metric.measure': { who: ['official', 'trajectory_manager'] },
  'observation.write': { who: STAFF },
  'observation.withdraw': { who: ['author', 'trajectory_manager'] },
  'gate.decide': { who: ['trajectory_manager', 'administrator'], grave: true },
  'council_dossier.keep': { who: ['clerk'] },
  'council_question.ask': { who: ['council_member'] },
  'council_decision.record': { who: ['clerk'], grave: true },
  // Sees postal addresses.
  'council_letter.post': { who: ['clerk', 'administrator'] },
  // Everybody reads a frozen dossier; the record for the council is the clerk's.
  'dossier.freeze': { who: ['clerk', 'trajectory_manager'], grave: true },
  'process_paper.write': { who: ['official', 'trajectory_manager', 'clerk'] },
  'process_paper.freeze': { who: ['trajectory_manager', 'clerk'], grave: true },
  // Of the participants only: the command asks that.
  'process_grade.give': { who: ['resident'] },
  'response_policy.set': { who: ['trajectory_manager', 'administrator'] },
  'contribution.hand_over': { who: ['moderator', 'trajectory_manager', 'administrator'] },
  'calendar.change': { who: ['administrator'] },
  'team.set_lead': { who: ['administrator'] },
  'clock.change': { who: ['official', 'trajectory_manager'] },
  'response.reopen': { who: ['author'] },
  'response.rate': { who: ['author'] },
  'moderation.report': { who: ['resident'] },
  'moderation.queue': { who: ['moderator', 'administrator'] },
  'moderation.decide': { who: ['moderator', 'administrator'], notOwn: true },
  'moderation.appeal': { who: ['author'], evenBlocked: true },
  // What a moderator asked for or hid, in better words; also for who is blocked.
  'moderation.revise': { who: ['author'], evenBlocked: true },
  'moderation.see_original': { who: ['moderator', 'administrator'], notOwn: true, grave: true },
  // What stands out in support and votes: staff and council read it, a moderator looks and decides.
  'integrity.read': { who: [...STAFF, 'council_member', 'clerk'] },
  'integrity.decide': { who: ['moderator', 'administrator'], notOwn: true },
  'listed_word.change': { who: ['administrator'] },
  'moderation.decide_appeal': { who: ['moderator', 'administrator'], notOwn: true },
  'name.choose': { who: ['resident'] },
  'letter.ask': { who: ['resident'] },
  'letter.send': { who: ['administrator'] },
  'person.block': { who: ['moderator', 'administrator'], notOwn: true, grave: true },
  'person.list': { who: ['administrator'] },
  'person.grant_role': { who: ['administrator'], notOwn: true, grave: true },
  'person.revoke_role': { who: ['administrator'], grave: true },
  'event.list': { who: ['administrator'] },
  'partner.manage': { who: ['administrator'], grave: true },
  'webhook.manage': { who: ['administrator'], grave: true },
  'site.administer': { who: ['administrator'] },
  'site.change': { who: ['administrator'], grave: true },
  // A colleague who lost phone and paper starts anew.
  'second_factor.take_away': { who: ['administrator'], notOwn: true, grave: true },
  'second_factor.set_up': { who: [...STAFF, 'council_member', 'clerk'] },
} as const satisfies Record<string, Rule>;

export type Action = keyof typeof PERMISSIONS;

/** What is acted on, as far as the table asks. Leave out what does not apply. */
export type Subject = {
  trajectoryId?: string | null;
  /** Features of the phases active now (see `activeFeatures` in `trajectories/rules.ts`). */
  features?: ActiveFeatures | ReadonlySet<PhaseFeature>;
  policy?: SectionPolicy;
  /** Author of the subject, for `author` and `notOwn`. */
  ownerId?: string | null;
};

export type Now = { now: Date };

/** Why `actor` may not, or null when they may. */
export function whyNot(actor: Actor | null, action: Action, subject: Subject = {}, { now }: Now = { now: new Date() }): ErrorCode | null {
  const rule: Rule = PERMISSIONS[action];
  if (actor?.blockedUntil && actor.blockedUntil > now && !rule.evenBlocked && !rule.who.includes('anyone')) return 'blocked';
  if (!rule.who.some((who) => is(actor, who, subject))) {
    if (!actor) return 'sign_in_first';
    return rule.who.includes('verified') ? 'not_verified' : 'not_allowed';
  }
  if (rule.policies && !(subject.policy && rule.policies.includes(subject.policy))) return 'read_only';
  if (rule.feature && !subject.features?.has(rule.feature)) return 'phase_closed';
  const asked = rule.feature && askedLevel(subject.features, rule.feature);
  if (asked && !knownAs(actor, asked, subject)) return ASKS[asked];
  if (rule.notOwn && actor && subject.ownerId === actor.id) return 'own_case';
  return null;
}

const LEVELS = ['none', 'email', 'address', 'oidc'] as const;
const ASKS = { none: 'not_verified', email: 'not_verified', address: 'asks_address', oidc: 'asks_oidc' } as const satisfies Record<
  string,
  ErrorCode
>;

/** How sure a phase wants to be of who does this; `none` when it asks nothing. */
export function askedLevel(features: Subject['features'], feature: PhaseFeature): Actor['verificationLevel'] {
  return (features instanceof Map ? (features as ActiveFeatures).get(feature) : null) ?? 'none';
}

/** Who works for the municipality on this trajectory was made known by it. */
function knownAs(actor: Actor | null, asked: Actor['verificationLevel'], { trajectoryId }: Subject): boolean {
  return LEVELS.indexOf(actor?.verificationLevel ?? 'none') >= LEVELS.indexOf(asked) || hasRole(actor, STAFF, trajectoryId);
}

/** Whether `actor` may do `action` to `subject` at `now`. A second factor is asked when it is done, so that a page shows what somebody can do. */
export function can(actor: Actor | null, action: Action, subject: Subject = {}, when?: Now): boolean {
  return whyNot(actor, action, subject, when) === null;
}

/** @throws DomainError with the reason when not allowed; `second_factor_first` when only that is missing */
export function assertCan(actor: Actor | null, action: Action, subject: Subject = {}, when?: Now): void {
  const reason = whyNot(actor, action, subject, when);
  if (reason) throw new DomainError(reason);
  if (isGrave(action) && actor?.asksSecondFactor) throw new DomainError('second_factor_first');
}

/** See `grave` in the table. */
export function isGrave(action: Action): boolean {
  return 'grave' in PERMISSIONS[action];
}

/** Like `assertCan`, for acts that need somebody: gives the actor back, known to be there. */
export function requireActor(actor: Actor | null, action: Action, subject: Subject = {}, when?: Now): Actor {
  assertCan(actor, action, subject, when);
  if (!actor) throw new DomainError('sign_in_first');
  return actor;
}

/** Whether the actor holds one of the roles on this trajectory or on the whole site. */
export function hasRole(actor: Actor | null, roles: readonly Role[], trajectoryId?: string | null): boolean {
  return (
    actor?.roles.some((grant) => roles.includes(grant.role) && (grant.trajectoryId === null || grant.trajectoryId === trajectoryId)) ??
    false
  );
}

function is(actor: Actor | null, who: Who, subject: Subject): boolean {
  switch (who) {
    case 'anyone':
      return true;
    case 'resident':
      return actor !== null;
    case 'verified':
      return actor !== null && actor.verificationLevel !== 'none';
    case 'author':
      return actor !== null && subject.ownerId === actor.id;
    default:
      // A queue is asked for without a trajectory: then a grant on any trajectory will do, and the query narrows it.
      return subject.trajectoryId === undefined
        ? (actor?.roles.some((grant) => grant.role === who) ?? false)
        : hasRole(actor, [who], subject.trajectoryId);
  }
}
