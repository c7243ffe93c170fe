/** Agreements, gates, and what the council did, acted out through the application's own commands. */
import { agreeMetric, changeMetric, measureMetric } from '../agreements/commands.ts';
import { addObservation } from '../agreements/observations.ts';
import { getAgreements } from '../agreements/queries.ts';
import type { Db } from '../context.ts';
import { askExecutive, openDossier, recordDecision } from '../council/commands.ts';
import { tellParticipants } from '../council/tell-participants.ts';
import { decideGate } from '../gates/commands.ts';
import { getGates } from '../gates/queries.ts';
import { approveResponse, draftResponse, publishResponse, submitForReview } from '../responses/response-commands.ts';
import { acting, type Cast } from './cast.ts';
import type { Act, Moments } from './moments.ts';
import {
  AMSTEL_AMENDMENT,
  AMSTEL_GATES,
  AMSTEL_METRICS,
  AMSTEL_OBSERVATIONS,
  DEMO_COUNCIL_QUESTIONS,
  DEMO_DOSSIERS,
  type DemoDossier,
  type DemoGate,
  type DemoMetric,
} from './story/council.ts';

type Stage = { db: Db; cast: Cast; moments: Moments; trajectoryId: string; slug: string };

export function councilActs(stage: Stage): Act[] {
  return [
    ...metricActs(stage, AMSTEL_METRICS, -196),
    amendmentAct(stage),
    ...observationActs(stage),
    ...AMSTEL_GATES.map((gate) => gateAct(stage, gate)),
    ...DEMO_DOSSIERS.filter(({ trajectory }) => trajectory === 'amstel').flatMap((dossier) => dossierActs(stage, dossier)),
    ...questionActs(stage),
  ];
}

/** @param agreedOn the day they are agreed */
export function metricActs({ db, cast, moments, trajectoryId, slug }: Stage, metrics: readonly DemoMetric[], agreedOn: number): Act[] {
  const idOf = async (name: string, at: Date) =>
    (await getAgreements(acting(db, null, at), { trajectory: slug })).metrics.find((metric) => metric.name === name)?.id ?? '';
  return [
    {
      at: moments.on(moments.day(agreedOn), 10),
      run: async (at) => {
        for (const { name, unit, target, baseline, source, owner, measureIn, derived } of metrics)
          await agreeMetric(acting(db, cast.get('s4'), at), {
            trajectoryId,
            name,
            unit,
            direction: 'at_least',
            source,
            baseline,
            target,
            measureOn: moments.day(measureIn),
            owner,
            derived: derived ?? '',
          });
      },
    },
    ...metrics.flatMap(({ name, values = [] }) =>
      values.map(
        ({ by, in: day, value, note }): Act => ({
          at: moments.on(moments.day(day), 14),
          run: async (at) => {
            const metricId = await idOf(name, at);
            await measureMetric(acting(db, cast.get(by), at), { metricId, value, measuredOn: moments.day(day), note });
          },
        }),
      ),
    ),
  ];
}

function amendmentAct({ db, cast, moments, slug }: Stage): Act {
  const { on, metric: name, measureIn, reason } = AMSTEL_AMENDMENT;
  return {
    at: moments.on(moments.day(on)),
    run: async (at) => {
      const { metrics } = await getAgreements(acting(db, null, at), { trajectory: slug });
      const metric = metrics.find((own) => own.name === name);
      if (!metric) throw new Error(`no metric in the story is called ${name}`);
      await changeMetric(acting(db, cast.get('s4'), at), {
        ...metric,
        metricId: metric.id,
        baseline: metric.baseline === null ? '' : String(metric.baseline),
        target: String(metric.target),
        derived: metric.derived ?? '',
        measureOn: moments.day(measureIn),
        reason,
      });
    },
  };
}

function observationActs({ db, cast, moments, trajectoryId }: Stage): Act[] {
  return AMSTEL_OBSERVATIONS.map(({ by, on, body }) => ({
    at: moments.on(moments.day(on), 15),
    run: async (at: Date) => {
      await addObservation(acting(db, cast.get(by), at), { trajectoryId, body, observedOn: moments.day(on) });
    },
  }));
}

export function gateAct({ db, cast, moments, slug }: Stage, { phase: title, on, verdict, reason, owner, nextIn }: DemoGate): Act {
  return {
    at: moments.on(moments.day(on), 15),
    run: async (at) => {
      const { gates } = await getGates(acting(db, null, at), { trajectory: slug });
      const phaseId = gates.find(({ phase }) => phase.title === title)?.phase.id ?? '';
      await decideGate(acting(db, cast.get('s4'), at), { phaseId, verdict, reason, owner, nextOn: moments.day(nextIn) });
    },
  };
}

export function dossierActs({ db, cast, moments, slug }: Omit<Stage, 'trajectoryId'>, dossier: DemoDossier): Act[] {
  const { title, summary, url, openedOn, meetings, decision } = dossier;
  const opened = { id: '' };
  const clerk = (at: Date) => acting(db, cast.get('clerk'), at);
  return [
    {
      at: moments.on(moments.day(openedOn), 9),
      run: async (at) => {
        const dated = meetings.map(({ in: day, ...meeting }) => ({ ...meeting, meetsOn: moments.day(day) }));
        Object.assign(opened, await openDossier(clerk(at), { trajectory: slug, title, summary, url, meetings: dated }));
      },
    },
    ...(decision
      ? [
          {
            at: moments.on(moments.day(decision.on), 18),
            run: async (at: Date) => {
              const { on, ...words } = decision;
              await recordDecision(clerk(at), { dossierId: opened.id, after: 0, ...words, decidedOn: moments.day(on), correction: '' });
              // The job does this within a minute.
              await tellParticipants({ db, now: at });
            },
          },
        ]
      : []),
  ];
}

function questionActs({ db, cast, moments, slug }: Stage): Act[] {
  return DEMO_COUNCIL_QUESTIONS.flatMap(({ askedOn, title, body, answer }): Act[] => {
    const asked = { id: '' };
    const [writer, reader] = [cast.get('s3'), cast.get('s2')];
    return [
      {
        at: moments.on(moments.day(askedOn), 10),
        run: async (at) => {
          Object.assign(asked, await askExecutive(acting(db, cast.get('council'), at), { trajectory: slug, title, body }));
        },
      },
      ...(answer
        ? [
            {
              at: moments.on(moments.day(answer.on), 11),
              run: async (at: Date) => {
                const { on: _, ...text } = answer;
                const { revision } = await draftResponse(acting(db, writer, at), { contributionId: asked.id, ...text });
                await submitForReview(acting(db, writer, at), { contributionId: asked.id, revision });
                await approveResponse(acting(db, reader, at), { contributionId: asked.id, revision });
                await publishResponse(acting(db, writer, at), { contributionId: asked.id });
              },
            },
          ]
        : []),
    ];
  });
}
