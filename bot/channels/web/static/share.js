// Ways to take something along: copy as text, keep as a picture. Browsers inside apps such as WeChat block downloads and printing.

import { copy, inWeChat } from "./copy.js";
import { element } from "./words.js";

export { copy, inWeChat };

/** Copies a table: spreadsheets and documents take it as one, everything else as `text`. False if the browser refuses. */
export async function copyTable(rows, text) {
  const safe = (cell) => cell.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/\n/g, "<br>");
  const cells = (row) => row.map((cell) => `<td>${safe(cell)}</td>`).join("");
  const html = `<table>${rows.map((row) => `<tr>${cells(row)}</tr>`).join("")}</table>`;
  const kind = (type, content) => new Blob([content], { type });
  try {
    const item = new ClipboardItem({ "text/html": kind("text/html", html), "text/plain": kind("text/plain", text) });
    await navigator.clipboard.write([item]);
    return true;
  } catch {
    return copy(text);
  }
}

const WIDTH = 750;
const MARGIN = 44;
const TALLEST = 4000;
const FACE = '"PingFang SC","HarmonyOS Sans SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif';

/** Lines of `text` that fit, each {text, size, bold, gap, begins}: whether a sentence begins there; headings are the lines of `headings`. */
function laidOut(context, title, text, headings) {
  const rows = [];
  const add = (line, size, bold, gap) => {
    context.font = `${bold ? "bold " : ""}${size}px ${FACE}`;
    wrapped(context, line, WIDTH - 2 * MARGIN).forEach((part, index) => rows.push({ text: part, size, bold, gap: index ? 0 : gap, begins: !index }));
  };
  add(title, 38, true, 0);
  for (const line of text.split("\n")) {
    if (!line.trim()) continue;
    const heading = headings.has(line.trim().replace(/[:：]$/, ""));
    add(line, heading ? 32 : sizeOf(context, line), heading, heading ? 30 : 12);
  }
  return rows;
}

/** The size of a line: that of an address is such that it stands on one line. */
function sizeOf(context, line) {
  if (!/^https?:\S+$/.test(line.trim())) return 28;
  context.font = `28px ${FACE}`;
  return Math.max(12, Math.min(28, Math.floor((28 * (WIDTH - 2 * MARGIN)) / context.measureText(line).width)));
}

/** Cuts a line at the width; words in Latin letters stay whole if they can. */
function wrapped(context, line, width) {
  const pieces = line.match(/[\x21-\x7e]+|[^]/gu) || [];
  const rows = [];
  let row = "";
  for (const piece of pieces.flatMap((whole) => (context.measureText(whole).width > width ? [...whole] : [whole]))) {
    const closes = /^[，。；：！？、）》”」]$/.test(piece);
    if (row && !closes && context.measureText(row + piece).width > width) {
      // An opening bracket goes with what it opens.
      const kept = row.replace(/[（《“「]+$/, "") || row;
      rows.push(kept);
      row = row.slice(kept.length) + piece.trim();
    } else {
      row += piece;
    }
  }
  return row ? [...rows, row] : rows;
}

/** The rows cut into pages that phones can hold: never within a sentence, nor between a heading and what it heads. */
export function pages(rows, tallest = TALLEST) {
  const tall = (part) => part.reduce((sum, row) => sum + row.size * 1.5 + row.gap, 0);
  const parts = [];
  for (const row of rows) {
    const last = parts[parts.length - 1];
    const goesOn = last && (!row.begins || last[last.length - 1].bold);
    if (goesOn) last.push(row);
    else parts.push([row]);
  }
  const made = [];
  for (const part of parts) {
    const last = made[made.length - 1];
    if (last && tall(last) + tall(part) <= tallest) last.push(...part);
    else made.push([...part]);
  }
  return made;
}

/** A text as PNG pictures (data: addresses): black on white, whatever the screen's colours are. */
export function pictures(title, text, headings) {
  const measure = document.createElement("canvas").getContext("2d");
  return pages(laidOut(measure, title, text, new Set(headings))).map((rows) => {
    const canvas = document.createElement("canvas");
    canvas.width = WIDTH;
    canvas.height = Math.ceil(rows.reduce((sum, row) => sum + row.size * 1.5 + row.gap, 2 * MARGIN));
    const context = canvas.getContext("2d");
    context.fillStyle = "#fff";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.fillStyle = "#14564a";
    context.fillRect(0, 0, WIDTH, 10);
    context.textBaseline = "top";
    let top = MARGIN;
    for (const row of rows) {
      top += row.gap;
      context.fillStyle = row.bold ? "#14564a" : "#1c1c1a";
      context.font = `${row.bold ? "bold " : ""}${row.size}px ${FACE}`;
      context.fillText(row.text, MARGIN, top);
      top += row.size * 1.5;
    }
    return canvas.toDataURL("image/png");
  });
}

/** Gives a file that was fetched: in another site's frame a link carries no session. */
export function give(file, name) {
  const address = URL.createObjectURL(file);
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}
