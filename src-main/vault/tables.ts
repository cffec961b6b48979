// Written by `npm run types:tables` from the migrations; do not edit.
import type { Generated } from 'kysely';

export interface ActivityTable {
  id: string;
  kind: string;
  title: string;
  held_on: string;
  start_time: string | null;
  minutes: Generated<number>;
  lessons: Generated<number>;
  stage: string | null;
  grade: number | null;
  audience: string | null;
  people: number | null;
  user_id: string | null;
  note: string | null;
  recorded_at: string;
  recorded_by: string;
  updated_at: string;
  updated_by: string;
  revision: Generated<number>;
}

export interface AssessmentDispositionTable {
  round_id: string;
  student_id: string;
  disposition: string;
  reason: string | null;
}

export interface AssessmentResultTable {
  id: string;
  round_id: string;
  student_id: string;
  scale_id: string;
  scale_version: string;
  taken_on: string;
  seconds: number | null;
  source: string;
  answers: string | null;
  total: number | null;
  subscores: string;
  delivered: string | null;
  mismatches: Generated<string>;
  validity: string;
  validity_reason: string | null;
  positive: number;
  crisis_items: Generated<string>;
  retest_of: string | null;
  import_batch_id: string | null;
  created_at: string;
  created_by: string;
}

export interface AssessmentRoundTable {
  id: string;
  title: string;
  scale_id: string;
  scale_version: string;
  school_year: number;
  term: string;
  opened_on: string;
  closed_on: string | null;
  grades: string;
  created_at: string;
  created_by: string;
  basis_code: string | null;
  basis_reason: string | null;
}

export interface AttachmentTable {
  id: string;
  student_id: string;
  owner_kind: string;
  owner_id: string;
  name: string;
  type: string;
  bytes: number;
  sha256: string;
  description: string | null;
  restricted: Generated<number>;
  recorded_at: string;
  recorded_by: string;
  removed_at: string | null;
  removed_by: string | null;
  remove_reason: string | null;
}

export interface AttachmentChunkTable {
  attachment_id: string;
  position: Generated<number>;
  body: Uint8Array;
}

export interface AuditTable {
  seq: Generated<number>;
  at: string;
  user_id: string;
  user_name: string;
  role: string;
  action: string;
  channel: string;
  subject_kind: string | null;
  subject_id: string | null;
  detail: Generated<string>;
  previous_mac: string;
  mac: string;
}

export interface BackupRunTable {
  id: string;
  kind: string;
  reason: string;
  file_name: string;
  started_at: string;
  finished_at: string | null;
  outcome: string;
  bytes: number | null;
  rows_total: number | null;
  audit_seq: number | null;
  audit_head: string | null;
}

export interface CareTagTable {
  id: string;
  student_id: string;
  code: string;
  from_date: string;
  to_date: string | null;
  source: string | null;
}

export interface CaseClosureTable {
  id: string;
  case_id: string;
  closed_on: string;
  reason: string;
  circumstance: string;
  reopened_on: string | null;
  reopen_reason: string | null;
  recorded_at: string;
  recorded_by: string;
}

export interface ChronologyLookTable {
  user_id: string;
  student_id: string;
  visit: string;
  looked_at: string;
  previous_at: string | null;
}

export interface ClassTable {
  id: string;
  stage: string;
  entry_year: number;
  number: number;
  head_teacher_id: string | null;
  created_at: string;
}

export interface CommitteeMemberTable {
  id: string;
  student_id: string;
  kind: string;
  class_id: string | null;
  dorm_id: string | null;
  from_date: string;
  to_date: string | null;
}

export interface ConcernReportTable {
  id: string;
  occurred_at: string;
  recorded_at: string;
  recorded_by: string;
  network_level: string;
  reporter_role: string;
  reporter_name: string | null;
  verbatim: string | null;
  observed: string | null;
  inferred: string | null;
  action_taken: string | null;
  next_step: string | null;
  urgent: Generated<number>;
  restricted: Generated<number>;
}

export interface ConcernReportStudentTable {
  report_id: string;
  student_id: string;
}

