// The revenue of each day as bars; the same as a table for readers of screens.
import "uplot/dist/uPlot.min.css";
import { useElementSize } from "@mantine/hooks";
import { useComputedColorScheme, VisuallyHidden } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import UPlot from "uplot";
import { cents } from "@/format/amount";
import { useFormat, type Format } from "@/format/format";
import type { Day } from "./compare";

const HEIGHT = 240;

function options(width: number, days: Day[], format: Format, isDark: boolean): UPlot.Options {
  const grid = isDark ? "#2e3338" : "#e9ecef";
  const text = isDark ? "#a6a7ab" : "#5c636a";
  const axis = { stroke: text, grid: { stroke: grid, width: 1 }, ticks: { show: false } };
  const bars = UPlot.paths.bars?.({ size: [0.7, 40], radius: 0.2 });
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    cursor: { y: false },
    scales: { x: { time: false }, y: { range: (_, __, max) => [0, Math.max(max * 1.1, 1)] } },
    axes: [
      { ...axis, grid: { show: false }, space: 60, values: (_, at) => at.map((index) => (days[index] ? format.day(days[index].day) : "")) },
      { ...axis, size: 70, values: (_, at) => at.map((value) => format.count(value)) },
    ],
    series: [{}, { ...(bars ? { paths: bars } : {}), fill: isDark ? "#2f9f86" : "#0f735f", points: { show: false } }],
  };
}

export default function Revenue({ days }: { days: Day[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { ref, width } = useElementSize<HTMLDivElement>();
  const plot = useRef<HTMLDivElement>(null);
  const isDark = useComputedColorScheme("light") === "dark";
  useEffect(() => {
    if (!plot.current || width === 0) return undefined;
    const amounts = days.map((day) => Number(cents(day.revenue) / 100n));
    const chart = new UPlot(options(width, days, format, isDark), [days.map((_, index) => index), amounts], plot.current);
    return () => chart.destroy();
  }, [days, width, format, isDark]);
  return (
    <div ref={ref}>
      <div ref={plot} aria-hidden style={{ height: HEIGHT }} />
      <VisuallyHidden>
        <table>
          <caption>{t("figure.revenue")}</caption>
          <tbody>{days.map((day) => <tr key={day.day}><th scope="row">{format.day(day.day)}</th><td>{format.money(day.revenue)}</td></tr>)}</tbody>
        </table>
      </VisuallyHidden>
    </div>
  );
}
