/** A phone number with its middle hidden: 138****0000. */
export function maskPhone(phone: string | null): string | null {
  if (phone === null) return null;
  return phone.length < 8 ? '*'.repeat(phone.length) : `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}

/** An identity or registration number with all but its last two characters hidden. */
export function maskNumber(number: string | null): string | null {
  return number === null ? null : `${'*'.repeat(Math.max(0, number.length - 2))}${number.slice(-2)}`;
}
