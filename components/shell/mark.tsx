/** Junction's mark: two lines that meet and part. */
export function Mark({ size = 20 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden="true">
      <rect width="24" height="24" rx="6" fill="var(--mantine-color-indigo-6)" />
      <path
        d="M5 7h3.2c3.4 0 4.2 10 7.6 10H19M5 17h3.2c1.5 0 2.5-1.9 3.4-4.2M19 7h-3.2c-1.2 0-2.1 1.2-2.9 2.9"
        stroke="#fff"
        strokeWidth="2"
        strokeLinecap="round"
      />
    </svg>
  );
}
