import type { Output } from '../../src-shared/contract/index.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import type { StudentFile } from '../../src-shared/contract/students.ts';
import { type ContactFact, daysSinceContact, followUp, lastContact } from '../../src-shared/domain/contact.ts';
import { ageOn } from '../../src-shared/domain/dates.ts';
import { levelScheme, type Severity, severities } from '../../src-shared/domain/level-scheme.ts';
import { getLevelPreset } from '../settings/settings.service.ts';
import { localDate } from '../vault/clock.ts';
import { consentStates } from '../vault/consent-standing.ts';
import type { Context } from '../vault/context.ts';
import { openCaseOf, openPlanOf } from '../vault/open-care.ts';
import { mayReadNotes } from '../vault/projection.ts';
import { classContext, shownClass } from '../vault/shown-class.ts';
import * as repository from './file.repository.ts';
import { maskNumber, maskPhone } from './mask.ts';
import { studentById } from './students.repository.ts';
import { currentYear, maySeeSupport } from './students.service.ts';

const yesNo = (value: number | null): boolean | null => (value === null ? null : value === 1);
const toSeverity = (value: number): Severity => severities.find((s) => s === value) ?? 0;

/** The front sheet of one file, as far as the role may see it. @throws AppError `studentUnknown` */
export async function readFile(ctx: Context, studentId: string): Promise<Output<'students.file'>> {
  const { db } = ctx;
  const today = localDate(ctx.clock);
  const student = await studentById(db, studentId);
  if (!student) throw new AppError('studentUnknown');
  const { shape } = await classContext(ctx, currentYear(ctx));
  const enrolment = await repository.lastEnrolment(db, studentId, currentYear(ctx), today);
  const guardians = await repository.guardiansOf(db, studentId);
  return {
    card: {
      id: student.id,
      name: student.name,
      sex: student.sex,
      birthDate: student.birth_date,
      age: student.birth_date === null ? null : ageOn(student.birth_date, today),
      ethnicity: student.ethnicity,
      idType: student.id_type,
      idNumberMasked: maskNumber(student.id_number),
      registrationNoMasked: maskNumber(student.registration_no),
      studentNo: student.student_no,
      household: student.household,
      address: student.address,
      phoneMasked: maskPhone(student.phone),
      leftBehind: student.left_behind,
      migrantChild: yesNo(student.migrant_child),
      orphan: yesNo(student.orphan),
      onlyChild: yesNo(student.only_child),
      disability: student.disability,
      fileOpenedOn: student.file_opened_on,
      revision: student.revision,
    },
    classId: enrolment?.class_id ?? null,
    className: enrolment ? shownClass(enrolment, currentYear(ctx), shape) : null,
    boarder: enrolment?.boarder === 1,
    dorm: enrolment?.room ? `${enrolment.building ?? ''}${enrolment.room}` : null,
    status: enrolment?.status ?? null,
    mentor: await repository.mentorOf(db, studentId),
    guardians: guardians.map((g) => ({
      id: g.id,
      name: g.name,
      relation: g.relation,
      phoneMasked: maskPhone(g.phone),
      primary: g.is_primary === 1,
    })),
    careTags: (await repository.careTagsOf(db, studentId)).map((tag) => tag.code),
    supportShown: maySeeSupport(ctx),
    ...(maySeeSupport(ctx) ? await support(ctx, studentId, today) : NO_SUPPORT),
  };
}

type Support = Pick<
  StudentFile,
  | 'level'
  | 'levels'
  | 'consent'
  | 'openCase'
  | 'plan'
  | 'nextStep'
  | 'daysSinceContact'
  | 'contactOverdueDays'
  | 'counts'
  | 'trend'
>;

const NO_SUPPORT: Support = {
  level: null,
  levels: [],
  consent: null,
  openCase: null,
  plan: null,
  nextStep: null,
  daysSinceContact: null,
  contactOverdueDays: 0,
  counts: { sessions: 0, minutes: 0, onsiteVisits: 0, results: 0 },
  trend: [],
};

