// Slack's mrkdwn as DOM nodes. The only entities are &amp; &lt; &gt;; everything else is plain text.
import { h } from "./dom.js";

const EMOJI = {
  white_check_mark: "✅", heavy_check_mark: "✔️", warning: "⚠️", rotating_light: "🚨", eyes: "👀", chart_with_upwards_trend: "📈",
  chart_with_downwards_trend: "📉", bar_chart: "📊", "+1": "👍", thumbsup: "👍", "-1": "👎", tada: "🎉", fire: "🔥", x: "❌", bell: "🔔",
  no_bell: "🔕", hourglass_flowing_sand: "⏳", hourglass: "⌛", red_circle: "🔴", large_green_circle: "🟢", large_yellow_circle: "🟡",
  large_orange_circle: "🟠", white_circle: "⚪", large_blue_circle: "🔵", moneybag: "💰", dart: "🎯", memo: "📝", sunrise: "🌅", wave: "👋",
  information_source: "ℹ️", question: "❓", mag: "🔍", lock: "🔒", calendar: "📅", arrow_up: "⬆️", arrow_down: "⬇️", arrow_right: "➡️",
  small_red_triangle: "🔺", small_red_triangle_down: "🔻", zzz: "💤", mute: "🔇", heart: "❤️", rocket: "🚀", bulb: "💡", page_facing_up: "📄",
  thinking_face: "🤔", smile: "😄", raised_hands: "🙌", speech_balloon: "💬", repeat: "🔁", arrows_counterclockwise: "🔄", clipboard: "📋",
};

export const emoji = (name) => EMOJI[name.split("::")[0]] || `:${name}:`;
export const unescape = (text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");

let names = { users: new Map(), groups: new Map(), channels: new Map() };
export function learnNames(state) {
  names = {
    users: new Map(state.users.map((user) => [user.id, user.name])),
    groups: new Map(state.groups.map((group) => [group.id, group.handle])),
    channels: new Map(state.channels.map((channel) => [channel.id, channel.name])),
  };
}

const SAFE = /^(https?:|mailto:)/i;
const INLINE = /(`[^`\n]+`)|<([^<>\n]+)>|:([a-z0-9_+-]+(?:::[a-z0-9-]+)?):|(?<![\w*])\*(\S(?:[^*\n]*\S)?)\*(?![\w*])|(?<![\w_])_(\S(?:[^_\n]*\S)?)_(?![\w_])|(?<![\w~])~(\S(?:[^~\n]*\S)?)~(?![\w~])/g;

function reference(body) {
  const [target, label] = body.split("|");
  if (target.startsWith("@")) return h("span", { class: "mention" }, `@${names.users.get(target.slice(1)) || label || target.slice(1)}`);
  if (target.startsWith("#")) return h("span", { class: "mention" }, names.channels.has(target.slice(1)) ? `#${names.channels.get(target.slice(1))}` : label || "🔒 private channel");
  if (target.startsWith("!date^")) return document.createTextNode(label || target);
  if (target.startsWith("!subteam^")) return h("span", { class: "mention" }, `@${names.groups.get(target.slice(9)) || label || "user group"}`);
  if (target.startsWith("!")) return h("span", { class: "mention" }, `@${target.slice(1).split("^")[0]}`);
  if (!SAFE.test(target)) return document.createTextNode(unescape(`<${body}>`));
  return h("a", { href: unescape(target), target: "_blank", rel: "noopener noreferrer" }, unescape(label || target));
}

export function inline(text) {
  const nodes = [];
  let last = 0;
  for (const found of text.matchAll(INLINE)) {
    if (found.index > last) nodes.push(unescape(text.slice(last, found.index)));
    const [whole, code, link, emojiName, bold, italic, strike] = found;
    if (code) nodes.push(h("code", {}, unescape(code.slice(1, -1))));
    else if (link) nodes.push(reference(link));
    else if (emojiName) nodes.push(emoji(emojiName));
    else if (bold) nodes.push(h("strong", {}, inline(bold)));
    else if (italic) nodes.push(h("em", {}, inline(italic)));
    else if (strike) nodes.push(h("s", {}, inline(strike)));
    last = found.index + whole.length;
  }
  if (last < text.length) nodes.push(unescape(text.slice(last)));
  return nodes;
}

function lines(text) {
  const nodes = [];
  let quote = [];
  const flush = () => {
    if (quote.length) nodes.push(h("blockquote", {}, quote.flatMap((line, i) => (i ? [h("br"), ...inline(line)] : inline(line)))));
    quote = [];
  };
  text.split("\n").forEach((line, index, all) => {
    if (/^(&gt;|>) ?/.test(line)) quote.push(line.replace(/^(&gt;|>) ?/, ""));
    else {
      flush();
      nodes.push(...inline(line));
      if (index < all.length - 1) nodes.push(h("br"));
    }
  });
  flush();
  return nodes;
}

export function mrkdwn(text) {
  return (text || "").split(/```/).flatMap((part, index) => {
    if (index % 2) return [h("pre", {}, unescape(part.replace(/^\n|\n$/g, "")))];
    return part ? lines(part) : [];
  });
}

export function textObject(object) {
  if (!object) return [];
  if (object.type === "mrkdwn") return mrkdwn(object.text);
  return [object.text.replace(/:([a-z0-9_+-]+):/g, (whole, name) => EMOJI[name] || whole)];
}
