export function Mark({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <path d="M4 12h24l-2-7H6z" fill="var(--mantine-color-kram-5)" />
      <path d="M4 12a4 4 0 0 0 8 0 4 4 0 0 0 8 0 4 4 0 0 0 8 0z" fill="var(--mantine-color-kram-7)" />
      <path d="M7 18v9h18v-9" fill="none" stroke="var(--mantine-color-kram-7)" strokeWidth="2.5" strokeLinejoin="round" />
    </svg>
  );
}
