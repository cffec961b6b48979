import { Button, Checkbox, Group, Modal, MultiSelect, Select, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RollDetails, RollMoveInput } from '../../../src-shared/contract/students.ts';
import { enrolmentStatuses } from '../../../src-shared/domain/codes/person.ts';
import { type TransferPaper, transferPapers } from '../../../src-shared/domain/codes/roll.ts';
import { useWrite } from '../../app/api.ts';
import { useSlots } from '../../app/slots.ts';
import { codeOptions } from '../../components/code-options.ts';
import { useFieldErrors } from '../../components/field-errors.ts';
import { type Ground, NO_GROUND, toBasis } from '../../components/ground.ts';
import { DateField, ErrorNotice, formatDate, todayLocal } from '../../components/index.ts';
import { CARD_TOUCHED } from './guardian-card.tsx';
import { useLanguage } from './use-language.ts';

type Kind = RollMoveInput['kind'];
const LEAVING = ['transferredOut', 'graduated', 'withdrawn', 'deceased'] as const;

interface Values {
  readonly kind: Kind;
  readonly on: string | null;
  readonly status: (typeof LEAVING)[number];
  readonly otherSchool: string;
  readonly papers: readonly TransferPaper[];
  readonly disclosureId: string | null;
  readonly className: string;
  readonly boarder: boolean;
  readonly ground: Ground;
  readonly note: string;
}

/** Moves that make sense from where the student stands now. */
function kindsFor(details: RollDetails): readonly Kind[] {
  const now = details.enrolments.at(-1);
  const gone = now === undefined || now.toDate !== null;
  if (gone) return ['in'];
  return now.status === 'enrolled' ? ['out', 'suspended', 'boundOut', 'class'] : ['returned', 'out', 'class'];
}

function toMove(values: Values): RollMoveInput | null {
  const { kind, on, note, otherSchool } = values;
  if (on === null) return null;
  const papers = [...values.papers];
  switch (kind) {
    case 'out':
      return {
        kind,
        on,
        status: values.status,
        otherSchool,
        papers,
        disclosureId: values.disclosureId,
        basis: toBasis(values.ground),
        note,
      };
    case 'in':
      if (values.className.trim() === '') return null;
      return { kind, on, className: values.className, boarder: values.boarder, otherSchool, papers, note };
    case 'class':
      return values.className.trim() === '' ? null : { kind, on, className: values.className, note };
    case 'returned':
      return { kind, on, className: values.className, note };
    case 'boundOut':
      return { kind, on, otherSchool, note };
    case 'suspended':
      return { kind, on, note };
  }
}

/** One move on the roll from a day on: out, away, back, into another class, in again. */
export function TransferDialog(props: {
  readonly studentId: string;
  readonly details: RollDetails;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('students');
  const { details, studentId } = props;
  const kinds = kindsFor(details);
  const [values, setValues] = useState<Values>({
    kind: kinds[0] ?? 'out',
    on: todayLocal(),
    status: 'transferredOut',
    otherSchool: '',
    papers: [],
    disclosureId: null,
    className: '',
    boarder: false,
    ground: NO_GROUND,
    note: '',
  });
  const set = (part: Partial<Values>): void => setValues({ ...values, ...part });
  const save = useWrite('students.move', {
    invalidates: [...CARD_TOUCHED, 'students.classes', 'students.chronology', 'reports.summary'],
  });
  const { consent } = useSlots();
  const errors = useFieldErrors(save.error);
  // The vault names a place inside the move.
  const fieldError = (field: string) => errors(field) ?? errors(`move.${field}`);
  const move = toMove(values);
  const submit = (): void => {
    if (!move) return;
    save.mutate(
      { studentId, move },
      {
        onSuccess: () => {
          notifications.show({ message: t('move.done') });
          props.onClose();
        },
      },
    );
  };
  return (
    <Modal opened onClose={props.onClose} title={t('move.title')} size="lg">
      <Stack>
        <Group grow align="flex-start">
          <Select
            label={t('move.kindLabel')}
            allowDeselect={false}
            data={kinds.map((kind) => ({ value: kind, label: t(`move.kind.${kind}`) }))}
            value={values.kind}
            onChange={(value) => set({ kind: kinds.find((kind) => kind === value) ?? values.kind })}
          />
          <DateField label={t('move.on')} required value={values.on} onChange={(on) => set({ on })} />
        </Group>
        <MoveFields values={values} onChange={set} disclosures={details.disclosures} />
        {consent && values.kind === 'out' && values.papers.some((paper) => paper === 'psychFile' || paper === 'psychSummary') && (
          <consent.Gate
            studentId={studentId}
            kind="transfer"
            on={values.on}
            ground={values.ground}
            onGround={(ground) => set({ ground })}
            fieldError={fieldError}
          />
        )}
        <TextInput label={t('move.note')} value={values.note} onChange={(e) => set({ note: e.currentTarget.value })} />
        <ErrorNotice error={save.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onClose}>
            {t('details.cancel')}
          </Button>
          <Button onClick={submit} disabled={move === null} loading={save.isPending}>
            {t('move.save')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function MoveFields(props: {
  readonly values: Values;
  readonly onChange: (part: Partial<Values>) => void;
  readonly disclosures: RollDetails['disclosures'];
}) {
  const { t } = useTranslation('students');
  const language = useLanguage();
  const { values, onChange } = props;
  const { kind } = values;
  const school = kind === 'out' ? 'otherSchoolOut' : kind === 'in' ? 'otherSchoolIn' : 'otherSchoolAway';
  return (
    <>
      {kind === 'out' && (
        <Select
          label={t('move.status')}
          allowDeselect={false}
          data={LEAVING.map((code) => ({ value: code, label: enrolmentStatuses.label(code, language) }))}
          value={values.status}
          onChange={(value) => onChange({ status: LEAVING.find((code) => code === value) ?? 'transferredOut' })}
        />
      )}
      {(kind === 'in' || kind === 'class' || kind === 'returned') && (
        <TextInput
          label={t(kind === 'returned' ? 'move.classKeep' : 'move.className')}
          description={t('create.classHint')}
          required={kind !== 'returned'}
          value={values.className}
          onChange={(e) => onChange({ className: e.currentTarget.value })}
        />
      )}
      {kind === 'in' && (
        <Checkbox
          label={t('file.boarder')}
          checked={values.boarder}
          onChange={(e) => onChange({ boarder: e.currentTarget.checked })}
        />
      )}
      {(kind === 'out' || kind === 'in' || kind === 'boundOut') && (
        <TextInput
          label={t(`move.${school}`)}
          value={values.otherSchool}
          onChange={(e) => onChange({ otherSchool: e.currentTarget.value })}
        />
      )}
      {(kind === 'out' || kind === 'in') && (
        <MultiSelect
          label={t(kind === 'out' ? 'move.papersOut' : 'move.papersIn')}
          data={codeOptions(transferPapers, language)}
          value={[...values.papers]}
          onChange={(codes) => onChange({ papers: transferPapers.codes.filter((code) => codes.includes(code)) })}
        />
      )}
      {kind === 'out' && (
        <>
          <Select
            label={t('move.disclosure')}
            clearable
            placeholder={t('move.disclosureNone')}
            data={props.disclosures.map((d) => ({ value: d.id, label: `${formatDate(d.on)} · ${d.recipient}` }))}
            value={values.disclosureId}
            onChange={(disclosureId) => onChange({ disclosureId })}
          />
          <Text size="xs" c="dimmed">
            {t('move.disclosureHint')}
          </Text>
        </>
      )}
    </>
  );
}
