import type { LawfulBasisInput } from '../../src-shared/contract/shared.ts';
import { type LawfulBasis, lawfulBases } from '../../src-shared/domain/codes.ts';

/** The ground of acting without consent as a form holds it; blank stands for none. */
export interface Ground {
  readonly code: LawfulBasis | '';
  readonly reason: string;
}
export const NO_GROUND: Ground = { code: '', reason: '' };

/** As a channel takes it. */
export const toBasis = ({ code, reason }: Ground): LawfulBasisInput | null => (code === '' ? null : { code, reason });

/** As a stored record holds it; a code of a newer version is left out. */
export const fromBasis = (basis: { readonly code: string; readonly reason: string | null } | null): Ground =>
  basis !== null && lawfulBases.has(basis.code) ? { code: basis.code, reason: basis.reason ?? '' } : NO_GROUND;

/** As the address of a print page carries it. */
export const groundQuery = ({ code, reason }: Ground): Record<string, string> => ({
  basisCode: code,
  basisReason: code === '' ? '' : reason.trim(),
});

/** Read back by the print page. */
export function basisFromSearch(search: URLSearchParams): LawfulBasisInput | null {
  const code = search.get('basisCode') ?? '';
  return lawfulBases.has(code) ? { code, reason: search.get('basisReason') ?? '' } : null;
}
