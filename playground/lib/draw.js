// Small helpers for figures: elements, colours, charts over a row of tokens.

const SVG = "http://www.w3.org/2000/svg";

/** Makes an element: el("p", {class: "x"}, "text", child). */
export function el(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child != null));
  return node;
}

/** A colour of the page's palette, as it is now. */
export const color = (name) =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

const rgb = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));

/** Between two colours: 0 is the first, 1 the second. */
export function mix(first, second, share) {
  const [a, b] = [rgb(first), rgb(second)];
  const part = Math.min(1, Math.max(0, share));
  return `rgb(${a.map((value, at) => Math.round(value + part * (b[at] - value))).join(" ")})`;
}

/** Calls a function at once, and again when the page's width or colours change. */
export function whenever(node, redraw) {
  let width = 0;
  new ResizeObserver(([entry]) => {
    const now = Math.round(entry.contentRect.width);
    if (now !== width) {
      width = now;
      redraw();
    }
  }).observe(node);
  document.addEventListener("theme", redraw);
}

export const visible = (token) => ({ " ": "␣", "\n": "⏎" })[token] ?? token;

/**
 * An empty chart over tokens.
 *
 * @returns the svg, x(step) in its middle, y(value), and the width of a step.
 */
export function chart(tokens, width, height, [low, high], label) {
  const step = width / Math.max(1, tokens.length);
  const long = Math.max(...tokens.map((token) => token.length), 1);
  const upright = long > 1 && step < 7.2 * long;
  const below = upright ? Math.min(96, 7 * long + 12) : 20;
  const pad = 8;
  const root = svg("svg", {
    viewBox: `0 0 ${width} ${height + below}`,
    width,
    height: height + below,
    role: "img",
    "aria-label": label,
  });
  const x = (t) => (t + 0.5) * step;
  const y = (value) => pad + ((high - value) / (high - low)) * (height - 2 * pad);
  tokens.forEach((token, t) => {
    const place = upright
      ? { transform: `translate(${x(t) + 3.5} ${height + 8}) rotate(-90)`, "text-anchor": "end" }
      : { x: x(t), y: height + 14, "text-anchor": "middle" };
    const style = long === 1 ? "font-family: var(--mono); font-size: 12px" : "";
    root.append(svg("text", { ...place, style, "aria-hidden": true }, visible(token)));
  });
  return { root, x, y, step, height };
}

/** A line through values, one for each step. */
export function line({ x, y }, values, attributes) {
  const points = values.map((value, t) => `${t ? "L" : "M"}${x(t).toFixed(1)} ${y(value).toFixed(1)}`);
  return svg("path", { d: points.join(""), fill: "none", "stroke-linejoin": "round", ...attributes });
}

/** Values that hold for the whole of a step: stairs. */
export function stairs({ x, y, step }, values, attributes) {
  const points = values.map((value, t) => {
    const [left, right] = [x(t) - step / 2, x(t) + step / 2];
    return `${t ? "L" : "M"}${left.toFixed(1)} ${y(value).toFixed(1)}L${right.toFixed(1)} ${y(value).toFixed(1)}`;
  });
  return svg("path", { d: points.join(""), fill: "none", ...attributes });
}

/** Lets a pointer over a chart choose a step. */
export function pointable(node, count, choose) {
  const at = (event) => {
    const box = node.getBoundingClientRect();
    const step = Math.floor(((event.clientX - box.left) / box.width) * count());
    choose(Math.min(count() - 1, Math.max(0, step)));
  };
  node.addEventListener("pointermove", (event) => {
    if (event.pointerType === "mouse") at(event);
  });
  node.addEventListener("pointerdown", at);
}

/** A share in percent; what is nearly all or nearly nothing is not called so. */
export function percent(share) {
  if (share > 0.995 && share < 1) return "over 99 %";
  if (share < 0.005 && share > 0) return "under 1 %";
  return `${Math.round(100 * share)} %`;
}
