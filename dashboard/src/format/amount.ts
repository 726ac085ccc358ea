// Amounts as the API writes them ("79.50"), reckoned in whole cents.
export function cents(amount: string): bigint {
  const [whole = "0", fraction = ""] = amount.replace("-", "").split(".");
  const value = BigInt(whole) * 100n + BigInt(fraction.padEnd(2, "0").slice(0, 2));
  return amount.startsWith("-") ? -value : value;
}

export function amountOf(value: bigint): string {
  const digits = (value < 0n ? -value : value).toString().padStart(3, "0");
  return `${value < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

export const sum = (values: bigint[]): bigint => values.reduce((total, value) => total + value, 0n);

// The price that a customer pays: rounded half up to a cent, as the shop does it.
export function discounted(base: string, percent: number): string {
  return amountOf((cents(base) * BigInt(100 - percent) + 50n) / 100n);
}

// What a person typed ("1 234,5") as the API takes it ("1234.50"), if it is an amount.
export function typedAmount(text: string): string | undefined {
  const parts = /^(\d{1,15})(?:[.,](\d{1,2}))?$/.exec(text.replace(/\s/g, ""));
  return parts ? `${parts[1]}.${(parts[2] ?? "").padEnd(2, "0")}` : undefined;
}
