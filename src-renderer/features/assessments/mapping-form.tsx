import { Group, Select, SimpleGrid, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SheetMapping } from '../../../src-shared/contract/assessments.ts';
import type { Output } from '../../../src-shared/contract/index.ts';
import type { ScaleDefinition } from '../../../src-shared/domain/scale.ts';
import { SectionCard } from '../../components/index.ts';
import { useAssessmentWords } from './words.ts';

type Sheet = Output<'assessments.readSheet'>;
type Grade = SheetMapping['gradeCodes'][string];

const roles = ['name', 'sex', 'age', 'grade', 'class', 'seconds', 'takenOn', 'total', 'validity'] as const;

/** What each column and each code of the sheet means. Number codes are never guessed. */
export function MappingForm(props: {
  readonly sheet: Sheet;
  readonly scale: ScaleDefinition;
  readonly grades: readonly Grade[];
  readonly mapping: SheetMapping;
  readonly onChange: (mapping: SheetMapping) => void;
}) {
  const { t } = useTranslation('assessments');
  const { language, gradeWord } = useAssessmentWords();
  const { sheet, scale, mapping, onChange } = props;
  const columns = sheet.columns.map((column) => ({
    value: String(column.index),
    label: `${column.header || t('mapping.column', { number: column.index + 1 })}${column.samples[0] ? ` (${column.samples[0]})` : ''}`,
  }));
  const valuesOf = (column: number | null | undefined): readonly string[] =>
    sheet.columns.find((one) => one.index === column)?.values ?? [];
  const gradeKey = (grade: Grade) => `${grade.stage}-${grade.grade}`;
  const answers = valuesOf(mapping.items[0]?.column);
  const answerChoices = Array.from({ length: scale.answers.max - scale.answers.min + 1 }, (_, index) => {
    const value = scale.answers.min + index;
    return { value: String(value), label: `${value} ${scale.answers.labels?.[index]?.[language] ?? ''}`.trim() };
  });
  return (
    <>
      <SectionCard title={t('mapping.columns')}>
        <SimpleGrid cols={{ base: 2, md: 3 }}>
          {roles.map((role) => (
            <Select
              key={role}
              label={t(`role.${role}`)}
              required={role === 'name'}
              clearable={role !== 'name'}
              searchable
              data={columns}
              value={mapping.columns[role] === null ? null : String(mapping.columns[role])}
              onChange={(value) =>
                onChange({ ...mapping, columns: { ...mapping.columns, [role]: value === null ? null : Number(value) } })
              }
            />
          ))}
        </SimpleGrid>
        <Text size="sm" mt="sm">
          {t('mapping.items', { count: mapping.items.length, all: scale.itemCount })}
          {Object.keys(mapping.subscores).length > 0 &&
            ` · ${t('mapping.subscores', { count: Object.keys(mapping.subscores).length })}`}
        </Text>
      </SectionCard>
      <SectionCard title={t('mapping.codes')}>
        <Stack>
          <Codes
            title={t('role.sex')}
            values={valuesOf(mapping.columns.sex)}
            choices={(['1', '2'] as const).map((value) => ({ value, label: t(`sex.${value}`) }))}
            value={(code) => mapping.sexCodes[code] ?? null}
            onChange={(code, value) =>
              onChange({ ...mapping, sexCodes: changed(mapping.sexCodes, code, value === '1' || value === '2' ? value : null) })
            }
          />
          <Codes
            title={t('role.grade')}
            values={valuesOf(mapping.columns.grade)}
            choices={props.grades.map((grade) => ({ value: gradeKey(grade), label: gradeWord(grade) }))}
            value={(code) => {
              const grade = mapping.gradeCodes[code];
              return grade ? gradeKey(grade) : null;
            }}
            onChange={(code, value) => {
              const grade = props.grades.find((one) => gradeKey(one) === value) ?? null;
              onChange({ ...mapping, gradeCodes: changed(mapping.gradeCodes, code, grade) });
            }}
          />
          <Select
            label={t('mapping.classForm')}
            maw={320}
            allowDeselect={false}
            data={(['number', 'joined', 'name'] as const).map((value) => ({ value, label: t(`classForm.${value}`) }))}
            value={mapping.classForm}
            onChange={(classForm) => classForm && onChange({ ...mapping, classForm })}
          />
          <Codes
            title={t('mapping.answers')}
            values={answers}
            choices={answerChoices}
            value={(code) => (mapping.answerCodes[code] === undefined ? null : String(mapping.answerCodes[code]))}
            onChange={(code, value) =>
              onChange({ ...mapping, answerCodes: changed(mapping.answerCodes, code, value === null ? null : Number(value)) })
            }
          />
        </Stack>
      </SectionCard>
    </>
  );
}

/** The table with one code set, or taken out by null. */
function changed<T>(codes: Readonly<Record<string, T>>, code: string, value: T | null): Record<string, T> {
  const kept = Object.fromEntries(Object.entries(codes).filter(([key]) => key !== code));
  return value === null ? kept : { ...kept, [code]: value };
}

function Codes(props: {
  readonly title: string;
  readonly values: readonly string[];
  readonly choices: readonly { value: string; label: string }[];
  readonly value: (code: string) => string | null;
  readonly onChange: (code: string, value: string | null) => void;
}) {
  const { t } = useTranslation('assessments');
  if (props.values.length === 0) return null;
  return (
    <Group align="flex-end" gap="sm">
      {props.values.map((code) => (
        <Select
          key={code}
          w={170}
          label={t('mapping.code', { what: props.title, code })}
          placeholder={t('mapping.choose')}
          clearable
          allowDeselect={false}
          data={[...props.choices]}
          value={props.value(code)}
          onChange={(value) => props.onChange(code, value)}
        />
      ))}
    </Group>
  );
}
