import type { RecordEntry, RecordRequest, RecordSection } from '../../src-shared/contract/documents.ts';
import { scaleName } from '../assessments/assessments.service.ts';
import { localDate } from '../vault/clock.ts';
import type { Context } from '../vault/context.ts';
import { mayTakeNotes } from '../vault/projection.ts';
import * as read from './record.repository.ts';

type Value = string | number | null | undefined;
/** Label, value, and whether the value is a code whose word the page knows. */
type Field = readonly [label: string, value: Value, code?: 'code'];

/** Fields that say nothing are left out; what is restricted is counted and not given. */
function entry(
  on: string | null,
  fields: readonly Field[],
  held: readonly (readonly [string, Value, boolean])[] = [],
): RecordEntry {
  const open = held.filter(([, value, allowed]) => allowed && value);
  const all: Field[] = [...fields, ...open.map(([label, value]): Field => [label, value])];
  return {
    on,
    fields: all.flatMap(([label, value, code]) =>
      value === null || value === undefined || value === '' ? [] : [{ label, value: String(value), code: code === 'code' }],
    ),
    withheld: held.filter(([, value, allowed]) => !allowed && value).length,
  };
}
/** Local day of a UTC instant. */
const dayOf = (at: string): string => localDate({ now: () => new Date(at) });
const list = (json: string): string => (JSON.parse(json) as string[]).join('、');
const yes = (value: number | null): string | null => (value === 1 ? 'yes' : null);

type Maker = (ctx: Context, request: RecordRequest) => Promise<RecordEntry[]>;

