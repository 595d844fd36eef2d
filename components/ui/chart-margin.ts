/** Room above a chart for its highest tick, which otherwise moves down to fit and stands beside its line. */
export const chartMargin = { top: 8 };

/** How high charts over time are; kept free while they come. */
export const chartHeights = { bars: 180, lines: 160 } as const;
