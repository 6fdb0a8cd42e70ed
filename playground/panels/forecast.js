// A curve that somebody draws, and how it may go on.

import { forecast } from "../lib/answers.js";
import { el, svg, whenever } from "../lib/draw.js";

const HEIGHT = 230;
const wave = (turns) => Math.sin(2 * Math.PI * turns);
const PRESETS = {
  "A wave": (t) => 0.5 + 0.27 * wave(t / 18),
  Stairs: (t) => (Math.floor(t / 9) % 2 ? 0.72 : 0.32),
  "A saw on a slope": (t) => 0.14 + 0.005 * t + 0.2 * ((t / 15) % 1),
  Heartbeat: (t) => 0.3 + 0.5 * Math.exp(-((((t / 20) % 1) - 0.5) ** 2) * 90),
  "Only noise": (t) => 0.5 + 0.13 * wave(t * t * 0.1734 + t * 0.61),
};

export function mount(root, model) {
  const { lookback, horizon, quantiles } = model.config;
  const all = lookback + horizon;
  let values = Array.from({ length: lookback }, (_, t) => PRESETS["A wave"](t));
  let last = null; // where the pointer was
  let cursor = lookback - 1; // where the keyboard is

  const board = el("div", {
    class: "board",
    tabindex: 0,
    role: "slider",
    "aria-label": "Height of the curve at a point; left and right go to another point, up and down move it",
    "aria-valuemin": 0,
    "aria-valuemax": 100,
  });
  const told = el("p", { class: "result", "aria-live": "polite" });
  root.append(
    board,
    told,
    el("figcaption", {}, "Draw with the pointer, from left to right, where the grey dots are; or press the arrow keys. The line is the middle of what the network expects; of all futures like this, half should stay in the darker band and four in five in the lighter one."),
    el(
      "div",
      { class: "chips", role: "group", "aria-label": "Curves" },
      ...Object.entries(PRESETS).map(([name, of]) =>
        el("button", { type: "button", onclick: () => ((values = values.map((_, t) => of(t))), draw()) }, name),
      ),
    ),
  );

  function draw() {
    const width = board.clientWidth;
    if (!width) return;
    const x = (t) => ((t + 0.5) / all) * width;
    const y = (value) => (1 - value) * HEIGHT;
    const coming = forecast(model, values);
    const at = (level) => [values.at(-1), ...coming.map((row) => row[quantiles.indexOf(level)])];
    const path = (points, from) =>
      points.map((value, t) => `${t ? "L" : "M"}${x(t + from).toFixed(1)} ${y(value).toFixed(1)}`).join("");
    const band = (low, high, opacity) =>
      svg("path", {
        d: `${path(at(high), lookback - 1)}${at(low).map((value, t) => [t, value]).reverse()
          .map(([t, value]) => `L${x(t + lookback - 1).toFixed(1)} ${y(value).toFixed(1)}`).join("")}Z`,
        fill: "var(--output)",
        opacity,
      });
    const picture = svg(
      "svg",
      { viewBox: `0 0 ${width} ${HEIGHT}`, width, height: HEIGHT, "aria-hidden": true },
      svg("rect", { x: x(lookback - 0.5), y: 0, width: width - x(lookback - 0.5), height: HEIGHT, fill: "var(--output)", opacity: 0.05 }),
      ...values.map((_, t) => t % 3 === 1 && svg("circle", { cx: x(t), cy: HEIGHT - 3, r: 1, fill: "var(--truth)" })).filter(Boolean),
      band(0.1, 0.9, 0.18),
      band(0.25, 0.75, 0.28),
      svg("path", { d: path(at(0.5), lookback - 1), fill: "none", stroke: "var(--output)", "stroke-width": 2.5, "stroke-linejoin": "round" }),
      svg("path", { d: path(values, 0), fill: "none", stroke: "var(--input)", "stroke-width": 2.5, "stroke-linejoin": "round" }),
      svg("text", { x: x(lookback - 0.5) + 8, y: 16 }, "to come"),
      svg("text", { x: 2, y: 16 }, "draw here"),
    );
    if (board.matches(":focus-visible")) {
      picture.append(svg("circle", { cx: x(cursor), cy: y(values[cursor]), r: 6, fill: "none", stroke: "var(--focus)", "stroke-width": 2 }));
    }
    board.replaceChildren(picture);
    const middle = at(0.5).slice(1);
    const wide = coming.at(-1).at(-1) - coming.at(-1)[0];
    const height = (value) => Math.round(100 * value);
    told.textContent =
      `After ${horizon} steps it expects ${height(middle.at(-1))} ${middle.at(-1) > 1 || middle.at(-1) < 0 ? "(off the board, which ends at 0 and 100)" : "(of 100)"}, ` +
      `and with four chances in five between ${height(coming.at(-1)[0])} and ${height(coming.at(-1).at(-1))}: ` +
      (wide < 0.15 ? "it is sure." : wide < 0.4 ? "it is fairly sure." : "it does not know.");
    board.setAttribute("aria-valuenow", height(values[cursor]));
    board.setAttribute("aria-valuetext", `point ${cursor + 1} of ${lookback}, height ${height(values[cursor])}. ${told.textContent}`);
  }

  function put(event) {
    const box = board.getBoundingClientRect();
    const t = Math.floor(((event.clientX - box.left) / box.width) * all);
    const value = Math.min(0.98, Math.max(0.02, 1 - (event.clientY - box.top) / HEIGHT));
    const here = Math.min(lookback - 1, Math.max(0, t));
    const from = last ?? { t: here, value };
    const steps = Math.max(1, Math.abs(here - from.t));
    for (let step = 0; step <= steps; step++) {
      const share = step / steps;
      values[Math.round(from.t + share * (here - from.t))] = from.value + share * (value - from.value);
    }
    last = { t: here, value };
    draw();
  }
  board.addEventListener("pointerdown", (event) => {
    board.setPointerCapture(event.pointerId);
    last = null;
    put(event);
  });
  board.addEventListener("pointermove", (event) => event.buttons && board.hasPointerCapture(event.pointerId) && put(event));
  board.addEventListener("keydown", (event) => {
    const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 0.04], ArrowDown: [0, -0.04] };
    if (!moves[event.key]) return;
    event.preventDefault();
    const [along, up] = moves[event.key];
    cursor = Math.min(lookback - 1, Math.max(0, cursor + along));
    values[cursor] = Math.min(0.98, Math.max(0.02, values[cursor] + up));
    draw();
  });
  board.addEventListener("focus", draw);
  board.addEventListener("blur", draw);
  whenever(board, draw);
}
