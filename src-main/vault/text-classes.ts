/**
 * Who may read the text columns of the database, one place for every column. The projections of the features keep to it, the audit
 * reads it to show changes, and a test plants a word in each column and looks for it behind every door.
 *
 * - `open`: every role whose channels reach it: names, codes, days, and what clerks write themselves.
 * - `support`: the counselor and the lead.
 * - `flagged`: open, unless its row is marked restricted; then as `restricted`.
 * - `restricted`: the counselor; the lead while the student's seal is broken for him.
 * - `private`: the counselor alone; no seal opens it.
 * - `own`: only who wrote it.
 * - `internal`: keys, hashes and machinery, which no role reads as text.
 */
export type TextClass = 'open' | 'support' | 'flagged' | 'restricted' | 'private' | 'own' | 'internal';

type Columns = Partial<Record<TextClass, string>>;

const audited = 'recorded_at recorded_by';
const edited = 'updated_at updated_by';
const created = 'created_at created_by';

/** Column names by class, a blank between. Score columns that hold no text stand here too. */
export const textClasses: Readonly<Record<string, Columns>> = {
  setting: { internal: 'key value updated_at' },
  user: { open: 'id name role created_at closed_at' },
  staff: { open: 'id name kind phone user_id left_on created_at' },
  class: { open: 'id stage head_teacher_id created_at' },
  dorm: { open: 'id building room created_at' },
  import_batch: { open: 'id kind file_name imported_at imported_by undone_at' },
  import_mapping: { open: 'kind shape mapping saved_at' },
  student: {
    open: `id name name_pinyin name_initials sex birth_date id_type id_number ethnicity registration_no student_no household address phone left_behind disability file_opened_on import_batch_id ${created} ${edited}`,
  },
  registration_history: { open: 'student_id number from_date' },
  enrolment: { open: 'id student_id class_id dorm_id status from_date to_date entry' },
  roll_event: {
    open: `id student_id kind on_date status class_id other_school papers disclosure_id note basis_code basis_reason ${audited}`,
  },
  roll_change: { open: 'id kind counts made_at made_by undone_at undone_by', internal: 'trace' },
  // The body holds whole rows, of which a merge is taken back; nobody reads it as text.
  student_merge: { open: 'id kept_id gone_id gone_name reason merged_at merged_by undone_at undone_by', internal: 'body' },
  not_duplicate: { open: 'student_a student_b at by' },
  chronology_look: { own: 'user_id student_id visit looked_at previous_at' },
  search_doc: { internal: 'source source_id' },
  search_queue: { internal: 'source source_id old_text' },
  guardian: { open: 'id student_id name relation phone note' },
  care_tag: { open: 'id student_id code from_date to_date source' },
  mentor: { open: 'id student_id staff_id from_date to_date' },
  consent: {
    open: `id student_id kind given_on until_date withdrawn_on withdrawal_at handled_on handled_by voided_at voided_by ${created} ${edited}`,
    support:
      'giver giver_name giver_relation limits scope recipient form witness kept_at note withdrawn_by withdrawn_via withdrawal_note handling void_reason',
  },
  assessment_round: {
    open: `id title scale_id scale_version term opened_on closed_on grades basis_code ${created}`,
    support: 'basis_reason',
  },
  assessment_disposition: { open: 'round_id student_id disposition reason' },
  assessment_result: {
    open: `id round_id student_id scale_id scale_version taken_on source validity retest_of import_batch_id ${created}`,
    restricted: 'answers total subscores delivered mismatches validity_reason crisis_items',
  },
  concern_report: {
    open: `id occurred_at network_level reporter_role ${audited}`,
    flagged: 'reporter_name verbatim observed inferred action_taken next_step',
  },
  concern_report_student: { open: 'report_id student_id' },
  screening_review: { open: 'id student_id source_kind source_id opened_at due_on', support: 'reasons' },
  level_change: {
    open: `id student_id decided_by decided_on ${audited}`,
    support: 'basis next_review_on',
    restricted: 'reason',
  },
  screening_decision: {
    open: 'id review_id decided_at decided_by level_change_id',
    support: 'interviewed_on outcome',
    restricted: 'note',
  },
  counseling_case: {
    open: `id case_no student_id owner_id ${created} ${edited}`,
    support: 'opened_on source basis_code',
    restricted: 'presenting_problem family_structure background lawful_basis',
  },
  case_closure: {
    open: `id case_id ${audited}`,
    support: 'closed_on reason reopened_on',
    restricted: 'circumstance reopen_reason',
  },
  session: {
    open: `id case_id student_id counselor_id signed_by ${audited} ${edited}`,
    support: 'held_on start_time place mode source next_on signed_at basis_code',
    restricted:
      'basis_reason problem_categories complaint aim process presentation assessment risk_noted effect homework next_step',
    private: 'restricted_note',
  },
  session_addendum: { open: `id session_id ${audited}`, restricted: 'body' },
  support_plan: {
    open: `id case_id student_id ${created} ${edited}`,
    support: 'starts_on review_on ended_on end_reason agreed_student_on agreed_guardian_on approved_lead_on',
    restricted: 'reason situation strengths family_agreement safety_plan',
  },
  plan_goal: { open: 'id plan_id', support: 'domain statement target due_on outcome', restricted: 'baseline measure' },
  plan_intervention: { open: 'id goal_id', support: 'what who frequency until_date' },
  plan_review: {
    open: `id plan_id ${audited}`,
    support: 'reviewed_on outcome next_review_on',
    restricted: 'progress',
  },
  plan_goal_progress: { open: 'id review_id goal_id', restricted: 'note' },
  pairing: { open: 'id student_id kind staff_id part category plan_id from_date to_date' },
  home_visit: {
    open: `id student_id visited_on start_time mode visitors met place purpose family_situation at_home guardian_view findings advice next_step ${audited} ${edited}`,
  },
  guardian_contact: {
    open: `id student_id ${audited} ${edited}`,
    support: 'contacted_at mode matter outcome to_whom with_whom content next_step next_try_on',
  },
  activity: { open: `id kind title held_on start_time stage audience user_id note ${audited} ${edited}` },
  committee_member: { open: 'id student_id kind class_id dorm_id from_date to_date' },
  disclosure: {
    open: 'id student_id',
    support: 'document outcome recipient purpose sections from_date to_date basis_code basis_reason sha256 at by',
    restricted: 'restricted_reason',
  },
  attachment: {
    open: 'id student_id owner_kind owner_id type recorded_at recorded_by removed_at removed_by',
    flagged: 'name description remove_reason',
    internal: 'sha256',
  },
  attachment_chunk: { internal: 'attachment_id' },
  county_summary: { support: 'id term from_date to_date made_at made_by body sha256' },
  draft: { own: 'user_id form student_id draft_id body saved_at' },
  // Shown through the class of the column that changed.
  record_history: { internal: 'entity entity_id field old_value new_value at by' },
  audit: { support: 'at user_id user_name role action channel subject_kind subject_id detail', internal: 'previous_mac mac' },
  seal_break: { support: 'id student_id user_id reason broken_at until_at seen_at seen_by' },
  backup_run: { support: 'id kind reason file_name started_at finished_at outcome', internal: 'audit_head' },
};

const byColumn = new Map<string, TextClass>(
  Object.entries(textClasses).flatMap(([table, columns]) =>
    (Object.entries(columns) as [TextClass, string][]).flatMap(([textClass, names]) =>
      names.split(' ').map((name): [string, TextClass] => [`${table}.${name}`, textClass]),
    ),
  ),
);

/** Class of a column; null for one that nobody has classified, which is shown to no one but the counselor. */
export const textClassOf = (table: string, column: string): TextClass | null => byColumn.get(`${table}.${column}`) ?? null;

/** Tables behind the short names that the history uses for them. */
export const historyTables: Readonly<Record<string, string>> = {
  case: 'counseling_case',
  caseClosure: 'case_closure',
  plan: 'support_plan',
  visit: 'home_visit',
  member: 'committee_member',
  disposition: 'assessment_disposition',
};