export interface ConsentTable {
  id: string;
  student_id: string;
  kind: string;
  giver: string;
  giver_name: string | null;
  given_on: string;
  limits: string | null;
  until_date: string | null;
  withdrawn_on: string | null;
  created_at: string;
  created_by: string;
  scope: string | null;
  recipient: string | null;
  giver_relation: string | null;
  form: string | null;
  witness: string | null;
  kept_at: string | null;
  note: string | null;
  withdrawn_by: string | null;
  withdrawn_via: string | null;
  withdrawal_note: string | null;
  withdrawal_at: string | null;
  handled_on: string | null;
  handled_by: string | null;
  handling: string | null;
  voided_at: string | null;
  voided_by: string | null;
  void_reason: string | null;
  revision: Generated<number>;
  updated_at: string | null;
  updated_by: string | null;
}

export interface CounselingCaseTable {
  id: string;
  case_no: string;
  student_id: string;
  opened_on: string;
  source: string;
  owner_id: string;
  presenting_problem: string | null;
  family_structure: string | null;
  background: string | null;
  lawful_basis: string | null;
  created_at: string;
  created_by: string;
  updated_at: string;
  updated_by: string;
  revision: Generated<number>;
  basis_code: string | null;
}

export interface CountySummaryTable {
  id: string;
  school_year: number;
  term: string;
  from_date: string;
  to_date: string;
  made_at: string;
  made_by: string;
  body: string;
  sha256: string;
}

export interface DisclosureTable {
  id: string;
  student_id: string | null;
  document: string;
  outcome: string;
  recipient: string;
  purpose: string;
  sections: string;
  from_date: string | null;
  to_date: string | null;
  restricted: Generated<number>;
  restricted_reason: string | null;
  copy_no: number;
  sha256: string;
  at: string;
  by: string;
  basis_code: string | null;
  basis_reason: string | null;
}

export interface DormTable {
  id: string;
  building: string;
  room: string;
  created_at: string;
}

export interface DraftTable {
  user_id: string;
  form: string;
  student_id: string;
  draft_id: string;
  body: string;
  saved_at: string;
}

export interface EnrolmentTable {
  id: string;
  student_id: string;
  school_year: number;
  class_id: string;
  dorm_id: string | null;
  boarder: Generated<number>;
  status: Generated<string>;
  from_date: string;
  to_date: string | null;
  entry: string | null;
}

export interface GuardianTable {
  id: string;
  student_id: string;
  name: string;
  relation: string;
  phone: string | null;
  is_primary: Generated<number>;
  note: string | null;
}

export interface GuardianContactTable {
  id: string;
  student_id: string;
  contacted_at: string;
  mode: string;
  matter: string;
  outcome: string;
  to_whom: string | null;
  with_whom: string | null;
  content: string | null;
  next_step: string | null;
  next_try_on: string | null;
  recorded_at: string;
  recorded_by: string;
  updated_at: string;
  updated_by: string;
  revision: Generated<number>;
}

export interface HomeVisitTable {
  id: string;
  student_id: string;
  visited_on: string;
  start_time: string | null;
  mode: string;
  visitors: string;
  met: string | null;
  place: string | null;
  purpose: string | null;
  family_situation: string | null;
  at_home: string | null;
  guardian_view: string | null;
  findings: string | null;
  advice: string | null;
  next_step: string | null;
  recorded_at: string;
  recorded_by: string;
  updated_at: string;
  updated_by: string;
  revision: Generated<number>;
}

export interface ImportBatchTable {
  id: string;
  kind: string;
  file_name: string;
  imported_at: string;
  imported_by: string;
  rows_total: number;
  rows_new: number;
  rows_changed: number;
  rows_same: number;
  rows_refused: number;
  undone_at: string | null;
}

export interface ImportMappingTable {
  kind: string;
  shape: string;
  mapping: string;
  saved_at: string;
}

export interface LevelChangeTable {
  id: string;
  student_id: string;
  from_level: number;
  to_level: number;
  basis: string;
  reason: string;
  decided_by: string;
  decided_on: string;
  next_review_on: string | null;
  recorded_at: string;
  recorded_by: string;
}

