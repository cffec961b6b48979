import { createHash } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import { type TextClass, textClasses, textClassOf } from '../../../src-main/vault/text-classes.ts';
import { attachmentTypes } from '../../../src-shared/contract/attachments.ts';
import type { TestVault } from '../../support/open-vault.ts';
import { sampleEnrolment, sampleStaff, sampleStudent } from '../../support/samples.ts';

export type Who = 'sealed' | 'other';
export interface Canary {
  readonly text: string;
  readonly table: string;
  readonly column: string;
  readonly textClass: TextClass;
  readonly who: Who;
}

/** Columns of restricted classes that hold codes or days, where no free word can stand. */
export const CODED = new Set([
  'consent.giver',
  'consent.giver_relation',
  'consent.form',
  'consent.withdrawn_by',
  'consent.withdrawn_via',
  'screening_review.reasons',
  'level_change.basis',
  'level_change.next_review_on',
  'screening_decision.interviewed_on',
  'screening_decision.outcome',
  'counseling_case.opened_on',
  'counseling_case.basis_code',
  'counseling_case.source',
  'case_closure.closed_on',
  'case_closure.reason',
  'case_closure.reopened_on',
  'session.held_on',
  'session.basis_code',
  'session.start_time',
  'session.mode',
  'session.source',
  'session.next_on',
  'session.signed_at',
  'support_plan.starts_on',
  'support_plan.review_on',
  'support_plan.ended_on',
  'support_plan.end_reason',
  'support_plan.agreed_student_on',
  'support_plan.agreed_guardian_on',
  'support_plan.approved_lead_on',
  'plan_goal.domain',
  'plan_goal.due_on',
  'plan_goal.outcome',
  'plan_intervention.until_date',
  'plan_review.reviewed_on',
  'plan_review.outcome',
  'plan_review.next_review_on',
  'guardian_contact.contacted_at',
  'guardian_contact.mode',
  'guardian_contact.matter',
  'guardian_contact.outcome',
  'guardian_contact.next_try_on',
  'disclosure.document',
  'disclosure.basis_code',
  'disclosure.outcome',
  'disclosure.sections',
  'disclosure.from_date',
  'disclosure.to_date',
  'disclosure.sha256',
  'disclosure.at',
  'disclosure.by',
]);
/** Tables of rows that are made by the app itself as it is driven, or are sums over many. */
export const MADE = new Set(['audit', 'backup_run', 'county_summary']);

/** What a column that must be JSON or a number holds instead of the bare word. */
const SHAPES: Readonly<Record<string, (word: string) => string>> = {
  'session.problem_categories': (word) => JSON.stringify([word]),
  'assessment_result.answers': (word) => JSON.stringify([word]),
  'assessment_result.subscores': (word) => JSON.stringify({ [word]: 3 }),
  'assessment_result.delivered': (word) => JSON.stringify({ [word]: 3 }),
  'assessment_result.mismatches': (word) => JSON.stringify([word]),
};
const NUMBERS: Readonly<Record<string, Record<Who, number>>> = {
  'assessment_result.total': { sealed: 7713.5, other: 7727.5 },
  'assessment_result.crisis_items': { sealed: 771_301, other: 772_701 },
};

/** Bytes of a file kept inside the vault. */
const FILE = Buffer.from('样例文件');

export const PREFIX = '金丝雀';

export interface Plants {
  readonly canaries: readonly Canary[];
  readonly ids: Readonly<Record<Who, Readonly<Record<string, string | number>>>>;
}

/** Students with a row in every table about them, and a word of its own in every column that not everybody may read. */
export async function plant(vault: TestVault): Promise<Plants> {
  const garden = new Garden(vault);
  const staffId = await sampleStaff(vault, '样例老师乙', true);
  const sealed = await garden.student('sealed', '样例沈清和', staffId);
  const other = await garden.student('other', '样例许知远', staffId);
  return { canaries: garden.canaries, ids: { sealed, other } };
}

class Garden {
  readonly canaries: Canary[] = [];
  readonly #vault: TestVault;

  constructor(vault: TestVault) {
    this.#vault = vault;
  }

