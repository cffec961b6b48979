import { Select, Text, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { lawfulBases } from '../../../src-shared/domain/codes.ts';
import { codeOptions } from '../../components/code-options.ts';
import type { Ground } from '../../components/ground.ts';

/** The ground for acting without consent: a case of the law, and what happened. */
export function GroundFields(props: {
  readonly ground: Ground;
  readonly onGround: (ground: Ground) => void;
  readonly fieldError: (field: string) => string | null;
}) {
  const { t, i18n } = useTranslation('consents');
  const { ground, onGround, fieldError } = props;
  return (
    <>
      <Select
        label={t('gate.basis')}
        description={t('gate.basisHint')}
        clearable
        data={codeOptions(lawfulBases, i18n.language)}
        value={ground.code === '' ? null : ground.code}
        onChange={(code) => onGround({ ...ground, code: code ?? '' })}
        error={fieldError('basis') ?? fieldError('basis.code')}
      />
      {ground.code !== '' && (
        <>
          <Text size="xs" c="dimmed">
            {lawfulBases.find(ground.code).law}
          </Text>
          <Textarea
            label={t('gate.reason')}
            description={t('gate.reasonHint')}
            required
            autosize
            minRows={2}
            maxLength={500}
            value={ground.reason}
            onChange={(event) => onGround({ ...ground, reason: event.currentTarget.value })}
            error={fieldError('basis.reason')}
          />
        </>
      )}
    </>
  );
}
