// How many had filed by when, against the deadline and, where it is known, last year.

import { draw, drawing } from "../../lib/svg.js";
import { momentText } from "../data/words.js";

const DAY = 86400000;
const BEFORE = 14; // days before the deadline

/**
 * @param {{times: number[], last: number[], due: string, now: number, whole: number}} filed milliseconds; last: moved to this year
 * @param {number} width @param {number} height
 * @returns {SVGElement}
 */
export function drawArrivals({ times, last, due, now, whole }, width, height) {
  const [left, right, top, base] = [40, width - 12, 24, height - 24];
  const end = Date.parse(due);
  const from = end - BEFORE * DAY;
  const to = Math.max(end + 2 * DAY, Math.min(now, Math.max(end, ...times.concat(last)) + 2 * DAY));
  const x = (moment) => (left + ((Math.min(Math.max(moment, from), to) - from) / (to - from)) * (right - left)).toFixed(1);
  const y = (many) => (base - (many / Math.max(whole, 1)) * (base - top)).toFixed(1);
  const steps = (moments, until) => {
    const sorted = moments.filter((moment) => moment <= until).sort((one, other) => one - other);
    const path = sorted.map((moment, place) => `H${x(moment)}V${y(place + 1)}`);
    return `M${left} ${y(0)}${path.join("")}H${x(until)}`;
  };
  const chart = drawing(width, height, `报送进度：应报 ${whole} 家，已报 ${times.length} 家`, "arrivals");
  Array.from(new Set([0, Math.round(whole / 2), whole])).forEach((many) => {
    chart.append(draw("path", { d: `M${left} ${y(many)}H${right}`, class: "grid" }));
    chart.append(draw("text", { x: left - 6, y: Number(y(many)) + 4, "text-anchor": "end" }, String(many)));
  });
  if (last.length) chart.append(draw("path", { d: steps(last, to), class: "last" }));
  chart.append(draw("path", { d: steps(times, Math.min(now, to)), class: "this" }));
  chart.append(draw("path", { d: `M${x(end)} ${top - 8}V${base}`, class: "due" }));
  const late = x(end) > width / 2;
  chart.append(draw("text", { x: Number(x(end)) + (late ? -5 : 5), y: top - 10, "text-anchor": late ? "end" : "start", class: "due-text" }, `截止 ${momentText(end, due)}`));
  chart.append(draw("circle", { cx: x(now), cy: y(times.filter((moment) => moment <= now).length), r: 3.5, class: "now" }));
  days(from, to, width < 420 ? 3 : 6).forEach((moment, place) => {
    const day = momentText(moment, due).replace(/日.*/, "").replace(/.*年/, "").replace("月", "/");
    chart.append(draw("text", { x: x(moment), y: height - 6, "text-anchor": place ? "middle" : "start" }, day));
  });
  return chart;
}

/** Some days between two moments, at equal distances. */
function days(from, to, most) {
  const step = Math.ceil((to - from) / DAY / most) * DAY;
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, place) => from + place * step);
}
