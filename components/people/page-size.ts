/** Rows of a page of people; the server's first answer and the browser's must agree on it. */
export const PEOPLE_PER_PAGE = 25;