/** What each section of an individual record holds, in the order of its fields. */
const makers: Readonly<Record<RecordSection, Maker>> = {
  card: async ({ db }, { studentId }) => {
    const row = await read.studentOf(db, studentId);
    if (!row) return [];
    return [
      entry(null, [
        ['name', row.name],
        ['sex', row.sex, 'code'],
        ['birthDate', row.birth_date],
        ['ethnicity', row.ethnicity, 'code'],
        ['studentNo', row.student_no],
        ['leftBehind', row.left_behind, 'code'],
        ['fileOpenedOn', row.file_opened_on],
      ]),
    ];
  },
  guardians: async ({ db }, { studentId }) =>
    (await read.guardiansOf(db, studentId)).map((row) =>
      entry(null, [
        ['name', row.name],
        ['relation', row.relation, 'code'],
        ['phone', row.phone],
        ['primary', yes(row.is_primary), 'code'],
      ]),
    ),
  care: async ({ db }, { studentId }) =>
    (await read.careTagsOf(db, studentId)).map((row) =>
      entry(row.from_date, [
        ['careTag', row.code, 'code'],
        ['until', row.to_date],
        ['source', row.source],
      ]),
    ),
  consents: async ({ db }, { studentId }) =>
    (await read.consentsOf(db, studentId)).map((row) =>
      entry(row.given_on, [
        ['consentKind', row.kind, 'code'],
        ['giver', row.giver, 'code'],
        ['giverName', row.giver_name],
        ['relation', row.giver_relation, 'code'],
        ['consentForm', row.form, 'code'],
        ['consentScope', row.scope],
        ['consentRecipient', row.recipient],
        ['limits', row.limits],
        ['until', row.until_date],
        ['withdrawnOn', row.withdrawn_on],
      ]),
    ),
  levels: async (ctx, { studentId, from, to }) =>
    (await read.levelChangesOf(ctx.db, studentId, { from, to })).map((row) =>
      entry(
        row.decided_on,
        [
          ['fromLevel', row.from_level, 'code'],
          ['toLevel', row.to_level, 'code'],
          ['basis', row.basis, 'code'],
          ['decidedBy', row.decider],
          ['nextReviewOn', row.next_review_on],
        ],
        [['reason', row.reason, mayTakeNotes(ctx.session)]],
      ),
    ),
  assessments: async ({ db }, { studentId, from, to }) =>
    (await read.resultsOf(db, studentId, { from, to })).map((row) =>
      entry(row.taken_on, [
        ['round', row.title],
        ['scale', scaleName(row.scale_id)],
        ['total', row.total],
        ['validity', row.validity, 'code'],
      ]),
    ),
  reports: async ({ db }, { studentId, from, to, restricted }) =>
    (await read.reportsOf(db, studentId, { from, to })).map((row) => {
      const open = row.restricted === 0 || restricted;
      return entry(
        dayOf(row.occurred_at),
        [
          ['networkLevel', row.network_level, 'code'],
          ['reporterRole', row.reporter_role, 'code'],
        ],
        [
          ['verbatim', row.verbatim, open],
          ['observed', row.observed, open],
          ['inferred', row.inferred, open],
          ['actionTaken', row.action_taken, open],
          ['nextStep', row.next_step, open],
        ],
      );
    }),
  sessions: async ({ db }, { studentId, from, to, restricted }) => {
    const rows = await read.sessionsOf(db, studentId, { from, to });
    const addenda = await read.addendaOf(
      db,
      rows.map((row) => row.id),
    );
    return rows.map((row) =>
      entry(
        row.held_on,
        [
          ['mode', row.mode, 'code'],
          ['minutes', row.minutes],
          ['counselor', row.counselor],
          ['complaint', row.complaint],
          ['aim', row.aim],
          ['process', row.process],
          ['presentation', row.presentation],
          ['assessment', row.assessment],
          ['riskNoted', row.risk_noted],
          ['effect', row.effect],
          ['homework', row.homework],
          ['nextStep', row.next_step],
          ['nextOn', row.next_on],
          ['signed', row.signed_at === null ? 'no' : 'yes', 'code'],
          ...addenda.filter((added) => added.session_id === row.id).map((added): Field => ['addendum', added.body]),
        ],
        [['restrictedNote', row.restricted_note, restricted]],
      ),
    );
  },
  plans: async (ctx, { studentId, from, to }) => {
    const rows = await read.plansOf(ctx.db, studentId, { from, to });
    const goals = await read.goalsOf(
      ctx.db,
      rows.map((row) => row.id),
    );
    const words = mayTakeNotes(ctx.session);
    return rows.map((row) =>
      entry(
        row.starts_on,
        [
          ['version', row.version],
          ...goals.filter((goal) => goal.plan_id === row.id).map((goal): Field => ['goal', `${goal.statement}：${goal.target}`]),
          ['reviewOn', row.review_on],
          ['endedOn', row.ended_on],
          ['agreedStudentOn', row.agreed_student_on],
          ['agreedGuardianOn', row.agreed_guardian_on],
          ['approvedLeadOn', row.approved_lead_on],
        ],
        [
          ['planReason', row.reason, words],
          ['situation', row.situation, words],
          ['strengths', row.strengths, words],
          ['familyAgreement', row.family_agreement, words],
          ['safetyPlan', row.safety_plan, words],
        ],
      ),
    );
  },
  visits: async ({ db }, { studentId, from, to }) =>
    (await read.visitsOf(db, studentId, { from, to })).map((row) =>
      entry(row.visited_on, [
        ['visitMode', row.mode, 'code'],
        ['visitors', list(row.visitors)],
        ['met', row.met],
        ['purpose', row.purpose],
        ['familySituation', row.family_situation],
        ['atHome', row.at_home],
        ['guardianView', row.guardian_view],
        ['findings', row.findings],
        ['advice', row.advice],
        ['nextStep', row.next_step],
      ]),
    ),
  contacts: async ({ db }, { studentId, from, to }) =>
    (await read.contactsOf(db, studentId, { from, to })).map((row) =>
      entry(dayOf(row.contacted_at), [
        ['contactMode', row.mode, 'code'],
        ['contactMatter', row.matter, 'code'],
        ['contactOutcome', row.outcome, 'code'],
        ['toWhom', row.to_whom],
        ['withWhom', row.with_whom],
        ['content', row.content],
        ['nextStep', row.next_step],
        ['nextTryOn', row.next_try_on],
      ]),
    ),
  // Titles only: a file itself leaves by its own door.
  attachments: async ({ db }, { studentId, from, to, restricted }) =>
    (await read.attachmentsOf(db, studentId, { from, to })).map((row) => {
      const open = row.marked === 0 || restricted;
      return entry(
        dayOf(row.recorded_at),
        [['fileOwner', row.owner_kind, 'code']],
        [
          ['fileName', row.name, open],
          ['fileDescription', row.description, open],
        ],
      );
    }),
};

export const makeSection = async (ctx: Context, request: RecordRequest, section: RecordSection) => ({
  section,
  entries: await makers[section](ctx, request),
});
