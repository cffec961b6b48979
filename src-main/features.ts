import { activitiesChannels } from './activities/activities.channels.ts';
import { assessmentsChannels } from './assessments/assessments.channels.ts';
import { attachmentsChannels } from './attachments/attachments.channels.ts';
import { casesChannels } from './cases/cases.channels.ts';
import { consentsChannels } from './consents/consents.channels.ts';
import { documentsChannels } from './documents/documents.channels.ts';
import { plansChannels } from './plans/plans.channels.ts';
import { reportsChannels } from './reports/reports.channels.ts';
import { sealChannels } from './seal/seal.channels.ts';
import { keepingIndex, searchChannels } from './search/search.channels.ts';
import { settingsChannels } from './settings/settings.channels.ts';
import { studentsChannels } from './students/students.channels.ts';
import { todayChannels } from './today/today.channels.ts';
import { visitsChannels } from './visits/visits.channels.ts';
import { warningsChannels } from './warnings/warnings.channels.ts';

/** Every feature's handlers, joined once for the dispatcher. */
export const featureHandlers = keepingIndex({
  ...todayChannels,
  ...reportsChannels,
  ...documentsChannels,
  ...attachmentsChannels,
  ...studentsChannels,
  ...searchChannels,
  ...visitsChannels,
  ...plansChannels,
  ...casesChannels,
  ...consentsChannels,
  ...activitiesChannels,
  ...settingsChannels,
  ...sealChannels,
  ...warningsChannels,
  ...assessmentsChannels,
});
