/** Room above a chart for its highest tick, which otherwise moves down to fit and stands beside its line. */
export const chartMargin = { top: 8 };