  /** Inserts a row whose restricted columns each hold a word of their own. */
  async #row(table: string, who: Who, fields: Record<string, unknown>): Promise<void> {
    const row: Record<string, unknown> = { ...fields };
    const classes = textClasses[table] ?? {};
    for (const textClass of ['support', 'flagged', 'restricted', 'private', 'own'] as const) {
      for (const column of classes[textClass]?.split(' ') ?? []) {
        const name = `${table}.${column}`;
        if (CODED.has(name) || column in fields || textClassOf(table, column) === null) continue;
        const number = NUMBERS[name]?.[who];
        const text = number === undefined ? `${PREFIX}${name}-${who}` : String(number);
        row[column] = column === 'crisis_items' ? `[${text}]` : (number ?? SHAPES[name]?.(text) ?? text);
        this.canaries.push({ text, table, column, textClass, who });
      }
    }
    await this.#vault.db
      .insertInto(table as 'session')
      .values(row as never)
      .execute();
  }

  async student(who: Who, name: string, staffId: string): Promise<Record<string, string | number>> {
    const userId = this.#vault.opened.session.userId;
    const at = '2026-11-20T02:00:00.000Z';
    const recorded = { recorded_at: at, recorded_by: userId };
    const created = { created_at: at, created_by: userId };
    const updated = { updated_at: at, updated_by: userId };
    const studentId = await sampleStudent(this.#vault, { name });
    const classId = await sampleEnrolment(this.#vault, studentId);
    const id = Object.fromEntries(
      [
        'case',
        'closure',
        'session',
        'round',
        'result',
        'report',
        'review',
        'level',
        'decision',
        'plan',
        'goal',
        'planReview',
        'visit',
      ].map((one) => [one, uuidv7()]),
    ) as Record<string, string>;
    const mine = { student_id: studentId };
    await this.#vault.db
      .insertInto('guardian')
      .values({ id: `guardian-${who}`, ...mine, name: '样例家长', relation: '2' })
      .execute();
    await this.#row('consent', who, {
      id: `consent-${who}`,
      ...mine,
      kind: 'counseling',
      giver: 'guardian',
      given_on: '2026-11-01',
      withdrawn_on: '2026-11-20',
      ...created,
    });
    await this.#row('assessment_round', who, {
      id: id.round,
      title: '样例测评',
      scale_id: 'mht',
      scale_version: '1',
      school_year: 2026,
      term: 'autumn',
      opened_on: '2026-10-01',
      basis_code: 'statutoryDuty',
      grades: '[]',
      ...created,
    });
    await this.#row('assessment_disposition', who, { round_id: id.round, ...mine, disposition: 'due' });
    await this.#row('assessment_result', who, {
      id: id.result,
      round_id: id.round,
      ...mine,
      scale_id: 'mht',
      scale_version: '1',
      taken_on: '2026-10-10',
      source: 'entry',
      validity: 'valid',
      positive: 1,
      ...created,
    });
    await this.#row('concern_report', who, {
      id: id.report,
      occurred_at: at,
      network_level: 'class',
      reporter_role: 'headTeacher',
      restricted: 1,
      ...recorded,
    });
    await this.#row('concern_report_student', who, { report_id: id.report, ...mine });
    await this.#row('screening_review', who, {
      id: id.review,
      ...mine,
      source_kind: 'result',
      source_id: id.result,
      reasons: '["total"]',
      opened_at: at,
      due_on: '2026-11-30',
    });
    await this.#row('level_change', who, {
      id: id.level,
      ...mine,
      from_level: 0,
      to_level: 2,
      basis: 'interview',
      decided_by: userId,
      decided_on: '2026-11-10',
      ...recorded,
    });
    await this.#row('screening_decision', who, {
      id: id.decision,
      review_id: id.review,
      decided_at: at,
      decided_by: userId,
      interviewed_on: '2026-11-09',
      outcome: 'level_set',
      level_change_id: id.level,
    });
    await this.#row('counseling_case', who, {
      id: id.case,
      case_no: `2026-00${who === 'sealed' ? 1 : 2}`,
      ...mine,
      opened_on: '2026-11-01',
      source: 'self',
      owner_id: userId,
      ...created,
      ...updated,
    });
    await this.#row('case_closure', who, {
      id: id.closure,
      case_id: id.case,
      closed_on: '2026-11-12',
      reason: 'goalsReached',
      reopened_on: '2026-11-13',
      ...recorded,
    });
    await this.#row('session', who, {
      id: id.session,
      case_id: id.case,
      ...mine,
      counselor_id: userId,
      held_on: '2026-11-15',
      start_time: '10:00',
      minutes: 40,
      mode: 'faceToFace',
      source: 'self',
      signed_at: at,
      signed_by: userId,
      ...recorded,
      ...updated,
    });
    await this.#row('session_addendum', who, { id: `addendum-${who}`, session_id: id.session, ...recorded });
    await this.#row('support_plan', who, {
      id: id.plan,
      case_id: id.case,
      ...mine,
      version: 1,
      starts_on: '2026-11-01',
      review_on: '2026-12-13',
      ...created,
      ...updated,
    });
    await this.#row('plan_goal', who, { id: id.goal, plan_id: id.plan, position: 0, domain: 'emotion' });
    await this.#row('plan_intervention', who, { id: `step-${who}`, goal_id: id.goal, position: 0 });
    await this.#row('plan_review', who, {
      id: id.planReview,
      plan_id: id.plan,
      reviewed_on: '2026-11-18',
      outcome: 'progress',
      ...recorded,
    });
    await this.#row('plan_goal_progress', who, { id: `progress-${who}`, review_id: id.planReview, goal_id: id.goal, rating: 2 });
    await this.#row('home_visit', who, {
      id: id.visit,
      ...mine,
      visited_on: '2026-11-05',
      mode: 'onsite',
      visitors: '["样例老师乙"]',
      ...recorded,
      ...updated,
    });
    await this.#row('guardian_contact', who, {
      id: `contact-${who}`,
      ...mine,
      contacted_at: at,
      mode: 'phone',
      matter: 'general',
      outcome: 'reached',
      next_try_on: null,
      ...recorded,
      ...updated,
    });
    await this.#row('disclosure', who, {
      id: `disclosure-${who}`,
      ...mine,
      document: 'record',
      outcome: 'saved',
      sections: '["card"]',
      restricted: 1,
      copy_no: 1,
      sha256: 'a'.repeat(64),
      at,
      by: userId,
    });
    await this.#row('attachment', who, {
      id: `attachment-${who}`,
      ...mine,
      owner_kind: 'session',
      owner_id: id.session,
      type: attachmentTypes[0],
      bytes: FILE.length,
      sha256: createHash('sha256').update(FILE).digest('hex'),
      restricted: 1,
      ...recorded,
    });
    await this.#row('attachment_chunk', who, { attachment_id: `attachment-${who}`, position: 0, body: FILE });
    await this.#row('draft', who, {
      user_id: 'somebody-else',
      form: 'session',
      student_id: studentId,
      draft_id: 'd1',
      saved_at: at,
    });
    await this.#row('seal_break', who, {
      id: `seal-${who}`,
      ...mine,
      user_id: userId,
      broken_at: at,
      until_at: at,
      seen_at: null,
      seen_by: null,
    });
    // Field changes with old and new words of each restricted column, sealed by a row of the record.
    const after = this.canaries.length;
    await this.#history('session', id.session ?? '', who, ['complaint', 'restricted_note']);
    await this.#history('case', id.case ?? '', who, ['background'], 'counseling_case');
    await this.#history('plan', id.plan ?? '', who, ['safety_plan'], 'support_plan');
    const seq = await this.#seal(after);
    return {
      studentId,
      classId,
      staffId,
      guardianId: `guardian-${who}`,
      consentId: `consent-${who}`,
      caseId: id.case ?? '',
      sessionId: id.session ?? '',
      roundId: id.round ?? '',
      resultId: id.result ?? '',
      reportId: id.report ?? '',
      reviewId: id.review ?? '',
      planId: id.plan ?? '',
      levelId: id.level ?? '',
      goalId: id.goal ?? '',
      attachmentId: `attachment-${who}`,
      visitId: id.visit ?? '',
      sealId: `seal-${who}`,
      draftId: 'd1',
      userId,
      seq,
    };
  }

  async #history(entity: string, entityId: string, who: Who, columns: readonly string[], table = entity): Promise<void> {
    for (const column of columns) {
      const text = `${PREFIX}history-${table}.${column}-${who}`;
      const textClass = textClassOf(table, column);
      if (textClass === null) throw new Error(`${table}.${column} has no class`);
      this.canaries.push({ text, table, column: `${column} (history)`, textClass, who });
      await this.#vault.db
        .insertInto('record_history')
        .values({
          entity,
          entity_id: entityId,
          field: column,
          old_value: text,
          new_value: `${text}2`,
          at: '2026-11-20',
          by: 'test',
        })
        .execute();
    }
  }

  async #seal(_planted: number): Promise<number> {
    const { db, opened } = this.#vault;
    const sealedTo = await db
      .selectFrom('audit')
      .select('detail')
      .where('detail', 'like', '%historyTo%')
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirst();
    const last = sealedTo ? (JSON.parse(sealedTo.detail) as { historyTo: number }).historyTo : 0;
    const detail = await opened.audit.sealChanges(db, last);
    await opened.audit.append(db, opened.session, { action: 'change', channel: 'cases.saveSession', ...(detail && { detail }) });
    const row = await db
      .selectFrom('audit')
      .select((eb) => eb.fn.max<number>('seq').as('seq'))
      .executeTakeFirstOrThrow();
    return row.seq;
  }
}
