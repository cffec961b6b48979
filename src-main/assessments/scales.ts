import gad7 from '../../scales/gad-7.json' with { type: 'json' };
import k6 from '../../scales/k6.json' with { type: 'json' };
import k10 from '../../scales/k10.json' with { type: 'json' };
import mht from '../../scales/mht.json' with { type: 'json' };
import mssmhs from '../../scales/mssmhs.json' with { type: 'json' };
import phq9 from '../../scales/phq-9.json' with { type: 'json' };
import scl90 from '../../scales/scl-90.json' with { type: 'json' };
import sdq from '../../scales/sdq.json' with { type: 'json' };
import { AppError } from '../../src-shared/contract/result.ts';
import { type ScaleDefinition, scaleDefinition } from '../../src-shared/domain/scale.ts';

/** Every scale this version knows; import-only ones carry no item text. */
export const scales: readonly ScaleDefinition[] = [mht, mssmhs, phq9, gad7, k10, k6, scl90, sdq].map((file) =>
  scaleDefinition.parse(file),
);

/** @throws AppError `scaleUnknown` */
export function scaleOf(id: string): ScaleDefinition {
  const found = scales.find((scale) => scale.id === id);
  if (!found) throw new AppError('scaleUnknown', { scale: id });
  return found;
}
