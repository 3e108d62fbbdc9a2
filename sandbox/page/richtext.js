// Rich text blocks.
import { h } from "./dom.js";
import { emoji, inline } from "./mrkdwn.js";

const WRAP = { bold: "strong", italic: "em", strike: "s", code: "code", underline: "u" };

function run(element) {
  let node;
  if (element.type === "link") node = inline(`<${element.url}|${element.text || element.url}>`);
  else if (element.type === "emoji") node = [emoji(element.name)];
  else if (element.type === "user") node = inline(`<@${element.user_id}>`);
  else if (element.type === "usergroup") node = inline(`<!subteam^${element.usergroup_id}>`);
  else if (element.type === "channel") node = inline(`<#${element.channel_id}>`);
  else if (element.type === "broadcast") node = [h("span", { class: "mention" }, `@${element.range}`)];
  else node = (element.text || element.fallback || "").split("\n").flatMap((line, i) => (i ? [h("br"), line] : [line]));
  for (const [name, tag] of Object.entries(WRAP)) if (element.style?.[name]) node = [h(tag, {}, node)];
  return node;
}

function list(element) {
  const items = element.elements.map((item) => h("li", {}, item.elements.flatMap(run)));
  return h(element.style === "ordered" ? "ol" : "ul", { class: `rich-list indent-${element.indent || 0}` }, items);
}

function part(element) {
  const runs = () => element.elements.flatMap(run);
  if (element.type === "rich_text_list") return list(element);
  if (element.type === "rich_text_quote") return h("blockquote", {}, runs());
  if (element.type === "rich_text_preformatted") return h("pre", {}, runs());
  return h("div", {}, runs());
}

export const richText = (block) => block.elements.map(part);