async function support(ctx: Context, studentId: string, today: string): Promise<Support> {
  const { db } = ctx;
  const changes = await repository.levelsOf(db, studentId);
  const current = changes.at(-1);
  const sessions = await repository.sessionDays(db, studentId);
  const visits = await repository.visitDays(db, studentId);
  const interviews = await repository.interviewDays(db, studentId);
  const facts: ContactFact[] = [
    ...sessions.map((s) => ({ kind: 'session' as const, on: s.held_on })),
    ...visits.map((v) => ({ kind: 'homeVisit' as const, on: v.visited_on, mode: v.mode })),
    ...interviews.flatMap((i) => (i.interviewed_on === null ? [] : [{ kind: 'interview' as const, on: i.interviewed_on }])),
  ];
  const last = lastContact(facts, today);
  const plan = await readPlan(ctx, studentId);
  const steps = nextSteps(sessions, plan?.reviewOn, current?.next_review_on ?? null);
  const planned = steps.find((step) => step.on >= today)?.on ?? null;
  const results = await repository.resultTotals(db, studentId);
  const open = await openCaseOf(db, studentId);
  const consent = (await consentStates(db, [studentId], 'counseling', today)).get(studentId);
  return {
    level: current ? { severity: current.to_level, since: current.decided_on, nextReviewOn: current.next_review_on } : null,
    levels: changes.map((c) => ({ severity: c.to_level, on: c.decided_on })),
    consent: consent
      ? { status: consent.status, missing: consent.missing, givenOn: consent.givenOn, validUntil: consent.validUntil }
      : null,
    openCase: open ? { caseId: open.id, caseNo: open.case_no, openedOn: open.opened_on } : null,
    plan,
    nextStep: steps.find((step) => step.on >= today) ?? steps.at(-1) ?? null,
    daysSinceContact: daysSinceContact(last, today),
    contactOverdueDays: current
      ? followUp(levelScheme(await getLevelPreset(db)), {
          severity: toSeverity(current.to_level),
          levelSince: current.decided_on,
          lastContactOn: last,
          plannedOn: planned,
          on: today,
        }).overdueDays
      : 0,
    counts: {
      sessions: sessions.length,
      minutes: sessions.reduce((sum, s) => sum + s.minutes, 0),
      onsiteVisits: visits.filter((v) => v.mode === 'onsite').length,
      results: results.length,
    },
    trend: mayReadNotes(ctx, studentId)
      ? results.flatMap((r) =>
          r.validity !== 'valid' || r.total === null ? [] : [{ scaleId: r.scale_id, on: r.taken_on, total: r.total }],
        )
      : [],
  };
}

/** Dated steps in order; of the sessions only the newest promise counts, since each replaces the one before. */
function nextSteps(
  sessions: readonly { readonly next_on: string | null }[],
  planReview: string | undefined,
  levelReview: string | null,
): NonNullable<StudentFile['nextStep']>[] {
  const promised = sessions.at(-1)?.next_on ?? null;
  const steps: NonNullable<StudentFile['nextStep']>[] = [];
  if (promised !== null) steps.push({ on: promised, kind: 'session' });
  if (planReview !== undefined) steps.push({ on: planReview, kind: 'plan' });
  if (levelReview !== null) steps.push({ on: levelReview, kind: 'level' });
  return steps.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

async function readPlan(ctx: Context, studentId: string): Promise<StudentFile['plan']> {
  const plan = await openPlanOf(ctx.db, studentId);
  if (!plan) return null;
  const goals = await repository.goalsOf(ctx.db, plan.id);
  const helpers = await repository.helpersOf(ctx.db, studentId);
  return {
    planId: plan.id,
    version: plan.version,
    reviewOn: plan.review_on,
    lead: helpers.find((h) => h.part === 'lead')?.name ?? null,
    helpers: helpers.filter((h) => h.part === 'helper').map((h) => h.name),
    goals: goals.map((g) => ({ goalId: g.id, domain: g.domain, statement: g.statement, rating: g.rating })),
  };
}
