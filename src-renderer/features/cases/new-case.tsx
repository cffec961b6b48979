import { Accordion, Alert, Button, Group, Select, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { familyStructures, sessionSources } from '../../../src-shared/domain/codes.ts';
import { useRead, useWrite } from '../../app/api.ts';
import { useSlots } from '../../app/slots.ts';
import { codeOptions } from '../../components/code-options.ts';
import { useFieldErrors } from '../../components/field-errors.ts';
import { NO_GROUND, toBasis } from '../../components/ground.ts';
import { DateField, ErrorNotice, Loading, Page, SectionCard, todayLocal } from '../../components/index.ts';
import { StudentPicker } from '../../components/student-picker.tsx';

export function NewCasePage() {
  const { t } = useTranslation('cases');
  const [search, setSearch] = useSearchParams();
  const studentId = search.get('student');
  if (studentId !== null) return <NewCase key={studentId} studentId={studentId} />;
  return (
    <Page title={t('new.title')}>
      <StudentPicker label={t('new.who')} onPick={(id) => setSearch({ student: id }, { replace: true })} />
    </Page>
  );
}

function NewCase(props: { readonly studentId: string }) {
  const { t, i18n } = useTranslation('cases');
  const navigate = useNavigate();
  const start = useRead('cases.sessionStart', { studentId: props.studentId });
  const [openedOn, setOpenedOn] = useState<string | null>(todayLocal());
  const [source, setSource] = useState<(typeof sessionSources)['codes'][number]>('self');
  const [problem, setProblem] = useState('');
  const [family, setFamily] = useState<(typeof familyStructures)['codes'][number] | null>(null);
  const [background, setBackground] = useState('');
  const [ground, setGround] = useState(NO_GROUND);
  const { consent } = useSlots();
  const open = useWrite('cases.open', {
    invalidates: ['cases.list', 'cases.sessionStart', 'students.file', 'students.chronology'],
  });
  const fieldError = useFieldErrors(open.error);
  if (start.isPending) return <Loading />;
  if (start.error) return <ErrorNotice error={start.error} />;
  const { student, caseId } = start.data;
  return (
    <Page title={t('new.title')} subtitle={[student.name, student.className].filter(Boolean).join(' · ')}>
      <Stack maw={860}>
        {caseId !== null ? (
          <Alert title={t('new.already')}>
            <Button component={Link} to={`/cases/${caseId}`} variant="default" size="xs">
              {t('new.openIt')}
            </Button>
          </Alert>
        ) : (
          <SectionCard title={t('page.about')}>
            <form
              onSubmit={(event) => {
                event.preventDefault();
                open.mutate(
                  {
                    studentId: props.studentId,
                    openedOn: openedOn ?? '',
                    source,
                    presentingProblem: problem,
                    familyStructure: family,
                    background,
                    basis: toBasis(ground),
                  },
                  { onSuccess: (made) => navigate(`/cases/${made.caseId}`, { replace: true }) },
                );
              }}
            >
              <Stack>
                <Group grow>
                  <DateField
                    label={t('new.openedOn')}
                    required
                    value={openedOn}
                    onChange={setOpenedOn}
                    error={fieldError('openedOn')}
                  />
                  <Select
                    label={t('new.source')}
                    required
                    allowDeselect={false}
                    data={codeOptions(sessionSources, i18n.language)}
                    value={source}
                    onChange={(value) => value && setSource(value)}
                  />
                </Group>
                <Textarea
                  label={t('new.problem')}
                  description={t('new.problemHint')}
                  autosize
                  minRows={3}
                  value={problem}
                  onChange={(event) => setProblem(event.currentTarget.value)}
                />
                {consent && (
                  <consent.Gate
                    studentId={props.studentId}
                    kind="counseling"
                    on={openedOn}
                    ground={ground}
                    onGround={setGround}
                    fieldError={fieldError}
                  />
                )}
                <Accordion variant="separated">
                  <Accordion.Item value="more">
                    <Accordion.Control>{t('new.more')}</Accordion.Control>
                    <Accordion.Panel>
                      <Stack>
                        <Select
                          label={t('new.family')}
                          clearable
                          data={codeOptions(familyStructures, i18n.language)}
                          value={family}
                          onChange={setFamily}
                        />
                        <Textarea
                          label={t('new.background')}
                          autosize
                          minRows={3}
                          value={background}
                          onChange={(event) => setBackground(event.currentTarget.value)}
                        />
                      </Stack>
                    </Accordion.Panel>
                  </Accordion.Item>
                </Accordion>
                <ErrorNotice error={open.error} />
                <Group>
                  <Button type="submit" loading={open.isPending}>
                    {t('new.save')}
                  </Button>
                </Group>
              </Stack>
            </form>
          </SectionCard>
        )}
        {consent && <consent.Card studentId={props.studentId} />}
      </Stack>
    </Page>
  );
}