export interface MentorTable {
  id: string;
  student_id: string;
  staff_id: string;
  from_date: string;
  to_date: string | null;
}

export interface NotDuplicateTable {
  student_a: string;
  student_b: string;
  at: string;
  by: string;
}

export interface PairingTable {
  id: string;
  student_id: string;
  kind: string;
  staff_id: string;
  part: string;
  category: string | null;
  plan_id: string | null;
  from_date: string;
  to_date: string | null;
}

export interface PlanGoalTable {
  id: string;
  plan_id: string;
  position: number;
  domain: string;
  statement: string;
  baseline: string | null;
  target: string;
  measure: string | null;
  due_on: string | null;
  outcome: string | null;
}

export interface PlanGoalProgressTable {
  id: string;
  review_id: string;
  goal_id: string;
  rating: number;
  note: string | null;
}

export interface PlanInterventionTable {
  id: string;
  goal_id: string;
  position: number;
  what: string;
  who: string;
  frequency: string;
  until_date: string | null;
}

export interface PlanReviewTable {
  id: string;
  plan_id: string;
  reviewed_on: string;
  progress: string;
  outcome: string;
  next_review_on: string | null;
  recorded_at: string;
  recorded_by: string;
}

export interface RecordHistoryTable {
  id: Generated<number>;
  entity: string;
  entity_id: string;
  field: string;
  old_value: string | null;
  new_value: string | null;
  at: string;
  by: string;
}

export interface RegistrationHistoryTable {
  student_id: string;
  number: string;
  from_date: string;
}

export interface RollChangeTable {
  id: string;
  kind: string;
  school_year: number;
  counts: string;
  trace: string;
  made_at: string;
  made_by: string;
  undone_at: string | null;
  undone_by: string | null;
}

export interface RollEventTable {
  id: string;
  student_id: string;
  kind: string;
  on_date: string;
  status: string;
  class_id: string | null;
  other_school: string | null;
  papers: Generated<string>;
  disclosure_id: string | null;
  note: string | null;
  recorded_at: string;
  recorded_by: string;
  basis_code: string | null;
  basis_reason: string | null;
}

export interface ScreeningDecisionTable {
  id: string;
  review_id: string;
  decided_at: string;
  decided_by: string;
  interviewed_on: string | null;
  outcome: string;
  note: string;
  level_change_id: string | null;
}

export interface ScreeningReviewTable {
  id: string;
  student_id: string;
  source_kind: string;
  source_id: string;
  reasons: string;
  immediate: Generated<number>;
  opened_at: string;
  due_on: string;
}

export interface SealBreakTable {
  id: string;
  student_id: string;
  user_id: string;
  reason: string;
  broken_at: string;
  until_at: string;
  seen_at: string | null;
  seen_by: string | null;
}

export interface SearchDocTable {
  number: Generated<number>;
  source: string;
  source_id: string;
  class: number;
}

export interface SearchIndexTable {
  rowid: number;
  body: Generated<string>;
  tag: Generated<string>;
  search_index: Generated<string>;
  rank: Generated<string>;
}

export interface SearchQueueTable {
  source: string;
  source_id: string;
  old_text: string | null;
}

export interface SessionTable {
  id: string;
  case_id: string | null;
  student_id: string;
  counselor_id: string;
  held_on: string;
  start_time: string | null;
  minutes: number;
  place: string | null;
  mode: string;
  source: string;
  problem_categories: Generated<string>;
  complaint: string | null;
  aim: string | null;
  process: string | null;
  presentation: string | null;
  assessment: string | null;
  risk_noted: string | null;
  effect: string | null;
  homework: string | null;
  next_step: string | null;
  next_on: string | null;
  referral_suggested: Generated<number>;
  restricted_note: string | null;
  signed_at: string | null;
  signed_by: string | null;
  recorded_at: string;
  recorded_by: string;
  updated_at: string;
  updated_by: string;
  revision: Generated<number>;
  basis_code: string | null;
  basis_reason: string | null;
}

export interface SessionAddendumTable {
  id: string;
  session_id: string;
  body: string;
  recorded_at: string;
  recorded_by: string;
}

