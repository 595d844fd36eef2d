/** Stands where nothing was measured; says what is missing to a screen reader. */
export function Dash({ meaning = "not measured" }: { meaning?: string }) {
  return (
    <span title={meaning} data-dash>
      <span aria-hidden="true">–</span>
      <span className="visually-hidden">{meaning}</span>
    </span>
  );
}
