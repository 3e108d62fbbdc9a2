// Block Kit as DOM nodes.
import { h } from "./dom.js";
import { mrkdwn, textObject } from "./mrkdwn.js";
import { visualization } from "./charts.js";
import { dataTable, table } from "./tables.js";
import { richText } from "./richtext.js";
import { control } from "./controls.js";

function source(holder) {
  if (holder.slack_file) return `/page/files/${encodeURIComponent(holder.slack_file.id || holder.slack_file.url.split("/").at(-2))}`;
  return null;
}

export function picture(holder, className) {
  const src = source(holder);
  // Pictures from elsewhere are not fetched: the page talks to its own workspace only.
  if (!src) return h("span", { class: "no-picture" }, `🖼 ${holder.alt_text}`);
  return h("img", { src, alt: holder.alt_text, class: className, loading: "lazy" });
}

function section(block, context) {
  const body = h("div", { class: "section-body" },
    block.text && h("div", { class: "text" }, textObject(block.text)),
    block.fields && h("div", { class: "fields" }, block.fields.map((item) => h("div", { class: "text" }, textObject(item)))));
  const accessory = block.accessory;
  if (!accessory) return body;
  const side = accessory.type === "image" ? picture(accessory, "thumb") : control(accessory, block.block_id, context);
  return h("div", { class: "section" }, body, h("div", { class: "accessory" }, side));
}

function input(block, context) {
  const errors = context.errors?.[block.block_id];
  return h("div", { class: "input", data: { block: block.block_id } },
    h("div", { class: "label" }, textObject(block.label), block.optional && h("span", { class: "quiet" }, " (optional)")),
    control(block.element, block.block_id, block.dispatch_action ? context : { ...context, use: async () => {} }),
    block.hint && h("p", { class: "hint" }, textObject(block.hint)),
    errors && h("p", { class: "input-error", role: "alert" }, errors));
}

function card(block, context) {
  return h("div", { class: "card" },
    block.hero_image && picture(block.hero_image, "picture"),
    block.title && h("strong", {}, textObject(block.title)), block.subtitle && h("div", { class: "quiet" }, textObject(block.subtitle)),
    block.body && h("div", {}, textObject(block.body)), block.subtext && h("div", { class: "hint" }, textObject(block.subtext)),
    block.actions && h("div", { class: "actions" }, block.actions.map((element) => control(element, block.block_id, context))));
}

const DRAW = {
  section,
  input,
  card,
  header: (block) => h("h3", { class: `header level${block.level || 1}` }, textObject(block.text)),
  divider: () => h("hr"),
  context: (block) => h("div", { class: "context" }, block.elements.map((item) => (item.type === "image" ? picture(item, "icon") : h("span", {}, textObject(item))))),
  actions: (block, context) => h("div", { class: "actions" }, block.elements.map((element) => control(element, block.block_id, context))),
  image: (block) => h("figure", { class: "image" }, block.title && h("figcaption", {}, textObject(block.title)), picture(block, "picture")),
  rich_text: (block) => h("div", { class: "text" }, richText(block)),
  markdown: (block) => h("div", { class: "text" }, mrkdwn(block.text.replace(/\*\*(.+?)\*\*/g, "*$1*").replace(/^#+ (.+)$/gm, "*$1*"))),
  table,
  data_table: dataTable,
  data_visualization: visualization,
  alert: (block) => h("div", { class: `alert ${block.level || "default"}`, role: "note" }, textObject(block.text)),
  carousel: (block, context) => h("div", { class: "carousel" }, block.elements.map((item) => card({ block_id: block.block_id, ...item }, context))),
  container: (block, context) => h("details", { class: "container", open: !block.default_collapsed },
    h("summary", {}, block.title ? textObject(block.title) : richText(block.rich_text_title)), drawBlocks(block.child_blocks, context)),
};

export function drawBlocks(blocks, context) {
  return blocks.map((block) => h("div", { class: `block block-${block.type}` }, (DRAW[block.type] || ((unknown) => h("p", { class: "quiet" }, `(${unknown.type} block)`)))(block, context)));
}