export interface SettingTable {
  key: string;
  value: string;
  updated_at: string;
}

export interface StaffTable {
  id: string;
  name: string;
  kind: string;
  party_member: Generated<number>;
  phone: string | null;
  user_id: string | null;
  left_on: string | null;
  created_at: string;
}

export interface StudentTable {
  id: string;
  name: string;
  name_pinyin: string;
  name_initials: string;
  sex: Generated<string>;
  birth_date: string | null;
  id_type: string | null;
  id_number: string | null;
  ethnicity: string | null;
  registration_no: string | null;
  student_no: string | null;
  household: string | null;
  address: string | null;
  phone: string | null;
  left_behind: string | null;
  migrant_child: number | null;
  orphan: number | null;
  only_child: number | null;
  disability: string | null;
  file_opened_on: string | null;
  import_batch_id: string | null;
  created_at: string;
  created_by: string;
  updated_at: string;
  updated_by: string;
  revision: Generated<number>;
}

export interface StudentMergeTable {
  id: string;
  kept_id: string;
  gone_id: string;
  gone_name: string;
  reason: string | null;
  kept_revision: number;
  body: string;
  merged_at: string;
  merged_by: string;
  undone_at: string | null;
  undone_by: string | null;
}

export interface SupportPlanTable {
  id: string;
  case_id: string | null;
  student_id: string;
  version: number;
  reason: string;
  situation: string | null;
  strengths: string | null;
  family_agreement: string | null;
  safety_plan: string | null;
  starts_on: string;
  review_on: string;
  ended_on: string | null;
  end_reason: string | null;
  agreed_student_on: string | null;
  agreed_guardian_on: string | null;
  approved_lead_on: string | null;
  created_at: string;
  created_by: string;
  updated_at: string;
  updated_by: string;
  revision: Generated<number>;
}

export interface UserTable {
  id: string;
  name: string;
  role: string;
  created_at: string;
  closed_at: string | null;
}

/** Every table of the vault, for Kysely. */
export interface Tables {
  activity: ActivityTable;
  assessment_disposition: AssessmentDispositionTable;
  assessment_result: AssessmentResultTable;
  assessment_round: AssessmentRoundTable;
  attachment: AttachmentTable;
  attachment_chunk: AttachmentChunkTable;
  audit: AuditTable;
  backup_run: BackupRunTable;
  care_tag: CareTagTable;
  case_closure: CaseClosureTable;
  chronology_look: ChronologyLookTable;
  class: ClassTable;
  committee_member: CommitteeMemberTable;
  concern_report: ConcernReportTable;
  concern_report_student: ConcernReportStudentTable;
  consent: ConsentTable;
  counseling_case: CounselingCaseTable;
  county_summary: CountySummaryTable;
  disclosure: DisclosureTable;
  dorm: DormTable;
  draft: DraftTable;
  enrolment: EnrolmentTable;
  guardian: GuardianTable;
  guardian_contact: GuardianContactTable;
  home_visit: HomeVisitTable;
  import_batch: ImportBatchTable;
  import_mapping: ImportMappingTable;
  level_change: LevelChangeTable;
  mentor: MentorTable;
  not_duplicate: NotDuplicateTable;
  pairing: PairingTable;
  plan_goal: PlanGoalTable;
  plan_goal_progress: PlanGoalProgressTable;
  plan_intervention: PlanInterventionTable;
  plan_review: PlanReviewTable;
  record_history: RecordHistoryTable;
  registration_history: RegistrationHistoryTable;
  roll_change: RollChangeTable;
  roll_event: RollEventTable;
  screening_decision: ScreeningDecisionTable;
  screening_review: ScreeningReviewTable;
  seal_break: SealBreakTable;
  search_doc: SearchDocTable;
  search_index: SearchIndexTable;
  search_queue: SearchQueueTable;
  session: SessionTable;
  session_addendum: SessionAddendumTable;
  setting: SettingTable;
  staff: StaffTable;
  student: StudentTable;
  student_merge: StudentMergeTable;
  support_plan: SupportPlanTable;
  user: UserTable;
}
